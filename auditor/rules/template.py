"""Rules that own what a workbook's own template states: formats, lists, product types, units."""

from __future__ import annotations

from auditor.model import Severity, Text
from auditor.rules.declare import shape_rule
from auditor.rules.shapes import GUIDE

must_stay_empty = shape_rule(
    "TP902",
    Severity.ERROR,
    name="must_stay_empty",
    why="""The template's conditional formats grey the cell out because of what other cells of the row hold: what stands
    in it is ignored or refused on upload.""",
    shapes=("empty",),
    tier=3,
    clause=GUIDE,
    title=Text(en="Filled although it must stay empty", zh="应留空却已填写"),
    message=Text(
        en="The template greys out '{column}' in this row, but it holds '{value}'{stated}.",
        zh="模板已将本行的“{column}”置灰（应留空），却填写了“{value}”{stated}。",
    ),
    advice=Text(
        en="Clear the cell, or change the cell of this row that greys it out (often a yes/no, a level or a price).",
        zh="请清空该单元格，或修改本行中使其置灰的单元格（通常是“是/否”、层级或价格）。",
    ),
)

not_applicable = shape_rule(
    "TP903",
    Severity.WARNING,
    name="not_applicable",
    why="""The template blacks the cell out: the field does not exist for the row's product type, so the marketplace
    drops what stands in it.""",
    shapes=("applicable",),
    tier=3,
    clause=GUIDE,
    title=Text(en="Field does not exist for this product type", zh="该字段不适用于此商品类型"),
    message=Text(
        en="'{column}' does not exist for this row's product type; '{value}' will be dropped{stated}.",
        zh="“{column}”不适用于本行的商品类型；“{value}”将被忽略{stated}。",
    ),
    advice=Text(en="Clear the cell, or correct the product type.", zh="请清空该单元格，或更正商品类型。"),
)

not_suggested = shape_rule(
    "TP905",
    Severity.INFO,
    name="not_suggested",
    why="""The column has a drop-down that only suggests: other values are accepted, but buyers filter by the
    suggested ones.""",
    shapes=("suggested",),
    tier=3,
    clause=GUIDE,
    title=Text(en="Not among the suggested values", zh="不在建议值之内"),
    message=Text(
        en="'{value}' is not among the suggested values of '{column}'. Nearest: {expected}{stated}.",
        zh="“{value}”不在“{column}”的建议值之内。最接近的：{expected}{stated}。",
    ),
    advice=Text(
        en="Keep it if it is meant; a suggested value makes the product easier to filter for.",
        zh="若确为所需可保留；使用建议值便于买家筛选。",
    ),
)

other_spelling = shape_rule(
    "TP906",
    Severity.WARNING,
    name="other_spelling",
    why="""The value is in the list, but written with other case or blanks. The marketplace mostly accepts that; some
    feeds refuse it.""",
    shapes=("spelled",),
    fix="safe",
    tier=3,
    clause=GUIDE,
    title=Text(en="Differs from the list by case or blanks", zh="与列表值大小写或空格不同"),
    message=Text(
        en="The list of '{column}' spells '{value}' as {expected}{stated}.",
        zh="“{value}”在“{column}”的列表中写作{expected}{stated}。",
    ),
    advice=Text(en="Write it as the list does.", zh="请按列表中的写法填写。"),
)

unknown_product_type = shape_rule(
    "TP907",
    Severity.ERROR,
    name="unknown_product_type",
    why="""A template holds the fields and lists of certain product types; a row of another type is refused, and
    nothing can be checked for it.""",
    shapes=("known_type",),
    tier=3,
    clause=GUIDE,
    title=Text(en="Product type not in this template", zh="该模板中没有此商品类型"),
    message=Text(
        en="'{value}' is no product type of this template. It has: {allowed}{stated}.",
        zh="“{value}”不是此模板中的商品类型。可用类型：{allowed}{stated}。",
    ),
    advice=Text(
        en="Choose a product type of the template, or download the template of that product type.",
        zh="请选择模板中的商品类型，或下载该商品类型的模板。",
    ),
)

unit_missing = shape_rule(
    "TP909",
    Severity.WARNING,
    name="unit_missing",
    why="""A measure is a number and a unit; either alone is refused or dropped.""",
    shapes=("unit", "amount"),
    tier=3,
    clause=GUIDE,
    title=Text(en="Value without unit, or unit without value", zh="有数值无单位，或有单位无数值"),
    message=Text(
        en="'{column}' is blank, but the number it belongs to is filled{stated}.",
        zh="对应的数值已填写，但“{column}”为空{stated}。",
    ),
    variants={
        "amount": Text(
            en="'{column}' says '{value}', but the number it belongs to is blank{stated}.",
            zh="“{column}”填写了“{value}”，但没有对应的数值{stated}。",
        )
    },
    advice=Text(en="Fill both cells, or neither.", zh="请同时填写两个单元格，或都留空。"),
)


rules_damaged = shape_rule(
    "TP910",
    Severity.WARNING,
    name="rules_damaged",
    why="""Templates colour cells by formulas. Other spreadsheet programs flatten or cut them when saving. The seller
    then no longer sees what is required, and neither do we: what the definitions say is all that is left.""",
    shapes=("rules",),
    tier=3,
    clause=GUIDE,
    title=Text(en="The template's own rules are damaged", zh="模板自带的规则已损坏"),
    message=Text(
        en="{reason}{stated}. Only the sheet of definitions was used, which knows less.",
        zh="{reason}{stated}。仅依据数据定义工作表判断，其内容较少。",
    ),
    advice=Text(
        en="Copy the rows into a fresh template from the marketplace and save it in Excel.",
        zh="请从平台重新下载模板，将数据复制进去，并用 Excel 保存。",
    ),
)
