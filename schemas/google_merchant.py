"""Google Merchant feed: ``id``, ``title``, ``link``, ``image_link``, ``availability``, ``price`` with a currency."""

from __future__ import annotations

from . import checks
from .common import labels_to_keys, report
from .layout import Layout, column, schema

OWN = labels_to_keys(
    """
id = sku
title = title
description = description
link = product_url
image link = main_image_url
additional image link = image_url
price = price
sale price = sale_price
availability = availability
condition = condition
brand = brand
gtin = gtin
mpn = part_number
identifier exists = gtin_exempt
google product category = category_path
category = category_path
product type = product_type
item group id = parent_sku
shipping = shipping_price
color = color
size = size
material = material
gender = gender
age group = age_group
quantity = quantity
"""
)

_MONEY = r"[0-9]+([.,][0-9]+)?( ?[A-Z]{3})?|[A-Z]{3} ?[0-9]+([.,][0-9]+)?"

LAYOUT = Layout(
    name="google_merchant",
    title_en="Google Merchant feed",
    title_zh="Google Merchant 商品数据",
    own=OWN,
    recognise=report(
        ["sku", "title", "product_url"],
        score=83,
        own=OWN,
        english="row {row} holds id, title, link and the Merchant Center's attributes",
        chinese="第 {row} 行含有 id、title、link 等 Merchant Center 属性",
        also=lambda found, texts: (
            {"id", "title", "link"} <= texts and bool({"imagelink", "availability"} & texts)
        ),
    ),
    schema=schema(
        "google_merchant",
        {
            "sku": column(checks.required(), checks.unique(), checks.length(50), present=True),
            "title": column(checks.length(150)),
            "description": column(checks.length(5000)),
            "product_url": column(checks.url()),
            "main_image_url": column(checks.url()),
            "price": column(checks.pattern(_MONEY, "12.00 EUR")),
            "sale_price": column(checks.pattern(_MONEY, "12.00 EUR")),
        },
    ),
)
