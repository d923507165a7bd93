"""The JSON report of a listings feed: ``issues`` with code, severity, message, attribute names, SKU, message number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from auditor.feed.guard import refuse
from auditor.feed.processing.model import ProcessingReport, Verdict
from auditor.feed.processing.words import severity_of

_BOM = b"\xef\xbb\xbf"
_SUMMARY = {
    "messagesProcessed": "processed",
    "messagesAccepted": "successful",
    "messagesInvalid": "failed",
}
"""Key of ``summary`` → key of ``model.COUNT_NAMES``."""
DEEPEST = 4
"""How many envelopes (``processingReport``, ``payload`` …) are opened to find the issues."""


def is_json(data: bytes) -> bool:
    """True when the bytes begin as a JSON object or list does."""
    return data[:64].removeprefix(_BOM).lstrip()[:1] in (b"{", b"[")


def read_json(data: bytes, path: str) -> ProcessingReport | None:
    """The report in ``data``; None where it is JSON of another kind. Raises FeedError where it is not JSON at all."""
    try:
        content = orjson.loads(data.removeprefix(_BOM))
    except orjson.JSONDecodeError:
        raise refuse(
            "The JSON report is damaged or cut off; download it again.",
            "JSON 报告已损坏或不完整；请重新下载。",
        ) from None
    found = list(_envelopes(content, 0))
    if not found:
        return None
    verdicts: list[Verdict] = []
    counts: dict[str, int] = {}
    for one in found:
        issues = one.get("issues")
        verdicts += [
            v for issue in (issues if isinstance(issues, list) else []) for v in _verdict(issue, one)
        ]
        summary = one.get("summary")
        for key, name in _SUMMARY.items():
            value = summary.get(key) if isinstance(summary, dict) else None
            if isinstance(value, int):
                counts[name] = value
    return ProcessingReport(path=path, kind="json", verdicts=tuple(verdicts), counts=counts)


def _envelopes(content: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Objects that hold issues: the report itself, one inside ``processingReport``, or one per listing."""
    if depth > DEEPEST:
        return
    if isinstance(content, list):
        for one in content:
            yield from _envelopes(one, depth + 1)
    elif isinstance(content, dict):
        if isinstance(content.get("issues"), list) or _is_summary(content.get("summary")):
            yield content
        else:
            for one in content.values():
                if isinstance(one, dict | list):
                    yield from _envelopes(one, depth + 1)


def _is_summary(summary: Any) -> bool:
    return isinstance(summary, dict) and bool(summary.keys() & _SUMMARY.keys())


def _verdict(issue: Any, around: Mapping[str, Any]) -> Iterator[Verdict]:
    if not isinstance(issue, dict):
        return
    code, message = _text(issue.get("code")), _text(issue.get("message"))
    if not code and not message:
        return
    names = issue.get("attributeNames")
    listed = names if isinstance(names, list) else [issue.get("attributeName")]
    number = issue.get("messageId")
    categories = issue.get("categories")
    yield Verdict(
        code=code,
        severity=severity_of(_text(issue.get("severity"))),
        message=message,
        sku=_text(issue.get("sku")) or _text(around.get("sku")),
        record=number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else -1,
        attributes=tuple(dict.fromkeys(name for one in listed if (name := _text(one)))),
        category=", ".join(map(_text, categories)) if isinstance(categories, list) else "",
    )


def _text(value: Any) -> str:
    """A text or number as text; everything else is nothing."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
