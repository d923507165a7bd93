"""The shared strings of a workbook: plain ones cut out with array arithmetic, rich ones parsed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from auditor.feed.cells import joined, strings
from auditor.feed.guard import damaged, unsafe
from auditor.feed.package import Package
from auditor.feed.sheet_slow import ByteSource, local, rich_text
from auditor.feed.slices import cut, plain, xstring

STRINGS_LIMIT = 1 << 30
"""Bytes of the string table, inflated."""

TEXT_LIMIT = 32 << 20
"""Bytes of XML one string may take."""

_END = b"</si>"


def shared_strings(package: Package, part: str) -> pa.Array:
    """large_string array of the string table, in order; the count the table states is not believed."""
    try:
        return joined(list(_fast(package.stream(part, limit=STRINGS_LIMIT))))
    except _IrregularError:
        return joined(list(_slow(package.stream(part, limit=STRINGS_LIMIT))))


class _IrregularError(ValueError):
    """The table is not written the usual way."""


def _fast(pieces: Iterator[bytes]) -> Iterator[pa.Array]:
    rest, started = b"", False
    for piece in pieces:
        rest += piece
        if not started:
            at = rest.find(b"<sst")
            if at < 0 or rest.find(b">", at) < 0:
                if len(rest) > 1 << 20:
                    raise _IrregularError
                continue
            prolog = rest[:at].lower()
            if b"\0" in prolog or (b"encoding" in prolog and b"utf-8" not in prolog):
                raise _IrregularError
            rest, started = rest[rest.find(b">", at) + 1 :], True
        end = rest.rfind(_END) + len(_END)
        if end >= len(_END):
            yield _items(rest[:end])
            rest = rest[end:]
        if len(rest) > TEXT_LIMIT:
            raise unsafe("a text is endless", "某个文本过长")
    if not started or (rest.strip() and not rest.strip().startswith(b"</sst>")):
        raise _IrregularError


def _items(piece: bytes) -> pa.Array:
    """The strings of whole ``<si>`` elements."""
    try:
        piece.decode()
    except UnicodeDecodeError:
        raise _IrregularError from None
    window = np.frombuffer(piece + b"\0" * 8, np.uint8)
    at, end = np.flatnonzero(window == 60), np.flatnonzero(window == 62)
    place = np.searchsorted(end, at)
    if len(at) and place[-1] >= len(end):
        raise _IrregularError
    end = end[place]
    if (end[:-1] > at[1:]).any() or (window[at + 1] == 33).any():
        raise _IrregularError
    second, third, fourth = (window[at + k] for k in (1, 2, 3))
    opens = np.flatnonzero(
        (second == 115) & (third == 105) & ((fourth == 62) | (fourth == 47) | (fourth == 32))
    )
    closes = np.flatnonzero((second == 47) & (third == 115) & (fourth == 105) & (window[at + 4] == 62))
    alone = window[end[opens] - 1] == 47
    if int((~alone).sum()) != len(closes):
        raise _IrregularError
    ends = np.where(alone, opens, -1)
    ends[~alone] = closes
    if (ends < opens).any() or (ends[:-1] >= opens[1:]).any():
        raise _IrregularError
    text = (second == 116) & ((third == 62) | (third == 32) | (third == 47))
    first = np.minimum(opens + 1, len(at) - 1)
    simple = (ends - opens == 3) & text[first] & (window[end[first] - 1] != 47)
    starts = np.where(simple, end[first] + 1, end[opens])
    stops = np.where(simple, at[np.minimum(first + 1, len(at) - 1)], end[opens])
    values = plain(cut(pa.py_buffer(piece), starts, stops), piece)
    odd = ~simple & (ends > opens)
    if odd.any():
        sources = [piece[a : b + 1] for a, b in zip(at[opens[odd]], end[ends[odd]], strict=True)]
        values = pc.replace_with_mask(values, pa.array(odd), strings(_rich(source) for source in sources))
    return values


def _rich(source: bytes) -> str:
    try:
        parser = etree.XMLParser(resolve_entities=False, remove_comments=True)
        return xstring(rich_text(etree.fromstring(source, parser)))
    except etree.XMLSyntaxError:
        raise _IrregularError from None


def _slow(pieces: Iterator[bytes]) -> Iterator[pa.Array]:
    texts: list[str] = []
    try:
        events = etree.iterparse(
            ByteSource(pieces),
            tag="{*}si",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in events:
            texts.append(xstring(rich_text(element)))
            parent = element.getparent()
            if parent is None or local(parent) != "sst":
                continue
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError:
        raise damaged("the table of texts is not well-formed", "文本表格式错误") from None
    yield strings(texts)
