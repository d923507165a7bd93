"""Small dirt in files: hidden characters, stray blanks, colour codes that are none; what could not be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.feed.table import BoolArray, Column
from auditor.layouts import FIELDS
from auditor.model import Example, Hits, Severity, Text
from auditor.rules import all_rules
from auditor.rules.declare import NO_CHINESE, rule

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)
LONG_FIELDS = frozenset(
    {
        "description",
        "bullet",
        "custom_instruction",
        "condition_note",
        "gift_message",
        "delivery_instructions",
        "buyer_customization",
        "option_value",
        "font_name",
        "color_option",
        "highlights",
        "warranty",
    }
)
"""Fields whose texts may hold line breaks."""
RUNNING = frozenset(
    {"description", "bullet", "keywords", "custom_instruction", "condition_note", "warranty", "highlights"}
)
"""Running texts, where a blank at an edge or a blank of another kind does no harm: a note."""
WHOLE_FILE = np.array([-1], np.int32)
CORE = (("title",), ("option_value", "custom_label", "custom_instruction", "custom_placeholder"))
"""What most rules of the program look at; the first field of each names it."""
HIDDEN = (
    r"[\x{00AD}\x{00A0}\x{061C}\x{1680}\x{180E}\x{2000}-\x{200B}\x{200E}\x{200F}\x{2028}-\x{202F}\x{205F}-\x{206F}"
    r"\x{FEFF}\x{FFF9}-\x{FFFB}\x{E0000}-\x{E007F}]"
)
"""RE2: what nobody sees. Joiners (U+200C, U+200D) belong to emojis and scripts and are left alone."""
CONTROLS = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"
_BLANK = re.compile("(?<![ÂÃ])[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SILENT = re.compile(
    f"[\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]|{CONTROLS}"
)
_LEFTWARD = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters written from right to left: marks of direction are part of how such a text is set."""
_NOTHING = re.compile("(?!)")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese, Khmer: a zero-width space says where a line may break."""
_SILENT_UNSPACED = re.compile(_SILENT.pattern.replace("\u200b", ""))
_BREAKS = re.compile("[\r\n\t\u2028\u2029]+")
_WRAPPER = re.compile(r'="([^"=]*)"')
_FLAG_TAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_EDGE = np.zeros(256, bool)
_EDGE[[9, 10, 11, 12, 13, 32]] = True
KINDS = {
    "wrapper": Text('an ="…" wrapper', '="…" 外壳'),
    "break": Text("a line break", "换行符"),
    "silent": Text("invisible characters", "不可见字符"),
    "direction": Text("characters that turn the direction of writing", "改变书写方向的控制字符"),
    "blank": Text("blanks that are no ordinary blank (NBSP and the like)", "非普通空格（如 NBSP）"),
    "edge": Text("blanks at its beginning or end", "首尾空格"),
}


@rule(
    "FF712",
    Severity.WARNING,
    tier=3,
    clause=GUIDE,
    title=Text("Hidden characters and stray blanks", "隐藏字符与多余空格"),
    message=Text("The cell contains {kind}.", "单元格含有{kind}。"),
    advice=Text("Clean the cell.", "请清理单元格。"),
    fix="safe",
    examples=(
        Example(
            bad={
                "sku": ["A1 ", "A2", '="0012"'],
                "title": ["Mug\u200b", "Mug\u00a0for Dad", "Mug\nfor Dad"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Mug 👨\u200d👩\u200d👧", " "],
                "description": ["Line one\nline two", "Mug"],
            },
            cells=((0, "sku"), (0, "title"), (1, "title"), (2, "sku"), (2, "title")),
        ),
        Example(
            bad={"sku": ["杯-1"], "title": ["定制马克杯\u3000"]},
            good={"sku": ["杯-1"], "title": ["定制\u3000马克杯"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def hidden_characters(evidence: Evidence) -> Iterator[Hits]:
    """What nobody sees makes values unequal that look equal: a SKU with a blank at its end is another SKU.

    Line breaks are fine in descriptions and other long texts, wide blanks inside Chinese and Japanese, joiners inside
    emojis. A cell of blanks only counts as empty and is left alone. Blanks in running texts and in columns that were
    not understood are a note.
    """
    feed = evidence.feed
    for column in feed.columns:
        texts = feed.array(column)
        rows = np.flatnonzero(_suspect(texts, column))
        if not len(rows):
            continue
        values: list[str] = texts.take(pa.array(rows)).to_pylist()
        judged = {value: _dirt(value, column.field) for value in dict.fromkeys(values)}
        mine = [place for place, value in enumerate(values) if judged[value] is not None]
        found = [one for value in values if (one := judged[value]) is not None]
        trivial = np.array([kind in ("edge", "blank") for kind, _ in found], dtype=bool)
        trivial &= not column.field or column.field in RUNNING
        for mask, severity in ((~trivial, None), (trivial, Severity.INFO)):
            some = [found[place] for place in np.flatnonzero(mask).tolist()]
            yield Hits(
                rows=rows[mine][mask].astype(np.int32),
                columns=column.position,
                arguments={"kind": [KINDS[kind] for kind, _ in some]},
                fixes=[clean for _, clean in some],
                severity=severity,
            )


def _suspect(texts: pa.Array, column: Column) -> BoolArray:
    """Cells worth reading: a blank byte at an edge, control bytes, or hidden characters beyond ASCII."""
    offsets = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    buffer = texts.buffers()[2]
    suspect = np.zeros(len(texts), dtype=bool)
    if buffer is None or not len(texts) or offsets[-1] == offsets[0]:
        return suspect
    data = np.frombuffer(buffer, np.uint8)
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    first, last = data[offsets[filled]], data[offsets[filled + 1] - 1]
    suspect[filled] = _EDGE[first] | _EDGE[last] | ((first == ord("=")) & (last == ord('"')))
    here = data[offsets[0] : offsets[-1]]
    if here.min() < 32:
        pattern = CONTROLS if column.field in LONG_FIELDS or not column.field else r"[\x00-\x1F\x7F]"
        suspect |= np.asarray(pc.match_substring_regex(texts, pattern))
    if here.max() >= 128:
        suspect |= np.asarray(pc.match_substring_regex(texts, rf"{HIDDEN}|^\x{{3000}}|\x{{3000}}$"))
    return suspect


def _dirt(value: str, field: str) -> tuple[str, str] | None:
    """The gravest dirt of a cell and the cleaned text; None for a clean or blank one."""
    wrapped = _WRAPPER.fullmatch(value.strip())
    if wrapped:
        return "wrapper", wrapped.group(1).strip()
    text = _FLAG_TAGS.sub("", value)
    if not _SILENT.sub("", text).strip():
        return None
    kinds = []
    direction = _NOTHING if _LEFTWARD.search(text) else _DIRECTION
    silent = _SILENT_UNSPACED if _UNSPACED.search(text) else _SILENT
    clean = silent.sub("", direction.sub("", value)) if text == value else value
    if field and field not in LONG_FIELDS and _BREAKS.search(value.strip()):
        kinds.append("break")
        clean = _BREAKS.sub(" ", clean.strip())
    for kind, pattern in (("silent", silent), ("direction", direction), ("blank", _BLANK)):
        if pattern.search(text):
            kinds.append(kind)
    if value != value.strip():
        kinds.append("edge")
    clean = _BLANK.sub(" ", clean).strip()
    return (kinds[0], clean) if kinds and clean != value else None


@rule(
    "FF713",
    Severity.WARNING,
    tier=3,
    clause=GUIDE,
    title=Text("Colour code is no hex code", "颜色值不是十六进制"),
    message=Text("'{value}' is no hex colour code.", "“{value}”不是十六进制颜色代码。"),
    advice=Text("Write it as #RRGGBB, e.g. #FF8800.", "请写成 #RRGGBB，例如 #FF8800。"),
    needs=("color_hex",),
    fix="safe",
    examples=(
        Example(
            bad={"sku": ["A1"], "color_hex_1_1": ["navy blue"], "color_hex_1_2": ["#12"]},
            good={
                "sku": ["A1"],
                "color_hex_1_1": ["#FF8800"],
                "color_hex_1_2": ["ff8800"],
                "color_option_1": ["Red"],
            },
            cells=((0, "color_hex_1_1"), (0, "color_hex_1_2")),
        ),
        Example(
            bad={"sku": ["杯-1"], "color_hex_1": ["红色"]},
            good={"sku": ["杯-1"], "color_hex_1": ["#FFFFFF|#000000"]},
            cells=((0, "color_hex_1"),),
            language="zh",
        ),
    ),
)
def colour_not_hex(evidence: Evidence) -> Iterator[Hits]:
    """The template takes six hexadecimal digits, no names (they have their own column) and no short forms."""
    for column in evidence.feed.find("color_hex"):
        encoded = pc.dictionary_encode(evidence.feed.array(column))
        answers = {value: _hex_fault(value) for value in encoded.dictionary.to_pylist()}
        wrong = np.array([fault is not None for fault in answers.values()], dtype=bool)
        rows = np.flatnonzero(wrong[encoded.indices.to_numpy(zero_copy_only=False)])
        values = evidence.feed.array(column).take(pa.array(rows)).to_pylist()
        yield Hits(
            rows=rows.astype(np.int32),
            columns=column.position,
            arguments={"value": values},
            fixes=[answers[value] or None for value in values],
        )


def _hex_fault(value: str) -> str | None:
    """None for hex codes (one, or a list) and blanks; else the code meant, empty where nobody can tell."""
    parts = [part.strip() for part in re.split(r"[|,;/\n]", value) if part.strip()]
    if all(re.fullmatch(r"#?[0-9A-Fa-f]{6}", part) for part in parts):
        return None
    short = re.fullmatch(r"#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])", value.strip())
    return "#" + "".join(digit * 2 for digit in short.groups()) if short else ""


@rule(
    "FF714",
    Severity.INFO,
    tier=3,
    clause=GUIDE,
    title=Text("What could not be checked", "未能检查的内容"),
    message=Text(
        "{count} rules on customizable products had nothing to look at; no file of this run has: {value}.",
        "{count} 条定制商品规则未能执行；本次审核的文件中没有以下列：{value}。",
    ),
    advice=Text(
        "Audit the file that has these columns in the same run, or name the columns under feeds in auditor.toml.",
        "请在同一次审核中加入含有这些列的文件，或在 auditor.toml 的 feeds 中指定列名。",
    ),
    needs=("sku",),
    examples=(
        Example(
            bad={"sku": ["A1"], "is_customizable": ["Yes"], "title": ["Custom Mug"]},
            good={"sku": ["A1"], "title": ["Mug"]},
            cells=((0, ""),),
        ),
        Example(
            bad={"sku": ["杯-1"], "custom_label_1": ["刻字"], "option_value_1": ["红"]},
            good={
                "sku": ["杯-1"],
                "title": ["马克杯"],
                "custom_label_1": ["刻字"],
                "option_value_1": ["红"],
            },
            cells=((0, ""),),
            language="zh",
        ),
    ),
)
def not_checked(evidence: Evidence) -> Iterator[Hits]:
    """A report without findings must say what it does not cover.

    One note for the file, never on a row, and only where customizable rows lack what most rules of the program look at:
    the title, or the customization itself. Every rule's own reason stands in the report's list of rules.
    """
    feeds = (evidence.feed, *evidence.run.others(evidence.feed))
    lacking = [fields for fields in CORE if not any(feed.find(*fields) for feed in feeds)]
    if not lacking or evidence.has("order_id") or not evidence.scope.certain.any():
        return
    blind = 0
    for one in all_rules():
        needs = [{need} if isinstance(need, str) else set(need) for need in one.needs]
        blind += one.custom_only and any(need <= set(fields) for need in needs for fields in lacking)
    names = [FIELDS[fields[0]] for fields in lacking]
    yield Hits(
        rows=WHOLE_FILE,
        columns=-1,
        arguments={
            "count": blind,
            "value": Text(", ".join(name.en for name in names), "、".join(name.zh for name in names)),
        },
    )
