"""Notes: the comments part of a sheet extended or made (ECMA-376, 18.7). Notes that are there stay in front of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from auditor.feed.table import column_letter
from auditor.model import Language, Text
from auditor.ooxml.markup import (
    Element,
    Splice,
    appended,
    attribute,
    child,
    escaped,
    masked,
    outline,
    prefix_of,
)
from auditor.report.annotate.marks import Place

AUTHOR = "Feed audit"
HEADING = Text("Feed audit:", "数据表审核：")
"""First line of our notes: programs that save the copy may lose the author."""
SEPARATOR = Text("———— Feed audit ————", "———— 数据表审核 ————")
"""Stands between a note that was there and what we add."""


def reference(place: Place) -> str:
    """``(5, 2)`` → ``C5``."""
    return f"{column_letter(place[1])}{place[0]}"


def new_comments(notes: Mapping[Place, str], namespace: str, language: Language) -> bytes:
    """A comments part with notes of ours."""
    comments = b"".join(
        _comment(place, f"{HEADING(language)}\n{text}", 0, b"") for place, text in sorted(notes.items())
    )
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="%b"><authors><author>%b</author>'
        b"</authors><commentList>%b</commentList></comments>"
    ) % (namespace.encode(), AUTHOR.encode(), comments)


def extended_comments(
    data: bytes, notes: Mapping[Place, str], language: Language
) -> tuple[list[Splice], dict[Place, str]]:
    """The edits of an existing comments part, and the notes of cells that had none."""
    root = outline(data, ("authors", "commentList"))
    prefix = prefix_of(root.tag)
    authors, comments = child(root, "authors"), child(root, "commentList")
    if authors is None or comments is None:
        return [Splice(0, len(data), _whole(root, notes, language))], dict(notes)
    wanted = {reference(place): place for place in notes}
    fresh = dict(notes)
    splices: list[Splice] = []
    for comment in comments.children:
        place = wanted.get((attribute(comment.tag, "ref") or "").replace("$", ""))
        if place is not None and place in fresh:
            splices += _extended(data, comment, prefix, f"\n\n{SEPARATOR(language)}\n{fresh.pop(place)}")
    if fresh:
        author = b"<%bauthor>%b</%bauthor>" % (prefix, AUTHOR.encode(), prefix)
        number = len(authors.children)
        new = b"".join(
            _comment(place, f"{HEADING(language)}\n{text}", number, prefix)
            for place, text in sorted(fresh.items())
        )
        splices += [appended(authors, author, data), appended(comments, new, data)]
    return splices, fresh


def _whole(root: Element, notes: Mapping[Place, str], language: Language) -> bytes:
    return new_comments(notes, attribute(root.tag, "xmlns") or attribute(root.tag, "xmlns:x") or "", language)


def _comment(place: Place, text: str, author: int, prefix: bytes) -> bytes:
    head = b'<%bcomment ref="%b" authorId="%d"><%btext>' % (prefix, reference(place).encode(), author, prefix)
    return head + _text(text, prefix) + b"</%btext></%bcomment>" % (prefix, prefix)


def _text(text: str, prefix: bytes) -> bytes:
    return b'<%bt xml:space="preserve">%b</%bt>' % (prefix, escaped(text), prefix)


def _extended(data: bytes, comment: Element, prefix: bytes, text: str) -> Iterable[Splice]:
    """Our words as a further run of a note's text; a plain text becomes a run first."""
    shown = masked(data[comment.start : comment.end])
    run = b"<%br>%b</%br>" % (prefix, _text(text, prefix), prefix)
    alone = re.search(rb"<%btext\s*/>" % prefix, shown)
    if alone:
        new = b"<%btext>%b</%btext>" % (prefix, run, prefix)
        return [Splice(comment.start + alone.start(), comment.start + alone.end(), new)]
    closing = shown.rfind(b"</%btext" % prefix)
    opening = re.search(rb"<%btext(?=[\s>])[^>]*>" % prefix, shown)
    if closing < 0 or opening is None:
        return []
    splices = []
    inner = shown[opening.end() : closing]
    plain = re.match(
        rb"\s*(<%bt(?=[\s/>])(?:[^>]*/>|[^>]*>.*?</%bt\s*>))" % (prefix, prefix), inner, re.DOTALL
    )
    if plain and not re.search(rb"<%br[\s>]" % prefix, inner):
        start = comment.start + opening.end() + plain.start(1)
        end = comment.start + opening.end() + plain.end(1)
        splices.append(Splice(start, end, b"<%br>%b</%br>" % (prefix, data[start:end], prefix)))
    # A phonetic run may follow the runs; ours goes in front of it.
    phonetic = re.search(rb"<%b(?:rPh|phoneticPr)[\s/>]" % prefix, inner)
    at = comment.start + (opening.end() + phonetic.start() if phonetic else closing)
    return [*splices, Splice(at, at, run)]
