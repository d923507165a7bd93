"""Personal data is shown as its first letter: ``J***``, ``b***@***``; enough to find the row, no more."""

from __future__ import annotations

import re

from auditor.feed.table import Feed
from auditor.layouts import FIELDS
from auditor.model import Text
from auditor.wording import OPEN, Veil

HIDDEN = "***"
_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)", re.IGNORECASE)


def masked(text: str) -> str:
    """``text`` with all but its first letter hidden; blank texts stay as they are.

    An e-mail address stays recognisable as one, a link keeps its scheme only.
    """
    inner = text.strip()
    if not inner:
        return text
    link = _ADDRESS.match(inner)
    if link:
        return f"{link['scheme']}{HIDDEN}"
    name, at, _ = inner.partition("@")
    if at:
        return f"{name[:1]}{HIDDEN}@{HIDDEN}"
    return f"{inner[0]}{HIDDEN}"


def veil_of(feed: Feed, *, unmask: bool = False) -> Veil:
    """The columns of ``feed`` that hold personal data, with ``masked`` as their mask; nothing when ``unmask``."""
    if unmask:
        return OPEN
    personal = frozenset(c.position for c in feed.columns if c.field in FIELDS and FIELDS[c.field].personal)
    return Veil(columns=personal, mask=masked) if personal else OPEN


def masked_columns(veil: Veil) -> list[Text]:
    """A sentence that says what is masked; none when nothing is."""
    count = len(veil.columns)
    if not count:
        return []
    return [
        Text(
            f"Personal data in {count} column{'' if count == 1 else 's'} is masked (J***).",
            f"{count} 列个人信息已打码（J***）。",
        )
    ]
