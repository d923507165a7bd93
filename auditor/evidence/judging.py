"""Questions about a choice beside its label and its product, or about a field's words beside its product.

Each question is put once per distinct combination and answered with the words that give the text away, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.evidence.asking import ObjectArray, base_titles, objects, words
from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Matches
from auditor.evidence.custom_fields import is_text, labels_of
from auditor.evidence.keys import distinct
from auditor.evidence.text_cells import TextCells
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Severity, Text
from auditor.text.lists import Span


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a text is objected to: the words (offsets as written), how much it weighs, what kind of thing it is."""

    span: Span
    severity: Severity
    kind: Text | str = ""


@dataclass(frozen=True)
class Judged:
    """What was objected to: the words found, and per match the severity (number), the kind and the label."""

    found: Matches
    severities: IntArray
    kinds: ObjectArray
    labels: ObjectArray


ChoiceQuestion = Callable[[str, str, str], Answer | None]
"""(value, label, product title) → answer."""
FieldQuestion = Callable[[str, str, bool], Answer | None]
"""(text, product title, whether the buyer types the answer) → answer."""


def ids_with(evidence: Evidence, groups: Sequence[str], *fields: str) -> IntArray:
    """Distinct ids of the texts of ``fields`` in which any of the word-list ``groups`` matches."""
    found = [np.unique(evidence.matches(group, *fields).ids) for group in groups]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int32)


def judged_choices(
    evidence: Evidence, groups: Sequence[str], question: ChoiceQuestion, *, also: BoolArray | None = None
) -> Judged:
    """Choices (``option_value``) in which any of ``groups`` matches, as ``question`` judges them.

    also: further value cells to ask about (one bool per cell of the option lists).
    """
    options = evidence.option_lists
    fields = np.array([column.field == "option_value" for column in evidence.feed.columns], dtype=bool)
    chosen = np.isin(options.cells.ids, ids_with(evidence, groups, "option_value"))
    if also is not None:
        chosen |= also
    chosen &= fields[options.cells.columns]
    cells = options.cells.where(chosen)
    labels = labels_of(evidence, chosen)
    titles = evidence.once(base_titles)[cells.rows]
    keys = np.stack([cells.ids.astype(np.int64), options.list_of[chosen], titles])
    return _judged(
        evidence, cells, keys, labels, lambda value, label, title, _: question(value, label, title)
    )


def judged_fields(
    evidence: Evidence, groups: Sequence[str], fields: Sequence[str], question: FieldQuestion
) -> Judged:
    """Texts of the custom ``fields`` in which any of ``groups`` matches, as ``question`` judges them."""
    cells = evidence.cells(*fields)
    cells = cells.where(np.isin(cells.ids, ids_with(evidence, groups, *fields)))
    written = is_text(evidence, cells)
    titles = evidence.once(base_titles)[cells.rows]
    keys = np.stack([cells.ids.astype(np.int64), written.astype(np.int64), titles])
    return _judged(
        evidence,
        cells,
        keys,
        evidence.corpus.texts_of(cells.ids),
        lambda text, _, title, typed: question(text, title, typed),
    )


def _judged(
    evidence: Evidence,
    cells: TextCells,
    keys: IntArray,
    labels: ObjectArray,
    question: Callable[[str, str, str, bool], Answer | None],
) -> Judged:
    first, inverse, _ = distinct(*keys)
    values = evidence.corpus.texts_of(cells.ids[first])
    titles = [evidence.corpus.text(i) if i >= 0 else "" for i in keys[2][first].tolist()]
    asked = zip(values.tolist(), labels[first].tolist(), titles, keys[1][first].tolist(), strict=True)
    answers = [question(value, label, title, bool(flag)) for value, label, title, flag in asked]
    objected: BoolArray = np.fromiter((answer is not None for answer in answers), bool, len(answers))
    mask = objected[inverse] if len(answers) else np.zeros(0, bool)
    mine = [answer for i in inverse[mask].tolist() if (answer := answers[i]) is not None]
    spans = np.array([answer.span for answer in mine], np.int32).reshape(-1, 2)
    return Judged(
        found=words(evidence.corpus, cells.where(mask), spans[:, 0], spans[:, 1]),
        severities=np.array([int(answer.severity) for answer in mine], np.int8),
        kinds=objects([answer.kind for answer in mine]),
        labels=labels[mask],
    )
