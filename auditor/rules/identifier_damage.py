"""Product identifiers that a spreadsheet turned into numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.identifiers import Identifiers, identifiers
from auditor.feed.table import Damage, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import (
    NUMERIC,
    OWN_GTIN,
    ObjectArray,
    decimal_tail,
    kinds_of,
    lost_zeros,
    restored,
    scientific,
)


@rule(
    "ID104",
    Severity.WARNING,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Spreadsheet damaged the number", zh="编码被表格软件改动"),
    message=Text(
        en="'{value}' is scientific notation: the spreadsheet has dropped digits of the product ID.",
        zh="“{value}”是科学计数法：表格软件已丢失商品编码的部分数字。",
    ),
    variants={
        "shown": Text(
            en="'{value}' is scientific notation; the number meant is {expected}.",
            zh="“{value}”是科学计数法；原编码为 {expected}。",
        ),
        "tail": Text(
            en="'{value}' was turned into a decimal number; the product ID is {expected}.",
            zh="“{value}”被改成了小数；商品编码为 {expected}。",
        ),
        "broken": Text(
            en="'{value}' was turned into a decimal number and is no valid GTIN.",
            zh="“{value}”被改成了小数，且不是有效的 GTIN。",
        ),
        "zeros": Text(
            en="'{value}' has {count} digits: with its leading zeros it is {expected}.",
            zh="“{value}”只有 {count} 位：补回前导零后为 {expected}。",
        ),
        "number": Text(
            en="{count} product IDs in this column are stored as numbers; they are complete as they stand.",
            zh="该列有 {count} 个商品编码以数字格式存储；目前数字完整。",
        ),
    },
    advice=Text(
        en="Format the column as text, then enter the product IDs again from their source.",
        zh="请将该列设为文本格式，再从原始资料重新填写商品编码。",
    ),
    needs=("gtin",),
    replaces=("ID101", "ID102"),
    fix="safe",
    examples=(
        Example(
            bad={"sku": ["A1", "A2", "A3"], "gtin": ["8.85910E+11", "885909950805.0", "45496882174"]},
            good={"sku": ["A1", "A2", "A3"], "gtin": ["885909950805", "885909950805", "045496882174"]},
            cells=((0, "gtin"), (1, "gtin"), (2, "gtin")),
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "gtin": ["6.90123E+12", "6901234567892"]},
            good={"sku": ["杯-1", "杯-2"], "gtin": ["6901234567892", "6901234567892"]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def damaged_by_spreadsheet(evidence: Evidence) -> Iterator[Hits]:
    """Spreadsheets drop leading zeros and digits of long numbers: what can be restored is proposed, the rest said."""
    for one in evidence.once(identifiers):
        kinds, raws = kinds_of(evidence.feed, one)
        digits, asked = one.digits, one.meant & ~one.placeholder
        exponent = asked & (scientific(digits)[one.ids] | (kinds == Damage.SCIENTIFIC))
        tail = asked & decimal_tail(digits)[one.ids] & ~exponent
        zeros = asked & lost_zeros(digits)[one.ids] & ~exponent & ~tail
        yield from _restorable(one, np.flatnonzero(exponent), raws, found="shown", lost="")
        yield from _restorable(one, np.flatnonzero(tail), raws, found="tail", lost="broken")
        yield from _restorable(one, np.flatnonzero(zeros), raws, found="zeros", lost="zeros")
        numbers = int(
            (asked & np.isin(kinds, NUMERIC) & ~exponent & ~tail & ~zeros & digits.valid[one.ids]).sum()
        )
        if numbers:
            yield Hits(
                rows=np.array([-1]),
                columns=one.column.position,
                severity=Severity.INFO,
                variant="number",
                arguments={"count": numbers},
            )


def _restorable(
    one: Identifiers, rows: IntArray, raws: ObjectArray, *, found: str, lost: str
) -> Iterator[Hits]:
    """Damaged cells with the number they stood for as their fix, and those whose digits are gone."""
    values = one.values(rows)
    stored = [raw or value for raw, value in zip(raws[rows], values, strict=True)]
    known = list(dict.fromkeys(stored))
    whole = dict(zip(known, restored(known), strict=True))
    fixes = [whole[text] for text in stored]
    has = np.array([fix is not None for fix in fixes], bool)
    for variant, mask in ((found, has), (lost, ~has)):
        chosen = np.flatnonzero(mask)
        yield Hits(
            rows=rows[chosen],
            columns=one.column.position,
            variant=variant,
            arguments={
                "value": [values[i] for i in chosen],
                "expected": [fixes[i] or "" for i in chosen],
                "count": one.digits.length[one.ids[rows[chosen]]],
            },
            fixes=[fixes[i] for i in chosen],
        )
