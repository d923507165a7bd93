"""``auditor fix`` and ``auditor split`` as a user meets them: files, words, exit codes."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.fix import files
from auditor.report.mended import visible
from tests.fix_case import listing

APPROVED = '[program_approval]\nstatus = "approved"\nmarketplaces = ["US"]\n'
DIRTY = listing(
    [["A-1 ", "Mug\u00a0for Dad", "Acme", "", "", "mug gift mug"], ["A-2", "Cup", "Acme", "", "", "x"]]
)
CLEAN = listing([["A-1", "Mug for Dad", "Acme", "", "", "mug gift"], ["A-2", "Cup", "Acme", "", "", "x"]])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text(APPROVED, encoding="utf-8")
    (tmp_path / "mine.txt").write_bytes(DIRTY.encode())
    return tmp_path


def auditor(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner(env={"COLUMNS": "120"}).invoke(app, list(arguments))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


class TestFix:
    def test_copy_and_report(self, folder: Path) -> None:
        code, out, _ = auditor("fix", "mine.txt", "--out", "r")
        assert code == 0
        assert names(folder / "r") == ["mine.fixed.audit.xlsx", "mine.fixed.txt"]
        assert (folder / "r" / "mine.fixed.txt").read_bytes() == CLEAN.encode()
        assert (folder / "mine.txt").read_bytes() == DIRTY.encode()
        assert "FF712" in out
        assert "LI613" in out
        sheet = openpyxl.load_workbook(folder / "r" / "mine.fixed.audit.xlsx")["Fixed"]
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert rows[0][:3] == ["Severity", "Before", "After"]
        assert rows[2][:3] == ["▲ Warning", 2, 0]
        assert ["A2", "sku", "A-1·", "A-1", "FF712", "fixed"] in rows

    def test_diff_writes_nothing(self, folder: Path) -> None:
        code, out, _ = auditor("fix", "mine.txt", "--diff")
        assert code == 0
        assert "A-1·" in out
        assert "Mug⍽for Dad" in out
        assert not (folder / "reports").exists()

    def test_lists_when_asked(self, folder: Path) -> None:
        auditor("fix", "mine.txt", "--diff", "--format", "json,csv", "--out", "r")
        assert names(folder / "r") == ["mine.fixed.changes.csv", "mine.fixed.changes.json"]
        held = json.loads((folder / "r" / "mine.fixed.changes.json").read_text(encoding="utf-8"))
        assert held["schema_version"] == 1
        assert [change["code"] for change in held["changes"]] == ["FF712", "FF712", "LI613"]
        assert held["changes"][0] == {
            "row": 2, "column": "A", "header": "sku", "before": "A-1 ", "after": "A-1", "code": "FF712",
            "done": True, "reason": "",
        }  # fmt: skip
        lines = (folder / "r" / "mine.fixed.changes.csv").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == "row,column,header,before,after,code,done,reason"
        assert len(lines) == 4

    def test_dry_run(self, folder: Path) -> None:
        code, out, _ = auditor("fix", "mine.txt", "--dry-run", "--format", "csv", "--lang", "zh")
        assert code == 0
        assert "未写入任何文件。" in out
        assert not (folder / "reports").exists()

    def test_nothing_is_overwritten(self, folder: Path) -> None:
        auditor("fix", "mine.txt", "--format", "csv")
        (folder / "reports" / "mine.fixed.txt").write_text("edited by hand", encoding="utf-8")
        auditor("fix", "mine.txt", "--format", "csv")
        assert (folder / "reports" / "mine.fixed.txt").read_text(encoding="utf-8") == "edited by hand"
        assert (folder / "reports" / "mine.fixed (2).txt").read_bytes() == CLEAN.encode()

    def test_the_same_again_is_the_same_file(self, folder: Path) -> None:
        for _ in range(2):
            auditor("fix", "mine.txt", "--format", "csv")
        assert names(folder / "reports") == ["mine.fixed.changes.csv", "mine.fixed.txt"]

    def test_clean_feed(self, folder: Path) -> None:
        (folder / "clean.txt").write_bytes(CLEAN.encode())
        code, out, _ = auditor("fix", "clean.txt", "--format", "csv")
        assert code == 0
        assert "Nothing to fix" in out
        assert "Nothing was written" in out

    def test_only_rows(self, folder: Path) -> None:
        code, out, _ = auditor(
            "fix", "mine.txt", "--only-rows-with-findings", "--select", "FF712", "--format", "csv"
        )
        assert code == 0
        assert "Rows kept: 1" in out
        held = (folder / "reports" / "mine.fixed.txt").read_bytes()
        assert held.splitlines() == [
            CLEAN.encode().splitlines()[0],
            b"A-1\tMug for Dad\tAcme\t\t\tmug gift mug",
        ]

    def test_errors_left_are_exit_1(self, folder: Path) -> None:
        (folder / "bad.txt").write_bytes(
            listing([["A-1 ", "Mug", "Acme", "4006381333932", "EAN", ""]]).encode()
        )
        assert auditor("fix", "bad.txt")[0] == 1
        assert auditor("fix", "bad.txt", "--fail-on", "never")[0] == 0

    def test_usage(self, folder: Path) -> None:
        assert auditor("fix", "mine.txt", "--format", "pdf")[0] == 2
        assert auditor("fix", "mine.txt", "--select", "ZZ999")[0] == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" a b ", "·a b·"),
        ("a\u200bb\n", "a⟨U+200B⟩b⏎"),
        ("   ", "···"),
        ("a\u00a0b", "a⍽b"),
        ("", ""),
        ("🎁", "🎁"),
    ],
)
def test_what_nobody_sees_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def refused(*arguments: str) -> str:
    code, out, err = auditor(*arguments)
    assert code == 3
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    return err


class TestBadInput:
    def test_missing_and_unfit_files(self, folder: Path) -> None:
        assert "no such file" in refused("fix", "nowhere.txt")
        (folder / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
        refused("fix", "photo.csv")
        refused("split", "photo.csv", "--rows", "5")

    def test_output_folder_is_a_file(self, folder: Path) -> None:
        (folder / "taken").write_text("x", encoding="utf-8")
        assert "The file could not be written" in refused("fix", "mine.txt", "--out", "taken")
        assert (folder / "taken").read_text(encoding="utf-8") == "x"

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
    def test_read_only_target(self, folder: Path) -> None:
        (folder / "r").mkdir(mode=0o500)
        assert "not allowed" in refused("fix", "mine.txt", "--out", "r")

    @pytest.mark.parametrize(
        ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "not allowed")]
    )
    def test_disk_full_half_way(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
    ) -> None:
        def half(path: Path, data: bytes) -> None:
            path.write_bytes(data[: len(data) // 2])
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(files, "_fill", half)
        assert said in refused("fix", "mine.txt", "--out", "r")
        assert names(folder / "r") == []
        assert said in refused("split", "mine.txt", "--rows", "1", "--out", "r")
        assert names(folder / "r") == []

    def test_all_parts_or_none(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = files._fill

        def second(path: Path, data: bytes) -> None:
            if b"A-2" in data:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            whole(path, data)

        monkeypatch.setattr(files, "_fill", second)
        assert "disk is full" in refused("split", "mine.txt", "--rows", "1", "--out", "r")
        assert names(folder / "r") == []

    def test_changed_meanwhile(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from auditor.fix import mend

        whole = mend.repaired

        def repaired(request: mend.Request) -> mend.Repair:
            done = whole(request)
            (folder / "mine.txt").write_bytes(CLEAN.encode())
            return done

        monkeypatch.setattr(mend, "repaired", repaired)
        assert "changed by another program" in refused("fix", "mine.txt", "--out", "r")
        assert names(folder / "r") == []


class TestSplit:
    def test_parts(self, folder: Path) -> None:
        code, out, _ = auditor("split", "mine.txt", "--rows", "1", "--out", "r")
        assert code == 0
        assert names(folder / "r") == ["mine.part-1.txt", "mine.part-2.txt"]
        assert "1 row, " in out
        head, *lines = DIRTY.encode().splitlines(keepends=True)
        assert (folder / "r" / "mine.part-2.txt").read_bytes() == head + lines[1]

    def test_limits_are_asked_for(self, folder: Path) -> None:
        (folder / "auditor.toml").unlink()
        done = CliRunner().invoke(app, ["split", "mine.txt"])
        assert "--rows" in str(done.exception)
