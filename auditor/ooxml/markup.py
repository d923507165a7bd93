"""XML edited without being rewritten: elements found by their byte positions, replaced stretch by stretch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers import expat

from auditor.feed.guard import damaged, refuse
from auditor.model import FeedError

QUOTED = rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
"""What stands between a tag's name and its ``>``."""
TAG = re.compile(rb"<" + QUOTED + rb">")
_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']+)[\"']")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONE = re.compile("[\ud800-\udfff]")


class Splice(NamedTuple):
    """Bytes ``start:end`` of a part's original content become ``new``."""

    start: int
    end: int
    new: bytes


Segment = tuple[bytes, bytes | None]
"""A stretch of the original and what it becomes; None: it stays."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element by its bytes: ``data[start:inner]`` is its tag, ``data[inner:close]`` its content."""

    name: str
    """Without prefix."""
    tag: bytes
    start: int
    inner: int
    close: int
    end: int
    children: tuple[Element, ...] = ()

    @property
    def alone(self) -> bool:
        """True for ``<name/>``."""
        return self.inner == self.end


def attribute(tag: bytes, name: str) -> str | None:
    """The value of an attribute of a tag, entities resolved; a prefix in ``name`` is taken literally."""
    found = re.search(rb"\s" + re.escape(name.encode()) + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    if not found:
        return None
    text = (found[1] if found[1] is not None else found[2]).decode("utf-8", "replace")
    return unescaped(text) if "&" in text else text


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The tag with an attribute set, in its place or at the end."""
    new = name.encode() + b'="' + escaped_attribute(value) + b'"'
    found = re.search(rb"(\s)" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", tag)
    if found:
        return tag[: found.start()] + found[1] + new + tag[found.end() :]
    end = -2 if tag.endswith(b"/>") else -1
    return tag[:end].rstrip() + b" " + new + tag[end:]


def without_attribute(tag: bytes, name: str) -> bytes:
    """The tag without an attribute."""
    return re.sub(rb"\s" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", tag, count=1)


def escaped(text: str) -> bytes:
    """Text of a cell or note as XML content; what XML cannot hold becomes ``_xHHHH_`` (ECMA-376, 22.9.2.19)."""
    text = _LONE.sub("\ufffd", _ESCAPE_LIKE.sub("_x005F_", text))
    text = _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def escaped_attribute(text: str) -> bytes:
    """Text as the value of an attribute in double quotes."""
    text = _ILLEGAL.sub("", _LONE.sub("\ufffd", text)).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;").encode()


def unescaped(text: str) -> str:
    """Character references and the five entities of XML resolved."""
    named = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}

    def one(found: re.Match[str]) -> str:
        name = found[1]
        if name.startswith("#"):
            number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
            return chr(number) if 0 < number < 0x110000 else "\ufffd"
        return named.get(name, found[0])

    return re.sub(r"&(#\d{1,8}|#[xX][0-9A-Fa-f]{1,7}|\w+);", one, text)


def masked(data: bytes) -> bytes:
    """``data`` with comments, CDATA sections and instructions blanked, every other byte in its place."""
    # One rare letter is looked for much faster than two of which the first is frequent.
    if (b"!" not in data or b"<!" not in data) and (b"?" not in data or b"<?" not in data):
        return data
    return _HIDDEN.sub(lambda found: b" " * len(found[0]), data)


def check_encoding(head: bytes) -> None:
    """FeedError where a part is not written in UTF-8, whose bytes alone can be edited."""
    stated = _DECLARED.search(head[:200])
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        stated and stated[1].lower().replace(b"_", b"-") not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    ):
        raise unusual()


def unusual() -> FeedError:
    """The refusal of workbooks written in a way that cannot be edited in place."""
    return refuse(
        "The workbook is written in an unusual way and cannot be edited in place; open it in a spreadsheet program, "
        "save it as .xlsx and try again.",
        "该工作簿的写法较特殊，无法在原文件上编辑；请用表格软件打开并另存为 .xlsx 后重试。",
    )


def outline(data: bytes, inside: Iterable[str] = (), *, prefix: bytes = b"") -> Element:
    """The root with its children; those named in ``inside`` with their own children too.

    ``prefix`` is markup fed before ``data`` (it must open the elements that ``data`` closes); positions are those of
    ``data``. FeedError where the XML is not well-formed or not UTF-8.
    """
    check_encoding(data)
    return _Outliner(data, frozenset(inside), prefix).root()


class _Outliner:
    def __init__(self, data: bytes, inside: frozenset[str], prefix: bytes) -> None:
        self._data, self._inside, self._shift = data, inside, len(prefix)
        self._open: list[tuple[str, int, list[Element]]] = []
        self._root: Element | None = None
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        self._parser = parser
        try:
            parser.Parse(prefix + data, True)
        except expat.ExpatError:
            raise damaged("a part is not well-formed", "某个部件的 XML 格式错误") from None

    def root(self) -> Element:
        if self._root is None:
            raise damaged("a part is empty", "某个部件是空的")
        return self._root

    def _started(self, name: str, _: object) -> None:
        self._open.append((name, self._parser.CurrentByteIndex - self._shift, []))

    def _ended(self, _: str) -> None:
        name, start, children = self._open.pop()
        depth = len(self._open)
        if depth > 2 or (depth == 2 and _local(self._open[1][0]) not in self._inside):
            return
        element = self._element(_local(name), start, self._parser.CurrentByteIndex - self._shift, children)
        if depth:
            self._open[-1][2].append(element)
        else:
            self._root = element

    def _element(self, name: str, start: int, close: int, children: list[Element]) -> Element:
        found = TAG.match(self._data, start) if start >= 0 else None
        tag = found[0] if found else b"<>"
        inner = start + len(tag)
        if found and tag.endswith(b"/>"):
            return Element(name, tag, start, inner, inner, inner, tuple(children))
        return Element(name, tag, start, inner, close, self._data.index(b">", close) + 1, tuple(children))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def children_named(element: Element, name: str) -> Iterator[Element]:
    """Children of that local name."""
    return (child for child in element.children if child.name == name)


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next(children_named(element, name), None)


def prefix_of(tag: bytes) -> bytes:
    """``x:`` of ``<x:name …>``; empty where there is none."""
    found = re.match(rb"</?([^\s:/>]+:)", tag)
    return found[1] if found else b""


def appended(element: Element, new: bytes, data: bytes) -> Splice:
    """The splice that adds ``new`` as the last children of ``element``."""
    if not element.alone:
        return Splice(element.close, element.close, new)
    name = re.match(rb"<([^\s/>]+)", element.tag)[1]  # type: ignore[index]
    return Splice(element.start, element.end, element.tag[:-2].rstrip() + b">" + new + b"</" + name + b">")


def segments(data: bytes, splices: Iterable[Splice]) -> Iterator[Segment]:
    """``data`` cut into what stays and what changes; splices may not overlap."""
    place = 0
    for start, end, new in sorted(splices, key=lambda one: (one.start, one.end)):
        if start < place:
            raise ValueError("overlapping edits")
        if start > place:
            yield data[place:start], None
        yield data[start:end], new
        place = end
    if place < len(data):
        yield data[place:], None


Rewrite = Callable[[Iterator[bytes]], Iterator[Segment]]
"""The content of a part in pieces → what stays and what changes."""


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """``data`` with the splices carried out."""
    return b"".join(old if new is None else new for old, new in segments(data, splices))


def appended_to_root(data: bytes, new: Iterable[bytes]) -> Splice:
    """The splice that adds elements (without prefix) as the last children of the root."""
    root = outline(data)
    prefix = prefix_of(root.tag)
    return appended(root, b"".join(b"<" + prefix + one[1:] for one in new), data)


def splicing(splices: Iterable[Splice]) -> Rewrite:
    """The rewrite that carries out ``splices``."""

    def make(pieces: Iterator[bytes]) -> Iterator[Segment]:
        return segments(b"".join(pieces), splices)

    return make
