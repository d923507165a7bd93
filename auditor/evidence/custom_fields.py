"""Custom fields: what kind each is (choices, text, upload), and what their option lists amount to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from auditor.evidence.asking import ObjectArray, beside, joined_in_cell, objects, whole, words
from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Matches
from auditor.evidence.option_lists import OPTION_FIELDS
from auditor.evidence.text_cells import TextCells
from auditor.feed.table import BoolArray
from auditor.model import Hits, Severity
from auditor.text.yes_no import YesNoVerdict, judge_list, may_answer

OPTION_TYPE = re.compile(
    r"option|drop|select|choice|choose|config|radio|swatch|chooser|pick|list|auswahl|liste|choix|elección|opci|scelta"
    r"|opzion|选项|下拉|配置|选择|单选|多选|選択|プルダウン",
    re.IGNORECASE,
)
TEXT_TYPE = re.compile(
    r"text|string|input|write|texte?|texto|testo|eingabe|文本|文字|テキスト|入力", re.IGNORECASE
)
"""Words of the type column, as templates and sellers' sheets write it."""


def with_options(evidence: Evidence, cells: TextCells | Matches) -> BoolArray:
    """One bool per text cell: choices are filled in the same row and repeat."""
    answers = np.zeros(len(cells), dtype=bool)
    repeats = np.array([column.repeat for column in evidence.feed.columns], np.int32)[cells.columns]
    for column in evidence.feed.find(*OPTION_FIELDS[:1]):
        mine = repeats == column.repeat
        if mine.any():
            answers[mine] |= evidence.feed.filled(column)[cells.rows[mine]]
    return answers


def type_says(evidence: Evidence, cells: TextCells | Matches, words: re.Pattern[str]) -> BoolArray:
    """One bool per text cell: the type column of the same row and repeat has one of ``words``."""
    types = beside(evidence, "custom_type", cells.rows, cells.columns)
    return np.fromiter((words.search(text) is not None for text in types.tolist()), bool, len(types))


def is_text(evidence: Evidence, cells: TextCells | Matches) -> BoolArray:
    """One bool per text cell: the buyer types an answer, as far as the file tells."""
    types = beside(evidence, "custom_type", cells.rows, cells.columns)
    typed = np.fromiter((not t or TEXT_TYPE.search(t) is not None for t in types.tolist()), bool, len(types))
    answers: BoolArray = typed & ~with_options(evidence, cells)
    return answers


def matched_options(evidence: Evidence, group: str) -> tuple[BoolArray, Matches]:
    """Choices in which ``group`` matches: one bool per value cell of the option lists, and the first words of each."""
    evidence.matches(group, "option_value")
    spans = evidence.corpus.spans(group)
    cells = evidence.option_lists.cells
    texts, first = np.unique(spans.texts, return_index=True)
    fields = np.array([column.field == "option_value" for column in evidence.feed.columns], dtype=bool)
    chosen = np.isin(cells.ids, texts) & fields[cells.columns]
    mine = cells.where(chosen)
    span = first[np.searchsorted(texts, mine.ids)]
    return chosen, words(evidence.corpus, mine, spans.starts[span], spans.ends[span])


def labels_of(evidence: Evidence, chosen: BoolArray) -> ObjectArray:
    """The label of each chosen value cell's list; the column's header where the list has none."""
    options = evidence.option_lists
    headers = [column.header for column in evidence.feed.columns]
    columns = options.cells.columns[chosen].tolist()
    labels = zip(options.labels(chosen), columns, strict=True)
    return objects([label or headers[column] for label, column in labels])


def yes_no_verdicts(evidence: Evidence) -> list[YesNoVerdict]:
    """One verdict per distinct option list; only lists with a value that can be an answer are looked at."""
    options, matcher = evidence.option_lists, evidence.matcher
    answering = evidence.corpus.ask(lambda value: may_answer(value, matcher), options.cells)
    verdicts = [YesNoVerdict()] * len(options)
    for number in np.unique(options.list_of[answering]).tolist():
        one = options.lists[number]
        verdicts[number] = judge_list(one.label, one.values, matcher)
    return verdicts


def hits_at(
    evidence: Evidence,
    places: list[tuple[int, ...]],
    *,
    together: bool = False,
    severity: Severity | None = None,
) -> Iterator[Hits]:
    """Hits on the values at ``places`` of each distinct list, with the list's ``label`` as argument.

    together: the values say it only together: ``first`` and ``second`` are the outermost of them, and values that share
    a cell are one piece of evidence.
    """
    options = evidence.option_lists
    chosen = options.at(places)
    found = whole(evidence.corpus, options.cells.where(chosen))
    arguments: dict[str, Any] = {"label": labels_of(evidence, chosen)}
    if together:
        lists = options.list_of[chosen]
        for name, edge in (("first", 0), ("second", -1)):
            pairs = zip(options.lists, places, strict=True)
            values = objects([one.values[mine[edge]] if mine else "" for one, mine in pairs])
            arguments[name] = values[lists]
        found, kept = joined_in_cell(evidence, found)
        arguments = {name: values[kept] for name, values in arguments.items()}
    yield found.hits(severity=severity, **arguments)
