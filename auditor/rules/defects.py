"""Wording of defects and seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import graded
from auditor.evidence.judging import Answer, judged_choices
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import QUALITY
from auditor.rules.declare import rule
from auditor.text.extras import is_dimension
from auditor.text.sentences import sentence_bounds

PROSE = ("title", "highlights", "bullet", "description", "condition_note")
PRINTED = re.compile(
    r"design|quote|phrase|saying|text|theme|print|motiv|spruch|motif|texte|diseño|frase|motivo|disegno|设计|文字|图案|主题"
    r"|デザイン|文字|柄",
    re.IGNORECASE,
)
AS_FINISH = re.compile(
    r"rayé|rayado|rigato|défauts|imparfait|imperfetto|imperfecto|kratzer|defekt|beschädigt|掉漆|破损|瑕疵|傷",
    re.IGNORECASE,
)
"""Words that are as often a pattern (striped), a promise or a case as a fault."""
GRADED = re.compile(
    r"scratch(?:ed|es)? (?:and|&|n|'n'|\+) dent(?:ed|s)?|.*\bseconds\b.*|2nds"
    r"|[bc][ -]?(?:stock|ware|grade)|grade [bc]|[bc]级品|b[级品]+|b級品?|seconds|factory seconds?|zweite wahl|2\. wahl"
    r"|second choix|deuxi[èe]me choix|segunda calidad|seconda scelta|瑕疵[品款]|次品|訳あり|わけあり",
    re.IGNORECASE,
)
"""Words that can only grade the product itself: a guard counts in their own clause alone."""
HARMLESS = re.compile("不锈钢|不影响(?:正常)?(?:使用)?|不退不?换?|不支持退换?|非常|如图")
"""Chinese words with a character of a guard in them that guard nothing."""
PRODUCTS = re.compile(r"\b(?:signs?|tags?)\b", re.IGNORECASE)
"""Guards (a sign may say it) that are no guard behind a title's first words."""
CLAUSE = re.compile("[,;|，；、]")
STATES = re.compile(
    r"\b(?:has|have|with|avec|mit|con|hat|haben|presenta|tiene|some|slight\w*|small|minor|leicht\w*|kleine[nr]?"
    r"|l[ée]g[eè]re?\w*"
    r"|petits?|peque\w+|piccol\w+|leggerm\w+|is|are|ist|sind|est|sont|item|artikel|article|art[ií]culo|articolo)\b"
    r"|有|带|轻微|少许|存在|あり|難",
    re.IGNORECASE,
)
"""Words by which a sentence states that this product has the fault."""


HAS = re.compile(
    r"\b(?:has|have|shows?|there (?:is|are)|with an?|hat|haben|weist|befindet|ist ein\w*|pr[ée]sente|a (?:un"
    r"|une|des|de)|il y a|tiene|hay"
    r"|presenta|ha (?:un|una|dei)|c'è)\b|有|存在|带有?|があり|がある|あり",
    re.IGNORECASE,
)
"""How a sentence says that something has a mark."""
NONE = re.compile(
    r"\b(?:no|not|never|without|any|keine?[nr]?|ohne|aucune?|sans|pas|sin|ning[uú]n\w*|nessun\w*|senza|non)\b|无"
    r"|没有|零|なし|無し",
    re.IGNORECASE,
)
SMALL = re.compile(
    r"\b(?:slight\w*|small|minor|tiny|light|leichte[nr]?|kleine[nr]?|l[ée]g[eè]re?s?|petite?s?|leves?|peque\w+"
    r"|lieve|lievi|piccol\w+)\b"
    r"|轻微|小さな|軽い",
    re.IGNORECASE,
)
"""How a title grades a mark."""
HENCE = re.compile(
    r"\b(?:so|therefore|hence|thus|because|due to|that's why|sold|daher|deshalb|darum|weil|wegen|verkauft"
    r"|d'o[ùu]|donc|vendu\w*"
    r"|car|por eso|vendid\w|se vende|debido|per questo|quindi|vendut\w|perci[òo]|slightly|etwas|leicht|un peu"
    r"|algo|un po')\b"
    r"|所以|因此|因|按|介意|不影响|ため|ので|訳あり|お安く",
    re.IGNORECASE,
)
"""What ties a lower price to a mark in running text."""
PLACE = re.compile(
    r"\b(?:rim|corner|edge|back|bottom|base|side|handle|surface|front|piece|lid|top|glaze|rand|ecke|kante"
    r"|r[üu]ckseite|boden|griff"
    r"|oberfl[äa]che|st[üu]ck|deckel|bord|coin|dos|fond|anse|surface|pi[èe]ce|couvercle|borde|esquina|parte"
    r"|trasera|asa|superficie"
    r"|pieza|tapa|angolo|retro|manico|pezzo|coperchio)\b|口|角|边|背|底|面|柄|盖|处|一道|几道|縁|裏|角|底|表面|側面|蓋",
    re.IGNORECASE,
)
"""A place of a product, or the piece itself."""
NATURAL = re.compile(
    r"natural|resin|grain|character|charm|vintage|distress|rustic|marble|nat[üu]rlich|astl[öo]ch|naturel|bois"
    r"|madera natural|legno"
    r"|venature|天然|木纹|做旧|复古|仿|冰裂|経年|天然木|アンティーク|resist|proof|wip|clean|wash|protect|remov|kratzfest|sch[üu]tz"
    r"|entfern|prot[èe]g|proteg"
    r"|elimin|去除|清洁|防|耐|保护|除去|落とす|にくい|守",
    re.IGNORECASE,
)
"""Marks of the material or of a style, and those a product removes or withstands."""


@rule(
    "CP030",
    Severity.WARNING,
    tier=1,
    clause=QUALITY,
    title=Text("Wording of a defect", "瑕疵或次品措辞"),
    message=Text(
        "'{term}' describes a defective product; customizable products must be free of defects.",
        "“{term}”表示有瑕疵；定制商品必须没有瑕疵。",
    ),
    advice=Text("Remove the product or the words.", "请移除该商品或相关措辞。"),
    needs=(("option_value", *PROSE),),
    custom_only=True,
    reads={"defect": (*PROSE, "option_value"), "defect.mark": PROSE, "defect.price": PROSE},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": ["Custom Mug, factory second", "Custom Mug"],
                "custom_label_1": ["", "Quality"],
                "option_value_1_1": ["", "A-grade"],
                "option_value_1_2": ["", "B-stock with minor defect"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "title": [
                    "Perfectly Imperfect Mug",
                    "Mug with distressed vintage look",
                    "Damage resistant case",
                ],
                "bullet_1": [
                    "",
                    "If you receive a damaged item, contact us for a replacement.",
                    "Wipes stains off.",
                ],
            },
            cells=((0, "title"), (1, "option_value_1_2")),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制杯子 微瑕处理"]},
            good={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "title": ["定制杯子"],
                "bullet_1": ["加厚包装防破损,如有破损包赔"],
            },
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def defect_wording(evidence: Evidence) -> Iterator[Hits]:
    """Products made to order must be free of defects; a choice that is defective can even be bought (an error).

    A sentence that protects from the fault, denies it, speaks of a case or of a remedy ("if damaged, we replace it")
    is clean; a word that may as well be a pattern ("rayé" is striped, too) counts only when the sentence says that
    the product has it. Designs and sayings are clean. A mark ("crack", "stain") counts where its sentence says that
    a piece or a place of the product has it, or that the price is lower for it.
    """
    matcher = evidence.matcher

    def offered(value: str, label: str, title: str) -> Answer | None:
        found = matcher.find("defect", value)
        if not found or PRINTED.search(label) or matcher.found("defect.guard", value):
            return None
        unsure = AS_FINISH.fullmatch(value[slice(*found[0])]) and is_dimension(label, matcher)
        return None if unsure else Answer(found[0], Severity.ERROR)

    chosen = judged_choices(evidence, ("defect",), offered)
    yield from graded(chosen.found, chosen.severities)
    found = evidence.matches("defect", *PROSE)
    yield found.where(_stated(evidence, found)).once().hits()
    marks = evidence.matches("defect.mark", *PROSE)
    marks = marks.where(~np.isin(marks.ids, found.ids))
    yield marks.where(_marked(evidence, marks)).once().hits()


def _stated(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: its sentence says that the product has the fault."""
    known: dict[tuple[str, int, int, bool], bool] = {}
    titles = np.array([c.field == "title" for c in evidence.feed.columns], dtype=bool)[found.columns]

    def states(value: str, start: int, end: int, titled: bool) -> bool:
        first, last = sentence_bounds(value, start)
        before, after = value[first:start], value[end:last]
        if titled or GRADED.search(value[start:end]):
            before, after = CLAUSE.split(before)[-1], CLAUSE.split(after)[0]
        around = HARMLESS.sub(" ", before + " … " + after)
        if titled and not start and GRADED.search(value[start:end]):
            around = PRODUCTS.sub(" ", around)
        if evidence.matcher.found("defect.guard", around):
            return False
        return not AS_FINISH.fullmatch(value[start:end]) or bool(STATES.search(around))

    starts, ends = found.starts - found.part_starts, found.ends - found.part_starts
    asked = zip(found.values.tolist(), starts.tolist(), ends.tolist(), titles.tolist(), strict=True)
    answers = [known[one] if one in known else known.setdefault(one, states(*one)) for one in asked]
    return np.array(answers, dtype=bool)


def _marked(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: its sentence (or title) sells the product with that mark."""
    matcher = evidence.matcher
    titles = np.array([c.field == "title" for c in evidence.feed.columns], dtype=bool)[found.columns]
    known: dict[tuple[str, int, int, bool, bool], bool] = {}

    priced = np.isin(found.ids, evidence.matches("defect.price", *PROSE).ids)

    def sells(value: str, start: int, end: int, titled: bool, priced: bool) -> bool:
        first, last = (0, len(value)) if titled else sentence_bounds(value, start)
        before, after = value[first:start], value[end:last]
        clause = HARMLESS.sub(" ", CLAUSE.split(before)[-1] + " … " + CLAUSE.split(after)[0])
        cheaper = priced and (titled or HENCE.search(value[first:last]) is not None)
        placed = SMALL.search(clause) if titled else HAS.search(clause) and PLACE.search(clause)
        if not (cheaper or placed) or NATURAL.search(value[first:last]) or NONE.search(clause):
            return False
        if matcher.found("defect.guard", clause):
            return False
        return bool(placed) or matcher.found("defect.price", value[first:last])

    starts, ends = found.starts - found.part_starts, found.ends - found.part_starts
    asked = zip(
        found.values.tolist(), starts.tolist(), ends.tolist(), titles.tolist(), priced.tolist(), strict=True
    )
    answers = [known[one] if one in known else known.setdefault(one, sells(*one)) for one in asked]
    return np.array(answers, dtype=bool)
