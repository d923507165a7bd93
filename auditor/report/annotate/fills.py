"""Severity fills: each cell format is cloned with another fill; number format, font, border, protection stay.

The colour of a severity is shaded by up to three steps of 255 in each channel, which nobody sees: the shade is the
number of the fill that the cell had before, so that it can be given back even in a copy that a program saved since.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from auditor.model import Severity
from auditor.ooxml import Styles
from auditor.report.xlsx.styles import FILLS

SHADES = 64
"""Shades of a colour; the last stands for every further fill."""
_COLOUR = re.compile(
    rb"patternType=[\"']solid[\"'].*?fgColor[^>]*?\srgb=[\"']FF([0-9A-Fa-f]{6})[\"']", re.DOTALL
)


class Fills:
    """Our fills in one workbook. ``before``: markup of the fills that cells had, by the number ours carry."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._numbers: dict[int, int] = {}
        self._known: dict[tuple[Severity, int], int] = {}
        self.before: list[str] = []

    def restyle(self, severity: Severity) -> Callable[[int], int]:
        """Cell format → the same with the fill of ``severity``."""

        def change(number: int) -> int:
            key = (severity, number)
            found = self._known.get(key)
            if found is None:
                shade = self._shade(self._styles.fill_of(number))
                found = self._known[key] = self._styles.filled(number, colour_of(severity, shade))
            return found

        return change

    def _shade(self, before: int) -> int:
        if before not in self._numbers and len(self.before) < SHADES - 1:
            self._numbers[before] = len(self.before)
            self.before.append(self._styles.markup("fills", before).decode())
        return self._numbers.get(before, SHADES - 1)


def colour_of(severity: Severity, shade: int) -> str:
    """The colour (``FFC7BA``) of a severity in a shade from 0 to SHADES - 1."""
    steps = (shade & 3, shade >> 2 & 3, shade >> 4)
    return "".join(f"{channel - step:02X}" for channel, step in zip(_channels(severity), steps, strict=True))


def shade_of(fill: bytes) -> int | None:
    """The shade of a fill of ours; None for a fill that is not ours."""
    found = _COLOUR.search(fill)
    if not found:
        return None
    channels = bytes.fromhex(found[1].decode())
    for severity in FILLS:
        steps = [most - channel for most, channel in zip(_channels(severity), channels, strict=True)]
        if all(0 <= step < 4 for step in steps):
            return steps[0] | steps[1] << 2 | steps[2] << 4
    return None


def _channels(severity: Severity) -> bytes:
    return bytes.fromhex(FILLS[severity].lstrip("#"))
