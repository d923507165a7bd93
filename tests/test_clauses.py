"""The map of the terms: every sentence has rules or says what no sheet can show, every rule of tier 1 a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.docs import pages
from auditor.model import LANGUAGES
from auditor.rules import all_rules
from auditor.rules.clause_map import CLAUSES, clauses_of, unbuilt

RULES = all_rules()
TERMS = Path(__file__).resolve().parents[2] / "shared" / "policy" / "customization-program-terms.txt"
TEMPLATE_AND_FORM = ("FF", "TP")


def words(text: str) -> str:
    return re.sub(r"\W+", " ", text)


def test_sentences_are_numbered_in_order() -> None:
    assert [clause.id for clause in CLAUSES] == [f"S{number}" for number in range(1, 30)]


def test_every_rule_of_tier_one_watches_a_sentence() -> None:
    loose = [rule.code for rule in RULES if rule.tier == 1 and not clauses_of(rule.code)]
    assert not loose, (
        f"name them under a sentence in auditor/rules/clauses_general.py or clauses_misuse.py: {loose}"
    )


def test_every_code_is_built_or_said_to_be_missing() -> None:
    named = {code for clause in CLAUSES for code in clause.codes}
    built = {rule.code for rule in RULES}
    assert named == (named & built) | set(unbuilt(RULES))
    page = pages()["clauses.md"]
    for code in unbuilt(RULES):
        assert f"{code} (not built yet)" in page


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_sentence_is_watched_and_said_in_both_languages(clause) -> None:
    assert clause.codes
    assert len(set(clause.codes)) == len(clause.codes)
    for language in LANGUAGES:
        assert clause.shows(language)
    assert bool(clause.unseen.en) == bool(clause.unseen.zh)


@pytest.mark.skipif(not TERMS.is_file(), reason="the terms are not here")
@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_quotations_are_the_terms_own_words(clause) -> None:
    terms = words(TERMS.read_text(encoding="utf-8"))
    for quote in (clause.quote.en, clause.quote.zh):
        for part in re.split(r"…+", quote):
            assert words(part).strip() in terms


class TestCommand:
    def test_explain_names_the_sentences(self) -> None:
        done = CliRunner().invoke(app, ["explain", "OP224"])
        assert "S17, S18" in done.stdout

    def test_rules_of_one_sentence(self) -> None:
        done = CliRunner().invoke(app, ["rules", "--clause", "s20"])
        assert done.exit_code == 0
        assert "OP210" in done.stdout
        assert "Bundling" not in done.stdout

    def test_all_sentences_in_chinese(self) -> None:
        done = CliRunner().invoke(app, ["rules", "--clause", "--lang", "zh"])
        assert "提供保修" in done.stdout
        assert "S29" in done.stdout

    def test_unknown_sentence_is_usage(self) -> None:
        done = CliRunner().invoke(app, ["rules", "--clause", "S99"])
        assert done.exit_code == 2
        assert "S1, S2" in done.stderr
