"""Laws that are damaged, circular or enormous: bounded time, a sentence, no crash."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from template_books import law, loaded, product_type_template

from auditor.feed.load import load_feed
from auditor.feed.table import Feed, Sheet
from auditor.feed.template.areas import Area
from auditor.feed.template.book import Book
from auditor.feed.template.choices import Lists
from auditor.feed.template.coverage import everywhere
from auditor.feed.template.definitions import expanded, requirement_of
from auditor.feed.template.model import Place
from auditor.feed.template.parts_xml import Name, Validation
from auditor.feed.template.prose import prose_limits
from auditor.feed.template.settings import aliases, stated_types

ROWS = [["S1", "SIGN", "t", "b", "", "Wood"], ["S2", "2-PLAY MAT", "t", "b", "", "Foam"]]


class Opened:
    """Sheets that were never in a file."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self._sheets = sheets
        self.names = [(name, "hidden") for name in sheets]

    def head(self, name: str, rows: int = 12) -> Sheet:
        return self._sheets[name]

    def read(self, name: str) -> Sheet:
        return self._sheets[name]


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    return loaded(product_type_template(ROWS), tmp_path_factory.mktemp("hostile"))


def column_of(count: int, repeats: int = 1) -> Sheet:
    texts = pa.array([f"value {n // repeats}" for n in range(count)], pa.large_string())
    return Sheet(name="Lists", rows=np.arange(1, count + 1, dtype=np.int32), columns=(texts,))


def book_of(feed: Feed, lists: Sheet, **names: str) -> Book:
    stated = [Name(name=name, text=text) for name, text in names.items()]
    return Book(Opened({"Lists": lists}), feed, stated)


def drop_down(formula: str, column: int = 5, bottom: int = 1 << 20) -> Validation:
    return Validation(
        areas=(Area(7, column, bottom, column),), kind="list", formula1=formula, shows_error=True
    )


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with one part changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_a_list_of_a_million_values_is_not_used(feed: Feed) -> None:
    book = book_of(feed, column_of(1_000_000, 4), long="Lists!$A$1:$A$1048576")
    began = time.process_time()
    found = Lists(book).columns([drop_down("long")])[5]
    assert time.process_time() - began < 60, "it ends; how fast is measured in bench"
    assert found.lists == []
    assert found.closed
    assert "far longer" in book.notes[0].en
    assert "远长于" in book.notes[0].zh


def test_ten_thousand_lists_are_bounded(feed: Feed) -> None:
    book = book_of(
        feed, column_of(190_000, 2), **{f"n{k}": f"Lists!$A${k + 1}:$A$190000" for k in range(200)}
    )
    began = time.process_time()
    found = Lists(book).columns([drop_down(f"n{k}", k % 9) for k in range(200)])
    assert time.process_time() - began < 60, "it ends; how fast is measured in bench"
    assert sum(len(one.lists) for one in found.values()) < 50
    assert any("far more than any real template" in note.en for note in book.notes)


def test_names_in_circles_and_chains(feed: Feed) -> None:
    chain = {f"c{k}": f"c{k + 1}" for k in range(2000)} | {"c2000": "Lists!$A$1"}
    book = book_of(feed, column_of(3), me="me", **chain)
    assert book.reference("me") is None
    assert book.reference("c0") is None
    assert book.reference("c1990") is not None
    assert "leads back to itself" in book.notes[0].en
    assert book.constants("me") is None


@pytest.mark.parametrize("name", ["INDIRECT", "IF", "TRUE", "VLOOKUP", "R1C1", "A1"])
def test_names_that_shadow_functions_change_nothing(tmp_path: Path, name: str) -> None:
    path = product_type_template(ROWS).write(tmp_path / "t.xlsm")
    added = f"<definedName name=\"{name}\">'Dropdown Lists'!$D$2</definedName></definedNames>"
    rewritten(path, "xl/workbook.xml", lambda xml: xml.replace("</definedNames>", added))
    special = law(load_feed(path), 5)
    assert [one.values.to_pylist() for one in special.lists] == [["Wood", "Brass"], ["Rubber", "Foam"]]


def test_names_to_nowhere(feed: Feed) -> None:
    lost = {"gone": "#REF!", "other": "[1]Lists!$A$1", "sheet": "Missing!$A$1", "odd": "Lists!$A$0"}
    book = book_of(feed, column_of(3), wide="Lists!$A:$B", **lost)
    assert [book.reference(name) for name in ("gone", "other", "sheet", "odd", "none", "")] == [None] * 6
    wide = book.reference("wide")
    assert wide is not None
    assert str(wide.place) == "Lists!A:B (wide)"
    found = Lists(book).columns(
        [drop_down(f'INDIRECT("{name}")') for name in ("gone", "other", "sheet", "nothing")]
    )
    assert found[5].lists == []
    assert found[5].which is not None
    assert found[5].which.tolist() == [-1, -1]


def test_a_flood_of_ranges_is_bounded(feed: Feed) -> None:
    flood = [
        Validation(areas=(Area(7, 0, 9, 16_383),) * 4000, kind="list", formula1="one", shows_error=True)
        for _ in range(500)
    ]
    book = book_of(feed, column_of(3), one="Lists!$A$1:$A$3")
    began = time.process_time()
    found = Lists(book).columns(flood)
    assert time.process_time() - began < 60, "it ends; how fast is measured in bench"
    assert len(found) == len(feed.columns)
    assert any("more data validations" in note.en for note in book.notes)


def test_a_law_that_cannot_be_read_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("auditor.feed.template.load.type_map", fail)
    feed = loaded(product_type_template(ROWS), tmp_path)
    assert len(feed.cells) == 2
    assert feed.template is not None
    assert feed.template.columns == {}
    assert any("only the general rules were used" in note.en for note in feed.notes)


@pytest.mark.parametrize("sheet", ["Dropdown Lists", "Data Definitions", "AttributePTDMAP"])
def test_a_damaged_sheet_of_the_law_is_a_note(tmp_path: Path, sheet: str) -> None:
    book = product_type_template(ROWS)
    path = book.write(tmp_path / "t.xlsm")
    part = f"xl/worksheets/sheet{list(book.sheets).index(sheet) + 1}.xml"
    rewritten(path, part, lambda xml: re.sub(r"<sheetData>.*", "<sheetData><row r='1'><c r='A1'", xml))
    feed = load_feed(path)
    assert len(feed.cells) == 2
    assert feed.template is not None
    damaged = [note for note in feed.notes if sheet in note.en]
    assert len(damaged) == (1 if sheet != "Data Definitions" else len(damaged))
    listed = [at for at, one in feed.template.columns.items() if one.lists]
    assert (listed == []) == (sheet == "Dropdown Lists")


@pytest.mark.parametrize(
    "text",
    ["", "!!!", "AAAA", "é", "W10", "e30", "[" * 200, "WzEsMixudWxsLHsiYXR0cmlidXRlIjoxfV0", "W" * 100_001],
)
def test_damaged_settings(text: str) -> None:
    assert aliases({"attributeSettings": text}) == {}
    assert isinstance(stated_types({"ptds": text}), tuple)


def test_coverage() -> None:
    assert everywhere([(0, 3), (3, 5)], 5)
    assert everywhere([(2, 5), (0, 3)], 5)
    assert not everywhere([(0, 2), (3, 5)], 5)
    assert everywhere([], 0)


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    expanded(text)
    requirement_of(text)
    prose_limits(text, Place("s"))


@given(
    st.integers(1, 99_999),
    st.sampled_from(["characters", "Zeichen", "caractères", "caratteri", "caracteres"]),
)
def test_stated_lengths_are_found(limit: int, unit: str) -> None:
    found = prose_limits(f"Text, max. {limit} {unit}.", Place("s"))
    assert [(one.kind, one.most) for one in found] == [("length", limit)]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("An alphanumeric string; 1 character minimum in length and 50 characters maximum in length.", ("length", 50)),
        ("Eine Zeichenfolge mit einer Länge von mindestens einem und maximal 1.500\u00a0Zeichen.", ("length", 1500)),
        ("Alphanumerische Zeichenfolge zwischen 1 und 500 Zeichen.", ("length", 500)),
        ("Search terms, up to 249 bytes.", ("bytes", 249)),
        ("最大50文字まで", ("length", 50)),
        ("不超过 200 个字符", ("length", 200)),
        ("A positive whole number", ("integer", None)),
        ("Eine Zahl mit bis zu 10 Stellen vor dem Dezimaltrennzeichen", ("decimal", None)),
        ("The weight range is 0.1 lb-9,999.9 lb, with a maximum of 1 decimal point", ("decimal", 9999.9)),
        ("This could be a GCID (16 alphanumeric characters), UPC or EAN.", None),
        ("Four or five bullet points; up to 1,000 characters total.", None),
        ("30 pixels maximum length (on the longest side)", None),
        ("Recommended: at most 80 characters", None),
        ("Text oder Zahlenangabe mit Maßeinheit.", None),
    ],
)  # fmt: skip
def test_prose(prose: str, expected: tuple[str, float | None] | None) -> None:
    found = [(one.kind, one.most) for one in prose_limits(prose, Place("s"))]
    assert found == ([expected] if expected else [])
