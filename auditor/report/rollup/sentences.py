"""A run in plain sentences: the verdict, and what a manager wants to know next."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.catalogs.summing import Sums
from auditor.model import Rule, Severity, Text
from auditor.report.facts import stamp
from auditor.report.rollup.facts import ClientFacts, RollUp, RuleFacts, kinds
from auditor.report.rollup.words import NO_CLIENT
from auditor.report.verdict import Verdict, counted, rows

NAMED = 5
"""Clients named in a sentence."""
OFTEN = 3
"""Problems named in the sentence about the most frequent ones."""

NOTHING = Verdict(
    state="look",
    sentence=Text("Nothing was audited: no feed was found", "未审核任何文件：没有找到可审核的文件"),
    advice=Text("The sheet Skipped says what was found instead.", "工作表“已跳过”列出了找到的其他文件。"),
)


NOTHING_NEW = Text(
    "Nothing was audited, so the roll-up of the earlier run was left as it is.",
    "没有审核任何文件，因此保留上次运行的汇总不变。",
)
"""Said where a run that audited nothing would write over a roll-up."""


def files(number: int) -> Text:
    """``1 file`` / ``1 个文件``."""
    return Text(f"{number:,} file{'s' * (number != 1)}", f"{number:,} 个文件")


def clients(number: int) -> Text:
    """``2 clients`` / ``2 个客户``."""
    return Text(f"{number:,} client{'s' * (number != 1)}", f"{number:,} 个客户")


def findings(number: int) -> Text:
    """``1 finding`` / ``1 个问题``."""
    return Text(f"{number:,} finding{'s' * (number != 1)}", f"{number:,} 个问题")


def client_name(name: str) -> Text:
    """A client's name, or the words for files that belong to none."""
    return Text(name, name) if name else NO_CLIENT


def run_verdict(sums: Sums) -> Verdict:
    """Whether the files can be uploaded; said of clients, or of files where there is but one client."""
    seen = [counts for counts in sums.by_client.values() if counts["files"]]
    stopped = sum(1 for counts in seen if counts["error"] or counts["failed"])
    warned = sum(1 for counts in seen if counts["warning"])
    if not seen:
        return NOTHING
    if stopped:
        return _stop(sums, stopped, len(seen))
    if warned:
        return _look(sums, warned, len(seen))
    amount = files(sums.statuses["audited"])
    return Verdict(
        state="go",
        sentence=Text(
            f"Ready to upload: no errors or warnings in {amount.en}",
            f"可以上传：{amount.zh}中没有错误或警告",
        ),
        advice=Text("Nothing has to be done before upload.", "上传前无需处理。"),
    )


def _stop(sums: Sums, stopped: int, seen: int) -> Verdict:
    errors, failed = sums.severities["error"], sums.not_audited + sums.statuses["crashed"]
    amounts = [counted(errors, Severity.ERROR)] if errors else []
    if failed:
        amounts.append(Text(f"{files(failed).en} that could not be audited", f"{files(failed).zh}无法审核"))
    need = "needs" if stopped == 1 else "need"
    lead = Text("Work is needed before upload", "上传前需要修改")
    if seen > 1:
        lead = Text(
            f"{stopped:,} of {clients(seen).en} {need} work before upload",
            f"{seen:,} 个客户中有 {stopped:,} 个上传前需要修改",
        )
    en, zh = " and ".join(one.en for one in amounts), "，".join(one.zh for one in amounts)
    return Verdict(
        state="stop",
        sentence=Text(f"{lead.en}: {en}", f"{lead.zh}：{zh}"),
        advice=Text(
            "Begin with the clients that have the most errors; each file has a report of its own.",
            "请从错误最多的客户开始；每个文件都有单独的报告。",
        ),
    )


def _look(sums: Sums, warned: int, seen: int) -> Verdict:
    amount = counted(sums.severities["warning"], Severity.WARNING)
    en, zh = amount.en, amount.zh
    if seen > 1:
        en += f" in {warned:,} of {clients(seen).en}"
        zh = f"{seen:,} 个客户中有 {warned:,} 个需要核对，共 {zh}"
    return Verdict(
        state="look",
        sentence=Text(f"No errors, but look before you upload: {en}", f"没有错误，但上传前请先核对：{zh}"),
        advice=Text("Check what is marked ▲ in the reports.", "请核对各报告中标有 ▲ 的内容。"),
    )


def in_short(rolled: RollUp, rules: dict[str, Rule]) -> list[Text]:
    """The sentences under the verdict, in the order of their weight."""
    said = [_coverage(rolled)]
    said += _states(rolled)
    said += _frequent(rolled.rules, rules)
    if rolled.compared:
        said += _changes(rolled)
    return said


def _coverage(rolled: RollUp) -> Text:
    statuses, total = rolled.sums.statuses, rows(rolled.sums.rows)
    failed = rolled.sums.not_audited + statuses["crashed"]
    named = sum(1 for client in rolled.clients if client.name and client.counts["audited"])
    audited = statuses["audited"]
    of = Text(f" of {clients(named).en}", f" {clients(named).zh}的") if named else Text("", "")
    en = f"{files(audited).en}{of.en} {'was' if audited == 1 else 'were'} audited ({total.en})"
    zh = f"已审核{of.zh} {files(audited).zh}（{total.zh}）"
    if failed:
        en += f"; {failed:,} could not be audited"
        zh += f"；{files(failed).zh}无法审核"
    if statuses["skipped"]:
        en += f"; {statuses['skipped']:,} {'was' if statuses['skipped'] == 1 else 'were'} skipped as no feeds"
        zh += f"；{files(statuses['skipped']).zh}不属于商品文件，已跳过"
    return Text(f"{en}.", f"{zh}。")


def _states(rolled: RollUp) -> list[Text]:
    """How the clients stand; nothing where they all stand alike, which the verdict says."""
    states = rolled.states
    need, look, ready, none = (states[name] for name in ("stop", "look", "go", "none"))
    parts = [
        (need, Text(f"{need:,} {'needs' if need == 1 else 'need'} work", f"{need:,} 个上传前需要修改")),
        (look, Text(f"{look:,} with warnings to look at", f"{look:,} 个有警告需要核对")),
        (ready, Text(f"{ready:,} ready to upload", f"{ready:,} 个可以上传")),
        (none, Text(f"{none:,} without any feed", f"{none:,} 个没有可审核的文件")),
    ]
    said = [text for number, text in parts if number]
    total = clients(len(rolled.clients))
    en, zh = ", ".join(one.en for one in said), "，".join(one.zh for one in said)
    return [Text(f"{total.en}: {en}.", f"{total.zh}：{zh}。")] if len(said) > 1 else []


def _frequent(found: Sequence[RuleFacts], rules: dict[str, Rule]) -> list[Text]:
    worst = [one for one in found if one.severity is Severity.ERROR] or list(found)
    often = sorted(worst, key=lambda one: (-len(one.clients), -one.findings, one.code))[:OFTEN]
    if not often:
        return []
    en, zh = [], []
    for one in often:
        title = rules[one.code].title if one.code in rules else Text("", "")
        title = Text(f"{one.code} {title.en}".rstrip(), f"{one.code} {title.zh}".rstrip())
        en.append(f"{title.en} ({findings(one.findings).en}, {clients(len(one.clients)).en})")
        zh.append(f"{title.zh}（{findings(one.findings).zh}，{clients(len(one.clients)).zh}）")
    return [Text(f"Most frequent: {'; '.join(en)}.", f"最常见的问题：{'；'.join(zh)}。")]


def _changes(rolled: RollUp) -> list[Text]:
    since = stamp(rolled.since) if rolled.since else ""
    lead = Text(f"Since the run of {since}", f"与 {since} 的任务相比")
    if not rolled.since:
        lead = Text("Since the earlier run", "与上次任务相比")
    new, back, fixed, still = (kinds(rolled.changes, kind) for kind in ("new", "back", "fixed", "still"))
    said = [
        Text(
            f"{lead.en}: {new:,} new findings, {back:,} came back, {fixed:,} were fixed, {still:,} are still there.",
            f"{lead.zh}：新增 {new:,} 个问题，重新出现 {back:,} 个，已解决 {fixed:,} 个，仍存在 {still:,} 个。",
        )
    ]
    broken = rolled.newly_broken
    if broken:
        names = named(broken)
        have = "has" if len(broken) == 1 else "have"
        said.append(
            Text(
                f"{clients(len(broken)).en} that had no errors before {have} some now: {names.en}.",
                f"{clients(len(broken)).zh}此前没有错误，现在出现错误：{names.zh}。",
            )
        )
    return said


def named(found: Sequence[ClientFacts]) -> Text:
    """The first names, and how many more there are."""
    names = [client_name(client.name) for client in found[:NAMED]]
    more = len(found) - len(names)
    en, zh = ", ".join(name.en for name in names), "、".join(name.zh for name in names)
    return Text(en + (f" and {more:,} more" if more else ""), zh + (f" 等 {len(found):,} 个" if more else ""))


def good_to_know(rolled: RollUp) -> list[Text]:
    """What else holds of the run."""
    said = []
    if rolled.run.finished is None:
        said.append(
            Text(
                "The run was interrupted; the figures are of what was done until then.",
                "任务被中断；数据仅反映中断前已完成的部分。",
            )
        )
    if rolled.sums.cached:
        amount = files(rolled.sums.cached)
        said.append(
            Text(
                f"{amount.en} had not changed since an earlier run: the results were taken over.",
                f"{amount.zh}自上次任务后未变化，沿用了之前的结果。",
            )
        )
    if rolled.sums.severities["accepted"]:
        accepted = rolled.sums.severities["accepted"]
        said.append(
            Text(
                f"{accepted:,} finding{'s were' if accepted != 1 else ' was'} accepted earlier and "
                f"{'do' if accepted != 1 else 'does'} not count.",
                f"另有 {accepted:,} 个问题此前已被接受，不计入统计。",
            )
        )
    return said
