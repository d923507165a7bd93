"""The terminal summary and the verdict."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from auditor.feed.inspect import inspection
from auditor.model import Hits, Severity, Text
from auditor.report.tally import tally
from auditor.report.terminal import show, show_inspection
from auditor.report.verdict import verdict
from tests.report_case import COLUMNS, audited, cells_hit, rule


class TestTerminal:
    def told(self, audit: Any, language: Any = "en", width: int = 100, **more: Any) -> str:
        out = io.StringIO()
        show(
            audit, Console(file=out, width=width, highlight=False), language, [Path("reports/a.xlsx")], **more
        )
        return out.getvalue()

    def test_verdict_counts_worst_and_report(self) -> None:
        told = self.told(audited(), worst=4)
        for part in (
            "Not ready to upload: 6 errors in 3 of 6 rows",
            "4 warnings",
            "B title",
            "… and 9 more",
            "reports/a.xlsx",
        ):
            assert part in told
        assert told.count("XX10") == 4
        assert "\x1b" not in told
        assert "jane" not in told

    def test_chinese(self) -> None:
        assert "暂不能上传：共 6 行，其中 3 行有 6 个错误" in self.told(audited(), "zh")

    def test_markup_in_feeds_is_text(self) -> None:
        columns = {**COLUMNS, "title": ["[bold]x[/bold] [/nope] \x1b[31m", *COLUMNS["title"][1:]]}
        told = self.told(audited(columns), width=200)
        assert "[bold]x[/bold] [/nope] ␛[31m" in told

    def test_console_of_a_small_code_page(self) -> None:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding="cp1252", errors="replace")
        show(audited(), Console(file=stream, width=80), "zh", [])
        stream.flush()
        assert b"XX101" in raw.getvalue()

    def test_crashed_rules_are_named(self) -> None:
        def broken(_: Any) -> Any:
            raise ZeroDivisionError("oh")

        told = self.told(audited(with_rules=[rule("XX109", Severity.ERROR, broken)]))
        assert "Incomplete audit: 1 rule failed" in told
        assert "XX109" in told

    def test_inspection(self) -> None:
        out = io.StringIO()
        audit = audited()
        feed = audit.feed.replaced(
            reasons={k: Text("r", "r") for k in ("sheet", "layout", "header", "marketplace", "language")}
        )
        show_inspection(inspection(feed), Console(file=out, width=120), "en")
        assert "option_value_1_1" in out.getvalue()
        assert "not understood" in out.getvalue()


@pytest.mark.parametrize(
    ("severity", "state", "said"),
    [
        (Severity.ERROR, "stop", "Not ready to upload: 1 error in 1 of 6 rows"),
        (Severity.WARNING, "look", "No errors, but look before you upload: 1 warning in 1 of 6 rows"),
        (Severity.INFO, "go", "Ready to upload: no errors or warnings in 6 rows (1 note)"),
        (None, "go", "Ready to upload: no errors or warnings in 6 rows"),
    ],
)
def test_verdicts(severity: Severity | None, state: str, said: str) -> None:
    hits = [rule("XX101", severity, lambda e: [cells_hit(e.feed, "title", [1])])] if severity else []
    audit = audited(with_rules=hits or [rule("XX101", Severity.ERROR, lambda e: [])])
    found = verdict(audit, tally(audit))
    assert (found.state, found.sentence.en) == (state, said)


def test_whole_file_errors_are_not_counted_as_rows() -> None:
    whole = rule(
        "XX101", Severity.ERROR, lambda e: [Hits(rows=np.array([-1]), columns=-1)], message=Text("a", "b")
    )
    audit = audited(with_rules=[whole])
    assert (
        verdict(audit, tally(audit)).sentence.en == "Not ready to upload: 1 error about the file as a whole"
    )
