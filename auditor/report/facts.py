"""What was read, in words: the file, the sheet, how it was understood, how many rows are customizable."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from auditor.engine import Audit
from auditor.evidence.scope import Inside
from auditor.layouts import layout
from auditor.model import Language, Text

UNKNOWN = Text("not known", "未知")
SIZES = ("B", "KB", "MB", "GB")


def layout_title(name: str) -> Text:
    """A layout's name for people; the machine name where the layout is not one of ours."""
    try:
        one = layout(name)
    except KeyError:
        return Text(name, name)
    return Text(one.title_en, one.title_zh)


def scope_counts(audit: Audit) -> Mapping[Inside, int]:
    """Rows per place on the customization ladder."""
    inside = np.asarray(audit.scope.inside)
    return {place: int((inside == place).sum()) for place in Inside}


def read_facts(audit: Audit, language: Language) -> list[tuple[str, str]]:
    """Label and value of everything worth knowing about what was read, in reading order."""
    feed, source = audit.feed, audit.feed.source
    numbers = feed.row_numbers
    scope = scope_counts(audit)
    understood = sum(1 for column in feed.columns if column.field)
    span = f"{int(numbers[0])}–{int(numbers[-1])}" if len(numbers) else ""
    encoding = source.encoding + ("" if source.encoding_sure else Text(" (a guess)", "（推测）")(language))
    facts = [
        (Text("File", "文件"), feed.path),
        (Text("Sheet", "工作表"), feed.sheet),
        (Text("Size", "大小"), size_text(source.size)),
        (Text("Encoding", "编码"), encoding),
        (Text("Layout", "模板类型"), layout_title(feed.layout)(language)),
        (Text("Marketplace", "站点"), feed.marketplace or UNKNOWN(language)),
        (Text("Language of the texts", "文本语言"), feed.language or UNKNOWN(language)),
        (
            Text("Header rows", "标题行"),
            Text(", ", "、")(language).join(str(number) for number, _ in feed.headers),
        ),
        (
            Text("Rows audited", "已审核行数"),
            f"{len(numbers):,}" + Text(f" (rows {span})", f"（第 {span} 行）")(language) * bool(span),
        ),
        (
            Text("Columns understood", "已识别列数"),
            Text(f"{understood} of {len(feed.columns)}", f"{understood} / {len(feed.columns)}")(language),
        ),
        (Text("Customizable rows", "可定制的行"), f"{scope[Inside.YES]:,}"),
        (Text("Perhaps customizable", "可能可定制的行"), f"{scope[Inside.MAYBE]:,}"),
        (Text("Not customizable", "不可定制的行"), f"{scope[Inside.NO]:,}"),
    ]
    return [(label(language), value) for label, value in facts if value]


def changed_settings(audit: Audit) -> list[tuple[str, str]]:
    """Settings that differ from their defaults: dotted key, value as JSON."""
    plain = audit.settings.model_dump(mode="json", exclude_defaults=True)
    return sorted(_flat("", plain))


def _flat(prefix: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict) and value:
        return [
            pair
            for key, inner in value.items()
            for pair in _flat(f"{prefix}.{key}" if prefix else key, inner)
        ]
    return [(prefix, json.dumps(value, ensure_ascii=False))] if prefix else []


def size_text(count: int) -> str:
    """Bytes in words: ``1.4 MB``."""
    size, unit = float(count), 0
    while size >= 1000 and unit < len(SIZES) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:,.0f} {SIZES[unit]}" if unit == 0 else f"{size:,.1f} {SIZES[unit]}"


def stamp(moment: dt.datetime) -> str:
    """``2026-11-24 15:30 UTC``."""
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def accepted_findings(count: int) -> list[Text]:
    """A sentence about findings that somebody accepted; none where there are none."""
    if not count:
        return []
    en = "1 finding was accepted earlier and does not count."
    if count > 1:
        en = f"{count:,} findings were accepted earlier and do not count."
    return [Text(en, f"另有 {count:,} 个问题此前已被接受，不计入统计。")]
