"""Contact data that goes onto the product: the words say that it is engraved, or on which part it stands."""

from __future__ import annotations

import re

from auditor.text.roles import role

_EN_ACT = r"(?:engrav|print|emboss|stitch|embroider|stamp|etch|laser|carv|paint|inscrib|sewn|deboss|burn)\w*"
_DE_ACT = (
    r"(?:\w*gravier\w*|gravur\w*|\w*gedruckt\w*|\w*druck\w*|aufdruck|\w*gestickt\w*|\w*stickung|\w*sticken"
    r"|\w*gestempelt|\w*präg\w*|\w*beschrift\w*)"
)
_FR_ACT = (
    r"(?:grav[éeu]\w*|imprim\w*|impression|brod\w*|inscri\w*|tampon\w*|marqué\w*|marquer|marquage|frapp\w*)"
)
_ES_ACT = r"(?:grab\w*|imprim\w*|impres\w*|impresión|bord\w*|estamp\w*|inscri\w*)"
_IT_ACT = r"(?:incid\w*|incis\w*|stamp\w*|ricam\w*|impress\w*|serigraf\w*)"
_EN_PART = (
    r"(?:(?:first |last )?pages?|covers?|spine|tags?|collars?|signs?|plates?|cards?|stamps?|back|front"
    r"|reverse|sides?|medals?|charms?|bracelets?"
    r"|wristbands?|leash|lead|harness|key ?(?:chain|ring|tag|fob)s?"
    r"|badges?|stickers?|magnets?|decals?|plaques?|banners?|envelopes?|invitations?|flyers?|patch|straps?"
    r"|dis[ck]s?|lanyards?|mats?|windows?|doors?|lids?|pendants?|bandanas?"
    r"|letterhead|labels?|menus?|vans?|cars?|trucks?)"
)
_DE_PART = (
    r"(?:(?:ersten|letzten) )?\w*(?:seite|einband|umschlag|marke|marken|halsband|schild|schilds|karte|karten"
    r"|stempel|rückseite|vorderseite|anhänger|armband"
    r"|leine|geschirr|aufkleber|etikett|magnet|banner|umschlag|plakette|medaille|tür|deckel|schilder)s?"
)
_FR_PART = (
    r"(?:(?:première |dernière )?page|couverture|médailles?|collier|plaques?|cartes?|tampon|dos|verso|recto"
    r"|étiquettes?|panneau|bracelet|laisse"
    r"|harnais|badge|autocollant|sticker|porte-clés|enveloppes?|enseigne|bannière|banderole)"
)
_ES_PART = (
    r"(?:(?:primera |última )?página|portada|cubierta|placas?|chapas?|collar|letrero|cartel|tarjetas?|sello"
    r"|reverso|dorso|anverso|etiquetas?|pulsera"
    r"|correa|arnés|llavero|pegatina|imán|pancarta|medalla|parte trasera)"
)
_IT_PART = (
    r"(?:(?:prima |ultima )?pagina|copertina|medagliett[ae]|targh?ett[ae]|targ[ah]e?|collare|insegna"
    r"|cartello|bigliett[oi]|timbro|retro|fronte"
    r"|etichett[ae]|bracciale|guinzaglio|pettorina|portachiavi|adesivo|striscione|busta)"
)
_ZH_PART = (
    r"(?:封面|首页|内页|扉页|牌子?|项圈|颈圈|名片|印章|标签|吊牌|背面|反面|正面|钥匙扣|手环|招牌|横幅|门牌"
    r"|贴纸|车贴|信封|请柬"
    r"|卡片|胸牌|领带|牵引绳|领巾)"
)
_JA_PART = (
    r"(?:ページ目?|表紙|札|首輪|タグ|名刺|看板|スタンプ|印|裏面?|表面?|プレート|ラベル|シール|ステッカー"
    r"|カード|リード"
    r"|ハーネス|表札|封筒|招待状|チラシ|ブレスレット|キーホルダー|マグネット)"
)

ON_PRODUCT = role(
    rf"\b(?:to be|to get|to|for|being|is|are|gets?|will be|should be|be|for the) {_EN_ACT}\b|\b(?:engraved"
    rf"|printed|embossed|stitched|embroidered|stamped|etched|lasered|carved|painted|inscribed|sewn)\b"
    rf"|[(\[,:–-]\s*(?:for )?{_EN_ACT}|[(\[,–-]\s*(?:on )?(?:the )?(?:back|reverse|front|backside"
    rf"|side [ab12]|verso|recto|retro|reverso|dorso|dos|rückseite|vorderseite|fronte)\b|\b(?:goes|go|going"
    rf"|put|appears?|appearing|shown|displayed|featured|placed|that goes|on|onto|for|of) (?:on "
    rf"|onto )?(?:(?:the|your|our|a|my|back|front|reverse|side|top"
    rf"|pet|dog|cat|bag|luggage|business|name|id|metal|return|address|yard"
    rf"|of) ?){{0,4}}(?<!shipping )(?<!mailing )(?<!delivery ){_EN_PART}\b",
    rf"\b{_DE_ACT}\b|\b(?:auf|für|fürs|aufs|am|an|in|zu|vom) (?:(?:de[rmns]|die|das|eine?[rmn]?|unser\w*"
    rf"|ihr\w*)\W+)?(?:(?!versand|paket|liefer)\w+ )?{_DE_PART}\b",
    rf"\b(?:à|a|pour) {_FR_ACT}\b|\b{_FR_ACT}\b|\b(?:sur|au|pour|de|à|dans) (?:l[ae]s? |l'|l’|une? |votre "
    rf"|du |des )?(?:verso de |dos de )?{_FR_PART}\b",
    rf"\b(?:para|a) {_ES_ACT}\b|\b{_ES_ACT}\b|\b(?:en|para|de|del|al) (?:el |la |las |los |un |una |tu "
    rf"|su )?(?:reverso de |dorso de )?{_ES_PART}\b",
    rf"\b(?:da|per) {_IT_ACT}\b|\b{_IT_ACT}\b|\b(?:sul|sulla|sulle|su|sull'|per|del|della|dell'|nel|nella"
    rf"|nell')\s?(?:il |la |le |lo |un |una |tuo |tua )?(?:retro della |retro del )?{_IT_PART}\b",
    rf"(?:刻|印|绣|雕|镌|喷|烫|压)(?:在|上|刻|制|刷|到|于|的|有|章)|刻字(?:用|电话|号码|手机|地址|邮箱)"
    rf"|(?:要|需"
    rf"|需要|用于|想|所)(?:刻|印|绣|雕|镌)"
    rf"|{_ZH_PART}(?:上|里|内|背面|反面|正面)?(?:的|要|需|用|显示|刻|印|电话|号码|手机|地址|邮箱)|[(（](?:刻"
    rf"|印"
    rf"|绣|雕)",
    rf"(?:型押し|刻印|彫刻|印刷|印字|刺繍|プリント|名入れ|刻む|彫る|彫り|入れる文字)(?:する|用|したい|いたし"
    rf"|し|に"
    rf"|を|希望|の|す|\)|）|される|$)|{_JA_PART}(?:に|の|用"
    rf"|へ|面に|面の)|[(（](?:裏|表)面?[)）]",
)
"""The words are for the product: an act of engraving or printing, or the part that bears them."""


def goes_on_product(text: str) -> re.Match[str] | None:
    """Where a label or instruction says that what it asks for is engraved, printed or borne by the product."""
    return ON_PRODUCT.search(text)
