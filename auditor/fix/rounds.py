"""Fixes applied round by round until nothing is left to do; after each round the copy is audited as a file.

What a rule proposed must be gone afterwards and nothing else may have appeared; otherwise the fix is taken back. The
last pass tries everything that was taken back once more, so that repairing the result again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from auditor.engine import Audit
from auditor.feed.table import Feed
from auditor.fix.compare import same_but
from auditor.fix.editor import Editor, Edits
from auditor.fix.effects import Place, Weight, appeared, culprits, weights, without_effect
from auditor.fix.proposals import CellFix, Refused, Wanted, not_formulas, proposals
from auditor.model import Text

MOST_AUDITS = 30
"""Audits after which a file that keeps changing is left as it is."""

NO_EFFECT = Text("the finding would stay", "问题仍会存在")
APPEARED = Text("it would lead to {code}", "会引发 {code}")
NOT_READ = Text("the file would be read differently", "文件会被读成不同内容")
CRASHED = Text("a rule failed on the changed file", "修改后的文件使某条规则执行失败")
TOO_LONG = Text("not tried: the file needed too many rounds", "未尝试：处理轮次过多")


@dataclass(frozen=True, kw_only=True)
class State:
    """A copy of the file and its audit."""

    data: bytes
    audit: Audit
    found: dict[Place, Weight]


@dataclass(kw_only=True)
class Bench:
    """How a copy is opened: for change, for reading, for judgement."""

    editor: Callable[[Feed, bytes], Editor]
    read: Callable[[bytes], Feed | None]
    """None where the copy cannot be read."""
    judge: Callable[[Feed], Audit]
    audits: int = 0

    def state(self, data: bytes, feed: Feed) -> State:
        """The copy audited."""
        self.audits += 1
        audit = self.judge(feed)
        return State(data=data, audit=audit, found=weights(audit))


@dataclass(kw_only=True)
class Course:
    """What became of a file: where it began, where it ended, what was done and what was not."""

    begin: State
    end: State
    fixes: list[CellFix] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def run(begin: State, wanted: Wanted, bench: Bench) -> Course:
    """Apply what is wanted until a whole pass changes nothing."""
    course = Course(begin=begin, end=begin)
    while True:
        done = len(course.fixes)
        course.refused = []
        _one_pass(course, wanted, bench)
        if len(course.fixes) == done or not course.refused or bench.audits >= MOST_AUDITS:
            return course


def _one_pass(course: Course, wanted: Wanted, bench: Bench) -> None:
    """Rounds until nothing is proposed that was not refused in this pass."""
    barred: set[CellFix] = set()
    while chosen := proposals(course.end.audit, wanted, barred):
        if bench.audits >= MOST_AUDITS:
            course.refused += [Refused(fix=fix, reason=TOO_LONG) for fix in chosen]
            return
        state, kept, refused = _round(course.end, chosen, bench)
        barred |= {one.fix for one in refused}
        course.refused += refused
        course.fixes += kept
        course.end = state
        for fix in kept:
            wanted.seen.setdefault(fix.cell, set()).add(fix.before)


def _round(state: State, chosen: list[CellFix], bench: Bench) -> tuple[State, list[CellFix], list[Refused]]:
    """The state after as many of ``chosen`` as do no harm: it, those, and the others."""
    editor = bench.editor(state.audit.feed, state.data)
    fixes, refused = not_formulas(state.audit, chosen)
    problems = editor.refused(_edits(fixes))
    refused += [Refused(fix=fix, reason=problems[fix.cell]) for fix in fixes if fix.cell in problems]
    fixes = [fix for fix in fixes if fix.cell not in problems]
    while fixes and bench.audits < MOST_AUDITS:
        tried = _tried(state, fixes, bench, editor)
        bad = _harmful(fixes, state, tried) if tried else dict.fromkeys(_suspects(fixes), NOT_READ)
        if tried and not bad:
            return tried, fixes, refused
        if len(bad) == len(fixes):
            bad = _by_rule(bad, state, bench, editor)
        refused += [Refused(fix=fix, reason=reason) for fix, reason in bad.items()]
        fixes = [fix for fix in fixes if fix not in bad]
    return state, [], refused + [Refused(fix=fix, reason=TOO_LONG) for fix in fixes]


def _tried(state: State, fixes: list[CellFix], bench: Bench, editor: Editor) -> State | None:
    """The state with ``fixes`` made; None where the copy would not be read as the file is."""
    data = editor.changed(_edits(fixes))
    feed = bench.read(data)
    if feed is None or not same_but(state.audit.feed, feed, _edits(fixes)):
        return None
    return bench.state(data, feed)


def _by_rule(bad: dict[CellFix, Text], state: State, bench: Bench, editor: Editor) -> dict[CellFix, Text]:
    """Of fixes that do harm together, those of the rules that do it alone; all where none does."""
    groups: dict[str, list[CellFix]] = {}
    for fix in bad:
        groups.setdefault(fix.code, []).append(fix)
    if len(groups) == 1:
        return bad
    guilty: dict[CellFix, Text] = {}
    for group in groups.values():
        tried = _tried(state, group, bench, editor)
        if tried is None or _harmful(group, state, tried):
            guilty |= {fix: bad[fix] for fix in group}
    return guilty or bad


def _edits(fixes: Iterable[CellFix]) -> Edits:
    return {fix.cell: fix.after for fix in fixes}


def _suspects(fixes: list[CellFix]) -> list[CellFix]:
    """Fixes that may change how a text file is read: those with quotes in them, else all."""
    return [fix for fix in fixes if '"' in fix.before or '"' in fix.after] or fixes


def _harmful(fixes: list[CellFix], before: State, after: State) -> dict[CellFix, Text]:
    """Fixes to take back, and why."""
    if after.audit.problems.keys() - before.audit.problems.keys():
        return dict.fromkeys(fixes, CRASHED)
    bad = dict.fromkeys(without_effect(fixes, before.found, after.found), NO_EFFECT)
    new = appeared(before.found, after.found)
    if new:
        blamed = culprits(fixes, new, after.audit)
        bad |= {fix: APPEARED.format(code=code) for fix, code in blamed.items()}
    return bad
