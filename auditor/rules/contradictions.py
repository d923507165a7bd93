"""One place of a listing contradicts another: title, attribute columns, bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.asking import base_titles, objects
from auditor.evidence.keys import distinct
from auditor.evidence.records import Action, actions, parents
from auditor.evidence.statements import ATTRIBUTES, Attribute, Statement
from auditor.feed.table import BoolArray, Column, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import QUALITY
from auditor.rules.declare import rule
from auditor.text.matcher import Matcher


@rule(
    "CP032",
    Severity.WARNING,
    tier=1,
    clause=QUALITY,
    title=Text("Title and attributes contradict each other", "标题与属性列矛盾"),
    message=Text(
        "The title says '{first}' ({kind}), the column '{column}' says '{second}'.",
        "标题写有“{first}”（{kind}），而“{column}”列写的是“{second}”。",
    ),
    variants={
        "bullet": Text(
            "A bullet point says '{first}' ({kind}), the column '{column}' says '{second}'.",
            "商品要点写有“{first}”（{kind}），而“{column}”列写的是“{second}”。",
        )
    },
    advice=Text("Correct one of the two.", "请更正其中一处。"),
    needs=(tuple(name for one in ATTRIBUTES for name in one.columns),),
    custom_only=True,
    reads={"": ("title", "bullet")},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "title": ["Custom Red Mug", "Custom Mug 15 oz", "Custom Sign"],
                "color": ["Blue", "", ""],
                "size": ["", "325 ml", ""],
                "material": ["", "", "Glass"],
                "bullet_1": ["", "", "Material: solid oak wood"],
            },
            good={
                "sku": ["A1", "A2", "A3", "A4"],
                "is_customizable": ["Yes", "Yes", "Yes", "Yes"],
                "title": [
                    "Custom Rose Gold Necklace",
                    "Choose your colour, Custom Red Mug",
                    "Custom Stainless Tumbler 15 oz",
                    "Custom Golden Retriever Mug",
                ],
                "color": ["Gold", "Blue", "", "White"],
                "size": ["", "", "443 ml", ""],
                "material": ["", "", "Stainless Steel", ""],
            },
            cells=((0, "color"), (1, "size"), (2, "material")),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制红色马克杯"], "color": ["黑色"]},
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["是", "是"],
                "title": ["定制红色马克杯", "定制马克杯 颜色可选"],
                "color": ["大红", "黑色"],
            },
            cells=((0, "color"),),
            language="zh",
        ),
    ),
)
def listing_contradicts_itself(evidence: Evidence) -> Iterator[Hits]:
    """A customizable product must match its listing; two values for one property cannot both be right.

    Only where each side states exactly one value, in units that can be compared, and the values are not kinds of each
    other (rose gold and gold, oak and wood). Parents, deletions and titles that offer a choice state nothing; colours
    in a title count only beside the product's noun or as a segment of their own.
    """
    idle = evidence.once(parents) | (evidence.once(actions) == Action.DELETE)
    usable = evidence.scope.custom & ~idle
    for attribute in ATTRIBUTES:
        for name in attribute.columns:
            column = evidence.column(name)
            if column is not None and _comparable(evidence, name):
                stated = _StatedColumn(evidence, attribute, column, usable)
                yield from stated.against_titles()
                yield from stated.against_bullets()


def _comparable(evidence: Evidence, field: str) -> bool:
    """Unit counts count pieces only where their type says so; the column is left alone where it has one."""
    return field != "unit_count" or evidence.column("unit_count_type") is None


class _StatedColumn:
    """One attribute column: the values its cells state, and what contradicts them."""

    def __init__(self, evidence: Evidence, attribute: Attribute, column: Column, usable: BoolArray) -> None:
        self.evidence, self.attribute, self.column = evidence, attribute, column
        encoded = pc.dictionary_encode(evidence.feed.array(column))
        self.codes = encoded.indices.to_numpy(zero_copy_only=False)
        self.statements = [
            attribute.in_cell(text, evidence.matcher) if text.strip() else None
            for text in encoded.dictionary.to_pylist()
        ]
        known = np.array([one is not None for one in self.statements], dtype=bool)
        self.rows = np.flatnonzero(usable & known[self.codes]) if len(known) else np.empty(0, np.int64)

    def against_titles(self) -> Iterator[Hits]:
        """Titles of the same rows that state another value."""
        ids = self.evidence.once(base_titles)[self.rows]
        yield from self._compared(self.rows[ids >= 0], ids[ids >= 0], self.attribute.in_title, "")

    def against_bullets(self) -> Iterator[Hits]:
        """Bullets that name the property and another value ("Material: glass")."""
        prefix = _prefix(self.attribute)
        if prefix is None:
            return
        pattern = re.compile(prefix, re.IGNORECASE)

        def said(text: str, matcher: Matcher) -> Statement | None:
            match = pattern.match(text)
            rest = re.split(r"[.;。；\n|]", text[match.end() :], maxsplit=1)[0] if match else ""
            return self.attribute.in_cell(rest, matcher) if rest.strip() else None

        for column in self.evidence.feed.find("bullet"):
            cells = self.evidence.corpus.by_column.get(column.position)
            if cells is None:
                continue
            ids = np.full(len(self.codes), -1, np.int64)
            ids[cells.rows] = cells.ids
            mine = ids[self.rows]
            known = np.unique(mine[mine >= 0])
            texts = self.evidence.corpus.texts.take(pa.array(known))
            named = known[np.asarray(pc.match_substring_regex(texts, f"(?i){prefix}"), dtype=bool)]
            keep = np.isin(mine, named)
            yield from self._compared(self.rows[keep], mine[keep], said, "bullet")

    def _compared(self, rows: IntArray, ids: IntArray, read: object, variant: str) -> Iterator[Hits]:
        """Rows whose text (by id) states a value that contradicts the column's."""
        codes = self.codes[rows].astype(np.int64)
        first, inverse, _ = distinct(ids, codes)
        pairs = np.stack([ids[first].astype(np.int64), codes[first]])
        wanted = self._worth_reading(pairs)
        texts = self.evidence.corpus.texts_of(pairs[0][wanted])
        firsts: dict[int, str] = {}
        for place, text in zip(np.flatnonzero(wanted).tolist(), texts.tolist(), strict=True):
            stated = read(text, self.evidence.matcher)  # type: ignore[operator]
            mine = self.statements[int(pairs[1][place])]
            if stated is not None and mine is not None and self.attribute.contradict(stated, mine):
                firsts[place] = stated.term
        inverse = inverse.reshape(-1)
        hit = np.isin(inverse, list(firsts)) if firsts else np.zeros(len(rows), bool)
        seconds = [self.statements[int(code)] for code in self.codes[rows[hit]]]
        yield Hits(
            rows=rows[hit].astype(np.int32),
            columns=self.column.position,
            variant=variant,
            arguments={
                "first": objects([firsts[int(place)] for place in inverse[hit]]),
                "second": objects([one.term if one else "" for one in seconds]),
                "kind": self.attribute.name,
                "column": self.column.header or self.column.name,
            },
        )

    def _worth_reading(self, pairs: IntArray) -> BoolArray:
        """One bool per (text, value): the text may state another value, as a scan without Python tells.

        A text that holds the value's own word states it or several; one without any word or digit states nothing.
        """
        texts = self.evidence.corpus.texts.take(pa.array(pairs[0]))
        worth = np.asarray(
            pc.match_substring_regex(texts, self.attribute.hint(self.evidence.languages)), bool
        )
        for code in np.unique(pairs[1]).tolist():
            statement = self.statements[code]
            own = self.attribute.own_words(statement, self.evidence.languages) if statement else ""
            if own:
                mine = np.flatnonzero(worth & (pairs[1] == code))
                some = texts.take(pa.array(mine))
                worth[mine] = ~np.asarray(pc.match_substring_regex(some, own), dtype=bool)
        return worth


def _prefix(attribute: Attribute) -> str | None:
    """The words by which a bullet names the property, as RE2 reads them (no look-around, ASCII classes)."""
    words = {
        "colour": r"colou?r|farbe|couleur|color|colore|颜色|カラー|色",
        "material": r"materials?|matériau|matière|materiale|材质|材料|素材",
        "size": r"size|capacity|größe|taille|contenance|tamaño|capacidad|misura|capacità|尺寸|容量|サイズ",
    }.get(attribute.name.en)
    return rf"^[^0-9A-Za-z]{{0,4}}(?:{words})[ \]】)]*[:：][ ]*" if words else None
