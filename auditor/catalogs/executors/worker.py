"""A worker process: takes works as JSON lines on standard input, answers as JSON lines on what was standard output.

It is started as a fresh interpreter (no fork, no import of the caller's main module): it behaves alike everywhere.
When the process that started it is gone, standard input ends, and so does the worker, in the middle of a file too.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO

THREAD_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
HEADROOM_MIB = 512
"""Address space beyond twice the memory limit: libraries reserve more than they use."""


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _own_output()
    works: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, works), daemon=True).start()
    _prepare()
    _say(out, {"ready": os.getpid()})
    limited = False
    while True:
        stated = works.get()
        memory = stated["asked"]["memory"]
        if memory and not limited:
            _limit_memory(memory)
            limited = True
        _serve(out, stated)


def _own_output() -> BinaryIO:
    """Standard output for answers alone; whatever a library prints goes to standard error."""
    own = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return own


def _listen(source: BinaryIO, works: queue.SimpleQueue[dict[str, Any]]) -> None:
    for line in source:
        works.put(json.loads(line))
    os._exit(0)


def _prepare() -> None:
    """Import what every audit needs, one thread per library: the pool has as many workers as there are cores."""
    for name in THREAD_SETTINGS:
        os.environ.setdefault(name, "1")
    import pyarrow as pa

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    from auditor.rules import all_rules

    all_rules()
    import auditor.catalogs.unit
    import auditor.report.xlsx  # noqa: F401


def _limit_memory(mib: int) -> None:
    """POSIX: an allocation far beyond the limit fails at once; what creeps up is seen from outside."""
    if sys.platform == "win32":
        return
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return
    most = now + (2 * mib + HEADROOM_MIB) * (1 << 20)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _serve(out: BinaryIO, stated: dict[str, Any]) -> None:
    from auditor.catalogs.unit import audit_unit
    from auditor.catalogs.work import Work

    work = Work.from_json(stated)
    try:
        os.chdir(work.folder)
    except OSError as error:
        _say(out, {"unusable": f"{work.folder}: {error.strerror}"})
        return
    for answer in audit_unit(work, lambda number, phase: _say(out, {"hand": number, "phase": phase})):
        _say(out, {"answer": answer.as_json()})
    _say(out, {"end": True})


def _say(out: BinaryIO, message: dict[str, Any]) -> None:
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[out.write(data) :]
