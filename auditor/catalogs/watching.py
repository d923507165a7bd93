"""Files that have stopped growing: a folder is looked at again and again (polling works on network shares too)."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.catalogs.walk import walk_local
from auditor.model import Text
from auditor.report.files import write_file

MEMORY = "watched.json"
"""File in the state folder that remembers what was audited, so that a new start audits only what is new."""


@dataclass(frozen=True, slots=True)
class State:
    """A file as it stands. changed: ns since the epoch, by the file system's clock."""

    size: int
    changed: int


class Watcher:
    """Looks at a folder; knows which files are new, which still grow, and which were audited as they stand.

    out: where reports go, never looked into. settle: seconds without change after which a file counts as whole.
    """

    def __init__(
        self,
        folder: str,
        out: str,
        *,
        settle: float,
        audited: Mapping[str, State] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self.audited: dict[str, State] = dict(audited or {})
        self.problem: Text | None = None
        """Why the folder could not be looked at the last time."""
        self._out = out
        self._settle = settle
        self._clock = clock
        self._since: dict[str, tuple[State, float]] = {}
        self._stems: Counter[str] = Counter()
        self._once_only: dict[str, State] = {}

    @property
    def kept(self) -> dict[str, State]:
        """What the next watch need not audit again."""
        return {path: state for path, state in self.audited.items() if self._once_only.get(path) != state}

    @property
    def waiting(self) -> int:
        """Files that are not audited as they stand."""
        return sum(1 for path, (state, _) in self._since.items() if self.audited.get(path) != state)

    def ready(self) -> list[str]:
        """Look once: paths of files that have stopped changing and are not audited as they stand, the oldest first."""
        now = self._clock()
        found = self._look()
        if self.problem is None:
            self.audited = {path: state for path, state in self.audited.items() if path in found}
        self._since = {
            path: (
                state,
                self._since[path][1] if path in self._since and self._since[path][0] == state else now,
            )
            for path, state in found.items()
        }
        self._stems = Counter(map(_stem, found))
        whole = [
            (state.changed, path)
            for path, (state, since) in self._since.items()
            if self.audited.get(path) != state and now - since >= self._settle
        ]
        return [path for _, path in sorted(whole)]

    def state(self, path: str) -> State:
        """How a file stood when the folder was last looked at."""
        return self._since[path][0]

    def has_namesake(self, path: str) -> bool:
        """True where another file in the same folder differs from this one in its ending only."""
        return self._stems[_stem(path)] > 1

    def done(self, path: str, state: State, *, keep: bool = True) -> None:
        """The file was audited as it stood before the audit; if it changed meanwhile its turn comes again.

        keep: False where the file itself was not looked at (wrong settings): the next watch tries it again.
        """
        self.audited[path] = state
        if not keep:
            self._once_only[path] = state

    def _look(self) -> dict[str, State]:
        found: dict[str, State] = {}
        self.problem = None
        for one in walk_local(self.folder, (self._out,)):
            if one.kind == "refused" and not one.parts:
                self.problem = one.reason
            if one.kind != "feed":
                continue
            try:
                status = os.stat(one.path)
            except OSError:
                continue  # gone since the folder was listed
            found[one.path] = State(status.st_size, status.st_mtime_ns)
        return found


def _stem(path: str) -> str:
    return os.path.splitext(path)[0].casefold()


def remembered(place: Path) -> dict[str, State]:
    """What an earlier watch audited; nothing where the memory is absent or damaged."""
    try:
        stored = json.loads(place.read_text(encoding="utf-8"))
        return {path: State(int(size), int(changed)) for path, (size, changed) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def remember(place: Path, audited: Mapping[str, State]) -> None:
    """Write the memory in one step. Raises ReportError."""
    plain = {path: [state.size, state.changed] for path, state in audited.items()}
    # Names that are not valid UTF-8 hold lone surrogates, which JSON escapes.
    write_file(place, lambda path: _write(path, json.dumps(plain)))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
