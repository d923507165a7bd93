"""The canonical field vocabulary: what a column of any layout can mean.

A column key is the field name followed by its repeat numbers: ``title``, ``bullet_3`` (bullet 3),
``option_value_2_7`` (option 7 of customization 2; ``option_value_2``: one cell holds the whole list).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, its name in both report languages, how often it repeats, whether it is personal."""

    name: str
    en: str
    zh: str
    repeats: int = 0
    """0: once; 1: numbered (``bullet_3``); 2: numbered twice (``option_value_2_7``)."""
    personal: bool = False
    """True: holds data about a buyer; masked in every output."""


_ONCE = """
sku|SKU|SKU
product_type|product type|商品类型
item_type_keyword|item type keyword|商品类型关键词
browse_node|browse node|浏览节点
category_path|category|类目
title|title|商品名称
highlights|item highlight|商品亮点
brand|brand|品牌
manufacturer|manufacturer|制造商
part_number|part number|制造商零件编号
model_name|model name|型号名称
model_number|model number|型号
gtin|product ID|商品编码
gtin_type|product ID type|商品编码类型
gtin_exempt|product ID exemption|商品编码豁免
asin|ASIN|ASIN
parent_asin|parent ASIN|父 ASIN
fnsku|FNSKU|FNSKU
description|description|商品描述
price|price|价格
list_price|list price|标价
cost|cost|成本
sale_price|sale price|促销价
sale_start|sale start date|促销开始日期
sale_end|sale end date|促销结束日期
min_price|minimum price|最低价格
max_price|maximum price|最高价格
business_price|business price|企业价
currency|currency|币种
condition|condition|商品状况
condition_note|condition note|状况说明
quantity|quantity|数量
fulfillment_channel|fulfilment channel|配送渠道
handling_time|handling time|处理时间
restock_date|restock date|补货日期
launch_date|launch date|上市日期
release_date|release date|发售日期
availability|availability|库存状况
gift_wrap_available|gift wrap available|可提供礼品包装
gift_message_available|gift message available|可附礼品留言
record_action|update or delete|更新或删除
parentage|parentage|父子关系
parent_sku|parent SKU|父 SKU
relationship_type|relationship type|关系类型
variation_theme|variation theme|变体主题
color|color|颜色
color_map|color family|色系
size|size|尺寸
size_map|size family|尺码系列
material|material|材质
style|style|款式
pattern|pattern|图案
gender|target gender|适用性别
age_group|age range|适用年龄
occasion|occasion|场合
number_of_items|number of items|商品件数
package_quantity|package quantity|包装数量
unit_count|unit count|单位数量
unit_count_type|unit count type|单位数量类型
weight|weight|重量
main_image_url|main image|主图
swatch_image_url|swatch image|色块图
product_url|product page|商品链接
status|status|状态
listing_id|listing ID|商品信息编号
handle|product handle|商品标识
is_customizable|customizable|是否可定制
customization_template|customization template|定制模板
production_method|production method|制作方式
country_of_origin|country of origin|原产国
open_date|listed since|开售日期
merchant_shipping_group|shipping template|配送模板
tax_code|tax code|税码
warranty|warranty|保修说明
shipping_price|shipping price|运费
processing_time_min|shortest processing time|最短处理时间
processing_time_max|longest processing time|最长处理时间
published|published|是否发布
country|country|国家
order_id|order number|订单编号
order_item_id|order item number|订单商品编号
purchase_date|purchase date|购买日期
payments_date|payment date|付款日期
ship_date|ship date|发货日期
order_status|order status|订单状态
quantity_purchased|quantity purchased|购买数量
sales_channel|sales channel|销售渠道
account|account|账户
program|program|计划
program_status|program status|计划状态
"""

_PERSONAL = """
buyer_email|buyer e-mail|买家邮箱
buyer_name|buyer name|买家姓名
buyer_phone|buyer telephone|买家电话
recipient_name|recipient name|收件人姓名
ship_phone|delivery telephone|收件人电话
ship_city|delivery city|收件城市
ship_state|delivery state|收件州/省
ship_postal_code|delivery postal code|收件邮编
ship_country|delivery country|收件国家
buyer_company|buyer company|买家公司
gift_message|gift message|礼品留言
delivery_instructions|delivery instructions|配送说明
customized_url|customization data link|定制数据链接
customized_page|customization page link|定制详情页链接
buyer_customization|buyer's customization|买家定制内容
"""

_REPEATED = """
bullet|bullet point|商品要点
keywords|search terms|搜索关键词
image_url|further image|其他图片
variation_name|variation name|变体属性名
variation_value|variation value|变体属性值
custom_surface|customization surface|定制面
custom_label|customization label|定制项名称
custom_type|customization type|定制类型
custom_instruction|customization instructions|定制说明
custom_placeholder|customization placeholder|定制占位文本
custom_required|customization required|定制是否必填
custom_min_chars|fewest characters|最少字符数
custom_max_chars|most characters|最多字符数
custom_max_lines|most lines|最多行数
preview_image_url|preview image|预览图
area_x|area x|区域横坐标
area_y|area y|区域纵坐标
area_width|area width|区域宽度
area_height|area height|区域高度
"""

_TWICE_REPEATED = """
option_value|option|选项
option_price|option surcharge|选项加价
option_thumbnail|option thumbnail|选项缩略图
font_name|font|字体
font_url|font file|字体文件
color_option|color choice|颜色选项
color_hex|color code|颜色代码
"""


def _table(text: str, repeats: int = 0, personal: bool = False) -> list[Field]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    return [Field(name, en, zh, repeats, personal) for name, en, zh in rows]


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        *_table(_ONCE),
        *_table(_PERSONAL, personal=True),
        Field("ship_address", "delivery address", "收件地址", 1, True),
        *_table(_REPEATED, 1),
        *_table(_TWICE_REPEATED, 2),
    )
}
"""Field name → field."""

CUSTOM_FIELDS: frozenset[str] = frozenset(
    name
    for name in FIELDS
    if re.match(r"custom_|option_|font_|color_option|color_hex|preview_image|area_", name)
)
"""Fields that describe a customization; their number is at least 1."""

KEY_FIELDS: frozenset[str] = frozenset(
    {"sku", "title", "gtin", "asin", "parent_sku", "handle", "order_id", "part_number", "listing_id"}
)
"""Fields one of which identifies a product; a row that fills none of them may be a pre-filled form row."""

ANCHORS: frozenset[str] = frozenset({"sku", "title", "gtin", "asin", "order_id", "handle"})
"""Fields one of which a sheet must have to count as a table of products."""


@lru_cache(maxsize=4096)
def key_parts(key: str) -> tuple[str, int, int]:
    """``option_value_1_3`` → ``("option_value", 1, 3)``; numbers that are not there are 0.

    Raises KeyError where no such field exists or it is numbered more often than it repeats.
    """
    match = re.fullmatch(r"([a-z_]+?)(?:_([0-9]+))?(?:_([0-9]+))?", key)
    if not match or match[1] not in FIELDS:
        raise KeyError(key)
    repeat, option = int(match[2] or 0), int(match[3] or 0)
    field = FIELDS[match[1]]
    if (option and field.repeats < 2) or (repeat and field.repeats < 1):
        raise KeyError(key)
    return field.name, repeat, option


def key_of(field: str, repeat: int = 0, option: int = 0) -> str:
    """The column key of a field and its numbers."""
    return "_".join([field, *(str(number) for number in (repeat, option) if number)])
