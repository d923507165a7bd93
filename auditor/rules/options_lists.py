"""Option lists as such: one choice only, the same choice twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from auditor.evidence import Evidence, Matches, OptionList
from auditor.evidence.asking import whole
from auditor.evidence.custom_fields import labels_of
from auditor.evidence.keys import distinct
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import MADE_ON_DEMAND
from auditor.rules.declare import rule
from auditor.text.lists import split_values
from auditor.text.yes_no import answer_of

SEVERAL = re.compile(r"[/／,,;；、&]|\b(?:or|and|oder|und|ou|et|o|y|e)\b|或|和|または", re.IGNORECASE)
"""A cell that may hold several choices nobody separated as such."""
LEAST_IN_ROWS = 3
"""Values from which a list with a row per value can be told from a SKU that stands twice."""
REFERS = re.compile(
    r"see |chart|picture|image|photo|listing|refer|siehe|voir|ver |vedi|见|参考|如图|参照|画像", re.IGNORECASE
)


def _choices_field(evidence: Evidence) -> BoolArray:
    """One bool per value cell: it is a choice, not a font or a colour of a text."""
    fields = np.array([column.field == "option_value" for column in evidence.feed.columns], dtype=bool)
    return fields[evidence.option_lists.cells.columns]


@rule(
    "OP250",
    Severity.WARNING,
    tier=1,
    clause=MADE_ON_DEMAND,
    title=Text("Only one option", "只有一个选项"),
    message=Text(
        "'{label}' offers only '{value}': there is nothing to choose.",
        "“{label}”只有“{value}”一个选项，买家没有选择。",
    ),
    advice=Text("Add options, or delete the field.", "请增加选项，或删除该字段。"),
    needs=("option_value",),
    custom_only=True,
    examples=(
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["Color"], "option_value_1_1": ["Red"]},
            good={
                "sku": ["A1"],
                "custom_label_1": ["Text"],
                "font_name_1_1": ["Arial"],
                "custom_label_2": ["Color"],
                "option_value_2_1": ["Red"],
                "option_value_2_2": ["Blue"],
            },
            cells=((0, "option_value_1_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["颜色"], "option_value_1": ["红色"]},
            good={"sku": ["A1"], "custom_label_1": ["颜色"], "option_value_1": ["红色|蓝色"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def single_option(evidence: Evidence) -> Iterator[Hits]:
    """A list of one is no personal choice.

    Fonts and colours of a text field may well be one (they are shown in the preview). Cells that may hold several
    choices, or point to a chart, and choices of the same product under the same label in other rows are left alone;
    a lone yes or no is the subject of OP202.
    """
    options, matcher = evidence.option_lists, evidence.matcher
    whole_cell = np.array([column.option == 0 for column in evidence.feed.columns], dtype=bool)

    def lone(one: OptionList) -> bool:
        return len(one.values) == 1 and answer_of(one.values[0], matcher) == "other"

    chosen = options.facts(lone) & _choices_field(evidence)
    chosen &= ~_goes_on_elsewhere(evidence)
    unclear = evidence.corpus.ask(
        lambda text: bool(SEVERAL.search(text) or REFERS.search(text)), options.cells
    )
    chosen &= ~(unclear & whole_cell[options.cells.columns])
    found = whole(evidence.corpus, options.cells.where(chosen))
    yield found.hits(label=labels_of(evidence, chosen))


def _goes_on_elsewhere(evidence: Evidence) -> BoolArray:
    """One bool per value cell: the same SKU offers the same label in a list of its own elsewhere."""
    options = evidence.option_lists
    answers = np.zeros(len(options.cells), dtype=bool)
    column = evidence.column("sku")
    sku = evidence.corpus.by_column.get(column.position) if column else None
    if sku is None or not len(answers):
        return answers
    ids = np.full(len(evidence.feed.cells), -1, np.int64)
    ids[sku.rows] = sku.ids
    _, heads = np.unique(options.group_of, return_index=True)
    names: dict[str, int] = {}
    labels = np.array([names.setdefault(one.label, len(names)) for one in options.lists], np.int64)
    repeats = np.array([c.repeat for c in evidence.feed.columns], np.int64)[options.cells.columns[heads]]
    _, inverse, counts = distinct(ids[options.cells.rows[heads]], labels[options.list_of[heads]], repeats)
    again: BoolArray = (counts[inverse] > 1)[options.group_of]
    return again


@rule(
    "OP251",
    Severity.WARNING,
    tier=1,
    clause=MADE_ON_DEMAND,
    title=Text("The same option twice", "选项重复"),
    message=Text("'{value}' stands {count} times in '{label}'.", "“{label}”中“{value}”出现 {count} 次。"),
    advice=Text("Delete the repetition.", "请删除重复项。"),
    needs=("option_value",),
    custom_only=True,
    fix="safe",
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "custom_label_1": ["Color"],
                "option_value_1_1": ["Red"],
                "option_value_1_2": ["red "],
                "option_value_1_3": ["Blue"],
            },
            good={
                "sku": ["A1"],
                "custom_label_1": ["Letter"],
                "option_value_1_1": ["A"],
                "option_value_1_2": ["a"],
            },
            cells=((0, "option_value_1_2"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["颜色"], "option_value_1": ["红色|蓝色|红色"]},
            good={
                "sku": ["A1"],
                "custom_label_1": ["图案"],
                "option_value_1_1": ["猫"],
                "option_thumbnail_1_1": ["a.jpg"],
                "option_value_1_2": ["猫"],
                "option_thumbnail_1_2": ["b.jpg"],
            },
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def repeated_option(evidence: Evidence) -> Iterator[Hits]:
    """The buyer cannot tell two equal choices apart, and the marketplace may refuse the list.

    Equal means equal but for capitals, widths and blanks; single letters keep their capitals, prices and accents
    count. Choices with a thumbnail of their own are told apart by it. The fix empties a repeated cell of a numbered
    series, or takes the repetition out of a cell that holds the list.
    """
    options = evidence.option_lists
    chosen = options.pick(lambda one: _repeated(one.values)) & _choices_field(evidence)
    chosen &= ~_pictured(evidence) & _in_one_place(evidence)
    found = whole(evidence.corpus, options.cells.where(chosen))
    lists = [options.lists[i] for i in options.list_of[chosen].tolist()]
    pairs = zip(found.values.tolist(), lists, strict=True)
    hits = found.hits(
        label=labels_of(evidence, chosen),
        count=[sum(_same(value) == _same(v) for v in one.values) for value, one in pairs],
    )
    yield replace(hits, fixes=_fixes(evidence, found))


def _fixes(evidence: Evidence, found: Matches) -> list[str | None]:
    """The cell without the repetition; None where a price or another column would lose its partner."""
    columns = evidence.feed.columns
    priced = {(c.repeat, c.option): evidence.feed.filled(c) for c in evidence.feed.find("option_price")}

    def fix(row: int, position: int) -> str | None:
        column = columns[position]
        prices = priced.get((column.repeat, column.option))
        if prices is not None and prices[row]:
            return None
        cell = str(evidence.feed.array(column)[row].as_py())
        return _without_repetitions(cell, one_expected=column.option > 0)

    return [fix(row, column) for row, column in zip(found.rows.tolist(), found.columns.tolist(), strict=True)]


def _without_repetitions(cell: str, *, one_expected: bool) -> str | None:
    """A cell's list without what stood in it before; an only value goes; None where the twin is in another cell."""
    parts = split_values(cell, one_expected=one_expected)
    if len(parts) == 1:
        return "" if one_expected else None
    seen: set[str] = set()
    kept = []
    for start, end in parts:
        if _same(cell[start:end]) not in seen:
            kept.append((start, end))
        seen.add(_same(cell[start:end]))
    if len(kept) == len(parts):
        return None
    glue = cell[parts[0][1] : parts[1][0]]
    return glue.join(cell[start:end] for start, end in kept)


def _in_one_place(evidence: Evidence) -> BoolArray:
    """One bool per value cell: its list lies in one row, or in a row per value (not: the same SKU in two rows)."""
    options = evidence.option_lists
    if not len(options.cells):
        return np.zeros(0, bool)
    first, _, _ = distinct(options.group_of, options.cells.rows)
    rows = np.bincount(options.group_of[first])[options.group_of]
    sizes = np.bincount(options.group_of)[options.group_of]
    answers: BoolArray = (rows == 1) | ((rows == sizes) & (sizes >= LEAST_IN_ROWS))
    return answers


def _same(value: str) -> str:
    """A choice as it is compared."""
    plain = " ".join(unicodedata.normalize("NFKC", value).split())
    return plain if len(plain) <= 2 else plain.casefold()


def _repeated(values: tuple[str, ...]) -> list[int]:
    """Places of values that stood before; none where most do (rows of another shape than a list)."""
    seen: set[str] = set()
    again = []
    for place, value in enumerate(values):
        if _same(value) in seen:
            again.append(place)
        seen.add(_same(value))
    return again if len(again) <= len(values) // 2 else []


def _pictured(evidence: Evidence) -> BoolArray:
    """One bool per value cell: a thumbnail stands beside it."""
    cells = evidence.option_lists.cells
    answers = np.zeros(len(cells), dtype=bool)
    columns = evidence.feed.columns
    repeats = np.array([c.repeat for c in columns], np.int32)[cells.columns]
    numbers = np.array([c.option for c in columns], np.int32)[cells.columns]
    for column in evidence.feed.find("option_thumbnail"):
        mine = (repeats == column.repeat) & (numbers == column.option)
        answers[mine] |= evidence.feed.filled(column)[cells.rows[mine]]
    return answers
