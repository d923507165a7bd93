"""Listing texts: promotion, guarantees, environmental claims, HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import graded, seek, titles_with
from auditor.evidence.listing import is_listing, listing_cells, matching, those
from auditor.evidence.records import Action, actions
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT
from auditor.text.restricted import denied

WARRANTIES = Text(
    "For information on offering warranties as an option, please refer to Warranties, Service Plans, Contracts, and "
    "Guarantees.",
    "有关提供保修作为选项的信息,请参阅质保、服务方案、合约和担保。",
)
TEXTS = ("title", "bullet", "description")
PROMISED = re.compile(
    r"satisf|zufrieden|soddisf|refund|r[eé]mbours|rimbors|reembols|money|退|返金", re.IGNORECASE
)
"""Promises that hold a denial (*if you are not satisfied*)."""
FORM = ("custom_label", "custom_instruction", "custom_placeholder")
ATTRIBUTES = r"(?:\s[^<>]*=[^<>]*)?\s*/?>"
TAGS = (
    r"(?i)</?(?:a|b|i|u|p|br|hr|h[1-6]|ul|ol|li|em|strong|span|div|font|img|table|tbody|tr|td|th|center|small|big|sub|sup"
    r"|style|script|iframe|video|blockquote|strike|del|ins|dl|dt|dd|section|meta|link)" + ATTRIBUTES
)
BLOCKS = (
    r"(?i)\s*</?(?:p|br|hr|h[1-6]|ul|ol|li|div|table|tbody|tr|blockquote|dl|dt|dd|section)"
    + ATTRIBUTES
    + r"\s*"
)
ENTITIES = r"&(?:nbsp|amp|lt|gt|quot|apos|copy|reg|trade|deg|#[0-9]{2,5}|#x[0-9A-Fa-f]{2,5});"
_HTML = re.compile(f"(?i:{TAGS[4:]})|{ENTITIES}")


_SAYS = re.compile(
    r"(?:\b(?:says?|saying|reads?|reading|words?|printed|lettering|sagt|lautet|steht|aufschrift"
    r"|dit|indique|dice|scritta|texto|texte|testo)\W+(?:\w+\W+){0,2}"
    r"|写着|印有|写有|[“\"«「『]\s?)$",
    re.IGNORECASE,
)
"""Before words that a sign or a sticker shows."""


def _told(evidence: Evidence, group: str, *fields: str) -> Matches:
    """First words of each listed text that ``group`` matches; none where they are denied, or are what gets printed."""
    found = evidence.matches(group, *fields)
    if not is_listing(evidence):
        return found.where(np.zeros(len(found), dtype=bool))
    printed = np.flatnonzero(titles_with(evidence, "promo.printed")[found.rows])
    in_title = np.array([column.field == "title" for column in evidence.feed.columns], bool)[found.columns]
    keep = np.ones(len(found), dtype=bool)
    keep[printed] = [
        not (in_title[i] or _SAYS.search(found.values[i], 0, int(found.starts[i]))) for i in printed.tolist()
    ]
    if evidence.has("record_action"):
        keep &= evidence.once(actions)[found.rows] != Action.DELETE
    found = found.where(keep)
    spans = zip(found.values.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True)
    known: dict[tuple[str, int, int], bool] = {}
    for one in spans:
        if one not in known:
            known[one] = bool(PROMISED.search(one[0][one[1] : one[2]])) or not denied(*one)
    spans = zip(found.values.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True)
    return found.where(np.fromiter((known[one] for one in spans), bool, len(found))).once()


def _weighed(evidence: Evidence, found: Matches) -> Iterator[Hits]:
    """A warning; in a description a note."""
    fields = np.array([column.field for column in evidence.feed.columns], dtype=object)[found.columns]
    yield from graded(found, np.where(fields == "description", int(Severity.INFO), int(Severity.WARNING)))


@rule(
    "LI604",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Promotional phrase in listing text", "文案含促销用语"),
    message=Text("'{term}' is a promotional phrase.", "“{term}”属促销用语。"),
    advice=Text("Remove it.", "请删除。"),
    needs=(TEXTS,),
    reads={"promo": TEXTS, "promo.printed": ("title",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Mug Free Shipping"],
                "bullet_1": ["Buy now, limited time offer"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": ["Garage Sale Sign", "Deal With It Mug", "Black Friday Crew Shirt"],
                "bullet_1": ["Says ON SALE in red", "By a best-selling author", "Ground clearance of 5 cm"],
            },
            cells=((0, "title"), (0, "bullet_1")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯 包邮"]},
            good={"sku": ["A1"], "title": ["促销价签 标价牌 定制"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def promotional_phrase(evidence: Evidence) -> Iterator[Hits]:
    """Promotion belongs into promotions; in listing texts it is refused.

    Only phrases that can mean nothing else: *sale*, *deal*, *Black Friday* alone may be what a shirt says. Products
    that print such words (signs, banners, stickers) are left alone in their titles, and where a text says what they
    show.
    """
    yield from _weighed(evidence, _told(evidence, "promo", *TEXTS))


@rule(
    "LI609",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("HTML in text", "文本含 HTML"),
    message=Text("HTML '{term}' is shown as it is, or refused.", "HTML “{term}”会原样显示或被拒。"),
    advice=Text("Use plain text.", "请改为纯文本。"),
    needs=((*TEXTS, *FORM),),
    reads={"": (*TEXTS, *FORM)},
    fix="safe",
    examples=(
        Example(
            bad={"sku": ["A1"], "title": ["<b>Mug</b>"], "description": ["Line one<br>line two &amp; more"]},
            good={"sku": ["A1"], "title": ["I <3 Mugs < 10 lb"], "description": ["Salt & pepper; a < b > c"]},
            cells=((0, "title"), (0, "description")),
        ),
        Example(
            bad={"sku": ["A1"], "bullet_1": ["<p>定制刻字</p>"]},
            good={"sku": ["A1"], "bullet_1": ["<定制> 刻字"]},
            cells=((0, "bullet_1"),),
            language="zh",
        ),
    ),
)
def html_in_text(evidence: Evidence) -> Iterator[Hits]:
    """Tags are no longer interpreted: buyers see them, or the upload is refused. Hearts (``<3``), measures are fine."""
    cells = listing_cells(evidence, *TEXTS, *FORM)
    cells = those(
        evidence, cells, lambda texts: pc.or_(pc.match_substring(texts, "<"), pc.match_substring(texts, "&"))
    )
    cells = those(evidence, cells, matching(f"{TAGS}|{ENTITIES}"))

    def first(text: str) -> tuple[int, int] | None:
        match = _HTML.search(text)
        return match.span() if match else None

    found = seek(evidence.corpus, first, cells)
    plain = _plain(evidence.corpus.texts.take(pa.array(found.ids))).to_pylist()
    fixes = [_unescaped(text) if "&" in text else text for text in plain]
    yield Hits(
        rows=found.rows,
        columns=found.columns,
        starts=found.starts,
        ends=found.ends,
        terms=list(found.terms),
        arguments={"term": [term if len(term) <= 30 else term[:29] + "…" for term in found.terms]},
        fixes=fixes,
    )


def _unescaped(text: str) -> str:
    """Entities as the characters they stand for, blanks of another kind as ordinary ones."""
    return re.sub("[ \u00a0\u2000-\u200a\u202f]+", " ", html.unescape(text)).strip()


def _plain(texts: pa.Array) -> pa.Array:
    """Texts without tags, block tags as blanks."""
    texts = pc.replace_substring_regex(texts, BLOCKS, " ")
    texts = pc.replace_substring_regex(texts, TAGS, "")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, " {2,}", " "))


@rule(
    "LI610",
    Severity.WARNING,
    tier=2,
    clause=WARRANTIES,
    title=Text("Guarantee or refund promise in listing text", "文案含保修或退款承诺"),
    message=Text("'{term}' promises a guarantee or refund.", "“{term}”属于保修或退款承诺。"),
    advice=Text(
        "Remove it; a manufacturer's warranty goes into its own column only.",
        "请删除；制造商保修只写入保修说明列。",
    ),
    needs=(TEXTS,),
    reads={"listing.guarantee": TEXTS, "promo.printed": ("title",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Watch"],
                "bullet_1": ["100% money back if you don't love it"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Watch", "Warranty Void Sticker"],
                "bullet_1": ["Guaranteed to make you smile", "Warranty void if removed"],
                "warranty": ["2 year manufacturer warranty", ""],
            },
            cells=((0, "bullet_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "bullet_1": ["不满意全额退款"]},
            good={"sku": ["A1"], "bullet_1": ["配保修卡一张"]},
            cells=((0, "bullet_1"),),
            language="zh",
        ),
    ),
)
def guarantee_promised(evidence: Evidence) -> Iterator[Hits]:
    """Refunds, replacements, warranties are the marketplace's to promise; the warranty column is for them."""
    yield from _weighed(evidence, _told(evidence, "listing.guarantee", *TEXTS))


@rule(
    "LI611",
    Severity.INFO,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Environmental claim", "环保宣称"),
    message=Text("'{term}' needs evidence.", "“{term}”需要证据。"),
    advice=Text("Remove it, or keep the certificate at hand.", "请删除，或备好证明文件。"),
    needs=(("title", "bullet"),),
    reads={"env.claim": ("title", "bullet"), "promo.printed": ("title",)},
    examples=(
        Example(
            bad={"sku": ["A1"], "bullet_1": ["Eco-friendly and biodegradable"]},
            good={"sku": ["A1"], "bullet_1": ["Bamboo cutting board"]},
            cells=((0, "bullet_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "bullet_1": ["采用环保材料"]},
            good={"sku": ["A1"], "bullet_1": ["竹制砧板"]},
            cells=((0, "bullet_1"),),
            language="zh",
        ),
    ),
)
def environmental_claim(evidence: Evidence) -> Iterator[Hits]:
    """Claims about the environment must be proven; bullets may not make them. Bamboo as a material is no claim."""
    yield _told(evidence, "env.claim", "title", "bullet").hits()
