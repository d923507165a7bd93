"""Text files: encodings, delimiters, quotes, row numbers, ragged rows."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from auditor.feed import textfile
from auditor.feed.dialect import find_delimiter
from auditor.feed.fields import split, table
from auditor.feed.messy import split_messy
from auditor.feed.rectangle import read_rectangle, well_formed


def read(data, encoding=None):
    return textfile.read_text(data if isinstance(data, bytes) else data.encode(), encoding)


def rows(read_table):
    return read_table.sheet.head(10**6)


def test_an_unquoted_tab_file_keeps_inch_marks():
    found = read('sku\ttitle\tnote\nA1\t5" Mug\t"Best"\nA2\t"Quoted" name\t"12"" x"\n')
    assert (found.delimiter, found.quoted, found.notes) == ("\t", False, [])
    assert rows(found) == [
        (1, ["sku", "title", "note"]),
        (2, ["A1", '5" Mug', '"Best"']),
        (3, ["A2", '"Quoted" name', '"12"" x"']),
    ]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ('sku\ttitle\nA1\t"Mug, white"\nA2\tCup\n', "Mug, white"),
        ('sku\ttitle\nA1\t"5"" Mug"\nA2\tCup\n', '5" Mug'),
        ('sku\ttitle\nA1\t"two\nlines"\nA2\tCup\n', "two\nlines"),
        ('sku\ttitle\nA1\t"a\tb"\nA2\tCup\n', "a\tb"),
        ('"sku"\t"title"\n"A1"\t"Mug"\n"A2"\t"Cup"\n', "Mug"),
    ],
)
def test_evident_quoting_of_a_tab_file_is_undone(data, title):
    found = read(data)
    assert found.quoted
    assert rows(found)[1] == (2, ["A1", title])
    assert rows(found)[2] == (3, ["A2", "Cup"])


def test_a_comma_in_an_unquoted_cell_speaks_against_quoting():
    found = read('sku\ttitle\nA1\t"Mug, white"\nA2\tCup, black\n')
    assert not found.quoted
    assert rows(found)[1][1][1] == '"Mug, white"'


def test_csv_with_quoted_line_breaks_counts_records():
    found = read('sku,title\r\nA1,"one\r\ntwo, ""three"""\r\n\r\nA3,x\r\n')
    assert rows(found) == [(1, ["sku", "title"]), (2, ["A1", 'one\r\ntwo, "three"']), (4, ["A3", "x"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_keep_their_place_and_only_real_line_ends_divide(end):
    found = read(end.join(["", "", "a\tb", "", "\t", "c\u2028\u0085\x0b\x0cd\te", ""]))
    assert rows(found) == [(3, ["a", "b"]), (6, ["c\u2028\u0085\x0b\x0cd", "e"])]


def test_mixed_line_ends():
    assert rows(read("a,b\nc,d\r\ne,f\rg,h")) == [
        (1, ["a", "b"]),
        (2, ["c", "d"]),
        (3, ["e", "f"]),
        (4, ["g", "h"]),
    ]


def test_ragged_rows_are_padded_kept_and_told():
    found = read("a\tb\tc\n1\t2\n1\t2\t3\t4\n1\t2\t3\n1\t2\t3\t\t\n")
    assert rows(found)[1:3] == [(2, ["1", "2", "", ""]), (3, ["1", "2", "3", "4"])]
    assert found.sheet.ragged.tolist() == [2, 3, 5]
    assert "3 rows" in found.notes[0].en
    assert "2, 3, 5" in found.notes[0].zh


def test_a_short_row_above_the_table_is_not_ragged():
    found = read("TemplateType=Custom\tVersion=1\nsku\ttitle\tprice\nA\tB\t1\nC\tD\t2\n")
    assert found.sheet.ragged.tolist() == []


def test_blank_trailing_columns_vanish_only_when_wholly_blank():
    assert rows(read("a,b,,\n1,2,,\n3,4,,\n"))[0] == (1, ["a", "b"])
    assert rows(read("a,b,,\n1,2,,x\n3,4,,\n"))[0] == (1, ["a", "b", "", ""])


@pytest.mark.parametrize(
    ("data", "delimiter"),
    [
        ("a\tb\n1,2\t3,4\n", "\t"),
        ("a;b;c\n1,5;2,5;3\n2,5;1,5;4\n", ";"),
        ("a|b|c\n1|2|3\n", "|"),
        ("a,b\n1,2\n", ","),
        ("title\nMug, red\nCup, blue\n", ""),
        ("sku\nA1\nA2\n", ""),
        ("one line", ""),
        ("sku,title\n", ","),
        ('a,b\n1,"x;y;z\tq"\n2,"u;v\tw"\n', ","),
        ("TemplateType=X\tVersion=1\nsku\ttitle\tb\nA\tmug, x, y\tz\nB\tcup, x, y\tz\n", "\t"),
    ],
)
def test_the_delimiter_is_found(data, delimiter):
    assert find_delimiter(data.encode()) == delimiter


def test_an_unbalanced_quote_does_not_swallow_the_rest():
    lines = ["sku,title,price", 'A1,"Mug,1'] + [f'A{k},"Cup, {k}",2' for k in range(2, 50)]
    found = read("\n".join(lines))
    assert len(found.sheet.rows) == 50
    assert rows(found)[1] == (2, ["A1", '"Mug', "1"])
    assert rows(found)[2] == (3, ["A2", "Cup, 2", "2"])
    assert "rows 2)" in found.notes[0].en


def test_a_last_unbalanced_quote():
    found = read('sku,title\nA1,"x, y"\nA2,"Mug\nA3,Cup\n')
    assert rows(found)[2:] == [(3, ["A2", '"Mug']), (4, ["A3", "Cup"])]


def test_a_line_that_announces_the_delimiter_is_no_row():
    found = read("sep=;\r\nsku;title, long\r\nA;x, y\r\n")
    assert (found.delimiter, rows(found)[0]) == (";", (1, ["sku", "title, long"]))


def test_a_long_quoted_table_is_not_cut_inside_a_cell():
    lines = "".join(f'{k},"<p>one; two\n<b>three; {k}</b>\n</p>",x\n' for k in range(9000))
    found = read("sku,body,note\n" + lines)
    assert (found.delimiter, len(found.sheet.rows), found.notes) == (",", 9001, [])


def test_an_excel_text_formula_stays_literal():
    assert rows(read('sku,id\nA1,="0123"\n'))[1] == (2, ["A1", '="0123"'])


def test_a_field_beyond_the_limit_of_the_csv_module():
    long = "x" * 200_000
    assert rows(read(f'a,b\n1,"{long}, y"\n'))[1] == (2, ["1", long + ", y"])


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=8)
RFC = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def plain(written, quoting):
    """The csv module quotes a line break only where it is its own line end: without QUOTE_ALL there are none."""
    if quoting == csv.QUOTE_ALL:
        return written
    return [[text.replace("\r", "").replace("\n", "") for text in cells] for cells in written]


def expected(written):
    """What the rows of the csv module must come back as: (row number, cells up to the widest filled place)."""
    listed = [(k, list(cells)) for k, cells in enumerate(written, 1) if any(cells)]
    width = max((j + 1 for _, cells in listed for j, text in enumerate(cells) if text), default=0)
    return [(k, (cells + [""] * width)[:width]) for k, cells in listed]


@RFC
@given(
    st.lists(st.one_of(st.lists(CELL, min_size=2, max_size=5), st.just([])), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(",;\t|"),
)
def test_quoted_tables_come_back_whatever_their_shape(written, end, quoting, delimiter):
    written, buffer = plain(written, quoting), io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(written)
    data = buffer.getvalue().encode()
    assume(data.strip(b"\r\n"))
    numbers, columns = table(split(data, delimiter, True))
    got = [(int(n), [c[i].as_py() for c in columns]) for i, n in enumerate(numbers)]
    assert got == expected(written)
    messy, stray = split_messy(data, delimiter)
    if not any("\n" in text or "\r" in text for cells in written for text in cells):
        numbers, columns = table(messy)
        assert [(int(n), [c[i].as_py() for c in columns]) for i, n in enumerate(numbers)] == expected(written)
        assert stray == []


@RFC
@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=8)
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_the_quick_way_agrees_with_the_exact_way(written, end, quoting):
    written, buffer = plain(written, quoting), io.StringIO()
    csv.writer(buffer, quoting=quoting, lineterminator=end).writerows(written)
    data = buffer.getvalue().encode()
    assert well_formed(data, ",")
    quick = read_rectangle(data, ",", True)
    if quick is not None:
        got = [(int(n), [c[i].as_py() for c in quick[1]]) for i, n in enumerate(quick[0])]
        assert got == expected(written)


BARE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\t\r\n"), max_size=8)


@RFC
@given(
    st.lists(st.lists(BARE, min_size=1, max_size=5), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"])
)
def test_literal_tables_come_back_whatever_their_shape(written, end):
    data = end.join("\t".join(cells) for cells in written).encode()
    numbers, columns = table(split(data, "\t", False))
    got = [(int(n), [c[i].as_py() for c in columns]) for i, n in enumerate(numbers)]
    assert got == expected(written)
    quick = read_rectangle(data, "\t", False) if data else None
    if quick is not None:
        assert [(int(n), [c[i].as_py() for c in quick[1]]) for i, n in enumerate(quick[0])] == expected(
            written
        )


@RFC
@given(st.text(alphabet='a",\n\r b', max_size=40))
def test_any_mixture_of_quotes_is_read_without_loss_of_letters(text):
    assume(text.strip(' \r\n,"'))
    data = ("a,b\n" + text).encode()
    found = read(data)
    letters = "".join(cell for _, cells in rows(found) for cell in cells)
    assert sorted(re.sub('[",\r\n]', "", letters)) == sorted(re.sub('[",\r\n]', "", data.decode()))


@RFC
@given(st.text(alphabet='x",\n', max_size=30))
def test_well_formed_quotes_are_exactly_those_the_splitter_accepts(text):
    data = text.encode()
    assume(data)
    try:
        split(data, ",", True)
        accepted = True
    except ValueError:
        accepted = False
    assert well_formed(data, ",") == accepted
