"""What a comparison says about itself in words: its sentence, its counts, what the report states, its notes."""

from __future__ import annotations

from auditor.feed.processing.model import COUNT_NAMES, KIND_NAMES
from auditor.model import Language, Text
from auditor.report.compared.model import Comparison

SHOWN_SKUS = 20
"""Unknown SKUs named one by one in sentences; JSON holds all."""

SUMMARY = Text("Summary", "概览")
GROUPS: dict[str, Text] = {
    "agreed": Text("Agreed", "一致"),
    "only_theirs": Text("Only theirs", "仅平台"),
    "only_ours": Text("Only ours", "仅我们"),
    "codes": Text("Codes", "代码"),
}


def sentence(comparison: Comparison) -> tuple[str, Text]:
    """(state of the verdict band, what the comparison comes to)."""
    if comparison.missed_errors:
        return "stop", Text(
            f"{_counted(comparison.missed_errors, 'error')} of the marketplace {_was(comparison.missed_errors)} not "
            "found here.",
            f"有 {comparison.missed_errors:,} 个平台错误未被我们发现。",
        )
    if not comparison.placed:
        return "go", Text("The report states no errors or warnings.", "报告中没有错误或警告。")
    return "go", Text("Every error of the marketplace was found here too.", "平台报告的错误我们均已发现。")


def counts(comparison: Comparison) -> list[tuple[Text, int]]:
    """Label and number: verdicts, agreed, only theirs, only ours."""
    return [
        (Text("Verdicts in the report", "报告中的结果"), len(comparison.placed)),
        (Text("Found here too", "我们也发现"), len(comparison.agreed)),
        (GROUPS["only_theirs"], len(comparison.theirs_only)),
        (GROUPS["only_ours"], len(comparison.ours_only)),
    ]


def stated(comparison: Comparison, language: Language) -> str:
    """The kind of report and the counts it states about itself."""
    report = comparison.report
    parts = [
        f"{name(language)} {report.counts[key]:,}"
        for key, name in COUNT_NAMES.items()
        if key in report.counts
    ]
    return " · ".join([KIND_NAMES[report.kind](language), *parts])


def notes(comparison: Comparison) -> list[Text]:
    """What a person should know: the report's own notes, repeated verdicts, SKUs that the feed does not have."""
    found = list(comparison.report.notes)
    if comparison.repeated:
        found.append(
            Text(
                f"{_counted(comparison.repeated, 'repetition')} of verdicts left out.",
                f"略去 {comparison.repeated:,} 条重复的结果。",
            )
        )
    unknown = comparison.unknown_skus
    if unknown:
        some, more = unknown[:SHOWN_SKUS], len(unknown) - SHOWN_SKUS
        found.append(
            Text(
                f"{_counted(len(unknown), 'SKU')} of the report not in the feed: {', '.join(some)}"
                + (f" and {more:,} more." if more > 0 else "."),
                f"报告中有 {len(unknown):,} 个 SKU 不在文件中：{'、'.join(some)}"
                + (f" 等，另有 {more:,} 个。" if more > 0 else "。"),
            )
        )
    lost = sum(one.place == "unknown_row" for one in comparison.placed)
    if lost:
        found.append(
            Text(
                f"{_counted(lost, 'verdict')} about records the feed does not have; was it changed after the upload?",
                f"有 {lost:,} 条结果指向文件中没有的记录；上传后文件是否被修改过？",
            )
        )
    return found


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
