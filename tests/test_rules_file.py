"""Rules on the form of a file: encoding, columns, formulas, duplicates, shapes; their traps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.evidence.shape_hits import DAMAGED
from auditor.feed.table import Damage, Feed
from auditor.rules import all_rules
from auditor.rules.mojibake import evidence_of, repaired
from schemas.checks import CheckName
from tests.feeds import CUSTOM, make_feed

HYGIENE = ("FF712", "FF714")
"""Stray blanks, and what could not be checked: rules of their own, tested elsewhere."""
RULES = [rule for rule in all_rules() if rule.family in ("FF", "TP") and rule.code not in HYGIENE]


def findings(feed: Feed, others: Sequence[Feed] = ()) -> pd.DataFrame:
    result = audit(feed, settings_from({}), run=Run((feed, *others)), rules=RULES)
    assert not result.crashed, result.problems
    return result.table("en")


def codes(feed: Feed, others: Sequence[Feed] = ()) -> list[tuple[str, str | None, str | None]]:
    """(code, row index or None, column key) in the order of the report."""
    table = findings(feed, others)
    rows = [None if pd.isna(row) else int(row) - int(feed.row_numbers[0]) for row in table["row"]]
    return list(zip(table["code"], rows, table["field"], strict=True))


def sheet(columns: Mapping[str, Sequence[str]], layout: str = "customization_sheet") -> Feed:
    return make_feed(columns, layout=layout)


def titles(*texts: str) -> Feed:
    return sheet({"sku": [f"S{n}" for n in range(len(texts))], "title": texts})


class TestEncoding:
    @pytest.mark.parametrize(
        "text",
        [
            "Maçã",
            "MAÇÃ™ IRMÃS",
            "PÃO DE AÇÚCAR",
            "CAFÉ® “CANAPÉ”",
            "Ångström – BLÅ",
            "“quoted” — dash…",
            "縺れた糸",
            "定制杯",
            "Élan™",
            "ÃO",
        ],
    )
    def test_letters_people_write(self, text: str) -> None:
        assert codes(titles(text, "plain")) == []

    @pytest.mark.parametrize(
        "text",
        ["Café crème brûlée", "Women’s “best” mug", "Größe: 5 €", "定制马克杯", "マグカップ", "Привет мир"],
    )
    def test_utf8_read_as_cp1252(self, text: str) -> None:
        damaged = b"".join(text.encode()[i : i + 1] for i in range(len(text.encode()))).decode(
            "cp1252", "replace"
        )
        assert [code for code, _, _ in codes(titles(damaged))] == ["FF703"]

    def test_repair_is_proposed(self) -> None:
        damaged = "Crème brûlée – Women’s".encode().decode("cp1252")
        table = findings(titles(damaged))
        assert table["fix"].tolist() == ["Crème brûlée – Women’s"]
        row = table.iloc[0]
        assert row["value"][row["start"] : row["end"]] == row["term"] == "Ã¨"

    def test_one_doubtful_place_needs_a_second(self) -> None:
        assert codes(titles("CafÃ© mug")) == []
        assert len(codes(titles("CafÃ© mug", "CrÃ¨me mug"))) == 2

    def test_replacement_character_has_no_repair(self) -> None:
        assert findings(titles("Caf\ufffd"))["fix"].isna().all()

    def test_template_must_be_unicode(self) -> None:
        feed = sheet({"sku": ["A"], "custom_label_1": ["Name"]}, CUSTOM)
        ansi = feed.replaced(source=replace(feed.source, encoding="cp1252"))
        assert codes(ansi) == [("FF703", None, "")]

    @given(st.text(st.characters(codec="cp1252"), max_size=40))
    def test_never_repairs_to_something_damaged(self, text: str) -> None:
        fixed = repaired(text)
        assert fixed is None or (fixed != text and "\ufffd" not in fixed)
        start, end, _ = evidence_of(text)
        assert start == -1 or 0 <= start < end <= len(text)


class TestCells:
    @pytest.mark.parametrize(
        "text",
        [
            "+ name",
            "-",
            "- free of BPA",
            "@handle",
            "#1 Dad",
            "#best",
            "= Love =",
            "=)",
            "==",
            "+49 cm",
            "-5",
            "@home (blue)",
            "E",
            "1 + 1 = 2",
            "-LED(blue)",
            '="0123"',
            "=D Smile",
        ],
    )
    def test_texts_that_only_look_like_formulas(self, text: str) -> None:
        assert codes(titles(text)) == []

    @pytest.mark.parametrize(
        "text",
        [
            "#REF!",
            "#N/A",
            "#NAME?",
            "#DIV/0!",
            "#WERT!",
            "#NV",
            "#VALEUR!",
            "#¿NOMBRE?",
            "Err:502",
            "=A1+B2",
            "=SUM(A1:A9)",
            "=Sheet1!A1",
            "=-B3",
            "=VLOOKUP(A2,X!A:B,2,0)",
            "@SUM(1,2)",
            '+HYPERLINK("x")',
            "=cmd|'/c calc'!A0",
            "-2+3+cmd|' /C calc'!D2",
        ],
    )
    def test_rests_of_a_spreadsheet(self, text: str) -> None:
        assert [code for code, _, _ in codes(titles(text))] == ["FF715"]

    def test_hashes_count_only_where_a_number_belongs(self) -> None:
        feed = sheet({"sku": ["A"], "price": ["#####"], "custom_placeholder_1": ["#####"]})
        assert codes(feed) == [("FF715", 0, "price")]

    def test_error_cells_and_formulas_of_a_workbook(self) -> None:
        feed = make_feed(
            {"sku": ["A", "B", "C"], "price": ["#REF!", "", "9.90"]},
            damages=[
                (0, "price", Damage.ERROR, "#REF!"),
                (1, "price", Damage.FORMULA_WITHOUT_VALUE, "=X!B2"),
                (2, "price", Damage.FORMULA, "=X!B3"),
            ],
        )
        assert codes(feed) == [("FF715", 0, "price"), ("FF715", 1, "price")]

    def test_says_more_than_the_shape_rules(self) -> None:
        assert codes(sheet({"sku": ["A"], "quantity": ["#N/A"]})) == [("FF715", 0, "quantity")]


class TestColumns:
    def test_remark_beside_a_template_is_a_warning(self) -> None:
        feed = sheet({"sku": ["A"], "title": ["Mug"], "?": ["note"]}, "custom_flat_file")
        table = findings(feed)
        assert table[["code", "severity", "column"]].to_numpy().tolist() == [["FF702", "warning", "C"]]

    def test_inside_a_template_it_is_an_error(self) -> None:
        feed = sheet({"sku": ["A"], "?": ["note"], "title": ["Mug"]}, "custom_flat_file")
        assert findings(feed)["severity"].tolist() == ["error"]

    def test_empty_unnamed_columns_and_numbered_repeats_are_fine(self) -> None:
        feed = sheet({"sku": ["A"], "bullet_1": ["x"], "bullet_2": ["y"], "?": [""]})
        same = tuple(replace(c, header="Bullet Point") if c.field == "bullet" else c for c in feed.columns)
        assert codes(feed.replaced(columns=same)) == []

    def test_repeated_machine_name(self) -> None:
        feed = sheet({"sku": ["A"], "title": ["Mug"], "?x": ["Cup"]}, "custom_flat_file")
        named = tuple(replace(c, name="item_sku" if c.field == "sku" else "item_name") for c in feed.columns)
        assert [code for code, _, _ in codes(feed.replaced(columns=named))] == ["FF702"]

    def test_headers_that_are_not_at_the_top(self) -> None:
        feed = sheet({"sku": ["A"], "custom_label_1": ["Name"]}, CUSTOM)
        moved = feed.replaced(headers=tuple((row + 1, cells) for row, cells in feed.headers))
        assert codes(moved) == [("FF701", None, "")]

    def test_other_layouts_have_other_header_rows(self) -> None:
        feed = make_feed({"sku": ["A"], "title": ["Mug"]}, first_row=6)
        assert codes(feed) == []


class TestDuplicates:
    def test_rows_of_one_component_each(self) -> None:
        columns = {
            "sku": ["A", "A"],
            "title": ["Mug", "Mug"],
            "option_value_1": ["Red", "Blue"],
            "price": ["0", "2"],
        }
        assert "FF711" not in [code for code, _, _ in codes(sheet(columns, "generic_table"))]

    def test_same_rows_are_a_repetition_without_conflict(self) -> None:
        found = codes(sheet({"sku": ["A", "A"], "title": ["Mug", "Mug"]}))
        assert {code for code, _, _ in found} == {"TP911"}

    def test_conflict_names_count_row_and_column(self) -> None:
        table = findings(sheet({"sku": ["B", "A", " A", "A "], "title": ["x", "Mug", "", "Cup"]}))
        assert table["code"].tolist() == ["FF711"] * 3
        assert "3 rows (first in row 3), and 'title' differs" in table["message"][0]

    def test_orders_repeat_skus(self) -> None:
        feed = sheet({"order_id": ["1", "2"], "sku": ["A", "A"], "title": ["Mug", "Cup"]}, "order_report")
        assert codes(feed) == []

    def test_case_makes_another_sku(self) -> None:
        assert codes(sheet({"sku": ["a1", "A1"], "title": ["Mug", "Cup"]})) == []


class TestShapes:
    def test_one_owner_per_check(self) -> None:
        checks = [check for rule in RULES for check in rule.shapes]
        assert len(checks) == len(set(checks))
        assert set(checks) == {*get_args(CheckName), DAMAGED}, (
            "every check of a schema has a rule that tells of it"
        )

    def test_sentences_are_filled_in_both_languages(self) -> None:
        feed = sheet(
            {
                "sku": ["A" * 41, "B"],
                "price": ["5 €", "-1"],
                "quantity": ["2.5", "x"],
                "main_image_url": ["img.jpg", ""],
                "sale_start": ["soon", ""],
                "color_hex_1_1": ["red", ""],
                "gtin_type": ["EANN", ""],
                "font_url_1_1": ["https://x.example/a.exe", ""],
            },
        )
        result = audit(feed, settings_from({}), rules=RULES)
        for language in ("en", "zh"):
            messages = result.table(language)["message"]
            assert not messages.str.contains("[{}]").any()
        told = " ".join(result.table("en")["message"])
        for part in (
            "41 characters; 1 to 40",
            "'5 €'",
            "> 0.00",
            "≥ 0",
            "'soon'",
            "#1A2B3C",
            "'EANN'",
            ".ttf, .woff",
        ):
            assert part in told

    def test_missing_column_is_named(self) -> None:
        table = findings(sheet({"title": ["Mug"]}))
        assert table[["code", "message"]].to_numpy().tolist() == [
            ["TP901", "The file has no column for the required SKU."]
        ]
