"""Attribute paths of the product-type templates: ``bullet_point[marketplace_id=X][language_tag=en_US]#3.value``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

MARKETPLACES: Mapping[str, str] = {
    "ATVPDKIKX0DER": "US",
    "A2EUQ1WTGCTBG2": "CA",
    "A1AM78C64UM0Y8": "MX",
    "A2Q3Y263D00KWC": "BR",
    "A1F83G8C2ARO7P": "UK",
    "A1PA6795UKMFR9": "DE",
    "A13V1IB3VIYZZH": "FR",
    "APJ6JRA9NG5V4": "IT",
    "A1RKKUPIHCS9HS": "ES",
    "A1805IZSGTT6HS": "NL",
    "A2NODRKZP88ZB9": "SE",
    "A1C3SOZRARQ6R3": "PL",
    "AMEN7PMS3EDWL": "BE",
    "A28R8C7NBKEWEA": "IE",
    "A33AVAJ2PDY3EV": "TR",
    "A2VIGQ35RCS4UG": "AE",
    "A17E79C6D8DWNP": "SA",
    "ARBP9OOSHTCHU": "EG",
    "A21TJRUUN4KGV": "IN",
    "A1VC38T7YXB528": "JP",
    "A39IBJ37TRP1C6": "AU",
    "A19VAU5U5O7RUS": "SG",
    "AAHKV2X7AFYLW": "CN",
    "AE08WJ6YKNBMC": "ZA",
}
"""Marketplace id → two letters."""

_PART = re.compile(r"(?P<name>[A-Za-z0-9_\-]+)(?P<selectors>(?:\[[^\]]*\])*)(?:#(?P<index>[0-9]+))?")
_SELECTOR = re.compile(r"\[([a-z_]+)=([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class AttributePath:
    """A parsed path. name: all parts without selectors and numbers, dot-joined. index: of the first part."""

    name: str
    index: int
    selectors: Mapping[str, str]

    @property
    def marketplace(self) -> str:
        """Two letters of the marketplace the path selects, or empty."""
        return MARKETPLACES.get(self.selectors.get("marketplace_id", ""), "")


_FIELDS: Mapping[str, str] = {
    "contribution_sku.value": "sku",
    "vendor_sku.value": "sku",
    "product_type.value": "product_type",
    "record_action": "record_action",
    "item_type_keyword.value": "item_type_keyword",
    "recommended_browse_nodes.value": "browse_node",
    "product_category.value": "category_path",
    "item_name.value": "title",
    "title_differentiation.value": "highlights",
    "brand.value": "brand",
    "manufacturer.value": "manufacturer",
    "part_number.value": "part_number",
    "model_name.value": "model_name",
    "model_number.value": "model_number",
    "amzn1.volt.ca.product_id_value": "gtin",
    "amzn1.volt.ca.product_id_type": "gtin_type",
    "externally_assigned_product_identifier.value": "gtin",
    "externally_assigned_product_identifier.type": "gtin_type",
    "external_product_id.value": "gtin",
    "external_product_id.type": "gtin_type",
    "gtin_exemption_reason.value": "gtin_exempt",
    "supplier_declared_has_product_identifier_exemption.value": "gtin_exempt",
    "merchant_suggested_asin.value": "asin",
    "bullet_point.value": "bullet",
    "product_description.value": "description",
    "generic_keyword.value": "keywords",
    "list_price.value": "list_price",
    "list_price.value_with_tax": "list_price",
    "purchasable_offer.our_price.schedule.value_with_tax": "price",
    "purchasable_offer.discounted_price.schedule.value_with_tax": "sale_price",
    "purchasable_offer.discounted_price.schedule.start_at": "sale_start",
    "purchasable_offer.discounted_price.schedule.end_at": "sale_end",
    "purchasable_offer.minimum_seller_allowed_price.schedule.value_with_tax": "min_price",
    "purchasable_offer.maximum_seller_allowed_price.schedule.value_with_tax": "max_price",
    "purchasable_offer.currency": "currency",
    "fulfillment_availability.fulfillment_channel_code": "fulfillment_channel",
    "fulfillment_availability.quantity": "quantity",
    "fulfillment_availability.lead_time_to_ship_max_days": "handling_time",
    "fulfillment_availability.restock_date": "restock_date",
    "condition_type.value": "condition",
    "condition_note.value": "condition_note",
    "merchant_shipping_group.value": "merchant_shipping_group",
    "merchant_release_date.value": "release_date",
    "product_site_launch_date.value": "launch_date",
    "product_tax_code.value": "tax_code",
    "gift_options.can_be_wrapped": "gift_wrap_available",
    "gift_options.can_be_messaged": "gift_message_available",
    "parentage_level.value": "parentage",
    "child_parent_sku_relationship.parent_sku": "parent_sku",
    "child_parent_sku_relationship.child_relationship_type": "relationship_type",
    "variation_theme.name": "variation_theme",
    "color.value": "color",
    "color.standardized_values": "color_map",
    "size.value": "size",
    "material.value": "material",
    "style.value": "style",
    "pattern.value": "pattern",
    "target_gender.value": "gender",
    "occasion_type.value": "occasion",
    "number_of_items.value": "number_of_items",
    "item_package_quantity.value": "package_quantity",
    "unit_count.value": "unit_count",
    "unit_count.type.value": "unit_count_type",
    "item_weight.value": "weight",
    "main_product_image_locator.media_location": "main_image_url",
    "swatch_product_image_locator.media_location": "swatch_image_url",
    "country_of_origin.value": "country_of_origin",
    "warranty_description.value": "warranty",
    "production_method.value": "production_method",
    "is_customizable.value": "is_customizable",
    "customizable_template_name.value": "customization_template",
}
_OTHER_IMAGE = re.compile(r"other_product_image_locator_([0-9]+)\.media_location")


@lru_cache(maxsize=16384)
def parse_path(text: str) -> AttributePath | None:
    """The parsed path, or None where ``text`` is no attribute path (no ``#``, ``[`` or ``::``)."""
    text = text.strip()
    if text.startswith("::"):
        return AttributePath(text[2:], 0, {})
    if not re.search(r"[#\[]", text) and not text.startswith("amzn1.volt."):
        return None
    names: list[str] = []
    index, at = 0, 0
    selectors: dict[str, str] = {}
    while at < len(text):
        part = _PART.match(text, at)
        if not part:
            return None
        names.append(part["name"])
        selectors.update(_SELECTOR.findall(part["selectors"]))
        if part["index"] and not index:
            index = int(part["index"])
        at = part.end()
        if at < len(text):
            if text[at] != ".":
                return None
            at += 1
    return AttributePath(".".join(names), index, selectors)


def path_field(path: AttributePath) -> tuple[str, int]:
    """(field, repeat) of a path; field is empty where it has none. A business price is told by its audience."""
    image = _OTHER_IMAGE.fullmatch(path.name)
    if image:
        return "image_url", int(image[1])
    field = _FIELDS.get(path.name, "")
    if path.selectors.get("audience", "ALL") not in ("ALL", ""):
        return ("business_price", 0) if field == "price" else ("", 0)
    if field in ("bullet", "keywords"):
        return field, path.index
    return field, 0
