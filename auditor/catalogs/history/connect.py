"""Opening a history: SQLite in one file (WAL), or PostgreSQL by its address; brought to the newest form on the way.

Writers of one history wait for each other: SQLite's transactions that write begin with the write lock, PostgreSQL's
take advisory locks. A history that a newer program has written is refused; there is no way back to an older form.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError

from auditor.catalogs.history import errors
from auditor.catalogs.history.tables import HEAD

FILE_NAME = "history.sqlite"
FOLDER = ".auditor"
WAIT = 60.0
"""Seconds that one writer waits for another."""

_LOCK = 0x617564
"""Advisory lock of migrations in PostgreSQL; clients' locks have a second number."""


def default_place(out: Path) -> str:
    """The history in the folder of the reports."""
    return str(out / FOLDER / FILE_NAME)


@dataclass(frozen=True)
class History:
    """An open history; close it, or use it as a context manager."""

    engine: Engine
    place: str
    """As people know it, without a password."""

    def __enter__(self) -> History:
        """The history itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @property
    def postgres(self) -> bool:
        """True where a server keeps it."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the history; raises HistoryError."""
        with errors.in_words(self.place), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, lock: int = 0) -> Iterator[Connection]:
        """A transaction that other writers (of the same ``lock``, in PostgreSQL) wait for; raises HistoryError."""
        with errors.in_words(self.place), self.engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                if self.postgres:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, lock)))
                yield connection


def open_history(place: str, *, wait: float = WAIT, must_exist: bool = False) -> History:
    """The history at ``place`` (file name or ``postgresql://`` address), made or migrated where needed.

    wait: seconds to wait for another writer. must_exist: refuse a file that is not there. Raises HistoryError.
    """
    url = _url(place)
    name = errors.shown(url)
    if url.get_backend_name() == "sqlite":
        _check_file(Path(url.database or ""), name, must_exist)
        engine = _sqlite(url, wait)
    else:
        engine = _postgres(url, wait)
    history = History(engine, name)
    try:
        _bring_up_to_date(history)
    except errors.HistoryError:
        history.close()
        raise
    return history


def _url(place: str) -> URL:
    try:
        url = sa.make_url(place) if "://" in place else URL.create("sqlite", database=place)
    except ArgumentError:
        raise errors.refused(errors.ADDRESS, place.rsplit("@", 1)[-1]) from None
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database:
        return url.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise errors.refused(errors.ADDRESS, errors.shown(url) if backend else place)


def _check_file(path: Path, name: str, must_exist: bool) -> None:
    if path.is_dir():
        raise errors.refused(errors.FOLDER, name)
    if must_exist and not path.exists():
        raise errors.refused(errors.ABSENT, name)
    with errors.in_words(name):
        path.parent.mkdir(parents=True, exist_ok=True)


def _sqlite(url: URL, wait: float) -> Engine:
    path = Path(url.database or "")
    options: dict[str, Any] = {"timeout": wait, "isolation_level": None}
    closed = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    if closed:
        # SQLite wants to make files beside one in WAL mode, even to read it, unless it is told that nobody writes.
        alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
        address = f"file:{quote(str(path.absolute()))}?mode=ro{alone}"
        engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True, **options))
    else:
        engine = sa.create_engine(url, connect_args=options)

    @sa.event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _: object) -> None:
        for word in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
            try:
                raw.execute(f"PRAGMA {word}").fetchone()
            except sqlite3.OperationalError as error:
                if "readonly" not in str(error):
                    raise

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: URL, wait: float) -> Engine:
    arguments: dict[str, Any] = {"connect_timeout": max(1, round(min(wait, 10)))}
    arguments["options"] = f"-c lock_timeout={round(wait * 1000)} -c timezone=UTC"
    try:
        return sa.create_engine(url, connect_args=arguments)
    except ModuleNotFoundError:
        raise errors.refused(errors.DRIVER, errors.shown(url)) from None


def _bring_up_to_date(history: History) -> None:
    with history.reading() as connection:
        found = _revision(connection, history.place)
    if found == HEAD:
        return
    with history.writing() as connection:
        found = _revision(connection, history.place)
        if found != HEAD:
            _migrate(connection, history.place, found)


def _revision(connection: Connection, place: str) -> str:
    """The form the history is in; empty where it is new. Raises HistoryError where it is not one of ours."""
    names = set(sa.inspect(connection).get_table_names())
    if "alembic_version" not in names:
        if names & {"runs", "feeds", "spans"} or (names and connection.dialect.name == "sqlite"):
            raise errors.refused(errors.FOREIGN, place)
        return ""
    if "spans" not in names:
        raise errors.refused(errors.FOREIGN, place)
    return str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(connection: Connection, place: str, found: str) -> None:
    """Upgrade inside the transaction that is open; raises HistoryError for a form this program does not know."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if found and found not in {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}:
        raise errors.refused(errors.NEWER, place)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
