"""What a run is to do: clients, their files, settings that apply, and what is left out and why.

A plan is plain data that fits into JSON: it travels to worker processes and other machines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as made
from typing import Any

from auditor import __version__
from auditor.catalogs.records import FeedRecord, Status
from auditor.model import Language, Text

MOST_TOGETHER = 200
"""Files of one client audited together; with more of them each is audited on its own."""
MOST_BYTES = 1 << 30
"""Bytes of one client's files audited together."""

ALONE = Text(
    "The client has too many or too large files to be audited together; this one was audited on its own.",
    "该客户的文件过多或过大，无法一起审核；此文件为单独审核。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedFile:
    """One file to audit."""

    number: int
    """Its place in the run, from 0; files left out have numbers too."""
    path: str
    """As a person would type it, or an address."""
    stem: str
    """Name of its reports without ``.audit.*``."""
    layers: tuple[str, ...] = ()
    """Settings files that apply, farthest first."""
    marketplace: str = ""
    size: int = 0
    """Bytes, 0 where not known."""
    beside: str = ""
    """Digest of what may belong to orders in the file's folder; empty where there is nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """The files of one client, audited together."""

    number: int
    client: str
    folder: str
    """Where its reports go: a folder or an address."""
    files: tuple[PlannedFile, ...]
    alone: bool = False
    """The client has further files that are audited apart from these."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Unit:
        """The unit that ``dataclasses.asdict`` made plain."""
        files = tuple(PlannedFile(**{**file, "layers": tuple(file["layers"])}) for file in stored["files"])
        return Unit(**{**stored, "files": files})


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A file or folder that is not audited, and why."""

    number: int
    path: str
    client: str
    reason: Text
    status: Status = "skipped"

    def record(self) -> FeedRecord:
        """What the run says of it."""
        return FeedRecord(path=self.path, client=self.client, status=self.status, reason=self.reason)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of every file."""

    formats: tuple[str, ...] = ("xlsx",)
    config: str = ""
    """One settings file that holds for all and replaces what stands in the folders."""
    encoding: str = ""
    language: Language | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unmask: bool = False
    since_last: bool = False
    """Say in the reports what changed since the last audit."""
    timeout: float = 0.0
    """Seconds a file may take; 0: no limit."""
    memory: int = 0
    """MiB a worker may have while it audits a file; 0: no limit."""

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Asked:
        """What ``dataclasses.asdict`` made plain."""
        lists = {name: tuple(stored[name]) for name in ("formats", "select", "ignore")}
        return Asked(**{**stored, **lists})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A run before it is carried out."""

    out: str
    """Folder or address the reports go to."""
    asked: Asked
    units: Sequence[Unit]
    left_out: Sequence[LeftOut] = ()
    arguments: str = ""
    """The command line, as typed."""
    names: tuple[str, ...] = made(default=())
    """What was named: folders, files, addresses, a manifest."""

    @property
    def total(self) -> int:
        """Files with a number, those left out among them."""
        return self.audited + len(self.left_out)

    @property
    def audited(self) -> int:
        """Files to audit."""
        return sum(len(unit.files) for unit in self.units)

    def digest(self) -> str:
        """Tells an interrupted run from another: what was asked of which places, by which version."""
        asked = {**asdict(self.asked), "timeout": 0, "memory": 0}
        stated = json.dumps([asked, self.out, self.names, __version__], sort_keys=True)
        return hashlib.sha256(stated.encode()).hexdigest()[:16]

    def files(self) -> Iterator[tuple[Unit, PlannedFile]]:
        """Every file to audit with its unit."""
        for unit in self.units:
            for file in unit.files:
                yield unit, file
