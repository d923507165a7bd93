"""The Excel report, read back with two other programs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from python_calamine import CalamineWorkbook

from auditor.engine import Audit
from auditor.feed.table import Sheet, column_letter
from auditor.model import Severity
from auditor.report.xlsx import findings_sheet, words, workbook
from auditor.report.xlsx import plan as plans
from auditor.report.xlsx.styles import FILLS
from tests.report_case import COLUMNS, audited
from tests.report_reading import at, check_links, everything, opened, said_in, table, written

FILL_OF = {f"FF{fill[1:]}": severity for severity, fill in FILLS.items()}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, Path, openpyxl.Workbook]:
    audit = audited()
    path = written(audit, tmp_path_factory.mktemp("report"))
    return audit, path, opened(path)


class TestFeed:
    def test_every_cell_stands_under_its_own_letter_and_number(self, case: Any) -> None:
        audit, _, book = case
        for position, (key, values) in enumerate(COLUMNS.items()):
            for i, value in enumerate(values):
                shown = str(at(book["Feed"], 2 + i, column_letter(position)).value or "")
                assert shown == (
                    value if key != "buyer_email" else {"j": "j***@***", "b": "b***@***"}.get(value[:1], "")
                )
        assert [c.value for c in book["Feed"][2]][3:] == [c.header for c in audit.feed.columns]

    def test_calamine_reads_the_same(self, case: Any) -> None:
        rows = CalamineWorkbook.from_path(case[1]).get_sheet_by_name("Feed").to_python()
        assert rows[0][3:] == list("ABCDEFG")
        assert [row[2] for row in rows[1:]] == [1, 2, 3, 4, 5, 6, 7]
        assert [row[4] for row in rows[2:]] == list(COLUMNS["title"])

    def test_exactly_the_violating_cells_are_filled_in_their_worst_colour(self, case: Any) -> None:
        audit, _, book = case
        worst: dict[tuple[int, str], Severity] = {}
        for one in audit.table("en").to_dict("records"):
            if one["column"] and one["row"] == one["row"] and one["row"] is not None:
                key = (int(one["row"]), one["column"])
                worst[key] = max(worst.get(key, Severity.INFO), Severity[one["severity"].upper()])
        filled = {}
        for row in book["Feed"].iter_rows(min_row=3):
            for cell in row[3:]:
                severity = FILL_OF.get(cell.fill.fgColor.rgb) if cell.fill.fill_type else None
                if severity:
                    filled[int(row[2].value), column_letter(cell.column - 4)] = severity
        assert filled == worst
        assert book["Feed"]["H2"].fill.fgColor.rgb in FILL_OF, "a finding about a column fills its header"

    def test_notes_say_code_message_fix_and_clause(self, case: Any) -> None:
        note = at(case[2]["Feed"], 5, "B").comment.text
        for part in (
            "✖ Error · XX101",
            "▲ Warning · XX105",
            "→ Take it out.",
            "Proposed text: Mug",
            "§ clause of XX101",
        ):
            assert part in note
        assert case[2]["Feed"].cell(7, 1).comment.text.startswith("● Note · XX104"), (
            "a row's note is on its status"
        )

    def test_offending_words_are_set_off(self, case: Any) -> None:
        value = at(case[2]["Feed"], 5, "B").value
        assert isinstance(value, CellRichText)
        bold = [part.text for part in value if isinstance(part, TextBlock) and part.font.b]
        assert bold == ["www.shop.com", "now"]
        whole = at(case[2]["Feed"], 4, "B")
        assert whole.value == "=1+1"
        assert whole.data_type == "s"
        assert whole.font.b

    def test_status_filters_and_panes(self, case: Any) -> None:
        sheet = case[2]["Feed"]
        assert [sheet.cell(r, 1).value for r in range(3, 9)] == [
            "✖ Error", "▲ Warning", "✖ Error", "✖ Error", "● Note", "OK",
        ]  # fmt: skip
        assert sheet.cell(6, 2).value == "XX101 ×2, XX105, XX102, XX103"
        assert sheet.auto_filter.ref == "A2:J8"
        assert sheet.freeze_panes == "D3"
        assert sheet.sheet_view.showRowColHeaders is False

    def test_rows_stand_at_their_own_numbers_when_the_first_row_is_free(self, tmp_path: Path) -> None:
        sheet = opened(written(audited(first_row=5), tmp_path))["Feed"]
        assert [sheet.cell(r, 3).value for r in range(4, 11)] == [4, 5, 6, 7, 8, 9, 10]

    def test_sample_rows_keep_their_place(self, tmp_path: Path) -> None:
        audit = audited(first_row=4)
        rows = np.array([2, 3], np.int32)
        source = replace(
            audit.feed.source, sheets=(Sheet(name="", rows=rows, columns=(pa.array(["h", "ABC123"]),)),)
        )
        feed = audit.feed.replaced(source=source, skipped_rows=(3,), headers=((2, ("sku",)),))
        sheet = opened(written(replace(audit, feed=feed), tmp_path))["Feed"]
        assert [c.value for c in sheet[3]][:4] == [words.EXAMPLE_ROW.en, None, 3, "ABC123"]

    def test_big_feeds_show_only_rows_with_findings(self, tmp_path: Path) -> None:
        columns = {**COLUMNS, "title": [*COLUMNS["title"][:5], "laptop"]}
        audit = audited(columns, {"report": {"full_feed_cells": 5}})
        book = opened(written(audit, tmp_path))
        assert [row[2].value for row in book["Feed"].iter_rows(min_row=2)] == [1, 2, 3, 4, 5, 6]
        assert "rows with findings only" in said_in(book, "Summary")
        check_links(audit, book)


class TestFindings:
    def test_links_lead_to_the_cells(self, case: Any) -> None:
        assert check_links(case[0], case[2]) == len(case[0].findings) - 1

    def test_cached_link_names_are_there_for_other_readers(self, case: Any) -> None:
        rows = CalamineWorkbook.from_path(case[1]).get_sheet_by_name("Findings").to_python()
        assert rows[0] == [label.en for label, _ in _columns()]
        assert rows[1][:4] == ["✖ Error", "B2", 2, "B"]

    def test_worst_first_filter_and_frozen_header(self, case: Any) -> None:
        sheet = case[2]["Findings"]
        order = [row["Severity"].value for row in table(case[2], "Findings")]
        assert order == ["✖ Error"] * 6 + ["▲ Warning"] * 4 + ["● Note"] * 3
        assert sheet.auto_filter.ref == "A1:L14"
        assert sheet.freeze_panes == "C2"

    def test_more_findings_than_rows_go_on(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(plans, "MOST_ROWS", 6)
        audit = audited()
        book = opened(written(audit, tmp_path))
        assert book.sheetnames == [
            "Summary", "Findings", "Findings (2)", "Findings (3)", "Feed", "Feed (2)", "Rules", "About",
        ]  # fmt: skip
        check_links(audit, book)
        assert "goes on over 3 sheets" in said_in(book, "About")


def _columns() -> Any:
    return findings_sheet.COLUMNS


class TestLimits:
    def test_notes_are_capped_worst_first_and_it_is_said(self, tmp_path: Path) -> None:
        book = opened(written(audited(settings={"report": {"notes_per_sheet": 2}}), tmp_path))
        noted = [c for row in book["Feed"].iter_rows() for c in row if c.comment]
        assert len(noted) == 2
        assert all("✖" in cell.comment.text for cell in noted)
        for sheet in ("Summary", "About"):
            assert "2 cells carry a note" in said_in(book, sheet)

    def test_too_many_columns(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(plans, "MOST_COLUMNS", 5)
        book = opened(written(audited(), tmp_path))
        assert book["Feed"].max_column == 5
        assert "first 2 columns" in said_in(book, "Summary")
        assert len(table(book, "Findings")) == 13

    def test_streamed_workbook_says_the_same(
        self, case: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(workbook, "STREAMED_CELLS", 0)
        streamed = CalamineWorkbook.from_path(written(case[0], tmp_path))
        whole = CalamineWorkbook.from_path(case[1])
        for name in whole.sheet_names:
            assert streamed.get_sheet_by_name(name).to_python() == whole.get_sheet_by_name(name).to_python()

    def test_no_findings_no_rows_no_columns(self, tmp_path: Path) -> None:
        empty = audited({"sku": []}, with_rules=[])
        book = opened(written(empty, tmp_path))
        assert "Ready to upload" in said_in(book, "Summary")


class TestSummary:
    def test_says_it_in_one_sentence(self, case: Any) -> None:
        assert case[2]["Summary"]["B2"].value == "Not ready to upload: 6 errors in 3 of 6 rows"

    def test_counts_agree(self, case: Any) -> None:
        audit, _, book = case
        rows = [[c.value for c in row][1:7] for row in book["Summary"].iter_rows()]
        by_word = {row[0]: row[3] for row in rows if row[0] in {label.en for label in words.LABELS.values()}}
        assert by_word == {words.LABELS[s].en: n for s, n in audit.counts.items()}
        by_code = {row[0]: row[3] for row in rows if str(row[0]).startswith("XX") and isinstance(row[3], int)}
        assert by_code == audit.findings.counts_by_code()
        assert ["▲ XX102", "Yes", "option value 1 1", "D", 3] in [row[:5] for row in rows]
        columns = [row for row in rows if row[0] in {*"ABCDEFG", "–"} and isinstance(row[5], int)]
        assert sum(row[5] for row in columns) == len(audit.findings)

    def test_says_what_did_not_run_and_what_was_read(self, case: Any) -> None:
        said = said_in(case[2], "Summary")
        for part in (
            "XX106 – the file has no column for",
            "Customization sheet",
            "utf-8",
            "6 (rows 2–7)",
            "masked",
        ):
            assert part in said
        assert len(case[2]["Summary"]._charts) == 1

    def test_rules_and_about(self, case: Any) -> None:
        audit, _, book = case
        states = {
            row["Rule"].value: (row["Status"].value, row["Findings"].value) for row in table(book, "Rules")
        }
        assert states["XX101"] == ("ran", 4)
        assert states["XX106"] == ("skipped", None)
        about = said_in(book, "About")
        for part in (
            audit.version,
            audit.feed.source.sha256,
            audit.settings.fingerprint(),
            "2026-01-02 03:04 UTC",
        ):
            assert part in about

    def test_about_lists_changed_settings(self, tmp_path: Path) -> None:
        book = opened(written(audited(settings={"own_brands": ["Ürsüß"]}), tmp_path))
        assert 'own_brands\n["Ürsüß"]' in said_in(book, "About")


def test_chinese_throughout(tmp_path: Path) -> None:
    audit = audited(language="zh")
    book = opened(written(audit, tmp_path, "zh"))
    assert book.sheetnames == ["概览", "问题清单", "数据表", "规则", "关于"]
    assert book["概览"]["B2"].value == "暂不能上传：共 6 行，其中 3 行有 6 个错误"
    check_links(audit, book, "zh")
    english = re.compile(r"\b(?:the|of|and|not|row|rows|cells|found|wrong)\b")
    for name in book.sheetnames:
        if name != "数据表":
            assert not english.search(said_in(book, name)), name


def test_same_audit_same_bytes(tmp_path: Path) -> None:
    audit = audited()
    first = written(audit, tmp_path / "a").read_bytes()
    assert written(audited(), tmp_path / "b").read_bytes() == first


def test_unmasked_on_request(tmp_path: Path) -> None:
    masked, shown = written(audited(), tmp_path / "a"), written(audited(), tmp_path / "b", unmask=True)
    assert "jane" not in everything(masked)
    assert "bob" not in everything(masked)
    assert "jane@example.com" in everything(shown)


@pytest.mark.parametrize("headers", [(), ((9, ("sku",)), (1, ("x", "y")))])
def test_odd_header_rows_lose_nothing(tmp_path: Path, headers: Any) -> None:
    audit = audited()
    audit = replace(audit, feed=audit.feed.replaced(headers=headers))
    audit = replace(audit, findings=replace(audit.findings, feed=audit.feed))
    book = opened(written(audit, tmp_path))
    check_links(audit, book)
    assert [row[2].value for row in book["Feed"].iter_rows()][-6:] == [2, 3, 4, 5, 6, 7]
