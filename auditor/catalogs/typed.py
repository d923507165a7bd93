"""The command line as it was typed, for journals and roll-ups that are passed on: without what is secret in it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+)://(?:[^/?#\s]*@)?(?P<host>[^/?#\s]*)(?P<rest>\S*)"
)
_SECRET_PATHS = re.compile(r"(?:.*\+)?https?|smtps?", re.IGNORECASE)
"""Addresses whose path is a key by itself (webhooks), or whose query names people."""


def as_typed(arguments: Sequence[str]) -> str:
    """``arguments`` as a shell takes them, without users, passwords and queries of addresses, and paths of webhooks.

    ``https://hooks.example/T1/B2`` becomes ``https://hooks.example/…``, ``postgresql://me:secret@db/audits`` becomes
    ``postgresql://db/audits``.
    """
    return shlex.join(_ADDRESS.sub(_open, one) for one in arguments)


def _open(found: re.Match[str]) -> str:
    rest = found["rest"]
    path = re.split(r"[?#]", rest, maxsplit=1)[0]
    if rest and _SECRET_PATHS.fullmatch(found["scheme"]):
        path = "/…"
    return f"{found['scheme']}://{found['host']}{path}"
