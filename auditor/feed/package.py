"""The zip container of xlsx and ods workbooks: checked before anything is inflated, inflated in bounded pieces."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from auditor.feed.guard import Content, damaged, locked, refuse, unsafe

ENTRY_LIMIT = 10_000
TOTAL_LIMIT = 6 << 30
"""Bytes all parts may have together, inflated."""
PART_LIMIT = 3 << 30
SMALL_PART_LIMIT = 64 << 20
"""Bytes of a part that is read whole (workbook.xml, relationships)."""
RATIO_LIMIT = 250
"""Inflated size over deflated size, for parts above RATIO_FLOOR; dense real sheets stay below 60."""
RATIO_FLOOR = 50 << 20
SILENCE_LIMIT = 8 << 20
"""Bytes without a ``>``: no text or attribute of a workbook is that long."""
CHUNK = 1 << 20

_DTD = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))


class Package:
    """A checked zip: parts by name (any case, any slash), streamed with every promise of the directory enforced."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, OSError):
            raise damaged("the file is cut off or overwritten", "文件不完整或被改写") from None
        infos = self._zip.infolist()
        _check(infos)
        self._infos = {_key(info.filename): info for info in infos if not info.is_dir()}
        if len(self._infos) != sum(not info.is_dir() for info in infos):
            raise unsafe("it holds a part twice", "含有重复的部件")

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._infos

    @property
    def names(self) -> tuple[str, ...]:
        """Part names, lower case, without a leading slash."""
        return tuple(self._infos)

    def stream(self, part: str, chunk: int = CHUNK, limit: int = PART_LIMIT) -> Iterator[bytes]:
        """The inflated bytes of ``part`` in pieces; FeedError on a lie, damage, DTD or more than ``limit`` bytes."""
        info = self._infos[_key(part)]
        if info.file_size > limit:
            raise unsafe("a part is too large", "某个部件过大")
        seen = silence = 0
        head = b""
        try:
            with self._zip.open(info) as file:
                while piece := file.read(chunk):
                    if seen < CHUNK:
                        head += piece
                        if any(mark in head for mark in _DTD):
                            raise unsafe("it defines its own entities", "含有自定义实体")
                    seen += len(piece)
                    last = piece.rfind(b">")
                    silence = silence + len(piece) if last < 0 else len(piece) - last
                    if silence > SILENCE_LIMIT:
                        raise unsafe("a cell or attribute is endless", "含有超长的内容")
                    yield piece
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ):
            raise damaged("a part cannot be unpacked", "某个部件无法解压") from None
        if seen != info.file_size:
            raise damaged("a part is shorter than stated", "某个部件的长度与记录不符")

    def read(self, part: str, limit: int = SMALL_PART_LIMIT) -> bytes:
        """A small part whole."""
        return b"".join(self.stream(part, limit=limit))

    def close(self) -> None:
        """Let go of the file's bytes."""
        self._zip.close()

    def content(self) -> Content:
        """``ooxml`` or ``ods``; FeedError for the zips that are something else."""
        names = self.names
        if "mimetype" in self and b"opendocument.spreadsheet" in self.read("mimetype", 1 << 16):
            if "META-INF/manifest.xml" in self and b"encryption-data" in self.read("META-INF/manifest.xml"):
                raise locked()
            return "ods"
        if any(name.endswith("workbook.bin") for name in names):
            raise refuse(
                "This is a binary workbook (.xlsb), which cannot be read; open it and save it as .xlsx.",
                "这是二进制工作簿（.xlsb），无法读取；请打开后另存为 .xlsx。",
            )
        if any(name.endswith(".iwa") or name == "index.zip" for name in names):
            raise refuse(
                "This is a Numbers document; in Numbers choose File, Export To, Excel and audit that file.",
                "这是 Numbers 文档；请在 Numbers 中选择“文件 > 导出为 > Excel”，再检查导出的文件。",
            )
        if any(name.startswith("xl/") for name in names) or b"spreadsheetml" in self._types():
            return "ooxml"
        raise refuse(
            "The file is a zip archive without a workbook in it; unpack it and audit the feed file itself.",
            "该文件是不含工作簿的 ZIP 压缩包；请先解压，再检查其中的数据表文件。",
        )

    def _types(self) -> bytes:
        return self.read("[Content_Types].xml") if "[Content_Types].xml" in self else b""


def resolve(source: str, target: str) -> str:
    """The part a relationship ``target`` of part ``source`` points to: absolute, relative, escaped, backslashed."""
    target = unquote(target.replace("\\", "/"))
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target)).lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _check(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > ENTRY_LIMIT:
        raise unsafe("it has too many parts", "部件过多")
    total = 0
    spans = []
    for info in infos:
        if info.flag_bits & 1:
            raise locked()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise unsafe("it is packed in an unusual way", "压缩方式不常见")
        packed = max(info.compress_size, 1)
        if info.file_size > PART_LIMIT or (
            info.file_size > RATIO_FLOOR and info.file_size > RATIO_LIMIT * packed
        ):
            raise unsafe("a part unpacks to an enormous size", "某个部件解压后异常巨大")
        total += info.file_size
        spans.append((info.header_offset, info.header_offset + 30 + info.compress_size))
    if total > TOTAL_LIMIT:
        raise unsafe("it unpacks to an enormous size", "解压后异常巨大")
    spans.sort()
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise unsafe("its parts overlap", "部件相互重叠")
