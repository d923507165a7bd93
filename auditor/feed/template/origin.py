"""The marketplace a template is for, where neither its settings nor its paths say so: its own currency."""

from __future__ import annotations

from auditor.feed.recognise_columns import CURRENCIES, ELSEWHERE
from auditor.feed.table import Feed
from auditor.feed.template.model import Template
from auditor.model import Text


def template_marketplace(feed: Feed, template: Template) -> tuple[str, Text] | None:
    """(two letters, why) from the only entry of the currency drop-down, else from the currency of the definition's
    example; None where these do not say.
    """
    if feed.layout in ELSEWHERE:
        return None
    for column in feed.find("currency"):
        law = template.columns.get(column.position)
        if law is None:
            continue
        offered = {value.strip().upper() for one in law.lists for value in one.values.to_pylist()[:2]}
        stated = next(iter(offered)) if len(offered) == 1 else ""
        example = law.definition.example.strip().upper() if law.definition else ""
        found = CURRENCIES.get(stated or example, "")
        if found:
            return found, Text(
                f"the template's own currency, {stated or example}", f"根据模板自身的币种 {stated or example}"
            )
    return None
