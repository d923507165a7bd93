"""Text from a feed is data: never a formula, a link or markup, and never more than a cell can hold.

Facts: a cell holds 32,767 UTF-16 units; XML 1.0 knows no control characters but tab, line feed and carriage return;
xlsxwriter takes a text between ``<r>`` and ``</r>`` for markup of its own (sharedstrings.py, ``_write_si``), and
``write_string`` drops longer texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

LONGEST = 32_767
"""UTF-16 units in a cell (Excel's specification)."""

SURELY_SHORT = LONGEST // 2
"""Characters that fit whatever they are: none takes more than two units."""

CUT = " … ✂"
"""Stands at the end of a text that had to be shortened."""

ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ODD_ARROW = "[\\x00-\\x08\\x0B-\\x1F\\x7F\\x{FFFE}\\x{FFFF}]|^<r>"
_CARRIAGE = re.compile("\r\n?")


def clean(text: str) -> str:
    """``text`` as XML and Excel can hold it.

    Control characters become their visible signs (``␀``), carriage returns line feeds, lone surrogates ``\ufffd``.
    """
    if not ODD.search(text):
        return text
    return ODD.sub(_sign, _CARRIAGE.sub("\n", text))


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def units(text: str) -> int:
    """UTF-16 units, as Excel counts."""
    return len(text) if len(text) <= SURELY_SHORT else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, longest: int = LONGEST) -> str:
    """``text``, cut to ``longest`` UTF-16 units with a visible mark where it is longer."""
    if len(text) <= longest // 2 or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= longest:
        return text
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * (longest - len(CUT))]
    return head.decode("utf-16-le", "ignore") + CUT


def needs_care(texts: pa.Array) -> bool:
    """False when every text of a column can be written as it is."""
    if not len(texts):
        return False
    longest = pc.max(pc.utf8_length(texts)).as_py()
    return bool(longest > SURELY_SHORT or pc.any(pc.match_substring_regex(texts, _ODD_ARROW)).as_py())


@dataclass(kw_only=True)
class Pen:
    """Writes texts as texts; ``cut`` counts those it had to shorten."""

    plain: Any
    """Font format of ordinary fragments."""
    cut: int = 0

    def ready(self, text: str) -> str:
        """``text`` clean and short enough for a cell."""
        cleaned = clean(text)
        if len(cleaned) > SURELY_SHORT:
            short = shortened(cleaned)
            self.cut += short is not cleaned
            return short
        return cleaned

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
        """Write any text; nothing is written for an empty one unless it has a style to show."""
        text = self.ready(text)
        if text.startswith("<r>"):
            sheet.write_rich_string(row, column, self.plain, text[:1], self.plain, text[1:], style)
        elif text:
            sheet.write_string(row, column, text, style)
        elif style is not None:
            sheet.write_blank(row, column, None, style)

    def marked(
        self, sheet: Any, row: int, column: int, pieces: list[tuple[str, Any]], styles: tuple[Any, Any]
    ) -> None:
        """Write a text in pieces of (text, font format); ``styles``: of the cell, and when all of it is marked."""
        cell, all_marked = styles
        pieces = _whole_line_ends(pieces)
        if sum(units(piece) for piece, _ in pieces) > LONGEST:
            self.text(sheet, row, column, "".join(piece for piece, _ in pieces), cell)
        elif len(pieces) == 1:
            text, font = pieces[0]
            self.text(sheet, row, column, text, cell if font is self.plain else all_marked)
        else:
            fragments = [part for piece, font in pieces for part in (font, clean(piece))]
            sheet.write_rich_string(row, column, *fragments, cell)


def _whole_line_ends(pieces: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """A carriage return cut off from its line feed goes, or one line end would become two."""
    following = [text for text, _ in pieces[1:]] + [""]
    mended = [
        (text[:-1] if text.endswith("\r") and after.startswith("\n") else text, font)
        for (text, font), after in zip(pieces, following, strict=True)
    ]
    return [(text, font) for text, font in mended if text]


def width_of(text: str) -> int:
    """Columns a text takes on screen: East Asian characters take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for letter in text if "\u2e80" <= letter <= "\uffdc" or letter > "\uffff")


def lines_in(text: str, width: int) -> int:
    """Lines a text takes when it is wrapped in a column of ``width`` characters."""
    return sum(1 + int(width_of(line) * 1.08) // width for line in text.split("\n"))


def widths_of(texts: pa.Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Columns each text takes on screen (int64), estimated from its UTF-8: three bytes per East Asian character."""
    letters = np.asarray(pc.utf8_length(texts), dtype=np.int64)
    return letters + (np.asarray(pc.binary_length(texts), dtype=np.int64) - letters) // 2
