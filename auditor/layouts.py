"""The door to ``schemas/``: layouts, the field vocabulary, and the failures of a layout's Pandera schema.

In a wheel the schemas live inside the package (``auditor.schemas``); in a checkout or an editable install beside it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from auditor.model import Text

if TYPE_CHECKING:
    import pandera.pandas as pandera

    import schemas
    from schemas import checks as checks
    from schemas import schema_column as schema_column
    from schemas import schema_of as schema_of
    from schemas import template_checks as template_checks
    from schemas.checks import MaskCheck, Texts
else:
    try:
        schemas = importlib.import_module("auditor.schemas")
    except ModuleNotFoundError as missing:
        if missing.name != "auditor.schemas":
            raise
        schemas = importlib.import_module("schemas")
    checks, template_checks = schemas.checks, schemas.template_checks
    schema_column, schema_of = schemas.schema_column, schemas.schema_of

FIELDS = schemas.FIELDS
LAYOUTS = schemas.LAYOUTS
KEY_FIELDS = schemas.KEY_FIELDS
CUSTOM_FIELDS = schemas.CUSTOM_FIELDS
REFUSALS = schemas.REFUSALS
MARKETPLACES = schemas.MARKETPLACES
Grid = schemas.Grid
Found = schemas.Found
Meaning = schemas.Meaning
layout = schemas.layout
key_parts = schemas.key_parts
label_languages = schemas.label_languages
key_of = schemas.key_of
understand = schemas.understand
squash = schemas.squash
settings_of = schemas.settings_of
PARENT_WORDS = schemas.PARENT_WORDS


IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]


class Column(Protocol):
    """What is asked of a column here (:class:`auditor.feed.table.Column` is one; it lives above this module)."""

    @property
    def position(self) -> int:
        """Physical position, 0 = column A."""
        ...

    @property
    def header(self) -> str:
        """What a person sees above the column."""
        ...

    @property
    def name(self) -> str:
        """The machine name."""
        ...

    @property
    def field(self) -> str:
        """Canonical field or empty."""
        ...

    @property
    def key(self) -> str:
        """Field and numbers."""
        ...

    @property
    def required(self) -> bool:
        """Marked required by the file itself."""
        ...


class Cells(Protocol):
    """A feed, as far as messages need it."""

    def array(self, column: Any) -> Any:
        """One column's texts as an Arrow array."""
        ...


@dataclass(frozen=True, kw_only=True)
class ShapeFailure:
    """Cells that break one check of a layout's schema.

    column: None where a column that the layout needs is missing altogether. rows: int32 positions in the feed's cells
    (−1: the whole file). check: a CheckName of schemas/checks.py.
    """

    column: Column | None
    key: str
    check: str
    rows: IntArray
    statistics: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self, feed: Cells) -> dict[str, Any]:
        """Message arguments, all of them present: ``value`` (per cell), ``allowed`` (values, endings or a range in
        words), ``least``, ``limit``, ``expected`` (an example), ``count`` (per cell, its length for length checks),
        ``kind`` (the field's name, a Text).
        """
        facts = {name: _plain(value) for name, value in self.statistics.items()}
        given: dict[str, Any] = {"value": "", "count": "", "kind": self._kind()}
        given.update(
            least=facts.get("min", ""), limit=facts.get("max", ""), expected=facts.get("example", "")
        )
        given["allowed"] = facts.get("allowed") or _range(facts)
        given["stated"] = stated_at(
            self.statistics.get("place"), formats=bool(self.statistics.get("formats"))
        )
        if self.column is not None:
            trimmed = pc.utf8_trim_whitespace(feed.array(self.column).take(pa.array(self.rows)))
            given["value"] = trimmed.to_pylist()
            if self.check == "length":
                given["count"] = pc.utf8_length(trimmed).to_pylist()
            if self.check in NEAREST_OF:
                given["expected"] = nearest(given["value"], self.statistics.get("choices", ()))
        return given

    def _kind(self) -> Text:
        field = FIELDS.get(self.column.field if self.column else self.key)
        return Text(field.en, field.zh) if field else Text(self.key, self.key)


_TO_THE_END = re.compile(r"([A-Z]{1,3})[0-9]+:([A-Z]{1,3})1048576")
"""A range that ends with the sheet; people call it by its columns."""
NEAREST_OF = frozenset({"allowed", "suggested", "spelled", "known_type"})
"""Checks against a list, whose messages name the values next to what was written."""
NEAREST, LEAST_ALIKE, LONG_LIST = 3, 60, 20_000
"""How many near values are named, how alike (0–100) they must be, and the longest list that is searched."""


NONE_ALIKE = Text("none", "无")
_BEGINNING = Text("none; the list has {values}", "无；列表中有{values}")
BEGINNING = 4
"""Values named of a list none of whose entries is alike."""


def nearest(values: Sequence[str], choices: Sequence[str]) -> list[str | Text]:
    """Per value, the entries of ``choices`` most like it, as ``“Blue”, “Light Blue”``; where none is, its beginning.

    Numbers are like no other number.
    """
    searched = tuple(choices)[:LONG_LIST]
    more = " …" if len(searched) > BEGINNING else ""
    first = [f"“{one}”" for one in searched[:BEGINNING]]
    begin = Text(", ".join(first) + more, "、".join(first) + more)
    unlike = _BEGINNING.format(values=begin) if searched else NONE_ALIKE
    known: dict[str, str | Text] = {}
    for value in dict.fromkeys(values):
        if value.isdigit():
            known[value] = unlike
            continue
        found = process.extract(
            value, searched, limit=NEAREST, score_cutoff=LEAST_ALIKE, scorer=fuzz.WRatio, processor=str.lower
        )
        known[value] = ", ".join(f"“{one}”" for one, _, _ in found) or unlike
    return [known[value] for value in values]


def stated_at(place: Any, *, formats: bool = False) -> Text:
    """Where the workbook says so, in brackets; empty where it is the layout that says so.

    place: a :class:`auditor.feed.template.model.Place`, or None. formats: its conditional formats say it.
    """
    if not place:
        return Text("", "")
    column = _TO_THE_END.fullmatch(place.cell)
    cell = f"{column[1]}:{column[2]}" if column else place.cell
    where = f"{place.sheet}!{cell}" if cell else place.sheet
    if formats:
        return Text(f" (see the conditional formats of {where})", f"（见 {where} 的条件格式）")
    named = Text(f", name {place.name}", f"，名称 {place.name}") if place.name else Text("", "")
    return Text(f" (see {where}{named.en})", f"（见 {where}{named.zh}）")


def _range(facts: Mapping[str, Any]) -> str | Text:
    """``≥ 0``, ``> 0``, ``1 – 99``, ``≤ 9``; a bound nobody reaches is left out."""
    least, most = facts.get("min", ""), facts.get("max", "")
    if least == "":
        return f"≤ {most}" if most != "" else Text("of any size", "大小不限")
    if facts.get("decimals"):
        least = f"{least:.{facts['decimals']}f}"
    if isinstance(most, int) and most < 10**9 and not facts.get("above"):
        return f"{least} – {most}"
    return f"{'>' if facts.get('above') else '≥'} {least}"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        shown = ", ".join(map(str, value[:12]))
        return shown + (" …" if len(value) > 12 else "")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def shape_failures(name: str, cells: pd.DataFrame, columns: Sequence[Column]) -> list[ShapeFailure]:
    """Every cell that breaks the schema of layout ``name``, column by column in schema order.

    cells: the feed's frame (string columns, positions as column labels). A column may be named by several schema
    keys; columns that the file itself marks as required (``Label*``) must be filled.
    """
    shape = schemas.layout(name)
    by_key = [(column.key, column) for column in columns if column.field]
    prepared: dict[int, Texts] = {}
    asked: set[tuple[int, str]] = set()
    failures: list[ShapeFailure] = []

    def texts(column: Column) -> Texts:
        if column.position not in prepared:
            prepared[column.position] = checks.Texts(pa.array(cells[column.position], from_pandas=True))
        return prepared[column.position]

    for key, one in shape.schema.columns.items():
        matching = [column for own, column in by_key if (re.fullmatch(key, own) if one.regex else own == key)]
        if one.required and not matching:
            failures.append(
                ShapeFailure(column=None, key=key, check="required", rows=np.array([-1], np.int32))
            )
        for column in matching:
            exempt = _exempt((one.metadata or {}).get("unless", {}), columns, texts)
            for check in one.checks:
                asked.add((column.position, check.name))
                failures += _failing(check, column, texts(column), exempt)
    if shape.marks_bind:
        failures += _marked_required(columns, asked, texts)
    return failures


def law_failures(
    law: pandera.DataFrameSchema, cells: pd.DataFrame, columns: Sequence[Column]
) -> list[ShapeFailure]:
    """Every cell that breaks the schema a template states for itself (columns named by physical position)."""
    failures: list[ShapeFailure] = []
    by_position = {str(column.position): column for column in columns}
    for position, one in law.columns.items():
        column = by_position[position]
        prepared = checks.Texts(pa.array(cells[column.position], from_pandas=True))
        for check in one.checks:
            failures += _failing(check, column, prepared, None)
    return failures


def _failing(check: MaskCheck, column: Column, texts: Texts, exempt: Any) -> Iterable[ShapeFailure]:
    bad = check.failing(texts)
    if exempt is not None and check.check_name == "required":
        bad = bad & ~exempt
    rows = np.flatnonzero(bad).astype(np.int32)
    if len(rows):
        yield ShapeFailure(
            column=column, key=column.key, check=check.check_name, rows=rows, statistics=check.facts
        )


def _exempt(
    unless: Mapping[str, Sequence[str]], columns: Sequence[Column], texts: Callable[[Column], Texts]
) -> Any:
    """Rows that ``required`` spares: one of ``unless``'s columns holds one of its values. None: no such column."""
    spared = None
    for name, values in unless.items():
        for column in columns:
            if column.field == name:
                lower = pc.utf8_lower(texts(column).distinct)
                hit = texts(column).spread(np.asarray(pc.is_in(lower, pa.array(values, lower.type))))
                spared = hit if spared is None else spared | hit
    return spared


def _marked_required(
    columns: Sequence[Column], asked: set[tuple[int, str]], texts: Callable[[Column], Texts]
) -> Iterable[ShapeFailure]:
    """Blank cells of columns the file marks as required, if no schema check has asked for them already."""
    for column in columns:
        if column.required and (column.position, "required") not in asked:
            yield from _failing(checks.required(), column, texts(column), None)
