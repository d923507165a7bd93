"""The one sentence a seller reads first, and the words around counts; shared by every output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.engine import Audit
from auditor.model import Severity, Text
from auditor.report.tally import Tally

NOUNS: dict[Severity, tuple[str, str, str]] = {
    Severity.ERROR: ("error", "errors", "个错误"),
    Severity.WARNING: ("warning", "warnings", "个警告"),
    Severity.INFO: ("note", "notes", "条提示"),
}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """``state`` decides the colour; ``sentence`` says it; ``advice`` is the next step."""

    state: Literal["stop", "look", "go"]
    sentence: Text
    advice: Text


def verdict(audit: Audit, counts: Tally) -> Verdict:
    """Whether the feed can be uploaded, and how much stands in the way."""
    worst = next((c.severity for c in counts.severities if c.findings), None)
    if worst is Severity.ERROR:
        found = Verdict(
            state="stop",
            sentence=_opened(
                Text("Not ready to upload", "暂不能上传"), _amount(audit, counts, Severity.ERROR)
            ),
            advice=Text(
                "Fix the cells marked ✖ in your own file, then audit it again.",
                "请在原文件中修改标有 ✖ 的单元格，然后重新审核。",
            ),
        )
    elif worst is Severity.WARNING:
        found = Verdict(
            state="look",
            sentence=_opened(
                Text("No errors, but look before you upload", "没有错误，但上传前请先核对"),
                _amount(audit, counts, Severity.WARNING),
            ),
            advice=Text(
                "Check the cells marked ▲; change what is wrong, keep what is right.",
                "请核对标有 ▲ 的单元格：有误则修改，无误则保留。",
            ),
        )
    else:
        found = _ready(audit, counts)
    return _with_crashes(found, audit)


def counted(number: int, severity: Severity) -> Text:
    """``14 errors`` / ``14 个错误``."""
    one, many, zh = NOUNS[severity]
    return Text(f"{number:,} {one if number == 1 else many}", f"{number:,} {zh}")


def rows(number: int) -> Text:
    """``9 rows`` / ``9 行``."""
    return Text(f"{number:,} row{'' if number == 1 else 's'}", f"{number:,} 行")


def _amount(audit: Audit, counts: Tally, severity: Severity) -> Text:
    one = counts.of(severity)
    total = len(audit.feed.cells)
    amount = counted(one.findings, severity)
    if not one.rows:
        return Text(f"{amount.en} about the file as a whole", f"{amount.zh}，涉及整个文件")
    return Text(
        f"{amount.en} in {one.rows:,} of {rows(total).en}",
        f"共 {total:,} 行，其中 {one.rows:,} 行有 {amount.zh}",
    )


def _opened(opening: Text, amount: Text) -> Text:
    return Text(f"{opening.en}: {amount.en}", f"{opening.zh}：{amount.zh}")


def _ready(audit: Audit, counts: Tally) -> Verdict:
    total = len(audit.feed.cells)
    ran = sum(status.state == "ran" for status in audit.statuses)
    asked = Text(f"{ran} rule{'' if ran == 1 else 's'}", f"{ran} 条规则")
    infos = counts.of(Severity.INFO).findings
    more = counted(infos, Severity.INFO)
    sentence = Text(
        f"Ready to upload: no errors or warnings in {rows(total).en}",
        f"可以上传：{total:,} 行中没有错误或警告",
    )
    if infos:
        sentence = Text(f"{sentence.en} ({more.en})", f"{sentence.zh}（另有 {more.zh}）")
    return Verdict(
        state="go",
        sentence=sentence,
        advice=Text(
            f"{asked.en} checked this file. What was not checked is listed below.",
            f"本文件已按 {asked.zh}检查；未检查的内容见下文。",
        ),
    )


def _with_crashes(found: Verdict, audit: Audit) -> Verdict:
    """A crashed rule makes the answer incomplete: never 'ready', and said first."""
    number = sum(status.state == "crashed" for status in audit.statuses)
    if not number:
        return found
    lead = Text(
        f"Incomplete audit: {number} rule{'' if number == 1 else 's'} failed",
        f"审核不完整：{number} 条规则执行失败",
    )
    if found.state == "go":
        return Verdict(state="look", sentence=lead, advice=found.advice)
    return Verdict(
        state=found.state,
        sentence=Text(f"{found.sentence.en}. {lead.en}", f"{found.sentence.zh}。{lead.zh}"),
        advice=found.advice,
    )
