"""What the Amazon Custom bulk template accepts: picture and font addresses, whole numbers.

Its error codes 1011 to 1017: images end in ``.jpg`` or ``.png``, fonts in ``.ttf`` or ``.woff``; numbers are digits.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.feed.table import Column
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)
CUSTOM_TEMPLATE = "amazon_custom_template"
WHOLE = (
    "area_x", "area_y", "area_width", "area_height", "custom_min_chars", "custom_max_chars", "custom_max_lines",
)  # fmt: skip
IMAGES = ("preview_image_url", "option_thumbnail")


def _header(column: Column) -> str:
    return column.header.strip().rstrip("*").strip() or column.letter


@rule(
    "FF707",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Image or font address not acceptable", zh="图片或字体地址不合规"),
    message=Text(
        en="'{column}' must be a complete address beginning with http:// or https://; found '{value}'.",
        zh="“{column}”必须是以 http:// 或 https:// 开头的完整地址；实际为“{value}”。",
    ),
    variants={
        "ending": Text(
            en="The file of '{column}' must end in {allowed}; found '{value}'.",
            zh="“{column}”的文件扩展名必须为 {allowed}；实际为“{value}”。",
        )
    },
    advice=Text(
        en="Put the file on a public address in an accepted format and enter that address.",
        zh="请将可接受格式的文件放到可公开访问的地址，并填写该地址。",
    ),
    needs=(("preview_image_url", "option_thumbnail", "font_url"),),
    replaces=("TP908",),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "preview_image_url_1": ["C:\\pictures\\mug.jpg", "https://img.example.com/mug.webp"],
                "font_url_1_1": ["https://img.example.com/a.ttf", "https://img.example.com/a.otf"],
            },
            good={
                "sku": ["A1", "A2"],
                "preview_image_url_1": [
                    "https://img.example.com/mug.JPG?v=2",
                    "http://img.example.com/mug.png",
                ],
                "font_url_1_1": ["https://img.example.com/a.ttf", "https://img.example.com/a.woff"],
            },
            cells=((0, "preview_image_url_1"), (1, "preview_image_url_1"), (1, "font_url_1_1")),
            layout=CUSTOM_TEMPLATE,
        ),
        Example(
            bad={"sku": ["杯-1"], "option_thumbnail_1_1": ["https://img.example.com/红色.jpeg"]},
            good={"sku": ["杯-1"], "option_thumbnail_1_1": ["https://img.example.com/红色.jpg"]},
            cells=((0, "option_thumbnail_1_1"),),
            layout=CUSTOM_TEMPLATE,
            language="zh",
        ),
    ),
)
def file_address_not_acceptable(evidence: Evidence) -> Iterator[Hits]:
    """Pictures and fonts are fetched from their addresses (errors 1011 to 1016); four formats are taken."""
    feed = evidence.feed
    if feed.layout != CUSTOM_TEMPLATE:
        return
    for fields, endings in ((IMAGES, ("jpg", "png")), (("font_url",), ("ttf", "woff"))):
        pattern = rf"^[^?#]*[.](?:{'|'.join(endings)})(?:[?#].*)?$"
        for column in feed.find(*fields):
            texts = pc.utf8_trim_whitespace(feed.array(column))
            filled = feed.filled(column)
            link = np.asarray(pc.match_substring_regex(texts, "^[Hh][Tt][Tt][Pp][Ss]?://[^ \\t]+$"))
            ending = np.asarray(pc.match_substring_regex(pc.utf8_lower(texts), pattern))
            for variant, mask in (("", filled & ~link), ("ending", filled & link & ~ending)):
                rows = np.flatnonzero(mask)
                yield Hits(
                    rows=rows,
                    columns=column.position,
                    variant=variant,
                    arguments={
                        "column": _header(column),
                        "value": texts.take(pa.array(rows)).to_pylist(),
                        "allowed": ", ".join(f".{ending}" for ending in endings),
                    },
                )


@rule(
    "FF708",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text(en="Number field is not a whole number", zh="整数字段不是整数"),
    message=Text(
        en="'{column}' must be a whole number without unit or decimals; found '{value}'.",
        zh="“{column}”必须为不带单位和小数的整数；实际为“{value}”。",
    ),
    advice=Text(en="Remove units and decimals.", zh="请去除单位和小数。"),
    needs=(WHOLE,),
    replaces=("TP908",),
    fix="safe",
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "area_x_1": ["120.0", "10px"], "area_width_1": ["200", "1,5"]},
            good={"sku": ["A1", "A2"], "area_x_1": ["120", "121"], "area_width_1": ["200", ""]},
            cells=((0, "area_x_1"), (1, "area_x_1"), (1, "area_width_1")),
            layout=CUSTOM_TEMPLATE,
        ),
        Example(
            bad={"sku": ["杯-1", "杯-2"], "custom_max_lines_1": ["2行", "２"]},
            good={"sku": ["杯-1", "杯-2"], "custom_max_lines_1": ["2", ""]},
            cells=((0, "custom_max_lines_1"), (1, "custom_max_lines_1")),
            layout=CUSTOM_TEMPLATE,
            language="zh",
        ),
    ),
)
def not_a_whole_number(evidence: Evidence) -> Iterator[Hits]:
    """Positions, sizes and counts are plain digits in the template (error 1017)."""
    feed = evidence.feed
    if feed.layout != CUSTOM_TEMPLATE:
        return
    for column in feed.find(*WHOLE):
        texts = pc.utf8_trim_whitespace(feed.array(column))
        rows = np.flatnonzero(~np.asarray(pc.match_substring_regex(texts, "^[0-9]*$")))
        chosen = texts.take(pa.array(rows))
        cut = pc.replace_substring_regex(pc.utf8_normalize(chosen, "NFKC"), "[.]0+$", "")
        whole = np.asarray(pc.match_substring_regex(cut, "^[0-9]+$"))
        yield Hits(
            rows=rows,
            columns=column.position,
            arguments={"column": _header(column), "value": chosen.to_pylist()},
            fixes=[
                text if right else None for text, right in zip(cut.to_pylist(), whole.tolist(), strict=True)
            ],
        )
