"""Two choices of which one only denies the other: *engraved*, *not engraved*; *有盖*, *无盖*; *入れる*, *入れない*."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option, normalised

_WITH_WITHOUT = tuple(
    (regex.compile(f"^(?:{yes})$"), regex.compile(f"^(?:{no})$"))
    for yes, no in (
        (
            r"(?:with|include|add) (?:an? |the )?(.+)",
            r"(?:no|without|exclude|don't add|do not add) (?:an? |the )?(.+)",
        ),
        (r"mit (.+)", r"ohne (.+)"),
        (r"avec (.+)", r"sans (.+)"),
        (r"con (.+)", r"(?:sin|senza) (.+)"),
        (r"(?:有|带|含|要|加)(.+)", r"(?:无|没有|不带|不含|不要|不加)(.+)"),
        (
            r"(.+?)(?:を)?(?:あり|有り|付き|つき|付ける|つける)",
            r"(.+?)(?:を)?(?:なし|無し|付けない|つけない)",
        ),
    )
)
"""A thing with it and the same thing without it; the group is what both are about."""
_NO_WORD = regex.compile(
    r"(?<![\w'])(?:not|no|non|nicht|keine?n?|pas d(?:e |')|pas|ne|sin|sans|senza|niente|nessun[ao]?|ohne|without|w/o"
    r"|do not|don't|leave (?:off|out)|omit|skip|hide|remove|exclude|weglassen|ausblenden"
    r"|entfernen|masquer|retirer|enlever|ocultar"
    r"|quitar|omitir|nascondi|togli|rimuovi|un(?=\p{L}{3}))(?:(?<=un)|(?<=')|[ -]|$)"
)
_YES_WORD = regex.compile(
    r"(?<![\w'])(?:with|w/|mit|avec|con|include|included|add|show|keep|display|anzeigen|hinzufugen|einblenden|afficher|ajouter"
    r"|garder|mostrar|anadir|mostra|aggiungi)(?:[ -]|$)"
)
_ARTICLE = regex.compile(
    r"(?<![\w'])(?:the|an?|eine?n?|der|die|das|une?|le|la|les|l'|un[oa]?|el|il|lo)(?:(?<=')| )"
)
_ZH_NO = regex.compile(r"^(?:不需要|不要|不用|不做|没有|去掉|去除|取消|隐藏|不|没|无|未)")
_ZH_YES = regex.compile(r"^(?:需要|要|有|带|含|加|配|做|显示|保留)(?=.)")
_JA_NO = regex.compile(r"(?:を|の|は)?(?:しない|なし|無し|ない|不要|せず)$|^(?:非|無)(?=\p{Han})")
_JA_YES = regex.compile(r"(?:を|の|は)?(?:する|あり|有り|付き|る|希望)$")
_STYLE = regex.compile(
    r"\b(?:style|type|model|version|variant|kind|stil|modell|typ|variante|mod[eè]le|modelo|modello|tipo|estilo|stile)\b"
    r"|款|型号|类型|样式|版本|タイプ|種類|モデル|仕様|スタイル"
)
"""A label of models: what one has and the other lacks tells the models apart."""
_MODEL = regex.compile(r"[款型版式]\s*$")
"""How the name of a model ends."""
_PLAIN = regex.compile(
    r"plain|blank|bare|neutral|blanko|neutre|vierge|liso|lisa|neutro|neutra|空白|素面|无|無地|プレーン"
)
_SHOWN = regex.compile(r"shown|visible|displayed|sichtbar|visibile|显示|表示")
_HIDDEN = regex.compile(
    r"hidden|invisible|not shown|unsichtbar|verborgen|masque|cache|ocult[oa]|nascost[oa]|invisibile|隐藏|非表示"
)
SHARED = 0.6
"""Share of the shorter word two forms of one word have in common."""


def with_and_without(values: Sequence[str], label: str) -> bool:
    """Two values that say of the label's thing that it is there, or not: ``边框``: ``有边框`` beside ``无边框``.

    Under a label of another kind (``款式``: ``有框``, ``无框``) they are two models.
    """
    if len(values) != 2:
        return False
    named = normalised(label)
    cleaned = [clean_option(value) for value in values]
    for first, second in (cleaned, cleaned[::-1]):
        for yes, no in _WITH_WITHOUT:
            there, gone = yes.match(first), no.match(second)
            if there and gone and there[1] == gone[1] and there[1] in named:
                return True
    return False


def may_deny(cleaned: str) -> bool:
    """Whether a cleaned value is worth judging beside its neighbour."""
    return (
        any(no.match(cleaned) for _, no in _WITH_WITHOUT)
        or any(pattern.search(cleaned) for pattern in (_NO_WORD, _ZH_NO, _JA_NO))
        or _PLAIN.fullmatch(cleaned) is not None
        or _HIDDEN.fullmatch(cleaned) is not None
    )


def denies(values: Sequence[str], label: str, matcher: Matcher) -> bool:
    """Whether one of two values only denies the other."""
    if len(values) != 2 or any(matcher.found("boolean.neg", value) for value in values):
        return False
    named = normalised(label)
    if _STYLE.search(named) or all(_MODEL.search(value) for value in values):
        return False
    first, second = (clean_option(value) for value in values)
    if any(_kind_beside_none(one, other, named) for one, other in ((first, second), (second, first))):
        return False
    return any(
        _negates(no, yes, matcher)
        or (_HIDDEN.fullmatch(no) is not None and _SHOWN.fullmatch(yes) is not None)
        or (_PLAIN.fullmatch(no) is not None and _same(yes, named))
        for yes, no in ((first, second), (second, first))
    )


def _kind_beside_none(kind: str, none: str, named: str) -> bool:
    """``柄``: ``花柄`` beside ``柄なし``: a kind of what the label names, and none of it."""
    return _JA_NO.sub("", none) == named != none and kind.endswith(named) and kind != named


def _negates(no: str, yes: str, matcher: Matcher) -> bool:
    if not no.isascii() and regex.search(r"[\p{Han}\p{Hiragana}\p{Katakana}]", no):
        japanese = "ja" in matcher.languages
        patterns = ((_JA_NO, _JA_YES),) if japanese else ((_ZH_NO, _ZH_YES),)
        for negative, positive in patterns:
            if negative.search(no) and not negative.search(yes):
                rest, thing = negative.sub("", no), positive.sub("", yes)
                rest = positive.sub("", rest) or rest
                stem = rest[:-1]  # 縫わ·ない beside 縫う, 塗ら·ない beside 塗·る
                conjugated = japanese and bool(stem) and thing in (stem, stem + thing[-1:])
                return bool(rest) and (conjugated or thing.endswith(rest) or rest.endswith(thing))
        return False
    if not _NO_WORD.search(no) or _NO_WORD.search(yes):
        return False
    rest, thing = (_bare(_YES_WORD.sub("", text)) for text in (_NO_WORD.sub("", no), yes))
    return _same(rest, thing) if rest and thing else bool(_YES_WORD.fullmatch(yes) and not rest)


def _bare(text: str) -> str:
    return str(_ARTICLE.sub("", text)).strip(" -,.!")


def _same(one: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike for most of the shorter one."""
    shorter = min(len(one), len(other))
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), shorter)
    return common >= max(3, SHARED * shorter) and abs(len(one) - len(other)) <= 4
