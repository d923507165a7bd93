"""Header labels and machine names: which field a header text names, in seven languages.

The lists stand in ``labels/*.txt``, one line a field: ``key: label | label …``; ``#`` stands for the number of a
repeated field (``Bullet Point #``). A label that would name two fields is refused when the lists are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .fields import FIELDS
from .fold import squash

LANGUAGES = ("machine", "en", "zh", "de", "fr", "es", "it", "ja")
"""Label lists in order of preference; ``machine`` are names no person reads."""

_NUMBER = re.compile(r"[0-9]+")


class LabelError(ValueError):
    """A label list that contradicts itself or names an unknown field."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one known label means: its field and the lists it stands in."""

    field: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Squashed label → meaning; ``numbered`` holds the labels written with ``#`` (the number taken out)."""

    plain: Mapping[str, Label]
    numbered: Mapping[str, Label]


def parse(text: str) -> list[tuple[str, str]]:
    """The (field, label) pairs of one list. Raises LabelError for a line without a known field."""
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        field, colon, labels = line.partition(":")
        if not colon or field not in FIELDS:
            raise LabelError(f"line {number}: no such field {field!r}")
        pairs.extend((field, label.strip()) for label in labels.split("|") if label.strip())
    return pairs


def index(lists: Mapping[str, list[tuple[str, str]]]) -> Labels:
    """One index over all lists (language → pairs). Raises LabelError where a label names two fields."""
    plain: dict[str, Label] = {}
    numbered: dict[str, Label] = {}
    for language, pairs in lists.items():
        for field, label in pairs:
            target = numbered if "#" in label else plain
            key = squash(label.replace("#", " "))
            if not key:
                raise LabelError(f"{language}: {label!r} holds no letter")
            known = target.get(key, Label(field, ()))
            if known.field != field:
                raise LabelError(f"{label!r} names both {known.field} and {field}")
            if language not in known.languages:
                target[key] = Label(field, (*known.languages, language))
    return Labels(plain, numbered)


@lru_cache(maxsize=1)
def known_labels() -> Labels:
    """The index over the shipped lists."""
    folder = files(__package__) / "labels"
    return index({name: parse((folder / f"{name}.txt").read_text(encoding="utf-8")) for name in LANGUAGES})


@dataclass(frozen=True, slots=True)
class Match:
    """A header that is a known label: field, number (0: none) and the lists it stands in."""

    field: str
    repeat: int
    languages: tuple[str, ...]


@lru_cache(maxsize=16384)
def match(text: str) -> Match | None:
    """The field a header text names as it stands, or None. One number is taken as the repeat number."""
    labels = known_labels()
    key = squash(text)
    if not key:
        return None
    found = labels.plain.get(key)
    if found:
        return Match(found.field, 0, found.languages)
    numbers = _NUMBER.findall(key)
    if len(numbers) == 1 and len(numbers[0]) <= 3:
        found = labels.numbered.get(_NUMBER.sub("", key))
        if found and int(numbers[0]) > 0:
            return Match(found.field, int(numbers[0]), found.languages)
    return None


def label_languages(text: str) -> tuple[str, ...]:
    """The languages a header text is a known label in. Machine names say nothing: they are English everywhere."""
    found = match(text)
    if found and "machine" in found.languages and text == text.lower():
        return ()
    return tuple(language for language in found.languages if language != "machine") if found else ()
