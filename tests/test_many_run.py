"""A run over clients: one record per file, the cache, interruption, the lock, addresses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from auditor.catalogs.executors import Here, Watch
from auditor.catalogs.findings_file import read_findings
from auditor.catalogs.journal import Journal, finished, journals, new_name, read_head
from auditor.catalogs.lock import BusyError, Lock
from auditor.catalogs.records import FINDINGS_SCHEMA, FeedRecord
from auditor.catalogs.run import run_plan
from auditor.catalogs.samples import sample_folder
from auditor.catalogs.work import Answer, Work
from tests.many_case import ASKED, BROKEN, CLEAN, by_path, carried_out, clients, plan, write

ALL = {
    "acme/one.csv": "audited",
    "acme/two.csv": "audited",
    "acme/price list.pdf": "skipped",
    "acme/old.audit.csv": "skipped",
    "bolt/2026/one.csv": "audited",
    "bolt/torn.xlsx": "refused",
    "cora/one.csv": "audited",
    "docs/readme": "skipped",
}


def steady(records: Iterable[FeedRecord]) -> list[FeedRecord]:
    """Records without what two runs may say differently."""
    return sorted(
        (replace(one, seconds=0.0, peak_mib=0.0, cached=False) for one in records), key=lambda one: one.path
    )


class TestRecords:
    def test_one_record_for_every_file(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        run, records = carried_out(plan(root, tmp_path / "out"))
        found = by_path(records, root)
        assert {name: one.status for name, one in found.items()} == ALL
        assert steady(run.record.feeds) == steady(records)
        assert run.record.finished is not None
        one = found["acme/one.csv"]
        assert (one.client, one.rows, one.layout) == ("acme", 1, "customization_sheet")
        assert one.counts["error"] == sum(
            count for code, count in one.codes.items() if one.severities[code] == 3
        )
        assert one.reports == (str(tmp_path / "out" / "acme" / "one.audit.json"),)
        assert one.sha256 == json.loads(Path(one.reports[0]).read_bytes())["file"]["sha256"]

    def test_findings_at_rest_are_those_of_the_report(self, tmp_path: Path) -> None:
        _, records = carried_out(plan(clients(tmp_path), tmp_path / "out"))
        one = next(record for record in records if record.counts.get("error"))
        table = read_findings(Path(one.findings))
        assert table.schema == FINDINGS_SCHEMA
        report = json.loads(Path(one.reports[0]).read_bytes())["findings"]
        assert table["fingerprint"].to_pylist() == [finding["fingerprint"] for finding in report]
        assert table["message_en"].to_pylist() == [finding["message"] for finding in report]
        assert set(table["sku"].to_pylist()) <= {"A-1", "C-1", ""}
        assert all(table["message_zh"].to_pylist())

    def test_files_of_one_client_are_evidence_for_each_other(self, tmp_path: Path) -> None:
        write(tmp_path / "in" / "acme" / "a.csv", "sku,asin\nA-1,B0ABCDEFGH\n")
        write(tmp_path / "in" / "acme" / "b.csv", CLEAN)
        run, _ = carried_out(plan(tmp_path / "in", tmp_path / "out"))
        assert len(run.plan.units) == 1

    def test_an_accounts_list_is_read_beside_the_feeds(self, tmp_path: Path) -> None:
        shutil.copytree(sample_folder() / "agency", tmp_path / "in" / "acme")
        _, records = carried_out(plan(tmp_path / "in", tmp_path / "out"))
        found = by_path(records, tmp_path / "in")
        assert found["acme/accounts.csv"].status == "skipped"
        assert "accounts list" in found["acme/accounts.csv"].reason.en
        assert found["acme/signs.csv"].status == "audited"

    def test_wrong_settings_of_a_client_cost_that_client_alone(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        write(root / "acme" / "auditor.toml", "nonsense = 1\n")
        _, records = carried_out(plan(root, tmp_path / "out"))
        found = by_path(records, root)
        assert found["acme/one.csv"].status == "refused"
        assert "nonsense" in found["acme/one.csv"].reason.en
        assert found["cora/one.csv"].status == "audited"

    def test_a_failure_of_the_program_costs_one_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from auditor.catalogs import unit

        real = unit.feed_of

        def failing(opened: object, hint: object) -> object:
            if str(opened.path).endswith("two.csv"):  # type: ignore[attr-defined]
                raise ZeroDivisionError("division by zero")
            return real(opened, hint)  # type: ignore[arg-type]

        monkeypatch.setattr(unit, "feed_of", failing)
        root = clients(tmp_path)
        _, records = carried_out(plan(root, tmp_path / "out"))
        found = by_path(records, root)
        assert {name: one.status for name, one in found.items()} == {**ALL, "acme/two.csv": "crashed"}
        assert "ZeroDivisionError" in found["acme/two.csv"].reason.en


class TestCache:
    def test_what_has_not_changed_is_not_audited_again(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        _, first = carried_out(plan(root, tmp_path / "out"))
        _, second = carried_out(plan(root, tmp_path / "out"))
        assert {one.cached for one in second if one.status in ("audited", "refused")} == {True}
        assert steady(first) == steady(second)
        _, third = carried_out(plan(root, tmp_path / "out"), fresh=True)
        assert {one.cached for one in third} == {False}

    @pytest.mark.parametrize("changed", ["content", "settings", "formats", "report"])
    def test_what_has_changed_is(self, tmp_path: Path, changed: str) -> None:
        root, asked = clients(tmp_path), ASKED
        _, first = carried_out(plan(root, tmp_path / "out"))
        if changed == "content":
            write(root / "acme" / "one.csv", BROKEN.replace("A-1", "A-2"))
        elif changed == "settings":
            write(root / "acme" / "auditor.toml", 'own_brands = ["X"]\n')
        elif changed == "formats":
            asked = replace(ASKED, formats=("csv",))
        else:
            Path(by_path(first, root)["acme/one.csv"].reports[0]).unlink()
        _, second = carried_out(plan(root, tmp_path / "out", asked))
        found = by_path(second, root)
        assert not found["acme/one.csv"].cached
        assert found["acme/two.csv"].cached == (changed == "report")
        assert found["cora/one.csv"].cached == (changed != "formats")

    def test_orders_are_judged_by_the_day(self, tmp_path: Path) -> None:
        orders = "order-id\torder-item-id\tpurchase-date\tsku\tquantity-purchased\n1\t2\t2026-01-01\tA\t1\n"
        root = tmp_path / "in"
        write(root / "acme" / "orders.txt", orders)
        write(root / "auditor.toml", "today = 2026-02-01\n")
        _, first = carried_out(plan(root, tmp_path / "out"))
        assert [one.status for one in first] == ["audited"]
        stored = json.loads(journals(tmp_path / "out" / ".auditor")[0].read_text().splitlines()[1])
        assert stored["file"]["key"].endswith("@2026-02-01")


class Stopping:
    """Carries out some answers and is killed then: nothing is cleaned up."""

    def __init__(self, after: int) -> None:
        self.after = after

    def answers(self, works: Iterable[Work], watch: Watch) -> Iterator[Answer]:
        for number, answer in enumerate(Here().answers(works, watch)):
            if number == self.after:
                raise KeyboardInterrupt
            yield answer


class TestResume:
    @pytest.mark.parametrize("after", [0, 1, 3])
    def test_an_interrupted_run_goes_on(self, tmp_path: Path, after: int) -> None:
        root = clients(tmp_path)
        whole, _ = carried_out(plan(root, tmp_path / "whole"))
        with pytest.raises(KeyboardInterrupt):
            carried_out(plan(root, tmp_path / "torn"), Stopping(after))
        (torn,) = journals(tmp_path / "torn" / ".auditor")
        assert not finished(torn)
        with torn.open("ab") as file:
            file.write(b'{"file":{"number":4,"rec')
        write(tmp_path / "torn" / "acme" / ".0123456789ab.tmp", "half")
        run, records = carried_out(plan(root, tmp_path / "torn"))
        assert run.resumed
        assert journals(tmp_path / "torn" / ".auditor") == [torn]
        assert finished(torn)
        assert not list((tmp_path / "torn").rglob("*.tmp"))
        paths = [json.loads(line)["file"]["record"]["path"] for line in torn.read_text().splitlines()[1:-2]]
        assert len(paths) == len(set(paths)) == len(ALL) == len(records)
        text = [
            [
                json.dumps(one.as_json()).replace(str(tmp_path / name), "OUT")
                for one in steady(run_.record.feeds)
            ]
            for run_, name in ((whole, "whole"), (run, "torn"))
        ]
        assert text[0] == text[1]
        assert not any(one.cached for one in records)

    def test_files_that_are_tried_again_are_not_journaled_twice(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        (root / "acme" / "empty.csv").touch()
        with pytest.raises(KeyboardInterrupt):
            carried_out(plan(root, tmp_path / "out"), Stopping(5))
        carried_out(plan(root, tmp_path / "out"))
        (journal,) = journals(tmp_path / "out" / ".auditor")
        assert journal.read_text().count("empty.csv") == 1

    def test_killed_while_the_roll_up_is_written(self, tmp_path: Path) -> None:
        made = plan(clients(tmp_path), tmp_path / "out")
        first = run_plan(made, Here())
        first.__enter__()
        list(first)
        with pytest.raises(BusyError), Lock(first.state):
            pass
        first.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
        (journal,) = journals(first.state)
        assert not finished(journal)
        again = run_plan(made, Here())
        with again:
            list(again)
        assert finished(journal)
        assert again.resumed
        assert list(again.record.feeds) == list(first.record.feeds)
        assert replace(again.record, feeds=()) == replace(first.record, feeds=())

    def test_another_order_is_another_run(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        with pytest.raises(KeyboardInterrupt):
            carried_out(plan(root, tmp_path / "out"), Stopping(1))
        run, _ = carried_out(plan(root, tmp_path / "out", replace(ASKED, select=("ID",))))
        assert not run.resumed
        assert len(journals(tmp_path / "out" / ".auditor")) == 2

    def test_a_clock_that_goes_backwards_does_not_hide_the_newest_run(self) -> None:
        import datetime as dt

        early = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        assert new_name(early, "20261124T181500Z-3f2a") > "20261124T181500Z-ffff"
        assert new_name(early).startswith("20200101T000000Z-")

    def test_a_journal_that_died_at_once_is_no_run(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        torn = write(tmp_path / "out" / ".auditor" / "runs" / "20200101T000000Z-0000.jsonl", '{"run":{"na')
        assert read_head(torn) is None
        run, records = carried_out(plan(root, tmp_path / "out"))
        assert not run.resumed
        assert len(records) == len(ALL)

    def test_a_full_disk_is_an_error_of_the_run(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Journal, "put", full)
        with pytest.raises(OSError, match="No space"):
            carried_out(plan(clients(tmp_path), tmp_path / "out"))


class TestLock:
    def test_two_runs_on_one_folder_are_kept_apart(self, tmp_path: Path) -> None:
        with Lock(tmp_path), pytest.raises(BusyError, match=f"process {os.getpid()} on"), Lock(tmp_path):
            pass
        with Lock(tmp_path) as again:
            assert not again.stale

    def test_the_lock_of_a_dead_process_does_not_count(self, tmp_path: Path) -> None:
        code = (
            "import os, sys; sys.path[:] = eval(sys.argv[2])\n"
            "from pathlib import Path\n"
            "from auditor.catalogs.lock import Lock\n"
            "Lock(Path(sys.argv[1])).__enter__(); os._exit(9)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path), repr(sys.path)], check=False)
        assert done.returncode == 9
        assert (tmp_path / "lock").read_bytes()
        with Lock(tmp_path) as lock:
            assert lock.stale


class TestAddresses:
    def test_feeds_are_read_from_and_reports_written_to_addresses(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.delenv("LOCALAPPDATA", raising=False)
        root = clients(tmp_path)
        store = fsspec.filesystem("memory")
        for path in root.rglob("*"):
            if path.is_file():
                store.pipe_file("/in/" + path.relative_to(root).as_posix(), path.read_bytes())
        run, records = carried_out(plan("memory://in", "memory://out"))
        found = {record.path.removeprefix("memory://in/"): record for record in records}
        assert {name: one.status for name, one in found.items()} == ALL
        report = found["acme/one.csv"].reports[0]
        assert report == "memory://out/acme/one.audit.json"
        with fsspec.open(report) as file:
            assert json.load(file)["file"]["path"] == "memory://in/acme/one.csv"
        assert store.exists(found["acme/one.csv"].findings.removeprefix("memory://"))
        assert run.state.is_relative_to(tmp_path / "cache")
        _, again = carried_out(plan("memory://in", "memory://out"))
        assert {one.cached for one in again if one.status == "audited"} == {True}
        store.rm("/in", recursive=True)
        store.rm("/out", recursive=True)

    def test_a_file_address_is_read_too(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        _, records = carried_out(plan(root.as_uri(), tmp_path / "out"))
        assert sorted(one.status for one in records) == sorted(ALL.values())

    @pytest.mark.parametrize(
        ("address", "said"),
        [("nonsense://x/in", "not known"), ("memory://nothing/here", "holds no feed")],
    )
    def test_addresses_that_lead_nowhere_are_refused(self, tmp_path: Path, address: str, said: str) -> None:
        _, records = carried_out(plan(address, tmp_path / "out"))
        assert [one.status for one in records] == ["refused"]
        assert said in records[0].reason.en
