"""The sample feeds: what was planted is found, no more and no less, and they are built the same every time."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from auditor.config import load_settings
from auditor.engine import audit
from auditor.evidence import Run
from auditor.evidence.approvals import ACCOUNTS_LIST, listed_approvals
from auditor.feed.load import load_feed
from auditor.feed.table import Feed
from auditor.rules import all_rules
from sample_feeds.build import FOLDER, SAMPLES, build, content
from sample_feeds.sample import Finding, Sample, gtin, letter, order, place

NAMES = [sample.name for sample in SAMPLES]


@pytest.fixture(scope="module")
def feeds() -> dict[str, Feed]:
    return {name: load_feed(FOLDER / name) for name in NAMES}


def together(sample: Sample, feeds: dict[str, Feed]) -> Run | None:
    """The run a sample is audited in: the files of its folder; None for a file audited alone."""
    if not sample.folder:
        return None
    mates = [feeds[one.name] for one in SAMPLES if one.folder == sample.folder]
    listed = [feed for feed in mates if feed.layout == ACCOUNTS_LIST]
    approvals = tuple(approval for feed in listed for approval in listed_approvals(feed))
    return Run(tuple(feed for feed in mates if feed.layout != ACCOUNTS_LIST), approvals)


def found(sample: Sample, feeds: dict[str, Feed]) -> list[Finding]:
    feed = feeds[sample.name]
    if feed.layout == ACCOUNTS_LIST:
        return []
    result = audit(feed, load_settings(FOLDER / sample.settings), run=together(sample, feeds))
    assert not result.crashed, result.problems
    table = result.table("zh")
    rows = [None if pd.isna(row) else int(row) for row in table["row"]]
    columns = [None if pd.isna(column) else str(column) for column in table["column"]]
    return sorted(zip(rows, columns, table["code"], table["severity"], strict=True), key=order)


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_what_was_planted_is_found(sample: Sample, feeds: dict[str, Feed]) -> None:
    assert found(sample, feeds) == sample.planted()


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_expectations_state_what_was_planted(sample: Sample) -> None:
    lines = json.loads((FOLDER / "expected" / f"{sample.name}.json").read_text(encoding="utf-8"))
    assert [tuple(line.values()) for line in lines] == sample.planted()


def test_build_is_reproducible(tmp_path: Path) -> None:
    for path in build(tmp_path):
        assert path.read_bytes() == (FOLDER / path.relative_to(tmp_path)).read_bytes(), (
            f"{path.name}: run python -m sample_feeds.build"
        )


def test_layouts_and_encodings(feeds: dict[str, Feed]) -> None:
    seen = {name: (feed.layout, feed.language, feed.source.encoding) for name, feed in feeds.items()}
    assert seen["定制商品导出.csv"] == ("generic_table", "zh", "gb18030")
    assert seen["export_fr.csv"] == ("generic_table", "fr", "cp1252")
    assert seen["custom_template.txt"][0::2] == ("amazon_custom_template", "utf-16-le")
    assert {seen[name][0] for name in NAMES} >= {
        "customization_sheet",
        "custom_flat_file",
        "order_report",
        "inventory_loader",
    }


def test_the_clean_sheet_is_clean() -> None:
    clean = next(sample for sample in SAMPLES if "clean" in sample.name)
    assert clean.planted() == []


def test_the_workbook_says_the_same_to_another_reader() -> None:
    sample = next(sample for sample in SAMPLES if sample.name == "customization_sheet.xlsx")
    sheet = openpyxl.load_workbook(FOLDER / sample.name)["Products"]
    shown = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert shown == sample.table()


def test_every_tier_1_rule_has_a_sample() -> None:
    planted = {code for sample in SAMPLES for _, _, code, _ in sample.planted()}
    missing = sorted(
        f"{rule.code} {rule.title.en}" for rule in all_rules() if rule.tier == 1 and rule.code not in planted
    )
    assert not missing, (
        "no sample shows these rules of tier 1: plant a row that breaks each one, name the rule beside the row "
        f"(sample_feeds/*.py) and run python -m sample_feeds.build: {'; '.join(missing)}"
    )


def test_helpers() -> None:
    assert [letter(n) for n in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]
    assert [place(letter(n)) for n in range(800)] == list(range(800))
    assert gtin(1) == "6979999000015"
    assert content(SAMPLES[0]).startswith(b"\xef\xbb\xbfsku,")
