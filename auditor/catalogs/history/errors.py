"""What can go wrong with a history, in a sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from auditor.model import FeedError, Text

Pairs = tuple[tuple[str, ...], Text]


class HistoryError(FeedError):
    """A history that cannot be used: what is wrong and what to do (exit code 3)."""


NEWER = Text(
    "The history {place} was written by a newer version of auditor and cannot be taken back to an older form; update "
    "auditor, or name another history with --history.",
    "历史库 {place} 由更新版本的 auditor 写入，无法退回旧格式；请升级 auditor，或用 --history 指定其他历史库。",
)
FOREIGN = Text(
    "{place} is a database of another program, not a history of audits; name another file with --history.",
    "{place} 是其他程序的数据库，不是审核历史；请用 --history 指定其他文件。",
)
FOLDER = Text(
    "{place} is a folder; --history wants a file or a database address.",
    "{place} 是文件夹；--history 需要文件或数据库地址。",
)
DRIVER = Text(
    'A history in PostgreSQL needs one more package; install it with: pip install "psycopg[binary]"',
    'PostgreSQL 历史库还需要一个软件包；请运行：pip install "psycopg[binary]"',
)
ADDRESS = Text(
    "{place} is no address of a history: give a file name, or postgresql://user@host/database.",
    "{place} 不是有效的历史库地址：请给出文件名，或 postgresql://用户@主机/数据库。",
)
ABSENT = Text(
    "There is no history at {place} yet; it begins with: auditor audit … --since-last.",
    "{place} 还没有历史记录；运行 auditor audit … --since-last 后开始记录。",
)
CANNOT_MAKE = Text(
    "The history {place} cannot be made ({why}); name another place with --history.",
    "无法创建历史库 {place}（{why}）；请用 --history 指定其他位置。",
)

_KNOWN: tuple[Pairs, ...] = (
    (
        ("file is not a database", "file is encrypted", "malformed", "unsupported file format"),
        Text(
            "{place} is not a history of audits, or is damaged; restore it from a copy, or name another file with "
            "--history.",
            "{place} 不是审核历史，或已损坏；请从备份恢复，或用 --history 指定其他文件。",
        ),
    ),
    (
        ("database is locked", "table is locked", "lock timeout", "could not obtain lock"),
        Text(
            "Another program keeps the history {place} locked; wait until it is done, and try again.",
            "历史库 {place} 被其他程序锁定；请等待其完成后重试。",
        ),
    ),
    (
        ("readonly database", "read-only", "permission denied", "unable to open database file"),
        Text(
            "The history {place} cannot be written to; ask for the right to write there, or name another with "
            "--history.",
            "历史库 {place} 不可写入；请取得写入权限，或用 --history 指定其他历史库。",
        ),
    ),
    (
        ("disk is full", "disk i/o error", "no space left", "could not extend file"),
        Text(
            "The disk of the history {place} is full; free some space and try again. What was recorded before is kept.",
            "历史库 {place} 所在磁盘已满；请释放空间后重试。此前的记录仍然保留。",
        ),
    ),
    (
        ("password authentication failed", "no password supplied", "authentication failed", "role "),
        Text(
            "The database of the history {place} refuses this user; check name and password.",
            "历史数据库 {place} 拒绝该用户；请检查用户名和密码。",
        ),
    ),
    (
        ("connection refused", "could not connect", "connection failed", "could not translate", "timeout expired"),
        Text(
            "The database of the history {place} does not answer; check the address and whether the server runs.",
            "历史数据库 {place} 没有响应；请检查地址及服务器是否运行。",
        ),
    ),
)  # fmt: skip
_OTHER = Text(
    "The history {place} cannot be used: {why}.",
    "无法使用历史库 {place}：{why}。",
)


def shown(url: URL) -> str:
    """The place as people know it: the file, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def refused(problem: Text, place: str, why: str = "") -> HistoryError:
    """The error that says ``problem`` of ``place``."""
    return HistoryError(problem.format(place=place, why=why))


def explained(error: DBAPIError, place: str) -> HistoryError:
    """A database's own error in our words."""
    said = str(error.orig or error).strip()
    low = said.lower()
    for words, problem in _KNOWN:
        if any(word in low for word in words):
            return refused(problem, place)
    return refused(_OTHER, place, said.splitlines()[0].rstrip(".") if said else type(error).__name__)


@contextmanager
def in_words(place: str) -> Iterator[None]:
    """Database errors inside leave as HistoryError."""
    try:
        yield
    except DBAPIError as error:
        raise explained(error, place) from error
    except OSError as error:
        if error.errno == errno.EISDIR:
            raise refused(FOLDER, place) from error
        raise refused(CANNOT_MAKE, place, error.strerror or str(error)) from error
