"""A product-type template saved as text that breaks the rules no template states, beside an inventory report."""

from __future__ import annotations

from .sample import Cell, Row, Sample, gtin

US = "[marketplace_id=ATVPDKIKX0DER]"
EN = f"{US}[language_tag=en_US]"
OFFER = f"purchasable_offer{US}[audience=ALL]#1"
PATHS = {
    "sku": ("SKU", "contribution_sku#1.value"),
    "action": ("Listing Action", "::record_action"),
    "type": ("Product Type", "product_type#1.value"),
    "title": ("Item Name", f"item_name{EN}#1.value"),
    "highlight": ("Item Highlight", f"title_differentiation{EN}#1.value"),
    "brand": ("Brand Name", f"brand{EN}#1.value"),
    "id_type": ("Product Id Type", "amzn1.volt.ca.product_id_type"),
    "id": ("Product Id", "amzn1.volt.ca.product_id_value"),
    "part": ("Part Number", f"part_number{US}#1.value"),
    "bullet": ("Bullet Point", f"bullet_point{EN}#1.value"),
    "main": ("Main Image URL", f"main_product_image_locator{US}#1.media_location"),
    "image1": ("Other Image URL", f"other_product_image_locator_1{US}#1.media_location"),
    "image2": ("Other Image URL", f"other_product_image_locator_2{US}#1.media_location"),
    "level": ("Parentage Level", f"parentage_level{US}#1.value"),
    "parent": ("Parent SKU", f"child_parent_sku_relationship{US}#1.parent_sku"),
    "relation": ("Child Relationship Type", f"child_parent_sku_relationship{US}#1.child_relationship_type"),
    "theme": ("Variation Theme Name", "variation_theme#1.name"),
    "color": ("Color", f"color{EN}#1.value"),
    "size": ("Size", f"size{EN}#1.value"),
    "condition": ("Item Condition", f"condition_type{US}#1.value"),
    "note": ("Offer Condition Note", f"condition_note{EN}#1.value"),
    "channel": ("Fulfillment Channel Code (US)", "fulfillment_availability#1.fulfillment_channel_code"),
    "quantity": ("Quantity (US)", "fulfillment_availability#1.quantity"),
    "days": ("Handling Time (US)", "fulfillment_availability#1.lead_time_to_ship_max_days"),
    "price": ("Your Price USD (US)", f"{OFFER}.our_price#1.schedule#1.value_with_tax"),
    "business": (
        "Business Price USD (US)",
        f"purchasable_offer{US}[audience=B2B]#1.our_price#1.schedule#1.value_with_tax",
    ),
    "sale": ("Sale Price USD (US)", f"{OFFER}.discounted_price#1.schedule#1.value_with_tax"),
    "start": ("Sale Start Date (US)", f"{OFFER}.discounted_price#1.schedule#1.start_at"),
    "end": ("Sale End Date (US)", f"{OFFER}.discounted_price#1.schedule#1.end_at"),
    "least": ("Minimum Price (US)", f"{OFFER}.minimum_seller_allowed_price#1.schedule#1.value_with_tax"),
    "most": ("Maximum Price (US)", f"{OFFER}.maximum_seller_allowed_price#1.schedule#1.value_with_tax"),
}
"""Column → label (row 4) and attribute path (row 5)."""
SETTINGS = (
    "settings=contentLanguageTag=en_US&feedType=256&flavor=full-seller&labelRow=4&attributeRow=5&dataRow=7"
    "&primaryMarketplaceId=amzn1.mp.o.ATVPDKIKX0DER&TemplateType=unified&Version=2026.0807"
)
ANIMALS = (
    "Fox",
    "Owl",
    "Bear",
    "Whale",
    "Heron",
    "Badger",
    "Otter",
    "Lynx",
    "Hare",
    "Robin",
    "Stork",
    "Newt",
)


def item(number: int, **changed: Cell) -> dict[str, Cell]:
    """Row ``number`` without fault."""
    cells: dict[str, Cell] = {
        "sku": f"LH-MP-{number:03d}",
        "action": "Create or Replace (Full Update)",
        "type": "DRINKING_CUP",
        "title": f"Lumihua Ceramic Mug with {ANIMALS[number % 12]} Drawing {number}",
        "brand": "Lumihua",
        "id_type": "EAN",
        "id": gtin(3000 + number),
        "bullet": "Holds 350 ml of coffee, tea or cocoa",
        "main": f"https://img.lumihua.example/mp/{number:03d}.jpg",
        "condition": "New",
        "channel": "DEFAULT",
        "quantity": "20",
        "days": "2",
        "price": "14.90",
        "least": "10.00",
        "most": "30.00",
    }
    return {**cells, **changed}


NO_OFFER = ("id_type", "id", "condition", "channel", "quantity", "days", "price", "least", "most", "main")
BARE = dict.fromkeys(NO_OFFER, "")


def parent(number: int, **changed: Cell) -> dict[str, Cell]:
    """A parent, which offers nothing itself."""
    return item(number, **{**BARE, "level": "Parent", "theme": "SIZE/COLOR", **changed})


def child(number: int, of: int, **changed: Cell) -> dict[str, Cell]:
    """A child of the parent ``of``."""
    family = {"level": "Child", "parent": f"LH-MP-{of:03d}", "relation": "Variation", "theme": "SIZE/COLOR"}
    return item(number, **{**family, "size": "11 oz", "color": "Red", **changed})


ON_SALE = {"sale": "12.90", "start": "2026-09-01", "end": "2026-10-31"}
DELETED = dict.fromkeys(PATHS, "") | {
    "action": "Delete",
    "title": "An old title ★ with a star",
    "price": "0",
}

UPLOAD = Sample(
    "marketplace/upload.csv",
    tuple(PATHS),
    [
        Row(item(1)),
        Row(item(2, **ON_SALE)),
        Row(item(3, channel=""), {"channel": "MP801"}),
        Row(item(4, sale="12.90", start="2026-09-01"), {"end": "MP802"}),
        Row(item(5, sale="12.90", start="2026-10-01", end="2026-09-10"), {"end": "MP803"}),
        Row(item(6, sale="12.90", start="2026-06-01", end="2026-07-01"), {"end": "MP803 info"}),
        Row(item(7, price="9.50"), {"price": "MP804"}),
        Row(item(8, least="31.00"), {"least": "MP804"}),
        Row(item(9, **ON_SALE | {"sale": "14.90"}), {"sale": "MP805"}),
        Row(item(10, business="15.90"), {"business": "MP806 info"}),
        Row(item(11, channel="AMAZON_NA", days=""), {"quantity": "MP807"}),
        Row(item(12, channel="AMAZON_NA", days="", quantity="")),
        Row(item(13, quantity="697999903"), {"quantity": "MP808 info"}),
        Row(item(14, days="45"), {"days": "MP809 warning"}),
        Row(item(15, condition="Used - Like New"), {"condition": "MP810 warning"}),
        Row(item(16, channel="Seller"), {"channel": "MP811"}),
        Row(item(17, main="https://drive.google.com/file/d/1AbCdEf/view"), {"main": "MP812 warning"}),
        Row(item(18, image1="https://img.lumihua.example/mp/018.jpg"), {"image1": "MP813 warning"}),
        Row(item(19, image2="https://img.lumihua.example/mp/019-2.jpg"), {"image1": "MP814 info"}),
        Row(parent(30)),
        Row(child(31, 30)),
        Row(child(32, 30, color="Blue")),
        Row(child(33, 30, theme="SIZE", color="Green"), {"theme": "MP823"}),
        Row(child(34, 30, color=" "), {"color": "MP824"}),
        Row(child(35, 30, color="red"), {"color": "MP825"}),
        Row(child(36, 30, color="White", relation=""), {"relation": "MP822"}),
        Row(child(37, 39), {"parent": "MP821 warning"}),
        Row(child(38, 40), {"parent": "MP826 warning"}),
        Row(parent(40, price="14.90"), {"price": "MP820 warning"}),
        Row(parent(41), {"sku": "MP827 info"}),
        Row(
            child(42, 30, color="Black", theme="SIZE/COLOR (Deprecated: Do Not Use)"),
            {"theme": "MP828 warning"},
        ),
        Row(item(43, sku="1.43E+12"), {"sku": "MP815"}),
        Row(item(50, bullet="")),
        Row(item(51, action="Edit (Partial Update)", bullet="", title="")),
        Row(
            item(
                60,
                title=f"Lumihua Ceramic Mug with {'Fox, Owl, Bear, Whale, Heron, Otter, Lynx and Hare':s} on It",
                highlight="Dishwasher safe",
            ),
            {"highlight": "MP832 warning"},
        ),
        Row(item(61, part="LH" * 21), {"part": "MP833"}),
        Row(DELETED | {"sku": "LH-MP-099"}),
    ],
    headers=(
        (SETTINGS,),
        ("Fill in the rows from row 7 on",),
        ("Listing Identity",),
        tuple(label for label, _ in PATHS.values()),
        tuple(path for _, path in PATHS.values()),
        ("ABC123",),
    ),
    whole={"": "LI601 info, MP830 warning"},
    settings="marketplace/auditor.toml",
)

INVENTORY = Sample(
    "marketplace/inventory.csv",
    (
        "item-name",
        "listing-id",
        "seller-sku",
        "price",
        "quantity",
        "open-date",
        "fulfillment-channel",
        "status",
    ),
    [
        Row(
            {
                "item-name": f"Lumihua Ceramic Mug with {ANIMALS[number % 12]} Drawing {number}",
                "listing-id": f"0901{number:08d}",
                "seller-sku": f"LH-MP-{number:03d}",
                "price": "14.90",
                "quantity": "20",
                "open-date": "2025-03-01 10:00:00 PDT",
                "fulfillment-channel": "DEFAULT",
                "status": "Active",
            }
        )
        for number in (50, 51)
    ],
    settings="marketplace/auditor.toml",
)
"""What is live: the full update of LH-MP-050 would erase its bullet point."""

MARKETPLACE = [UPLOAD, INVENTORY]
