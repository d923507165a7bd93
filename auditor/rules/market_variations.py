"""Variation themes: one per family, its attributes filled and distinct."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from auditor.evidence import Evidence
from auditor.evidence.families import by_theme, codes_of, family, fullest
from auditor.evidence.keys import distinct
from auditor.evidence.market import name_of, texts_at
from auditor.evidence.records import distinct_words, holds, machine_words
from auditor.feed.table import BoolArray, Column, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

FLAT, UNIFIED = "custom_flat_file", "product_type_template"


def _example(**columns: list[str]) -> dict[str, list[str]]:
    """A parent and its children."""
    count = len(next(iter(columns.values())))
    return {
        "sku": ["P1", *(f"C{n}" for n in range(1, count))],
        "parentage": ["Parent", *["Child"] * (count - 1)],
        "parent_sku": ["", *["P1"] * (count - 1)],
        **columns,
    }


@rule(
    "MP823",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Theme differs within the family", "同一变体组的主题不一致"),
    message=Text(
        "The variation theme '{value}' differs from '{other}' of the parent.",
        "变体主题“{value}”与父商品的“{other}”不一致。",
    ),
    advice=Text("Use one theme for the parent and all its children.", "父商品及其所有子商品应使用同一主题。"),
    needs=("sku", "parent_sku", "variation_theme"),
    examples=(
        Example(
            bad=_example(variation_theme=["Color", "Color", "Size"]),
            good=_example(variation_theme=["ColorName", "COLOR_NAME", ""]),
            cells=((2, "variation_theme"),),
            layout=FLAT,
        ),
        Example(
            bad=_example(variation_theme=["颜色", "尺寸"]),
            good=_example(variation_theme=["颜色", "颜色"]),
            cells=((1, "variation_theme"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def theme_differs(evidence: Evidence) -> Iterator[Hits]:
    """Children can differ in what the parent's theme names only; another theme is refused (error 99010).

    Spelling does not count (``ColorName``, ``COLOR_NAME``), nor a mark in brackets behind the name.
    """
    people, column = evidence.once(family), fullest(evidence.feed, "variation_theme")
    if people is None or column is None:
        return
    words, places = machine_words(evidence.feed, column)
    plain = ["".join(c for c in word.partition("(")[0] if c.isalnum()) for word in words]
    order = {word: number for number, word in enumerate(dict.fromkeys(plain))}
    same = np.array([order[word] for word in plain], np.int32)[places]
    blank = np.array([not word for word in plain], bool)[places]
    above = people.parent_rows()
    mine = people.child & people.changing & (above >= 0) & ~blank
    mine[mine] = ~blank[above[mine]] & (same[mine] != same[above[mine]])
    rows = np.flatnonzero(mine)
    yield Hits(
        rows=rows,
        columns=column.position,
        arguments={
            "value": texts_at(evidence.feed, column, rows),
            "other": texts_at(evidence.feed, column, above[rows]),
        },
    )


@rule(
    "MP824",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Attribute of the theme is blank", "变体主题对应的属性为空"),
    message=Text(
        "The variation theme names '{column}', which is blank in this child.",
        "变体主题要求填写“{column}”，但该子商品未填。",
    ),
    advice=Text("Fill the attribute, or choose another theme.", "请填写该属性，或更换变体主题。"),
    needs=("sku", "variation_theme"),
    absence=True,
    replaces=("TP901",),
    examples=(
        Example(
            bad=_example(
                variation_theme=["SizeColor", "Size-Color", "Size/Color"],
                size=["", "S", "M"],
                color=["", "red", " "],
            ),
            good=_example(variation_theme=["Size/Color"] * 3, size=["", "S", "M"], color=["", "red", "red"]),
            cells=((2, "color"),),
            layout=FLAT,
        ),
        Example(
            bad=_example(variation_theme=["颜色", ""], color=["", ""]),
            good=_example(variation_theme=["颜色", ""], color=["", "红"]),
            cells=((1, "color"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def theme_attribute_blank(evidence: Evidence) -> Iterator[Hits]:
    """Buyers choose by the attributes the theme names; a child that leaves one blank cannot be chosen (error 99010)."""
    for theme in evidence.once(by_theme):
        for column in theme.columns:
            rows = np.flatnonzero(theme.rows & ~evidence.feed.filled(column))
            yield Hits(rows=rows, columns=column.position, arguments={"column": name_of(column)})


@rule(
    "MP825",
    Severity.ERROR,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Two variations alike", "变体重复"),
    message=Text(
        "{sku} in row {row} has the same {column} in this family: {value}.",
        "同一变体组第 {row} 行的 {sku} 具有相同的{column}：{value}。",
    ),
    advice=Text(
        "Tell them apart by an attribute of the theme, or remove one.", "请用主题属性区分两者，或删除其一。"
    ),
    needs=("sku", "parent_sku", "variation_theme"),
    examples=(
        Example(
            bad=_example(variation_theme=["Color"] * 4, color=["", "red", "blue", "Red "]),
            good=_example(variation_theme=["Color"] * 4, color=["", "red", "blue", "green"]),
            cells=((3, "color"),),
            layout=FLAT,
        ),
        Example(
            bad=_example(variation_theme=["颜色"] * 3, color=["", "红", "红"]),
            good=_example(variation_theme=["颜色"] * 3, color=["", "红", "红"], gtin=["", "123", "123"]),
            cells=((2, "color"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def variations_alike(evidence: Evidence) -> Iterator[Hits]:
    """Two children that differ in nothing buyers can choose are refused or merged.

    Two SKUs with one product number are two offers of one article, which is allowed.
    """
    people = evidence.once(family)
    if people is None:
        return
    for theme in evidence.once(by_theme):
        if theme.whole:
            members = theme.rows & (people.group >= 0)
            rows, first = _alike(evidence, theme.columns, members, people.group)
            yield _told(evidence, theme.columns, rows, first)


def _alike(
    evidence: Evidence, columns: tuple[Column, ...], children: BoolArray, group: IntArray
) -> tuple[IntArray, IntArray]:
    """Rows whose combination stood in an earlier child of the family, and that earlier row."""
    for column in columns:
        children = children & evidence.feed.filled(column)
    rows = np.flatnonzero(children)
    keys: IntArray = group[rows]
    starts: IntArray = np.arange(len(rows))
    for column in columns:
        # numbered anew after each column: the product of many ranges does not fit into one number
        starts, keys, _ = distinct(keys, codes_of(evidence.feed, column)[0][rows])
    first = rows[starts[keys]]
    again = first != rows
    rows, first = rows[again], first[again]
    for column in evidence.feed.find("gtin", "asin"):
        codes, blank = codes_of(evidence.feed, column)
        other = (codes[rows] != codes[first]) | (codes[rows] == blank)
        rows, first = rows[other], first[other]
    skus = codes_of(evidence.feed, evidence.feed.find("sku")[0])[0]
    other = skus[rows] != skus[first]
    return rows[other], first[other]


def _told(evidence: Evidence, columns: tuple[Column, ...], rows: IntArray, first: IntArray) -> Hits:
    feed = evidence.feed
    texts = [feed.array(column).take(pa.array(rows)).to_pylist() for column in columns]
    return Hits(
        rows=rows,
        columns=columns[0].position,
        arguments={
            "sku": texts_at(feed, feed.find("sku")[0], first),
            "row": feed.row_numbers[first],
            "column": " / ".join(name_of(column) for column in columns),
            "value": [" / ".join(one.strip() for one in values) for values in zip(*texts, strict=True)],
        },
    )


@rule(
    "MP828",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Variation theme given up", "变体主题已停用"),
    message=Text(
        "The marketplace marks the theme '{value}' as no longer to be used.",
        "平台已将变体主题“{value}”标记为停用。",
    ),
    advice=Text(
        "Choose a theme of the list without that mark, for parent and children alike.",
        "请为父商品及子商品选择列表中未标记停用的主题。",
    ),
    needs=("variation_theme",),
    examples=(
        Example(
            bad=_example(variation_theme=["COLOR_NAME (Deprecated: Do Not Use)", "COLOR"]),
            good=_example(variation_theme=["COLOR", "COLOR"]),
            cells=((0, "variation_theme"),),
            layout=UNIFIED,
        ),
        Example(
            bad=_example(variation_theme=["颜色（已弃用：请勿使用）", "颜色"]),
            good=_example(variation_theme=["颜色", "颜色"]),
            cells=((0, "variation_theme"),),
            layout=UNIFIED,
            language="zh",
        ),
    ),
)
def theme_given_up(evidence: Evidence) -> Iterator[Hits]:
    """The lists of the templates still hold themes that new families cannot use; the mark stands behind the name.

    A machine value counts as marked where every name the template shows for it is.
    """
    for column in evidence.feed.find("variation_theme"):
        words, places = distinct_words(evidence.feed, column)
        law = evidence.feed.template.columns.get(column.position) if evidence.feed.template else None
        shown: dict[str, list[str]] = {}
        for text, value in law.aliases.items() if law else ():
            shown.setdefault(value.strip().lower(), []).append(text.strip().lower())
        marked = [all(holds(text, "theme_retired") for text in shown.get(word, [word])) for word in words]
        rows = np.flatnonzero(np.array(marked, bool)[places])
        arguments = {"value": texts_at(evidence.feed, column, rows)}
        yield Hits(rows=rows, columns=column.position, arguments=arguments)
