"""Texts in another language than the marketplace's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence, TextCells
from auditor.evidence.asking import objects, whole
from auditor.evidence.listing import distinct_texts, listing_cells
from auditor.feed.table import IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.text.languages import SMALL_WORDS, evident_language, home_words, mostly

MATCHES = Text(
    "All customizable products must be: (i) free of defects and match all associated listing information.",
    "所有可定制商品均必须:(i) 没有瑕疵且与所有相关商品信息相符。",
)
EXPECTED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("US", "UK", "AU", "IE", "SG", "NG"), ("en",)),
    "CA": ("en", "fr"),
    "IN": ("en", "hi"),
    **dict.fromkeys(("AE", "SA", "EG"), ("en", "ar")),
    **dict.fromkeys(("DE", "AT"), ("de",)),
    "FR": ("fr",),
    "IT": ("it",),
    **dict.fromkeys(("ES", "MX"), ("es",)),
    "BR": ("pt",),
    "NL": ("nl",),
    "BE": ("nl", "fr"),
    "JP": ("ja",),
    "CN": ("zh",),
}
"""Languages of the marketplaces' pages."""
NAMES = {
    "en": Text("English", "英语"),
    "de": Text("German", "德语"),
    "fr": Text("French", "法语"),
    "es": Text("Spanish", "西班牙语"),
    "it": Text("Italian", "意大利语"),
    "nl": Text("Dutch", "荷兰语"),
    "pt": Text("Portuguese", "葡萄牙语"),
    "ja": Text("Japanese", "日语"),
    "zh": Text("Chinese", "中文"),
    "ar": Text("Arabic", "阿拉伯语"),
    "hi": Text("Hindi", "印地语"),
    "cyrillic": Text("a language in Cyrillic letters", "西里尔字母的语言"),
}
SCRIPTS = (
    ("ja", r"[\p{Hiragana}\p{Katakana}]", 0.2),
    ("zh", r"\p{Han}", 0.8),
    ("cyrillic", r"\p{Cyrillic}", 0.8),
    ("ar", r"\p{Arabic}", 0.8),
)
FIELDS = ("title", "bullet", "custom_label")


@rule(
    "LI612",
    Severity.INFO,
    tier=3,
    clause=MATCHES,
    title=Text("Language differs from the marketplace", "语言与站点不符"),
    message=Text(
        "The text seems to be {kind}; {marketplace} expects {expected}.",
        "文本疑似{kind};{marketplace} 站点应使用{expected}。",
    ),
    advice=Text("Translate it.", "请翻译。"),
    needs=(FIELDS,),
    reads={"": FIELDS},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": [
                    "定制陶瓷马克杯",
                    "Becher mit dem Namen für die beste Mama und den Papa aus Keramik",
                ],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": [
                    "Custom Mug 定制 for Mom",
                    "Leonardo da Vinci Mona Lisa Print",
                    "Mug with Ich liebe dich",
                ],
            },
            cells=((0, "title"), (1, "title")),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["请填写姓名"]},
            good={"sku": ["A1"], "custom_label_1": ["Name 姓名 on the mug"]},
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def language_differs(evidence: Evidence) -> Iterator[Hits]:
    """Buyers must be able to read what they order; a text in another language does not match its listing.

    Only what is evident: four fifths of the letters in another script, or several small words of one language and
    none of the marketplace's. Names and sample words prove nothing. Nothing is said where the marketplace is unknown.
    """
    marketplace = evidence.feed.marketplace
    expected = EXPECTED.get(marketplace, ())
    cells = listing_cells(evidence, *FIELDS)
    if not expected or not len(cells):
        return
    ids, texts = distinct_texts(evidence, cells)
    kinds = np.full(len(evidence.corpus.texts), -1, np.int8)
    names = list(NAMES)
    for part, numbers in (_scripts(texts, expected), _small_words(texts, expected)):
        kinds[ids[part]] = [names.index(name) for name in numbers]
    yield _hits(evidence, cells, kinds, expected)


def _hits(evidence: Evidence, cells: TextCells, kinds: IntArray, expected: tuple[str, ...]) -> Hits:
    mine = kinds[cells.ids] >= 0
    texts = list(NAMES.values())
    wanted = [NAMES[language] for language in expected]
    either = Text(" or ".join(t.en for t in wanted), "或".join(t.zh for t in wanted))
    return whole(evidence.corpus, cells.where(mine)).hits(
        kind=objects([texts[number] for number in kinds[cells.ids][mine].tolist()]),
        marketplace=evidence.feed.marketplace,
        expected=either,
    )


def _scripts(texts: pa.Array, expected: tuple[str, ...]) -> tuple[IntArray, list[str]]:
    """Places of the texts written in another script, and the language each seems to be in."""
    places = np.flatnonzero(~np.asarray(pc.string_is_ascii(texts)))
    names = np.full(len(places), "", dtype=object)
    some = texts.take(pa.array(places))
    for language, script, share in SCRIPTS:
        if language not in expected and not (language == "zh" and "ja" in expected):
            found = mostly(some, script, share) & (names == "")
            found &= mostly(some, r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Cyrillic}\p{Arabic}]", 0.8)
            names[found] = language
    mine = names != ""
    return places[mine], names[mine].tolist()


def _small_words(texts: pa.Array, expected: tuple[str, ...]) -> tuple[IntArray, list[str]]:
    """Places of the texts whose small words are another language's; the expected language's end the question."""
    if not set(expected) & set(SMALL_WORDS):
        return np.empty(0, np.int64), []
    home = np.zeros(len(texts), dtype=bool)
    for language in set(expected) & set(SMALL_WORDS):
        home |= np.asarray(pc.match_substring_regex(texts, home_words(language)))
    places = np.flatnonzero(~home)
    found = evident_language(texts.take(pa.array(places)), frozenset(expected))
    mine = found >= 0
    languages = list(SMALL_WORDS)
    return places[mine], [languages[number] for number in found[mine].tolist()]
