"""Distinct texts and option lists: every span leads back to the cell it came from."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from auditor.config import settings_from
from auditor.evidence import Evidence
from auditor.evidence.scope import Inside
from tests.feeds import make_feed

TEXTS = st.lists(st.text(alphabet="ab |\né　", max_size=8), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_every_text_cell_is_a_slice_of_its_cell(first: list[str], second: list[str]) -> None:
    size = min(len(first), len(second))
    feed = make_feed({"title": first[:size], "option_value_1": second[:size]})
    evidence = Evidence(feed, settings_from({}))
    cells = evidence.cells("title", "option_value")
    for row, column, text_id, start, end in zip(
        cells.rows, cells.columns, cells.ids, cells.starts, cells.ends, strict=True
    ):
        whole = feed.cells.iloc[row, column]
        assert whole[start:end] == evidence.corpus.texts[int(text_id)].as_py()
        assert whole[start:end].strip()
    blank = [text for text in first[:size] if not text.strip()]
    assert len(evidence.cells("title")) == size - len(blank)


def lists_of(columns: dict[str, list[str]]) -> set[tuple[str, tuple[str, ...]]]:
    evidence = Evidence(make_feed(columns), settings_from({}))
    return {(one.label, one.values) for one in evidence.option_lists.lists}


WANTED = {("Colour", ("Red", "Blue")), ("Font", ("Script", "Block"))}


def test_lists_in_columns() -> None:
    assert lists_of({
        "sku": ["A", "B"],
        "custom_label_1": ["Colour", "Colour"],
        "option_value_1_1": ["Red", "Red"],
        "option_value_1_2": ["Blue", "Blue"],
        "custom_label_2": ["Font", ""],
        "option_value_2_1": ["Script", ""],
        "option_value_2_2": ["Block", ""],
    }) == WANTED  # fmt: skip


def test_lists_in_cells() -> None:
    assert lists_of({
        "sku": ["A"],
        "custom_label_1": ["Colour"],
        "option_value_1": ["Red|Blue"],
        "custom_label_2": ["Font"],
        "option_value_2": ["Script\nBlock"],
    }) == WANTED  # fmt: skip


def test_lists_over_rows() -> None:
    assert lists_of({
        "sku": ["A", "A", "A", "A"],
        "custom_label": ["Colour", "Colour", "Font", "Font"],
        "option_value": ["Red", "Blue", "Script", "Block"],
    }) == WANTED  # fmt: skip


def test_lists_over_rows_with_the_sku_written_once() -> None:
    assert lists_of({
        "sku": ["A", "", "", ""],
        "custom_label": ["Colour", "Colour", "Font", "Font"],
        "option_value": ["Red", "Blue", "Script", "Block"],
    }) == WANTED  # fmt: skip


def test_pick_carries_a_verdict_to_the_cells() -> None:
    feed = make_feed({
        "sku": ["A", "B", "C"],
        "custom_label_1": ["Colour", "Add name?", "Colour"],
        "option_value_1": ["Red|Blue", "Yes|No", "Red|Blue"],
    })  # fmt: skip
    lists = Evidence(feed, settings_from({})).option_lists
    assert len(lists) == 2
    chosen = lists.pick(lambda one: [1] if one.values[1] == "Blue" else [])
    assert lists.cells.rows[chosen].tolist() == [0, 2]
    assert lists.cells.starts[chosen].tolist() == [4, 4]
    assert lists.values[chosen].tolist() == ["Blue", "Blue"]
    assert lists.labels(chosen) == ["Colour", "Colour"]


def scope(columns: dict[str, list[str]], **keys: object) -> list[int]:
    return Evidence(make_feed(columns), settings_from(dict(keys))).scope.inside.tolist()


def test_scope_ladder() -> None:
    yes, maybe, no = Inside.YES, Inside.MAYBE, Inside.NO
    assert scope({"title": ["Custom Mug", "Mug"], "is_customizable": ["", ""]}) == [maybe, no]
    assert scope({"title": ["Custom Mug", "Mug"], "is_customizable": ["no", "是"]}) == [no, yes]
    assert scope({"title": ["Mug", "Mug"], "option_value_1_1": ["Red", " "]}) == [yes, no]
    assert scope({"title": ["Mug", "Mug"], "customization_template": ["GuildCustomization", ""]}) == [yes, no]
    assert scope({"title": ["Mug"]}, assume_custom="yes") == [yes]
    assert scope({"title": ["Custom Mug"]}, assume_custom="no") == [no]


def test_empty_feed_has_no_texts() -> None:
    evidence = Evidence(make_feed({"title": [], "option_value_1_1": []}), settings_from({}))
    assert len(evidence.option_lists) == 0
    assert np.array_equal(evidence.scope.inside, np.empty(0))
