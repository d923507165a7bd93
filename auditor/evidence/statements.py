"""What titles, attribute columns and bullets state, asked once per distinct text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from auditor.model import Text
from auditor.text import attributes
from auditor.text.lexicon import load_lexicon
from auditor.text.matcher import Matcher
from auditor.text.normalise import normalised
from auditor.text.quantities import Quantity, counts, differ, measured, phones

NOUNS = ("product.noun", "addon.noun", "safe.head", "thing.noun")
_SEGMENTS = re.compile(r"[,|;()\[\]/:。，、；（）【】]|\s[-–]\s")
_SEGMENTS_CJK = re.compile(r"[\s,|;()\[\]/:。，、；（）【】]")
_STOP = re.compile(
    r"\b(?:with|for|and|plus|by|from|w/|mit|für|und|avec|pour|et|con|para|y|per|e)\b|带|附|送|配|适用|付き|用",
    re.IGNORECASE,
)
_BETWEEN = 2
"""Most words between a colour and the noun it describes."""
_WORDS_BETWEEN = frozenset(
    "custom customized personalized personalised engraved coffee tea travel beer water photo name gift large small mini"
    " matte glossy insulated double walled round square heart-shaped oz ounce inch".split()
)
_WEARERS = frozenset(
    "dog cat pet puppy kitten baby toddler newborn infant kids hund katze chien chat perro gato cane gatto".split()
)
_WORN = re.compile(
    r"collar|leash|lead|harness|bandana|bowl|bed|tag|blanket|bib|sweater|halsband|leine|collier|correa|collare"
)
"""Things a colour describes although their wearer stands between ("Black Dog Collar", not "Black Dog Mug")."""
_KINDS_OF_IT = frozenset(
    "fleece plush minky sherpa knit soft bar disc bifold trifold long short sleeve hooded zip".split()
)
_TRAILING = frozenset(
    "embroidered engraved engraving monogrammed printed custom customized personalized personalised gift gifts set"
    " bestickt graviert personalisiert brode grave personnalise bordado grabado personalizado inciso"
    " ricamato personalizzato".split()
)
"""What may follow the product's noun: how it is worked."""
_LINKS = frozenset(("en", "de", "in", "di", "aus"))
_SIZE = re.compile(r"(?<!\w)\d[\d.,]*\s?(?:oz|ml|cm|mm|in|inch|inches|\")?(?!\w)")
_SIZED = re.compile(r"^\W*\d[\d.,]*\s?(?:oz|ml|cm|mm|in|inch|inches|\")?\W*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A value one place states: comparable form, and the words to quote."""

    value: str | int | Quantity
    term: str


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """How one attribute is read and compared. columns: its fields, the first of them the one a person looks at."""

    name: Text
    columns: tuple[str, ...]
    in_title: Callable[[str, Matcher], Statement | None]
    in_cell: Callable[[str, Matcher], Statement | None]
    contradict: Callable[[Statement, Statement], bool]
    table: str = ""
    """The table of words (``attributes.KINDS``); empty where numbers are compared."""
    numbers: str = ""
    """An RE2 pattern that every text with such a number matches, where there is no table."""

    def hint(self, languages: tuple[str, ...]) -> str:
        """An RE2 pattern that every text with a value matches."""
        if not self.table:
            return "(?i)" + self.numbers
        names = attributes.names(self.table)
        plain = {w for name in names for w in attributes.words_of(self.table, name, ("en",))}
        words = {w for name in names for w in attributes.words_of(self.table, name, languages)}
        return "(?i)" + "|".join(sorted({*map(re.escape, plain), *map(_loose, words - plain)}))

    def own_words(self, statement: Statement, languages: tuple[str, ...]) -> str:
        """An RE2 pattern of the value's own words."""
        if not self.table:
            number = re.search(r"\d+(?:[.,]\d+)?", statement.term)
            return (
                rf"\b{re.escape(number[0])}\b"
                if number and number[0] == statement.term
                else _spaced(statement.term)
            )
        words = attributes.words_of(self.table, str(statement.value), languages)
        bounded = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)
        return "(?i)" + "|".join(sorted(bounded))


def _spaced(term: str) -> str:
    """A number with its unit, or a model, whatever stands between figures and letters (``11 oz``, ``11-oz``)."""
    parts = re.findall(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+", term)
    return r"(?i)\b" + "[ -]?".join(map(re.escape, parts)) if parts else ""


def _loose(word: str) -> str:
    """A normalised word has no accents: a letter that may carry one stands for any character."""
    return re.sub(r"[aeiouncs]", ".", re.escape(word)) if word.isascii() else re.escape(word)


def _several(title: str, matcher: Matcher) -> bool:
    return matcher.found("choose.any", title)


@lru_cache(maxsize=16384)
def colour_of_title(title: str, matcher: Matcher) -> Statement | None:
    """The colour a title gives the product."""
    normal = matcher.normal(title)
    found = attributes.only("colour", normal, matcher.languages)
    if found is None or _several(title, matcher):
        return None
    delimiter = _SEGMENTS if found.term.isascii() else _SEGMENTS_CJK
    start = max((m.end() for m in delimiter.finditer(normal) if m.end() <= found.start), default=0)
    end = min((m.start() for m in delimiter.finditer(normal) if m.start() >= found.end), default=len(normal))
    alone = attributes.whole("colour", _without_size(normal[start:end]), matcher.languages) is not None
    if (alone and start > 0) or _beside_noun(title, normal, found, (start, end), matcher):
        return Statement(found.name, found.term)
    return None


def _without_size(segment: str) -> str:
    return _SIZE.sub(" ", segment).strip()


def _beside_noun(
    title: str, normal: str, found: attributes.Stated, segment: tuple[int, int], matcher: Matcher
) -> bool:
    """Whether the product's noun stands right beside the colour, or only materials and uses stand between."""
    initial = any(load_lexicon(lang).head == "initial" for lang in matcher.languages[:1])
    stop = _STOP.search(normal, segment[0])
    if stop and stop.start() < found.start:
        return False
    end = min(segment[1], stop.start() if stop else segment[1])
    for group in NOUNS:
        for first, last in matcher.normal_spans(group, title):
            between = None
            if found.end <= first and last <= end and _nothing_else(normal[last:end]):
                between = normal[found.end : first]
            elif initial and segment[0] <= first and last <= found.start:
                between = normal[last : found.start]
            if between is not None and _fillers(between, normal[first:last], matcher):
                return True
    return False


def _nothing_else(behind: str) -> bool:
    return not set(_without_size(behind).split()) - _TRAILING


def _fillers(between: str, noun: str, matcher: Matcher) -> bool:
    words = between.split()
    if not between.isascii():
        return len(between) <= 4
    strange = [word for word in words if word not in _WORDS_BETWEEN and not _SIZED.match(word)]
    strange = [word for word in strange if not attributes.values("material", word, matcher.languages)]
    allowed = _LINKS | _KINDS_OF_IT | (_WEARERS if _WORN.search(noun) else frozenset())
    return len(words) <= _BETWEEN + 1 and not set(strange) - allowed


def colour_of_cell(cell: str, matcher: Matcher) -> Statement | None:
    """The colour a cell states, when it holds nothing else."""
    found = attributes.whole("colour", cell, matcher.languages)
    return Statement(found.name, cell.strip()) if found else None


@lru_cache(maxsize=16384)
def material_of_title(title: str, matcher: Matcher) -> Statement | None:
    """The material a title names before anything that only comes with the product."""
    normal = matcher.normal(title)
    found = attributes.only("material", normal, matcher.languages)
    if found is None or _several(title, matcher):
        return None
    stop = _STOP.search(normal)
    if stop and stop.start() < found.start:
        return None
    ends = not re.match(r"\s?\w", normal[found.end :]) and found.name in ("glass", "canvas", "paper")
    return None if ends else Statement(found.name, found.term)


def material_of_cell(cell: str, matcher: Matcher) -> Statement | None:
    """The only material a cell names."""
    found = attributes.only("material", normalised(cell), matcher.languages)
    return Statement(found.name, cell.strip()) if found and len(cell) <= 60 else None


def size_of(text: str, matcher: Matcher) -> Statement | None:
    """The only size with a unit that a text states."""
    found = measured(matcher.normal(text))
    return Statement(found[0], found[0].term) if len(found) == 1 and not _several(text, matcher) else None


def count_of_title(title: str, matcher: Matcher) -> Statement | None:
    """The only number of pieces a title states."""
    found = counts(matcher.normal(title))
    return Statement(found[0][0], found[0][1]) if len(found) == 1 else None


def count_of_cell(cell: str, matcher: Matcher) -> Statement | None:
    """The whole number of a cell, from 2 on: 1 mostly counts the set, not its pieces."""
    match = re.fullmatch(r"\s*(\d{1,3})(?:[.,]0+)?\s*", cell)
    return Statement(int(match[1]), cell.strip()) if match and int(match[1]) >= 2 else None


def phone_of(text: str, matcher: Matcher) -> Statement | None:
    """The only phone model a text names."""
    found = phones(matcher.normal(text))
    return Statement(found[0][0], found[0][1]) if len({name for name, _ in found}) == 1 else None


def _sizes_differ(first: Statement, second: Statement) -> bool:
    return (
        isinstance(first.value, Quantity)
        and isinstance(second.value, Quantity)
        and differ(first.value, second.value)
    )


ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute(
        name=Text("colour", "颜色"),
        columns=("color",),
        in_title=colour_of_title,
        in_cell=colour_of_cell,
        contradict=lambda a, b: attributes.contradict("colour", str(a.value), str(b.value)),
        table="colour",
    ),
    Attribute(
        name=Text("material", "材质"),
        columns=("material",),
        in_title=material_of_title,
        in_cell=material_of_cell,
        contradict=lambda a, b: attributes.contradict("material", str(a.value), str(b.value)),
        table="material",
    ),
    Attribute(
        name=Text("size", "尺寸"),
        columns=("size",),
        in_title=size_of,
        in_cell=size_of,
        contradict=_sizes_differ,
        numbers="[0-9][ -]?(?:fl|oz|ou|ml|mi|cl|li|in|zo|po|pu|\"|''|″|”|cm|ce|mm|kg|ki|lb"
        "|盎|毫|升|英|厘|磅|公|千|イ|オ|ミ|セ|リ)",
    ),
    Attribute(
        name=Text("number of pieces", "件数"),
        columns=("number_of_items", "unit_count", "package_quantity"),
        in_title=count_of_title,
        in_cell=count_of_cell,
        contradict=lambda a, b: a.value != b.value,
        numbers="(?:set|pack|lot|box|bundle|case|juego|jeu|paquete|confezione|pacco)[a-z ]{1,5}[0-9]"
        "|[0-9][ -]?(?:pack|pc|piece|count|ct|pk|er|st)|[0-9](?:件|个|只|支|条|枚|個|点|本)",
    ),
    Attribute(
        name=Text("phone model", "机型"),
        columns=("model_name", "model_number"),
        in_title=phone_of,
        in_cell=phone_of,
        contradict=lambda a, b: a.value != b.value,
        numbers="iphone|galaxy|pixel",
    ),
)
