"""What travels to a worker and back: a unit with what is known of its files, and an answer per file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as made
from typing import Any, Literal

from auditor.catalogs.plan import Asked, Unit
from auditor.catalogs.records import FeedRecord

Phase = Literal["reading", "checking", "writing"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What became of one file."""

    number: int
    """Of the planned file."""
    record: FeedRecord
    key: str = ""
    """Of content, settings, version and the files beside it; empty where the answer is not to be used again."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"number": self.number, "key": self.key, "record": self.record.as_json()}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Answer:
        """The answer that ``as_json`` made plain."""
        return Answer(
            number=stored["number"], key=stored["key"], record=FeedRecord.from_json(stored["record"])
        )


@dataclass(frozen=True, kw_only=True)
class Work:
    """A unit on its way to a worker."""

    unit: Unit
    asked: Asked
    state: str
    """Folder or address where findings are kept."""
    folder: str
    """The folder paths are relative to."""
    earlier: Mapping[int, Answer] = made(default_factory=dict)
    """Planned file → what an earlier run (or the interrupted part of this one) said of it."""
    done: frozenset[int] = frozenset()
    """Files that are answered already and are read for evidence only."""
    lost: frozenset[int] = frozenset()
    """Files that cost a worker, or too much time or memory; they are left alone."""

    known: str = ""
    """File of what the history knows of the client (``history.known``); empty: nothing is compared."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "unit": asdict(self.unit),
            "asked": asdict(self.asked),
            "state": self.state,
            "folder": self.folder,
            "earlier": {str(number): answer.as_json() for number, answer in self.earlier.items()},
            "done": sorted(self.done),
            "lost": sorted(self.lost),
            "known": self.known,
        }

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Work:
        """The work that ``as_json`` made plain."""
        return Work(
            unit=Unit.from_json(stored["unit"]),
            asked=Asked.from_json(stored["asked"]),
            state=stored["state"],
            folder=stored["folder"],
            earlier={int(number): Answer.from_json(one) for number, one in stored["earlier"].items()},
            done=frozenset(stored["done"]),
            lost=frozenset(stored["lost"]),
            known=stored["known"],
        )
