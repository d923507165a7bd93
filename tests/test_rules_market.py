"""Marketplace rules that no template states, beyond the rules' own examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Evidence, Run
from auditor.evidence.families import family, theme_fields
from auditor.evidence.records import Action, actions
from auditor.feed.table import Damage, Feed
from tests.feeds import make_feed

FLAT, UNIFIED = "custom_flat_file", "product_type_template"


def found(
    feed: Feed, *others: Feed, codes: Sequence[str] = ("MP",), **settings: Any
) -> set[tuple[str, int | None, str]]:
    """(code, row index from 0, column key) of every finding."""
    result = audit(feed, settings_from({"select": list(codes), **settings}), run=Run((feed, *others)))
    assert not result.crashed, result.problems
    findings = result.findings
    return {
        (
            findings.rules[code].code,
            int(row) if row >= 0 else None,
            feed.columns[column].key if column >= 0 else "",
        )
        for code, row, column in zip(findings.codes, findings.rows, findings.columns, strict=True)
    }


def feed_of(columns: Mapping[str, Sequence[str]], layout: str = FLAT, **more: Any) -> Feed:
    return make_feed(columns, layout=layout, **more)


LANGUAGES = {
    "en": ("Create or Replace (Full Update)", "Edit (Partial Update)", "Delete", "Parent", "Child"),
    "de": (
        "Erstellen oder Ersetzen (Vollständige Aktualisierung)",
        "Bearbeiten (Teilaktualisierung)",
        "Löschen",
        "Eltern",
        "Kind",
    ),
    "fr": (
        "Créer ou remplacer (Mise à jour complète)",
        "Modifier (mise à jour partielle)",
        "Supprimer",
        "Parente",
        "Enfant",
    ),
    "es": (
        "Crear o reemplazar (Actualización completa)",
        "Editar (Actualización parcial)",
        "Eliminar",
        "Principal",
        "Secundario",
    ),
    "it": (
        "Crea o sostituisci (Aggiornamento completo)",
        "Modifica (Aggiornamento parziale)",
        "Elimina",
        "Genitore",
        "Figlio",
    ),
    "ja": ("作成または置き換え（完全更新）", "編集（一部更新）", "削除", "親商品", "子商品"),
    "zh": ("创建或替换（完整更新）", "编辑（部分更新）", "删除", "父商品", "子商品"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_every_language(language: str) -> None:
    full, part, delete, parent, child = LANGUAGES[language]
    feed = feed_of(
        {
            "sku": ["P", "C", "D", "E"],
            "record_action": [full, part, delete, ""],
            "parentage": [parent, child, child, ""],
            "parent_sku": ["", "P", "P", ""],
        }
    )
    evidence = Evidence(feed, settings_from({}))
    assert actions(evidence).tolist() == [Action.FULL, Action.PARTIAL, Action.DELETE, Action.FULL]
    people = family(evidence)
    assert people is not None
    assert people.parent.tolist() == [True, False, False, False]
    assert people.child.tolist() == [False, True, True, False]


def test_rows_that_delete_are_read_for_their_sku_only() -> None:
    feed = feed_of(
        {
            "sku": ["A1", "A2 ", "", "A1"],
            "record_action": ["Delete", "Delete", "Delete", "Update"],
            "title": ["Best Mug Ever!", "Mug\u200b", "", "Best Mug Ever!"],
            "price": ["0", "free", "", "9.99"],
            "quantity": ["1000000", "", "", "5"],
        }
    )
    everything = found(feed, codes=("MP", "LI", "TP", "FF", "ID"))
    rows = {(code, column) for code, row, column in everything if row in (0, 1, 2)}
    assert {column for _, column in rows} == {"sku"}
    assert ("TP901", "sku") in rows
    assert ("FF712", "sku") in rows
    assert ("LI602", 3, "title") in everything


def test_partial_updates_may_leave_required_cells_blank() -> None:
    feed = feed_of(
        {
            "sku": ["A1", "A2", ""],
            "record_action": ["PartialUpdate", "Update", "PartialUpdate"],
            "title": ["", "", "Mug"],
        }
    )
    columns = tuple(replace(c, required=c.field == "title") for c in feed.columns)
    missing = set(found(feed.replaced(columns=columns, layout="customization_sheet"), codes=("TP",)))
    assert {one for one in missing if one[0] == "TP901"} == {("TP901", 1, "title"), ("TP901", 2, "sku")}


def test_blanks_only_are_blank() -> None:
    columns = {
        "sku": ["P", "C1"],
        "parentage": ["Parent", "Child"],
        "parent_sku": [" ", "P"],
        "relationship_type": [" ", "Variation"],
        "gtin": [" ", "6901234567892"],
        "quantity": ["\u00a0", "3"],
        "variation_theme": ["Color", "Color"],
        "color": ["", "red"],
    }
    assert found(feed_of(columns)) == set()


def test_a_parent_known_to_a_report_need_not_be_in_the_file() -> None:
    columns = {"sku": ["C1"], "parentage": ["Child"], "parent_sku": ["P"], "relationship_type": ["Variation"]}
    feed = feed_of(columns)
    report = make_feed({"sku": ["P"]}, layout="all_listings_report")
    assert found(feed) == {("MP821", 0, "parent_sku")}
    assert found(feed, report) == set()


def test_children_changed_in_part_have_their_parent_already() -> None:
    columns = {
        "sku": ["C1", "C2", "P2", "C3", "P3"],
        "record_action": ["PartialUpdate", "PartialUpdate", "PartialUpdate", "Update", "Delete"],
        "parent_sku": ["P1", "P2", "", "P3", ""],
        "parentage": ["Child", "Child", "Parent", "Child", "Parent"],
        "price": ["1.00", "1.00", "", "1.00", ""],
    }
    assert found(feed_of(columns)) == {("MP821", 3, "parent_sku"), ("MP826", 3, "parent_sku")}


def test_a_group_name_in_another_table_is_no_parent() -> None:
    columns = {"sku": ["C1", "C2"], "parent_sku": ["MUGS", "MUGS"], "price": ["1.00", "2.00"]}
    assert found(feed_of(columns, layout="generic_table")) == set()


def test_two_offers_of_one_article_are_not_alike() -> None:
    columns = {
        "sku": ["P", "C1", "C1-FBA", "C2"],
        "parentage": ["Parent", "Child", "Child", "Child"],
        "parent_sku": ["", "P", "P", "P"],
        "variation_theme": ["SizeColor"] * 4,
        "size": ["", "S", "S", "S"],
        "color": ["", "red", "red", "Red"],
        "gtin": ["", "111", "111", "222"],
    }
    assert found(feed_of(columns)) == {("MP825", 3, "size")}


def test_themes_are_taken_apart() -> None:
    assert theme_fields("sizename-colorname") == (("size", "color"), True)
    assert theme_fields("color/size (deprecated: do not use)") == (("color", "size"), True)
    assert theme_fields("sizecolor") == (("size", "color"), True)
    assert theme_fields("größe, stil und farbe") == (("size", "style", "color"), True)
    assert theme_fields("team_name/size") == (("size",), False)
    assert theme_fields("frame_color") == ((), False)


def test_families_of_a_hostile_file() -> None:
    count = 600
    columns = {
        "sku": [str(n) for n in range(count)],
        "parentage": ["Child"] * count,
        "parent_sku": [f"P{n}" for n in range(count)],
        "relationship_type": ["Variation"] * count,
        "variation_theme": [f"Color/Size/{'Size' * n}" for n in range(count)],
        "color": [f"c{n}" for n in range(count)],
        "size": [f"s{n}" for n in range(count)],
    }
    assert {code for code, _, _ in found(feed_of(columns))} == {"MP821"}


def test_offers_of_other_marketplaces_are_compared_apart() -> None:
    feed = feed_of({"sku": ["A1"], "price": ["9.99"], "min_price": ["20.00"]})
    columns = tuple(
        replace(c, marketplace={"price": "US", "min_price": "MX"}.get(c.field, "")) for c in feed.columns
    )
    assert found(feed.replaced(columns=columns)) == set()
    assert found(feed) == {("MP804", 0, "price")}


def test_amazons_own_stock_may_stand_in_remote_stores() -> None:
    columns = {
        "sku": ["A1", "A2", "A3"],
        "fulfillment_channel": ["AMAZON_UK_RAFN", "AMAZON_EU_VCS", "Versand durch Amazon (EU)"],
        "quantity": ["", "", "5"],
    }
    assert found(feed_of(columns, marketplace="DE")) == {("MP807", 2, "quantity")}


def test_skus_as_numbers_are_one_note() -> None:
    damages = [
        (0, "sku", Damage.NUMBER, "12"),
        (1, "sku", Damage.NUMBER, "13"),
        (2, "sku", Damage.DATE, "46082"),
    ]
    feed = feed_of({"sku": ["12", "13", "2026-03-01"], "title": ["a", "b", "c"]}, damages=damages)
    assert found(feed) == {("MP815", None, "sku"), ("MP815", 2, "sku")}


def test_large_files_are_told_before_the_upload() -> None:
    feed = feed_of({"sku": ["A1"]})

    def sized(megabytes: int) -> dict[str, str]:
        large = feed.replaced(source=replace(feed.source, size=megabytes * 1_000_000))
        table = audit(large, settings_from({"select": ["MP831"]})).table("en")
        return dict(zip(table["severity"], table["message"], strict=True))

    assert sized(9) == {}
    assert list(sized(11)) == ["info"]
    assert list(sized(61)) == ["warning"]
    assert "61 MB" in sized(61)["warning"]


def test_full_updates_of_live_skus_are_counted_once() -> None:
    columns = {
        "sku": ["A1", "A2", "A3"],
        "record_action": ["Update", "", "PartialUpdate"],
        "title": ["Mug", "Cup", ""],
        "description": ["", "", ""],
    }
    report = make_feed({"sku": ["A1", "A2", "A3"]}, layout="active_listings_report")
    result = audit(
        feed_of(columns), settings_from({"select": ["MP830"]}), run=Run((feed := feed_of(columns), report))
    )
    assert result.table("en")["message"].tolist()[0].startswith("2 rows are full updates")
    assert found(feed) == set()


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "5", "5.00", "x", "7,5"]), st.sampled_from(["", "4", "6", "y"])),
        max_size=8,
    )
)
def test_prices_are_compared_as_numbers(pairs: list[tuple[str, str]]) -> None:
    columns = {
        "sku": [str(n) for n in range(len(pairs))],
        "price": [price for price, _ in pairs],
        "min_price": [least for _, least in pairs],
    }
    places = {row for code, row, _ in found(feed_of(columns)) if code == "MP804"}
    points = any("." in price for price, _ in pairs)

    def number(text: str) -> float:
        text = text if points else text.replace(",", ".")
        return float(text) if text.replace(".", "").isdigit() else np.nan

    assert places == {n for n, (price, least) in enumerate(pairs) if number(price) < number(least)}
