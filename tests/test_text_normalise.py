"""Normalisation keeps its promises and finds its way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.text.normalise import clean_option, normalised, normalised_with_map, original_span

MIXED = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aAéÉñßø ﬁ½™…–’“”０Ａｶﾞがプ定制\u200b\u0301\u3099\t\n\u00a0\u3000"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("  Ｇａｒａｎｔíａ \u200b 2\u00a0 Años ", "garantia 2 anos"),
        ("Groß – “XL”", 'gross - "xl"'),
        ("ガラスフィルム", "ガラスフィルム"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("e\u0301te\u0301", "ete"),
        ("Ø20", "ø20"),
    ],
)
def test_forms(written: str, form: str) -> None:
    assert normalised(written) == form


@given(MIXED)
@example("İ")
def test_normalising_twice_changes_nothing_but_width(text: str) -> None:
    once = normalised(text)
    assert "  " not in once
    assert once == once.strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in once)


@given(MIXED)
def test_map_is_ascending_and_inside(text: str) -> None:
    form, places = normalised_with_map(text)
    assert form == normalised(text)
    assert len(form) == len(places)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(MIXED, st.data())
def test_slices_lead_back_to_the_text_they_come_from(text: str, data: st.DataObject) -> None:
    form, places = normalised_with_map(text)
    if not form:
        return
    start = data.draw(st.integers(0, len(form) - 1))
    end = data.draw(st.integers(start + 1, len(form)))
    first, last = original_span(text, places, start, end)
    assert 0 <= first < last <= len(text)
    assert form[start:end].strip() in normalised(text[first:last])


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("Yes (+$5.00)", "yes"),
        ("1) Yes", "yes"),
        ("✓ Yes!", "yes"),
        ("b) No", "no"),
        ("是（+10元）", "是"),
        ("Ja (+3,00 €)", "ja"),
        ("No. 1 Dad", "no. 1 dad"),
        ("8 x 10", "8 x 10"),
        ("5", "5"),
    ],
)
def test_choices_are_compared_without_prices_and_numbering(written: str, cleaned: str) -> None:
    assert clean_option(written) == cleaned
