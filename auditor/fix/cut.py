"""``auditor split``: a feed in parts within a channel's limits, headers repeated, families whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from auditor.config import Settings
from auditor.evidence.market import UPLOADS
from auditor.feed.table import Feed, IntArray
from auditor.fix.compare import NOT_THE_SAME, same_rows
from auditor.fix.editor import Editor, editor_for
from auditor.fix.files import Input, write_new
from auditor.fix.split import Limits, parts
from auditor.fix.textfile import TextEditor
from auditor.model import FeedError, SettingsError, Text
from auditor.packs import load_pack
from auditor.report.files import ReportError, fitted

MEGABYTE = 1_000_000
TRIES = 6
NO_LIMITS = (
    "No limits are known for files of this kind; state how large a part may be with --rows or --bytes. "
    "此类文件没有已知上限；请用 --rows 或 --bytes 指定每份的大小。"
)
NOTHING_TO_UPLOAD = Text(
    "This is a report of orders, not a file that is uploaded; there is nothing in it to split.",
    "这是订单报告，不是用于上传的文件，无需拆分。",
)
TOO_SMALL = Text(
    "What every part repeats (headers, lists, formats) leaves too little room in {limit:,} bytes; allow larger parts.",
    "每份都要重复的内容（表头、列表、格式）已占去 {limit:,} 字节的大部分；请放宽每份的上限。",
)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The outcome: each part's rows (spreadsheet numbers in the input) and its bytes, in order."""

    source: Input
    limits: Limits
    rows: tuple[tuple[int, ...], ...]
    data: tuple[bytes, ...]

    def write(self, folder: Path) -> list[Path]:
        """Write ``<name>.part-1.<ext>`` …, all of them or none; the input is looked at once more.

        FeedError, ReportError.
        """
        self.source.unchanged()
        path, digits = self.source.path, len(str(len(self.data)))
        stem = fitted(path.stem)
        names = [f"{stem}.part-{n:0{digits}}{path.suffix}" for n in range(1, len(self.data) + 1)]
        there = set(folder.iterdir()) if folder.is_dir() else set()
        written: list[Path] = []
        try:
            for name, data in zip(names, self.data, strict=True):
                written.append(write_new(folder / name, data))
        except ReportError:
            for part in written:
                if part not in there:
                    part.unlink(missing_ok=True)
            raise
        return written


def cut(path: Path, settings: Settings, limits: Limits, encoding: str = "") -> Parts:
    """Cut a file in memory. Raises FeedError; SettingsError where no limit is stated or known."""
    source = Input(path, settings, encoding)
    if source.orders:
        raise FeedError(NOTHING_TO_UPLOAD)
    limits = _limits(limits, source.feed, settings)
    editor = editor_for(source.feed, source.data, source.encoding)
    sizes = _sizes(editor, source, limits)
    for _ in range(TRIES):
        if limits.bytes is not None and int(sizes[-1]) >= limits.bytes:
            break
        rows = parts(source.feed, limits, sizes)
        if len(rows) <= 1 and _fits(source.data, limits):
            return Parts(
                source=source, limits=limits, rows=(tuple(rows[0]) if rows else (),), data=(source.data,)
            )
        data = [editor.kept(some) for some in rows]
        largest = max(map(len, data))
        if limits.bytes is None or largest <= limits.bytes:
            _check(source, rows, data)
            return Parts(source=source, limits=limits, rows=tuple(map(tuple, rows)), data=tuple(data))
        sizes = np.ceil(sizes * (1.05 * largest / limits.bytes)).astype(np.int64)
    raise FeedError(TOO_SMALL.format(limit=limits.bytes))


def _fits(data: bytes, limits: Limits) -> bool:
    return limits.bytes is None or len(data) <= limits.bytes


def _limits(stated: Limits, feed: Feed, settings: Settings) -> Limits:
    """What was asked for, else what the marketplace says today about files of this layout."""
    if stated.rows is not None or stated.bytes is not None:
        return stated
    if feed.layout not in UPLOADS:
        raise SettingsError(NO_LIMITS)
    day, pack = settings.today or dt.date.today(), load_pack()
    place = feed.marketplace or (settings.marketplaces[0] if len(settings.marketplaces) == 1 else "")
    megabytes = pack.number("upload_advised_megabytes", place, day)
    return Limits(pack.number("upload_records", place, day), megabytes * MEGABYTE if megabytes else None)


def _sizes(editor: Editor, source: Input, limits: Limits) -> IntArray:
    """Bytes of each row, then of what stands above; of a workbook's rows an equal share of what they add."""
    if isinstance(editor, TextEditor):
        return editor.sizes()
    numbers = source.feed.row_numbers
    if limits.bytes is None or len(numbers) < 2:
        return np.zeros(len(numbers) + 1, np.int64)
    shell = len(editor.kept(numbers[:1].tolist()))
    share = -(-max(len(source.data) - shell, 0) // (len(numbers) - 1))
    return np.append(np.full(len(numbers), share, np.int64), shell)


def _check(source: Input, rows: Sequence[Sequence[int]], data: Sequence[bytes]) -> None:
    """FeedError unless the parts together hold each row exactly once, cell for cell."""
    every = sorted(row for some in rows for row in some)
    if every != source.feed.row_numbers.tolist():
        raise FeedError(NOT_THE_SAME)
    for some, one in zip(rows, data, strict=True):
        part = source.try_read(one)
        if part is None or not same_rows(source.feed, some, part):
            raise FeedError(NOT_THE_SAME)
