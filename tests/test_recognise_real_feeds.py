"""Files as marketplaces and sellers made them, where a folder of them lies beside the project."""

from pathlib import Path

import pytest

from auditor.feed.load import load_feed
from auditor.model import FeedError

FOLDER = Path(__file__).parents[1] / ".." / "shared" / "real_feeds"

AUDITED = {
    "adsmonitor/Inventory DE.txt": ("open_listings_report", "", 22773, ""),
    "adsmonitor/PriceAndQuantity.xlsm": ("price_and_quantity", "Plantilla", 8181, "ES"),
    "adsmonitor/PriceAndQuantity_Ofertas_Signes_DE.xlsm": ("price_and_quantity", "Vorlage", 1383, "DE"),
    "adsmonitor/STOCK AMZ.txt": ("price_and_quantity", "", 23138, ""),
    "diagnoser/sample-variation-flat-file.tsv": ("generic_table", "", 10, ""),
    "eles/google_feed.csv": ("google_merchant", "", 133, ""),
    "elstrauss/Amazon Products_example.xlsx": ("generic_table", "Sheet", 99, ""),
    "falconer/Active+Listings+Report+07-02-2021.txt": ("active_listings_report", "", 1787, ""),
    "falconer/FBA_inv_report.txt": ("fba_inventory", "", 701, ""),
    "flipkart/invalid_data_report.xlsx": ("generic_table", "Worksheet", 1, ""),
    "m5zoon/google_merchant_feed_en.tsv": ("google_merchant", "", 30, ""),
    "magicwish/shopify_products_export.csv": ("shopify_products", "", 46, ""),
    "matluc88/WALL_ART.xlsm": ("product_type_template", "Modello", 1, "IT"),
    "michaelgallo/FBA-upload_template-05-19-2021.txt": ("inventory_loader", "", 2, ""),
    "michaelgallo/newproductinput.csv": ("generic_table", "", 3, ""),
    "nbne/NO COLD CALLING  FLATFILE REV1.xlsm": ("custom_flat_file", "Template", 16, "UK"),
    "nbne/PRIVATE ADDRESS REV1.xlsm": ("custom_flat_file", "Template", 16, "UK"),
    "nbne/amazon_flatfile_20260109_0947.xlsx": ("custom_flat_file", "Template", 16, "UK"),
    "nbne/etsy_shop_uploader_20260109_0953.xlsx": ("generic_table", "Template", 15, ""),
    "nhmedia/Ets-0EEzj_tiktok_us.xlsx": ("temu_template", "Template", 52, ""),
    "nt204/GlassOrnament_TEST_01SKU.xlsm": ("product_type_template", "Template", 2, "US"),
    "pravin/2XU.txt": ("legacy_template", "", 27, "US"),
    "pravin/2XU_errors.txt": ("legacy_template", "", 2, "US"),
    "shopify_faridrony/apparel.csv": ("shopify_products", "", 22, ""),
    "shopify_faridrony/home-and-garden.csv": ("shopify_products", "", 21, ""),
    "vladiuse/DE_GET_FBA_MYI_ALL_INVENTORY_DATA.txt": ("fba_inventory", "", 46, ""),
    "vladiuse/ES_GET_FBA_MYI_ALL_INVENTORY_DATA.txt": ("fba_inventory", "", 17, ""),
    "vladiuse/FR_GET_FBA_MYI_ALL_INVENTORY_DATA.txt": ("fba_inventory", "", 22, ""),
    "vladiuse/GB_GET_FBA_MYI_ALL_INVENTORY_DATA.txt": ("fba_inventory", "", 19, ""),
    "w4l/template.csv": ("generic_table", "", 5313, ""),
    "wams/Al_Basma_Flat.File.Home.ae.xlsm": ("custom_flat_file", "Template", 30, "AE"),
    "wams/Al_Saqr_Flat.File.AutoAccessory.ae_v2.xlsm": ("custom_flat_file", "Template", 5, "AE"),
    "wams/Al_Saqr_Flat.File.Home.ae_v2.xlsm": ("custom_flat_file", "Template", 22, "AE"),
    "wams/Hava_Gents_Flat.File.Beauty.ae_v3_cat_changed.xlsm": ("custom_flat_file", "Template", 8, "AE"),
    "wams/WAMS_MAIN_FILE_BULK_UPLOAD1.xlsm": ("custom_flat_file", "Template", 582, "UK"),
    "wams/WIGME-export.xls": ("generic_table", "Worksheet", 1, ""),
    "wams/amazon-uk-products.xlsx": ("generic_table", "Sheet1", 682, ""),
    "wams/amazon_listings_report.xlsx": ("generic_table", "Sheet1", 10172, ""),
    "wams/noon_template.xlsx": ("noon_template", "Sheet1", 24, ""),
}
"""File → layout, sheet, data rows, marketplace."""

BLANK = "no product rows"
REFUSED = {
    "3con6/template.xlsm": BLANK,
    "adsmonitor/BusinessReport-17-06-26.csv": "business report",
    "adsmonitor/PriceAndQuantityDE.xlsm": BLANK,
    "customhub/DRINKING_CUP.xlsm": BLANK,
    "customhub/amazon_upload_ready-processing-summary.xlsx": "processing report",
    "customhub/walmart_template.xlsx": BLANK,
    "diagnoser/sample-processing-report.tsv": "processing report",
    "elstrauss/BOTTLE_KITCHEN_KNIFE_SAUTE_FRY_PAN.xlsm": BLANK,
    "elstrauss/CASSEROLES_CHOPSTICK_WEIGH_SCALE_PUMP_DISPENSER_FOOD_STRAINER.xlsm": BLANK,
    "elstrauss/DRINKING_CUP_BOTTLE_SEASONING_MILL_CUTTING_BOARD_FOOD_STORAGE_CONTAINER.xlsm": BLANK,
    "elstrauss/KNIFE_SHARPENER_SAUTE_FRY_PAN_WRITING_INSTRUMENT_THERMOS_PITCHER.xlsm": BLANK,
    "elstrauss/Schnellkochtöpfe_2025-09-22T08_26_00Z.xlsm": BLANK,
    "enesphp/Flat.File.InventoryLoader.xls": BLANK,
    "flipkart/C_sling-bag_template.xlsx": BLANK,
    "jemagee/SC_test_File.txt": "settlement report",
    "matluc88/WALL_ART_DE.xlsm": BLANK,
    "nhmedia/24376_template.xlsx": BLANK,
    "nt204/SHIRT.xlsm": BLANK,
    "wams/amazon_uae.csv": BLANK,
    "wams/amazon_uk.csv": BLANK,
}
"""File → words of the refusal."""

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no folder of real feeds beside the project")


def existing(name):
    path = FOLDER / name
    if not path.is_file():
        pytest.skip("not in the folder")
    return path


@pytest.mark.parametrize("name", AUDITED)
def test_audited(name):
    feed = load_feed(existing(name))
    assert (feed.layout, feed.sheet, len(feed.cells), feed.marketplace) == AUDITED[name]
    assert feed.find("sku", "title", "asin", "handle")
    assert len({column.letter for column in feed.columns}) == len(feed.columns)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_true_sentence(name):
    with pytest.raises(FeedError) as caught:
        load_feed(existing(name))
    assert REFUSED[name] in caught.value.problem.en
    assert caught.value.problem.zh


def test_every_file_is_in_one_of_the_tables():
    found = {str(p.relative_to(FOLDER)) for p in FOLDER.rglob("*") if p.is_file() and p.name != "INDEX.md"}
    assert found <= set(AUDITED) | set(REFUSED)
