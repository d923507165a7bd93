"""One text looked through for all groups at once, and the word boundaries of what was found in it."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.text.entries import Kind
from auditor.text.normalise import TOKEN_BYTES, clean_option, normalised_with_map
from auditor.text.patterns import Use

Span = tuple[int, int]


class Analysed:
    """One text looked through once for every group; a group's words are checked when it is first asked about.

    hits: group → (entry, start, end) as the automaton found them, boundaries not yet checked. announced: numbers of
    the (group, expression) pairs whose literal occurs.
    """

    __slots__ = ("announced", "hits", "normal", "places", "words")

    def __init__(self, normal: str, places: Sequence[int]) -> None:
        self.normal = normal
        self.places = places
        self.hits: dict[str, list[tuple[Use, int, int]]] = {}
        self.announced: set[tuple[str, int]] = set()
        self.words: dict[str, list[Span]] = {}

    def words_of(self, group: str) -> list[Span]:
        """Checked spans of a group's plain words in the normalised text."""
        if group not in self.hits:
            return []
        found = self.words.get(group)
        if found is None:
            checked = (_checked(self.normal, *hit) for hit in self.hits[group])
            found = self.words[group] = [span for span in checked if span is not None]
        return found


def normal_with_places(text: str) -> tuple[str, Sequence[int]]:
    """A text normalised, and the index as written of each character of the result."""
    if text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
        return text.lower(), range(len(text))
    return normalised_with_map(text)


def _is_token(text: str, place: int) -> bool:
    return 0 <= place < len(text) and bool(TOKEN_BYTES[ord(text[place])])


def _checked(text: str, use: Use, start: int, end: int) -> Span | None:
    """The word boundaries of one hit (the single-text counterpart of ``scan._bounded``)."""
    if use.kind is Kind.WHOLE:
        return (start, end) if clean_option(text) == use.core else None
    if use.kind is Kind.SUFFIX:
        begin = start
        while _is_token(text, begin - 1) or (
            begin > 1 and text[begin - 1] == "-" and _is_token(text, begin - 2)
        ):
            begin -= 1
        if begin == start:
            return None
        start = begin
    elif _is_token(text, start) and _is_token(text, start - 1):
        return None
    end_of_word = _inflected(text, use, end)
    return (start, end_of_word) if end_of_word >= 0 else None


def _inflected(text: str, use: Use, end: int) -> int:
    """Where the word ends with the ending its entry allows; -1 when the text goes on otherwise."""
    if not (_is_token(text, end) and _is_token(text, end - 1)):
        return end
    if use.kind is Kind.PREFIX:
        while _is_token(text, end):
            end += 1
        return end
    ends = (
        end + len(p) for p in use.plurals if text.startswith(p, end) and not _is_token(text, end + len(p))
    )
    return next(ends, -1)


def merged_spans(spans: list[Span]) -> list[Span]:
    """Spans in order, overlapping ones made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
