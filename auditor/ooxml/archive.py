"""The zip container written anew around members whose compressed bytes are copied, not deflated again.

Sizes and checksums move from data descriptors into the headers; zip64 fields are written where a number needs them
(APPNOTE 6.3.10, sections 4.3.7 to 4.5.3). Order, times, comments and attributes of the members stay.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from auditor.feed.guard import damaged

ZIP64_FROM = 0xFFFFFFFF
"""Sizes and offsets from here on stand in zip64 fields."""
MEMBERS_ZIP64_FROM = 0xFFFF
LEVEL = 4
"""Deflate level of rewritten members: near the size of the default at about half of its time."""

_DESCRIPTOR, _UTF8 = 0x8, 0x800
_DEFLATED = 8
_FIRST_DAY = 0x21
"""1 January 1980 as a DOS date."""


class Output(Protocol):
    """A binary file that can be gone back in."""

    def write(self, data: bytes, /) -> int: ...  # noqa: D102
    def seek(self, place: int, whence: int = 0, /) -> int: ...  # noqa: D102
    def tell(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a zip as its directory states it; ``start``: where its compressed bytes begin."""

    name: bytes
    key: str
    """The part name: lower case, forward slashes, no leading slash."""
    flags: int = 0
    method: int = _DEFLATED
    moment: tuple[int, int] = (0, _FIRST_DAY)
    """DOS time and date."""
    crc: int = 0
    packed: int = 0
    size: int = 0
    versions: tuple[int, int] = (20, 20)
    """Made by (with the system in the high byte), needed to extract."""
    attributes: tuple[int, int] = (0, 0)
    """Internal, external."""
    local_extra: bytes = b""
    extra: bytes = b""
    comment: bytes = b""
    start: int = 0


def part_key(name: str) -> str:
    """Part names are compared without case, slash direction or a leading slash."""
    return name.replace("\\", "/").lstrip("/").lower()


class Archive:
    """The members of a zip held in memory, in directory order; FeedError where a header is not where it should be."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            self.comment = container.comment
            self.members: tuple[Member, ...] = tuple(self._member(info) for info in container.infolist())
        self.by_key = {member.key: member for member in self.members}

    def packed(self, member: Member) -> memoryview:
        """The compressed bytes of ``member``."""
        return self._data[member.start : member.start + member.packed]

    def _member(self, info: zipfile.ZipInfo) -> Member:
        header = bytes(self._data[info.header_offset : info.header_offset + 30])
        if len(header) < 30 or header[:4] != b"PK\3\4":
            raise damaged("a part is not where the directory says", "部件位置与目录不符")
        name_size, extra_size = struct.unpack("<HH", header[26:30])
        name_end = info.header_offset + 30 + name_size
        year, month, day, hour, minute, second = info.date_time
        utf8 = info.flag_bits & _UTF8
        return Member(
            name=info.orig_filename.encode("utf-8" if utf8 else "cp437"),
            key=part_key(info.filename),
            flags=info.flag_bits & ~_DESCRIPTOR,
            method=info.compress_type,
            moment=(hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day),
            crc=info.CRC,
            packed=info.compress_size,
            size=info.file_size,
            versions=(info.create_system << 8 | info.create_version, info.extract_version),
            attributes=(info.internal_attr, info.external_attr),
            local_extra=_without_zip64(bytes(self._data[name_end : name_end + extra_size])),
            extra=_without_zip64(info.extra),
            comment=info.comment,
            start=name_end + extra_size,
        )


def new_member(part: str) -> Member:
    """A member for a new part."""
    name = part.encode()
    return Member(name=name, key=part_key(part), flags=0 if name.isascii() else _UTF8)


class ArchiveWriter:
    """Writes members to ``file`` one after the other, then the directory."""

    def __init__(self, file: Output) -> None:
        self._file = file
        self._written: list[tuple[Member, int]] = []

    def copy(self, member: Member, packed: memoryview) -> None:
        """A member with its compressed bytes as they are."""
        self._written.append((member, self._file.tell()))
        self._file.write(_local(member))
        for start in range(0, len(packed), 1 << 22):
            self._file.write(bytes(packed[start : start + (1 << 22)]))

    def deflate(self, member: Member, pieces: Iterable[bytes]) -> None:
        """A member with new content; the header is completed afterwards."""
        place = self._file.tell()
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        draft = replace(member, method=_DEFLATED, crc=0, packed=0, size=0)
        self._file.write(_local(draft))
        crc = size = packed = 0
        for piece in _joined(pieces):
            crc = zlib.crc32(piece, crc)
            size += len(piece)
            packed += self._put(packer.compress(piece))
        packed += self._put(packer.flush())
        if max(size, packed) >= ZIP64_FROM:
            raise damaged("a part is too large", "某个部件过大")
        end = self._file.tell()
        done = replace(draft, crc=crc, packed=packed, size=size)
        self._file.seek(place)
        self._file.write(_local(done))
        self._file.seek(end)
        self._written.append((done, place))

    def _put(self, data: bytes) -> int:
        self._file.write(data)
        return len(data)

    def close(self, order: Iterable[str], comment: bytes = b"") -> None:
        """The directory, members in the order of their keys ``order``, others after them."""
        ranks = {key: rank for rank, key in enumerate(order)}
        start = self._file.tell()
        for member, place in sorted(self._written, key=lambda one: ranks.get(one[0].key, len(ranks))):
            self._file.write(_central(member, place))
        size, count = self._file.tell() - start, len(self._written)
        if max(start, size) >= ZIP64_FROM or count >= MEMBERS_ZIP64_FROM:
            end = self._file.tell()
            self._file.write(
                struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
                + struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
            )
        few = min(count, MEMBERS_ZIP64_FROM)
        sizes = (min(size, ZIP64_FROM), min(start, ZIP64_FROM))
        self._file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, few, few, *sizes, len(comment)) + comment)


def _local(member: Member) -> bytes:
    extra, sizes = member.local_extra, (member.packed, member.size)
    if max(sizes) >= ZIP64_FROM:
        extra = struct.pack("<2H2Q", 1, 16, member.size, member.packed) + extra
        sizes = (0xFFFFFFFF, 0xFFFFFFFF)
    needed = max(member.versions[1], 45 if extra is not member.local_extra else 0)
    fields = (needed, member.flags, member.method, *member.moment, member.crc, *sizes)
    head = struct.pack("<4s5H3L2H", b"PK\3\4", *fields, len(member.name), len(extra))
    return head + member.name + extra


def _central(member: Member, place: int) -> bytes:
    numbers = (member.size, member.packed, place)
    large = [number for number in numbers if number >= ZIP64_FROM]
    extra = member.extra
    if large:
        extra = struct.pack(f"<2H{len(large)}Q", 1, 8 * len(large), *large) + extra
    size, packed, place = (
        min(number, 0xFFFFFFFF) if number < ZIP64_FROM else 0xFFFFFFFF for number in numbers
    )
    made, needed = member.versions
    fields = (made, max(needed, 45 if large else 0), member.flags, member.method, *member.moment, member.crc)
    lengths = (len(member.name), len(extra), len(member.comment))
    head = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", *fields, packed, size, *lengths, 0, *member.attributes, place
    )
    return head + member.name + extra + member.comment


def _without_zip64(extra: bytes) -> bytes:
    """Extra fields without the zip64 one; unreadable ones are left out."""
    kept, place = b"", 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack("<HH", extra[place : place + 4])
        if kind != 1 and place + 4 + size <= len(extra):
            kept += extra[place : place + 4 + size]
        place += 4 + size
    return kept


def _joined(pieces: Iterable[bytes], size: int = 1 << 18) -> Iterator[bytes]:
    """The same bytes in pieces of about ``size``."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    yield b"".join(held)
