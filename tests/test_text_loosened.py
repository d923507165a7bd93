"""Prefilters for RE2 made of expressions."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from auditor.text.loosened import loosened


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\bper (?!post)\w+\b", "Bitte per Ölpost senden"),
        (r"(?<!kein )à l'atelier(?= )", "envoyez à l'atelier svp"),
        (r"[\w-]+nachricht(?:en)?\b", "eine Größen-Nachricht"),
        (r"加(?!密)[^。]{0,3}群", "请加我们群发图"),
        (r"(?=(?:a|b)[)(])c?\W+x", "c  x"),
    ],
)
def test_a_loosened_expression_finds_what_the_expression_finds(source: str, text: str) -> None:
    expression = re.compile(source, re.IGNORECASE)
    found = pc.match_substring_regex(pa.array([text, ""]), loosened(expression)).to_pylist()
    assert found[0] or not expression.search(text)
    assert not found[1]
