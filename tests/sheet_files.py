"""Opened files for recognition tests, built from rows instead of bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from auditor.feed.table import Damage, Damages, Sheet, Source


def make_sheet(
    rows: Mapping[int, Sequence[str]] | Sequence[Sequence[str]],
    name: str = "",
    state: str = "visible",
    formulas: Sequence[tuple[int, int]] = (),
) -> Sheet:
    """A sheet from rows (a sequence numbers them from 1; blank rows are left out, as readers do)."""
    numbered = rows if isinstance(rows, Mapping) else dict(enumerate(rows, 1))
    kept = {number: list(cells) for number, cells in numbered.items() if any(cells)}
    width = max((len(cells) for cells in kept.values()), default=0)
    columns = tuple(
        pa.array([cells[at] if at < len(cells) else "" for cells in kept.values()], pa.string())
        for at in range(width)
    )
    marks = sorted(formulas)
    damages = Damages(
        rows=np.array([row for row, _ in marks], np.int32),
        columns=np.array([column for _, column in marks], np.int32),
        kinds=np.full(len(marks), Damage.FORMULA, np.int8),
        raws=pa.array(["="] * len(marks), pa.string()),
    )
    return Sheet(
        name=name, state=state, rows=np.array(list(kept), np.int32), columns=columns, damages=damages
    )


class OpenedSheets:
    """What recognition asks of an opened file."""

    def __init__(self, *sheets: Sheet, path: str = "feed") -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self.path = path
        self.read_names: list[str] = []

    @property
    def names(self):
        return tuple((sheet.name, sheet.state) for sheet in self._sheets.values())

    def head(self, name: str, rows: int = 12) -> Sheet:
        sheet = self._sheets[name]
        columns = tuple(column.slice(0, rows) for column in sheet.columns)
        return Sheet(name=name, state=sheet.state, rows=sheet.rows[:rows], columns=columns)

    def read(self, name: str) -> Sheet:
        self.read_names.append(name)
        return self._sheets[name]

    def source(self, *sheets: Sheet) -> Source:
        kind = "text" if tuple(self._sheets) == ("",) else "xlsx"
        return Source(path=self.path, kind=kind, size=1, sha256="0" * 64, sheets=sheets)


def text_file(*lines: str, separator: str = "\t") -> OpenedSheets:
    """A text file from its lines."""
    return OpenedSheets(make_sheet([line.split(separator) for line in lines]))
