"""Many texts as one array of folded code points, ready for one pass of the automaton."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from auditor.text.normalise import CodeArray, fold_codes, normalised_with_map, original_span

CHUNK = 8_000_000
"""Characters handled at a time: bounds memory, changes no result."""

_PAD = 32
_SEPARATOR = 0


@dataclass(kw_only=True)
class Blob:
    """Texts laid end to end, a separator (0) after each, padding at the end.

    codes: folded code points. texts: the texts as written. starts: int64, where each begins (length n + 1).
    maps: texts that could not be folded character by character → their places in the text as written.
    """

    codes: CodeArray
    texts: Sequence[str]
    starts: CodeArray
    maps: dict[int, list[int]]

    def normal(self, index: int) -> str:
        """The normalised text number ``index``."""
        piece = self.codes[self.starts[index] : self.starts[index + 1] - 1]
        return piece.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")

    def written(self, index: int, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as written of the normalised slice ``start:end``."""
        places = self.maps.get(index)
        return (start, end) if places is None else original_span(self.texts[index], places, start, end)


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
    if joined.isascii():
        raw: CodeArray = np.frombuffer(joined.encode("ascii"), np.uint8)
    else:
        raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.concatenate([[0], np.cumsum(lengths + 1)]).astype(np.int64)
    codes, awkward = fold_codes(raw)
    if raw.dtype == np.uint8:
        codes = codes.astype(np.uint8)
    separators = starts[1:] - 1
    codes[separators] = _SEPARATOR
    spaces = codes == 32
    awkward[1:] |= spaces[1:] & spaces[:-1]
    awkward[separators] = False
    odd = np.unique(np.searchsorted(starts, np.flatnonzero(awkward), side="right") - 1)
    if not len(odd):
        return Blob(codes=_padded(codes), texts=texts, starts=starts, maps={})
    return _replaced(codes, texts, starts, odd.tolist())


def _replaced(codes: CodeArray, texts: Sequence[str], starts: CodeArray, odd: list[int]) -> Blob:
    """The same blob with the ``odd`` texts normalised one by one."""
    maps: dict[int, list[int]] = {}
    lengths = np.diff(starts)
    pieces: list[CodeArray] = []
    reached = 0
    for index in odd:
        form, maps[index] = normalised_with_map(texts[index])
        pieces.append(codes[reached : starts[index]])
        pieces.append(np.frombuffer(form.encode("utf-32-le", "surrogatepass"), np.uint32))
        reached = int(starts[index + 1]) - 1
        lengths[index] = len(form) + 1
    pieces.append(codes[reached:])
    merged = np.concatenate([piece.astype(np.uint32) for piece in pieces])
    return Blob(
        codes=_padded(merged),
        texts=texts,
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        maps=maps,
    )


def _padded(codes: CodeArray) -> CodeArray:
    return np.concatenate([codes, np.zeros(_PAD, codes.dtype)])
