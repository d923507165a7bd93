"""In a worker: how the files of a unit stand against what the history knew of their client when the run began."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from auditor.catalogs.plan import Unit
from auditor.changes import sketch_of
from auditor.engine import Audit
from auditor.feed.places import is_url, read_url
from auditor.feed.table import Feed

if TYPE_CHECKING:
    from auditor.catalogs.history.identity import Match
    from auditor.catalogs.history.known import Known

LARGEST = 4 << 30
"""Bytes of what is known of a client."""


class Standing:
    """The files of ``unit`` against the file ``known`` (``Known.write``; empty: nothing is compared).

    feeds: number of a planned file → its feed, as far as it could be read; complete before the first question.
    """

    def __init__(self, unit: Unit, known: str, feeds: Mapping[int, Feed]) -> None:
        self._unit, self._place, self._feeds = unit, known, feeds

    def settled(self, path: str) -> bool:
        """True where the last report of the file at ``path`` still holds: nothing had changed then either."""
        if not self._place:
            return True
        from auditor.catalogs.history.identity import place_of

        place = place_of(path, self._unit.client)
        return any(feed.settled for feed in self._known.feeds if place in feed.places)

    def compared(self, audit: Audit, number: int) -> Audit:
        """``audit`` of the planned file ``number`` with its changes; as it is where nothing is compared."""
        if not self._place:
            return audit
        findings = audit.findings
        prints = pa.array(findings.fingerprints(findings.values()), pa.string())
        changes = self._known.changes(
            self._matches[number], prints, findings.severities, findings.accepted >= 0
        )
        return replace(audit, changes=changes)

    @cached_property
    def _known(self) -> Known:
        from auditor.catalogs.history.known import Known

        if is_url(self._place):
            return Known.read(io.BytesIO(read_url(self._place, LARGEST)))
        return Known.read(Path(self._place))

    @cached_property
    def _matches(self) -> dict[int, Match]:
        from auditor.catalogs.history.identity import Described, place_of, whole_path

        files = []
        for file in self._unit.files:
            feed = self._feeds.get(file.number)
            files.append(
                Described(
                    path=whole_path(file.path),
                    place=place_of(file.path, self._unit.client),
                    layout=feed.layout if feed else "",
                    marketplace=feed.marketplace if feed else "",
                    sketch=sketch_of(feed) if feed else (),
                    sha256=feed.source.sha256 if feed else "",
                    audited=feed is not None and not self._unit.alone,
                )
            )
        numbers = (file.number for file in self._unit.files)
        return dict(zip(numbers, self._known.matched(files), strict=True))
