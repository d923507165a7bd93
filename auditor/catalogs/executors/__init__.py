"""Who carries a plan out: this process, a pool of worker processes, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from auditor.catalogs.work import Answer, Phase, Work

Watch = Callable[[int, Phase], None]
"""Told which file is in hand and what is done to it; may be called from several threads."""


class Executor(Protocol):
    """Carries works out and yields one answer per file, in any order.

    Closing the iterator ends all that is under way.
    """

    def answers(self, works: Iterable[Work], watch: Watch) -> Iterator[Answer]:
        """Carry out every work."""


class Here:
    """The process itself, one unit after the other. No limits of time and memory can be kept."""

    def answers(self, works: Iterable[Work], watch: Watch) -> Iterator[Answer]:
        """Carry out every work."""
        from auditor.catalogs.unit import audit_unit

        for work in works:
            yield from audit_unit(work, watch)
