"""Product identifiers that are not there: neither number nor exemption, words in their place."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.exemption import declared_exempt, exempt_brands
from auditor.evidence.identifiers import identifiers
from auditor.evidence.records import Action, actions, among, distinct_words, parents
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import OWN_GTIN

LISTING_LAYOUTS = frozenset(
    {"customization_sheet", "product_type_template", "custom_flat_file", "legacy_template", "generic_table"}
)
"""Layouts in which a row can create a listing on a marketplace that wants an identifier."""
OLD_TEMPLATES = frozenset({"custom_flat_file", "legacy_template"})
"""Templates in which both cells simply stay blank for an exempted product."""


@rule(
    "ID120",
    Severity.ERROR,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Neither product ID nor exemption", zh="既无商品编码也无豁免"),
    message=Text(
        en="This customized product has neither a product ID nor a declared GTIN exemption.",
        zh="该定制商品既没有商品编码，也未声明 GTIN 豁免。",
    ),
    advice=Text(
        en="Enter your own GTIN, or choose 'GTIN Exempt' once the exemption for brand and category is approved.",
        zh="请填写自有 GTIN；若品牌和类目的豁免已获批，请选择“GTIN 豁免”。",
    ),
    needs=("gtin",),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "gtin": ["", "885909950805"],
                "gtin_type": ["", "UPC"],
                "custom_label_1": ["Your name", "Your name"],
            },
            good={
                "sku": ["A1", "A2"],
                "gtin": ["", "885909950805"],
                "gtin_type": ["GTIN Exempt", "UPC"],
                "custom_label_1": ["Your name", "Your name"],
            },
            cells=((0, "gtin"),),
        ),
        Example(
            bad={"sku": ["杯-1"], "gtin": [""], "gtin_exempt": ["否"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "gtin": [""], "gtin_exempt": ["是"], "custom_label_1": ["刻字"]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def neither_gtin_nor_exemption(evidence: Evidence) -> Iterator[Hits]:
    """A new listing needs a number of your own or an approved exemption; changes, parents and Handmade need none."""
    feed = evidence.feed
    if feed.layout not in LISTING_LAYOUTS:
        return
    blank = ~evidence.filled("gtin") & evidence.filled("sku", "title") & ~evidence.filled("asin")
    blank &= (evidence.once(actions) == Action.FULL) & ~evidence.once(parents)
    blank &= (
        ~declared_exempt(evidence)
        & ~exempt_brands(evidence)
        & ~_handmade(evidence)
        & ~_numbered_elsewhere(evidence)
    )
    can_say = feed.layout not in OLD_TEMPLATES and evidence.has("gtin_type", "gtin_exempt")
    yield Hits(
        rows=np.flatnonzero(blank),
        columns=feed.find("gtin")[0].position,
        severity=Severity.ERROR if can_say else Severity.WARNING,
    )


def _handmade(evidence: Evidence) -> BoolArray:
    """Rows of the Handmade program, whose products need no identifier."""
    mask = np.zeros(len(evidence.feed.cells), bool)
    for column in evidence.feed.find("product_type"):
        words, places = distinct_words(evidence.feed, column)
        mask |= np.array([word.startswith(("guild", "handmade")) for word in words], bool)[places]
    return mask


def _numbered_elsewhere(evidence: Evidence) -> BoolArray:
    """Rows of a SKU that gives its identifier on another of its rows (exports with a row per option)."""
    keys = evidence.feed.find("sku")
    if not keys:
        return np.zeros(len(evidence.feed.cells), bool)
    skus = pc.utf8_trim_whitespace(evidence.feed.array(keys[0]))
    given = skus.filter(pa.array(evidence.filled("gtin"))).to_pylist()
    return among(skus, frozenset(given) - {""})


@rule(
    "ID124",
    Severity.ERROR,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Placeholder instead of a product ID", zh="以占位符代替商品编码"),
    message=Text(en="'{value}' is a placeholder, no product ID.", zh="“{value}”是占位内容，不是商品编码。"),
    advice=Text(
        en="Leave the cell blank and declare the GTIN exemption, or enter your own GTIN.",
        zh="请将单元格留空并声明 GTIN 豁免，或填写自有 GTIN。",
    ),
    needs=("gtin",),
    replaces=("ID101", "ID102", "ID103"),
    fix="unsafe",
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "gtin": ["Does not apply", "000000000000"]},
            good={"sku": ["A1", "A2"], "gtin": ["", "885909950805"]},
            cells=((0, "gtin"), (1, "gtin")),
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "gtin": ["无", "6901234567892"]},
            good={"sku": ["杯-1", "杯-2"], "gtin": ["", "6901234567892"]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def placeholder_identifier(evidence: Evidence) -> Iterator[Hits]:
    """A word or a row of equal digits is sent as if it were a number, and the row is refused."""
    for one in evidence.once(identifiers):
        rows = np.flatnonzero(one.meant & one.placeholder)
        yield Hits(
            rows=rows,
            columns=one.column.position,
            arguments={"value": one.values(rows)},
            fixes=[""] * len(rows),
        )
