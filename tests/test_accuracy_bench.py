"""The accuracy bench counts right, missed and wrong codes per rule and per language."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rules import all_rules
from bench.accuracy.measure import main, measure

EXAMPLES = [
    {"lang": "en", "kind": "title", "text": "Custom Gaming Laptop", "expect": "base"},
    {"lang": "en", "kind": "title", "text": "Custom Laptop Sleeve", "expect": "clean"},
    {"lang": "de", "kind": "title", "text": "Personalisierte Tasse", "expect": "base"},
    {
        "lang": "en",
        "kind": "options",
        "label": "Engraving",
        "options": ["Yes", "No"],
        "base": "Mug",
        "expect": ["OP-201"],
    },
    {"lang": "en", "kind": "options", "label": "Lid", "options": ["Yes", "No"], "base": "Mug", "expect": []},
    {"lang": "en", "kind": "gtin", "text": "4006381333932", "expect": ["ID-102"]},
    {"lang": "en", "kind": "group", "group": "warranty", "text": "2 year warranty", "expect": True},
]


def test_counts() -> None:
    scores = measure(EXAMPLES, all_rules()).scores
    assert (scores["rule"]["CP011"].right, len(scores["rule"]["CP011"].missed)) == (1, 1)
    assert (scores["rule"]["OP201"].right, len(scores["rule"]["OP201"].wrong)) == (1, 1)
    assert scores["rule"]["ID102"].right == 1
    assert scores["rule"]["warranty"].right == 1
    assert len(scores["language"]["de"].missed) == 1


def test_absent_examples_are_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.yaml")]) == 0
    assert "nothing to measure" in capsys.readouterr().out
