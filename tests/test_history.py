"""The history in SQLite and in PostgreSQL: what changed between runs, what is the same feed, who may write when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.catalogs.history.chosen import chosen_run
from auditor.catalogs.history.connect import History, open_history
from auditor.catalogs.history.diff import Difference, changes, difference
from auditor.catalogs.history.errors import HistoryError
from auditor.catalogs.history.identity import described
from auditor.catalogs.history.known import Known, known_of
from auditor.catalogs.history.tables import NAMES, audits, spans
from auditor.changes import KINDS
from auditor.model import Severity
from tests.history_case import DAY, RULES, at_rest, feed, refused, run

WARNING = int(Severity.WARNING)


@pytest.fixture(params=["sqlite", "postgres"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    place = (
        str(tmp_path / "history.sqlite")
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_database")
    )
    with open_history(place) as opened:
        yield opened


def compared(history: History, older: str = "last-1", newer: str = "last") -> Difference:
    with history.reading() as connection:
        both = chosen_run(connection, older), chosen_run(connection, newer)
    return difference(history, *both)


def listed(history: History, *kinds: str, **more: int) -> list[tuple[str, str, str]]:
    with history.reading() as connection:
        both = chosen_run(connection, "last-1"), chosen_run(connection, "last")
    return [(one.kind, one.sku, one.code) for one in changes(history, *both, kinds or KINDS, **more)]


def test_every_kind(history: History) -> None:
    run(history, "r1", feed("acme/a.csv", [("A", "OP201"), ("B", "OP201"), ("C", "ID102", WARNING)]))
    run(history, "r2", feed("acme/a.csv", [("B", "OP201"), ("C", "ID102", WARNING), ("D", "OP201")]), day=1)
    run(
        history,
        "r3",
        feed("acme/a.csv", [("A", "OP201"), ("B", "OP201"), ("C", "ID102", WARNING, True), ("E", "OP201")]),
        day=2,
    )
    assert compared(history, "r1", "r2").totals() == {
        "new": 1,
        "back": 0,
        "still": 2,
        "accepted": 0,
        "fixed": 1,
    }
    found = compared(history)
    assert found.counts() == {
        "new": {"error": 1},
        "back": {"error": 1},
        "still": {"error": 1},
        "accepted": {"warning": 1},
        "fixed": {"error": 1},
    }
    assert found.fresh(Severity.ERROR) == 2
    assert sorted(listed(history)) == [
        ("accepted", "C", "ID102"),
        ("back", "A", "OP201"),
        ("fixed", "D", "OP201"),
        ("new", "E", "OP201"),
        ("still", "B", "OP201"),
    ]
    assert listed(history, "new", "back", "fixed", most=0) == []
    assert compared(history, "r3", "r3").totals()["still"] == 3


def test_moved_rows_and_equal_findings(history: History) -> None:
    run(history, "r1", feed("acme/a.csv", [("", "OP201"), ("", "OP201"), ("Z", "ID102")]))
    run(
        history,
        "r2",
        feed("acme/a.csv", [("Z", "ID102"), ("", "OP201"), ("", "OP201"), ("", "OP201")]),
        day=1,
    )
    assert compared(history).totals() == {"new": 1, "back": 0, "still": 3, "accepted": 0, "fixed": 0}
    with history.reading() as connection:
        assert set(connection.execute(sa.select(spans.c.row, spans.c.sku))) == {
            (2, "Z"),
            (3, ""),
            (4, ""),
            (5, ""),
        }


def test_an_acceptance_that_ran_out_comes_back(history: History) -> None:
    run(history, "r1", feed("acme/a.csv", [("A", "OP201", 3, True)]))
    run(history, "r2", feed("acme/a.csv", [("A", "OP201")]), day=1)
    assert compared(history).totals()["back"] == 1
    assert compared(history).fresh(Severity.ERROR) == 1


def test_refused_feeds_are_compared_with_the_night_before(history: History) -> None:
    run(history, "r1", feed("acme/a.csv", [("A", "OP201")]), feed("acme/b.csv", [("B", "OP201")]))
    run(history, "r2", refused("acme/a.csv"), day=1)
    found = compared(history)
    assert sum(found.totals().values()) == 0, "nothing of a file that could not be read is fixed"
    assert [(one.path, one.status, one.reason.en) for one in found.feeds] == [
        ("acme/a.csv", "refused", "It is broken.")
    ]
    assert found.absent == (("acme", "acme/b.csv"),)
    run(history, "r3", feed("acme/a.csv", [("A", "OP201"), ("N", "OP201")]), day=2)
    assert compared(history).totals() | {"new": 1, "still": 1} == compared(history).totals()


def test_a_new_feed_is_said_to_be_new(history: History) -> None:
    run(history, "r1", feed("acme/a.csv", [("A", "OP201")]))
    run(
        history,
        "r2",
        feed("acme/a.csv", [("A", "OP201")]),
        feed("best/x.csv", [("Q", "OP201")], client="best"),
        day=1,
    )
    found = compared(history)
    assert [(one.client, one.first, one.counts["new"]) for one in found.feeds] == [
        ("acme", False, {}),
        ("best", True, {"error": 1}),
    ]


def test_renamed_files_keep_their_history(history: History) -> None:
    some = [(f"S{n}", "OP201") for n in range(20)]
    other = [(f"T{n}", "OP201") for n in range(20)]
    run(history, "r1", feed("acme/export_2026-03-01.csv", some), feed("acme/other.csv", other))
    run(history, "r2", feed("acme/export_2026-03-02.csv", some[1:]), feed("acme/else.csv", other), day=1)
    found = compared(history)
    assert found.totals() == {"new": 0, "back": 0, "still": 39, "accepted": 0, "fixed": 1}
    assert [(one.path, one.renamed_from) for one in found.feeds] == [
        ("acme/else.csv", "acme/other.csv"),
        ("acme/export_2026-03-02.csv", "acme/export_2026-03-01.csv"),
    ]
    run(history, "r3", feed("acme/fresh.csv", [(f"U{n}", "OP201") for n in range(20)]), day=2)
    assert compared(history).feeds[0].first, "other products: another feed"


def test_another_marketplace_is_another_feed(history: History, tmp_path: Path) -> None:
    some = [(f"S{n}", "OP201") for n in range(20)]
    run(history, "r1", feed("acme/us.csv", some, marketplace="US"))
    run(history, "r2", feed("acme/de.csv", some, marketplace="DE"), day=1)
    assert compared(history).feeds[0].first
    there = tmp_path / "there.csv"
    there.touch()
    run(history, "r3", feed(str(there), some, client=""), day=2)
    run(history, "r4", feed(str(tmp_path / "copy.csv"), some, client=""), day=3)
    assert compared(history).feeds[0].first, "the file of the old name is still there"
    there.unlink()
    run(history, "r5", feed(str(tmp_path / "moved.csv"), some, client=""), day=4)
    assert not compared(history).feeds[0].first


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nights=st.lists(
        st.lists(st.tuples(st.integers(0, 5), st.sampled_from((2, 3)), st.booleans()), max_size=8),
        min_size=2,
        max_size=5,
    )
)
def test_the_database_and_the_worker_say_the_same(
    nights: list[list[tuple[int, int, bool]]], history: History
) -> None:
    with history.writing() as connection:
        for table in reversed(NAMES.sorted_tables):
            connection.execute(sa.delete(table))
    for number, night in enumerate(nights):
        one = feed("acme/a.csv", [(f"S{n}", "OP201", severity, accepted) for n, severity, accepted in night])
        known = known_of(history, "acme")
        table = one[1]
        said = known.changes(
            known.matched([described(one[0])])[0],
            table["fingerprint"],
            table["severity"].to_numpy(),
            table["accepted"].to_numpy(),
        )
        run(history, f"r{number}", one, day=number)
        if number:
            assert said.counts() == compared(history).counts()
            assert sum(1 for _ in listed(history)) == sum(said.totals().values())


def test_what_is_known_travels_in_a_file(history: History, tmp_path: Path) -> None:
    run(history, "r1", feed("acme/a.csv", [("A", "OP201"), ("B", "ID102")]))
    run(history, "r2", feed("acme/a.csv", [("B", "ID102")]), day=1)
    known = known_of(history, "acme")
    known.write(tmp_path / "known.arrow")
    again = Known.read(tmp_path / "known.arrow")
    assert again.feeds == known.feeds
    assert again.states.equals(known.states)
    assert known_of(history, "nobody").feeds == ()


def test_changed_rules_and_settings_are_said(history: History) -> None:
    run(history, "r1", feed("acme/a.csv", [("A", "OP201")], settings_hash="1"))
    run(
        history,
        "r2",
        feed("acme/a.csv", [], settings_hash="2"),
        day=1,
        rules={**RULES, "OP201": (3, "z"), "NN001": (1, "")},
    )
    found = compared(history)
    assert found.rules == ("NN001", "OP201")
    assert found.feeds[0].settings_changed


def test_a_run_that_was_killed_goes_on(history: History) -> None:
    run(history, "r0", feed("acme/a.csv", [("A", "OP201")]))
    run(history, "r1", feed("acme/a.csv", [("A", "OP201")]), day=1, finished=False)
    with history.reading() as connection:
        assert chosen_run(connection, "last").name == "r0"
    run(
        history,
        "r1",
        feed("acme/a.csv", [("A", "OP201")]),
        feed("best/b.csv", [("B", "OP201")], client="best"),
        day=1,
    )
    with history.reading() as connection:
        assert chosen_run(connection, "last").name == "r1"
        assert connection.execute(sa.select(sa.func.count()).select_from(audits)).scalar() == 3


def test_two_runs_at_once_lose_nothing(history: History) -> None:
    def night(number: int) -> None:
        with open_history(history.engine.url.render_as_string(hide_password=False)) as mine:
            given = [
                feed(
                    f"c{client}/a.csv",
                    [(f"S{n}", "OP201") for n in range(number, number + 30)],
                    client=f"c{client}",
                )
                for client in range(4)
            ]
            run(mine, f"r{number}", *given, day=number)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(night, range(6)))
    with history.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(audits)).scalar() == 24
        for feed_id in range(1, 5):
            stands = sa.select(sa.func.count()).where(spans.c.feed_id == feed_id, spans.c.until.is_(None))
            assert connection.execute(stands).scalar() == 30
        assert connection.execute(sa.select(sa.func.count(sa.distinct(spans.c.feed_id)))).scalar() == 4


def test_the_run_that_is_meant(history: History) -> None:
    with history.reading() as connection, pytest.raises(HistoryError, match="no finished run"):
        chosen_run(connection, "last")
    for number in range(3):
        run(history, f"2026030{number + 1}T040000Z-aa", feed("acme/a.csv", []), day=number)
    with history.reading() as connection:
        names = {
            word: chosen_run(connection, word).name[:8]
            for word in ("last", "last-2", "20260302", "2026-03-02")
        }
        assert names == {
            "last": "20260303",
            "last-2": "20260301",
            "20260302": "20260302",
            "2026-03-02": "20260302",
        }
        for wrong, said in (("last-3", "only 3 finished"), ("2026", "Several runs"), ("x", "no run")):
            with pytest.raises(HistoryError, match=said):
                chosen_run(connection, wrong)


def test_a_clock_that_goes_backwards_is_said(history: History) -> None:
    run(history, "r1", feed("acme/a.csv", [("A", "OP201")]), day=5)
    late = run(history, "r2", feed("acme/a.csv", []), day=0)
    assert "behind the last run" in late.notices[0].en
    assert compared(history).totals()["fixed"] == 1, "runs are ordered as they were recorded"
    assert compared(history).newer.started == DAY
    assert run(history, "r3", feed("acme/a.csv", []), day=6).notices == []
    assert compared(history).newer.finished == DAY + dt.timedelta(days=6, minutes=5)


def test_texts_that_databases_dislike(history: History) -> None:
    odd = [
        ("quo\"te,\n'x'", "OP201"),
        ("nul\x00sku", "OP201"),
        ("\\N", "OP201"),
        ("", "OP201"),
        ("杯子😀", "OP201"),
    ]
    run(history, "r1", feed("acme/a.csv", odd))
    with history.reading() as connection:
        found = set(connection.execute(sa.select(spans.c.sku)).scalars())
    assert found == {"quo\"te,\n'x'", "nulsku", "\\N", "", "杯子😀"}
    assert at_rest(odd).num_rows == 5
