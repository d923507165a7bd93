"""Reports are new files: written beside their place, then renamed; nothing half-written is ever left behind."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from auditor.model import Text

ATTEMPTS = 99
"""Names tried (``feed.audit (2).xlsx`` …) before giving up."""

NO_SPACE = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


LONGEST_STEM = 200
"""Bytes (UTF-8) of a name before what we add; file systems take 255 for the whole name."""


def fitted(stem: str) -> str:
    """``stem``, cut where it is longer than LONGEST_STEM: its beginning and a mark of the whole, ``…~3f2a91c0``."""
    data = stem.encode("utf-8", "surrogateescape")
    if len(data) <= LONGEST_STEM:
        return stem
    mark = hashlib.sha256(data).hexdigest()[:8]
    return f"{data[: LONGEST_STEM - 9].decode('utf-8', 'ignore').rstrip(' .')}~{mark}"


class ReportError(Exception):
    """A report that could not be written: what is wrong and what to do, in both languages."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


REPORT = Text("The report", "报告")


def write_file(target: Path, fill: Callable[[Path], None], what: Text = REPORT) -> Path:
    """Let ``fill`` write a temporary file in ``target``'s folder, then give it its name; returns the real path.

    A target that is open in Excel (locked) keeps its content and the new file gets the next free name. Raises
    ReportError when the folder cannot be made or written to, or the disk is full; its sentence names the file by
    ``what``. The temporary file never stays.
    """
    temporary = target.parent / f".{secrets.token_hex(6)}.tmp"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fill(temporary)
        return _placed(temporary, target)
    except OSError as error:
        raise ReportError(_explained(error, target, what)) from error
    finally:
        _removed(temporary)


def _placed(temporary: Path, target: Path) -> Path:
    """Rename to ``target``, or to the next free name where that one is locked or a folder."""
    try:
        os.replace(temporary, target)
    except (PermissionError, IsADirectoryError):
        if not target.exists():
            raise
    else:
        return target
    for number in range(2, ATTEMPTS + 1):
        other = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if not other.exists():
            os.replace(temporary, other)
            return other
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _removed(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        # The folder itself may be gone or unreadable: then there is nothing of ours in it to remove.
        return


def _explained(error: OSError, target: Path, what: Text) -> Text:
    if error.errno in NO_SPACE:
        reason = Text(
            "the disk is full. Free some space, or choose another folder with --out.",
            "磁盘空间不足。请释放空间，或用 --out 选择其他文件夹。",
        )
    elif error.errno in NOT_ALLOWED:
        reason = Text(
            "writing there is not allowed. Choose another folder with --out.",
            "没有写入权限。请用 --out 选择其他文件夹。",
        )
    elif isinstance(error, FileExistsError | NotADirectoryError):
        reason = Text(
            "there is a file of that name where a folder is needed. Choose another folder with --out.",
            "该位置已有同名文件，而此处需要文件夹。请用 --out 选择其他文件夹。",
        )
    else:
        said = error.strerror or str(error)
        return Text(
            f"{what.en} could not be written to {target.parent} ({said}). Choose another folder with --out.",
            f"无法将{what.zh}写入 {target.parent}（{said}）。请用 --out 选择其他文件夹。",
        )
    return Text(
        f"{what.en} could not be written to {target.parent}: {reason.en}",
        f"无法将{what.zh}写入 {target.parent}：{reason.zh}",
    )
