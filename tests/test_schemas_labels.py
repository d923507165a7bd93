"""Header labels: no label names two fields; every language is read; squashing."""

import pytest

from schemas import FIELDS, key_of, key_parts, squash
from schemas.labels import LANGUAGES, LabelError, index, known_labels, label_languages, match, parse
from schemas.meaning import understand
from schemas.paths import parse_path, path_field


def keys(header: str, separator: str = ";") -> list[str]:
    return [meaning.key for meaning in understand(header.split(separator))]


def test_shipped_lists_agree():
    labels = known_labels()
    assert len(labels.plain) > 1000
    assert {label.field for label in labels.plain.values()} <= set(FIELDS)
    assert {language for label in labels.plain.values() for language in label.languages} == set(LANGUAGES)


def test_a_label_that_names_two_fields_is_refused():
    with pytest.raises(LabelError, match="names both"):
        index({"en": parse("sku: Item number"), "de": parse("gtin: ITEM-Number")})


def test_same_label_in_two_languages_is_one_meaning():
    labels = index({"de": parse("brand: Marke"), "xx": parse("brand: marke | Brand")})
    assert labels.plain["marke"].languages == ("de", "xx")


@pytest.mark.parametrize("line", ["no_such_field: Label", "title Label"])
def test_unknown_field_is_refused(line):
    with pytest.raises(LabelError, match="no such field"):
        parse(line)


def test_label_without_letters_is_refused():
    with pytest.raises(LabelError, match="no letter"):
        index({"en": parse("title: #")})


@pytest.mark.parametrize(
    ("text", "squashed"),
    [
        ("Item-Name*", "itemname"),
        ("卖家 SKU", "卖家sku"),
        ("Désignation", "designation"),
        ("ＳＫＵ", "sku"),
        ("Größe", "grosse"),
        ("バリエーション", "バリエーション"),
        (" ", ""),
    ],
)
def test_squash(text, squashed):
    assert squash(text) == squashed


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Référence;Désignation;Marque;EAN;Prix;Quantité",
            ["sku", "title", "brand", "gtin", "price", "quantity"],
        ),
        (
            "Artikelnummer;Bezeichnung;Marke;Hersteller;Bestand",
            ["sku", "title", "brand", "manufacturer", "quantity"],
        ),
        (
            "货号;商品名称;品牌;价格;库存;主图",
            ["sku", "title", "brand", "price", "quantity", "main_image_url"],
        ),
        ("型番;商品名;ブランド;販売価格;在庫数", ["sku", "title", "brand", "price", "quantity"]),
        ("SKU del vendedor;Título;Marca;Precio", ["sku", "title", "brand", "price"]),
        ("Codice articolo;Nome prodotto;Marchio;Prezzo", ["sku", "title", "brand", "price"]),
        ("Seller SKU;Product Name;Bullet Point #3;Image 2 URL", ["sku", "title", "bullet_3", "image_url_2"]),
        (
            "item_sku;bullet_point3;bullet-point4;other_image_url1",
            ["sku", "bullet_3", "bullet_4", "image_url_1"],
        ),
        ("Aufzählungspunkt 3;五点描述2;箇条書き1", ["bullet_3", "bullet_2", "bullet_1"]),
    ],
)
def test_headers_of_seven_languages(header, expected):
    assert keys(header) == expected


def test_report_headers_of_the_marketplaces():
    german = (
        "Artikelbezeichnung;Angebotsnummer;Händler-SKU;Preis;Menge;Erstellungsdatum;Produkt-ID-Typ;Produkt-ID"
    )
    assert keys(german) == [
        "title",
        "listing_id",
        "sku",
        "price",
        "quantity",
        "open_date",
        "gtin_type",
        "gtin",
    ]
    french = "nom-produit;id-offre;sku-vendeur;prix;quantité;date-ouverture;canal-traitement;état"
    assert keys(french) == [
        "title", "listing_id", "sku", "price", "quantity", "open_date", "fulfillment_channel", "status",
    ]  # fmt: skip


def test_remarks_in_brackets():
    assert keys("Price (EUR);Product Name (AR);Titel (max. 200 Zeichen)") == ["price", "", "title"]


def test_starred_labels_are_required():
    assert [m.required for m in understand(["Label*", "SKU*", "Price"])] == [True, True, False]


def test_repeated_headers():
    assert keys("SKU;Bullet Point;Bullet Point;Title;Title") == ["sku", "bullet_1", "bullet_2", "title", ""]


def test_blank_headers_mean_nothing():
    assert keys("SKU;;Title; ") == ["sku", "", "title", ""]


def test_languages_of_a_label():
    assert label_languages("Artikelnummer") == ("de",)
    assert label_languages("item-name") == ()
    assert label_languages("Nonsense") == ()


@pytest.mark.parametrize(
    ("path", "field", "repeat", "marketplace"),
    [
        ("item_name[marketplace_id=ATVPDKIKX0DER][language_tag=en_US]#1.value", "title", 0, "US"),
        ("bullet_point[marketplace_id=A1PA6795UKMFR9][language_tag=de_DE]#3.value", "bullet", 3, "DE"),
        ("contribution_sku#1.value", "sku", 0, ""),
        ("::record_action", "record_action", 0, ""),
        ("amzn1.volt.ca.product_id_value", "gtin", 0, ""),
        ("other_product_image_locator_4[marketplace_id=A1F83G8C2ARO7P]#1.media_location", "image_url", 4, "UK"),
        (
            "purchasable_offer[marketplace_id=A1F83G8C2ARO7P][audience=ALL]#1.our_price#1.schedule#1.value_with_tax",
            "price", 0, "UK",
        ),
        (
            "purchasable_offer[marketplace_id=A1F83G8C2ARO7P][audience=B2B]#1.our_price#1.schedule#1.value_with_tax",
            "business_price", 0, "UK",
        ),
        ("child_parent_sku_relationship[marketplace_id=APJ6JRA9NG5V4]#1.parent_sku", "parent_sku", 0, "IT"),
        ("collar_style[marketplace_id=ATVPDKIKX0DER]#2.value", "", 0, "US"),
    ],
)  # fmt: skip
def test_attribute_paths(path, field, repeat, marketplace):
    parsed = parse_path(path)
    assert parsed is not None
    assert path_field(parsed) == (field, repeat)
    assert parsed.marketplace == marketplace


@pytest.mark.parametrize("text", ["item_sku", "Bullet Point", "", "a[b", "Nr. #", "price#1..value"])
def test_no_attribute_paths(text):
    parsed = parse_path(text)
    assert parsed is None or path_field(parsed)[0] == ""


def test_prices_of_several_marketplaces_stay_apart():
    names = [
        f"purchasable_offer[marketplace_id={one}]#1.our_price#1.schedule#1.value_with_tax"
        for one in ("A1F83G8C2ARO7P", "A1805IZSGTT6HS")
    ]
    meanings = understand(["Your Price GBP", "Your Price EUR"], names)
    assert [(m.field, m.marketplace) for m in meanings] == [("price", "UK"), ("price", "NL")]


def test_keys():
    assert key_parts("option_value_1_3") == ("option_value", 1, 3)
    assert key_parts("title") == ("title", 0, 0)
    assert key_of("bullet", 3) == "bullet_3"
    for wrong in ("bullet_1_2", "title_1", "nothing", "option_value_x"):
        with pytest.raises(KeyError):
            key_parts(wrong)


def test_every_match_is_a_field():
    assert match("Search Terms 2").field == "keywords"
    assert match("Search Terms 2").repeat == 2
    assert match("Search Terms 0") is None
    assert match("") is None


def test_personal_fields_are_marked():
    personal = {name for name, field in FIELDS.items() if field.personal}
    assert {"buyer_email", "ship_address", "customized_url", "recipient_name"} <= personal
    assert not {"sku", "title", "custom_label"} & personal
