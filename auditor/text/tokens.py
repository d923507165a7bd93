"""Words of many texts at once, as numbers: for counting, not for matching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]

BETWEEN_WORDS = r"[^\p{L}\p{N}'-]+"


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Lower-case words of n texts. texts: int64 text number per word. codes: int32 into ``words``, per word."""

    texts: IntArray
    codes: IntArray
    words: list[str]


def tokens(texts: pa.Array) -> Tokens:
    """The words of each text (letters, digits, apostrophes, hyphens), in order."""
    spaced = pc.replace_substring_regex(pc.utf8_lower(texts), BETWEEN_WORDS, " ")
    lists = pc.split_pattern(spaced, " ")
    encoded = pc.dictionary_encode(pc.list_flatten(lists))
    owners = np.asarray(pc.list_parent_indices(lists)).astype(np.int64)
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    words = [word.strip("'-") for word in encoded.dictionary.to_pylist()]
    return Tokens(texts=owners, codes=codes, words=words)
