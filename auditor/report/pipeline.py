"""What the formats for build pipelines share: which findings go in, names of files, whose SKU a finding is about."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import numpy as np

from auditor.engine import Audit
from auditor.findings import Findings
from auditor.model import Text


def worst(audit: Audit) -> tuple[Findings, int]:
    """The findings a pipeline is shown, in feed order, and how many were left out.

    At most ``report.pipeline_findings``; open ones before accepted ones, the worst first.
    """
    findings, most = audit.findings, audit.settings.report.pipeline_findings
    if not most or len(findings) <= most:
        return findings, 0
    weight = findings.severities.astype(np.int16) + 10 * findings.open
    kept = np.sort(np.argsort(-weight, kind="stable")[:most])
    return findings.take(kept), len(findings) - most


def left_out(count: int) -> Text:
    """The sentence about findings that were left out."""
    return Text(
        f"{count:,} milder findings were left out; the other reports hold them all (report.pipeline_findings in "
        "auditor.toml).",
        f"另有 {count:,} 个较轻的问题未列出，其他报告中包含全部问题（auditor.toml 中的 report.pipeline_findings）。",
    )


def relative_path(path: str) -> str:
    """``path`` below the current folder, with ``/``; the bare name of a file that lies elsewhere.

    An address loses user, password and query: what stands there may be a secret.
    """
    if "://" in path:
        parts = urlsplit(path)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    here, whole = Path.cwd(), Path(os.path.abspath(path))
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else whole.name


def as_uri(path: str) -> str:
    """A relative path or an address as a URI reference (RFC 3986)."""
    return quote(path.encode("utf-8", "replace"), safe="/:@!$&'()*+,;=-._~" if "://" in path else "/")


def skus(part: Findings) -> list[str]:
    """Per finding the SKU of its row; empty for findings about the whole file and feeds without SKUs."""
    columns = sorted(part.feed.find("sku"), key=lambda c: (c.repeat, c.name, c.header))
    if not columns or not len(part.feed.cells):
        return [""] * len(part)
    found = part.feed.array(columns[0]).take(np.maximum(part.rows, 0)).to_pylist()
    return [sku.strip() if row >= 0 else "" for sku, row in zip(found, part.rows.tolist(), strict=True)]


class Numbered:
    """Numbers the repeats of a name: ``key`` 1, 2, 3 … in the order they come."""

    def __init__(self) -> None:
        self._seen: Counter[Any] = Counter()

    def next(self, key: object) -> int:
        """How often ``key`` has come, this time included."""
        self._seen[key] += 1
        return self._seen[key]
