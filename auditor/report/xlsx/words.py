"""Sheet names, column heads and small words of the workbook, in both languages."""

from __future__ import annotations

from auditor.model import Severity, Text

SUMMARY = Text("Summary", "概览")
FINDINGS = Text("Findings", "问题清单")
FEED = Text("Feed", "数据表")
RULES = Text("Rules", "规则")
ABOUT = Text("About", "关于")

SYMBOLS: dict[Severity, str] = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
"""They tell the severities apart where colour cannot."""

LABELS: dict[Severity, Text] = {
    Severity.ERROR: Text("✖ Error", "✖ 错误"),
    Severity.WARNING: Text("▲ Warning", "▲ 警告"),
    Severity.INFO: Text("● Note", "● 提示"),
}
MEANING = Text("What it means", "含义")
MEANINGS: dict[Severity, Text] = {
    Severity.ERROR: Text("breaks a rule: fix it before you upload", "违反规则：上传前必须修改"),
    Severity.WARNING: Text("probably wrong: check it", "可能有误：请核对"),
    Severity.INFO: Text("good to know", "供参考"),
}
FINE = Text("OK", "无问题")
EXAMPLE_ROW = Text("Sample row, not audited", "示例行，未审核")

SEVERITY = Text("Severity", "级别")
CELL = Text("Cell", "单元格")
ROW = Text("Row", "行")
COLUMN = Text("Column", "列")
HEADER = Text("Header", "列标题")
SKU = Text("SKU", "SKU")
VALUE = Text("Value", "内容")
WRONG = Text("What is wrong", "问题说明")
ADVICE = Text("How to fix it", "修改方法")
FIX = Text("Proposed text", "建议改为")
CLAUSE = Text("Policy clause", "政策条款")
CODE = Text("Rule", "规则")
STATUS = Text("Status", "状态")
ACCEPTED = Text("Accepted", "已接受")
CODES = Text("Rules broken", "违反的规则")
CHANGE = Text("Change", "变化")

TITLE = Text("Feed audit", "数据表审核报告")
RULE_TITLE = Text("What it is about", "检查内容")
FOUND = Text("Findings", "问题数")
CELLS = Text("Cells", "单元格数")
ROWS = Text("Rows", "行数")
FIRST = Text("First one", "首个位置")
TOTAL = Text("Total", "合计")
ERRORS = Text("Errors", "错误")
WARNINGS = Text("Warnings", "警告")
NOTES = Text("Notes", "提示")
WHY = Text("Why", "原因")
BLANK = Text("(blank)", "（空白）")
WHOLE_FILE = Text("(whole row or file)", "（整行或整个文件）")

BY_SEVERITY = Text("By severity", "按级别统计")
BY_RULE = Text("By rule", "按规则统计")
BY_COLUMN = Text("By column", "按列统计")
PATTERNS = Text(
    "Patterns: one cause, many cells – fix it once", "重复问题：同一原因影响多个单元格，可一次修改"
)
WHAT_WAS_READ = Text("What was read", "读取的内容")
NOT_RUN = Text("Rules that did not run", "未执行的规则")
LIMITS = Text("Limits reached and things to know", "限制与说明")
HOW_TO_READ = Text("How to use this workbook", "使用方法")
NOTHING_FOUND = Text("Nothing was found.", "未发现问题。")
NO_PATTERNS = Text("No value breaks the same rule twice in a column.", "没有重复出现的问题。")
ALL_RAN = Text("Every rule ran.", "所有规则均已执行。")

STATES: dict[str, Text] = {
    "ran": Text("ran", "已执行"),
    "skipped": Text("skipped", "已跳过"),
    "ignored": Text("ignored", "已忽略"),
    "crashed": Text("failed", "执行失败"),
}

GUIDE: tuple[Text, ...] = (
    Text(
        "Findings lists every violating cell, worst first. Click a cell address to jump to it.",
        "“问题清单”列出每个有问题的单元格，最严重的在前。点击单元格地址即可跳转。",
    ),
    Text(
        "Feed shows your sheet with the row numbers and column letters of your own file (grey). "
        "Filter the Status column to see only the rows with problems.",
        "“数据表”按原文件的行号和列标（灰色）显示您的数据。筛选“状态”列可只看有问题的行。",
    ),
    Text(
        "Make the changes in your own file, not here: this workbook is a report and is not meant for upload.",
        "请在您自己的文件中修改：本工作簿仅为报告，不能用于上传。",
    ),
)

VERSION = Text("Program version", "程序版本")
RUN_DATE = Text("Date of the run", "运行时间")
HASH = Text("SHA-256 of the file", "文件 SHA-256")
SETTINGS_FILE = Text("Settings file", "设置文件")
SETTINGS_HASH = Text("SHA-256 of the settings", "设置 SHA-256")
NO_SETTINGS = Text("none (defaults)", "无（使用默认值）")
CHANGED = Text("Settings that differ from the defaults", "与默认值不同的设置")
WORD_LISTS = Text("Languages of the word lists used", "所用词表语言")
RUN = Text("This run", "本次运行")
READER_NOTES = Text("What the reader noticed", "读取时的发现")
HOW_UNDERSTOOD = Text("How the file was understood", "文件识别依据")
REASONS: dict[str, Text] = {
    "sheet": Text("Sheet", "工作表"),
    "layout": Text("Layout", "模板类型"),
    "header": Text("Header rows", "标题行"),
    "marketplace": Text("Marketplace", "站点"),
    "language": Text("Language of the texts", "文本语言"),
}
