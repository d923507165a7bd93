"""Wordings by their grammar: what a sentence asks, promises or states, beside look-alikes that do not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.rules import all_rules
from tests.feeds import make_feed

PLACES = {"instruction": "custom_instruction_1", "label": "custom_label_1", "bullet": "bullet_1"}


def codes(
    place: str, text: str, language: str = "en", marketplace: str = "US", title: str = "Custom Mug"
) -> set[str]:
    feed = make_feed(
        {"sku": ["A1"], "is_customizable": ["Yes"], "title": [title], PLACES.get(place, place): [text]},
        language=language,
        marketplace=marketplace,
    )
    return _found(feed)


def options(label: str, values: Sequence[str], title: str = "Custom Mug", language: str = "en") -> set[str]:
    columns = {f"option_value_1_{n}": [value] for n, value in enumerate(values, 1)}
    feed = make_feed(
        {"sku": ["A1"], "is_customizable": ["Yes"], "title": [title], "custom_label_1": [label], **columns},
        language=language,
    )
    return _found(feed)


def _found(feed: object) -> set[str]:
    rules = [rule for rule in all_rules() if rule.family in ("TX", "OP", "CP")]
    result = audit(feed, settings_from({}), rules=rules)  # type: ignore[arg-type]
    assert not result.crashed, result.problems
    table = result.table("en")
    return set(table.loc[table["severity"] != "info", "code"])


@pytest.mark.parametrize(
    ("code", "place", "text", "found"),
    [
        ("TX308", "instruction", "Your logo is stored on our server so that you can order again", True),
        ("TX308", "instruction", "Your logo is stored on our server and deleted after shipping", False),
        ("TX308", "bullet", "Store your photos in this box for years to come", False),
        ("TX308", "bullet", "The images shown in our shop are examples", False),
        ("TX308", "instruction", "We never share your pictures on our page", False),
        ("TX307", "instruction", "No limits: any logo goes, we stitch everything", True),
        ("TX307", "bullet", "No limits on how you hang it", False),
        ("TX307", "instruction", "We are not responsible for spelling mistakes", False),
        ("TX309", "bullet", "Give us five stars if you like it", True),
        ("TX309", "bullet", "A flag with five stars", False),
        ("TX305", "instruction", "Send the drawing to hello@paperfox.example.org", True),
        ("TX305", "instruction", "We send the proof to you by email", False),
        ("TX306", "instruction", "Then email us the picture", False),
        ("TX306", "label", "Phone number for the driver", True),
        ("TX310", "label", "Passport number", True),
        ("CP021", "bullet", "Each sign is already engraved and on our shelf", True),
        ("CP021", "bullet", "Once it is already engraved and ready to ship we cannot cancel", False),
        ("CP021", "bullet", "Blanks are kept in stock, engraving takes two days", False),
        ("CP030", "title", "Custom Mug, slightly chipped, name printed", True),
        ("CP030", "bullet", "The film protects from minor scratches on the surface", False),
        ("OP231", "instruction", "Leave this area free of text", False),
        ("OP231", "instruction", "Leave a note and get a free gift", True),
    ],
)
def test_wordings(code: str, place: str, text: str, found: bool) -> None:
    assert (code in codes(place, text)) == found


@pytest.mark.parametrize(
    ("code", "place", "text", "language", "marketplace", "found"),
    [
        (
            "TX308",
            "instruction",
            "Ihr Bild wird für weitere Bestellungen dauerhaft archiviert",
            "de",
            "DE",
            True,
        ),
        ("TX308", "instruction", "Ihr Bild wird nach dem Versand gelöscht", "de", "DE", False),
        ("TX308", "bullet", "照片可长期保存不褪色", "zh", "US", False),
        ("TX308", "instruction", "图案文件我们会存档,下次下单更方便", "zh", "US", True),
        ("TX305", "instruction", "我们会把效果图发给您", "zh", "US", False),
        ("TX305", "instruction", "付款后把原图发给我们客服", "zh", "US", True),
        ("TX306", "label", "Coordonnées GPS de la maison", "fr", "FR", False),
        ("CP021", "bullet", "Rohlinge ab Lager, Gravur in zwei Tagen", "de", "DE", False),
        ("CP021", "bullet", "Articolo già stampato, spedito oggi", "it", "IT", True),
        ("CP030", "bullet", "加厚包装防磕碰", "zh", "US", False),
    ],
)
def test_wordings_of_other_languages(
    code: str, place: str, text: str, language: str, marketplace: str, found: bool
) -> None:
    assert (code in codes(place, text, language, marketplace)) == found


@pytest.mark.parametrize(
    ("code", "label", "values", "found"),
    [
        ("OP230", "Your free gift", ["Coaster", "Bookmark"], True),
        ("OP253", "Your free gift", ["Mug", "Tote bag"], False),
        ("OP230", "Free choice of colour", ["Red", "Blue"], False),
        ("OP210", "Warranty", ["1 year", "3 years"], True),
        ("OP210", "Headline", ["Lifetime warranty", "Thank you"], False),
        ("OP254", "Sides", ["Both", "One (-2 dollars)"], True),
        ("OP202", "Note", ["Do", "Re", "Mi", "Fa", "Sol", "La", "Yes"], False),
    ],
)
def test_choices(code: str, label: str, values: list[str], found: bool) -> None:
    assert (code in options(label, values)) == found


def test_a_house_sign_bears_addresses_but_no_delivery_data() -> None:
    sign = "Personalized house sign"
    assert "TX306" not in codes("label", "Street address", title=sign)
    assert "TX306" in codes("label", "Delivery address", title=sign)
    assert "TX306" in codes("label", "E-mail address", title=sign)


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("TX308", "Save your photo as PNG and keep it for two years", False),
        ("TX308", "Your picture is kept until the parcel is sent", False),
        ("TX308", "Share your photo on our page", False),
        ("TX308", "Your drawing may turn up: we post it on our blog", True),
        ("TX307", "We engrave everything on one side, logos excepted", False),
        ("TX307", "Cartoon or club crest, anything is fine", True),
        ("TX305", "Type the message to your mother", False),
        ("TX305", "Let us know the date by message", True),
    ],
)
def test_sentences_read_by_their_parts(code: str, text: str, found: bool) -> None:
    assert (code in codes("instruction", text)) == found
