"""The marketplace's verdicts beside our findings, cell by cell, and every output of the comparison."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from typer.testing import CliRunner

from auditor.catalogs.compare_match import compared
from auditor.catalogs.compare_places import Places
from auditor.catalogs.paths import feed_files
from auditor.cli import app
from auditor.engine import audit
from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.table import Column, Feed
from auditor.model import Severity
from auditor.report.compared.model import Comparison
from sample_feeds.build import FOLDER
from sample_feeds.processing import REPORTS
from tests.feeds import make_feed

UPLOAD = FOLDER / "processing" / "mugs.xlsx"
SCHEMA = Path(__file__).resolve().parents[1] / "docs" / "compare.schema.json"
AGREED = {
    (8, "G", "LH-PR-03", "8566", "ID102"),
    (10, "I", "LH-PR-05", "20000", "TP908"),
    (12, "J", "LH-PR-07", "90112", "TP908"),
}
THEIRS = {(9, "LH-PR-04", "8541"), (14, "LH-PR-09", "777001"), (None, "LH-PR-99", "13013")}


def auditor(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def verdict(code: str, sku: str = "", *attributes: str, **more: object) -> Verdict:
    return Verdict(
        code=code, severity=Severity.ERROR, message=f"m{code}", sku=sku, attributes=attributes, **more
    )  # type: ignore[arg-type]


def report(*verdicts: Verdict, kind: str = "text") -> ProcessingReport:
    return ProcessingReport(path="r", kind=kind, verdicts=verdicts)  # type: ignore[arg-type]


FEED = make_feed(
    {
        "sku": ["A", "B", "B", "c"],
        "title": ["Mug"] * 4,
        "gtin": ["6979999070038", "", "", "12"],
        "price": ["1"] * 4,
    },
    first_row=4,
)


def comparison(*verdicts: Verdict, feed: Feed = FEED, kind: str = "text") -> Comparison:
    return compared(audit(feed), report(*verdicts, kind=kind))


class TestGolden:
    @pytest.mark.parametrize("name", REPORTS)
    def test_every_form_of_the_sample_compares_alike(self, name: str, tmp_path: Path) -> None:
        code, _, err = auditor("compare", UPLOAD, FOLDER / name, "--out", tmp_path, "--format", "json", "-q")
        assert (code, err) == (1, "")
        got = json.loads((tmp_path / "mugs.compare.json").read_text(encoding="utf-8"))
        jsonschema.validate(got, json.loads(SCHEMA.read_text(encoding="utf-8")))
        keys = ("row", "column", "sku", "their_code", "our_code")
        assert {tuple(line[key] for key in keys) for line in got["agreed"]} == AGREED
        theirs = {tuple(line[key] for key in ("row", "sku", "their_code")) for line in got["only_theirs"]}
        unplaced = {(None, "", "13013")} if name.endswith(".xlsx") else set()
        assert theirs - unplaced == {one for one in THEIRS if not unplaced or one[2] != "13013"}
        assert {line["our_code"] for line in got["only_ours"]} == {"LI604", "CP040"}
        assert got["unknown_skus"] == ([] if unplaced else ["LH-PR-99"])
        assert {line["their_code"]: line["agreed"] for line in got["codes"]}["8566"] == 1
        assert got["counts"]["only_theirs_errors"] == 2

    def test_the_annotated_copy_itself_as_feed(self, tmp_path: Path) -> None:
        copy = FOLDER / "processing" / "mugs_report.xlsm"
        auditor(
            "compare",
            copy,
            FOLDER / "processing" / "mugs_report.txt",
            "--out",
            tmp_path,
            "--format",
            "json",
            "-q",
        )
        got = json.loads((tmp_path / "mugs_report.compare.json").read_text(encoding="utf-8"))
        assert {(line["row"], line["column"]) for line in got["agreed"]} == {(6, "J"), (8, "L"), (9, "M")}


class TestPlaces:
    def test_sku_first_then_record(self) -> None:
        places = Places(FEED, report(verdict("1", "A", record=1), verdict("1", "B", record=3)))
        assert places.placed(verdict("1", "A")).row == 0
        assert places.placed(verdict("1", "B", record=3)).row == 2
        assert places.placed(verdict("1", "B", record=99)).row == 1
        assert places.placed(verdict("1", "C")).row == 3, "case aside where nothing else fits"
        assert places.placed(verdict("1", "D", record=1)).place == "unknown_sku"

    def test_records_without_sku_follow_those_with_one(self) -> None:
        plain = Places(FEED, report())
        assert plain.placed(verdict("1", record=1)).row == 0
        samples = Places(FEED, report(verdict("1", "A", record=3)))
        assert samples.placed(verdict("1", record=4)).row == 1
        assert samples.placed(verdict("1", record=1)).place == "unknown_row"
        assert samples.placed(verdict("1", record=0)).place == "file"

    def test_message_numbers_of_json_count_products(self) -> None:
        assert Places(FEED, report(kind="json")).placed(verdict("1", record=4)).row == 3
        assert Places(FEED, report(kind="json")).placed(verdict("1", record=5)).place == "unknown_row"

    def test_columns_by_name_root_label_field_and_letter(self) -> None:
        names = {
            "bullet_1": "bullet_point[marketplace_id=X][language_tag=en_US]#1.value",
            "bullet_2": "bullet_point[marketplace_id=X][language_tag=en_US]#2.value",
            "title": "item_name[marketplace_id=X]#1.value",
            "sku": "contribution_sku#1.value",
            "?Farbe": "color_name1",
        }
        base = make_feed({key: ["x"] for key in names})
        columns = tuple(
            Column(**{slot: getattr(c, slot) for slot in Column.__slots__} | {"name": name})
            for c, name in zip(base.columns, names.values(), strict=True)
        )
        places = Places(base.replaced(columns=columns), report())

        def found(*attributes: str, **more: str) -> tuple[int, ...]:
            return places.columns(verdict("1", "x", *attributes, **more))

        assert found(names["bullet_2"]) == (1,)
        assert found("bullet_point") == (0, 1)
        assert found("item_name", "FARBE") == (2, 4)
        assert found("color_name") == (4,)
        assert found("seller-sku") == (3,)
        assert found(column="C, E") == (2, 4)
        assert found("no_such_field", column="C") == ()
        assert found(column="ZZZ") == found(column="!") == ()


class TestMatching:
    def test_same_cell_same_matter(self) -> None:
        got = comparison(verdict("8566", "A", "gtin"))
        assert next((pair.how, got.audit.findings.columns[pair.ours]) for pair in got.pairs) == ("cell", 2)
        assert got.missed_errors == 0

    def test_same_cell_other_matter_is_said_but_no_agreement(self) -> None:
        got = comparison(verdict("8571", "A", "gtin"))
        assert not got.pairs
        assert "ID102" in got.theirs_only[0].beside

    def test_same_matter_in_another_row_or_column_is_no_agreement(self) -> None:
        assert not comparison(verdict("8566", "B", "gtin"), verdict("8566", "A", "title")).pairs

    def test_without_a_field_the_row_suffices(self) -> None:
        assert {pair.how for pair in comparison(verdict("8566", "A")).pairs} == {"row"}

    def test_an_unknown_code_agrees_by_its_cell(self) -> None:
        got = comparison(verdict("777001", "A", "gtin"))
        assert {pair.how for pair in got.pairs} == {"place"}
        assert got.codes[0].meaning is None

    def test_repeated_verdicts_count_once(self) -> None:
        got = comparison(*[verdict("8571", "A", "gtin")] * 5)
        assert (len(got.placed), got.repeated) == (1, 4)

    def test_nothing_is_lost(self) -> None:
        got = comparison(verdict("8566", "A", "gtin"), verdict("8566", "zzz"), verdict("1", record=77))
        assert len(got.agreed) + len(got.theirs_only) == len(got.placed) == 3
        assert len(got.ours_only) + len({pair.ours for pair in got.pairs}) == len(got.audit.findings)

    def test_many_verdicts(self) -> None:
        many = [verdict(str(n), "A", "gtin") for n in range(20_000)]
        assert len(comparison(*many).placed) == 20_000


class TestCommand:
    HOSTILE = '=HYPERLINK("http://x";1) [red]b[/red] <b> \x1b[31m {0} %s'

    @pytest.fixture
    def hostile(self, tmp_path: Path) -> Path:
        path = tmp_path / "r.json"
        sku = "@SUM(A1)"
        issue = {
            "code": "=1",
            "severity": "ERROR",
            "message": self.HOSTILE,
            "sku": sku,
            "attributeNames": ["-x", "<r>"],
        }
        path.write_text(json.dumps({"issues": [issue]}), encoding="utf-8")
        return path

    def test_texts_are_data_in_every_output(self, hostile: Path, tmp_path: Path) -> None:
        code, out, err = auditor("compare", UPLOAD, hostile, "--out", tmp_path, "--format", "xlsx,csv,json")
        assert (code, err) == (1, "")
        assert "\x1b" not in out
        assert "[red]b[/red]" in out
        book = openpyxl.load_workbook(tmp_path / "mugs.compare.xlsx")
        assert book.sheetnames == ["Summary", "Agreed", "Only theirs", "Only ours", "Codes"]
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert [cell.value for cell in book["Only theirs"][2]][4] == "=1"
        with (tmp_path / "mugs.compare.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        (theirs,) = [line for line in lines if line["group"] == "only_theirs"]
        assert (theirs["sku"], theirs["their_code"], theirs["their_message"][:2]) == (
            "'@SUM(A1)",
            "'=1",
            "'=",
        )

    def test_chinese(self, tmp_path: Path) -> None:
        args = (
            "compare",
            UPLOAD,
            FOLDER / "processing" / "mugs_report.txt",
            "--out",
            tmp_path,
            "--lang",
            "zh",
        )
        code, out, _ = auditor(*args)
        assert code == 1
        assert "有 2 个平台错误未被我们发现。" in out
        assert openpyxl.load_workbook(tmp_path / "mugs.compare.xlsx").sheetnames[1:3] == ["一致", "仅平台"]

    def test_exit_codes(self, tmp_path: Path) -> None:
        clean = tmp_path / "clean.json"
        clean.write_text(
            '{"issues": [{"code": "8566", "sku": "LH-PR-03", "message": "x"}]}', encoding="utf-8"
        )
        assert auditor("compare", UPLOAD, clean, "--out", tmp_path, "-q") == (0, "", "")
        assert auditor("compare", UPLOAD, clean, "--format", "pdf")[0] == 2
        assert auditor("compare", FOLDER, clean)[0] == 2
        for bad in (
            (UPLOAD, UPLOAD),
            (clean, UPLOAD),
            (UPLOAD, tmp_path / "nowhere"),
            (tmp_path / "no", clean),
        ):
            code, _, err = auditor("compare", *bad, "--out", tmp_path)
            assert (code, len(err.strip().splitlines())) == (3, 1), err

    def test_a_comparison_is_never_taken_for_a_feed(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("sku\nA\n", encoding="utf-8")
        (tmp_path / "a.compare.csv").write_text("group\n", encoding="utf-8")
        assert [path.name for path in feed_files(tmp_path)] == ["a.csv"]

    def test_explain_knows_their_codes(self) -> None:
        code, out, _ = auditor("explain", "8541")
        assert code == 0
        assert "catalogue" in out
        assert "豁免" in auditor("explain", "8541", "--lang", "zh")[1]
        code, _, err = auditor("explain", "18027")
        assert (code, "not known here" in err) == (2, True)
