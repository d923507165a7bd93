"""The rules, family by family; a family is a module (or several), its rules in order of definition."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from auditor.model import Rule, Text

FAMILIES: dict[str, Text] = {
    "CP": Text("Customization Program: products and scope", "定制计划：商品与范围"),
    "OP": Text("Options and custom fields", "选项与定制字段"),
    "TX": Text("Texts: contact, addresses, promises", "文案：联系方式、网址与承诺"),
    "IP": Text("Other people's rights: marks, names, fonts", "第三方权利：商标、名人与字体"),
    "RP": Text("Restricted and offensive products", "受限商品与冒犯性内容"),
    "LI": Text("Listing texts", "商品信息文案"),
    "ID": Text("Identifiers", "商品编码"),
    "FF": Text("File form", "文件格式"),
    "TP": Text("What the template requires", "模板要求"),
    "MP": Text("Marketplace rules no template states", "模板未写明的平台规则"),
    "OR": Text("Orders and buyer data", "订单与买家数据"),
}

MODULES: tuple[str, ...] = (
    "base_products",
    "hardware",
    "refurbished",
    "program",
    "program_approval",
    "made_on_demand",
    "ready_made",
    "customization_stated",
    "defects",
    "contradictions",
    "option_contradictions",
    "compliance",
    "exposure",
    "options_yes_no",
    "options_warranties",
    "options_extras",
    "free_items",
    "options_services",
    "options_purpose",
    "options_lists",
    "options_extra_units",
    "options_products",
    "options_prices",
    "texts",
    "texts_contact",
    "texts_conduct",
    "texts_personal",
    "marks",
    "marks_in_options",
    "lookalikes",
    "mark_compatibility",
    "brand_column",
    "marks_people",
    "fonts",
    "invitations",
    "identifiers",
    "identifier_damage",
    "identifier_missing",
    "identifier_ownership",
    "identifier_levels",
    "identifier_companies",
    "identifier_brands",
    "identifier_offers",
    "identifier_conflicts",
    "exemptions",
    "file_form",
    "file_cells",
    "file_records",
    "file_duplicates",
    "file_limits",
    "file_components",
    "file_addresses",
    "file_hygiene",
    "shapes",
    "template",
    "market_offers",
    "market_prices",
    "market_stock",
    "market_channels",
    "market_images",
    "market_skus",
    "market_families",
    "market_family_order",
    "market_variations",
    "market_updates",
    "market_texts",
    "orders",
    "order_data",
    "order_words",
    "order_options",
    "restricted_products",
    "child_safety",
    "listing_titles",
    "listing_title_words",
    "listing_texts",
    "listing_bullets",
    "listing_language",
    "search_terms",
    "search_term_words",
)
"""Modules of this package that hold rules, in the order of reports."""


def all_rules() -> tuple[Rule, ...]:
    """Every rule, ordered by family, then code."""
    found: list[Rule] = []
    for name in MODULES:
        module = import_module(f"auditor.rules.{name}")
        found += [value for value in vars(module).values() if isinstance(value, Rule)]
    families = list(FAMILIES)
    return tuple(sorted(found, key=lambda rule: (families.index(rule.family), rule.code)))


def by_code(rules: Sequence[Rule]) -> dict[str, Rule]:
    """Rules by their code."""
    return {rule.code: rule for rule in rules}
