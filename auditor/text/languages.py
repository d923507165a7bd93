"""Which language a text is evidently in: by script, or by its small words.

A guess is given only when a text has enough of one language's small words and none of the expected one's.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.text.normalise import BoolArray
from auditor.text.tokens import IntArray, tokens

SMALL_WORDS: dict[str, str] = {
    "en": "the and with your for this is are of from that you our will can be it to has made perfect when not or",
    "de": "der die das und mit für ist sind nicht ein eine einen einer eines auf auch wird werden oder von zum zur dem"
    " den des aus bei ihr ihre sie sich durch über nach wie",
    "fr": "le les des et avec pour est sont une dans vous votre vos sur du aux qui que ce cette ou par pas plus nos ces"
    " très être",
    "es": "el los las y con para una del por que es son su sus más este esta muy sin como sobre o ser ideal al lo",
    "it": "il gli e con per una della dei delle che è sono del di da alla nel più questo questa ogni tuo tua anche",
    "nl": "het een en met voor van is zijn niet op uw ook wordt deze dit naar aan door zoals",
    "pt": "o os as e com para uma do da dos das não é são seu sua mais você em por muito ou como",
}
"""Frequent words that tell these languages apart (a word may count for several)."""
LEAST_FOREIGN = 4
FEWEST_FOREIGN = 3
"""Enough where they are a quarter of the text."""
LEAST_WORDS = 8
LEAST_SHARE, LARGE_SHARE = 0.12, 0.25
"""Small words of the foreign language, in all words of the text."""


@cache
def _small(language: str) -> frozenset[str]:
    return frozenset(SMALL_WORDS[language].split())


def evident_language(texts: pa.Array, expected: frozenset[str]) -> IntArray:
    """int8 per text: index into ``SMALL_WORDS`` of the language it is evidently in, −1 where none or an expected one.

    Languages not listed are never named and never contradicted.
    """
    found = tokens(texts)
    count = len(texts)
    filled = np.array([bool(word) for word in found.words], dtype=bool)
    total = np.bincount(found.texts[filled[found.codes]], minlength=count)
    counts = np.zeros((len(SMALL_WORDS), count), np.int32)
    for place, language in enumerate(SMALL_WORDS):
        mine = np.array([word in _small(language) for word in found.words], dtype=bool)
        distinct = np.unique(np.stack([found.texts, found.codes])[:, mine[found.codes]], axis=1)
        counts[place] = np.bincount(distinct[0], minlength=count)
    home = [place for place, language in enumerate(SMALL_WORDS) if language in expected]
    if not home:
        return np.full(count, -1, np.int8)
    own = counts[home].max(axis=0)
    best = counts.argmax(axis=0)
    most = counts.max(axis=0)
    sure = (own == 0) & (total >= LEAST_WORDS) & (most >= FEWEST_FOREIGN)
    sure &= ((most >= LEAST_FOREIGN) & (most >= LEAST_SHARE * total)) | (most >= LARGE_SHARE * total)
    counts[best, np.arange(count)] = 0
    sure &= counts.max(axis=0) < most
    return np.where(sure, best, -1).astype(np.int8)


def home_words(language: str) -> str:
    """RE2 that matches a text with a small word of ``language``: such a text is left alone."""
    return r"(?i)(?:^|[^\p{L}])(?:" + "|".join(sorted(_small(language))) + r")(?:[^\p{L}]|$)"


def mostly(texts: pa.Array, script: str, share: float) -> BoolArray:
    """True where at least ``share`` of the letters are of ``script`` (an RE2 character class)."""
    letters = np.asarray(pc.count_substring_regex(texts, r"\p{L}")).astype(np.int64)
    own = np.asarray(pc.count_substring_regex(texts, script)).astype(np.int64)
    answers: BoolArray = (own >= share * letters) & (own > 0)
    return answers
