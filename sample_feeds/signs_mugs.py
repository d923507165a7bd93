"""Signs and mugs in the template that states its own requirements: its rows, two thirds faultless, and their faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .lawbook import Book, header_rows
from .product_types import DELETE, FIELDS, FULL, MOUNTINGS, MUG, PARTIAL, SIGN
from .sample import Cell, Row, Sample, gtin

SURNAMES = (
    "Abernathy",
    "Lindqvist",
    "Okafor",
    "Tremblay",
    "Ferreira",
    "Novak",
    "Hartley",
    "Moretti",
    "Sato",
    "Quinn",
)
ANIMALS = ("Fox", "Owl", "Bear", "Whale", "Heron", "Badger", "Otter", "Lynx", "Hare", "Robin")
SHARED: Mapping[str, Cell] = {
    "action": FULL, "brand": "Lumihua", "custom": "Yes", "id_type": "EAN", "powered": "No", "condition": "New",
    "shipping": "Standard Parcel", "channel": "DEFAULT", "quantity": 25,
}  # fmt: skip


def sign(number: int, **changed: Cell) -> dict[str, Cell]:
    """A sign without fault."""
    cells: dict[str, Cell] = {
        **SHARED,
        "sku": f"LH-SG-{number:03d}",
        "type": SIGN,
        "title": f"Door Sign with Your Family Name, {SURNAMES[number % 10]} Lettering",
        "id": gtin(8000 + number),
        "bullet1": "Engraved to order with the name you enter",
        "main": f"https://img.lumihua.example/sg/{number:03d}.jpg",
        "material": "Oak Wood",
        "color": "Natural",
        "mounting": MOUNTINGS[number % 3],
        "width": 30 + number % 5,
        "width_unit": "Centimeters",
        "price": 24.9 + number % 4,
    }
    return {**cells, **changed}


def mug(number: int, **changed: Cell) -> dict[str, Cell]:
    """A mug without fault."""
    cells: dict[str, Cell] = {
        **SHARED,
        "sku": f"LH-CU-{number:03d}",
        "type": MUG,
        "title": f"Stoneware Mug with {ANIMALS[number % 10]} Drawing and Your Name",
        "id": gtin(8500 + number),
        "bullet1": "Printed to order with the name you enter",
        "bullet2": "Dishwasher safe",
        "main": f"https://img.lumihua.example/cu/{number:03d}.jpg",
        "material": "Stoneware",
        "color": "White",
        "volume": 11,
        "volume_unit": "Fluid Ounces",
        "price": 15.9 + number % 3,
    }
    return {**cells, **changed}


NO_OFFER: Mapping[str, Cell] = dict.fromkeys(
    ("id_type", "id", "main", "condition", "shipping", "channel", "quantity", "price"), ""
)
FAMILY: Mapping[str, Cell] = {
    "level": "Child", "parent": "LH-CU-040", "relation": "Variation", "theme": "COLOR",
}  # fmt: skip
READY: Mapping[str, Cell] = {
    "custom": "No", "title": "Door Sign Welcome to Our Garden", "bullet1": "Weatherproof, with two screws",
}  # fmt: skip
"""A sign that is not made to order: only such a one is sent by the marketplace or sold used."""
ON_SALE: Mapping[str, Cell] = {"sale": 19.9, "start": "2026-06-15", "end": "2026-07-15"}
ROWS = [
    Row(sign(1)),
    Row(sign(2, material="Slate", color="Black")),
    Row(sign(3, material="Acrylic", powered="Yes", included="No")),
    Row(sign(4, width="", width_unit="")),
    Row(sign(5, **ON_SALE)),
    Row(sign(6, mounting="Wall Mount", width=12.5)),
    Row(sign(7, **READY, channel="AMAZON_NA", quantity="")),
    Row(sign(8, action="full_update", width_unit="centimeters")),
    Row(sign(9, **READY, condition="Used - Good", note="Shown at a fair, one faint scratch on the back")),
    Row(sign(10, material=""), {"material": "TP901"}),
    Row(sign(11, width_unit=""), {"width_unit": "TP901"}),
    Row(sign(12, included="No"), {"included": "TP902"}),
    Row(sign(13, note="Ships in a sturdy box"), {"note": "TP902"}),
    Row(
        sign(14, volume=15, volume_unit="Fluid Ounces"),
        {"volume": "TP903 warning", "volume_unit": "TP903 warning"},
    ),
    Row(sign(15, mounting="Wall Tape"), {"mounting": "TP904"}),
    Row(sign(16, shipping="Express Parcel"), {"shipping": "TP904 warning"}),
    Row(sign(17, mounting="wall mount"), {"mounting": "TP906 warning"}),
    Row(sign(18, type="KEYCHAIN", mounting="", width="", width_unit=""), {"type": "TP907"}),
    Row(sign(19, model="Doorway Collection, Second Series"), {"model": "TP908"}),
    Row(mug(31)),
    Row(mug(32, material="Enamel", color="Navy Blue")),
    Row(mug(33, volume=330, volume_unit="Milliliters")),
    Row(mug(34, model="Meadow")),
    Row(mug(35, **ON_SALE | {"sale": 14.9})),
    Row(mug(36, volume="", volume_unit="")),
    Row(
        mug(37, material="Bamboo", title="Travel Mug with Owl Drawing and Your Name"),
        {"material": "TP905 info"},
    ),
    Row(mug(38, color="navy blue"), {"color": "TP906 warning"}),
    Row(mug(39, volume="eleven"), {"volume": "TP908 warning"}),
    Row(mug(40, **NO_OFFER, level="Parent", theme="COLOR", color="")),
    Row(mug(41, **FAMILY)),
    Row(mug(42, **FAMILY, color="Forest Green")),
    Row(mug(43, volume_unit=""), {"volume_unit": "TP909 warning"}),
    Row(mug(44, volume=""), {"volume_unit": "TP909 warning"}),
    Row(mug(45), {"sku": "TP911"}),
    Row(mug(45), {"sku": "TP911"}),
    Row({"sku": "LH-CU-046", "type": MUG, "action": PARTIAL, "price": 16.9}),
    Row({"sku": "LH-CU-047", "action": DELETE}),
    *(Row(sign(number)) for number in range(20, 26)),
    *(Row(mug(number)) for number in range(50, 56)),
]


def _sample(name: str, rows: Sequence[Row], whole: Mapping[str, str]) -> Sample:
    return Sample(name, tuple(FIELDS), rows, headers=header_rows(), whole=whole)


SIGNS_AND_MUGS = _sample("template_signs_mugs.xlsx", ROWS, {"": "CP020 info, FF714 info"})
FLATTENED = _sample("template_flattened.xlsx", ROWS[:3], {"": "TP910 warning, CP020 info, FF714 info"})
"""The same template after another program saved it."""
BOOKS: Sequence[Sample] = (SIGNS_AND_MUGS, FLATTENED)


def book_bytes(sample: Sample) -> bytes:
    """The file of one of ``BOOKS``."""
    return Book(sample, intact=sample is not FLATTENED).written()
