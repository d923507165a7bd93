"""Fonts whose use needs a licence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.corpus import Matches
from auditor.evidence.mark_choices import list_labels
from auditor.evidence.marks import answered, mark_reads, named_marks, places_of, standing
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import DATA
from auditor.rules.declare import rule
from auditor.text.marks import contains
from auditor.text.normalise import normalised

LETTERED = ("character", "fashion", "sport")
"""Families whose lettering fonts imitate."""
FIELDS = ("font_name", "font_url", "option_value")
ASKS_FONT = re.compile(
    r"\bfonts?\b|typeface|typograph|lettering style|schrift"
    r"|police|fuente|tipo de letra|carattere|字体|フォント|書体",
    re.IGNORECASE,
)


@rule(
    "IP408",
    Severity.ERROR,
    tier=1,
    clause=DATA,
    title=Text("Font with foreign rights", "字体版权风险"),
    message=Text(
        "The font '{term}' imitates somebody else's lettering.", "字体“{term}”仿用他人的标志性字样。"
    ),
    variants={
        "commercial": Text(
            "The font '{term}' is commercial; showing it to buyers needs a licence.",
            "字体“{term}”为商业字体，向买家展示需取得授权。",
        )
    },
    advice=Text(
        "Use a font under the Open Font License, or record the licence under licensed_fonts in auditor.toml.",
        "请改用开放许可（OFL）字体，或在 auditor.toml 的 licensed_fonts 中登记授权。",
    ),
    needs=(FIELDS,),
    custom_only=True,
    reads={**mark_reads(LETTERED, "font_name"), "font.strict": FIELDS, "font.commercial": FIELDS},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "custom_label_1": ["Text", "Font"],
                "font_name_1_1": ["Waltograph", ""],
                "font_name_1_2": ["Proxima Nova", ""],
                "option_value_1_1": ["", "Helvetica"],
            },
            good={
                "sku": ["A1", "A2"],
                "custom_label_1": ["Text", "Skyline"],
                "font_name_1_1": ["Pacifico", ""],
                "font_name_1_2": ["Script", ""],
                "option_value_1_1": ["", "Gotham"],
            },
            cells=((0, "font_name_1_1"), (0, "font_name_1_2"), (1, "option_value_1_1")),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["文字"], "font_name_1": ["方正舒体|楷体"]},
            good={"sku": ["A1"], "custom_label_1": ["文字"], "font_name_1": ["思源黑体|楷体"]},
            cells=((0, "font_name_1"),),
            language="zh",
        ),
    ),
)
def licensed_font(evidence: Evidence) -> Iterator[Hits]:
    """Fonts are works of their makers; a font made after a film's or brand's lettering carries that mark as well.

    Commercial fonts are a note: a licence for embedding is needed and may be recorded. Of a file's address only the
    file name is read.
    """
    named = named_marks(evidence, LETTERED, "font_name", brand_too=True).found
    yield named.where(~_licensed(evidence, named) & ~_listed(evidence, named)).once().hits()
    for group, variant, severity in (
        ("font.strict", "", Severity.ERROR),
        ("font.commercial", "commercial", Severity.INFO),
    ):
        found = evidence.matches(group, *FIELDS)
        found = found.where(_font_named(evidence, found) & ~_licensed(evidence, found)).once()
        yield found.hits(variant=variant, severity=severity)


def _listed(evidence: Evidence, named: Matches) -> BoolArray:
    """One bool per mark in a font's name: the name is on the list of such fonts anyway."""
    return np.isin(named.ids, np.unique(evidence.matches("font.strict", "font_name").ids))


def _font_named(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: it stands in a font's name or file name, or among the choices of fonts."""
    fields = np.array([column.field for column in evidence.feed.columns])[found.columns]
    answers = np.fromiter(
        (start > value.rfind("/") for value, start, _ in places_of(found)), bool, len(found)
    )
    option = fields == "option_value"
    answers[option] = [
        ASKS_FONT.search(label) is not None for label in list_labels(evidence, found.where(option))
    ]
    return answers


def _licensed(evidence: Evidence, found: Matches) -> BoolArray:
    settings, today = evidence.settings, evidence.today
    names = [normalised(name) for name in settings.licensed_fonts]

    def allowed(term: str) -> bool:
        own = any(contains(name, normalised(term)) or contains(normalised(term), name) for name in names)
        return own or standing(term, settings, today) is None

    return np.asarray(answered(found.terms, allowed), dtype=bool)
