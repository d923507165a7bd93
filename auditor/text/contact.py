"""Custom fields that ask for contact data: clean where the product prints it, wrong where it serves to reach buyers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from auditor.model import Text
from auditor.text.matcher import Matcher
from auditor.text.printed import goes_on_product

CONTACT_FIELD = Text("contact data", "联系信息")
CONTACT_PURPOSE = Text("a way to reach the buyer", "用于联系买家")

Span = tuple[int, int]

ADDRESS = re.compile(
    r"^(?!.*(?:mail|correo|courriel|邮箱|电邮|邮件|メール))"
    r".*(?:ad+ress|anschrift|direcci|domicilio|indirizzo|street|stra[sß]s?e|地址|住址|住所)",
    re.IGNORECASE,
)
"""Words for an address, which a house sign or a door plate bears; a telephone number or e-mail address it does not."""
ADDRESSED = re.compile(
    r"address|shipping|envelope|adress|etikett|umschlag|enveloppe|sobre|direcci|busta|indirizz|地址|信封"
    r"|快递|住所"
    r"|封筒",
    re.IGNORECASE,
)
"""Products that are addressed to somebody."""
OURS = re.compile(
    r"(?:\b(?:our|my|us (?:on|at|via|by|under)|me (?:on|at)|unser\w*|uns (?:auf|unter|über|bei)|notre|nos"
    r"|nous (?:sur|par|au)|nuestr[oa]s?"
    r"|nos (?:en|por)|nostr[oaie]|ci (?:su|al))\s*|(?:我们|我|本店|客服|店主|掌柜|小店|卖家|店家)的?|(?:当店"
    r"|弊社|公式)の?)$",
    re.IGNORECASE,
)
"""Before a contact word: it is the seller's."""
GIVEN = re.compile(
    r"\W*(?:微信|wechat|whatsapp|line|id|号|号码|no\.?|nr\.?|number|account)?\s*[:：]?\s*"
    r"(?:@[\w.]{3,}|\+?\d[\d ()-]{6,}\d|(?=[a-z_.-]*\d|[a-z\d]*_)[a-z][a-z0-9_.-]{4,}|[\w.+-]+@[\w-]+\.\w+)",
    re.IGNORECASE,
)
"""After a contact word: the account itself, so nothing is asked for."""
JOINS = re.compile(
    r"(?:\b(?:add|follow|scan|join|find|see|visit)(?! your)(?: us| me)?(?: on)?|\b(?:folg\w*|suivez|sígue\w*"
    r"|segui\w*)(?: \w+){0,2}|加|关注|扫)\s*$",
    re.IGNORECASE,
)
"""Before a messenger's name: buyers are to go there."""
DEVICE = re.compile(
    r"^(?:your |my )?(?:(?:cell|mobile|smart) ?)?(?:phones?|cell|mobile)$|^handys?$|^(?:tu |su "
    r"|votre )?(?:tel[eé]fono|cellulare|m[oó]vil|portable|celular)s?$|^手机$",
    re.IGNORECASE,
)
"""A telephone as a thing."""
FOR_DEVICES = re.compile(
    r"phone|handy|hülle|coque|téléphone|móvil|celular|funda|custodia|cellulare|cover\b|手机|スマホ|ケース"
    r"|iphone"
    r"|galaxy|pixel",
    re.IGNORECASE,
)
"""Products for telephones."""
UNWANTED = re.compile(
    r"(?:\b(?:do not|don't(?! forget)|never|cannot|can't|must not|please no)\b|\b(?:keine?n?|nicht|ohne)\b"
    r"|\b(?:ne\s|n')(?!oubl)\w+|\bno (?:indi|inclu|escri|pong|añad|introd|env)\w+"
    r"|\bnon (?:\w+[aei]re|\w+te)\b|请勿|勿|不要|不得|禁止|不能|无需|不用|别)[^.!?。]{0,30}$",
    re.IGNORECASE,
)
"""Before a contact word: it is not to be given."""
UNWANTED_AFTER = re.compile(
    r"[^.!?。]{0,20}(?:しないで|お控え|ご遠慮|不可|できません|\bnicht (?:eintragen|angeben|eingeben)"
    r"|\b(?:not allowed|cannot be|are not|will not be))",
    re.IGNORECASE,
)
"""After a contact word: it is not to be given."""
OWN_MAIL = re.compile(
    r"(?:\b(?:your|ihre?|deine?|votre|ton|tu|su|tua|sua)\W+(?:\w+\W+){0,2}?(?:e-?mail|mail|correo|courriel"
    r"|posta)|[您你]的?(?:电子)?(?:邮箱|邮件)"
    r"|お客様の(?:e?メール|Eメール))",
    re.IGNORECASE,
)
"""The reader's own e-mail address."""
BEARS_MAIL = re.compile(
    r"business|card|stamp|company|firm|logo|banner|flyer|letter|envelope|promo|luggage|\btags?\b|qr|visit"
    r"|stempel|firmen|werbe|koffer|marke|anhänger|tampon|médaille|étiquette"
    r"|empresa|sello|tarjeta|equipaje|chapa|placa para|timbro|bigliett|aziend|medagli|valigia|bagagli|名片"
    r"|印章"
    r"|公司|广告|行李|狗牌|宠物|吊牌|标签|招牌|名刺|スタンプ|会社|札|タグ",
    re.IGNORECASE,
)
"""Products on which an e-mail address makes sense."""


@dataclass(frozen=True, slots=True)
class ContactVerdict:
    """The words that ask (offsets as written), what they ask for, and how sure it is."""

    start: int
    end: int
    term: str
    kind: Text
    sure: Literal["error", "warning"]


def judge_field(text: str, base_title: str, matcher: Matcher) -> ContactVerdict | None:
    """Judge a custom field's label, instruction or placeholder; None when it asks for nothing of the kind."""
    fields = [span for span in matcher.find("contact.field", text) if not _given(text, span, base_title)]
    purposes = matcher.find("contact.purpose", text)
    if not fields or _printed(text, purposes):
        return None
    printed = matcher.found("contact.printable", base_title)
    if purposes and not (printed and ADDRESSED.search(base_title)):
        return _verdict(text, fields[0], CONTACT_PURPOSE, "error")
    own_mail = OWN_MAIL.search(text) and not BEARS_MAIL.search(base_title)
    if printed:
        return _verdict(text, fields[0], CONTACT_FIELD, "warning") if own_mail else None
    if matcher.found("contact.plate", base_title):
        plain = [span for span in fields if not ADDRESS.search(text[slice(*span)])]
        return _verdict(text, plain[0], CONTACT_FIELD, "warning") if plain else None
    return _verdict(text, fields[0], CONTACT_FIELD, "warning" if not base_title else "error")


def _given(text: str, span: Span, base_title: str) -> bool:
    """Whether a contact word is not asked for: unwanted, the seller's own, or a telephone the product is made for."""
    start, end = span
    before = text[:start]
    if UNWANTED.search(before) or UNWANTED_AFTER.match(text, end):
        return True
    if OURS.search(before) or JOINS.search(before) or GIVEN.match(text, end):
        return True
    return bool(DEVICE.match(text[start:end]) and FOR_DEVICES.search(base_title))


def _printed(text: str, purposes: list[Span]) -> bool:
    """Whether the words say that the data goes onto the product; what is for reaching the buyer comes first then."""
    on_product = goes_on_product(text)
    return on_product is not None and not (purposes and purposes[0][0] < on_product.end())


def _verdict(text: str, span: Span, kind: Text, sure: Literal["error", "warning"]) -> ContactVerdict:
    return ContactVerdict(*span, text[span[0] : span[1]], kind, sure)
