"""One run per folder: a lock that the system releases when its process dies, however it dies."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import socket
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from auditor.model import Text

WAITING = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
NAME = "lock"


class BusyError(Exception):
    """Another run has the folder; the sentence says which."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


class Lock:
    """A context manager over a lock file in ``folder``; raises BusyError where another process has it.

    The lock is the system's own (flock, or a locked byte on Windows): one left by a dead process does not count. The
    file says who has it: process, machine, since when.
    """

    def __init__(self, folder: Path, name: str = NAME) -> None:
        self.path = folder / name
        self._file: IO[bytes] | None = None
        self.stale = False
        """An earlier holder died without giving it back."""

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644), "r+b", buffering=0)
        try:
            _take(file)
        except OSError as error:
            holder = _holder(file)
            file.close()
            if error.errno not in WAITING:
                raise
            raise BusyError(_busy(self.path.parent, holder)) from None
        self.stale = bool(_holder(file))
        _write(
            file,
            {
                "pid": os.getpid(),
                "host": socket.gethostname(),
                "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            },
        )
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        file, self._file = self._file, None
        if file is not None:
            _write(file, None)
            _give_back(file)
            file.close()


def _take(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _give_back(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_UN)


def _write(file: IO[bytes], holder: dict[str, object] | None) -> None:
    file.seek(0)
    file.truncate()
    if holder:
        file.write(json.dumps(holder).encode())


def _holder(file: IO[bytes]) -> dict[str, object]:
    """Who the file says has the lock; empty where it says nothing."""
    try:
        file.seek(0)
        stored = json.loads(file.read(4096) or b"{}")
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _busy(folder: Path, holder: dict[str, object]) -> Text:
    pid, host, since = (holder.get(name, "?") for name in ("pid", "host", "since"))
    return Text(
        f"Another run (process {pid} on {host}, since {since}) works in {folder}; wait for it, or choose another "
        "folder with --out.",
        f"另一个任务（{host} 上的进程 {pid}，始于 {since}）正在使用 {folder}；"
        "请等待其结束，或用 --out 选择其他文件夹。",
    )
