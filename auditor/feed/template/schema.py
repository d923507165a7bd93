"""The Pandera schema a feed's own template states: one column per sheet column, checks that hold for some rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pandera.pandas as pandera
import pyarrow as pa

from auditor.feed.table import BoolArray, Column, Feed
from auditor.feed.template.model import ColumnLaw, Limit, Place, State, Template, ValueList
from auditor.layouts import PARENT_WORDS, checks, schema_column, schema_of, template_checks

LENGTH, UNLIMITED = 1, 10**9
ACCOUNT_FIELDS = frozenset({"merchant_shipping_group"})
"""Lists of the seller's account on the day of download; entries may have been added since."""


def law_schema(feed: Feed) -> pandera.DataFrameSchema | None:
    """What ``feed.template`` states, as a schema over physical positions (column names ``"0"``, ``"1"`` …).

    None where the workbook states nothing. Checks of one column are in the order a person would mend them: presence,
    lists, limits. Rows that the conditional formats grey out or blacken are asked nothing but to be blank.
    """
    if feed.template is None:
        return None
    law = _Law(feed, feed.template)
    columns = {
        str(column.position): schema_column(*law.of(column))
        for column in feed.columns
        if column.position in feed.template.columns
    }
    return schema_of(f"{feed.layout} of {feed.sheet}", columns)


class _Law:
    """Everything one column's checks need of its neighbours."""

    def __init__(self, feed: Feed, template: Template) -> None:
        self.feed, self.template = feed, template
        self.count = len(feed.cells)

    def of(self, column: Column) -> Iterator[checks.MaskCheck]:
        law = self.template.columns[column.position]
        states = self._states(column.position)
        asked = (states != State.NOT_APPLICABLE) & (states != State.MUST_BE_EMPTY)
        yield from self._presence(column, law, states)
        if column.position == self.template.product_type_column and self.template.product_types:
            yield from self._product_type(law, asked)
        else:
            yield from _lists(column, law, asked)
        for limit in law.limits:
            yield _limit(limit, asked)
        yield from self._unit(law, states, asked)

    def _states(self, position: int) -> np.ndarray[Any, np.dtype[Any]]:
        states = self.template.states
        return states.column(position) if states else np.full(self.count, State.SILENT, np.int8)

    def _presence(self, column: Column, law: ColumnLaw, states: Any) -> Iterator[checks.MaskCheck]:
        drawn = self.template.states
        if drawn:
            place = drawn.place(column.position)
            yield from _on("required", states == State.REQUIRED_MISSING, place, formats=True)
            yield from _on("empty", states == State.MUST_BE_EMPTY, place, formats=True)
            yield from _on("applicable", states == State.NOT_APPLICABLE, place, formats=True)
        if law.definition and law.definition.requirement == "required":
            silent = (states == State.SILENT) & ~self._exempt(column)
            if self.template.damaged is None:
                yield from _on("required", silent, law.definition.place)
            else:
                yield from self._unsure(column, silent, law.definition.place)

    def _unsure(self, column: Column, rows: BoolArray, place: Place) -> Iterable[checks.MaskCheck]:
        """Required by the definitions, while the formats that could switch the field off are lost.

        A column that is blank throughout is told once, as a note: it may be one of those that hold for some goods only
        (batteries, hazardous substances). Blanks among filled cells are a warning.
        """
        if not self.feed.filled(column).any():
            first = np.zeros(self.count, dtype=bool)
            first[:1] = rows.any()
            yield template_checks.RowsCheck("required", first, None, {"place": place, "severity": "info"})
        elif rows.any():
            yield template_checks.RowsCheck("required", rows, None, {"place": place, "severity": "warning"})

    def _exempt(self, column: Column) -> BoolArray:
        """Rows the definitions do not speak of.

        Parents of variations, offers of another marketplace, product types the template does not know.
        """
        elsewhere = bool(
            column.marketplace and self.feed.marketplace and column.marketplace != self.feed.marketplace
        )
        return np.full(self.count, elsewhere) | self._parents | self._strange

    @cached_property
    def _parents(self) -> BoolArray:
        parents = np.zeros(self.count, dtype=bool)
        words = pa.array(PARENT_WORDS, pa.large_string())
        for column in self.feed.find("parentage"):
            texts = checks.Texts(self.feed.array(column))
            parents |= texts.spread(np.asarray(template_checks.among(words)(texts.distinct)))
        return parents

    @cached_property
    def _strange(self) -> BoolArray:
        """Rows of a product type that is not in this template."""
        position = self.template.product_type_column
        law = self.template.columns.get(position)
        if law is None or not self.template.product_types:
            return np.zeros(self.count, dtype=bool)
        texts = checks.Texts(self.feed.array(position))
        return texts.spread(~self._known_types(law)(texts.distinct)) & ~texts.blank

    def _known_types(self, law: ColumnLaw) -> Callable[[pa.Array], BoolArray]:
        known = [*self.template.product_types, *law.aliases, *law.aliases.values()]
        known += [value for one in law.lists for value in one.values.to_pylist()]
        return template_checks.among(pa.array(known, pa.large_string()))

    def _product_type(self, law: ColumnLaw, asked: BoolArray) -> Iterator[checks.MaskCheck]:
        question = self._known_types(law)
        shown = sorted({value.upper() for value in self.template.product_types})
        place = self.template.product_type_place or (law.lists[0].place if law.lists else None)
        yield template_checks.RowsCheck(
            "known_type", asked, question, {"place": place, "choices": tuple(shown), "allowed": tuple(shown)}
        )

    def _unit(self, law: ColumnLaw, states: Any, asked: BoolArray) -> Iterator[checks.MaskCheck]:
        if law.unit_of < 0:
            return
        amounts = self.feed.filled(law.unit_of)
        place = law.definition.place if law.definition else None
        told = states == State.REQUIRED_MISSING
        yield template_checks.RowsCheck("unit", amounts & asked & ~told, None, {"place": place})
        other = self._states(law.unit_of)
        due = (other != State.REQUIRED_MISSING) & (other != State.UNKNOWN)
        yield template_checks.RowsCheck("amount", ~amounts & asked & due, None, {"place": place})


def _on(
    name: checks.CheckName, rows: BoolArray, place: Place | None, *, formats: bool = False
) -> Iterable[checks.MaskCheck]:
    if rows.any():
        yield template_checks.RowsCheck(name, rows, None, {"place": place, "formats": formats})


def _lists(column: Column, law: ColumnLaw, asked: BoolArray) -> Iterator[checks.MaskCheck]:
    """Membership, and the list's own spelling, list by list."""
    for number, one in enumerate(law.lists):
        rows = asked if law.which is None else asked & (law.which == number)
        if (law.which is None and number) or not rows.any() or not len(one.values):
            continue
        aliases = pa.array([*law.aliases, *law.aliases.values()], pa.large_string())
        values = pa.concat_arrays([one.values.cast(pa.large_string()), aliases])
        facts = _facts(one, column)
        name: checks.CheckName = "allowed" if one.closed else "suggested"
        yield template_checks.RowsCheck(name, rows, template_checks.among(values), facts)
        yield template_checks.RowsCheck("spelled", rows, template_checks.exactly(values), facts)


def _facts(one: ValueList, column: Column) -> dict[str, Any]:
    texts = tuple(one.values.to_pylist())
    return {
        "place": one.place,
        "choices": texts,
        "allowed": texts,
        "severity": "warning" if one.closed and column.field in ACCOUNT_FIELDS else "",
    }


def _limit(limit: Limit, asked: BoolArray) -> checks.MaskCheck:
    facts: dict[str, Any] = {"place": limit.place, "severity": "" if limit.closed else "warning"}
    least = limit.least if limit.least is not None else -math.inf
    most = limit.most if limit.most is not None else math.inf
    if limit.kind == "bytes":
        question = template_checks.within_bytes(int(most))
        return template_checks.RowsCheck("length", asked, question, {**facts, "min": 0, "max": int(most)})
    if limit.kind == "length":
        base = checks.length(int(min(most, UNLIMITED)), max(int(limit.least or 0), LENGTH))
    elif limit.kind == "integer":
        base = checks.integer(least + limit.above, most)
    elif limit.kind == "decimal":
        base = checks.number(least, most, above=limit.above)
    else:
        base = checks.date()
    return template_checks.RowsCheck(base.check_name, asked, base.question, {**base.facts, **facts})
