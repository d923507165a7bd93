"""Sentences of a form that ask for what others have rights to: whose picture, and that it is the buyer's pick.

Two roles must meet in one sentence: a *subject* that somebody owns (a cartoon figure, a celebrity, a film) and a *pick*
(the favourite one, any, which one). *Characters* alone are letters; only a favourite one is a figure.
"""

from __future__ import annotations

import re

from auditor.text.sentences import denied, sentence_bounds

Span = tuple[int, int]

_SUBJECT = re.compile(
    r"\b(?:(?:cartoon|comic(?: book)?|anime|manga|movie|film|tv|video ?game|game|disney|marvel|fantasy|book"
    r"|show)[- ]"
    r"(?:\w+ )?(?:characters?|figures?|hero(?:es)?|stars?|princess(?:es)?|scenes?|posters?|logos?)"
    r"|super ?hero(?:es)?(?! (?:cape|mask|party|theme|colou?r|font|style|logo colou?r))|celebrit(?:y|ies)"
    r"|movie stars?|pop stars?|rock stars?|k-?pop idols?"
    r"|famous (?:person|people|singer|actor|player)s?"
    r"|(?:famous|pop|rock|pro(?:fessional)?) (?:athletes?|footballers?|singers?)|(?:rock|music"
    r"|favou?rite) bands?|album covers?|song lyrics?|(?:sports?"
    r"|football|soccer|baseball|basketball|hockey)"
    r" (?:team|club|player)s?(?: logos?)?|college (?:team|logo|mascot)s?|designer (?:logo|brand|label)s?"
    r"|(?:luxury|famous|big) (?:brand|logo)s?"
    r"|\w*(?:zeichentrick|comic|film|anime|serien|spiel)(?:figur|held)\w*|superheld\w*|promi(?:s|nente\w*)?"
    r"|filmstars?|popstars?|schauspieler\w*"
    r"|sänger\w*|fußball(?:verein|spieler|star|club)\w*|vereins(?:logo|wappen)\w*|marken(?:logo|zeichen)\w*"
    r"|personnages? (?:de |d')?(?:dessins? animés?|film|série|manga|bd|disney|jeux?(?: vidéo)?)|super-?héros"
    r"|célébrités?|stars? (?:de|du) \w+"
    r"|(?:équipe|club) (?:de |du )?(?:foot\w*|rugby|sport)|logos? de (?:marque|club|équipe)|chanteu(?:r|se)s?"
    r"|acteurs?"
    r"|personajes? (?:de )?(?:dibujos|película|serie|cómic|anime|disney|videojuegos?|ficción"
    r"|animad[oa]s?)(?: animados)?|superhéroes?|famos[oa]s?"
    r"|celebridad(?:es)?|cantantes?|futbolistas?|(?:escudo|logo) (?:de|del) (?:tu |su )?(?:equipo|club|marca)"
    r"|equipos? de fútbol"
    r"|personaggi[oa]? (?:dei |dei? |di |della |del |delle )?(?:cartoni|fumett\w+|film|serie|anime|disney"
    r"|videogioc\w+|animat\w+|famos\w+)(?: animati)?"
    r"|supereroi?|vip\b|celebrità|cantanti?|calciator[ei]|(?:stemma|logo) (?:della |del )(?:tua "
    r"|tuo )?(?:squadra|marca|club)|squadra di calcio"
    r")\b"
    r"|卡通(?:人物|形象|角色)|动漫(?:人物|角色|形象)?|(?:电影|影视|游戏|漫画|迪士尼|漫威)(?:人物|角色|形象)|超级英雄|明星|偶像|爱豆|球星|歌手|网红"
    r"|(?:球队|俱乐部|品牌|大牌|名牌|奢侈品)(?:标志|logo|队徽|标)|队徽"
    r"|(?:アニメ|漫画|マンガ|映画|ゲーム|ディズニー)の?(?:キャラ(?:クター)?|主人公|登場人物)|キャラクター|芸能人|有名人|アイドル|推し|選手|スーパーヒーロー"
    r"|(?:球団|チーム|ブランド)の?ロゴ",
    re.IGNORECASE,
)
_PICK = re.compile(
    r"\b(?:favou?rite|fav|beloved|any|which|what|whichever|your choice|of choice|pick(?: a| an| your)?"
    r"|choose (?:a|an|your)|name (?:of )?(?:the|a|your)"
    r"|lieblings?\w*|beliebig\w*|jede\w*|welche\w*|nach wunsch|ihrer wahl|deiner wahl|wunsch\w*"
    r"|préférée?s?|n'importe (?:quel|lequel)\w*|quel(?:le)?s?|de votre choix|au choix|favori(?:te)?s?"
    r"|favorit[oa]s?|preferid[oa]s?|cualquier\w*|qué|cuál|a elección|que (?:quieras|desees|más te guste)"
    r"|preferit[oaie]|qualsiasi|qualunque|quale|che (?:vuoi|preferisci|ami)|a (?:tua )?scelta|del cuore)\b"
    r"|喜欢|喜爱|最爱|心仪|任何|任意|任选|哪个|哪位|什么|都(?:可以|能|行)|好きな|お好き|どんな|どの|なんでも|何でも|お気に入り|ご希望の",
    re.IGNORECASE,
)
_FAVOURITE_FIGURE = re.compile(
    r"\b(?:favou?rite (?:\w+ )?(?:characters?|singer|band|actor|actress|athlete|player|footballer|idol"
    r"|team|club)s?|lieblingsfigur\w*|lieblingscharakter\w*|lieblingshelden?"
    r"|personnages? préférés?"
    r"|personajes? (?:favorit|preferid)[oa]s?|personaggi[oa]? preferit[oi]|héroe favorito|eroe preferito)\b"
    r"|喜欢的(?:人物|角色|形象)|推しキャラ",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:your own|own (?:design|drawing|logo|artwork|photo)|original (?:character|design)|eigene\w*|propre"
    r"|propi[oa]|tuo disegno)\b"
    r"|自有|自己画|原创|オリジナル|ご自身",
    re.IGNORECASE,
)
"""What the buyer made is the buyer's."""
_REFUSES = re.compile(r"refus|reject|勿|禁止|谢绝|拒绝|お断り|ご遠慮|禁じ", re.IGNORECASE)


def invited(text: str) -> Span | None:
    """Where the text of a form asks for protected content; None where it does not, refuses it, or asks for own work."""
    for subject in _SUBJECT.finditer(text):
        first, last = sentence_bounds(text, subject.start())
        sentence = text[first:last]
        if _PICK.search(sentence) and not _refused(sentence) and not _OWN.search(sentence):
            return subject.span()
    figure = _FAVOURITE_FIGURE.search(text)
    if figure is None or _refused(text[slice(*sentence_bounds(text, figure.start()))]):
        return None
    return figure.span()


def _refused(sentence: str) -> bool:
    return denied(sentence) or _REFUSES.search(sentence) is not None


def picks(sentence: str) -> bool:
    """Whether a sentence leaves the pick to the buyer (*favourite*, *any*, *which*)."""
    return _PICK.search(sentence) is not None
