"""Damaged, foreign and hostile files end in one sentence, in bounded memory, and never in a crash."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import struct
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_parts import MAIN, parts, row, sheet_xml, strings_xml, styles_xml, workbook, zipped

from auditor.feed.read import open_source, read_source
from auditor.model import FeedError

ROOT = Path(__file__).resolve().parents[1]
ONE = row(1, '<c r="A1"><v>1</v></c>')


def refusal(path):
    with pytest.raises(FeedError) as caught:
        read_source(path)
    problem = caught.value.problem
    assert problem.en.endswith(".")
    assert problem.zh.endswith("。")
    return problem.en


def written(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t\r\n", "empty"),
        ("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        ("a.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        ("a.csv", b"\x1f\x8b\x08\0\0\0\0\0", "archive"),
        ("a.csv", bytes(range(256)) * 20, "neither|not text"),
        ("a.xml", b'<?xml version="1.0"?><note/>', "XML"),
        ("a.slk", b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "SYLK"),
        ("a.xls", b"\x09\x08\x10\0\0\x06\x05\0" + bytes(50), "Excel 95 or older"),
        ("a.xlsx", b"PK\3\4" + bytes(60), "damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        ("a.html", b"<html><body>nothing here</body></html>", "without a table"),
    ],
)
def test_foreign_and_broken_files_are_named(tmp_path, name, data, says):
    with pytest.raises(FeedError, match=says):
        read_source(written(tmp_path, name, data))


def test_what_is_not_a_readable_file(tmp_path):
    assert "folder" in refusal(tmp_path)
    assert "no such file" in refusal(tmp_path / "absent.csv")
    assert "cannot be read" in refusal("a\0b.csv")
    os.mkfifo(tmp_path / "pipe")
    assert "ordinary file" in refusal(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path):
    path = written(tmp_path, "a.csv", b"a,b\n")
    path.chmod(0)
    assert "may not be read" in refusal(path)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"a.txt": "x"}, "zip archive"),
        ({"xl/workbook.bin": "x", "[Content_Types].xml": "<Types/>"}, "xlsb"),
        ({"Index/Document.iwa": "x"}, "Numbers"),
        ({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}, "zip archive"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "zip archive"),
        ({"xl/other.xml": "<x/>"}, "damaged"),
        ({"xl/workbook.xml": "<workbook"}, "damaged"),
        ({"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'}, "damaged"),
    ],
)
def test_zips_that_are_no_workbook(tmp_path, made, says):
    assert says in refusal(written(tmp_path, "a.xlsx", zipped(made)))


def ole(*names):
    """A compound file with empty streams of these names."""
    entries = b""
    for k, (name, kind) in enumerate([("Root Entry", 5), *((n, 2) for n in names)]):
        spelled = name.encode("utf-16-le") + b"\0\0"
        entries += spelled.ljust(64, b"\0") + struct.pack("<HB", len(spelled), kind) + bytes(49)
        entries += struct.pack("<III", 0xFFFFFFFE, 0, 0)
        assert len(entries) == 128 * (k + 1)
    entries = entries.ljust(512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = (
        head.ljust(44, b"\0")
        + struct.pack("<III", 1, 1, 0)
        + struct.pack("<IIIII", 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    )
    head += struct.pack("<I", 0) + b"\xff" * (512 - len(head) - 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    return head + table + entries


def test_compound_files_are_told_apart(tmp_path):
    assert "password" in refusal(written(tmp_path, "a.xlsx", ole("EncryptionInfo", "EncryptedPackage")))
    assert "another Office program" in refusal(written(tmp_path, "a.xls", ole("WordDocument")))
    assert "Excel 95" in refusal(written(tmp_path, "a.xls", ole("Book")))
    assert "damaged" in refusal(written(tmp_path, "a.xls", ole("Workbook")))


def test_a_truncated_a_flipped_and_an_encrypted_zip(tmp_path):
    good = zipped(
        dict(parts({"S": sheet_xml(row(1, *(f'<c r="A{k}"><v>{k}</v></c>' for k in range(1, 2000))))}))
    )
    assert "damaged" in refusal(written(tmp_path, "a.xlsx", good[: len(good) // 2]))
    at = good.find(b"xl/worksheets/sheet1.xml") + 200
    assert "damaged" in refusal(written(tmp_path, "b.xlsx", good[:at] + b"\xff\0\xff" + good[at + 3 :]))
    wrong = bytearray(zipped(dict(parts({"S": sheet_xml(ONE)})), stored=True))
    at = wrong.find(b"<v>1</v>")
    wrong[at + 3 : at + 4] = b"2"
    assert "damaged" in refusal(written(tmp_path, "c.xlsx", bytes(wrong)))
    locked = bytearray(good)
    directory = locked.find(b"PK\1\2")
    locked[directory + 8] |= 1
    assert "password" in refusal(written(tmp_path, "d.xlsx", bytes(locked)))


def test_zip_bombs_are_refused_before_anything_is_inflated(tmp_path):
    bomb = parts({"S": sheet_xml(ONE)})
    bomb["xl/media/x.bin"] = "\0" * (60 << 20)
    assert "enormous" in refusal(written(tmp_path, "a.xlsx", zipped(dict(bomb))))
    many = dict(parts({"S": sheet_xml(ONE)})) | {f"x/{k}": "" for k in range(10_001)}
    assert "too many parts" in refusal(written(tmp_path, "b.xlsx", zipped(many)))


def test_overlapping_duplicate_and_lying_entries(tmp_path):
    made = dict(parts({"S": sheet_xml(ONE)}))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in made.items():
            package.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("xl/workbook.xml", "x")
    assert "twice" in refusal(written(tmp_path, "a.xlsx", buffer.getvalue()))
    data = bytearray(zipped(made))
    first = data.find(b"PK\1\2")
    second = data.find(b"PK\1\2", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert refusal(written(tmp_path, "b.xlsx", bytes(data)))
    for size in (5, 100_000):
        lie = bytearray(zipped(made))
        at = lie.find(b"PK\1\2", lie.rfind(b"sheet1.xml") - 100)
        while b"sheet1.xml" not in lie[at : at + 90]:
            at = lie.find(b"PK\1\2", at + 4)
        lie[at + 24 : at + 28] = struct.pack("<I", size)
        assert "damaged" in refusal(written(tmp_path, "c.xlsx", bytes(lie)))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_entities_are_refused_in_every_part(tmp_path, part):
    made = dict(
        parts(
            {"S": sheet_xml(row(1, '<c r="A1" t="s"><v>0</v></c>'))},
            strings=strings_xml("<t>x</t>"),
            styles=styles_xml("0"),
        )
    )
    made[part] = '<?xml version="1.0"?>' + ENTITIES + made[part].split("?>")[-1]
    assert "entities" in refusal(written(tmp_path, "a.xlsx", zipped(made)))
    made[part] = ('<?xml version="1.0" encoding="UTF-16"?>' + made[part].split("?>")[-1]).encode("utf-16")
    assert "entities" in refusal(written(tmp_path, "b.xlsx", zipped(made)))


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<worksheet",
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
        sheet_xml(row(1, '<c r="A1"><v>1</c></v>')),
        sheet_xml('<row r="1"><c r="AAAA1"><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="A1048577"><v>1</v></c></row>'),
        sheet_xml('<row r="2000000"><c><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="A1"><v>&unknown;</v></c><c><v>1</v></c></row>'),
    ],
)
def test_broken_worksheets(tmp_path, xml):
    path = written(tmp_path, "a.xlsx", zipped(dict(parts({"S": xml}))))
    assert "damaged" in refusal(path)


def test_a_damaged_sheet_beside_a_sound_one_is_a_note(tmp_path):
    path = written(tmp_path, "a.xlsx", zipped(dict(parts({"Bad": "<worksheet", "Good": sheet_xml(ONE)}))))
    source = read_source(path)
    assert [sheet.name for sheet in source.sheets] == ["Good"]
    assert "“Bad” could not be read" in source.notes[0].en


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_workbook_crashes(tmp_path, data):
    made = dict(
        parts(
            {
                "S": sheet_xml(
                    row(1, '<c r="A1" t="s" s="1"><v>0</v></c>', '<c r="B1"><f>A1</f><v>2.5</v></c>')
                )
            },
            strings=strings_xml("<t>x</t>"),
            styles=styles_xml("0.00"),
        )
    )
    name = data.draw(st.sampled_from(sorted(made)))
    content = bytearray(made[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = written(tmp_path, "m.xlsx", zipped({**made, name: bytes(content)}))
    with contextlib.suppress(FeedError):
        read_source(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_mutation_of_an_xls_crashes(tmp_path, data):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for r in range(5):
        sheet.write(r, 0, f"text {r} é")
        sheet.write(r, 1, r * 1.5)
        sheet.write(r, 2, xlwt.Formula("1+1"))
    buffer = io.BytesIO()
    book.save(buffer)
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(8, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    path = written(tmp_path, "m.xls", bytes(content))
    with contextlib.suppress(FeedError):
        read_source(path)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"PK\3\4", b"<table>", b"\xff\xfe", b"a\tb\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    ),
)
def test_no_bytes_crash(tmp_path, data, start):
    with contextlib.suppress(FeedError):
        read_source(written(tmp_path, "x.csv", start + data))


def child(code, path):
    """(what the code printed, peak MiB) of Python code run on ``path`` in a process of its own."""
    program = "import resource, sys\nfrom auditor.feed.read import read_source\n"
    program += "from auditor.model import FeedError\n"
    program += "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\npath = sys.argv[1]\ntry:\n"
    program += textwrap.indent(textwrap.dedent(code), "    ")
    program += "\nexcept FeedError as e:\n    print('refused:', e)\n"
    program += "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *said, peak = done.stdout.split("\n")[:-1]
    return "\n".join(said), int(peak)


SHAPE = "s = read_source(path).sheets[0]; print(len(s.rows), len(s.columns))"


def test_far_cells_and_lying_counts_cost_nothing(tmp_path):
    rows = row(1, '<c r="A1" t="s"><v>0</v></c>') + row(1_048_576, '<c r="XFD1048576"><v>1</v></c>')
    xml = sheet_xml(rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>', 1)
    made = parts({"S": xml}, strings=strings_xml("<t>x</t>", count=4_000_000_000))
    said, peak = child(SHAPE, written(tmp_path, "a.xlsx", zipped(dict(made))))
    assert said == "2 16384"
    assert peak < 60


def test_one_far_column_in_a_tall_sheet_costs_little(tmp_path):
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 50_001))
    rows = rows.replace('<c r="A7">', '<c r="A7"><v>7</v></c><c r="XFD7">', 1)
    said, peak = child(SHAPE, workbook(tmp_path / "a.xlsx", rows))
    assert said == "50000 16384"
    assert peak < 200


def test_an_endless_attribute_is_refused(tmp_path):
    xml = sheet_xml("").replace("<sheetData>", '<sheetData x="' + "a" * (40 << 20) + '">')
    made = dict(parts({"S": xml}))
    said, peak = child(SHAPE, written(tmp_path, "a.xlsx", zipped(made)))
    assert "endless" in said
    assert peak < 120


def test_millions_of_styles_stay_small(tmp_path):
    xfs = "".join(f'<xf numFmtId="{k % 50}" fontId="{k}"/>' for k in range(300_000))
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs count="300000">{xfs}</cellXfs></styleSheet>'
    said, peak = child(
        SHAPE, workbook(tmp_path / "a.xlsx", row(1, '<c r="A1" s="299999"><v>1</v></c>'), styles=styles)
    )
    assert said == "1 1"
    assert peak < 120


def test_a_dense_giant_is_refused(tmp_path):
    """80 columns with 17 cells each, spread over a million rows that exist."""
    letters = [f"{a}{b}" for a in "ABCD" for b in "ABCDEFGHIJKLMNOPQRST"]
    rows = "".join(row(r, *(f'<c r="{x}{r}"><v>1</v></c>' for x in ["A", *letters])) for r in range(1, 18))
    rows += "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(18, 800_000))
    said, peak = child(SHAPE, workbook(tmp_path / "a.xlsx", rows))
    assert "too many cells" in said
    assert peak < 700


def test_a_stray_row_of_ten_thousand_fields_stays_small(tmp_path):
    lines = ["a\tb\tc"] + [f"{k}\tx\ty" for k in range(50_000)]
    lines[30_000] += "\tz" * 10_000
    said, peak = child(SHAPE + "\nprint(s.ragged)", written(tmp_path, "a.txt", "\n".join(lines).encode()))
    assert said == "50001 10003\n[30001]"
    assert peak < 300


def test_a_line_without_end_of_delimiters_is_refused(tmp_path):
    path = written(tmp_path, "a.csv", b"a,b,c\n1,2,3\n" + b"," * 50_000 + b"x\n")
    assert "Row 3 has 50,001 cells" in refusal(path)


def test_repeats_of_an_ods_are_bounded(tmp_path):
    prefix = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{prefix}:{name}:1.0"' for name in ("office", "table", "text"))

    def ods(inner):
        body = f'<office:spreadsheet><table:table table:name="S">{inner}</table:table></office:spreadsheet>'
        body = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
        made = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body}
        return written(tmp_path, "a.ods", zipped(made))

    filled = "<table:table-cell {}><text:p>x</text:p></table:table-cell>"
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="{{}}">{wide}</table:table-row>'
    path = ods(
        blank.format(1_000_000) + f"<table:table-row>{filled.format('')}</table:table-row>" + blank.format(40)
    )
    sheet = read_source(path).sheets[0]
    assert (sheet.rows.tolist(), len(sheet.columns)) == ([1_000_001], 1)
    many = filled.format('table:number-columns-repeated="16000"')
    path = ods(f'<table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>')
    assert "too many cells" in refusal(path)
    path = ods(
        f'<table:table-row table:number-rows-repeated="999999999">{filled.format("")}</table:table-row>'
    )
    assert refusal(path)


def test_opening_a_refused_file_is_a_feed_error_too(tmp_path):
    with pytest.raises(FeedError, match="empty"), open_source(written(tmp_path, "a.csv", b"")):
        pass
