"""Identifier rules: check digits against a plain implementation, types, spreadsheet damage, ownership, traps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.evidence.identifiers import Digits, IdType, id_type
from auditor.feed.table import Damage, Feed
from auditor.rules import all_rules
from auditor.rules.gtin import restored
from tests.feeds import make_feed

TESTED = "ID101 ID102 ID103 ID104 ID110 ID111 ID120 ID124".split()
RULES = [rule for rule in all_rules() if rule.code in TESTED]
GOOD, OTHER = "4006381333931", "885909950805"


def codes(feed: Feed, others: Sequence[Feed] = (), **stated: Any) -> list[tuple[str, int, str]]:
    """(code, row index or −1, severity) of every finding, without the note on unstated prefixes."""
    result = audit(feed, settings_from(stated), run=Run((feed, *others)), rules=RULES)
    assert not result.crashed, result.problems
    table = result.table("en")
    rows = [-1 if pd.isna(row) else int(row) - int(feed.row_numbers[0]) for row in table["row"]]
    found = zip(table["code"], rows, table["severity"], strict=True)
    return [one for one in found if one != ("ID111", -1, "info")]


def gtins(*values: str, **more: Sequence[str]) -> Feed:
    return make_feed({"sku": [f"S{n}" for n in range(len(values))], "gtin": values, **more})


def naive_check_digit(body: str) -> int:
    total = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(reversed(body)))
    return -total % 10


@settings(max_examples=200)
@given(st.lists(st.from_regex(r"[0-9]{1,16}", fullmatch=True), max_size=8))
def test_digits_agree_with_a_plain_implementation(texts: list[str]) -> None:
    digits = Digits.of(pa.array(texts, pa.string()))
    for place, text in enumerate(texts):
        if len(text) > 14:
            assert digits.length[place] == 0
            continue
        assert (digits.length[place], digits.number[place]) == (len(text), int(text))
        assert digits.found[place] == int(text[-1])
        assert digits.expected[place] == naive_check_digit(text[:-1])
        assert digits.formed[place] == (len(text) in (8, 12, 13, 14))


@given(st.from_regex(r"[1-9][0-9]{11}", fullmatch=True))
def test_what_a_spreadsheet_made_of_a_number_is_restored(body: str) -> None:
    number = body + str(naive_check_digit(body))
    shown = f"{number[0]}.{number[1:]}E+12"
    assert restored([number + ".0", shown, number]) == [number] * 3


def test_lost_digits_are_not_restored() -> None:
    assert restored(["8.85910E+11", "4.00638E+12", "abc", "", "1e400", "-5"]) == [None] * 6


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("", IdType.UNKNOWN), ("1", IdType.ASIN), ("asin", IdType.ASIN), ("2", IdType.ISBN), ("isbn-13", IdType.ISBN),
        ("3", IdType.GTIN), ("4", IdType.GTIN), ("ean/gtin", IdType.GTIN), ("jan code", IdType.GTIN),
        ("gtin exempt", IdType.EXEMPT), ("商品编码豁免", IdType.EXEMPT), ("gcid", IdType.OTHER),
    ],
)  # fmt: skip
def test_type_words(word: str, kind: IdType) -> None:
    assert id_type(word) is kind


@pytest.mark.parametrize(
    "value",
    [
        "４００６３８１３３３９３１",
        "'4006381333931",
        '="4006381333931"',
        "4006 3813-33931",
        " 4006381333931\t",
        "\u202a4006381333931\u202c",
        "96385074",
        "10614141000019",
    ],
)
def test_writing_does_not_matter(value: str) -> None:
    assert codes(gtins(value)) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12345", "ID101"),
        ("ABC-123", "ID101"),
        ("40063813339311234", "ID101"),
        ("4006381333932", "ID102"),
        ("2012345678903", "ID103"),
        ("412345678903", "ID103"),
        ("0000001234565", "ID103"),
        ("9521234567899", "ID103"),
        ("20123451", "ID103"),
        ("8.85910E+11", "ID104"),
        ("885909950805.0", "ID104"),
        ("885909950805,00", "ID104"),
        ("45496882174", "ID104"),
        ("Does not apply", "ID124"),
        ("0000000000000", "ID124"),
        ("-", "ID124"),
        ("暂无", "ID124"),
    ],
)
def test_one_fault_one_code(value: str, code: str) -> None:
    assert [found for found, _, _ in codes(gtins(value, GOOD))] == [code]


def test_check_digit_is_never_proposed() -> None:
    result = audit(gtins("4006381333932"), settings_from({}), rules=RULES)
    assert result.table("en")["fix"].isna().all()


def test_asins_and_book_numbers_are_no_gtins() -> None:
    feed = gtins(
        "B0ABCD1234", "0306406152", "9780134685991", "B0ABCD1234", gtin_type=["1", "ISBN", "isbn", "UPC"]
    )
    assert codes(feed) == [("ID101", 3, "error")]
    assert codes(gtins("B0ABCD1234", "0306406152", GOOD)) == []


def test_book_by_right_is_a_note() -> None:
    custom = {"custom_label_1": ["Name", "Name"], "product_type": ["ABIS_BOOK", "DRINKING_CUP"]}
    found = codes(gtins("9780134685991", "9780134685991", **custom))
    assert found == [("ID103", 0, "info"), ("ID103", 1, "error")]


def test_ten_digit_numbers_of_a_shop_are_not_padded() -> None:
    invented = [str(8500000000 + n) for n in range(1, 28)]
    assert {code for code, _, _ in codes(gtins(*invented))} == {"ID101"}


def test_in_house_product_id_is_not_judged() -> None:
    values = {"sku": ["A", "B", "C"], "product_id": ["1001", "1002", "1003"]}
    feed = make_feed({"sku": values["sku"], "gtin": values["product_id"]}, layout="generic_table")
    renamed = feed.replaced(columns=(feed.columns[0], _headed(feed, "product_id")))
    assert codes(renamed) == []
    assert len(codes(feed)) == 3


def _headed(feed: Feed, header: str) -> Any:
    from dataclasses import replace

    return replace(feed.columns[1], header=header)


def test_delete_rows_are_left_alone() -> None:
    assert codes(gtins("123", "123", record_action=["Delete", "x"])) == []


class TestStoredAsNumber:
    def test_complete_numbers_are_one_note(self) -> None:
        listed = [(row, "gtin", Damage.NUMBER, GOOD) for row in range(3)]
        feed = make_feed({"sku": ["A", "B", "C"], "gtin": [GOOD] * 3}, damages=listed)
        assert codes(feed) == [("ID104", -1, "info")]

    def test_scientific_display_of_a_complete_number_is_restored(self) -> None:
        feed = make_feed({"gtin": ["4.00638E+12"]}, damages=[(0, "gtin", Damage.SCIENTIFIC, GOOD)])
        table = audit(feed, settings_from({}), rules=RULES).table("en")
        assert table[["code", "severity", "fix"]].to_numpy().tolist() == [["ID104", "warning", GOOD]]
        assert GOOD in table["message"][0]

    def test_lost_zero_replaces_malformed(self) -> None:
        feed = make_feed({"gtin": ["45496882174"]}, damages=[(0, "gtin", Damage.NUMBER, "45496882174")])
        table = audit(feed, settings_from({}), rules=RULES).table("en")
        assert table[["code", "fix"]].to_numpy().tolist() == [["ID104", "045496882174"]]

    def test_ignored_damage_leaves_the_plain_fault(self) -> None:
        found = codes(gtins("45496882174"), ignore={"ID104": "known"})
        assert [code for code, _, _ in found] == ["ID101"]


def custom(**columns: Sequence[str]) -> Feed:
    count = len(next(iter(columns.values())))
    return make_feed({**columns, "custom_label_1": ["Name"] * count})


class TestManufacturerCode:
    def test_same_sku_in_a_later_export_is_no_conflict(self) -> None:
        report = make_feed({"sku": ["A1"], "gtin": [GOOD]}, layout="all_listings_report")
        assert codes(custom(sku=["A1"], gtin=[GOOD]), [report]) == []

    def test_family_shares_its_number(self) -> None:
        feed = make_feed(
            {
                "sku": ["P", "C1"],
                "parent_sku": ["", "P"],
                "gtin": [GOOD, GOOD],
                "custom_label_1": ["", "Name"],
            }
        )
        assert codes(feed) == []

    def test_other_customized_product_is_no_manufacturer(self) -> None:
        assert codes(custom(sku=["A1", "A2"], gtin=[GOOD, GOOD])) == []

    def test_own_standard_product_is_a_warning(self) -> None:
        feed = make_feed(
            {
                "sku": ["P", "C"],
                "brand": ["Acme", "ACME"],
                "gtin": [GOOD, GOOD],
                "custom_label_1": ["", "Name"],
            }
        )
        assert codes(feed, own_brands=["Acme"]) == [("ID110", 1, "warning")]
        assert codes(feed) == [("ID110", 1, "error")]

    def test_upc_and_its_13_digit_form_are_one_number(self) -> None:
        report = make_feed({"sku": ["PLAIN"], "gtin": ["0" + OTHER]}, layout="all_listings_report")
        assert codes(custom(sku=["C"], gtin=[OTHER]), [report]) == [("ID110", 0, "error")]

    def test_customized_title_in_the_other_file_is_no_standard_product(self) -> None:
        report = make_feed(
            {"sku": ["X"], "title": ["Personalized Mug"], "gtin": [GOOD]}, layout="all_listings_report"
        )
        assert codes(custom(sku=["C"], gtin=[GOOD]), [report]) == []


class TestOwnPrefix:
    @pytest.mark.parametrize("prefix", ["614141", "0614141"])
    def test_with_or_without_the_leading_zero(self, prefix: str) -> None:
        feed = custom(sku=["A", "B", "C"], gtin=["614141000012", "0614141000012", GOOD])
        assert codes(feed, own_gs1_prefixes=[prefix]) == [("ID111", 2, "error")]

    def test_single_licences_count(self) -> None:
        assert codes(custom(sku=["A"], gtin=[GOOD]), own_single_gtins=["04006381333931"]) == []

    def test_without_settings_it_says_once_that_it_cannot_tell(self) -> None:
        result = audit(custom(sku=["A", "B"], gtin=[GOOD, OTHER]), settings_from({}), rules=RULES)
        table = result.table("en")
        assert table[["code", "severity"]].to_numpy().tolist() == [["ID111", "info"]]
        assert "2" in table["message"][0]

    def test_plain_rows_are_not_asked(self) -> None:
        assert codes(gtins(GOOD), own_gs1_prefixes=["0614141"]) == []


def listing(
    columns: Mapping[str, Sequence[str]], layout: str = "customization_sheet"
) -> list[tuple[str, int, str]]:
    return codes(make_feed({**columns, "custom_label_1": ["Name"]}, layout=layout))


class TestNeitherNumberNorExemption:
    def test_error_where_it_could_be_said(self) -> None:
        assert listing({"sku": ["A"], "gtin": [""], "gtin_type": [""]}) == [("ID120", 0, "error")]

    def test_warning_in_old_templates_where_blank_means_exempt(self) -> None:
        row = {"sku": ["A"], "gtin": [""], "gtin_type": [""]}
        assert listing(row, "custom_flat_file") == [("ID120", 0, "warning")]

    @pytest.mark.parametrize(
        "more",
        [
            {"record_action": ["PartialUpdate"]}, {"record_action": ["Löschen"]}, {"parentage": ["Parent"]},
            {"product_type": ["GUILD_HOME"]}, {"gtin_type": ["GTIN Exempt"]}, {"gtin_exempt": ["true"]},
            {"asin": ["B0ABCD1234"]},
        ],
    )  # fmt: skip
    def test_rows_that_need_none(self, more: dict[str, list[str]]) -> None:
        assert listing({"sku": ["A"], "gtin": [""], **more}) == []

    def test_reports_and_other_shops_need_none(self) -> None:
        row = {"sku": ["A"], "gtin": [""]}
        assert listing(row, "all_listings_report") == []
        assert listing(row, "shopify_products") == []

    def test_number_on_another_row_of_the_sku(self) -> None:
        assert codes(custom(sku=["A", "A"], gtin=[GOOD, ""])) == []

    def test_exempted_brand(self) -> None:
        feed = custom(sku=["A", "B"], gtin=["", ""], brand=["Acme", "Other"])
        found = codes(feed, gtin_exemptions=[{"brand": "ACME"}])
        assert [(code, row) for code, row, _ in found] == [("ID120", 1)]
