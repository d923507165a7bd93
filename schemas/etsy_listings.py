"""Etsy listings download: ``TITLE``, ``DESCRIPTION``, ``PRICE``, ``CURRENCY_CODE``, ``TAGS``, ``VARIATION 1 TYPE``."""

from __future__ import annotations

from . import checks
from .common import labels_to_keys, report
from .layout import Layout, column, schema

_NUMBERED = "\n".join(
    f"VARIATION {n} TYPE = -\nVARIATION {n} NAME = variation_name_{n}\nVARIATION {n} VALUES = variation_value_{n}"
    for n in (1, 2)
)
_IMAGES = "\n".join(f"IMAGE{n} = image_url_{n - 1}" for n in range(2, 21))
OWN = labels_to_keys(
    f"""
TITLE = title
DESCRIPTION = description
PRICE = price
CURRENCY_CODE = currency
QUANTITY = quantity
TAGS = keywords
MATERIALS = material
SKU = sku
IMAGE1 = main_image_url
{_IMAGES}
{_NUMBERED}
IS PERSONALIZABLE = is_customizable
PERSONALIZATION = is_customizable
PERSONALIZATION INSTRUCTIONS = custom_instruction_1
PERSONALIZATION REQUIRED = custom_required_1
PERSONALIZATION IS REQUIRED = custom_required_1
PERSONALIZATION CHARACTER COUNT MAX = custom_max_chars_1
PERSONALIZATION CHAR COUNT MAX = custom_max_chars_1
PERSONALIZATION CHARACTER LIMIT = custom_max_chars_1
"""
)

LAYOUT = Layout(
    name="etsy_listings",
    title_en="Etsy listings download",
    title_zh="Etsy 商品下载文件",
    own=OWN,
    recognise=report(
        ["title", "price", "currency", "keywords"],
        score=82,
        own=OWN,
        english="row {row} holds TITLE, PRICE, CURRENCY_CODE and TAGS",
        chinese="第 {row} 行含有 TITLE、PRICE、CURRENCY_CODE 和 TAGS",
        also=lambda found, texts: "tags" in texts and bool({"materials", "image1", "variation1type"} & texts),
    ),
    schema=schema(
        "etsy_listings",
        {
            "title": column(checks.required(), checks.length(140), present=True),
            "price": column(checks.number(0)),
            "quantity": column(checks.integer(0)),
            "main_image_url": column(checks.url()),
        },
    ),
)
