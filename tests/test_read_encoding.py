"""Encodings of text files: marks, zeros, plausibility; what cannot be decoded is made safe."""

from __future__ import annotations

import codecs

import pytest

from auditor.feed import textfile
from auditor.feed.encoding import decode
from auditor.feed.read import open_source, read_source
from auditor.model import FeedError


def read(data, encoding=None):
    return textfile.read_text(data if isinstance(data, bytes) else data.encode(), encoding)


def rows(read_table):
    return read_table.sheet.head(10**6)


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-8", codecs.BOM_UTF8 * 2),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-8", b""),
    ],
)
def test_unicode_encodings(tmp_path, codec, mark):
    path = tmp_path / "a.txt"
    path.write_bytes(mark + "item_sku\titem_name\nA-1\tTasse für Väter 中文 😀\n".encode(codec))
    source = read_source(path)
    assert source.sheets[0].head(2)[1] == (2, ["A-1", "Tasse für Väter 中文 😀"])
    assert (source.encoding, source.encoding_sure) == (codec, True)


WESTERN = (
    "sku\ttitle\nA\tTasse für Väter – “personalisiert” Größe 5½″".replace("″", "")
    + "\nB\tCafé à la crème, señor\n"
)
JAPANESE = "商品名\t説明\n名入れマグカップ\tお父さんへのプレゼントに最適な陶器製コーヒーカップ\n"
CHINESE = "商品名称\t描述\n定制马克杯\t送给父亲的礼物，陶瓷材质，可刻字\n"


@pytest.mark.parametrize(
    ("text", "codec"),
    [(WESTERN, "cp1252"), (JAPANESE, "cp932"), (CHINESE, "gb18030"), ("a\tb\n1\t£5\n", "cp1252")],
)
def test_legacy_encodings_are_weighed(text, codec):
    found = decode(text.encode(codec))
    assert (found.encoding, found.data.decode()) == (codec, text)


def test_a_doubtful_encoding_is_called_doubtful():
    found = decode(b"a\tb\n\x81\t\x9d\xff\n")
    assert (found.encoding, found.sure) == ("latin-1", False)
    assert "latin-1" in found.notes[0].en


def test_utf8_with_a_few_stray_bytes_stays_utf8():
    found = decode(("ä" * 100 + "\n").encode() + b"\xe4x\n")
    assert found.encoding == "utf-8"
    assert found.data.decode() == "ä" * 100 + "\n�x\n"
    assert found.notes


@pytest.mark.parametrize(
    ("encoding", "says"),
    [
        ("utf-8", "does not fit"),
        ("nonsense", "not an encoding"),
        ("hex", "not an encoding"),
        ("ascii", "does not fit"),
    ],
)
def test_a_wrong_encoding_is_refused(tmp_path, encoding, says):
    path = tmp_path / "a.csv"
    path.write_bytes("a,b\n1,é\n".encode("cp1252"))
    with pytest.raises(FeedError, match=says):
        read_source(path, encoding=encoding)
    assert read_source(path, encoding="cp1252").sheets[0].head(2)[1][1] == ["1", "é"]


def test_zero_bytes_surrogates_and_inner_marks_are_made_safe():
    found = read(b"a,b\n1,x\0y\n\xef\xbb\xbf2,z\n" + bytes(50))
    assert rows(found) == [(1, ["a", "b"]), (2, ["1", "x�y"]), (3, ["2", "z"])]
    assert "zero bytes" in found.notes[0].en
    found = read(
        codecs.BOM_UTF16_LE + "a\tb\n1\t".encode("utf-16-le") + b"\x00\xd8" + "\n".encode("utf-16-le")
    )
    assert rows(found)[1] == (2, ["1", "�"])
    assert found.notes


def test_a_name_that_lies_is_noted(tmp_path):
    path = tmp_path / "feed.xls"
    path.write_text("sku\ttitle\nA\tB\n")
    source = read_source(path)
    assert source.kind == "text"
    assert "ends in .xls" in source.notes[0].en
    assert "tab-delimited" in source.notes[0].en
    path = tmp_path / "feed.csv"
    path.write_text("sku;title\nA;B\n")
    assert read_source(path).notes == ()
    path.write_text("sku\ttitle\nA\tB\n")
    assert "制表符" in read_source(path).notes[0].zh


def test_a_text_file_opens_as_one_nameless_sheet(tmp_path):
    path = tmp_path / "feed.txt"
    path.write_text("sku\ttitle\n" + "A\tB\n" * 50)
    with open_source(path) as opened:
        assert opened.names == (("", "visible"),)
        assert len(opened.head("", 5).rows) == 5
        assert len(opened.read("").rows) == 51
        assert len(opened.sha256) == 64
