"""The command line of runs over clients."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from auditor.catalogs.lock import Lock
from auditor.report.run_progress import RunProgress
from tests.many_case import CLEAN, clients, write
from tests.test_cli import auditor


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    clients(tmp_path)
    return tmp_path


SHORT = ("--format", "json", "--executor", "here", "--select", "OP")


class TestRuns:
    def test_a_folder_of_clients(self, folder: Path) -> None:
        code, out, err = auditor("audit", "clients", "--out", "out", *SHORT)
        assert code == 3
        assert "8 files of 3 clients · 4 audited · 1 could not be audited · 3 skipped" in out
        assert out.index("bolt") < out.index("acme")
        assert err.count("torn.xlsx") == 1
        assert sorted(path.name for path in (folder / "out" / "acme").iterdir()) == [
            "one.audit.json",
            "two.audit.json",
        ]

    def test_a_run_that_audits_nothing_leaves_the_last_rollup_whole(self, folder: Path) -> None:
        auditor("audit", "clients", "--out", "out", *SHORT)
        before = (folder / "out" / "rollup.json").read_bytes()
        for path in (folder / "clients").rglob("*"):
            if path.is_file() and path.suffix != ".toml":
                path.write_text("torn")
        code, _, err = auditor("audit", "clients", "--out", "out", *SHORT)
        assert code == 3
        assert "left as it is" in err
        assert (folder / "out" / "rollup.json").read_bytes() == before

    def test_quiet_says_problems_only(self, folder: Path) -> None:
        os.remove("clients/bolt/torn.xlsx")
        code, out, err = auditor("audit", "clients", "--out", "out", "-q", *SHORT)
        assert (code, out, err) == (1, "", "")
        assert auditor("audit", "clients", "-q", "--out", "out", "--fail-on", "never", *SHORT)[0] == 0

    def test_in_chinese(self, folder: Path) -> None:
        code, out, err = auditor("audit", "clients", "--out", "out", "--lang", "zh", *SHORT)
        assert code == 3
        assert "3 个客户，共 8 个文件" in out
        assert "torn.xlsx" in err

    def test_a_manifest(self, folder: Path) -> None:
        write(folder / "list.csv", "client,path\nCora,clients/cora/one.csv\n")
        code, out, _ = auditor("audit", "--manifest", "list.csv", "--out", "out", *SHORT)
        assert code == 0
        assert "1 file of 1 client · 1 audited" in out
        assert (folder / "out" / "Cora" / "one.audit.json").is_file()

    def test_the_roll_up_of_a_run_is_a_manifest(self, folder: Path) -> None:
        auditor("audit", "clients", "--out", "out", *SHORT)
        listed = folder / "out" / "rollup.json"
        code, out, _ = auditor("audit", "--manifest", str(listed), "--out", "again", *SHORT)
        assert code == 3
        assert "5 files of 3 clients · 4 audited · 1 could not be audited" in out
        assert (folder / "again" / "acme" / "one.audit.json").is_file()

    def test_nothing_named_and_contradictions_are_usage(self, folder: Path) -> None:
        assert auditor("audit")[0] == 2
        code, _, err = auditor("audit", "clients", "--executor", "here", "--timeout", "3")
        assert (code, "--executor here" in err) == (2, True)

    def test_a_folder_in_use_is_refused(self, folder: Path) -> None:
        with Lock(folder / "out" / ".auditor"):
            code, _, err = auditor("audit", "clients", "--out", "out", *SHORT)
        assert code == 3
        assert "Another run" in err

    def test_an_address_reads_and_a_file_address_writes_locally(self, folder: Path) -> None:
        code, _, _ = auditor(
            "audit", (folder / "clients" / "cora").as_uri(), "--out", (folder / "there").as_uri(), *SHORT
        )
        assert code == 0
        assert list((folder / "there").rglob("one.audit.json"))

    def test_files_named_one_by_one_are_shown_as_ever(self, folder: Path) -> None:
        write(folder / "mine.csv", CLEAN)
        code, out, _ = auditor("audit", "mine.csv", "clients/acme", "--format", "json", "--out", "r")
        assert code == 1
        assert "files of" not in out
        assert not (folder / "r" / ".auditor").exists()


class TestProgress:
    def test_plain_lines(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.report.run_progress.EVERY", 0.0)
        with RunProgress(2, 200, quiet=False, no_color=True, language="en") as progress:
            progress.took("acme", rows=10, size=100, errors=3, cached=False)
            progress.took("bolt", rows=10, size=100, errors=1, cached=True)
        first, second = capsys.readouterr().err.splitlines()
        assert first.startswith("1 of 2 files, ")
        assert first.endswith(", worst so far: acme (3 errors)")
        assert ", 0:00 left" in second

    def test_quiet(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.report.run_progress.EVERY", 0.0)
        with RunProgress(1, 1, quiet=True, no_color=True, language="zh") as progress:
            progress.took("acme", rows=1, size=1, errors=0, cached=False)
        assert capsys.readouterr().err == ""


def test_what_was_asked_is_kept(folder: Path) -> None:
    auditor("audit", "clients/cora", "--jobs", "1", "--out", "out", "--format", "json", "--select", "OP")
    (journal,) = (folder / "out" / ".auditor" / "runs").iterdir()
    head = json.loads(journal.read_text(encoding="utf-8").splitlines()[0])["run"]
    assert set(head) == {"name", "started", "digest", "arguments"}
