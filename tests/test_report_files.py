"""JSON, CSV, masking, and how reports reach the disk."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import FINDINGS_COLUMNS, Hits, Severity, Text
from auditor.report import FORMATS
from auditor.report.csv_report import DANGEROUS, guarded
from auditor.report.files import ReportError, write_file
from auditor.report.masking import masked
from auditor.report.moment import moment
from tests.report_case import audited, cells_hit, rule

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "audit.schema.json").read_text(encoding="utf-8"))

REPORTS = sorted(name for name in FORMATS if not name.startswith("annotated"))
"""Formats that need nothing but the audit; marked copies need the file (test_annotate.py)."""


def as_json(folder: Path, audit: Any, language: Any = "en", **more: Any) -> Any:
    path = FORMATS["json"](audit, folder / "x.audit.json", language, **more)
    return json.loads(path.read_text(encoding="utf-8"))


def as_csv(folder: Path, audit: Any) -> list[dict[str, str]]:
    path = FORMATS["csv"](audit, folder / "x.audit.csv", "en")
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


class TestJson:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_validates_against_its_schema(self, tmp_path: Path, language: Any) -> None:
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        validator = jsonschema.Draft202012Validator(SCHEMA)
        validator.validate(as_json(tmp_path, audited(language=language), language))
        validator.validate(as_json(tmp_path, audited({"sku": []}, with_rules=[]), language))

    def test_findings_are_the_contract_and_the_table(self, tmp_path: Path) -> None:
        audit = audited()
        found = as_json(tmp_path, audit, unmask=True)["findings"]
        assert all(tuple(one) == (*FINDINGS_COLUMNS, "accepted") for one in found)
        table = audit.table("en")
        for name in FINDINGS_COLUMNS:
            assert [one[name] for one in found] == table[name].astype(object).where(
                table[name].notna(), None
            ).tolist()

    def test_counts_agree_with_findings_and_csv(self, tmp_path: Path) -> None:
        audit = audited()
        told = as_json(tmp_path, audit)
        rows = as_csv(tmp_path, audit)
        assert told["counts"]["findings"] == len(told["findings"]) == len(rows) == len(audit.findings)
        for word, count in told["counts"]["severity"].items():
            assert count == sum(one["severity"] == word for one in told["findings"])
            assert count == sum(row["severity"] == word for row in rows)
        assert told["counts"]["rule"] == audit.findings.counts_by_code()
        assert sum(one["count"] for one in told["rules"]) == len(audit.findings)

    def test_personal_data_is_masked_unless_asked_for(self, tmp_path: Path) -> None:
        audit = audited()
        for name in ("json", "csv"):
            hidden = FORMATS[name](audit, tmp_path / f"a.{name}", "en").read_text(encoding="utf-8")
            assert "jane" not in hidden
            assert "bob" not in hidden
            assert "jane@example.com" in FORMATS[name](
                audit, tmp_path / f"b.{name}", "en", unmask=True
            ).read_text(encoding="utf-8")

    def test_many_chunks_add_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        audit = audited()
        whole = as_json(tmp_path, audit)["findings"]
        parts = [list(zip(*table.values(), strict=True)) for _, table in audit.findings.chunks("en", size=3)]
        assert len(parts) == 5
        assert [row[-1] for part in parts for row in part] == [one["fingerprint"] for one in whole]

    def test_lone_surrogates_do_not_stop_it(self, tmp_path: Path) -> None:
        odd = rule(
            "XX101",
            Severity.INFO,
            lambda e: [Hits(rows=np.array([0]), columns=0)],
            message=Text("\ud800", "-"),
        )
        audit = audited({"sku": ["k"]}, with_rules=[odd], path="bad\udcff.csv")
        assert as_json(tmp_path, audit)["findings"][0]["message"] == "?"
        assert as_csv(tmp_path, audit)[0]["message"] == "?"

    def test_stated_time(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
        assert as_json(tmp_path, audited())["created"] == "1970-01-02T00:00:00+00:00"
        assert moment(datetime(2026, 1, 1)).tzinfo is UTC


class TestCsv:
    def test_bom_and_line_ends(self, tmp_path: Path) -> None:
        raw = FORMATS["csv"](audited(), tmp_path / "x.csv", "zh").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbffile,sheet,row,")
        assert raw.count(b"\r\n") == 14
        assert "的条款" in raw.decode("utf-8-sig")

    def test_formulas_are_guarded(self, tmp_path: Path) -> None:
        values = [row["value"] for row in as_csv(tmp_path, audited())]
        assert "'=1+1" in values
        assert not any(value.startswith(DANGEROUS) for value in values)

    @given(st.text())
    def test_guard_takes_nothing_away(self, text: str) -> None:
        kept = str(guarded(text))
        assert kept.endswith(text)
        assert not kept.startswith(DANGEROUS)
        assert len(kept) - len(text) in {0, 1}

    @given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1, max_size=4))
    def test_any_text_survives(self, tmp_path_factory: Any, texts: list[str]) -> None:
        rows = list(range(len(texts)))
        say = rule("XX101", Severity.ERROR, lambda e: [cells_hit(e.feed, "title", rows)])
        audit = audited({"sku": ["k"] * len(texts), "title": texts}, with_rules=[say])
        read = [row["value"] for row in as_csv(tmp_path_factory.mktemp("any"), audit)]
        assert read == [guarded(text) for text in texts]


def written(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text, encoding="utf-8") and None  # type: ignore[func-returns-value]


class TestFiles:
    def test_replaces_and_leaves_nothing_else(self, tmp_path: Path) -> None:
        target = tmp_path / "deep" / "a.audit.xlsx"
        assert write_file(target, written("one")) == target
        assert write_file(target, written("two")) == target
        assert target.read_text() == "two"
        assert os.listdir(target.parent) == ["a.audit.xlsx"]

    @pytest.mark.parametrize("name", REPORTS)
    def test_locked_report_keeps_its_content(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        target = tmp_path / f"a.audit.{name}"
        target.write_text("open in Excel")
        (tmp_path / f"a.audit (2).{name}").write_text("older")
        replace = os.replace

        def locked(source: Any, goal: Any) -> None:
            if Path(goal) == target:
                raise PermissionError(errno.EACCES, "locked", str(goal))
            replace(source, goal)

        monkeypatch.setattr(os, "replace", locked)
        path = FORMATS[name](audited(), target, "en")
        assert path.name == f"a.audit (3).{name}"
        assert target.read_text() == "open in Excel"
        assert sorted(os.listdir(tmp_path)) == sorted([f"a.audit{n}.{name}" for n in ("", " (2)", " (3)")])

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (errno.ENOSPC, "disk is full"),
            (errno.EACCES, "not allowed"),
            (errno.EROFS, "not allowed"),
            (errno.EIO, "("),
        ],
    )
    def test_one_sentence_and_no_remains(self, tmp_path: Path, number: int, said: str) -> None:
        def failing(path: Path) -> None:
            path.write_text("half")
            raise OSError(number, os.strerror(number))

        with pytest.raises(ReportError) as caught:
            write_file(tmp_path / "a.xlsx", failing)
        assert said in caught.value.problem.en
        assert "--out" in caught.value.problem.zh
        assert os.listdir(tmp_path) == []

    def test_whatever_else_goes_wrong_leaves_no_remains(self, tmp_path: Path) -> None:
        def failing(path: Path) -> None:
            path.write_text("half")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            write_file(tmp_path / "a.xlsx", failing)
        assert os.listdir(tmp_path) == []

    @pytest.mark.parametrize("name", REPORTS)
    def test_a_file_where_the_folder_should_be(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "reports").write_text("a file")
        with pytest.raises(ReportError, match="folder is needed"):
            FORMATS[name](audited(), tmp_path / "reports" / "a.audit", "en")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_full_disk_while_xlsxwriter_writes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import zipfile

        def full(*_: Any, **__: Any) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(zipfile.ZipFile, "write", full)
        with pytest.raises(ReportError, match="disk is full"):
            FORMATS["xlsx"](audited(), tmp_path / "a.audit.xlsx", "en")
        assert os.listdir(tmp_path) == []


class TestMasking:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("jane@example.com", "j***@***"),
            ("Jane Doe", "J***"),
            ("王小明", "王***"),
            ("+1 212 555 0100", "+***"),
            ("https://zme-caps.example.com/t/abc", "https://***"),
            ("", ""),
            ("  ", "  "),
        ],
    )
    def test_first_letter_only(self, text: str, shown: str) -> None:
        assert masked(text) == shown

    def test_shared_arguments_are_masked_too(self, tmp_path: Path) -> None:
        say = rule(
            "XX101",
            Severity.ERROR,
            lambda e: [
                Hits(
                    rows=np.array([0]),
                    columns=e.feed.find("buyer_email")[0].position,
                    arguments={"value": "jane@example.com", "row": 2},
                    terms="jane",
                    fixes=["jane@example.org"],
                )
            ],
        )
        (found,) = as_json(tmp_path, audited(with_rules=[say]))["findings"]
        assert "jane" not in json.dumps(found)
        assert found["fix"] == "j***@***"


def test_one_path_for_every_format(tmp_path: Path) -> None:
    audit = audited()
    for name in REPORTS:
        assert FORMATS[name](audit, tmp_path / f"feed.audit.{name}", "en").name == f"feed.audit.{name}"
    assert openpyxl.load_workbook(tmp_path / "feed.audit.xlsx").sheetnames[0] == "Summary"
