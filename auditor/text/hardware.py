"""Which parts of a computer a list of choices configures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from auditor.model import Text
from auditor.text.base_words import spec_spans
from auditor.text.matcher import Matcher
from auditor.text.normalise import clean_option

PARTS: dict[str, Text] = {
    "ram": Text("memory", "内存"),
    "storage": Text("storage", "存储"),
    "cpu": Text("processor", "处理器"),
    "gpu": Text("graphics card", "显卡"),
    "board": Text("motherboard", "主板"),
    "os": Text("operating system", "操作系统"),
    "power": Text("power supply", "电源"),
    "cooling": Text("cooling", "散热"),
}
"""Names of the parts; the word-list groups are ``hardware.<part>``."""


@lru_cache(maxsize=4096)
def configured_parts(label: str, values: Sequence[str], matcher: Matcher) -> tuple[str, ...]:
    """The parts a list configures, in the order of PARTS.

    A label that names a part says what bare sizes mean: ``RAM: 8 GB, 16 GB`` is memory, not storage. Without one, a
    part counts when most choices state a value of it.
    """
    named = {part for part in PARTS if matcher.found(f"hardware.{part}", label)}
    stated: dict[str, int] = {}
    for value in values:
        normal = clean_option(value)
        parts = set(spec_spans(normal)) & set(PARTS)
        spelled = {part for part in PARTS if matcher.found(f"hardware.{part}", value)}
        if named and "storage" not in spelled:
            parts.discard("storage")
        for part in parts | spelled:
            stated[part] = stated.get(part, 0) + 1
    named |= {part for part, count in stated.items() if 2 * count > len(values)}
    return tuple(part for part in PARTS if part in named)
