"""Notices: what a run came to, sent to a webhook or by e-mail. A notice that fails never fails an audit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from auditor.catalogs.notices.mail import send_mail
from auditor.catalogs.notices.message import Notice, failure, notice_of
from auditor.catalogs.notices.places import AbsentError, NoticeError, Place, place_of, places_of
from auditor.catalogs.notices.webhook import send_webhook
from auditor.model import Language, Text

ALL_IN_ALL = 45.0
"""Seconds one place may take, whatever it does; single steps have shorter limits."""

SLOW = Text(
    "it did not answer within {seconds:.0f} seconds.",
    "在 {seconds:.0f} 秒内没有响应。",
)
FAILED = Text(
    "The notice to {place} was not sent: {why} The audit itself is not affected.",
    "未能向 {place} 发送通知：{why}审核本身不受影响。",
)

__all__ = [
    "AbsentError",
    "Notice",
    "NoticeError",
    "Place",
    "failure",
    "notice_of",
    "place_of",
    "places_of",
    "send",
]


def send(
    places: Iterable[Place],
    notice: Notice,
    language: Language,
    tell: Callable[[str], None],
    *,
    patience: float = ALL_IN_ALL,
) -> int:
    """Send ``notice`` to every place; how many failed. Each failure is one sentence to ``tell``; nothing is raised.

    patience: seconds a place may take in all.
    """
    failed = 0
    for place in places:
        problem = _sent(place, notice, language, patience)
        if problem is not None:
            failed += 1
            tell(FAILED.format(place=place.shown, why=problem)(language))
    return failed


def _sent(place: Place, notice: Notice, language: Language, patience: float) -> Text | None:
    """Why the notice could not be sent; None when it was. A server that never ends its answer is left alone."""
    outcome: list[Text | None] = []

    def go() -> None:
        try:
            (send_mail if place.kind == "mail" else send_webhook)(place, notice, language)
            outcome.append(None)
        except NoticeError as error:
            outcome.append(error.problem)

    thread = threading.Thread(target=go, name="notice", daemon=True)
    thread.start()
    thread.join(patience)
    return outcome[0] if outcome else SLOW.format(seconds=patience)
