"""A run over clients from the command line to its roll-up: what is printed where, on which console, which names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from many_case import BROKEN, CLEAN, clients, write
from typer.testing import CliRunner, Result

from auditor.catalogs.paths import report_stems
from auditor.catalogs.typed import as_typed
from auditor.cli import app
from auditor.command import EXIT_FINDINGS, EXIT_NOT_AUDITED
from auditor.report.files import LONGEST_STEM, fitted
from sample_feeds.rollup import EXPECTED, rolled_up

ROOT = Path(__file__).resolve().parents[1]


def ran(*arguments: str | Path) -> Result:
    return CliRunner().invoke(
        app, ["audit", *map(str, arguments), "--executor", "here", "--history", "none", "--select", "OP"]
    )


def started(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_the_sample_clients_come_to_what_is_expected(tmp_path: Path) -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert rolled_up(tmp_path) == expected, "python -m sample_feeds.rollup writes it anew"


def test_a_run_leaves_a_rollup_whose_links_lead_somewhere(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = ran(clients(tmp_path), "--out", out, "--format", "xlsx,json")
    assert done.exit_code == EXIT_NOT_AUDITED, done.output
    book = openpyxl.load_workbook(out / "rollup.xlsx")
    targets = [
        cell.hyperlink.target.replace("\\", "/")
        for row in book["Files"].iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert len(targets) == 8
    assert all((out / target).is_file() for target in targets)
    assert "2 of 3 clients need work before upload" in done.stdout
    assert "torn.xlsx: " in done.stderr
    said = json.loads((out / "rollup.json").read_text(encoding="utf-8"))
    assert {one["client"] for one in said["clients"]} == {"acme", "bolt", "cora"}


def test_quiet_prints_problems_only(tmp_path: Path) -> None:
    root = clients(tmp_path)
    done = ran(root, "--out", tmp_path / "out", "--quiet")
    assert done.stdout == ""
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [str(root / "bolt" / "torn.xlsx")]
    (root / "bolt" / "torn.xlsx").unlink()
    done = ran(root, "--out", tmp_path / "out", "--quiet")
    assert (done.exit_code, done.output) == (EXIT_FINDINGS, "")
    assert (tmp_path / "out" / "rollup.xlsx").is_file()


def test_the_language_is_that_of_the_reports(tmp_path: Path) -> None:
    root = tmp_path / "clients"
    write(root / "auditor.toml", 'language = "zh"\n')
    write(root / "acme" / "one.csv", BROKEN)
    done = ran(root, "--out", tmp_path / "out", "--format", "json")
    assert "上传前需要修改" in done.stdout
    assert "概览" in openpyxl.load_workbook(tmp_path / "out" / "rollup.xlsx").sheetnames


def test_a_rollup_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "clients" / "acme" / "one.csv", CLEAN)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("auditor.report.rollup.write._fill", full)
    done = ran(tmp_path / "clients", "--out", tmp_path / "out", "--format", "json", "--fail-on", "never")
    assert done.exit_code == EXIT_NOT_AUDITED
    assert "The roll-up could not be written" in done.stderr
    assert "disk is full" in done.stderr


@pytest.mark.parametrize(
    ("encoding", "language", "shown"),
    [("cp1252", "zh", "?"), ("gbk", "zh", "个客户"), ("", "zh", "个客户")],
)
def test_any_console_and_no_colours_in_a_pipe(
    tmp_path: Path, encoding: str, language: str, shown: str
) -> None:
    root = clients(tmp_path)
    write(root / "客户 é \U0001f600" / "one.csv", BROKEN)
    done = started(
        tmp_path,
        *f"audit clients --out out --lang {language} --executor here --format json --select OP".split(),
        **({"PYTHONIOENCODING": encoding} if encoding else {}),
        FORCE_COLOR="",
    )
    assert done.returncode == EXIT_NOT_AUDITED, done.stderr
    assert b"Traceback" not in done.stderr
    for stream in (done.stdout, done.stderr):
        assert b"\x1b" not in stream
        stream.decode(encoding or "utf-8")
    assert shown in done.stdout.decode(encoding or "utf-8")


def test_very_long_names(tmp_path: Path) -> None:
    root, out = tmp_path / "clients", tmp_path / "out"
    names = ("x" * 250 + "1.csv", "x" * 250 + "2.csv", "定制商品" * 20 + ".csv")
    for name in names:
        write(root / "acme" / name, BROKEN)
    write(root / ("长" * 80) / "one.csv", CLEAN)
    done = ran(root, "--out", out, "--format", "json,annotated,junit")
    assert done.exit_code == EXIT_FINDINGS, done.output
    said = json.loads((out / "rollup.json").read_text(encoding="utf-8"))
    links = [link for one in said["feeds"] for link in one["links"]]
    assert len(set(links)) == 12
    assert all((out / link).is_file() for link in links)


def test_names_that_fit_stay_as_they_are() -> None:
    assert fitted("定制 商品") == "定制 商品"
    long = ["a" * 300, "a" * 301, "é" * 150, "长" * 90]
    made = [fitted(name) for name in long]
    assert len(set(made)) == len(long)
    assert all(len(name.encode()) <= LONGEST_STEM for name in made)
    stems = report_stems([Path("x", f"{'b' * 240}.{suffix}") for suffix in ("csv", "txt")])
    assert len(set(stems.values())) == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["audit", "a b", "--out", "s3://bucket/out"], "audit 'a b' --out s3://bucket/out"),
        (["--notify", "https://hooks.example/T1/B2?k=v"], "--notify 'https://hooks.example/…'"),
        (["--notify=slack+https://h.example/T1"], "'--notify=slack+https://h.example/…'"),
        (["--history", "postgresql://me:pw@db/audits?password=x"], "--history postgresql://db/audits"),
        (["--notify", "smtp://me:pw@mail.example?to=a@b.example"], "--notify 'smtp://mail.example/…'"),
        (["--notify", "env:HOOK", "file:///tmp/x"], "--notify env:HOOK file:///tmp/x"),
    ],
)
def test_secrets_of_the_command_line_are_not_kept(typed: list[str], kept: str) -> None:
    assert as_typed(typed) == kept
