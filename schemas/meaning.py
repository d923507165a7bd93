"""From header texts to meanings: every column of a sheet gets a field, its numbers, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import labels, numbering
from .fields import CUSTOM_FIELDS, FIELDS, key_of, key_parts
from .fold import squash, without_asides
from .neighbours import settle
from .numbering import Reading
from .paths import parse_path, path_field

Sureness = Literal["stated", "exact", "alias", "normalised", "guessed"]

_DOCUMENTED = re.compile(
    r"customization[0-9]+_(?:label|type|instructions|placeholder|required|(?:min|max)_chars|max_lines|price|options?"
    r"|option[0-9]+(?:_price|_thumbnail_url)?|font[0-9]+(?:_url)?|color[0-9]+(?:_hex)?|preview_image_url|surface"
    r"|x|y|width|height)"
)
"""The documented column names of the customization sheet (docs/customization-sheet.md)."""

_VARIATION_SIGNS = frozenset({"parent_sku", "handle", "parentage", "parent_asin"})
_PLURAL = re.compile(r"values|valeurs|werte|valores|valori|choices|choix|auswahl|scelte")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column means; ``field`` is empty where it was not understood."""

    field: str = ""
    repeat: int = 0
    option: int = 0
    sure: Sureness = "exact"
    marketplace: str = ""
    required: bool = False

    @property
    def key(self) -> str:
        """The column key, empty where nothing was understood."""
        return key_of(self.field, self.repeat, self.option) if self.field else ""


def understand(
    header: Sequence[str], names: Sequence[str] = (), own: Mapping[str, str] | None = None
) -> list[Meaning]:
    """The meaning of every column.

    header: what a person reads above the columns. names: machine names, where a layout has them (same length or
    shorter). own: the layout's own words (squashed header → column key; ``""``: not to be understood).
    """
    meanings: list[Meaning] = []
    readings: list[Reading | None] = []
    for position, label in enumerate(header):
        name = names[position] if position < len(names) else ""
        meaning = _single(label, name, own or {})
        readings.append(None if meaning else _reading(name) or _reading(label))
        meanings.append(meaning or Meaning())
    lists = any(raw and _PLURAL.search(squash(label)) for raw, label in zip(readings, header, strict=True))
    varied = not lists and any(meaning.field in _VARIATION_SIGNS for meaning in meanings)
    for position, reading in enumerate(settle(readings)):
        raw = readings[position]
        if reading and raw:
            reading = _variation(reading, raw) if varied else reading
            meanings[position] = _numbered(reading, raw, header[position])
    meanings = [_starred(meaning, label) for meaning, label in zip(meanings, header, strict=True)]
    return _without_repetitions(meanings, header)


def _variation(reading: Reading, raw: Reading) -> Reading:
    """Where rows have parents, ``Option1 Name`` / ``Option1 Value`` say what varies between the rows.

    A header in the plural anywhere (``Option 1 Values``) is a list the buyer chooses from, and speaks for the sheet.
    """
    if raw.grouped or raw.undecided or reading.option:
        return reading
    field = {"custom_label": "variation_name", "option_value": "variation_value"}.get(reading.field)
    return replace(reading, field=field) if field else reading


def _single(label: str, name: str, own: Mapping[str, str]) -> Meaning | None:
    """The meaning of one column by itself; None where only numbering and neighbours can tell."""
    for text in (name, label):
        key = own.get(squash(text))
        if key is not None:
            return Meaning(*key_parts(key), "exact") if key else Meaning()
    path = parse_path(name or label)
    if path:
        field, repeat = path_field(path)
        return Meaning(field, repeat, 0, "exact", path.marketplace)
    for text in (name, label):
        found = labels.match(text) if text else None
        if found:
            exact = "machine" in found.languages and text == text.lower()
            return Meaning(found.field, found.repeat, 0, "exact" if exact else "alias")
    plain = without_asides(label)
    found = labels.match(plain) if plain and plain != label else None
    if found and _fits(found.field, label):
        return Meaning(found.field, found.repeat, 0, "normalised")
    return None


def _fits(field: str, label: str) -> bool:
    """False for a remark in brackets that changes what the column is: ``Product Name (AR)``, ``Price (B2B)``."""
    aside = re.search(r"[(\[（【]([^)\]）】]*)[)\]）】]", label)
    words = squash(aside[1]) if aside else ""
    return words not in ("ar", "b2b", "parent", "old", "alt", "parents") and bool(field)


def _reading(text: str) -> Reading | None:
    return numbering.read(text) if text else None


def _numbered(reading: Reading, raw: Reading, header: str) -> Meaning:
    sure: Sureness = "normalised" if not raw.undecided else "guessed"
    if not reading.numbered:
        sure = "guessed"
    if _DOCUMENTED.fullmatch(header.strip().casefold()):
        sure = "exact"
    return Meaning(reading.field, reading.repeat, reading.option, sure)


def _starred(meaning: Meaning, label: str) -> Meaning:
    """``Label*``: the file itself marks the column as required."""
    text = label.strip()
    starred = text.endswith("*") or (text.startswith("*") and len(text) > 1)
    return replace(meaning, required=True) if starred else meaning


def _without_repetitions(meanings: Sequence[Meaning], header: Sequence[str]) -> list[Meaning]:
    """Columns that repeat a key: numbered from left to right where the field repeats and the header is the same
    (``Bullet Point`` five times), otherwise not understood from the second on.
    """
    counts = Counter((meaning.field, meaning.marketplace) for meaning in meanings if meaning.key)
    keys = Counter((meaning.key, meaning.marketplace) for meaning in meanings if meaning.key)
    taken: set[tuple[str, str]] = set()
    result: list[Meaning] = []
    for meaning in meanings:
        if not meaning.key:
            result.append(meaning)
            continue
        repeats = FIELDS[meaning.field].repeats == 1 and meaning.field not in CUSTOM_FIELDS
        if repeats and not meaning.repeat and keys[meaning.key, meaning.marketplace] > 1:
            number = 1
            while (key_of(meaning.field, number), meaning.marketplace) in taken:
                number += 1
            meaning = replace(meaning, repeat=number)
        place = (meaning.key, meaning.marketplace)
        again = place in taken and counts[meaning.field, meaning.marketplace] > 1
        taken.add(place)
        result.append(Meaning(required=meaning.required) if again else meaning)
    return result
