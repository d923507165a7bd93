"""Feed layouts: one module per layout with its Pandera schema, its header words and how it is recognised.

This package imports nothing of the auditor; :mod:`auditor.layouts` is the door to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    accounts_list,
    amazon_custom_template,
    checks,
    custom_flat_file,
    customization_sheet,
    etsy_listings,
    fba_inventory,
    flipkart_template,
    generic_table,
    google_merchant,
    inventory_loader,
    legacy_template,
    listing_loader,
    listings_reports,
    noon_template,
    order_report,
    price_and_quantity,
    product_type_template,
    shopify_products,
    template_checks,
    temu_template,
    vendor_template,
    walmart_template,
)
from .common import PARENT_WORDS, settings_of
from .fields import ANCHORS, CUSTOM_FIELDS, FIELDS, KEY_FIELDS, Field, key_of, key_parts
from .fold import squash
from .labels import label_languages
from .layout import Found, Grid, Layout, Refusal
from .layout import column as schema_column
from .layout import schema as schema_of
from .meaning import Meaning, understand
from .paths import MARKETPLACES
from .refused import REFUSALS

LAYOUTS: tuple[Layout, ...] = (
    product_type_template.LAYOUT,
    custom_flat_file.LAYOUT,
    legacy_template.LAYOUT,
    vendor_template.LAYOUT,
    price_and_quantity.LAYOUT,
    inventory_loader.LAYOUT,
    listing_loader.LAYOUT,
    amazon_custom_template.LAYOUT,
    customization_sheet.LAYOUT,
    listings_reports.ALL,
    listings_reports.ACTIVE,
    listings_reports.OPEN,
    fba_inventory.LAYOUT,
    order_report.LAYOUT,
    accounts_list.LAYOUT,
    shopify_products.LAYOUT,
    etsy_listings.LAYOUT,
    google_merchant.LAYOUT,
    walmart_template.LAYOUT,
    temu_template.LAYOUT,
    noon_template.LAYOUT,
    flipkart_template.LAYOUT,
    generic_table.LAYOUT,
)
"""Every layout, the general one last."""

_BY_NAME: Mapping[str, Layout] = {one.name: one for one in LAYOUTS}


def layout(name: str) -> Layout:
    """The layout called ``name``. Raises KeyError where there is none."""
    return _BY_NAME[name]


__all__ = [
    "ANCHORS",
    "CUSTOM_FIELDS",
    "FIELDS",
    "KEY_FIELDS",
    "LAYOUTS",
    "MARKETPLACES",
    "PARENT_WORDS",
    "REFUSALS",
    "Field",
    "Found",
    "Grid",
    "Layout",
    "Meaning",
    "Refusal",
    "checks",
    "key_of",
    "key_parts",
    "label_languages",
    "layout",
    "schema_column",
    "schema_of",
    "settings_of",
    "squash",
    "template_checks",
    "understand",
]
