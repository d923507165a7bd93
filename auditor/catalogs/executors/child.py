"""A worker process seen from outside: give it work, hear its answers, end it when it takes too long or too much."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import IO, Any, Literal

from auditor.catalogs.executors import Watch
from auditor.catalogs.meter import resident_mib
from auditor.catalogs.work import Answer, Work

START_LIMIT = 120.0
"""Seconds a worker may take to start."""
LOOK = 0.1
"""Seconds between two looks at a worker that has limits."""
ROOMY_MIB = 1_500
"""A worker that holds more than this after a unit is replaced by a fresh one."""

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from auditor.catalogs.executors.worker import main; main()"
)

Why = Literal["died", "timeout", "memory"]


class EndedError(Exception):
    """The worker is gone: why, which file was in hand (None: none yet), what the system says of its end."""

    def __init__(self, why: Why, hand: int | None, said: str = "") -> None:
        super().__init__(f"{why}: {said}")
        self.why = why
        self.hand = hand
        self.said = said


class UnusableError(Exception):
    """The worker cannot work here at all (a folder that its machine does not have); the message says why."""


class Child:
    """One worker process. Not to be shared between threads."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._over = False

    def carry_out(self, work: Work, watch: Watch) -> Iterator[Answer]:
        """The answers for ``work``. Raises EndedError when the worker dies or goes over a limit."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        self._send(work)
        yield from self._answers(work, watch)
        if resident_mib(self.pid) > _most_idle(work.asked.memory):
            self.close()

    @property
    def pid(self) -> int:
        """Of the process, 0 before it was started."""
        return self._process.pid if self._process else 0

    def kill(self) -> None:
        """End the process from another thread; the one that uses it sees it die."""
        self._over = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.wait()

    def _start(self) -> None:
        self.close()
        if self._over:
            raise EndedError("died", None)
        paths = [os.path.abspath(path) for path in sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, json.dumps(paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self._heard = queue.SimpleQueue()
        threading.Thread(
            target=_hear, args=(self._process.stdout, self._heard), daemon=True, name="auditor-worker"
        ).start()
        message = self._next(START_LIMIT)
        if message is None or "ready" not in message:
            raise self._ended("died", None)

    def _send(self, work: Work) -> None:
        pipe = self._process.stdin if self._process else None
        try:
            if pipe is None:
                raise BrokenPipeError
            pipe.write(json.dumps(work.as_json()).encode() + b"\n")
            pipe.flush()
        except OSError:
            raise self._ended("died", None) from None

    def _answers(self, work: Work, watch: Watch) -> Iterator[Answer]:
        hand: int | None = None
        since, spent = time.monotonic(), dict[int, float]()
        asked = work.asked
        limited = bool(asked.timeout or asked.memory)
        while True:
            message = self._next(LOOK if limited else None)
            now = time.monotonic()
            if message is None:
                raise self._ended("died", hand)
            if "hand" in message:
                if hand is not None:
                    spent[hand] = spent.get(hand, 0.0) + now - since
                hand, since = message["hand"], now
                watch(hand, message["phase"])
            elif "answer" in message:
                yield Answer.from_json(message["answer"])
                since = time.monotonic()
            elif "unusable" in message:
                raise UnusableError(message["unusable"])
            elif "end" in message:
                return
            elif asked.timeout and hand is not None and spent.get(hand, 0.0) + now - since > asked.timeout:
                raise self._ended("timeout", hand)
            if asked.memory and hand is not None and resident_mib(self.pid) > asked.memory:
                raise self._ended("memory", hand)

    def _next(self, patience: float | None) -> dict[str, Any] | None:
        """The next message; None when the worker is gone, an empty one when it said nothing in ``patience`` seconds."""
        try:
            return self._heard.get(timeout=patience)
        except queue.Empty:
            return {}

    def _ended(self, why: Why, hand: int | None) -> EndedError:
        process = self._process
        if process and why == "died":
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        said = _said(process.poll() if process else None)
        self.close()
        return EndedError(why, hand, said)


def _most_idle(memory: int) -> float:
    return memory / 2 if memory else ROOMY_MIB


def _hear(source: IO[bytes] | None, heard: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    try:
        for line in source or ():
            heard.put(json.loads(line))
    except (OSError, ValueError):
        pass
    heard.put(None)


def _said(code: int | None) -> str:
    """How a process ended, in the system's words: ``SIGKILL``, ``exit code 3``."""
    if code is None:
        return ""
    if code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
