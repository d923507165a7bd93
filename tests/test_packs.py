"""The dated rule pack polices itself: no overlap, no gap, no unknown key, no limit that nobody reads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from auditor.config import Settings
from auditor.evidence import Evidence
from auditor.evidence.market import announced, days, limit, listed, prices
from auditor.evidence.records import machine_words
from auditor.feed.template.model import ColumnLaw, Place, Template
from auditor.layouts import FIELDS, MARKETPLACES
from auditor.packs import Entry, Pack, load_pack, load_words
from auditor.rules.market_texts import SIZED
from tests.feeds import make_feed

PACK = load_pack()
LIMITS = list(PACK.limits)
HOMES = sorted({*MARKETPLACES.values(), ""})
ROOT = Path(__file__).resolve().parents[1] / "auditor"


def boundaries(name: str) -> list[dt.date]:
    """The first day of every entry, the day after the last of each, and today."""
    found = {dt.date(2026, 6, 1)}
    for entry in PACK.limits[name]:
        found |= {entry.valid_from} if entry.valid_from else set()
        found |= {entry.valid_to + dt.timedelta(1)} if entry.valid_to else set()
    return sorted(found)


@pytest.mark.parametrize("name", LIMITS)
class TestLimits:
    def test_no_two_entries_hold_at_once(self, name: str) -> None:
        for day in boundaries(name):
            valid = [entry for entry in PACK.limits[name] if entry.on(day)]
            general = [entry for entry in valid if not entry.marketplaces]
            assert len(general) <= 1, f"{name}: two general entries on {day}"
            named = [home for entry in valid for home in entry.marketplaces]
            assert len(named) == len(set(named)), f"{name}: a marketplace is named twice on {day}"

    def test_no_gap_once_it_began(self, name: str) -> None:
        entries = PACK.limits[name]
        spared = {home for entry in entries for home in entry.except_}
        for home in set(HOMES) - spared:
            held = [PACK.entry(name, home, day) is not None for day in boundaries(name)]
            assert held == sorted(held), f"{name}: no entry for {home or 'an unknown marketplace'} in between"

    def test_marketplaces_are_known(self, name: str) -> None:
        for entry in PACK.limits[name]:
            assert {*entry.marketplaces, *entry.except_} <= set(HOMES)

    def test_kind_of_value_is_one(self, name: str) -> None:
        kinds = {type(entry.value) for entry in PACK.limits[name]}
        assert len(kinds) == 1
        assert all(not isinstance(e.value, int) or e.value > 0 for e in PACK.limits[name])

    def test_is_read_by_a_rule(self, name: str) -> None:
        sources = [path.read_text(encoding="utf-8") for path in ROOT.glob("rules/*.py")]
        sized = {f"{field}_characters" for field in SIZED}
        assert name in sized or any(f'"{name}"' in text for text in sources), f"no rule reads {name}"

    def test_uncertain_limits_do_not_refuse(self, name: str) -> None:
        for entry in PACK.limits[name]:
            assert entry.certainty != "single" or entry.severity in (None, "info", "warning")


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError, match="valid_until"):
        Pack.model_validate(
            {
                "limits": {
                    "a": [
                        {"value": 1, "valid_until": "2026-01-01", "certainty": "official", "source": "x" * 9}
                    ]
                }
            }
        )
    with pytest.raises(ValidationError, match="before valid_from"):
        Entry.model_validate(
            {
                "value": 1,
                "valid_from": "2026-01-02",
                "valid_to": "2026-01-01",
                "certainty": "official",
                "source": "a source",
            }
        )
    with pytest.raises(ValidationError, match="not both"):
        Entry.model_validate(
            {
                "value": 1,
                "marketplaces": ["US"],
                "except": ["DE"],
                "certainty": "official",
                "source": "a source",
            }
        )


def at(day: str, marketplace: str = "US") -> Evidence:
    feed = make_feed({"sku": ["A1"]}, layout="custom_flat_file", marketplace=marketplace)
    return Evidence(feed, Settings(today=dt.date.fromisoformat(day)))


def test_the_day_and_the_marketplace_decide() -> None:
    assert limit(at("2025-01-20"), "title_characters") == 500
    assert limit(at("2025-01-21"), "title_characters") == 200
    assert limit(at("2026-07-26"), "title_short_characters") is None
    assert limit(at("2026-07-27"), "title_short_characters") == 75
    assert limit(at("2026-07-27", "AE"), "title_short_characters") is None
    assert [limit(at("2026-01-01", m), "search_term_bytes") for m in ("", "US", "JP", "IN")] == [
        249,
        249,
        500,
        200,
    ]
    assert listed(at("2026-01-01", "DE"), "channel_codes") == ("DEFAULT", "AMAZON_EU")


def test_what_is_announced_is_known_before_its_day() -> None:
    coming = announced(at("2026-01-01"), "title_short_characters")
    assert coming is not None
    assert not coming.on(dt.date(2026, 1, 1))
    assert announced(at("2026-01-01", "TR"), "title_short_characters") is None


def test_words_mean_one_thing() -> None:
    for name, meanings in load_words().lists.items():
        seen: dict[str, str] = {}
        for meaning, languages in meanings.items():
            for spoken in languages.values():
                for word in spoken:
                    assert word == word.lower().strip(), f"{name}: {word!r}"
                    assert seen.setdefault(word, meaning) == meaning, f"{name}: {word!r} means two things"


def test_themes_name_fields() -> None:
    assert set(load_words().lists["theme"]) <= set(FIELDS)


def test_words_of_the_drop_down_are_machine_values() -> None:
    feed = make_feed({"sku": ["A1", "A2"], "record_action": ["Nur einen Teil ändern", "delete"]})
    law = ColumnLaw(position=1, aliases={"Nur einen Teil Ändern": "partial_update"})
    template = Template(
        sheet="Template",
        settings={},
        columns={1: law},
        product_types=frozenset(),
        product_type_place=Place("Template"),
        product_type_column=-1,
        states=None,
    )
    words, places = machine_words(feed.replaced(template=template), feed.columns[1])
    assert [words[place] for place in places] == ["partial_update", "delete"]


def test_dates_of_two_readings_need_a_marketplace() -> None:
    texts = [
        "2026-05-31",
        "31.05.2026 10:00",
        "03/04/2026",
        "13/04/2026",
        "5/5/2026",
        "2026-02-30",
        "soon",
        "",
    ]
    columns = {"sku": [str(n) for n in range(len(texts))], "sale_end": texts}

    def read(marketplace: str) -> list[str]:
        evidence = Evidence(make_feed(columns, marketplace=marketplace), Settings())
        return [str(day) for day in days(evidence, evidence.feed.columns[1])]

    assert read("US") == [
        "2026-05-31",
        "2026-05-31",
        "2026-03-04",
        "2026-04-13",
        "2026-05-05",
        "NaT",
        "NaT",
        "NaT",
    ]
    assert read("DE")[2] == "2026-04-03"
    assert read("")[2:4] == ["NaT", "2026-04-13"]


def test_prices_with_decimal_commas() -> None:
    feed = make_feed(
        {"sku": ["1", "2", "3"], "price": ["9,99", "1234", ""], "min_price": ["9.99", "1,5", "x"]}
    )
    (offer,) = prices(Evidence(feed, Settings()))
    assert offer.number("price")[:2].tolist() == [9.99, 1234.0]
    assert [str(number) for number in offer.number("min_price")] == ["9.99", "nan", "nan"]
