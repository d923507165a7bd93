"""Sentences that have buyers hand their content over by another way than the form: which channel, to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.text.roles import CONTENT, role
from auditor.text.sentences import sentence_spans

Span = tuple[int, int]

_CONVEYS = role(
    r"\b(?:repl(?:y|ies)|respond|answer|forward|drop|let us (?:know|have)|tell|write|send|sent|share|leave"
    r"|handed|pass"
    r"|pop|attach\w*|submit|provide|give|hand|mail|post|ship"
    r"|text|pm|dm|whatsapp|upload|reach out|contact|go(?:es)? to|need|supply|transmit|deliver|add)\b",
    r"\b(?:antwort\w*|teil\w*|mitteil\w*|zukommen|schick\w*|send\w*|schreib\w*|mail(?:en|t)?|übermitt\w*"
    r"|nenn\w*|kontaktier\w*|reich\w*|gesendet|geschickt|anhäng\w*|bitte)\b",
    r"\b(?:répond\w*|parvenir|faites-nous|envo[iy]\w*|transm\w*|communiqu\w*|écri\w*|adress\w*|contact\w*"
    r"|joign\w*|remet\w*|postez|donn\w*)\b",
    r"\b(?:respond\w*|haznos|hazme|env[ií]\w*|m[aá]nd\w*|comunic\w*|escrib\w*|dinos|remit\w*|contact\w*"
    r"|adjunt\w*|pás\w*|pas\w*nos)\b",
    r"\b(?:rispond\w*|facci|fateci|comunic\w*|invi\w*|mand\w*|sped\w*|scriv\w*|contatt\w*|alleg\w*|passa\w*"
    r"|dicci)\b",
    r"告诉|告知|传给|交给|发|寄|提供|提交|联系|咨询|留言|私信|回复|给(?:我们|客服|卖家)|加|上传|お知らせ"
    r"|お送り|送|返信|教えて|お寄せ|連絡|渡|添付|お伝え|郵送|お願い",
)
"""Verbs of conveying, whatever the way."""

CHANNEL = role(
    r"\b(?:by|via|per|through|with|in|as|using|to|into|over|on|from) (?:(?:an?|the|your|our|my|amazon|buyer"
    r"|buyer-seller|order|private|direct|separate|seller|next|support|customer"
    r"|confirmation|shop)\W+){0,3}(?:e-?mails?|mail|mailbox|messages?|messaging|messenger|chat|inbox|dms?"
    r"|whatsapp|wechat|telegram|instagram|messaging system|order messages|your orders|contact form)\b",
    r"\b(?:amazon|buyer|order) (?:message|chat)s?\b|\b(?:contact|message|e-?mail|write to|tell) (?:the "
    r"|our )?(?:seller|shop|store|support|team|customer service)\b"
    r"|\bcontact seller\b|\bto (?:our|the) (?:\w+ )?(?:team|department|designers?|support|shop|store|seller"
    r"|studio|workshop|address|office|number|mobile|phone|bench)\b"
    r"|\b(?:link|reply|answer) (?:in|to) (?:our|the|your) (?:[\w-]+ ){0,2}(?:e-?mail|mail|message)\b"
    r"|^\W*(?:please |kindly )?(?:pm|dm|whatsapp|text|message|e-?mail|mail)\b"
    r"(?= (?:us|me|the|your|a|our)\b)|\bseparately\b|\b(?:e-?mail|mail|text|whatsapp|dm|pm|message"
    r"|ping)(?:ed)? (?:it |them )?(?:to )?(?:us|me|our)\b|\b(?:tell|inform|ask) (?:the "
    r"|our )?(?:customer service|support|seller)\b|\bmessage the (?!recip)|\brepl(?:y|ying) to (?:our|the"
    r"|your)\b|\bcontact form\b|\b(?:reach out to|get in touch with) us\b|\b(?:drop|write|send|shoot) (?:us"
    r"|me) an? (?:message|line|note|e?-?mail)\b"
    r"|\b(?:ship|mail|post|send) us (?:your|the) (?:own|original|handwrit\w*)",
    r"\b(?:per|via|über|als|in|an|auf) (?:(?:eine?[rnm]?|den|die|das|unser\w*|ihre?\w*"
    r"|den amazon-)\W*){0,2}[\w-]*(?:e-?mail|mail|nachricht(?:en)?|postfach|chat|messenger|whatsapp|telegram"
    r"|post"
    r"|nachrichtencenter|e-mail-anhang|mailanhang)\b|\bnachricht an uns\b|\bkundendienst\b"
    r"|\bsenden sie uns ihr\w* eigene"
    r"|\ban (?:den |unser\w* )?(?:händler|verkäufer|shop|grafik\w*|kundenservice|team|kundendienst"
    r"|werkstatt)|\bverkäufer\b|\bseparat\b|\b(?:schick|send|spedis)\w* (?:sie )?uns [^.!?]*\b(?:zu"
    r"|original\w*)\b",
    r"\b(?:par|via|dans|sur|à|en) (?:(?:un|une|la|le|notre|nos|message)\W+|l'){0,2}(?:e-?mail|mail"
    r"|message\w*|boîte mail|courriel|courrier|chat|whatsapp|messenger|telegram|adresse|atelier)\b|\b(?:nous"
    r"|-nous) un (?:e-?)?mail\b|\b(?:expédi|envoy)\w+-nous votre propre"
    r"|\b(?:au|le) vendeur\b|\b(?:à notre|à nos) (?:équipe|atelier|service|boîte|graphist\w*)"
    r"|\bnotre (?:e-?mail|mail|courriel)\b|\b(?:postez|envoyez|expédiez)-nous (?:\w+ )?l'original",
    r"\b(?:por|vía|via|mediante|a través del?|en|a|al) (?:(?:un|el|la|los|nuestr\w+)\W+){0,2}(?:correo"
    r"|mensaj\w*"
    r"|e-?mail|mail|chat|whatsapp|telegram|privado|buzón)\b|nos un (?:correo|mensaje|e-?mail)\b"
    r"|\benv[ií]\w*nos tu propi"
    r"|\b(?:al|el) vendedor\b|\ba nuestro (?:equipo|taller|departamento)\b|\bnuestro (?:mail|correo)\b"
    r"|\benv[ií]\w*nos (?:\w+ )?(?:pieza )?original",
    r"\b(?:via|per|tramite|con|in|a|alla|al|su|attraverso) (?:(?:un|una|la|il|nostr\w+"
    r"|posta)\W+){0,2}(?:e-?mail|mail|messaggi\w*|posta(?: elettronica)?|elettronica|chat|whatsapp|telegram"
    r"|privato|messaggistica)\b|ci una? (?:e-?mail|mail|messaggio)\b"
    r"|\bspedi\w*ci il tuo (?:propri\w+ )?(?!nome|testo|foto)"
    r"|\b(?:al|il) venditore\b|\bal nostro (?:team|laboratorio|reparto)\b|\bnostra mail\b"
    r"|\bspedi\w*ci (?:\w+ )?l'originale",
    r"(?:订单|买家|卖家|下单)留言|留言(?:给|告|说明|定制|中|里)|(?:给|跟)(?:我们|客服|卖家"
    r"|店家)[^。]{0,3}(?:留言|说|讲)|客服|网盘|微信|邮箱|邮件|私信|私发"
    r"|站内信|旺旺|聊天|消息|店小二|联系(?:卖家|我们|店家|店主)|(?:给|至|到)(?:我们|我司|卖家|店家"
    r"|本店)(?!的?(?:店铺|页面))|另行发送",
    r"メール|メッセージ(?=で|にて|から|へ|に(?:お|添付|て)|をお?送|機能|より)|(?-i:LINE)|チャット|郵送|出品者|DM|別途お送り|当店(?:宛|まで)(?:に|お)?(?:お?送り"
    r"|郵送)|宛に郵送|メール添付",
)
"""Another way than the form."""
_AFTER = role(
    r"\b(?:after|once|when) (?:you (?:have )?|the |your )?(?:purchas\w*|order\w*|check\s?out|pay\w*|paid"
    r"|bought|buying)|\bnach (?:dem kauf|der bestellung|kauf|bestellung|zahlung)"
    r"|\baprès (?:l'achat|la commande|commande|paiement)|\bune fois (?:payé|commandé)|\b(?:tras"
    r"|después de) (?:la |el )?(?:compra|comprar|pedido|pago)|\bcuando hayas\b"
    r"|\bdopo (?:l'acquisto|l'ordine|il pagamento)|(?:下单|拍下|付款|购买)(?:后|之后|完)|拍后|(?:購入|注文"
    r"|支払い?)後"
)
_CONTENT = role(
    r"photo|image|picture|design|logo|artwork|\bfiles?\b|\btext\b|\bnames?\b|wording|detail|customi[sz]"
    r"|personali[sz]|\bdates?\b|colou?r|\bdatum\b|\bfecha|日期|日付|original|\bring\b|crest|sketch|wording|initial|monogram|iniziali|イニシャル|図案"
    r"|poem|\bpage|scan|what to engrave|handwriting|board|\bboard|wappen"
    r"|gravurtext|vorlage|blason|escudo|stemma|tagliere|planche|tabla|foto|bild|motiv|datei|entwurf"
    r"|wunschtext|\bnamen?\b|fichier|dessin|original|prénom|texte|visuel|diseño|imagen|archivo|nombre|texto"
    r"|pieza|immagin|disegn|grafica|nome|nomi|testo"
    r"|\b(?:approve|confirm|validate|ok)\w* (?:your |the |my )?(?:\w+ )?(?:proof|mock-?up|draft|preview)"
    r"|要求|信息|刻什么|扫描件|照片|(?<![截晒好])图|设计|文件|内容|姓名|名字|文字|定制|刻字|logo|稿|写真|画像"
    r"|データ|デザイン|名入れ|文字|お名前|原稿|原画|紋章|ファイル|プレート"
    r"|ロゴ"
)
"""What is handed over."""
FORM_ITSELF = role(
    r"\b(?:text|input|upload|message|customi[sz]ation|personali[sz]ation|order|entry)?\W?(?:field|box|form"
    r"|button|tool|area|widget)s?\b|\b(?:here|below|above|this page|checkout page)\b"
    r"|\b(?:\w*feld|formular|\w*button|schaltfläche|hier|unten|oben)\b|\b(?:champ|formulaire|bouton|case|ici"
    r"|ci-dessous|ci-dessus|zone de texte)\b"
    r"|\b(?:campo|formulario|botón|casilla|aquí|abajo|recuadro|modulo|pulsante|casella|qui|sotto)\b"
    r"|此处|这里|下方|上方|文本框|输入框|按钮|页面|(?:こちら|この|下|上)の?(?:欄|ボタン|フォーム)|入力欄"
    r"|フォーム|テキスト欄|下記"
)
"""The form the sentence stands in: what is sent with it goes the right way."""
_EMPTY = role(
    r"\b(?:leave|keep) (?:it|this|the \w+|empty|blank)|\bfeld leer|\bleer lassen"
    r"|\blaissez (?:ce champ )?vide|\bdéjalo en blanco|\bdeja(?:r)? (?:el campo )?en blanco"
    r"|\blascia (?:il campo )?vuoto"
    r"|\b(?:skip|ignore) this (?:box|field|part)\b|\b(?:don't|do not) fill (?:in |out )?(?:this|the)\b"
    r"|\bnon compilare\b"
    r"|\bne (?:pas )?rempli\w+\b|\bno rellen\w+\b|\bnicht ausfüllen\b"
    r"|不用填写?|不在此填|无需填写?|留空|記入せず|\b(?:don't|do not) (?:upload|type|write|enter"
    r"|fill)\b[^,.;]{0,20}\b(?:here|this|in)\b|\bnicht hier (?:hochladen|eintragen|eingeben)|\bno (?:lo "
    r"|la )?(?:subas|escribas|pongas)\b|\bnon (?:caricar\w*|scriver\w*)\b|\bne (?:téléchargez|mettez"
    r"|chargez) rien\b|アップロードせず|此处不填|\bno text box\b|\bkein text hier\b|\b(?:nothing"
    r"|no text) here\b"
    r"|\bne rien écrire\b|\bno escribas nada\b|\bnon scrivere nulla\b|空欄"
)
"""The form is to be left alone: what follows is another way, whatever it says of the field."""
INVITES = role(
    r"\b(?:any|every|all kinds of|whatever|whichever|beliebig\w*|jede[snr]?|n'importe|cualquier\w*|qualsiasi"
    r"|qualunque)\b|任何|任意|どんな"
)
"""Anything may be sent: an invitation to have things copied, no way around the form."""


_TO_US = role(
    r"\b(?:us|our|me|seller|shop|uns|unser\w*|verkäufer|nous|notre|vendeur|nuestr\w+|vendedor|nostr\w+"
    r"|venditore)\b|-nous\b|\w(?:nos|ci)\b"
    r"|我们|我司|客服|卖家|本店|店家|当店|出品者"
)
"""The seller, to whom it is to go."""
_MAYBE = role(
    r"^(?:with|in|as|to|into|on|from|using|als|dans|sur|à|en|a|con|su)\b.*(?:messag|mensaj|nachricht"
    r"|messaggi)|^to (?:our|the)\b"
)
"""A message that may be what gets printed."""

PREFILTER = (
    r"(?i)messag|e-?mail|\bchat|inbox|whatsapp|nachricht|postfach|courriel|correo|mensaj|messaggi"
    r"|posta elett|seller|verkäufer|vendeur|vendedor|venditore"
    r"|留言|客服|微信|邮箱|邮件|私信|站内信|旺旺|消息|联系我们|メール|メッセージ|(?-i:LINE)|チャット|出品者"
)
"""RE2: listing texts without any of these name no other way."""


def _channels(text: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Where a sentence starts, the sentence, and each channel it names."""
    for first, last in sentence_spans(text):
        sentence = text[first:last]
        for channel in CHANNEL.finditer(sentence):
            yield first, sentence, channel


def sent_elsewhere(text: str, *, listing: bool = False) -> Iterator[Span]:
    """Places (offsets as written) where buyers are told to convey their content through another channel.

    In a listing text it must be the seller whom it goes to, or come after the purchase.
    """
    for first, sentence, channel in _channels(text):
        if (listing or _MAYBE.match(channel.group())) and not (
            _TO_US.search(sentence) or _AFTER.search(sentence)
        ):
            continue
        if (_CONVEYS.search(sentence) or not _MAYBE.match(channel.group())) and (
            (_CONTENT.search(sentence) or CONTENT.search(sentence)) or _EMPTY.search(text)
        ):
            yield first + channel.start(), first + channel.end()


def may_be_printed(sentence: str, term: str) -> bool:
    """Whether ``term`` speaks of a message that goes onto the product, not to the seller."""
    return _WITHIN.search(term) is not None and not _TO_US.search(sentence) and not _AFTER.search(sentence)


_WITHIN = role(r"\b(?:in|with|as) (?:a |the |your )?(?:\w+ )?messages?$")


def told_blank(before: str) -> str:
    """What stands before, without the words that have the form left empty: they deny nothing."""
    return _EMPTY.sub(" ", before)


def own_form(sentence: str, *, other_way: bool) -> bool:
    """Whether what the sentence speaks of goes through the form: it names a field, and no other way."""
    if _EMPTY.search(sentence) or _AFTER.search(sentence) or other_way:
        return False
    return FORM_ITSELF.search(sentence) is not None
