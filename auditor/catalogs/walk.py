"""Walk folders, local or behind an address: every file and folder met, with what it is taken for.

Links to folders are followed after everything else, and only to folders not walked yet: loops end, and a folder that
two links name is audited once.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from auditor.catalogs.cascade import settings_name
from auditor.catalogs.paths import ANNOTATED_MARK, COMPARE_MARK, FEED_SUFFIXES, OWN_MARK, ROLLUP_NAMES
from auditor.config import FILE_NAME
from auditor.decisions import FILE_NAME as DECISIONS_NAME
from auditor.feed.places import asked, joined
from auditor.model import Text

STATE = ".auditor"
"""Folder a run keeps its journal in; what holds one is a folder of reports and is not walked."""

ORDER_SUFFIXES = (".json", ".zip")
"""Files of customized orders, read with the order report beside them."""

HIDDEN = Text("A hidden file.", "隐藏文件。")
OPEN = Text(
    "The mark a spreadsheet program leaves while a file is open.", "表格软件打开文件时留下的临时标记。"
)
OURS = Text("A report of this program.", "本程序生成的报告。")
OTHER = Text("No feed: its name ends in {suffix}.", "不是商品文件：文件名以 {suffix} 结尾。")
NAMELESS = Text("No feed: its name has no ending.", "不是商品文件：文件名没有扩展名。")
ORDERED = Text(
    "No feed of its own; what belongs to an order is read with the order report beside it.",
    "本身不是商品文件；订单附带的文件随同目录的订单报告一起读取。",
)
NOWHERE = Text("A link that leads nowhere.", "链接指向的目标不存在。")
SPECIAL = Text("Not an ordinary file.", "不是普通文件。")
AGAIN = Text("A link to a folder that is walked already: {target}.", "链接指向已遍历的文件夹：{target}。")
REPORTS = Text("A folder of reports of this program.", "本程序的报告文件夹。")
CLOSED = Text("The folder may not be read; ask for access to it.", "没有读取该文件夹的权限；请获取访问权限。")
BROKEN = Text("The folder cannot be read ({why}).", "无法读取该文件夹（{why}）。")


@dataclass(frozen=True, slots=True)
class Met:
    """One thing the walk met.

    parts: folder names below the root, then the name. layers: settings files from the root down to its folder.
    """

    path: str
    parts: tuple[str, ...]
    kind: Literal["feed", "settings", "skipped", "refused"]
    layers: tuple[str, ...] = ()
    size: int = 0
    reason: Text | None = None
    beside: str = ""
    """Digest of what may belong to orders in the same folder."""


@dataclass(frozen=True, slots=True)
class _Folder:
    path: str
    parts: tuple[str, ...]
    layers: tuple[str, ...]


def walk_local(root: str, apart: Sequence[str] = ()) -> Iterator[Met]:
    """Everything below a local folder, by name; ``apart``: folders of reports that are not walked."""
    walk = _Walk(root, {key for place in apart if (key := _key(place))})
    yield from walk.run()


class _Walk:
    """State of one walk: the folders seen (device, number) and the links still to follow."""

    def __init__(self, root: str, apart: set[tuple[int, int]]) -> None:
        self._todo = [_Folder(root, (), ())]
        self._links: list[_Folder] = []
        self._seen: set[tuple[int, int]] = set()
        self._apart = apart

    def run(self) -> Iterator[Met]:
        while self._todo or self._links:
            if not self._todo:
                yield from self._follow(self._links.pop(0))
                continue
            folder = self._todo.pop()
            key = _key(folder.path)
            if key:
                self._seen.add(key)
            yield from self._scan(folder)

    def _follow(self, link: _Folder) -> Iterator[Met]:
        key = _key(link.path)
        if key and key not in self._seen and key not in self._apart:
            self._todo.append(link)
            return
        target = os.path.realpath(link.path)
        yield Met(link.path, link.parts, "skipped", reason=AGAIN.format(target=target))

    def _scan(self, folder: _Folder) -> Iterator[Met]:
        try:
            with os.scandir(folder.path) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except PermissionError:
            yield Met(folder.path, folder.parts, "refused", reason=CLOSED)
            return
        except OSError as error:
            yield Met(folder.path, folder.parts, "refused", reason=BROKEN.format(why=error.strerror or error))
            return
        if folder.parts and any(entry.name == STATE for entry in entries):
            yield Met(folder.path, folder.parts, "skipped", reason=REPORTS)
            return
        name = settings_name(entry.name for entry in entries)
        layers = (*folder.layers, os.path.join(folder.path, name)) if name else folder.layers
        beside = _order_files(entries)
        below: list[_Folder] = []
        for entry in entries:
            parts = (*folder.parts, entry.name)
            if _is_folder(entry):
                one = _Folder(entry.path, parts, layers)
                if entry.is_symlink():
                    self._links.append(one)
                elif entry.name.startswith(".") or _key(entry.path) in self._apart:
                    continue
                else:
                    below.append(one)
            else:
                yield _met(entry, parts, layers, beside)
        self._todo += reversed(below)


def order_files(folder: str) -> str:
    """A digest of the files in ``folder`` that may belong to orders (name, bytes, last change); empty without any."""
    try:
        with os.scandir(folder or ".") as listed:
            return _order_files(sorted(listed, key=lambda entry: entry.name))
    except OSError:
        return ""


def _order_files(entries: Sequence[os.DirEntry[str]]) -> str:
    found = []
    for entry in entries:
        if entry.name.lower().endswith(ORDER_SUFFIXES):
            try:
                status = entry.stat()
            except OSError:
                continue
            found.append((entry.name, status.st_size, status.st_mtime_ns))
    return hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:16] if found else ""


def _met(entry: os.DirEntry[str], parts: tuple[str, ...], layers: tuple[str, ...], beside: str) -> Met:
    try:
        status = entry.stat()
    except OSError:
        reason = NOWHERE if entry.is_symlink() else SPECIAL
        return Met(entry.path, parts, "skipped", reason=reason)
    if not stat.S_ISREG(status.st_mode):
        return Met(entry.path, parts, "skipped", reason=SPECIAL)
    return judged(entry.path, parts, layers, status.st_size, beside)


def judged(path: str, parts: tuple[str, ...], layers: tuple[str, ...], size: int, beside: str = "") -> Met:
    """What an ordinary file is taken for, by its name."""
    name = parts[-1]
    if name in (FILE_NAME, DECISIONS_NAME):
        return Met(path, parts, "settings", layers)
    stem, suffix = os.path.splitext(name)
    suffix = suffix.lower()
    reason: Text | None = None
    if name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")):
        reason = OPEN
    elif name.startswith("."):
        reason = HIDDEN
    elif name in ROLLUP_NAMES or os.path.splitext(stem)[1] in (OWN_MARK, COMPARE_MARK, ANNOTATED_MARK):
        reason = OURS
    elif suffix in ORDER_SUFFIXES:
        reason = ORDERED
    elif suffix not in FEED_SUFFIXES:
        reason = OTHER.format(suffix=suffix) if suffix else NAMELESS
    return Met(path, parts, "skipped" if reason else "feed", layers, size, reason, beside)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _key(place: str) -> tuple[int, int] | None:
    """Device and number of a folder; None where there is none."""
    try:
        status = os.stat(place)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def walk_url(root: str, apart: Sequence[str] = ()) -> Iterator[Met]:
    """Everything behind an address, by name. Raises FeedError where it does not answer."""

    def listed(system: Any, path: str) -> list[tuple[str, int]]:
        found = system.find(path, detail=True)
        start = len(path.rstrip("/")) + 1
        return sorted((name[start:], int(info.get("size") or 0)) for name, info in found.items())

    files = asked(root, listed)
    folders: dict[tuple[str, ...], set[str]] = {}
    for name, _ in files:
        *names, last = name.split("/")
        folders.setdefault(tuple(names), set()).add(last)
    own = {place.rstrip("/") + "/" for place in apart}
    for name, size in files:
        parts = tuple(name.split("/"))
        path = joined(root, *parts)
        above = parts[:-1]
        if any(part.startswith(".") for part in above) or any(path.startswith(one) for one in own):
            continue
        layers = []
        for depth in range(len(above) + 1):
            here = settings_name(folders.get(above[:depth], ()))
            if here:
                layers.append(joined(root, *above[:depth], here))
        yield judged(path, parts, tuple(layers), size)
