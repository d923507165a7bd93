"""What the marketplace's codes mean, as far as it is known: the table of ``codes.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from auditor.model import Text

Certainty = Literal["measured", "official", "several", "single"]
Before = Literal["yes", "partly", "no"]

CERTAINTY_NAMES: Mapping[Certainty, Text] = {
    "measured": Text("seen in a real report", "见于真实报告"),
    "official": Text("from a page of the marketplace", "来自平台说明页面"),
    "several": Text("several third parties agree", "多个第三方来源一致"),
    "single": Text("one third-party source only", "仅有一个第三方来源"),
}
BEFORE_NAMES: Mapping[Before, Text] = {
    "yes": Text("yes", "能"),
    "partly": Text("in part", "部分能"),
    "no": Text("no, only the marketplace knows", "不能，只有平台知道"),
}
"""Whether it can be seen before the upload."""

UNKNOWN_TITLE = Text(
    "Not a code that is known here; read the report's own message",
    "此代码尚不了解；请看报告自身的说明",
)


class CodeTableError(ValueError):
    """A table of codes that breaks its schema; the message names the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One meaning. codes: all that share it. rules: our codes whose finding on the same cell says the same."""

    codes: tuple[str, ...]
    title: Text
    advice: Text
    certainty: Certainty
    before: Before
    source: str
    rules: tuple[str, ...]


@cache
def code_table() -> Mapping[str, Code]:
    """Code → meaning. Raises CodeTableError where the shipped table breaks its schema."""
    text = (files(__package__) / "codes.yaml").read_text(encoding="utf-8")
    return parsed(yaml.safe_load(text))


def parsed(entries: Any) -> dict[str, Code]:
    """The table of these entries; CodeTableError for a code told twice or an entry without its parts."""
    table: dict[str, Code] = {}
    for entry in entries:
        try:
            one = _code(entry)
        except (KeyError, TypeError) as problem:
            raise CodeTableError(f"{entry!r}: {problem}") from None
        for code in one.codes:
            if code in table:
                raise CodeTableError(f"{code} stands twice")
            table[code] = one
    return table


def _code(entry: Mapping[str, Any]) -> Code:
    codes = tuple(entry["codes"])
    # YAML 1.1 reads a bare yes or no as a truth value.
    before = {True: "yes", False: "no"}.get(entry["before"], entry["before"])
    if entry["certainty"] not in get_args(Certainty) or before not in get_args(Before):
        raise CodeTableError(f"{codes}: certainty or before is not one of the known words")
    if not codes or not all(isinstance(code, str) and code for code in codes):
        raise CodeTableError(f"{codes}: codes are texts in quotes")
    return Code(
        codes=codes,
        title=Text(**entry["title"]),
        advice=Text(**entry["advice"]),
        certainty=entry["certainty"],
        before=before,
        source=entry["source"],
        rules=tuple(entry["rules"]),
    )
