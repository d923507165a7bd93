"""Where notices go: addresses as a person writes them, with the secrets in them never shown.

Kinds: ``slack``, ``teams`` (told by the host, or stated: ``slack+https://…``), ``json`` (any other http address) and
``mail`` (``smtp://user@host:587?from=…&to=…``, ``smtps://…``). ``env:NAME`` stands for the address that the environment
variable NAME holds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from auditor.model import Text

Kind = Literal["slack", "teams", "json", "mail"]
PASSWORD = "AUDITOR_SMTP_PASSWORD"
"""Environment variable with the password of the mail server."""

_SLACK_HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
_TEAMS_HOSTS = (".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com", ".azure-apim.net")
"""Where Teams' incoming webhooks and the workflows that took their place live (Microsoft's documentation)."""
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465}
TLS = ("start", "none", "direct")
_SECRET = re.compile(r"smtps?://[^/@?#]*:[^/@?#]*@", re.IGNORECASE)


class NoticeError(Exception):
    """A notice that cannot be sent, or an address that cannot be used; no secret is in the sentence."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


class AbsentError(NoticeError):
    """The environment variable that should hold the address does not."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a notice goes. url, password: secret, kept out of ``repr``."""

    kind: Kind
    shown: str
    """What may be shown: scheme and host, or the environment variable."""
    url: str = made(default="", repr=False)
    host: str = ""
    port: int = 0
    tls: Literal["start", "none", "direct"] = "start"
    """``start``: STARTTLS is demanded; ``direct``: TLS from the first byte; ``none``: as it is."""
    user: str = made(default="", repr=False)
    password: str = made(default="", repr=False)
    sender: str = ""
    receivers: tuple[str, ...] = ()


def places_of(
    named: Sequence[str], settings: Sequence[str] = (), environment: Mapping[str, str] = os.environ
) -> list[Place]:
    """The places ``named`` on the command line, else those of the settings file; NoticeError for the first wrong one.

    A settings file may name a mail server, but hold no password.
    """
    for text in settings if not named else ():
        if _SECRET.match(text.strip()):
            raise NoticeError(
                Text(
                    f"auditor.toml: leave the password out of the mail server's address; set {PASSWORD} instead.",
                    f"auditor.toml：邮件服务器地址中请勿包含密码；请改为设置环境变量 {PASSWORD}。",
                )
            )
    return [place_of(text, environment) for text in named or settings if text.strip()]


def place_of(text: str, environment: Mapping[str, str] = os.environ) -> Place:
    """The place an address names; NoticeError says what is wrong with it."""
    stated = text.strip()
    shown = ""
    if stated.startswith("env:"):
        name = stated[4:]
        shown, stated = f"${name}", environment.get(name, "").strip()
        if not stated:
            raise AbsentError(
                _wrong(
                    shown, "the environment variable is empty or not set.", "环境变量未设置或为空。"
                ).problem
            )
    try:
        parts = urlsplit(stated)
        port = parts.port
    except ValueError:
        raise _wrong(shown or _start(stated), "it is no valid address.", "不是有效的地址。") from None
    if parts.scheme in _PORTS:
        return _mail(parts, port, shown, environment)
    return _hook(stated, parts, shown)


def _hook(stated: str, parts: SplitResult, shown: str) -> Place:
    prefix, plus, scheme = parts.scheme.rpartition("+")
    shown = shown or f"{scheme}://{parts.hostname or ''}/…"
    if scheme not in ("http", "https") or not parts.hostname:
        raise _wrong(
            shown if scheme in ("http", "https") else _start(stated),
            "use https://…, smtp://… or smtps://…, or env:NAME for one that stands in an environment variable.",
            "请使用 https://…、smtp://… 或 smtps://…，或用 env:NAME 引用环境变量中的地址。",
        )
    if plus and prefix not in ("slack", "teams", "json"):
        raise _wrong(
            shown,
            "before +https there may stand slack, teams or json.",
            "“+https”前只能是 slack、teams 或 json。",
        )
    url = stated.split("+", 1)[1] if plus else stated
    return Place(kind=_kind(prefix, parts.hostname), shown=shown, url=url)


def _kind(prefix: str, host: str) -> Kind:
    if prefix == "slack" or (not prefix and host in _SLACK_HOSTS):
        return "slack"
    if prefix == "teams" or (not prefix and host.endswith(_TEAMS_HOSTS)):
        return "teams"
    return "json"


def _mail(parts: SplitResult, port: int | None, shown: str, environment: Mapping[str, str]) -> Place:
    shown = shown or f"{parts.scheme}://{parts.hostname or ''}"
    if not parts.hostname:
        raise _wrong(shown, "it names no mail server.", "没有指定邮件服务器。")
    asked = parse_qs(parts.query, keep_blank_values=True)
    unknown = sorted(set(asked) - {"from", "to", "tls"})
    if unknown:
        raise _wrong(
            shown,
            f"it may state from, to and tls, not {', '.join(unknown)}.",
            f"只能包含 from、to 和 tls，不能包含 {'、'.join(unknown)}。",
        )
    receivers = tuple(one.strip() for part in asked.get("to", []) for one in part.split(",") if one.strip())
    user = unquote(parts.username or "")
    sender = asked.get("from", [user])[0].strip()
    if not receivers or not all(_ADDRESS.fullmatch(one) for one in (sender, *receivers)):
        raise _wrong(
            shown,
            "it has to say who gets the mail and who sends it: smtp://user@host?from=a@example.com&to=b@example.com",
            "必须说明收件人和发件人：smtp://user@host?from=a@example.com&to=b@example.com",
        )
    tls = asked.get("tls", ["direct" if parts.scheme == "smtps" else "start"])[0]
    if tls not in TLS:
        raise _wrong(shown, f"tls is one of {', '.join(TLS)}.", f"tls 只能是 {'、'.join(TLS)} 之一。")
    return Place(
        kind="mail",
        shown=shown,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        tls=tls,  # type: ignore[arg-type]
        user=user,
        password=unquote(parts.password or "") or environment.get(PASSWORD, ""),
        sender=sender,
        receivers=receivers,
    )


def _start(text: str) -> str:
    """The beginning of an address that is none: its scheme at most."""
    scheme, mark, _ = text.partition("://")
    return f"{scheme[:20]}://…" if mark else "…"


def _wrong(shown: str, en: str, zh: str) -> NoticeError:
    return NoticeError(
        Text(f"The address for notices ({shown}) cannot be used: {en}", f"无法使用通知地址（{shown}）：{zh}")
    )
