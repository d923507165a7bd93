"""The journal of a run: one JSON line per thing that happened, on the disk before anybody hears of it.

Lines: ``run`` (name, when it began, what was asked), ``file`` (the answer for one file), ``complete`` (no file is
missing), ``end`` (roll-up and what else follows is written). A run that was killed leaves a journal without ``end``,
maybe with half a line at its end, which is cut off when the run goes on.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

from auditor.catalogs.records import FeedRecord
from auditor.catalogs.work import Answer

RUNS = "runs"
_TIME = "%Y%m%dT%H%M%SZ"
KEPT = 10
"""Journals of finished runs that are kept."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The first line of a journal."""

    name: str
    started: dt.datetime
    digest: str
    arguments: str


def new_name(moment: dt.datetime, last: str = "") -> str:
    """A name that is unique and sorts by time: ``20261124T181500Z-3f2a``.

    It sorts after ``last``, the newest run before it, even if the clock went backwards.
    """
    try:
        before = dt.datetime.strptime(last.split("-")[0], _TIME).replace(tzinfo=dt.UTC)
        moment = max(moment, before + dt.timedelta(seconds=1))
    except ValueError:
        pass
    return f"{moment:{_TIME}}-{secrets.token_hex(2)}"


class Journal:
    """An open journal. ``put`` returns when the lines are on the disk."""

    def __init__(self, path: Path, head: Head | None = None) -> None:
        """Open a new journal with ``head``, or go on with the one that stands at ``path``. Raises OSError."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb" if head else "r+b", buffering=0)
        self._at = 0
        if head:
            self._add([{"run": {**head.__dict__, "started": head.started.isoformat()}}])
        else:
            self._at = _whole_lines(path)
            self._file.truncate(self._at)
            self._file.seek(self._at)

    def put(self, answers: Sequence[Answer]) -> list[int]:
        """Write answers; the places (bytes from the start) of their lines."""
        return self._add([{"file": answer.as_json()} for answer in answers])

    def complete(self, moment: dt.datetime) -> None:
        """Write that every file has its answer."""
        self._add([{"complete": moment.isoformat()}])

    def end(self, moment: dt.datetime) -> None:
        """Write that all is done, what is made of the answers too."""
        self._add([{"end": moment.isoformat()}])

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _add(self, entries: Iterable[dict[str, Any]]) -> list[int]:
        places, lines = [], []
        at = self._at
        for entry in entries:
            line = json.dumps(entry, separators=(",", ":")).encode() + b"\n"
            places.append(at)
            lines.append(line)
            at += len(line)
        data = b"".join(lines)
        while data:
            data = data[self._file.write(data) :]
        os.fsync(self._file.fileno())
        self._at = at
        return places


def _whole_lines(path: Path) -> int:
    """Bytes up to the end of the last whole line."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        while size:
            step = min(size, 1 << 16)
            file.seek(size - step)
            found = file.read(step).rfind(b"\n")
            if found >= 0:
                return size - step + found + 1
            size -= step
    return 0


def read_head(path: Path) -> Head | None:
    """What the first line says; None for a journal without one (the run died at once)."""
    try:
        with path.open("rb") as file:
            stored = json.loads(file.readline())["run"]
        return Head(
            name=stored["name"],
            started=dt.datetime.fromisoformat(stored["started"]),
            digest=stored["digest"],
            arguments=stored["arguments"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def finished(path: Path) -> bool:
    """True when the last line says so."""
    return _last_line(path).startswith(b'{"end"')


def completed(path: Path) -> dt.datetime | None:
    """When every file had its answer, by the last line; None where some are missing still."""
    try:
        return dt.datetime.fromisoformat(json.loads(_last_line(path))["complete"])
    except (ValueError, KeyError, TypeError):
        return None


def _last_line(path: Path) -> bytes:
    """The last line if it is short; a part of it otherwise."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 200))
        return file.read().rstrip(b"\n").rsplit(b"\n", 1)[-1]


def answers_in(path: Path) -> Iterator[tuple[int, Answer]]:
    """(Place, answer) of every whole file line."""
    at = 0
    with path.open("rb") as file:
        for line in file:
            if line.startswith(b'{"file"') and line.endswith(b"\n"):
                yield at, Answer.from_json(json.loads(line)["file"])
            at += len(line)


def answer_at(path: Path, place: int) -> Answer:
    """The answer of the line at ``place``."""
    with path.open("rb") as file:
        file.seek(place)
        return Answer.from_json(json.loads(file.readline())["file"])


def journals(state: Path) -> list[Path]:
    """The journals of a run folder, newest first."""
    return sorted((state / RUNS).glob("*.jsonl"), reverse=True)


def prune(state: Path) -> None:
    """Remove all but the newest journals."""
    for path in journals(state)[KEPT:]:
        path.unlink(missing_ok=True)


class Records(Sequence[FeedRecord]):
    """The records of a run, read from the journal when they are asked for: memory stays flat however many there are."""

    def __init__(self, path: Path, places: Sequence[int]) -> None:
        self._path = path
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, wanted: int) -> FeedRecord: ...
    @overload
    def __getitem__(self, wanted: slice) -> Records: ...
    def __getitem__(self, wanted: int | slice) -> FeedRecord | Records:
        if isinstance(wanted, slice):
            return Records(self._path, self._places[wanted])
        return answer_at(self._path, self._places[wanted]).record

    def __iter__(self) -> Iterator[FeedRecord]:
        with self._path.open("rb") as file:
            for place in self._places:
                file.seek(place)
                yield Answer.from_json(json.loads(file.readline())["file"]).record
