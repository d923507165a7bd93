"""The engine: scope, severities, skips and crashes, one table that adds up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Evidence
from auditor.model import FINDINGS_COLUMNS, Hits, Rule, Severity, Text
from tests.feeds import make_feed

SAID = Text("'{value}' is wrong", "“{value}” 有误")


def fake(code: str, check: object, **declared: object) -> Rule:
    text = Text("text", "文本")
    return Rule(
        code=code,
        name=code.lower(),
        severity=declared.pop("severity", Severity.ERROR),  # type: ignore[arg-type]
        tier=1,
        clause=text,
        title=text,
        message=SAID,
        advice=text,
        why="because",
        check=check,  # type: ignore[arg-type]
        **declared,  # type: ignore[arg-type]
    )


def every_title(evidence: Evidence) -> Iterator[Hits]:
    titles = evidence.values("title")
    yield Hits(
        rows=np.arange(len(titles)),
        columns=evidence.feed.find("title")[0].position,
        arguments={"value": titles.to_numpy()},
    )


FEED = {
    "sku": ["A", "B", "C"],
    "title": ["Plain Mug", "Custom Mug", "Mug"],
    "is_customizable": ["", "", "true"],
}


def test_scope_drops_plain_rows_and_lowers_doubtful_ones() -> None:
    result = audit(make_feed(FEED), rules=[fake("XX101", every_title, custom_only=True)])
    found = result.table("en")
    assert found["row"].tolist() == [3, 4]
    assert found["severity"].tolist() == ["warning", "error"]
    assert found["message"].tolist() == ["'Custom Mug' is wrong", "'Mug' is wrong"]
    assert result.table("zh")["message"].tolist() == ["“Custom Mug” 有误", "“Mug” 有误"]


def test_columns_are_the_contract() -> None:
    found = audit(make_feed(FEED), rules=[fake("XX101", every_title)]).table("en")
    assert tuple(found.columns) == FINDINGS_COLUMNS
    assert found["column"].tolist() == ["B"] * 3
    assert found["field"].tolist() == ["title"] * 3


def test_override_beats_everything() -> None:
    settings = settings_from({"severity_overrides": {"XX101": "info"}})
    result = audit(make_feed(FEED), settings, rules=[fake("XX101", every_title, custom_only=True)])
    assert set(result.table("en")["severity"]) == {"info"}
    assert not result.failing(Severity.WARNING)
    assert result.failing(Severity.INFO)


def test_absent_field_is_skipped_with_that_reason() -> None:
    result = audit(make_feed(FEED), rules=[fake("XX101", every_title, needs=("gtin",))])
    (status,) = result.statuses
    assert status.state == "skipped"
    assert "no column" in status.reason.en
    assert not len(result.findings)


def test_any_one_field_of_a_group_is_enough() -> None:
    result = audit(make_feed(FEED), rules=[fake("XX101", every_title, needs=(("gtin", "title"),))])
    assert result.statuses[0].state == "ran"
    assert result.statuses[0].count == 3


def test_crash_is_never_a_finding_and_stops_nothing() -> None:
    def broken(evidence: Evidence) -> Iterator[Hits]:
        yield from every_title(evidence)
        raise ZeroDivisionError("oh")

    result = audit(make_feed(FEED), rules=[fake("XX101", broken), fake("XX102", every_title)])
    assert result.crashed
    assert [s.state for s in result.statuses] == ["crashed", "ran"]
    assert set(result.table("en")["code"]) == {"XX102"}
    assert "ZeroDivisionError" in result.problems["XX101"]


def test_ignored_rule_says_why() -> None:
    settings = settings_from({"ignore": {"XX101": "we know"}})
    result = audit(make_feed(FEED), settings, rules=[fake("XX101", every_title)])
    assert result.statuses[0].state == "ignored"
    assert "we know" in result.statuses[0].reason.en


def test_the_more_exact_rule_replaces_the_other_on_the_same_cell() -> None:
    def first_title(evidence: Evidence) -> Iterator[Hits]:
        yield Hits(rows=np.array([0]), columns=1, arguments={"value": "x"})

    rules = [fake("XX101", every_title), fake("XX102", first_title, replaces=("XX101",))]
    found = audit(make_feed(FEED), rules=rules).table("en")
    assert list(zip(found["row"], found["code"], strict=True)) == [(2, "XX102"), (3, "XX101"), (4, "XX101")]


def test_fingerprint_survives_moved_rows_and_blanks() -> None:
    before = audit(make_feed(FEED), rules=[fake("XX101", every_title)]).table("en")
    moved = {key: list(reversed(values)) for key, values in FEED.items()}
    moved["title"][0] = "  mug "
    after = audit(make_feed(moved, first_row=9), rules=[fake("XX101", every_title)]).table("en")
    assert set(before["fingerprint"]) == set(after["fingerprint"])
    assert before["fingerprint"].is_unique


def test_file_level_finding_has_no_cell() -> None:
    def whole_file(_: Evidence) -> Iterator[Hits]:
        yield Hits(rows=np.array([-1]), columns=-1, arguments={"value": "file"})

    (found,) = (
        audit(make_feed(FEED), rules=[fake("XX101", whole_file, custom_only=True)])
        .table("en")
        .to_dict("records")
    )
    assert found["column"] is None
    assert found["row"] is None


@pytest.mark.parametrize("severity", list(Severity))
def test_counts_add_up(severity: Severity) -> None:
    result = audit(make_feed(FEED), rules=[fake("XX101", every_title, severity=severity)])
    assert result.counts[severity] == 3
    assert sum(result.counts.values()) == len(result.findings) == sum(s.count for s in result.statuses)
