"""Sentences in which the seller keeps buyers' content, shows it, sells it on or takes rights in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.text.loosened import loosened
from auditor.text.roles import CONTENT, THEIRS, WE, act_denied, role
from auditor.text.sentences import sentence_spans

Span = tuple[int, int]

_KEEPS = role(
    r"\b(?:keeps?|kept|holds? on|hold|held|stor(?:e|es|ed|ing)|sav(?:e|es|ed|ing)|archiv\w*|retain\w*"
    r"|on file"
    r"|behalten|behält|bewahr\w*|aufbewahr\w*|\w*speicher\w*|aufgehoben|heben|abgelegt|gesichert"
    r"|hinterlegt|landen|landet"
    r"|conserv\w*|gard(?:ons|er|ées?)|stock(?:ons|ées?)|enregistr\w*|sauvegard\w*"
    r"|guarda(?:mos|d[oa]s?|n)?|almacen\w*|teniamo|tenut[ei]|salv(?:iamo|at\w)"
    r"|archiv\w*)\b",
    r"保存|存放|保管|留着|留存|存档|存入|留底|保留|备份|保持|归档|收入|收录|残し|残って|残る|お預かり",
)
_STAYS = role(
    r"\b(?:stays?|remains?|bleib(?:en|t)|rest(?:ent|e|era|ano|a)|queda\w*|permanec\w*|riman\w+|restano)\b"
    r"|保持|残る|残って"
)
"""Staying: with the seller, or as sharp as ever."""
_LASTS = role(
    r"\b(?:sharp|visible|readable|legible|bright|vivid|fresh|crisp|clear|new|fade\w*|scharf|lesbar|sichtbar"
    r"|farbecht|frisch|klar|nett?es?|lisibles?|visibles?|éclat\w*"
    r"|nítid\w*|legibles?|viv[oa]s?|leggibil\w*|nitid\w*|visibil\w*|cart|account|basket|warenkorb|panier"
    r"|carrito|carrello)\b|清晰|鲜艳|褪色|购物车|色あせ|鮮やか|カート"
)
"""It is the product that lasts, or the buyer's own basket that keeps."""
_FOR_ORDER = role(
    r"\b(?:(?:only|solely|just|exclusively)\b[^.!?]{0,30}\border|for (?:your|this|the) (?:order|production"
    r"|engraving|print)|to (?:make|produce|create|print|engrave|fulfil\w*|complete) (?:your|the|it))\b",
    r"\b(?:für (?:ihre|deine|diese) bestellung|zur (?:herstellung|fertigung|produktion)"
    r"|pour (?:votre commande|réaliser|la fabrication|graver|imprimer)|para (?:tu|su|el) (?:pedido"
    r"|producción)|para (?:fabricar|grabar|imprimir)"
    r"|per (?:il tuo|questo) ordine|per (?:realizzare|incidere|stampare))\b|(?:用于|仅供)(?:制作|生产|本订单"
    r"|该订单|定制)|(?:制作|製作|彫刻|印刷|(?<!今後の)(?<!次回の)(?<!次の)ご注文)の(?:ため|み)",
)
"""What is allowed is what the order needs."""
_LATER = role(
    r"\bfuture|\blater\b|\bnext (?:order|time|purchase)|\bagain\b|\bre-?order|\brepeat|\bforever|permanent"
    r"|indefinit"
    r"|\bin case you\b|\bany time\b|unlimited|unbegrenzt|unbefristet|sans limite|sin límite|senza limit"
    r"|illimit|ilimitad|weitere aufträge|\b(?:\d+|one|two|three|five|ten|several|many|a) (?:years?|months?)\b"
    r"|künftig|nachbestell|weitere|später|dauerhaft|\bjahre?n?\b|\bfutur|prochain|ultérieur|recommand(?:er"
    r"|ez)|\bans?\b"
    r"|\baños?\b|próxim|siempre|repetir|\bann[oi]\b|nuovi ordini|prossim|sempre|riordin",
    r"次[の回]|再注文|今後|永久|永続|\d+年|長期|长期|[一二三五十两几多]年|下[次回]|复购|返单|再买|再次|随时"
    r"|一直|再度|無期限|半永久|次回|リピート|追加注文",
)
_ARCHIVE = role(
    r"\b(?:our|unser\w*|notre|nos|nuestr\w+|nostr\w+)\b(?: \w+)? (?:system|servers?|archiv\w*|database"
    r"|records|files|datenbank"
    r"|serveurs?|base de|servidor\w*|registr\w+)|\bon file\b|\bbei uns\b|\bchez nous\b|\bwith us\b",
    r"素材库|图库|数据库|档案|(?:我们|本店)的?(?:系统|电脑|服务器)|当店(?:の|に)",
)
_SHOWS = role(
    r"\b(?:show(?:s|n|ed|ing|case)?|appear|publish|post(?:s|ed|ing)?|shar|featur|display|exhibit|put"
    r"|turn(?:s|ed)? up|end(?:s|ed)? up"
    r"|reus|repost|us(?:e|es|ed|ing)\b|zeig|gezeigt|veröffentlich|verwend|genutzt|nutzen|teil|erschein|montr"
    r"|publi|utilis|appara"
    r"|partag|diffus|figur|serv|aparec|usa|user|usia|mostra|utiliz|compar|paraître|paraitre|parait|salir"
    r"|sale\b|apparir|inspir|enseñ|difund|pubblic|condivid)\w*",
    r"展示|发布|发(?=抖音|小红书|朋友圈|微博)|发到|发在|出现|放到|放进|收录|放在|晒|用于|用作|用在|公开|宣传"
    r"|使用|使われ|使わせ|紹介|掲載"
    r"|載せ|公開|投稿|利用",
)
_PUBLISHES = role(
    r"\b(?:publish|post(?:ed|ing)\b|\w*veröffentlich|publi|pubblic|we (?:\w+ )?(?:post|share)|wir (?:teilen"
    r"|posten|zeigen))\w*",
    r"放到|发布|发(?=抖音|小红书|朋友圈|微博)|发到|晒|载せ|載せ|掲載|投稿",
)
"""Acts that bring even unnamed pictures before the public."""
_VENUE = role(
    r"\b(?:our|unser\w*|nos|notre|nuestr[oa]s?|nostr[oaie])\b\W+(?:[\w-]+\W+){0,2}?(?:page|shop|store"
    r"|website|site|catalog|portfolio|portafoli"
    r"|gallery|feed|profile|channel|board|blog|advert|ads\b|marketing|social|instagram|facebook|pinterest"
    r"|tiktok|listing|photos?\b"
    r"|samples?\b|homepage|web\b|sito|werb|katalog|galerie|\w*seite|kanal|kanäle|publicit|pub\b|réseaux"
    r"|compte|boutique|site|vitrine|publicidad|redes"
    r"|página|pagina|galería|tienda|catálogo|escaparate|pubblicit|galleria|profilo|negozio|vetrina|catalogo"
    r"|canali|blog)",
    r"\b(?:in|on|for|to|auf|in|für|bei|zu|sur|dans|pour|en|para|su|sui|per|per la|nella)\W+(?:the |social "
    r"|einer |les |las |i )?"
    r"(?:advert\w*|ads\b|marketing|promot\w*|social media|instagram|facebook|tiktok|pinterest|youtube"
    r"|werb\w*|publicité\w*"
    r"|(?:les |nos )?réseaux(?: sociaux)?|redes(?: sociales)?|commercial use|promotional purposes|publicidad"
    r"|promoci\w*"
    r"|social\b|pubblicità)(?!\W+(?:style|frame|look|theme|stil|rahmen))",
    r"\bas (?:an? )?(?:sample|example|reference|model)|\bals (?:beispiel|muster|referenz|vorlage)|\b(?:comme"
    r"|en) (?:exemple|modèle)"
    r"|\b(?:como|de) (?:ejemplo|muestra)|\bcome (?:esempio|campione)|\btrain\w*\b[^.!?]{0,20}\b(?:ai|model"
    r"|ki)\b|\bfarci pubblicità",
    r"社交(?:媒体|平台|账号)|商业用途|小红书|抖音|朋友圈|微博|公众号|主页|官网|广告|案例|店铺展示"
    r"|作为样[品例]|首页|目录|相册|用于(?:销售|出售|商业)|主图|宣传|推广|详情页|买家秀",
    r"(?:当店|弊社|私ども)の?[^。]{0,8}(?:ページ|サイト|ショップ)|インスタ|SNS|ホームページ|ブログ|広告|宣伝"
    r"|カタログ|販促|作例|作品集|見本|サンプル",
)
_SELLS = role(
    r"\b(?:sell|sold|licensed?|inspir\w*|reproduce|copy|join\w*|resell|resold|offer(?:s|ed)?|available"
    r"|added?|becom\w*|turn(?:s|ed)?|part of|included?|integrat\w*|enter"
    r"|verkauf\w*|anbiet\w*|bieten|angeboten|aufgenommen|aufnehmen|nehmen|vendu\w*|vendre|propos\w*|rejoi\w*"
    r"|revend\w*|ajout\w*|intégr\w*|entrer|rejoindre"
    r"|vend[ei]\w*|ofrec\w*|revend\w*|añad\w*|incorpor\w*|formar parte|vendut\w*|vendere|rivend\w*|entran\w*"
    r"|offert\w*|aggiunt\w*|inserit\w*|entrar\w*|far parte)\b",
    r"出售|销售|成为|提供给|卖给|售卖|上架|加入|做成新款|销售|販売|ご?提供|加え|商品化",
)
_RANGE = role(
    r"\bother (?:customers|buyers|shoppers|people|clients)\b|\bothers\b|\bthird part\w+|\bfuture products?\b"
    r"|\bthe shop\b|\b(?:our|new|regular|standard|general)\b\W+(?:[\w-]+\W+){0,2}?"
    r"(?:catalog\w*|range|collections?|shop|store|line|assortment|listings?|products?|models?|designs?"
    r"|offer)\b|\bin our store\b"
    r"|\banderen? (?:kunden|käufern?)\b|\b(?:unser\w*|neue\w*)\W+(?:\w+\W+)?(?:sortiment|katalog|angebot"
    r"|kollektion|programm|standard\w*|produkte?n?|shop)\b|\bweiter\b|\bdritte\w*\b"
    r"|\bd'autres (?:clients|acheteurs)\b|\bnotre (?:\w+ )?(?:collection|catalogue|gamme|boutique|offre)\b"
    r"|\b(?:des|aux?) tiers\b"
    r"|\botr[oa]s (?:clientes|compradores|personas)\b|\b(?:nuestr[oa]|la) (?:\w+ )?(?:catálogo|colección"
    r"|gama|tienda|surtido)\b|\bterceros\b"
    r"|\baltri (?:clienti|acquirenti)\b|\bnostr[oa] (?:\w+ )?(?:catalogo|collezione|gamma|negozio"
    r"|assortimento)\b|\ba terzi\b",
    r"其他(?:客户|买家|人|顾客)|第三方|第三者|新品|别人|产品目录|新款|商品|款式|上架|他の(?:お客様|方"
    r"|購入者)|当店の(?:商品|ラインナップ|カタログ)|商品として|新商品",
)
_OTHERS = role(
    r"\bother (?:customers|buyers|shoppers)\b|\banderen kunden\b|\bd'autres clients\b|\botros clientes\b"
    r"|\baltri clienti\b|\bre-?order\w*|\bnachbestell"
    r"|复购|返单|其他(?:客户|买家)|再注文"
)
"""Who profits, where the seller goes unnamed."""
_TAKES = role(
    r"\b(?:becom\w*|remain\w*|are|is)\b[^.,!?]{0,20}\b(?:our property|property of (?:our|the (?:shop|store"
    r"|seller|studio|workshop|artist)|us)|ours)\b",
    r"\b(?:grant|give|assign|transfer|cede|allow|permit|authori[sz]e|consent|agree)\w*\b[^.!?]{0,40}\b(?:us"
    r"|we|our)\b[^.!?]{0,60}"
    r"\b(?:licen[cs]e|rights? (?:to|of|in)|permission|to (?:use|show|share|publish|post|sell|reproduce"
    r"|display)|may (?:use|show|share|publish|sell))\b",
    r"\b(?:right|permission|licen[cs]e|consent)s? to (?:use|publish|show|share|reproduce|post|display"
    r"|sell) (?:your|the (?:final|finished)|all|customer|submitted)\b",
    r"\b(?:räum\w*|übertr\w*|gewähr\w*|überlass\w*)\b[^.!?]{0,30}\buns\b[^.!?]{0,40}(?:recht|lizenz)"
    r"|\b(?:unser|in unser) eigentum\b",
    r"\bnous (?:cédez|accordez|donnez|concédez)\b[^.!?]{0,40}\b(?:droits?|licence|autorisation)"
    r"|\b(?:devien\w+|reste\w*) (?:notre|la) propriété",
    r"\bnos (?:cedes?|das|concedes?|otorgas?|autorizas?)\b[^.!?]{0,40}\b(?:derechos?|licencia|permiso|usar"
    r"|utilizar)|\bpropiedad (?:nuestra|de la tienda)|\bnuestra propiedad",
    r"\bci (?:cedi|dai|concedi|autorizzi)\b[^.!?]{0,40}\b(?:diritt\w+|licenza|permesso|usar\w*|utilizzar\w*)"
    r"|\b(?:di )?nostra proprietà|\bproprietà (?:nostra|del negozio)",
    r"(?:我们|本店|商家)有权(?:使用|展示|发布|出售)|归(?:本店|我们|店铺|商家)所有|(?:授权|同意|允许"
    r"|许可)(?:本店|我们|商家|卖家|店铺)[^。]{0,20}(?:使用"
    r"|展示|宣传|发布|广告|出售)"
    r"|使用権[^。お]{0,12}許諾|(?:当店|弊社)に帰属|(?:使用|利用|掲載|公開)(?:を許可|に同意)",
)
_PASSES = role(
    r"\b(?:ownership|rights?)\b[^.!?]{0,40}\b(?:pass|transfer|go|belong|assigned"
    r"|move)\w*\b[^.!?]{0,15}\b(?:us|shop|store|seller|studio|ours)\b",
    r"\brechte\b[^.!?]{0,40}\b(?:gehen|übertrag\w*|fallen|liegen|gehören)\b[^.!?]{0,12}\buns\b"
    r"|\bdroits\b[^.!?]{0,40}\b(?:nous revien\w*|nous appartien\w*|sont cédés|passent)\b",
    r"\bderechos\b[^.!?]{0,40}\b(?:pasan|quedan|se ceden|pertenecen)\b|\bdiritti\b[^.!?]{0,40}\b(?:passano"
    r"|vengono ceduti|ci appartengono|restano a noi)\b",
    r"(?:版权|著作权|所有权)[^。]{0,10}(?:归|转让|属于)(?:本店|我们|店铺|卖家)|権利[^。]{0,10}(?:当店"
    r"|弊社)(?:に|へ)",
)
"""Rights or ownership pass to the seller."""
_PERMITS = role(
    r"\b(?:allow|permit|authori[sz]e|let|grant)\w*\b[^.!?]{0,20}\bus\b|\b(?:erlaub|gestatt"
    r"|ermächtig)\w*\b[^.!?]{0,15}\buns\b|\bnous (?:autoris|permet)\w*"
    r"|\bnos (?:permit|autoriz)\w*|\bci (?:permett|autorizz)\w*|(?:允许|授权|同意)(?:我们|本店|商家|店家)"
    r"|許可(?:した|する|いただ)"
)
"""Buyers permit the seller something."""
_OTHER_GOODS = role(
    r"\b(?:other|further|andere\w*|weitere\w*|d'autres|otros|altri) (?:products?|items?|goods|produkte\w*"
    r"|produits|articles|productos|artículos|prodotti|articoli)\b"
    r"|其他(?:产品|商品)|他の(?:商品|製品)"
)
_USES = role(
    r"\b(?:re)?us(?:e|ed|ing)\b|\b(?:print|verwend|nutz|utilis|réutilis|utiliz|reutiliz|utilizz"
    r"|riutilizz)\w*|用于|用在|使用|利用"
)
"""Use for goods that are not the buyer's."""
_MAY = role(
    r"\b(?:may|might|can|could|will|kann|können|dürfen|darf|wird|werden|peut|peuvent|pourr\w+|puede\w*"
    r"|podr\w+|può|possono|potr\w+)\b|可能|可以|会|将|ことがあ|場合があ"
)
"""What may happen to it."""
_BY_US = role(
    r"\bby us\b|\bvon uns\b|\bpar nous\b|\bpor nosotros\b|\bda noi\b|(?:我们|本店)[^。,，]{0,4}(?:出售|销售)"
    r"|当店(?:が|で)販売"
)
"""The seller is the one who does it."""
_CONSENTS = role(
    r"\b(?:agree|consent|accept|stimmen|einverstanden|acceptez|aceptas?|acepta|accetti"
    r"|accetta)\b[^.!?]{0,40}\b(?:publi\w+|veröffentlich\w*|posting|pubblic\w+|marketing|commercial)",
    r"同意[^。]{0,14}(?:商业|公开|发布|宣传|展示|广告)|(?:公開|掲載|投稿|使用)[^。]{0,6}(?:に同意|を許諾"
    r"|を承諾)",
)
"""Buyers consent to what goes beyond their order."""
_BUYER_ACTS = re.compile(
    r"^\W*(?:please |bitte |merci de )?(?:share|post|tag|upload|send|visit|see|keep|save|use|show|choose"
    r"|display|teilen|besuchen|laden"
    r"|speichern|bewahren sie|zeigen sie|verwenden sie|nutzen sie|envoyez|partagez|gardez|conservez|montrez"
    r"|enregistrez|utilisez"
    r"|comparte|guarda\b|envía|muestra|enseña|usa\b|utiliza\b|conserva tus|condividi|invia|conserva (?:i|la"
    r"|le)\b|salva\b|mostra|usa)\b"
    r"(?!,)",
    re.IGNORECASE,
)
"""Buyers are told to do it themselves."""

PREFILTER_ACT = (
    r"(?i)catalog|katalog|catálog|portfolio|portafolio|galler|galería|galerie|archiv|on file|marketing"
    r"|advertis|\bads\b|werb|publicit"
    r"|publicid|pubblicit|social|réseaux|redes|instagram|facebook|tiktok|re-?order|nachbestell|future|futur"
    r"|próxim|prossim|jahre"
    r"|other (?:customers|buyers)|anderen kunden|autres clients|otros clientes|altri clienti|property"
    r"|licen[cs]|permi|autori|years"
    r"|website|web ?seite|homepage|our (?:\w+ )?(?:shop|store|page|site|profile|channel|listing|board|feed|photos)"
    r"|unser\w* \w*(?:shop|seite)|notre (?:\w+ )?(?:page|site|boutique|compte|vitrine)"
    r"|nuestr\w+ (?:tienda|web|página)"
    r"|nostr\w+ (?:negozio|sito|pagina)|保存|保留|留底|存档|留存|返单|复购|广告|宣传|案例|授权|上架|出售"
    r"|小红书|抖音|朋友圈|主图|详情页|首页|版权|著作权|所有权|公众号|微博|保管|再注文|広告|宣伝|インスタ|SNS"
    r"|掲載|販売"
)
"""RE2: listing texts without any of these claim nothing."""
PREFILTER_CONTENT = (
    r"(?i)\b(?:your|customers?'?s?|buyers?'?|submitted|uploaded|ihre?[nrms]?|deine?[nrms]?|kunden\w*|vos"
    r"|votre|tus?|sus?|tu[oae]|tuoi)\W+(?:\w+\W+){0,2}"
    r"(?:photo|image|picture|design|logo|art|draw|file|item|piece|foto|bild|motiv|datei|daten|entw|fichier|dessin"
    r"|visuel|imagen|imágen|diseño|archivo|dibujo|immagin|disegn)"
    r"|(?:designs|photos|pictures|images|artwork|files) (?:\w+ )?(?:you|by|from|submitted|uploaded)"
    r"|kunden(?:foto|bild|motiv)|eingesandt|hochgeladen"
    r"|[您你户家传].{0,8}(?:图|照片|设计|文件|稿|作品|成品)|写真|画像|データ|デザイン"
)

IN_FORM = loosened(
    _TAKES, _PASSES, _CONSENTS, _ARCHIVE, _OTHERS, _LATER, _RANGE, _BY_US, _VENUE, _OTHER_GOODS
)
"""RE2: forms without any of these claim nothing."""


def reuse_claims(text: str, *, listing: bool = False) -> Iterator[Span]:
    """Places (offsets as written) where a sentence keeps, shows, sells or claims what is the buyer's beyond the order.

    In a listing text the seller must be named and the content be the buyer's: there a product is spoken of as well.
    """
    roles = (THEIRS, _PERMITS) if listing else (CONTENT, _PERMITS)
    for first, last in sentence_spans(text):
        sentence = text[first:last]
        if any(one.search(sentence) for one in roles) and _claims(sentence, listing=listing):
            yield first, last


def _claims(sentence: str, *, listing: bool) -> bool:
    if _BUYER_ACTS.match(sentence) and not _TAKES.search(sentence):
        return False
    if listing and not (WE.search(sentence) or _OTHERS.search(sentence)):
        return False
    beyond = (_VENUE.search(sentence), _RANGE.search(sentence))
    if _FOR_ORDER.search(sentence) and not any(beyond):
        return False
    shows = _SHOWS if THEIRS.search(sentence) else None if listing else _PUBLISHES
    acts = [
        (_TAKES.search(sentence),),
        (_PASSES.search(sentence),),
        (_CONSENTS.search(sentence),),
        (_kept(sentence),),
        (_SELLS.search(sentence), beyond[1]),
        (_SELLS.search(sentence), _BY_US.search(sentence)),
        (THEIRS.search(sentence), _MAY.search(sentence), beyond[0]),
        (_USES.search(sentence), _OTHER_GOODS.search(sentence)),
        (_PERMITS.search(sentence), beyond[0]),
        (shows and shows.search(sentence), beyond[0]),
    ]
    return any(_asserted(sentence, act) for act in acts)


def _asserted(sentence: str, act: Sequence[re.Match[str] | None]) -> bool:
    """Whether all parts of an act are there and none is denied."""
    return all(part is not None and not act_denied(sentence, *part.span()) for part in act)


def _kept(sentence: str) -> re.Match[str] | None:
    """Keeping counts with a later use or the seller's own store, and where it is not the product that lasts."""
    if _LASTS.search(sentence):
        return None
    if _ARCHIVE.search(sentence) or _OTHERS.search(sentence):
        return _KEEPS.search(sentence) or _STAYS.search(sentence)
    return _KEEPS.search(sentence) if _LATER.search(sentence) else None
