"""Sentences of instructions read by their parts: what is done with buyers' content, and where it is to be sent.

A sentence is judged by the roles its words play (whose content, which act, what for), in whatever order; each role is
one expression over the seven languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.text.sentences import denied, sentence_bounds

Span = tuple[int, int]

_CONTENT = (
    r"(?:photo|image|picture|design|logo|artwork|drawing|file|upload|fotos?\b|bild|motiv|datei|entwurf"
    r"|vorlage|fichier"
    r"|dessin|visuel|création|diseño|im[aá]gen|archivo|dibujo|immagin|disegn|grafic)\w*"
)
OWNED = re.compile(
    rf"\b(?:your|customers?'?|buyers?'?|ihre?[nrms]?|deine?[nrms]?|kunden|vos|votre|tus?|sus?|tu[oae]"
    rf"|tuoi)\W+(?:\w+\W+){{0,2}}?{_CONTENT}"
    rf"|{_CONTENT}\W+(?:that )?you (?:give|provide|send|upload|share|submit)"
    r"|(?:[您你]|客户|买家|お客様|お預かり)[^。,]{0,8}?(?:图|照片|设计|文件|稿|作品|写真|画像|デザイン"
    r"|データ)"
    r"|完成品の写真|(?:作品|成品)[^。,]{0,6}被我们",
    re.IGNORECASE,
)
"""Content that is the buyer's."""
_KEEPS = re.compile(
    r"\b(?:keeps?|kept|holds? on|stor(?:e|es|ed|ing)|sav(?:e|es|ed|ing)|archiv\w*|retain\w*|stays?"
    r"|remains?|behalten|bewahr\w*"
    r"|aufbewahr\w*|\w*speicher\w*|aufgehoben|conserv\w*|gard(?:ons|er|ées?)|stock(?:ons|ées?)"
    r"|guarda(?:mos|d[oa]s?)|almacen\w*"
    r"|teniamo|tenut[ei]|salv(?:iamo|at\w))\b|保存|保管|留着|留存|存档|留底|保留|备份|保持",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\bfuture|\blater\b|\bnext (?:order|time|purchase)|\bagain\b|\bre-?order|\brepeat|\bforever"
    r"|permanent|indefinit"
    r"|\b(?:\d+|one|two|three|five|ten|several|many|a) (?:years?|months?)\b|\bour (?:system|servers?"
    r"|archives?|database|records)"
    r"|künftig|nachbestell|weitere|dauerhaft|\bjahre?n?\b|\bfutur|prochain|ultérieur|\b(?:un|deux"
    r"|trois) ans?\b|\baños?\b|próxim"
    r"|siempre|\bann[oi]\b|nuovi ordini|prossim|sempre|次[の回]|再注文|今後|永久|长期|下[次回]|复购|返单|再买",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"\b(?:show|appear|publish|post|shar|featur|display|put\b|(?:turn|end)(?:s|ed)? up|reus|us(?:e|ed|ing)\b|zeig"
    r"|gezeigt|veröffentlich|verwend|teil"
    r"|erschein|montr|publi|utilis|appara|partag|aparec|usa|mostra|utiliz|compar)\w*|展示|发布|出现|放到|放在|晒|用于|紹介|掲載|使用|公開",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"\b(?:our|unser\w*|nos|notre|nuestr[oa]s?|nostr[oaie])\b\W+(?:[\w-]+\W+){0,2}?(?:page|shop|store"
    r"|website|catalog|portfolio"
    r"|gallery|feed|profile|channel|board|blog|advert|ads\b|marketing|social|instagram|facebook|pinterest"
    r"|tiktok|werbung|katalog"
    r"|galerie|\w*seite|kanal|publicit|réseaux|compte|boutique|publicidad|redes|página|pagina|galería"
    r"|tienda|pubblicit|galleria"
    r"|profilo|negozio)|(?:我们|本店|店铺)[^。]{0,8}(?:小红书|抖音|朋友圈|微博|公众号|主页|官网|广告|案例"
    r"|展示)"
    r"|(?:当店|弊社|私ども)の?[^。]{0,8}(?:インスタ|SNS|ホームページ|ブログ|広告|宣伝|カタログ)",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:right|permission|licen[cs]e|consent)s? to (?:use|publish|show|share|reproduce|post|display)\b",
    re.IGNORECASE,
)
_BUYER_ACTS = re.compile(
    r"^\W*(?:please |bitte )?(?:share|post|tag|upload|send|visit|see|keep|save|teilen|besuchen|laden"
    r"|speichern|bewahren sie"
    r"|envoy|partag|gardez|conservez|comparte|guarda\b|envía|condividi|invia|conserva\b|salva\b)",
    re.IGNORECASE,
)
"""Buyers are told to do it themselves."""


def reuse_claims(text: str) -> Iterator[Span]:
    """Places (offsets as written) where a sentence keeps or shows what is the buyer's beyond the order."""
    for owned in OWNED.finditer(text):
        first, last = sentence_bounds(text, owned.start())
        sentence = text[first:last]
        if _BUYER_ACTS.match(sentence) or denied(sentence):
            continue
        kept = _KEEPS.search(sentence) and _LATER.search(sentence)
        shown = _SHOWS.search(sentence) and (_VENUE.search(sentence) or _RIGHT.search(sentence))
        if kept or shown:
            yield first, last


_CONVEYS = re.compile(
    r"\b(?:repl(?:y|ies)|respond|answer|forward|drop us|let us (?:know|have)|tell us|write (?:to )?us|antworte\w*"
    r"|teilen sie|mitteilen|zukommen"
    r"|répondez|parvenir|faites-nous|responde\w*|haznos|hazme|rispond\w*|facci|fateci|comunic\w*"
    r"|schick\w*|send\w*|envoyez|envía\w*"
    r"|manda\w*|invia\w*)\b|告诉|告知|传给|交给|发给|お知らせ|お送り|返信",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:by|via|per|par|por|to|through|with|in|an?|al|un|unsere?n?|our|notre|nuestro|nostro"
    r"|us a)\b(?: \w+){0,2} "
    r"\w*(?:e-?mails?|mail\w*|messages?|messenger|nachricht|courriel|courrier|correo|mensajes?|messaggio"
    r"|chat|inbox)\b"
    r"|(?:订单|买家)?留言|客服|微信|邮箱|私信|メール|メッセージ",
    re.IGNORECASE,
)


def sent_elsewhere(text: str) -> Iterator[Span]:
    """Places where buyers are told to convey their content through another channel than the form."""
    for channel in _CHANNEL.finditer(text):
        first, last = sentence_bounds(text, channel.start())
        if _CONVEYS.search(text[first:last]):
            yield channel.span()


_PROTECTED = re.compile(
    r"\b(?:brand|logos?\b|cartoon|comic|characters?\b|celebrit|trademark|copyright|rights\b|marken\w*"
    r"|comicfigur|rechte\b|urheber"
    r"|marque|dessins? animés?|personnage|droits\b|marca|personaje|derechos|dibujos animados|cartoni"
    r"|personaggi|loghi|marchi"
    r"|diritti)\w*|キャラクター|ブランド|ロゴ|著作権|动漫|大牌|明星|卡通|logo|版权|商标|肖像权",
    re.IGNORECASE,
)
_ALL_MADE = re.compile(
    r"\b(?:we|i|they)\b[^.!?]{0,30}\b(?:print|engrave|make|stitch|draw|paint|carve"
    r"|produce)\w*(?: \w+){0,2} (?:all|any|everything|anything)\b"
    r"|\b(?:all|everything|anything)\b(?: \w+){0,2} (?:fine|ok|okay|allowed|welcome|accepted|possible"
    r"|goes|printed|engraved)\b"
    r"|\b(?:wir|man) (?:\w+ )?(?:druck|gravier|stick|mach|mal)\w* (?:\w+ )?alles\b"
    r"|\balles (?:wird )?(?:gedruckt|graviert|erlaubt|möglich)"
    r"|\b(?:gedruckt|graviert|gemacht) wird alles\b"
    r"|\b(?:on|nous) (?:\w+ )?(?:grav|imprim|fai|brod|réalis)\w* (?:\w+ )?tout\b"
    r"|\b(?:lo )?(?:grabamos|imprimimos|hacemos|bordamos) todo\b|\b(?:incidiamo|stampiamo|facciamo"
    r"|ricamiamo) (?:di )?tutto\b"
    r"|全部[^。]{0,3}[彫刻印作]|なんでも|何でも|都[能可行][以刻印做]?|照印|照刻|照做|随便发",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"except|refus|reject|declin|cannot|can't|must not|not (?:print|engrave|allowed)|own(?:ed)?\b"
    r"|ausgenommen|nicht|dürfen|sauf|interdit"
    r"|no podemos|excepto|salvo|non possiamo|tranne|eccetto|除外|拒绝|不[能可予得接刻印]|お断り|除く|できません",
    re.IGNORECASE,
)


def waives_checks(text: str) -> Iterator[Span]:
    """Sentences that promise to make everything although they name what others have rights to."""
    for protected in _PROTECTED.finditer(text):
        first, last = sentence_bounds(text, protected.start())
        if _ALL_MADE.search(text[first:last]) and not _REFUSED.search(text[first:last]):
            yield first, last
