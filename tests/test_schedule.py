"""Files for schedulers: checked by the schedulers' own validators where they are, quoting by taking it apart again."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from auditor.catalogs.lock import Lock
from auditor.catalogs.schedule import Job, days_of, how_to_install, time_of, write_job
from auditor.catalogs.schedule.cron import crontab
from auditor.catalogs.schedule.systemd import service, timer
from auditor.catalogs.schedule.windows import NAMESPACE, task
from auditor.cli import app
from auditor.cli_schedule import _jobs_folder
from auditor.model import FeedError

TASKS = etree.XMLSchema(etree.parse(Path(__file__).parent / "standards" / "task-part.xsd"))
HARD = (
    "客户 A/定制 100%.csv",
    'a "quoted" name',
    "it's",
    "$HOME `id` \\",
    "--select=OP,ID",
    "",
    "%n %% $$X ${Y}",
)
DUMP = "import json, os, sys; print(json.dumps([os.getcwd(), sys.argv[1:]]))"
TODAY = dt.date(2026, 11, 24)


def job_of(folder: Path, *arguments: str, program: str = sys.executable, **more: object) -> Job:
    given: dict[str, object] = {"name": "feed-audit", "at": dt.time(2, 5), **more}
    return Job(command=(program, "-c", DUMP, *arguments), folder=folder, **given)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "客户 100% 'A' $HOME"
    made.mkdir()
    return made


def dumped(text: str) -> tuple[str, list[str]]:
    where, arguments = json.loads(text)
    return where, arguments


class TestTimes:
    def test_times(self) -> None:
        assert time_of(" 2:30 ") == dt.time(2, 30)
        for wrong in ("2", "24:00", "02:60", "2.30", "", "noon"):
            with pytest.raises(ValueError, match="02:30"):
                time_of(wrong)

    def test_days(self) -> None:
        assert days_of("daily") == days_of("mon-sun") == tuple(range(7))
        assert days_of("Mon-Fri") == (0, 1, 2, 3, 4)
        assert days_of("sat-mon") == (0, 5, 6)
        assert days_of("thu, mon") == (0, 3)
        for wrong in ("weekdays", "mon-", "mon,,tue", "1-5"):
            with pytest.raises(ValueError, match="mon-fri"):
                days_of(wrong)


def run_as_cron(line: str) -> str:
    """What cron does with a line (crontab(5)): five fields, then a command whose ``\\%`` are percent signs."""
    command = line.split(maxsplit=5)[5]
    parts = re.split(r"(?<!\\)%", command)
    assert len(parts) == 1, "an unescaped percent sign would end the command"
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("\\%", "%")],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


class TestCron:
    def test_arguments_and_folder_arrive_as_they_are(self, folder: Path) -> None:
        line = crontab(job_of(folder, *HARD)).splitlines()[-1]
        assert line.startswith("5 2 * * * ")
        assert dumped(run_as_cron(line)) == (str(folder), list(HARD))

    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(
            st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), max_size=12), max_size=3
        )
    )
    def test_any_arguments_arrive(self, arguments: list[str]) -> None:
        line = crontab(job_of(Path("/"), *arguments)).splitlines()[-1]
        assert dumped(run_as_cron(line))[1] == arguments

    def test_days(self, folder: Path) -> None:
        assert crontab(job_of(folder, days=(0, 4, 6))).splitlines()[-1].startswith("5 2 * * 1,5,0 ")

    def test_a_line_too_long_is_refused(self, folder: Path) -> None:
        with pytest.raises(FeedError, match="too long for cron"):
            crontab(job_of(folder, "定" * 400))

    def test_crontab_takes_it(self, folder: Path, tmp_path: Path) -> None:
        program = shutil.which("crontab")
        if program is None:
            pytest.skip("no crontab is installed")
        usage = subprocess.run([program, "--help"], capture_output=True, text=True).stderr
        option = next(
            (
                o
                for o in ("-n", "-T")
                if f"{o} (dry run" in usage or f"{o} <file>" in usage or f"[{o}]" in usage
            ),
            "",
        )
        if not option:
            pytest.skip("this crontab cannot check a file without installing it")
        (path,) = write_job(job_of(folder, *HARD), "cron", tmp_path)
        assert subprocess.run([program, option, path], capture_output=True).returncode == 0
        path.write_text("99 2 * * * true\n", encoding="utf-8")
        assert subprocess.run([program, option, path], capture_output=True).returncode != 0


def taken_apart(line: str) -> list[str]:
    """Arguments of an ExecStart line as systemd.service(5) says: quotes, C escapes, %% and $$."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    assert " ".join(f'"{word}"' for word in words) == line
    plain = [re.sub(r"\\(.)", r"\1", word) for word in words]
    assert not [word for word in plain if re.search(r"(?<!%)%(%%)*(?!%)", word)]
    plain = [word.replace("%%", "%") for word in plain]
    return [plain[0], *(word.replace("$$", "$") for word in plain[1:])]


class TestSystemd:
    def test_arguments_and_folder_arrive_as_they_are(self, folder: Path) -> None:
        unit = dict(line.split("=", 1) for line in service(job_of(folder, *HARD)).splitlines() if "=" in line)
        assert unit["WorkingDirectory"].replace("%%", "%") == str(folder)
        assert taken_apart(unit["ExecStart"]) == [sys.executable, "-c", DUMP, *HARD]
        assert unit["Type"] == "oneshot"

    def test_times(self, folder: Path) -> None:
        assert "\nOnCalendar=*-*-* 02:05:00\n" in timer(job_of(folder))
        assert "\nOnCalendar=Mon,Fri *-*-* 02:05:00\n" in timer(job_of(folder, days=(0, 4)))

    def test_a_folder_that_ends_with_a_blank_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FeedError, match="systemd cannot work"):
            service(job_of(tmp_path / "a "))

    def test_systemd_takes_it(self, folder: Path, tmp_path: Path) -> None:
        program = shutil.which("systemd-analyze")
        if program is None:
            pytest.skip("systemd is not installed")
        files = write_job(job_of(folder, *HARD, days=(5, 6)), "systemd", tmp_path / "units")
        done = subprocess.run([program, "verify", *files], capture_output=True, text=True)
        if "Failed to" in done.stderr and "manager" in done.stderr:
            pytest.skip(f"systemd-analyze cannot verify here: {done.stderr.splitlines()[0]}")
        assert done.returncode == 0, done.stderr
        assert "feed-audit" not in done.stderr, "nothing to say about these units"
        files[0].write_text(files[0].read_text(encoding="utf-8").replace(sys.executable, "/no/such/program"))
        assert subprocess.run([program, "verify", *files], capture_output=True).returncode != 0


def windows_arguments(line: str) -> list[str]:
    """CommandLineToArgvW on what follows the program's name."""
    found, at = [], 0
    while at < len(line):
        if line[at] in " \t":
            at += 1
            continue
        word, quoted = "", False
        while at < len(line) and (quoted or line[at] not in " \t"):
            slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
            at += slashes
            if at < len(line) and line[at] == '"':
                word += "\\" * (slashes // 2)
                if slashes % 2:
                    word += '"'
                else:
                    quoted = not quoted
                at += 1
            else:
                word += "\\" * slashes
                if not slashes:
                    word += line[at]
                    at += 1
        found.append(word)
    return found


class TestWindows:
    ARGUMENTS = ("客户 A\\定制 100%.csv", 'a "quoted" name', "it's", "C:\\dir with blank\\", "", "a&b<c>")

    def read(self, job: Job) -> etree._Element:
        root = etree.fromstring(task(job, TODAY).encode("utf-16"))
        assert TASKS.validate(root), TASKS.error_log
        return root

    def value(self, root: etree._Element, name: str) -> str:
        return str(root.find(f".//{{{NAMESPACE}}}{name}").text)

    def test_arguments_and_folder_arrive_as_they_are(self) -> None:
        folder = Path("C:\\客户 & 'A'")
        root = self.read(job_of(folder, *self.ARGUMENTS))
        assert self.value(root, "Command") == sys.executable
        assert self.value(root, "WorkingDirectory") == str(folder)
        assert windows_arguments(self.value(root, "Arguments")) == ["-c", DUMP, *self.ARGUMENTS]
        assert self.value(root, "StartBoundary") == "2026-11-24T02:05:00"

    def test_days(self) -> None:
        root = self.read(job_of(Path("C:\\"), days=(0, 6)))
        days = root.find(f".//{{{NAMESPACE}}}DaysOfWeek")
        assert [etree.QName(day).localname for day in days] == ["Monday", "Sunday"]
        assert self.value(self.read(job_of(Path("C:\\"))), "DaysInterval") == "1"

    def test_one_at_a_time(self) -> None:
        assert self.value(self.read(job_of(Path("C:\\"))), "MultipleInstancesPolicy") == "IgnoreNew"

    @pytest.mark.parametrize("text", ["%TEMP%\\a.csv", "50% of 100% b", "$(Arg0)"])
    def test_what_would_be_replaced_is_refused(self, text: str) -> None:
        with pytest.raises(FeedError, match="would replace"):
            task(job_of(Path("C:\\"), text), TODAY)

    def test_a_path_too_long_is_refused(self) -> None:
        with pytest.raises(FeedError, match="260"):
            task(job_of(Path("C:\\" + "a" * 300)), TODAY)

    def test_the_file_is_utf_16_with_a_mark(self, tmp_path: Path) -> None:
        (path,) = write_job(job_of(Path("C:\\"), "定制"), "windows", tmp_path, TODAY)
        assert path.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
        assert "定制" in path.read_text(encoding="utf-16")


class TestJobs:
    @pytest.mark.parametrize("name", ["", "a b", "定制", "../x", ".x", "a" * 65])
    def test_names(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(FeedError, match="name"):
            job_of(tmp_path, name=name)

    def test_line_breaks_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FeedError, match="line break"):
            job_of(tmp_path, "a\nrm -rf")
        with pytest.raises(FeedError, match="line break"):
            job_of(tmp_path / "a\nb")

    def test_how_to_install_is_safe_to_paste(self, folder: Path) -> None:
        path = folder / "j.cron"
        path.write_text("# x\n", encoding="utf-8")
        (line,) = how_to_install(job_of(folder), "cron", [path])
        shown = subprocess.run(
            ["/bin/sh", "-c", line.replace("crontab -l", "true").replace("crontab -", "cat")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert shown.stdout == "# x\n"


class TestCommand:
    def auditor(self, *arguments: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, list(arguments))
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    @pytest.fixture(autouse=True)
    def _here(self, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            ("cron", ["nightly.cron"]),
            ("systemd", ["nightly.service", "nightly.timer"]),
            ("windows", ["nightly.xml"]),
        ],
    )
    def test_files_are_written_and_how_to_install_them_is_said(
        self, kind: str, names: list[str], folder: Path
    ) -> None:
        asked = ("--for", kind, "--name", "nightly", "--", "audit", "in put/", "--out", "r", "--lang", "zh")
        code, out, said = self.auditor("schedule", *asked)
        assert (code, said) == (0, "")
        assert sorted(os.listdir(folder / "schedule")) == names
        assert {"cron": "crontab -", "systemd": "systemctl --user enable --now nightly.timer"}.get(
            kind, "schtasks"
        ) in out
        written = (
            (folder / "schedule" / names[0]).read_bytes().decode("utf-16" if kind == "windows" else "utf-8")
        )
        assert "job" in written
        assert "in put/" in written

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--", "audit", "in", "--no-such-option"), "No such option: --no-such-option"),
            (("--", "frob", "in"), "frob is no command to schedule"),
            (("--", "schedule", "in"), "schedule is no command to schedule"),
            (("--at", "25:00", "--", "audit", "in"), "from 00:00 to 23:59"),
            (("--days", "someday", "--", "audit", "in"), "mon-fri"),
            (("--name", "定制", "--", "audit", "in"), "Latin letters"),
            (("--for", "cron", "--", "audit", "x" * 1000), "too long for cron"),
        ],
    )
    def test_bad_input_is_a_sentence_and_exit_code_2(self, arguments: tuple[str, ...], said: str) -> None:
        code, _, problem = self.auditor("schedule", *arguments)
        assert code == 2
        assert said in " ".join(problem.split())
        assert not Path("schedule").exists()

    def test_a_place_that_cannot_be_written_is_exit_code_3(self, folder: Path) -> None:
        (folder / "schedule").write_text("a file")
        code, _, said = self.auditor("schedule", "--", "audit", "in")
        assert code == 3
        assert "file of that name" in said

    def test_a_secret_in_the_command_is_warned_of(self) -> None:
        asked = ("--", "audit", "in", "--notify", "https://hooks.example.com/SECRET")
        code, out, said = self.auditor("schedule", *asked)
        assert code == 0
        assert "env:NAME" in said
        assert "SECRET" not in out + said

    def test_a_job_runs_its_command(self, folder: Path) -> None:
        (folder / "f.csv").write_text("sku,item_name\nA,Mug\n", encoding="utf-8")
        code, _, said = self.auditor("job", "nightly", "audit", "f.csv", "--fail-on", "never", "-q")
        assert (code, said) == (0, "")
        assert (folder / "reports" / "f.audit.xlsx").exists()
        assert self.auditor("job", "nightly", "audit", "gone.csv", "-q")[0] == 3

    def test_a_second_run_of_the_same_job_is_left_out(self, folder: Path) -> None:
        (folder / "f.csv").write_text("sku,item_name\nA,Mug\n", encoding="utf-8")
        with Lock(_jobs_folder("nightly"), "lock"):
            code, _, said = self.auditor("job", "nightly", "audit", "f.csv", "-q")
            assert code == 3
            assert said == "The job nightly still runs; this run is left out.\n"
            assert self.auditor("job", "other", "audit", "f.csv", "--fail-on", "never", "-q")[0] == 0
        assert self.auditor("job", "nightly", "audit", "f.csv", "--fail-on", "never", "-q")[0] == 0

    def test_a_lock_that_cannot_be_made_costs_no_run(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        (folder / "f.csv").write_text("sku,item_name\nA,Mug\n", encoding="utf-8")
        code, _, said = self.auditor("job", "nightly", "audit", "f.csv", "--fail-on", "never", "-q")
        assert code == 0
        assert "cannot be locked" in said
