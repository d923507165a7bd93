"""Computers that no title gives away, and products close to those that may not be customized."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import ObjectArray, graded, judged, objects, titles_of, whole, words
from auditor.evidence.components import Kind, components
from auditor.evidence.products import CODE_FIELDS, TITLES, ask_title, coded_cells, verdict_of_rows
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import BANNED
from auditor.rules.declare import rule
from auditor.text.base_product import BASE_GROUPS
from auditor.text.base_words import language_of_title
from auditor.text.hardware import PARTS, configured_parts
from auditor.text.lexicon import load_common, load_lexicon
from auditor.text.product_codes import squeezed

SURE = ("ram", "cpu", "gpu", "board", "os")
"""Parts of which a computer has at least one that other products rarely name."""


@rule(
    "CP012",
    Severity.ERROR,
    tier=1,
    clause=BANNED,
    title=Text("Computer hardware offered as configuration", "以定制选项提供电脑硬件配置"),
    message=Text(
        "The options ({kind}) configure a computer; computers may not be customized.",
        "选项（{kind}）属于电脑硬件配置；电脑不得参与定制。",
    ),
    advice=Text("Take the SKU out of the program.", "请将该 SKU 移出定制计划。"),
    needs=("option_value",),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["DIY Kit for Gamers"],
                "custom_label_1": ["RAM"],
                "option_value_1_1": ["16GB"],
                "option_value_1_2": ["32GB"],
                "custom_label_2": ["Processor"],
                "option_value_2_1": ["i5"],
                "option_value_2_2": ["i7"],
            },
            good={
                "sku": ["A1"],
                "title": ["Custom USB Drive"],
                "custom_label_1": ["Capacity"],
                "option_value_1_1": ["16GB"],
                "option_value_1_2": ["64GB"],
                "custom_label_2": ["Color"],
                "option_value_2_1": ["Red"],
                "option_value_2_2": ["Blue"],
            },
            cells=((0, "custom_label_1"), (0, "custom_label_2")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["定制礼物"],
                "custom_label_1": ["显卡"],
                "option_value_1": ["RTX 4060|RTX 4070"],
                "custom_label_2": ["固态硬盘"],
                "option_value_2": ["512GB|1TB"],
            },
            good={
                "sku": ["A1"],
                "title": ["定制U盘"],
                "custom_label_1": ["容量"],
                "option_value_1": ["16GB|32GB"],
            },
            cells=((0, "custom_label_1"), (0, "custom_label_2")),
            language="zh",
        ),
    ),
)
def hardware_configured(evidence: Evidence) -> Iterator[Hits]:
    """Whoever chooses memory and processor configures a computer, whatever the title calls it.

    Two different parts among the lists of one product, at least one of which only computers have; one part alone is a
    USB drive or a memory card. Where the title sells a computer, one part is enough. Phones, cameras and picture frames
    are not named by the terms: there it is a note.
    """
    matcher = evidence.matcher
    parts = [configured_parts(one.label, one.values, matcher) for one in evidence.option_lists.lists]
    bits = {part: 1 << place for place, part in enumerate(PARTS)}
    masks = np.array([sum(bits[p] for p in mine) for mine in parts] + [0], np.int64)
    some = evidence.once(components)
    some = some.where((some.kinds == Kind.CHOICES) & (masks[some.lists] > 0))
    together = np.zeros(len(some.owner_of_row), np.int64)
    np.bitwise_or.at(together, some.owners, masks[some.lists])
    configured = together[some.owners]
    titles = titles_of(evidence, some.rows)
    several = np.array([bin(mask).count("1") >= 2 for mask in range(1 << len(PARTS))], dtype=bool)
    sure = configured & sum(bits[part] for part in SURE)
    keep = (several[configured] & (sure > 0)) | _sold_by(titles, evidence)
    some, configured, titles = some.where(keep), configured[keep], titles[keep]
    names = {
        mask: _joined([PARTS[part] for part in PARTS if mask & bits[part]])
        for mask in np.unique(configured).tolist()
    }
    devices = np.array([matcher.found("hardware.device", title) for title in titles], bool)
    for mask, severity in ((~devices, Severity.ERROR), (devices, Severity.INFO)):
        yield Hits(
            rows=some.rows[mask],
            columns=some.columns[mask],
            arguments={"kind": objects([names[one] for one in configured[mask].tolist()])},
            severity=severity,
        )


def _sold_by(titles: ObjectArray, evidence: Evidence) -> BoolArray:
    """One bool per title: it sells a computer, now that a choice of parts is known ("Tower", "PC" need such data)."""
    matcher = evidence.matcher

    def sells(title: str) -> bool:
        if not any(matcher.found(group, title) for group in BASE_GROUPS):
            return False
        return ask_title(evidence, f"{title}, RTX 4070").outcome != "clean"

    known = {title: sells(title) for title in set(titles.tolist())}
    return np.array([known[title] for title in titles.tolist()], dtype=bool)


def _joined(names: list[Text]) -> Text:
    return Text(", ".join(name.en for name in names), "、".join(name.zh for name in names))


ENDS = re.compile(
    r"\s*(?:$|[,;|/()\[\]:–]|-\s|(?:with|for|from|by|in|mit|für|von|avec|pour|con|para|per|\d)(?:\b|(?<=\d))"
    r"|[，、（）【】])",
    re.IGNORECASE,
)
"""What may follow the head of a title."""
PHONES = re.compile(
    r"iphone|galaxy|pixel|phone|airpods|samsung|手机|handy|téléphone|móvil|telefono|スマホ", re.IGNORECASE
)


@rule(
    "CP014",
    Severity.INFO,
    tier=1,
    clause=BANNED,
    title=Text("Product close to the banned ones", "边缘商品，需人工判断"),
    message=Text(
        "'{term}' is close to the products that may not be customized; the terms do not settle it.",
        "“{term}”与禁止定制的商品接近，条款未作明确规定。",
    ),
    advice=Text(
        "Decide, and record it under decisions in auditor.toml (SKU, CP014, 'allowed' or 'denied').",
        "请人工判断，并在 auditor.toml 的 decisions 中登记（SKU、CP014、'allowed' 或 'denied'）。",
    ),
    needs=(("title", *CODE_FIELDS),),
    custom_only=True,
    reads={"borderline": ("title",), "": CODE_FIELDS, **TITLES},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Engraved E-Reader", "Custom Tower"],
                "product_type": ["", "COMPUTER_CHASSIS"],
                "is_customizable": ["Yes", "Yes"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom E-Reader Sleeve", "Custom iPhone 15 PC Case"],
                "is_customizable": ["Yes", "Yes"],
            },
            cells=((0, "title"), (1, "product_type")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制刻字 智能手表"], "is_customizable": ["是"]},
            good={"sku": ["A1"], "title": ["定制 智能手表 表带"], "is_customizable": ["是"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def borderline_product(evidence: Evidence) -> Iterator[Hits]:
    """Empty towers, e-readers or smartwatches are close to the banned products, but the terms do not name them.

    The noun must be what the title sells. A decision of a person is remembered per SKU: allowed products count as
    accepted, denied ones are an error. Titles and codes that say a banned product outright are the subject of CP010 and
    CP011.
    """
    review = load_common()["product_type"]["review"]
    settled = evidence.once(verdict_of_rows) > 0
    settled[evidence.once(coded_cells).found.rows] = True

    def near(code: str) -> bool | None:
        return True if squeezed(code) in review else None

    types, _ = judged(evidence.corpus, near, evidence.cells("product_type", "item_type_keyword"))
    titles = evidence.cells("title")
    titles = titles.where(np.isin(titles.ids, np.unique(evidence.matches("borderline", "title").ids)))
    heads, spans = judged(evidence.corpus, lambda title: _head(title, evidence), titles)
    bounds = np.array(list(spans), np.int32).reshape(-1, 2)
    for found in (whole(evidence.corpus, types), words(evidence.corpus, heads, bounds[:, 0], bounds[:, 1])):
        found = found.where(~settled[found.rows])
        yield from graded(found, _decided(evidence)[found.rows])


def _head(title: str, evidence: Evidence) -> tuple[int, int] | None:
    """Where a title's head is a product close to the banned ones."""
    matcher = evidence.matcher
    for start, end in matcher.find("borderline", title):
        order = language_of_title(matcher.normal(title), matcher, evidence.feed.language)
        before = matcher.find("compat.prep", title[:start])
        initial = load_lexicon(order).head == "initial" and not matcher.found("safe.head", title[:start])
        if not before and (initial or ENDS.match(title, end)) and not PHONES.search(title):
            return start, end
    return None


def _decided(evidence: Evidence) -> IntArray:
    """int8 per row, a severity number: a note, an error where a person denied the SKU."""
    grades = np.full(len(evidence.feed.cells), int(Severity.INFO), np.int8)
    denied = [sku for sku, how in evidence.settings.decisions.items() if how.get("CP014") == "denied"]
    column = evidence.column("sku")
    if column is not None and denied:
        grades[np.isin(evidence.texts_of(column).astype(str), denied)] = int(Severity.ERROR)
    return grades
