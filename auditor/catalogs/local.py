"""Audit several files in this process: one bad file never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.catalogs.cascade import for_feed
from auditor.catalogs.paths import feed_files, report_stems
from auditor.collector import without_collector
from auditor.config import Settings, discover, load_settings
from auditor.engine import Audit, audit
from auditor.evidence import Run
from auditor.evidence.approvals import ACCOUNTS_LIST, listed_approvals
from auditor.feed.load import load_feed
from auditor.feed.table import Feed
from auditor.model import FeedError, Language, Text
from auditor.report import FORMATS, report_name
from auditor.report.files import ReportError

Progress = Callable[[str, Text, int, int], None]
"""Called with (file, what is being done, steps done, steps in all)."""

READING = Text("reading", "读取中")
CHECKING = Text("checking", "检查中")
ONLY_ACCOUNTS = Text(
    "This is an accounts list: it says how accounts stand in a program and holds no products. Audit it together with "
    "the feeds of these accounts.",
    "这是账户列表：其中是账户的计划状态，没有商品。请与这些账户的商品文件一起审核。",
)
WRITING = Text("writing the report", "生成报告")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked of a run."""

    paths: tuple[Path, ...]
    out: Path
    formats: tuple[str, ...] = ("xlsx",)
    config: Path | None = None
    encoding: str = ""
    language: Language | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unmask: bool = False
    """Show personal data in the reports."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A file that could not be audited (or whose report could not be written), and why."""

    path: str
    problem: Text


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One audited file."""

    audit: Audit
    language: Language
    reports: tuple[Path, ...]
    problems: tuple[Refusal, ...] = ()


@dataclass(kw_only=True)
class _Loaded:
    path: Path
    feed: Feed
    settings: Settings
    settings_path: str


@dataclass(kw_only=True)
class LocalRun:
    """The files of one order; iterate ``outcomes()`` once. ``refusals`` is complete afterwards."""

    order: Order
    progress: Progress = field(default=lambda *_: None)
    refusals: list[Refusal] = field(default_factory=list)

    def outcomes(self) -> Iterator[Outcome]:
        """Audit file by file. All feeds are read first: cross-file rules need the others."""
        read = [one for path in self._files() if (one := self._load(path)) is not None]
        loaded = [one for one in read if one.feed.layout != ACCOUNTS_LIST]
        lists = [one.feed for one in read if one.feed.layout == ACCOUNTS_LIST]
        if lists and not loaded:
            self.refusals += [Refusal(path=one.path, problem=ONLY_ACCOUNTS) for one in lists]
        approvals = tuple(approval for one in lists for approval in listed_approvals(one))
        run = Run(tuple(one.feed for one in loaded), approvals)
        stems = report_stems([one.path for one in loaded])
        for one in loaded:
            with without_collector():
                outcome = self._audit(one, run, stems[one.path])
            yield outcome

    def _files(self) -> list[Path]:
        files: list[Path] = []
        for path in self.order.paths:
            try:
                files += [file for file in feed_files(path) if file not in files]
            except FeedError as error:
                self.refusals.append(Refusal(path=str(path), problem=error.problem))
        return files

    def _load(self, path: Path) -> _Loaded | None:
        self.progress(str(path), READING, 0, 1)
        found = self.order.config or discover(path)
        stated = for_feed(load_settings(found), str(path)) if found else Settings()
        settings = narrowed(stated, self.order.select, self.order.ignore)
        try:
            feed = load_feed(path, encoding=self.order.encoding or None, hint=settings.feed_hint(str(path)))
        except FeedError as error:
            self.refusals.append(Refusal(path=str(path), problem=error.problem))
            return None
        return _Loaded(path=path, feed=feed, settings=settings, settings_path=str(found or ""))

    def _audit(self, one: _Loaded, run: Run, stem: str) -> Outcome:
        def step(done: int, total: int) -> None:
            self.progress(str(one.path), CHECKING, done, total)

        result = audit(one.feed, one.settings, run=run, settings_path=one.settings_path, progress=step)
        language = (
            self.order.language or one.settings.language or ("zh" if one.feed.language == "zh" else "en")
        )
        reports: list[Path] = []
        problems: list[Refusal] = []
        for name in self.order.formats:
            self.progress(str(one.path), WRITING, 0, 0)
            try:
                target = self.order.out / report_name(stem, name, one.path)
                reports.append(FORMATS[name](result, target, language, unmask=self.order.unmask))
            except ReportError as error:
                problems.append(Refusal(path=str(one.path), problem=error.problem))
        self.refusals += problems
        return Outcome(audit=result, language=language, reports=tuple(reports), problems=tuple(problems))


def narrowed(settings: Settings, select: Sequence[str], ignore: Sequence[str]) -> Settings:
    """Settings with the command line's --select and --ignore on top."""
    changes: dict[str, object] = {}
    if select:
        changes["select"] = tuple(select)
    if ignore:
        changes["ignore"] = {**settings.ignore, **dict.fromkeys(ignore, "command line")}
    return settings.model_copy(update=changes) if changes else settings
