"""Web addresses, e-mail addresses and telephone numbers in texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import regex

from auditor.text.phones import phone_spans
from auditor.text.spans import Spans

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]
Span = tuple[int, int]

_TLDS = (
    "com|net|org|shop|store|online|site|website|cn|uk|de|fr|es|it|jp|eu|us|ca|au|in|nl|pl|se|be|at|ch|mx|br"
    "|io|me|info|biz|top|xyz|app|co|link|club|vip|cc|tv|ly|hk|tw"
)
_URL = regex.compile(
    r"(?:https?|ftp)://[^\s<>\"'，。；]+"
    r"|(?<![\w.@-])(?<![@＠]\s)www\d?\.[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63})+(?:/[^\s<>\"'，。；]*)?"
    rf"|(?<![\w.@/-])(?<![@＠]\s)(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]{{1,62}}(?:\.[a-z0-9-]{{2,63}})*\.(?:{_TLDS})"
    r"(?![\w-]|\.[a-z0-9])(?:/[^\s<>\"'，。；]*)?",
    regex.IGNORECASE,
)
_EMAIL = regex.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?[@＠]\s?(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?![\w-])", regex.IGNORECASE
)


def find_urls(texts: pa.Array, ids: IntArray) -> Spans:
    """Web addresses in ``texts[ids]``; e-mail addresses are none."""
    return _find(texts, ids, r"://|[wW]{3}[0-9]?\.|[A-Za-z0-9-]\.[A-Za-z]", _urls)


def find_emails(texts: pa.Array, ids: IntArray) -> Spans:
    """E-mail addresses in ``texts[ids]``."""
    return _find(texts, ids, "[@＠]", lambda text: (m.span() for m in _EMAIL.finditer(text)))


def find_phones(texts: pa.Array, ids: IntArray, region: str) -> Spans:
    """Telephone numbers in ``texts[ids]``; ``region`` is the marketplace's two letters (``""``: unknown)."""
    return _find(texts, ids, "[0-9][0-9() ./-]{5,}[0-9]", lambda text: phone_spans(text, region))


def _urls(text: str) -> Iterable[Span]:
    for match in _URL.finditer(text):
        start, end = match.span()
        while text[end - 1] in ".,;:!?)'\"":
            end -= 1
        yield start, end


def _find(texts: pa.Array, ids: IntArray, prefilter: str, search: Callable[[str], Iterable[Span]]) -> Spans:
    if not len(ids):
        return Spans.none()
    chosen = texts.take(pa.array(ids))
    likely = np.flatnonzero(np.asarray(pc.match_substring_regex(chosen, prefilter)))
    found: list[tuple[int, int, int, str]] = []
    for place, text in zip(likely.tolist(), chosen.take(pa.array(likely)).to_pylist(), strict=True):
        found += [(int(ids[place]), start, end, text[start:end]) for start, end in search(text)]
    if not found:
        return Spans.none()
    numbers = np.array([one[:3] for one in found], np.int32)
    terms = np.empty(len(found), object)
    terms[:] = [one[3] for one in found]
    return Spans(texts=numbers[:, 0], starts=numbers[:, 1], ends=numbers[:, 2], terms=terms)
