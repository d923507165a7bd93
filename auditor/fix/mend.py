"""``auditor fix``: a file, its corrected copy, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from auditor.collector import without_collector
from auditor.config import Settings
from auditor.engine import Audit, audit
from auditor.evidence import Run
from auditor.feed.table import Feed, IntArray
from auditor.fix.compare import NOT_THE_SAME, same_rows
from auditor.fix.editor import editor_for
from auditor.fix.families import parents_of
from auditor.fix.files import Input, write_new
from auditor.fix.proposals import CellFix, Wanted
from auditor.fix.rounds import Bench, Course, run
from auditor.model import FeedError, Language, Text
from auditor.report.files import fitted
from auditor.report.masking import veil_of
from auditor.report.mended import Change, Mended, write_csv, write_json
from auditor.report.xlsx import write as write_report

ORDERS = "OR"
"""The family of rules on orders."""
NO_ROWS = Text(
    "No row has findings of the rules asked for; there is nothing to resubmit.",
    "没有任何行存在所选规则的问题，无需重新提交。",
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of a repair. select: rule codes or families, none = all. only_rows: leave out rows without
    findings. unmask: show personal data in lists.
    """

    path: Path
    settings: Settings
    settings_path: str = ""
    encoding: str = ""
    select: tuple[str, ...] = ()
    unsafe: bool = False
    only_rows: bool = False
    unmask: bool = False


@dataclass(frozen=True, kw_only=True)
class Repair:
    """The outcome: ``data`` is the whole corrected file (or its rows with findings), ``after`` the audit of it."""

    source: Input
    before: Audit
    after: Audit
    data: bytes
    mended: Mended
    rows: int
    """Data rows in ``data``."""
    unmask: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write: no cell changed, and all rows kept."""
        return self.data == self.source.data

    @property
    def crashed(self) -> bool:
        """Whether a rule crashed in one of the audits."""
        return self.before.crashed or self.after.crashed

    def write(self, folder: Path) -> Path:
        """Write the copy as ``<name>.fixed.<ext>``; the input is looked at once more. FeedError, ReportError."""
        self.source.unchanged()
        path = self.source.path
        return write_new(folder / f"{fitted(path.stem)}.fixed{path.suffix}", self.data)

    def write_lists(
        self, folder: Path, formats: Sequence[str], language: Language, copy: Path | None
    ) -> list[Path]:
        """Write the list of changes (csv, json) and the report of the copy (xlsx) with it. Raises ReportError."""
        stem = copy.stem if copy else f"{fitted(self.source.path.stem)}.fixed"
        written: list[Path] = []
        for name in formats:
            if name == "xlsx":
                feed = self._named(copy)
                audit = replace(
                    self.after, feed=feed, findings=replace(self.after.findings, feed=feed, _tables={})
                )
                target = folder / f"{stem}.audit.xlsx"
                written.append(write_report(audit, target, language, unmask=self.unmask, mended=self.mended))
            else:
                write = write_csv if name == "csv" else write_json
                written.append(write(self.mended, folder / f"{stem}.changes.{name}", language))
        return written

    def _named(self, copy: Path | None) -> Feed:
        """The copy's feed under the copy's name."""
        feed = self.after.feed
        return feed.replaced(path=str(copy), source=replace(feed.source, path=str(copy))) if copy else feed


def repaired(request: Request) -> Repair:
    """Repair a file in memory. Raises FeedError only: what cannot be read, edited, or asked for."""
    source = Input(request.path, request.settings, request.encoding)
    bench = Bench(
        editor=lambda feed, data: editor_for(feed, data, source.encoding),
        read=source.try_read,
        judge=lambda feed: _judged(feed, request),
    )
    bench.editor(source.feed, source.data)
    begin = bench.state(source.data, source.feed)
    wanted = Wanted(codes=_codes(request.select, source), unsafe=request.unsafe)
    course = run(begin, wanted, bench)
    data, after = course.end.data, course.end.audit
    if request.only_rows:
        rows = _rows_with_findings(course, request.select)
        data = bench.editor(after.feed, data).kept(rows)
        feed = source.try_read(data)
        if feed is None or not same_rows(after.feed, rows, feed):
            raise FeedError(NOT_THE_SAME)
        after = _judged(feed, request)
    return Repair(
        source=source,
        before=begin.audit,
        after=after,
        data=data,
        mended=_mended(course, begin.audit, after, request),
        rows=len(after.feed.row_numbers),
        unmask=request.unmask,
    )


def _codes(select: tuple[str, ...], source: Input) -> tuple[str, ...]:
    """The rules whose proposals are wanted; of an order report only those on orders (data kept too long)."""
    if not source.orders:
        return select
    return tuple(code for code in select if code.startswith(ORDERS)) or (ORDERS,)


def _judged(feed: Feed, request: Request) -> Audit:
    with without_collector():
        return audit(feed, request.settings, run=Run((feed,)), settings_path=request.settings_path)


def _rows_with_findings(course: Course, select: tuple[str, ...]) -> list[int]:
    """Spreadsheet rows that had or have findings (of the selected rules), and the parents of those."""
    numbers: set[int] = {fix.row for fix in course.fixes}
    for result in (course.begin.audit, course.end.audit):
        found = result.findings
        named = [not select or rule.code in select or rule.family in select for rule in found.rules]
        mine = found.open & (found.rows >= 0) & np.array(named, bool)[found.codes]
        numbers |= set(result.feed.row_numbers[np.unique(found.rows[mine])].tolist())
    if not numbers:
        raise FeedError(NO_ROWS)
    feed = course.end.audit.feed
    rows: IntArray = np.searchsorted(feed.row_numbers, sorted(numbers))
    grown = np.union1d(rows, parents_of(feed, rows))
    while len(grown) > len(rows):
        rows, grown = grown, np.union1d(grown, parents_of(feed, grown))
    return [int(number) for number in feed.row_numbers[grown]]


def _mended(course: Course, before: Audit, after: Audit, request: Request) -> Mended:
    """What was done, personal data masked; several fixes of one cell are listed one by one."""
    feed = before.feed
    veil = veil_of(feed, unmask=request.unmask)
    done = sorted(course.fixes, key=lambda fix: fix.cell)
    left = sorted(course.refused, key=lambda one: one.fix.cell)

    def change(fix: CellFix, **more: object) -> Change:
        hide = veil.mask if fix.column in veil.columns else str
        return Change(
            row=fix.row,
            column=fix.column,
            header=feed.columns[fix.column].header,
            before=hide(fix.before),
            after=hide(fix.after),
            code=fix.code,
            **more,  # type: ignore[arg-type]
        )

    changes = [change(fix) for fix in done]
    changes += [change(one.fix, done=False, reason=one.reason) for one in left]
    return Mended(
        path=feed.path,
        sheet=feed.sheet,
        before=before.counts,
        after=after.counts,
        changes=tuple(changes),
        rows_moved=request.only_rows,
    )
