"""The files a repair reads and writes: the input once and never changed, every output under a name of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from auditor.config import Settings
from auditor.feed.guard import load
from auditor.feed.load import feed_of
from auditor.feed.read import OpenSource
from auditor.feed.table import Feed
from auditor.model import FeedError, Text
from auditor.report.files import ATTEMPTS, write_file

CHANGED = Text(
    "The file was changed by another program while it was being worked on; nothing was written. Save it, close it "
    "there and try again.",
    "处理期间文件被其他程序修改，未写入任何内容。请保存并关闭该文件后重试。",
)


class Input:
    """A feed's file: its bytes, read once; copies are read the same way. Raises FeedError only."""

    def __init__(self, path: Path, settings: Settings, encoding: str = "") -> None:
        hint = settings.feed_hint(str(path))
        self.path = path
        self.data = load(path)
        self.encoding = encoding or hint.encoding or None
        self._hint = hint
        self.feed = self.read(self.data)
        self.orders = bool(self.feed.find("order_id", "order_item_id"))
        """Whether it is a report of orders: what buyers wrote is not the seller's to correct."""

    def read(self, data: bytes) -> Feed:
        """The feed in ``data``, taken for a version of this file. FeedError where it is none."""
        with OpenSource(str(self.path), data, self.encoding) as opened:
            return feed_of(opened, self._hint)

    def try_read(self, data: bytes) -> Feed | None:
        """As :meth:`read`; None where the copy cannot be read."""
        try:
            return self.read(data)
        except FeedError:
            return None

    def unchanged(self) -> None:
        """FeedError where the file on disk is no longer what was read."""
        try:
            same = hashlib.sha256(load(self.path)).digest() == hashlib.sha256(self.data).digest()
        except FeedError:
            same = False
        if not same:
            raise FeedError(CHANGED)


def write_new(target: Path, data: bytes) -> Path:
    """Write ``data`` to ``target``, or to the next free name where a file of other content has that one.

    Returns the path. Nothing is overwritten; nothing half-written stays. Raises ReportError.
    """
    chosen = _free(target, data)
    if chosen is None:
        return target
    return write_file(chosen, lambda path: _fill(path, data), FIXED_FILE)


FIXED_FILE = Text("The file", "文件")


def _free(target: Path, data: bytes) -> Path | None:
    """The first name that is free; None where ``target`` holds ``data`` already."""
    if not target.exists():
        return target
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return None
    numbered = (target.with_name(f"{target.stem} ({n}){target.suffix}") for n in range(2, ATTEMPTS + 1))
    return next(
        (one for one in numbered if not one.exists()), target.with_name(f"{target.stem} (new){target.suffix}")
    )


def _fill(path: Path, data: bytes) -> None:
    path.write_bytes(data)
