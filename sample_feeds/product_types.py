"""A template for signs and mugs that states its own requirements: its columns and its lists.

All of it is invented; only its make is the marketplace's. The workbook is written by :mod:`sample_feeds.lawbook`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

US = "[marketplace_id=ATVPDKIKX0DER]"
EN = f"{US}[language_tag=en_US]"
OFFER = f"purchasable_offer{US}[audience=ALL]#1"
SALE = f"{OFFER}.discounted_price#1.schedule#1"
SIGN, MUG = "SIGNAGE", "DRINKING_CUP"
FULL, PARTIAL, DELETE = "Create or Replace (Full Update)", "Edit (Partial Update)", "Delete"
REQUIRED, CONDITIONAL, OPTIONAL = "Required", "Conditionally Required", "Optional"
NOT_PARENT = '{level}<>"Parent"'


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column and what the template states of it.

    path: attribute path (row 5). word: requirement in the definitions. only: the product type it exists for. empty,
    due: conditions under which it must stay empty or be filled; ``{name}`` stands for another column's cell.
    """

    label: str
    path: str
    group: str
    word: str = OPTIONAL
    accepted: str = ""
    example: str = ""
    only: str = ""
    empty: str = ""
    due: str = ""


IDENTITY, DETAILS, SAFETY, TRADE = "Listing Identity", "Product Details", "Safety & Compliance", "Offer (US)"
FIELDS: Mapping[str, Field] = {
    "sku": Field(
        label="SKU", path="contribution_sku#1.value", group=IDENTITY, word=REQUIRED, due="TRUE",
        accepted="Letters and digits; 40 characters maximum.", example="ABC123",
    ),
    "type": Field(
        label="Product Type", path="product_type#1.value", group=IDENTITY, word=REQUIRED, due="TRUE",
        accepted="Choose from the drop-down.", example=SIGN,
    ),
    "action": Field(label="Listing Action", path="::record_action", group=IDENTITY, example=FULL),
    "level": Field(label="Parentage Level", path=f"parentage_level{US}#1.value", group=IDENTITY),
    "parent": Field(
        label="Parent SKU", path=f"child_parent_sku_relationship{US}#1.parent_sku", group=IDENTITY,
        word=CONDITIONAL, empty='{level}<>"Child"', due='{level}="Child"',
    ),
    "relation": Field(
        label="Child Relationship Type", path=f"child_parent_sku_relationship{US}#1.child_relationship_type",
        group=IDENTITY, word=CONDITIONAL, empty='{level}<>"Child"', due='{level}="Child"',
    ),
    "theme": Field(
        label="Variation Theme Name", path="variation_theme#1.name", group=IDENTITY, word=CONDITIONAL,
        empty='{level}=""', due='{level}<>""',
    ),
    "title": Field(
        label="Item Name", path=f"item_name{EN}#1.value", group=IDENTITY, word=REQUIRED, due='{type}<>""',
        accepted="A text string up to 200 characters.", example="Door Sign with Your Family Name",
    ),
    "brand": Field(
        label="Brand Name", path=f"brand{EN}#1.value", group=IDENTITY, word=REQUIRED, due='{type}<>""',
        example="Lumihua",
    ),
    "id_type": Field(
        label="Product Id Type", path="amzn1.volt.ca.product_id_type", group=IDENTITY, word=CONDITIONAL,
        empty='{level}="Parent"', due=NOT_PARENT,
    ),
    "id": Field(
        label="Product Id", path="amzn1.volt.ca.product_id_value", group=IDENTITY, word=CONDITIONAL,
        empty='OR({level}="Parent",{id_type}="GTIN Exempt")', due=f'AND({NOT_PARENT},{{id_type}}<>"GTIN Exempt")',
    ),
    "model": Field(
        label="Model Name", path=f"model_name{EN}#1.value", group=IDENTITY,
        accepted="A text string up to a maximum of 30 characters.", example="Doorway",
    ),
    "custom": Field(label="Is Customizable?", path=f"is_customizable{US}#1.value", group=DETAILS),
    "bullet1": Field(
        label="Bullet Point", path=f"bullet_point{EN}#1.value", group=DETAILS, word=REQUIRED, due='{type}<>""',
        accepted="A text string up to 500 characters.", example="Engraved to order",
    ),
    "bullet2": Field(label="Bullet Point", path=f"bullet_point{EN}#2.value", group=DETAILS),
    "main": Field(
        label="Main Image URL", path=f"main_product_image_locator{US}#1.media_location", group=DETAILS,
        word=CONDITIONAL, due=NOT_PARENT,
    ),
    "material": Field(
        label="Material", path=f"material{EN}#1.value", group=DETAILS, word=REQUIRED, due='{type}<>""',
    ),
    "color": Field(label="Color", path=f"color{EN}#1.value", group=DETAILS),
    "mounting": Field(
        label="Mounting Type", path=f"mounting_type{US}#1.value", group=DETAILS, word=CONDITIONAL, only=SIGN,
        due='{type}<>""',
    ),
    "width": Field(
        label="Item Width", path=f"item_display_dimensions{US}#1.width.value", group=DETAILS, only=SIGN,
        accepted="A number with up to 2 decimals, greater than 0.", example="30",
    ),
    "width_unit": Field(
        label="Item Width Unit", path=f"item_display_dimensions{US}#1.width.unit", group=DETAILS, only=SIGN,
        word=CONDITIONAL, due='{width}<>""',
    ),
    "volume": Field(
        label="Capacity", path=f"capacity{US}#1.value", group=DETAILS, only=MUG,
        accepted="A number with up to 2 decimals, greater than 0.", example="11",
    ),
    "volume_unit": Field(label="Capacity Unit", path=f"capacity{US}#1.unit", group=DETAILS, only=MUG),
    "powered": Field(
        label="Are batteries required?", path=f"batteries_required{US}#1.value", group=SAFETY, word=REQUIRED,
        due='{type}<>""',
    ),
    "included": Field(
        label="Are batteries included?", path=f"batteries_included{US}#1.value", group=SAFETY, word=CONDITIONAL,
        empty='{powered}<>"Yes"', due='{powered}="Yes"',
    ),
    "condition": Field(
        label="Item Condition", path=f"condition_type{US}#1.value", group=TRADE, word=CONDITIONAL,
        empty='{level}="Parent"', due=NOT_PARENT,
    ),
    "note": Field(
        label="Offer Condition Note", path=f"condition_note{EN}#1.value", group=TRADE,
        empty='COUNTIF(CONDITION_LIST_0,{condition})=0',
    ),
    "shipping": Field(
        label="Merchant Shipping Group (US)", path=f"merchant_shipping_group{US}#1.value", group=TRADE,
        empty='{level}="Parent"',
    ),
    "channel": Field(
        label="Fulfillment Channel Code (US)", path="fulfillment_availability#1.fulfillment_channel_code",
        group=TRADE, word=CONDITIONAL, empty='{level}="Parent"', due=NOT_PARENT,
    ),
    "quantity": Field(
        label="Quantity (US)", path="fulfillment_availability#1.quantity", group=TRADE, word=CONDITIONAL,
        empty='OR({level}="Parent",{channel}="AMAZON_NA")', accepted="A whole number.", example="25",
    ),
    "price": Field(
        label="Your Price USD (US)", path=f"{OFFER}.our_price#1.schedule#1.value_with_tax", group=TRADE,
        word=CONDITIONAL, empty='{level}="Parent"', due=NOT_PARENT, example="24.90",
    ),
    "sale": Field(
        label="Sale Price USD (US)", path=f"{SALE}.value_with_tax", group=TRADE, empty='{level}="Parent"',
    ),
    "start": Field(
        label="Sale Start Date (US)", path=f"{SALE}.start_at", group=TRADE, word=CONDITIONAL,
        empty='{sale}=""', due='{sale}<>""', example="2026-06-15",
    ),
    "end": Field(
        label="Sale End Date (US)", path=f"{SALE}.end_at", group=TRADE, word=CONDITIONAL, empty='{sale}=""',
        due='{sale}<>""', example="2026-07-15",
    ),
}  # fmt: skip

YES_NO = ("Yes", "No")
UNITS = ("Centimeters", "Inches", "Millimeters")
MOUNTINGS = ("Door Hook", "Floor Stand", "Wall Mount")
LISTS: Mapping[tuple[str, str], tuple[bool, Sequence[str]]] = {
    ("", "type"): (True, (SIGN, MUG)),
    ("", "action"): (True, (FULL, PARTIAL, DELETE)),
    ("", "level"): (True, ("Parent", "Child")),
    ("", "relation"): (True, ("Variation",)),
    (SIGN, "theme"): (True, ("COLOR", "COLOR/MATERIAL", "MATERIAL")),
    (MUG, "theme"): (True, ("COLOR", "COLOR/CAPACITY")),
    ("", "id_type"): (True, ("EAN", "GTIN", "UPC", "ASIN", "GTIN Exempt")),
    (SIGN, "material"): (False, ("Acrylic", "Aluminum", "Oak Wood", "Slate", "Walnut Wood")),
    (MUG, "material"): (False, ("Ceramic", "Enamel", "Glass", "Stoneware")),
    (SIGN, "color"): (False, ("Black", "Natural", "White")),
    (MUG, "color"): (False, ("Black", "Forest Green", "Navy Blue", "White")),
    (SIGN, "mounting"): (True, MOUNTINGS),
    (SIGN, "width_unit"): (True, UNITS),
    (MUG, "volume_unit"): (True, ("Fluid Ounces", "Milliliters")),
    ("", "powered"): (True, YES_NO),
    ("", "custom"): (True, YES_NO),
    ("", "included"): (True, YES_NO),
    ("", "condition"): (True, ("New", "Used - Like New", "Used - Good")),
    ("", "shipping"): (True, ("Standard Parcel", "Heavy Parcel")),
    ("", "channel"): (True, ("DEFAULT", "AMAZON_NA")),
}
"""(product type or "" for all, column) → closed, values."""
ALIASES: Mapping[str, Mapping[str, str]] = {
    "action": {FULL: "full_update", PARTIAL: "partial_update", DELETE: "delete"},
    "level": {"Parent": "parent", "Child": "child"},
    "relation": {"Variation": "variation"},
    **{name: {"Yes": "true", "No": "false"} for name in ("custom", "powered", "included")},
    "width_unit": {unit: unit.lower() for unit in UNITS},
}
"""Column → display text → machine value."""
