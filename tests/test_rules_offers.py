"""Identifier rules that look at other rows, other files and the seller's declarations: the traps of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from biip.gs1_prefixes import GS1CompanyPrefix
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.evidence.brands import same_house
from auditor.evidence.companies import companies
from auditor.feed.table import Feed
from auditor.rules import all_rules
from auditor.rules.identifier_conflicts import unlike
from tests.feeds import make_feed

RULES = [rule for rule in all_rules() if rule.family == "ID"]
GTIN, OTHER, SAME_COMPANY = "4006381333931", "885909950805", "4006381333948"
LABEL = "custom_label_1"


def checked(code: str, feed: Feed, *others: Feed, **stated: Any) -> list[tuple[int, str]]:
    """(row index, severity) of the findings of one rule."""
    rules = [rule for rule in RULES if rule.code == code]
    result = audit(feed, settings_from(stated), run=Run((feed, *others)), rules=rules)
    assert not result.crashed, result.problems
    found = result.findings
    return [(int(row), rule) for row, rule in zip(found.rows, result.table("en")["severity"], strict=True)]


def custom(columns: Mapping[str, Sequence[str]], layout: str = "customization_sheet", **more: Any) -> Feed:
    """A feed whose rows are all customizable."""
    count = len(next(iter(columns.values())))
    skus = {} if "sku" in columns else {"sku": [f"A{n}" for n in range(count)]}
    return make_feed({**skus, **columns, LABEL: ["Your name"] * count}, layout=layout, **more)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 10**13 - 1), min_size=1, max_size=20))
def test_company_prefixes_are_the_tables(numbers: list[int]) -> None:
    lengths, prefixes = companies(np.array(numbers, np.int64))
    for number, length, prefix in zip(numbers, lengths.tolist(), prefixes.tolist(), strict=True):
        found = GS1CompanyPrefix.extract(f"{number:013d}"[:12])
        assert length == (len(found.value) if found else 0)
        assert prefix == (int(found.value) if found else number // 10**13)


class TestLevels:
    @pytest.mark.parametrize(
        ("more", "found"),
        [
            ({}, [(0, "warning")]),
            ({"number_of_items": ["1"]}, [(0, "warning")]),
            ({"number_of_items": ["12"]}, []),
            ({"title": ["Mugs, Set of 6"]}, []),
            ({"title": ["Tassen 6er-Set"]}, []),
            ({"title": ["马克杯 6件套"]}, []),
            ({"title": ["Mug for case of 1 emergency"]}, []),
        ],
    )
    def test_packs_carry_pack_numbers(self, more: dict[str, list[str]], found: list[Any]) -> None:
        assert checked("ID105", make_feed({"sku": ["A"], "gtin": ["10614141000019"], **more})) == found

    @pytest.mark.parametrize("gtin", ["00614141000012", "614141000012", "10614141000018", GTIN])
    def test_padding_and_wrong_digits_are_no_levels(self, gtin: str) -> None:
        assert checked("ID105", make_feed({"sku": ["A"], "gtin": [gtin]})) == []

    @pytest.mark.parametrize(
        ("gtin", "word", "fix"),
        [
            (GTIN, "UPC", "EAN"),
            (GTIN, "3", "4"),
            (GTIN, "upc", "ean"),
            (OTHER, "EAN", "UPC"),
            ("9780134685991", "UPC", "ISBN"),
            (GTIN, "ISBN", "EAN"),
            (GTIN, "ASIN", "EAN"),
            (GTIN, "EAN", None),
            (OTHER, "UPC", None),
            ("0" + OTHER, "EAN", None),
            ("0" + OTHER, "UPC", None),
            ("9780134685991", "EAN", None),
            ("0134685997", "ISBN", None),
            ("B0ABCD1234", "ASIN", None),
            ("0134685997", "ASIN", None),
            ("013468599X", "1", None),
            (GTIN, "GTIN", None),
            ("4006381333932", "UPC", None),
            ("73513537", "EAN", None),
            ("", "UPC", None),
            ("exempt", "UPC", None),
            (GTIN, "GTIN Exempt", None),
        ],
    )
    def test_types(self, gtin: str, word: str, fix: str | None) -> None:
        feed = make_feed({"sku": ["A"], "gtin": [gtin], "gtin_type": [word]})
        rules = [rule for rule in RULES if rule.code == "ID106"]
        assert list(audit(feed, rules=rules).table("en")["fix"]) == ([fix] if fix else [])

    def test_deleted_rows_keep_their_type(self) -> None:
        row = {"sku": ["A"], "gtin": [GTIN], "gtin_type": ["UPC"], "record_action": ["delete"]}
        assert checked("ID106", make_feed(row)) == []


class TestCompanies:
    PAIR: Mapping[str, list[str]] = {"gtin": [GTIN, SAME_COMPANY]}

    @pytest.mark.parametrize(
        ("brands", "stated"),
        [
            (["Acme", "Acme Kids"], {}),
            (["Acme", "ACME"], {}),
            (["Acme", "A-C-M-E"], {}),
            (["Acme", "Generic"], {}),
            (["Acme", ""], {}),
            (["Acme", "Other"], {"own_gs1_prefixes": ["4006381"]}),
            (["Acme", "Other"], {"own_brands": ["Acme", "other"]}),
        ],
    )
    def test_one_house_is_no_finding(self, brands: list[str], stated: dict[str, Any]) -> None:
        assert checked("ID112", custom({**self.PAIR, "brand": brands}), **stated) == []

    def test_numbers_licensed_one_by_one_prove_nothing(self) -> None:
        singles = [n for n in range(6990000, 6999999) if companies(np.array([n * 10**6]))[0][0] == 12][:1]
        bodies = [f"{singles[0]}{n:05d}" for n in (1, 2)]
        gtins = [body + str(-sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(body)) % 10) for body in bodies]
        feed = custom({"gtin": gtins, "brand": ["Acme", "Other"]})
        assert checked("ID112", feed) == []

    def test_plain_rows_of_one_file_are_not_judged(self) -> None:
        feed = make_feed({"sku": ["A", "B"], **self.PAIR, "brand": ["Acme", "Other"]})
        assert checked("ID112", feed) == []

    def test_another_file_tells(self) -> None:
        plain = make_feed({"sku": ["B"], "gtin": [SAME_COMPANY], "brand": ["Other"]}, path="plain.csv")
        assert checked("ID112", custom({"gtin": [GTIN], "brand": ["Acme"]}), plain) == [(0, "warning")]

    @pytest.mark.parametrize(
        ("first", "second", "same"),
        [
            ("acme", "acme kids", True),
            ("dr. oetker", "dr oetker", True),
            ("abc", "xyz", False),
            ("!", "a", True),
        ],
    )
    def test_same_house(self, first: str, second: str, same: bool) -> None:
        assert same_house(first, second) == same_house(second, first) == same


class TestBrands:
    ROW: Mapping[str, list[str]] = {"gtin": [GTIN], "brand": ["Stabilo"]}

    @pytest.mark.parametrize(
        ("stated", "found"),
        [
            ({}, []),
            ({"own_brands": ["Mine"]}, [(0, "warning")]),
            ({"own_brands": ["STABILO"]}, []),
            ({"own_brands": ["Mine"], "own_gs1_prefixes": ["4006381"]}, []),
            ({"own_brands": ["Mine"], "licensed_brands": [{"mark": "Stabilo"}]}, []),
            (
                {"own_brands": ["Mine"], "licensed_brands": [{"mark": "Stabilo", "until": "2020-01-01"}]},
                [(0, "warning")],
            ),
            ({"authentic_base_brands": ["stabilo"]}, [(0, "error")]),
            ({"authentic_base_brands": ["stabilo"], "own_single_gtins": [GTIN]}, []),
        ],
    )
    def test_whose_brand(self, stated: dict[str, Any], found: list[Any]) -> None:
        assert checked("ID113", custom(self.ROW), **stated) == found

    def test_known_maker_under_own_prefix_is_fine(self) -> None:
        assert checked("ID114", custom({"gtin": [OTHER]}), own_gs1_prefixes=["885909"]) == []

    @pytest.mark.parametrize(
        ("stated", "count", "found"),
        [({}, 5, 0), ({"own_gs1_prefixes": ["614141"]}, 5, 5), ({"own_gs1_prefixes": ["614141"]}, 4, 0)],
    )
    def test_runs_need_five_and_a_stated_prefix(self, stated: dict[str, Any], count: int, found: int) -> None:
        block = [GTIN, SAME_COMPANY, "4006381333955", "4006381333962", "4006381333979"]
        assert len(checked("ID125", custom({"gtin": block[:count]}), **stated)) == found


class TestOffers:
    def test_closed_listing_may_be_listed_anew(self) -> None:
        twice = {"gtin": [GTIN, GTIN], "status": ["Active", "Inactive"]}
        assert checked("ID115", custom(twice)) == []

    def test_the_same_sku_in_two_files_is_one_product(self) -> None:
        other = custom({"sku": ["A0"], "gtin": [GTIN]}, path="later.csv")
        assert checked("ID115", custom({"gtin": [GTIN]}), other) == []

    def test_children_of_a_family_need_their_own(self) -> None:
        children = {"gtin": [GTIN, GTIN], "parent_sku": ["P", "P"], "color": ["red", "blue"]}
        assert len(checked("ID115", custom(children))) == 2

    @pytest.mark.parametrize(
        ("first", "second", "different"),
        [
            ("Blue Ceramic Coffee Mug", "Oak Wood Cutting Board", True),
            ("Blue Ceramic Coffee Mug", "Coffee Mug in blue ceramic, 330 ml, dishwasher safe, gift", False),
            ("Mug", "Cutting Board Oak", False),
            ("橡木砧板刻字", "陶瓷马克杯三百", True),
            ("陶瓷马克杯", "定制陶瓷马克杯 刻字", False),
        ],
    )
    def test_titles_that_name_different_things(self, first: str, second: str, different: bool) -> None:
        assert unlike(first, second) == unlike(second, first) == different

    def test_titles_of_another_language_are_not_compared(self) -> None:
        mine = make_feed({"sku": ["A"], "asin": ["B0ABCD1234"], "title": ["Blue Ceramic Coffee Mug"]})
        german = make_feed(
            {"sku": ["B"], "asin": ["B0ABCD1234"], "title": ["Tasse aus Keramik in Blau"]}, language="de"
        )
        assert checked("ID116", mine, german) == []

    @pytest.mark.parametrize(("marketplace", "found"), [("US", [(0, "warning")]), ("", [])])
    def test_titles_of_an_unknown_marketplace_are_not_compared(
        self, marketplace: str, found: list[Any]
    ) -> None:
        mine = make_feed({"sku": ["A"], "asin": ["B0ABCD1234"], "title": ["Blue Ceramic Coffee Mug"]})
        other = {"sku": ["B"], "asin": ["B0ABCD1234"], "title": ["Large Oak Cutting Board"]}
        assert checked("ID116", mine, make_feed(other, marketplace=marketplace)) == found

    def test_attaching_without_any_knowledge_is_a_warning(self) -> None:
        row = {"gtin": ["B0ABCD1234"], "gtin_type": ["ASIN"]}
        assert checked("ID117", custom(row, layout="custom_flat_file")) == [(0, "warning")]
        assert checked("ID117", custom(row)) == [], "a seller's own table only tells of ASINs"

    def test_updates_of_live_products_are_normal(self) -> None:
        row = custom({"gtin": ["B0ABCD1234"], "gtin_type": ["ASIN"]}, layout="custom_flat_file")
        report = make_feed({"sku": ["A0"], "asin": ["B0ABCD1234"]}, layout="all_listings_report")
        foreign = make_feed({"sku": ["Z"], "asin": ["B0ABCD9999"]}, layout="all_listings_report")
        assert checked("ID117", row, report) == []
        assert checked("ID117", row, foreign) == [(0, "error")]

    @pytest.mark.parametrize(
        ("more", "found"),
        [
            ({}, [(0, "warning")]),
            ({"fulfillment_channel": ["DEFAULT", "AMAZON_EU"]}, [(0, "error")]),
            ({"status": ["Active", "Inactive"]}, [(0, "warning")]),
            ({"is_customizable": ["", "no"]}, [(0, "error")]),
            ({"is_customizable": ["", "yes"]}, []),
        ],
    )
    def test_one_asin_customized_and_plain(self, more: dict[str, list[str]], found: list[Any]) -> None:
        report = make_feed(
            {"sku": ["A0", "B"], "asin": ["B0ABCD1234"] * 2, **more}, layout="all_listings_report"
        )
        assert checked("ID118", report, custom({"gtin": [GTIN]})) == found

    def test_orders_show_which_sku_is_customized(self) -> None:
        report = make_feed({"sku": ["A0", "B"], "asin": ["B0ABCD1234"] * 2}, layout="all_listings_report")
        orders = make_feed(
            {"order_id": ["1"], "sku": ["A0"], "customized_url": ["https://caps.example/t/1"]},
            layout="order_report",
        )
        assert checked("ID118", report, orders) == [(0, "warning")]


class TestExemptions:
    EXEMPT: Mapping[str, list[str]] = {"gtin_type": ["GTIN Exempt"], "brand": ["Mine"], "gtin": [""]}

    def test_an_asin_beside_an_exemption_is_no_number(self) -> None:
        assert checked("ID121", custom({**self.EXEMPT, "gtin": ["B0ABCD1234"]})) == []

    @pytest.mark.parametrize(
        ("recorded", "found"),
        [
            ({"brand": "Mine"}, []),
            ({"brand": "Mine", "category": "drinking"}, []),
            ({"brand": "Mine", "category": "SIGNAGE"}, [(0, "warning")]),
            ({"brand": "Mine", "marketplace": "DE"}, [(0, "warning")]),
            ({"brand": "MINE"}, [(0, "warning")]),
            ({"brand": "Other"}, [(0, "warning")]),
        ],
    )
    def test_brand_category_marketplace(self, recorded: dict[str, str], found: list[Any]) -> None:
        feed = custom({**self.EXEMPT, "product_type": ["DRINKING_CUP"]})
        assert checked("ID122", feed, gtin_exemptions=[recorded]) == found

    def test_nothing_recorded_is_one_note(self) -> None:
        assert checked("ID122", custom(self.EXEMPT)) == [(-1, "info")]

    @pytest.mark.parametrize(
        ("brand", "stated", "found"),
        [
            ("Other", {}, []),
            ("Other", {"own_brands": ["Mine"]}, [(0, "warning")]),
            ("Generic", {"own_brands": ["Mine"]}, []),
            ("无品牌", {"own_brands": ["Mine"]}, []),
            ("Other", {"own_brands": ["Mine"], "gtin_exemptions": [{"brand": "other"}]}, []),
        ],
    )
    def test_third_party_brands(self, brand: str, stated: dict[str, Any], found: list[Any]) -> None:
        assert checked("ID123", custom({**self.EXEMPT, "brand": [brand]}), **stated) == found
