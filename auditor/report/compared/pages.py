"""The marketplace's codes as a page of the documentation."""

from __future__ import annotations

from auditor.feed.processing.codes import BEFORE_NAMES, CERTAINTY_NAMES, code_table
from auditor.model import Text

HEAD = Text(
    "What the codes of the marketplace's processing reports mean, as far as it is known, and which rules here find the "
    "same before the upload. A code that is not listed is not known; the report's own message is all there is.",
    "平台处理报告中各代码的含义（仅限已知部分），以及哪些规则能在上传前发现同样的问题。未列出的代码尚不了解，只能参考报告自身的说明。",
)


def codes_page() -> list[str]:
    """Lines of the page: one table in both languages, codes in ascending order."""
    lines = ["# Codes of processing reports · 处理报告代码", "", HEAD.en, "", HEAD.zh, ""]
    lines += [
        "| code · 代码 | meaning · 含义 | what to do · 处理方法 | seen before the upload · 上传前能否发现 "
        "| rules · 规则 | how sure · 可靠程度 |",
        "|---|---|---|---|---|---|",
    ]
    for one in sorted(set(code_table().values()), key=lambda one: min(map(int, one.codes))):
        cells = (
            ", ".join(one.codes),
            *map(_both, (one.title, one.advice, BEFORE_NAMES[one.before])),
            ", ".join(f"[{code}](rules.md#{code.lower()})" for code in one.rules),
            _both(CERTAINTY_NAMES[one.certainty]),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, ""]


def _both(text: Text) -> str:
    return f"{text.en}<br>{text.zh}"
