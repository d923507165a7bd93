"""The gift shop's second sheet: what is offered, at what price, and what the texts say of it."""

from __future__ import annotations

from .customization import BRAND
from .sample import Cell, Row, Sample, gtin

COLUMNS = (
    "sku", "is_customizable", "product_type", "item_name", "brand", "product_id", "product_id_type", "bullet_point1",
    "standard_price", "currency", "quantity", "condition_type", "fulfillment_channel", "handling_time", "color",
    "material", "parent_sku", "cpsia_cautionary_statement", "customization1_label", "customization1_type",
    "customization1_option1", "customization1_option1_price", "customization1_option2", "customization1_option2_price",
    "customization1_option3", "customization1_option3_price", "customization2_label", "customization2_type",
    "customization2_option1", "customization2_option2",
)  # fmt: skip
TEXT: dict[str, Cell] = {"customization2_label": "Name on the product", "customization2_type": "text"}


def product(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean personalized product with a text field; ``changed`` replaces cells."""
    cells: dict[str, Cell] = {
        "sku": f"HT-GFT-{number:03d}",
        "is_customizable": "yes",
        "product_type": "DECORATIVE_SIGNAGE",
        "item_name": f"Personalized Door Sign with Name, Design {number}",
        "brand": BRAND,
        "product_id": gtin(5000 + number),
        "product_id_type": "EAN",
        "bullet_point1": "Cut and painted after you order",
        "standard_price": 24.9,
        "currency": "USD",
        "quantity": 40,
        "condition_type": "New",
        "fulfillment_channel": "DEFAULT",
        "handling_time": 3,
        **TEXT,
    }
    return {**cells, **changed}


def offered(label: str, *choices: str, prices: tuple[float, ...] = ()) -> dict[str, Cell]:
    """Customization 1 as a list of choices."""
    cells: dict[str, Cell] = {"customization1_label": label, "customization1_type": "option"}
    cells |= {f"customization1_option{n}": choice for n, choice in enumerate(choices, 1)}
    cells |= {f"customization1_option{n}_price": price for n, price in enumerate(prices, 1)}
    return cells


LABEL, FIRST, SECOND = "customization1_label", "customization1_option1", "customization1_option2"

ROWS = [
    Row(product(1, **offered("Colour", "Oak brown", "White"))),
    Row(
        product(2, **offered("Packing", "Gift box", "Plain bag")),
        {FIRST: "OP222 warning", SECOND: "OP222 warning"},
    ),
    Row(product(3, **offered("Production", "Standard", "Rush production")), {SECOND: "OP224"}),
    Row(product(4, **offered("Optional extras", "Deluxe", "Premium")), {LABEL: "OP221 warning"}),
    Row(product(5, **offered("Quantity", "1", "2")), {LABEL: "OP223 warning"}),
    Row(product(6, **offered("How did you hear about us?", "A friend", "Search")), {LABEL: "OP241 warning"}),
    Row(product(7, **offered("Zephyr grade", "Alpha", "Beta")), {LABEL: "OP240 info"}),
    Row(product(8, **offered("Colour", "White")), {FIRST: "OP250 warning"}),
    Row(
        product(9, **offered("Colour", "White", "Grey", "white")), {"customization1_option3": "OP251 warning"}
    ),
    Row(
        product(10, **offered("Style", "Plain", "Carved", prices=(0, 39))),
        {"customization1_option2_price": "OP252 warning"},
    ),
    Row(product(11, **offered("Product type", "Mug", "T-shirt", "Pillow")), {FIRST: "OP253 warning"}),
    Row(
        product(12, **offered("Finish", "Plain", "Glossy", prices=(0, -2))),
        {"customization1_option2_price": "OP254 warning, TP908"},
    ),
    Row(product(13, fulfillment_channel="AMAZON_NA"), {"fulfillment_channel": "CP022"}),
    Row(product(14, handling_time=0), {"handling_time": "CP021 warning"}),
    Row(product(15, bullet_point1="This item cannot be personalized."), {"bullet_point1": "CP023"}),
    Row(product(16, bullet_point1="Factory second, sold as is"), {"bullet_point1": "CP030 warning"}),
    Row(
        product(17, item_name="Personalized Red Mug with Name", product_type="DRINKING_CUP", color="Blue"),
        {"color": "CP032 warning"},
    ),
    Row(
        product(18, color="Red", parent_sku="HT-GFT-P", **offered("Colour", "Red", "Blue")),
        {SECOND: "CP033 warning"},
    ),
    Row(
        product(19, item_name="Personalized Baby Blanket with Name", product_type="BLANKET"),
        {"cpsia_cautionary_statement": "CP034 info"},
    ),
    Row(
        product(
            20,
            item_name="Custom Kit for Gamers with Name",
            **offered("RAM", "16 GB", "32 GB"),
            customization2_label="Processor",
            customization2_type="option",
            customization2_option1="Core i5",
            customization2_option2="Core i7",
        ),
        {LABEL: "CP012", "customization2_label": "CP012"},
    ),
    Row(product(21, item_name="Engraved Smartwatch with Name"), {"item_name": "CP014 info"}),
    Row(
        product(
            22,
            **offered("Gift wrap", "Silver paper", "Blue paper"),
            customization2_label="",
            customization2_type="",
        ),
        {LABEL: "OP222 warning, CP024"},
    ),
    Row(
        product(23, customization2_label="", customization2_type=""),
        {"is_customizable": "CP020"},
    ),
]
"""A clean product first, then one fault a row."""

SHEET = Sample("choices.csv", COLUMNS, ROWS, whole={"": "CP040 info"})
