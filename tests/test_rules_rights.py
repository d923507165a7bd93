"""Marks, names, fonts, invitations and promises about content: traps of the catalogue in several languages."""

from __future__ import annotations

import pytest

from auditor.config import settings_from
from auditor.engine import audit
from tests.feeds import make_feed


def codes(columns: dict[str, str], language: str = "en", **settings: object) -> list[str]:
    """Codes of IP and TX findings of one customizable row."""
    filled = {"sku": ["A1"], "is_customizable": ["Yes"], **{k: [v] for k, v in columns.items()}}
    feed = make_feed(filled, language=language)
    result = audit(feed, settings_from({"select": ["IP", "TX"], **settings}))
    assert not result.crashed, result.problems
    return sorted(set(result.table("en")["code"]))


CLEAN_TITLES = [
    "Victor Hugo Quote Mug",
    "Frozen Berries Bowl",
    "Boss Lady Tumbler",
    "Apple Pie Recipe Board",
    "Know Your Target Audience Notebook",
    "Orange and Pink Army Green Hoodie",
    "Prince and Princess Crown Set",
    "Queen Size Bedding, Queen Bee",
    "Messy Bun Mom Life Shirt",
    "Cross Stitch Kit with Back Stitching",
    "Polo Shirt with Embroidered Name",
    "British Columbia Map Poster",
    "Swift Bird Necklace",
    "Golden Gate Bridge Print",
    "Nikola Tesla Portrait, Tesla Coil",
    "Football Mom Shirt, Go Tigers",
    "Friends and Family Sign for the Office",
    "Patagonia Mountains Landscape",
    "Chelsea Boots Shoe Bag",
    "Bottle 500 mls",
    "Coach Gift Whistle, World's Best Coach",
    "Champion Medal for Kids",
    "Yeti Bigfoot Snow Monster Sticker",
    "Wonder Woman Mom",
    "A Rolling Stone Gathers No Moss",
    "Guess the Weight Baby Shower Game",
    "An Engineering Marvel Clock",
    "Colorado Rockies Mountain Print",
    "Minnesota Wild Rice Bag",
    "Math Olympics Medal",
    "Dove and Olive Branch Ornament",
    "Tide Pool and Shell Art",
    "AC/DC Adapter Label",
    "Fans of the Heat and the Jets of Water",
    "Bluey-Green Pottery Mug",
    "Case for iPhone 15, Samsung Galaxy S24 and Google Pixel 8",
    "Replacement Lid Compatible with Yeti Rambler 20 oz",
    "One Piece Swimsuit with Name",
    "Walking Among Us Poster",
    "Electrical Transformers Safety Sign",
]


@pytest.mark.parametrize("title", CLEAN_TITLES)
def test_ordinary_words_are_clean(title: str) -> None:
    assert codes({"title": title}) == []


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Hülle passend für iPhone 15 mit Namen", "de"),
        ("Tasse mit Elsa, Name Anna", "de"),
        ("Coque personnalisée pour iPhone 15", "fr"),
        ("Coque iPhone 15 personnalisée", "fr"),
        ("Mug Le Petit Chef", "fr"),
        ("Funda para Samsung Galaxy S24", "es"),
        ("Camisetas serie a juego", "es"),
        ("Custodia per iPhone 15 con nome", "it"),
        ("iPhone15用ケース 名入れ", "ja"),
        ("アレゴリー ポスター", "ja"),
        ("定制手机壳 适用于苹果15", "zh"),
        ("快乐高兴 音乐高手 奖牌", "zh"),
        ("宝马良驹 挂画", "zh"),
    ],
)
def test_clean_in_other_languages(title: str, language: str) -> None:
    assert codes({"title": title}, language) == []


@pytest.mark.parametrize(
    ("title", "language", "code"),
    [
        ("Custom Mug with Darth Vader", "en", "IP401"),
        ("Custom Mug, Lilo and Stitch", "en", "IP401"),
        ("Dіsney Castle Mug", "en", "IP401"),
        ("Tasse mit Peppa Wutz", "de", "IP401"),
        ("Schal Borussia Dortmund mit Namen", "de", "IP407"),
        ("T-shirt La Reine des Neiges", "fr", "IP401"),
        ("Taza Real Madrid con nombre", "es", "IP407"),
        ("Tazza Juventus con nome", "it", "IP407"),
        ("ポケモン マグカップ 名入れ", "ja", "IP401"),
        ("定制抱枕 奥特曼", "zh", "IP401"),
        ("定制T恤 周杰伦", "zh", "IP406"),
        ("Samsung Galaxy S24 Personalized Phone Case", "en", "IP403"),
        ("Sac façon Hermès Birkin avec prénom", "fr", "IP404"),
        ("定制包 爱马仕同款", "zh", "IP404"),
    ],
)
def test_marks_in_seven_languages(title: str, language: str, code: str) -> None:
    assert code in codes({"title": title}, language)


def test_rights_the_seller_has() -> None:
    title = {"title": "Custom Star Wars Mug"}
    assert codes(title) == ["IP401"]
    assert (
        codes(title, licensed_brands=[{"mark": "Star Wars", "until": "2030-01-01"}], today="2026-01-01") == []
    )
    assert codes(
        title, licensed_brands=[{"mark": "Star Wars", "until": "2025-01-01"}], today="2026-01-01"
    ) == ["IP401"]
    assert codes({"title": "Engraved Yeti Tumbler"}, authentic_base_brands=["YETI"]) == []
    assert codes({"title": "Nike Mug", "brand": "Nike"}) == ["IP405"]


@pytest.mark.parametrize(
    ("label", "values", "expected"),
    [
        ("Animal", "Bears|Lions|Eagles", []),
        ("Design", "Eagles|Packers|Saints", ["IP407"]),
        ("Team", "Eagles|Lions|Other", ["IP407"]),
        ("Name", "Elsa|Thor|Olaf", []),
        ("Theme", "Elsa|Thor|Olaf", ["IP402"]),
        ("Fruit", "Apple|Orange|Pear", []),
        ("Couple", "King|Queen|Prince|Princess", []),
        ("Phone model", "iPhone 15|Galaxy S24|Pixel 8", []),
        ("Logo", "Jeep|Mountain", ["IP402"]),
        ("Car", "Jeep|Ford Mustang", []),
        ("Stitch", "Stitch|Weave", []),
        ("Band size", "Drake|Small", []),
        ("Singer", "Adele|Rihanna", ["IP406"]),
        ("Temperature", "Frozen|Fresh", []),
        ("Character", "Frozen|Unicorn", ["IP402"]),
        ("图案", "海绵宝宝|花", ["IP402"]),
    ],
)
def test_choices(label: str, values: str, expected: list[str]) -> None:
    assert codes({"title": "Custom Mug", "custom_label_1": label, "option_value_1": values}) == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("custom_instruction_1", "We cannot print Disney characters", []),
        ("bullet_1", "Not affiliated with Disney", []),
        ("custom_instruction_1", "Upload your own logo", []),
        ("custom_instruction_1", "Upload your favourite football team's crest", ["IP410"]),
        ("bullet_1", "Great for any band size", []),
        ("description", "Turn your dog into a cartoon", []),
        ("custom_instruction_1", "请上传您公司的logo", []),
        ("custom_label_1", "Lieblingsverein", ["IP410"]),
        ("bullet_1", "Please contact us if you have any problem with your photo", []),
        ("bullet_1", "We will email you a proof of your design", []),
        ("custom_instruction_1", "Envoyez-nous votre photo", ["TX305"]),
        ("custom_instruction_1", "ご注文後にメッセージで写真を送ってください", ["TX305"]),
        ("bullet_1", "Ihre Fotos werden nach der Lieferung gelöscht", []),
        ("bullet_1", "Kugelschreiber mit Ihrem Logo, ideal für Werbezwecke", []),
        ("bullet_1", "Wir dürfen Ihr Foto auf Instagram veröffentlichen", ["TX308"]),
        ("bullet_1", "高評価をいただいています", []),
        ("bullet_1", "文字数制限なし", []),
        ("custom_label_1", "Enamel pin code color", []),
        ("custom_label_1", "Kreditkartennummer", ["TX310"]),
        ("bullet_1", "Five star general design", []),
    ],
)
def test_sentences(field: str, text: str, expected: list[str]) -> None:
    language = "de" if any(w in text for w in ("Ihre", "Wir ", "Liebling", "Kredit", "Ihrem")) else "en"
    language = (
        "fr"
        if "votre" in text
        else "ja"
        if any("ぁ" <= c <= "ん" or "ァ" <= c <= "ン" for c in text)
        else language
    )
    language = "ja" if "制限" in text else language
    assert [c for c in codes({"title": "Custom Mug", field: text}, language) if c != "TX312"] == expected


def test_the_proposed_search_terms_have_no_marks() -> None:
    feed = make_feed(
        {"sku": ["A1"], "is_customizable": ["Yes"], "keywords": ["mug, starbucks, cup, disney, gift"]}
    )
    table = audit(feed, settings_from({"select": ["IP409"]})).table("en")
    assert table["fix"].tolist() == ["mug, cup, gift"]


def test_the_proposed_title_names_the_product_first() -> None:
    feed = make_feed(
        {"sku": ["A1"], "is_customizable": ["Yes"], "title": ["Custom iPhone 15 Pro Leather Case, Red"]}
    )
    table = audit(feed, settings_from({"select": ["IP403"]})).table("en")
    assert table["fix"].tolist() == ["Custom Leather Case for iPhone 15 Pro, Red"]
