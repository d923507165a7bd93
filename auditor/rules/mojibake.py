"""Texts that went through a wrong encoding: how they look, and what they were.

UTF-8 read as windows-1252 leaves a lead letter (``Ã``, ``â``, ``ã``) with signs behind it; read as GBK or Shift-JIS it
leaves rare ideographs in a row. One ``Ã`` with a sign behind it is not enough: Portuguese capitals hold it by right.
"""

from __future__ import annotations

import re

_SIGNS = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What the bytes 0x80–0xBF become in windows-1252 (its five undefined bytes as in latin-1)."""

SURE = (
    f"\ufffd|ï»¿|锟斤|斤拷|â[€„‚†‡‹ˆ][{_SIGNS}]|ð[Ÿ\u009f˜][{_SIGNS}]{{2}}|(?:[ã-é][{_SIGNS}]{{2}}){{2}}"
    "|(?:[縺繧繝][^ -~]){2}|鈥[^ -~]|(?:é”Ÿ|æ–¤)"
)
"""One occurrence proves it."""
LIKELY = (
    f"Ã[\u00a1-\u00ac\u00ae-\u00bfŸ]|Ã[„–œ‰€‡Œ\u008d]|Â[\u00a1-\u00ac\u00ae-\u00bf]|Å[{_SIGNS}]"
    f"|Ð[{_SIGNS}]Ñ[{_SIGNS}]"
)
"""Proves it from the second occurrence on."""
PATTERN = f"{SURE}|{LIKELY}"

_SURE, _LIKELY, _ANY = re.compile(SURE), re.compile(LIKELY), re.compile(PATTERN)
_SEQUENCE = re.compile(
    f"[\u00c2-\u00df][{_SIGNS}]|[\u00e0-\u00ef][{_SIGNS}]{{2}}|[\u00f0-\u00f4][{_SIGNS}]{{3}}"
)


def evidence_of(text: str) -> tuple[int, int, bool]:
    """(start, end, sure) of the first damaged place: sure when the text proves it by itself. start is −1: none."""
    first = _ANY.search(text)
    if not first:
        return -1, -1, False
    sure = bool(_SURE.search(text)) or len(_LIKELY.findall(text)) > 1
    return first.start(), first.end(), sure


def repaired(text: str) -> str | None:
    """What the text was before UTF-8 was read as windows-1252; None where that cannot be told."""
    whole = _decoded(text)
    if whole is None:
        whole = _SEQUENCE.sub(lambda match: _decoded(match[0]) or match[0], text)
    return whole if whole != text and "\ufffd" not in whole and not _SURE.search(whole) else None


def _decoded(text: str) -> str | None:
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _byte(character: str) -> bytes:
    if "\u0080" <= character <= "\u009f":
        return character.encode("latin-1")
    return character.encode("cp1252")
