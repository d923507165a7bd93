"""Schema columns and recognition steps that several layouts share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import pandera.pandas as pa

from . import checks
from .fold import squash
from .layout import Found, Grid, column
from .meaning import Meaning, understand
from .paths import MARKETPLACES, parse_path

PARENT_WORDS = (
    "parent", "eltern", "übergeordnet", "übergeordnetes element", "principal", "padre", "genitore", "parente",
    "父商品", "父", "父体", "父级", "親", "parent sku",
)  # fmt: skip
DELETE_WORDS = (
    "delete", "d", "x", "löschen", "supprimer", "eliminar", "elimina", "borrar", "删除", "削除", "remove",
)  # fmt: skip
GTIN_TYPES = (
    "ASIN", "EAN", "GCID", "GTIN", "UPC", "ISBN", "PZN", "JAN", "JAN Code", "MINSAN", "NDC", "GTIN Exempt", "EAN/GTIN",
)  # fmt: skip
LOADER_ID_TYPES = ("1", "2", "3", "4", "ASIN", "ISBN", "UPC", "EAN", "GTIN", "GCID", "JAN")
LOADER_CONDITIONS = tuple(str(number) for number in range(1, 12))

SETTINGS_CELLS = "settings"


def sku_column(maximum: int = 40, *, once: bool = True) -> pa.Column:
    """The seller's own number: filled, at most ``maximum`` characters, in one row only unless told otherwise."""
    rules = [checks.required(), checks.length(maximum)]
    return column(*rules, *([checks.unique()] if once else []), present=True)


def price_columns(*, decimals: int = 2) -> dict[str, pa.Column]:
    """Prices: positive numbers."""
    names = ("price", "sale_price", "min_price", "max_price", "business_price", "list_price")
    return {name: column(checks.number(0, above=True, decimals=decimals)) for name in names}


def offer_columns() -> dict[str, pa.Column]:
    """Price, quantity, handling time and sale dates of an offer."""
    return {
        **price_columns(),
        "quantity": column(checks.integer(0)),
        "handling_time": column(checks.integer(0)),
        "sale_start": column(checks.date()),
        "sale_end": column(checks.date()),
        "restock_date": column(checks.date()),
    }


def image_columns() -> dict[str, pa.Column]:
    """Image links: complete http(s) addresses."""
    return {
        "main_image_url": column(checks.url()),
        "swatch_image_url": column(checks.url()),
        "^image_url(_[0-9]+)?$": column(checks.url()),
    }


def custom_columns() -> dict[str, pa.Column]:
    """Columns of customizations, for every layout a seller may put them into."""
    return {
        "^option_price(_[0-9]+)*$": column(checks.number(0)),
        "^custom_(min|max)_chars_[0-9]+$": column(checks.integer(0)),
        "^custom_max_lines_[0-9]+$": column(checks.integer(1)),
        "^area_(x|y|width|height)_[0-9]+$": column(checks.integer(0)),
        "^(option_thumbnail|font_url|preview_image_url)(_[0-9]+)*$": column(checks.url()),
        "^color_hex(_[0-9]+)*$": column(checks.pattern("#?[0-9A-Fa-f]{3}|#?[0-9A-Fa-f]{6}", "#1A2B3C")),
    }


def settings_of(grid: Grid) -> Mapping[str, str]:
    """The key=value pairs of a template's settings, cut over the cells ``settings``, ``settings2`` and so on."""
    pieces: dict[int, str] = {}
    cells = grid.rows[0][1] if grid.rows else ()
    for cell in cells:
        text = cell.strip()
        if text.startswith(SETTINGS_CELLS):
            head, mark, tail = text.partition("=")
            number = head.removeprefix(SETTINGS_CELLS)
            if mark and (not number or number.isdigit()):
                pieces[int(number or 1)] = tail
    joined = "".join(pieces[number] for number in sorted(pieces))
    pairs = (piece.partition("=") for piece in joined.split("&"))
    return {key: unquote(value) for key, mark, value in pairs if mark}


def row_setting(settings: Mapping[str, str], key: str) -> int:
    """A row number the settings state, 0 where they do not."""
    value = settings.get(key, "")
    return int(value) if value.isdigit() else 0


def origin(settings: Mapping[str, str]) -> dict[str, str]:
    """Marketplace and language that the settings state."""
    marketplace = MARKETPLACES.get(settings.get("primaryMarketplaceId", "").rpartition(".")[2], "")
    language = settings.get("contentLanguageTag", "")[:2].lower()
    return {key: value for key, value in (("marketplace", marketplace), ("language", language)) if value}


def path_count(cells: Sequence[str]) -> int:
    """How many cells are attribute paths."""
    return sum(1 for cell in cells if cell.strip() and parse_path(cell) is not None)


def marked_template(grid: Grid, names: Sequence[str]) -> tuple[int, int, int] | None:
    """(label row, name row, data row) of a template whose first row is a marker: the machine names stand in the
    first row below that holds one of ``names`` (squashed).
    """
    below = [number for number, _ in grid.rows[1:5]]
    for number in below:
        if grid.squashed[number] & set(names):
            # The label row may say "SKU" as well as the row of machine names below it.
            name = number + 1 if grid.squashed.get(number + 1, frozenset()) & set(names) else number
            return (name - 1 if name - 1 in below else name), name, name + 1
    return None


def marked_loader(grid: Grid, kind: str, names: Sequence[str] = ("sku",)) -> Found | None:
    """A loader whose first row says ``TemplateType=kind``; ``names`` as in ``marked_template``."""
    rows = (
        marked_template(grid, names) if grid.marked.get("TemplateType", "").lower() == kind.lower() else None
    )
    if rows is None:
        return None
    return Found(
        score=96,
        label_row=rows[0],
        name_row=rows[1],
        data_row=rows[2],
        english=f"row {grid.rows[0][0]} says TemplateType={kind}",
        chinese=f"第 {grid.rows[0][0]} 行写有 TemplateType={kind}",
    )


def report(
    fields: Sequence[str],
    *,
    english: str,
    chinese: str,
    score: float,
    own: Mapping[str, str] | None = None,
    also: Callable[[set[str], frozenset[str]], bool] = lambda found, texts: True,
) -> Callable[[Grid], Found | None]:
    """A recogniser for a table with one header row that holds all of ``fields`` and passes ``also`` (found fields,
    squashed headers).
    """

    def recognise(grid: Grid) -> Found | None:
        for number, cells in grid.rows:
            if sum(1 for cell in cells if cell.strip()) < 2:
                continue
            meanings = understand(list(cells), (), own or {})
            found = {meaning.field for meaning in meanings}
            if set(fields) <= found and also(found, grid.squashed[number]):
                return Found(
                    score=score,
                    label_row=number,
                    data_row=number + 1,
                    english=english.format(row=number),
                    chinese=chinese.format(row=number),
                )
        return None

    return recognise


def labels_to_keys(text: str) -> dict[str, str]:
    """``Header = key`` lines → squashed header → key; a key of ``-`` means: not to be understood."""
    pairs = (line.split("=", 1) for line in text.strip().splitlines())
    return {squash(label): "" if key.strip() == "-" else key.strip() for label, key in pairs}


def meanings_of(cells: Sequence[str], own: Mapping[str, str] | None = None) -> list[Meaning]:
    """Meanings of one header row."""
    return understand(list(cells), (), own or {})


Columns = dict[str, Any]
