"""Places that are no local path: addresses such as ``s3://bucket/feed.csv``, read and written through fsspec.

A local path stays a local path; ``file://`` addresses are read through fsspec like the others. fsspec and the
libraries behind it are imported when the first address is met.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, TypeVar

from auditor.model import FeedError, Text

T = TypeVar("T")

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs"}
"""Protocol → the package that brings it."""


def is_url(place: str | os.PathLike[str]) -> bool:
    """True for an address with a protocol of two letters or more (a single letter is a drive)."""
    return isinstance(place, str) and _ADDRESS.match(place) is not None


def protocol_of(url: str) -> str:
    """The protocol in lower case: ``s3``."""
    return url.split("://", 1)[0].lower()


def filesystem(url: str) -> tuple[Any, str]:
    """Fsspec's filesystem for an address, and the path as that filesystem writes it. Raises FeedError."""
    import fsspec

    protocol = protocol_of(url)
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except ImportError:
        package = PACKAGES.get(protocol)
        how = f"pip install {package}" if package else f"the fsspec library for {protocol}"
        raise FeedError(
            Text(
                f"Addresses that begin with {protocol}:// need an addition that is not installed: {how}.",
                f"以 {protocol}:// 开头的地址需要另行安装组件：{how}。",
            )
        ) from None
    except ValueError:
        raise FeedError(
            Text(
                f"Addresses that begin with {protocol}:// are not known; use a path, s3:// or gs://.",
                f"无法识别以 {protocol}:// 开头的地址；请使用本地路径、s3:// 或 gs://。",
            )
        ) from None
    return found


def read_url(url: str, limit: int) -> bytes:
    """At most ``limit`` + 1 bytes of what stands at ``url``. Raises FeedError."""

    def read(system: Any, path: str) -> bytes:
        with system.open(path, "rb") as file:
            data: bytes = file.read(limit + 1)
        return data

    return asked(url, read)


def exists(place: str) -> bool:
    """True where a file or folder stands at a path or address; False also where nobody answers."""
    if not is_url(place):
        return os.path.exists(place)
    try:
        return bool(asked(place, lambda system, path: system.exists(path)))
    except FeedError:
        return False


def put(source: str | os.PathLike[str], url: str) -> None:
    """Copy a local file to ``url``, folders made on the way. Raises FeedError."""

    def copy(system: Any, path: str) -> None:
        system.makedirs(system._parent(path), exist_ok=True)
        system.put_file(os.fspath(source), path)

    asked(url, copy)


def joined(place: str, *names: str) -> str:
    """Names below a local folder or an address."""
    if is_url(place):
        return "/".join((place.rstrip("/"), *names))
    return os.path.join(place, *names)


def asked(url: str, question: Callable[[Any, str], T]) -> T:
    """The answer of the filesystem behind ``url``; whatever it raises becomes a FeedError."""
    system, path = filesystem(url)
    try:
        return question(system, path)
    except FileNotFoundError:
        raise FeedError(
            Text("There is no such file; check the address.", "找不到该文件；请检查地址。")
        ) from None
    except PermissionError:
        raise FeedError(
            Text(
                "The address may not be used with these credentials; ask for access to it.",
                "当前凭证无权访问该地址；请获取访问权限。",
            )
        ) from None
    except Exception as problem:  # noqa: BLE001 - every storage library has errors of its own
        why = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
        raise FeedError(
            Text(
                f"The address does not answer ({why}); check it and the connection, and try again.",
                f"该地址无法访问（{why}）；请检查地址和网络后重试。",
            )
        ) from None
