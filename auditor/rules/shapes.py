"""Rules that own the checks of the layouts' schemas: what a template asks of a cell by itself."""

from __future__ import annotations

from auditor.model import Severity, Text
from auditor.rules.declare import NO_CHINESE, shape_rule

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)
MATCHES = Text(
    "All customizable products must be: (i) free of defects and match all associated listing information",
    "所有可定制商品均必须：（i）没有瑕疵且与所有相关商品信息相符",
)

required_value_missing = shape_rule(
    "TP901",
    Severity.ERROR,
    name="required_value_missing",
    why="""A cell the template marks as required, or the layout cannot do without, is blank: the marketplace refuses the
    row, or the whole file where the column itself is missing.""",
    shapes=("required",),
    absence=True,
    tier=3,
    clause=GUIDE,
    title=Text(en="Required value missing", zh="缺少必填内容"),
    message=Text(
        en="'{column}' is required in this row, but blank{stated}.",
        zh="本行“{column}”为必填，却为空{stated}。",
    ),
    variants={
        "missing_column": Text(
            en="The file has no column for the required {kind}.", zh="文件中缺少必填列：{kind}。"
        )
    },
    advice=Text(en="Fill the cell, or add the column.", zh="请填写该单元格，或补上该列。"),
)

value_not_accepted = shape_rule(
    "TP904",
    Severity.ERROR,
    name="value_not_accepted",
    why="""The column takes values of a fixed list only; anything else is refused on upload.""",
    shapes=("allowed",),
    fix="safe",
    tier=3,
    clause=GUIDE,
    title=Text(en="Value not among the accepted ones", zh="内容不在可接受的值之内"),
    message=Text(
        en="'{value}' is not an accepted value of '{column}' (accepted: {allowed}).",
        zh="“{value}”不是“{column}”可接受的值（可接受：{allowed}）。",
    ),
    variants={
        "allowed_listed": Text(
            en="'{value}' is not in the list of '{column}'. Nearest: {expected}{stated}.",
            zh="“{value}”不在“{column}”的列表中。最接近的：{expected}{stated}。",
        )
    },
    advice=Text(en="Choose one of the accepted values.", zh="请从可接受的值中选择。"),
)

limit_or_kind = shape_rule(
    "TP908",
    Severity.ERROR,
    name="limit_or_kind",
    why="""A cell that is too long, or no number, date or link where one is expected, is cut off or refused.""",
    shapes=("length", "number", "integer", "pattern", "url", "extension", "date"),
    fix="safe",
    tier=3,
    clause=GUIDE,
    title=Text(en="Over a stated limit, or of the wrong kind", zh="超出限制或类型不符"),
    message=Text(
        en="'{value}' is not what '{column}' expects{stated}.", zh="“{value}”不符合“{column}”的要求{stated}。"
    ),
    variants={
        "length": Text(
            en="'{column}' has {count} characters; {least} to {limit} are accepted{stated}.",
            zh="“{column}”有 {count} 个字符；应为 {least}–{limit} 个{stated}。",
        ),
        "number": Text(
            en="'{column}' takes a number {allowed}, without currency sign or thousands separator, not "
            "'{value}'{stated}.",
            zh="“{value}”不是“{column}”可接受的数字：{allowed}，不带货币符号和千位分隔符{stated}。",
        ),
        "integer": Text(
            en="'{column}' takes a whole number {allowed}, not '{value}'{stated}.",
            zh="“{value}”不是“{column}”可接受的整数：{allowed}{stated}。",
        ),
        "pattern": Text(
            en="'{value}' does not have the form '{column}' expects (such as {expected}){stated}.",
            zh="“{value}”不符合“{column}”的格式（例如 {expected}）{stated}。",
        ),
        "url": Text(
            en="'{value}' is not a complete link (https://…, without blanks){stated}.",
            zh="“{value}”不是完整的链接（应以 https:// 开头，不含空格）{stated}。",
        ),
        "extension": Text(
            en="'{value}' does not end in an accepted file ending ({allowed}){stated}.",
            zh="“{value}”的文件扩展名不被接受（可接受：{allowed}）{stated}。",
        ),
        "date": Text(
            en="'{value}' is not a date (such as {expected}){stated}.",
            zh="“{value}”不是日期（例如 {expected}）{stated}。",
        ),
    },
    advice=Text(en="Correct the cell to what the column accepts.", zh="请按该列的要求更正单元格内容。"),
)

repeated_key = shape_rule(
    "TP911",
    Severity.ERROR,
    name="repeated_key",
    why="""A key names one product: of two rows with the same one, the marketplace keeps the last only.""",
    shapes=("unique",),
    tier=3,
    clause=MATCHES,
    title=Text(en="Key value repeated", zh="关键值重复"),
    message=Text(
        en="'{value}' stands in more than one row of '{column}'.", zh="“{value}”在“{column}”列中重复出现。"
    ),
    advice=Text(
        en="Keep one row, or give the other product a number of its own.",
        zh="请只保留一行，或为另一商品使用单独的编号。",
    ),
)
