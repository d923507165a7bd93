"""Schema checks: exact cells, blanks, distinct or not; Pandera runs the same schemas."""

import numpy as np
import pandera.errors
import pyarrow as pa
import pytest
from feeds import make_feed
from hypothesis import given
from hypothesis import strategies as st

from auditor.feed.table import Column, column_letter, string_frame
from auditor.layouts import FIELDS, LAYOUTS, key_parts, layout, shape_failures
from schemas import checks
from schemas.layout import column, schema


def failing(check, values):
    return np.flatnonzero(check.failing(checks.Texts(pa.array(values, pa.string())))).tolist()


def frame(**columns):
    count = len(next(iter(columns.values())))
    cells = string_frame([pa.array(values) for values in columns.values()], np.arange(2, 2 + count))
    cells.columns = list(columns)
    return cells


@pytest.mark.parametrize(
    ("check", "values", "bad"),
    [
        (checks.required(), ["a", "", "  ", "\t", "\u00a0"], [1, 2, 3, 4]),
        (checks.unique(), ["a", "b", " a", "", ""], [0, 2]),
        (checks.allowed(["EAN", "Größe"]), ["ean", "GRÖSSE", "größe", "UPC", ""], [1, 3]),
        (checks.length(3), ["abc", "abcd", "äöü", "日本語字", "", " abc "], [1, 3]),
        (checks.number(0, above=True), ["1", "0", "-1", "1.5", "1,5", "€1", "1 000", ""], [1, 2, 4, 5, 6]),
        (checks.number(0), ["0", "1,5", "2"], []),
        (checks.number(0, decimals=2), ["1.5", "1.55", "1.555", "1.5000", "12"], [2]),
        (checks.number(), ["1e3", "NaN", "inf", ".5", "5."], [0, 1, 2, 3, 4]),
        (checks.integer(0), ["1", "1.0", "1.5", "-1", "x", ""], [2, 3, 4]),
        (checks.integer(1, 9), ["0", "1", "9", "10"], [0, 3]),
        (checks.pattern("#?[0-9A-F]{6}", "#FFFFFF"), ["#00FF00", "00FF00", "0F0", "x00FF00x"], [2, 3]),
        (
            checks.url(),
            ["https://a.b/c.jpg", "HTTP://a.b", "ftp://a", "https://a b", "www.a.b", ""],
            [2, 3, 4],
        ),
        (checks.extension([".jpg", ".png"]), ["a.JPG", "a.jpg?x=1", "a.gif", "jpg"], [2, 3]),
        (
            checks.date(),
            ["2026-05-31", "31.05.2026", "5/31/26", "2026-05-31T10:00:00", "soon", "46000"],
            [4, 5],
        ),
    ],
)
def test_exact_cells(check, values, bad):
    assert failing(check, values) == bad


@given(st.lists(st.sampled_from(["", " ", "1", "x", "12.5", "1,5", "https://a.b/c.png"]), max_size=30))
def test_answers_do_not_depend_on_how_they_are_asked(values):
    """Long columns with few distinct texts are asked by distinct value, others cell by cell."""
    many = values * (1 + 2_100 // max(len(values), 1))
    for check in (checks.number(), checks.url(), checks.required(), checks.allowed(["x"])):
        few = failing(check, values)
        assert [at for at in failing(check, many) if at < len(values)] == few
        assert len(failing(check, many)) == len(few) * (len(many) // max(len(values), 1))


def test_pandera_accepts_a_clean_frame_and_names_the_failing_check():
    shape = schema(
        "t",
        {
            "sku": column(checks.required(), checks.unique(), present=True),
            "^option_price(_[0-9]+)*$": column(checks.number(0)),
        },
    )
    clean = frame(sku=["a", "b"], option_price_1_1=["1.50", ""], other=["", ""])
    assert shape.validate(clean, lazy=True).equals(clean)
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        shape.validate(frame(sku=["a", "a"], option_price_1_1=["x", ""]), lazy=True)
    assert set(caught.value.failure_cases["check"]) == {"unique", "number"}
    with pytest.raises(pandera.errors.SchemaErrors):
        shape.validate(frame(title=["a"]), lazy=True)


@pytest.mark.parametrize("one", LAYOUTS, ids=lambda one: one.name)
def test_every_layout_s_schema_is_sound(one):
    """Keys are fields; Pandera validates an almost empty clean frame with it."""
    present = {}
    for key, shape in one.schema.columns.items():
        if not shape.regex:
            assert key_parts(key)[0] in FIELDS
        if shape.required:
            present[key] = ["A-1", "A-2"]
        assert all(isinstance(check, checks.MaskCheck) for check in shape.checks)
    assert one.title_en
    assert one.title_zh
    assert layout(one.name) is one
    cells = frame(**(present or {"other": ["", ""]}))
    assert one.schema.validate(cells, lazy=True).shape == cells.shape


def found(feed):
    return {
        (one.key, one.check): one.rows.tolist()
        for one in shape_failures(feed.layout, feed.cells, feed.columns)
    }


def test_shape_failures_name_every_cell():
    feed = make_feed(
        {
            "sku": ["A1", "A2", "A1", "", "A" * 41],
            "price": ["9.99", "0", "12.999", "free", ""],
            "quantity": ["1", "-1", "1.5", "", "3"],
            "custom_type_1": ["option", "Dropdown", "文本", "nonsense", ""],
            "option_price_1_2": ["1", "x", "", "2.5", "-1"],
            "main_image_url": ["https://a.b/c.jpg", "c.jpg", "", "", ""],
        }
    )
    assert found(feed) == {
        ("sku", "required"): [3],
        ("sku", "length"): [4],
        ("sku", "unique"): [0, 2],
        ("price", "number"): [1, 2, 3],
        ("quantity", "integer"): [1, 2],
        ("custom_type_1", "allowed"): [3],
        ("option_price_1_2", "number"): [1, 4],
        ("main_image_url", "url"): [1],
    }


def test_shape_arguments():
    feed = make_feed({"sku": ["A" * 41, "B"]})
    (failure,) = shape_failures(feed.layout, feed.cells, feed.columns)
    arguments = failure.arguments(feed)
    assert (arguments["limit"], arguments["count"], arguments["value"]) == (40, [41], ["A" * 41])
    price = make_feed({"sku": ["A"], "price": ["x"]})
    (failure,) = shape_failures(price.layout, price.cells, price.columns)
    assert failure.arguments(price)["limit"] == ""
    assert failure.arguments(price)["allowed"].startswith("> 0")


def test_missing_column_concerns_the_whole_file():
    feed = make_feed({"title": ["A"]})
    (failure,) = shape_failures(feed.layout, feed.cells, feed.columns)
    assert (failure.column, failure.key, failure.check, failure.rows.tolist()) == (
        None,
        "sku",
        "required",
        [-1],
    )


def test_starred_columns_must_be_filled():
    feed = make_feed({"sku": ["A", "B"], "custom_label_1": ["Name", " "]}, layout="customization_sheet")
    starred = tuple(Column(**{**_asdict(c), "required": c.field == "custom_label"}) for c in feed.columns)
    assert found(feed.replaced(columns=starred)) == {("custom_label_1", "required"): [1]}


def _asdict(one):
    return {name: getattr(one, name) for name in one.__slots__}


def test_required_spares_rows_that_another_column_lifts(monkeypatch):
    shape = column(checks.required(), unless={"record_action": ("delete",), "parentage": ("parent",)})
    columns = layout("customization_sheet").schema.columns
    monkeypatch.setitem(columns, "title", shape)
    feed = make_feed(
        {
            "sku": ["A", "B", "C", "D"],
            "title": ["", "", "", "x"],
            "record_action": ["Delete", "", "update", ""],
            "parentage": ["", " Parent ", "", ""],
        }
    )
    monkeypatch.setattr(layout("customization_sheet").schema, "columns", {"title": shape})
    assert found(feed) == {("title", "required"): [2]}


def test_amazon_custom_template_limits():
    feed = make_feed(
        {
            "sku": ["A", "B"],
            "custom_label_1": ["x" * 99, "x" * 100],
            "area_x_1": ["10", "10.5"],
            "font_url_1_1": ["https://a.b/f.ttf", "https://a.b/f.otf"],
            "preview_image_url_1": ["https://a.b/p.JPG", "https://a.b/p.gif"],
        },
        layout="amazon_custom_template",
    )
    assert found(feed) == {
        ("custom_label_1", "length"): [1],
        ("area_x_1", "integer"): [1],
        ("font_url_1_1", "extension"): [1],
        ("preview_image_url_1", "extension"): [1],
    }


def test_decimal_comma_is_fine_where_the_column_uses_it():
    cells = {"sku": ["A", "B", "C"], "price": ["109,80", "47", "10,95"], "min_price": ["1,50", "2.5", "3"]}
    assert found(make_feed(cells, layout="price_and_quantity")) == {("min_price", "number"): [0]}


def test_a_large_clean_feed_has_no_failures():
    count = 200_000
    keys = [
        "sku", "price", "quantity", "main_image_url", *[f"image_url_{n}" for n in range(1, 9)], "custom_type_1",
        *[f"option_price_1_{n}" for n in range(1, 15)], *[f"option_value_1_{n}" for n in range(1, 14)],
    ]  # fmt: skip
    arrays = []
    for key in keys:
        if key == "sku":
            arrays.append(pa.array([f"SKU{n}" for n in range(count)]))
        elif "url" in key:
            arrays.append(pa.array([f"https://example.com/{key}/{n}.jpg" for n in range(count)]))
        else:
            arrays.append(
                pa.array(["option" if "type" in key else "1.50" if "price" in key else "7"] * count)
            )
    cells = string_frame(arrays, np.arange(2, count + 2))
    columns = tuple(
        Column(position=n, letter=column_letter(n), header=k, field=p[0], repeat=p[1], option=p[2])
        for n, (k, p) in enumerate((k, key_parts(k)) for k in keys)
    )
    assert shape_failures("customization_sheet", cells, columns) == []
