"""What is said of one sentence of the terms."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.model import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the terms, or the part of it that says one thing.

    shows: what of it a sheet can show. codes: the rules that watch it, in the order of the catalogue. unseen: what no
    sheet can show, so that nobody takes silence for consent; both texts empty where all of it can be seen.
    """

    id: str
    quote: Text
    shows: Text
    codes: tuple[str, ...]
    unseen: Text = field(default_factory=lambda: Text("", ""))


def codes(text: str) -> tuple[str, ...]:
    """``"OP201-205 TX301"`` → every code named, ranges written out."""
    found: list[str] = []
    for part in text.split():
        first, _, last = part.partition("-")
        family, number = first[:2], int(first[2:])
        found += [f"{family}{n:03}" for n in range(number, int(last or number) + 1)]
    return tuple(found)
