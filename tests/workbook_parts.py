"""Workbooks built part by part, so that a test can say exactly what the file holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet_xml(rows: str, namespace: str = MAIN, after: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def parts(
    sheets: dict[str, str], strings: str | None = None, styles: str | None = None, properties: str = ""
) -> dict[str, str]:
    """Part name → XML of a workbook; ``sheets`` maps names to worksheet XML."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{k}" r:id="rId{k}"/>' for k, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{k}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{k}.xml"/>'
        for k in range(1, len(sheets) + 1)
    )
    made = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{entries}</sheets></workbook>",
    }
    if strings is not None:
        made["xl/sharedStrings.xml"] = strings
        relations += f'<Relationship Id="rS" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    if styles is not None:
        made["xl/styles.xml"] = styles
        relations += f'<Relationship Id="rT" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    made["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
    for k, xml in enumerate(sheets.values(), 1):
        made[f"xl/worksheets/sheet{k}.xml"] = xml
    return made


def strings_xml(*items: str, count: int | None = None) -> str:
    """A string table of ready ``<si>`` contents."""
    number = len(items) if count is None else count
    body = "".join(f"<si>{item}</si>" for item in items)
    return f'<sst xmlns="{MAIN}" count="{number}" uniqueCount="{number}">{body}</sst>'


def styles_xml(*codes: str) -> str:
    """Styles whose cell style k+1 has number format ``codes[k]``; style 0 is General."""
    formats = "".join(f'<numFmt numFmtId="{200 + k}" formatCode="{code}"/>' for k, code in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{200 + k}"/>' for k in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="1"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="200" formatCode="0.0000"/></dxf></dxfs></styleSheet>'
    )


def zipped(made: dict[str, str | bytes], stored: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
    return buffer.getvalue()


def workbook(path: Path, rows: str, **more: str) -> Path:
    """A workbook with one sheet ``S`` holding ``rows``."""
    path.write_bytes(zipped(dict(parts({"S": sheet_xml(rows)}, **more))))
    return path
