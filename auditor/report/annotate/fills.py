"""Severity fills: each cell format is cloned with another fill; number format, font, border, protection stay.

The background colour of a solid fill is never seen; ours carries the number of the fill that the cell had before, so
that it can be given back even in a workbook that a spreadsheet program has saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from auditor.model import Severity
from auditor.ooxml import Styles
from auditor.report.xlsx.styles import FILLS

TAG = 0x5A
"""First byte of our background colours."""
_OURS = re.compile(
    rb"fgColor rgb=[\"']FF("
    + b"|".join(colour.lstrip("#").encode() for colour in FILLS.values())
    + rb")[\"']"
)
_CARRIED = re.compile(rb"bgColor rgb=[\"']FF5A([0-9A-Fa-f]{4})[\"']")


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
                fill = str(self._fill(severity, self._styles.fill_of(number)))
                changes = {"fillId": fill, "applyFill": "1"}
                found = self._known[key] = self._styles.derived(number, changes)
            return found

        return change

    def _fill(self, severity: Severity, before: int) -> int:
        if before not in self._numbers:
            self._numbers[before] = len(self.before)
            self.before.append(self._styles.markup("fills", before).decode())
        carried = f"FF{TAG:02X}{self._numbers[before] & 0xFFFF:04X}"
        markup = (
            '<fill><patternFill patternType="solid">'
            f'<fgColor rgb="FF{FILLS[severity].lstrip("#")}"/><bgColor rgb="{carried}"/></patternFill></fill>'
        )
        return self._styles.add("fills", markup.encode())


def carried_number(fill: bytes) -> int | None:
    """The number that a fill of ours carries, -1 where it lost it; None for a fill that is not ours."""
    if not _OURS.search(fill):
        return None
    found = _CARRIED.search(fill)
    return int(found[1], 16) if found else -1
