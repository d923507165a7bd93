"""Marketplace templates: a category flat file with three header rows, and the Amazon Custom text template."""

from __future__ import annotations

from .sample import Cell, Formula, Row, Sample, gtin

FLAT = {
    "feed_product_type": "Product Type",
    "item_sku": "Seller SKU",
    "brand_name": "Brand Name",
    "item_name": "Product Name",
    "external_product_id": "Product ID",
    "external_product_id_type": "Product ID Type",
    "standard_price": "Standard Price",
    "quantity": "Quantity",
    "main_image_url": "Main Image URL",
    "update_delete": "Update Delete",
    "is_customizable": "Is Customizable",
    "customizable_template_name": "Customizable Template Name",
    "bullet_point1": "Key Product Features",
    "bullet_point2": "Key Product Features",
    "product_description": "Product Description",
    "": "",
}
"""Machine name (row 3) → label (row 2); the last column is the seller's own remark, without a header."""
MOTIFS = ("Fox", "Owl", "Bear", "Whale", "Heron", "Badger", "Otter", "Lynx", "Hare", "Robin")
SIZES = ("11 oz", "15 oz")


def flat(number: int, **changed: Cell) -> dict[str, Cell]:
    """Row ``number`` of the flat file, without fault; its number stands in the cell as a number, as Excel makes it."""
    cells: dict[str, Cell] = {
        "feed_product_type": "drinkingcup",
        "item_sku": f"LH-FLAT-{number:04d}",
        "brand_name": "Lumihua",
        "item_name": f"{MOTIFS[number % 10]} Mug to Personalize with Your Text, {SIZES[number % 2]}",
        "external_product_id": int(gtin(1000 + number)) if number % 2 else gtin(1000 + number),
        "external_product_id_type": "EAN",
        "standard_price": 12.9 + number % 4,
        "quantity": 20 + number % 30,
        "main_image_url": f"https://img.lumihua.example/flat/{number:04d}.jpg",
        "update_delete": "PartialUpdate",
        "is_customizable": "Yes",
        "customizable_template_name": "",
        "bullet_point1": "Printed to order with the text you enter",
        "bullet_point2": "Dishwasher safe",
        "product_description": "Ceramic mug with animal drawing and your text.",
    }
    return {**cells, **changed}


FAULTS: dict[int, Row] = {
    5: Row(flat(5, external_product_id="6979999010058"), {"external_product_id": "ID102"}),
    9: Row(flat(9, external_product_id="69799990100"), {"external_product_id": "ID101"}),
    14: Row(flat(14, external_product_id="45496882174"), {"external_product_id": "ID104 warning"}),
    18: Row(flat(18, external_product_id="6.97999E+12"), {"external_product_id": "ID104 warning"}),
    23: Row(flat(23, external_product_id="6979999010232.0"), {"external_product_id": "ID104 warning"}),
    31: Row(flat(31, external_product_id="无"), {"external_product_id": "ID124"}),
    36: Row(
        flat(
            36,
            external_product_id="",
            external_product_id_type="",
            update_delete="Update",
            customizable_template_name="MugText",
        ),
        {"external_product_id": "ID120 warning"},
    ),
    40: Row(
        flat(
            40,
            external_product_id="B0LHTEST40",
            external_product_id_type="ASIN",
            update_delete="Update",
            customizable_template_name="MugText",
        ),
        {"external_product_id": "ID117 warning"},
    ),
    42: Row(flat(42, standard_price=Formula("=Prices!B42")), {"standard_price": "FF715"}),
    47: Row(flat(47, quantity=Formula("=Stock!C47", "#REF!")), {"quantity": "FF715"}),
    52: Row(flat(52, product_description="=VLOOKUP(B55,Texts!A:B,2,0)"), {"product_description": "FF715"}),
    58: Row(flat(58, update_delete="Update"), {"update_delete": "FF710"}),
    63: Row(flat(63, external_product_id_type="EANN"), {"external_product_id_type": "TP904"}),
    70: Row(flat(70, standard_price="14,90 $"), {"standard_price": "TP908"}),
    77: Row(flat(77, main_image_url="img/0077.jpg"), {"main_image_url": "TP908"}),
    84: Row(flat(84, item_sku="LH-FLAT-0083", external_product_id=gtin(1084)), {"item_sku": "FF711"}),
    83: Row(flat(83), {"item_sku": "FF711"}),
    91: Row(flat(91, bullet_point1="It\u00e2\u20ac\u2122s printed to order"), {"bullet_point1": "FF703"}),
    98: Row(flat(98) | {"": "ask Li about the photo"}),
}
"""Row number among the data → row with a fault."""

FLAT_FILE = Sample(
    "flat_file_mug.xlsx",
    tuple(FLAT),
    [FAULTS.get(number, Row(flat(number))) for number in range(1, 121)],
    headers=(
        ("TemplateType=fptcustom", "Version=2023.0509", "The top 3 rows are for Amazon.com use only."),
        tuple(FLAT.values()),
        tuple(FLAT),
    ),
    whole={"": "CP020 info, CP040 info, FF714 info", "E": "ID104 info", "P": "FF702 warning"},
)

IDS = (
    "", "surface-001", "font-201", "font-201", "text-101", "text-101", "text-101", "text-101", "text-101", "text-101",
    "text-101", "text-101", "option-301", "option-301", "option-301",
)  # fmt: skip
ATTRIBUTES = (
    "sku", "previewImage", "fontName1", "fontUrl1", "label", "instructions", "minLength", "maxLength", "x", "y",
    "width", "height", "label", "optionLabel1", "optionLabel2",
)  # fmt: skip
LABELS = (
    "SKU*", "Preview image*", "Font*", "Font file", "Label*", "Instructions", "Min characters", "Max characters*", "X*",
    "Y*", "Width*", "Height*", "Label*", "Option 1*", "Option 2",
)  # fmt: skip
NAMES = (
    "sku", "preview", "font", "font_url", "label", "help", "min", "max", "x", "y", "width", "height", "choice", "one",
    "two",
)  # fmt: skip


def custom(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean row of the Custom template."""
    cells: dict[str, Cell] = {
        "sku": f"LH-SIGN-{number:02d}",
        "preview": f"https://img.lumihua.example/sign/{number:02d}.jpg",
        "label": "Family name",
        "help": "Up to 20 letters",
        "min": "1",
        "max": "20",
        "x": "120",
        "y": "80",
        "width": "200",
        "height": "60",
        "font": "Great Vibes",
        "font_url": "https://img.lumihua.example/fonts/vibes.ttf",
        "choice": "Wood",
        "one": "Oak",
        "two": "Walnut",
    }
    return {**cells, **changed}


CUSTOM_TEMPLATE = Sample(
    "custom_template.txt",
    NAMES,
    [
        Row(custom(1)),
        Row(custom(2, label=""), {"label": "FF704"}),
        Row(custom(3, max="120"), {"max": "FF706"}),
        Row(custom(4, help="Write the name exactly as it should appear. " * 3 + "Thanks"), {"help": "FF706"}),
        Row(custom(5, preview="https://img.lumihua.example/sign/05.webp"), {"preview": "FF707"}),
        Row(custom(6, preview="C:\\Users\\li\\sign06.jpg"), {"preview": "FF707"}),
        Row(custom(7, font_url="https://img.lumihua.example/fonts/vibes.otf"), {"font_url": "FF707"}),
        Row(custom(8, width="200px", y="80.0"), {"width": "FF708", "y": "FF708"}),
        Row(custom(9, choice="", one="", two="")),
        Row(custom(10, one="Yes", two="No"), {"one": "OP201", "two": "OP201"}),
        Row(custom(11, min="30"), {"max": "FF706"}),
        Row(custom(12, sku=""), {"sku": "FF704"}),
        Row(custom(13, help="Questions? service@lumihua-gifts.com"), {"help": "TX302"}),
        Row(custom(14, label="Family\u200b name"), {"label": "FF712 warning"}),
        Row(custom(15)),
    ],
    headers=(IDS, ATTRIBUTES, LABELS),
    whole={"": "CP040 info, FF714 info"},
)

TEMPLATES = [FLAT_FILE, CUSTOM_TEMPLATE]
