"""What became of each feed of a run, as plain facts that travel between processes, into roll-ups and into the history.

A *unit* is what is audited together: the files of one client (cross-file evidence needs them side by side). A unit
yields one :class:`FeedRecord` per file it was given, whatever happened. Findings themselves do not travel: they lie in
an Arrow file beside the reports, one per audited feed, with the columns of :data:`FINDINGS_SCHEMA`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as made
from typing import Any, Literal

import pyarrow as pa

from auditor import __version__
from auditor.model import Text

Status = Literal["audited", "refused", "crashed", "killed", "timeout", "skipped"]
"""``refused``: bad input, one sentence says why. ``crashed``: a rule or the program failed. ``killed``: its worker
died (memory, signal). ``timeout``: over the time allowed. ``skipped``: not a feed, or nothing to audit."""

Kind = Literal["new", "fixed", "still", "back", "accepted"]
"""How a finding stands against an earlier run. ``back``: it was fixed, or accepted until a day that has passed, and
has come back."""

FINDINGS_SCHEMA = pa.schema(
    [
        ("fingerprint", pa.string()),
        ("code", pa.string()),
        ("severity", pa.int8()),
        ("accepted", pa.bool_()),
        ("sheet", pa.string()),
        ("row", pa.int32()),
        ("column", pa.string()),
        ("field", pa.string()),
        ("sku", pa.string()),
        ("value", pa.string()),
        ("message_en", pa.string()),
        ("message_zh", pa.string()),
    ]
)
"""``row`` and ``column`` are null for a finding about the whole file; ``value`` and messages are masked where the
reports are (personal data)."""


@dataclass(frozen=True, kw_only=True)
class FeedRecord:
    """One file of a run."""

    path: str
    """As a person would type it (or an fsspec URL)."""
    client: str
    """Name of the client the file belongs to; empty where files were named one by one."""
    status: Status
    reason: Text = made(default_factory=lambda: Text("", ""))
    """Why it was not audited, or was cut short; empty otherwise."""
    sha256: str = ""
    size: int = 0
    """Bytes."""
    layout: str = ""
    marketplace: str = ""
    language: str = ""
    rows: int = 0
    counts: Mapping[str, int] = made(default_factory=dict)
    """Severity word → open findings; ``accepted`` → accepted ones."""
    codes: Mapping[str, int] = made(default_factory=dict)
    """Rule code → open findings."""
    severities: Mapping[str, int] = made(default_factory=dict)
    """Rule code → its highest severity number among the open findings."""
    reports: tuple[str, ...] = ()
    findings: str = ""
    """Path of the Arrow file with its findings; empty unless audited."""
    settings_hash: str = ""
    """Of the effective settings: changed settings make another audit."""
    seconds: float = 0.0
    peak_mib: float = 0.0
    cached: bool = False
    """Taken over from an earlier run: content, settings and version were the same."""
    version: str = __version__
    sketch: tuple[int, ...] = ()
    """``auditor.changes.sketch_of`` its feed: tells that a file of another name holds the same products."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON, ``reason`` in both languages."""
        return asdict(self)

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> FeedRecord:
        """The record that ``as_json`` made; unknown keys of later versions are left out."""
        known = {name: stored[name] for name in FeedRecord.__dataclass_fields__ if name in stored}
        known["reason"] = Text(**known.get("reason", {"en": "", "zh": ""}))
        known["reports"] = tuple(known.get("reports", ()))
        known["sketch"] = tuple(known.get("sketch", ()))
        return FeedRecord(**known)


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """One run over many feeds."""

    name: str
    """Unique and sortable: ``20261124T181500Z-3f2a``."""
    started: dt.datetime
    """Aware, UTC."""
    finished: dt.datetime | None
    feeds: Sequence[FeedRecord]
    """One per file, in the order of the plan; may be read from the disk as it is asked for."""
    arguments: str = ""
    """The command line, as typed."""
    version: str = __version__


@dataclass(frozen=True, kw_only=True)
class Change:
    """How one finding stands against an earlier run, or how many do."""

    client: str
    path: str
    """Of the feed in the newer run."""
    kind: Kind
    code: str
    severity: int
    fingerprint: str
    sku: str = ""
    field: str = ""
    row: int | None = None
    column: str = ""
    message: Text = made(default_factory=lambda: Text("", ""))


@dataclass(frozen=True, kw_only=True)
class ChangeCount:
    """How many findings of one client stand in one way against an earlier run; several of a kind add up."""

    client: str
    kind: Kind
    severity: int
    count: int
