"""The lines of a comparison, group by group, as plain values for every writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from auditor.feed.processing.codes import BEFORE_NAMES, CERTAINTY_NAMES, UNKNOWN_TITLE, code_table
from auditor.feed.table import IntArray
from auditor.findings import Findings
from auditor.model import Language, Text
from auditor.report.compared.model import HOW_NAMES, PLACE_NOTES, Comparison, Placed
from auditor.wording import Veil

Line = dict[str, Any]
"""Key of COLUMNS → value: text, whole number or None."""

WHERE = ("row", "column", "header", "sku")
THEIR = ("their_code", "their_severity", "their_message")
OUR = ("our_code", "our_severity", "our_message")
AGREED = (*WHERE, *THEIR, *OUR, "matched")
THEIRS_ONLY = (*WHERE, *THEIR, "meaning", "advice", "note")
OURS_ONLY = (*WHERE, *OUR, "advice")
CODES = ("their_code", "their_severity", "count", "agreed", "meaning", "advice", "before", "certainty", "rules",
         "their_message")  # fmt: skip

HEADS: dict[str, Text] = {
    "row": Text("Row", "行"),
    "column": Text("Column", "列"),
    "header": Text("Heading", "列标题"),
    "sku": Text("SKU", "SKU"),
    "their_code": Text("Their code", "平台代码"),
    "their_severity": Text("Their severity", "平台级别"),
    "their_message": Text("Their message", "平台说明"),
    "our_code": Text("Our rule", "我们的规则"),
    "our_severity": Text("Our severity", "我们的级别"),
    "our_message": Text("Our message", "我们的说明"),
    "matched": Text("Agree by", "一致依据"),
    "meaning": Text("What their code means", "代码含义"),
    "advice": Text("What to do", "处理方法"),
    "note": Text("Note", "备注"),
    "count": Text("Count", "数量"),
    "agreed": Text("Found here too", "我们也发现"),
    "before": Text("Can be seen before the upload", "上传前能否发现"),
    "certainty": Text("How sure the meaning is", "含义的可靠程度"),
    "rules": Text("Our rules on this", "对应规则"),
}
BESIDE = Text("here we say: {codes}", "此处我们的结论：{codes}")
NOT_FOUND = Text("the field “{names}” is not in the feed", "文件中没有字段“{names}”")


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A comparison in one language; ``veil`` hides personal data, in their messages too."""

    comparison: Comparison
    language: Language
    veil: Veil

    def agreed(self) -> Iterator[Line]:
        """One line per verdict and finding that say the same."""
        pairs = self.comparison.pairs
        findings = self._findings(np.array([pair.ours for pair in pairs], np.int32))
        for pair, ours in zip(pairs, findings, strict=True):
            one = self.comparison.placed[pair.theirs]
            place = self._where(one)
            if ours["column"]:
                place |= {"column": ours["column"], "header": ours["header"]}
            yield {
                **place,
                **self._their(one),
                **{key: ours[key] for key in OUR},
                "matched": self._how(pair.how),
            }

    def theirs_only(self) -> Iterator[Line]:
        """One line per verdict that no finding shares."""
        for one in self.comparison.theirs_only:
            meaning = code_table().get(one.verdict.code)
            yield {
                **self._where(one),
                **self._their(one),
                "meaning": (meaning.title if meaning else UNKNOWN_TITLE)(self.language),
                "advice": meaning.advice(self.language) if meaning else "",
                "note": self._note(one),
            }

    def ours_only(self) -> Iterator[Line]:
        """One line per finding that no verdict shares."""
        for ours in self._findings(self.comparison.ours_only):
            yield {key: ours[key] for key in OURS_ONLY}

    def codes(self) -> Iterator[Line]:
        """One line per code of theirs."""
        for one in self.comparison.codes:
            meaning = one.meaning
            yield {
                "their_code": one.code,
                "their_severity": one.severity.word,
                "count": one.total,
                "agreed": one.agreed,
                "meaning": (meaning.title if meaning else UNKNOWN_TITLE)(self.language),
                "advice": meaning.advice(self.language) if meaning else "",
                "before": BEFORE_NAMES[meaning.before](self.language) if meaning else "",
                "certainty": CERTAINTY_NAMES[meaning.certainty](self.language) if meaning else "",
                "rules": ", ".join(meaning.rules) if meaning else "",
                "their_message": self._shown(one.example, bool(self.veil.columns)),
            }

    def _how(self, how: Any) -> str:
        return HOW_NAMES[how](self.language)

    def _where(self, one: Placed) -> Line:
        feed = self.comparison.audit.feed
        columns = [feed.columns[position] for position in one.columns]
        heads = dict.fromkeys(" ".join(column.header.split()) for column in columns)
        return {
            "row": int(feed.row_numbers[one.row]) if one.row >= 0 else None,
            "column": ", ".join(column.letter for column in columns),
            "header": " / ".join(heads) or ", ".join(one.verdict.attributes),
            "sku": one.verdict.sku,
        }

    def _their(self, one: Placed) -> Line:
        personal = bool(self.veil.columns & set(one.columns))
        return {
            "their_code": one.verdict.code,
            "their_severity": one.verdict.severity.word,
            "their_message": self._shown(one.verdict.message, personal),
        }

    def _shown(self, message: str, personal: bool) -> str:
        return self.veil.mask(message) if personal else message

    def _note(self, one: Placed) -> str:
        notes = [PLACE_NOTES[one.place]] if PLACE_NOTES[one.place].en else []
        if one.verdict.attributes and not one.columns:
            notes.append(NOT_FOUND.format(names=", ".join(one.verdict.attributes)))
        if one.beside:
            notes.append(BESIDE.format(codes=", ".join(one.beside)))
        return Text("; ", "；")(self.language).join(note(self.language) for note in notes)

    def _findings(self, positions: IntArray) -> Iterator[Line]:
        for part, table in self.comparison.audit.findings.take(positions).chunks(self.language, self.veil):
            skus = _skus(part)
            names = ("row", "column", "header", "code", "severity", "message", "advice")
            for sku, row, column, header, code, severity, message, advice in zip(
                skus, *(table[name] for name in names), strict=True
            ):
                yield {
                    "row": row,
                    "column": column or "",
                    "header": " ".join(header.split()),
                    "sku": sku,
                    "our_code": code,
                    "our_severity": severity,
                    "our_message": message,
                    "advice": advice,
                }


def _skus(part: Findings) -> list[str]:
    """The SKU of each finding's row; empty for one about the whole file."""
    columns = part.feed.find("sku")
    if not columns or not len(part.feed.cells):
        return [""] * len(part)
    texts = part.feed.array(columns[0]).take(pa.array(np.maximum(part.rows, 0))).to_pylist()
    return [text if row >= 0 else "" for text, row in zip(texts, part.rows.tolist(), strict=True)]
