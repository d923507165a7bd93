"""Each layout, reproduced in code: sheet, header rows, data rows, columns, marketplace, language."""

import pytest
from sheet_files import OpenedSheets, make_sheet, text_file

from auditor.feed.recognise import recognise
from auditor.model import FeedError


def keys(feed):
    return [column.key if column.field else "" for column in feed.columns]


def refusal(opened, **more):
    with pytest.raises(FeedError) as caught:
        recognise(opened, **more)
    problem = caught.value.problem
    assert problem.en
    assert problem.zh
    return problem


def paths(marketplace="ATVPDKIKX0DER", language="en_US"):
    place = f"[marketplace_id={marketplace}]"
    return [
        "contribution_sku#1.value",
        "product_type#1.value",
        "::record_action",
        f"item_name{place}[language_tag={language}]#1.value",
        f"bullet_point{place}[language_tag={language}]#1.value",
        f"bullet_point{place}[language_tag={language}]#2.value",
        f"purchasable_offer{place}[audience=ALL]#1.our_price#1.schedule#1.value_with_tax",
    ]


LABELS = [
    "SKU",
    "Product Type",
    "Listing Action",
    "Item Name",
    "Bullet Point",
    "Bullet Point",
    "Your Price USD",
]
SAMPLE = ["ABC123", "ACCESSORY", "(Default) Create or Replace", "Blue Sneakers", "Bullet", "Bullet", "50.00"]
SETTINGS = [
    "settings=attributeRow=5&contentLanguageTag=de_DE&dataRow=8&feedType=256&flavor=full-seller&ptds=",
    "settings2=UklOR1M%3D&isEdit=false&label",
    "settings3=Row=4&primaryMarketplaceId=amzn1.mp.o.A1PA6795UKMFR9&TemplateType=unified&Version=2026.0807",
]


def product_type_rows(data, settings=SETTINGS):
    return {
        1: settings,
        2: ["Use ENGLISH to fill this template"],
        3: ["Listing Identity"],
        4: LABELS,
        5: paths(),
        6: SAMPLE,
        7: SAMPLE,
        **dict(enumerate(data, 8)),
    }


ROW = ["A-1", "MUG", "Löschen", "Becher", "eins", "zwei", "9.99"]


def test_product_type_template_with_split_settings():
    opened = OpenedSheets(
        make_sheet(
            [["Group Name", "Field Name", "Accepted Values"], ["", "sku", "any"]], "Datendefinitionen"
        ),
        make_sheet(product_type_rows([ROW, ["", "", "", "", "", "", ""], ROW]), "Vorlage"),
        make_sheet([["SKU", "Title", "Price"], ["x", "y", "1"]], "Dropdown Lists", "hidden"),
    )
    feed = recognise(opened)
    assert (feed.layout, feed.sheet, feed.marketplace, feed.language) == (
        "product_type_template",
        "Vorlage",
        "DE",
        "de",
    )
    assert feed.row_numbers.tolist() == [8, 10]
    assert feed.skipped_rows == (6, 7)
    assert [number for number, _ in feed.headers] == [1, 2, 3, 4, 5]
    assert keys(feed) == ["sku", "product_type", "record_action", "title", "bullet_1", "bullet_2", "price"]
    assert (feed.columns[6].marketplace, feed.columns[6].letter, feed.columns[6].name) == (
        "US",
        "G",
        paths()[6],
    )
    assert opened.read_names == ["Vorlage"]


def test_sample_rows_past_the_stated_data_row_are_skipped():
    settings = [
        "settings=" + "".join(s.partition("=")[2] for s in SETTINGS).replace("dataRow=8", "dataRow=7")
    ]
    feed = recognise(OpenedSheets(make_sheet(product_type_rows([ROW], settings), "Template")))
    assert feed.skipped_rows == (6, 7)
    assert feed.row_numbers.tolist() == [8]


def test_a_second_sample_row_is_told_by_its_action():
    second = ["MUG_SAMPLE", *SAMPLE[1:]]
    feed = recognise(OpenedSheets(make_sheet(product_type_rows([second, ROW]), "Template")))
    assert (feed.skipped_rows, feed.row_numbers.tolist()) == ((6, 7, 8), [9])
    kept = ["MUG_SAMPLE", "MUG", "Delete", *SAMPLE[3:]]
    assert len(recognise(OpenedSheets(make_sheet(product_type_rows([kept]), "Template"))).cells) == 1


def test_settings_in_alphabetical_order_of_cells_do_not_matter():
    feed = recognise(OpenedSheets(make_sheet(product_type_rows([ROW], list(reversed(SETTINGS))), "Modèle")))
    assert (feed.layout, feed.marketplace) == ("product_type_template", "DE")


def test_product_type_template_whose_settings_row_is_gone():
    rows = {2: LABELS, 3: paths(), 4: ROW}
    feed = recognise(OpenedSheets(make_sheet(rows, "Sheet1")))
    assert (feed.layout, feed.marketplace) == ("product_type_template", "US")
    assert feed.row_numbers.tolist() == [4]
    assert feed.columns[3].header == "Item Name"


def test_processed_template_keeps_its_data_and_drops_the_status_columns():
    status = ["::submission_status", "::number_of_attributes_with_errors"]
    rows = {1: SETTINGS, 4: ["Status", "Errors", *LABELS], 5: [*status, *paths()], 8: ["Error", "2", *ROW]}
    summary = make_sheet(
        {3: ["", "Feed Processing Summary"], 4: ["", "Number of records processed", "1"]}, "Summary"
    )
    feed = recognise(OpenedSheets(summary, make_sheet(rows, "Template")))
    assert keys(feed)[:3] == ["", "", "sku"]


def test_offer_flavour_is_price_and_quantity():
    settings = [one.replace("full-seller", "seller-price-quantity") for one in SETTINGS]
    feed = recognise(OpenedSheets(make_sheet(product_type_rows([ROW], settings), "Plantilla")))
    assert feed.layout == "price_and_quantity"


FPT_LABELS = [
    "Product Type",
    "Seller SKU",
    "Product Name",
    "Bullet Point",
    "Bullet Point",
    "Product ID Type",
    "Extra",
]
FPT_NAMES = [
    "feed_product_type",
    "item_sku",
    "item_name",
    "bullet_point1",
    "bullet_point2",
    "external_product_id_type",
]


@pytest.mark.parametrize("kind", ["fptcustom", "fptcustomlite", "fptcustomcustom"])
def test_custom_flat_file(kind):
    rows = [
        [
            f"TemplateType={kind}",
            "Version=2019.0416",
            "TemplateSignature=R1VJTERfSE9NRQ==",
            "top 3 rows",
            "",
            "Images",
        ],
        FPT_LABELS,
        [*FPT_NAMES, "unheard_of"],
        ["mug", "A1", "Mug", "one", "two", "EAN", "x"],
    ]
    feed = recognise(OpenedSheets(make_sheet(rows, "Template")))
    assert (feed.layout, feed.row_numbers.tolist(), len(feed.headers)) == ("custom_flat_file", [4], 3)
    assert keys(feed) == ["product_type", "sku", "title", "bullet_1", "bullet_2", "gtin_type", ""]
    assert (feed.columns[6].header, feed.columns[6].name) == ("Extra", "unheard_of")


def test_custom_flat_file_with_settings_and_paths():
    settings = "settings=attributeRow=3&labelRow=2&dataRow=4&contentLanguageTag=en_GB&feedType=113"
    settings += "&primaryMarketplaceId=amzn1.mp.o.A1F83G8C2ARO7P"
    rows = [
        ["TemplateType=fptcustom", "Version=2025.1207", settings],
        ["Product Type", "Seller SKU", "Your Price GBP", "Your Price EUR"],
        [
            "feed_product_type",
            "item_sku",
            "purchasable_offer[marketplace_id=A1F83G8C2ARO7P]#1.our_price#1.schedule#1.value_with_tax",
            "purchasable_offer[marketplace_id=A1805IZSGTT6HS]#1.our_price#1.schedule#1.value_with_tax",
        ],
        ["signage", "A1", "1.50", ""],
    ]
    feed = recognise(OpenedSheets(make_sheet(rows, "Template")))
    assert (feed.marketplace, feed.language) == ("UK", "en")
    assert [(c.key, c.marketplace) for c in feed.columns[2:]] == [("price", "UK"), ("price", "NL")]


def test_templates_of_the_first_generations():
    two_rows = text_file(
        "TemplateType=Clothing\tVersion=1.4\tThis row for Amazon.com use only.",
        "sku\tproduct-id\tproduct-id-type\tproduct-name\tbullet-point1\tsearch-terms2",
        "A1\t123\tEAN\tShirt\tsoft\tblue",
    )
    feed = recognise(two_rows)
    assert (feed.layout, feed.row_numbers.tolist()) == ("legacy_template", [3])
    assert keys(feed) == ["sku", "gtin", "gtin_type", "title", "bullet_1", "keywords_2"]
    three_rows = text_file(
        "TemplateType=Home\tVersion=2014.1119\tTemplateSignature=x",
        "SKU\tProduct Name\tKey Product Features",
        "item_sku\titem_name\tbullet_point1",
        "A1\tLamp\tbright",
    )
    feed = recognise(three_rows)
    assert (feed.layout, feed.row_numbers.tolist()) == ("legacy_template", [4])
    assert keys(feed) == ["sku", "title", "bullet_1"]


@pytest.mark.parametrize(
    ("lines", "name", "first", "expected"),
    [
        (
            ["sku\tprice\tminimum-seller-allowed-price\tquantity\thandling-time", "A\t1,5\t1\t2\t"],
            "price_and_quantity",
            2,
            ["sku", "price", "min_price", "quantity", "handling_time"],
        ),
        (
            [
                "TemplateType=PriceInventory\tVersion=2018.0924",
                "SKU\tPrice\tQuantity",
                "sku\tprice\tquantity",
                "A\t1\t2",
            ],
            "price_and_quantity",
            4,
            ["sku", "price", "quantity"],
        ),
        (
            ["sku\tproduct-id\tproduct-id-type\tprice\titem-condition\tadd-delete", "A\tB0\t1\t2\t11\ta"],
            "inventory_loader",
            2,
            ["sku", "gtin", "gtin_type", "price", "condition", "record_action"],
        ),
        (
            [
                "TemplateType=Offer\tVersion=1",
                "sku\tprice\tproduct-id\tproduct-id-type\tcondition-type",
                "A\t1\tx\tASIN\tNew",
            ],
            "listing_loader",
            3,
            ["sku", "price", "gtin", "gtin_type", "condition"],
        ),
        (
            [
                "item-name\tlisting-id\tseller-sku\tprice\topen-date\tasin1\tfulfillment-channel\tstatus",
                "T\t1\tA\t2\tx\tB\tDEFAULT\tActive",
            ],
            "all_listings_report",
            2,
            None,
        ),
        (
            [
                "item-name\tlisting-id\tseller-sku\tprice\topen-date\tasin1\tproduct-id\tadd-delete",
                "T\t1\tA\t2\tx\tB\t4\t",
            ],
            "active_listings_report",
            2,
            None,
        ),
        (
            [
                "sku\tasin\tprice\tquantity\tBusiness Price\tQuantity Price Type\tMinimum order quantity",
                "A\tB\t1\t\t\t\t",
            ],
            "open_listings_report",
            2,
            None,
        ),
        (
            [
                "sku\tfnsku\tasin\tproduct-name\tcondition\tyour-price\tafn-total-quantity",
                "A\tX\tB\tT\tNew\t1\t0",
            ],
            "fba_inventory",
            2,
            ["sku", "fnsku", "asin", "title", "condition", "price", ""],
        ),
        (
            [
                "order-id\torder-item-id\tpurchase-date\tbuyer-email\tsku\tproduct-name"
                "\tcustomized-url\tcustomized-page ",
                "1\t2\t3\t4\tA\tT\thttps://x\t",
            ],
            "order_report",
            2,
            [
                "order_id",
                "order_item_id",
                "purchase_date",
                "buyer_email",
                "sku",
                "title",
                "customized_url",
                "customized_page",
            ],
        ),
        (
            [
                "Händler-SKU\tArtikelbezeichnung\tAngebotsnummer\tErstellungsdatum\tStatus\tPreis",
                "A\tT\t1\tx\tActive\t3",
            ],
            "all_listings_report",
            2,
            None,
        ),
    ],
)
def test_text_files_of_the_marketplace(lines, name, first, expected):
    feed = recognise(text_file(*lines))
    assert (feed.layout, feed.sheet) == (name, "")
    assert feed.row_numbers[0] == first
    if expected:
        assert keys(feed) == expected


def test_shopify_options_are_variations():
    feed = recognise(
        text_file(
            "Handle;Title;Body (HTML);Vendor;Option1 Name;Option1 Value;Variant SKU;Variant Price;Image Src;SEO Title",
            "mug;Mug;<p>x</p>;Me;Size;S;A1;9;https://a.b/c.jpg;",
            "mug;;;;;M;A2;9;;",
            separator=";",
        )
    )
    assert (feed.layout, len(feed.cells)) == ("shopify_products", 2)
    assert keys(feed)[:7] == [
        "handle",
        "title",
        "description",
        "brand",
        "variation_name_1",
        "variation_value_1",
        "sku",
    ]
    assert keys(feed)[-1] == ""


def test_etsy():
    feed = recognise(
        text_file(
            "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,IMAGE2,VARIATION 1 TYPE,"
            "VARIATION 1 NAME,VARIATION 1 VALUES,SKU,PERSONALIZATION INSTRUCTIONS",
            "Mug,d,1,USD,1,a,b,https://a.b/1.jpg,,x,Size,S,A1,Write a name",
            separator=",",
        )
    )
    assert (feed.layout, feed.marketplace) == ("etsy_listings", "")
    assert keys(feed)[7:] == [
        "main_image_url",
        "image_url_1",
        "",
        "variation_name_1",
        "variation_value_1",
        "sku",
        "custom_instruction_1",
    ]


def test_google_merchant():
    feed = recognise(
        text_file(
            "id\ttitle\tdescription\tlink\timage_link\tprice\tavailability",
            "1\tT\tD\thttps://a.b\t\t1 EUR\tin stock",
        )
    )
    assert feed.layout == "google_merchant"
    assert keys(feed)[:5] == ["sku", "title", "description", "product_url", "main_image_url"]


def test_other_marketplaces():
    walmart = [
        ["Version=5.0.2025"],
        ["", "SKU", "Product ID Type", "Product Name", "Site Description"],
        ["", "sku", "productIdType", "productName", "shortDescription"],
        ["", "Alphanumeric, 50 characters", "Closed List - UPC", "Alphanumeric", ""],
        ["", "A1", "UPC", "Mug", "x"],
    ]
    feed = recognise(OpenedSheets(make_sheet(walmart, "Product Content")))
    assert (feed.layout, feed.row_numbers.tolist(), keys(feed)) == (
        "walmart_template",
        [5],
        ["", "sku", "gtin_type", "title", "description"],
    )
    noon = [
        ["Template Name", "home"],
        ["Mandatory", "Mandatory", "Optional"],
        ["Dropdown", "Freetext", "Freetext"],
        ["Family", "Partner SKU Unique", "Product Title"],
        ["family", "seller_sku", "product_title"],
        ["Home", "A1", "Mug"],
    ]
    feed = recognise(OpenedSheets(make_sheet(noon, "Sheet1")))
    assert (feed.layout, feed.row_numbers.tolist()) == ("noon_template", [6])
    assert [column.required for column in feed.columns] == [True, True, False]
    flipkart = [
        ["Flipkart Serial Number", "Seller SKU ID", "Your selling price (INR)"],
        ["", "Text - limited to 64 characters", "Single - Positive_integer"],
        ["example", "", ""],
        ["To be filled by Flipkart", "The number of the item", "Price"],
        ["", "A1", "100"],
    ]
    feed = recognise(OpenedSheets(make_sheet(flipkart, "sling_bag")))
    assert (feed.layout, feed.row_numbers.tolist(), keys(feed)) == (
        "flipkart_template",
        [5],
        ["", "sku", "price"],
    )


def temu(data, formulas=()):
    rows = [
        ["Processing Results", "Product Identity"],
        ["Goods Id", "Category Name", "Product Name", "Contribution SKU"],
        ["Reserved line"],
        ["t_0_Goods Id", "t_1_Category Name", "t_1_Product Name", "t_1_Contribution SKU"],
        *data,
    ]
    return OpenedSheets(make_sheet(rows, "Template", formulas=formulas))


def test_prefilled_rows_are_no_data():
    prompt = ["", "Please select the [category] first", "", ""]
    feed = recognise(temu([["", "Home", "Mug", "A1"], *[prompt] * 30]))
    assert feed.row_numbers.tolist() == [5]
    feed = recognise(temu([["", "Home", "Mug", "A1"], prompt, prompt], formulas=[(6, 1), (7, 1)]))
    assert feed.row_numbers.tolist() == [5]
    assert "no product rows" in refusal(temu([prompt] * 30)).en


def test_a_row_without_a_key_but_with_content_is_data():
    feed = recognise(text_file("SKU\tTitle\tPrice", "A1\tMug\t1", "\t\t2", " \t \t "))
    assert feed.row_numbers.tolist() == [2, 3]


def amazon_custom(*data):
    option, line, place = (
        "f6cfe993-c002-4ad5-9a92-e4cb17c447a6",
        "5238aef9-4949-4bc6-92a2-a58bc264faf2",
        "9b4e96a7-9648",
    )
    surface = "c0ffee00-0000-4000-8000-000000000000"
    ids = ["", surface, surface, *[option] * 6, *[place] * 2, *[line] * 4]
    attributes = [
        "sku",
        "label",
        "baseImage",
        "label",
        "isRequired",
        "option1Label",
        "option1Price",
        "option2Label",
    ]
    attributes += ["option2Price", "x", "y", "label", "instructions", "minLength", "maxLength"]
    labels = [
        "SKU*",
        "Surface label*",
        "Preview image*",
        "label*",
        "Required",
        "Option*",
        "Price",
        "Option",
        "Price",
    ]
    labels += ["X*", "Y*", "Label*", "Instructions", "Min", "Max"]
    return OpenedSheets(make_sheet([ids, attributes, labels, *data], "Template"))


def test_amazon_custom_template():
    feed = recognise(
        amazon_custom(["A1", "Front", "https://a.b/c.jpg", "Colour", "TRUE", "Red", "0", "Blue", "1"])
    )
    assert (feed.layout, feed.row_numbers.tolist()) == ("amazon_custom_template", [4])
    assert keys(feed) == [
        "sku",
        "custom_surface_1",
        "preview_image_url_1",
        "custom_label_1",
        "custom_required_1",
        "option_value_1_1",
        "option_price_1_1",
        "option_value_1_2",
        "option_price_1_2",
        "area_x_2",
        "area_y_2",
        "custom_label_2",
        "custom_instruction_2",
        "custom_min_chars_2",
        "custom_max_chars_2",
    ]
    assert [c.required for c in feed.columns[:4]] == [True, True, True, True]
    assert not feed.columns[4].required


def test_customization_sheet():
    feed = recognise(
        text_file(
            "sku,is_customizable,item_name,customization1_label,customization1_type,customization1_option1,"
            "customization1_option1_price,customization2_label,customization2_max_chars",
            "A1,yes,Mug,Colour,option,Red,0,Name,20",
            separator=",",
        )
    )
    assert feed.layout == "customization_sheet"
    assert {column.sure for column in feed.columns} == {"exact"}
    assert keys(feed)[3:] == [
        "custom_label_1",
        "custom_type_1",
        "option_value_1_1",
        "option_price_1_1",
        "custom_label_2",
        "custom_max_chars_2",
    ]


@pytest.mark.parametrize(
    ("header", "row", "language", "expected"),
    [
        (
            "Référence;Désignation;Marque;EAN;Option;Valeurs",
            "A1;Tasse;Moi;123;Couleur;Rouge|Bleu",
            "fr",
            ["sku", "title", "brand", "gtin", "custom_label_1", "option_value_1"],
        ),
        (
            "货号,商品名称,定制选项1名称,定制选项1值",
            "A1,定制马克杯,颜色,红色|蓝色",
            "zh",
            ["sku", "title", "custom_label_1", "option_value_1"],
        ),
        (
            "型番,商品名,オプション1 名称,オプション1 選択肢",
            "A1,名入れマグカップ,カラー,赤|青",
            "ja",
            ["sku", "title", "custom_label_1", "option_value_1"],
        ),
        (
            "Artikelnummer;Bezeichnung;Hersteller;Personalisierung 1 Bezeichnung;Personalisierung 1 Option 1",
            "A;T;H;Farbe;Rot",
            "de",
            ["sku", "title", "manufacturer", "custom_label_1", "option_value_1_1"],
        ),
        ("货号,商品名称,品牌", "A1,Custom mug,Me", "", ["sku", "title", "brand"]),
    ],
)
def test_general_tables(header, row, language, expected):
    feed = recognise(text_file(header, row, separator=";" if ";" in header else ","))
    assert (feed.layout, feed.language) == ("generic_table", language)
    assert keys(feed) == expected


def test_banner_rows_above_the_header():
    feed = recognise(
        text_file(
            "Pulled from the shop\t\t\tMatched",
            "",
            "Seller SKU\tProduct Name\tPrice\tMatched?",
            "A\tT\t1\tyes",
        )
    )
    assert (feed.row_numbers.tolist(), [number for number, _ in feed.headers]) == ([4], [1, 3])


def test_ragged_blank_and_repeated_headers():
    feed = recognise(text_file("SKU\tTitle\t\tTitle", "A1\tMug\thelper\tagain\tbeyond"))
    assert keys(feed) == ["sku", "title", "", "", ""]
    assert [column.header for column in feed.columns] == ["SKU", "Title", "", "Title", ""]
    assert feed.cells.loc[2].tolist() == ["A1", "Mug", "helper", "again", "beyond"]


def test_the_visible_data_sheet_is_chosen_and_others_are_named():
    data = [["SKU", "Title", "Price", "Quantity"], ["A1", "Mug", "1", "2"]]
    opened = OpenedSheets(
        make_sheet([["How to fill in this file"]], "Instructions"),
        make_sheet(data, "Example"),
        make_sheet(data, "Old", "hidden"),
        make_sheet(data, "Products"),
        make_sheet(data, "More"),
    )
    feed = recognise(opened)
    assert feed.sheet == "Products"
    assert [note.en for note in feed.notes] == [
        "Sheet “More” looks like a product table too and was not audited; name it in auditor.toml to audit it."
    ]
    assert set(feed.reasons) == {"sheet", "layout", "header", "marketplace", "language"}
    assert all(reason.en and reason.zh for reason in feed.reasons.values())


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (
            ["original-record-number\tsku\terror-code\terror-type\terror-message", "1\tA\t8541\tError\tx"],
            "processing report",
        ),
        (["settlement-id\tdeposit-date\ttotal-amount\tsku\torder-id", "1\t2\t3\tA\t4"], "settlement report"),
        (
            ["ASIN (parent)\tASIN (child)\tTítulo\tSKU\tSesiones: total\tSesiones - B2B", "B\tB\tT\tA\t1\t2"],
            "business report",
        ),
    ],
)
def test_reports_without_products_are_refused(lines, word):
    assert word in refusal(text_file(*lines)).en


def test_unknown_layout_says_what_was_seen():
    problem = refusal(text_file("Alpha\tBeta\tGamma", "1\t2\t3"))
    assert "Row 1 begins: Alpha, Beta, Gamma" in problem.en
    assert "auditor init" in problem.en
    assert "Alpha, Beta, Gamma" in problem.zh


def test_header_only_and_empty():
    assert "headers but no product rows" in refusal(text_file("SKU\tTitle\tPrice")).en
    assert "no table" in refusal(OpenedSheets(make_sheet([], "Sheet1"))).en
    assert len(recognise(text_file("SKU\tTitle\tPrice"), lenient=True).cells) == 0


def test_lenient_reading_of_an_unknown_table():
    feed = recognise(text_file("Alpha\tBeta", "1\t2"), lenient=True)
    assert (feed.layout, keys(feed), len(feed.cells)) == ("generic_table", ["", ""], 1)


def test_currency_tells_the_marketplace():
    feed = recognise(text_file("SKU\tTitle\tPrice\tCurrency\tBrand", "A\tT\t1\tGBP\tB", "B\tT\t1\t gbp\tB"))
    assert (feed.marketplace, feed.reasons["marketplace"].en) == ("UK", "the currency in column D")
    assert recognise(text_file("SKU\tTitle\tCurrency", "A\tT\tEUR")).marketplace == ""


def test_an_empty_template_beside_a_filled_sheet():
    opened = OpenedSheets(
        make_sheet(product_type_rows([]), "Template"),
        make_sheet([["SKU", "Title", "Price", "Quantity"], ["A1", "Mug", "1", "2"]], "My products"),
    )
    feed = recognise(opened)
    assert (feed.sheet, feed.layout, len(feed.cells)) == ("My products", "generic_table", 1)
    assert any("Template" in note.en for note in feed.notes)
