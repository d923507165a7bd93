"""What a seller says about buyers' content and reviews: waivers, reuse, sharing, begging for stars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.evidence import Evidence
from auditor.evidence.sentence_words import and_read, meant_words
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import CIRCUMVENTS
from auditor.rules.data_clauses import SHARING, SOLELY, VERIFY
from auditor.rules.declare import rule
from auditor.text import reuse, reviews, waivers
from auditor.text.sentences import denied
from auditor.text.waiver_words import SPELLING

FORM = ("custom_label", "custom_instruction", "custom_placeholder")
SPOKEN = ("custom_instruction", "bullet", "description")
REFUSES = re.compile(
    r"\bexcept|refus|reject|declin|copyrighted (?:images?|material) (?:is|are) not|ausgenommen|ablehn|sauf"
    r"|excepto|salvo|eccetto|tranne|除外|拒绝|お断り|除く",
    re.IGNORECASE,
)
HANDLED = re.compile(
    r"\bus(?:e|ed|ing)\b|keep|kept|stor|sav(?:e|ing)|shar|\bshow|post|publi|featur|display|archiv|gallery"
    r"|verwend|nutz|zeig"
    r"|retain|held|exhibit|reproduc|property|speicher|aufbewahr|aufgehoben|hinterlegt|veröffentl|utilis"
    r"|conserv|gard|stock"
    r"|enregistr|publici|resta|rimane|salvat|permanec|queda|usar|utiliz|guard|usare|使用|用于|发布|保留|保存"
    r"|留存|授权|展示"
    r"|存档|留底|归档|备份|公开|案例"
    r"|掲載|使わせ|保管|保存|使用|紹介|公開|投稿|作品例|制作例|ため",
    re.IGNORECASE,
)
CONTENT = re.compile(
    r"photo|image|picture|design|logo|artwork|\bfiles?\b|\btext|\bdata|foto|bild|motiv|datei|fichier|diseño"
    r"|imagen|archivo"
    r"|visuel|vorlage|entwurf|entwürf|gr[aá]fi"
    r"|immagin|disegn|\bfile\b|原图|稿|照片|图片|图案|设计|文件|图稿|写真|画像|データ|デザイン|作品",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[-–—,:\uff0c\uff1a\u3001]")
"""Ends a clause: what is denied in another clause is not denied here."""
BRIEFLY = re.compile(
    r"\b(?:nur|only|solely|exclusively|seulement|uniquement|solo|sólo|únicamente|soltanto"
    r"|ausschließlich)\b[^.!?]{0,20}\b(?:für|for|to|pour|para|per)\b"
    r"|仅(?:用|供)|只用|にのみ|delet|erase|until|confidential|private|safe(?:ly)?\b|secur|lösch|bis zur"
    r"|vertraulich|\bsicher\b"
    r"|supprim|jusqu"
    r"|confidenti|elimin|borra|hasta|confidencial|cancell|fino a|riservat|删除|销毁|保密|直到|削除|破棄"
    r"|(?<!注文)(?<!次回)まで",
    re.IGNORECASE,
)
"""A sentence that limits the keeping, or promises confidence, claims no reuse."""


@rule(
    "TX307",
    Severity.WARNING,
    tier=1,
    clause=VERIFY,
    title=Text("Text waives content checking", "声明不审核内容"),
    message=Text("'{term}' promises to print without checking.", "“{term}”承诺不审核即制作。"),
    advice=Text("Say that content is checked for rights and policy.", "请说明会审核内容的版权与合规性。"),
    needs=(SPOKEN,),
    custom_only=True,
    reads={"waive": SPOKEN, "": SPOKEN},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Shirt", "Custom Mug"],
                "custom_instruction_1": ["Upload anything, we print anything", ""],
                "bullet_1": ["", "Copyrighted images ok"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Shirt", "Custom Mug"],
                "custom_instruction_1": ["Print anything on any side of the box", ""],
                "bullet_1": ["No restrictions on movement", "We don't check spelling, please proofread"],
            },
            cells=((0, "custom_instruction_1"), (1, "bullet_1")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制T恤"], "custom_instruction_1": ["什么都可以印,不审核图片"]},
            good={"sku": ["A1"], "title": ["定制T恤"], "custom_instruction_1": ["字数不限,图片需为您所有"]},
            cells=((0, "custom_instruction_1"),),
            language="zh",
        ),
    ),
)
def no_content_check(evidence: Evidence) -> Iterator[Hits]:
    """The seller has agreed to verify what buyers submit; a text must not promise the contrary.

    Sentences that name what is refused are fine.
    """
    said = meant_words(
        evidence,
        "waive",
        SPOKEN,
        lambda sentence, before, term: (
            not REFUSES.search(sentence.replace(term, " "))
            and not SPELLING.search(sentence)
            and not denied(CLAUSE.split(before)[-1])
        ),
    )
    yield and_read(
        evidence,
        said,
        SPOKEN,
        lambda text: next(waivers.waives_checks(text), None),
        waivers.PREFILTER,
        in_form=waivers.IN_FORM,
    )


REUSE_FIELDS = (*SPOKEN, "condition_note")


@rule(
    "TX308",
    Severity.ERROR,
    tier=1,
    clause=SOLELY,
    title=Text("Text claims reuse or storage of buyer content", "声明使用或保存买家内容"),
    message=Text("'{term}' keeps or reuses buyer content.", "“{term}”表示保留或另行使用买家内容。"),
    advice=Text("Delete the sentence; use content only for the order.", "请删除；买家内容仅可用于该订单。"),
    needs=(REUSE_FIELDS,),
    custom_only=True,
    reads={"reuse": REUSE_FIELDS, "": REUSE_FIELDS},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom Mug"],
                "custom_instruction_1": ["We may use your photo in our shop", ""],
                "bullet_1": ["", "Your design is kept on file for easy reorders"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": ["Custom Mug"] * 3,
                "custom_instruction_1": [
                    "Your photo is only used for your order and deleted afterwards",
                    "We will never use your photos in our marketing",
                    "Your photos are kept confidential",
                ],
            },
            cells=((0, "custom_instruction_1"), (1, "bullet_1")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制相框"],
                "custom_instruction_1": ["我们可能会使用您的照片用于店铺展示"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["定制相框", "定制灯牌"],
                "custom_instruction_1": ["您的照片仅用于制作,不会用于广告宣传", ""],
                "bullet_1": ["", "适合用于店铺展示"],
            },
            cells=((0, "custom_instruction_1"),),
            language="zh",
        ),
    ),
)
def reuse_of_content(evidence: Evidence) -> Iterator[Hits]:
    """What a buyer submits serves that buyer's order alone, and may not be kept after it.

    A sentence that denies it, or says that content is deleted or kept in confidence, is fine; so is one that speaks of
    what the product can be used for.
    """
    said = meant_words(evidence, "reuse", REUSE_FIELDS, _reused)
    yield and_read(
        evidence,
        said,
        REUSE_FIELDS,
        _claimed,
        reuse.PREFILTER_ACT,
        reuse.PREFILTER_CONTENT,
        in_listing=lambda text: _claimed(text, listing=True),
        in_form=reuse.IN_FORM,
    )


def _claimed(text: str, *, listing: bool = False) -> tuple[int, int] | None:
    claims = reuse.reuse_claims(text, listing=listing)
    return next((span for span in claims if not BRIEFLY.search(text[slice(*span)])), None)


def _reused(sentence: str, before: str, term: str) -> bool:
    handled = HANDLED.search(sentence) and CONTENT.search(sentence)
    return bool(handled) and not BRIEFLY.search(sentence) and not denied(before + term)


REVIEW_FIELDS = (*FORM, "bullet", "description")


@rule(
    "TX309",
    Severity.WARNING,
    tier=2,
    clause=CIRCUMVENTS,
    title=Text("Review solicitation", "索要好评"),
    message=Text("'{term}' asks for reviews.", "“{term}”在索要评价。"),
    advice=Text("Remove it.", "请删除。"),
    needs=(REVIEW_FIELDS,),
    custom_only=True,
    reads={"review": REVIEW_FIELDS, "": REVIEW_FIELDS},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "bullet_1": ["Happy with your mug? Please leave us a 5-star review!"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom 5 Star General Mug"],
                "custom_label_1": ["Five star hotel style"],
                "bullet_1": ["Please review your spelling before ordering"],
            },
            cells=((0, "bullet_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯"], "description": ["收到满意请给五星好评,好评返现"]},
            good={"sku": ["A1"], "title": ["定制马克杯"], "description": ["深受顾客好评"]},
            cells=((0, "description"),),
            language="zh",
        ),
    ),
)
def review_solicitation(evidence: Evidence) -> Iterator[Hits]:
    """Listings and forms are no place to ask for reviews, least of all for good or paid ones.

    Praise already received and stars as a design ask for nothing.
    """
    said = meant_words(evidence, "review", REVIEW_FIELDS, lambda sentence, before, term: not denied(before))
    yield and_read(evidence, said, REVIEW_FIELDS, reviews.asks_for_review, reviews.PREFILTER)


@rule(
    "TX311",
    Severity.INFO,
    tier=1,
    clause=SHARING,
    title=Text("Text forbids customers to share pictures", "禁止买家分享图片"),
    message=Text(
        "'{term}' contradicts the sharing permission given to Amazon.",
        "“{term}”与授予亚马逊的分享许可相冲突。",
    ),
    advice=Text("Remove the sentence.", "请删除该语句。"),
    needs=(SPOKEN,),
    custom_only=True,
    reads={"share.ban": SPOKEN},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "description": ["Buyers may not share photos of the finished mug."],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "description": ["Artwork © Acme, all rights reserved. Twins may not share a room."],
            },
            cells=((0, "description"),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["成品请勿晒图"]},
            good={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["欢迎晒图"]},
            cells=((0, "bullet_1"),),
            language="zh",
        ),
    ),
)
def sharing_forbidden(evidence: Evidence) -> Iterator[Hits]:
    """Sellers have allowed the marketplace to let customers share images of customized products.

    A copyright notice on the seller's own artwork is no ban.
    """
    yield evidence.matches("share.ban", *SPOKEN).once().hits()
