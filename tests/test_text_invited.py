"""Forms that leave the pick of protected content to buyers."""

from __future__ import annotations

import pytest

from auditor.text.invited import invited, picks


@pytest.mark.parametrize(
    "text",
    [
        "Name any movie character you would like on the cup",
        "Which K-pop idol shall we draw?",
        "Dein Lieblings-Superheld als Motiv",
        "Welche Comicfigur sollen wir malen",
        "Indiquez votre super-héros préféré",
        "Escribe tu personaje de anime favorito",
        "Scrivi qualsiasi personaggio dei fumetti",
        "请填写喜欢的动漫角色",
        "お好きなアニメのキャラクターを書いてください",
    ],
)
def test_protected_subjects_left_to_the_buyer(text):
    assert invited(text)


@pytest.mark.parametrize(
    "text",
    [
        "Any characters, up to 14",
        "Which photo should stand in front?",
        "No cartoon characters of any kind please",
        "Your own original character in any pose",
        "Superhero cape in any colour",
        "请勿上传任何明星照片",
        "Ihre Lieblingsfarbe",
        "",
    ],
)
def test_what_is_no_invitation(text):
    assert invited(text) is None


def test_a_pick_is_a_word_of_choice():
    assert picks("your favourite one")
    assert not picks("the one on the left")
