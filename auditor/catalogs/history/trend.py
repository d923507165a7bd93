"""How errors and warnings went over time: of everything, of a client, of a feed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from auditor.catalogs.history.chosen import NONE_YET
from auditor.catalogs.history.connect import History
from auditor.catalogs.history.errors import HistoryError
from auditor.catalogs.history.identity import whole_path
from auditor.catalogs.history.tables import audits, feeds, places, runs
from auditor.model import Text

NOT_KNOWN = Text(
    "The history knows no client and no feed “{wanted}”. Clients: {clients}. Feeds, for example: {feeds}.",
    "历史库中没有客户或文件“{wanted}”。客户：{clients}。文件例如：{feeds}。",
)
NONE = Text("none", "无")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One run: findings that stood in what it audited, and what came and went since these feeds' audits before."""

    run: str
    started: dt.datetime
    feeds: int
    refused: int
    """Feeds that could not be audited."""
    errors: int
    warnings: int
    infos: int
    accepted: int
    appeared: int
    gone: int


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Points in the order of the runs."""

    about: str
    """Client or path; empty for everything."""
    points: tuple[Point, ...]


def trend(history: History, about: str = "", most: int | None = None) -> Trend:
    """The last ``most`` runs that had to do with ``about`` (a client's name, a path or its end; empty: all).

    Raises HistoryError where nothing is known of it.
    """
    with history.reading() as connection:
        chosen, name = _chosen(connection, about)
        audited = audits.c.digest != ""

        def total(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
            return sa.func.coalesce(sa.func.sum(sa.case((audited, column), else_=0)), 0)

        sums = [
            total(audits.c[name]).label(name)
            for name in ("errors", "warnings", "infos", "accepted", "appeared", "gone")
        ]
        asked = (
            sa.select(
                runs.c.name.label("run"),
                runs.c.started,
                sa.func.sum(sa.case((audited, 1), else_=0)).label("feeds"),
                sa.func.sum(sa.case((audited, 0), else_=1)).label("refused"),
                *sums,
            )
            .join_from(audits, runs, runs.c.id == audits.c.run_id)
            .where(chosen, runs.c.finished.is_not(None))
            .group_by(runs.c.id, runs.c.name, runs.c.started)
            .order_by(runs.c.id.desc())
            .limit(most)
        )
        points = [_point(row) for row in connection.execute(asked)]
    if not points:
        raise HistoryError(NONE_YET)
    return Trend(about=name, points=tuple(reversed(points)))


def _point(row: Any) -> Point:
    plain = {key: int(value) for key, value in row._mapping.items() if key not in ("run", "started")}
    return Point(run=row.run, started=row.started, **plain)


def _chosen(connection: Connection, about: str) -> tuple[sa.ColumnElement[bool], str]:
    """Which audits ``about`` means, and what to call it."""
    if not about:
        return sa.true(), ""
    clients = set(connection.execute(sa.select(feeds.c.client).distinct()).scalars())
    if about in clients:
        of_client = sa.select(feeds.c.id).where(feeds.c.client == about)
        return audits.c.feed_id.in_(of_client), about
    word = about.replace("\\", "/").rstrip("/")
    escaped = word.removeprefix("./").replace("!", "!!").replace("%", "!%").replace("_", "!_")
    ends_so = feeds.c.path.like(f"%/{escaped}", escape="!")
    led = sa.select(places.c.feed_id).where(
        (places.c.place.in_((word, whole_path(word)))) | places.c.place.like(f"%/{escaped}", escape="!")
    )
    named = sa.select(feeds.c.id, feeds.c.path).where(
        (feeds.c.path == whole_path(word)) | ends_so | feeds.c.id.in_(led)
    )
    found = connection.execute(named.order_by(feeds.c.path)).all()
    if not found:
        some = connection.execute(sa.select(feeds.c.path).order_by(feeds.c.path).limit(3)).scalars().all()
        listed = sorted(name for name in clients if name)
        raise HistoryError(
            NOT_KNOWN.format(
                wanted=about,
                clients=Text(*([", ".join(listed[:5])] * 2)) if listed else NONE,
                feeds=", ".join(some) or NONE,
            )
        )
    return audits.c.feed_id.in_([row.id for row in found]), ", ".join(row.path for row in found[:3])
