"""Seconds and peak memory of the work on one file."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Meter:
    """A context manager, entered once or several times; ``seconds`` add up, ``peak_mib`` is the highest."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.peak_mib = 0.0

    def __enter__(self) -> Self:
        _reset_peak()
        self._began = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds += time.perf_counter() - self._began
        self.peak_mib = max(self.peak_mib, peak_mib())


def _reset_peak() -> None:
    """Linux: the process's high-water mark starts anew; elsewhere it is the highest since the process began."""
    try:
        _CLEAR.write_text("5")
    except OSError:
        return


def peak_mib() -> float:
    """High-water mark of this process's resident memory in MiB; 0 where the system does not say."""
    try:
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / 1024


def resident_mib(pid: int) -> float:
    """Resident memory of a process in MiB; 0 where the system does not say (only Linux does)."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / (1 << 20)
    except (OSError, IndexError, ValueError):
        return 0.0
