"""Questions put once per distinct text and carried to the cells the text stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Corpus, Matches, TextCells
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Hits, Severity
from auditor.text.spans import Spans

ObjectArray = np.ndarray[Any, np.dtype[np.object_]]


def whole(corpus: Corpus, cells: TextCells) -> Matches:
    """Each text cell as evidence of itself: the words are the whole cell, or the whole value of a list cell."""
    values = corpus._values(cells.ids)
    return Matches(
        rows=cells.rows,
        columns=cells.columns,
        ids=cells.ids,
        starts=cells.starts,
        ends=cells.ends,
        part_starts=cells.starts,
        terms=values,
        values=values,
    )


def seek(corpus: Corpus, question: Callable[[str], tuple[int, int] | None], cells: TextCells) -> Matches:
    """``question`` of each distinct text: where the evidence lies in it, or None."""
    distinct = np.unique(cells.ids)
    texts = corpus._values(distinct)
    found = [(place, span) for place, text in enumerate(texts) if (span := question(text)) is not None]
    if not found:
        return corpus.locate(Spans.none(), cells)
    places = np.array([place for place, _ in found])
    bounds = np.array([span for _, span in found], np.int32)
    terms = np.array([texts[place][start:end] for place, (start, end) in found], dtype=object)
    spans = Spans(texts=distinct[places], starts=bounds[:, 0], ends=bounds[:, 1], terms=terms)
    return corpus.locate(spans, cells)


def graded(found: Matches, severities: IntArray, *, variant: str = "", **arguments: Any) -> Iterator[Hits]:
    """Hits at the words, one block per severity (int8 of Severity, one per match).

    ``arguments`` are shared values, or object arrays with one value per match.
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
    if not count:
        return ids
    sku = _row_ids(evidence, "sku", count)
    goes_on = np.zeros(count, dtype=bool)
    goes_on[1:] = (ids[1:] < 0) & ((sku[1:] < 0) | (sku[1:] == sku[:-1]))
    if not evidence.has("sku"):
        goes_on[:] = False
    head = np.maximum.accumulate(np.where(goes_on, 0, np.arange(count)))
    return ids[head]


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
    titles[known] = np.array(evidence.corpus.texts.take(pa.array(ids[known])).to_pylist(), dtype=object)
    return titles


def titles_with(evidence: Evidence, group: str) -> BoolArray:
    """One bool per row: ``group`` matches in the title of the product the row belongs to."""
    ids = evidence.once(base_titles)
    hit = np.zeros(len(evidence.corpus.texts) + 1, dtype=bool)
    evidence.matches(group, "title")
    hit[evidence.corpus.spans(group).texts] = True
    answers: BoolArray = hit[ids] & (ids >= 0)
    return answers


def beside(evidence: Evidence, field: str, found: Matches) -> ObjectArray:
    """The text of ``field`` in the same row and of the same repeat (object array of str, ``""`` where none)."""
    texts = np.full(len(found), "", dtype=object)
    repeats = np.array([column.repeat for column in evidence.feed.columns] or [0])[found.columns]
    for column in evidence.feed.find(field):
        mine = np.flatnonzero(repeats == column.repeat)
        if len(mine):
            here = evidence.feed.array(column).take(pa.array(found.rows[mine]))
            texts[mine] = np.array([t.strip() for t in here.to_pylist()], dtype=object)
    return texts
