"""How a text file separates its cells, and whether it quotes them."""

from __future__ import annotations

from collections import Counter

import numpy as np

from auditor.feed.fields import Fields, MalformedError, split, usual_count

DELIMITERS = "\t,;|"
SAMPLE = 1 << 18
"""Bytes from the beginning that the choice rests on."""


def find_delimiter(data: bytes) -> str:
    """The delimiter that gives most rows of the beginning the same number of cells; ``""`` for a single column."""
    sample = data[:SAMPLE]
    if len(sample) < len(data):
        sample = _whole_records(sample)
    best, best_score = "", 0.45
    for delimiter in DELIMITERS:
        score = _consistency(sample, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _whole_records(sample: bytes) -> bytes:
    """The sample up to its last line end outside quotes, or its last line end where quotes leave none."""
    window = np.frombuffer(sample, np.uint8)
    ends, quotes = np.flatnonzero((window == 10) | (window == 13)), np.flatnonzero(window == 34)
    outside = ends[np.searchsorted(quotes, ends) % 2 == 0]
    if not len(ends):
        return sample
    return sample[: int((outside if len(outside) else ends)[-1]) + 1]


def _consistency(sample: bytes, delimiter: str) -> float:
    """Share of rows with the usual number of cells, halved where the first row is undivided; more cells win ties."""
    if delimiter.encode() not in sample:
        return 0.0
    fields = _any_split(sample, delimiter)
    sizes = np.add.reduceat(fields.ends - fields.starts, fields.first) + fields.counts - 1
    counts = fields.counts[sizes > 0][:500]
    if not len(counts):
        return 0.0
    usual, times = (
        Counter(int(count) for count in counts if count > 1).most_common(1)[0]
        if (counts > 1).any()
        else (1, 0)
    )
    divided_first = bool(counts[0] > 1)
    share = times / len(counts) if divided_first else times / len(counts) / 2
    if divided_first and float((counts > 1).mean()) > 0.9:
        share = max(share, 0.5)
    return share + min(usual, 400) / 2000 if times else 0.0


def _any_split(sample: bytes, delimiter: str) -> Fields:
    """Split with quotes where they are well-formed, literally otherwise."""
    try:
        return split(sample, delimiter, True)
    except MalformedError:
        return split(sample, delimiter, False)


def quotes_are_evident(quoted: Fields, delimiter: str) -> bool:
    """Whether well-formed quotes of a tab-delimited file are quoting and not inch marks or names of drinks.

    Evidence: a quoted cell holds a delimiter, a line break or a doubled quote; or a comma, while no unquoted cell
    holds one (spreadsheet programs quote every cell with a comma); or most filled cells are quoted.
    """
    marked = np.flatnonzero(quoted.quoted)
    if not len(marked):
        return False
    if quoted.doubled.any():
        return True
    data = quoted.data
    filled = (quoted.ends > quoted.starts) & ~quoted.quoted
    if len(marked) >= filled.sum():
        return True
    window = np.frombuffer(data, np.uint8)
    special = np.flatnonzero((window == 10) | (window == 13) | (window == ord(delimiter)))
    inside = np.searchsorted(special, quoted.ends[marked]) > np.searchsorted(special, quoted.starts[marked])
    if inside.any():
        return True
    commas = np.flatnonzero(window == 44)
    has = np.searchsorted(commas, quoted.ends) > np.searchsorted(commas, quoted.starts)
    return bool(has[marked].any() and not (has & ~quoted.quoted).any())


def ragged_share(fields: Fields) -> float:
    """Share of non-blank records whose number of fields is not the usual one."""
    counts = fields.counts[fields.counts > 1]
    return float((counts != usual_count(fields.counts)).mean()) if len(counts) else 1.0
