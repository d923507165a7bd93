"""The command line as a user meets it: outputs, exit codes, one sentence for every bad input."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from auditor import docs
from auditor.cli import COMMANDS, app
from auditor.command import refuse

SHEET = "sku,is_customizable,item_name,customization1_label,customization1_option1,customization1_option2\n"
BROKEN = SHEET + "A-1,true,Custom Mug,Add name?,Yes,No\n"
CLEAN = SHEET + "A-1,true,Personalized Mug,Colour,Red,Blue\n"
APPROVED = '[program_approval]\nstatus = "approved"\nmarketplaces = ["US"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text(APPROVED, encoding="utf-8")
    return tmp_path


def auditor(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def feed(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


class TestAudit:
    def test_writes_every_format_asked_for(self, folder: Path) -> None:
        code, out, _ = auditor(
            "audit", feed(folder, "mine.csv", BROKEN), "--format", "xlsx,json,csv", "--out", "r"
        )
        assert code == 1
        assert sorted(p.name for p in (folder / "r").iterdir()) == [
            "mine.audit.csv",
            "mine.audit.json",
            "mine.audit.xlsx",
        ]
        assert "OP201" in out
        assert openpyxl.load_workbook(folder / "r" / "mine.audit.xlsx").sheetnames[0] == "Summary"
        found = json.loads((folder / "r" / "mine.audit.json").read_text(encoding="utf-8"))["findings"]
        assert {f["code"] for f in found} >= {"OP201"}

    def test_clean_feed_is_exit_0(self, folder: Path) -> None:
        assert auditor("audit", feed(folder, "clean.csv", CLEAN))[0] == 0

    def test_fail_on_never(self, folder: Path) -> None:
        assert auditor("audit", feed(folder, "mine.csv", BROKEN), "--fail-on", "never")[0] == 0

    def test_ignore_and_select(self, folder: Path) -> None:
        name = feed(folder, "mine.csv", BROKEN)
        assert auditor("audit", name, "--ignore", "OP")[0] == 0
        assert auditor("audit", name, "--select", "ID")[0] == 0
        assert auditor("audit", name, "--select", "OP-201")[0] == 1
        code, _, err = auditor("audit", name, "--select", "XY999")
        assert code == 2
        assert "XY999" in err

    def test_quiet_prints_nothing(self, folder: Path) -> None:
        code, out, err = auditor("audit", feed(folder, "mine.csv", BROKEN), "--quiet")
        assert (code, out, err) == (1, "", "")

    def test_no_ansi_in_pipes(self, folder: Path) -> None:
        _, out, err = auditor("audit", feed(folder, "mine.csv", BROKEN))
        assert "\x1b" not in out + err

    def test_chinese_report(self, folder: Path) -> None:
        code, out, _ = auditor("audit", feed(folder, "mine.csv", BROKEN), "--lang", "zh", "--out", "r")
        assert code == 1
        assert "错误" in out
        assert "Summary" not in openpyxl.load_workbook(folder / "r" / "mine.audit.xlsx").sheetnames

    def test_feed_is_left_as_it_was(self, folder: Path) -> None:
        name = feed(folder, "mine.csv", BROKEN)
        auditor("audit", name, "--out", ".")
        assert (folder / name).read_text(encoding="utf-8") == BROKEN

    def test_same_stem_twice_gives_two_reports(self, folder: Path) -> None:
        (folder / "a").mkdir()
        (folder / "b").mkdir()
        feed(folder / "a", "feed.csv", BROKEN)
        feed(folder / "b", "feed.csv", CLEAN)
        auditor("audit", "a", "b", "--out", "r")
        assert len(list((folder / "r").iterdir())) == 2

    def test_reports_are_not_audited_again(self, folder: Path) -> None:
        feed(folder, "mine.csv", BROKEN)
        auditor("audit", ".", "--out", ".", "--format", "xlsx,csv")
        code, _, err = auditor("audit", ".", "--out", ".", "--format", "xlsx,csv")
        assert code == 1, err
        assert not list(folder.glob("*.audit.audit.*"))


class TestBadInput:
    def refused(self, *arguments: str) -> str:
        code, _, err = auditor("audit", *arguments)
        assert code == 3, err
        assert "Traceback" not in err
        assert len(err.strip().splitlines()) == 1, err
        return err

    def test_others_are_still_audited(self, folder: Path) -> None:
        feed(folder, "mine.csv", BROKEN)
        feed(folder, "empty.csv", "")
        code, out, err = auditor("audit", "empty.csv", "missing.csv", "mine.csv", "--out", "r")
        assert code == 3
        assert "OP201" in out
        assert "empty.csv" in err
        assert "missing.csv" in err
        assert [p.name for p in (folder / "r").iterdir()] == ["mine.audit.xlsx"]

    def test_empty(self, folder: Path) -> None:
        assert "empty" in self.refused(feed(folder, "empty.csv", ""))

    def test_header_only(self, folder: Path) -> None:
        self.refused(feed(folder, "header.csv", SHEET))

    def test_unknown_layout_names_headers_and_the_way_out(self, folder: Path) -> None:
        err = self.refused(feed(folder, "strange.csv", "alpha,beta,gamma\n1,2,3\n4,5,6\n"))
        assert "alpha" in err
        assert "auditor init" in err

    def test_missing(self, folder: Path) -> None:
        assert "nowhere.csv" in self.refused("nowhere.csv")

    def test_folder_without_feeds(self, folder: Path) -> None:
        (folder / "sub").mkdir()
        (folder / "sub" / "readme.md").write_text("hello", encoding="utf-8")
        assert "sub" in self.refused("sub")

    def test_binary_named_csv(self, folder: Path) -> None:
        (folder / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
        self.refused("photo.csv")

    def test_wrong_encoding_override(self, folder: Path) -> None:
        name = feed(folder, "mine.csv", BROKEN.replace("Mug", "Tasse für Ü"))
        self.refused(name, "--encoding", "ascii")
        self.refused(name, "--encoding", "klingon")

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
    def test_unreadable(self, folder: Path) -> None:
        name = feed(folder, "mine.csv", BROKEN)
        (folder / name).chmod(0)
        try:
            self.refused(name)
        finally:
            (folder / name).chmod(stat.S_IRUSR | stat.S_IWUSR)

    def test_output_folder_is_a_file(self, folder: Path) -> None:
        name = feed(folder, "mine.csv", BROKEN)
        (folder / "taken").write_text("x", encoding="utf-8")
        self.refused(name, "--out", "taken")
        assert (folder / "taken").read_text(encoding="utf-8") == "x"

    def test_bad_settings_name_the_key(self, folder: Path) -> None:
        import subprocess
        import sys

        (folder / "auditor.toml").write_text("own_gs1_prefix = ['1']\n", encoding="utf-8")
        name = feed(folder, "mine.csv", BROKEN)
        root = Path(__file__).resolve().parents[1]
        done = subprocess.run(
            [sys.executable, "-m", "auditor", "audit", name],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2
        assert "own_gs1_prefix" in done.stderr
        assert "Traceback" not in done.stderr


class TestOtherCommands:
    def test_inspect(self, folder: Path) -> None:
        code, out, _ = auditor("inspect", feed(folder, "mine.csv", BROKEN))
        assert code == 0
        assert "option_value" in out
        code, out, _ = auditor("inspect", "mine.csv", "--json")
        columns = {c["letter"]: c["field"] for c in json.loads(out)["columns"]}
        assert columns["A"] == "sku"
        assert columns["E"] == "option_value"

    def test_init_then_audit(self, folder: Path) -> None:
        (folder / "sub").mkdir()
        name = feed(folder / "sub", "strange.csv", "alpha,beta,gamma\n1,2,3\n4,5,6\n")
        code, _, err = auditor("init", f"sub/{name}")
        assert code == 0, err
        draft = (folder / "sub" / "auditor.toml").read_text(encoding="utf-8")
        assert "alpha" in draft
        code, _, _ = auditor("init", f"sub/{name}")
        assert code == 3, "an existing file is never written over"

    def test_rules_and_explain(self) -> None:
        code, out, _ = auditor("rules")
        assert code == 0
        assert "OP201" in out
        code, out, _ = auditor("explain", "op-201", "--lang", "zh")
        assert code == 0
        assert "是" in out
        code, _, err = auditor("explain", "OP999")
        assert code == 2
        assert "OP201" in err
        code, _, err = auditor("explain", "warranty")
        assert (code, "See: auditor rules" in err) == (2, True)
        assert len(err) < 100, "not the whole list"

    def test_chinese_is_punctuated_as_chinese(self, folder: Path) -> None:
        _, inspected, _ = auditor("inspect", feed(folder, "mine.csv", BROKEN), "--lang", "zh")
        _, explained, _ = auditor("explain", "OP201", "--lang", "zh")
        _, code, _ = auditor("explain", "8541", "--lang", "zh")
        assert "工作表：–（" in inspected
        assert "条款：" in explained
        assert "处理方法：" in code

    def test_a_file_whose_name_is_in_a_word_of_the_sentence_is_named(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        refuse("rep", "reports are no feeds")
        refuse("rep", "rep is empty")
        refuse("", "Interrupted.")
        assert capsys.readouterr().err.splitlines() == [
            "rep: reports are no feeds",
            "rep is empty",
            "Interrupted.",
        ]

    def test_strip_wants_a_workbook(self, folder: Path) -> None:
        code, _, err = auditor("strip", feed(folder, "mine.csv", BROKEN))
        assert (code, "Only workbooks" in err) == (3, True)

    def test_demo(self, folder: Path) -> None:
        code, out, err = auditor("demo")
        assert code == 0, err
        report = folder / "reports" / "customization_sheet.audit.xlsx"
        assert report.is_file()
        assert report.name in out.replace("\n", "")


def test_documentation_is_current() -> None:
    assert docs.main(["--check"]) == 0, "run: make docs"


def test_readme_names_every_command() -> None:
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"auditor {name}" in readme


def test_personal_data_is_masked_unless_asked_for(folder: Path) -> None:
    orders = "order-id\torder-item-id\tpurchase-date\tbuyer-email\tbuyer-name\tsku\tproduct-name\t"
    orders += "quantity-purchased\t"
    orders += "ship-date\tcustomized-url\n"
    orders += "111-1111111-1111111\t1\t2020-01-01\tann.lee@mail.example\tAnn Lee\tA\tMug\t1\t"
    orders += "2020-01-03\thttps://zme-caps.amazon.com/t/1/2/3\n"
    name = feed(folder, "orders.txt", orders)
    for options, shown in (((), False), (("--unmask",), True)):
        auditor("audit", name, "--format", "xlsx,json,csv", "--out", "r", *options)
        book = openpyxl.load_workbook(folder / "r" / "orders.audit.xlsx")
        texts = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        texts += (folder / "r" / "orders.audit.json").read_text(encoding="utf-8")
        texts += (folder / "r" / "orders.audit.csv").read_text(encoding="utf-8-sig")
        assert ("ann.lee@mail.example" in texts) is shown
