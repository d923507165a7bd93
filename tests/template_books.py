"""Small templates that carry their own requirements, each quirk as real ones have it; written with xlsxwriter."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import xlsxwriter

from auditor.feed.load import load_feed
from auditor.feed.table import Feed
from auditor.feed.template.model import ColumnLaw

Rows = Sequence[Sequence[Any]]


def encoded(value: Any) -> str:
    """Base64 of a text or of JSON, without padding, escaped as in a settings row."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return quote(base64.b64encode(text.encode()).decode().rstrip("="), safe="")


def settings_cells(pairs: Mapping[str, Any], length: int = 60) -> list[str]:
    """A settings string cut over ``settings=``, ``settings2=`` …"""
    text = "&".join(f"{key}={value}" for key, value in pairs.items())
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    return [f"settings{number if number > 1 else ''}={piece}" for number, piece in enumerate(pieces, 1)]


@dataclass
class Template:
    """A workbook: sheet name → rows; hidden sheets; defined names; validations of the main sheet."""

    main: str = "Template"
    sheets: dict[str, Rows] = field(default_factory=dict)
    hidden: tuple[str, ...] = ("Dropdown Lists", "AttributePTDMAP")
    names: dict[str, str] = field(default_factory=dict)
    validations: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def choose(self, cells: str, source: Any, *, closed: bool = True, **more: Any) -> None:
        """A drop-down."""
        options = {"validate": "list", "source": source, "show_error": closed, "ignore_blank": False}
        self.validations.append((cells, {**options, **more}))

    def write(self, path: Path) -> Path:
        """The file."""
        with xlsxwriter.Workbook(path) as book:
            for name, rows in self.sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    sheet.write_row(at, 0, row)
                if name in self.hidden:
                    sheet.hide()
                if name == self.main:
                    for cells, options in self.validations:
                        sheet.data_validation(cells, options)
            book.get_worksheet_by_name(self.main).activate()
            for name, where in self.names.items():
                book.define_name(name, f"={where}")
        return path


FIELDS = (
    "contribution_sku#1.value",
    "product_type#1.value",
    "item_name[marketplace_id=ATVPDKIKX0DER]#1.value",
    "bullet_point#1.value",
    "bullet_point#2.value",
    "special#1.value",
    "item_weight#1.value",
    "item_weight#1.unit",
    "purchasable_offer[audience=ALL]#1.our_price#1.schedule#1.value_with_tax",
)
LABELS = (
    "SKU",
    "Product Type",
    "Item Name",
    "Bullet Point",
    "Bullet Point",
    "Special",
    "Weight",
    "Unit",
    "Price",
)


def product_type_template(rows: Rows = (), *, definitions: Rows | None = None, **extra: Any) -> Template:
    """A template with attribute paths for SIGN and 2-PLAY MAT, keys of the settings in any order."""
    aliases = [
        {"attribute": "special#1.value", "aliases": {"Rot": "red", "Blau": "blue"}},
        {"attribute": FIELDS[8], "aliases": {"Delete Offer": "amzn1.volt.cv.delete_ump_variant"}},
    ]
    pairs = {
        "TemplateType": "unified",
        "attributeRow": 5,
        "attributeSettings": encoded(aliases),
        "contentLanguageTag": "en_US",
        "dataRow": 7,
        "labelRow": 4,
        "primaryMarketplaceId": "amzn1.mp.o.ATVPDKIKX0DER",
        "ptds": encoded("SIGN,2-PLAY MAT"),
        **extra,
    }
    sample = ["ABC123", "SIGN", "Sample", "", "", "(Default) none"]
    book = Template()
    if definitions is None:
        definitions = [
            ["How to complete your template"],
            ["Group Name", "Field Name", "Local Label Name", "Accepted Values", "Example", "Required?"],
            ["Listing Identity"],
            ["", FIELDS[0], "SKU", "An alphanumeric string; 40 characters maximum.", "ABC123", "Required"],
            [
                "",
                FIELDS[3],
                "Bullet Point",
                "A text string up to 500 characters per bullet point.",
                "",
                "Required",
            ],
            ["", FIELDS[5], "Special", "", "", "Conditionally Required"],
        ]
    book.sheets = {
        "Instructions": [["Read me"]],
        "Data Definitions": definitions,
        "Template": [settings_cells(pairs), ["short"], ["Identity"], LABELS, FIELDS, sample, *rows],
        "Dropdown Lists": [
            ["", "", "SIGN", "SIGN", "_2-PLAYMAT", "", "SIGN"],
            ["Warm White", "WarmWhite", "Wood", "kg", "Rubber", "SIGN", "1.5"],
            ["", "", "Brass", "lb", "Foam", "2-PLAY MAT", ""],
            ["", "", "Wood", "", "", "", ""],
        ],
        "AttributePTDMAP": [
            ["", "SIGN", "2-PLAY MAT"],
            [FIELDS[2], 1, 1],
            [FIELDS[5], 1, 0],
            [FIELDS[5], 0, 1],
        ],
    }
    book.names = {
        "product_type1.value": "'Dropdown Lists'!$F$2:$F$3",
        "SIGNspecial1.value": "'Dropdown Lists'!$C$2:$C$4",
        "_2_PLAYMATspecial1.value": "'Dropdown Lists'!$E$2:$E$3",
        "SIGNitem_weight1.unit": "'Dropdown Lists'!$D$2:$D$3",
        "SIGNour_price": "'Dropdown Lists'!$G$2",
        "attributeMapFeedProductType": "AttributePTDMAP!$B$1:$C$1",
        "requiredAttributePTDMap": "AttributePTDMAP!$A$1:$C$3",
        "optionalAttributePTDMap": "AttributePTDMAP!$A$4:$C$4",
    }
    by_type = (
        'INDIRECT(IF(ISNUMBER(VALUE(LEFT(B7,1))),"_","")&'
        'SUBSTITUTE(SUBSTITUTE(B7,"-","_")," ","") &"{suffix}")'
    )
    book.choose("B7:B1048576", "=product_type1.value")
    book.choose("F7:F1048576", "=" + by_type.format(suffix="special1.value"))
    book.choose("H7:H1048576", "=" + by_type.format(suffix="item_weight1.unit"), closed=False)
    return book


def loaded(book: Template, tmp_path: Path, name: str = "t.xlsm") -> Feed:
    return load_feed(book.write(tmp_path / name), lenient=True)


def law(feed: Feed, position: int) -> ColumnLaw:
    assert feed.template is not None
    return feed.template.columns[position]


def texts(column: ColumnLaw, number: int = 0) -> list[str]:
    return column.lists[number].values.to_pylist()
