"""How sellers number customization columns: from ``customization1_option3_price`` to ``定制选项1名称``.

A header is cut into known words and numbers; every word has a role (group, list, value, label …). Only a header
that consists wholly of such words is read; which number counts what follows from the roles:

* ``Customization 1 Option 3``: option 3 of customization 1.
* ``customization_option1_value2``, ``Option 1 Value 2``: list 1, option 2 (a list is a customization).
* ``Option 1``: undecided by itself (list 1 or option 1): :mod:`.neighbours` decides from the other columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from .fold import squash, without_asides

_CHINESE_NUMBERS = str.maketrans({**dict(zip("一二三四五六七八九", "123456789", strict=True)), "十": "10"})

Undecided = Literal["", "list", "list price", "list image", "values", "group", "extra"]
"""What only the other columns can settle: a bare list (``Option 1``), the price or picture of one, bare values
(``Valeurs``), a bare group (``Personalisation``) or a bare surcharge or limit (``Supplément``, ``Max Characters``)."""

SIMPLE: Mapping[str, str] = {
    "type": "custom_type",
    "instruction": "custom_instruction",
    "placeholder": "custom_placeholder",
    "required": "custom_required",
    "min_chars": "custom_min_chars",
    "max_chars": "custom_max_chars",
    "max_lines": "custom_max_lines",
    "preview": "preview_image_url",
    "x": "area_x",
    "y": "area_y",
    "width": "area_width",
    "height": "area_height",
}
"""Roles whose field is numbered by the group (or, without one, the list)."""

TWICE: Mapping[str, str] = {
    "font": "font_name",
    "font_file": "font_url",
    "color": "color_option",
    "hex": "color_hex",
}
"""Roles numbered by the group and by themselves."""

EXTRAS: Mapping[str, str] = {
    "price": "option_price",
    **{role: SIMPLE[role] for role in ("placeholder", "min_chars", "max_chars", "max_lines")},
}
"""Roles that are read without a group or list word, where a customization stands beside them."""

_UNDECIDED: Mapping[str, Undecided] = {"option_price": "list price", "option_thumbnail": "list image"}

OPTION_LEAVES: Mapping[str, str] = {"price": "option_price", "thumbnail": "option_thumbnail"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a numbered header says. ``undecided`` is not empty where the neighbours have to settle it."""

    field: str
    repeat: int = 0
    option: int = 0
    undecided: Undecided = ""
    numbered: bool = True
    """False: no number was written, the first is meant."""
    grouped: bool = True
    """False: no customization word was written, only a list word (``Option 1 Name``)."""


@lru_cache(maxsize=1)
def _words() -> tuple[Mapping[str, str], re.Pattern[str]]:
    roles: dict[str, str] = {}
    text = (files(__package__) / "labels" / "customization.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        role, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            roles.update({squash(word): role for word in words.split("|") if squash(word)})
    longest_first = sorted(roles, key=len, reverse=True)
    return roles, re.compile("|".join([*map(re.escape, longest_first), "[0-9]+"]))


def _tokens(header: str) -> list[tuple[str, int]] | None:
    """(role, number or 0) in order; None where a part of the header is no known word."""
    roles, pattern = _words()
    text = squash(header).translate(_CHINESE_NUMBERS)
    found: list[tuple[str, int]] = []
    leading = 0
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        if not match:
            return None
        at = match.end()
        piece = match[0]
        if piece[0].isdigit():
            number = int(piece) if len(piece) <= 3 else 0
            if not number:
                return None
            if found and not found[-1][1]:
                found[-1] = (found[-1][0], number)
            elif not found and not leading:
                leading = number
            else:
                return None
        elif roles[piece] != "filler":
            found.append((roles[piece], leading))
            leading = 0
    return found if found and not leading else None


def _roles(tokens: list[tuple[str, int]]) -> dict[str, int] | None:
    """Role → number, each role once; a second list word (``オプション1 選択肢``) means the values."""
    roles: dict[str, int] = {}
    for word, number in tokens:
        role = "value" if word == "list" and "list" in roles else word
        if role in roles and role not in ("group", "label") and roles[role] and number:
            return None
        roles[role] = roles.get(role, 0) or number
    return roles


@lru_cache(maxsize=16384)
def read(header: str) -> Reading | None:
    """What a header says, or None where it is not made of customization words alone."""
    tokens = _tokens(header)
    if tokens is None and without_asides(header) != header.strip():
        tokens = _tokens(without_asides(header))
    roles = _roles(tokens) if tokens else None
    if not roles:
        return None
    if "weak" in roles:
        number = roles.pop("weak")
        if not number and "group" not in roles:
            return None
        roles["group"] = roles.get("group", 0) or number
    numbered = any(roles.values())
    grouped = bool({"group", "area", "surface"} & set(roles))
    reading = _interpret(_joined(roles))
    return replace(reading, numbered=numbered, grouped=grouped) if reading else None


def _joined(roles: dict[str, int]) -> dict[str, int]:
    """Words that only mean something together: a font's link, a colour's code, a picture's link."""
    if "url" in roles:
        number = roles.pop("url")
        if "font" in roles:
            roles["font_file"] = roles.pop("font") or number
        elif not {"thumbnail", "preview", "font_file"} & set(roles):
            roles["unknown"] = 0
    if "hex" in roles and "color" in roles:
        roles["hex"] = roles["hex"] or roles.pop("color")
        roles.pop("color", None)
    return roles


def _interpret(roles: dict[str, int]) -> Reading | None:
    group, listed = roles.pop("group", None), roles.pop("list", None)
    area = roles.pop("area", None)
    surface = roles.pop("surface", None)
    if surface is not None:
        return _surface(roles, group, surface)
    if group is None and area is not None:
        group = area
    if group is None and listed is None:
        return _bare(roles)
    if len(roles) > 2 or (len(roles) == 2 and not {"value", "label"} & set(roles)):
        return None
    return _attribute(roles, group, listed) or _option(roles, group, listed)


def _attribute(roles: dict[str, int], group: int | None, listed: int | None) -> Reading | None:
    """Type, instructions, limits, place, fonts and colours of a customization."""
    for role, field in SIMPLE.items():
        if role in roles:
            return Reading(field, group or listed or roles[role] or 1)
    for role, field in TWICE.items():
        if role in roles and (group is not None or role in ("font", "font_file")):
            return Reading(field, group or listed or 1, roles[role])
    return None


def _surface(roles: dict[str, int], group: int | None, surface: int) -> Reading | None:
    if not set(roles) - {"label"}:
        return Reading("custom_surface", surface or group or 1)
    if "preview" in roles or "thumbnail" in roles:
        return Reading("preview_image_url", surface or group or 1)
    return None


def _bare(roles: dict[str, int]) -> Reading | None:
    """Headers without a group or list word: mere values or labels, fonts, preview images."""
    if set(roles) == {"value"}:
        return Reading("option_value", 1, roles["value"], "values")
    if set(roles) == {"font_file"} or (set(roles) == {"font"} and roles["font"]):
        role = next(iter(roles))
        return Reading(TWICE[role], 1, roles[role])
    if set(roles) == {"preview"}:
        return Reading("preview_image_url", roles["preview"] or 1)
    if len(roles) == 1 and (role := next(iter(roles))) in EXTRAS:
        return Reading(EXTRAS[role], roles[role] or 1, 0, "extra")
    return None


def _option(roles: dict[str, int], group: int | None, listed: int | None) -> Reading | None:
    """Labels, values, prices and pictures of an option list or of one option of it."""
    if set(roles) - {"label", "value", *OPTION_LEAVES}:
        return None
    grouped = group is not None and (group > 0 or listed is None)
    value = roles.get("value")
    leaf = next((field for role, field in OPTION_LEAVES.items() if role in roles), "")
    if not leaf and ("value" in roles or (grouped and "label" in roles and listed)):
        leaf = "option_value"
    if not leaf and "label" in roles:
        return Reading("custom_label", group or listed or roles["label"] or 1)
    if grouped and not leaf and listed is None:
        return Reading("custom_label", group or 1, 0, "group")
    if grouped:
        return Reading(leaf or "option_value", group or 1, listed or value or _own(roles))
    if leaf == "option_value" or value:
        return Reading(leaf, listed or 1, value or 0)
    return Reading(leaf or "option_value", listed or 1, _own(roles), _UNDECIDED.get(leaf, "list"))


def _own(roles: Mapping[str, int]) -> int:
    """The number that stands on the price or picture itself (``customization1_price2``)."""
    return roles.get("price") or roles.get("thumbnail") or 0
