"""Which feed a file is: its place within its client, or, where the file was renamed, what it holds.

A daily export carries another date in its name every day; it is the same feed as long as most of its products are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditor.catalogs.records import FeedRecord
from auditor.changes import likeness

LIKE = 0.5
"""Share of common products from which two files are versions of one feed."""
_SERIES = 0.25
"""What a name that differs in digits only weighs beside the products."""


@dataclass(frozen=True, kw_only=True)
class Described:
    """A file as far as it matters for knowing it again."""

    path: str
    """Absolute, or a URL."""
    place: str
    layout: str = ""
    marketplace: str = ""
    sketch: tuple[int, ...] = ()
    sha256: str = ""
    audited: bool = True


@dataclass(frozen=True, kw_only=True)
class KnownFeed:
    """A feed of the history, as of its last audit."""

    id: int
    path: str
    places: frozenset[str]
    layout: str = ""
    marketplace: str = ""
    sketch: tuple[int, ...] = ()
    sha256: str = ""
    since: str = ""
    """Name of the run of its last audit; empty where it was never audited."""
    moment: float = 0.0
    """When that run began, in seconds since 1970."""
    settled: bool = False
    """That audit found the same as the one before."""


@dataclass(frozen=True)
class Match:
    """The feed a file is; None: it was never seen. renamed_from: its path before, where it was another one."""

    feed: KnownFeed | None
    renamed_from: str = ""


def whole_path(path: str) -> str:
    """A local path made absolute, with slashes; a URL as it is."""
    return path if "://" in path else os.path.abspath(path).replace(os.sep, "/")


def place_of(path: str, client: str) -> str:
    """The path within the client's folder; the whole path where no folder bears the client's name."""
    whole = whole_path(path)
    parts = PurePosixPath(whole).parts
    if client and client in parts[:-1]:
        start = len(parts) - 1 - parts[:-1][::-1].index(client)
        return "/".join(parts[start:])
    return whole


def described(record: FeedRecord) -> Described:
    """A record of a run as a file to be known again."""
    return Described(
        path=whole_path(record.path),
        place=place_of(record.path, record.client),
        layout=record.layout,
        marketplace=record.marketplace,
        sketch=tuple(record.sketch),
        sha256=record.sha256,
        audited=record.status == "audited",
    )


def matched(files: Sequence[Described], known: Sequence[KnownFeed]) -> list[Match]:
    """The feed of each of one client's ``files``: by place first, then what was renamed, likest first."""
    by_place = {place: feed for feed in known for place in feed.places}
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for number, file in enumerate(files):
        feed = by_place.get(file.place)
        if feed and feed.id not in taken:
            taken.add(feed.id)
            found[number] = Match(feed, feed.path if feed.path != file.path else "")
    present = {file.path for file in files}
    pairs = [
        (score, feed.moment, -number, feed)
        for feed in known
        if feed.id not in taken
        for number, file in enumerate(files)
        if number not in found and file.audited and (score := _score(file, feed, present)) >= LIKE
    ]
    for _, _, place, feed in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if -place not in found and feed.id not in taken:
            taken.add(feed.id)
            found[-place] = Match(feed, feed.path)
    return [found.get(number, Match(None)) for number in range(len(files))]


def _score(file: Described, feed: KnownFeed, present: set[str]) -> float:
    """How sure it is that ``file`` is ``feed`` under another name; below LIKE: it is not."""
    series = _series(file.path) == _series(feed.path)
    gone = feed.path not in present and not ("://" not in feed.path and os.path.exists(feed.path))
    same_kind = file.layout == feed.layout and file.marketplace == feed.marketplace
    if not feed.since or not same_kind or not (gone or series):
        return 0.0
    if file.sha256 and file.sha256 == feed.sha256:
        return 2.0
    if not file.sketch and not feed.sketch:
        return LIKE if series else 0.0
    like = likeness(file.sketch, feed.sketch)
    return like + _SERIES * series if like >= LIKE else 0.0


def _series(path: str) -> str:
    """A name without its numbers, and without the marks of copies."""
    name = PurePosixPath(path).name.casefold()
    return re.sub(r"\d+", "#", name)
