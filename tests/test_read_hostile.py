"""Damaged, foreign and hostile files end in one sentence, in bounded memory, and never in a crash."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_parts import MAIN, parts, row, sheet_xml, strings_xml, styles_xml, zipped

from auditor.feed.read import read_source
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
