"""Other people's marks where they stand in a feed: what the seller may use is taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.config import Settings
from auditor.evidence.asking import ObjectArray, objects
from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Matches
from auditor.feed.table import BoolArray, IntArray
from auditor.text.evasion import MIXED_SCRIPTS, revealed, stands_alone
from auditor.text.marks import DISGUISED, capitalised, contains, undisguised
from auditor.text.normalise import normalised
from auditor.text.sentences import denied, sentence_bounds
from auditor.text.spans import Spans

V = TypeVar("V")
Place = tuple[str, int, int]
"""A text and the offsets of the mark in it."""
DENIAL_REACH = 70
"""Characters before a mark in which its sentence may deny it (*we cannot print Disney*)."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """Marks that the seller has no recorded right to, as parallel arrays.

    found: where they stand. families: object array of str. marks: object array of str, the mark meant (``""`` where it
    is the words themselves, the mark where they disguise it). ended: object array of str, the day a licence ran out
    (``""`` where none was recorded). official: the text claims to be licensed.
    """

    found: Matches
    families: ObjectArray
    marks: ObjectArray
    ended: ObjectArray
    official: BoolArray

    def __len__(self) -> int:
        return len(self.found)

    def where(self, mask: BoolArray | IntArray) -> Named:
        """Those for which ``mask`` holds."""
        return Named(
            found=self.found.where(mask),
            families=self.families[mask],
            marks=self.marks[mask],
            ended=self.ended[mask],
            official=self.official[mask],
        )

    def ask(self, question: Callable[[str, int, int], V]) -> list[V]:
        """``question`` of each place (text, start, end in the text), put once per distinct place."""
        answers: dict[Place, V] = {}
        places = places_of(self.found)
        for place in places:
            if place not in answers:
                answers[place] = question(*place)
        return [answers[place] for place in places]

    def fields_of(self, evidence: Evidence) -> ObjectArray:
        """The field each mark stands in."""
        return objects([column.field for column in evidence.feed.columns])[self.found.columns]


def places_of(found: Matches) -> list[Place]:
    """Each match as (value, start, end), offsets inside the value."""
    starts = (found.starts - found.part_starts).tolist()
    ends = (found.ends - found.part_starts).tolist()
    return list(zip(found.values.tolist(), starts, ends, strict=True))


def mark_reads(families: Sequence[str], *names: str) -> dict[str, tuple[str, ...]]:
    """What a rule must declare in ``reads`` to ask for ``families`` in the fields ``names``."""
    groups = [f"mark.{family}" for family in families]
    groups += [f"mark.{family}.hidden" for family in families if family in DISGUISED]
    return dict.fromkeys((*groups, "mark.licence"), names)


def named_marks(evidence: Evidence, families: Sequence[str], *names: str, brand_too: bool = False) -> Named:
    """Marks of ``families`` in the fields ``names``, without those the seller may use.

    brand_too: also those that the row's own brand column names. Marks that their sentence denies are left out.
    """
    parts: list[Matches] = []
    of: list[str] = []
    for family in families:
        one = _of_family(evidence, family, names)
        parts.append(one)
        of += [family] * len(one)
    found = joined(parts)
    free = ~_denied(evidence, found)
    if not brand_too:
        free &= ~_of_brand(evidence, found)
    official = np.unique(evidence.matches("mark.licence", *names).ids)
    return _named(evidence, found.where(free), objects(of)[free], official)


def without_rights(evidence: Evidence, found: Matches, family: str) -> Named:
    """Words found by other means that are marks of ``family``, without those the seller may use."""
    return _named(evidence, found, objects([family] * len(found)), np.empty(0, np.int32))


def _named(evidence: Evidence, found: Matches, families: ObjectArray, official: IntArray) -> Named:
    ended = _standing(found.terms, evidence.settings, evidence.today)
    free = np.fromiter((day is not None for day in ended), bool, len(ended))
    found = found.where(free)
    return Named(
        found=found,
        families=families[free],
        marks=objects([undisguised(term) or _latin(term) for term in found.terms]),
        ended=ended[free],
        official=np.isin(found.ids, official),
    )


def all_of(*parts: Named) -> Named:
    """Several answers one after the other."""
    rest = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts])
        for f in fields(Named)
        if f.name != "found"
    }
    return Named(found=joined([part.found for part in parts]), **rest)


def _latin(term: str) -> str:
    shown = revealed(term)
    return shown if shown != term else ""


def _of_family(evidence: Evidence, family: str, names: tuple[str, ...]) -> Matches:
    parts = [evidence.matches(f"mark.{family}", *names)]
    if family in DISGUISED:
        hidden = evidence.matches(f"mark.{family}.hidden", *names)
        alone = [stands_alone(*place) for place in places_of(hidden)]
        parts += [hidden.where(np.array(alone, bool)), _mixed(evidence, family, names)]
    return joined(parts)


def _mixed(evidence: Evidence, family: str, names: tuple[str, ...]) -> Matches:
    """Marks written with look-alike letters of another alphabet."""
    corpus = evidence.corpus
    ids = corpus.ids_of(*names)
    texts = corpus.texts.take(pa.array(ids))
    foreign = pc.invert(pc.string_is_ascii(texts))
    ids = ids[np.asarray(foreign)]
    texts = texts.filter(foreign)
    ids = ids[np.asarray(pc.match_substring_regex(texts, MIXED_SCRIPTS))]
    rows: list[tuple[int, int, int, str]] = []
    for number in ids.tolist():
        text = corpus.text(number)
        shown = revealed(text)
        spans = evidence.matcher.find(f"mark.{family}", shown) if shown != text else []
        rows += [(number, a, b, text[a:b]) for a, b in spans if text[a:b] != shown[a:b]]
    spans_found = Spans(
        texts=np.array([row[0] for row in rows], np.int32),
        starts=np.array([row[1] for row in rows], np.int32),
        ends=np.array([row[2] for row in rows], np.int32),
        terms=objects([row[3] for row in rows]),
    )
    return corpus.locate(spans_found, evidence.cells(*names))


def joined(parts: Sequence[Matches]) -> Matches:
    """Matches one after the other."""
    return Matches(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Matches)})


def _standing(terms: ObjectArray, settings: Settings, today: dt.date) -> ObjectArray:
    """Per term: None where the seller may use the mark, the day a licence ended, else ``""``."""
    return answered(terms, lambda term: standing(term, settings, today))


def standing(term: str, settings: Settings, today: dt.date) -> str | None:
    """None where the seller may use the mark ``term``, the day (ISO) a licence for it ended, else ``""``."""
    name = normalised(term)
    own = (*settings.own_brands, *settings.authentic_base_brands)
    if any(contains(name, normalised(mark)) for mark in own):
        return None
    ended = ""
    for licence in settings.licensed_brands:
        if contains(name, normalised(licence.mark)) or contains(normalised(licence.mark), name):
            if licence.until is None or licence.until >= today:
                return None
            ended = licence.until.isoformat()
    return ended


def answered(values: ObjectArray, question: Callable[[str], Any]) -> ObjectArray:
    """``question`` of each value, put once per distinct one."""
    known: Mapping[str, Any] = {value: question(value) for value in set(values.tolist())}
    return objects([known[value] for value in values.tolist()])


def _of_brand(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: the row's brand column names the mark, which is a matter of the brand column."""
    column = evidence.column("brand")
    if column is None or not len(found):
        return np.zeros(len(found), dtype=bool)
    brands = evidence.feed.array(column).take(pa.array(found.rows)).to_pylist()
    pairs = list(zip(brands, found.terms.tolist(), strict=True))
    known = {pair: _same_mark(*pair) for pair in set(pairs)}
    return np.fromiter((known[pair] for pair in pairs), bool, len(pairs))


def _same_mark(brand: str, term: str) -> bool:
    name, mark = normalised(brand), normalised(term)
    return contains(name, mark) or contains(mark, name)


def _denied(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: its sentence says before it that it is not offered, or it is an everyday word there."""
    running = {"bullet", "description", "custom_instruction", "custom_placeholder"}
    chosen = np.array([column.field in running for column in evidence.feed.columns], bool)[found.columns]
    answers = np.zeros(len(found), dtype=bool)
    known: dict[Place, bool] = {}
    places = places_of(found)
    for number in np.flatnonzero(chosen).tolist():
        place = places[number]
        if place not in known:
            value, start, end = place
            begin = max(sentence_bounds(value, start)[0], start - DENIAL_REACH)
            word = value[start:end].islower() and value[start:end] in capitalised()
            known[place] = word or denied(value[begin:start])
        answers[number] = known[place]
    return answers


def strongest(found: Matches, severities: IntArray) -> IntArray:
    """Indices of one match per value: the most severe, then the first."""
    if not len(found):
        return np.empty(0, np.int64)
    order = np.lexsort(
        (found.starts, -severities.astype(np.int64), found.part_starts, found.rows, found.columns)
    )
    keys = np.stack([found.columns[order], found.rows[order], found.part_starts[order]])
    first = np.ones(len(order), dtype=bool)
    first[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    return order[first]
