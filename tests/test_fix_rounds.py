"""Repairs as a whole: what was proposed is gone, nothing new appears, and a second repair changes nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.config import load_settings, settings_from
from auditor.fix.effects import Weight, appeared, culprits
from auditor.fix.proposals import CellFix
from auditor.model import FeedError, Severity
from sample_feeds.build import FOLDER, SAMPLES
from tests.fix_case import APPROVED, HEAD, changes, listing, mend, written

VALID = "4006381333931"
TWO_COMPANIES = [
    ["A-1", "Personalized Mug", "Acme", "12345678905", "", ""],
    ["A-2", "Personalized Cup ", "Acme", "885909950805", "", ""],
]
"""With its zero the first number is valid, and of another company than the second of the same brand."""


def feed(folder: Path, *rows: list[str], head: list[str] = HEAD) -> Path:
    text = "\n".join("\t".join(row) for row in [head, *rows]) + "\n"
    return written(folder, "feed.txt", text.encode())


class TestSafe:
    def test_fixes_of_one_cell_follow_each_other(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1", "\u200b<b>Mug</b>\u00a0for Dad ", "Acme", "", "", ""])
        repair = mend(path)
        assert changes(repair) == [
            (2, 1, "FF712", "<b>Mug</b> for Dad"),
            (2, 1, "LI609", "Mug for Dad"),
        ]
        assert b"A-1\tMug for Dad\tAcme" in repair.data

    def test_type_of_a_valid_number(self, tmp_path: Path) -> None:
        assert changes(mend(feed(tmp_path, ["A-1", "Mug", "Acme", VALID, "upc", ""]))) == [
            (2, 4, "ID106", "ean")
        ]

    def test_number_that_lost_its_zero(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1", "Mug", "Acme", "12345678905", "UPC", ""])
        own = settings_from(
            {"own_gs1_prefixes": ["012345"], **APPROVED.model_dump(include={"program_approval"})}
        )
        assert changes(mend(path, settings=own)) == [(2, 3, "ID104", "012345678905")]

    def test_what_would_lead_to_another_finding_is_taken_back(self, tmp_path: Path) -> None:
        repair = mend(feed(tmp_path, *TWO_COMPANIES))
        assert changes(repair) == [(3, 1, "FF712", "Personalized Cup")]
        (left,) = repair.mended.left
        assert (left.row, left.column, left.code, left.after) == (2, 3, "ID104", "012345678905")
        assert left.reason.en == "it would lead to ID125"
        assert b"12345678905\t\t" in repair.data

    def test_accepted_findings_are_left_alone(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1", "Mug ", "Acme", "", "", ""])
        accepted = [{"rule": "FF712", "sku": "A-1", "reason": "so meant"}]
        repair = mend(path, settings=settings_from({"accepted": accepted}))
        assert repair.mended.changes == ()

    def test_only_selected_rules(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1 ", "<b>Mug</b>", "Acme", VALID, "UPC", ""])
        assert [code for _, _, code, _ in changes(mend(path, select=("ID", "FF712")))] == ["FF712", "ID106"]

    def test_unsafe_ones_only_when_asked_for(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1", "Best Mug Ever!", "Acme", "", "", "gift best seller"])
        assert changes(mend(path)) == []
        assert [code for _, _, code, _ in changes(mend(path, unsafe=True))] == ["LI602", "LI608"]

    def test_lost_letters_are_nobodys_to_guess(self, tmp_path: Path) -> None:
        assert changes(mend(feed(tmp_path, ["A-1", "Caf?s of Paris", "Acme", "", "", ""]), unsafe=True)) == []

    def test_direction_marks_of_arabic_stay(self, tmp_path: Path) -> None:
        path = feed(
            tmp_path,
            ["A-1", "كوب\u200f هدية", "Acme", "", "", ""],
            ["A-2", "Mug\u200f gift", "Acme", "", "", ""],
        )
        assert [(row, after) for row, _, _, after in changes(mend(path))] == [(3, "Mug gift")]

    def test_no_text_becomes_a_formula(self, tmp_path: Path) -> None:
        rows = [["A-1", " =HYPERLINK(1)", "Acme", "", "", ""], ["A-2", " - Mug", "Acme", "", "", ""]]
        repair = mend(feed(tmp_path, *rows))
        assert changes(repair) == [(3, 1, "FF712", "- Mug")]
        assert [(left.row, left.reason.en) for left in repair.mended.left] == [
            (2, "a spreadsheet would run the text as a formula")
        ]

    def test_decimal_comma_among_points(self, tmp_path: Path) -> None:
        head = ["sku", "product-id", "product-id-type", "price", "item-condition", "quantity", "add-delete"]
        rows = [
            [f"A-{number}", "", "", price, "11", "5", "a"] for number, price in enumerate(("19,99", "7.50"))
        ]
        assert changes(mend(feed(tmp_path, *rows, head=head))) == [(2, 3, "TP908", "19.99")]
        rows.append(["A-9", "", "", "1,299", "11", "5", "a"])
        assert changes(mend(feed(tmp_path, *rows, head=head))) == []

    def test_counts_before_and_after(self, tmp_path: Path) -> None:
        mended = mend(feed(tmp_path, ["A-1", "<b>Mug</b>", "Acme", "", "", ""])).mended
        assert mended.before[Severity.WARNING] - mended.after[Severity.WARNING] == 1
        assert mended.by_rule() == [("LI609", 1, 0)]


class TestRefused:
    def test_what_cannot_be_edited_in_place(self, tmp_path: Path) -> None:
        data = b"<html><table><tr><td>sku</td><td>title</td></tr><tr><td>A</td><td>Mug </td></tr></table>"
        with pytest.raises(FeedError, match="save it as") as refusal:
            mend(written(tmp_path, "feed.xls", data))
        assert "另存为 .xlsx" in refusal.value.problem.zh

    def test_what_buyers_wrote_stays(self, tmp_path: Path) -> None:
        path = written(tmp_path, "orders.txt", (FOLDER / "orders.txt").read_bytes().replace(b"\t", b" \t"))
        assert mend(path).mended.changes == ()
        assert {change.code for change in mend(path, unsafe=True).mended.changes} == {"OR801", "OR802"}

    def test_changed_on_disk_meanwhile(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1 ", "Mug", "Acme", "", "", ""])
        repair = mend(path)
        path.write_text("other", encoding="utf-8")
        with pytest.raises(FeedError, match="changed by another program"):
            repair.write(tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_deleted_meanwhile(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1 ", "Mug", "Acme", "", "", ""])
        repair = mend(path)
        path.unlink()
        with pytest.raises(FeedError, match="changed by another program"):
            repair.write(tmp_path / "out")


class TestOnlyRows:
    HEAD = ("sku", "item_name", "brand_name", "parent_child", "parent_sku", "external_product_id")

    def test_rows_with_findings_and_their_parents(self, tmp_path: Path) -> None:
        rows = [
            ["P-1", "Mug", "Acme", "parent", "", ""],
            ["C-1", "Mug red", "Acme", "child", "P-1", ""],
            ["C-2", "Mug blue ", "Acme", "child", "P-1", ""],
            ["S-1", "Cup", "Acme", "", "", ""],
        ]
        repair = mend(feed(tmp_path, *rows, head=list(self.HEAD)), only_rows=True, select=("FF712",))
        kept = repair.data.decode().splitlines()
        assert [line.split("\t")[0] for line in kept] == ["sku", "P-1", "C-2"]
        assert kept[2] == "C-2\tMug blue\tAcme\tchild\tP-1\t"
        assert repair.rows == 2

    def test_no_such_row(self, tmp_path: Path) -> None:
        path = feed(tmp_path, ["A-1", "Mug", "Acme", "", "", ""])
        with pytest.raises(FeedError, match="nothing to resubmit"):
            mend(path, only_rows=True, select=("FF712",))


@pytest.mark.parametrize(
    "name", ["choices.csv", "custom_template.txt", "flat_file_mug.xlsx", "定制商品导出.csv"]
)
def test_samples(tmp_path: Path, name: str) -> None:
    sample = next(one for one in SAMPLES if one.name == name)
    stated = load_settings(FOLDER / sample.settings)
    path = written(tmp_path, name, (FOLDER / name).read_bytes())
    once = mend(path, settings=stated)
    assert not once.crashed
    assert all(once.mended.after[one] <= once.mended.before[one] for one in Severity)
    after = {(c.row, c.column) for c in once.mended.done}
    assert (once.data == path.read_bytes()) == (not after)
    assert mend(written(tmp_path, name, once.data), settings=stated).data == once.data


TITLES = [
    "Mug",
    " Mug",
    "Mug\u200b",
    "<b>Mug</b>",
    "Mug &nbsp;x",
    "Mug\u00a0",
    "x &lt;b&gt; y",
    "Mug! ",
    '5" Mug ',
    "",
    "=",
]
SKUS = ["A", "A ", " A", "B", "b", "B\u200b", "", '="C"']
WORDS = [
    "mug mug",
    "mug gift mug",
    "a, b, a",
    "yo yo",
    " gift\tcup",
    "mug B0ABCD1234 mug",
    "mug best seller",
    "",
]
IDS = [VALID, "12345678905", "8.85910E+11", "885909950805.0", "885909950805", "", "N/A"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(SKUS),
        st.sampled_from(TITLES),
        st.sampled_from(["Acme", "Acme ", ""]),
        st.sampled_from(IDS),
        st.sampled_from(["UPC", "ean", ""]),
        st.sampled_from(WORDS),
    ).map(list),
    min_size=2,
    max_size=5,
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=ROWS, delimiter=st.sampled_from(["\t", ","]), unsafe=st.booleans())
def test_twice_is_once_and_nothing_new(rows: list[list[str]], delimiter: str, unsafe: bool) -> None:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if delimiter == "," else text.replace("\t", " ")

    text = listing([[cell(text) for text in row] for row in rows], delimiter)
    with TemporaryDirectory() as folder:
        try:
            once = mend(written(Path(folder), "feed.csv", text.encode()), unsafe=unsafe)
        except FeedError:
            return
        again = mend(written(Path(folder), "feed.csv", once.data), unsafe=unsafe)
    assert not once.crashed
    assert again.data == once.data
    assert all(once.mended.after[one] <= once.mended.before[one] for one in Severity)


class TestBlame:
    FIXES = (
        CellFix(row=2, column=0, before="A ", after="A", code="FF712"),
        CellFix(row=2, column=1, before="x ", after="x", code="FF712"),
        CellFix(row=3, column=1, before="y ", after="y", code="FF712"),
    )

    def test_more_or_graver_is_new(self) -> None:
        before = {("X", 2, 0): Weight(1, 1), ("Y", 2, 0): Weight(1, 2)}
        after = {("X", 2, 0): Weight(1, 3), ("Y", 2, 0): Weight(1, 2), ("Z", -1, -1): Weight(1, 1)}
        assert appeared(before, after) == [("X", 2, 0), ("Z", -1, -1)]

    @pytest.mark.parametrize(
        ("place", "blamed"),
        [(("X", 2, 0), [0]), (("X", 2, 5), [0, 1]), (("X", -1, 1), [1, 2]), (("X", -1, -1), [0, 1, 2])],
    )
    def test_nearest_first(self, place: tuple[str, int, int], blamed: list[int]) -> None:
        found = culprits(self.FIXES, [place], None)  # type: ignore[arg-type]
        assert list(found) == [self.FIXES[i] for i in blamed]
