"""Shopify product export: several rows share a handle; options there are variations, not customizations."""

from __future__ import annotations

from . import checks
from .common import labels_to_keys, price_columns, report
from .layout import Layout, column, schema

_OPTIONS = "\n".join(
    f"Option{n} Name = variation_name_{n}\nOption{n} Value = variation_value_{n}\nOption{n} Linked To = -"
    for n in range(1, 4)
)
OWN = labels_to_keys(
    f"""
Handle = handle
URL handle = handle
Title = title
Body (HTML) = description
Description = description
Vendor = brand
Product Category = category_path
Type = product_type
Tags = keywords
Published = published
{_OPTIONS}
Variant SKU = sku
SKU = sku
Variant Grams = weight
Variant Inventory Qty = quantity
Variant Price = price
Price = price
Variant Compare At Price = list_price
Variant Barcode = gtin
Barcode = gtin
Image Src = main_image_url
Variant Image = image_url
Image Alt Text = -
Image Position = -
Gift Card = -
SEO Title = -
SEO Description = -
Google Shopping / Google Product Category = category_path
Google Shopping / Gender = gender
Google Shopping / Age Group = age_group
Google Shopping / MPN = part_number
Google Shopping / Condition = condition
Cost per item = cost
Status = status
Variant Weight Unit = -
"""
)

LAYOUT = Layout(
    name="shopify_products",
    title_en="Shopify product export",
    title_zh="Shopify 商品导出文件",
    own=OWN,
    recognise=report(
        ["handle", "title"],
        score=84,
        own=OWN,
        english="row {row} holds Handle, Title and Shopify's product columns",
        chinese="第 {row} 行含有 Handle、Title 等 Shopify 商品列",
        also=lambda found, texts: bool(
            {"bodyhtml", "variantsku", "variantprice", "option1name", "imagesrc", "vendor"} & texts
        ),
    ),
    schema=schema(
        "shopify_products",
        {
            "handle": column(checks.required(), present=True),
            "price": column(checks.number(0)),
            "main_image_url": column(checks.url()),
            **{key: one for key, one in price_columns(decimals=0).items() if key == "cost"},
        },
    ),
)
