"""The marked copy as a report: which files get one, what is refused, what is left behind when writing fails."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.xml.functions import tostring
from typer.testing import CliRunner

from auditor.catalogs.paths import feed_files
from auditor.cli import app
from auditor.config import settings_from
from auditor.engine import audit
from auditor.feed.load import load_feed
from auditor.report import FORMATS
from auditor.report.annotate.fills import shade_of
from auditor.report.annotate.strip import strip_file
from auditor.report.files import ReportError
from tests.annotated_books import with_parts
from tests.annotated_reading import calamine_values

SAMPLES = Path(__file__).resolve().parents[1] / "sample_feeds"


class TestWriter:
    def feed(self, tmp_path: Path, name: str = "customization_sheet.xlsx"):
        path = tmp_path / name
        path.write_bytes((SAMPLES / name).read_bytes())
        return path, audit(load_feed(path))

    def test_workbook(self, tmp_path: Path) -> None:
        path, result = self.feed(tmp_path)
        target = FORMATS["annotated"](result, tmp_path / "out" / "a.annotated.xlsx", "en")
        feed = openpyxl.load_workbook(target)[result.feed.sheet]
        cells = {
            (int(result.feed.row_numbers[r]), int(c))
            for r, c in zip(result.findings.rows, result.findings.columns, strict=True)
            if r >= 0 and c >= 0
        }
        assert len(cells) > 20
        for row, column in cells:
            cell = feed.cell(row, column + 1)
            assert shade_of(tostring(cell.fill.to_tree())) is not None
            assert cell.comment.text.startswith(("Feed audit:\n✖", "Feed audit:\n▲", "Feed audit:\n●"))
        back, exact = strip_file(target, tmp_path / "back.xlsx")
        assert exact
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(back) as new:
            assert all(old.read(name) == new.read(name) for name in old.namelist())

    def test_text_stays_text(self, tmp_path: Path) -> None:
        path = tmp_path / "feed.csv"
        long = "x" * 33_000
        rows = [
            "sku,item_name,standard_price",
            "00123,=1+1,1e5",
            'A-2,"two\nlines & <b> _x0041_ ",',
            f"A-3,{long},5",
        ]
        path.write_bytes("\r\n".join(rows).encode())
        result = audit(load_feed(path, lenient=True))
        target = FORMATS["annotated"](result, tmp_path / "feed.annotated.xlsx", "zh")
        book = openpyxl.load_workbook(target)
        assert book.sheetnames == ["审核", "feed"]
        sheet = book["feed"]
        assert [cell.value for cell in sheet[2]] == ["00123", "=1+1", "1e5"]
        assert {cell.data_type for cell in sheet[2]} == {"s"}
        assert {cell.number_format for cell in sheet[2]} == {"@"}
        assert openpyxl.utils.escape.unescape(sheet["B3"].value) == "two\nlines & <b> _x0041_ "
        assert len(sheet["B4"].value) <= 32_767
        values = calamine_values(target.read_bytes())["feed"]
        assert (2, 1, "two\nlines & <b> _x0041_ ") in values

    @pytest.mark.parametrize("name", ["feed.ods", "feed.xls"])
    def test_other_formats_are_told_what_to_do(self, tmp_path: Path, name: str) -> None:
        _, result = self.feed(tmp_path)
        kind = name.rpartition(".")[2]
        other = replace(result, feed=result.feed.replaced(source=replace(result.feed.source, kind=kind)))
        with pytest.raises(ReportError, match=r"save it as \.xlsx"):
            FORMATS["annotated"](other, tmp_path / "a.xlsx", "en")
        assert not (tmp_path / "a.xlsx").exists()

    def test_changed_since(self, tmp_path: Path) -> None:
        path, result = self.feed(tmp_path)
        path.write_bytes(path.read_bytes() + b"\0")
        with pytest.raises(ReportError, match="changed after it was audited"):
            FORMATS["annotated"](result, tmp_path / "a.xlsx", "en")
        path.unlink()
        with pytest.raises(ReportError, match="no such file"):
            FORMATS["annotated"](result, tmp_path / "a.xlsx", "en")
        assert not list(tmp_path.iterdir())

    def test_signed(self, tmp_path: Path) -> None:
        path, _ = self.feed(tmp_path)
        path.write_bytes(with_parts(path.read_bytes(), {"_xmlsignatures/sig1.xml": b"<a/>"}))
        with pytest.raises(ReportError, match="digitally signed"):
            FORMATS["annotated"](audit(load_feed(path)), tmp_path / "a.xlsx", "en")
        assert os.listdir(tmp_path) == [path.name]

    @pytest.mark.parametrize(
        ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "not allowed")]
    )
    def test_no_half_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
    ) -> None:
        path, result = self.feed(tmp_path)

        class Full(io.BytesIO):
            def write(self, data) -> int:
                if self.tell() > 2000:
                    raise OSError(number, os.strerror(number))
                return super().write(data)

        monkeypatch.setattr(Path, "open", lambda self, *a, **k: Full())
        with pytest.raises(ReportError, match=said):
            FORMATS["annotated"](result, tmp_path / "a.xlsx", "en")
        monkeypatch.undo()
        assert os.listdir(tmp_path) == [path.name]

    def test_fewer_notes_than_cells_is_said(self, tmp_path: Path) -> None:
        path, _ = self.feed(tmp_path)
        result = audit(load_feed(path), settings_from({"report": {"notes_per_sheet": 3}}))
        target = FORMATS["annotated"](result, tmp_path / "a.xlsx", "en")
        book = openpyxl.load_workbook(target)
        assert sum(1 for line in book[result.feed.sheet].iter_rows() for c in line if c.comment) == 3
        assert "have no note" in book["Audit"]["A3"].value


def test_command_line(tmp_path: Path) -> None:
    path = tmp_path / "feed.xlsx"
    path.write_bytes((SAMPLES / "customization_sheet.xlsx").read_bytes())
    run = CliRunner()
    done = run.invoke(
        app, ["audit", str(path), "--out", str(tmp_path), "--format", "annotated", "--fail-on", "never"]
    )
    assert done.exit_code == 0, done.output
    copy = tmp_path / "feed.annotated.xlsx"
    assert openpyxl.load_workbook(copy).sheetnames[0] == "Audit"
    done = run.invoke(app, ["strip", str(copy), "--out", str(tmp_path / "back")])
    assert done.exit_code == 0, done.output
    assert "exactly" in done.output
    done = run.invoke(app, ["strip", str(copy)])
    assert done.exit_code == 0
    assert sorted(os.listdir(tmp_path)) == ["back", "feed (2).xlsx", "feed.annotated.xlsx", "feed.xlsx"]
    assert "feed.annotated.xlsx" not in [p.name for p in feed_files(tmp_path)]
    done = run.invoke(app, ["strip", str(path), "--lang", "zh"])
    assert done.exit_code == 3
    done = run.invoke(
        app,
        [
            "audit",
            str(path),
            "--out",
            str(tmp_path / "o"),
            "--format",
            "annotated",
            "--no-audit-sheet",
            "--fail-on",
            "never",
        ],
    )
    assert openpyxl.load_workbook(tmp_path / "o" / "feed.annotated.xlsx").sheetnames[0] != "Audit"


def orders(folder, kind: str):
    rows = [
        [
            "order-id",
            "order-item-id",
            "purchase-date",
            "buyer-name",
            "sku",
            "quantity-purchased",
            "customized-url",
        ],
        [
            "111-1",
            "6001",
            "2026-03-02T09:30:00+00:00",
            "Berta Beispiel",
            "HT-1",
            "1",
            "https://x.example/a.zip",
        ],
    ]
    if kind == "txt":
        (folder / "orders.txt").write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(folder / "orders.xlsx")
    return folder / f"orders.{kind}"


def test_buyers_data_of_a_text_file_is_masked_in_its_copy(tmp_path):
    path = orders(tmp_path, "txt")
    arguments = ["audit", str(path), "--out", str(tmp_path), "--format", "annotated", "--fail-on", "never"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    texts = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(tmp_path / "orders.annotated.xlsx").worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert "B***" in texts
    assert "buyer-name" in texts
    assert not any("Berta" in text or "x.example" in text for text in texts)


def test_a_workbook_with_buyers_data_is_copied_only_when_asked(tmp_path):
    path = orders(tmp_path, "xlsx")
    arguments = ["audit", str(path), "--out", str(tmp_path), "--format", "annotated", "--fail-on", "never"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 3
    assert "--unmask" in done.output
    assert not (tmp_path / "orders.annotated.xlsx").exists()
    assert CliRunner().invoke(app, [*arguments, "--unmask"]).exit_code == 0
    assert (tmp_path / "orders.annotated.xlsx").exists()
