"""Marks in disguise: found when certain, and never mistaken for initials, alphabets or words of another language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.evasion import LOOK_ALIKES, disguises, revealed, stands_alone
from auditor.text.marks import mark_groups, undisguised
from auditor.text.matcher import Matcher

MATCHER = Matcher(("en",))
FAMILIES = [name for name in mark_groups() if name.endswith(".hidden")]


def hidden(text: str) -> list[str]:
    spans = [span for family in FAMILIES for span in MATCHER.find(family, text)]
    return [undisguised(text[a:b]) for a, b in spans if stands_alone(text, a, b)]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Custom M-L-B jersey", "mlb"),
        ("Custom N.F.L. cap", "nfl"),
        ("Mug with D i s n e y art", "disney"),
        ("D*i*s*n*e*y mug", "disney"),
        ("D1sney mug", "disney"),
        ("G r i n c h shirt", "grinch"),
        ("p0kemon card", "pokemon"),
        ("Gucc1 bag", "gucci"),
    ],
)
def test_disguised_marks_are_found(text: str, mark: str) -> None:
    assert hidden(text) == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "Initials M L B",
        "Monogram M.L.B.",
        "A-M-L-B-C",
        "Letters N-F-L on the ring",
        "A B C D E F G H I J",
        "N B A",
        "Model B5ST1",
        "Nike",
    ],
)
def test_initials_and_codes_are_no_marks(text: str) -> None:
    assert hidden(text) == []


@pytest.mark.parametrize("text", ["Ｄｉｓｎｅｙ", "Dis\u200bney", "Dis\u00adney", "DISNEY"])
def test_normalisation_alone_reveals(text: str) -> None:
    assert MATCHER.found("mark.character", text)


def test_letters_of_another_alphabet() -> None:
    assert revealed("Diѕnеy мир") == "Disney мир"
    assert revealed("Оскар") == "Оскар"


@given(st.text(max_size=40))
def test_revealing_keeps_length_and_plain_text(text: str) -> None:
    shown = revealed(text)
    assert len(shown) == len(text)
    if not any(ord(character) in LOOK_ALIKES for character in text):
        assert shown == text


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_disguise_is_never_the_mark_itself(mark: str) -> None:
    assert mark not in disguises(mark)
    assert all(spelled == spelled.lower() for spelled in disguises(mark))


def test_no_disguise_for_names_of_several_words() -> None:
    assert disguises("star wars") == ()
    assert disguises("迪士尼") == ()
