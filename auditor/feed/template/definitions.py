"""The definitions sheet: which fields it defines, how it words their requirement, in nine languages.

The header row is searched, not assumed: its words differ by language, case and year, and titles stand above it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.feed.table import Feed, Sheet, column_letter
from auditor.feed.template.book import Book
from auditor.feed.template.model import Definition, Place, Requirement
from auditor.layouts import squash

HEAD_ROWS = 12
ROW_LIMIT = 20_000
RANGE_LIMIT = 500
"""Columns one ``a1 - a500`` may stand for."""

SHEET_WORDS = ("definition", "definic", "definizion", "datendef", "definiz", "définition", "定義", "定义")
ROLES: Mapping[str, str] = {
    squash(word): role
    for role, words in {
        "field": "Field Name|Feldname|Nombre del campo|Nome del campo|Nom du champ|フィールド名|項目名|字段名称|"
        "字段名|Veldnaam|Nazwa pola|Fältnamn",
        "label": "Local Label Name|Label Name|Lokale Bezeichnung|Nombre de etiqueta local|Nombre de la etiqueta local|"
        "Nome etichetta locale|Nome etichetta|Nom d'étiquette local|Nom de l'étiquette locale|Libellé local|"
        "Nom de libellé local|ローカルラベル名|ラベル名|推奨ラベル名|本地标签名称|本地标签名|标签名称|Lokale labelnaam|"
        "Attribute Name",
        "accepted": "Accepted Values|Valid Values|Gültige Werte|Akzeptierte Werte|Valores válidos|Valores aceptados|"
        "Valori accettati|Valori validi|Valeurs acceptées|Valeurs valides|有効な値|入力可能な値|入力値|推奨値|"
        "可接受的值|有效值|接受值|可接受值",
        "example": "Example|Example Values|Beispiel|Ejemplo|Esempio|Exemple|例|入力例|示例|例子|Voorbeeld|Przykład",
        "required": "Required?|Pflichtfeld?|Erforderlich?|¿Obligatorio?|Obbligatorio?|Richiesto?|Obligatoire ?|"
        "Requis ?|必須?|必須／任意|必須か?|是否必填|必填项?|必填?|是否必需|Verplicht?|Wymagane?",
    }.items()
    for word in words.split("|")
}
_WORDS: Mapping[Requirement, str] = {
    "required": "Required|Mandatory|Erforderlich|Pflichtfeld|Obligatorio|Requerido|Obbligatorio|Richiesto|"
    "Obligatoire|Requis|必須|必須項目|必填|必需|必须|Verplicht|Wymagane",
    "conditional": "Conditionally Required|Conditional|Bedingt erforderlich|Obligatorio condicionalmente|"
    "Condicionalmente obligatorio|Obligatorio con condiciones|Obbligatorio a determinate condizioni|"
    "Obbligatorio in determinate condizioni|Requis à titre conditionnel|Requis sous condition|"
    "Obligatoire sous conditions|条件付き必須|条件により必須|条件付きで必須|有条件必填|条件必填|有条件必需|条件性必填|"
    "Voorwaardelijk verplicht|Warunkowo wymagane",
    "preferred": "Preferred|Recommended|Desired|Empfohlen|Bevorzugt|Recomendado|Preferido|Consigliato|Raccomandato|"
    "Preferito|Recommandé|Préféré|推奨|推奨項目|推荐|建议|首选|Aanbevolen|Zalecane",
    "optional": "Optional|Opcional|Facoltativo|Opzionale|Facultatif|Optionnel|任意|任意項目|オプション|可选|选填|"
    "可选项|Optioneel|Opcjonalne",
}
REQUIREMENTS: Mapping[str, Requirement] = {
    squash(word): requirement for requirement, words in _WORDS.items() for word in words.split("|")
}
COMPLIANCE = (
    "compliance", "konformitat", "cumplimiento", "conformi", "コンプライアンス", "合规",
)  # fmt: skip
"""How the heading of the compliance group begins, squashed."""
_OPENINGS = tuple(key for key, value in REQUIREMENTS.items() if value == "required")

_RANGE = re.compile(r"(.*?)([0-9]+)(\D*)\s+[-–—~]\s+(.*?)([0-9]+)(\D*)", re.DOTALL)


def requirement_of(word: str) -> Requirement | None:
    """What a requirement word means; a required word with a condition after it is *conditional*."""
    key = squash(word)
    if key in REQUIREMENTS:
        return REQUIREMENTS[key]
    return "conditional" if key.startswith(_OPENINGS) else None


def definitions(book: Book) -> dict[int, Definition]:
    """Column position → its definition."""
    found: dict[int, Definition] = {}
    for name in _candidates(book):
        header = _header(book.head(name, HEAD_ROWS))
        sheet = book.sheet(name) if header else None
        if header is None or sheet is None:
            continue
        number, roles = header
        for positions, definition in _rows(sheet, number, roles, _Fields(book.feed)):
            for position, binding in positions.items():
                found.setdefault(position, definition if binding else unbound(definition))
    return found


def unbound(definition: Definition) -> Definition:
    """The same for further columns of the field: what may stand in them holds, that they must be filled does not."""
    binding = definition.requirement in ("required", "conditional")
    return replace(definition, requirement="optional") if binding else definition


def _candidates(book: Book) -> list[str]:
    """Sheets to look at: by name, or all small talkers where no name says so."""
    others = [name for name in book.sheet_names if name != book.feed.sheet]
    named = [name for name in others if any(squash(word) in squash(name) for word in SHEET_WORDS)]
    return named or others


def _header(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, dict[str, int]] | None:
    """(row number, role → position) of the first row that names a field or label and a requirement."""
    for number, cells in rows:
        roles: dict[str, int] = {}
        for position, cell in enumerate(cells):
            role = ROLES.get(squash(cell)) if len(cell) < 60 else None
            if role:
                roles.setdefault(role, position)
        if "required" not in roles and {"field", "label"} & roles.keys() and cells:
            last = max(position for position, cell in enumerate(cells) if cell.strip())
            if squash(cells[last]) in REQUIREMENTS:
                roles["required"] = last
        if "required" in roles and {"field", "label"} & roles.keys():
            return number, roles
    return None


def _rows(
    sheet: Sheet, number: int, roles: Mapping[str, int], fields: _Fields
) -> Iterator[tuple[dict[int, bool], Definition]]:
    """(columns a row defines, True where it binds them; their definition)."""
    begin = int((sheet.rows <= number).sum())
    texts = {
        role: sheet.columns[position].slice(begin, ROW_LIMIT).to_pylist()
        for role, position in roles.items()
        if position < len(sheet.columns)
    }
    count = min(len(sheet.rows) - begin, ROW_LIMIT)
    blank = [""] * count
    required, accepted, example = (texts.get(role, blank) for role in ("required", "accepted", "example"))
    words = [requirement_of(word) for word in required]
    # Sheets without a word for "conditionally" call battery and dangerous-goods fields required outright.
    hedged = "conditional" in words
    compliance = False
    groups = sheet.columns[0].slice(begin, ROW_LIMIT).to_pylist()
    for index, (name, label) in enumerate(
        zip(texts.get("field", blank), texts.get("label", blank), strict=True)
    ):
        if groups[index].strip() and roles.get("field", 0) > 0:
            compliance = squash(groups[index]).startswith(COMPLIANCE)
        positions = fields.positions(name, label)
        if not positions:
            continue
        lenient = compliance and not hedged and words[index] == "required"
        row = int(sheet.rows[begin + index])
        yield (
            positions,
            Definition(
                requirement="conditional" if lenient else words[index],
                place=Place(sheet.name, f"{column_letter(roles['required'])}{row}"),
                accepted=accepted[index],
                example=example[index],
            ),
        )


class _Fields:
    """The feed's columns by machine name and, where these differ, by label."""

    def __init__(self, feed: Feed) -> None:
        self._names: dict[str, list[int]] = defaultdict(list)
        self._labels: dict[str, list[int]] = defaultdict(list)
        for column in feed.columns:
            for name in {_key(column.name), _key(column.header) if not column.name else ""} - {""}:
                self._names[name].append(column.position)
            self._labels[squash(column.header)].append(column.position)
        self._unnamed = {column.position for column in feed.columns if not column.name}

    def positions(self, name: str, label: str) -> dict[int, bool]:
        """The columns a row of the definitions sheet speaks of, True where it binds them.

        Of a range of fields the first is bound. A label counts where no name does: of one column, or of a run of
        columns side by side (``Bullet Point`` six times).
        """
        names = expanded(name.strip())
        found = {at: number == 0 for number, one in enumerate(names) for at in self._names.get(_key(one), ())}
        if found or not label.strip():
            return found
        same = self._names.get(_key(label)) or [
            at for at in self._labels.get(squash(label), ()) if at in self._unnamed
        ]
        side_by_side = bool(same) and same[-1] - same[0] == len(same) - 1
        return {at: at == same[0] for at in same} if side_by_side else {}


def _key(name: str) -> str:
    return name.strip().casefold()


def expanded(name: str) -> list[str]:
    """``bullet_point1 - bullet_point5`` → the five names; a single name is itself."""
    found = _RANGE.fullmatch(name)
    if not found or found[1].strip() != found[4].strip() or found[3].strip() != found[6].strip():
        return [name] if name else []
    first, last = int(found[2]), int(found[5])
    if not first <= last < first + RANGE_LIMIT:
        return [name]
    return [f"{found[1]}{number}{found[3]}" for number in range(first, last + 1)]


def _serial(name: str) -> tuple[str, bool]:
    """A name without its numbers, and whether it is the first of its series."""
    if "#" in name:
        return re.sub(r"#[0-9]+", "#", name), not re.search(r"#(?!1\b)[0-9]", name)
    found = re.fullmatch(r"(.*?)([0-9]+)", name)
    return (found[1], found[2] == "1") if found else (name, True)


def with_series(feed: Feed, found: Mapping[int, Definition]) -> dict[int, Definition]:
    """The definitions, and for columns without one that of the first of their numbered series (sheets that list
    ``#1`` only): what may stand in them holds too, that they must be filled does not.
    """
    first: dict[str, int] = {}
    serial = {column.position: _serial(column.name) for column in feed.columns if column.name}
    for position in sorted(found):
        name, is_first = serial.get(position, ("", False))
        if is_first:
            first.setdefault(name, position)
    complete = dict(found)
    for position, (name, _) in serial.items():
        if position not in complete and name in first:
            complete[position] = unbound(found[first[name]])
    return complete
