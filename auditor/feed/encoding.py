"""Bytes of a text file become UTF-8 bytes: byte order marks, UTF-16 by its zeros, UTF-8, then plausibility.

A legacy encoding cannot be proved. The three that sellers' programs write (cp932 in Japan, gb18030 in China, cp1252
in the West) are weighed by how much of the non-ASCII text they turn into letters and signs people really write.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa

from auditor.feed.guard import empty, refuse
from auditor.model import Text

SAMPLE = 1 << 18
"""Bytes of lines with non-ASCII characters that are weighed."""
SURE_BY = 0.3
"""Lead in plausibility (0…1) from which the choice is called sure."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_KANA = re.compile("[ぁ-んァ-ヶー]")
_WESTERN = re.compile("[À-ÖØ-öø-ÿŠšŽžŸŒœƒ‘’“”‚„–—…•€£¥§©®™°±²³¹¼½¾×÷´`¡¿ªº«»·\xa0ß¢µ]")
_GB_COMMON = re.compile("[，。！？；：、（）《》“”‘’—…·　【】￥～％＋－／０-９Ａ-Ｚａ-ｚ]")
_JIS_COMMON = re.compile("[、。・「」『』【】（）！？：／～ー　％＆＋－×０-９Ａ-Ｚａ-ｚ]")
_WORDS = {
    "cp932": ("商品", "出品者", "価格", "在庫", "数量", "説明", "画像"),
    "gb18030": ("商品", "价格", "数量", "标题", "库存", "卖家", "描述", "图片"),
}


@dataclass
class Decoded:
    """A text file's content as valid UTF-8 without BOM, how it was encoded, and what had to be done to it."""

    data: bytes
    encoding: str
    sure: bool = True
    notes: list[Text] = field(default_factory=list)


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode a text file, as ``encoding`` when given; FeedError where that is unknown, or does not fit."""
    decoded = _stated(data, encoding) if encoding else _found(data)
    body = decoded.data.rstrip(b"\0") if decoded.data.endswith(b"\0") else decoded.data
    if b"\0" in body:
        decoded.notes.append(
            Text(
                "The file holds zero bytes inside its text; they are shown as “�”.",
                "文件文本中含有空字节（NUL），已显示为“�”。",
            )
        )
        body = body.replace(b"\0", "�".encode())
    while body.startswith(codecs.BOM_UTF8):
        body = body[3:]
    for line_end in (b"\n", b"\r"):
        if line_end + codecs.BOM_UTF8 in body:
            body = body.replace(line_end + codecs.BOM_UTF8, line_end)
    if body.isspace() or not body:
        raise empty()
    decoded.data = body
    return decoded


def _stated(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(encoding)
    except (LookupError, ValueError) as problem:
        if isinstance(problem, UnicodeError):
            raise refuse(
                "The file does not fit the encoding “{name}”; leave the encoding out, or name the right one"
                " (such as utf-8, cp1252, cp932, gb18030).",
                "文件内容与编码“{name}”不符；请不要指定编码，或指定正确的编码（如 utf-8、cp1252、cp932、gb18030）。",
                name=encoding,
            ) from None
        raise refuse(
            "“{name}” is not an encoding this program knows; try utf-8, cp1252, cp932 or gb18030.",
            "“{name}”不是可识别的编码；请改用 utf-8、cp1252、cp932 或 gb18030。",
            name=encoding,
        ) from None
    return Decoded(text.encode("utf-8", "replace"), name.removesuffix("-sig").removesuffix("_sig"))


def _found(data: bytes) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], name)
    wide = _zeros(data)
    if wide is not None:
        return _unicode(data, wide)
    if is_utf8(data):
        return Decoded(data, "utf-8")
    if _mostly_utf8(data):
        return _unicode(data, "utf-8")
    return _weighed(data)


def _unicode(data: bytes, name: str) -> Decoded:
    """A Unicode encoding that is certain; what it cannot hold is replaced, with a note."""
    if name == "utf-8" and is_utf8(data):
        return Decoded(data, name)
    text = data.decode(name, "replace")
    safe = text.encode("utf-8", "replace")
    decoded = Decoded(safe, name)
    try:
        data.decode(name)
    except UnicodeDecodeError:
        decoded.notes.append(
            Text(
                "Some bytes are not valid {name}; they are shown as “�”.",
                "部分字节不是有效的 {name}，已显示为“�”。",
            ).format(name=name.upper())
        )
    return decoded


def is_utf8(data: bytes) -> bool:
    """True where ``data`` is valid UTF-8; no text is built."""
    if data.isascii():
        return True
    offsets = pa.array([0, len(data)], pa.int64()).buffers()[1]
    try:
        pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, pa.py_buffer(data)]).cast(
            pa.large_string()
        )
    except pa.ArrowInvalid:
        return False
    return True


def _zeros(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where the zero bytes of ASCII characters stand."""
    head = data[:4096]
    head = head[: len(head) // 4 * 4]
    if len(head) < 4 or head.count(0) < len(head) / 5:
        return None
    counts = [head[k::4].count(0) / (len(head) / 4) for k in range(4)]
    if min(counts[1:]) > 0.5 and counts[0] < 0.1:
        return "utf-32-le"
    if min(counts[:3]) > 0.5 and counts[3] < 0.1:
        return "utf-32-be"
    even, odd = counts[0] + counts[2], counts[1] + counts[3]
    if odd > 0.4 and even < odd / 8:
        return "utf-16-le"
    if even > 0.4 and odd < even / 8:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with a few stray bytes: at least twenty sound multi-byte characters for each broken place."""
    sample = _sample(data)
    text = sample.decode("utf-8", "replace")
    broken = text.count("�") - sample.count("�".encode())
    return sum(not character.isascii() for character in text) - broken >= 20 * max(broken, 1)


def _sample(data: bytes) -> bytes:
    """Lines with non-ASCII bytes, up to SAMPLE bytes, the first line always among them."""
    lines = data[: 64 << 20].split(b"\n", 200_000)
    out, size = [lines[0]], len(lines[0])
    for line in lines[1:]:
        if not line.isascii():
            out.append(line)
            size += len(line)
            if size > SAMPLE:
                break
    return b"\n".join(out)


def _weighed(data: bytes) -> Decoded:
    sample = _sample(data)
    scores: dict[str, float] = {}
    texts: dict[str, str] = {}
    for name in ("cp932", "gb18030", "cp1252"):
        try:
            texts[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
        part = sample.decode(name, "ignore")
        scores[name] = _plausibility(name, part, sample) + 0.3 * any(
            word in part for word in _WORDS.get(name, ())
        )
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    if not ranked or (scores[ranked[0]] < 0.4 and "cp1252" not in scores):
        return _guess(data.decode("latin-1"), "latin-1", False)
    best = ranked[0] if scores[ranked[0]] >= 0.4 else "cp1252"
    second = max((scores[name] for name in ranked if name != best), default=0.0)
    return _guess(texts[best], best, scores[best] - second >= SURE_BY)


def _guess(text: str, name: str, sure: bool) -> Decoded:
    decoded = Decoded(text.encode("utf-8", "replace"), name, sure)
    if not sure:
        decoded.notes.append(
            Text(
                "The encoding is not stated and was guessed as {name}; if letters look wrong, name the encoding.",
                "文件没有标明编码，按 {name} 猜测读取；如果文字显示异常，请指定编码。",
            ).format(name=name)
        )
    return decoded


def _plausibility(name: str, text: str, sample: bytes) -> float:
    """Share of the non-ASCII text that is what people write in the language of encoding ``name``."""
    foreign = [character for character in text if not character.isascii()]
    if not foreign:
        return 0.0
    joined = "".join(foreign)
    if name == "cp1252":
        runs = [len(run[0]) for run in _HIGH.finditer(sample)]
        short = sum(length for length in runs if length <= 2) / max(sum(runs), 1)
        return len(_WESTERN.findall(joined)) / len(foreign) * short
    if name == "cp932":
        good = len(_KANA.findall(joined)) + len(_JIS_COMMON.findall(joined.replace("ー", "")))
        return (good + _level_one(joined, "cp932", (0x88, 0x97))) / len(foreign)
    some = len(_GB_COMMON.findall(joined)) + 0.5 * _level_one(joined, "gb2312", (0xD8, 0xF7))
    return (some + _level_one(joined, "gb2312", (0xB0, 0xD7))) / len(foreign)


def _level_one(text: str, codec: str, leads: tuple[int, int]) -> int:
    """How many characters are everyday ideographs: the lead bytes of the standard's first level."""
    count = 0
    for character, times in _counted(text).items():
        try:
            lead = character.encode(codec)
        except UnicodeEncodeError:
            continue
        count += times * (len(lead) == 2 and leads[0] <= lead[0] <= leads[1])
    return count


def _counted(text: str) -> dict[str, int]:
    return {character: times for character, times in Counter(text).items() if "㐀" <= character <= "鿿"}
