"""Word lists: a YAML file per language (and one in ``listing/`` for listing texts), ``common.yaml`` for what no
language owns.

The schema is strict, because a silent mistake in a word list is a silent mistake in every audit: no duplicate entries,
no empty groups, no term that is its own exclusion, no YAML booleans where a word was meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from auditor.text.entries import Entry, parse_entry

LEXICON_LANGUAGES = ("en", "zh", "de", "fr", "es", "it", "ja")
"""Languages with a word list, ISO 639-1."""

EXCLUSIONS = (".neg", ".safe")
"""Endings of group names whose entries are taken out of the parent group's matches."""

Head = Literal["final", "final-compound", "initial"]


_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The word list of one language.

    head: where the head noun of a noun phrase stands. plurals: endings a word may take. groups: name → entries.
    data: lists that are no word groups (``components``).
    """

    language: str
    head: Head
    plurals: tuple[str, ...]
    groups: Mapping[str, tuple[Entry, ...]]
    components: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Common:
    """What no language owns: model names, makers, hardware values, product type codes, browse nodes, category names."""

    data: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        """A top-level section."""
        return self.data[key]

    @property
    def models(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Category → ``strict`` or ``weak`` → model names."""
        return {
            category: {grade: tuple(names) for grade, names in grades.items()}
            for category, grades in self.data["model"].items()
        }


class LexiconError(ValueError):
    """A word list that breaks its schema; the message names the language, group and entry."""


@cache
def load_lexicon(language: str) -> Lexicon:
    """The word list of ``language``; KeyError when there is none."""
    if language not in LEXICON_LANGUAGES:
        raise KeyError(language)
    return read_lexicon(language, _load_language(language))


@cache
def load_common() -> Common:
    """``common.yaml``."""
    return Common(data=_load("common"))


@cache
def load_marks() -> Common:
    """``marks.yaml``: other people's marks, names and fonts."""
    return Common(data=_load("marks"))


def _load_language(language: str) -> dict[str, Any]:
    """``<language>.yaml`` and the groups of ``listing/<language>.yaml``: words only listing texts are asked for."""
    data = _load(language)
    further = _load(f"listing/{language}")["groups"]
    twice = sorted(set(data["groups"]) & set(further))
    if twice:
        raise LexiconError(f"{language}: {twice} stand in both files")
    return {**data, "groups": {**data["groups"], **further}}


def _load(name: str) -> dict[str, Any]:
    text = files("auditor.lexicons").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_Loader)
    return loaded


def read_lexicon(language: str, data: Mapping[str, Any]) -> Lexicon:
    """A word list from its loaded YAML; LexiconError when it breaks the schema."""
    meta = data["meta"]
    head: Head = meta["head"]
    if head not in ("final", "final-compound", "initial"):
        raise LexiconError(f"{language}: meta.head {head!r} is not final, final-compound or initial")
    plurals = tuple(p for p in str(meta.get("plural", "")).split("|") if p)
    groups = {name: _entries(language, name, written, plurals) for name, written in data["groups"].items()}
    for name, entries in groups.items():
        for ending in EXCLUSIONS:
            both = {(e.kind, e.core) for e in entries} & {
                (e.kind, e.core) for e in groups.get(name + ending, ())
            }
            if both:
                raise LexiconError(f"{language}: {name}: {sorted(c for _, c in both)} exclude themselves")
    components = {noun: tuple(parts) for noun, parts in data.get("components", {}).items()}
    return Lexicon(language=language, head=head, plurals=plurals, groups=groups, components=components)


def _entries(
    language: str, group: str, written: Sequence[Any], plurals: tuple[str, ...]
) -> tuple[Entry, ...]:
    if not written:
        raise LexiconError(f"{language}: {group} is empty; leave the group out")
    entries: list[Entry] = []
    seen: set[tuple[int, str]] = set()
    for one in written:
        if not isinstance(one, str):
            raise LexiconError(f"{language}: {group}: {one!r} is not text (quote it)")
        try:
            entry = parse_entry(one, plurals)
        except ValueError as problem:
            raise LexiconError(f"{language}: {group}: {problem}") from problem
        if (entry.kind, entry.core) in seen:
            raise LexiconError(f"{language}: {group}: {one!r} stands twice")
        seen.add((entry.kind, entry.core))
        entries.append(entry)
    return tuple(entries)
