"""Histories that cannot be used: a sentence, never a traceback, and never a lost audit."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from auditor.catalogs.history.connect import open_history
from auditor.catalogs.history.errors import HistoryError
from auditor.catalogs.history.tables import HEAD, NAMES
from tests.history_case import feed, run
from tests.postgres_server import as_user


def problem(place: str, **more: object) -> str:
    with pytest.raises(HistoryError) as caught:
        open_history(place, wait=0.2, **more)  # type: ignore[arg-type]
    assert caught.value.problem.zh
    assert "\n" not in caught.value.problem.en
    return caught.value.problem.en


def made(tmp_path: Path) -> Path:
    place = tmp_path / "history.sqlite"
    with open_history(str(place)) as history:
        run(history, "r1", feed("acme/a.csv", [("A", "OP201")]))
    return place


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_migrations_make_the_tables_as_declared(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    place = str(tmp_path / "h.sqlite") if kind == "sqlite" else request.getfixturevalue("postgres_database")
    with open_history(place) as history, history.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), NAMES) == []
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == HEAD


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_history_of_a_newer_version_is_left_alone(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = str(tmp_path / "h.sqlite") if kind == "sqlite" else request.getfixturevalue("postgres_database")
    with open_history(place) as history, history.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version of auditor" in problem(place)
    with (
        open_history.__globals__["_sqlite"](sa.make_url(f"sqlite:///{place}"), 1).connect()
        if kind == "sqlite"
        else (sa.create_engine(place.replace("postgresql", "postgresql+psycopg")).connect()) as connection
    ):
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_no_database_another_program_a_folder(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database at all, but long enough to be looked at " * 30)
    assert "is not a history of audits, or is damaged" in problem(str(text))
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    assert "of another program" in problem(str(other))
    assert "is a folder" in problem(str(tmp_path))
    assert "no history at" in problem(str(tmp_path / "none.sqlite"), must_exist=True)
    (tmp_path / "file").touch()
    assert "cannot be made" in problem(str(tmp_path / "file" / "h.sqlite"))
    assert "no address" in problem("mysql://host/db")
    assert "no address" in problem("http://[")


def test_a_locked_history(tmp_path: Path) -> None:
    place = made(tmp_path)
    holder = sqlite3.connect(place, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with (
            open_history(str(place), wait=0.2) as history,
            pytest.raises(HistoryError, match="keeps the history"),
        ):
            run(history, "r2", feed("acme/a.csv", []))
    finally:
        holder.close()
    with open_history(str(place)) as history:
        run(history, "r2", feed("acme/a.csv", []))


def test_a_full_disk_keeps_what_was_recorded(tmp_path: Path) -> None:
    place = made(tmp_path)
    with open_history(str(place)) as history:

        @sa.event.listens_for(history.engine, "connect")
        def small(raw: sqlite3.Connection, _: object) -> None:
            raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0] + 1}")

        history.engine.dispose()
        many = feed("acme/a.csv", [(f"S{n}", "OP201") for n in range(5000)])
        with pytest.raises(HistoryError, match="is full"):
            run(history, "r2", many)
    with open_history(str(place)) as history, history.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM spans")).scalar() == 1


def test_a_history_that_may_only_be_read(tmp_path: Path) -> None:
    place = made(tmp_path)
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from auditor.catalogs.history.connect import open_history\n"
        "from auditor.catalogs.history.record import begin\n"
        "from auditor.catalogs.history.trend import trend\n"
        "from auditor.model import FeedError\n"
        "import datetime as dt\n"
        "try:\n"
        "    with open_history(sys.argv[1]) as h:\n"
        "        print(len(trend(h).points))\n"
        "        begin(h, name='x', started=dt.datetime.now(dt.UTC), rules={})\n"
        "except FeedError as e: print(e.problem.en)\n"
    )
    folder = tmp_path
    while os.geteuid() == 0 and folder not in (Path(tempfile.gettempdir()), folder.parent):
        folder.chmod(folder.stat().st_mode | 0o055)
        folder = folder.parent
    place.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        said = subprocess.run(
            as_user(sys.executable, "-c", code, str(place), str(Path.cwd())),
            capture_output=True, text=True, check=True, timeout=60, cwd="/",
        )  # fmt: skip
    except (subprocess.CalledProcessError, OSError) as error:
        pytest.skip(f"no other user may run this Python here: {error}")
    finally:
        tmp_path.chmod(0o755)
    points, sentence = said.stdout.splitlines()
    assert points == "1", "it can still be asked"
    assert "cannot be written to" in sentence


def test_a_server_that_is_not_there_and_no_password_in_the_sentence() -> None:
    said = problem("postgresql://me:secret@127.0.0.1:1/h")
    assert "does not answer" in said
    assert "secret" not in said


def test_two_programs_make_one_history(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    place = str(tmp_path / "new" / "h.sqlite")

    def begin(number: int) -> None:
        with open_history(place) as history:
            run(history, f"r{number}", feed("acme/a.csv", [("A", "OP201")]))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, range(4)))
    with open_history(place) as history, history.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM runs")).scalar() == 4
        assert connection.execute(sa.text("SELECT count(*) FROM feeds")).scalar() == 1
