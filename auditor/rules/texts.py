"""Ways around the marketplace in texts: web addresses, e-mail addresses, telephone numbers, contact fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import graded, objects, titles_of, titles_with, words
from auditor.evidence.custom_fields import with_options
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import CIRCUMVENTS, PURPOSE
from auditor.rules.declare import rule
from auditor.text.addresses import find_emails, find_phones, find_urls
from auditor.text.contact import CONTACT_PURPOSE, ContactVerdict, judge_field
from auditor.text.samples import SAMPLE_ADDRESS, SAMPLE_DOMAIN, SAMPLE_NUMBER, is_example, sends_there
from auditor.text.sentences import sentence_bounds
from auditor.text.spans import Spans

FORM = ("custom_label", "custom_instruction", "custom_placeholder")
CUSTOM = (*FORM, "option_value")
LISTING = ("title", "bullet", "description")
ASKS = re.compile(
    r"provid|enter|writ|typ|leav|fill|giv|includ|add|tell|need|requir|\byour\b"
    r"|angeb|eingeb|nenn|schreib|hinterlass|trag|\bihre?\b|indiqu|saisi|renseign|[ée]cri|laiss|\bvotre\b"
    r"|introdu|escrib|indica|proporcion|\bdej|\bsu\b|\btu\b|inseri|scriv|forni|lasci|\btu[ao]\b"
    r"|请|填|留|提供|输入|备注|您的|加|入力|記入|記載|お知らせ",
    re.IGNORECASE,
)
"""Before a contact word in running text: somebody asks for it. A phone may also be held, charged or scanned with."""
TO_US = re.compile(r"\s*(?:us|me|uns|nous|nos)\b", re.IGNORECASE)
ASKED_AFTER = re.compile(
    r"[^。.!?\n]{0,12}(?:入力|記入|記載|お知らせ|お書き|教え|指定)|[^.!?\n]{0,25}\b(?:eintragen|angeben"
    r"|eingeben|hinterlassen"
    r"|nennen|mitteilen)\b"
    r"|[^。,，.!?\n]{0,8}(?:填|写明|留下|提供|备注)",
    re.IGNORECASE,
)
"""After a contact word, where the verb comes last."""
DEVICE = re.compile(
    r"^(?:cell |mobile |smart)?phones?$|^handys?$|^(?:tel[eé]fono|cellulare|m[oó]vil|portable)s?$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?。！？;；\n]")

Search = Callable[[pa.Array, IntArray], Spans]

PRINTS_CONTACTS = {"contact.printable": ("title",)}


@rule(
    "TX301",
    Severity.ERROR,
    tier=2,
    clause=CIRCUMVENTS,
    title=Text("Web address in a text", "文案或字段含网址"),
    message=Text("'{term}' leads buyers outside the marketplace.", "“{term}”会将买家引导至站外。"),
    advice=Text("Remove the address.", "请删除网址。"),
    needs=((*LISTING, "keywords", *CUSTOM),),
    reads={"": (*LISTING, "keywords", *CUSTOM), **PRINTS_CONTACTS},
    examples=(
        Example(
            bad={"sku": ["A1"], "custom_instruction_1": ["Upload your photo at www.shop-of-mugs.com first"]},
            good={
                "sku": ["A1"],
                "custom_instruction_1": ["Upload a file such as logo.png, 300 dpi, max. 10.5 MB"],
                "title": ["Node.js Developer Mug, St.John Version 2.0"],
                "preview_image_url_1": ["https://images.shop-of-mugs.com/1.jpg"],
            },
            cells=((0, "custom_instruction_1"),),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制马克杯"],
                "description": ["更多款式请访问 https://www.beizi.cn/shop"],
            },
            good={"sku": ["A1"], "title": ["定制马克杯"], "description": ["更多款式请见本店"]},
            cells=((0, "description"),),
            language="zh",
        ),
    ),
)
def web_address(evidence: Evidence) -> Iterator[Hits]:
    """An address in a text takes buyers to a place where neither the order nor the buyer is protected.

    Columns meant for addresses (images, fonts) are no texts; e-mail addresses are another rule's. A sample address
    (www.yourcompany.com), or one in the form of a product that prints addresses, is a note.
    """
    found = _located(evidence, find_urls, *LISTING, "keywords", *CUSTOM)
    yield from graded(found, _grades(evidence, found, SAMPLE_ADDRESS))


def _located(evidence: Evidence, search: Search, *fields: str) -> Matches:
    """What ``search`` finds in the texts of ``fields``, where it stands."""
    spans = search(evidence.corpus.texts, evidence.corpus.ids_of(*fields))
    return evidence.corpus.place(spans, *fields)


def _in_form(evidence: Evidence, found: Matches) -> BoolArray:
    fields = np.array([column.field in CUSTOM for column in evidence.feed.columns], dtype=bool)
    return fields[found.columns]


def _grades(evidence: Evidence, found: Matches, sample: re.Pattern[str]) -> IntArray:
    """Severity numbers: a note where the words are evidently an example of what gets printed, else an error."""
    example = np.zeros(len(found), dtype=bool)
    form = _in_form(evidence, found)
    printed = titles_with(evidence, "contact.printable")[found.rows] & form
    for place, (text, term) in enumerate(zip(found.values, found.terms, strict=True)):
        start, end = int(found.starts[place] - found.part_starts[place]), int(found.ends[place])
        first, last = sentence_bounds(text, start)
        sentence = text[first : max(last, end)]
        printed[place] &= not sends_there(sentence)
        example[place] = is_example(term, sample, text[first:start], sentence)
        example[place] &= form[place] or not sends_there(sentence)
    return np.where(example | printed, int(Severity.INFO), int(Severity.ERROR))


@rule(
    "TX302",
    Severity.ERROR,
    tier=2,
    clause=CIRCUMVENTS,
    title=Text("E-mail address in a text", "文案或字段含电子邮箱"),
    message=Text("An e-mail address ('{term}') is not allowed here.", "此处不允许出现邮箱“{term}”。"),
    advice=Text(
        "Remove it. A sample of what gets printed is better written without an address.",
        "请删除。若为印刷内容示例，建议改用不含邮箱的文字。",
    ),
    needs=((*LISTING, *CUSTOM),),
    reads={"": (*LISTING, *CUSTOM), **PRINTS_CONTACTS},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "custom_instruction_1": ["Email your logo to art@shop.de"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "custom_instruction_1": ["Type @ and the name"],
            },
            cells=((0, "custom_instruction_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["图片请发至 tu@beizi.cn"]},
            good={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["图片清晰即可"]},
            cells=((0, "bullet_1"),),
            language="zh",
        ),
    ),
)
def email_address(evidence: Evidence) -> Iterator[Hits]:
    """Writing to buyers outside the marketplace's own messages is not allowed, and so is asking them to write.

    A sample address (name@company.com), or one in the form of a product that prints contact data, is a note.
    """
    found = _located(evidence, find_emails, *LISTING, *CUSTOM)
    yield from graded(found, _grades(evidence, found, SAMPLE_DOMAIN))


@rule(
    "TX303",
    Severity.ERROR,
    tier=2,
    clause=CIRCUMVENTS,
    title=Text("Telephone number in a text", "文案或字段含电话号码"),
    message=Text("'{term}' is a telephone number.", "“{term}”是电话号码。"),
    advice=Text("Remove it.", "请删除。"),
    needs=((*LISTING, *CUSTOM),),
    reads={"": (*LISTING, *CUSTOM), **PRINTS_CONTACTS},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Custom Mug"],
                "description": ["Questions? Call (212) 736-5000 any time"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom Frame 10-20-30 cm, since 2015-05-08"],
                "description": ["Model 4006381333931, order 123-4567890-1234567"],
            },
            cells=((0, "description"),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["客服电话 13812345678"]},
            good={"sku": ["A1"], "title": ["定制马克杯"], "bullet_1": ["容量 350 毫升,高 95 毫米"]},
            cells=((0, "bullet_1"),),
            language="zh",
        ),
    ),
)
def telephone_number(evidence: Evidence) -> Iterator[Hits]:
    """A number in a text invites buyers to settle the order outside the marketplace.

    Only numbers that can exist in the marketplace's country count; sizes, dates, order and article numbers do not. A
    number reserved for fiction (555-0100), or one in the form of a product that prints numbers, is a note.
    """
    marketplace = evidence.feed.marketplace
    found = _located(evidence, lambda texts, ids: find_phones(texts, ids, marketplace), *LISTING, *CUSTOM)
    yield from graded(found, _grades(evidence, found, SAMPLE_NUMBER))


@rule(
    "TX306",
    Severity.ERROR,
    tier=1,
    clause=PURPOSE,
    title=Text("Field collects contact or address data", "字段收集联系方式或地址"),
    message=Text(
        "'{term}' asks for {kind} that does not go onto the product.",
        "“{term}”索取的信息不会出现在商品上（{kind}）。",
    ),
    advice=Text(
        "Delete the field; delivery data comes with the order. If the product prints such data, say so in its title or "
        "name it under printable_products in auditor.toml.",
        "请删除该字段；配送信息已随订单提供。若商品会印上此类信息，请在标题中写明，"
        "或写入 auditor.toml 的 printable_products。",
    ),
    needs=(FORM,),
    custom_only=True,
    reads={"contact.field": FORM, **PRINTS_CONTACTS},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom Pet Tag"],
                "custom_label_1": ["Your phone number so we can contact you", "Phone number for delivery"],
            },
            good={"sku": ["A1"], "title": ["Custom Pet Tag"], "custom_label_1": ["Phone number"]},
            cells=((0, "custom_label_1"), (1, "custom_label_1")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯"], "custom_label_1": ["联系电话"]},
            good={"sku": ["A1"], "title": ["定制宠物牌"], "custom_label_1": ["电话"]},
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def contact_field(evidence: Evidence) -> Iterator[Hits]:
    """A field that asks for a phone number or an address only serves to reach the buyer outside the marketplace.

    Pet tags, business cards, stamps print such data: there the field is fine, unless it says what it is really for
    ("so we can contact you"). A list of choices collects nothing ("Phone": two models). Where no title tells what the
    product is, it is a warning.
    """
    cells = evidence.cells(*FORM)
    asking = np.unique(evidence.matches("contact.field", *FORM).ids)
    cells = cells.where(np.isin(cells.ids, asking))
    purpose = evidence.corpus.ask(lambda text: evidence.matcher.found("contact.purpose", text), cells)
    cells = cells.where(purpose | ~with_options(evidence, cells))
    printed = titles_with(evidence, "contact.printable")[cells.rows]
    titles = titles_of(evidence, cells.rows)
    # a title only matters for whether it names a product that prints contact data, or nothing at all
    kinds = cells.ids.astype(np.int64) * 4 + printed * 2 + (titles == "").astype(bool)
    _, first, inverse = np.unique(kinds, return_index=True, return_inverse=True)
    texts = evidence.corpus.texts_of(cells.ids[first])
    asked = zip(texts.tolist(), titles[first].tolist(), strict=True)
    answers: list[ContactVerdict | None] = [judge_field(t, title, evidence.matcher) for t, title in asked]
    objected = np.fromiter((answer is not None for answer in answers), bool, len(answers))[inverse]
    mine = [verdict for i in inverse[objected].tolist() if (verdict := answers[i]) is not None]
    starts, ends = (np.array([getattr(v, edge) for v in mine], np.int32) for edge in ("start", "end"))
    found = words(evidence.corpus, cells.where(objected), starts, ends)
    severities = np.array([int(Severity[v.sure.upper()]) for v in mine], np.int8)
    kinds = objects([v.kind for v in mine])
    meant = _asked_for(evidence, found) | np.fromiter((k is CONTACT_PURPOSE for k in kinds), bool, len(kinds))
    yield from graded(found.where(meant), severities[meant], kind=kinds[meant])


def _asked_for(evidence: Evidence, found: Matches) -> BoolArray:
    """One bool per match: False where running instructions merely mention the word."""
    running = np.array([c.field == "custom_instruction" for c in evidence.feed.columns], dtype=bool)
    asked = ~running[found.columns]
    for place in np.flatnonzero(~asked).tolist():
        value, start, end = found.values[place], int(found.starts[place]), int(found.ends[place])
        sentence = SENTENCE_END.split(value[:start])[-1]
        named = ASKS.search(sentence) and not DEVICE.match(found.terms[place])
        asked[place] = bool(named or TO_US.match(value, end) or ASKED_AFTER.match(value, end))
    return asked
