"""What real templates state, where a folder of them lies beside the project."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from auditor.feed.load import load_feed
from auditor.feed.template.model import ColumnLaw

FOLDER = Path(__file__).parents[1] / ".." / "shared" / "real_feeds"

# file: marketplace, rows, columns with a law, required, conditional, closed, suggested, limits, units, product types
STATED = {
    "3con6/template.xlsm": ("US", 0, 145, 12, 1, 47, 24, 3, 9, 1),
    "adsmonitor/PriceAndQuantity.xlsm": ("ES", 8181, 32, 2, 3, 5, 0, 0, 0, 1),
    "adsmonitor/PriceAndQuantityDE.xlsm": ("DE", 0, 32, 2, 3, 5, 0, 0, 0, 1),
    "adsmonitor/PriceAndQuantity_Ofertas_Signes_DE.xlsm": ("DE", 1383, 32, 2, 3, 5, 0, 0, 0, 1),
    "customhub/DRINKING_CUP.xlsm": ("US", 0, 374, 10, 128, 116, 57, 0, 29, 1),
    "customhub/walmart_template.xlsx": ("", 0, 135, 20, 31, 35, 0, 75, 6, 5),
    "elstrauss/BOTTLE_KITCHEN_KNIFE_SAUTE_FRY_PAN.xlsm": ("DE", 0, 427, 10, 109, 103, 30, 0, 38, 3),
    "elstrauss/CASSEROLES_CHOPSTICK_WEIGH_SCALE_PUMP_DISPENSER_FOOD_STRAINER.xlsm": (
        "DE",
        0,
        587,
        46,
        25,
        15,
        94,
        97,
        50,
        10,
    ),
    "elstrauss/DRINKING_CUP_BOTTLE_SEASONING_MILL_CUTTING_BOARD_FOOD_STORAGE_CONTAINER.xlsm": (
        "DE",
        0,
        716,
        54,
        24,
        15,
        114,
        111,
        106,
        21,
    ),
    "elstrauss/KNIFE_SHARPENER_SAUTE_FRY_PAN_WRITING_INSTRUMENT_THERMOS_PITCHER.xlsm": (
        "DE",
        0,
        664,
        47,
        23,
        15,
        140,
        107,
        102,
        21,
    ),
    "elstrauss/Schnellkochtöpfe_2025-09-22T08_26_00Z.xlsm": ("DE", 0, 228, 11, 56, 87, 23, 0, 26, 1),
    "enesphp/Flat.File.InventoryLoader.xls": ("", 0, 39, 1, 20, 0, 0, 11, 0, 0),
    "flipkart/C_sling-bag_template.xlsx": ("", 0, 45, 0, 0, 19, 0, 28, 0, 0),
    "matluc88/WALL_ART.xlsm": ("IT", 1, 338, 9, 96, 99, 56, 0, 24, 1),
    "matluc88/WALL_ART_DE.xlsm": ("DE", 0, 308, 9, 65, 99, 57, 0, 18, 1),
    "nbne/NO COLD CALLING  FLATFILE REV1.xlsm": ("UK", 16, 214, 19, 23, 6, 83, 38, 12, 2),
    "nbne/PRIVATE ADDRESS REV1.xlsm": ("UK", 16, 214, 19, 23, 6, 83, 38, 12, 2),
    "nhmedia/24376_template.xlsx": ("", 0, 98, 16, 4, 13, 0, 13, 0, 2),
    "nhmedia/Ets-0EEzj_tiktok_us.xlsx": ("", 52, 113, 15, 4, 33, 0, 13, 0, 2),
    "nt204/GlassOrnament_TEST_01SKU.xlsm": ("US", 2, 325, 11, 92, 94, 49, 0, 22, 1),
    "nt204/SHIRT.xlsm": ("US", 0, 272, 9, 57, 100, 49, 0, 6, 1),
    "wams/Al_Basma_Flat.File.Home.ae.xlsm": ("AE", 30, 344, 14, 22, 2, 115, 5, 25, 13),
    "wams/Al_Saqr_Flat.File.AutoAccessory.ae_v2.xlsm": ("AE", 5, 243, 17, 22, 2, 103, 3, 20, 7),
    "wams/Al_Saqr_Flat.File.Home.ae_v2.xlsm": ("AE", 22, 344, 14, 22, 2, 115, 5, 25, 13),
    "wams/Hava_Gents_Flat.File.Beauty.ae_v3_cat_changed.xlsm": ("AE", 8, 248, 13, 22, 2, 131, 4, 18, 6),
    "wams/WAMS_MAIN_FILE_BULK_UPLOAD1.xlsm": ("UK", 582, 214, 11, 22, 2, 88, 64, 28, 1),
    "wams/amazon-uk-products.xlsx": ("", 682, 42, 26, 0, 0, 0, 0, 0, 0),
    "wams/noon_template.xlsx": ("", 24, 74, 18, 0, 28, 0, 16, 14, 13),
}
# Product types in the rows that the template was made for (file-wide count of rows with one).
KNOWN_TYPES = {
    "nt204/GlassOrnament_TEST_01SKU.xlsm": 2,
    "wams/Al_Basma_Flat.File.Home.ae.xlsm": 30,
    "wams/WAMS_MAIN_FILE_BULK_UPLOAD1.xlsm": 43,
    "nbne/PRIVATE ADDRESS REV1.xlsm": 16,
}


def present(name: str) -> str:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip("needs ../shared/real_feeds")
    return str(path)


@pytest.mark.parametrize("name", STATED)
def test_what_a_real_template_states(name: str) -> None:
    feed = load_feed(present(name), lenient=True)
    template = feed.template
    assert template is not None
    laws: list[ColumnLaw] = list(template.columns.values())
    words = Counter(law.definition.requirement for law in laws if law.definition)
    closed = [any(one.closed for one in law.lists) for law in laws]
    assert (
        feed.marketplace,
        len(feed.cells),
        len(laws),
        words["required"],
        words["conditional"],
        sum(closed),
        sum(bool(law.lists) for law in laws) - sum(closed),
        sum(bool(law.limits) for law in laws),
        sum(law.unit_of >= 0 for law in laws),
        len(template.product_types),
    ) == STATED[name]
    assert (template.damaged is not None) == name.startswith("nbne/")
    for law in laws:
        assert law.which is None or len(law.which) == len(feed.cells)
        assert all(len(one.values) and str(one.place) for one in law.lists)


@pytest.mark.parametrize("name", KNOWN_TYPES)
def test_product_types_of_the_rows(name: str) -> None:
    feed = load_feed(present(name))
    assert feed.template is not None
    texts = feed.array(feed.template.product_type_column).to_pylist()
    assert sum(text.strip().lower() in feed.template.product_types for text in texts) == KNOWN_TYPES[name]


def test_machine_values_are_accepted_beside_the_displayed_ones() -> None:
    feed = load_feed(present("adsmonitor/PriceAndQuantity_Ofertas_Signes_DE.xlsm"))
    assert feed.template is not None
    law = next(
        law
        for law in feed.template.columns.values()
        if "fulfillment_channel_code" in feed.columns[law.position].name
    )
    filled = set(feed.array(law.position).to_pylist()) - {""}
    assert "DEFAULT" in filled
    assert filled <= {*law.lists[0].values.to_pylist(), *law.aliases, *law.aliases.values()}


def test_lists_depend_on_the_row() -> None:
    feed = load_feed(present("wams/noon_template.xlsx"))
    assert feed.template is not None
    subtype = next(column.position for column in feed.columns if column.name == "product_subtype")
    law = feed.template.columns[subtype]
    assert law.which is not None
    assert len(law.lists) > 3
    texts = feed.array(subtype).to_pylist()
    for text, number in zip(texts, law.which.tolist(), strict=True):
        assert not text or number < 0 or text in law.lists[number].values.to_pylist()
