"""Parts of a feed: every row exactly once, families whole, limits kept, bytes as they were."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.config import Settings
from auditor.fix.cut import cut
from auditor.fix.families import families
from auditor.fix.split import Limits, parts
from auditor.model import FeedError, SettingsError
from tests.feeds import make_feed
from tests.fix_case import written

HEAD = "sku\titem_name\tbrand_name\tparent_sku\tproduct_description"


def text(rows: list[tuple[str, str]]) -> bytes:
    lines = [HEAD, *(f"{sku}\tMug {i}\tAcme\t{parent}\tText" for i, (sku, parent) in enumerate(rows))]
    return codecs.BOM_UTF8 + "\r\n".join(lines).encode() + b"\r\n"


class TestFamilies:
    def test_parents_children_and_rows_of_one_sku(self) -> None:
        feed = make_feed(
            {
                "sku": ["P", "X", "c1", "c2 ", "X", "", "Y", "g"],
                "parent_sku": ["", "", "p", "P", "", "", "", "C2"],
            }
        )
        assert families(feed).tolist() == [0, 1, 0, 0, 1, 1, 2, 0]

    def test_handles_are_no_skus(self) -> None:
        feed = make_feed({"handle": ["mug", "mug", "cup"], "sku": ["cup", "", "z"]})
        assert families(feed).tolist() == [0, 0, 1]

    def test_nothing_to_go_by(self) -> None:
        assert families(make_feed({"title": ["a", "a"]})).tolist() == [0, 1]


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(["", "A", "B", "Z"])), min_size=1, max_size=20
    ),
    most=st.integers(1, 8),
    room=st.none() | st.integers(10, 120),
    sizes=st.lists(st.integers(1, 30), min_size=20, max_size=20),
)
def test_every_row_in_one_part_and_families_whole(
    rows: list[tuple[str, str]], most: int, room: int | None, sizes: list[int]
) -> None:
    feed = make_feed({"sku": [sku for sku, _ in rows], "parent_sku": [parent for _, parent in rows]})
    weights = np.array([*sizes[: len(rows)], 7], np.int64)
    family = families(feed)
    limits = Limits(most, room)
    try:
        found = parts(feed, limits, weights)
    except FeedError:
        heavy = np.bincount(family, weights=weights[:-1]).max()
        assert np.bincount(family).max() > most or (room is not None and heavy > room - 7)
        return
    assert sorted(row for part in found for row in part) == feed.row_numbers.tolist()
    home = {row: number for number, part in enumerate(found) for row in part}
    for row, one in zip(feed.row_numbers.tolist(), family.tolist(), strict=True):
        assert home[row] == home[int(feed.row_numbers[family.tolist().index(one)])]
    for part in found:
        assert part == sorted(part)
        assert len(part) <= most
        assert room is None or sum(weights[row - 2] for row in part) + 7 <= room


class TestText:
    def test_rows_keep_their_bytes(self, tmp_path: Path) -> None:
        data = text([("P-1", ""), ("S-1", ""), ("C-1", "P-1"), ("C-2", "P-1"), ("S-2", "")])
        done = cut(written(tmp_path, "feed.txt", data), Settings(), Limits(rows=3))
        assert done.rows == ((2, 4, 5), (3, 6))
        head, *lines = data.splitlines(keepends=True)
        assert done.data == (head + lines[0] + lines[2] + lines[3], head + lines[1] + lines[4])
        paths = done.write(tmp_path / "out")
        assert [path.name for path in paths] == ["feed.part-1.txt", "feed.part-2.txt"]

    def test_by_bytes(self, tmp_path: Path) -> None:
        data = text([(f"S-{i}", "") for i in range(30)])
        done = cut(written(tmp_path, "feed.txt", data), Settings(), Limits(bytes=400))
        assert len(done.data) > 2
        assert max(map(len, done.data)) <= 400

    def test_whole_where_it_fits(self, tmp_path: Path) -> None:
        data = text([("S-1", ""), ("S-2", "")])
        assert cut(written(tmp_path, "feed.txt", data), Settings(), Limits(rows=10)).data == (data,)

    def test_family_beyond_the_limit(self, tmp_path: Path) -> None:
        data = text([("P-1", ""), ("C-1", "P-1"), ("C-2", "P-1")])
        with pytest.raises(FeedError, match="do not fit into one part"):
            cut(written(tmp_path, "feed.txt", data), Settings(), Limits(rows=2))

    def test_no_limit_known(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="--rows"):
            cut(written(tmp_path, "feed.txt", text([("S-1", "")])), Settings(), Limits())

    def test_orders_are_not_uploaded(self, tmp_path: Path) -> None:
        data = b"order-id\torder-item-id\tsku\tproduct-name\n1\t2\tA\tMug \n"
        with pytest.raises(FeedError, match="report of orders"):
            cut(written(tmp_path, "orders.txt", data), Settings(), Limits(rows=1))

    def test_marketplace_limit_of_an_upload(self, tmp_path: Path) -> None:
        head = "sku product-id product-id-type price item-condition quantity add-delete".replace(" ", "\t")
        data = f"{head}\r\nA\t\t\t5\t11\t1\ta\r\n"
        done = cut(written(tmp_path, "loader.txt", data.encode()), Settings(), Limits())
        assert done.limits == Limits(50_000, 10_000_000)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from(["", "", "A", "B"])), min_size=4, max_size=12
    ),
    st.integers(1, 6),
)
def test_parts_of_a_file_hold_each_line_once(rows: list[tuple[str, str]], most: int) -> None:
    data = text(rows)
    with TemporaryDirectory() as folder:
        try:
            done = cut(written(Path(folder), "feed.txt", data), Settings(), Limits(rows=most))
        except FeedError:
            return
    head, *lines = data.splitlines(keepends=True)
    assert all(part.startswith(head) for part in done.data)
    held = [line for part in done.data for line in part.splitlines(keepends=True)[1:]]
    assert sorted(held) == sorted(lines)


class TestWorkbook:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet("Products")
        sheet.write_row(0, 0, HEAD.split("\t"))
        for number in range(1, 401):
            parent = f"P-{number // 10}" if number % 10 else ""
            sku = f"C-{number}" if number % 10 else f"P-{number // 10}"
            sheet.write_row(
                number, 0, [sku, f"Mug {number * 7919 % 100_003}", "Acme", parent, f"{number**5}"]
            )
        book.close()
        return written(tmp_path, "feed.xlsx", out.getvalue())

    def test_rows(self, path: Path) -> None:
        done = cut(path, Settings(), Limits(rows=100))
        held = [
            row
            for data in done.data
            for row in list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))[1:]
        ]
        assert len(done.data) in (4, 5)
        whole = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))[1:]
        assert sorted(held, key=str) == sorted(whole, key=str)

    def test_bytes(self, path: Path) -> None:
        limit = path.stat().st_size // 2
        done = cut(path, Settings(), Limits(bytes=limit))
        assert max(map(len, done.data)) <= limit

    def test_hopeless(self, path: Path) -> None:
        with pytest.raises(FeedError, match="allow larger parts"):
            cut(path, Settings(), Limits(bytes=3_000))
