"""Choices that serve the order: how fast it is made, who carries it, what it is wrapped in."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from auditor.text.lists import Span
from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option

_DURATION = regex.compile(
    r"(?:\d+|\b(?:one|two|three|ein|zwei|drei|deux|trois|dos|tres|due|tre)[ -]"
    r"|[一二两三])\s*(?:[-–~〜至到a]\s*\d+\s*)?\+?\s?(?:h\b|hrs?\b|hours?|days?|weeks?|business|working|werktage?n?"
    r"|tage?n?|stunden|wochen?"
    r"|jours?|heures?|semaines?|d[ií]as?|horas?|semanas?|giorn\w|ore\b|settiman\w|天|小时|个?工作日|日|週間|営業日|時間)",
    regex.IGNORECASE,
)
_PLAIN = regex.compile(
    r"(?:standard|normal\w*|regular|default|usual|basic|est[aá]ndar|ordinari[oa]|économique|普通|正常|标准|默认|通常"
    r"|標準)[\w\s]*",
    regex.IGNORECASE,
)
LEAST = 2
"""Choices from which a list under a label of delivery sells speed; one alone only tells it."""


def sells_speed(label: str, values: Sequence[str], matcher: Matcher) -> bool:
    """Whether a list under a label of making or delivery offers speeds, carriers or times to choose from."""
    if len(values) < LEAST or not matcher.found("ship.label", label):
        return False
    return any(speed_in(value, matcher) for value in values)


def speed_in(value: str, matcher: Matcher) -> Span | None:
    """Where a choice names a speed, a carrier or a time (offsets as written); plain delivery is none."""
    spans = [span for group in ("rush.word", "carrier", "rush") for span in matcher.find(group, value)]
    if spans:
        return min(spans)
    if is_plain(value):
        return None
    found = _DURATION.search(value)
    return found.span() if found else None


def is_plain(value: str) -> bool:
    """Whether a choice is the plain service everybody gets (*Standard*, *普通包装*)."""
    return _PLAIN.fullmatch(clean_option(value)) is not None


def packs(label: str, matcher: Matcher) -> bool:
    """Whether a label asks for packaging or a card and nothing else (*Packaging*, *Box*, *Add a card*)."""
    return matcher.found("pack.label", label)


_SAME = tuple(
    regex.compile(source, regex.IGNORECASE)
    for source in (
        r"box|case|chest|tin\b|schachtel|schatulle|kiste|dose|etui|bo[iî]te|coffret|[ée]crin|caja|estuche|cofre|scatola"
        r"|astuccio|cofanetto|箱|盒|ボックス|ケース",
        r"\bbags?\b|pouch|sack|tote|beutel|taschen?\b|t[üu]te|pochon|pochette|sachet|\bsacs?\b|bolsa|sacchett|\bborsa|bustin|袋|包(?!装)"
        r"|ポーチ|バッグ|巾着",
        r"\bcards?\b|postcard|invitation|karte|\bcartes?\b|tarjeta|bigliett|卡片|贺卡|名片|卡牌|请柬|カード|名刺|はがき",
        r"wrapping|gift wrap|geschenkpapier|papier cadeau|papel de regalo|carta regalo|包装纸|包装紙|ラッピング",
        r"packag|verpackung|emballage|embalaje|packaging|confezion|包装|パッケージ",
    )
)
"""Kinds of packaging in all languages, one pattern each."""


def same_packaging(text: str, title: str, joins: re.Pattern[str]) -> bool:
    """Whether the product of ``title`` is packaging of the kind of ``text``; behind ``joins`` it comes along."""
    for kind in _SAME:
        found = kind.search(title) if kind.search(text) else None
        if found and not joins.search(title[: found.start()]):
            return True
    return False
