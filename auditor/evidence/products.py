"""Which cells and titles say that a product is a computer, a console or a tablet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from auditor.evidence.asking import ObjectArray, base_titles, judged, objects, words
from auditor.evidence.case import Evidence
from auditor.evidence.corpus import Matches
from auditor.evidence.text_cells import TextCells
from auditor.feed.table import IntArray
from auditor.model import Severity
from auditor.text.base_product import BASE_GROUPS, CATEGORIES, BaseVerdict, judge_title
from auditor.text.product_codes import Coded, banned_leaf, banned_node, banned_type

CODE_FIELDS = ("product_type", "item_type_keyword", "browse_node", "category_path")
TITLES = dict.fromkeys(BASE_GROUPS, ("title",))
"""A title in which none of these groups matches is no base product."""


@dataclass(frozen=True)
class CodedCells:
    """Cells whose code says banned product: the codes as matches, the category (Text) and severity of each."""

    found: Matches
    kinds: ObjectArray
    severities: IntArray


def coded_cells(evidence: Evidence) -> CodedCells:
    """Every product type, keyword, node or category path that says banned product."""
    marketplace = evidence.feed.marketplace
    questions: dict[str, Callable[[str], Coded | None]] = {
        "product_type": banned_type,
        "item_type_keyword": banned_type,
        "browse_node": lambda text: banned_node(text, marketplace),
        "category_path": banned_leaf,
    }
    parts = [judged(evidence.corpus, asked, evidence.cells(field)) for field, asked in questions.items()]
    cells = TextCells(
        **{
            name: np.concatenate([getattr(part, name) for part, _ in parts])
            for name in ("rows", "columns", "ids", "starts", "ends")
        }
    )
    codes = [code for _, some in parts for code in some]
    starts, ends = (np.array([getattr(c, edge) for c in codes], np.int32) for edge in ("start", "end"))
    severities = np.array([Severity.ERROR if c.sure else Severity.WARNING for c in codes], np.int8)
    return CodedCells(
        found=words(evidence.corpus, cells, starts, ends),
        kinds=objects([CATEGORIES[c.category] for c in codes]),
        severities=severities,
    )


def ask_title(evidence: Evidence, title: str) -> BaseVerdict:
    """The verdict on a title."""
    return judge_title(title, evidence.matcher, evidence.feed.language)


def banned_titles(evidence: Evidence) -> dict[int, BaseVerdict]:
    """Text id → verdict for the titles of customizable rows that name a banned product, surely or perhaps."""
    corpus = evidence.corpus
    inside = np.unique(evidence.once(base_titles)[evidence.scope.custom])
    ids = [np.unique(evidence.matches(group, "title").ids) for group in BASE_GROUPS]
    chosen = np.intersect1d(np.concatenate(ids), inside)
    asked = zip(chosen.tolist(), corpus.texts_of(chosen), strict=True)
    verdicts = {text: ask_title(evidence, title) for text, title in asked}
    return {text: verdict for text, verdict in verdicts.items() if verdict.outcome != "clean"}


def verdict_of_rows(evidence: Evidence) -> IntArray:
    """int8 per row, by the product's title: 0 no base product, 1 perhaps, 2 surely."""
    grade = np.zeros(len(evidence.corpus.texts) + 1, np.int8)
    for text, verdict in evidence.once(banned_titles).items():
        grade[text] = 2 if verdict.outcome == "base" else 1
    ids = evidence.once(base_titles)
    return np.where(ids >= 0, grade[ids], 0).astype(np.int8)
