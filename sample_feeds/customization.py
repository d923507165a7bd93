"""A Chinese gift shop's customization sheet for the US, with faults and without; some cells speak both languages."""

from __future__ import annotations

from .sample import Cell, Row, Sample, gtin

BRAND = "Lumihua"
COLUMNS = (
    "sku", "is_customizable", "product_type", "item_name", "brand", "product_id", "product_id_type", "bullet_point1",
    "product_description", "standard_price", "currency", "quantity", "condition_type", "main_image_url",
    "customization1_label", "customization1_type", "customization1_instructions", "customization1_option1",
    "customization1_option1_price", "customization1_option2", "customization1_option2_price", "customization1_option3",
    "customization1_option3_price", "customization2_label", "customization2_type", "customization2_instructions",
    "customization2_placeholder", "customization2_min_chars", "customization2_max_chars",
)  # fmt: skip
TEXT: dict[str, Cell] = {
    "customization2_label": "Name on the mug",
    "customization2_type": "text",
    "customization2_instructions": "Up to 20 letters",
    "customization2_placeholder": "e.g. Anna",
    "customization2_min_chars": 1,
    "customization2_max_chars": 20,
}
COLOURS: dict[str, Cell] = {
    "customization1_label": "Mug colour",
    "customization1_type": "option",
    "customization1_option1": "White",
    "customization1_option1_price": 0,
    "customization1_option2": "Matte black",
    "customization1_option2_price": 1.5,
    "customization1_option3": "Navy",
    "customization1_option3_price": 1.5,
}


def options(label: str, *choices: str) -> dict[str, Cell]:
    """Customization 1 as an option list."""
    given: dict[str, Cell] = {f"customization1_option{n}": choice for n, choice in enumerate(choices, 1)}
    return {
        **dict.fromkeys(COLOURS, ""),
        "customization1_label": label,
        "customization1_type": "option",
        **given,
    }


def mug(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean personalized mug; ``changed`` replaces cells."""
    cells: dict[str, Cell] = {
        "sku": f"HT-MUG-{number:03d}",
        "is_customizable": "yes",
        "product_type": "DRINKING_CUP",
        "item_name": f"Personalized Coffee Mug with Name, 11 oz Ceramic, Design {number}",
        "brand": BRAND,
        "product_id": gtin(number),
        "product_id_type": "EAN",
        "bullet_point1": "Printed on both sides, dishwasher safe",
        "product_description": "A ceramic mug printed with the name you choose.",
        "standard_price": 14.9 + number % 3,
        "currency": "USD",
        "quantity": 50 + number,
        "condition_type": "New",
        "main_image_url": f"https://img.lumihua.example/mug-{number:03d}.jpg",
        **COLOURS,
        **TEXT,
    }
    return {**cells, **changed}


CLEAN = [
    Row(mug(1)),
    Row(mug(2, **options("Font 字体", "Script 手写体", "Block 黑体", "Typewriter 打字机体"))),
    Row(mug(3, **options("Handle 杯柄", "Left-handed 左手", "Right-handed 右手"))),
    Row(mug(4, item_name="Engraved Tumbler with Initials, 20 oz Stainless Steel", product_type="TUMBLER")),
    Row(mug(5, item_name="Custom Laptop Sleeve with Name, Felt", product_type="CARRYING_CASE_OR_BAG")),
    Row(mug(6, **options("Wall finish", "No frame", "Oak frame", "Black frame"))),
    Row(
        mug(
            7,
            customization2_label="Phone number on the dog tag",
            item_name="Personalized Dog Tag, Engraved Pet ID",
        )
    ),
    Row(
        mug(
            8,
            product_id="",
            product_id_type="GTIN Exempt",
            product_type="KEYCHAIN",
            item_name="Personalized Keychain with Name",
            customization2_label="Name on the keychain",
        )
    ),
]
"""Rows without a fault; some of them look like one."""

BROKEN = [
    Row(
        mug(21, **options("Engraving 刻字", "Yes 是 (+$5.00)", "No thanks 不需要")),
        {"customization1_option1": "OP201", "customization1_option2": "OP201"},
    ),
    Row(mug(22, **options("Second line", "Yes")), {"customization1_option1": "OP202"}),
    Row(
        mug(23, **options("Initials", "Yes, add my initials", "Initials and date", "Date only")),
        {"customization1_option1": "OP203 warning"},
    ),
    Row(
        mug(24, **options("Name", "With name", "Without name")),
        {"customization1_option1": "OP204 warning", "customization1_option2": "OP204 warning"},
    ),
    Row(mug(25, customization2_label="Print the back too? (Yes/No)"), {"customization2_label": "OP205"}),
    Row(
        mug(26, **options("Protection 保障", "Standard 标准", "2-Year Extended Warranty 延长保修")),
        {"customization1_option2": "OP210"},
    ),
    Row(
        mug(27, customization2_instructions="Type WARRANTY to add a lifetime warranty"),
        {"customization2_instructions": "OP211"},
    ),
    Row(
        mug(
            28,
            item_name="Personalized Phone Case with Name",
            product_type="CELLULAR_PHONE_CASE",
            **options("Extras 配件", "None 无", "USB charging cable 充电线", "Screen protector 钢化膜"),
        ),
        {"customization1_option2": "OP220", "customization1_option3": "OP220"},
    ),
    Row(
        mug(29, **options("Extra 附加", "Blue ribbon 蓝丝带", "Free keychain 免费赠送钥匙扣")),
        {"customization1_option2": "OP220, OP230"},
    ),
    Row(mug(30, customization2_label="Choose your free gift"), {"customization2_label": "OP231 warning"}),
    Row(
        mug(
            31,
            product_type="NOTEBOOK_COMPUTER",
            item_name="Custom Gaming Laptop 15.6 inch Intel i7 16GB RAM 512GB SSD",
        ),
        {"product_type": "CP010", "item_name": "CP011"},
    ),
    Row(
        mug(32, product_type="", item_name="Refurbished iPad Air 64GB WiFi, Engraved with Your Name"),
        {"item_name": "CP011, CP013"},
    ),
    Row(mug(33, condition_type="Used - Good"), {"condition_type": "CP031"}),
    Row(mug(34, bullet_point1="More designs at www.lumihua-gifts.com"), {"bullet_point1": "TX301"}),
    Row(
        mug(35, customization2_instructions="Send your photo to 请发图片至 design@lumihua-gifts.com"),
        {"customization2_instructions": "TX302, TX305 warning"},
    ),
    Row(
        mug(36, product_description="Questions? WhatsApp +86 138 0013 8000"),
        {"product_description": "TX303, TX304 warning"},
    ),
    Row(
        mug(37, customization2_label="Your phone number so we can contact you"),
        {"customization2_label": "TX306"},
    ),
    Row(mug(38, product_id="HT-MUG-038"), {"product_id": "ID101"}),
    Row(mug(39, product_id="6979999000391"), {"product_id": "ID102"}),
    Row(mug(40, product_id=gtin(40, "2001234")), {"product_id": "ID103, ID111"}),
    Row(mug(41, product_id="6.98E+12"), {"product_id": "ID104 warning"}),
    Row(
        {
            "sku": "HT-MUG-042",
            "is_customizable": "no",
            "product_type": "DRINKING_CUP",
            "item_name": "White Ceramic Mug, 11 oz",
            "brand": "Corvane",
            "product_id": gtin(42, "4019999"),
            "product_id_type": "EAN",
            "standard_price": 6.9,
            "quantity": 10,
        }
    ),
    Row(mug(43, product_id=gtin(42, "4019999")), {"product_id": "ID110, ID111"}),
    Row(mug(44, product_id="", product_id_type=""), {"product_id": "ID120"}),
    Row(mug(45, product_id="Does not apply"), {"product_id": "ID124"}),
    Row(mug(46, standard_price=15.9), {"sku": "FF711"}),
    Row(mug(46, standard_price=17.9), {"sku": "FF711"}),
    Row(
        mug(47, customization2_min_chars=20, customization2_max_chars=10),
        {"customization2_max_chars": "FF706"},
    ),
    Row(mug(48, item_name="Personalized CafÃ© Mug for CrÃ¨me BrÃ»lÃ©e Lovers"), {"item_name": "FF703"}),
    Row(mug(49, product_description="#N/A"), {"product_description": "FF715"}),
    Row(mug(50, standard_price="$19.99"), {"standard_price": "TP908"}),
    Row(mug(51, customization1_type="pull-down"), {"customization1_type": "TP904"}),
    Row(mug(52, sku=""), {"sku": "TP901"}),
    Row(
        {
            "sku": "HT-MUG-053",
            "product_type": "DRINKING_CUP",
            "item_name": "Personalized Travel Mug, 16 oz",
            "brand": BRAND,
            "product_id": gtin(53),
            "product_id_type": "EAN",
            "standard_price": 19.9,
            "quantity": 10,
        },
        {},
    ),
]
"""Rows with one fault each, now and then with a second one that comes with it."""

SHEETS = [
    Sample(
        "customization_sheet.csv",
        COLUMNS,
        [*CLEAN[:4], *BROKEN, *CLEAN[4:]],
        whole={"": "CP003 info, CP040 info"},
    ),
    Sample(
        "customization_sheet.xlsx",
        COLUMNS,
        [*CLEAN[:4], *BROKEN, *CLEAN[4:]],
        whole={"": "CP003 info, CP040 info"},
    ),
    Sample("customization_sheet_clean.xlsx", COLUMNS, CLEAN),
]
