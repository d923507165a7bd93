"""Names and small nouns of a package: relationships, sheets, namespaces."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auditor.feed.guard import refuse
from auditor.model import FeedError

PLAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
"""Beginnings of relationship types, the plain one and that of Strict Open XML."""


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind``: the last word of the relationship's type; ``target``: a part, or an address outside."""

    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook; ``part`` is empty where the package does not hold it."""

    name: str
    part: str
    state: str


@dataclass(kw_only=True)
class Journal:
    """What became of a changed part: enough to undo it. edits: (place in the new content, length there, old bytes)."""

    sha256: str = ""
    """Of the new content, hexadecimal."""
    edits: list[tuple[int, int, bytes]] = field(default_factory=list)


Late = Callable[[Mapping[str, Journal]], bytes]
"""Content made when everything else is written, from the journals by part key."""


def signed() -> FeedError:
    """The refusal of workbooks with a digital signature."""
    return refuse(
        "The workbook is digitally signed, and any change would make the signature invalid; remove the signature "
        "(File, Info) and try again.",
        "该工作簿带有数字签名，任何修改都会使签名失效；请先删除签名（“文件 > 信息”）后重试。",
    )


def relations_part(part: str) -> str:
    """Where the relationships of ``part`` are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def related_id(tag: bytes) -> str:
    """The ``r:id`` of a tag, whatever the prefix."""
    found = re.search(rb"\s[^\s:=]+:id\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1].decode() if found else ""
