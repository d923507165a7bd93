"""The matcher: boundaries, plurals, exclusions, offsets; many texts and one text agree."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text.entries import Kind, parse_entry, required_literals
from auditor.text.lexicon import LEXICON_LANGUAGES, load_lexicon
from auditor.text.matcher import Matcher
from auditor.text.normalise import normalised
from auditor.text.spans import Spans

MATCHER = Matcher(
    ("de", "en", "zh"), extra={"mine": ("art", "=no", "logo", "wrap*", "*hülle", "/\\bgrade [ab]\\b/", "T恤")}
)
GROUPS = ("mine", "warranty", "free.trigger", "safe.head", "addon.noun", "rush")


def scan(texts: list[str], *groups: str, matcher: Matcher = MATCHER) -> dict[str, Spans]:
    ids = np.arange(len(texts), dtype=np.int32)
    return matcher.scan(pa.array(texts, pa.large_string()), dict.fromkeys(groups, ids))


def terms(text: str, group: str = "mine") -> list[str]:
    return [text[start:end] for start, end in MATCHER.find(group, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("smart Art arts party", ["Art", "arts"]),
        ("定制logo杯", ["logo"]),
        ("gift wrapping", ["wrapping"]),
        ("Leder-Handy-Hülle", ["Leder-Handy-Hülle"]),
        ("Hülle", []),
        ("Grade A", ["Grade A"]),
        ("定制T恤衫", ["T恤"]),
        ("CAT恤", []),
        ("No (+$2.00)", ["No"]),
        ("No way", []),
        ("Ａｒｔ\u200b work", ["Ａｒｔ"]),
        ("art  \t LOGO", ["art", "LOGO"]),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert terms(text) == found
    assert list(scan([text], "mine")["mine"].terms) == found


def test_exclusions_are_taken_out() -> None:
    assert terms("This will void the warranty.", "warranty") == []
    assert terms("Warranty, and this voids the warranty", "warranty") == ["Warranty"]
    spans = scan(["Warranty, and this voids the warranty", "BPA free"], "warranty", "free.trigger")
    assert list(spans["warranty"].terms) == ["Warranty"]
    assert len(spans["free.trigger"]) == 0


def test_only_asked_texts_are_answered() -> None:
    texts = pa.array(["art", "art", "warranty"], pa.large_string())
    found = MATCHER.scan(texts, {"mine": np.array([1], np.int32), "warranty": np.array([0, 2], np.int32)})
    assert found["mine"].texts.tolist() == [1]
    assert found["warranty"].texts.tolist() == [2]


def test_unknown_group_and_no_texts() -> None:
    assert len(scan(["art"], "nothing")["nothing"]) == 0
    assert len(MATCHER.scan(pa.array([], pa.large_string()), {"mine": np.empty(0, np.int32)})["mine"]) == 0


WORDS = st.sampled_from(
    ["Warranty", "garantie", "保修", "art", "Schutzhülle", "wrap", "void the", "free",
     "BPA", "gift", "ﬁlm", "ｌｏｇｏ",
     "grade b", "rush", "–", "’s", "™", "\u200b", "e\u0301", "  ", "\u00a0", "iPad-Hülle", "T恤",
     "定制", "n\u0303o", "½", "\n"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=7).flatmap(
    lambda words: st.sampled_from([" ", "", "-", ", "]).map(lambda s: s.join(words))
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_many_texts_and_one_text_agree(texts: list[str]) -> None:
    found = scan(texts, *GROUPS)
    for group in GROUPS:
        spans = found[group]
        at = list(zip(spans.texts.tolist(), spans.starts.tolist(), spans.ends.tolist(), strict=True))
        assert at == sorted(at)
        assert at == [(i, a, b) for i, text in enumerate(texts) for a, b in MATCHER.find(group, text)]
        assert list(spans.terms) == [texts[i][a:b] for i, a, b in at]


@pytest.mark.parametrize("language", LEXICON_LANGUAGES)
def test_every_plain_entry_is_found_where_it_is_written(language: str) -> None:
    lexicon = load_lexicon(language)
    entries = [
        e.core for group in lexicon.groups.values() for e in group if e.kind in (Kind.WORD, Kind.PREFIX)
    ]
    matcher = Matcher((), extra={"all": tuple(dict.fromkeys(entries))})
    texts = [f"xx {core.upper() if core.upper().casefold() == core else core}, yy" for core in entries]
    spans = scan(texts, "all", matcher=matcher)["all"]
    covered = {(i, normalised(term)) for i, term in zip(spans.texts.tolist(), spans.terms, strict=True)}
    missing = [e for i, e in enumerate(entries) if not any(e in term for j, term in covered if j == i)]
    assert missing == []


@pytest.mark.parametrize(
    ("source", "literals"),
    [
        (r"\bbuy (?:one|1) get\b", ("buy ",)),
        (r"^(?:a|b)$", ()),
        (r"ab|cd", ()),
        (r"warranty\s+cards?", ("warranty",)),
        (r"x[abc]yz{0,2}", ()),
        (r"\d+ (?:years|months)\b", ("years", "months")),
        (r"(?:years|months)?\s", ()),
        (r"(?:加|另)送", ("送",)),
        (r"\bfree\b(?<=[a-z]-free)", ("free",)),
    ],
)
def test_required_literals(source: str, literals: tuple[str, ...]) -> None:
    assert required_literals(source) == literals


@pytest.mark.parametrize("bad", ["", "   ", "=", "/(/"])
def test_entries_that_say_nothing_are_refused(bad: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_entry(bad)
