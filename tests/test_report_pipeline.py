"""SARIF and JUnit reports, read again with the standards' own schemas; places in text files, with the files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from auditor.engine import Audit, audit
from auditor.feed.load import load_feed
from auditor.model import Hits, Language, Severity
from auditor.report import FORMATS, report_name
from auditor.report.pipeline import as_uri, relative_path
from auditor.report.text_places import TextPlaces, text_places
from tests.report_case import COLUMNS, audited, cells_hit, rule, rules

STANDARDS = Path(__file__).parent / "standards"
SARIF = jsonschema.Draft4Validator(
    json.loads((STANDARDS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.FormatChecker(),
)
JUNIT = etree.XMLSchema(etree.parse(STANDARDS / "junit-10.xsd"))
NEVER = {"jane@example.com", "bob@example.org", "jane", "bob"}


def sarif(one: Audit, folder: Path, language: Language = "en", **more: Any) -> dict[str, Any]:
    path = FORMATS["sarif"](one, folder / "f.audit.sarif", language, **more)
    read = json.loads(path.read_text(encoding="utf-8"))
    assert [error.message for error in SARIF.iter_errors(read)] == []
    assert len(read["runs"]) == 1
    return dict(read["runs"][0])


def junit(one: Audit, folder: Path, language: Language = "en", **more: Any) -> Any:
    path = FORMATS["junit"](one, folder / "f.audit.junit.xml", language, **more)
    tree = etree.parse(path)
    assert JUNIT.validate(tree), JUNIT.error_log
    return tree.getroot()


class TestSarif:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_holds_every_finding_with_the_rule_it_names(self, tmp_path: Path, language: Language) -> None:
        one = audited()
        run = sarif(one, tmp_path, language)
        declared = run["tool"]["driver"]["rules"]
        assert [r["id"] for r in declared] == [r.code for r in one.rules]
        assert len(run["results"]) == len(one.findings)
        table = one.table(language)
        for result, (_, finding) in zip(run["results"], table.iterrows(), strict=True):
            assert result["ruleId"] == declared[result["ruleIndex"]]["id"] == finding["code"]
            assert (
                result["level"]
                == {"error": "error", "warning": "warning", "info": "note"}[finding["severity"]]
            )
            assert result["partialFingerprints"]["auditor/v1"] == finding["fingerprint"]

    def test_rules_carry_help_and_levels(self, tmp_path: Path) -> None:
        first = sarif(audited(), tmp_path)["tool"]["driver"]["rules"][0]
        assert first["defaultConfiguration"] == {"level": "error", "enabled": True}
        assert first["shortDescription"]["text"] == "title of XX101"
        assert "clause of XX101" in first["help"]["text"]
        assert "**What to do**: Take it out." in first["help"]["markdown"]
        assert first["properties"]["problem.severity"] == "error"

    def test_severity_of_the_settings_counts(self, tmp_path: Path) -> None:
        run = sarif(audited(settings={"severity_overrides": {"XX101": "info"}}), tmp_path)
        assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == "note"

    def test_personal_data_is_masked(self, tmp_path: Path) -> None:
        text = json.dumps(sarif(audited(), tmp_path))
        assert not [secret for secret in NEVER if secret in text]
        assert "jane@example.com" in json.dumps(sarif(audited(), tmp_path, unmask=True))

    def test_alike_findings_are_numbered_and_others_stay_themselves(self, tmp_path: Path) -> None:
        results = sarif(audited(), tmp_path)["results"]
        marks = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]
        assert len(set(marks)) == len(marks)
        assert all(
            m.split(":")[0] == r["partialFingerprints"]["auditor/v1"]
            for m, r in zip(marks, results, strict=True)
        )

    def test_moved_rows_keep_their_fingerprints(self, tmp_path: Path) -> None:
        def marks(first_row: int) -> list[str]:
            run = sarif(audited(first_row=first_row), tmp_path)
            return [r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]]

        assert marks(2) == marks(900)

    def test_what_did_not_run_and_what_crashed_is_said(self, tmp_path: Path) -> None:
        def crash(_: Any) -> list[Hits]:
            raise ZeroDivisionError

        one = audited(with_rules=[*rules(), rule("XX109", Severity.ERROR, crash)])
        said = sarif(one, tmp_path)["invocations"][0]
        assert said["executionSuccessful"] is False
        assert [n["associatedRule"]["id"] for n in said["toolExecutionNotifications"]] == ["XX109"]
        assert [n["associatedRule"]["id"] for n in said["toolConfigurationNotifications"]] == ["XX106"]

    def test_accepted_findings_are_suppressed_with_the_reason(self, tmp_path: Path) -> None:
        taken = {"accepted": [{"rule": "XX102", "sku": "A-2", "reason": "agreed\x01"}]}
        results = sarif(audited(settings=taken), tmp_path)["results"]
        assert [r["suppressions"][0]["justification"] for r in results if "suppressions" in r] == ["agreed␁"]

    def test_a_workbook_has_logical_locations(self, tmp_path: Path) -> None:
        one = audited(path="feeds/表 1.xlsx")
        object.__setattr__(one.feed.source, "kind", "xlsx")
        object.__setattr__(one.feed, "sheet", "Vorlage")
        run = sarif(one, tmp_path)
        place = next(r for r in run["results"] if r["ruleId"] == "XX101")["locations"][0]
        assert place["logicalLocations"] == [
            {"name": "B2", "fullyQualifiedName": "Vorlage!B2", "kind": "cell"}
        ]
        assert place["physicalLocation"]["region"] == {"startLine": 2}
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "feeds/%E8%A1%A8%201.xlsx"
        assert run["automationDetails"]["id"] == "auditor/feeds/表 1.xlsx/"

    def test_no_more_than_a_pipeline_takes_the_worst_first(self, tmp_path: Path) -> None:
        one = audited(settings={"report": {"pipeline_findings": 4}})
        run = sarif(one, tmp_path)
        assert [r["level"] for r in run["results"]] == ["error"] * 4
        said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
        assert said.startswith(f"{len(one.findings) - 4} milder findings were left out")
        assert len(sarif(audited(settings={"report": {"pipeline_findings": 0}}), tmp_path)["results"]) > 4


class TestRegions:
    """What a region names in the file is what the rule marked in the cell."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_in_a_file(self, tmp_path: Path, encoding: str, line_end: str) -> None:
        head = "sku,is_customizable,item_name,customization1_label,customization1_option1\n"
        rows = (
            'A-1,true,"Krug, ""定制"" laptop\nsleeve",Colour,Red\n\nA-2,true,定制马克杯 laptop,Colour,Blue\n'
        )
        text = (head + rows).replace("\n", line_end)
        (tmp_path / "f.csv").write_bytes(text.encode(encoding))
        feed = load_feed(tmp_path / "f.csv")
        titles = feed.array(feed.find("title")[0]).to_pylist()
        spans = [(t.index("laptop"), t.index("laptop") + 6) for t in titles]
        one = audit(
            feed, rules=[rule("XX101", Severity.ERROR, lambda e: [cells_hit(e.feed, "title", [0, 1], spans)])]
        )
        results = sarif(one, tmp_path)["results"]
        lines = text.splitlines(keepends=True)
        for result in results:
            region = result["locations"][0]["physicalLocation"]["region"]
            assert region["startLine"] == region["endLine"]
            line = lines[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "laptop"
        assert [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results] == [2, 5]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.lists(st.text('ab "\n定,é𝒳', max_size=8), min_size=2, max_size=3), min_size=2, max_size=5
        ),
        st.data(),
    )
    def test_in_any_table(self, cells: list[list[str]], data: Any) -> None:
        cells = [[f"k{r}", *row[:1], "z"] for r, row in enumerate(cells)]
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(cells)
        text = buffer.getvalue()
        places = TextPlaces(text.encode(), ",", quoting=True)
        row = data.draw(st.integers(0, len(cells) - 1))
        value = cells[row][1]
        start = data.draw(st.integers(0, len(value)))
        end = data.draw(st.integers(start, len(value)))
        region = places.region(row + 1, 1, value, (start, end))
        lines = text.split("\n")
        begins = np.cumsum([0, *(len(line) + 1 for line in lines)])
        first = begins[region["startLine"] - 1] + region["startColumn"] - 1
        last = begins[region["endLine"] - 1] + region["endColumn"] - 1
        assert text[first:last].replace('""', '"') == value[start:end]

    def test_a_line_that_announces_the_delimiter_counts(self, tmp_path: Path) -> None:
        (tmp_path / "f.csv").write_bytes(b"sep=;\nsku;item_name\nA;Mug\n")
        places = text_places(load_feed(tmp_path / "f.csv"))
        assert places is not None
        whole = {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 6}
        assert places.region(2, 1, "Mug", None) == whole
        assert places.region(2, -1, "", None) == {**whole, "startColumn": 1}

    def test_where_something_else_stands_only_the_line_is_told(self) -> None:
        places = TextPlaces(b'sku,title\r\nA,"Mug" x\r\nB,Mug\r\n', ",", quoting=True)
        assert places.region(2, 1, "Mug x", None) == {"startLine": 2}
        assert places.region(3, 1, "Cup", None) == {"startLine": 3}
        assert places.region(3, 7, "", None) == {"startLine": 3}
        assert places.region(99, 1, "Mug", None) == {"startLine": 99}
        assert places.region(3, 1, "Mug", (0, 9))["endColumn"] == 6

    def test_a_file_that_changed_since_has_rows_for_lines(self, tmp_path: Path) -> None:
        (tmp_path / "f.csv").write_text("sku,item_name\nA,Mug\n", encoding="utf-8")
        feed = load_feed(tmp_path / "f.csv")
        assert text_places(feed) is not None
        (tmp_path / "f.csv").write_text("sku,item_name\n\nA,Mug\n", encoding="utf-8")
        assert text_places(feed) is None
        (tmp_path / "f.csv").unlink()
        assert text_places(feed) is None

    def test_paths_are_relative_and_show_no_secret(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert relative_path("a/b.csv") == "a/b.csv"
        assert relative_path(str(tmp_path / "a" / "b.csv")) == "a/b.csv"
        assert relative_path("../b.csv") == "b.csv"
        assert relative_path("s3://key:secret@bucket/a b.csv?token=x") == "s3://bucket/a b.csv"
        assert as_uri("s3://bucket/a b.csv") == "s3://bucket/a%20b.csv"
        assert as_uri("a/50% off#1.csv") == "a/50%25%20off%231.csv"


class TestJunit:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_counts_are_those_of_the_cases(self, tmp_path: Path, language: Language) -> None:
        one = audited()
        root = junit(one, tmp_path, language)
        suite = root[0]
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases) == len(one.findings) + 1
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert (
            len(suite.findall("testcase/failure"))
            == one.counts[Severity.ERROR] + one.counts[Severity.WARNING]
        )
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped")) == 1
        assert len({case.get("name") for case in cases}) == len(cases)
        assert suite.find("system-out").text

    def test_names_do_not_move_with_rows_and_say_the_sku(self, tmp_path: Path) -> None:
        def names(row: int) -> list[str]:
            return [c.get("name") for c in junit(audited(first_row=row), tmp_path).iter("testcase")]

        assert names(2) == names(77)
        assert "XX102 · A-2 · option_value_1_1" in names(2)

    def test_personal_data_is_masked(self, tmp_path: Path) -> None:
        text = etree.tostring(junit(audited(), tmp_path), encoding="unicode")
        assert not [secret for secret in NEVER if secret in text]

    def test_signs_that_xml_does_not_know(self, tmp_path: Path) -> None:
        odd = {**COLUMNS, "title": ["a\x00<&>\"'\r\n\t]]>b\ud800", *COLUMNS["title"][1:]]}
        odd["title"][0] = odd["title"][0].replace("\ud800", "\ufffe")
        value = [c for c in junit(audited(odd), tmp_path).iter("failure") if "␀" in c.text]
        assert value
        assert "<&>\"'" in value[0].text
        assert "]]>b\ufffd" in value[0].text

    def test_crashed_accepted_ignored(self, tmp_path: Path) -> None:
        def crash(_: Any) -> list[Hits]:
            raise ZeroDivisionError

        one = audited(
            settings={
                "accepted": [{"rule": "XX102", "sku": "A-2", "reason": "agreed"}],
                "ignore": {"XX105": "not ours"},
            },
            with_rules=[*rules(), rule("XX109", Severity.ERROR, crash)],
        )
        suite = junit(one, tmp_path)[0]
        assert suite.get("errors") == "1"
        reasons = [s.get("message") for s in suite.iter("skipped")]
        assert "agreed" in reasons
        assert "ignored: not ours" in reasons

    def test_no_more_than_the_settings_say(self, tmp_path: Path) -> None:
        suite = junit(audited(settings={"report": {"pipeline_findings": 2}}), tmp_path)[0]
        assert suite.get("failures") == "2"
        assert "left out" in suite.find("system-out").text

    def test_name_of_the_file(self) -> None:
        assert report_name("f", "junit", Path("f.csv")) == "f.audit.junit.xml"
        assert report_name("f", "sarif", Path("f.csv")) == "f.audit.sarif"
