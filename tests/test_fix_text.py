"""Text files repaired in place: every byte outside the changed cells stays."""

from __future__ import annotations

import codecs
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.feed.textfile import anatomy, read_text
from auditor.fix.bytemap import ByteMap
from auditor.fix.compare import same_but
from auditor.fix.editor import NOT_IN_ENCODING, NOT_WITHOUT_QUOTES
from auditor.fix.textfile import TextEditor
from auditor.model import FeedError
from tests.feeds import make_feed
from tests.fix_case import changes, listing, mend, written

DIRTY = [
    ["A-1 ", "Café Mug", "Acme", "", "", "gift"],
    ["A-2", "Tasse\u00a0für Opa", "Acme", "", "", "mug gift cup mug"],
]
CLEAN = [
    ["A-1", "Café Mug", "Acme", "", "", "gift"],
    ["A-2", "Tasse für Opa", "Acme", "", "", "mug gift cup"],
]
FORMS = [
    ("utf-8", b"", "\n"),
    ("utf-8", codecs.BOM_UTF8, "\r\n"),
    ("utf-16-le", codecs.BOM_UTF16_LE, "\r\n"),
    ("utf-16-be", codecs.BOM_UTF16_BE, "\n"),
    ("utf-16-le", b"", "\r\n"),
    ("utf-32-le", codecs.BOM_UTF32_LE, "\n"),
    ("cp1252", b"", "\r"),
]


def editor(data: bytes, encoding: str | None = None) -> TextEditor:
    table = read_text(data, encoding).sheet
    columns = {f"?{place}": column.to_pylist() for place, column in enumerate(table.columns)}
    return TextEditor(make_feed(columns, first_row=int(table.rows[0])), data, encoding)


class TestFile:
    @pytest.mark.parametrize(("encoding", "mark", "end"), FORMS, ids=lambda value: repr(value))
    def test_encoding_mark_and_line_ends_stay(
        self, tmp_path: Path, encoding: str, mark: bytes, end: str
    ) -> None:
        source = mark + listing(DIRTY, end=end).encode(encoding)
        repair = mend(written(tmp_path, "feed.txt", source))
        assert repair.data == mark + listing(CLEAN, end=end).encode(encoding)
        assert {code for _, _, code, _ in changes(repair)} == {"FF712", "LI613"}

    @pytest.mark.parametrize("delimiter", [",", ";"])
    def test_delimiter_stays(self, tmp_path: Path, delimiter: str) -> None:
        repair = mend(written(tmp_path, "feed.csv", listing(DIRTY, delimiter).encode()))
        assert repair.data == listing(CLEAN, delimiter).encode()

    @pytest.mark.parametrize("encoding", ["cp932", "gb18030"])
    def test_asian_encodings(self, tmp_path: Path, encoding: str) -> None:
        rows = [
            [
                "A-1 ",
                "名入れマグカップ 商品" if encoding == "cp932" else "定制马克杯 商品",
                "Acme",
                "",
                "",
                "x",
            ]
        ]
        path = written(tmp_path, "feed.txt", listing(rows).encode(encoding))
        repair = mend(path, encoding=encoding)
        assert repair.data == listing([["A-1", *rows[0][1:]]]).encode(encoding)

    def test_quotes_stay_where_they_were(self, tmp_path: Path) -> None:
        lines = [
            b'sku,"item_name",brand,product_id',
            b'"A-1 ",Mug,"Acme, Ltd",',
            b'A-2,"12"" Sign ",Acme,',
            b"",
            b'A-3,"Line one\nline two",Acme,',
        ]
        repair = mend(written(tmp_path, "feed.csv", b"\r\n".join(lines)))
        lines[1], lines[2] = b'"A-1",Mug,"Acme, Ltd",', b'A-2,"12"" Sign",Acme,'
        lines[4] = b'A-3,"Line one line two",Acme,'
        assert repair.data == b"\r\n".join(lines)

    def test_announced_delimiter_and_stray_quotes(self, tmp_path: Path) -> None:
        source = b'sep=;\r\nsku;item_name;brand\r\nA-1 ;5" Mug;Acme\r\n"A-2 ";"6" Mug";Acme\r\n'
        repair = mend(written(tmp_path, "feed.csv", source))
        assert repair.data == source.replace(b"A-1 ", b"A-1").replace(b"A-2 ", b"A-2")

    def test_ragged_rows_and_bytes_of_no_encoding(self, tmp_path: Path) -> None:
        text = listing(DIRTY).encode() + b"A-3\tBad \xff byte\r\n\r\nA-4\t" + "Größe ".encode() * 20 + b"\r\n"
        repair = mend(written(tmp_path, "feed.txt", text))
        assert b"A-3\tBad \xff byte\r\n\r\n" in repair.data
        assert repair.data.endswith("Größe\r\n".encode())
        assert b"A-1\tCaf" in repair.data

    def test_nothing_to_fix_is_the_same_file(self, tmp_path: Path) -> None:
        repair = mend(written(tmp_path, "feed.txt", listing(CLEAN).encode()))
        assert repair.empty
        assert repair.mended.changes == ()


class TestEditor:
    def test_what_the_encoding_cannot_hold(self) -> None:
        tried = editor("sku\ttitle\nA\tGröße\n".encode("cp1252"), "cp1252")
        assert tried.refused({(2, 1): "杯"}) == {(2, 1): NOT_IN_ENCODING}
        assert tried.refused({(2, 1): "Größe –"}) == {}

    def test_what_an_unquoted_file_cannot_hold(self) -> None:
        tried = editor(b"sku\ttitle\nA\tMug\n")
        assert tried.refused({(2, 1): "Mug\tCup"}) == {(2, 1): NOT_WITHOUT_QUOTES}
        assert tried.changed({(2, 1): "Mug, Cup"}) == b"sku\ttitle\nA\tMug, Cup\n"

    def test_quotes_come_where_they_are_needed(self) -> None:
        tried = editor(b'sku,title,note\nA,Mug,"x"\n')
        assert tried.changed({(2, 1): 'a, "b"'}) == b'sku,title,note\nA,"a, ""b""","x"\n'

    def test_rows(self) -> None:
        data = codecs.BOM_UTF8 + b'sku,title\r\n1,"a\r\nb"\r\n\r\n2,c\r\n3,d'
        feed = make_feed({"sku": ["1", "2", "3"], "title": ["a\nb", "c", "d"]})
        feed = feed.replaced(cells=feed.cells.set_axis([2, 4, 5]).rename_axis("row"))
        tried = TextEditor(feed, data)
        assert tried.kept([2, 5]) == codecs.BOM_UTF8 + b'sku,title\r\n1,"a\r\nb"\r\n3,d'
        assert tried.sizes().tolist() == [10, 5, 3, 14]

    def test_stateful_encodings_are_refused(self) -> None:
        text = "sku\ttitle\nA\t名入れ\n".encode("iso-2022-jp")
        with pytest.raises(FeedError, match="cannot be changed in place"):
            editor(text, "iso-2022-jp")

    def test_same_but_sees_every_other_change(self) -> None:
        before = make_feed({"sku": ["1", "2"], "title": ["a", "b"]})
        after = make_feed({"sku": ["1", "2"], "title": ["a", "c"]})
        assert same_but(before, after, {(3, 1): "c"})
        assert not same_but(before, after, {})
        assert not same_but(before, after, {(2, 1): "x", (3, 1): "c"})


CELLS = st.text(
    st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"], max_codepoint=0x1F9FF), max_size=6
)
MARKED = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    table=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=5),
    place=st.tuples(st.integers(0, 4), st.integers(0, 2)),
    new=CELLS,
    encoding=st.sampled_from([*MARKED, "gb18030"]),
    quoted=st.sampled_from([True, False]),
)
def test_one_cell_changes_and_nothing_else(
    table: list[list[str]], place: tuple[int, int], new: str, encoding: str, quoted: bool
) -> None:
    def cell(text: str) -> str:
        needs = quoted or any(mark in text for mark in '",\r\n')
        return '"' + text.replace('"', '""') + '"' if needs else text

    rows = [["h1", "h2", "h3"], ["x", '"y"', "z"], *table]
    lines = [[cell(text) for text in row] for row in rows]
    row, column = 2 + place[0] % len(table), place[1]
    mark = MARKED.get(encoding, b"")
    data = mark + "\r\n".join(map(",".join, lines)).encode(encoding)
    parts = anatomy(data, None if mark else encoding)
    if parts.delimiter != "," or len(parts.fields.first) != len(rows):
        return
    feed = make_feed({"?a": [row[0] for row in rows], "?b": ["x"] * len(rows)}, first_row=1)
    was_quoted = lines[row][column].startswith('"')
    lines[row][column] = '"' + new.replace('"', '""') + '"' if was_quoted else cell(new)
    tried = TextEditor(feed, data, None if mark else encoding)
    assert tried.changed({(row + 1, column): new}) == mark + "\r\n".join(map(",".join, lines)).encode(
        encoding
    )


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(st.sampled_from("aé杯🎁\n\t\0\ufeff \u00a0"), min_size=2, max_size=30),
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"]),
)
def test_every_place_is_found_in_the_bytes(text: str, encoding: str) -> None:
    data = ("a\t" + text + "b\n").encode(encoding)
    parts = anatomy(data, encoding)
    read = parts.decoded.data
    places = np.array([i for i in range(len(read)) if read[i] & 0xC0 != 0x80] + [len(read)], np.int64)
    own = ByteMap(data, parts).offsets(places)
    said = read.decode()
    for number, (start, end) in enumerate(zip(own[:-1].tolist(), own[1:].tolist(), strict=True)):
        character = data[start:end].decode(encoding)[0]
        assert said[number] == ("\ufffd" if character == "\0" else character)
