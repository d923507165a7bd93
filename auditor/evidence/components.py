"""Custom fields as a product offers them: one component per product, customization number and label."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow.compute as pc
import regex

from auditor.evidence.case import Evidence
from auditor.evidence.custom_fields import OPTION_TYPE
from auditor.evidence.option_lists import owners_of
from auditor.feed.table import BoolArray, IntArray

UPLOAD_TYPE = regex.compile(
    r"image|photo|upload|picture|file|bild|foto|datei|imagen|archivo|immagine|fichier|图|照片|上传|文件|画像|写真"
    r"|アップロード|ファイル",
    regex.IGNORECASE,
)
_OTHER_SIGNS = ("custom_type", "custom_instruction", "custom_placeholder", "preview_image_url")


class Kind(IntEnum):
    """What a component asks of the buyer."""

    TEXT = 0
    """To write something (also where the file does not say)."""
    CHOICES = 1
    UPLOAD = 2
    FONT = 3
    COLOUR = 4
    UNLISTED = 5
    """Choices that the file announces but does not list."""


_OF_FIELD = {"option_value": Kind.CHOICES, "font_name": Kind.FONT, "color_option": Kind.COLOUR}


@dataclass(frozen=True, kw_only=True)
class Components:
    """Parallel arrays of length n, ordered by product.

    owners: int64 row position the product begins at. repeats: int32 number of the customization. kinds: int8 of Kind.
    labels: int32 text id of the label (−1: none). lists: int32 index of the distinct option list (−1: no choices).
    rows, columns: int32, the cell that stands for the component: its label, else its first value.
    owner_of_row: int64 per row of the feed.
    """

    owners: IntArray
    repeats: IntArray
    kinds: IntArray
    labels: IntArray
    lists: IntArray
    rows: IntArray
    columns: IntArray
    owner_of_row: IntArray

    def __len__(self) -> int:
        return len(self.owners)

    def where(self, mask: BoolArray | IntArray) -> Components:
        """Those for which ``mask`` holds (one bool per component, or indices)."""
        arrays = {
            name: getattr(self, name)[mask]
            for name in ("owners", "repeats", "kinds", "labels", "lists", "rows", "columns")
        }
        return Components(**arrays, owner_of_row=self.owner_of_row)

    def owned(self, mask: BoolArray) -> BoolArray:
        """One bool per row of the feed: the row's product has a component for which ``mask`` holds."""
        flags = np.zeros(len(self.owner_of_row), dtype=bool)
        flags[self.owners[mask]] = True
        return flags[self.owner_of_row] if len(flags) else flags


def components(evidence: Evidence) -> Components:
    """Every component of every product of the feed."""
    owner_of_row = owners_of(evidence.feed, evidence.corpus)
    parts = [
        _listed(evidence, owner_of_row),
        _labelled(evidence, owner_of_row),
        _unlabelled(evidence, owner_of_row),
    ]
    names = ("owners", "repeats", "kinds", "labels", "lists", "rows", "columns")
    arrays = dict(zip(names, (np.concatenate(columns) for columns in zip(*parts, strict=True)), strict=True))
    # choices announced by a label are one component with it, and so are further rows of the same label
    listed = arrays["lists"] >= 0
    field = np.where(np.isin(arrays["kinds"], (Kind.FONT, Kind.COLOUR)), arrays["kinds"], 0)
    unlabelled = np.arange(len(listed)) >= len(parts[0][0]) + len(parts[1][0])
    with_label = np.where(unlabelled, -2, arrays["labels"])
    key = np.stack([arrays["owners"], arrays["repeats"], with_label, field])
    order = np.lexsort((arrays["rows"], ~listed, *key[::-1]))
    key = key[:, order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    place = key[0] * 100_000 + key[1]
    known = np.unique(place[key[2] != -2])
    first &= ~((key[2] == -2) & np.isin(place, known))
    chosen = order[first]
    return Components(**{name: values[chosen] for name, values in arrays.items()}, owner_of_row=owner_of_row)


Part = tuple[IntArray, IntArray, IntArray, IntArray, IntArray, IntArray, IntArray]


def _listed(evidence: Evidence, owner_of_row: IntArray) -> Part:
    options = evidence.option_lists
    _, heads = np.unique(options.group_of, return_index=True)
    cells = options.cells.where(heads)
    columns = evidence.feed.columns
    repeats = np.array([c.repeat for c in columns], np.int64)[cells.columns]
    kinds = np.array([_OF_FIELD.get(c.field, Kind.TEXT) for c in columns], np.int8)[cells.columns]
    rows, places = options.label_rows[heads], options.label_columns[heads]
    labels = _ids_at(evidence, "custom_label", rows, places)
    known = rows >= 0
    rows, places = np.where(known, rows, cells.rows), np.where(known, places, cells.columns)
    return owner_of_row[cells.rows], repeats, kinds, labels, options.list_of[heads], rows, places


def _ids_at(evidence: Evidence, field: str, rows: IntArray, places: IntArray) -> IntArray:
    """int32 text id of the cell of ``field`` at each row and column (−1 where there is none)."""
    ids = np.full(len(rows), -1, np.int32)
    for column in evidence.feed.find(field):
        cells = evidence.corpus.by_column.get(column.position)
        if cells is not None:
            by_row = np.full(len(evidence.feed.cells), -1, np.int32)
            by_row[cells.rows] = cells.ids
            mine = (places == column.position) & (rows >= 0)
            ids[mine] = by_row[rows[mine]]
    return ids


def _labelled(evidence: Evidence, owner_of_row: IntArray) -> Part:
    cells = evidence.cells("custom_label")
    repeats = np.array([c.repeat for c in evidence.feed.columns], np.int64)[cells.columns]
    kinds = _kinds_beside(evidence, cells.rows, repeats)
    none = np.full(len(cells), -1, np.int32)
    return owner_of_row[cells.rows], repeats, kinds, cells.ids, none, cells.rows, cells.columns


def _unlabelled(evidence: Evidence, owner_of_row: IntArray) -> Part:
    """Fields of a customization that carry no label and no choices: a type, instructions, a preview."""
    found_rows, found_columns, found_repeats = [], [], []
    for column in evidence.feed.find(*_OTHER_SIGNS):
        rows = np.flatnonzero(evidence.feed.filled(column))
        found_rows.append(rows.astype(np.int32))
        found_columns.append(np.full(len(rows), column.position, np.int32))
        found_repeats.append(np.full(len(rows), column.repeat, np.int64))
    empty = np.empty(0, np.int32)
    rows = np.concatenate([empty, *found_rows])
    repeats = np.concatenate([np.empty(0, np.int64), *found_repeats])
    none = np.full(len(rows), -1, np.int32)
    kinds = _kinds_beside(evidence, rows, repeats)
    return owner_of_row[rows], repeats, kinds, none, none, rows, np.concatenate([empty, *found_columns])


def _kinds_beside(evidence: Evidence, rows: IntArray, repeats: IntArray) -> IntArray:
    """int8 of Kind, as the type column of the same row and number says."""
    kinds = np.full(len(rows), Kind.TEXT, np.int8)
    for column in evidence.feed.find("custom_type"):
        encoded = pc.dictionary_encode(evidence.feed.array(column))
        distinct = np.array([_kind_of_type(text) for text in encoded.dictionary.to_pylist()], np.int8)
        mine = repeats == column.repeat
        kinds[mine] = distinct[encoded.indices.to_numpy(zero_copy_only=False)[rows[mine]]]
    return kinds


def _kind_of_type(text: str) -> Kind:
    if UPLOAD_TYPE.search(text):
        return Kind.UPLOAD
    return Kind.UNLISTED if OPTION_TYPE.search(text) else Kind.TEXT


def label_facts(evidence: Evidence, some: Components, question: Callable[[str], bool]) -> BoolArray:
    """One bool per component: ``question`` of its label, put once per distinct label; False without one."""
    answers = np.zeros(len(some), dtype=bool)
    known = np.flatnonzero(some.labels >= 0)
    distinct, inverse = np.unique(some.labels[known], return_inverse=True)
    asked = [question(text) for text in evidence.corpus.texts_of(distinct)]
    answers[known] = np.array(asked, dtype=bool)[inverse]
    return answers


__all__ = ["Components", "Kind", "components", "label_facts"]
