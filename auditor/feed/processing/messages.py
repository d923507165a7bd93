"""The notes of cells taken apart: ``ERROR : message``, one line each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.feed.processing.words import SEVERITIES
from auditor.layouts import squash
from auditor.model import Severity

_HEAD = re.compile(r"\s*([^\s:：]{2,20})\s*[:：]\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a note; severity None where the note names none."""

    severity: Severity | None
    message: str


def said_in(text: str) -> list[Said]:
    """The messages of a note: a line that begins with a severity starts a new one, other lines continue it."""
    found: list[Said] = []
    for line in text.splitlines():
        head = _HEAD.fullmatch(line)
        severity = SEVERITIES.get(squash(head[1])) if head else None
        if head and severity:
            found.append(Said(severity, head[2].strip()))
        elif found and line.strip():
            found[-1] = Said(found[-1].severity, f"{found[-1].message}\n{line.strip()}".strip())
        elif line.strip():
            found.append(Said(None, line.strip()))
    return [one for one in found if one.message]
