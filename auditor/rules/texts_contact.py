"""Ways to reach the seller beside the marketplace: messengers and handles, and content sent by another way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import cells_of, seek, titles_of, with_patterns
from auditor.evidence.marks import joined
from auditor.evidence.sentence_words import in_fields, in_sentences
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import CIRCUMVENTS, MADE_ON_DEMAND
from auditor.rules.declare import rule
from auditor.text.loosened import loosened
from auditor.text.sending import (
    CHANNEL,
    INVITES,
    PREFILTER,
    may_be_printed,
    own_form,
    sent_elsewhere,
    told_blank,
)
from auditor.text.sentences import denied, sentence_bounds

FORM = ("custom_label", "custom_instruction", "custom_placeholder")
FIELDS = (*FORM, "option_value", "bullet", "description")
ACCOUNT = re.compile(
    r"(?:[\s,，]*(?:id|account|no\.?|number|handle|channel|group|page|profile|us|me|at|on|is|under|unter"
    r"|uns|unser\w*|kanal"
    r"|nummer|gruppe|au|num[ée]ro|compte|cha[iî]ne|al|a|en|el|canal|cuenta|n[uú]mero|numero|su|il|nostro"
    r"|canale|profilo"
    r"|账号|号码|号|账户|上|联系我们|联系|搜索?|添加|番号|アカウント|を|に|で))*"
    r"(?:[\s,，]*[:：@＠=]\s*[@＠+]?\s?(?P<named>[a-z0-9_.+-]{3,30})"
    r"|\s*[:：]?\s*(?P<number>\+?\d[\d -]{4,}\d)"
    r"|\s*(?P<mixed>[a-z]+[_-]?\d[a-z0-9_-]+|[a-z0-9]+_[a-z0-9_]+)"
    r"|(?<=[号dD加信])\s*[:：]?\s*(?P<plain>[a-z][a-z0-9.-]{5,30})(?=\s*(?:$|[。，,、を\u4e00-\u9fff])))",
    re.IGNORECASE,
)
"""What follows a messenger's name when an account is given."""
FOLLOW = re.compile(
    r"(?:follow|find|join|add|dm) (?:us|me)|folg(?:t|en sie) uns|suivez[- ]nous|s[ií]guenos|segu(?:ici|iteci)"
    r"|扫码加|加(?:一下)?(?:薇信|威信|微信|QQ群?|V信|VX|vx|V|企鹅)(?:发|后|再|联系|确认|沟通|传|[,，。 ]|$)"
    r"|关注(?:我们|我|本店|小红书|抖音|微博|公众号|微信)|加我们|フォロー",
    re.IGNORECASE,
)
"""Near a messenger's name: buyers are asked to go there, even without an account."""
FOLLOW_REACH = 24
HANDLE = (
    r"(?i)(?:follow|tag us|tag me|\bdm\b|find us|message us|contact us|folg[et]|suivez|s[ií]guenos"
    r"|segu[ií]ci|seguitici"
    r"|关注|フォロー)[^.@!?]{0,40}@[a-z0-9_.]{3,30}"
)
"""RE2: somebody is asked to follow an account."""
SAMPLE = re.compile(r"your|my|our|name|handle|user|here|example|sample|account|xxx|123456", re.IGNORECASE)
SOCIAL = re.compile(
    r"instagram|facebook|tiktok|snapchat|youtube|whatsapp|social media|\bqr\b|handle|username"
    r"|wechat|微信|二维码|社交|インスタ",
    re.IGNORECASE,
)
"""A product that prints accounts says so in its title."""


@rule(
    "TX304",
    Severity.WARNING,
    tier=2,
    clause=CIRCUMVENTS,
    title=Text("Messenger or social media account", "含社交账号"),
    message=Text("'{term}' is a contact outside the marketplace.", "“{term}”是站外联系方式。"),
    advice=Text("Remove it.", "请删除。"),
    needs=(FIELDS,),
    custom_only=True,
    reads={"messenger": FIELDS, "": FIELDS},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom Mug"],
                "custom_instruction_1": ["Send it on WhatsApp: +1 212 736 5000", ""],
                "bullet_1": ["", "Follow us on social media @acme_gifts for news"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Instagram Sign", "Custom Mug"],
                "custom_instruction_1": ["Instagram: @acme_gifts", "Type @ as 'at'"],
                "bullet_1": ["Share it on Instagram", "Relax @ home with Facebook friends"],
            },
            cells=((0, "custom_instruction_1"), (1, "bullet_1")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["请加微信:beizi2020 发送图片"]},
            good={"sku": ["A1"], "title": ["定制微信二维码立牌"], "custom_label_1": ["微信号:abc123"]},
            cells=((0, "bullet_1"),),
            language="zh",
        ),
    ),
)
def outside_account(evidence: Evidence) -> Iterator[Hits]:
    """An account on a messenger takes the conversation, and the order, out of the marketplace.

    The messenger's name alone is no contact; an account must follow it, or buyers must be asked to go there. Where
    the product prints accounts, its form may ask for them; sample accounts are clean.
    """
    found = joined([_accounts(evidence), _followed(evidence)]).once()
    titles = titles_of(evidence, found.rows).tolist()
    prints = np.fromiter((SOCIAL.search(title) is not None for title in titles), bool, len(found))
    yield found.where(~(prints & in_fields(evidence, found, *FORM, "option_value"))).hits()


def _accounts(evidence: Evidence) -> Matches:
    found = evidence.matches("messenger", *FIELDS)

    def account(text: str) -> tuple[int, int] | None:
        for start, end in evidence.matcher.find("messenger", text):
            named = ACCOUNT.match(text, end)
            if named and not SAMPLE.search(named[0]):
                return start, named.end()
            if FOLLOW.search(text, max(start - FOLLOW_REACH, 0), end + FOLLOW_REACH):
                return start, end
        return None

    return seek(evidence.corpus, account, cells_of(found.once()))


def _followed(evidence: Evidence) -> Matches:
    cells = evidence.cells(*FIELDS)
    texts = evidence.corpus.texts
    ids = evidence.corpus.ids_of(*FIELDS)
    hit = np.asarray(pc.match_substring_regex(texts.take(pa.array(ids)), HANDLE))
    pattern = re.compile(HANDLE)

    def handle(text: str) -> tuple[int, int] | None:
        found = pattern.search(text)
        if found is None or SAMPLE.search(found[0].rpartition("@")[2]):
            return None
        return found.start() + found[0].rindex("@"), found.end()

    return seek(evidence.corpus, handle, cells.where(np.isin(cells.ids, ids[hit])))


SEND_FIELDS = ("custom_label", "custom_instruction", "custom_placeholder", "bullet", "description")
CONTENT = re.compile(
    r"photo|image|picture|design|logo|artwork|\bfiles?\b|\btext\b|\bnames?\b|wording|detail|customi[sz]"
    r"|personali[sz]"
    r"|foto|bild|motiv|datei|entwurf|wunschtext|\bnamen?\b|fichier|dessin|diseño|imagen|archivo|nombre"
    r"|immagin|disegn"
    r"|grafica|nome|照片|图片|图案|设计|文件|内容|名字|文字|定制|写真|画像|データ|デザイン|名入れ|文字",
    re.IGNORECASE,
)
SENDS = re.compile(
    r"send|forward|repl[yi]|respond|\bship|drop us|let us|tell us|teilen|répond|parvenir|haznos|facci"
    r"|rispond|告诉|传|e-?mail|\bmail|messag|\btext us|\bdm\b|contact|upload|whatsapp|visit|scan|senden"
    r"|schick|schreib|kontakt"
    r"|envo[iy]|écri|cont[aá]ct|env[ií]|mánd|escr[ií]b|invia|mand|scriv|contatt"
    r"|发|加|联系|私信|扫|留言|送|連絡|メール|LINE|DM|メッセージ",
    re.IGNORECASE,
)
HELP = re.compile(
    r"question|\bproblem|\bissue|\bhelp|unsure|not sure|discuss|concern|not satisf|unsatisf|dissatisf|refund"
    r"|replac|damag"
    r"|defect|wrong|\bsupport\b(?! team| chat| via| by)|wholesale|bulk|quantit|frage|problem|hilfe"
    r"|unzufrieden|beschädig|reklam|souci"
    r"|problème"
    r"|insatisf|aide|pregunta|duda|problema|insatisfech|ayuda|domand|insoddisf|aiuto|问题|疑问|帮助"
    r"|咨询(?!客服后)|售后"
    r"|不满意|损坏|退换|ご質問|お問い合わせ"
    r"|不明|不良|不備",
    re.IGNORECASE,
)
BY_US = re.compile(
    r"\bwe(?:'ll| will| can| may| would)?\s+(?:\w+\s)?(?:send|e-?mail|message|contact|text)"
    r"|will be (?:sent|e-?mailed)"
    r"|\breceive|vous recevr|wir (?:\w+ )?(?:senden|schicken|mailen|kontaktieren)"
    r"|nous (?:vous )?(?:envoyons|contact[oe]|enverr)"
    r"|\b(?:te|le|os|les) \w+(?:aremos|eremos|iremos|amos)\b|recibir[áa]|\b(?:ti|vi|le) \w+(?:eremo|iremo"
    r"|iamo)\b|\bwir \w+ ihnen\b|\bnous vous \w+ons\b|ricever|erhalten sie|sie erhalten"
    r"|我们会|我们将|我们可能|[发传](?:送|图)?[到至给](?:您|你|买家)|发您|お送りいたします|お送りします"
    r"|ご連絡いたします|ご連絡します",
    re.IGNORECASE,
)
"""The seller writes to the buyer (a proof, a question), which is allowed."""
OTHER_WAYS = loosened(CHANNEL)
"""RE2: instructions without any of these name no other way."""
CLAUSE = re.compile("[:：]")
"""What is denied before a colon ("Write nothing here: …") is not denied behind it."""


@rule(
    "TX305",
    Severity.WARNING,
    tier=1,
    clause=MADE_ON_DEMAND,
    title=Text("Buyer told to send the content another way", "要求买家以其他方式提交内容"),
    message=Text("'{term}' moves the customization outside the form.", "“{term}”让定制在表单之外进行。"),
    advice=Text("Add an image upload or a text field instead.", "请改为增加图片上传或文本字段。"),
    needs=(SEND_FIELDS,),
    custom_only=True,
    reads={"send_out": SEND_FIELDS, "": SEND_FIELDS},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom Mug"],
                "custom_instruction_1": ["Email us your logo", ""],
                "bullet_1": ["", "After placing your order, send your photo via Amazon message"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom Mug"],
                "custom_instruction_1": ["We may message you a proof of your design", ""],
                "bullet_1": [
                    "If you have any questions, please message us",
                    "Not happy? Contact us for a refund",
                ],
            },
            cells=((0, "custom_instruction_1"), (1, "bullet_1")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯"], "custom_instruction_1": ["请下单后发送图片给客服"]},
            good={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["如有任何问题,请联系客服"]},
            cells=((0, "custom_instruction_1"),),
            language="zh",
        ),
    ),
)
def content_by_another_way(evidence: Evidence) -> Iterator[Hits]:
    """The choices are to be entered during the purchase; what is sent by mail afterwards never reaches the order.

    Offers of help and proofs that the seller sends are fine. In bullets and descriptions the sentence must speak of the
    content as well.
    """
    found = evidence.matches("send_out", *SEND_FIELDS)
    form = in_fields(evidence, found, *FORM)
    sent = in_sentences(found, _sent)
    content = in_sentences(found, lambda sentence, before, term: CONTENT.search(sentence) is not None)
    meant: BoolArray = sent & (form | content)
    told = seek(evidence.corpus, _told, with_patterns(evidence, ("custom_instruction",), (OTHER_WAYS,)))
    listed = seek(
        evidence.corpus,
        lambda text: _told(text, listing=True),
        with_patterns(evidence, ("bullet", "description"), (PREFILTER,)),
    )
    yield joined([found.where(meant), told, listed]).once().hits()


def _told(text: str, *, listing: bool = False) -> tuple[int, int] | None:
    for start, end in sent_elsewhere(text, listing=listing):
        first, last = sentence_bounds(text, start)
        if _outside(text[first:last], text[first:start]):
            return start, end
    return None


def _sent(sentence: str, before: str, term: str) -> bool:
    if SENDS.search(sentence) is None or may_be_printed(sentence, term):
        return False
    return _outside(sentence, before)


def _outside(sentence: str, before: str) -> bool:
    """Whether a sentence sends buyers away from the form, rather than to help or to the form itself."""
    other_way = CHANNEL.search(sentence) is not None
    return (
        not own_form(sentence, other_way=other_way)
        and not (INVITES.search(sentence) and not other_way)
        and not HELP.search(sentence)
        and not BY_US.search(sentence)
        and not denied(told_blank(CLAUSE.split(before)[-1]))
    )
