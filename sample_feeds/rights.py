"""The gift shop's third sheet: other people's rights, what texts promise or ask for, and how listings are worded."""

from __future__ import annotations

from .customization import BRAND
from .sample import Cell, Row, Sample, gtin

COLUMNS = (
    "sku", "is_customizable", "product_type", "item_name", "brand", "product_id", "product_id_type", "bullet_point1",
    "product_description", "generic_keywords", "standard_price", "currency", "quantity", "condition_type",
    "fulfillment_channel", "handling_time", "customization1_label", "customization1_type",
    "customization1_instructions", "customization1_option1", "customization1_option2", "customization2_label",
    "customization2_type", "customization2_instructions",
)  # fmt: skip


def product(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean personalized product with a text field; ``changed`` replaces cells."""
    cells: dict[str, Cell] = {
        "sku": f"HT-RGT-{number:03d}",
        "is_customizable": "yes",
        "product_type": "DECORATIVE_SIGNAGE",
        "item_name": f"Personalized Wooden Sign with Name, Design {number}",
        "brand": BRAND,
        "product_id": gtin(7000 + number),
        "product_id_type": "EAN",
        "bullet_point1": "Cut and painted after you order",
        "standard_price": 24.9,
        "currency": "USD",
        "quantity": 40,
        "condition_type": "New",
        "fulfillment_channel": "DEFAULT",
        "handling_time": 3,
        "customization2_label": "Name on the sign",
        "customization2_type": "text",
    }
    return {**cells, **changed}


def offered(label: str, *choices: str) -> dict[str, Cell]:
    """Customization 1 as a list of choices."""
    cells: dict[str, Cell] = {"customization1_label": label, "customization1_type": "option"}
    return cells | {f"customization1_option{n}": choice for n, choice in enumerate(choices, 1)}


def upload(instructions: str) -> dict[str, Cell]:
    """Customization 1 as an upload of a picture."""
    return {
        "customization1_label": "Your picture",
        "customization1_type": "image upload",
        "customization1_instructions": instructions,
    }


MUG = {"item_name": "Personalized Coffee Mug with Name", "product_type": "DRINKING_CUP"}
"""Signs may print such words; mugs of this shop print names."""
OWN = "Upload only pictures you own or may use."
ASKED, TYPE = "customization1_instructions", "customization1_type"
FIRST, SECOND = "customization1_option1", "customization1_option2"
TITLE, BULLET, TOLD, WORDS = "item_name", "bullet_point1", "product_description", "generic_keywords"

ROWS = [
    Row(product(1, **offered("Finish", "Oak", "Walnut"))),
    Row(product(2, **upload(OWN))),
    Row(product(3, **upload("300 dpi or more")), {TYPE: "TX312 info"}),
    Row(product(4, **upload(f"{OWN} Upload anything, we print anything")), {ASKED: "TX307 warning"}),
    Row(product(5, bullet_point1="We may use your photo in our shop"), {BULLET: "TX308"}),
    Row(
        product(6, customization2_label="Passport number"),
        {"customization2_label": "TX310"},
    ),
    Row(product(7, product_description="Buyers may not share photos of the sign."), {TOLD: "TX311 info"}),
    Row(product(8, **offered("Design", "Mickey Mouse", "Flower")), {FIRST: "IP402"}),
    Row(product(30, item_name="Personalized Gryffindor House Sign with Name"), {TITLE: "IP401 warning"}),
    Row(product(9, item_name="Personalized Taylor Swift Sign with Name"), {TITLE: "IP406 warning"}),
    Row(product(10, item_name="Personalized Dallas Cowboys Sign with Name"), {TITLE: "IP407 warning"}),
    Row(product(11, **offered("Font", "Helvetica", "Great Vibes")), {FIRST: "IP408 info"}),
    Row(product(12, **upload(f"{OWN} Upload your favorite team or any character")), {ASKED: "IP410 warning"}),
    Row(
        product(13, product_type="NOTEBOOK_COMPUTER", item_name="Personalized Laptop Sleeve with Name"),
        {"product_type": "CP015"},
    ),
    Row(
        product(14, bullet_point1="Happy with your sign? Please leave us a 5-star review!"),
        {BULLET: "TX309 warning"},
    ),
    Row(product(15, item_name="Personalized iPhone 15 Pro Case with Name"), {TITLE: "IP403 warning"}),
    Row(product(16, item_name="Personalized Bag with Name, Gucci Style"), {TITLE: "IP404"}),
    Row(product(17, item_name="PERSONALIZED WOODEN SIGN WITH NAME"), {TITLE: "LI605 warning"}),
    Row(
        product(18, item_name="Personalized Sign, Wooden Sign, Door Signs for Families"),
        {TITLE: "LI603 warning"},
    ),
    Row(product(19, item_name="Best Mom Ever! Wooden Sign to Personalize"), {TITLE: "LI602"}),
    Row(product(20, **MUG, bullet_point1="Buy now, limited time offer"), {BULLET: "LI604 warning"}),
    Row(product(21, generic_keywords="door sign best seller cheap"), {WORDS: "LI608 warning"}),
    Row(product(22, product_description="Line one<br>line two"), {TOLD: "LI609 warning"}),
    Row(product(23, **MUG, bullet_point1="100% money back if you don't love it"), {BULLET: "LI610 warning"}),
    Row(product(24, **MUG, bullet_point1="Eco-friendly and biodegradable"), {BULLET: "LI611 info"}),
    Row(product(25, item_name="定制木制门牌"), {TITLE: "LI612 info"}),
    Row(product(26, item_name="Personalized Police Badge with Name"), {TITLE: "RP511"}),
    Row(product(27, item_name="Genuine Ivory Pendant with Engraved Name"), {TITLE: "RP513 warning"}),
    Row(product(28, item_name="Engraved Lock Pick Set with Name"), {TITLE: "RP512 warning"}),
    Row(product(29, generic_keywords="door sign family name " * 23 + "oak"), {WORDS: "LI607, LI613 info"}),
]
"""Two clean products first, then one fault a row."""

SHEET = Sample("rights.csv", COLUMNS, ROWS, whole={"": "CP040 info"})
