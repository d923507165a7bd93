"""Marks written so that a word search misses them: ``M-L-B``, ``D i s n e y``, ``D1sney``, ``Diѕney``.

Full-width letters, zero-width characters and soft hyphens need nothing here: normalisation (``auditor.text.normalise``)
takes them away before anything is compared. What is left:

* **Separated letters.** Every letter of a one-word mark, one and the same separator between them. Three letters only
  with punctuation (``N.F.L``), because three letters with spaces are initials; five or more also with spaces.
* **Digits for letters** (0 o, 1 i/l, 3 e, 4 a, 5 s, and ``@`` a, ``$`` s). Only in marks of five letters or more, at
  most two of them, so that at least three letters stay as they are.
* **Letters of another alphabet** that look Latin (Cyrillic ``о``, Greek ``ο``), mixed with Latin letters in one word.
  A word wholly in the other alphabet is a word of that language and is left alone.

The first two are spelled out ahead and matched like any other word; the third is looked for only in texts that mix the
alphabets inside a word.
"""

from __future__ import annotations

import re
from itertools import combinations, product

SEPARATORS = ("-", ".", "*", "_", "·", "•")
"""Between the letters of a mark; dashes of all kinds are ``-`` after normalisation."""

LEET = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4@", "s": "5$"}
"""Letter → digits and signs that pass for it."""

LOOK_ALIKES: dict[int, str] = dict(
    zip(
        map(ord, "авеікмнорстухѕјԁһӏүԛԝαβγενικομρτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕІКМНОРСТУХЅЈ"),
        "abeikmhopctyxsjdhlyqwabyevikomptuxwABEZHIKMNOPTYXABEIKMHOPCTYXSJ",
        strict=True,
    )
)
"""Code point of a Cyrillic or Greek letter → the Latin letter it looks like."""

MIXED_SCRIPTS = r"[A-Za-z][\x{0370}-\x{03FF}\x{0400}-\x{052F}]|[\x{0370}-\x{03FF}\x{0400}-\x{052F}][A-Za-z]"
"""RE2: a Latin letter beside a Greek or Cyrillic one."""

LEAST_SEPARATED, LEAST_SPACED, LEAST_LEET = 3, 5, 5
"""Fewest letters of a mark that may be recognised with separators, with spaces, with digits."""

_INITIALS = re.compile(
    r"initial|monogra|letter|alphabet|buchstab|lettre|letra|inicial|inizial|字母|缩写|イニシャル|頭文字",
    re.IGNORECASE,
)


def disguises(mark: str) -> tuple[str, ...]:
    """Other spellings of a mark of one word of ASCII letters, in lower case; none for any other mark."""
    if not (mark.isascii() and mark.isalpha()):
        return ()
    spelled = list(dict.fromkeys(_with_digits(mark)))
    if len(mark) >= LEAST_SEPARATED:
        spelled += [sign.join(mark) for sign in SEPARATORS]
    if len(mark) >= LEAST_SPACED:
        spelled.append(" ".join(mark))
    return tuple(spelled)


def _with_digits(mark: str) -> list[str]:
    if len(mark) < LEAST_LEET:
        return []
    places = [place for place, letter in enumerate(mark) if letter in LEET]
    most = 1 if len(mark) == LEAST_LEET else 2
    spelled = []
    for count in range(1, most + 1):
        for chosen in combinations(places, count):
            for signs in product(*(LEET[mark[place]] for place in chosen)):
                letters = list(mark)
                for place, sign in zip(chosen, signs, strict=True):
                    letters[place] = sign
                spelled.append("".join(letters))
    return spelled


def revealed(text: str) -> str:
    """``text`` with look-alike letters made Latin in words that mix the alphabets; as long as ``text``."""
    return re.sub(
        r"[A-Za-z\u0370-\u052f]+",
        lambda word: word[0].translate(LOOK_ALIKES) if _mixes(word[0]) else word[0],
        text,
    )


def _mixes(word: str) -> bool:
    ascii_letters = sum(character.isascii() for character in word)
    return 0 < ascii_letters < len(word)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether separated letters from ``start`` to ``end`` are the whole row of letters, and no monogram is meant.

    ``A-M-L-B-C`` is an alphabet or a person's initials, and so is ``M.L.B.`` in a text that speaks of initials.
    """
    sign = text[start + 1 : start + 2]
    if sign.isalnum():
        return True
    letter = rf"(?<![^\W_])[^\W_]{re.escape(sign)}$", rf"{re.escape(sign)}[^\W_](?![^\W_])"
    row = re.search(letter[0], text[:start]) or re.compile(letter[1]).match(text, end)
    return not (row or _INITIALS.search(text))
