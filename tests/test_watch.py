"""``auditor watch``: files that stopped growing, bad files, own reports, new starts, and the end by Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from auditor import cli_watch
from auditor.catalogs.lock import Lock
from auditor.catalogs.watching import State, Watcher, remember, remembered
from auditor.cli import app

ROOT = Path(__file__).resolve().parents[1]
BROKEN = (
    "sku,is_customizable,item_name,customization1_label,customization1_option1,customization1_option2\n"
    "A-1,true,Custom Mug,Add name?,Yes,No\n"
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


class TestWatcher:
    def watcher(self, folder: Path, clock: Clock, **more: Any) -> Watcher:
        return Watcher(str(folder), str(folder / "reports"), settle=5, clock=clock, **more)

    def test_a_file_is_ready_when_it_has_not_changed_for_a_while(self, tmp_path: Path, clock: Clock) -> None:
        path = tmp_path / "f.csv"
        path.write_text("a")
        watcher = self.watcher(tmp_path, clock)
        assert (watcher.ready(), watcher.waiting) == ([], 1)
        clock.now += 4
        path.write_text("ab")
        assert watcher.ready() == []
        clock.now += 4
        assert watcher.ready() == []
        clock.now += 1
        assert watcher.ready() == [str(path)]
        watcher.done(str(path), watcher.state(str(path)))
        assert (watcher.ready(), watcher.waiting) == ([], 0)

    def test_a_file_that_changed_during_its_audit_comes_again(self, tmp_path: Path, clock: Clock) -> None:
        path = tmp_path / "f.csv"
        path.write_text("a")
        watcher = self.watcher(tmp_path, clock)
        watcher.ready()
        clock.now += 5
        (found,) = watcher.ready()
        state = watcher.state(found)
        path.write_text("abc")
        watcher.done(found, state)
        assert watcher.ready() == []
        clock.now += 5
        assert watcher.ready() == [str(path)]

    def test_same_size_but_rewritten(self, tmp_path: Path, clock: Clock) -> None:
        path = tmp_path / "f.csv"
        path.write_text("a")
        os.utime(path, ns=(1, 1))
        watcher = self.watcher(tmp_path, clock, audited={str(path): State(1, 1)})
        assert (watcher.ready(), watcher.waiting) == ([], 0)
        os.utime(path, ns=(1, 2))
        watcher.ready()
        clock.now += 5
        assert watcher.ready() == [str(path)]

    def test_what_is_never_audited(self, tmp_path: Path, clock: Clock) -> None:
        (tmp_path / "reports").mkdir()
        for name in (
            "f.audit.xlsx",
            "f.audit.csv",
            "f.annotated.xlsx",
            "~$f.xlsx",
            ".f.csv",
            "f.pdf",
            "reports/g.csv",
        ):
            (tmp_path / name).write_text("x")
        watcher = self.watcher(tmp_path, clock)
        watcher.ready()
        clock.now += 5
        assert (watcher.ready(), watcher.waiting) == ([], 0)

    def test_deleted_files_are_forgotten_but_not_while_the_folder_is_away(
        self, tmp_path: Path, clock: Clock
    ) -> None:
        share = tmp_path / "share"
        share.mkdir()
        (share / "f.csv").write_text("a")
        watcher = Watcher(str(share), str(tmp_path / "r"), settle=0, clock=clock)
        (path,) = watcher.ready()
        watcher.done(path, watcher.state(path))
        share.rename(tmp_path / "away")
        assert watcher.ready() == []
        assert watcher.problem is not None
        (tmp_path / "away").rename(share)
        assert watcher.ready() == []
        assert watcher.problem is None
        (share / "f.csv").unlink()
        watcher.ready()
        assert watcher.audited == {}

    def test_namesakes(self, tmp_path: Path, clock: Clock) -> None:
        for name in ("a.csv", "A.xlsx", "b.csv"):
            (tmp_path / name).write_text("x")
        watcher = self.watcher(tmp_path, clock)
        watcher.ready()
        assert watcher.has_namesake(str(tmp_path / "a.csv"))
        assert not watcher.has_namesake(str(tmp_path / "b.csv"))

    def test_the_memory(self, tmp_path: Path) -> None:
        place = tmp_path / "m.json"
        states = {"定制.csv": State(3, 4), "odd\udcff.csv": State(1, 2)}
        remember(place, states)
        assert remembered(place) == states
        for damaged in ("", "[]", '{"a": 1}', '{"a": [1, "x"]}', "{"):
            place.write_text(damaged)
            assert remembered(place) == {}
        assert remembered(tmp_path / "gone.json") == {}


def auditor(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "in" / "客户 A").mkdir(parents=True)
    return tmp_path


class TestCommand:
    def test_audits_what_is_there_once(self, folder: Path) -> None:
        (folder / "in" / "客户 A" / "定制.csv").write_text(BROKEN, encoding="utf-8")
        (folder / "in" / "bad.xlsx").write_bytes(b"PK\x03\x04 no workbook")
        now = ("watch", "in", "--once", "--settle", "0", "--interval", "0.05")
        code, out, _ = auditor(*now, "--", "--format", "json", "--lang", "zh")
        assert code == 3
        assert "定制.csv: with findings" in out
        assert "bad.xlsx: could not be audited" in out
        assert out.splitlines()[-1] == "2 files audited: 1 with findings, 1 could not be audited."
        report = json.loads((folder / "reports" / "客户 A" / "定制.audit.json").read_text(encoding="utf-8"))
        assert report["language"] == "zh"
        assert auditor(*now) == (0, "0 files audited.\n", "")

    def test_a_worker_that_dies_costs_one_file(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("a.csv", "b.csv"):
            (folder / "in" / name).write_text(BROKEN, encoding="utf-8")
        ended = {"a.csv": -signal.SIGKILL, "b.csv": 0}
        monkeypatch.setattr(cli_watch, "_audited", lambda path, *_: ended[os.path.basename(path)])
        code, out, _ = auditor("watch", "in", "--once", "--settle", "0")
        assert code == 4
        assert out.splitlines()[-1] == "2 files audited: 1 clean, 1 crashed."

    def test_settings_that_are_wrong_are_no_crash_and_the_next_watch_tries_again(self, folder: Path) -> None:
        (folder / "in" / "a.csv").write_text(BROKEN)
        settings = folder / "auditor.toml"
        settings.write_text("languge = 'zh'\n")
        words = ("watch", "in", "--once", "--settle", "0")
        code, out, _ = auditor(*words)
        assert code == 3
        assert "1 file audited: 1 could not be audited." in out
        settings.write_text("language = 'zh'\n")
        code, out, _ = auditor(*words)
        assert code == 1
        assert "1 file audited: 1 with findings." in out

    def test_interrupted_in_an_audit_the_file_comes_again(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "in" / "a.csv").write_text(BROKEN, encoding="utf-8")

        def interrupted(*_: Any) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(cli_watch, "_audited", interrupted)
        code, out, _ = auditor("watch", "in", "--settle", "0")
        assert (code, out.splitlines()[-1]) == (0, "0 files audited.")
        monkeypatch.setattr(cli_watch, "_audited", lambda *_: 0)
        assert "a.csv: clean" in auditor("watch", "in", "--once", "--settle", "0")[1]

    def test_an_audit_is_ended_with_the_watch(self, folder: Path) -> None:
        asked = [sys.executable, "-m", "auditor", "watch", "in", "--settle", "0", "--interval", "0.05"]
        (folder / "in" / "slow.csv").write_text(BROKEN + BROKEN.splitlines()[1] * 10, encoding="utf-8")
        process = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        out, said = process.communicate(timeout=10)
        assert (process.returncode, said) == (0, "")
        assert out.splitlines()[-1].startswith(("0 files", "1 file"))

    def test_two_files_that_differ_in_their_ending_keep_their_reports(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("a.csv", "a.txt", "b.csv"):
            (folder / "in" / name).write_text(BROKEN, encoding="utf-8")
        places: list[str] = []
        monkeypatch.setattr(
            cli_watch, "_audited", lambda _, target, __: places.append(target.as_posix()) or 0
        )
        auditor("watch", "in", "--once", "--settle", "0")
        assert sorted(places) == ["reports", "reports/a.csv", "reports/a.txt"]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("gone",), "gone is no folder"),
            (("in", "--", "--frob"), "No such option: --frob"),
            (("in", "--", "--out", "x"), "--out belongs before the two dashes"),
            (("in", "--", "f.csv"), "only options may stand after the two dashes"),
            (("in", "--interval", "0"), "--interval"),
            (("in", "--out", "s3://bucket/x"), "is an address"),
        ],
    )
    def test_bad_input_is_a_sentence_and_exit_code_2(
        self, folder: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        code, _, problem = auditor("watch", *arguments)
        assert code == 2
        assert said in " ".join(problem.split())

    def test_a_second_watch_of_the_same_reports_is_refused(self, folder: Path) -> None:
        with Lock(folder / "reports" / ".auditor", "watch.lock"):
            code, _, said = auditor("watch", "in", "--once")
        assert code == 3
        assert "Another run" in said

    def test_reports_that_cannot_be_written(self, folder: Path) -> None:
        (folder / "reports").write_text("a file")
        code, _, said = auditor("watch", "in", "--once")
        assert code == 3
        assert "cannot keep its memory" in said

    def test_grows_then_is_audited_then_ctrl_c(self, folder: Path) -> None:
        watch = [sys.executable, "-m", "auditor", "watch", "in", "--interval", "0.05", "--settle", "1.2"]
        process = subprocess.Popen(
            [*watch, "--", "--format", "csv"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "Watching in; end with Ctrl-C.\n"
        path = folder / "in" / "f.csv"
        for part in (BROKEN[:20], BROKEN[20:90], BROKEN[90:]):
            with path.open("a", encoding="utf-8") as file:
                file.write(part)
            time.sleep(0.2)
            assert not (folder / "reports" / "f.audit.csv").exists()
        assert process.stdout.readline() == f"{Path('in', 'f.csv')}: with findings\n"
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=10)
        assert (process.returncode, out, said) == (0, "1 file audited: 1 with findings.\n", "")
        report = (folder / "reports" / "f.audit.csv").read_text(encoding="utf-8-sig")
        assert "OP201" in report
