"""An upload and the marketplace's answer to it in its four forms: text, two kinds of workbook, JSON.

The reports are invented after the shape of real ones; no text in them is a marketplace's.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from .sample import Cell, Row, Sample, gtin, letter

FOLDER = "processing"
HERE = "[marketplace_id=ATVPDKIKX0DER]"
TEXT = f"{HERE}[language_tag=en_US]"
COLUMNS = {
    "contribution_sku#1.value": "SKU",
    "product_type#1.value": "Product Type",
    "::record_action": "Listing Action",
    f"item_name{TEXT}#1.value": "Item Name",
    f"brand{TEXT}#1.value": "Brand Name",
    "amzn1.volt.ca.product_id_type": "Product Id Type",
    "amzn1.volt.ca.product_id_value": "Product Id",
    f"bullet_point{TEXT}#1.value": "Bullet Point",
    f"main_product_image_locator{HERE}#1.media_location": "Main Image URL",
    f"purchasable_offer{HERE}[audience=ALL]#1.our_price#1.schedule#1.value_with_tax": "Your Price USD",
}
"""Attribute path (row 5) → label (row 4)."""
SKU, TYPE, ACTION, TITLE, BRAND, ID_TYPE, ID, BULLET, IMAGE, PRICE = COLUMNS
SETTINGS = (
    "settings=feedType=256&attributeRow=5&labelRow=4&dataRow=6&contentLanguageTag=en_US&flavor=full-seller"
    "&primaryMarketplaceId=amzn1.mp.o.ATVPDKIKX0DER"
)
HEADERS: tuple[tuple[str, ...], ...] = (
    (SETTINGS,),
    ("Fill in one row per product.",),
    ("Listing Identity",),
    tuple(COLUMNS.values()),
    tuple(COLUMNS),
)
CREATED = datetime(2026, 1, 1)


def mug(number: int, **changed: Cell) -> dict[str, Cell]:
    """Row ``number``, without fault; ``changed``: by the names ``title``, ``id``, ``image``, ``price``."""
    cells: dict[str, Cell] = {
        SKU: f"LH-PR-{number:02d}",
        TYPE: "DRINKING_CUP",
        ACTION: "Create or Replace (Full Update)",
        TITLE: f"Ceramic Mug with Meadow Flowers, No. {number}",
        BRAND: "Lumihua",
        ID_TYPE: "EAN",
        ID: gtin(7000 + number),
        BULLET: "Glazed stoneware, dishwasher safe",
        IMAGE: f"https://img.lumihua.example/pr/{number:02d}.jpg",
        PRICE: "14.90",
    }
    names = {"title": TITLE, "id": ID, "image": IMAGE, "price": PRICE}
    return {**cells, **{names[name]: value for name, value in changed.items()}}


UPLOAD = Sample(
    f"{FOLDER}/mugs.xlsx",
    tuple(COLUMNS),
    [
        Row(mug(1)),
        Row(mug(2)),
        Row(mug(3, id="6979999070038"), {ID: "ID102"}),
        Row(mug(4)),
        Row(mug(5, image="img/05.jpg"), {IMAGE: "TP908"}),
        Row(mug(6)),
        Row(mug(7, price="fourteen"), {PRICE: "TP908"}),
        Row(mug(8, title="Ceramic Mug, Best Seller, Free Shipping"), {TITLE: "LI604 warning"}),
        Row(mug(9)),
        Row(mug(10)),
    ],
    headers=HEADERS,
    whole={"": "CP040 info"},
)


@dataclass(frozen=True)
class Verdict:
    """What the invented marketplace says of one cell. record: number of the row in the upload, from 1; 0 = the file."""

    record: int
    sku: str
    code: str
    severity: str
    path: str
    message: str
    category: str = "Invalid value"


VERDICTS = (
    Verdict(3, "LH-PR-03", "8566", "Error", ID, "No product carries this product id; please check it."),
    Verdict(
        4, "LH-PR-04", "8541", "Error", ID, "The data differ from those of the matching product.", "Matching"
    ),
    Verdict(5, "LH-PR-05", "20000", "Error", IMAGE, "The image could not be fetched from this address."),
    Verdict(7, "LH-PR-07", "90112", "Error", PRICE, "This is not a number."),
    Verdict(
        9, "LH-PR-09", "777001", "Warning", BULLET, "=1+1 is a message nobody knows <b>yet</b>.", "Other"
    ),
    Verdict(0, "LH-PR-99", "13013", "Error", SKU, "This SKU is not in the catalogue.", "Catalogue"),
)
"""The last SKU is not in the upload."""
COUNTS = (10, 5, 0, 5, 1)
"""Records processed, successful, applied with other errors, not applied, with warnings."""


def text_report() -> bytes:
    """The text report: counts, then tab-separated lines in Windows-1252."""
    lines = [
        "Feed Processing Summary:",
        f"\tNumber of records processed\t\t{COUNTS[0]}",
        f"\tNumber of records successful\t\t{COUNTS[1]}",
        "",
        "original-record-number\tsku\terror-code\terror-type\terror-message\tattribute",
    ]
    lines += [
        "\t".join((str(v.record or 11), v.sku, v.code, v.severity, v.message, v.path)) for v in VERDICTS
    ]
    return "\r\n".join([*lines, ""]).encode("cp1252")


def json_report() -> bytes:
    """The JSON report of a listings feed: attributes by their bare names, records by message number."""
    issues = [
        {
            "messageId": v.record or 11,
            "code": v.code,
            "severity": v.severity.upper(),
            "message": v.message,
            "attributeNames": [v.path.split("[")[0].split("#")[0]],
            "sku": v.sku,
        }
        for v in VERDICTS
    ]
    report = {
        "header": {"sellerId": "", "version": "2.0", "feedId": "1"},
        "issues": issues,
        "summary": {
            "errors": 5,
            "warnings": 1,
            "messagesProcessed": COUNTS[0],
            "messagesAccepted": COUNTS[1],
            "messagesInvalid": COUNTS[3],
        },
    }
    return (json.dumps(report, indent=2) + "\n").encode()


STATUS = {
    "::submission_status": "Estado",
    "::number_of_attributes_with_errors": "Errores",
    "::number_of_attributes_with_other_suggestions": "Sugerencias",
}
COUNT_LABELS = (
    "Registros procesados", "Correctos", "Aplicados con otros errores", "No aplicados", "Con advertencias",
)  # fmt: skip
NAMED = [verdict for verdict in VERDICTS if verdict.record]


def annotated_report() -> bytes:
    """The annotated workbook in Spanish: a summary from B3 on, then failing rows behind three status columns."""
    out = io.BytesIO()
    book = _book(out)
    summary = book.add_worksheet("Resumen de procesamiento")
    template = book.add_worksheet("Plantilla")
    names = list(COLUMNS)
    letters = {v: letter(names.index(v.path) + len(STATUS)) for v in VERDICTS}
    where = {v: f"{letters[v]}{row}" for row, v in enumerate(NAMED, 6)}
    _write(summary, _summary_table(letters, where), 2, 1)
    blank = [""] * len(STATUS)
    heads = [[*blank, SETTINGS + "&isProcessingSummary=true"], [*blank, *HEADERS[1]], [*blank, *HEADERS[2]]]
    heads += [[*STATUS.values(), *COLUMNS.values()], [*STATUS, *names]]
    rows = [[UPLOAD.rows[v.record - 1].cells[name] for name in names] for v in NAMED]
    _write(template, [*heads, *(["Error", 1, 0, *row] for row in rows)], 0, 0)
    for v in NAMED:
        word = "ERROR" if v.severity == "Error" else "WARNING"
        template.write_comment(where[v], f"{word} : {v.message}", {"author": ""})
    book.close()
    return out.getvalue()


def _summary_table(letters: dict[Verdict, str], where: dict[Verdict, str]) -> list[list[Cell]]:
    """Counts, the list by code with column letters, the list by SKU with cell addresses."""
    head = ("N.º", "Código", "Categoría", "Mensaje", "Campo afectado")
    told = [([n, int(v.code), v.category, v.message], v) for n, v in enumerate(VERDICTS, 1)]
    return [
        ["Resumen de procesamiento"],
        *([label, count] for label, count in zip(COUNT_LABELS, COUNTS, strict=True)),
        [],
        [*head, "Número"],
        *([*cells, letters[v], 1] for cells, v in told),
        ["Total", "", "", "", "", len(VERDICTS)],
        [],
        [*head, "SKU"],
        *([*cells, where.get(v, ""), v.sku] for cells, v in told),
    ]


def summary_report() -> bytes:
    """The older workbook: a summary by code, and the upload with two columns put in front, notes on its cells."""
    out = io.BytesIO()
    book = _book(out)
    book.add_worksheet("Instructions").write_string(0, 0, "Correct the rows and upload the file again.")
    summary = book.add_worksheet("Feed Processing Summary")
    template = book.add_worksheet("Template")
    names = list(COLUMNS)
    counts = ("processed", COUNTS[0]), ("with errors", COUNTS[3]), ("with warnings", COUNTS[4])
    table: list[list[Cell]] = [
        ["Feed Processing Summary"],
        *([f"Number of records {word}", n] for word, n in counts),
    ]
    for severity in ("error", "warning"):
        head = [
            f"Type of {severity}",
            f"{severity.title()} message example",
            "Affected Attribute Names (Excel Column)",
        ]
        table += [[], [*head, f"Number of {severity}s"]]
        for v in VERDICTS:
            if v.severity.lower() == severity:
                place = letter(names.index(v.path) + 2)
                table.append([int(v.code), v.message, f"{COLUMNS[v.path]} ({place})", 1])
        table.append(["", "", f"Total number of {severity}s", 1])
    _write(summary, table, 2, 2)
    counted = ("# of attributes with errors", "# of attributes with suggestions")
    heads = [["", "", *row] for row in HEADERS[:3]] + [[*counted, *COLUMNS.values()], ["", "", *names]]
    failing = {v.record for v in VERDICTS}
    data = [[int(n in failing), 0, *(row.cells[c] for c in names)] for n, row in enumerate(UPLOAD.rows, 1)]
    _write(template, [*heads, *data], 0, 0)
    for v in NAMED:
        template.write_comment(4 + v.record, names.index(v.path) + 2, v.message, {"author": ""})
    book.close()
    return out.getvalue()


def _book(out: io.BytesIO) -> Any:
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": CREATED, "author": ""})
    return book


def _write(sheet: Any, table: list[list[Any]], first_row: int, first_column: int) -> None:
    for row, cells in enumerate(table, first_row):
        for column, cell in enumerate(cells, first_column):
            if isinstance(cell, str) and cell:
                sheet.write_string(row, column, cell)
            elif not isinstance(cell, str):
                sheet.write_number(row, column, cell)


REPORTS = {
    f"{FOLDER}/mugs_report.txt": text_report,
    f"{FOLDER}/mugs_report.json": json_report,
    f"{FOLDER}/mugs_report.xlsm": annotated_report,
    f"{FOLDER}/mugs_report.xlsx": summary_report,
}
"""File → its content; each says the same of ``UPLOAD``."""
