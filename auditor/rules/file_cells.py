"""What a spreadsheet leaves in cells: error values, formulas, columns too narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.feed.table import Damage
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.cellscan import beginning_with, distinct
from auditor.rules.declare import NO_CHINESE, rule

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)

ERRORS = re.compile(
    r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA"
    r"|BEZUG!|NV|WERT!|ZAHL!|VALEUR!|NOM\?|NOMBRE!|NUL!|¡REF!|N/D|¡VALOR!|¿NOMBRE\?|¡DIV/0!|¡NUM!|¡NULO!|RIF!|VALORE!"
    r"|NOME\?|VALOR!|ÜBERLAUF!)|Err:5[0-9]{2}"
)
"""Error values as spreadsheets show them in several languages."""
_FORMULA = re.compile(
    r"=\s*[-+(]*(?:'?[^'!=]{1,40}'?!)?\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?:\s*[-+*/&:,^)<>=].*)?"
    r"|=\s*[-+(]*[A-Za-z][A-Za-z0-9_.]*\(.*|=.{0,80}\|.*![A-Z].*",
    re.DOTALL,
)
_DISGUISED = re.compile(
    r"[-+@]\s*(?:[0-9.]+\s*[-+*/]\s*)*(?:(?:SUM|IF|HYPERLINK|WEBSERVICE|IMPORT[A-Z]+|INDIRECT|VLOOKUP|CONCAT[A-Z]*|CHAR|EXEC"
    r"|CALL|REGISTER)\(.*|[A-Za-z]+\|.*![A-Z].*)",
    re.DOTALL | re.IGNORECASE,
)
_NARROW = re.compile(r"#{4,}")
_SHORT_FIELDS = frozenset(
    {"price", "sale_price", "quantity", "gtin", "sale_start", "sale_end", "purchase_date", "ship_date"}
)


def _spreadsheet_rest(text: str, field: str) -> str:
    """What a text is the rest of: ``error``, ``formula``, ``disguised``, ``narrow``, or nothing."""
    text = text.strip()
    if ERRORS.fullmatch(text):
        return "error"
    if _FORMULA.fullmatch(text):
        return "live"
    if _DISGUISED.fullmatch(text):
        return "disguised"
    return "narrow" if field in _SHORT_FIELDS and _NARROW.fullmatch(text) else ""


@rule(
    "FF715",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Formula or error value in a cell", zh="单元格为公式或错误值"),
    message=Text(en="'{value}' is a spreadsheet error, not a value.", zh="“{value}”是表格错误值，不是内容。"),
    variants={
        "live": Text(
            en="'{value}' is a formula; the marketplace receives its text, not its result.",
            zh="“{value}”是公式；平台收到的是公式文本，而不是结果。",
        ),
        "disguised": Text(
            en="'{value}' begins like a formula; a spreadsheet would run it when the file is opened.",
            zh="“{value}”形似公式；用表格软件打开文件时会被执行。",
        ),
        "narrow": Text(
            en="'{value}' stands for a number the column was too narrow to show; the number is lost.",
            zh="“{value}”是因列宽不足而显示的符号；原数字已丢失。",
        ),
        "uncomputed": Text(
            en="The cell holds a formula without a result ({value}).",
            zh="单元格中的公式没有计算结果（{value}）。",
        ),
    },
    advice=Text(
        en="Correct the formula, recalculate, then copy the cells and paste them as values.",
        zh="请修正公式并重新计算，再复制单元格并“粘贴为数值”。",
    ),
    replaces=("ID101", "ID120", "TP901", "TP904", "TP908", "FF704", "FF708"),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "title": ["#REF!", "=VLOOKUP(A2,Stock!A:C,3,0)", "@SUM(1+1)*cmd|'/c calc'!A0"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": ["#1 Dad Mug", "= Best Mum =", "@home mug"],
                "price": ["-", "+ name", "-5"],
            },
            cells=((0, "title"), (1, "title"), (2, "title")),
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "title": ["#N/A", "定制马克杯"], "quantity": ["10", "####"]},
            good={
                "sku": ["杯-1", "杯-2"],
                "title": ["#热卖# 马克杯", "-简约- 马克杯"],
                "quantity": ["10", "20"],
            },
            cells=((0, "title"), (1, "quantity")),
            language="zh",
        ),
    ),
)
def formula_or_error(evidence: Evidence) -> Iterator[Hits]:
    """Error values and formulas reach the marketplace as they are and stand on the product page or stop the upload."""
    feed = evidence.feed
    damages = feed.damages
    for kind, variant in ((Damage.ERROR, ""), (Damage.FORMULA_WITHOUT_VALUE, "uncomputed")):
        mine = damages[damages["kind"] == kind]
        yield Hits(
            rows=mine["row"].to_numpy(),
            columns=mine["column"].to_numpy(),
            variant=variant,
            arguments={"value": [raw or "…" for raw in mine["raw"].tolist()]},
        )
    for one in beginning_with(feed, "=+-@#E"):
        rest = {text: _spreadsheet_rest(text, one.column.field) for text in distinct(one.texts.tolist())}
        kinds = np.array([rest[text] for text in one.texts.tolist()], dtype=object)
        for variant in ("error", "live", "disguised", "narrow"):
            mine_here = one.where(kinds == variant)
            yield Hits(
                rows=mine_here.rows,
                columns=one.column.position,
                severity=Severity.WARNING if variant == "disguised" else None,
                variant=variant,
                arguments={"value": mine_here.texts},
            )
