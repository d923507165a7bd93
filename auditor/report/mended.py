"""What a repair did, in the form every output shows: counts before and after, cell by cell what was changed."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from auditor.feed.table import column_letter
from auditor.model import Language, Severity, Text
from auditor.report.csv_report import guarded
from auditor.report.files import write_file

NO_REASON = Text("", "")
COLUMNS = ("row", "column", "header", "before", "after", "code", "done", "reason")
SCHEMA_VERSION = 1
LIST = Text("The list of changes", "修改清单")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell. row: spreadsheet number. column: physical position. reason: why it was not done, else blank."""

    row: int
    column: int
    header: str
    before: str
    after: str
    code: str
    done: bool = True
    reason: Text = NO_REASON

    def cells(self, language: Language) -> dict[str, Any]:
        """Values by COLUMNS."""
        return {
            "row": self.row,
            "column": column_letter(self.column),
            "header": self.header,
            "before": self.before,
            "after": self.after,
            "code": self.code,
            "done": self.done,
            "reason": self.reason(language),
        }


@dataclass(frozen=True, kw_only=True)
class Mended:
    """A repair. before, after: findings by severity. changes: what was done, then what was not.

    rows_moved: rows were left out of the copy, so that ``changes`` name the cells of the original.
    """

    path: str
    sheet: str
    before: Mapping[Severity, int]
    after: Mapping[Severity, int]
    changes: tuple[Change, ...]
    rows_moved: bool = False

    @property
    def done(self) -> tuple[Change, ...]:
        """The changes that were made."""
        return tuple(change for change in self.changes if change.done)

    @property
    def left(self) -> tuple[Change, ...]:
        """The proposals that were not carried out."""
        return tuple(change for change in self.changes if not change.done)

    def by_rule(self) -> list[tuple[str, int, int]]:
        """(rule code, cells changed, proposals not carried out), most changes first."""
        done, left = _counted(self.done), _counted(self.left)
        codes = sorted(done.keys() | left.keys(), key=lambda code: (-done.get(code, 0), code))
        return [(code, done.get(code, 0), left.get(code, 0)) for code in codes]


_SIGNS = str.maketrans({"\t": "⇥", "\r": "␍", "\n": "⏎", "\u00a0": "⍽"})


def visible(text: str) -> str:
    """``text`` with what nobody sees written out: ``·`` for blanks at the edges, ``⍽``, ``⏎``, ``⟨U+200B⟩``."""
    text = text.translate(_SIGNS)
    inner = text.strip(" ")
    lead = len(text) - len(text.lstrip(" ")) if inner else len(text)
    tail = len(text) - len(text.rstrip(" ")) if inner else 0
    signs = "·" * lead + inner + "·" * tail
    return "".join(sign if sign.isprintable() else f"⟨U+{ord(sign):04X}⟩" for sign in signs)


def _counted(changes: Sequence[Change]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.code] = counts.get(change.code, 0) + 1
    return counts


def write_csv(mended: Mended, target: Path, language: Language) -> Path:
    """The changes as CSV: UTF-8 with BOM, CRLF, nothing that a spreadsheet would run. Raises ReportError."""

    def fill(path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            for change in mended.changes:
                cells = change.cells(language)
                cells["done"] = "yes" if change.done else "no"
                writer.writerow([guarded(cells[name]) for name in COLUMNS])

    return write_file(target, fill, LIST)


def write_json(mended: Mended, target: Path, language: Language) -> Path:
    """The changes as JSON, versioned. Raises ReportError."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "file": mended.path,
        "sheet": mended.sheet,
        "findings": {
            "before": {severity.word: count for severity, count in mended.before.items()},
            "after": {severity.word: count for severity, count in mended.after.items()},
        },
        "changes": [change.cells(language) for change in mended.changes],
    }

    def fill(path: Path) -> None:
        path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))

    return write_file(target, fill, LIST)
