"""The catalogue polices itself: every rule is whole, says the same in both languages, and keeps its own examples."""

from __future__ import annotations

import string
from importlib import import_module

import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.feed.table import column_letter
from auditor.layouts import FIELDS
from auditor.model import LANGUAGES, Example, Rule, Severity, Text
from auditor.rules import FAMILIES, MODULES, all_rules
from auditor.rules.declare import ARGUMENTS
from tests.feeds import make_feed

RULES = all_rules()
IDS = [rule.code for rule in RULES]
EXAMPLES = [(rule, number, example) for rule in RULES for number, example in enumerate(rule.examples)]
EXAMPLE_IDS = [f"{rule.code}-{number}" for rule, number, _ in EXAMPLES]

FIRST_HOUR = (
    "CP001 CP003 CP010 CP011 CP013 CP031 OP201 OP202 OP203 OP204 OP205 OP210 OP211 OP220 OP230 OP231 "
    "TX301 TX302 TX303 TX306 ID101 ID102 ID103 ID104 ID110 ID111 ID120 FF701 FF702 FF703 FF704 FF705 FF706 FF707 "
    "FF710 FF711 FF715 OR801"
).split()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def texts_of(rule: Rule) -> dict[str, Text]:
    return {
        "title": rule.title,
        "message": rule.message,
        "advice": rule.advice,
        **{f"variant {key}": text for key, text in rule.variants.items()},
    }


def test_every_promised_rule_is_there() -> None:
    missing = sorted(set(FIRST_HOUR) - set(IDS))
    assert not missing, f"declare these rules in a module named in auditor.rules.MODULES: {missing}"


def test_codes_are_unique() -> None:
    assert len(set(IDS)) == len(IDS), "a code is never used twice: pick the next free number of the family"


def test_every_module_holds_rules() -> None:
    empty = [
        name
        for name in MODULES
        if not any(isinstance(one, Rule) for one in vars(import_module(f"auditor.rules.{name}")).values())
    ]
    assert not empty, f"modules without a rule: {empty}"


@pytest.mark.parametrize("rule", RULES, ids=IDS)
class TestDeclaration:
    def test_belongs_to_a_family(self, rule: Rule) -> None:
        assert rule.family in FAMILIES, (
            "add the family, with its name in both languages, to auditor.rules.FAMILIES"
        )
        assert len(rule.code) == 5

    def test_says_why(self, rule: Rule) -> None:
        assert len(rule.why) > 20, "the docstring of a rule says why it exists"

    def test_both_languages_are_written(self, rule: Rule) -> None:
        for part, text in texts_of(rule).items():
            for language in LANGUAGES:
                assert text(language).strip(), f"{part} has no {language} text"
            assert text.en != text.zh, f"{part} is not translated"

    def test_languages_share_their_placeholders(self, rule: Rule) -> None:
        for part, text in texts_of(rule).items():
            assert placeholders(text.en) == placeholders(text.zh), (
                f"{part}: fill the same places in both languages"
            )

    def test_placeholders_are_of_the_vocabulary(self, rule: Rule) -> None:
        for part, text in texts_of(rule).items():
            strange = placeholders(text.en) - ARGUMENTS
            assert not strange, f"{part}: use a name of auditor.rules.declare.ARGUMENTS instead of {strange}"

    def test_fields_are_known(self, rule: Rule) -> None:
        needs = [f for need in rule.needs for f in ((need,) if isinstance(need, str) else need)]
        read = [f for fields in rule.reads.values() for f in fields]
        assert not set(needs + read) - set(FIELDS), "needs and reads name fields of schemas/fields.py"

    def test_sentences_end(self, rule: Rule) -> None:
        assert rule.advice.en.rstrip().endswith((".", ")", "?")), "advice is a sentence"
        assert not rule.title.en.endswith("."), "a title is no sentence"

    def test_replaced_codes_exist(self, rule: Rule) -> None:
        assert set(rule.replaces) <= set(IDS)

    def test_has_an_example_unless_it_judges_shapes(self, rule: Rule) -> None:
        assert rule.examples or rule.shapes, "a rule shows what breaks it and what does not"


def cells_found(
    rule: Rule, example: Example, columns: dict[str, list[str]]
) -> dict[str, set[tuple[int, str]]]:
    feed = make_feed(columns, layout=example.layout, language=example.language)
    others = [make_feed(c, layout=layout) for layout, c in example.others]
    run = Run((feed, *others))
    result = audit(feed, settings_from(dict(example.settings)), run=run)
    assert not result.crashed, result.problems
    names = {column_letter(i): key for i, key in enumerate(columns)}
    found: dict[str, set[tuple[int, str]]] = {}
    first = int(feed.row_numbers[0])
    for code, row, letter in result.table("en")[["code", "row", "column"]].itertuples(index=False):
        place = (
            (-1, "")
            if row is None or str(row) in ("<NA>", "nan")
            else (int(row) - first, names.get(letter, ""))
        )
        found.setdefault(code, set()).add(place)
    return found


@pytest.mark.parametrize(("rule", "number", "example"), EXAMPLES, ids=EXAMPLE_IDS)
def test_bad_example_is_found_exactly(rule: Rule, number: int, example: Example) -> None:
    found = cells_found(rule, example, {k: list(v) for k, v in example.bad.items()})
    expected = {(row, key) if key else (-1, "") for row, key in example.cells}
    assert found.get(rule.code, set()) == expected


@pytest.mark.parametrize(("rule", "number", "example"), EXAMPLES, ids=EXAMPLE_IDS)
def test_good_example_is_clean(rule: Rule, number: int, example: Example) -> None:
    found = cells_found(rule, example, {k: list(v) for k, v in example.good.items()})
    assert rule.code not in found


def test_severities_are_ordered() -> None:
    assert Severity.INFO < Severity.WARNING < Severity.ERROR
    assert Severity.INFO.lowered() is Severity.INFO
    assert Severity.ERROR.lowered() is Severity.WARNING
