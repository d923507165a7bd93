"""Notices to webhooks: Slack, Microsoft Teams, and JSON for anything else."""

from __future__ import annotations

import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from typing import Any

from auditor import __version__
from auditor.catalogs.notices.message import Notice
from auditor.catalogs.notices.places import NoticeError, Place
from auditor.model import Language, Text

TIMEOUT = 10.0
"""Seconds for connecting, and for each wait on the server."""
PAUSE = 1.0
"""Seconds before the one further try where the server is busy or does not answer."""
_BUSY = frozenset({429, 500, 502, 503, 504})


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """An address that has moved is an address to correct: following would turn POST into GET."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse."""
        return


def send_webhook(place: Place, notice: Notice, language: Language) -> None:
    """POST the notice in the form the place reads. Raises NoticeError."""
    payload = {"slack": _slack, "teams": _teams}.get(place.kind, _json)(notice, language)
    body = json.dumps(payload, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"auditor/{__version__}"}
    opener = urllib.request.build_opener(_NoRedirects)
    for further in (True, False):
        problem, again = _posted(opener, place, body, headers)
        if problem is None:
            return
        if not (further and again):
            raise NoticeError(problem)
        time.sleep(PAUSE)


def _posted(
    opener: urllib.request.OpenerDirector, place: Place, body: bytes, headers: dict[str, str]
) -> tuple[Text | None, bool]:
    """(why it failed, whether another try may help); None where it did not fail."""
    try:
        request = urllib.request.Request(place.url, data=body, headers=headers, method="POST")
        with opener.open(request, timeout=TIMEOUT):
            return None, False
    except urllib.error.HTTPError as error:
        error.close()
        return (
            Text(
                f"the server answered {error.code} ({error.reason}).",
                f"服务器返回 {error.code}（{error.reason}）。",
            ),
            error.code in _BUSY,
        )
    except TimeoutError:
        return Text("it did not answer in time.", "响应超时。"), True
    except urllib.error.URLError as error:
        return _unreachable(error.reason), not isinstance(error.reason, ssl.SSLError)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _unreachable(error), not isinstance(error, ValueError)


def _unreachable(reason: object) -> Text:
    """Why no answer came; an error's own words may quote the address, so only its kind is told."""
    if isinstance(reason, TimeoutError):
        return Text("it did not answer in time.", "响应超时。")
    said = reason.strerror if isinstance(reason, OSError) and reason.strerror else type(reason).__name__
    return Text(f"it cannot be reached ({said}).", f"无法连接（{said}）。")


def _slack(notice: Notice, language: Language) -> dict[str, Any]:
    """Slack's incoming webhooks: a text whose first line is bold; ``&``, ``<`` and ``>`` are escaped."""
    title, lines = _escaped(notice.title(language)), [_escaped(line) for line in notice.lines(language)]
    return {"text": "\n".join((f"*{title.replace('*', '∗')}*", *lines))}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(notice: Notice, language: Language) -> dict[str, Any]:
    """An adaptive card, which both Teams' workflows and its older connectors take; ``TextRun`` knows no markup."""
    colour = {"failed": "Attention", "errors": "Attention", "findings": "Warning", "clean": "Good"}[
        notice.state
    ]
    title = {"type": "TextRun", "text": notice.title(language), "weight": "Bolder", "color": colour}
    blocks: list[dict[str, Any]] = [{"type": "RichTextBlock", "inlines": [title]}]
    blocks += [
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line}]}
        for line in notice.lines(language)
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": notice.text(language),
        "body": blocks,
    }
    return {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def _json(notice: Notice, language: Language) -> dict[str, Any]:
    return notice.as_json(language)
