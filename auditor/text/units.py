"""Choices that count units of the product: *5 pcs*, *set of 4*, *two mugs*, *a pair*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option, normalised

UNITS = re.compile(
    r"(?:x\s?|buy |order |get |买|要|拍|购)?(\d{1,4})\s*(?:x|pcs?|pieces?|packs?|units?|items?|sets?"
    r"|count|ct|stuck|stk\.?|er[- ]set|pieces?"
    r"|lots?|unites?|piezas?|unidad(?:es)?|uds?\.?|pezzi|pezzo|pz\.?|exemplaires?|exemplare?"
    r"|ejemplar(?:es)?|copie|copies|sheets?"
    r"|个|件|只|套|支|份|个|張|张|条|盒|包|双|对|瓶|罐|块|把|台|個|枚|本|点|部|セット)(?:装|セット|入り?|组"
    r"|/包|/盒|/袋|/套|/组|一包|一套)?"
    r"|(?:set|pack|lot|box|bundle|paquete?|pack) (?:of|de|da|di|mit|von|a) (\d{1,4})"
    r"|(?:buy|order|get|买|要|拍|购|x)\s?(\d{1,3})",
    re.IGNORECASE,
)
NUMBERS = {
    **dict.fromkeys(("one", "a", "ein", "eine", "un", "une", "una", "uno", "一"), 1),
    **dict.fromkeys(("two", "zwei", "deux", "dos", "due", "两", "二"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres", "tre", "三"), 3),
    **dict.fromkeys(("four", "vier", "quatre", "cuatro", "quattro", "四"), 4),
    **dict.fromkeys(("five", "funf", "cinq", "cinco", "cinque", "五"), 5),
    **dict.fromkeys(("six", "sechs", "seis", "sei", "六"), 6),
}
"""Number words, without accents."""
WORDED = re.compile(
    rf"(?:buy |order |get |just |only |nur |solo |买|要|拍|购)?"
    rf"(\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\s*(?:x\s*|[个只件条套])?(?=\D)"
)
SINGLE = frozenset(
    (
        "single;just one;only one;one only;one is enough;einzeln;einzelstuck;nur ein;nur eins;nur eine"
        ";nur einen;unite;a l'unite"
        ";a l'unita;seul;un seul;une seule;seulement un;individual;suelto;solo uno;solo una;singolo"
        ";soltanto uno;soltanto una"
        ";no, just one;nein, nur eins;non, une seule;non, un seul;no, solo uno;no, solo una"
        ";单个;单件;单只;单条;单支;单张;单套;只要一个;只要一件;只要1个;只要1件;単品;1点のみ;1個のみ"
        ";1枚のみ;1つだけ"
    ).split(";")
)
AGAIN = re.compile(
    r"(?:(?:yes|ja|oui|si|sí|要|是),? )?(?:please |bitte )?(?:add|plus|with|ajouter|anadir|aggiungi"
    r"|mit|avec|con|再加|加)?\s?"
    r"(?:another|a (?:second|2nd|further)|one more|two more|(?:noch )?eine?n? (?:weitere[sn]?"
    r"|zweite[sn]?)|noch ein(?:s|e|en)?"
    r"|une? (?:autre|deuxieme|second[e]?)|(?:un )?otr[oa]|una? (?:altr[oa]|second[oa])|un'altra"
    r"|un segundo|una segunda"
    r"|(?:再加|多加|再来|再要|多要)?[一1](?:个|件|只|条|张|套)(?:同款)?|もう[1一](?:個|枚|本|つ"
    r"|点)(?:追加)?)\b.*",
    re.IGNORECASE,
)
"""One more of the same, beside a single one."""
ORDINAL = re.compile(
    r"second|2nd|\b(?:another|additional|extra|zweite|weitere|zus[äa]tzlich|deuxi[èe]me|autre"
    r"|segund[oa]|otr[oa]|altr[oa])"
    r"|number of|nombre de|n[úu]mero de|numero di|第二|另一|再|追加|2個目|もう",
    re.IGNORECASE,
)
"""Labels that ask for one more of the product, or how many of it."""
NUMBER_OF = re.compile(
    r"(?:please |choose |select )*(?:the )?(?:number|amount|quantity) of |(?:an)?zahl (?:der )?"
    r"|nombre de |n[úu]mero de |numero di |how many |wie viele |combien de |cu[áa]nt[oa]s |quant[ei] ",
    re.IGNORECASE,
)
"""How a label begins that counts what it names."""
LEAST_STEM = 4
PRICED = re.compile(
    r"(?<=\d) (?:for|a|fur|pour|per|por)(?: [$€£¥]?\d.*)?$|(?<=\d) only$|(?<=[件个条张])\s?\d?折.*$"
)
"""What stands behind a number that is sold at a price of its own."""
ONE_OF = re.compile(
    r"(single|just one|only one|einzelne[rs]?|nur eine?n?|une seule|un seul|sol[oa] un[oa]?)\s+(?=\S)"
)
PAIR = frozenset(
    ("pair", "a pair", "one pair", "paar", "1 paar", "paire", "une paire", "par", "un par", "paio", "coppia")
)
PAIR_CJK = frozenset(("一对", "1对", "两只", "一双", "ペア", "2個組"))
PACKED = re.compile(r"pack|\bsets?\b|bundle|\blots?\b|confezion|paquet|paquete|装|セット", re.IGNORECASE)
"""Words of packs: however many units, they are bought."""
COUNTS = re.compile(
    r"quantit|\bqty|\bunits?\b|unidad|\buds?\b|amount|\bbulk|\bcount|how many|menge|st[üu]ck|anzahl"
    r"|auflage|\blots?\b|packs?\b"
    r"|cantidad|nombre d|exemplaire|ejemplar|quantità|pezzi|confezion|copies|数量|订|规格|张数|套餐"
    r"|件数|枚数|個数|部数|セット|包装",
    re.IGNORECASE,
)
"""Labels over which large numbers count units all the same."""
PARTS_COUNT = re.compile(
    r"puzzle|jigsaw|拼图|パズル|panel|canvas|leinwand|toile|lienzo|tela\b|连画|联画|building block"
    r"|积木|ブロック",
    re.IGNORECASE,
)
"""Products whose number of pieces is their design."""
FEWEST = 12
"""A list of unit counts that begins above this counts parts (120, 500, 1,000 pieces), not units."""


def counts_units(label: str, values: Sequence[str], matcher: Matcher, title: str = "") -> bool:
    """Whether every choice is a number of units of the product (``title`` tells its name)."""
    if len(values) < 2 or PARTS_COUNT.search(label) or matcher.found("count.of", label):
        return False
    found = [_units(value, matcher, label, title) for value in values]
    numbers = [number for number in found if number]
    few = min(numbers, default=0) <= FEWEST or all(PACKED.search(value) for value in values)
    few = few or COUNTS.search(label) is not None
    return len(numbers) == len(values) and len(set(numbers)) > 1 and few


def counts_parts(label: str, values: Sequence[str], matcher: Matcher) -> bool:
    """Whether the choices count more than anyone orders: parts of one product."""
    if COUNTS.search(label):
        return False
    numbers = [_units(v, matcher) or (int(v) if re.fullmatch(r"\d{1,4}", v) else 0) for v in values]
    packed = any(PACKED.search(value) for value in values)
    return bool(numbers) and min(numbers) > FEWEST and not packed


def may_count(values: Sequence[str]) -> bool:
    """Whether choices begin with numbers, so that the product's title may tell what they count."""
    cleaned = [clean_option(value) for value in values]
    return all(one[:1].isdigit() or one in NUMBERS or WORDED.match(one) or one in SINGLE for one in cleaned)


def counts_product(label: str, title: str, matcher: Matcher) -> bool:
    """Whether a label asks how many of the title's product are wanted ("Number of boards")."""
    found = NUMBER_OF.match(label)
    return found is not None and _in_words(clean_option(label[found.end() :]), title, matcher)


def _units(value: str, matcher: Matcher, label: str = "", title: str = "") -> int | None:
    """How many units a choice stands for ("5 pcs", "set of 4", "two mugs", "single", "add another"), or None."""
    cleaned = PRICED.sub("", written := clean_option(value))
    if cleaned != written and cleaned.isdigit():
        return int(cleaned)
    match = UNITS.fullmatch(cleaned)
    if match:
        return int(match[1] or match[2] or match[3])
    if cleaned in SINGLE:
        return 1
    if cleaned in PAIR or cleaned in PAIR_CJK or AGAIN.fullmatch(cleaned):
        return 2
    worded = ONE_OF.match(cleaned) or WORDED.match(cleaned)
    if not worded:
        return None
    noun = cleaned[worded.end() :].removesuffix("装").strip("个件只套支份条张盒包双对瓶块把台")
    number = NUMBERS.get(worded[1], 1)
    told = not noun or matcher.find("product.noun", noun) == [(0, len(noun))] or _named(noun, label, matcher)
    told = told or _in_words(noun, title, matcher)
    return (int(worded[1]) if worded[1].isdigit() else number) if told else None


def _named(noun: str, label: str, matcher: Matcher) -> bool:
    """Whether a label names what is counted ("Second sign": *two signs*)."""
    return bool(ORDINAL.search(label) or COUNTS.search(label)) and _in_words(noun, label, matcher)


def _in_words(noun: str, text: str, matcher: Matcher) -> bool:
    """Whether a text names a noun that is no part of the design (names, photos, hearts)."""
    if len(noun) < LEAST_STEM or any(
        matcher.found(g, noun) for g in ("count.of", "craft.word", "dimension.label")
    ):
        return False
    stem = noun[: max(LEAST_STEM, len(noun) - 2)].removesuffix("s")
    return " " not in noun and stem in normalised(text)
