"""Accepted findings: written by the command, kept in every report, counted in none."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from auditor.cli import app
from auditor.config import discover, load_settings, settings_from
from auditor.decisions import FILE_NAME, Acceptance, _as_toml, add_decision, read_decisions
from auditor.engine import audit
from auditor.model import SettingsError, Severity
from auditor.report.tally import tally
from auditor.report.verdict import verdict
from tests.feeds import make_feed

RUNNER = CliRunner()
FEED = (
    "sku,title,custom label 1,option value 1\nA1,Custom Mug,Gift box,Yes|No\nA2,Custom Mug,Gift box,Yes|No\n"
)
TODAY = dt.date(2026, 6, 1)
PAIRS = make_feed({"sku": ["A1", "A2"], "custom_label_1": ["Box"] * 2, "option_value_1": ["Yes|No"] * 2})


def accepted(**more: str) -> dict[str, object]:
    return {"rule": "OP201", "sku": "A1", "reason": "asked the marketplace", "date": TODAY, **more}


def decided(*entries: dict[str, object], **stated: object) -> dict[str, int]:
    settings = settings_from({"today": TODAY, "select": ["OP201"], "accepted": list(entries), **stated})
    result = audit(PAIRS, settings)
    return {"open": result.counts[Severity.ERROR], "all": len(result.findings)}


def test_accepted_findings_stay_and_do_not_count() -> None:
    assert decided() == {"open": 2, "all": 2}
    assert decided(accepted()) == {"open": 1, "all": 2}
    assert decided(accepted(rule="OP")) == {"open": 1, "all": 2}
    assert decided(accepted(sku="")) == {"open": 2, "all": 2}, "about the whole file"
    assert decided(accepted(), accepted(sku="A2")) == {"open": 0, "all": 2}


def test_decisions_run_out() -> None:
    assert decided(accepted(until="2026-06-01")) == {"open": 1, "all": 2}
    assert decided(accepted(until="2026-05-31")) == {"open": 2, "all": 2}


def test_allowed_and_denied_in_the_settings() -> None:
    assert decided(decisions={"A1": {"OP201": "allowed"}}) == {"open": 1, "all": 2}
    feed = make_feed({"sku": ["A1"], "title": ["Custom Mug"], "gtin": ["885909950805"]})
    for stated, severity in (({}, Severity.INFO), ({"A1": {"CP031": "denied"}}, Severity.INFO)):
        result = audit(feed, settings_from({"decisions": stated, "select": ["ID114"]}))
        assert result.findings.severities.tolist() == [severity]
    maybe = make_feed({"sku": ["A1"], "title": ["Custom Mug"], "condition": ["Used"]})
    for stated, severity in (({}, Severity.WARNING), ({"A1": {"CP031": "denied"}}, Severity.ERROR)):
        result = audit(maybe, settings_from({"decisions": stated, "select": ["CP031"]}))
        assert result.findings.severities.tolist() == [severity]


def test_verdict_of_a_feed_whose_findings_were_accepted() -> None:
    settings = settings_from(
        {"today": TODAY, "select": ["OP201"], "accepted": [accepted(), accepted(sku="A2")]}
    )
    result = audit(PAIRS, settings)
    counts = tally(result)
    assert (counts.total, counts.accepted, counts.rules, counts.patterns) == (0, 2, (), ())
    assert verdict(result, counts).state == "go"
    assert not result.failing(Severity.INFO)


def test_counts_point_at_open_findings() -> None:
    settings = settings_from({"today": TODAY, "select": ["OP201"], "accepted": [accepted()]})
    result = audit(PAIRS, settings)
    [rule] = tally(result).rules
    assert result.findings.accepted[rule.first] == -1


@given(st.text(max_size=30), st.text(max_size=20))
def test_any_text_survives_the_file(reason: str, sku: str) -> None:
    one = Acceptance(rule="OP201", sku=sku, reason=reason, date=TODAY)
    try:
        (reason + sku).encode()
    except UnicodeEncodeError:
        return
    [entry] = tomllib.loads(_as_toml([one]))["accepted"]
    assert Acceptance.model_validate(entry) == one


def test_a_second_decision_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    first = Acceptance(rule="op-201", sku="A1", reason="one", date=TODAY)
    assert add_decision(path, first)
    assert add_decision(path, Acceptance(rule="OP202", sku="A1", reason="other", date=TODAY))
    assert not add_decision(path, Acceptance(rule="OP201", sku="A1", reason="two", until=TODAY))
    assert [(e["rule"], e["reason"]) for e in read_decisions(path)] == [("OP202", "other"), ("OP201", "two")]


@pytest.mark.parametrize("text", ["not toml", "[other]\na = 1\n", "accepted = 3\n"])
def test_broken_files_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(SettingsError, match=FILE_NAME):
        load_settings(tmp_path / FILE_NAME)


def run(*arguments: str) -> tuple[int, str]:
    result = RUNNER.invoke(app, list(arguments))
    error = str(result.exception) if isinstance(result.exception, SettingsError) else ""
    return result.exit_code, result.output + error


def test_the_command_and_the_next_audit(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text(FEED)
    out = str(tmp_path / "reports")
    audited = ("audit", str(feed), "--out", out, "--select", "OP201", "--format", "json,xlsx")
    assert run(*audited)[0] == 1
    for sku in ("A1", "A2"):
        code, said = run(
            "accept",
            str(feed),
            "--rule",
            "op201",
            "--sku",
            sku,
            "--reason",
            "=tried",
            "--until",
            "2999-01-01",
        )
        assert (code, FILE_NAME in said) == (0, True)
    assert discover(feed) == tmp_path / FILE_NAME
    code, said = run(*audited)
    assert (code, "2 findings were accepted" in said) == (0, True)
    data = json.loads((tmp_path / "reports" / "feed.audit.json").read_text())
    assert data["counts"]["findings"] == 0
    assert data["counts"]["accepted"] == 2
    assert {one["accepted"]["reason"] for one in data["findings"]} == {"=tried"}
    book = openpyxl.load_workbook(tmp_path / "reports" / "feed.audit.xlsx")
    rows = list(book["Findings"].iter_rows(values_only=True))
    assert rows[0][-1] == "Accepted"
    assert all(str(row[-1]).endswith("=tried") for row in rows[1:3])


def test_a_decision_without_a_sku_says_what_it_holds_for(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text(FEED)
    code, said = run("accept", str(feed), "--rule", "OP201", "--reason", "fine")
    assert (code, "a finding in a row needs its --sku" in " ".join(said.split())) == (0, True)
    assert "--sku" not in run("accept", str(feed), "--rule", "OP201", "--sku", "A1", "--reason", "fine")[1]


def test_a_report_names_its_feed(tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text("today = 2026-06-01\n")
    feed = tmp_path / "in" / "feed.csv"
    feed.parent.mkdir()
    feed.write_text(FEED)
    out = str(tmp_path / "reports")
    run("audit", str(feed), "--out", out, "--format", "json,xlsx")
    report = str(tmp_path / "reports" / "feed.audit.xlsx")
    assert run("accept", report, "--rule", "OP201", "--sku", "A1", "--reason", "fine")[0] == 0
    settings = load_settings(tmp_path / "auditor.toml")
    assert [(one.rule, one.sku) for one in settings.accepted] == [("OP201", "A1")]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"--sku": "A9"}, "no SKU 'A9'"),
        ({"--reason": " "}, "--reason is empty"),
        ({"--until": "2001-01-01"}, "has passed"),
        ({"--rule": "OP"}, "name one rule"),
        ({"--rule": "OP999"}, "unknown rule"),
    ],
)
def test_what_cannot_be_accepted(tmp_path: Path, changed: dict[str, str], says: str) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text(FEED)
    options = {"--rule": "OP201", "--sku": "A1", "--reason": "fine", **changed}
    code, said = run("accept", str(feed), *(part for pair in options.items() for part in pair))
    assert code != 0
    assert says in " ".join(said.split())
    assert not (tmp_path / FILE_NAME).exists()
