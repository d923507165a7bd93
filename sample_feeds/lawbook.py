"""Workbooks that state their own requirements: definitions, lists, drop-downs and conditional formats are written."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import quote

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .product_types import ALIASES, FIELDS, LISTS, MUG, SIGN, Field
from .sample import Sample, letter

MAIN, LISTED, MAPPED = "Template", "Dropdown Lists", "AttributePTDMAP"
LABEL_ROW, PATH_ROW, SAMPLE_ROW, DATA_ROW, LAST_ROW = 4, 5, 6, 7, 1_048_576
PIECE = 240
"""Characters of the settings in one cell."""
CREATED = datetime(2026, 1, 1)
HINT = "Fill in one row per product from row 7 on. Red borders: required. Grey, black: stay empty."
SAMPLE = {
    "sku": "ABC123",
    "type": SIGN,
    "action": "(Default) Create or Replace (Full Update)",
    "brand": "SAMPLE",
}
AT = {name: letter(position) for position, name in enumerate(FIELDS)}
SCOPES = {SIGN: "ApplicablePTList1", MUG: "ApplicablePTList2"}


def encoded(value: Any) -> str:
    """Base64 of a text or of JSON without padding, escaped as the settings row has it."""
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return quote(base64.b64encode(text.encode()).decode().rstrip("="), safe="")


def settings_cells() -> list[str]:
    """The settings, cut over ``settings=``, ``settings2=`` and so on."""
    aliases = [{"attribute": FIELDS[name].path, "aliases": pairs} for name, pairs in ALIASES.items()]
    pairs = {
        "TemplateType": "unified",
        "Version": "2026.0101",
        "attributeRow": PATH_ROW,
        "attributeSettings": encoded(aliases),
        "contentLanguageTag": "en_US",
        "dataRow": DATA_ROW,
        "feedType": 256,
        "flavor": "full-seller",
        "labelRow": LABEL_ROW,
        "primaryMarketplaceId": "amzn1.mp.o.ATVPDKIKX0DER",
        "productTypeRequirement": "LISTING",
        "ptds": encoded(f"{SIGN},{MUG}"),
    }
    text = "&".join(f"{key}={value}" for key, value in pairs.items())
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    return [f"settings{number if number > 1 else ''}={piece}" for number, piece in enumerate(pieces, 1)]


def plain(path: str) -> str:
    """A path as it stands in defined names: without brackets, equals and number signs."""
    return re.sub(r"[\[\]=#:]", "", path)


def condition(text: str) -> str:
    """A condition with the cells of its row, as a defined name states it (relative to row 1)."""
    return text.format(**{name: f"{MAIN}!${column}1" for name, column in AT.items()})


def header_rows() -> tuple[tuple[str, ...], ...]:
    """Rows 1 to 6: settings, hint, groups, labels, paths, sample."""
    fields = list(FIELDS.values())
    groups = [
        own.group if not at or fields[at - 1].group != own.group else "" for at, own in enumerate(fields)
    ]
    return (
        tuple(settings_cells()),
        (HINT,),
        tuple(groups),
        tuple(one.label for one in fields),
        tuple(one.path for one in fields),
        tuple(SAMPLE.get(name, one.example) for name, one in FIELDS.items()),
    )


class Book:
    """One workbook being written. sample: its rows. intact: with the conditional formats the law stands in."""

    def __init__(self, sample: Sample, *, intact: bool) -> None:
        self._sample, self._intact = sample, intact
        self._out = io.BytesIO()
        self._book: Workbook = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"created": CREATED, "author": ""})

    def written(self) -> bytes:
        """The file."""
        sheets = {
            name: self._book.add_worksheet(name)
            for name in (
                "Instructions",
                "Data Definitions",
                MAIN,
                "Valid Values",
                "Conditions List",
                LISTED,
                MAPPED,
            )
        }
        sheets["Instructions"].write_string(0, 0, HINT)
        self._definitions(sheets["Data Definitions"])
        self._rows(sheets[MAIN])
        self._lists(sheets[LISTED], sheets["Valid Values"])
        self._map(sheets[MAPPED])
        self._conditions(sheets["Conditions List"])
        self._drop_downs(sheets[MAIN])
        self._formats(sheets[MAIN])
        for name in ("Conditions List", LISTED, MAPPED):
            sheets[name].hide()
        sheets[MAIN].activate()
        self._book.close()
        return self._out.getvalue()

    def _format(self, **properties: Any) -> Format:
        return self._book.add_format(properties)

    def _name(self, name: str, text: str) -> None:
        self._book.define_name(name, f"={text}")

    def _definitions(self, sheet: Worksheet) -> None:
        bold, wrapped = self._format(bold=True), self._format(text_wrap=True, valign="top")
        sheet.write_string(0, 0, "What each column holds, and whether it has to be filled")
        sheet.write_row(
            1,
            0,
            ("Group Name", "Field Name", "Local Label Name", "Accepted Values", "Example", "Required?"),
            bold,
        )
        row = 2
        for group, members in groupby(FIELDS.values(), key=lambda one: one.group):
            sheet.write_string(row, 0, group, bold)
            row += 1
            for one in members:
                sheet.write_row(row, 1, (one.path, one.label, one.accepted, one.example, one.word), wrapped)
                row += 1
        sheet.set_column(0, 5, 28)

    def _rows(self, sheet: Worksheet) -> None:
        band = self._format(bold=True, bg_color="#D9E1F2")
        label = self._format(bold=True, text_wrap=True, valign="vcenter", bg_color="#FCE4D6", border=1)
        grey = self._format(italic=True, font_color="#808080")
        for row, cells in enumerate(self._sample.table()):
            style = {3: band, LABEL_ROW: label, SAMPLE_ROW: grey}.get(row + 1)
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell:
                    sheet.write_string(row, column, cell, style)
                elif isinstance(cell, int | float):
                    sheet.write_number(row, column, cell, style)
        sheet.set_column(0, len(FIELDS) - 1, 18)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(LABEL_ROW - 1, 32)
        sheet.set_row(PATH_ROW - 1, None, None, {"hidden": True})
        sheet.freeze_panes(DATA_ROW - 1, 1)

    def _lists(self, sheet: Worksheet, shown: Worksheet) -> None:
        """Each list in a column of the hidden sheet, with the name that leads there, and in a row of the shown one."""
        for column, ((kind, name), (_, values)) in enumerate(LISTS.items()):
            own = FIELDS[name]
            sheet.write_column(0, column, (own.label, own.path, kind, *values))
            at = letter(column)
            self._name(kind + plain(own.path), f"'{LISTED}'!${at}$4:${at}${3 + len(values)}")
            shown.write_row(column, 0, (f"{own.label} - [ {kind.lower()} ]" if kind else own.label, *values))
        shown.set_column(0, 0, 36)

    def _map(self, sheet: Worksheet) -> None:
        """Which attribute is required or optional for which type."""
        attributes = [one.path for one in FIELDS.values() if one.word == "Required" and not one.only]
        others = [one for one in FIELDS.values() if one.word == "Optional"]
        sheet.write_row(0, 0, ("", SIGN, MUG))
        for row, path in enumerate(attributes, 1):
            sheet.write_row(row, 0, (path, 1, 1))
        begin = len(attributes) + 1
        for row, one in enumerate(others, begin):
            sheet.write_row(row, 0, (one.path, int(one.only in ("", SIGN)), int(one.only in ("", MUG))))
        self._name("attributeMapFeedProductType", f"{MAPPED}!$B$1:$C$1")
        self._name("requiredAttributePTDMap", f"{MAPPED}!$A$1:$C${begin}")
        self._name("optionalAttributePTDMap", f"{MAPPED}!$A${begin + 1}:$C${begin + len(others)}")

    def _conditions(self, sheet: Worksheet) -> None:
        used = [value for value in LISTS["", "condition"][1] if value.startswith("Used")]
        sheet.write_column(0, 0, ("CONDITION_LIST_0", *used))
        self._name("CONDITION_LIST_0", f"'Conditions List'!$A$2:$A${1 + len(used)}")
        kind = f"{MAIN}!${AT['type']}1"
        self._name("PTList0", f'OR({kind}="{SIGN}",{kind}="{MUG}")')
        for only, name in SCOPES.items():
            self._name(name, f'AND({kind}<>"",NOT({kind}="{only}"))')
        for own in FIELDS.values():
            if own.empty:
                self._name(f"form_rgPTList0{plain(own.path)}", f'AND({condition(own.empty)},{kind}<>"")')
            if own.due:
                self._name(f"reqPTList0{plain(own.path)}", condition(own.due))

    def _drop_downs(self, sheet: Worksheet) -> None:
        """Closed lists and suggestions; lists that differ by product type are found through INDIRECT."""
        first = f"{AT['type']}{DATA_ROW}"
        for name, own in FIELDS.items():
            cells = f"{AT[name]}{DATA_ROW}:{AT[name]}{LAST_ROW}"
            stated = next(
                ((kind, closed) for (kind, which), (closed, _) in LISTS.items() if which == name), None
            )
            if stated:
                kind, closed = stated
                by_type = f'INDIRECT(SUBSTITUTE(SUBSTITUTE({first},"-","_")," ","")&"{plain(own.path)}")'
                source = f"={by_type if kind else plain(own.path)}"
                sheet.data_validation(
                    cells, {"validate": "list", "source": source, "show_error": closed, "ignore_blank": False}
                )

    def _formats(self, sheet: Worksheet) -> None:
        """Per column: black, grey, green, red, light; in a flattened workbook what other programs leave of them."""
        paints = {
            "black": self._format(bg_color="#000000"),
            "grey": self._format(bg_color="#808080"),
            "green": self._format(border=1, border_color="#008000"),
            "red": self._format(border=1, border_color="#FF0000"),
            "light": self._format(border=1, border_color="#D4D4D4"),
        }
        for name, own in FIELDS.items():
            cells = f"{AT[name]}{DATA_ROW}:{AT[name]}{LAST_ROW}"
            for paint, formula in self._law(own, f"{AT[name]}{DATA_ROW}"):
                sheet.conditional_format(
                    cells,
                    {
                        "type": "formula",
                        "criteria": f"={formula}",
                        "format": paints[paint],
                        "stop_if_true": True,
                    },
                )

    def _law(self, own: Field, cell: str) -> Sequence[tuple[str, str]]:
        path = plain(own.path)
        if not self._intact:
            return [("grey", "AND(AND((0)),1=1)"), ("green", f"IF(LEN({cell})>0,1,0)")]
        black = [("black", SCOPES[own.only])] if own.only else []
        grey = [("grey", f"IF(PTList0,form_rgPTList0{path},0)")] if own.empty else []
        red = [("red", f"IF(PTList0,reqPTList0{path},0)")] if own.due else []
        return [*black, *grey, ("green", f"IF(LEN({cell})>0,1,0)"), *red, ("light", "PTList0")]
