"""Ordinary words that are marks together: a list with *Cowboys*, *Packers* and *Saints* offers football teams."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence.asking import words
from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Matches
from auditor.evidence.marks import Named, all_of, places_of, without_rights
from auditor.evidence.option_lists import OptionList
from auditor.feed.table import BoolArray, IntArray
from auditor.text.normalise import clean_option

NAMES = re.compile(
    r"^(?:(?:your|the|a|child'?s|kid'?s|baby'?s?|pet'?s?|dog'?s?|cat'?s?|first|last|family|person'?s?|choose"
    r"|select)\s+)*"
    r"(?:sur|first ?|last ?|nick)?names?\b(?! of| design| style)|姓名|名字|^prénom|^nom$|^vornamen?|^namen?$"
    r"|^nombres?$"
    r"|^nom[ei]$|名前|^お名前",
    re.IGNORECASE,
)
"""A label that asks for a person's or a pet's name: its choices are names."""
LEAST_TOGETHER = 2
LEAST_SHARE = 0.5

EMBLEM = re.compile(
    r"logo|emblem|badge|crest|\bmarque\b(?! de (?:voiture|téléphone))|brand (?:design|print|style|logo)"
    r"|wappen|écusson|stemma|escudo"
    r"|insigni|车标|标志|标识|徽标|商标|エンブレム|ロゴ",
    re.IGNORECASE,
)
"""Labels that ask for somebody's sign; elsewhere *BMW* says what the product fits."""
LABEL_ONLY = frozenset({"goods", "fashion"})
"""Families whose ordinary words are marks only under a label that says so."""
SAYS = {
    "character": re.compile(
        r"charact|movie|film|cartoon|superhero|super hero|comic|disney|princess|anime|figur|héros|dessin anim"
        r"|personaje"
        r"|película|personaggi|cartoni|卡通|动漫|角色|电影|アニメ|キャラ|映画",
        re.IGNORECASE,
    ),
    "sport": re.compile(
        r"\bteams?\b|league|club|school|colleg|universit|crest|\bnfl\b|\bnba\b|\bmlb\b|\bnhl\b|football"
        r"|baseball|basketball|hockey|soccer|mannschaft|verein"
        r"|wappen|équipe|écusson|equipo|escudo|squadra|stemma|球队|俱乐部|队徽|校徽|大学|学校|チーム|球団|大学",
        re.IGNORECASE,
    ),
    "goods": EMBLEM,
    "fashion": EMBLEM,
    "celebrity": re.compile(
        r"singer|\bbands?\b|artist|celebrit|player|idol|musician|sänger|künstler|chanteu|joueur|cantante"
        r"|jugador|giocatore"
        r"|歌手|明星|球星|偶像|歌手|選手|アイドル",
        re.IGNORECASE,
    ),
}
"""Labels that say of whom the choices are; there one such word is enough."""
WATCH_BAND = re.compile(
    r"band (?:size|width|length|colou?r|material|style|type)|watch band|wrist ?band", re.IGNORECASE
)


def lists_at(evidence: Evidence, found: Matches) -> IntArray:
    """int64 per match in ``option_value``: the number of its distinct list in ``option_lists.lists``, −1 if none."""
    options = evidence.option_lists
    keys = _keys(options.cells.rows, options.cells.columns, options.cells.starts)
    order = np.argsort(keys)
    wanted = _keys(found.rows, found.columns, found.part_starts)
    place = np.searchsorted(keys[order], wanted)
    place = np.minimum(place, max(len(keys) - 1, 0))
    if not len(keys):
        return np.full(len(found), -1, np.int64)
    hit = keys[order][place] == wanted
    answers: IntArray = np.where(hit, options.list_of[order][place], -1).astype(np.int64)
    return answers


def _keys(rows: IntArray, columns: IntArray, starts: IntArray) -> IntArray:
    keys: IntArray = (rows.astype(np.int64) << 31) + (columns.astype(np.int64) << 15) + starts
    return keys


def list_labels(evidence: Evidence, found: Matches) -> list[str]:
    """The label of the list each match in ``option_value`` belongs to; ``""`` where none is known."""
    lists = evidence.option_lists.lists
    return [lists[number].label if number >= 0 else "" for number in lists_at(evidence, found).tolist()]


def together(evidence: Evidence, family: str) -> Matches:
    """Choices that are whole ordinary words and, in their list, marks of ``family``."""
    options = evidence.option_lists
    group, also = f"mark.{family}.together", f"mark.{family}.also"
    spans = [evidence.corpus.spans(name) for name in (group, also) if name in evidence.matcher.groups]
    ids = np.unique(np.concatenate([one.texts for one in spans])) if spans else np.empty(0, np.int32)
    fields = np.array([column.field == "option_value" for column in evidence.feed.columns], bool)
    candidates = np.isin(options.cells.ids, ids) & fields[options.cells.columns]
    places: list[tuple[int, ...]] = [()] * len(options)
    for number in np.unique(options.list_of[candidates]).tolist():
        places[number] = _meant(evidence, family, options.lists[number])
    chosen: BoolArray = options.at(places) & candidates
    cells = options.cells.where(chosen)
    return words(evidence.corpus, cells, np.zeros(len(cells), np.int32), cells.ends - cells.starts)


def _meant(evidence: Evidence, family: str, one: OptionList) -> tuple[int, ...]:
    """Places of the values of a list that are marks of ``family``, because the list or its label says so."""
    if NAMES.search(one.label):
        return ()
    matcher = evidence.matcher
    cleaned = [clean_option(value) for value in one.values]
    core = [i for i, value in enumerate(cleaned) if matcher.whole(f"mark.{family}.together", value)]
    also = [i for i, value in enumerate(cleaned) if matcher.whole(f"mark.{family}.also", value)]
    told = SAYS[family].search(one.label) is not None and not WATCH_BAND.search(one.label)
    if family in LABEL_ONLY:
        return tuple(core) if told else ()
    strict = any(matcher.found(f"mark.{family}", value) for value in one.values)
    several = len({cleaned[i] for i in core}) >= LEAST_TOGETHER
    share = len(core) + len(also) >= LEAST_SHARE * len(cleaned)
    if told or strict or (several and share):
        return tuple(sorted({*core, *also})) if core or strict or told else ()
    return ()


def marks_in_files(evidence: Evidence, families: Sequence[str], field: str) -> Named:
    """Marks of ``families`` in the file names of the addresses in ``field`` (``…/darth_vader-01.png``)."""
    corpus = evidence.corpus
    ids = corpus.ids_of(field)
    texts = pc.replace_substring(corpus.texts.take(pa.array(ids)), "%20", "   ")
    texts = pc.replace_substring_regex(texts, "[_+-]", " ")
    everything = np.arange(len(ids), dtype=np.int32)
    spans = evidence.matcher.scan(texts, {f"mark.{family}": everything for family in families})
    parts = []
    for family in families:
        one = spans[f"mark.{family}"]
        located = corpus.locate(replace(one, texts=ids[one.texts]), evidence.cells(field))
        named = np.fromiter((start > v.rfind("/") for v, start, _ in places_of(located)), bool, len(located))
        parts.append(without_rights(evidence, located.where(named), family))
    return all_of(*parts)
