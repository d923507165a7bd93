"""auditor.toml: what is accepted, and what a mistake is told."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from auditor.config import Settings, discover, load_settings, settings_from
from auditor.docs import settings_schema
from auditor.model import SettingsError, Severity


@pytest.mark.parametrize(
    ("data", "key", "accepted"),
    [
        ({"xyzzy": []}, "xyzzy", "Known keys: accepted, "),
        ({"own_gs1_prefix": []}, "own_gs1_prefix", "Known keys like it: own_gs1_prefixes"),
        ({"own_gs1_prefixes": ["abc"]}, "own_gs1_prefixes.0", "4 to 12 digits"),
        ({"program_approval": {"status": "yes"}}, "program_approval.status", "'approved'"),
        ({"severity_overrides": {"OP201": "bad"}}, "severity_overrides.OP201", "'error'"),
        ({"ignore": {"nonsense": "why"}}, "ignore.nonsense", "a rule code"),
        ({"retention_days_after_ship": -1}, "retention_days_after_ship", "greater than or equal to 0"),
    ],
)
def test_a_mistake_names_the_key_and_what_it_accepts(
    data: dict[str, object], key: str, accepted: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from(data)
    assert f"'{key}'" in str(caught.value)
    assert accepted in str(caught.value)


def test_codes_are_read_with_or_without_hyphen() -> None:
    settings = settings_from({"ignore": {"op-201": "because"}, "severity_overrides": {"ID": "info"}})
    assert settings.ignored("OP201") == "because"
    assert settings.ignored("OP202") is None
    assert settings.severity_of("ID102", Severity.ERROR) is Severity.INFO
    assert settings.severity_of("OP202", Severity.ERROR) is Severity.ERROR


def test_nearest_file_wins(tmp_path: Path) -> None:
    inner = tmp_path / "client" / "feeds"
    inner.mkdir(parents=True)
    (tmp_path / "auditor.toml").write_text('language = "zh"\n', encoding="utf-8")
    assert discover(inner / "feed.csv") == tmp_path / "auditor.toml"
    (inner / "auditor.toml").write_text("﻿language = 'en'\n", encoding="utf-8")
    found = discover(inner / "feed.csv")
    assert found == inner / "auditor.toml"
    assert load_settings(found).language == "en"


def test_broken_toml_is_said(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text("language = \n", encoding="utf-8")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(path)


def test_feed_entry_gives_the_hint_of_the_first_match() -> None:
    settings = settings_from(
        {"feeds": [{"match": "erp_*.CSV", "layout": "generic_table", "columns": {"Désignation": "title"}}]}
    )
    assert settings.feed_hint("/x/ERP_1.csv").columns == {"Désignation": "title"}
    assert settings.feed_hint("/x/other.csv").layout == ""


def test_json_schema_accepts_what_we_accept() -> None:
    schema = settings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"own_gs1_prefixes": ["0614141"], "language": "zh"}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"langage": "zh"}, schema)


def test_settings_hash_changes_with_settings() -> None:
    assert Settings().fingerprint() == Settings().fingerprint()
    assert Settings().fingerprint() != settings_from({"language": "zh"}).fingerprint()
