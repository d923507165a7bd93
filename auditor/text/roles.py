"""Roles that words play in what sellers say of buyers' content, one expression each over the seven languages.

Which language a sentence is in is not asked: a feed mixes them, and the words differ enough.
"""

from __future__ import annotations

import re

from auditor.text.sentences import denied


def role(*parts: str) -> re.Pattern[str]:
    """One expression of several, whatever the case of letters."""
    return re.compile("|".join(parts), re.IGNORECASE)


WORKS = (
    r"(?:photo|image|picture|pics?\b|design|logo|artwork|drawing|sketch|file|upload|submission|fotos?\b|bild"
    r"|motiv|datei"
    r"|druckdaten|entw[uü]rf|vorlage|zeichnung|grafik|wappen|motif|motivo|monogram|emblem|crest|sketch"
    r"|handwriting|template|modèle|blason"
    r"|modelo|escudo|modell[oi]|stemma|fichier|dessin|visuel|créa|illustration|diseño|im[aá]gen|archivo"
    r"|dibujo|ilustra|immagin|disegn|grafic|illustra)\w*"
)
"""Words for what a buyer hands over, in the languages that part words by blanks."""
WIDE_WORKS = (
    r"(?:图片|画作|图案|图稿|底图|原图|来图|(?<![截晒好])图|照片|设计|文件|稿|素材|作品|写真|画像|データ|デザイン|図柄"
    r"|イラスト|原稿|図案|ロゴ)"
)
"""The same in Chinese and Japanese."""
CONTENT = role(
    rf"\b{WORKS}|\w*(?:fotos?|bilder|motive|entwürfe)\b|\b(?:daten|data|données|datos|dati|hochlad\w*|subir"
    rf"|subiendo|carica\w*|envoi)\b",
    WIDE_WORKS + "|上传|成品|アップロード",
)

THEIRS = role(
    r"\b(?:your|customers?'?s?|clients?'?|buyers?'?s?|submitted|uploaded|received|provided|ihre?[nrms]?"
    r"|deine?[nrms]?|eure?"
    r"|eingesandte\w*|hochgeladene\w*|erhaltene\w*|übermittelte\w*|vos|votre|tes|ton|tus?|sus?|vuestr[oa]s?"
    r"|tu[oae]|tuoi|vostr[oaie])"
    rf"\W+(?:\w+\W+){{0,2}}?{WORKS}",
    r"\bkunden(?:foto|bild|motiv|entw[uü]rf|logo|design|datei)\w*",
    rf"\b{WORKS}(?: that| which)?(?: are| is| was| were)? (?:you (?:give|provide|send|upload|share|submit"
    rf"|supply)|(?:by|of|from) (?:our |the )?"
    r"(?:customers?|buyers?|clients?)|submitted|uploaded|received|re[çc]u\w*|envoyé\w*|déposé\w*|transmis\w*"
    r"|des clients"
    r"|recibid\w*|enviad\w*|subid\w*|de (?:los )?clientes|ricevut\w*|inviat\w*|caricat\w*|mandat\w*"
    r"|dei clienti)",
    r"(?:[您你]|客户|买家|顾客|上传|提交|发来|提供)[^。,，]{0,8}?" + WIDE_WORKS,
    r"\byour (?:finished|completed|custom) (?:item|piece|product|mug|sign|order)s?\b",
    r"(?:[您你]|客户|买家)的?(?:定制|订单)?成品(?=[^。]{0,6}(?:可能|会|将|被))",
    r"来图|成品(?:照|图)|完成品の(?:写真|画像)",
    r"\b(?:photos?|pictures?|images?|fotos?|bild\w*) (?:of|de|von|del|della|di|d'|des|ihre[rs]|deine[rs]"
    r"|eure[rs])\b\W*(?:your|the finished|finished|votre|tu|su|tua|tuo|ihre[rnm]|deine[rnm])?\W*\w+",
    r"(?:お客様|いただいた|頂いた|お預かり|アップロード|入稿|ご提供|投稿)[^。、]{0,10}?"
    + WIDE_WORKS
    + "|お写真|入稿データ",
)
"""Content that is the buyer's."""

WE = role(
    r"\b(?:we|we'll|we've|our|us|wir|uns|unser\w*|nous|notre|nos|on|nuestr\w+|noi|nostr\w+|ci)\b",
    r"\b\w{3,}(?:amos|emos|imos|iamo|remo)\b",
    r"我们|我司|本店|小店|店铺|店家|商家|当店|弊社|私ども|当社|させていただ|いたします|ことがあ|場合があ",
)
"""The seller, named or by the verb's form."""

RIGHTS = role(
    r"\b(?:copyright\w*|trademark\w*|licen[cs]\w*|ownership|rights?|permissions?|protected)\b"
    r"|\b(?:urheber\w*|marken\w*|rechte?n?|lizenz\w*|geschützt\w*|bildrecht\w*|nutzungsrecht\w*)\b"
    r"|\b(?:droits?|licences?|protégé\w*|derechos?|licencias?|protegid\w*|diritt\w+|licenz\w+|protett\w+"
    r"|marchi\w*)\b",
    r"版权|侵权|授权|肖像权|商标|著作権|権利|肖像権|商標|使用権|許諾",
)
"""What others may hold in a picture."""

_CUT = re.compile(
    r"[:：]|\b(?:but|aber|sondern|mais|pero|sino|ma|bensì)\b|但|ただし|、?ですが", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[,;，、(（–—]|\s-\s|\b(?:and|und|et|y|e)\b", re.IGNORECASE)


_NO_LIMIT = role(
    r"\b(?:without|no|ohne|sans|sin|senza) (?:any |aucune |jegliche )?(?:time )?(?:limit\w*|límit\w*"
    r"|begrenzung|zeitlimit)|\bunlimited|unbegrenzt|無期限|无限期|\bnot only\b"
)
"""A denial that grants more, not less."""


def act_denied(sentence: str, start: int, end: int) -> bool:
    """Whether what is said at ``start``:``end`` is denied: before it, or in the rest of its own clause."""
    sentence = _NO_LIMIT.sub(lambda found: "*" * len(found.group()), sentence)
    before = _CUT.split(sentence[:start])[-1]
    rest = _CLAUSE_END.split(sentence[end:], maxsplit=1)[0]
    return denied(before + sentence[start:end] + rest)
