"""Many texts as one array of folded code points, ready for one pass of the automaton."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from auditor.text.normalise import EXPANDS, JOINS, ONE_TO_ONE, BoolArray, CodeArray, fold, fold_codes

CHUNK = 4_000_000
"""Characters handled at a time: bounds memory, changes no result."""

_PAD = 32
_SEPARATOR = 0
_SPACE = 32


@dataclass(kw_only=True)
class Blob:
    """Texts laid end to end, a separator (0) after each, padding at the end.

    codes: folded code points. texts: the texts as written. starts: int64, where each begins in ``codes`` (length
    n + 1). raw_starts: the same in the texts as written, joined. places: index as written of each folded code point;
    None where nothing moved. joins: bool per code point as written, True for marks that belong to the one before.
    """

    codes: CodeArray
    texts: Sequence[str]
    starts: CodeArray
    raw_starts: CodeArray
    places: CodeArray | None = None
    joins: BoolArray | None = None

    @cached_property
    def string(self) -> str:
        """``codes`` as one string."""
        return string_of(self.codes)

    def normal(self, index: int) -> str:
        """The normalised text number ``index``."""
        return self.string[self.starts[index] : self.starts[index + 1] - 1]

    def written(self, texts: CodeArray, starts: CodeArray, ends: CodeArray) -> tuple[CodeArray, CodeArray]:
        """Offsets in the texts as written of slices of ``codes`` (offsets in the whole blob, not empty)."""
        if self.places is None:
            return starts - self.starts[texts], ends - self.starts[texts]
        first, last = self.places[starts], self.places[ends - 1] + 1
        if self.joins is not None:
            while (more := self.joins[last]).any():
                last = last + more
        return first - self.raw_starts[texts], last - self.raw_starts[texts]


def string_of(codes: CodeArray) -> str:
    """Code points as a string."""
    if codes.dtype == np.uint8:
        return codes.tobytes().decode("ascii")
    return codes.astype(np.uint32, copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def blobs(texts: Sequence[str], lengths: CodeArray) -> Iterator[tuple[int, Blob]]:
    """Blobs of at most about ``CHUNK`` characters, each with the number of its first text."""
    ends = np.cumsum(lengths + 1)
    first = 0
    while first < len(texts):
        floor = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, floor + CHUNK, side="right")))
        yield first, _blob(texts[first:last], lengths[first:last])
        first = last


def _blob(texts: Sequence[str], lengths: CodeArray) -> Blob:
    joined = "\n".join(chain(texts, ("",)))
    plain = joined.isascii()
    encoded = joined.encode("ascii") if plain else joined.encode("utf-32-le", "surrogatepass")
    raw: CodeArray = np.frombuffer(encoded, np.uint8 if plain else np.uint32)
    starts = np.concatenate([[0], np.cumsum(lengths + 1)]).astype(np.int64)
    codes, ways = fold_codes(raw)
    if plain:
        codes = codes.astype(np.uint8)
    separators = starts[1:] - 1
    codes[separators] = _SEPARATOR
    if not (ways != ONE_TO_ONE).any() and not _needless(codes).any():
        return Blob(codes=_padded(codes), texts=texts, starts=starts, raw_starts=starts)
    codes, places = _refolded(raw, codes, ways)
    kept = np.flatnonzero(~_doubled(codes))
    kept = kept[~_at_edge(codes[kept])]
    codes, places = codes[kept], places[kept]
    return Blob(
        codes=_padded(codes),
        texts=texts,
        starts=np.searchsorted(places, starts),
        raw_starts=starts,
        places=places,
        joins=np.append(ways == JOINS, False) if (ways == JOINS).any() else None,
    )


def _refolded(raw: CodeArray, codes: CodeArray, ways: CodeArray) -> tuple[CodeArray, CodeArray]:
    """Code points that fold to none, several, or with their neighbour put right; and the place each comes from."""
    counts = np.ones(len(codes), np.int64)
    counts[ways == JOINS] = 0
    forms: dict[int, str] = {}
    joining = np.flatnonzero(ways == JOINS)
    heads = joining[np.concatenate([[True], np.diff(joining) > 1])] - 1 if len(joining) else joining
    for head in heads.tolist():
        last = head + 1
        while last < len(raw) and ways[last] == JOINS:
            last += 1
        head = max(head, 0)
        forms[head] = "" if codes[head] == _SEPARATOR else fold("".join(map(chr, raw[head:last].tolist())))
    expanding = np.flatnonzero(ways == EXPANDS)
    alone = {code: fold(chr(code)) for code in np.unique(raw[expanding]).tolist()}
    forms = {p: alone[c] for p, c in zip(expanding.tolist(), raw[expanding].tolist(), strict=True)} | forms
    where = np.fromiter(forms, np.int64, count=len(forms))
    separated = codes[where] == _SEPARATOR
    counts[where[~separated]] = np.array([len(form) for form in forms.values()], np.int64)[~separated]
    places = np.repeat(np.arange(len(codes)), counts)
    out = codes[places].astype(np.uint32)
    first = np.cumsum(counts) - counts
    for head, form in forms.items():
        if codes[head] != _SEPARATOR:
            out[first[head] : first[head] + len(form)] = [ord(character) for character in form]
    return out, places


def _doubled(codes: CodeArray) -> BoolArray:
    spaces: BoolArray = codes == _SPACE
    spaces[1:] &= spaces[:-1].copy()
    spaces[:1] = False
    return spaces


def _at_edge(codes: CodeArray) -> BoolArray:
    spaces, ends = codes == _SPACE, codes == _SEPARATOR
    edge: BoolArray = spaces & (np.concatenate([[True], ends[:-1]]) | np.concatenate([ends[1:], [True]]))
    return edge


def _needless(codes: CodeArray) -> BoolArray:
    return _doubled(codes) | _at_edge(codes)


def _padded(codes: CodeArray) -> CodeArray:
    return np.concatenate([codes, np.zeros(_PAD, codes.dtype)])
