"""A sheet whose product IDs go wrong in every way: levels, types, other companies' numbers, exemptions."""

from __future__ import annotations

from .customization import mug
from .sample import Cell, Row, Sample, gtin

COLUMNS = (
    "sku", "is_customizable", "product_type", "item_name", "brand", "product_id", "product_id_type", "asin",
    "bullet_point1", "product_description", "standard_price", "currency", "quantity", "main_image_url",
    "customization1_label", "customization1_type", "customization1_option1", "customization1_option2",
    "customization1_option3", "customization2_label", "customization2_type", "customization2_max_chars",
)  # fmt: skip
EXEMPT = "GTIN Exempt"


def one(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean row."""
    return mug(number, **changed)


SHEET = Sample(
    "identifiers.csv",
    COLUMNS,
    [
        Row(one(101)),
        Row(one(102, product_id=gtin(102), product_id_type="UPC"), {"product_id_type": "ID106 warning"}),
        Row(one(103, product_id="16979999001033", product_id_type="GTIN"), {"product_id": "ID105 warning"}),
        Row(
            one(104, product_id=gtin(1, "4006381"), brand="Other House"),
            {"product_id": "ID111, ID112 warning", "brand": "ID113 warning, IP405 info"},
        ),
        Row(
            one(105, product_id=gtin(2, "4006381"), brand="Third Shop"),
            {"product_id": "ID111, ID112 warning", "brand": "ID113 warning, IP405 info"},
        ),
        Row(one(106, product_id="885909950805", product_id_type="UPC"), {"product_id": "ID111, ID114 info"}),
        Row(one(107, product_id="012345678905", product_id_type="UPC"), {"product_id": "ID111, ID125 info"}),
        Row(one(108, product_id=gtin(108)), {"product_id": "ID115"}),
        Row(one(109, product_id=gtin(108)), {"product_id": "ID115"}),
        Row(one(110, asin="B0LHTEST10"), {"asin": "ID118"}),
        Row(
            one(
                111,
                asin="B0LHTEST10",
                is_customizable="no",
                item_name="Oak Cutting Board Large",
                customization1_label="",
                customization1_type="",
                customization1_option1="",
                customization1_option2="",
                customization1_option3="",
                customization2_label="",
                customization2_type="",
                customization2_max_chars="",
            )
        ),
        Row(one(115, asin="B0LHTEST15"), {"asin": "ID116 warning"}),
        Row(
            one(
                116,
                asin="B0LHTEST15",
                item_name="Personalized Oak Cutting Board Large",
                product_type="CUTTING_BOARD",
            ),
            {"asin": "ID116 warning"},
        ),
        Row(
            one(112, product_id=gtin(112), product_id_type=EXEMPT, product_type="KEYCHAIN"),
            {"product_id": "ID121 warning"},
        ),
        Row(
            one(113, product_id="", product_id_type=EXEMPT, brand="Other House"),
            {"product_id_type": "ID122 warning", "brand": "ID123 warning, IP405 info"},
        ),
    ],
    whole={"": "CP040 info"},
)
"""A number of another company under two brands has three faults; the plain row of an ASIN has none of its own."""
