"""Wording and handling times of ready-made goods on products that are made to order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import whole
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import MADE_ON_DEMAND
from auditor.rules.declare import rule
from auditor.text.normalise import normalised
from auditor.text.sentences import denied, sentence_bounds

PROSE = ("title", "highlights", "bullet", "description", "custom_instruction")
WITHIN = re.compile(
    r"^\s*(?:out\s+)?(?:with)?in\s+(?:about\s+|approx\.?\s+|just\s+)?\d|^\s*(?:in|dans|en|entro)\s+\d|^\s*after\b|^\s*nach\b"
    r"|^.{0,6}\d+\s*(?:-\d+\s*)?(?:天|日|工作日|営業日)",
    re.IGNORECASE,
)
"""What follows words of readiness that tell how long production takes ("ready to ship in 3 days")."""


ADJECTIVES = re.compile(
    r"(?:mass|bulk)[- ](?:produced|manufactured)|massen\w+|大量生産|批量生产的"
    r"|pre-?made|ready[- ]made|off[- ]the[- ]shelf|already made|overstock|stock item|成品|现成|fertigware|article fini"
    r"|producto terminado|prodotto finito|既製品|stock",
    re.IGNORECASE,
)
"""Words that running text as often says of other things ("instead of buying pre-made")."""
OF_ITSELF = re.compile(
    r"(?:\b(?:this|our|is|are|it's|comes?|item|product|diese[rs]?|ist|sind|ce|est|este|es|questo|è)\b\s*(?:\w+\s+){0,2}"
    r"|本(?:品|商品|店)?|[为是]|この商品は)$",
    re.IGNORECASE,
)
"""What stands before such a word when it is said of the product."""
CLAUSE = re.compile("[,;:，、；：]|(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
"""Between clauses, and between the words of a Chinese title: what one denies is not denied in the next."""
CONDITION = re.compile(
    r"\b(?:if|once|when|unless|until|falls|wenn|sobald|nachdem|lorsque|une fois|cuando|una vez|quando|dopo che)\b"
    r"|如果|一旦|若|場合",
    re.IGNORECASE,
)
"""Before words of readiness: they speak of a case ("once it is already engraved")."""
RAW = re.compile(
    r"rohling|rohware|\bblanks?\b|material|[ée]bauche|vierge|en blanco|materia|grezz|semilavorat"
    r"|坯|胚|空白|原料|材料|無地|生地|素材",
    re.IGNORECASE,
)
"""Materials may lie in stock; the product is made of them."""
GOODS = re.compile(
    r"\s*(?:items?|products?|goods|artikel|produkte?|ware|articles?|produits?|art[íi]culos?|productos?|articol[oi]|prodott[oi]"
    r"|商品|产品|の商品)",
    re.IGNORECASE,
)
"""What follows it then."""


@rule(
    "CP021",
    Severity.WARNING,
    tier=1,
    clause=MADE_ON_DEMAND,
    title=Text("Ready-made wording on a made-on-demand product", "定制商品使用现货或成品措辞"),
    message=Text(
        "'{term}' tells buyers the product is ready-made.",
        "“{term}”会让买家认为是现成商品。",
    ),
    variants={
        "time": Text(
            "Handling time 0 says the product lies ready; it is made after the order.",
            "备货时间为 0 表示商品已备好；而定制商品在下单后才制作。",
        )
    },
    advice=Text(
        "Say how long production takes, and set a handling time of at least 1 day. Words of yours that mean something "
        "else belong in allow_stock_words in auditor.toml.",
        "请说明制作所需时间，并将备货时间设为至少 1 天。含义不同的用语可写入 auditor.toml 的 allow_stock_words。",
    ),
    needs=(("handling_time", *PROSE),),
    custom_only=True,
    reads={"stock.ready": PROSE, "": ("handling_time",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "title": ["Custom Mug, ready to ship"],
                "handling_time": ["0"],
            },
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": [
                    "Custom Sign, ready to hang",
                    "Custom ring made from in-stock blanks, never off the shelf",
                ],
                "handling_time": ["3", ""],
            },
            cells=((0, "title"), (0, "handling_time")),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制马克杯 现货 当天发货"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制马克杯 成品尺寸 10cm"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def ready_made(evidence: Evidence) -> Iterator[Hits]:
    """Buyers of customizable products expect them to be made for them.

    Sentences that deny it ("never off the shelf") or say it of other things are clean; a time after the words ("ready
    to ship in 3 days after engraving") tells how long production takes, which is a note. A handling time of 0 says the
    same as the words.
    """
    found = evidence.matches("stock.ready", *PROSE)
    own = {normalised(word) for word in evidence.settings.allow_stock_words}
    verdicts: dict[tuple[str, int, int, bool], int] = {}

    running = np.array([c.field in ("bullet", "description") for c in evidence.feed.columns], dtype=bool)

    def grade(value: str, start: int, end: int, prose: bool) -> int:
        first, last = sentence_bounds(value, start)
        said = OF_ITSELF.search(value[first:start]) or GOODS.match(value[end:last])
        if prose and ADJECTIVES.fullmatch(value[start:end]) and not said:
            return 0
        before, after = CLAUSE.split(value[first:start])[-1], CLAUSE.split(value[end:last])[0]
        if normalised(value[start:end]) in own or denied(before) or denied(after[:20]):
            return 0
        if CONDITION.search(value[first:start]) or RAW.search(before):
            return 0
        return int(Severity.INFO if WITHIN.match(value[end:last]) else Severity.WARNING)

    asked = zip(
        found.values.tolist(),
        (found.starts - found.part_starts).tolist(),
        (found.ends - found.part_starts).tolist(),
        running[found.columns].tolist(),
        strict=True,
    )
    grades = np.array(
        [verdicts[one] if one in verdicts else verdicts.setdefault(one, grade(*one)) for one in asked],
        np.int8,
    )
    for severity in (Severity.WARNING, Severity.INFO):
        yield found.where(grades == severity).once().hits(severity=severity)
    yield _no_time(evidence).hits(variant="time")


def _no_time(evidence: Evidence) -> Matches:
    """Handling times of 0 on rows that are customizable for sure."""
    cells = evidence.cells("handling_time")
    cells = cells.where(evidence.scope.certain[cells.rows])
    zero = evidence.corpus.ask(lambda text: bool(re.fullmatch(r"\s*0+(?:[.,]0*)?\s*", text)), cells)
    return whole(evidence.corpus, cells.where(zero))
