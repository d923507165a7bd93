"""A sample: its rows, and beside each row the findings it was made for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Finding: TypeAlias = tuple[int | None, str | None, str, str]
"""(spreadsheet row, column letter, code, severity); row and column are None for the file as a whole."""


@dataclass(frozen=True)
class Formula:
    """A cell with a formula; ``value`` is its stored result: empty = never calculated, ``#REF!`` … = an error."""

    text: str
    value: str = ""


Cell: TypeAlias = str | int | float | Formula


@dataclass(frozen=True)
class Row:
    """One row: column name → cell; ``planted``: column name → what is wrong there (``"OP201, TX302 warning"``)."""

    cells: Mapping[str, Cell]
    planted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """One sample file.

    columns: their names, in order. headers: the header rows as written (default: the names). whole: findings about the
    file (``""``) or a whole column (its letter) → codes. settings: the settings file beside it; a name with a folder
    (``agency/signs.csv``) is audited together with the other samples of that folder.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Row]
    headers: Sequence[Sequence[str]] = ()
    whole: Mapping[str, str] = field(default_factory=dict)
    settings: str = "auditor.toml"

    @property
    def folder(self) -> str:
        """The folder below ``sample_feeds`` whose files are audited together; empty for a file audited alone."""
        return self.name.rpartition("/")[0]

    @property
    def header_rows(self) -> Sequence[Sequence[str]]:
        """The header rows as written."""
        return self.headers or (self.columns,)

    def table(self) -> list[list[Cell]]:
        """All rows of the file, headers included."""
        data = [[row.cells.get(name, "") for name in self.columns] for row in self.rows]
        headers: list[list[Cell]] = [list(header) for header in self.header_rows]
        return headers + data

    def planted(self) -> list[Finding]:
        """What the sample was made to show, in the order of its rows."""
        found: list[Finding] = [
            (None, letter or None, *one) for letter, codes in self.whole.items() for one in _codes(codes)
        ]
        for number, row in enumerate(self.rows, len(self.header_rows) + 1):
            for name, codes in row.planted.items():
                found += [(number, letter(self.columns.index(name)), *one) for one in _codes(codes)]
        return sorted(found, key=order)


def order(finding: Finding) -> tuple[int, int, str, str]:
    """Findings sorted as a person reads a sheet."""
    row, column, code, severity = finding
    return row or 0, place(column) if column else -1, code, severity


def letter(position: int) -> str:
    """0 → ``A``, 26 → ``AA``."""
    letters, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26."""
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number - 1


def _codes(text: str) -> list[tuple[str, str]]:
    """``"OP201, TX302 warning"`` → code and severity (error unless said)."""
    pairs = (part.split() for part in text.split(",") if part.strip())
    return [(pair[0], pair[1] if len(pair) > 1 else "error") for pair in pairs]


def gtin(number: int, prefix: str = "6979999") -> str:
    """A 13-digit number with its check digit, under the prefix that ``auditor.toml`` here calls the seller's own."""
    body = f"{prefix}{number:0{12 - len(prefix)}d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)
