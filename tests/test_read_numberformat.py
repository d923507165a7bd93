"""The text shown for a number under a format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.feed.numberformat import general, sections, show
from auditor.feed.table import Damage

SHOWN = [
    ("123", "00000", "00123"),
    ("-7", "00000", "-00007"),
    ("9780201379624", "General", "9780201379624"),
    ("9.780201379624E12", "General", "9780201379624"),
    ("9780201379624", "0", "9780201379624"),
    ("0.5", "0", "1"),
    ("2.675", "0.00", "2.68"),
    ("-0.001", "0.00", "0.00"),
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("999", "#,##0", "999"),
    ("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)"),
    ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
    ("1234", "#,##0,", "1"),
    ("0.153", "0.0%", "15.3%"),
    ("0.15", "0%", "15%"),
    ("12", "$#,##0.00", "$12.00"),
    ("12", "[$€-2] #,##0", "€ 12"),
    ("12.5", '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_)', "12.50"),
    ("123456789", "000-00-0000", "123-45-6789"),
    ("1234567", '#,##0" pcs"', "1,234,567 pcs"),
    ("7", "\\S\\K\\U0", "SKU7"),
    ("0.5", "#.##", ".5"),
    ("12.3", "0.###", "12.3"),
    ("12.5", "# ?/?", "12.5"),
    ("0.1", "@", "0.1"),
    ("5", "[>3]0.0;0", "5.0"),
    ("2", "[>3]0.0;0", "2"),
    ("0", "0;-0;;@", ""),
    ("5", ";;;", "5"),
    ("1e-7", "General", "0.0000001"),
    ("1E+25", "General", "1E+25"),
    ("12345678901234567", "General", "12345678901234600"),
    ("0.1", "", "0.1"),
    ("not a number", "0.00", "not a number"),
    ("INF", "0.00", "INF"),
]


@pytest.mark.parametrize(("raw", "code", "text"), SHOWN)
def test_numbers_are_shown_as_a_spreadsheet_shows_them(raw, code, text):
    assert show(raw, code)[0] == text


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("9780201379624", "0.00E+00", "9.78E+12"),
        ("9.999", "0.00E+00", "1.00E+01"),
        ("0.00012", "0.0E-0", "1.2E-4"),
        ("12345.678", "##0.0E+0", "12.3E+3"),
        ("0", "0.00E+00", "0.00E+00"),
    ],
)
def test_scientific_formats_are_marked(raw, code, text):
    assert show(raw, code) == (text, Damage.SCIENTIFIC)


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("45000", "yyyy-mm-dd", "2023-03-15"),
        ("45000", "m/d/yy", "3/15/23"),
        ("45000", "dd.mm.yyyy", "15.03.2023"),
        ("45000", "d-mmm-yy", "15-Mar-23"),
        ("45000", "dddd, mmmm dd, yyyy", "Wednesday, March 15, 2023"),
        ("45000", 'yyyy"年"m"月"d"日"', "2023年3月15日"),
        ("45000", "[$-804]yyyy/m/d;@", "2023/3/15"),
        ("45000.52", "m/d/yyyy h:mm AM/PM", "3/15/2023 12:28 PM"),
        ("0.75", "hh:mm:ss", "18:00:00"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("45000.123456", "mm:ss.0", "57:46.5"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
    ],
)
def test_dates_are_shown_in_their_format(raw, code, text):
    assert show(raw, code) == (text, Damage.DATE)


def test_the_1904_date_system_shifts_dates_by_four_years():
    assert show("43538", "yyyy-mm-dd", date1904=True)[0] == show("45000", "yyyy-mm-dd")[0]


def test_a_negative_or_enormous_serial_is_no_date():
    assert show("-5", "yyyy-mm-dd") == ("-5", Damage.NUMBER)
    assert show("99999999", "yyyy-mm-dd") == ("99999999", Damage.NUMBER)


def test_binary_tails_are_told_from_long_fractions():
    assert show("19.989999999999998", "General") == ("19.99", Damage.FLOAT_TAIL)
    assert show("19.989999999999998", "0.00") == ("19.99", Damage.FLOAT_TAIL)
    assert show("0.33333333333333331", "General") == ("0.333333333333333", Damage.NUMBER)
    assert show("19.99", "General") == ("19.99", Damage.NUMBER)


def test_semicolons_in_quotes_do_not_split_a_format():
    assert show("5", '0";"') == ("5;", Damage.NUMBER)
    assert len(sections('0;";";"a"')) == 3


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_are_shown_in_full(number):
    assert general(str(number)) == str(number)


@given(st.text(max_size=30), st.floats(allow_nan=True))
def test_no_format_and_no_number_raises(code, number):
    text, damage = show(repr(number), code)
    assert isinstance(text, str)
    assert damage in (Damage.NUMBER, Damage.DATE, Damage.SCIENTIFIC, Damage.FLOAT_TAIL)


@given(st.text(alphabet='0#?.,%/@E+-_*\\"[];yYmdhsAP/Mge$G ', max_size=14), st.floats(-1e9, 1e9))
def test_no_mixture_of_format_signs_raises(code, number):
    assert isinstance(show(repr(number), code)[0], str)
