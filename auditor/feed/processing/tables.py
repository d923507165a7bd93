"""The tables of a report's summary sheets, told by their shape, so that their language does not matter.

A line of the list by SKU is: number, code, category, message, field with cell addresses, SKU; one by code has the
column letter and a count in the last two places. They begin wherever the sheet's first filled column is (B3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditor.feed.processing.text import code_of, whole
from auditor.feed.processing.words import SEVERITIES
from auditor.feed.sheet_slow import place
from auditor.feed.table import Sheet
from auditor.layouts import squash
from auditor.model import Severity

WIDTH = 6
CODE = re.compile(r"[0-9]{1,9}|[A-Z][A-Z0-9_]{2,60}")
_IN_BRACKETS = re.compile(r"[(\[（]\s*([A-Z]{1,3}[0-9]{0,7})\s*[)\]）]")
_LIST = re.compile(r"[A-Z]{1,3}[0-9]{0,7}(?:\s*[,;、]\s*[A-Z]{1,3}[0-9]{0,7})*")

Line = tuple[str, ...]
"""The texts of one line, WIDTH of them."""


@dataclass(kw_only=True)
class Table:
    """Lines that stand together. severity: what the heading above them says, None where it says nothing."""

    severity: Severity | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def by_sku(self) -> bool:
        """True for the list by SKU: cell addresses, or last places that are no counts."""
        addressed = any(place(ref) for line in self.lines for ref in references(line[4]))
        return addressed or any(whole(line[5]) is None for line in self.lines)


def lines_of(sheet: Sheet, width: int = WIDTH) -> list[Line]:
    """The sheet's rows as ``width`` texts from its first filled column on."""
    first = next((i for i, c in enumerate(sheet.columns) if any(t.strip() for t in c.to_pylist())), 0)
    texts = [column.to_pylist() for column in sheet.columns[first : first + width]]
    blank = [""] * len(sheet.rows)
    texts += [blank] * (width - len(texts))
    return [tuple(text.strip() for text in line) for line in zip(*texts, strict=True)]


def numbered_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """Tables whose lines begin with their number and a code; the severity of the last heading goes with them."""
    table = Table()
    said: Severity | None = None
    for line in lines:
        if whole(line[0]) is not None and CODE.fullmatch(code_of(line[1])) and line[3]:
            table.lines.append(line)
            continue
        if table.lines:
            yield table
            said = None
        said = heading_severity(line) or said
        table = Table(severity=said)
    if table.lines:
        yield table


def heading_severity(line: Line) -> Severity | None:
    """The one severity that the words of a heading name; None where they name none or several, or for a count."""
    if any(whole(cell) is not None for cell in line):
        return None
    words = {squash(word) for cell in line for word in re.split(r"[\s:：/(),]+", cell)}
    found = {SEVERITIES[word] for word in words if word in SEVERITIES}
    return found.pop() if len(found) == 1 else None


def references(text: str) -> list[str]:
    """Cell addresses (``E7``) and column letters (``E``) in a field's place: in brackets, or nothing but them."""
    found = _IN_BRACKETS.findall(text)
    if found:
        return [str(one) for one in found]
    return re.split(r"\s*[,;、]\s*", text.strip()) if _LIST.fullmatch(text.strip()) else []


def label_of(text: str) -> str:
    """What stands in a field's place besides addresses in brackets; empty where there are only addresses."""
    rest = _IN_BRACKETS.sub("", text).strip(" ,;")
    return "" if _LIST.fullmatch(rest) else rest
