"""Rules on listing texts: their traps, and what they find in real files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import settings_from
from auditor.engine import audit
from auditor.feed.load import load_feed
from auditor.rules import all_rules
from auditor.text.languages import SMALL_WORDS, evident_language
from auditor.text.titles import FORBIDDEN, bad_characters, in_capitals
from auditor.text.tokens import tokens
from tests.feeds import make_feed

REAL = Path(__file__).parents[2] / "shared" / "real_feeds"
RULES = [rule for rule in all_rules() if rule.family == "LI"]


def table(
    columns: Mapping[str, Sequence[str]], settings: Mapping[str, Any] | None = None, **made: Any
) -> pd.DataFrame:
    count = len(next(iter(columns.values())))
    feed = make_feed({"sku": [f"A{n}" for n in range(count)], **columns}, **made)
    result = audit(feed, settings_from(dict(settings or {})), rules=RULES)
    assert not result.crashed, result.problems
    return result.table("en")


def codes(
    columns: Mapping[str, Sequence[str]], settings: Mapping[str, Any] | None = None, **made: Any
) -> list[str]:
    return table(columns, settings, **made)["code"].tolist()


class TestTitles:
    def test_length_counts_characters_not_code_points(self) -> None:
        composed, decomposed = "é" * 200, "e\u0301" * 200
        assert codes({"title": [composed, decomposed]}) == ["LI601"]  # the note on 75 characters only
        assert table({"title": [decomposed + "x"]})["severity"].tolist() == ["error"]

    def test_media_titles_are_exempt_but_notebooks_are_no_books(self) -> None:
        long = "x" * 201
        found = table(
            {"title": [long] * 3, "product_type": ["ABIS_BOOK", "BLANK_BOOK", "PHYSICAL_VIDEO_GAME_SOFTWARE"]}
        )
        assert found["row"].tolist() == [3]

    @pytest.mark.parametrize(("day", "words"), [("2026-07-26", "from"), ("2026-07-27", "check whether")])
    def test_announced_limit_is_one_dated_note(self, day: str, words: str) -> None:
        found = table({"title": ["x" * 76] * 40}, {"today": day})
        assert len(found) == 1
        assert pd.isna(found["row"][0])
        assert found["severity"][0] == "info"
        assert words in found["message"][0]
        assert "2026-07-27" in found["message"][0]

    def test_announced_limit_spares_some_marketplaces_and_stated_limits(self) -> None:
        assert codes({"title": ["x" * 76]}, marketplace="AE") == []
        assert codes({"title": ["x" * 76]}, {"title_limit": {"US": 200}}) == []
        assert table({"title": ["x" * 76]}, {"title_limit": {"US": 75}})["severity"].tolist() == ["error"]

    @pytest.mark.parametrize(
        ("title", "brands", "kind"),
        [
            ("Best Mom Ever! Mug", (), "forbidden"),
            ("Yahoo! Mug", ("Yahoo!",), None),
            ("YAHOO! Mug", ("Yahoo!",), None),
            ("Yahoo! Mug!", ("Yahoo!",), "forbidden"),
            ("Noah?s Ark Print", (), "lost"),
            ("Gift ??? Mug", (), "lost"),
            ("Who is the boss?", (), "forbidden"),
            ("#1 Dad Mug", (), None),
            ("Mug <3 lb", (), None),
            ("10*15 cm Frame ~350 g", (), None),
            ("Mug * Gift * Cup", (), "context"),
            ("<b>Mug</b>", (), None),
        ],
    )
    def test_characters(self, title: str, brands: tuple[str, ...], kind: str | None) -> None:
        found = bad_characters(title, brands)
        assert (found.kind if found else None) == kind

    @given(st.text("ab !?_{}^¬¦.,", min_size=1, max_size=30))
    def test_fix_is_clean_and_stays_so(self, title: str) -> None:
        found = bad_characters(title, ())
        if found and found.fix is not None:
            assert not set(found.fix) & set(FORBIDDEN)
            assert bad_characters(found.fix, ()) is None

    def test_money_gets_no_fix(self) -> None:
        found = bad_characters("Gift under $20", ())
        assert found
        assert found.fix is None

    @pytest.mark.parametrize(
        ("title", "count"),
        [
            ("Mug Mugs mug", 1),
            ("Mr & Mrs & Mrs Sign", 0),
            ("for Dad for Mom for Kids for You", 0),
            ("30 cm x 20 cm x 10 cm Box", 0),
            ("Dress Dress Address", 0),
            ("定制杯 定制袋 定制衫", 0),
            ("3D 3D 3D", 0),
        ],
    )
    def test_repeated_words(self, title: str, count: int) -> None:
        assert codes({"title": [title]}).count("LI603") == count

    def test_repeated_word_is_marked_at_its_third_use(self) -> None:
        found = table({"title": ["Wood Sign, wood Board, WOOD Gift"]})
        assert found[["term", "start", "end"]].to_numpy().tolist() == [["WOOD", 23, 27]]

    @pytest.mark.parametrize(
        ("title", "brand", "loud"),
        [
            ("PERSONALIZED COFFEE MUG WITH NAME", "", True),
            ("Custom LED USB PVC RGB Lamp", "", False),
            ("SHORT TITLE", "", False),
            ("ACME HOME GOODS CO Mug", "ACME HOME GOODS CO", False),
            ("Mug CK842-AB XK99 ZT77 QQ11 PL22", "", False),
            ("定制马克杯刻字礼物", "", False),
        ],
    )
    def test_capitals(self, title: str, brand: str, loud: bool) -> None:
        assert in_capitals(title, brand) is loud


class TestTexts:
    @pytest.mark.parametrize(
        "title",
        [
            "Garage Sale Sign",
            "Deal With It Mug",
            "Black Friday Crew Shirt",
            "On Sale Banner",
            "Free Shipping Sticker",
        ],
    )
    def test_promotion_is_not_what_a_product_says(self, title: str) -> None:
        assert "LI604" not in codes({"title": [title]})

    def test_promotion_in_a_description_is_a_note(self) -> None:
        found = table({"title": ["Mug"], "description": ["Buy now at the lowest price"]})
        assert found[["code", "severity"]].to_numpy().tolist() == [["LI604", "info"]]

    @pytest.mark.parametrize(
        "text", ["Guaranteed to make you smile", "Warranty card included", "Comes without warranty"]
    )
    def test_no_promise(self, text: str) -> None:
        assert "LI610" not in codes({"bullet_1": [text]})

    @pytest.mark.parametrize(
        "text", ["If you are not satisfied we refund you", "2 year warranty", "Full refund"]
    )
    def test_promise(self, text: str) -> None:
        assert "LI610" in codes({"bullet_1": [text]})

    def test_warranty_column_is_its_place(self) -> None:
        assert codes({"title": ["Watch"], "warranty": ["2 year warranty, money back"]}) == []

    def test_bamboo_is_a_material(self) -> None:
        assert codes({"bullet_1": ["Bamboo board with handle"]}) == []

    @pytest.mark.parametrize("text", ["I <3 you so much", "weighs < 10 lb", "Salt & pepper", "a <b and b> c"])
    def test_no_html(self, text: str) -> None:
        assert "LI609" not in codes({"description": [text]})

    def test_html_fix_keeps_the_words(self) -> None:
        found = table({"description": ["<p>Salt &amp; pepper</p><p>350&nbsp;ml &ndash; <b>white</b></p>"]})
        assert found["fix"].tolist() == ["Salt & pepper 350 ml – white"]

    def test_other_marketplaces_and_deleted_rows_are_left_alone(self) -> None:
        bad = {"title": ["PERSONALIZED COFFEE MUG WITH NAME!"], "bullet_1": ["free shipping <br>"]}
        assert codes(bad)
        assert codes(bad, layout="shopify_products") == []
        assert codes({**bad, "record_action": ["Delete"]}) == []


class TestBullets:
    @pytest.mark.parametrize(
        ("text", "severity"),
        [
            ("Dishwasher safe up to 60 °C — no fading", None),
            ("Holds about ~350 ml of tea", None),
            ("Works with ~ and nothing else", "warning"),
            ("Acme® steel keeps tea warm", "warning"),
            ("✅ keeps tea warm all day", "warning"),
            ("fits B0ABCD1234 lamp", "warning"),
            ("fits the BEAUTIFULLAMP", None),
            ("TBD", "warning"),
            ("x" * 256, "info"),
            ("x" * 501, "warning"),
            ("Red", "info"),
            ("双层隔热", None),
        ],
    )
    def test_what_counts(self, text: str, severity: str | None) -> None:
        found = table({"bullet_1": [text]}).query("code == 'LI606'")
        assert found["severity"].tolist() == ([severity] if severity else [])

    def test_same_bullet_twice(self) -> None:
        found = table(
            {"bullet_1": ["Keeps tea warm"], "bullet_2": ["Keeps it cold"], "bullet_3": ["Keeps tea warm"]}
        )
        assert found[["field", "code"]].to_numpy().tolist() == [["bullet_3", "LI606"]]


class TestSearchTerms:
    def test_bytes_not_characters(self) -> None:
        assert codes({"keywords": ["漢" * 83]}, marketplace="US") == []
        assert codes({"keywords": ["漢" * 84]}, marketplace="US") == ["LI607"]
        assert codes({"keywords": ["漢" * 84]}, marketplace="JP", language="ja") == []
        assert codes({"keywords": ["a" * 201]}, marketplace="IN") == ["LI607"]

    def test_columns_add_up(self) -> None:
        found = table({"keywords_1": ["a" * 200], "keywords_2": ["b" * 49], "keywords_3": ["c"]})
        assert found["field"].tolist() == ["keywords_3"]
        assert "250 bytes" in found["message"][0]

    @pytest.mark.parametrize(
        "text", ["new york mug", "best man gift", "most valuable player", "best dad ever mug"]
    )
    def test_innocent_words(self, text: str) -> None:
        assert codes({"keywords": [text]}) == []

    def test_fix_takes_all_of_them_out(self) -> None:
        found = table({"keywords": ["mug best seller, cheap, for dad"]})
        assert found["fix"].tolist() == ["mug, for dad"]

    def test_own_brand_is_a_note(self) -> None:
        found = table({"brand": ["Corvane", "Cor"], "keywords": ["mug corvane gift", "mug cor corvanes"]})
        assert found[["row", "severity"]].to_numpy().tolist() == [[2, "info"]]


class TestLanguage:
    @pytest.mark.parametrize(
        "title",
        [
            "Leonardo da Vinci Mona Lisa Print",
            "Custom Mug 定制 for Mom and Dad",
            "La Vie en Rose Necklace",
            "Ich liebe dich Becher",
            "Volkswagen Käfer Poster",
        ],
    )
    def test_names_prove_nothing(self, title: str) -> None:
        assert "LI612" not in codes({"title": [title]})

    def test_nothing_is_said_of_unknown_marketplaces(self) -> None:
        assert codes({"title": ["定制马克杯"]}, marketplace="") == []

    def test_english_on_a_german_page(self) -> None:
        found = table(
            {"bullet_1": ["This mug is made from ceramic and it can be used with your coffee"]},
            marketplace="DE",
            language="de",
        )
        assert "English" in found["message"][0]

    def test_expected_words_end_the_question(self) -> None:
        texts = pa.array(["der die das und mit für auch the"], pa.large_string())
        assert evident_language(texts, frozenset({"en"})).tolist() == [-1]

    @given(
        st.sampled_from(sorted(SMALL_WORDS)), st.lists(st.text("xyz", min_size=3, max_size=6), max_size=20)
    )
    def test_invented_words_have_no_language(self, language: str, words: list[str]) -> None:
        texts = pa.array([" ".join(words)], pa.large_string())
        assert evident_language(texts, frozenset({language})).tolist() == [-1]


@given(st.lists(st.text("aB1 -'é,.定", max_size=20), min_size=1, max_size=8))
def test_tokens_are_the_words(texts: list[str]) -> None:
    found = tokens(pa.array(texts, pa.large_string()))
    for number, text in enumerate(texts):
        words = [found.words[code] for code in found.codes[found.texts == number]]
        plain = "".join(c if c.isalnum() or c in "'-" else " " for c in text.lower())
        assert [w for w in words if w] == [w for w in (p.strip("'-") for p in plain.split()) if w]


def counted(path: str) -> dict[tuple[str, str], int]:
    if not (REAL / path).is_file():
        pytest.skip("the public real files are not here")
    result = audit(load_feed(REAL / path), settings_from({"today": "2026-01-01"}), rules=RULES)
    assert not result.crashed, result.problems
    found = result.table("en")
    return found.groupby(["code", "severity"]).size().to_dict()


def test_rates_of_an_american_active_listings_report() -> None:
    found = counted("falconer/Active+Listings+Report+07-02-2021.txt")
    assert (found["LI602", "error"], found["LI602", "warning"]) == (1, 1)
    assert 0.02 < found["LI603", "warning"] / 1787 < 0.045
    assert ("LI601", "error") not in found


def test_rates_of_a_british_kitchen_file() -> None:
    found = counted("wams/WAMS_MAIN_FILE_BULK_UPLOAD1.xlsm")
    assert found["LI601", "error"] == 3
    assert found["LI606", "info"] == 1753  # bullets over 255 characters
    assert ("LI607", "error") not in found  # 33 are over 249 bytes, but none without blanks and punctuation
    assert found["LI609", "warning"] >= 553
