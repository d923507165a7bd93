"""The accuracy bench: labelled files are read as described, and right, missed and wrong codes are counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.rules import all_rules
from bench.accuracy.labelled import Cell, read, read_all
from bench.accuracy.measure import FOLDER, main, measure
from bench.accuracy.page import page
from bench.accuracy.score import Tally, percent

LABELLED = """
lang: en
base: Custom Mug
groups:
- kind: title
  expect: [CP011]
  why: a laptop
  cells: |
    Custom Gaming Laptop
    Personalized Mug
- kind: title
  expect: []
  why: a sleeve
  cells: |
    Custom Laptop Sleeve
- kind: options
  expect: [OP201]
  may: [OP204]
  why: an answer
  cells: |
    Engraving = Yes | No @@ Custom Cup
- kind: options
  expect: []
  why: labelled wrongly on purpose
  cells: |
    Lid = Yes | No
- kind: gtin
  expect: [ID102]
  why: check digit
  cells: |
    4006381333932
"""


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "few.yaml"
    path.write_text(LABELLED, encoding="utf-8")
    return path


def test_a_list_becomes_columns(labelled: Path) -> None:
    options = next(cell for cell in read(labelled) if cell.kind == "options")
    assert options.columns == {
        "title": "Custom Cup",
        "custom_label_1": "Engraving",
        "option_value_1_1": "Yes",
        "option_value_1_2": "No",
    }
    assert options.judged == set(options.columns) - {"title"}


def test_a_group_says_why(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("lang: en\nbase: Mug\ngroups:\n- {kind: title, expect: [], cells: a}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a why"):
        read(path)


def test_counts(labelled: Path) -> None:
    tables = measure(read(labelled), all_rules()).tables
    title, options = tables["rule"]["CP011"], tables["rule"]["OP201"]
    assert (title.right, len(title.missed), len(title.wrong)) == (1, 1, 0)
    assert (options.right, len(options.wrong), options.wrong_errors) == (1, 1, 1)
    assert tables["rule"]["ID102"].recall == 1.0
    assert tables["language"]["en"].expected == 4


def test_a_note_is_neither_right_nor_wrong() -> None:
    cell = Cell(
        "en", "title", "x", {"title": "x"}, frozenset({"title"}), frozenset({"RP501"}), frozenset(), "y"
    )
    tally = Tally(frozenset(), {})
    tally.add(cell, {"RP501": "info", "TX301": "info"}, frozenset({"RP501", "TX301"}))
    assert (len(tally.all.missed), len(tally.all.notes), len(tally.all.wrong)) == (1, 1, 0)


def test_json_and_tables(labelled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(labelled), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rule"]["OP201"]["wrong"] == 1
    assert main([str(labelled), "--list"]) == 0
    assert "false alarms (1):" in capsys.readouterr().out


def test_page_states_sizes_and_figures(labelled: Path) -> None:
    cells = read(labelled)
    written = page(cells, measure(cells, all_rules()), [])
    assert "| all | 6 | 2 (33%) | 4 |" in written
    assert percent(None) == "–"


class TestOwnSet:
    CELLS = read_all(FOLDER)

    def test_is_large_and_mostly_clean(self) -> None:
        assert len(self.CELLS) >= 1500
        assert sum(cell.clean for cell in self.CELLS) * 2 >= len(self.CELLS)

    def test_has_every_language_and_family(self) -> None:
        assert {cell.lang for cell in self.CELLS} >= {"en", "zh", "de", "fr", "es", "it", "ja"}
        families = {code[:2] for cell in self.CELLS for code in cell.expect}
        assert families >= {"CP", "OP", "TX", "ID", "IP", "RP", "LI"}

    def test_no_cell_twice(self) -> None:
        counts = Counter((cell.lang, cell.kind, *cell.columns.items()) for cell in self.CELLS)
        assert not [cell for cell, number in counts.items() if number > 1]
