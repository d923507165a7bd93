"""Words that tell of waived checks, one expression per role over the seven languages."""

from __future__ import annotations

from auditor.text.roles import WORKS, role

_INPUT = (
    rf"(?:{WORKS}|content\w*|copyright\w*|rights?|licen[cs]\w*|trademarks?|ownership|permissions?|inhalte?n?"
    rf"|rechte?n?|urheber\w*"
    r"|lizenz\w*|markenrecht\w*|contenus?|droits?|contenidos?|derechos?|contenut\w+|diritt\w+)"
)
NOT_CHECKED = role(
    # we do not check your images; images are not moderated; no review of uploads
    r"\b(?:do not|don't|never|not|won't|without|no one|nobody|isn't|aren't)\b[^.,;!?]{0,25}\b(?:check|review"
    r"|verif|moderat|screen|inspect"
    rf"|examin|look (?:at|into)|control|vet|censor|police)\w*[^.!?]{{0,40}}\b(?:{_INPUT}|you (?:upload|send)"
    rf"|whether|who owns)",
    rf"\b{_INPUT}\b[^.!?]{{0,40}}\b(?:not|never|aren't|isn't)\s?(?:be |being |are |get )?(?:(?:check|review"
    rf"|moderat|screen|examin|censor|vett)ed|verified)\b",
    rf"\b(?:no|without)(?: any)? (?:\w+ )?(?:check|review|verification|moderation|screening|control"
    rf"|inspection|censorship)s?\b[^.!?]{{0,30}}\b{_INPUT}",
    r"\bno (?:copyright|rights?|licen[cs]e|content|image|picture|logo) (?:checks?|review|control"
    r"|verification|screening|restrictions?)\b",
    r"\b(?:don't|do not|never) (?:ask|care|mind|worry|question)\b[^.!?]{0,30}\b(?:where|who|whose"
    r"|about (?:the )?(?:rights|copyright|licen)|from the internet|comes from)",
    # German
    rf"\b{_INPUT}\b[^.!?]{{0,40}}\b(?:nicht|weder|ungeprüft)\b[^.!?]{{0,15}}\b(?:ge|über)?prüf\w*"
    rf"|\bprüfen (?:wir )?(?:\w+ )?(?:nicht|keine)\b[^.!?]{{0,25}}{_INPUT}",
    rf"\b(?:prüfen|kontrollieren|checken|ansehen)\b[^.!?]{{0,30}}{_INPUT}[^.!?]{{0,10}}\bnicht\b"
    rf"|\bkeine\w* (?:\w+ )?(?:prüfung|kontrolle|überprüfung|moderation)\b[^.!?]{{0,40}}{_INPUT}",
    r"\b(?:fragen|interessier\w*|kümmer\w*|schauen)\b[^.!?]{0,20}\bnicht\b[^.!?]{0,30}\b(?:woher|wem|wer"
    r"|rechte|was)\b",
    r"\b(?:urheber\w*|rechte|markenrecht\w*)\b[^.!?]{0,20}\b(?:kümmer\w*|interessier\w*"
    r"|scher\w*)\b[^.!?]{0,10}\bnicht\b",
    # French, Spanish, Italian
    rf"\b(?:ne|n')\s?(?:vérifi|contrôl|regard|modér|demand|examin)\w* (?:pas|jamais"
    rf"|aucun\w*)\b[^.!?]{{0,30}}\b(?:{_INPUT}|ce que|d'où|à qui)",
    r"\bn'(?:est|sont) (?:pas|jamais) (?:vérifi|contrôl|modér|examin)\w*|\baucune? (?:contrôle|vérification"
    r"|modération)\b",
    r"\bno (?:se )?(?:comprob|revis|verific|control|mir|moder|pregunt)\w*[^.!?]{0,30}\b(?:"
    + _INPUT
    + r"|lo que|de dónde|de quién|qué)",
    r"\b(?:non|nessun\w*|senza)\s(?:vengono |viene |si |)?(?:verific|controll|guard|esamin|moder"
    r"|chied)\w*[^.!?]{0,30}\b(?:" + _INPUT + r"|cosa|ciò che|quello che|da dove|di chi|file)",
    rf"\b(?:sin|ninguna?) (?:control|revisión|comprobación|verificación)\b[^.!?]{{0,30}}{_INPUT}",
    # Chinese, Japanese
    r"(?:不|不会|从不|无需|免|不做|不进行|没有|不用)(?:再|内容|图片|版权)?(?:审核?|审查|审图|检查|核查|核实"
    r"|过问|问|看|查|管|追究)[^。,，]{0,8}(?:图|内容|版权"
    r"|授权|来源|出处|侵权|商标|肖像)",
    r"(?:图片?|内容|版权|授权|照片|设计稿?|logo)[^。,，]{0,8}(?:不|不作|不做|不会|从不|无需|免|没有)(?:进行"
    r"|任何|做)?(?:审核?|审查|检查|核查|核实|过问|限制)"
    r"|(?:版权|授权|来源|侵权)[^。,，]{0,6}(?:不管|不问|不理|不查|不看|无所谓)|不限题材|不审图|免审|不管版权"
    r"|不问版权",
    r"(?:権利|著作権|内容|中身|画像|データ|写真|図柄)[^。、]{0,14}(?:確認|審査|チェック|検閲|調査"
    r"|見て)[^。、]{0,6}(?:しません|いたしません|しておりません"
    r"|行っておりません|おりません|いません|なし|不要)",
    r"審査(?:は|を)?(?:行って|して|いたして)?(?:おりません|いません|なし)",
)
_CHECKS = (
    r"(?:check|review|verif|moderat|inspect|screen|examin|look|vett?|polic|censor|controls?\b|prüf|kontroll"
    r"|sieht|ansehen|vérifi|vérification|contrôl|regard|revis|comprob|mira|verific|controll|guardiamo)"
)
NOBODY = role(
    rf"\b(?:nobody|no one|not|never|n't|without|zero|no|niemand\w*|nicht|keine?r?|ohne|personne|sans|aucune?"
    rf"|nadie|sin|ningun\w*|nessun\w*|senza|non)\b[^.,;:!?]{{0,22}}\b{_CHECKS}\w*",
    rf"\b{_CHECKS}\w*(?:(?! und | and | et )[^.,;:!?]){{0,25}}\b(?:nicht|niemand|pas|personne)\b"
    rf"|\b(?:ungeprüft|unchecked|unseen|unmoderated|unreviewed)\b",
    r"(?:不会?|从不|无需|没有|不做|不再|谁也不|免)[^。,，]{0,4}(?:审核|审查|审|检查|查看|核查|核实|查)"
    r"|来源不问|审核[^。,，]{0,2}(?:不需要|没有)"
    r"|不做(?:任何)?(?:内容|图片|版权)?审核",
    r"(?:審査|検閲|チェック|確認|検査)[^。、]{0,4}(?:せず|しません|なし|いたしません|不要|おりません)"
    r"|誰も(?:確認|チェック|見)",
)
"""Nobody looks at it, in whatever order the words stand."""
OWN_DUTY = role(
    r"check(?: the| this)? box|(?:please|bitte|merci de|por favor|per favore|请|ください)[^.!?。]{0,40}$(?!)"
    r"|\bif you (?:do not|don't)\b|\bproof\b|\bpreview\b|\bstock\b|\bmessages?\b|\bbefore\b|\bbevor\b"
    r"|\bavant\b"
    r"|ohne (?:\w+ )?prüfung der (?:größe|maße)|\bno (?:further )?proof"
)
SPELLING = role(
    r"spell|grammar|typo|rechtschreib|tippfehler|schreibfehler|grammatik|orthograph|faute|ortograf|errat"
    r"|ortografi|错别字|错字|拼写|语法|誤字|脱字|スペル"
    r"|qualit|resolution|sharp|auflösung|résolution|resoluci|risoluz|清晰|像素|画質|解像度"
)
"""What is not checked is the spelling or the sharpness: fine."""

_ALL = (
    r"(?:(?:any|all|every|whatever|whichever)(?: \w+){0,3}|everything|anything|no (?:\w+ )?(?:picture|image"
    r"|photo|logo|design|upload)"
    r"|(?:jede[snr]?|alle|jegliche\w*|egal welche\w*|beliebige\w*)(?: \w+){0,2}|alles|kein\w* (?:bild|motiv"
    r"|logo|foto)"
    r"|(?:tou(?:te?)?s? (?:les? )?|n'importe quel\w*|quel\w*,? que soi\w*|aucune?)(?: \w+){0,2}"
    r"|(?:cualquier\w*|tod[oa]s?(?: l[oa]s?)?|ningun\w*|sea cual sea)(?: \w+){0,2}|(?:qualsiasi|qualunque"
    r"|tutt[oaie]|nessun\w*)(?: \w+){0,3})"
)
_MAKES = (
    r"(?:print|engrav|make|made|stitch|embroider|draw|paint|carv|produc|put|copy|reproduc|accept|welcome"
    r"|willkommen|bienven\w*|benvenut\w*|allow|fine|okay|ok|possible|refus"
    r"|reject|turned (?:down|away)|off limits|goes|(?:ge)?(?:druck|stick|mach|fertig)|gravier|fertig|setz"
    r"|umsetz|umgesetz"
    r"|erlaub|möglich|abgelehn|angenommen|kein problem"
    r"|imprim|grav|brod|réalis|fais|accept|permis|refus|grab|borda|hac|acept|valen?|rechaz|permit|stamp"
    r"|incid|ricam|realizz|facci|accett|rifiut|va bene|vanno bene)\w*"
)
EVERYTHING = role(
    rf"\b{_ALL}\b[^.!?]{{0,60}}\b{_MAKES}",
    rf"\b(?:we|wir|nous|on|i)\b[^.!?]{{0,20}}\b{_MAKES}\b[^.!?]{{0,25}}\b{_ALL}",
    rf"\b{_MAKES}\b[^.!?]{{0,12}}\b{_ALL}\b",
    r"\b(?:druck|gravier|mach|imprim|stamp|incid|grab|hac)\w*(?: \w+){0,2} (?:alles|tout|todo|tutto|lo que"
    r"|ce que|quello che)\b",
    r"(?:什么|任何|所有|一切|啥|随便|不管什么)[^。]{0,10}(?:图|照片|logo|内容|图案)?[^。]{0,8}(?:都|均|一律"
    r"|照|随便)(?:可以|能|可|接|印|做|刻|打印|照印"
    r"|行)",
    r"(?:来图|发图|有图)(?:就|即|都)(?:能|可)?(?:印|做|刻|打)|(?:一律|全部)?照(?:印|做|刻)|随便(?:印|发|刻"
    r"|做)|(?:直接|只管)(?:印|打印|做|刻)",
    r"(?:何でも|なんでも|どんな|どのような|誰の|すべての|全ての|全部)[^。]{0,14}(?:印刷|プリント|彫刻|刻印"
    r"|お?作り|制作|製作|対応|承り|OK|可能|刺繍)",
    r"お断りする(?:画像|デザイン|図柄)は(?:あり|ござい)ません|そのまま(?:印刷|彫刻|プリント|制作)",
)
RIGHTS = role(
    r"\b(?:copyright\w*|trademark\w*|any logo|every logo|licen[cs]e\w*|(?:the |any |no "
    r"|own(?:ing)? )?rights?|permission|(?:who|whoever|whose|own(?:s|ing)?)\b|celebrit\w*|cartoon\w*"
    r"|brand\w*|comic\w*|protected|from the (?:internet|web|net)|found online|googled?|logos?)\b",
    r"\b(?:urheber\w*|marken\w*|rechten?|rechte?|lizenz\w*|wem|geschützt\w*|comic\w*|aus dem (?:internet"
    r"|netz)"
    r"|promi\w*)\b",
    r"\b(?:droits?|marques?|à qui|appartien\w*|protégé\w*|d'internet|sur internet|du web|personnages?"
    r"|dessins? animés?|célébrit\w*|licences?)\b",
    r"\b(?:derechos?|marcas?|de quién|protegid\w*|de internet|de la web|personajes?|dibujos animados|famos\w*"
    r"|licencias?)\b",
    r"\b(?:diritt\w+|marchi\w*|loghi|di chi|protett\w+|(?:da|di|dal) (?:internet|web)|personagg\w+|cartoni"
    r"|famos\w+"
    r"|licenz\w+)\b",
    r"版权|侵权|授权|肖像权|商标|网图|ネットの|明星|动漫|大牌|品牌|卡通|网上|logo|著作権|権利|肖像権|商標"
    r"|キャラクター"
    r"|ブランド|ロゴ|誰の|ネットで",
)
PROTECTED = role(
    r"\b(?:brand|logos?\b|cartoon|comic|characters?\b|celebrit|trademark|copyright|rights\b|crests?\b"
    r"|marken\w*|\w*wappen|comicfigur|rechte\b|urheber"
    r"|marque|clubs?\b|dessins? animés?|personnage|droits\b|marca|personaje|derechos|dibujos animados"
    r"|cartoni|personaggi|loghi|marchi|diritti)\w*",
    r"キャラクター|ブランド|ロゴ|著作権|动漫|大牌|明星|卡通|logo|版权|商标|肖像权|队徽",
)
"""What somebody else is known to have rights to."""
MAKES_ALL = role(
    r"\b(?:we|i|they)\b[^.!?]{0,30}\b(?:print|engrave|make|stitch|draw|paint|carve"
    r"|produce)\w*(?: \w+){0,2} (?:all|any|everything|anything)\b",
    r"\b(?:all|everything|anything)\b(?: \w+){0,2} (?:fine|ok|okay|allowed|welcome|accepted|possible|goes"
    r"|printed|engraved|stitched)\b",
    r"\b(?:wir|man) (?:\w+ )?(?:druck|gravier|stick|mach|mal)\w* (?:\w+ )?alles\b"
    r"|\balles (?:wird )?(?:gedruckt|graviert|gestickt|erlaubt|möglich|machbar)"
    r"|\b(?:gedruckt|graviert|gestickt|gemacht) wird alles\b",
    r"\b(?:on|nous) (?:\w+ )?(?:grav|imprim|fai|brod|réalis)\w* (?:\w+ )?tout\b|\b(?:lo )?(?:grabamos"
    r"|imprimimos|hacemos|bordamos) (?:de )?todo\b"
    r"|\b(?:incidiamo|stampiamo|facciamo|ricamiamo) (?:di )?tutto\b",
    r"全部[^。]{0,3}[彫刻印作]|なんでも|何でも|都[能可行][以刻印做]?|照印|照刻|照做|随便发|随便印",
)
HANDED_IN = role(
    rf"\b{_INPUT}|\bcontent\b|\bwhat you\b|\banything\b",
    r"图|设计|内容|版权|授权|来源|画像|データ|写真|デザイン|内容|図案",
)
UNCONDITIONAL = role(
    rf"\b{_MAKES}\b[^.!?]{{0,25}}\b{_ALL}\b[^.!?]{{0,25}}\b(?:or not|oder nicht|ou non|o no)\b|(?:所有|任何"
    rf"|什么)[^。]{{0,12}}(?:印|做|刻)[^。]{{0,6}}不管是不是",
    rf"\b(?:any|all|every) {WORKS}\b[^.!?]{{0,20}}\b(?:no|without(?: any)?) (?:restriction|limit"
    rf"|exception)s?\b",
    r"\b(?:image|upload|file|design|logo|picture)s?\b[^.!?]{0,20}\bstraight to (?:the )?(?:printer"
    r"|production|embroidery|engrav\w*|press|machine)",
    rf"\b(?:no matter (?:which|what|whose)|whatever"
    rf"|whichever)\b(?: \w+){{0,2}} {WORKS}\b(?![^.!?]{{0,20}}\b(?:choose|select"
    rf"|pick)\b)[^.!?]{{0,40}}\b{_MAKES}",
    rf"\begal (?:welche\w*|was für)\b(?: \w+)? {WORKS}\b[^.!?]{{0,30}}\b(?:druck|gravier|stick|setz|mach)\w*",
    rf"\bquel\w*,? que soi\w*\b[^.!?]{{0,20}}{WORKS}\b[^.!?]{{0,30}}\b(?:grav|imprim|brod|réalis)\w*",
    rf"\bsea cual sea\b[^.!?]{{0,20}}{WORKS}\b[^.!?]{{0,30}}\b(?:grab|imprim|bord|hac)\w*",
    rf"\bqualunque sia\b[^.!?]{{0,20}}{WORKS}\b[^.!?]{{0,30}}\b(?:incid|stamp|ricam|facc|realizz)\w*",
    r"(?:不管|不论|无论)(?:是)?什么[^。]{0,3}(?:图|logo|照片|内容)[^。]{0,8}(?:做|印|刻|绣)|(?:所有"
    r"|任何)(?:图|照片|logo"
    r"|内容)[^。]{0,6}(?:一律|照)[^。]{0,3}[印做刻]",
    r"(?:誰の|どのような|いかなる|どんな)(?:画像|写真|図柄|デザイン|ロゴ|イラスト)でも[^。]{0,10}(?:印刷"
    r"|お?作り|制作|製作|彫刻|刻印|プリント|刺繍)",
)
"""Any picture is made, on no condition."""
NO_QUESTIONS = role(
    r"\bno questions\b|\bohne (?:nachfragen?|rückfragen?)\b|\bsans (?:poser de )?questions?\b"
    r"|\bsin preguntas\b|\bsenza (?:fare )?domande\b|不问来源|不多问"
)
NO_MATTER = role(
    r"\b(?:no matter|doesn't matter|does not matter|regardless|even|including|includes|included|or not"
    r"|any brand|whoever|don't (?:mind|care)|not (?:our|a) (?:problem|concern|business|issue|matter)"
    r"|no problem|no issue|not (?:need|required|necessary|responsible)|no need|needn't|don't need|need no"
    r"|is (?:up to you|your (?:own )?(?:business|problem|concern))"
    r"|(?:is|are) (?:fine|ok|okay|welcome|accepted|possible)|feel free to use (?:\w+ )?(?:pictures|images"
    r"|logos|photos)|without (?:a )?(?:permission|licen[cs]e)|no responsibility|anyway|we just print)\b",
    r"\b(?:egal|auch|ohne|kein problem|kein thema|nicht (?:unser\w*|nötig|erforderlich|verantwortlich)"
    r"|brauchen? (?:sie |du )?keine?|keine (?:haftung|verantwortung)|okay|ok)\b",
    r"\b(?:peu importe|même|quel\w* que soi\w*|compris\w*|pas (?:besoin|nécessaire|notre|responsables?)|sans"
    r"|ne nous regarde\w*|convien\w*|aussi|aucune responsabilité)\b",
    r"\b(?:da igual|no importa|incluso|aunque|también|no (?:hace falta|es necesario|es nuestr\w+|son cosa"
    r"|somos responsables)|sin|no necesitas)\b",
    r"\b(?:non importa|anche|non (?:serve|occorre|è necessario|ci riguarda\w*|siamo responsabili)|senza"
    r"|vanno bene|va bene)\b",
    r"不管|不问|不论|无论|无需|不需要|不用|没有|自己负责|自负|买家负责|概不|与我们无关|与本店无关|也(?:可以"
    r"|能|行)|都(?:可以|能|行)|随便|照印|照做"
    r"|問いません|気にせず|関知|なくても|でも(?:OK|大丈夫|構い|かまい|可)|の責任|OKです|も(?:OK|大丈夫)",
)
REFUSED = role(
    r"except|refus(?:e|es|ed|ing)? (?!no)|reject|declin|cannot|can't|must not|not (?:print|engrave|allowed"
    r"|accept)|\bonly\b[^.!?]{0,40}\b(?:own|rights?|permission|allowed)"
    r"|ausgenommen|dürfen|sauf|interdit|no podemos|excepto|salvo|non possiamo|tranne|eccetto|\bnur\b"
    r"|\bseul\w*|\bsol[oa]\b|uniquement|solament",
    r"(?:drucken|gravieren) wir nicht|(?:don't|do not|n'|ne|no|non) (?:print|engrave|imprim|grav|stamp|incid"
    r"|grab)\w*",
    r"除外|拒绝|不(?:予|可|得|接)(?!审)|不能|不可以|不刻|不印|不做(?!任何|审|内容|图)|请勿|禁止|需为|仅限"
    r"|只(?:能|可|接受)"
    r"|お断り(?!する)|除く|できません|ご遠慮|のみ",
    r"(?:you|sie|vous|customers?) (?:must|müssen|devez|should|need to|confirm|bestätigen"
    r"|certifiez) (?:\w+ ){0,3}(?:own|hold|have|besitzen|posséd|rechte|die)",
    r"\b(?:own(?:ed)?|hold) (?:the )?(?:rights?|copyright)|debes? tener|devi avere|verfügen|besitzen",
)
NOT_REFUSED = role(
    r"\b(?:no|not|never|nothing|kein\w*|nicht|nichts|aucune?|n'est|ningun\w*|no se|nessun\w*"
    r"|non) (?:\w+ ){0,3}(?:is |are |wird |est |viene |se |)?"
    r"(?:refus|reject|declin|turned (?:down|away)|off limits|abgelehn|rechaz|rifiut)\w*|needn't own"
    r"|no need to own|don't need to own|not have to own"
    r"|\blehnen (?:\w+ )?(?:kein\w*|nichts)\b[^.!?]{0,20}\bab\b|\bne refusons (?:aucun\w*|rien|jamais)"
    r"|\bno rechazamos\b|\bnon rifiutiamo\b|お断りしません|お断りする[^。]{0,6}(?:あり|ござい)ません|不拒绝"
    r"|从不拒绝|来者不拒"
)

WHETHER = role(
    r"\b(?:whether|no matter (?:if|whether|who)|ob (?:sie|du)|que vous ayez|si (?:tienes|tiene|la imagen)"
    r"|che tu abbia|se hai)\b[^.!?]{0,60}\b(?:matter|care|mind|egal|gleich|importa|uguale|igual)"
    r"|是否[^。]{0,12}(?:不管|无关|都)"
)
"""Whether somebody has rights, which is said to be no matter."""
INDIFFERENT = role(
    r"\bno (?:rights?|licen[cs]es?|permissions?) (?:are )?(?:needed|required|necessary)\b"
    r"|\b(?:ne nous intéress\w+|ne pos\w+ pas de problème|no nos interesan?|no (?:son|es) (?:un )?problema"
    r"|non ci interessa\w*|non (?:sono|è) un problema)\b|不需要版权|不用版权|问题我们不|問題ありません"
    r"|関係ありません",
    r"\b(?:don't worry|no worries|never mind|not an issue|no issue|(?:does not|doesn't) (?:interest|bother"
    r"|concern) us|no proof|not required|without (?:asking|proof|permission|a licen|licen|any licen)\w*)\b",
    r"\b(?:uns (?:ist )?(?:egal|gleich)|uns interessiert nicht|haften (?:wir )?nicht"
    r"|haftung übernehmen wir nicht|ohne (?:nachweis"
    r"|genehmigung|lizenz|erlaubnis)|sorgen sie sich nicht"
    r"|keine sorge|nicht sorgen|(?:lizenzen?|rechte) (?:brauchen|benötigen) (?:sie|wir) (?:nicht|keine))\b",
    r"\b(?:nous est égal|nous importe peu|peu nous importe|sans (?:justificatif|autorisation|licence|preuve)"
    r"|ne vous (?:souciez|inquiétez) pas)\b",
    r"\b(?:nos da igual|no (?:nos )?importa|sin (?:justificante|autorización|permiso|licencia)"
    r"|no te preocupes|no se preocupe)\b",
    r"\b(?:è uguale|non (?:ci )?importa|senza (?:autorizzazione|permesso|licenza|prova)|non preoccupar\w+"
    r"|nessun problema)\b",
    r"不用担心|无需担心|别担心|不用(?:授权|证明)|无需(?:授权|证明)|与[我本][们店]无关|(?:许可|許可)証?なし"
    r"|無断|気にしなく|気にせず|権利者を問わず|有無は問|照[刻印做]不误|不限题材|只负责制作",
    r"\b(?:doesn't matter|does not matter|don't (?:mind|care)|not (?:our|a) (?:problem|concern|business)"
    r"|no problem|no need|needn't|don't need|need no"
    r"|(?:is|are) your (?:own )?(?:business|problem)|(?:is|are) (?:fine|ok|okay|welcome|accepted)"
    r"|feel free to use (?:\w+ )?(?:pictures|images|logos|photos)|no responsibility|not responsible)\b",
    r"\b(?:kein problem|kein thema|nicht (?:unser\w*|nötig|erforderlich|verantwortlich)|brauchen? (?:sie "
    r"|du )?keine|(?:auch|sind) (?:\w+ )?(?:okay|ok|möglich|erlaubt|willkommen)|keine haftung)\b",
    r"\b(?:peu importe|pas (?:besoin|nécessaire|responsables?)|ne nous regarde\w*|convien\w*)\b",
    r"\b(?:da igual|no importa|no (?:hace falta|es necesario|es nuestr\w+|son cosa|somos responsables)"
    r"|(?:también )?valen)\b",
    r"\b(?:non importa|non (?:serve|occorre|è necessario|ci riguarda\w*|siamo responsabili)|vanno bene"
    r"|va bene)\b",
    r"无需[^。]{0,4}(?:授权|版权)|概不|与我们无关|与本店无关|也(?:可以|能|行)|都(?:可以|能|行)|只管"
    r"|問いません|気にせず|関知|なくても|(?:でも|も)(?:OK|大丈夫|構い"
    r"|かまい)|OKです",
)
"""Rights are declared to be no matter."""
