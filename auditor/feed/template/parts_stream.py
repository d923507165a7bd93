"""The wanted stretch of a large part, found in its bytes and parsed as it arrives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from lxml import etree

HEAD_LIMIT = 1 << 20
"""Bytes within which the start tag of the root element must end."""

_OVERLAP = 256
"""Bytes kept from one piece to the next: longer than any tag looked for."""
_ROOT = re.compile(rb"<[A-Za-z_][\w.-]*(?::[\w.-]+)?(?:\s[^>]*)?>")
_CELLS_END = re.compile(rb"</(?:[\w.-]{1,60}:)?sheetData\s{0,60}>|<(?:[\w.-]{1,60}:)?sheetData\s{0,60}/>")
_PAINTS = re.compile(rb"<(?:[\w.-]{1,60}:)?dxfs[\s/>]")


class Target(Protocol):
    """What lxml calls while it parses."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A start tag."""

    def end(self, tag: str) -> None:
        """An end tag."""

    def data(self, text: str) -> None:
        """Text."""

    def close(self) -> None:
        """The end."""


def collected(target: Target, pieces: Iterator[bytes]) -> bool:
    """Parse ``pieces`` into ``target``; False where they are not well-formed. No pieces: nothing to collect."""
    parser = etree.XMLParser(target=target, resolve_entities=False, load_dtd=False, no_network=True)
    fed = False
    try:
        for piece in pieces:
            if piece:
                parser.feed(piece)
                fed = True
        if fed:
            parser.close()
    except etree.XMLSyntaxError:
        return False
    return True


def after_cells(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A worksheet part without its cells: the start of the root element, then what follows ``sheetData``."""
    return _skipped(pieces, _CELLS_END, b"sheetData", after=True)


def from_paints(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A styles part from its ``dxfs`` on; nothing where it has none."""
    return _skipped(pieces, _PAINTS, b"dxfs", after=False)


def _skipped(
    pieces: Iterator[bytes], wanted: re.Pattern[bytes], word: bytes, *, after: bool
) -> Iterator[bytes]:
    """The bytes up to the end of the root's start tag, and those from (or ``after``) the first ``wanted``.

    Where the root cannot be told (UTF-16), everything. An end tag cannot stand inside a cell: ``<`` is escaped there.
    """
    head = b""
    root = None
    for piece in pieces:
        head += piece
        root = _ROOT.search(head) if b"\0" not in head[:64] else None
        if root is not None or b"\0" in head[:64] or len(head) > HEAD_LIMIT:
            break
    if root is None:
        yield head
        yield from pieces
        return
    rest = head[root.end() :]
    while (found := _find(rest, wanted, word)) is None:
        piece = next(pieces, b"")
        if not piece:
            if after:
                yield head[: root.end()]
            return
        rest = rest[-_OVERLAP:] + piece
    yield head[: root.end()]
    yield rest[found.end() if after else found.start() :]
    yield from pieces


def _find(data: bytes, wanted: re.Pattern[bytes], word: bytes) -> re.Match[bytes] | None:
    at = data.find(word)
    while at >= 0:
        found = wanted.match(data, max(data.rfind(b"<", max(at - 64, 0), at), 0))
        if found is not None:
            return found
        at = data.find(word, at + 1)
    return None
