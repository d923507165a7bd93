"""Sheet names, column heads and small words of the roll-up, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model import Text

TITLE = Text("Roll-up of the audit", "审核汇总")
SUMMARY = Text("Summary", "概览")
CLIENTS = Text("Clients", "客户")
RULES = Text("Rules", "规则")
FEEDS = Text("Files", "文件")
CHANGES = Text("Changes", "变化")
FAILED = Text("Not audited", "无法审核")
SKIPPED = Text("Skipped", "已跳过")
LOAD = Text("Slow and large", "耗时与大小")
ABOUT = Text("About", "关于")

CLIENT = Text("Client", "客户")
NO_CLIENT = Text("(named one by one)", "（单独指定的文件）")
STATE = Text("State", "状态")
STATES: Mapping[str, Text] = {
    "stop": Text("✖ needs work", "✖ 需要修改"),
    "look": Text("▲ look at it", "▲ 请核对"),
    "go": Text("✔ ready", "✔ 可以上传"),
    "none": Text("– nothing audited", "– 未审核任何文件"),
}
STATE_MEANINGS: Mapping[str, Text] = {
    "stop": Text("errors, or files that could not be audited", "存在错误，或有文件无法审核"),
    "look": Text("no errors, but warnings", "没有错误，但有警告"),
    "go": Text("no errors and no warnings", "没有错误和警告"),
    "none": Text("no feed was found in the folder", "文件夹中没有可审核的文件"),
}
FILE = Text("File", "文件")
COUNT = Text("Files", "文件数")
AUDITED = Text("Audited", "已审核")
ROWS = Text("Rows", "行数")
ERRORS = Text("Errors", "错误")
WARNINGS = Text("Warnings", "警告")
NOTES = Text("Notes", "提示")
ACCEPTED = Text("Accepted", "已接受")
WORST_RULE = Text("Main problem", "主要问题")
RULE = Text("Rule", "规则")
RULE_TITLE = Text("What it is about", "检查内容")
SEVERITY = Text("Severity", "级别")
FINDINGS = Text("Findings", "问题数")
ADVICE = Text("What to do", "处理方法")
LAYOUT = Text("Layout", "模板类型")
MARKETPLACE = Text("Market", "站点")
REPORT = Text("Report", "报告")
STATUS = Text("What happened", "结果")
REASON = Text("Why", "原因")
SIZE = Text("Size", "大小")
MEGABYTES = Text("Size (MB)", "大小 (MB)")
SECONDS = Text("Seconds", "秒")
MEMORY = Text("Memory (MiB)", "内存 (MiB)")
MEANING = Text("What it means", "含义")
NEWLY_BROKEN = Text("Newly broken", "新出现错误")
YES = Text("yes", "是")

STATUSES: Mapping[str, Text] = {
    "audited": Text("audited", "已审核"),
    "refused": Text("could not be read", "无法读取"),
    "crashed": Text("the program failed", "程序出错"),
    "killed": Text("worker ended", "工作进程终止"),
    "timeout": Text("took too long", "超时"),
    "skipped": Text("skipped", "已跳过"),
}

IN_SHORT = Text("In short", "摘要")
BY_STATE = Text("Clients by state", "客户状态")
WORST_CLIENTS = Text("Clients with the most errors", "错误最多的客户")
WORST_RULES = Text("Most frequent problems", "最常见的问题")
WORST_FEEDS = Text("Files with the most errors", "错误最多的文件")
WHY_FAILED = Text("Files that could not be audited", "无法审核的文件")
WHY_SKIPPED = Text("Why files were skipped", "跳过文件的原因")
SLOWEST = Text("Longest audits", "耗时最长")
LARGEST = Text("Largest files", "最大的文件")
GOOD_TO_KNOW = Text("Good to know", "说明")
WHAT_CHANGED = Text("What changed since {since}", "自 {since} 以来的变化")
WHAT_CHANGED_ONLY = Text("What changed", "变化")
HOW_TO_USE = Text("How to use this workbook", "使用方法")
ALL_READ = Text("Every file could be audited.", "所有文件均已审核。")
NOTHING_SKIPPED = Text("No file was skipped.", "没有跳过的文件。")
NOTHING_FOUND = Text("Nothing was found.", "未发现问题。")
FURTHER = Text("… and {count:,} more: see sheet “{sheet}”.", "…… 另有 {count:,} 项，见工作表“{sheet}”。")
CUT = Text(
    "Only the first {shown:,} of {count:,} lines are listed here; rollup.csv and rollup.json have all of them.",
    "此处仅列出 {count:,} 行中的前 {shown:,} 行；完整列表见 rollup.csv 和 rollup.json。",
)
GUIDE: tuple[Text, ...] = (
    Text(
        "Clients shows every client, worst first; the deeper the colour, the more findings. A client’s name leads to "
        "its files.",
        "“客户”列出所有客户，问题最多的在前；颜色越深，问题越多。点击客户名称可查看其文件。",
    ),
    Text(
        "Files leads to the report of each file. The links work as long as this workbook stays in the folder with the "
        "reports.",
        "“文件”中可打开每个文件的报告。只要本工作簿与报告在同一文件夹中，链接即有效。",
    ),
    Text(
        "Rules says what is wrong most often across clients, and what to do about it.",
        "“规则”列出各客户中最常见的问题及处理方法。",
    ),
)
RUN = Text("Run", "任务")
STARTED = Text("Started", "开始时间")
FINISHED = Text("Finished", "结束时间")
INTERRUPTED = Text("not finished", "未完成")
COMMAND = Text("Command", "命令")
VERSION = Text("Program version", "程序版本")
COMPARED_WITH = Text("Compared with the run of", "对比的任务时间")
WORK = Text("Time of all files together", "所有文件耗时合计")
