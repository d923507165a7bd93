"""Word lists keep their schema."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.text.lexicon import LEXICON_LANGUAGES, LexiconError, load_common, load_lexicon, read_lexicon

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
