"""Links from a roll-up to the reports beside it: relative, so that they work wherever the folder is moved."""

from __future__ import annotations

import os
from pathlib import PurePath

from auditor.feed.places import is_url

LONGEST = 1_500
"""Characters of a link; Excel takes 2,079 with everything escaped."""
_ESCAPED = '%#"<>[]^`{} '


def relative(report: str, out: str) -> str:
    """``report`` seen from the folder or address ``out``, with forward slashes; as it stands if it lies elsewhere."""
    if is_url(report) or is_url(out):
        base = out.rstrip("/") + "/"
        return report.removeprefix(base)
    try:
        found = os.path.relpath(report, out)
    except ValueError:
        return report
    return report if found.startswith(os.pardir) else PurePath(found).as_posix()


def external(link: str) -> str:
    """A relative link as xlsxwriter takes it; empty where none can be made.

    Everything is escaped here: xlsxwriter would cut at ``#`` and leave names alone that hold a ``%20`` of their own.
    """
    if is_url(link) or os.path.isabs(link) or not link or any(ord(letter) < 32 for letter in link):
        return ""
    try:
        link.encode()
    except UnicodeEncodeError:
        return ""
    made = "".join(f"%{ord(letter):02x}" if letter in _ESCAPED else letter for letter in link)
    return f"external:{made}" if len(made) <= LONGEST else ""


def format_of(report: str) -> str:
    """What kind of report a file is, told by its name: ``xlsx``, ``annotated``, ``junit``."""
    name = report.replace("\\", "/").rsplit("/", 1)[-1]
    parts = name.split(".")
    return parts[-2] if len(parts) > 2 and parts[-2] in ("annotated", "junit") else parts[-1]
