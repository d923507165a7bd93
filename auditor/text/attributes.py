"""Colours, materials, sizes, counts and phone models as one place of a listing states them.

A place states a value when it names exactly one. Colours in a title count only where they describe the product: a
segment of their own ("Mug - Red"), or beside the product's noun ("Red Ceramic Mug"); "Red Heart Mug" states nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex
import yaml

from auditor.text.lexicon import LEXICON_LANGUAGES, LexiconError
from auditor.text.normalise import normalised

KINDS = ("colour", "material")
_EXTRAS = ("colour_modifiers", "colour_idioms", "material_idioms")


@dataclass(frozen=True, kw_only=True)
class Table:
    """One kind of attribute. related: name → names it does not contradict. words: language → word → name."""

    related: Mapping[str, frozenset[str]]
    words: Mapping[str, Mapping[str, str]]
    idioms: Mapping[str, tuple[str, ...]]
    modifiers: Mapping[str, tuple[str, ...]]


@cache
def load_tables() -> dict[str, Table]:
    """The tables of ``attributes.yaml``; LexiconError when the file breaks its schema."""
    text = files("auditor.lexicons").joinpath("attributes.yaml").read_text(encoding="utf-8")
    return read_tables(yaml.safe_load(text))


def read_tables(data: Mapping[str, Any]) -> dict[str, Table]:
    """Tables from the loaded YAML: every word a text, in a known language, of one name only."""
    unknown = set(data) - {*KINDS, *_EXTRAS}
    if unknown:
        raise LexiconError(f"attributes: unknown sections {sorted(unknown)}")
    tables = {}
    for kind in KINDS:
        related: dict[str, frozenset[str]] = {}
        words: dict[str, dict[str, str]] = {language: {} for language in LEXICON_LANGUAGES}
        for name, entry in data[kind].items():
            related[name] = frozenset(entry.get("kinds", ()))
            for language, written in entry.items():
                if language != "kinds":
                    _add(words, kind, name, language, written)
        tables[kind] = Table(
            related=related,
            words=words,
            idioms=_lists(data, f"{kind}_idioms"),
            modifiers=_lists(data, f"{kind}_modifiers"),
        )
    return tables


def _add(
    words: dict[str, dict[str, str]], kind: str, name: str, language: str, written: Sequence[Any]
) -> None:
    if language not in words:
        raise LexiconError(f"attributes: {kind}: {name}: {language!r} is no language of the word lists")
    for word in written:
        if not isinstance(word, str):
            raise LexiconError(f"attributes: {kind}: {name}: {word!r} is not text (quote it)")
        known = words[language].setdefault(normalised(word), name)
        if known != name:
            raise LexiconError(f"attributes: {kind}: {language}: {word!r} is {known} and {name}")


def _lists(data: Mapping[str, Any], section: str) -> dict[str, tuple[str, ...]]:
    return {language: tuple(map(normalised, words)) for language, words in data.get(section, {}).items()}


def contradict(kind: str, first: str, second: str) -> bool:
    """Whether two values of one kind cannot both be true."""
    related = load_tables()[kind].related
    return first != second and second not in related[first] and first not in related[second]


def _bounded(words: Sequence[str]) -> str:
    """An alternation, longest first, with word boundaries where a word begins or ends with a Latin letter or digit."""
    out = []
    for word in sorted(set(words), key=len, reverse=True):
        before = r"(?<![a-z0-9])" if word[0].isascii() else ""
        after = r"(?![a-z0-9])" if word[-1].isascii() else ""
        out.append(before + regex.escape(word) + after)
    return "|".join(out)


@cache
def _patterns(kind: str, languages: tuple[str, ...]) -> tuple[Any, Any, Any, dict[str, str]]:
    """(values, idioms, modifiers, word → name) of ``languages``."""
    table = load_tables()[kind]
    names: dict[str, str] = {}
    for language in languages:
        names = {**table.words.get(language, {}), **names}
    idioms = [word for language in languages for word in table.idioms.get(language, ())]
    modifiers = [word for language in languages for word in table.modifiers.get(language, ())]
    nothing = r"(?!)"
    return (
        regex.compile(_bounded(list(names)) or nothing),
        regex.compile(_bounded(idioms) or nothing),
        regex.compile(_bounded(modifiers) or nothing),
        names,
    )


@dataclass(frozen=True, slots=True)
class Stated:
    """A value: its name in the table, the words in the normalised text, where they stand there."""

    name: str
    term: str
    start: int
    end: int


def values(kind: str, normal: str, languages: tuple[str, ...]) -> list[Stated]:
    """Every value of ``kind`` in a normalised text, idioms taken out."""
    pattern, idioms, _, names = _patterns(kind, languages)
    hidden = [match.span() for match in idioms.finditer(normal)]
    return [
        Stated(names[match[0]], match[0], match.start(), match.end())
        for match in pattern.finditer(normal)
        if not any(start < match.end() and match.start() < end for start, end in hidden)
    ]


def only(kind: str, normal: str, languages: tuple[str, ...]) -> Stated | None:
    """The value a normalised text states, when it names exactly one (``oak wood`` is oak)."""
    found = values(kind, normal, languages)
    related = load_tables()[kind].related
    stated = {one.name for one in found}
    exact = {name for name in stated if not any(name in related[other] for other in stated)}
    if len(stated) > 1 and len(exact) != 1:
        return None
    return next((one for one in found if one.name in (exact or stated)), None)


def whole(kind: str, text: str, languages: tuple[str, ...]) -> Stated | None:
    """The value a cell states, when it holds nothing else but modifiers (``Dark Red``)."""
    normal = normalised(text)
    found = only(kind, normal, languages)
    if found is None:
        return None
    rest = normal[: found.start] + " " + normal[found.end :]
    return found if not regex.search(r"\w", _patterns(kind, languages)[2].sub(" ", rest)) else None


def names(kind: str) -> tuple[str, ...]:
    """The values of a kind."""
    return tuple(load_tables()[kind].related)


def words_of(kind: str, name: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The words for a value in ``languages`` (normalised)."""
    return tuple(word for word, owner in _patterns(kind, languages)[3].items() if owner == name)
