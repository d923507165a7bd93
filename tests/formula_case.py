"""Workbooks in memory for formula tests: sheets from rows, names, and a calculator over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from auditor.feed.table import Column, Damage, Damages, Feed, Sheet, Source, column_letter, string_frame
from auditor.feed.template.book import Book
from auditor.feed.template.formulas.calculate import Calculator
from auditor.feed.template.parts_xml import Name

Cell = str | float | bool | None


def typed_sheet(name: str, rows: Mapping[int, Sequence[Cell]]) -> Sheet:
    """A sheet whose numbers, truths and errors (``#N/A``) are marked as readers mark them."""
    width = max((len(cells) for cells in rows.values()), default=0)
    marks: list[tuple[int, int, int, str]] = []
    texts: list[list[str]] = [[] for _ in range(width)]
    for row, cells in rows.items():
        for at in range(width):
            value = cells[at] if at < len(cells) else None
            shown = "" if value is None else str(value)
            if isinstance(value, bool):
                shown = str(value).upper()
                marks.append((row, at, Damage.BOOLEAN, shown))
            elif isinstance(value, float):
                shown = str(int(value)) if value == int(value) else str(value)
                marks.append((row, at, Damage.NUMBER, repr(value)))
            elif shown.startswith("#") and shown.isupper():
                marks.append((row, at, Damage.ERROR, shown))
            texts[at].append(shown)
    marks.sort()
    damages = Damages(
        rows=np.array([one[0] for one in marks], np.int32),
        columns=np.array([one[1] for one in marks], np.int32),
        kinds=np.array([one[2] for one in marks], np.int8),
        raws=pa.array([one[3] for one in marks], pa.string()),
    )
    return Sheet(
        name=name,
        rows=np.array(list(rows), np.int32),
        columns=tuple(pa.array(one, pa.large_string()) for one in texts),
        damages=damages,
    )


class Workbook:
    """What a Book asks of an opened file."""

    def __init__(self, *sheets: Sheet) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self.names = tuple((name, "visible") for name in self._sheets)

    def head(self, name: str, rows: int = 12) -> Sheet:
        return self._sheets[name]

    def read(self, name: str) -> Sheet:
        return self._sheets[name]


def feed_of(main: Sheet) -> Feed:
    """A feed whose cells are all rows of ``main``."""
    source = Source(path="t.xlsx", kind="xlsx", size=1, sha256="0" * 64, sheets=(main,))
    columns = tuple(
        Column(position=at, letter=column_letter(at), header="", name=f"field_{at}")
        for at in range(len(main.columns))
    )
    return Feed(
        path="t.xlsx",
        sheet=main.name,
        source=source,
        layout="product_type_template",
        cells=string_frame(list(main.columns), main.rows),
        columns=columns,
        headers=(),
    )


def book_of(main: Sheet, *others: Sheet, names: Mapping[str, str] | None = None) -> Book:
    """The book around ``main``."""
    listed = [Name(name=name, text=text) for name, text in (names or {}).items()]
    return Book(Workbook(main, *others), feed_of(main), listed)


def calculator(
    main: Sheet,
    *others: Sheet,
    names: Mapping[str, str] | None = None,
    rows: Sequence[int] | None = None,
    aliases: Mapping[int, Mapping[str, str]] | None = None,
) -> Calculator:
    """A calculator for all rows of ``main`` (or the given ones)."""
    wanted = main.rows if rows is None else np.array(rows, np.int32)
    return Calculator(book_of(main, *others, names=names), main, wanted, aliases)
