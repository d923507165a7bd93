"""Questions put once per distinct text and carried to the cells the text stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Corpus, Matches
from auditor.evidence.text_cells import TextCells
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Hits, Severity

ObjectArray = np.ndarray[Any, np.dtype[np.object_]]
V = TypeVar("V")


def objects(values: list[Any]) -> ObjectArray:
    """A one-dimensional object array, whatever the values are."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def judged(
    corpus: Corpus, question: Callable[[str], V | None], cells: TextCells
) -> tuple[TextCells, ObjectArray]:
    """The text cells ``question`` objects to, and its answer for each of them; put once per distinct text."""
    distinct, inverse = np.unique(cells.ids, return_inverse=True)
    answers = np.empty(len(distinct), dtype=object)
    for place, text in enumerate(corpus.texts_of(distinct)):
        answers[place] = question(text)
    objected = np.fromiter((answer is not None for answer in answers), bool, len(answers))[inverse]
    return cells.where(objected), answers[inverse[objected]]


def words(corpus: Corpus, cells: TextCells, starts: IntArray, ends: IntArray) -> Matches:
    """The words from ``starts`` to ``ends`` (int arrays, offsets inside each cell's text) as matches."""
    values = corpus.texts_of(cells.ids)
    terms = [value[start:end] for value, start, end in zip(values, starts, ends, strict=True)]
    return Matches(
        rows=cells.rows,
        columns=cells.columns,
        ids=cells.ids,
        starts=(cells.starts + starts).astype(np.int32),
        ends=(cells.starts + ends).astype(np.int32),
        part_starts=cells.starts,
        terms=objects(terms),
        values=values,
    )


def cells_of(found: Matches) -> TextCells:
    """The text cells that matches stand in (``ends`` are those of the words)."""
    return TextCells(
        rows=found.rows, columns=found.columns, ids=found.ids, starts=found.part_starts, ends=found.ends
    )


def whole(corpus: Corpus, cells: TextCells) -> Matches:
    """Each text cell as evidence of itself: the whole cell, or the whole value of a list cell."""
    return words(corpus, cells, np.zeros(len(cells), np.int32), cells.ends - cells.starts)


def seek(corpus: Corpus, question: Callable[[str], tuple[int, int] | None], cells: TextCells) -> Matches:
    """``question`` of each distinct text: where the evidence lies in it, or None."""
    found, spans = judged(corpus, question, cells)
    starts, ends = np.array(list(spans), np.int32).reshape(-1, 2).T
    return words(corpus, found, starts, ends)


def with_patterns(evidence: Evidence, fields: tuple[str, ...], patterns: tuple[str, ...]) -> TextCells:
    """The text cells of ``fields`` in which every one of ``patterns`` (RE2) is found; each distinct text tried once."""
    cells = evidence.cells(*fields)
    ids = np.unique(cells.ids)
    for pattern in patterns:
        texts = evidence.corpus.texts.take(pa.array(ids))
        ids = ids[np.asarray(pc.match_substring_regex(texts, pattern), dtype=bool)]
    return cells.where(np.isin(cells.ids, ids))


def joined_in_cell(evidence: Evidence, found: Matches) -> tuple[Matches, IntArray]:
    """One match per cell, from the first to the last of its matches: ``Yes|No`` is one piece of evidence.

    Returns the matches and, for each, the index of the one in ``found`` it starts with.
    """
    if not len(found):
        return found, np.empty(0, np.int64)
    order = np.lexsort((found.starts, found.rows, found.columns))
    rows, columns = found.rows[order], found.columns[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    heads = np.flatnonzero(first)
    one = found.where(order[heads])
    ends = np.maximum.reduceat(found.ends[order], heads)
    several = np.flatnonzero(np.diff(np.append(heads, len(order))) > 1)
    terms = one.terms.copy()
    for place in several.tolist():
        cell = str(evidence.feed.array(int(one.columns[place]))[int(one.rows[place])].as_py())
        terms[place] = cell[one.starts[place] : ends[place]]
    return replace(one, ends=ends.astype(np.int32), terms=terms), order[heads]


def graded(found: Matches, severities: IntArray, *, variant: str = "", **arguments: Any) -> Iterator[Hits]:
    """Hits at the words, one block per severity (array of Severity numbers, one per match).

    ``arguments`` are shared values, or arrays with one value per match.
    """
    for severity in sorted({int(s) for s in severities}, reverse=True):
        mine = severities == severity
        chosen = {k: v[mine] if isinstance(v, np.ndarray) else v for k, v in arguments.items()}
        yield found.where(mine).hits(variant=variant, severity=Severity(severity), **chosen)


def base_titles(evidence: Evidence) -> IntArray:
    """int32 text id per row: the title of the product the row belongs to, −1 where none is known.

    Rows that go on describing the product above (same SKU, or none) carry its title on.
    """
    count = len(evidence.feed.cells)
    ids = _row_ids(evidence, "title", count)
    if not count or not evidence.has("sku"):
        return ids
    sku = _row_ids(evidence, "sku", count)
    goes_on = np.zeros(count, dtype=bool)
    goes_on[1:] = (ids[1:] < 0) & ((sku[1:] < 0) | (sku[1:] == sku[:-1]))
    carried: IntArray = ids[np.maximum.accumulate(np.where(goes_on, 0, np.arange(count)))]
    return carried


def _row_ids(evidence: Evidence, field: str, count: int) -> IntArray:
    ids = np.full(count, -1, np.int32)
    column = evidence.column(field)
    cells = evidence.corpus.by_column.get(column.position) if column else None
    if cells is not None:
        ids[cells.rows] = cells.ids
    return ids


def titles_of(evidence: Evidence, rows: IntArray) -> ObjectArray:
    """The product titles of ``rows`` (object array of str, ``""`` where unknown)."""
    ids = evidence.once(base_titles)[rows]
    titles = np.full(len(rows), "", dtype=object)
    known = ids >= 0
    titles[known] = evidence.corpus.texts_of(ids[known])
    return titles


def titles_with(evidence: Evidence, group: str) -> BoolArray:
    """One bool per row: ``group`` matches in the title of the product the row belongs to."""
    ids = evidence.once(base_titles)
    hit = np.zeros(len(evidence.corpus.texts) + 1, dtype=bool)
    hit[evidence.matches(group, "title").ids] = True
    answers: BoolArray = hit[ids] & (ids >= 0)
    return answers


def beside(evidence: Evidence, field: str, rows: IntArray, columns: IntArray) -> ObjectArray:
    """The text of ``field`` in the same row and of the same repeat (object array of str, ``""`` where none)."""
    texts = np.full(len(rows), "", dtype=object)
    repeats = np.array([column.repeat for column in evidence.feed.columns], dtype=np.int32)[columns]
    for column in evidence.feed.find(field):
        mine = np.flatnonzero(repeats == column.repeat)
        if len(mine):
            here = evidence.feed.array(column).take(pa.array(rows[mine]))
            texts[mine] = objects([text.strip() for text in here.to_pylist()])
    return texts
