"""The definitions sheet: its header and words in seven languages, ranges of fields, groups."""

from __future__ import annotations

from pathlib import Path

import pytest
from template_books import FIELDS, law, loaded, product_type_template

from auditor.feed.template.definitions import REQUIREMENTS, ROLES, expanded, requirement_of

ROWS = [["S1", "SIGN", "Oak sign", "b", "", "Wood", 2, "kg", ""]]

LANGUAGES = {
    "en": ("Group name|Field name|Local label name|Accepted values|Example|Required?", "Required|Optional"),
    "de": (
        "Gruppenname|Feldname|Lokale Bezeichnung|Gültige Werte|Beispiel|Pflichtfeld?",
        "Pflichtfeld|Optional|Erforderlich|Bedingt erforderlich|Empfohlen|Bevorzugt",
    ),
    "es": (
        "Nombre del grupo|Nombre del campo|Nombre de etiqueta local|Valores válidos|Ejemplo|¿Obligatorio?",
        "Obligatorio|Opcional|Obligatorio|Obligatorio condicionalmente|Recomendado",
    ),
    "it": (
        "Nome del gruppo|Nome del campo|Nome etichetta locale|Valori accettati|Esempio|Obbligatorio?",
        "Obbligatorio|Facoltativo|Obbligatorio|Obbligatorio a determinate condizioni|Consigliato",
    ),
    "fr": (
        "Nom du groupe|Nom du champ|Nom d'étiquette local|Valeurs acceptées|Exemple|Obligatoire ?",
        "Obligatoire|Facultatif|Obligatoire|Requis à titre conditionnel|Recommandé",
    ),
    "ja": ("グループ名|フィールド名|ローカルラベル名|有効な値|例|必須?", "必須|任意|必須|条件付き必須|推奨"),
    "zh": ("组名|字段名称|本地标签名称|可接受的值|示例|是否必填？", "必填|可选|必填|有条件必填|推荐"),
}
ORDER = ("required", "optional", "required", "conditional", "preferred", "preferred")


@pytest.mark.parametrize("language", LANGUAGES)
def test_definitions_in_seven_languages(tmp_path: Path, language: str) -> None:
    header, words = (part.split("|") for part in LANGUAGES[language])
    stated = [(FIELDS[at], word) for at, word in zip((0, 2, 3, 5, 6, 7), words, strict=False)]
    rows = [["title"], [""], header, ["a group"], *(["", name, "", "", "", word] for name, word in stated)]
    feed = loaded(product_type_template(ROWS, definitions=rows), tmp_path)
    for (name, _), wanted in zip(stated, ORDER, strict=False):
        definition = law(feed, FIELDS.index(name)).definition
        assert definition is not None
        assert definition.requirement == wanted, name


def test_requirement_words() -> None:
    assert requirement_of("CONDITIONALLY  required") == "conditional"
    assert requirement_of("MANDATORY IF “Fulfillment_Center_ID” = ‘AMAZON_NA’") == "conditional"
    assert requirement_of("Desired.") == "preferred"
    assert requirement_of("") is None
    assert requirement_of("Blue") is None
    assert len(ROLES) > 40
    assert len(REQUIREMENTS) > 40


def test_ranges_of_fields() -> None:
    assert expanded("bullet_point1 - bullet_point5") == [f"bullet_point{n}" for n in range(1, 6)]
    assert expanded("a1_unit - a3_unit") == ["a1_unit", "a2_unit", "a3_unit"]
    assert expanded("offer[x=A1] - b") == ["offer[x=A1] - b"]
    assert expanded("a1 - a999999") == ["a1 - a999999"]
    assert expanded("") == []


@pytest.mark.parametrize(
    ("heading", "other", "expected"),
    [
        ("Compliance - Compliance Information", "Required", "conditional"),
        ("Konformitäts - Informationen", "Erforderlich", "conditional"),
        ("Dimensions - Size", "Required", "required"),
        ("Compliance - Compliance Information", "Conditionally Required", "required"),
    ],
)
def test_compliance_fields_depend_on_each_other(
    tmp_path: Path, heading: str, other: str, expected: str
) -> None:
    rows = [
        ["Group Name", "Field Name", "Local Label Name", "Accepted Values", "Example", "Required?"],
        ["Basic - Basic"], ["", FIELDS[0], "", "", "", other],
        [heading], ["", FIELDS[5], "", "", "", "Required"],
    ]  # fmt: skip
    definition = law(loaded(product_type_template(ROWS, definitions=rows), tmp_path), 5).definition
    assert definition is not None
    assert definition.requirement == expected
