"""``auditor init``: a draft of auditor.toml for a file that needs one."""

from __future__ import annotations

from pathlib import Path

from auditor.feed.hint import FeedHint
from auditor.feed.inspect import draft_toml
from auditor.feed.load import load_feed
from auditor.model import FeedError, Text


def write_draft(file: Path, target: Path, *, encoding: str = "") -> Path:
    """Write the draft to ``target``; an existing file is never written over.

    Raises FeedError when the feed cannot be read or the target exists or cannot be written.
    """
    if target.exists():
        raise FeedError(
            Text(
                f"{target} exists already and is left as it is; name another file with --out.",
                f"{target} 已存在，未作改动；请用 --out 指定其他文件名。",
            )
        )
    feed = load_feed(file, encoding=encoding or None, hint=FeedHint(), lenient=True)
    try:
        target.write_text(draft_toml(feed), encoding="utf-8")
    except OSError as error:
        raise FeedError(
            Text(
                f"{target} cannot be written ({error.strerror}).", f"无法写入 {target}（{error.strerror}）。"
            )
        ) from None
    return target
