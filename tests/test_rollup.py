"""The roll-up of a run: the same facts in workbook, JSON and CSV; texts stay data; nothing half-written stays."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rollup_case import CHANGES, OTHER, SINCE, STARTED, agency, audited, changes_of, three

from auditor.catalogs.manifest import clients_of_manifest
from auditor.catalogs.plan import Asked
from auditor.catalogs.records import FeedRecord, RunRecord
from auditor.model import FeedError
from auditor.report.files import ReportError
from auditor.report.rollup import read_rollup, write_rollup
from auditor.report.rollup.facts import LISTED, facts_of
from auditor.report.rollup.links import external, relative
from auditor.report.rollup.sentences import run_verdict

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "rollup.schema.json").read_text(encoding="utf-8"))
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def stored(folder: Path) -> dict:
    found = json.loads((folder / "rollup.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, SCHEMA)
    return found


def book(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / "rollup.xlsx")


def texts(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def lines(folder: Path) -> list[dict[str, str]]:
    with (folder / "rollup.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_three_say_the_same(tmp_path: Path) -> None:
    run = three(tmp_path)
    written = write_rollup(run, (), tmp_path, "en", created=NOON)
    assert [Path(path).name for path in written] == ["rollup.xlsx", "rollup.json", "rollup.csv"]
    said = stored(tmp_path)
    assert said["verdict"] == {
        "state": "stop",
        "sentence": "2 of 3 clients need work before upload: 7 errors and 1 file that could not be audited",
    }
    assert [(one["client"], one["state"]) for one in said["clients"]] == [
        ("acme", "stop"), ("bolt", "stop"), ("cora", "go"), ("docs", "none"),
    ]  # fmt: skip
    assert said["totals"]["files_by_status"] == {"audited": 4, "refused": 1, "skipped": 2}
    assert [(one["code"], one["clients"], one["findings"]) for one in said["rules"]] == [
        ("OP201", 1, 7), ("TX303", 2, 3), ("LI602", 1, 1),
    ]  # fmt: skip
    sheet = book(tmp_path)["Clients"]
    table = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    for one in said["clients"]:
        row = table[one["client"]]
        assert row[2:6] == (*one["severity"].values(), one["not_audited"])
        assert row[6:11] == tuple(one[key] for key in ("files", "audited", "skipped", "rows", "accepted"))
    rows = lines(tmp_path)
    assert [row["path"] for row in rows] == [record.path for record in run.feeds]
    assert sum(int(row["error"] or 0) for row in rows) == said["totals"]["severity"]["error"] == 7
    assert rows[0]["reports"] == "acme/one.audit.xlsx | acme/one.audit.json"
    assert rows[0]["worst_rule"] == "OP201"


def test_the_run_is_read_again_as_it_was(tmp_path: Path) -> None:
    run = three(tmp_path)
    write_rollup(run, (), tmp_path, "zh")
    assert read_rollup(tmp_path / "rollup.json") == run


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "auditor.rollup", "version": 99}', '{"format": "auditor.rollup"}', "{]"],
)
def test_what_is_no_rollup_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rollup.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FeedError, match=r"no rollup\.json"):
        read_rollup(path)


def test_it_is_a_manifest(tmp_path: Path) -> None:
    feeds = []
    for client in ("acme", "bolt"):
        path = tmp_path / client / "one.csv"
        path.parent.mkdir()
        path.write_text("sku\nA\n", encoding="utf-8")
        feeds.append(audited(tmp_path, client, "one", path=str(path)))
    feeds.append(FeedRecord(path=str(tmp_path / "x.pdf"), client="acme", status="skipped", reason=OTHER))
    run = replace(three(tmp_path), feeds=feeds)
    write_rollup(run, (), tmp_path, "en")
    clients = clients_of_manifest(str(tmp_path / "rollup.json"), str(tmp_path / "out"), Asked())
    assert {one.name: [file.path for file in one.files] for one in clients} == {
        record.client: [record.path] for record in feeds[:2]
    }


def test_without_an_earlier_run_nothing_is_said_of_change(tmp_path: Path) -> None:
    write_rollup(three(tmp_path), (), tmp_path, "en")
    assert "Changes" not in book(tmp_path).sheetnames
    said = stored(tmp_path)
    assert "changes" not in said
    assert not any("changes" in one for one in said["clients"])
    assert not any("since" in one.lower() for one in said["sentences"] if "earlier" not in one)


def test_what_changed(tmp_path: Path) -> None:
    write_rollup(three(tmp_path), CHANGES, tmp_path, "en", since=SINCE)
    said = stored(tmp_path)
    assert said["changes"]["since"] == SINCE.isoformat()
    assert said["changes"]["newly_broken"] == ["acme"]
    assert said["changes"]["counts"]["new"] == {"error": 2, "warning": 1, "info": 0}
    sheet = book(tmp_path)["Changes"]
    assert [row[:6] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("acme", "yes", 2, 0, 2, 5),
        ("bolt", None, 0, 1, 1, 0),
    ]
    assert any("1 client that had no errors before has some now: acme." in one for one in said["sentences"])


def test_an_earlier_run_with_nothing_changed_is_told_from_none(tmp_path: Path) -> None:
    write_rollup(three(tmp_path), (), tmp_path, "en", since=SINCE)
    assert stored(tmp_path)["changes"]["newly_broken"] == []
    assert "Changes" in book(tmp_path).sheetnames


def test_links_lead_to_the_reports(tmp_path: Path) -> None:
    names = ["a #1", "100% %20", "b & c", "定制 [x]", "q'uote \"", "é^`{}"]
    feeds = []
    for name in names:
        record = audited(tmp_path, "client é", name)
        for report in record.reports:
            Path(report).parent.mkdir(exist_ok=True)
            Path(report).write_text("", encoding="utf-8")
        feeds.append(record)
    write_rollup(replace(three(tmp_path), feeds=feeds), (), tmp_path, "en")
    targets = [
        cell.hyperlink.target
        for row in book(tmp_path)["Files"].iter_rows()
        for cell in row
        if cell.hyperlink is not None
    ]
    assert len(targets) == 2 * len(names)
    found = {tmp_path / unquote(target.replace("\\", "/")) for target in targets}
    assert found == {Path(report) for record in feeds for report in record.reports}
    for links, record in zip((one["links"] for one in stored(tmp_path)["feeds"]), feeds, strict=True):
        assert [str(tmp_path / link) for link in links] == list(record.reports)


@given(
    st.text(st.characters(exclude_characters="\\", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)
)
def test_a_link_says_the_name(name: str) -> None:
    made = external(name)
    if made:
        assert not set(made) & set(' #"<>[]^`{}')
        assert unquote(made.removeprefix("external:")) == name


@pytest.mark.parametrize(
    ("report", "out", "link"),
    [
        ("reports/acme/one.xlsx", "reports", "acme/one.xlsx"),
        ("s3://bucket/out/acme/one.xlsx", "s3://bucket/out/", "acme/one.xlsx"),
        ("/elsewhere/one.xlsx", "/reports", "/elsewhere/one.xlsx"),
        ("s3://other/one.xlsx", "reports", "s3://other/one.xlsx"),
    ],
)
def test_links_are_relative_where_they_can_be(report: str, out: str, link: str) -> None:
    assert relative(report, out) == link
    assert bool(external(link)) is not ("/elsewhere" in link or "://" in link)


def test_texts_are_data(tmp_path: Path) -> None:
    bad = (
        '=HYPERLINK("http://x","y")',
        "+1",
        "@SUM(A1)",
        "http://evil.example",
        "<r>bold</r>",
        "nul\x00 esc\x1b",
        "\udcff.csv",
    )
    feeds = [
        *(audited(tmp_path, text, "one", path=text, reports=(), marketplace=text) for text in bad),
        *(FeedRecord(path=text, client=text, status="refused", reason=OTHER) for text in bad),
        *(FeedRecord(path=text, client=text, status="skipped", reason=OTHER) for text in bad),
    ]
    write_rollup(replace(three(tmp_path), feeds=feeds), (), tmp_path, "en")
    for sheet in book(tmp_path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or (cell.hyperlink.location and not cell.hyperlink.target)
    shown = texts(book(tmp_path)["Skipped"])
    assert {bad[0], "<r>bold</r>", "nul␀ esc␛", "\ufffd.csv"} <= set(shown)
    assert all(not row["client"].startswith(("=", "+", "@")) for row in lines(tmp_path))
    stored(tmp_path)


def test_many_clients_stay_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.report.rollup.sheets.MOST_SKIPPED", 300)
    monkeypatch.setattr("auditor.report.rollup.write.STREAMED_LINES", 1_000)
    run = agency(tmp_path, clients=400, feeds=1_000, skipped=700)
    write_rollup(run, changes_of(run), tmp_path, "en", since=SINCE)
    found = book(tmp_path)
    assert found.sheetnames == [
        "Summary", "Clients", "Rules", "Files", "Changes", "Not audited", "Skipped", "Slow and large", "About",
    ]  # fmt: skip
    for name in ("Clients", "Rules", "Files", "Changes", "Not audited", "Skipped"):
        assert found[name].freeze_panes is not None
        assert found[name].auto_filter.ref
    assert found["Clients"].max_row == 401
    assert found["Files"].max_row == 1_001
    assert found["Skipped"].max_row == 303
    assert texts(found["Skipped"])[-1].startswith("Only the first 300 of 700 lines are listed here")
    assert found["Summary"].max_row < 120
    rules = found["Clients"].conditional_formatting
    assert {str(one.sqref) for one in rules} == {"C2:C401", "D2:D401", "E2:E401", "F2:F401"}
    clients = [row[0] for row in found["Clients"].iter_rows(min_row=2, values_only=True)]
    files = [row[0] for row in found["Files"].iter_rows(min_row=2, values_only=True)]
    assert list(dict.fromkeys(files)) == clients
    for row in found["Clients"].iter_rows(min_row=2, max_col=1):
        place = row[0].hyperlink.location.split("!A")[1]
        assert found["Files"][f"A{place}"].value == row[0].value
    assert len(lines(tmp_path)) == 1_700
    said = stored(tmp_path)
    assert len(said["feeds"]) == 1_700
    assert sum(one["files"] for one in said["clients"]) == 1_000
    assert said["totals"]["clients_by_state"]["stop"] == sum(
        1 for one in said["clients"] if one["severity"]["error"] or one["not_audited"]
    )


def test_tops_are_the_largest(tmp_path: Path) -> None:
    run = agency(tmp_path, clients=20, feeds=300)
    rolled = facts_of(run)
    feeds = [record for record in run.feeds if record.status == "audited"]
    slow = sorted((record.seconds for record in feeds), reverse=True)[:LISTED]
    assert [record.seconds for record in rolled.slowest] == slow
    errors = sorted((record.counts["error"] for record in feeds), reverse=True)[:LISTED]
    assert [record.counts["error"] for record in rolled.most_errors] == errors


@pytest.mark.parametrize(
    ("counts", "state", "en"),
    [
        ({}, "go", "Ready to upload: no errors or warnings in 2 files"),
        ({"warning": 2}, "look", "No errors, but look before you upload: 2 warnings in 1 of 2 clients"),
        ({"error": 1}, "stop", "1 of 2 clients needs work before upload: 1 error"),
    ],
)
def test_verdicts(tmp_path: Path, counts: dict[str, int], state: str, en: str) -> None:
    feeds = (audited(tmp_path, "a", "one", counts=counts), audited(tmp_path, "b", "one"))
    said = run_verdict(facts_of(replace(three(tmp_path), feeds=feeds)).sums)
    assert (said.state, said.sentence.en) == (state, en)


def test_no_files_and_no_clients(tmp_path: Path) -> None:
    empty = RunRecord(name="x", started=STARTED, finished=None, feeds=())
    write_rollup(empty, (), tmp_path, "en")
    said = stored(tmp_path)
    assert said["verdict"]["sentence"] == "Nothing was audited: no feed was found"
    assert any("interrupted" in one for one in said["sentences"])
    assert read_rollup(tmp_path / "rollup.json").finished is None
    nameless = replace(empty, feeds=(audited(tmp_path, "", "one", counts={"error": 1}),))
    write_rollup(nameless, (), tmp_path, "zh")
    assert stored(tmp_path)["verdict"]["sentence"] == "上传前需要修改：1 个错误"
    assert "（单独指定的文件）" in texts(book(tmp_path)["客户"])


def test_same_run_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_rollup(three(tmp_path), CHANGES, tmp_path / name, "en", since=SINCE, created=NOON)
    for name in ("rollup.xlsx", "rollup.json", "rollup.csv"):
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        if name == "rollup.xlsx":
            assert len(one) > 5_000
        else:
            assert one.replace(b"../", b"") == two.replace(b"../", b"")


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_rollup(three(tmp_path), (), tmp_path, "en", created=NOON)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("auditor.report.rollup.write._fill", full)
    with pytest.raises(ReportError, match=r"The roll-up could not be written .*disk is full"):
        write_rollup(three(tmp_path), (), tmp_path, "en")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_to_an_address(tmp_path: Path) -> None:
    out = "memory://rollup-test/out"
    report = f"{out}/acme/one.audit.xlsx"
    run = replace(three(tmp_path), feeds=(audited(tmp_path, "acme", "one", reports=(report,)),))
    assert write_rollup(run, (), out, "en")[1] == f"{out}/rollup.json"
    import fsspec

    said = json.loads(fsspec.filesystem("memory").cat("/rollup-test/out/rollup.json"))
    assert said["feeds"][0]["links"] == ["acme/one.audit.xlsx"]
