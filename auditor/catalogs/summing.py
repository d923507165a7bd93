"""What a run comes to: files by status, findings by severity, clients by their errors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from auditor.catalogs.records import FeedRecord
from auditor.model import LANGUAGES, Language, Severity

SHOWN = 20
"""Files that were not audited and are named on the terminal."""
NOT_AUDITED = frozenset({"refused", "killed", "timeout"})


@dataclass(kw_only=True)
class Sums:
    """Grows with every record."""

    statuses: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    by_client: dict[str, Counter[str]] = field(default_factory=dict)
    """Client → findings by severity word, rows, ``files`` (not those skipped), ``failed`` ones, and files by status."""
    failures: list[FeedRecord] = field(default_factory=list)
    """The first SHOWN files that could not be audited."""
    languages: Counter[Language] = field(default_factory=Counter)
    """Of the reports."""
    cached: int = 0
    rows: int = 0

    def add(self, record: FeedRecord) -> None:
        """Count one file."""
        self.statuses[record.status] += 1
        self.cached += record.cached and record.status != "skipped"
        self.rows += record.rows
        self.severities.update(record.counts)
        if record.language in LANGUAGES:
            self.languages[record.language] += 1
        if record.status == "skipped" and not record.client:
            return
        mine = self.by_client.setdefault(record.client, Counter())
        mine[record.status] += 1
        if record.status != "skipped":
            mine.update(record.counts)
            mine["rows"] += record.rows
            mine["files"] += 1
        if record.status in NOT_AUDITED or record.status == "crashed":
            mine["failed"] += 1
            if len(self.failures) < SHOWN:
                self.failures.append(record)

    @property
    def language(self) -> Language:
        """The language of most reports."""
        return self.languages.most_common(1)[0][0] if self.languages else "en"

    @property
    def crashed(self) -> bool:
        """A rule or the program failed on some file."""
        return bool(self.statuses["crashed"])

    @property
    def not_audited(self) -> int:
        """Files that could not be audited."""
        return sum(self.statuses[status] for status in NOT_AUDITED)

    def failing(self, at: Severity) -> bool:
        """True when a finding weighs at least ``at``."""
        return any(self.severities[severity.word] for severity in Severity if severity >= at)

    def ranked(self) -> list[tuple[str, Counter[str]]]:
        """Clients by errors, failures, warnings, notes, worst first."""
        return sorted(
            self.by_client.items(),
            key=lambda one: (*(-one[1][word] for word in ("error", "failed", "warning", "info")), one[0]),
        )

    def worst(self, most: int = 10) -> list[tuple[str, Counter[str]]]:
        """The first ``most`` clients that have errors, warnings or files that failed."""
        return [one for one in self.ranked() if one[1]["error"] or one[1]["warning"] or one[1]["failed"]][
            :most
        ]
