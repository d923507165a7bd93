"""Whether another program lost or cut the rules a template came with.

Marketplace templates say per cell what is required by conditional formats that lead to defined names: a type-by-field
map (``requiredAttributePTDMap``) or ready conditions (``PTList0``, ``ApplicablePTList1``). Online spreadsheets and
scripts keep the names and drop the rules that use them, or leave constants (``AND(AND((0)),1=1)``) in bands of rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from auditor.feed.guard import COLUMN_LIMIT
from auditor.feed.template.areas import Area
from auditor.feed.template.book import Book
from auditor.feed.template.meanings import meaning
from auditor.feed.template.model import Place, State
from auditor.feed.template.parts import Parts
from auditor.feed.template.parts_xml import Rule
from auditor.model import Text

LEAST_COLUMNS = 10
"""Columns with a machine name below which nothing can be said."""
LEAST_SHARE = 0.5
"""Intact templates: 94–100 % of the columns have a rule that leads to a name; damaged ones at most 2 %."""

_LAW = re.compile(r"(required|optional|preferred)attributeptdmap|(applicable)?ptlist[0-9]+")
_WORD = re.compile(r"[^\W\d][\w.?\\]*")
_LOST = Text(
    "Another program saved this workbook and lost the template’s own rules: {found} of {all} columns still have the "
    "conditional formats that say what is required",
    "该工作簿被其他程序保存过，模板自带的规则已丢失：{all} 列中只有 {found} 列仍保留说明必填项的条件格式",
)
_CUT = Text(
    "Most of the template’s own rules point to cells that were deleted (#REF!): {found} of {all} conditional formats",
    "模板自带的规则大多指向已删除的单元格（#REF!）：{all} 条条件格式中有 {found} 条",
)


def damage(parts: Parts, book: Book, rules: Sequence[Rule]) -> tuple[Text, Place] | None:
    """What is wrong with the workbook's own rules as a whole, and where; None where nothing is."""
    columns = {column.position for column in book.feed.columns if column.name}
    law = {name.name.casefold() for name in parts.names if _LAW.fullmatch(name.name.casefold())}
    if law and len(columns) >= LEAST_COLUMNS:
        names = {name.name.casefold() for name in parts.names}
        using = _columns([rule for rule in rules if _mentions(rule, names)], columns)
        if len(using) < LEAST_SHARE * len(columns):
            return _LOST.format(found=len(using), all=len(columns)), _place(parts.sheet, rules)
    stating = [rule for rule in rules if meaning(rule.paint) not in (State.SILENT, State.FILLED)]
    lost = [rule for rule in stating if _lost(rule, book)]
    if len(lost) > len(stating) / 2:
        return _CUT.format(found=len(lost), all=len(stating)), _place(parts.sheet, lost)
    return None


def _mentions(rule: Rule, names: set[str]) -> bool:
    return any(word.casefold() in names for formula in rule.formulas for word in _WORD.findall(formula))


def _lost(rule: Rule, book: Book) -> bool:
    for formula in rule.formulas:
        texts = [formula, *(book.text_of(word) or "" for word in _WORD.findall(formula))]
        if any("#REF!" in text for text in texts):
            return True
    return False


def _columns(rules: Sequence[Rule], known: set[int]) -> set[int]:
    """Which of the ``known`` positions the rules speak of."""
    covered = np.zeros(COLUMN_LIMIT + 1, np.int64)
    for left, right in {(one.left, one.right) for rule in rules for one in rule.areas}:
        covered[left] += 1
        covered[right + 1] -= 1
    covered = np.cumsum(covered)
    return {at for at in known if at < COLUMN_LIMIT and covered[at] > 0}


def _place(sheet: str, rules: Sequence[Rule]) -> Place:
    """The smallest range around all rules."""
    ranges = [one for rule in rules for one in rule.areas]
    if not ranges:
        return Place(sheet)
    whole = Area(
        min(one.top for one in ranges),
        min(one.left for one in ranges),
        max(one.bottom for one in ranges),
        max(one.right for one in ranges),
    )
    return Place(sheet, str(whole))
