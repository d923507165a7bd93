"""How a feed was read, for people (``auditor inspect``) and as a draft of auditor.toml (``auditor init``)."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from auditor.feed.table import Column, Feed
from auditor.feed.template.describe import described
from auditor.layouts import FIELDS, layout
from auditor.model import Language, Text

_SURENESS: Mapping[str, Text] = {
    "stated": Text("stated in auditor.toml", "由 auditor.toml 指定"),
    "exact": Text("machine name", "字段名"),
    "alias": Text("known label", "已知标签"),
    "normalised": Text("label, simplified", "简化后的标签"),
    "guessed": Text("guessed", "推测"),
}
_WHY: Mapping[str, Text] = {
    "sheet": Text("Sheet", "工作表"),
    "layout": Text("Layout", "布局"),
    "header": Text("Header rows", "标题行"),
    "marketplace": Text("Marketplace", "站点"),
    "language": Text("Language", "语言"),
}


@dataclass(frozen=True, kw_only=True)
class InspectedColumn:
    """One column as it is understood; ``field`` and ``key`` are empty where it was not."""

    letter: str
    header: str
    name: str
    field: str
    key: str
    sure: str
    marketplace: str
    required: bool
    filled: int
    """Filled data cells."""


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Everything ``auditor inspect`` shows. ``rows``: data rows; numbers of rows are the spreadsheet's own."""

    path: str
    kind: str
    size: int
    sheet: str
    sheets: tuple[str, ...]
    layout: str
    title: Text
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    rows: int
    skipped_rows: tuple[int, ...]
    encoding: str
    encoding_sure: bool
    delimiter: str
    marketplace: str
    language: str
    columns: tuple[InspectedColumn, ...]
    notes: tuple[Text, ...]
    reasons: Mapping[str, Text]
    template: tuple[Text, ...] = ()
    """What the workbook states about its own cells."""

    @property
    def not_understood(self) -> tuple[InspectedColumn, ...]:
        """Columns without a field."""
        return tuple(column for column in self.columns if not column.field)

    def as_json(self) -> dict[str, Any]:
        """The same as plain data; texts as ``{"en": …, "zh": …}``."""
        plain = asdict(self)
        plain["understood"] = len(self.columns) - len(self.not_understood)
        return plain

    def lines(self, language: Language) -> list[str]:
        """The same as lines of text."""
        zh = language == "zh"
        line = Text("{name}: {value} ({why})", "{name}：{value}（{why}）")(language)
        colon = "：" if zh else ": "
        rows = "、".join(map(str, self.header_rows)) if zh else ", ".join(map(str, self.header_rows))
        shown = {
            "sheet": self.sheet or "–",
            "layout": self.layout,
            "header": rows,
            "marketplace": self.marketplace or "–",
            "language": self.language or "–",
        }
        lines = [self.path]
        lines += [
            line.format(name=_WHY[key](language), value=value, why=self.reasons[key](language))
            for key, value in shown.items()
        ]
        if self.encoding:
            doubt = Text("", "") if self.encoding_sure else Text(" (a guess)", "（推测）")
            lines.append(f"{Text('Encoding', '编码')(language)}{colon}{self.encoding}{doubt(language)}")
        lines.append(self._counted(language))
        if self.skipped_rows:
            numbers = ", ".join(map(str, self.skipped_rows))
            lines.append(Text(f"Sample rows left out: {numbers}", f"已跳过示例行：{numbers}")(language))
        lines += [one(language) for one in self.template]
        lines += [_line(column, language) for column in self.columns]
        return lines + [note(language) for note in self.notes]

    def _counted(self, language: Language) -> str:
        known = len(self.columns) - len(self.not_understood)
        if not self.rows:
            return Text(
                f"No data rows; {known} of {len(self.columns)} columns understood",
                f"没有数据行；{len(self.columns)} 列中识别出 {known} 列",
            )(language)
        return Text(
            f"{self.rows:,} data rows (rows {self.first_row} to {self.last_row}); "
            f"{known} of {len(self.columns)} columns understood",
            f"{self.rows:,} 行数据（第 {self.first_row} 至 {self.last_row} 行）；"
            f"{len(self.columns)} 列中识别出 {known} 列",
        )(language)


def _line(column: InspectedColumn, language: Language) -> str:
    header = " ".join(column.header.split())[:60]
    if not column.field:
        return f"{column.letter}\t{header}\t{Text('not understood', '未识别')(language)}"
    return f"{column.letter}\t{header}\t{column.key}\t{_SURENESS[column.sure](language)}"


def inspection(feed: Feed) -> Inspection:
    """How ``feed`` was read."""
    numbers = feed.row_numbers
    one = layout(feed.layout)
    return Inspection(
        path=feed.path,
        kind=feed.source.kind,
        size=feed.source.size,
        sheet=feed.sheet,
        sheets=tuple(sheet.name for sheet in feed.source.sheets),
        layout=feed.layout,
        title=Text(one.title_en, one.title_zh),
        header_rows=tuple(number for number, _ in feed.headers),
        first_row=int(numbers[0]) if len(numbers) else 0,
        last_row=int(numbers[-1]) if len(numbers) else 0,
        rows=len(numbers),
        skipped_rows=feed.skipped_rows,
        encoding=feed.source.encoding,
        encoding_sure=feed.source.encoding_sure,
        delimiter=feed.source.delimiter,
        marketplace=feed.marketplace,
        language=feed.language,
        columns=tuple(_inspected(feed, column) for column in feed.columns),
        notes=feed.notes,
        reasons=feed.reasons,
        template=described(feed),
    )


def _inspected(feed: Feed, column: Column) -> InspectedColumn:
    return InspectedColumn(
        letter=column.letter,
        header=column.header,
        name=column.name,
        field=column.field,
        key=column.key if column.field else "",
        sure=column.sure if column.field else "",
        marketplace=column.marketplace,
        required=column.required,
        filled=int(feed.filled(column).sum()),
    )


def _quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    """Text that stays on its comment line (TOML forbids control characters there)."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def draft_toml(feed: Feed) -> str:
    """A ``[[feeds]]`` entry that states how ``feed`` was read; columns that were not understood are commented out.

    Columns are named by their header; by their letter where the header is blank or not unique.
    """
    entries: list[tuple[str, str | int]] = [
        ("match", os.path.basename(feed.path)),
        ("layout", feed.layout),
        ("sheet", feed.sheet),
        ("encoding", feed.source.encoding),
        ("header_row", _header_row(feed)),
        ("data_row", int(feed.row_numbers[0]) if len(feed.row_numbers) else 0),
        ("marketplace", feed.marketplace),
        ("language", feed.language),
    ]
    lines = [
        "# How this file is read. Correct what is wrong; lines that begin with # are not in force.",
        "[[feeds]]",
    ]
    for key, value in entries:
        shown = str(value) if isinstance(value, int) else _quoted(value)
        lines.append(f"{key} = {shown}" if value else f"# {key} = {shown}")
    lines += ["", "[feeds.columns]", '# header or column letter = field ("" = leave the column out)']
    counts = Counter(" ".join(column.header.split()).casefold() for column in feed.columns)
    lines += [_draft_line(column, counts) for column in feed.columns]
    return "\n".join(lines) + "\n"


def _header_row(feed: Feed) -> int:
    """The header row that holds most of the columns' headers."""
    headers = [column.header for column in feed.columns]

    def agreeing(cells: tuple[str, ...]) -> int:
        return sum(1 for header, cell in zip(headers, cells, strict=False) if cell.strip() and header == cell)

    return max(feed.headers, key=lambda row: agreeing(row[1]), default=(0, ()))[0]


def _draft_line(column: Column, counts: Mapping[str, int]) -> str:
    header = " ".join(column.header.split())
    unique = bool(header) and counts[header.casefold()] == 1 and header == column.header.strip()
    name = header if unique else column.letter
    shown = "" if unique else _comment(f"  # {header[:60]}" if header else "  # no header")
    if column.field:
        return (
            f"{_quoted(name)} = {_quoted(column.key)}{shown}  # {FIELDS[column.field].en}"
            if unique
            else (f"{_quoted(name)} = {_quoted(column.key)}{shown}")
        )
    return f'# {_comment(_quoted(name))} = ""{shown}'
