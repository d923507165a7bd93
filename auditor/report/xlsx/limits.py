"""What the workbook's limits left out or changed, in sentences."""

from __future__ import annotations

from auditor.engine import Audit
from auditor.model import Text
from auditor.report.facts import accepted_findings
from auditor.report.masking import masked_columns
from auditor.report.xlsx.feed_sheet import FeedSheet
from auditor.report.xlsx.plan import FRONT, MOST_COLUMNS, Plan
from auditor.wording import Veil


def limits_of(audit: Audit, plan: Plan, feed: FeedSheet, findings_sheets: int, veil: Veil) -> list[Text]:
    """Sentences for Summary and About, known once Feed and Findings have been written."""
    return [
        *_layout(audit, plan),
        *_notes(audit, feed),
        *_cells(feed),
        *_sheets(plan, findings_sheets),
        *masked_columns(veil),
        *accepted_findings(int((audit.findings.accepted >= 0).sum())),
    ]


def _layout(audit: Audit, plan: Plan) -> list[Text]:
    said = []
    if not plan.full:
        total, most = len(audit.feed.cells), audit.settings.report.full_feed_cells
        said.append(
            Text(
                f"Feed shows the {len(plan.rows):,} rows with findings only, under their own row numbers: the file has "
                f"{total:,} rows, more than {most:,} cells (report.full_feed_cells).",
                f"“数据表”仅显示 {len(plan.rows):,} 个有问题的行（保留原行号）：文件共 {total:,} 行，"
                f"超过 {most:,} 个单元格（report.full_feed_cells）。",
            )
        )
    if plan.columns < len(audit.feed.columns):
        left = len(audit.feed.columns) - plan.columns
        said.append(
            Text(
                f"Feed shows the first {plan.columns:,} columns; {left:,} more do not fit on a sheet of "
                f"{MOST_COLUMNS:,} columns. Their findings are in Findings, without a link.",
                f"“数据表”仅显示前 {plan.columns:,} 列；另有 {left:,} 列超出工作表 {MOST_COLUMNS:,} 列的上限"
                f"（前 {FRONT} 列为状态列），其问题见“问题清单”（无跳转链接）。",
            )
        )
    return said


def _notes(audit: Audit, feed: FeedSheet) -> list[Text]:
    if not feed.notes_left_out:
        return []
    most = audit.settings.report.notes_per_sheet
    return [
        Text(
            f"{feed.notes:,} cells carry a note, the worst first; {feed.notes_left_out:,} further violating cells are "
            f"filled and listed in Findings but have no note, because more than {most:,} notes make a workbook slow to "
            "open (report.notes_per_sheet).",
            f"{feed.notes:,} 个单元格附有批注（最严重的优先）；另有 {feed.notes_left_out:,} 个有问题的单元格已着色"
            f"并列入“问题清单”，但没有批注，因为超过 {most:,} 条批注会使工作簿打开缓慢（report.notes_per_sheet）。",
        )
    ]


def _cells(feed: FeedSheet) -> list[Text]:
    if not feed.pen.cut:
        return []
    return [
        Text(
            f"{feed.pen.cut:,} texts in this workbook were longer than the 32,767 characters a cell can hold; they end "
            "with ✂. They were audited whole.",
            f"本工作簿中有 {feed.pen.cut:,} 处文本超过单元格 32,767 个字符的上限，"
            "末尾以 ✂ 标记；审核时使用的是完整文本。",
        )
    ]


def _sheets(plan: Plan, findings_sheets: int) -> list[Text]:
    said = []
    if findings_sheets > 1:
        said.append(
            Text(
                f"Findings goes on over {findings_sheets} sheets: a sheet holds 1,048,576 rows.",
                f"“问题清单”分为 {findings_sheets} 个工作表：每个工作表最多 1,048,576 行。",
            )
        )
    if plan.sheets > 1:
        said.append(
            Text(
                f"Feed goes on over {plan.sheets} sheets: a sheet holds 1,048,576 rows.",
                f"“数据表”分为 {plan.sheets} 个工作表：每个工作表最多 1,048,576 行。",
            )
        )
    return said
