"""Which rows are customizable: the scope ladder (first evidence decides)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.config import Settings
from auditor.feed.table import BoolArray, Feed, IntArray
from auditor.model import Text

TRUE_WORDS = ("true", "yes", "y", "1", "是", "可", "可定制", "はい", "ja", "oui", "sí", "si", "sì", "x", "✓")
FALSE_WORDS = ("false", "no", "n", "0", "否", "不", "不可定制", "いいえ", "nein", "non")

CUSTOM_FIELDS = (
    "custom_label",
    "custom_type",
    "custom_instruction",
    "custom_placeholder",
    "option_value",
    "font_name",
    "color_option",
    "preview_image_url",
)
"""A row that fills any of these offers customization."""


class Inside(IntEnum):
    """A row's place on the ladder."""

    NO = 0
    MAYBE = 1
    YES = 2


class Ground(IntEnum):
    """What decided."""

    NOTHING = 0
    CUSTOM_TEMPLATE = 1
    FLAG = 2
    TEMPLATE_NAME = 3
    CUSTOM_FIELDS = 4
    OTHER_FILE = 5
    ORDER_LINK = 6
    TITLE_WORD = 7
    SETTINGS = 8
    FLAG_SAYS_NO = 9


REASONS: dict[Ground, Text] = {
    Ground.NOTHING: Text("nothing marks the row as customizable", "没有任何定制标记"),
    Ground.CUSTOM_TEMPLATE: Text("the file is a customization template", "文件为定制模板"),
    Ground.FLAG: Text("the customizable flag is set", "可定制标记为“是”"),
    Ground.TEMPLATE_NAME: Text("a customization template is named", "填写了定制模板名称"),
    Ground.CUSTOM_FIELDS: Text("customization columns are filled", "填写了定制项列"),
    Ground.OTHER_FILE: Text(
        "another file of this run customizes the SKU", "本次审核的其他文件对该 SKU 进行了定制"
    ),
    Ground.ORDER_LINK: Text("the order carries customization data", "订单带有定制数据"),
    Ground.TITLE_WORD: Text("only the title says so", "仅标题提到定制"),
    Ground.SETTINGS: Text("stated in the settings", "设置中声明"),
    Ground.FLAG_SAYS_NO: Text("the customizable flag says no", "可定制标记为“否”"),
}


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Row-aligned answer. inside: int8 of Inside. evidence: int8 of Ground."""

    inside: IntArray
    evidence: IntArray

    @staticmethod
    def nothing(count: int) -> Scope:
        """No row is in the scope."""
        return Scope(inside=np.zeros(count, np.int8), evidence=np.zeros(count, np.int8))

    @property
    def custom(self) -> BoolArray:
        """Rows that are or may be customizable."""
        return np.asarray(self.inside > Inside.NO)

    @property
    def certain(self) -> BoolArray:
        """Rows that are customizable."""
        return np.asarray(self.inside == Inside.YES)

    @property
    def maybe(self) -> BoolArray:
        """Rows that may be customizable."""
        return np.asarray(self.inside == Inside.MAYBE)


def scope_of(feed: Feed, settings: Settings, title_word: BoolArray, customized_skus: frozenset[str]) -> Scope:
    """The ladder, bottom up, so that stronger evidence overwrites weaker.

    title_word: bool per row, the title says 'custom' or the like. customized_skus: SKUs customized by another file.
    """
    count = len(feed.cells)
    blank = Scope.nothing(count)
    inside, evidence = blank.inside, blank.evidence

    def mark(mask: BoolArray, place: Inside, why: Ground) -> None:
        inside[mask] = place
        evidence[mask] = why

    mark(title_word, Inside.MAYBE, Ground.TITLE_WORD)
    if settings.assume_custom == "yes":
        mark(np.ones(count, bool), Inside.YES, Ground.SETTINGS)
    elif settings.assume_custom == "no":
        mark(np.ones(count, bool), Inside.NO, Ground.SETTINGS)
    if not feed.find("custom_label", "option_value", "custom_type"):
        mark(_any(feed, "customized_url", "customized_page"), Inside.YES, Ground.ORDER_LINK)
    if customized_skus and feed.find("sku"):
        sku = pc.utf8_trim_whitespace(feed.array(feed.find("sku")[0]))
        known = pa.array(sorted(customized_skus), sku.type)
        mark(np.asarray(pc.is_in(sku, value_set=known)), Inside.YES, Ground.OTHER_FILE)
    flags = [_words(feed, column.position) for column in feed.find("is_customizable")]
    for flag in flags:
        mark(_is_in(flag, FALSE_WORDS), Inside.NO, Ground.FLAG_SAYS_NO)
    mark(_any(feed, *CUSTOM_FIELDS), Inside.YES, Ground.CUSTOM_FIELDS)
    mark(_any(feed, "customization_template"), Inside.YES, Ground.TEMPLATE_NAME)
    for flag in flags:
        mark(_is_in(flag, TRUE_WORDS), Inside.YES, Ground.FLAG)
    if feed.layout == "amazon_custom_template":
        mark(np.ones(count, bool), Inside.YES, Ground.CUSTOM_TEMPLATE)
    return Scope(inside=inside, evidence=evidence)


def _any(feed: Feed, *fields: str) -> BoolArray:
    mask = np.zeros(len(feed.cells), dtype=bool)
    for column in feed.find(*fields):
        mask |= feed.filled(column)
    return mask


def _words(feed: Feed, position: int) -> Any:
    return pc.utf8_lower(pc.utf8_trim_whitespace(feed.array(position)))


def _is_in(words: Any, accepted: tuple[str, ...]) -> BoolArray:
    return np.asarray(pc.is_in(words, value_set=pa.array(accepted, words.type)))
