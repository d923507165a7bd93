"""Sentences that ask for reviews, or reward them: who is asked, what for, and what is given in return."""

from __future__ import annotations

from auditor.text.roles import role
from auditor.text.sentences import denied, sentence_spans

Span = tuple[int, int]

_REVIEW = (
    r"(?:reviews?|ratings?|feedback|testimonials?|(?:five|5)[- ]?stars?|bewertung\w*|rezension\w*|(?:fünf"
    r"|5)[- ]sterne?\w*|avis|commentaires?"
    r"|(?:5|cinq) étoiles|évaluation|reseñas?|valoraci[oó]n\w*|opini[oó]n\w*|comentarios?|(?:5"
    r"|cinco) estrellas|recension\w*|feedback"
    r"|opinion\w*|comment[oi]|(?:5|cinque) stelle|giudizio)"
)
_OF_REVIEW = role(
    rf"\b{_REVIEW}\b|\bstars\b|\bvota(?:te)?ci\b|\brat(?:e|ing) (?:us|your|this|our)\b|\bétoiles\b"
    rf"|\bnot(?:er|ez) (?:votre|nous|notre|ce)\b|\bbewerte\w*\b|\bvalor(?:ar|a|e)\b|\bvot(?:are|a|ate|aci"
    rf"|ateci)\b",
    r"好评|评价|评论|追评|[五5]颗?星|打分|晒图|晒单|差评|レビュー|評価|口コミ|星(?:5|5|五|つ)|★",
)
"""A review, a rating, stars."""
_ASKS = role(
    r"\b(?:leave|leaving|give|write|post|drop|submit|share|rate|send) (?:\w+[- ]){0,5}" + _REVIEW + r"\b",
    r"\b(?:love|appreciate|hope|look forward|grateful|happy|glad|thankful|delighted) (?:\w+[- ]){0,4}"
    + _REVIEW
    + r"\b",
    rf"\b{_REVIEW}\b[^.!?]{{0,30}}\b(?:would (?:help|mean|make|be)|means? (?:the world|a lot|so much"
    rf"|everything)|(?:help|keep|support|push|lift|make|brighten)s? (?:us|our|other|a small|small)|matters?"
    rf"|counts?"
    rf"|appreciated|(?:is|are) our|welcome)\b",
    r"\b(?:let (?:others|everyone|people|the world|us) know|tell (?:others|us|everyone)|share (?:it"
    r"|your (?:experience|thoughts|opinion)))\b[^.!?]{0,30}\b(?:reviews?|rating|amazon)\b",
    r"\b(?:thrilled|thanks?|thank you|grateful|excited|honou?red|pleased"
    r"|over the moon)\b[^.!?]{0,30}\b" + _REVIEW + r"\b",
    r"\b(?:don't forget|remember|take a (?:minute|moment|second)|please|be sure"
    r"|make sure) (?:\w+ ){0,4}(?:rate|review) (?:your|this|us|our|the (?:product|item|seller|shop))\b",
    r"\b(?:tell|show) (?:the world|others|everyone|us)\b[^.!?]{0,20}\b(?:five|5)[- ]?stars?\b"
    r"|\bstars\b[^.!?]{0,20}\bleave\b",
    r"\b(?:freuen|freue|würde\w*|danken|bitten|hoffen|helf\w*|hilft"
    r"|unterstütz\w*)\b[^.!?]{0,50}\b(?:bewertung\w*|rezension\w*|(?:fünf|5) sterne\w*)|"
    r"\b(?:bewertung\w*|rezension\w*|(?:fünf|5) sterne\w*)\b[^.!?]{0,30}\b(?:freuen|freue|hilft|helfen"
    r"|unterstützt|würde|abgeben|hinterlassen|schreiben|geben|dalassen|willkommen)\b",
    r"\b(?:hinterlass\w*|schreib\w*|gib|geben sie|lass\w*|vergeb\w*|teilen sie"
    r"|verfass\w*)\b[^.!?]{0,40}\b(?:bewertung\w*|rezension\w*|(?:fünf|5) sterne\w*)",
    r"\bbewerte\w* (?:sie )?(?:uns|das produkt|den artikel|ihren kauf|unser\w*)|\bbewert\w*[^.!?]{0,25}(?:5"
    r"|fünf) sternen\b",
    r"\b(?:laiss\w*|donn\w*|écri\w*|mett\w*|attribu\w*|partag\w*|publi\w*|appréci\w*"
    r"|pensez)\b[^.!?]{0,40}\b(?:avis"
    r"|(?:5|cinq) étoiles|commentaires? (?:positif|avec photo|client)\w*)\b|\bnot(?:er|ez) (?:votre|nous"
    r"|notre|ce)\b|\bétoiles\b[^.!?]{0,40}\bmettre\b",
    r"\b(?:avis|étoiles|commentaires?)\b[^.!?]{0,25}\b(?:ferai\w*|aider\w*|aident|compte\w* (?:beaucoup"
    r"|pour)|compte\w*|plaisir|bienvenu\w*)\b",
    r"\b(?:dej|déj|escrib|danos|denos|comparte|pon|regál|otórg|agradec|esper"
    r"|public)\w*\b[^.!?]{0,40}\b(?:reseñas?|valoraci[oó]n|opini[oó]n|comentario (?:positivo|con foto)|(?:5"
    r"|cinco) estrellas)"
    r"|\bvalor(?:ar|a|e|en|anos|adnos) (?:tu|su|nuestr\w+|el|este|con)\b|\b(?:reseña|valoración|opinión"
    r"|estrellas)\b[^.!?]{0,25}\b(?:ayud\w+|haría\w*|importa\w*)",
    r"\b(?:lasci|scriv|dacci|dateci|mett|regal|condivid|pubblic|sper|apprezz"
    r"|gradi)\w*\b[^.!?]{0,40}\b(?:recension\w+|feedback|opinione|commento (?:positivo|con foto)|(?:5"
    r"|cinque) stelle)"
    r"|\bvot(?:are|a|ate) (?:il|con|questo|la)\b|\bvota(?:te)?ci\b|\b(?:recensione|stelle"
    r"|opinione)\b[^.!?]{0,30}\b(?:aiut\w+|important\w+|farebbe)",
    r"(?:给|留|写|求|请|打|点|赏|麻烦|期待|记得|别忘了?|希望)[^。,，]{0,12}(?:好评|五颗?星|5颗?星|评价|追评"
    r"|打分|评论|晒图|晒单)|好评[^。]{0,8}(?:动力|支持"
    r"|鼓励)",
    r"(?:レビュー|評価|口コミ|感想)[^。]{0,30}(?:お願い|お書き|書い|投稿|お聞かせ|いただける|頂ける|ください"
    r"|下さい|いただけ|お待ち|励み|ご協力)|星[^。]{0,6}(?:お願い|つけて"
    r"|ください|いただけ)",
)
_REWARD = role(
    r"\b(?:gift|discount|coupon|refund|voucher|free|bonus|cash ?back|reward|% off"
    r"|rebate)\w*\b[^.!?]{0,50}\b(?:for|with|after|when|in exchange|against)\b[^.!?]{0,25}"
    + rf"\b{_REVIEW}\b",
    rf"\b(?:{_REVIEW}|review it|rate us)\b[^.!?]{{0,40}}\b(?:get|receive|earn|win|we (?:\w+ )?(?:return"
    rf"|refund|send|give)|refund\w*|discount|coupon|gift|voucher|free)\b",
    r"\b(?:geschenk|rabatt|gutschein|erstattung|bonus|gratis|dankeschön)\w*\b[^.!?]{0,40}\b(?:bewertung"
    r"|rezension)\w*|\b(?:bewertung|rezension)\w*[^.!?]{0,40}\b(?:geschenk|rabatt|gutschein|gratis|bonus"
    r"|erhalten sie)\w*",
    r"\b(?:cadeau|offerte?s?|gratuite?s?|remise|réduction|bon d'achat|remboursement"
    r"|bon)\b[^.!?]{0,40}\b(?:avis|commentaire)\b"
    r"|\b(?:avis|commentaire)\b[^.!?]{0,40}\b(?:cadeau|remise|réduction|recevez|remboursé)\b",
    r"\b(?:regalo|gratis|descuento|cupón|reembolso|premio|obsequio|vale)\b[^.!?]{0,40}\b(?:reseña|opinión"
    r"|valoración)\b|\b(?:reseña|opinión|valoración)\b[^.!?]{0,40}\b(?:regalo|descuento|cupón|premio"
    r"|reembolso|obsequio)\b",
    r"\b(?:omaggio|gratis|regalo|sconto|buono|rimborso)\b[^.!?]{0,40}\b(?:recensione|opinione|feedback)\b"
    r"|\b(?:recensione|opinione|feedback)\b[^.!?]{0,40}\b(?:omaggio|regalo|sconto|buono|premi\w*|rimborso)\b",
    r"(?:好评|评价|评论|晒图|晒单|五星|追评)[^。,，]{0,8}(?:返|送|有奖|领|得|有礼|红包|优惠券|礼物|赠)"
    r"|(?:レビュー|評価|口コミ)[^。]{0,12}(?:プレゼント|特典"
    r"|クーポン|割引|キャッシュバック|返金|OFF|進呈)",
)
_FIRST_ASK_US = role(
    r"\b(?:before|instead of)\b[^.!?]{0,30}\b(?:leav|giv|writ|post)\w* (?:\w+ ){0,3}(?:negative|bad|poor|low"
    r"|1[- ]star)",
    r"\b(?:vor|bevor)\b[^.!?]{0,30}\b(?:negativ|schlecht)\w* (?:bewert|rezen)"
    r"|\bavant de\b[^.!?]{0,25}\bavis négatif",
    r"\bantes de\b[^.!?]{0,30}\b(?:mala|negativa)\b[^.!?]{0,15}(?:valoración|reseña|opinión)|\b(?:mala"
    r"|negativa) (?:valoración|reseña)|\bprima di\b[^.!?]{0,30}\bnegativ\w",
    r"差评[^。]{0,6}(?:前|先)|(?:不要|请勿|别)[^。]{0,6}差评|(?:给|留)差评[^。]{0,4}(?:请|先)"
    r"|低評価[^。]{0,8}(?:前|ご連絡)",
)
_NOT_OURS = role(
    r"\breview(?:s|ed)? (?:your|the|all|every|each|our|spelling)\b(?! (?:purchase|order|product|experience))"
    r"|\bwe review\b|\bbased on\b[^.!?]{0,30}reviews"
    r"|reviewers?\b|\b(?:earned|received|thousands|hundreds|many|over \d|countless)\b[^.!?]{0,25}(?:star"
    r"|review)|\bà (?:notre|mon|votre) avis\b"
    r"|(?:超过|\d+[多余]?位|顾客给出|客户给出|获得|收获|无数|深受|广受|大量)[^。]{0,6}好评|好评如潮|热评"
    r"|レビュー多数|高評価の"
    r"|\bdesign (?:review|feedback)|\bproof\b|\bpreview\b|\bkorrekturabzug\b"
)

_REMINDS = role(
    r"(?:don't|do not|never) (?:forget|hesitate)|vergessen sie nicht|nicht vergessen|n'(?:oubli"
    r"|hésit)\w+ pas|no (?:te )?olvid\w+|no dud\w+"
    r"|non (?:dimentic|esit)\w+|别忘了?|不要忘记?|忘れずに"
)
"""A denial that asks all the more."""
PREFILTER = (
    r"(?i)\breview|\brating|\brate (?:us|your|this|our)|feedback|(?:5|five)[- ]?star|\bstars\b|bewert"
    r"|rezension|sterne|\bavis\b|étoiles|commentaire|\bnoter\b"
    r"|reseña|valora|opini[oó]n|estrellas|comentario|recension|stelle|commento|好评|评价|五星|5星|打分|晒图"
    r"|差评|评论|追评|颗星"
    r"|レビュー|評価|口コミ|感想|星5|星5|星五|星つ|\bvotaci|\bvotateci"
)
"""RE2: listing texts without any of these ask for no review."""


def asks_for_review(text: str) -> Span | None:
    """Where (offsets as written) the first sentence stands that asks for a review or rewards one, or None."""
    for first, last in sentence_spans(text):
        sentence = text[first:last]
        if not _OF_REVIEW.search(sentence):
            continue
        if _FIRST_ASK_US.search(sentence):
            return first, last
        if _NOT_OURS.search(sentence):
            continue
        asked = _REWARD.search(sentence) or _ASKS.search(sentence)
        if asked and not denied(_REMINDS.sub("", sentence[: asked.end()])):
            return first, last
    return None
