"""Feed + settings → Audit: every rule's answer as one table of findings, and what became of every rule."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

import numpy as np
import pandas as pd

from auditor import __version__
from auditor.acceptance import decided
from auditor.changes import Changes
from auditor.config import Settings
from auditor.evidence import Evidence, Run, Scope
from auditor.evidence.records import heeded
from auditor.evidence.shape_hits import shape_hits
from auditor.feed.table import Feed
from auditor.findings import Block, Findings
from auditor.layouts import FIELDS
from auditor.model import Hits, Language, Rule, RuleStatus, Severity, Text, Told
from auditor.rules import all_rules

CRASHED = Text(
    "the rule failed ({kind}); this is a fault of the auditor, not of the file",
    "规则执行失败（{kind}）；这是审核工具的问题，而非文件的问题",
)


T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The answer to one feed."""

    feed: Feed
    settings: Settings
    rules: tuple[Rule, ...]
    findings: Findings
    statuses: tuple[RuleStatus, ...]
    scope: Scope
    languages: tuple[str, ...]
    """Languages whose word lists were applied."""
    seconds: float
    version: str = __version__
    settings_path: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Rule code (or ``scope``) → traceback of a crash."""
    changes: Changes | None = None
    """How the findings stand against the feed's audit before, where that was asked."""

    @cached_property
    def by_code(self) -> dict[str, Rule]:
        """Rules by code."""
        return {rule.code: rule for rule in self.rules}

    def table(self, language: Language) -> pd.DataFrame:
        """The findings in the words of ``language``, columns as FINDINGS_COLUMNS."""
        return self.findings.table(language)

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """Findings by severity, every severity present; accepted ones do not count."""
        found = self.findings.severities[self.findings.open]
        return {s: int((found == s).sum()) for s in sorted(Severity, reverse=True)}

    @property
    def crashed(self) -> bool:
        """True when a rule crashed."""
        return bool(self.problems)

    def failing(self, at: Severity) -> bool:
        """True when a finding weighs at least ``at``."""
        return any(count for severity, count in self.counts.items() if severity >= at)


def audit(
    feed: Feed,
    settings: Settings | None = None,
    *,
    run: Run | None = None,
    rules: Sequence[Rule] | None = None,
    settings_path: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Ask every rule and gather the findings; ``progress`` is told (rules asked, rules in all)."""
    began = time.perf_counter()
    settings = settings or Settings()
    rules = tuple(rules or all_rules())
    states = {rule.code: _not_run(rule, feed, settings) for rule in rules}
    chosen = [rule for rule in rules if states[rule.code] is None]
    evidence = Evidence(feed, settings, reads=_reads(chosen), run=run)
    blocks: list[Block] = []
    statuses: list[RuleStatus] = []
    problems: dict[str, str] = {}
    shapes = shape_hits(chosen, feed)
    for asked, rule in enumerate(rules):
        if progress:
            progress(asked, len(rules))
        status = states[rule.code]
        if status is None:
            found, status = _ask(rule, evidence, shapes, problems)
            blocks += found
        statuses.append(status)
    findings = _gathered(rules, chosen, evidence, blocks, problems)
    counts = findings.counts_by_code()
    return Audit(
        feed=feed,
        settings=settings,
        rules=rules,
        findings=findings,
        statuses=tuple(_counted(status, counts, problems) for status in statuses),
        scope=_guarded("scope", lambda: evidence.scope, problems) or Scope.nothing(len(feed.cells)),
        languages=evidence.languages,
        seconds=time.perf_counter() - began,
        settings_path=settings_path,
        problems=problems,
    )


def _counted(status: RuleStatus, counts: Mapping[str, int], problems: Mapping[str, str]) -> RuleStatus:
    if status.state != "ran":
        return status
    if status.code in problems:
        return _crash(status.code, problems)
    return RuleStatus(code=status.code, state="ran", count=counts.get(status.code, 0), seconds=status.seconds)


def _not_run(rule: Rule, feed: Feed, settings: Settings) -> RuleStatus | None:
    """Why a rule is not asked, or None when it is."""
    if not settings.selected(rule.code):
        return RuleStatus(code=rule.code, state="skipped", reason=Text("not selected", "未选择"))
    reason = settings.ignored(rule.code)
    if reason is not None:
        return RuleStatus(
            code=rule.code, state="ignored", reason=Text(f"ignored: {reason}", f"已忽略：{reason}")
        )
    for need in rule.needs:
        fields = (need,) if isinstance(need, str) else need
        if not feed.find(*fields):
            names = [FIELDS[name] for name in fields]
            return RuleStatus(
                code=rule.code,
                state="skipped",
                reason=Text(
                    "the file has no column for " + " or ".join(f.en for f in names),
                    "文件中没有以下列：" + "或".join(f.zh for f in names),
                ),
            )
    return None


def _reads(rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    reads: dict[str, frozenset[str]] = {}
    for rule in rules:
        for group, fields in rule.reads.items():
            reads[group] = reads.get(group, frozenset()) | frozenset(fields)
    return reads


def _guarded(code: str, question: Callable[[], T], problems: dict[str, str]) -> T | None:
    """The answer, or None and the traceback in ``problems``; the only place where a crash is caught."""
    try:
        return question()
    except Exception:  # noqa: BLE001 - a crash in one rule must not take the audit with it
        problems[code] = traceback.format_exc()
        return None


def _ask(
    rule: Rule, evidence: Evidence, shapes: Mapping[str, list[Hits]], problems: dict[str, str]
) -> tuple[list[Block], RuleStatus]:
    """Run one rule: its findings, and what became of it."""
    began = time.perf_counter()

    def answer() -> list[Block]:
        hits = list(rule.check(evidence)) if rule.check else shapes.get(rule.code, [])
        return [_judged(rule, one, evidence) for one in hits if len(one.rows)]

    blocks = _guarded(rule.code, answer, problems)
    if blocks is None:
        return [], _crash(rule.code, problems)
    return blocks, RuleStatus(code=rule.code, state="ran", seconds=time.perf_counter() - began)


def _crash(code: str, problems: Mapping[str, str]) -> RuleStatus:
    reason = CRASHED.format(kind=problems[code].strip().splitlines()[-1])
    return RuleStatus(code=code, state="crashed", reason=reason)


def _gathered(
    rules: tuple[Rule, ...],
    chosen: Iterable[Rule],
    evidence: Evidence,
    blocks: list[Block],
    problems: dict[str, str],
) -> Findings:
    """One table of all findings, people's decisions applied, with what the summing rules say of it."""
    feed, settings = evidence.feed, evidence.settings
    findings = decided(Findings.of(feed, rules, blocks), settings, evidence.today)
    sums = _summed_up(chosen, evidence, findings, problems)
    return decided(Findings.of(feed, rules, blocks + sums), settings, evidence.today) if sums else findings


def _summed_up(
    rules: Iterable[Rule], evidence: Evidence, findings: Findings, problems: dict[str, str]
) -> list[Block]:
    """What the rules say that sum up the findings of the others."""
    still = findings.open
    told = Told(
        rules=findings.rules,
        numbers=findings.codes[still],
        rows=findings.rows[still],
        severities=findings.severities[still],
    )

    def answer(rule: Rule) -> list[Block]:
        hits = rule.summary(evidence, told) if rule.summary else ()
        return [_judged(rule, one, evidence) for one in hits if len(one.rows)]

    blocks: list[Block] = []
    for rule in rules:
        blocks += _guarded(rule.code, partial(answer, rule), problems) or []
    return blocks


def _judged(rule: Rule, hits: Hits, evidence: Evidence) -> Block:
    """Scope, what the rows do, severity ladder and overrides, once per block of hits."""
    severity = hits.severity or rule.severity
    rows = np.asarray(hits.rows, dtype=np.int32)
    keep = np.ones(len(rows), dtype=bool)
    severities = np.full(len(rows), int(severity), np.int8)
    if rule.custom_only:
        on_row = rows >= 0
        keep[on_row] = evidence.scope.custom[rows[on_row]]
        maybe = on_row.copy()
        maybe[on_row] = evidence.scope.maybe[rows[on_row]]
        severities[maybe] = int(severity.lowered())
    columns = np.broadcast_to(np.asarray(hits.columns, dtype=np.int32), rows.shape)
    keep &= heeded(evidence, rows, columns, absence=rule.absence)
    overridden = evidence.settings.severity_of(rule.code, severity)
    if overridden != severity:
        severities[:] = int(overridden)
    return Block(rule=rule, hits=hits, rows=rows, severities=severities, keep=keep)
