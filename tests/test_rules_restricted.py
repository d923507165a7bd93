"""Rules on restricted products: the word as a good, and the same word as a picture, a vessel, a denial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.rules import all_rules
from auditor.text.lexicon import LEXICON_LANGUAGES, load_lexicon
from tests.feeds import make_feed

RULES = [rule for rule in all_rules() if rule.family == "RP"]


def table(
    columns: Mapping[str, Sequence[str]], settings: Mapping[str, Any] | None = None, language: str = "en"
) -> pd.DataFrame:
    count = len(next(iter(columns.values())))
    feed = make_feed(
        {"sku": [f"A{n}" for n in range(count)], "is_customizable": ["Yes"] * count, **columns},
        language=language,
        marketplace={"en": "US", "ja": "JP", "zh": "CN"}.get(language, language.upper()),
    )
    result = audit(feed, settings_from(dict(settings or {})), rules=RULES)
    assert not result.crashed, result.problems
    return result.table("en")


def codes(title: str, language: str = "en") -> list[str]:
    return table({"title": [title]}, language=language)["code"].tolist()


@pytest.mark.parametrize(
    ("language", "title", "code"),
    [
        ("en", "Custom Switchblade Engraved", "RP501"),
        ("en", "Pepper Spray Keychain", "RP501"),
        ("de", "Schlagring mit Gravur", "RP501"),
        ("fr", "Poing américain gravé", "RP501"),
        ("it", "Tirapugni personalizzato", "RP501"),
        ("es", "Puño americano personalizado", "RP501"),
        ("ja", "名入れ スタンガン", "RP501"),
        ("en", "Personalized Weed Pipe", "RP502"),
        ("de", "Bong mit Namen", "RP502"),
        ("en", "Engraved Nicotine Pouches", "RP503"),
        ("fr", "Cigarette électronique personnalisée", "RP503"),
        ("ja", "名入れ 電子タバコ", "RP503"),
        ("de", "Eine Flasche Wein mit Namen", "RP504"),
        ("fr", "Bouteille de champagne personnalisée 75cl", "RP504"),
        ("it", "Bottiglia di prosecco personalizzata", "RP504"),
        ("en", "Bracelet Treats Anxiety and Depression", "RP505"),
        ("de", "Armband lindert Arthrose", "RP505"),
        ("it", "Bracciale che cura l'artrite", "RP505"),
        ("zh", "定制枕头 改善失眠", "RP505"),
        ("ja", "名入れ リング 高血圧を改善", "RP505"),
        ("de", "Tasse antibakteriell beschichtet", "RP506"),
        ("zh", "定制口罩 杀菌除螨", "RP506"),
        ("es", "Petardos personalizados", "RP507"),
        ("it", "Maglia con svastica", "RP508"),
        ("fr", "Tasse connard personnalisée", "RP509"),
        ("de", "Produktrückruf Kinderbett", "RP510"),
        ("es", "Carnet falso con foto", "RP511"),
        ("zh", "定制窃听器 刻字", "RP512"),
        ("ja", "名入れ 本象牙 印鑑", "RP513"),
        ("en", "Personalized Lottery Ticket Real", "RP514"),
        ("en", "Autopsy Photo Shirt", "RP515"),
    ],
)
def test_the_good_itself(language: str, title: str, code: str) -> None:
    assert code in codes(title, language)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        # weapons
        ("en", "Throwing Star Cookie Cutter"),
        ("en", "Dog Tag Silencer Rubber"),
        ("en", "Surge Suppressor with Name"),
        ("en", "Chef Kitchen Knife Engraved"),
        ("en", "Nerf Shuriken Toy"),
        ("en", "Sticker with Brass Knuckles"),
        # drugs
        ("en", "Weed Barrier Landscape Fabric"),
        ("en", "Wooden Bongo Drum Engraved"),
        ("en", "THC-Free Hand Cream Label"),
        ("en", "Marijuana Leaf Earrings"),
        ("it", "Adesivo marijuana personalizzato"),
        # tobacco
        ("en", "Personalized Cigar Humidor"),
        ("en", "Ashtray with Name"),
        ("en", "No Vaping Vinyl Lettering"),
        ("en", "Cigarette Case Engraved"),
        ("fr", "Étui à cigarettes gravé"),
        ("de", "Nikotinfrei leben Tasse"),
        ("zh", "定制打火机 香烟盒"),
        ("ja", "禁煙 プレート 名入れ"),
        # alcohol
        ("en", "Whiskey Decanter 750 ml"),
        ("en", "Flask for Vodka 200ml"),
        ("en", "Wine Bottle Labels"),
        ("en", "Champagne Satin Ribbon"),
        ("de", "Bierglas 0,5 l mit Namen"),
        ("fr", "Verre à whisky 300 ml gravé"),
        ("es", "Jarra de cerveza 500 ml"),
        ("ja", "名入れ ビールグラス 300ml"),
        # medical
        ("en", "Cancer Zodiac Sign Necklace"),
        ("en", "Autism Mom Awareness Ribbon Pin"),
        ("en", "Diabetes Medical ID Bracelet"),
        ("en", "Dog Treats Jar, Cancer Horoscope"),
        ("en", "Find a Cure for Cancer Shirt"),
        ("en", "FDA Approved Food Grade Silicone Cup"),
        ("it", "Realizzato con cura dei dettagli"),
        ("es", "Taza para el cura del pueblo"),
        ("zh", "治愈系 定制玩偶"),
        # pesticides, hazardous goods
        ("en", "Bacteria Plush Novelty Mug"),
        ("en", "Mercury Glass Candle Holder"),
        ("en", "Fireworks Pattern Shirt"),
        ("en", "Explosive Flavor Recipe Book"),
        ("en", "Explosion Box Photo Album"),
        ("de", "Geschenk Gift for Her"),
        # hate, adult
        ("en", "Anti-Nazi Badge"),
        ("en", "Scunthorpe United Fan Mug"),
        ("en", "Cocktail Shaker Engraved"),
        ("en", "Hoodie XXX-Large"),
        ("en", "Moby Dick Book Cover"),
        ("fr", "Bague avec un con de lapin"),
        ("it", "Mona Lisa Stampa"),
        ("es", "Trio de velas"),
        ("zh", "弹性 女性 个性 T恤"),
        # the rest
        ("en", "Total Recall Movie Quote Mug"),
        ("en", "Name Badge Magnetic"),
        ("en", "License Plate Frame Custom"),
        ("en", "Police Badge Cookie Cutter"),
        ("en", "Counterfeit Detector Pen"),
        ("en", "Hidden Camera Prank Mug"),
        ("de", "Marlene Dietrich Poster"),
        ("ja", "ピッキング作業 エプロン 名入れ"),
        ("en", "Ivory Wedding Guest Book"),
        ("en", "Tortoiseshell Pattern Hair Clip"),
        ("zh", "象牙白 定制相框"),
        ("en", "Scratch-Off Proposal Card"),
        ("en", "Memorial Plaque in Loving Memory"),
    ],
)
def test_the_same_word_meaning_something_else(language: str, title: str) -> None:
    assert codes(title, language) == []


def test_a_disclaimer_claims_nothing() -> None:
    text = "This product is not intended to diagnose, treat, cure or prevent any disease."
    assert table({"description": [text]}).empty


def test_descriptions_and_search_terms_weigh_less() -> None:
    found = table({"title": ["Custom Taser"], "description": ["a taser"], "keywords": ["taser"]})
    assert found.set_index("field")["severity"].to_dict() == {
        "title": "error",
        "description": "warning",
        "keywords": "warning",
    }


def test_religion_and_history_weigh_less() -> None:
    found = table({"title": ["Swastik Swastika Diwali Puja Sticker", "Swastika Sticker"]})
    assert found["severity"].tolist() == ["warning", "error"]


def test_play_money_is_a_note() -> None:
    assert table({"title": ["Prop Money for Kids"]})["severity"].tolist() == ["info"]


def test_choices_of_a_design_or_colour_are_no_goods() -> None:
    def choice(label: str, value: str) -> list[str]:
        return table({"title": ["Mug"], "custom_label_1": [label], "option_value_1_1": [value]})[
            "code"
        ].tolist()

    assert choice("Add to your order", "Taser") == ["RP501"]
    assert choice("Choose a design", "Taser") == []
    assert choice("Ribbon colour", "Champagne") == []
    assert choice("Add a drink", "A bottle of champagne") == ["RP504"]


def test_plain_rows_are_not_judged() -> None:
    feed = make_feed({"sku": ["A1"], "title": ["Taser"], "is_customizable": ["No"]})
    assert audit(feed, rules=RULES).table("en").empty


@pytest.mark.parametrize("approval", ["RP504", "alcohol", "Alcohol", "酒类", "drink"])
def test_approvals_are_respected(approval: str) -> None:
    columns = {"title": ["Personalized Bottle of Champagne"]}
    assert not table(columns).empty
    assert table(columns, {"category_approvals": [approval]}).empty


def test_words_may_be_allowed_one_by_one() -> None:
    columns = {"title": ["Custom Taser", "Custom Switchblade"]}
    assert table(columns, {"rp_overrides": {"taser": "allow"}})["row"].tolist() == [3]


def test_child_products() -> None:
    columns = {"title": ["Personalized Baby Teether"], "bullet_1": ["With a magnet inside"]}
    assert table(columns)["code"].tolist() == ["RP516"]
    assert table(columns, {"compliance_docs": {"A0": ["CPC"]}}).empty
    assert table({"title": ["Necklace Baby's Birthstone"], "bullet_1": ["With beads"]}).empty


@pytest.mark.parametrize("language", LEXICON_LANGUAGES)
def test_every_language_has_every_subject(language: str) -> None:
    groups = load_lexicon(language).groups
    needed = {group for rule in RULES for group in rule.reads} | {"rp.picture", "rp.claim", "rp.drink.holder"}
    assert {group for group in needed if group not in groups} == set()
