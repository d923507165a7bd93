"""Choices that ask about the buyer or the shop, known by the label and the list together.

*Tip*: *$1, $3*; *Where did you see us*: *Instagram, a friend*; *Age*: *18-24, 25-34*; *Your experience*: *good, bad*.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option, normalised
from auditor.text.yes_no import answer_of

REFUSALS = ("no", "decline", "off")
_MONEY = regex.compile(
    r"(?:us\$|[$€£¥]|usd|eur|rmb)\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?(?:[$€£¥元円块%]|usd|eur"
    r"|euros?|dollars?|cents?|rmb)"
    r"|[一二三五十百]+(?:元|块)"
)
_TIP = regex.compile(
    r"\b(?:tips?|gratuity|donat\w+|support|thank you|trinkgeld|spende|pourboire|don|propina|donativo"
    r"|mancia|offerta)\b"
    r"|小费|打赏|赞赏|支持|捐|チップ|寄付|応援"
)
_CHANNEL = regex.compile(
    r"\b(?:instagram|insta|ig|facebook|fb|tik ?tok|google|pinterest|youtube|twitter|etsy|amazon"
    r"|reddit|bing|whatsapp|blog"
    r"|(?:search|suchmaschine|recherche|buscador|ricerca)|(?:word of mouth|mundpropaganda"
    r"|bouche a oreille|boca a boca|passaparola)"
    r"|friends?|freunde?|amie?s?|amig[oa]s?|amic[oi]|advert\w*|ads?|werbung|publicit\w+|pubblicita"
    r"|magazine|market|fair)\b"
    r"|小红书|抖音|快手|微信|微博|朋友|淘宝|天猫|京东|拼多多|百度|知乎|b站|广告|搜索|亲友|友人|知人"
    r"|検索|広告|口コミ|インスタ"
)
_LEARNT = regex.compile(
    r"\b(?:hear|heard|find|found|see|saw|seen|know|knew|learn\w*|discover\w*|source|referr\w+"
    r"|come from|came from|survey"
    r"|erfahren|gefunden|gehort|aufmerksam|kennen|connu\w*|trouve\w*|decouvert\w*|vus?|conoci\w*"
    r"|encontr\w*|vist\w|trovat\w"
    r"|conosciut\w|scopert\w|sentit\w)\b|哪|怎么|如何|渠道|来源|了解|认识|得知|看到|知|きっかけ|見つけ"
)
_AGES = regex.compile(
    r"(?:(?:under|over|unter|uber|moins de|plus de|menos de|mas de|meno di|oltre) ?)?"
    r"(?:(?P<low>\d{2}) ?(?:-|~|to|bis|a|à|至|到|〜) ?(?P<high>\d{2})|\d{2} ?(?:\+|以上|以下"
    r"|and over|or older|plus)?)"
    r" ?(?:years?(?: old)?|jahre?|ans|anos|anni|岁|歳|代)?(?:以上|以下)?"
)
_AGE = regex.compile(r"\b(?:age|ages|alter|edad|eta)\b|年龄|年齢|年代")
ADULT = 16
"""From this age on, ranges of ages tell a buyer, not a size."""
_JUDGED = regex.compile(
    r"(?:very |really |so |sehr |tres |muy |molto |很|非常|比较|不太?|大変)?(?:excellent|great|good"
    r"|ok|okay|fair|average|bad|poor"
    r"|terrible|awful|amazing|happy|unhappy|satisfied|dissatisfied|neutral|somewhat|not|gut|schlecht"
    r"|mittel|bon|mauvais|moyen"
    r"|bueno|malo|regular|buono|cattivo|好|满意|差|一般|还行|还可以|棒|良い|悪い|普通|満足|不満)"
    r"|[1-5一二三四五] ?(?:stars?|sterne?|etoiles?|estrellas?|stelle?|星|分|点)"
)
_JUDGES = regex.compile(
    r"\b(?:experience|service|shop|store|shopping|us|satisf\w+|erfahrung|zufrieden\w*|boutique|laden"
    r"|tienda|negozio"
    r"|experiencia|esperienza)\b|体验|服务|本店|店铺|我们|购物|满意|当店|サービス|接客"
)


def asks_besides(label: str, values: Sequence[str], matcher: Matcher) -> bool:
    """Whether a list asks for a tip or about the buyer or the shop instead of the product."""
    named = normalised(label)
    cleaned = [
        normalised(value).strip()
        for value in values
        if answer_of(value, matcher) not in REFUSALS and value.strip()
    ]
    if not cleaned or len(values) < 2:
        return False
    if _TIP.search(named) and all(_MONEY.fullmatch(value.strip(" +")) for value in cleaned):
        return True
    if len(cleaned) < 2:
        return False
    if _LEARNT.search(named) and 2 * sum(bool(_CHANNEL.search(value)) for value in cleaned) >= len(cleaned):
        return not matcher.found("dimension.label", label)
    if _AGE.search(named) and all(_AGES.fullmatch(value) for value in cleaned):
        lows = [int(found["low"]) for value in cleaned if (found := _AGES.fullmatch(value)) and found["low"]]
        return bool(lows) and min(lows) >= ADULT
    return bool(_JUDGES.search(named)) and all(_JUDGED.fullmatch(clean_option(value)) for value in cleaned)
