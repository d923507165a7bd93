"""Bullet points: length, characters, placeholders, repetition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow.compute as pc

from auditor.evidence import Evidence, TextCells
from auditor.evidence.asking import seek, whole
from auditor.evidence.listing import beyond_ascii, characters, listing_cells, matching, measured, those
from auditor.evidence.market import limit
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT
from auditor.text.normalise import clean_option

MARKS = "™®€…†‡¢£¥©±"
EMOJI = (
    r"[\x{1F000}-\x{1FAFF}\x{2600}-\x{27BF}\x{2B50}\x{2B55}\x{2B1B}\x{2B1C}\x{231A}\x{231B}\x{23E9}-\x{23FA}]"
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2b1b\u2b1c\u231a\u231b\u23e9-\u23fa]")
_MARK = re.compile(f"(?<![ÂÃâ€])[{MARKS}]|~(?!\\s?\\d)")
_ASIN = re.compile(r"\bB0(?=[0-9A-Z]*[0-9])[0-9A-Z]{8}\b")
LONGEST_PLACEHOLDER = 30

CHARACTER = Text("the character is not allowed in bullet points", "五点描述不允许该字符")
PICTOGRAM = Text("emojis are not allowed in bullet points", "五点描述不允许表情符号")
CODE = Text("ASINs are not allowed in bullet points", "五点描述不允许 ASIN")


@rule(
    "LI606",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Bullet point breaks the guidelines", "五点描述不规范"),
    message=Text("'{term}': {reason}.", "“{term}”:{reason}。"),
    variants={
        "long": Text(
            "{count} characters; the field takes {limit}, guidelines ask for fewer still.",
            "{count} 个字符；字段上限 {limit}，建议更短。",
        ),
        "guided": Text(
            "{count} characters; guidelines ask for {limit} at most.", "{count} 个字符；建议不超过 {limit}。"
        ),
        "short": Text(
            "{count} characters; guidelines ask for {least} at least.", "{count} 个字符；建议至少 {least}。"
        ),
        "placeholder": Text("'{term}' is a placeholder.", "“{term}”是占位内容。"),
        "repeated": Text("The same text stands in '{column}'.", "与“{column}”内容相同。"),
    },
    advice=Text("Rewrite the bullet point, or clear the cell.", "请改写该点，或清空单元格。"),
    needs=("bullet",),
    reads={"": ("bullet",)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "bullet_1": ["🎁 The perfect gift for her", "Made of Acme™ steel, holds 350 ml"],
                "bullet_2": ["N/A", "Made of Acme™ steel, holds 350 ml"],
                "bullet_3": ["Fits the lamp B0ABCD1234", "x" * 501],
            },
            good={
                "sku": ["A1"],
                "bullet_1": ["Holds 350 ml, about ~10 oz of coffee or tea"],
                "bullet_2": ["Dishwasher safe up to 60 °C — no fading"],
            },
            cells=(
                (0, "bullet_1"),
                (0, "bullet_2"),
                (0, "bullet_3"),
                (1, "bullet_1"),
                (1, "bullet_2"),
                (1, "bullet_3"),
            ),
        ),
        Example(
            bad={"sku": ["A1"], "bullet_1": ["待定"], "bullet_2": ["★ 高温烧制,细腻光滑"]},
            good={"sku": ["A1"], "bullet_1": ["高温烧制,细腻光滑,容量三百五十毫升"]},
            cells=((0, "bullet_1"), (0, "bullet_2")),
            language="zh",
        ),
    ),
)
def bullet_guidelines(evidence: Evidence) -> Iterator[Hits]:
    """Bullet points with emojis, marks such as ™ or €, ASINs or placeholders are refused.

    One finding per bullet, the gravest first. Over the field's size a bullet overflows; the guideline's lengths are
    a note only. Guarantees, links and contact data are other rules' business.
    """
    cells = listing_cells(evidence, "bullet")
    if not len(cells):
        return
    left = np.ones(len(cells), dtype=bool)
    keys = cells.columns.astype(np.int64) * len(evidence.feed.cells) + cells.rows
    placeholders = _placeholders(evidence, cells)
    yield whole(evidence.corpus, placeholders).hits(variant="placeholder")
    left &= ~np.isin(keys, _keys(evidence, placeholders))
    for question, pattern, reason in (
        (matching(r"\bB0[0-9A-Z]{8}\b"), _ASIN, CODE),
        (beyond_ascii(EMOJI), _EMOJI, PICTOGRAM),
        (beyond_ascii(f"[{MARKS}]"), _MARK, CHARACTER),
        (lambda texts: pc.match_substring(texts, "~"), _MARK, CHARACTER),
    ):
        found = seek(evidence.corpus, _first(pattern), those(evidence, cells.where(left), question))
        yield found.hits(reason=reason)
        left &= ~np.isin(keys, found.columns.astype(np.int64) * len(evidence.feed.cells) + found.rows)
    yield from _repeated(evidence, cells.where(left))
    yield from _lengths(evidence, cells.where(left))


def _first(pattern: re.Pattern[str]) -> Callable[[str], tuple[int, int] | None]:
    def ask(text: str) -> tuple[int, int] | None:
        match = pattern.search(text)
        return match.span() if match else None

    return ask


def _keys(evidence: Evidence, cells: TextCells) -> IntArray:
    return cells.columns.astype(np.int64) * len(evidence.feed.cells) + cells.rows


def _placeholders(evidence: Evidence, cells: TextCells) -> TextCells:
    """Bullets that hold nothing but ``N/A``, ``TBD``, 待定 and the like."""
    short = those(evidence, cells, lambda texts: pc.less_equal(pc.utf8_length(texts), LONGEST_PLACEHOLDER))
    matcher = evidence.matcher
    return short.where(
        evidence.corpus.ask(lambda text: matcher.whole("placeholder", clean_option(text)), short)
    )


def _repeated(evidence: Evidence, cells: TextCells) -> Iterator[Hits]:
    """Bullets whose text stands in an earlier bullet of the row."""
    order = np.lexsort((cells.columns, cells.ids, cells.rows))
    rows, ids, columns = cells.rows[order], cells.ids[order], cells.columns[order]
    again = np.zeros(len(order), dtype=bool)
    again[1:] = (rows[1:] == rows[:-1]) & (ids[1:] == ids[:-1])
    earlier = columns[np.maximum(np.flatnonzero(again) - 1, 0)]
    headers = [column.header or column.letter for column in evidence.feed.columns]
    yield Hits(
        rows=rows[again],
        columns=columns[again],
        variant="repeated",
        arguments={"column": [headers[place] for place in earlier.tolist()]},
    )


def _lengths(evidence: Evidence, cells: TextCells) -> Iterator[Hits]:
    lengths = measured(evidence, cells, characters)
    scripts = those(evidence, cells, beyond_ascii(r"[\x{3040}-\x{30FF}\x{4E00}-\x{9FFF}]"))
    dense: BoolArray = np.isin(_keys(evidence, cells), _keys(evidence, scripts))
    names = ("bullet_characters", "bullet_guided_characters", "bullet_least_characters")
    longest, guided, short = (limit(evidence, name) or 0 for name in names)
    for variant, mask, severity, bounds in (
        ("long", lengths > longest, Severity.WARNING, {"limit": longest}),
        ("guided", (lengths > guided) & (lengths <= longest), Severity.INFO, {"limit": guided}),
        ("short", (lengths < short) & ~dense, Severity.INFO, {"least": short}),
    ):
        found = whole(evidence.corpus, cells.where(mask))
        yield found.hits(variant=variant, severity=severity, count=lengths[mask], **bounds)
