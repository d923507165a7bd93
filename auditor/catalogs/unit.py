"""Audit the files of one client together, in this process: one answer per file, whatever happens to the others."""

from __future__ import annotations

import hashlib
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from dataclasses import field as made
from pathlib import Path

from auditor.catalogs.cache import Known, holds, key_of, lasting, still_there
from auditor.catalogs.cascade import cascaded
from auditor.catalogs.local import ONLY_ACCOUNTS, narrowed
from auditor.catalogs.meter import Meter
from auditor.catalogs.outputs import Outputs
from auditor.catalogs.plan import ALONE, PlannedFile
from auditor.catalogs.records import FeedRecord, Status
from auditor.catalogs.standing import Standing
from auditor.catalogs.work import Answer, Phase, Work
from auditor.changes import sketch_of
from auditor.collector import without_collector
from auditor.config import Settings
from auditor.engine import Audit, audit
from auditor.evidence import Run
from auditor.evidence.approvals import ACCOUNTS_LIST, listed_approvals
from auditor.feed.guard import load
from auditor.feed.load import feed_of
from auditor.feed.read import OpenSource
from auditor.feed.table import Feed
from auditor.model import FeedError, Language, SettingsError, Severity, Text
from auditor.report.files import ReportError

Tell = Callable[[int, Phase], None]
"""Called with (number of the file in hand, what is done to it)."""

KEPT = 64 << 20
"""Bytes of a unit's files kept between hashing and reading; more are read twice."""

LASTING: frozenset[Status] = frozenset({"audited", "refused", "skipped"})
"""What is said of a file again when nothing has changed; what went wrong otherwise is tried anew."""
MOST_NAMED = 3
"""Files named in the reason of another."""

ACCOUNTS_READ = Text(
    "An accounts list: it was read for how the accounts stand in their programs; it holds no products.",
    "这是账户列表：已读取其中的账户计划状态；其中没有商品。",
)
FAILED = Text(
    "The program failed on this file ({kind}); please report it. The other files were audited.",
    "程序处理此文件时出错（{kind}）；请反馈该问题。其他文件已审核。",
)
RULES_FAILED = Text(
    "Rules failed on this file: {codes}. Everything else was checked.",
    "以下规则在此文件上执行失败：{codes}。其余内容已检查。",
)
TOO_BIG = Text(
    "The file needs more memory than a worker may have ({limit:,} MiB); raise --memory or split the file.",
    "该文件所需内存超过限制（{limit:,} MiB）；请调高 --memory 或拆分文件。",
)
WITHOUT = Text(
    "Audited without {names}: auditing them together ended the worker or went over a limit.",
    "审核时未包含 {names}：一起审核时工作进程终止或超出限制。",
)


@dataclass(kw_only=True)
class _File:
    """A file of the unit on its way."""

    planned: PlannedFile
    settings: Settings
    settings_path: str
    sha256: str = ""
    size: int = 0
    data: bytes | None = None
    feed: Feed | None = None
    answer: FeedRecord | None = None
    key: str = ""
    meter: Meter = made(default_factory=Meter)


def audit_unit(work: Work, tell: Tell = lambda *_: None) -> Iterator[Answer]:
    """Audit the files of ``work.unit`` that are neither done nor lost; an :class:`Answer` each, as soon as it is there.

    All files are read first: rules look at the client's other files.
    """
    files = [_opened(file, work, tell) for file in work.unit.files if file.number not in work.lost]
    known = [Known(file=one.planned, sha256=one.sha256, settings=one.settings) for one in files if one.sha256]
    for one in files:
        mine = next((known_one for known_one in known if known_one.file is one.planned), None)
        one.key = key_of(mine, known, work.asked) if mine else ""
    todo = []
    standing = Standing(work.unit, work.known, {})
    for one in files:
        if one.planned.number in work.done:
            continue
        stored = work.earlier.get(one.planned.number)
        same = stored and one.key and holds(stored.key, one.key, one.settings) and _whole(stored.record)
        if stored and same and (standing.settled(one.planned.path) or not stored.record.cached):
            yield stored
        else:
            todo.append(one)
    if todo:
        yield from _audited(files, todo, work, tell)


def _whole(record: FeedRecord) -> bool:
    return still_there([*record.reports, *([record.findings] if record.findings else [])])


def _opened(file: PlannedFile, work: Work, tell: Tell) -> _File:
    """The file's bytes and settings; ``answer`` is set where there are none to be had."""
    tell(file.number, "reading")
    one = _File(planned=file, settings=Settings(), settings_path="")
    with one.meter:
        try:
            settings, one.settings_path = cascaded(file.layers, file.path)
            one.settings = narrowed(settings, work.asked.select, work.asked.ignore)
            data = load(file.path)
        except SettingsError as error:
            one.answer = _record(one, work, "refused", Text(str(error), str(error)))
        except FeedError as error:
            one.answer = _record(one, work, "refused", error.problem)
        except MemoryError:
            one.answer = _record(one, work, "killed", TOO_BIG.format(limit=work.asked.memory))
        else:
            one.size, one.sha256 = len(data), hashlib.sha256(data).hexdigest()
            if work.unit.size <= KEPT:
                one.data = data
    return one


def _audited(files: Sequence[_File], todo: Sequence[_File], work: Work, tell: Tell) -> Iterator[Answer]:
    for one in files:
        if one.answer is None:
            tell(one.planned.number, "reading")
            with one.meter:
                _guarded(one, work, lambda one=one: _read(one, work))  # type: ignore[misc]
    feeds = [one.feed for one in files if one.feed is not None]
    products = tuple(feed for feed in feeds if feed.layout != ACCOUNTS_LIST)
    lists = [feed for feed in feeds if feed.layout == ACCOUNTS_LIST]
    run = Run(products, tuple(approval for feed in lists for approval in listed_approvals(feed)))
    without = [file.path for file in work.unit.files if file.number in work.lost]
    with ExitStack() as stack:
        stage = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="auditor-")))
        outputs = Outputs(work=work, stage=stage)
        read = {one.planned.number: one.feed for one in files if one.feed is not None}
        standing = Standing(work.unit, work.known, read)
        for one in todo:
            if one.answer is None and one.feed is not None and one.feed.layout == ACCOUNTS_LIST:
                reason = ACCOUNTS_READ if products else ONLY_ACCOUNTS
                one.answer = _record(one, work, "skipped" if products else "refused", reason)
            if one.answer is None:
                tell(one.planned.number, "checking")
                with one.meter, without_collector():
                    _guarded(one, work, lambda one=one: _checked(one, run, outputs, standing, tell))  # type: ignore[misc]
            yield _answer(one, work, without)


def _answer(one: _File, work: Work, without: Sequence[str]) -> Answer:
    record = one.answer or _record(one, work, "crashed", FAILED.format(kind="no answer"))
    record = replace(record, seconds=round(one.meter.seconds, 3), peak_mib=round(one.meter.peak_mib, 1))
    if record.status == "audited" and without:
        names = ", ".join(without[:MOST_NAMED]) + (" …" if len(without) > MOST_NAMED else "")
        record = replace(record, reason=WITHOUT.format(names=names))
    elif record.status == "audited" and work.unit.alone:
        record = replace(record, reason=ALONE)
    key = one.key if record.status in LASTING else ""
    if one.feed is not None and key:
        key = lasting(key, {column.field for column in one.feed.columns}, one.settings)
    return Answer(number=one.planned.number, record=record, key=key)


def _guarded(one: _File, work: Work, step: Callable[[], None]) -> None:
    """Carry out a step; whatever goes wrong becomes the answer of this file and of no other."""
    try:
        step()
    except FeedError as error:
        one.answer = _record(one, work, "refused", error.problem)
    except MemoryError:
        one.answer = _record(one, work, "killed", TOO_BIG.format(limit=work.asked.memory))
    except Exception as error:  # noqa: BLE001 - one bad file must not stop the run; said as a crash, never hidden
        traceback.print_exc()
        one.answer = _record(one, work, "crashed", FAILED.format(kind=f"{type(error).__name__}: {error}"))


def _read(one: _File, work: Work) -> None:
    file, settings = one.planned, one.settings
    hint = settings.feed_hint(file.path)
    if file.marketplace:
        hint = replace(hint, marketplace=file.marketplace)
    data, one.data = one.data if one.data is not None else load(file.path), None
    try:
        with OpenSource(file.path, data, work.asked.encoding or hint.encoding or None) as opened:
            one.feed = feed_of(opened, hint)
            if opened.sha256 != one.sha256:
                one.sha256, one.key = opened.sha256, ""
    except (MemoryError, RecursionError):
        if work.asked.memory:
            raise MemoryError from None
        raise


def _checked(one: _File, run: Run, outputs: Outputs, standing: Standing, tell: Tell) -> None:
    assert one.feed is not None
    work = outputs.work
    result = audit(one.feed, one.settings, run=run, settings_path=one.settings_path)
    if work.asked.memory and any(
        "MemoryError" in text.rsplit("\n", 2)[-2] for text in result.problems.values()
    ):
        raise MemoryError
    result = standing.compared(result, one.planned.number)
    tell(one.planned.number, "writing")
    language: Language = (
        work.asked.language or one.settings.language or ("zh" if one.feed.language == "zh" else "en")
    )
    crashed = ", ".join(result.problems)
    status: Status = "crashed" if crashed else "audited"
    record = _record(one, work, status, RULES_FAILED.format(codes=crashed) if crashed else Text("", ""))
    try:
        reports, findings = outputs.write(result, one.planned, language)
    except ReportError as error:
        one.answer, one.key = replace(record, status="refused", reason=error.problem), ""
        return
    one.answer = _counted(
        replace(
            record,
            layout=one.feed.layout,
            marketplace=one.feed.marketplace,
            language=language,
            rows=len(one.feed.cells),
            reports=reports,
            findings=findings,
            sketch=sketch_of(one.feed),
        ),
        result,
    )


def _counted(record: FeedRecord, result: Audit) -> FeedRecord:
    found = result.findings
    still = found.open
    codes: dict[str, int] = {}
    severities: dict[str, int] = {}
    for number, rule in enumerate(result.rules):
        mine = still & (found.codes == number)
        if mine.any():
            codes[rule.code] = int(mine.sum())
            severities[rule.code] = int(found.severities[mine].max())
    counts = {severity.word: result.counts[severity] for severity in Severity}
    counts["accepted"] = int((~still).sum())
    return replace(record, counts=counts, codes=codes, severities=severities)


def _record(one: _File, work: Work, status: Status, reason: Text) -> FeedRecord:
    return FeedRecord(
        path=one.planned.path,
        client=work.unit.client,
        status=status,
        reason=reason,
        sha256=one.sha256,
        size=one.size or one.planned.size,
        settings_hash=one.settings.fingerprint(),
    )
