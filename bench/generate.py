"""Synthetic feeds for measuring: a tab-delimited flat file and a workbook, 40 columns, 2 % violating cells.

Deterministic: the same numbers give the same bytes. Titles are all different, bullets repeat as real catalogs repeat
them, options repeat a lot.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

COLUMNS: tuple[str, ...] = (
    "item_sku",
    "feed_product_type",
    "item_name",
    "brand_name",
    "external_product_id",
    "external_product_id_type",
    "standard_price",
    "quantity",
    "condition_type",
    "main_image_url",
    "other_image_url1",
    "update_delete",
    "parent_child",
    "manufacturer",
    "product_description",
    "bullet_point1",
    "bullet_point2",
    "bullet_point3",
    "bullet_point4",
    "bullet_point5",
    "generic_keywords",
    "color_name",
    "size_name",
    "material_type",
    "is_customizable",
    "customization1_label",
    "customization1_type",
    "customization1_instructions",
    "customization1_option1",
    "customization1_option2",
    "customization1_option3",
    "customization1_option4",
    "customization1_option5",
    "customization2_label",
    "customization2_type",
    "customization2_instructions",
    "customization2_option1",
    "customization2_option2",
    "customization2_option3",
    "fulfillment_latency",
)
VIOLATING = 0.02
"""Share of cells that break a rule."""

BREAK: dict[str, tuple[str, ...]] = {
    "item_name": (
        "Custom Gaming Laptop 15.6 inch Intel i7 16GB RAM 512GB SSD Engraved {n}",
        "Mug www.shop-{n}.com",
    ),
    "external_product_id": ("1234567890{k}", "12345", "4.06E+12"),
    "standard_price": ("free", "-3"),
    "quantity": ("many", "1.5"),
    "condition_type": ("UsedGood", "Refurbished"),
    "main_image_url": ("picture.jpg",),
    "product_description": (
        "Write to help{k}@shop.example.com for a proof.",
        "Questions? Call +1 212 555 0{k:03d}",
    ),
    "bullet_point1": ("Call us: (212) 555-0{k:03d}",),
    "bullet_point2": ("More on https://shop.example.com/{k}",),
    "bullet_point3": ("#REF!",),
    "customization1_label": ("Add name?", "Your phone number so we can contact you"),
    "customization1_instructions": ("With 2 year warranty", "Ask for a free gift"),
    "customization1_option1": ("Yes", "2 Year Extended Warranty"),
    "customization1_option2": ("No", "Extra charging cord"),
    "customization1_option3": ("Free keychain",),
    "customization2_label": ("E-mail address",),
    "customization2_option1": ("Yes, add engraving", "Yes"),
    "customization2_option2": ("No",),
}

NOUNS = (
    "Mug",
    "Cutting Board",
    "Pet Tag",
    "Door Sign",
    "Phone Case",
    "Tumbler",
    "Ornament",
    "Keychain",
    "T-Shirt",
    "Pillow",
)
WORDS = (
    "Personalized Custom Engraved Vintage Modern Classic Rustic Elegant Gift Family Wedding Birthday Anniversary "
    "Kitchen Garden Office Farmhouse Boho Floral Name Date Photo Text Monogram Couple Teacher Graduation"
).split()
COLORS = ("Black", "White", "Navy", "Red", "Forest Green", "Rose Gold")
SIZES = ("S", "M", "L", "XL", "11 oz", "15 oz")


def rows(count: int, seed: int = 7) -> Iterator[list[str]]:
    """``count`` rows of 40 texts; about 2 % of all cells violate some rule."""
    chance = random.Random(seed)
    breakable = [COLUMNS.index(name) for name in BREAK]
    share = VIOLATING * len(COLUMNS) / len(breakable)
    bullets = [
        f"{' '.join(chance.sample(WORDS, 9))} for everyday use, number {i}" for i in range(count // 3 + 1)
    ]
    for n in range(count):
        row = _clean(n, chance, bullets)
        for position in breakable:
            if chance.random() < share:
                row[position] = chance.choice(BREAK[COLUMNS[position]]).format(n=n, k=n % 1000)
        yield row


def _clean(n: int, chance: random.Random, bullets: list[str]) -> list[str]:
    title = f"{chance.choice(NOUNS)} {COLORS[n % 6]} Ceramic {' '.join(chance.sample(WORDS, 7))} Model {n}"
    return [
        f"SKU-{n:07d}",
        "DRINKING_CUP",
        title,
        "Acorn Lane",
        ean(n),
        "EAN",
        f"{5 + n % 90}.{n % 100:02d}",
        str(n % 400),
        "New",
        f"https://images.example.com/{n}/main.jpg",
        f"https://images.example.com/{n}/side.jpg",
        "PartialUpdate",
        "",
        "Acorn Lane",
        f"Made to order with your text. {title}. {chance.choice(bullets)}",
        *(chance.choice(bullets) for _ in range(5)),
        "custom mug gift name engraved",
        COLORS[n % 6],
        SIZES[n % 6],
        "Ceramic",
        "true",
        "Colour",
        "option",
        "Choose the colour of the print",
        *COLORS[:5],
        "Font",
        "option",
        "Choose the style of the letters",
        "Script",
        "Block",
        "Serif",
        "3",
    ]


def ean(n: int) -> str:
    """A valid EAN-13 in an ordinary range."""
    body = f"40638{n:07d}"
    total = sum(int(c) * (1, 3)[i % 2] for i, c in enumerate(body))
    return f"{body}{(10 - total % 10) % 10}"


def write_text(path: Path, count: int) -> None:
    """Tab-delimited, UTF-8, CRLF, one header row, unquoted, as the marketplace's own files."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(COLUMNS) + "\r\n")
        for row in rows(count):
            file.write("\t".join(row) + "\r\n")


def write_workbook(path: Path, count: int) -> None:
    """One sheet, all cells text."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Template")
    for r, row in enumerate([list(COLUMNS), *rows(count)]):
        for c, text in enumerate(row):
            if text:
                sheet.write_string(r, c, text)
    book.close()
