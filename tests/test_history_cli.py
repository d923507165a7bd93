"""The history on the command line: nights over folders of clients, comparisons, trends, baselines, pruning."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import time
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pyarrow as pa
import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from auditor.catalogs.history.connect import default_place, open_history
from auditor.catalogs.history.retention import prune
from auditor.changes import SKETCH_SIZE, keys_of, likeness, sketch_of
from auditor.cli import app
from auditor.config import settings_from
from auditor.engine import audit
from tests.feeds import make_feed
from tests.history_case import DAY, feed, run

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "diff.schema.json").read_text(encoding="utf-8"))
HEAD = ["sku", "title", "custom label 1", "option value 1"]
PAIR = ["Custom Mug", "Gift box", "Yes|No"]


def write(path: Path, skus: list[str], head: list[str] = HEAD, *, clean: tuple[str, ...] = ()) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, head)
        writer.writeheader()
        for sku in skus:
            choice = "Red|Blue" if sku in clean else PAIR[2]
            row = {"sku": sku, "title": PAIR[0], "custom label 1": PAIR[1], "option value 1": choice}
            writer.writerow(row)


def auditor(*words: object) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def night(folder: Path, *more: object) -> Result:
    return auditor(
        "audit", folder / "clients", "--out", folder / "out", "--select", "OP201", "--executor", "here",
        "--no-color", "--lang", "en", *more,
    )  # fmt: skip


def difference(folder: Path, *words: object) -> dict[str, Any]:
    result = auditor("diff", *words, "--out", folder / "out", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA)
    return found


def test_nights(tmp_path: Path) -> None:
    first = tmp_path / "clients" / "acme" / "export_2026-03-01.csv"
    write(first, ["A", "B", "C", "D"])
    write(tmp_path / "clients" / "best" / "feed.csv", ["Q"])
    opening = night(tmp_path, "--since-last", "--fail-on", "new-error", "--format", "xlsx,json")
    assert opening.exit_code == 0, "there is nothing to compare with yet"
    assert "nothing to compare it with yet" in opening.output

    first.unlink()
    second = first.with_name("export_2026-03-02.csv")
    write(second, ["D", "C", "NEW", "B", "A"], HEAD[::-1], clean=("A",))
    result = night(tmp_path, "--since-last", "--fail-on", "new-error", "--format", "xlsx,json")
    assert result.exit_code == 1, result.output
    assert "Renamed: " in result.output
    found = difference(tmp_path)
    assert {kind: sum(counts.values()) for kind, counts in found["counts"].items()} == {
        "new": 1, "back": 0, "still": 4, "accepted": 0, "fixed": 1,
    }  # fmt: skip
    assert [(one["kind"], one["sku"]) for one in found["changes"]] == [("new", "NEW"), ("fixed", "A")]
    report = tmp_path / "out" / "acme" / "export_2026-03-02.audit.json"
    stored = json.loads(report.read_text(encoding="utf-8"))
    assert stored["changes"]["counts"] == found["feeds"][0]["counts"]
    assert [one["sku"] for one in stored["changes"]["fixed"]] == ["A"]
    assert sorted(one["change"] for one in stored["findings"]) == ["new", "still", "still", "still"]
    book = openpyxl.load_workbook(report.with_suffix(".xlsx"))
    kinds = [row[-1] for row in book["Findings"].iter_rows(min_row=2, values_only=True)]
    assert sorted(kinds) == ["new", "still there", "still there", "still there"]
    lines = [row[:8] for row in book["Changes"].iter_rows(values_only=True)]
    gone = ("fixed", "✖ Error", "OP201", 2, "D", "A", "option_value_1", "Yes/no offered as customization")
    assert gone in lines

    assert night(tmp_path, "--fail-on", "new-error", "--format", "xlsx,json").exit_code == 0
    again = json.loads(report.read_text(encoding="utf-8"))
    assert {one["change"] for one in again["findings"]} == {"still"}, "an unchanged file says so too"
    rollup = json.loads((tmp_path / "out" / "rollup.json").read_text(encoding="utf-8"))
    assert rollup


def test_single_files_are_compared_too(tmp_path: Path) -> None:
    mine = tmp_path / "feed.csv"
    write(mine, ["A"])
    words = ("audit", mine, "--out", tmp_path / "out", "--fail-on", "new-error", "--executor", "here")
    assert auditor(*words).exit_code == 0
    write(mine, ["A", "B"])
    assert auditor(*words).exit_code == 1
    assert auditor(*words).exit_code == 0


def test_trend(tmp_path: Path) -> None:
    write(tmp_path / "clients" / "acme" / "a.csv", ["A"])
    write(tmp_path / "clients" / "best" / "b.csv", ["B"])
    night(tmp_path, "--since-last")
    write(tmp_path / "clients" / "acme" / "a.csv", ["A", "C"])
    night(tmp_path, "--since-last")
    place = ("--out", tmp_path / "out")
    whole = json.loads(auditor("history", *place, "--json").stdout)
    assert [(one["errors"], one["appeared"], one["gone"]) for one in whole["runs"]] == [(2, 2, 0), (3, 1, 0)]
    for about in ("acme", "a.csv", tmp_path / "clients" / "acme" / "a.csv"):
        mine = json.loads(auditor("history", about, *place, "--json").stdout)
        assert [one["errors"] for one in mine["runs"]] == [1, 2]
    sheet = tmp_path / "trend.xlsx"
    shown = auditor("history", "acme", *place, "--write", sheet, "--no-color")
    assert "█" in shown.output
    assert "…" not in shown.output, "80 columns hold the table"
    assert "accepted" in shown.output
    book = openpyxl.load_workbook(sheet)
    assert [row[4] for row in book.active.iter_rows(min_row=2, max_row=3, values_only=True)] == [1, 2]
    assert len(book.active._charts) == 1
    wrong = auditor("history", "nobody", *place)
    assert (wrong.exit_code, "no client and no feed" in wrong.output) == (3, True)


def test_a_baseline_holds_until_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "clients" / "acme" / "a.csv"
    write(mine, ["A", "B"])
    night(tmp_path, "--since-last")
    words = ("accept", tmp_path / "clients", "--baseline", "--reason", "taken over")
    assert auditor(*words).exit_code == 2, "without a day"
    done = auditor(*words, "--rule", "OP201", "--until", "2999-01-31")
    assert done.exit_code == 0, done.output
    assert "2 findings accepted until 2999-01-31" in done.output.replace("\n", " ")
    write(mine, ["A", "B", "C"])
    assert night(tmp_path, "--fail-on", "new-error").exit_code == 1
    counts = difference(tmp_path)["counts"]
    assert (counts["accepted"], counts["new"]) == ({"error": 2}, {"error": 1})
    (tmp_path / "clients" / "auditor.toml").write_text("today = 2999-02-01\n", encoding="utf-8")
    assert night(tmp_path, "--fail-on", "new-error").exit_code == 1
    assert difference(tmp_path)["counts"]["back"] == {"error": 2}


def test_a_baseline_of_no_feed_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "clients" / "acme" / "a.csv", ["A"])
    night(tmp_path)
    words = ("--baseline", "--reason", "taken over", "--until", "2999-01-31")
    done = auditor("accept", tmp_path / "out" / "acme", *words)
    assert done.exit_code == 3, done.output
    assert "No finding" not in done.output
    assert "holds no feed" in " ".join(done.output.split())


def test_a_history_that_cannot_be_used_costs_no_report(tmp_path: Path) -> None:
    write(tmp_path / "clients" / "acme" / "a.csv", ["A"])
    bad = tmp_path / "bad.sqlite"
    bad.write_text("no database " * 100)
    result = night(tmp_path, "--history", bad, "--fail-on", "never")
    assert result.exit_code == 3
    assert "The reports are written; the history is not" in result.output
    assert (tmp_path / "out" / "acme" / "a.audit.xlsx").exists()
    assert auditor("diff", "--history", bad).exit_code == 3
    assert auditor("diff", "--out", tmp_path / "nothing").exit_code == 3
    assert night(tmp_path, "--history", "none", "--since-last").exit_code == 2
    assert night(tmp_path, "--history", "none", "--fail-on", "never").exit_code == 0
    assert not Path(default_place(tmp_path / "out")).exists()


def test_the_place_may_stand_in_the_settings_and_in_no_report(tmp_path: Path) -> None:
    mine = tmp_path / "clients" / "acme" / "a.csv"
    write(mine, ["A"])
    place = tmp_path / "elsewhere" / "h.sqlite"
    (tmp_path / "clients" / "auditor.toml").write_text(f"history = '{place}'\n", encoding="utf-8")
    night(tmp_path, "--format", "json")
    assert not place.exists(), "rules were left out: the nightly run would find their findings new"
    night(tmp_path, "--format", "json", "--since-last")
    assert place.exists()
    assert "elsewhere" not in (tmp_path / "out" / "acme" / "a.audit.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_pruning(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    place = str(tmp_path / "h.sqlite") if kind == "sqlite" else request.getfixturevalue("postgres_database")
    out = tmp_path / "out"
    old, still, foreign = out / "old.audit.xlsx", out / "acme" / "a.audit.xlsx", out / "mine.xlsx"
    for file in (old, still, foreign):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
        os.utime(file, (DAY.timestamp(), DAY.timestamp()))
    with open_history(place) as history:
        run(
            history,
            "r0",
            feed("x/gone.csv", [("G", "OP201")], client="x", reports=(str(out / "x.annotated.xlsx"),)),
        )
        run(history, "r1", feed("acme/a.csv", [("A", "OP201"), ("B", "OP201")], reports=(str(still),)), day=1)
        run(history, "r2", feed("acme/a.csv", [("B", "OP201")], reports=(str(still),)), day=2)
        run(history, "r3", feed("acme/a.csv", [("B", "OP201")], reports=(str(still),)), day=40)
        now = DAY + dt.timedelta(days=50)
        plan = prune(history, out, 30, dry_run=True, now=now)
        assert old.exists()
        done = prune(history, out, 30, dry_run=False, now=now)
        assert plan == done
        assert (done.runs, done.audits, done.findings, len(done.files)) == (3, 3, 2, 1)
        assert (old.exists(), still.exists(), foreign.exists()) == (False, True, True)
        assert prune(history, out, 30, dry_run=False, now=now).runs == 0
        assert prune(history, out, 1, dry_run=False, now=now).runs == 0, "the last run stays"
        run(history, "r4", feed("acme/a.csv", [("B", "OP201")]), day=51)
    assert auditor("prune", "--retain", "30", "--history", place, "--out", out, "--dry-run").exit_code == 0


def test_retain_after_a_run(tmp_path: Path) -> None:
    write(tmp_path / "clients" / "acme" / "a.csv", ["A"])
    old = tmp_path / "out" / "left.audit.json"
    old.parent.mkdir()
    old.write_text("{}")
    before = time.time() - 10 * 86_400
    os.utime(old, (before, before))
    result = night(tmp_path, "--retain", "5")
    assert "Removed: 1 files" in result.output
    assert not old.exists()


@settings(max_examples=6, deadline=None)
@given(st.permutations(range(4)), st.permutations(HEAD))
def test_places_and_names_are_not_in_fingerprints(rows: list[int], head: list[str]) -> None:
    columns = {
        "sku": ["A", "B", "C", "D"],
        "title": ["Custom Mug"] * 4,
        "custom_label_1": ["Box"] * 4,
        "option_value_1": ["Yes|No"] * 4,
    }
    keys = dict(zip(HEAD, columns, strict=True))
    moved = {keys[name]: [columns[keys[name]][row] for row in rows] for name in head}
    chosen = settings_from({"select": ["OP", "LI"]})
    feeds = make_feed(columns), make_feed(moved).replaced(path="other.csv")
    one, other = (sorted(audit(one, chosen).table("en")["fingerprint"]) for one in feeds)
    assert one == other
    assert len(one) >= 4
    assert len(set(keys_of(pa.array([*one, *one])).tolist())) == 2 * len(one)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 400), min_size=1), st.sets(st.integers(0, 400), min_size=1))
def test_likeness_of_sketches(one: set[int], other: set[int]) -> None:
    sketches = [sketch_of(make_feed({"sku": [f"S{n}" for n in sorted(some)]})) for some in (one, other)]
    like = likeness(*sketches)
    real = len(one & other) / len(one | other)
    assert len(sketches[0]) == min(SKETCH_SIZE, len(one))
    assert like == likeness(*sketches[::-1])
    assert abs(like - real) < 0.3
    assert likeness(sketches[0], sketches[0]) == 1
