"""A template's law, derived: definitions, product types, drop-downs, aliases, limits and units become one Template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.feed.read import OpenSource
from auditor.feed.table import Column, Feed
from auditor.feed.template.book import Book
from auditor.feed.template.bounds import validation_limits
from auditor.feed.template.choices import Choices, Lists
from auditor.feed.template.definitions import definitions, with_series
from auditor.feed.template.header_rows import HeaderLaw, header_law
from auditor.feed.template.model import ColumnLaw, Definition, Limit, Place, Requirement, Template
from auditor.feed.template.parts import Parts, read_parts
from auditor.feed.template.prose import prose_limits
from auditor.feed.template.settings import aliases, settings, stated_types
from auditor.feed.template.specification import Specification, specification
from auditor.feed.template.states import load_states
from auditor.feed.template.typemap import TypeMap, type_map
from auditor.feed.template.units import unit_pairs
from auditor.model import FeedError, Text

COMMAND = "amzn1.volt.cv."
"""Begins the machine value of a word that is a command."""
TYPE_LIST_LIMIT = 5_000
"""Product types of one list."""


def load_template(opened: OpenSource, feed: Feed) -> Template | None:
    """The requirements the workbook of ``feed`` states for its main sheet; None where it states nothing.

    Never raises: what is damaged is left out, with a note.
    """
    parts = Parts(sheet=feed.sheet)
    try:
        parts = read_parts(opened, feed.sheet)
        return _Deriver(Book(opened, feed, parts.names), parts).template()
    except (FeedError, MemoryError, RecursionError):
        note = Text(
            "What the template states about its own cells could not be read; only the general rules were used.",
            "无法读取模板自身的填写规定；只使用了通用规则。",
        )
        return Template(
            sheet=feed.sheet,
            settings={},
            columns={},
            product_types=frozenset(),
            product_type_place=None,
            product_type_column=-1,
            states=None,
            notes=(*parts.notes, note),
        )


class _Deriver:
    """One derivation; every part is optional."""

    def __init__(self, book: Book, parts: Parts) -> None:
        self._book, self._feed, self._parts = book, book.feed, parts
        self._settings = settings(book.feed)
        # Templates with a settings row have no specification sheet; looking for one would read every sheet's head.
        self._specified: Specification = Specification() if self._settings else specification(book)
        self._header: HeaderLaw = header_law(book.feed)
        self._map: TypeMap = type_map(book)
        self._type_column = next((column.position for column in book.feed.find("product_type")), -1)
        self._choices: Mapping[int, Choices] = {}
        self._types: frozenset[str] = frozenset()
        self._type_place: Place | None = None

    def template(self) -> Template | None:
        """The Template, None where no column has a law."""
        known = stated_types(self._settings)
        kinds = self._listed_types()
        lists = Lists(self._book, kinds or self._map.types or known, self._type_column)
        self._choices = lists.columns(self._parts.validations)
        self._set_types(known)
        columns = self._columns()
        states, damaged, where = load_states(
            self._parts,
            self._book,
            self._feed,
            {at: law.aliases for at, law in columns.items() if law.aliases},
        )
        if not columns and states is None and damaged is None:
            return None
        return Template(
            sheet=self._feed.sheet,
            settings=self._settings,
            columns=columns,
            product_types=self._types,
            product_type_place=self._type_place,
            product_type_column=self._type_column,
            states=states,
            damaged=damaged,
            damage_place=where,
            notes=(*self._parts.notes, *self._book.notes),
        )

    def _listed_types(self) -> tuple[str, ...]:
        """The product types the drop-down of their own column offers, as spelled there."""
        if self._type_column < 0:
            return ()
        own = [
            one
            for one in self._parts.validations
            if any(where.left <= self._type_column <= where.right for where in one.areas)
        ]
        found = Lists(self._book).columns(own).get(self._type_column)
        if found is None or not found.lists:
            return ()
        values = found.lists[0].values
        return tuple(values.to_pylist()) if len(values) <= TYPE_LIST_LIMIT else ()

    def _set_types(self, stated: Sequence[str]) -> None:
        """Which product types the template is for: those its drop-down and its map name, else its settings."""
        own = self._choices.get(self._type_column)
        listed = own.lists if own else []
        kinds = {value.strip().lower() for one in listed for value in one.values.to_pylist()}
        kinds |= set(self._map.types)
        self._types = frozenset(kinds or {one.lower() for one in stated})
        self._type_place = listed[0].place if listed else self._map.place

    def _columns(self) -> dict[int, ColumnLaw]:
        defined = self._definitions()
        other = aliases(self._settings)
        bounds = validation_limits(self._book, self._parts.validations)
        units = unit_pairs(self._feed)
        columns: dict[int, ColumnLaw] = {}
        for column in self._feed.columns:
            at = column.position
            names = other.get(column.name, {})
            choices = self._choices.get(at)
            if choices is None or _commands_only(choices, names):
                choices = Choices()
            law = ColumnLaw(
                position=at,
                definition=defined.get(at),
                by_type=self._by_type(column),
                map_place=self._map_place(column),
                lists=tuple(choices.lists),
                which=choices.which,
                aliases=names,
                limits=self._limits(at, defined.get(at), bounds.get(at, [])),
                unit_of=units.get(at, -1),
            )
            if _speaks(law):
                columns[at] = law
        return columns

    def _definitions(self) -> dict[int, Definition]:
        """The definitions sheet, else the specification sheet, else the requirement row."""
        sheet = definitions(self._book)
        found = {**self._header.definitions, **self._specified.definitions, **sheet}
        return with_series(self._feed, found) if sheet else found

    def _by_type(self, column: Column) -> Mapping[str, Requirement]:
        own = self._specified.by_type.get(column.position)
        return own or self._map.requirements.get(column.name.casefold(), {})

    def _map_place(self, column: Column) -> Place | None:
        own = self._specified.places.get(column.position)
        return own or self._map.places.get(column.name.casefold())

    def _limits(self, at: int, definition: Definition | None, bounds: Sequence[Limit]) -> tuple[Limit, ...]:
        """Validations first; prose and type rows add what these leave open."""
        limits = list(bounds)
        more = list(self._header.limits.get(at, ()))
        if definition is not None and not self._closed(at):
            more += prose_limits(definition.accepted, definition.place)
        number = {"integer", "decimal"}
        for one in more:
            taken = {limit.kind for limit in limits}
            if one.kind not in taken and not (one.kind in number and taken & number):
                limits.append(one)
        return tuple(limits)

    def _closed(self, at: int) -> bool:
        own = self._choices.get(at)
        return bool(own and own.lists and any(one.closed for one in own.lists))


def _commands_only(choices: Choices, names: Mapping[str, str]) -> bool:
    """True for a list that offers no values but words that delete the value (``Delete Offer`` under a price)."""
    if not choices.lists or any(one.closed for one in choices.lists):
        return False
    values = {value for one in choices.lists for value in one.values.to_pylist()[: len(names) + 1]}
    return all(names.get(value, "").startswith(COMMAND) for value in values)


def _speaks(law: ColumnLaw) -> bool:
    return bool(law.definition or law.by_type or law.lists or law.aliases or law.limits or law.unit_of >= 0)


__all__ = ["load_template"]
