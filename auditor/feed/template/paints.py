"""Colours of conditional formats (ECMA-376 part 1, 18.8.3, 18.8.14, 18.8.27)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_THEME = ("FFFFFF", "000000")
"""The first two colours of every theme in use: background and text."""
_INDEXED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF "
    "00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 "
    "0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF "
    "FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 "
    "993300 993366 333399 333333"
).split()
"""The standard palette (18.8.27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """What a conditional format paints: six hexadecimal digits in upper case, "" for no colour. fill: background;
    border: of the left edge, else of the first edge that has one.
    """

    fill: str = ""
    font: str = ""
    border: str = ""


def colour(stated: Mapping[str, str]) -> str:
    """Six hexadecimal digits of a colour element's attributes; "" for automatic and for what cannot be told."""
    rgb = stated.get("rgb", "").upper()
    if len(rgb) in (6, 8) and all(digit in "0123456789ABCDEF" for digit in rgb):
        return rgb[-6:]
    for key, palette in (("indexed", _INDEXED), ("theme", list(_THEME))):
        number = stated.get(key, "")
        if number.isascii() and number.isdigit() and len(number) < 4 and int(number) < len(palette):
            return palette[int(number)] if stated.get("tint", "0") in ("0", "0.0", "") else ""
    return ""
