"""Texts from a feed stay texts in the Excel report, whatever they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from auditor.model import Hits, Severity, Text
from auditor.report.xlsx.texts import CUT, LONGEST, clean, shortened, units
from tests.report_case import audited, cells_hit, rule
from tests.report_reading import opened, said_in, written

NASTY = [
    "=1+1", "+1", "-1", "@x", "http://a.example/x", "mailto:a@b.example", "internal:Feed!A1", "0012", "1e5",
    "<r><t>x</t></r>",
    "<r>&</r>", "_x000D_", "_x0041_", "\x00\x01\x1f", "a\r\nb", " lead and trail ", "￾", "😀" * 20_000, "x" * 40_000,
    "{=SUM(A1)}", "]]>", "<b>&amp;</b>", "%s{0}{x}", "'quoted", "\t tab",
]  # fmt: skip


@pytest.mark.parametrize("hit", [None, (0, 2), (1, 9), (0, 99_999)])
def test_texts_survive_as_texts(tmp_path: Path, hit: tuple[int, int] | None) -> None:
    check_texts(tmp_path, NASTY, hit)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1, max_size=5),
    start=st.integers(0, 5),
    length=st.integers(1, 5),
)
def test_any_text_survives(tmp_path: Path, texts: list[str], start: int, length: int) -> None:
    check_texts(tmp_path, texts, (start, start + length))


def check_texts(folder: Path, texts: list[str], hit: tuple[int, int] | None) -> None:
    spans = None if hit is None else [hit] * len(texts)
    rows = list(range(len(texts)))
    say = rule("XX101", Severity.ERROR, lambda e: [cells_hit(e.feed, "title", rows, spans)])
    audit = audited({"sku": ["k"] * len(texts), "title": texts}, with_rules=[say])
    path = written(audit, folder)
    feed = opened(path)["Feed"]
    for i, text in enumerate(texts):
        cell = feed.cell(3 + i, 5)
        expected = shortened(clean(text))
        value = "" if cell.value is None else str(cell.value)
        assert value == expected or (units(text) > LONGEST and value.endswith(CUT)), repr(text[:50])
        assert cell.data_type in {"s", "n"}
        assert cell.value is None or cell.data_type == "s"
        assert cell.hyperlink is None
    CalamineWorkbook.from_path(path).get_sheet_by_name("Findings").to_python()


def test_lone_surrogates_in_messages_and_names(tmp_path: Path) -> None:
    odd = rule(
        "XX101",
        Severity.INFO,
        lambda e: [Hits(rows=np.array([0]), columns=0)],
        message=Text("\ud800!", "\udfff"),
    )
    audit = audited({"sku": ["k"]}, with_rules=[odd], path="bad\udcff.csv")
    said = said_in(opened(written(audit, tmp_path)), "Findings")
    assert "\ufffd!" in said
