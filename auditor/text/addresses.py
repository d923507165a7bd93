"""Web addresses, e-mail addresses and telephone numbers in texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import regex

from auditor.text.phones import phone_spans
from auditor.text.spans import Spans

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]
Span = tuple[int, int]

_HOST_TLDS = "com|net|org|shop|store|online|cn|uk|de|fr|es|jp|eu|ca|au|nl|pl|se|ch|mx|br|io|biz|xyz|hk|tw|kr"
"""Endings that make a bare ``name.ending`` a host."""
_WORD_TLDS = "it|in|me|us|co|at|be|is|to|so|info|app|link|club|vip|cc|tv|ly|site|website|top|page|gd|gl|be|ee"
"""Endings that are words too: a host only with a path behind it (``bit.ly/abc``, ``t.me/shop``)."""
_TELLING_TLDS = frozenset("info app link club vip cc tv site website page co ly".split())
"""Word endings that hardly ever follow a missing blank."""
_POINTS = regex.compile(
    r"(?:\b(?:at|on|visit|see|from|via|to|site|website|shop|store|auf|unter|bei|besuch\w*|sur|visitez|en"
    r"|visita\w*|su|web|webseite)|访问|官网|见|网址|は|サイト)\W*$",
    regex.IGNORECASE,
)
"""Right before a host: the sentence points there."""
_SHOP_NAME = 8
"""Letters from which a bare name is no common word."""
_NO_HOSTS = frozenset({"asp.net", "vb.net", "ado.net", "socket.io"})
_PATH = r"(?:/[^\s<>\"'，。；、]*)"
_URL = regex.compile(
    rf"(?:https?|ftp)://[^\s<>\"'，。；、]+"
    rf"|(?<![\w.@-])www\d?\.[\p{{L}}\d-]{{2,63}}(?:\.[\p{{L}}\d-]{{2,63}})+{_PATH}?"
    rf"|(?<![A-Za-z0-9_.@/-])(?<!@\s)(?:[a-z0-9-]{{1,63}}\.)+(?:{_HOST_TLDS}|{_WORD_TLDS})(?![A-Za-z0-9-]"
    rf"|\.[a-z0-9]){_PATH}?",
    regex.IGNORECASE,
)
_BARE = regex.compile(r"^((?:[A-Za-z0-9-]+\.)+)([A-Za-z]+)(/.*)?$")
_AT = regex.compile("[@＠]")
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-")
_NETWORK = regex.compile(
    r"\b(?:insta\w*|ig|facebook|fb|tiktok|telegram|twitter|x|pinterest|youtube|snapchat|wechat|threads"
    r"|follow|us|uns|nous)\W*$",
    regex.IGNORECASE,
)
_LONGEST_LOCAL = 64
_MAIL_HOST = regex.compile(r"\s?(?:[a-z0-9-]{2,63}\.)+[a-z]{2,24}(?![A-Za-z0-9-])", regex.IGNORECASE)


def find_urls(texts: pa.Array, ids: IntArray) -> Spans:
    """Web addresses in ``texts[ids]``; e-mail addresses are none."""
    return _find(texts, ids, r"://|[wW]{3}[0-9]?\.|[A-Za-z0-9-]\.[A-Za-z]", _urls)


def find_emails(texts: pa.Array, ids: IntArray) -> Spans:
    """E-mail addresses in ``texts[ids]``."""
    return _find(texts, ids, ("@", "＠"), _emails)


def find_phones(texts: pa.Array, ids: IntArray, region: str) -> Spans:
    """Telephone numbers in ``texts[ids]``; ``region`` is the marketplace's two letters (``""``: unknown)."""
    return _find(texts, ids, "[0-9][0-9() ./-]{5,}[0-9]", lambda text: phone_spans(text, region))


def _emails(text: str) -> Iterable[Span]:
    """From each ``@`` the host forwards and the name backwards: the time is that of the address, not of the text."""
    done = 0
    for at in _AT.finditer(text):
        host = _MAIL_HOST.match(text, at.end())
        last = at.start() - (at.start() > 0 and text[at.start() - 1].isspace())
        first = last
        while first > done and text[first - 1] in _LOCAL and last - first <= _LONGEST_LOCAL:
            first -= 1
        while first < last and not text[first].isalnum():
            first += 1
        if host and _is_handle(text, first, at.start(), host):
            continue
        if host and first < last and last - first <= _LONGEST_LOCAL:
            done = host.end()
            yield first, done


def _is_handle(text: str, first: int, at: int, host: Any) -> bool:
    """Whether ``@name.name`` with a blank before it is an account (``Instagram @shop.name``), no address."""
    apart = at > 0 and text[at - 1].isspace() and not text[at + 1 : at + 2].isspace()
    if not apart:
        return False
    ending = host.group().rpartition(".")[2].lower()
    return ending not in _HOST_TLDS.split("|") or _NETWORK.search(text, max(first - 12, 0), at) is not None


def _urls(text: str) -> Iterable[Span]:
    for match in _URL.finditer(text):
        start, end = match.span()
        while text[end - 1] in ".,;:!?)'\"":
            end -= 1
        if _is_host(text[start:end]) or _is_shop(text, start, end):
            yield start, end


def _is_shop(text: str, start: int, end: int) -> bool:
    """Whether a name with an ending that is a word too is a shop's: long, in small letters, pointed to.

    Where the ending may follow a full stop without a blank (``engraving.it``), the sentence must end with it.
    """
    name, _, ending = text[start:end].rpartition(".")
    if (
        not name.islower()
        or len(max(name.split("."), key=len)) < _SHOP_NAME
        or ending not in _WORD_TLDS.split("|")
    ):
        return False
    pointed = _POINTS.search(text, max(start - 24, 0), start) is not None
    return pointed and (ending in _TELLING_TLDS or not text[end:].strip(" .!)").strip())


def _is_host(written: str) -> bool:
    """Whether a match looks like an address rather than a missing blank after a full stop (``Home.Is``)."""
    lower = written.lower()
    if "://" in lower or lower.startswith("www"):
        return True
    bare = _BARE.match(written)
    if bare is None or lower in _NO_HOSTS:
        return False
    names, ending, path = bare.groups()
    labels = names.rstrip(".").split(".")
    if ending != ending.lower() and written != written.upper():
        return False
    if not any(character.isalpha() for character in names) and ending not in ("com", "cn", "net"):
        return False
    if path and len(path) > 1:
        return True
    return len(labels[-1]) >= 2 and ending.lower() in _HOST_TLDS.split("|") and len(max(labels, key=len)) >= 3


def _find(
    texts: pa.Array, ids: IntArray, prefilter: str | tuple[str, ...], search: Callable[[str], Iterable[Span]]
) -> Spans:
    """``search`` in the texts that match ``prefilter``: a regular expression, or literals of which one occurs."""
    if not len(ids):
        return Spans.none()
    chosen = _chosen(texts, ids)
    if isinstance(prefilter, str):
        hit = np.asarray(pc.match_substring_regex(chosen, prefilter))
    else:
        hit = np.logical_or.reduce([np.asarray(pc.match_substring(chosen, literal)) for literal in prefilter])
    likely = np.flatnonzero(hit)
    found: list[tuple[int, int, int, str]] = []
    for place, text in zip(likely.tolist(), chosen.take(pa.array(likely)).to_pylist(), strict=True):
        found += [(int(ids[place]), start, end, text[start:end]) for start, end in search(text)]
    if not found:
        return Spans.none()
    numbers = np.array([one[:3] for one in found], np.int32)
    terms = np.empty(len(found), object)
    terms[:] = [one[3] for one in found]
    return Spans(texts=numbers[:, 0], starts=numbers[:, 1], ends=numbers[:, 2], terms=terms)


def _chosen(texts: pa.Array, ids: IntArray) -> pa.Array | pa.ChunkedArray:
    """``texts[ids]``; runs of neighbouring ids, which a field's texts are, are taken as views instead of copies."""
    cuts = np.flatnonzero(np.diff(ids) != 1) + 1
    if len(cuts) > 64:
        return texts.take(pa.array(ids))
    bounds = [0, *cuts.tolist(), len(ids)]
    views = [texts.slice(int(ids[a]), b - a) for a, b in pairwise(bounds)]
    return pa.chunked_array(views, texts.type)
