"""The text a spreadsheet shows for a date serial (ECMA-376 part 1, 18.17.4 and 18.8.31)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_LAST_SERIAL = 2_958_466
"""31 December 9999 plus one day."""
_LEAP_BUG = 60
"""The 1900 system counts a 29 February 1900 that never was."""


def moment(serial: float, date1904: bool) -> datetime | None:
    """The moment a serial stands for, rounded to milliseconds; None outside 1900…9999."""
    if not 0 <= serial < _LAST_SERIAL - (1462 if date1904 else 0):
        return None
    days = serial + 1462 if date1904 else serial + (serial < _LEAP_BUG)
    milliseconds = round(days * 86_400_000)
    try:
        return datetime(1899, 12, 30) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def date_text(serial: float, tokens: Sequence[tuple[str, str]], date1904: bool) -> str | None:
    """A serial under the tokens of a date format; None where it is no date (negative, beyond the year 9999).

    Names of months and weekdays are English.
    """
    when = moment(serial, date1904)
    if when is None:
        return None
    fraction = any(token == ("mark", ".") for token in tokens)
    if not fraction:
        when += timedelta(milliseconds=500)
        when = when.replace(microsecond=0)
        serial = round(serial * 86_400) / 86_400
    noon = any(kind == "noon" for kind, _ in tokens)
    minutes = _minute_places(tokens)
    out: list[str] = []
    decimals = 0
    for place, (kind, text) in enumerate(tokens):
        if kind == "date":
            out.append(_part(text, when, noon, place in minutes))
        elif kind == "elapsed":
            out.append(_elapsed(text, serial))
        elif kind == "noon":
            out.append(_noon(text, when))
        elif kind == "digit":
            decimals += 1
            out.append(f"{when.microsecond:06d}"[decimals - 1 : decimals])
        elif kind in ("literal", "mark"):
            out.append(text)
    return "".join(out)


def _minute_places(tokens: Sequence[tuple[str, str]]) -> set[int]:
    """``m`` and ``mm`` right after hours or right before seconds are minutes."""
    clock = [
        (place, text[0]) for place, (kind, text) in enumerate(tokens) if kind in ("date", "elapsed") and text
    ]
    places = set()
    for k, (place, letter) in enumerate(clock):
        if letter != "m" or len(tokens[place][1]) > 2 or tokens[place][0] == "elapsed":
            continue
        before = clock[k - 1][1] if k else ""
        after = clock[k + 1][1] if k + 1 < len(clock) else ""
        if before == "h" or after == "s":
            places.add(place)
    return places


def _part(text: str, when: datetime, noon: bool, minute: bool) -> str:
    letter, width = text[0], len(text)
    if letter in "ye":
        return f"{when.year:04d}" if width > 2 or letter == "e" else f"{when.year % 100:02d}"
    if letter == "m" and not minute:
        name = MONTHS[when.month - 1]
        return (str(when.month), f"{when.month:02d}", name[:3], name, name[:1])[min(width, 5) - 1]
    if letter == "d":
        name = WEEKDAYS[when.weekday()]
        return (str(when.day), f"{when.day:02d}", name[:3], name)[min(width, 4) - 1]
    if letter == "a":
        name = WEEKDAYS[when.weekday()]
        return name[:3] if width == 3 else name
    if letter in "hms":
        hour = (when.hour % 12 or 12) if noon else when.hour
        value = {"h": hour, "m": when.minute, "s": when.second}[letter]
        return f"{value:0{min(width, 2)}d}"
    return ""


def _elapsed(text: str, serial: float) -> str:
    seconds = round(serial * 86_400)
    value = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[text[0]]
    return f"{value:0{len(text)}d}"


def _noon(text: str, when: datetime) -> str:
    first, second = text.split("/")
    return first if when.hour < 12 else second
