"""The schema a template states for its own feed: which cells break it, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from auditor.config import Settings
from auditor.engine import audit
from auditor.feed.load import load_feed
from auditor.feed.table import Feed
from auditor.feed.template.model import ColumnLaw, Definition, Limit, Place, State, Template, ValueList
from auditor.feed.template.schema import law_schema
from auditor.layouts import NONE_ALIKE, law_failures, nearest
from auditor.model import Text

HEADER = "sku\ttitle\tcolor\tweight\tweight unit\tparentage\tproduct type\n"
LISTS = Place("Valid Values", "B2:B4", "shirt.color")
DEFINITIONS = Place("Data Definitions", "G14")


def feed_of(tmp_path, rows: list[list[str]]) -> Feed:
    path = tmp_path / "feed.txt"
    path.write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return load_feed(path)


def with_law(feed: Feed, *laws: ColumnLaw, **facts) -> Feed:
    defaults = {
        "sheet": "Template",
        "settings": {},
        "columns": {law.position: law for law in laws},
        "product_types": frozenset(),
        "product_type_place": None,
        "product_type_column": -1,
        "states": None,
    }
    return replace(feed, template=Template(**(defaults | facts)))


def found(feed: Feed) -> set[tuple[str, int, int]]:
    failures = law_failures(law_schema(feed), feed.cells, feed.columns)
    return {
        (one.check, int(row), one.column.position if one.column else -1)
        for one in failures
        for row in one.rows
    }


class Painted:
    """Conditional formats that say the same as they are told."""

    def __init__(self, states: dict[int, list[State]], rows: int) -> None:
        self.states, self.rows = states, rows
        self.unknown: dict[str, int] = {}

    def column(self, position: int):
        return np.array(self.states.get(position, [State.SILENT] * self.rows), np.int8)

    def place(self, position: int) -> Place:
        return Place("Template", "A4:G9")


ROWS = [
    ["A1", "Mug", "Blue", "5", "grams", "", "shirt"],
    ["A2", "Mug", "light  blue", "5", "", "Parent", "SHIRT"],
    ["A3", "", "Bluish", "", "grams", "", "hat"],
]
COLOURS = ValueList(values=pa.array(["Blue", "Light Blue", "Red"]), closed=True, place=LISTS)


def test_a_closed_list_fails_outside_and_tells_other_spellings_apart(tmp_path):
    feed = with_law(feed_of(tmp_path, ROWS), ColumnLaw(position=2, lists=(COLOURS,)))
    assert found(feed) == {("allowed", 2, 2), ("spelled", 1, 2)}


def test_suggestions_are_another_check(tmp_path):
    open_list = replace(COLOURS, closed=False)
    feed = with_law(feed_of(tmp_path, ROWS), ColumnLaw(position=2, lists=(open_list,)))
    assert ("suggested", 2, 2) in found(feed)
    assert not any(check == "allowed" for check, _, _ in found(feed))


def test_lists_chosen_by_row_judge_their_rows_only(tmp_path):
    other = ValueList(values=pa.array(["Bluish"]), closed=True, place=LISTS)
    law = ColumnLaw(position=2, lists=(COLOURS, other), which=np.array([0, -1, 1], np.int32))
    assert found(with_law(feed_of(tmp_path, ROWS), law)) == set()
    turned = replace(law, which=np.array([1, -1, 0], np.int32))
    assert found(with_law(feed_of(tmp_path, ROWS), turned)) == {("allowed", 0, 2), ("allowed", 2, 2)}


def test_machine_values_of_aliases_are_accepted(tmp_path):
    law = ColumnLaw(position=2, lists=(COLOURS,), aliases={"Himmelblau": "bluish"})
    assert ("allowed", 2, 2) not in found(with_law(feed_of(tmp_path, ROWS), law))


def test_formats_decide_and_silence_leaves_it_to_the_definitions(tmp_path):
    required = Definition(requirement="required", place=DEFINITIONS)
    laws = (ColumnLaw(position=1, definition=required), ColumnLaw(position=2), ColumnLaw(position=3))
    painted = Painted(
        {
            2: [State.MUST_BE_EMPTY, State.NOT_APPLICABLE, State.UNKNOWN],
            3: [State.FILLED, State.FILLED, State.REQUIRED_MISSING],
        },
        3,
    )
    feed = with_law(feed_of(tmp_path, ROWS), *laws, states=painted)
    assert found(feed) == {("empty", 0, 2), ("applicable", 1, 2), ("required", 2, 3), ("required", 2, 1)}


def test_parents_need_no_more_than_the_formats_ask(tmp_path):
    required = Definition(requirement="required", place=DEFINITIONS)
    rows = [["A1", "", "", "", "", "Parent", ""], ["A2", "", "", "", "", "Child", ""]]
    feed = with_law(feed_of(tmp_path, rows), ColumnLaw(position=1, definition=required))
    assert found(feed) == {("required", 1, 1)}


def test_conditional_words_of_the_definitions_claim_nothing(tmp_path):
    law = ColumnLaw(position=1, definition=Definition(requirement="conditional", place=DEFINITIONS))
    assert found(with_law(feed_of(tmp_path, ROWS), law)) == set()


def test_values_and_units_go_together(tmp_path):
    feed = with_law(feed_of(tmp_path, ROWS), ColumnLaw(position=4, unit_of=3))
    assert found(feed) == {("unit", 1, 4), ("amount", 2, 4)}


def test_product_types_of_the_template(tmp_path):
    feed = with_law(
        feed_of(tmp_path, ROWS),
        ColumnLaw(position=6),
        product_types=frozenset({"shirt"}),
        product_type_column=6,
    )
    assert found(feed) == {("known_type", 2, 6)}


@pytest.mark.parametrize(
    ("limit", "broken"),
    [
        (Limit(kind="length", most=4, place=DEFINITIONS), {1, 2}),
        (Limit(kind="bytes", most=4, place=DEFINITIONS), {1, 2}),
        (Limit(kind="length", least=5, most=99, place=DEFINITIONS), {0}),
        (Limit(kind="integer", least=0, place=DEFINITIONS), {0, 1, 2}),
    ],
)
def test_limits(tmp_path, limit, broken):
    feed = with_law(feed_of(tmp_path, ROWS), ColumnLaw(position=2, limits=(limit,)))
    assert {row for _, row, _ in found(feed)} == broken


def test_findings_say_where_the_law_stands_and_what_is_near(tmp_path):
    feed = with_law(
        feed_of(tmp_path, ROWS),
        ColumnLaw(position=2, lists=(COLOURS,)),
        damaged=Text("the formulas were flattened", "公式已被改写"),
        damage_place=Place("Template", "A4:Z9"),
    )
    table = audit(feed, Settings()).table("en").set_index("code")
    assert "(see Valid Values!B2:B4, name shirt.color)" in table.loc["TP904", "message"]
    assert "“Blue”" in table.loc["TP904", "message"]
    assert table.loc["TP906", "fix"] == "Light Blue"
    assert "Template!A4:Z9" in table.loc["TP910", "message"]
    chinese = audit(feed, Settings()).table("zh").set_index("code")
    assert "公式已被改写" in chinese.loc["TP910", "message"]


def test_the_schema_is_one_pandera_itself_can_run(tmp_path):
    feed = with_law(feed_of(tmp_path, ROWS), ColumnLaw(position=2, lists=(COLOURS,)))
    schema = law_schema(feed)
    frame = feed.cells.rename(columns=str)[["2"]].astype(object)
    with pytest.raises(Exception, match="allowed"):
        schema.validate(frame, lazy=True)


def test_nearest_names_only_what_is_alike():
    near = nearest(["Bluish", "zzzzzz", "Bluish"], ("Blue", "Light Blue", "Red"))
    assert near[0] == near[2]
    assert near[0].startswith("“Blue”")
    assert near[1].en == "none; the list has “Blue”, “Light Blue”, “Red”"
    assert near[1].zh == "无；列表中有“Blue”、“Light Blue”、“Red”"
    assert nearest(["7"], ()) == [NONE_ALIKE]
    assert nearest(["7"], tuple("abcde"))[0].en.endswith("“a”, “b”, “c”, “d” …")
