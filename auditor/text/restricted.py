"""What a restricted word means where it stands: the good itself, or a picture, a vessel, a warning, a denial.

Only texts in which a word list has matched are looked at. *Vodka glass* sells a glass, *taser sticker* a picture, *no
smoking* nothing; *cures arthritis* is a claim, *arthritis* alone is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.model import Severity
from auditor.text.matcher import Matcher

Span = tuple[int, int]

BREAK = re.compile(r"[,;:|()\[\]{}/•·!?…\n。，、；：！？【】「」（）]|(?<=[a-z])\.(?=\s|$)|\s[-–—]\s")
WORD = re.compile(r"[\w'’-]+")
DENIED_BEFORE = re.compile(
    r"\b(?:no|not|non|never|without|anti|quit|stop|ban|banned|free of|replaces|instead of|don't|do not|cannot"
    r"|doesn't|does not|isn't|say no to"
    r"|ohne|kein\w*|nicht|gegen|verboten|sans|pas|jamais|contre|interdit|sin|contra|senza|vietat[oa]"
    r"|prohibido)\W+"
    r"(?:[\w'’-]+\W+){0,2}$"
    r"|(?:不(?!锈)|无(?!敌|线|痕|限)|非(?!洲|常|凡|遗|同|主流)|未(?!来)|禁止?|勿|戒|拒绝|远离|反|(?<!预)防|代替|替代)[^,。]{0,3}$|(?:ノン|脱)$",
    re.IGNORECASE,
)
DENIED_AFTER = re.compile(
    r"\s*[-–]?\s*(?:free\b|proof\b|frei\w*\b|verboten\b|prohibited\b|not included\b|not allowed\b|nicht enthalten"
    r"|non inclus|no incluid|non inclus|不含|不包括|除外|禁止|なし|フリー|不使用|別売|は含まれ|は付属し)",
    re.IGNORECASE,
)
DISCLAIMED = re.compile(
    r"not (?:been )?(?:intended|evaluated|meant)|nicht (?:dazu )?bestimmt|pas destinée?s? à"
    r"|no (?:est[áa] )?destinad"
    r"|non (?:è )?destinat|不能替代|不用于|目的としたものではありません",
    re.IGNORECASE,
)
"""What disclaimers say before the disease."""
AUTHORITY = re.compile("fda", re.IGNORECASE)
"""Food-contact goods are called FDA approved too, which is wrong but no medical claim."""
REALISTIC = re.compile(
    r"\b(?:look(?:s|ing)?|seems?) (?:so )?real\b|\breal[- ]looking|realistic|life-?like"
    r"|authentic[- ]looking|genuine[- ]looking"
    r"|täuschend echt|wie echt|realistisch|plus vrai que nature|réaliste|parece real|realista"
    r"|realistic[oa]|sembra ver[oa]"
    r"|以假乱真|逼真|仿真|本物そっくり|リアル",
    re.IGNORECASE,
)
"""What is meant to be taken for the real thing is no toy."""
WITH = re.compile("[带含附配与和]")
"""Between two things of a Chinese title: what stands before it is another thing."""
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
VOLUME = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:ml|cl|l|litres?|liters?|fl\.? ?oz)\b|\b\d+(?:[.,]\d+)?\s?%\s?(?:vol|abv|alc)|\babv\b"
    r"|\bproof\b|\d+\s?(?:毫升|度|ミリ|本セット|瓶装)",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"\b(?:label(?:l?ed)?|etiketten?|[ée]tiquettes?|etiquetas?|etichett[ae])\b(?!s?\s*(?:for|für|pour"
    r"|para|per)\b)"
    r"|标签|ラベル",
    re.IGNORECASE,
)
"""A label that adorns what is named after it (*custom label wine 750 ml*)."""
BOTTLED = re.compile(
    r"(?:\b(?:bottles?|cans?|case|crate|magnum) of|\bflaschen?|\bbouteilles? (?:de|d')|\bbotellas? de"
    r"|\bbottigli[ae] di"
    r"|一瓶|一箱)\s*(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?:\s+(?:box|pack|bundle|case|set|tin))?\s*,?\s*\(?(?:\b(?:box|pack|bundle|case|set|tin|schachtel|kiste|packung"
    r"|bo[iî]te|paquet|lot|caja|paquete|scatola|pacco|confezione)\s+(?:of |mit |de |da |di )?\d+"
    r"|[x×]?\s?\d+\s?(?:ct|count|pack|pcs|st[uü]ck|pi[eè]ces|unidades|pezzi|支|根|条|盒|包|本|箱)\w*)",
    re.IGNORECASE,
)
"""So many of it."""
COMES_WITH = re.compile(r"\b(?:with|mit|avec|con)\b", re.IGNORECASE)
DEPICTS = frozenset({"pattern", "print", "theme", "motif", "muster", "silhouette", "costume", "wallpaper"})
"""Nouns that make pictures of what follows them, too (*vintage pattern cigars*)."""
HEAD_FIRST = frozenset({"fr", "es", "it"})
PREPOSITIONS = frozenset(
    {"with", "in", "of", "for", "like", "plus", "including", "mit", "für", "von", "im", "inkl"}
)
NEAR_WORDS = 5
NEAR_CHARACTERS = 6
LONG_TEXT = 250
"""Running texts speak of what a thing is for."""
NOT_VERBS = frozenset("a the for their find una la le une con avec mit il dog cat".split())
"""Before a claim word: it is a noun (*a cure*, *con cura*, *dog treats*)."""
CLAIM_WORDS = 4
CLAIM_CHARACTERS = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """How the words of one subject are read.

    group: its word list. pictures: a noun of ``rp.picture`` near the word makes it harmless. drink: proved by a measure
    or a bottle only. disease: also diseases beside a claim. milder: group of nouns beside which, anywhere in the text,
    it weighs one step less. toy: group of nouns that make it a note. only_with: a second group of words, which count
    only in a text that also holds a word of a third (*passport* with *fake*).
    """

    group: str
    pictures: bool = True
    drink: bool = False
    disease: bool = False
    milder: str = ""
    toy: str = ""
    only_with: tuple[str, str] = ("", "")
    counted: bool = False


def groups_of(subject: Subject) -> tuple[str, ...]:
    """The word lists whose matches call for a verdict."""
    groups = (subject.group, "rp.disease" if subject.disease else "", subject.only_with[0])
    return tuple(group for group in groups if group)


def judge(
    subject: Subject, group: str, text: str, span: Span, full: Severity, matcher: Matcher
) -> Severity | None:
    """How much ``text[start:end]``, a match of ``group``, weighs; None where it is harmless."""
    if _harmless(subject, group, text, span, matcher):
        return None
    if subject.disease and AUTHORITY.search(text, *span):
        return full.lowered()
    if subject.toy and matcher.found(subject.toy, text) and not REALISTIC.search(text):
        return Severity.INFO
    return full.lowered() if subject.milder and matcher.found(subject.milder, text) else full


def _harmless(subject: Subject, group: str, text: str, span: Span, matcher: Matcher) -> bool:
    start, end = span
    before, after = phrase(text, start, end)
    alone = group == subject.only_with[0] and not matcher.found(subject.only_with[1], text[:LONG_TEXT])
    if alone or denied(text, start, end):
        return True
    if group == "rp.disease":
        return bool(DISCLAIMED.search(text, 0, start)) or not _claimed(before, after, matcher)
    if subject.drink:
        return not _drinkable(text, before, after, end, matcher)
    if subject.disease:
        return bool(AUTHORITY.search(text, start, end)) and matcher.found("rp.material", text)
    if subject.counted and COUNT.match(text, end):
        return False
    near = neighbourhood(before, text[start:end], after, matcher)
    return subject.pictures and matcher.found("rp.picture", near)


def denied(text: str, start: int, end: int) -> bool:
    """``text[start:end]`` is denied, forbidden or absent: *no smoking*, *THC-free*, *禁烟*."""
    before, _ = phrase(text, start, end)
    return bool(DENIED_BEFORE.search(before) or DENIED_AFTER.match(text, end))


def phrase(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after ``text[start:end]`` inside its phrase."""
    breaks = _breaks(text)
    first = max((b for _, b in breaks if b <= start), default=0)
    last = min((a for a, _ in breaks if a >= end), default=len(text))
    return text[first:start], text[end:last]


@lru_cache(maxsize=2048)
def _breaks(text: str) -> tuple[Span, ...]:
    return tuple(m.span() for m in BREAK.finditer(text))


def neighbourhood(before: str, words: str, after: str, matcher: Matcher) -> str:
    """The words around a word that can make another thing of it.

    The noun that counts comes last in English and German (*taser sticker*), unless a preposition says otherwise
    (*sticker of a taser*); in French, Spanish and Italian it comes first.
    """
    if CJK.search(words) or CJK.search(after[:1]):
        return WITH.split(before)[-1][-NEAR_CHARACTERS:] + "\n" + WITH.split(after)[0][:NEAR_CHARACTERS]
    left = WORD.findall(before)[-NEAR_WORDS:]
    head_first = bool(set(matcher.languages[:1]) & HEAD_FIRST)
    if not head_first:
        shown = DEPICTS & {word.lower() for word in left}
        joints = [place for place, word in enumerate(left) if word.lower() in PREPOSITIONS]
        left = [*(left[: joints[-1]] if joints else []), *sorted(shown)]
    right = WORD.findall(after)[:NEAR_WORDS]
    if not head_first:
        right = right[
            : next((place for place, word in enumerate(right) if word.lower() in PREPOSITIONS), None)
        ]
    return " ".join(left) + " | " + " ".join(right)


def _claimed(before: str, after: str, matcher: Matcher) -> bool:
    """A verb that promises to heal stands right before the disease (or right after it, in Chinese and Japanese)."""
    if CJK.search(before[-1:]) or CJK.search(after[:1]):
        near = before[-CLAIM_CHARACTERS:] + "\n" + after[:CLAIM_CHARACTERS]
        return matcher.found("rp.claim", near)
    words = [m.group() for m in WORD.finditer(before)][-CLAIM_WORDS:]
    claims = matcher.find("rp.claim", " ".join(words))
    lead = " ".join(words)[: claims[-1][0]].split() if claims else []
    return bool(claims) and not (lead and lead[-1].lower() in NOT_VERBS)


def _drinkable(text: str, before: str, after: str, end: int, matcher: Matcher) -> bool:
    """The drink itself is meant: a bottle of it, or so much of it; what it comes with says nothing else."""
    adorned = COMES_WITH.search(text, end)
    bare = text[: adorned.start()] if adorned else text
    after = COMES_WITH.split(after)[0]
    if VOLUME.search(text):
        before, bare = LABELLED.sub("", before), LABELLED.sub("", bare[:end]) + bare[end:]
    if matcher.found("rp.drink.holder", neighbourhood(before, text[end - 1 : end], after, matcher)):
        return False
    if BOTTLED.search(before):
        return len(text) <= LONG_TEXT or not matcher.found("rp.drink.holder", text)
    beside = (before[-20:], text[end : end + 25])
    return any(VOLUME.search(one) for one in beside) and not matcher.found("rp.drink.holder", bare)
