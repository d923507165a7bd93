"""Word lists keep their schema."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.text.entries import Kind, compile_regex, required_literals
from auditor.text.lexicon import LEXICON_LANGUAGES, LexiconError, load_common, load_lexicon, read_lexicon
from auditor.text.normalise import normalised
from bench.accuracy.labelled import read_all
from bench.accuracy.measure import FOLDER

META = {"head": "final", "plural": "s|es"}


def lexicon(**groups: Any) -> None:
    read_lexicon(
        "xx", {"meta": META, "groups": {name.replace("__", "."): words for name, words in groups.items()}}
    )


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ({"one": ["Foto", "fóto"]}, "stands twice"),
        ({"one": []}, "empty"),
        ({"one": [True]}, "not text"),
        ({"one": ["a"], "one__neg": ["a"]}, "exclude themselves"),
        ({"one": ["/(/"]}, "missing"),
    ],
)
def test_mistakes_are_named(groups: dict[str, Any], says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        lexicon(**groups)


@pytest.mark.parametrize("language", LEXICON_LANGUAGES)
def test_every_language_has_the_groups_rules_read(language: str) -> None:
    groups = load_lexicon(language).groups
    needed = (
        "boolean.yes boolean.no boolean.decline boolean.affirm_phrase boolean.polar_label warranty "
        "addon.noun addon.label "
        "dimension.label gift.wrap gift.card free.trigger contact.field contact.purpose contact.printable base.laptop "
        "base.desktop base.tower base.console base.tablet base.neg safe.head refurb custom.word head.beside"
    ).split()
    assert [name for name in needed if name not in groups] == []


def test_unknown_language() -> None:
    with pytest.raises(KeyError):
        load_lexicon("xx")


def test_common_sections() -> None:
    common = load_common()
    assert {"model", "hardware.re", "maker", "product_type", "browse_node", "category_path_leaf"} <= set(
        common.data
    )
    assert set(common.models) == {"laptop", "desktop", "console", "tablet"}


def test_prefilters_of_expressions_lose_nothing():
    folders = [FOLDER, *(FOLDER.parent / name for name in ("second", "fifth", "seventh"))]
    cells = [cell for folder in folders for cell in read_all(folder)]
    texts = sorted({normalised(text) for cell in cells for text in cell.columns.values()})
    lost = []
    for language in LEXICON_LANGUAGES:
        for group, entries in load_lexicon(language).groups.items():
            for entry in entries:
                needed = required_literals(entry.core) if entry.kind is Kind.REGEX else ()
                aside = (
                    [text for text in texts if not any(literal in text for literal in needed)]
                    if needed
                    else ()
                )
                pattern = compile_regex(entry.core) if aside else None
                lost += [(group, entry.core, text) for text in aside if pattern and pattern.search(text)]
    assert not lost
