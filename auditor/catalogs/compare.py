"""One feed against the marketplace's processing report of it: audit, read, match, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from auditor.catalogs.compare_match import compared
from auditor.catalogs.local import WRITING, LocalRun, Order, Progress, Refusal
from auditor.catalogs.paths import COMPARE_MARK
from auditor.feed.processing.read import read_report
from auditor.model import FeedError, Language
from auditor.report.compared.model import Comparison
from auditor.report.compared.write import FORMATS
from auditor.report.files import ReportError, fitted


@dataclass(kw_only=True)
class Compared:
    """What became of it. comparison: None where the feed or the report could not be read (then ``refusals`` say why).

    reports: files written.
    """

    comparison: Comparison | None = None
    language: Language = "en"
    reports: list[Path] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def compare_files(order: Order, report: Path, progress: Progress = lambda *_: None) -> Compared:
    """Compare the one feed of ``order`` with ``report``; the order's formats are those of the comparison."""
    done = Compared(language=order.language or "en")
    try:
        read = read_report(report, order.encoding or None)
    except FeedError as error:
        done.refusals.append(Refusal(path=str(report), problem=error.problem))
        return done
    run = LocalRun(order=replace(order, formats=()), progress=progress)
    outcome = next(iter(list(run.outcomes())), None)
    done.refusals += run.refusals
    if outcome is None:
        return done
    done.language = outcome.language
    done.comparison = compared(outcome.audit, read)
    progress(str(order.paths[0]), WRITING, 0, 0)
    _write(done, order, order.formats)
    return done


def _write(done: Compared, order: Order, formats: Sequence[str]) -> None:
    if done.comparison is None:
        return
    stem = fitted(order.paths[0].stem)
    for name in formats:
        target = order.out / f"{stem}{COMPARE_MARK}.{name}"
        try:
            done.reports.append(FORMATS[name](done.comparison, target, done.language, unmask=order.unmask))
        except ReportError as error:
            done.refusals.append(Refusal(path=str(order.paths[0]), problem=error.problem))
