"""Processing reports are read from every form; damage and hostility end in one sentence."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import audit
from auditor.feed.load import load_feed
from auditor.feed.processing.codes import CodeTableError, code_table, parsed
from auditor.feed.processing.messages import Said, said_in
from auditor.feed.processing.model import Verdict
from auditor.feed.processing.read import read_report
from auditor.feed.processing.tables import label_of, references
from auditor.feed.processing.text import read_text_report
from auditor.model import FeedError, Severity
from auditor.rules import all_rules
from sample_feeds.build import FOLDER
from sample_feeds.processing import COLUMNS, REPORTS, VERDICTS

REAL = Path(__file__).resolve().parents[2] / "shared" / "real_feeds"
HEAD = "original-record-number\tsku\terror-code\terror-type\terror-message"
SUMMARY = (
    "Feed Processing Summary:\n\tNumber of records processed\t\t3\n\tNumber of records successful\t\t{}\n"
)


def written(folder: Path, content: str | bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(FeedError) as caught:
        read_report(path)
    assert caught.value.problem.zh
    return caught.value.problem.en


class TestSamples:
    @pytest.mark.parametrize("name", REPORTS)
    def test_every_form_says_the_same(self, name: str) -> None:
        report = read_report(FOLDER / name)
        seen = {(v.code, v.severity.name.title(), v.message) for v in report.verdicts}
        assert seen == {(v.code, v.severity, v.message) for v in VERDICTS}
        assert len(report.verdicts) == len(VERDICTS)
        assert report.counts["processed"] == 10

    @pytest.mark.parametrize("name", ["mugs_report.txt", "mugs_report.xlsm", "mugs_report.xlsx"])
    def test_cells_are_named_by_attribute_and_sku(self, name: str) -> None:
        report = read_report(FOLDER / "processing" / name)
        placed = {(v.sku, *v.attributes) for v in report.verdicts if v.code not in ("13013",)}
        assert placed == {(v.sku, v.path) for v in VERDICTS if v.code != "13013"}

    def test_letters_of_the_annotated_copy_are_shifted_back(self) -> None:
        report = read_report(FOLDER / "processing" / "mugs_report.xlsm")
        assert {v.code: v.column for v in report.verdicts}["8541"] == "G"
        assert report.counts == {"processed": 10, "successful": 5, "partly": 0, "failed": 5, "warned": 1}

    def test_another_reader_sees_the_annotated_copy_alike(self) -> None:
        sheet = openpyxl.load_workbook(FOLDER / "processing" / "mugs_report.xlsm")["Plantilla"]
        assert [cell.value for cell in sheet[5]][3:] == list(COLUMNS)
        assert sheet["J6"].comment.text.startswith("ERROR : ")


class TestText:
    def test_records_types_and_fatal(self, tmp_path: Path) -> None:
        body = (
            f"{SUMMARY.format(1)}\n{HEAD}\n0\t\t90009\tFatal\tNo header.\n2\tA 1\t8541\tWarning\tConflict\n"
        )
        report = read_report(written(tmp_path, body))
        assert report.counts == {"processed": 3, "successful": 1}
        assert report.verdicts == (
            Verdict(code="90009", severity=Severity.ERROR, message="No header.", record=0),
            Verdict(code="8541", severity=Severity.WARNING, message="Conflict", sku="A 1", record=2),
        )
        assert report.verdicts[0].whole_file
        assert not report.verdicts[1].whole_file

    def test_other_columns_in_another_order(self, tmp_path: Path) -> None:
        body = "batch-id\tsku\terror-message\tattribute-name\terror-code\tsurprise\n7\tA\tBad\tcolor, size\t99010\t?\n"
        (one,) = read_report(written(tmp_path, body)).verdicts
        assert (one.code, one.attributes, one.record, one.severity) == (
            "99010",
            ("color", "size"),
            -1,
            Severity.ERROR,
        )

    def test_saved_by_a_spreadsheet(self, tmp_path: Path) -> None:
        lines = [HEAD.replace("\t", ";"), '1;A;8541;Error;"Say ""no""; twice"']
        assert read_report(written(tmp_path, "\n".join(lines))).verdicts[0].message == 'Say "no"; twice'
        quoted = f'{HEAD}\n1\tA\t8541\tError\t"Say ""no"", twice"\n'
        assert read_report(written(tmp_path, quoted)).verdicts[0].message == 'Say "no", twice'
        book = openpyxl.Workbook()
        for row in ([*HEAD.split("\t")], [1, "A", 8541, "Error", "Conflict"]):
            book.active.append(row)
        book.save(tmp_path / "saved.xlsx")
        (one,) = read_report(tmp_path / "saved.xlsx").verdicts
        assert (one.code, one.record) == ("8541", 1)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        body = f"{HEAD}\r\n1\tTasse-Ü\t8541\tError\tDie Größe weicht ab: „grün“\r\n"
        (one,) = read_report(written(tmp_path, body.encode(encoding))).verdicts
        assert (one.sku, one.message) == ("Tasse-Ü", "Die Größe weicht ab: „grün“")

    def test_heads_in_other_words_are_read_by_their_order(self, tmp_path: Path) -> None:
        body = "Datensatz\tArtikel\tFehlernummer\tArt\tMeldung\n4\tA\t8541\tFehler\tFalsch\n5\tB\t1\tWarnung\tO\n"
        first, second = read_report(written(tmp_path, body)).verdicts
        assert (first.record, first.sku, first.code, first.severity) == (4, "A", "8541", Severity.ERROR)
        assert second.severity is Severity.WARNING

    def test_nothing_failed(self, tmp_path: Path) -> None:
        assert read_report(written(tmp_path, SUMMARY.format(3))).verdicts == ()

    def test_failures_without_a_list_are_never_silence(self, tmp_path: Path) -> None:
        assert "2 records failed" in refused(written(tmp_path, SUMMARY.format(1) + "\nfoo\tbar\n1\tx\n"))

    def test_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.feed.processing.read.LARGEST", 10)
        assert "MB that can be read" in refused(written(tmp_path, HEAD))

    def test_lines_that_say_nothing_are_counted(self, tmp_path: Path) -> None:
        report = read_report(written(tmp_path, f"{HEAD}\n1\tA\t8541\tError\tx\nthe rest of it\n\n"))
        assert len(report.verdicts) == 1
        assert report.notes[0].en.startswith("1 lines")

    @pytest.mark.parametrize(
        "content", ["sku\tprice\nA\t1\n", "hello", '{"a": 1}', "[1, 2]", "sku,title\nA,Mug\n"]
    )
    def test_other_files_are_refused_in_one_sentence(self, tmp_path: Path, content: str) -> None:
        assert "no processing report" in refused(written(tmp_path, content))

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 10**6),
                st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"')),
                st.from_regex(r"[1-9][0-9]{0,6}", fullmatch=True),
                st.sampled_from(["Error", "Warning"]),
                st.text(
                    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters='"'), min_size=1
                ),
            ),
            max_size=20,
        )
    )
    def test_what_is_written_is_read(self, lines: list[tuple[int, str, str, str, str]]) -> None:
        body = "\n".join([SUMMARY.format(3), HEAD, *("\t".join(map(str, line)) for line in lines)])
        report = read_text_report(body.encode(), "x", "utf-8")
        assert report is not None
        assert [(v.record, v.sku, v.code, v.severity.name.title(), v.message) for v in report.verdicts] == [
            (record, sku, code, severity, message.strip()) for record, sku, code, severity, message in lines
        ]

    @given(st.binary(max_size=400), st.booleans())
    def test_any_bytes_are_read_or_refused(self, data: bytes, headed: bool) -> None:
        try:
            report = read_text_report((HEAD.encode() + b"\n" if headed else b"") + data or b"x", "x", None)
        except FeedError:
            return
        assert report is None or all(v.code or v.message for v in report.verdicts)


class TestJson:
    def test_envelopes_and_names(self, tmp_path: Path) -> None:
        issues = [
            {
                "messageId": 2,
                "code": 90220,
                "severity": "WARNING",
                "message": "m",
                "attributeNames": ["a", "b", "a"],
            },
            {"code": "4002006", "severity": "ERROR", "message": "whole", "attributeName": "version"},
            "nonsense",
            {"severity": "ERROR"},
            {"code": True, "message": None},
        ]
        for content in (
            {"issues": issues},
            {"processingReport": {"issues": issues}},
            [{"x": {"issues": issues}}],
        ):
            first, second = read_report(written(tmp_path, json.dumps(content), "r.json")).verdicts
            assert (first.code, first.severity, first.record) == ("90220", Severity.WARNING, 2)
            assert first.attributes == ("a", "b")
            assert (second.whole_file, second.attributes) == (True, ("version",))

    def test_one_answer_per_listing(self, tmp_path: Path) -> None:
        content = [
            {"sku": "A", "status": "INVALID", "issues": [{"code": "1", "message": "x"}]},
            {"sku": "B", "issues": []},
        ]
        (one,) = read_report(written(tmp_path, "\ufeff" + json.dumps(content), "r.json")).verdicts
        assert one.sku == "A"

    def test_clean(self, tmp_path: Path) -> None:
        content = {
            "summary": {"errors": 0, "messagesProcessed": 2, "messagesAccepted": 2, "messagesInvalid": 0}
        }
        report = read_report(written(tmp_path, json.dumps(content)))
        assert (report.verdicts, report.counts["successful"]) == ((), 2)

    @pytest.mark.parametrize("content", ['{"issues": [', "[" * 100_000, '{"issues": [{"code": "\\ud800"}]}'])
    def test_damaged(self, tmp_path: Path, content: str) -> None:
        assert "damaged" in refused(written(tmp_path, content))


def annotated(
    folder: Path,
    lines: list[list[object]],
    notes: dict[str, str],
    names: list[str] | None = None,
    more: str = "",
) -> Path:
    """An annotated workbook with these lines on its summary (from B3) and notes on its product sheet."""
    path = folder / "error.xlsm"
    book = xlsxwriter.Workbook(path)
    summary, sheet = book.add_worksheet("Résumé"), book.add_worksheet("Modèle")
    for row, cells in enumerate(lines, 2):
        summary.write_row(row, 1, cells)
    status = ["::submission_status", "::number_of_attributes_with_errors"]
    sheet.write_row(0, 2, ["settings=attributeRow=3&labelRow=2&dataRow=4&isProcessingSummary=true" + more])
    sheet.write_row(1, 0, ["État", "Erreurs", "SKU", "Titre", "Prix"])
    sheet.write_row(
        2, 0, [*status, *(names or ["contribution_sku#1.value", "item_name#1.value", "list_price#1.value"])]
    )
    sheet.write_row(3, 0, ["Erreur", 1, "A-1", "Tasse", "9"])
    sheet.write_row(4, 0, ["Erreur", 1, "A-2", "Bol", "8"])
    for at, text in notes.items():
        sheet.write_comment(at, text)
    book.close()
    return path


class TestAnnotated:
    def test_two_status_columns_and_a_numeric_sku(self, tmp_path: Path) -> None:
        lines = [
            ["Résumé"],
            [],
            ["#", "Code", "Catégorie", "Message", "Champ", "SKU"],
            [1, 99022, "c", "m", "Titre (D4)", 123456],
        ]
        (one,) = read_report(annotated(tmp_path, lines, {})).verdicts
        assert (one.sku, one.attributes, one.column) == ("123456", ("item_name#1.value",), "B")

    def test_notes_alone_suffice(self, tmp_path: Path) -> None:
        report = read_report(
            annotated(tmp_path, [["Résumé"]], {"E5": "ERROR : trop\nWARNING : peu", "A4": "ERROR : no"})
        )
        assert [(v.sku, v.severity, v.message, v.attributes) for v in report.verdicts] == [
            ("A-2", Severity.ERROR, "trop", ("list_price#1.value",)),
            ("A-2", Severity.WARNING, "peu", ("list_price#1.value",)),
        ]

    def test_counts_without_verdicts_are_refused(self, tmp_path: Path) -> None:
        lines: list[list[object]] = [["Résumé"], ["a", 3], ["b", 1], ["c", 0], ["d", 2], ["e", 0]]
        assert "2 records failed" in refused(annotated(tmp_path, lines, {}))

    def test_addresses_beyond_the_sheet(self, tmp_path: Path) -> None:
        lines: list[list[object]] = [
            [1, 99022, "c", "m", "ZZ9", "A-1"],
            [2, 99022, "c", "m", "A4", "A-2"],
            [3, 8, "", "m", "", ""],
        ]
        report = read_report(annotated(tmp_path, lines, {}))
        assert [(v.attributes, v.column) for v in report.verdicts][1:] == [((), ""), ((), "")]
        assert report.verdicts[2].whole_file

    def test_broken_notes(self, tmp_path: Path) -> None:
        path = annotated(tmp_path, [["x"]], {"E5": "ERROR : trop"})
        for content in (b"<comments", b'<!DOCTYPE a [<!ENTITY b "c">]><comments/>'):
            broken = tmp_path / "broken.xlsm"
            with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
                for name in old.namelist():
                    new.writestr(name, content if "comments" in name else old.read(name))
            assert refused(broken)

    def test_audited_as_a_feed_letters_stay(self) -> None:
        feed = load_feed(FOLDER / "processing" / "mugs_report.xlsm")
        assert [column.field for column in feed.columns[:4]] == ["", "", "", "sku"]
        assert feed.columns[3].letter == "D"
        assert not any(feed.filled(column).any() for column in feed.columns[:3])
        assert "column D here is column A" in feed.notes[0].en
        found = audit(feed).table("en")
        cells = {(row, column) for row, column in zip(found["row"], found["column"], strict=True) if column}
        assert {(6, "J"), (8, "L"), (9, "M")} <= cells
        assert not cells & {(row, column) for row in range(1, 20) for column in "ABC"}

    def test_two_counts_in_front_of_an_older_copy(self) -> None:
        feed = load_feed(FOLDER / "processing" / "mugs_report.xlsx")
        assert [(column.letter, column.field) for column in feed.columns[:3]] == [
            ("A", ""),
            ("B", ""),
            ("C", "sku"),
        ]
        assert not any(feed.filled(column).any() for column in feed.columns[:2])
        assert "column C here is column A" in feed.notes[0].en
        assert len(feed.cells) == 10

    def test_price_and_quantity_flavour(self, tmp_path: Path) -> None:
        names = ["contribution_sku#1.value", "fulfillment_availability#1.quantity", "::record_action"]
        feed = load_feed(annotated(tmp_path, [["x"]], {}, names, "&flavor=seller-price-quantity"))
        assert feed.layout == "price_and_quantity"
        assert [column.field for column in feed.columns][:3] == ["", "", "sku"]


class TestPieces:
    def test_references(self) -> None:
        assert references("E7") == ["E7"]
        assert references("Bullet Point 5 (AB12)") == ["AB12"]
        assert references("E7, F7") == ["E7", "F7"]
        assert references("Item Name") == references("") == references("GPS coordinates") == []
        assert (label_of("Item Name (E)"), label_of("E7, F7")) == ("Item Name", "")

    def test_notes_of_cells(self) -> None:
        assert said_in("ERROR : one\nmore\nWarnung: two") == [
            Said(Severity.ERROR, "one\nmore"),
            Said(Severity.WARNING, "two"),
        ]
        assert said_in("http://x: y") == [Said(None, "http://x: y")]
        assert said_in("\n ") == []


class TestCodes:
    def test_rules_exist(self) -> None:
        known = {rule.code for rule in all_rules()} | {f"TP{number}" for number in range(901, 912)}
        assert {code for one in code_table().values() for code in one.rules} <= known

    def test_unconfirmed_codes_are_not_described(self) -> None:
        assert not {"18027", "20015", "90208"} & code_table().keys()

    def test_both_languages(self) -> None:
        for one in code_table().values():
            assert all((one.title.en, one.title.zh, one.advice.en, one.advice.zh, one.source))

    def test_a_broken_table_names_the_code(self) -> None:
        entry = {"codes": ["1"], "title": {"en": "a", "zh": "b"}, "advice": {"en": "a", "zh": "b"}}
        entry |= {"certainty": "single", "before": False, "source": "s", "rules": []}
        assert parsed([entry])["1"].before == "no"
        for wrong in (
            [entry, entry],
            [entry | {"certainty": "sure"}],
            [{"codes": ["1"]}],
            [entry | {"codes": [1]}],
        ):
            with pytest.raises(CodeTableError, match="1"):
                parsed(wrong)


@pytest.mark.skipif(not REAL.is_dir(), reason="no folder of real feeds beside the project")
class TestRealReports:
    def test_older_workbook(self) -> None:
        path = REAL / "customhub" / "amazon_upload_ready-processing-summary.xlsx"
        if not path.is_file():
            pytest.skip("not in the folder")
        report = read_report(path)
        assert (report.kind, report.counts) == ("summary", {"processed": 0, "failed": 1, "warned": 0})
        (one,) = report.verdicts
        assert (one.code, one.record, one.whole_file) == ("90009", 0, True)

    def test_text(self) -> None:
        path = REAL / "diagnoser" / "sample-processing-report.tsv"
        if not path.is_file():
            pytest.skip("not in the folder")
        report = read_report(path)
        assert [v.code for v in report.verdicts] == ["8541", "99010", "90244", "13013", "20000", "90112"]
