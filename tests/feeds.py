"""Feeds for tests, built from column keys instead of files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from auditor.feed.table import (
    Column,
    Damage,
    Damages,
    Feed,
    Sheet,
    Source,
    column_letter,
    string_frame,
)

CUSTOM = "amazon_custom_template"


def make_feed(
    columns: Mapping[str, Sequence[str]],
    layout: str = "customization_sheet",
    language: str = "en",
    marketplace: str = "US",
    first_row: int = 2,
    path: str = "feed.csv",
    damages: Sequence[tuple[int, str, Damage, str]] = (),
) -> Feed:
    """A feed whose columns are keyed as ``Column.key`` (``bullet_3``, ``option_value_2_7``), letters in order.

    A key that starts with ``?`` is a column that was not understood, its header the rest of the key.
    damages: what the spreadsheet did, as (row index from 0, column key, kind, stored text).
    """
    count = len(next(iter(columns.values()), ()))
    rows = np.arange(first_row, first_row + count, dtype=np.int32)
    arrays = [pa.array(list(values), pa.large_string()) for values in columns.values()]
    described = tuple(_column(position, key) for position, key in enumerate(columns))
    headers = tuple(column.header for column in described)
    sheet = Sheet(name="", rows=rows, columns=tuple(arrays), damages=_damages(columns, rows, damages))
    return Feed(
        path=path,
        sheet="",
        source=Source(path=path, kind="text", size=0, sha256="0" * 64, sheets=(sheet,), encoding="utf-8"),
        layout=layout,
        cells=string_frame(list(arrays), rows),
        columns=described,
        headers=_template_rows(described) if layout == CUSTOM else ((max(first_row - 1, 1), headers),),
        marketplace=marketplace,
        language=language,
    )


def _template_rows(columns: Sequence[Column]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Component ids, attributes (blank where a column was not understood) and labels, in rows 1 to 3."""
    ids = tuple(f"component-{column.repeat:03d}" for column in columns)
    attributes = tuple(column.field for column in columns)
    return ((1, ids), (2, attributes), (3, tuple(column.header for column in columns)))


def _damages(
    columns: Mapping[str, Sequence[str]], rows: np.ndarray, listed: Sequence[tuple[int, str, Damage, str]]
) -> Damages:
    places = sorted((int(rows[row]), list(columns).index(key), kind, raw) for row, key, kind, raw in listed)
    return Damages(
        rows=np.array([place[0] for place in places], np.int32),
        columns=np.array([place[1] for place in places], np.int32),
        kinds=np.array([place[2] for place in places], np.int8),
        raws=pa.array([place[3] for place in places], pa.string()),
    )


def _column(position: int, key: str) -> Column:
    if key.startswith("?"):
        return Column(position=position, letter=column_letter(position), header=key[1:])
    name, repeat, option = re.fullmatch(r"(.*?)(?:_(\d+))?(?:_(\d+))?", key).groups()
    return Column(
        position=position,
        letter=column_letter(position),
        header=key.replace("_", " "),
        field=name,
        repeat=int(repeat or 0),
        option=int(option or 0),
    )
