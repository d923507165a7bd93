"""Files of customized orders: both nestings, the tree, zips, guards; and what the order rules make of them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import settings_from
from auditor.engine import audit
from auditor.feed import order_customizations
from auditor.feed.load import load_feed
from auditor.feed.order_customizations import UnreadableError, choices_in, read_order_file
from auditor.report.masking import veil_of
from auditor.rules import all_rules

ORDER, ITEM = "111-0000001-0000001", "60000000000001"
AREAS = [
    {"customizationType": "TextPrinting", "label": "Name", "text": "Mia"},
    {"customizationType": "Options", "label": "Thread", "optionValue": "Navy"},
]
TREE = {
    "type": "PageContainerCustomization",
    "children": [
        {"type": "OptionCustomization", "label": "Gift box", "displayValue": "Yes"},
        {
            "type": "PlacementContainerCustomization",
            "children": [{"type": "TextCustomization", "label": "Name", "inputValue": "Mia"}],
        },
        {"type": "ImageCustomization", "label": "Photo", "image": {"buyerFilename": "IMG.jpg"}},
    ],
}


def order_json(**more: Any) -> bytes:
    return json.dumps({"orderId": ORDER, "orderItemId": ITEM, **more}).encode()


@pytest.mark.parametrize(
    "nesting",
    [
        {"customizationInfo": {"version3.0": {"surfaces": [{"areas": AREAS}]}}},
        {"version3.0": {"customizationInfo": {"surfaces": [{"areas": AREAS}]}}},
    ],
)
def test_both_nestings_of_the_flat_list(nesting: dict[str, Any]) -> None:
    assert list(choices_in(nesting)) == [("text", "Name", "Mia"), ("option", "Thread", "Navy")]


def test_tree_and_flat_list_say_it_once() -> None:
    data = {
        "customizationInfo": {"version3.0": {"surfaces": [{"areas": AREAS}]}},
        "customizationData": TREE,
    }
    assert list(choices_in(data)) == [
        ("option", "Gift box", "Yes"),
        ("text", "Name", "Mia"),
        ("image", "Photo", "IMG.jpg"),
        ("option", "Thread", "Navy"),
    ]


def test_typed_text_survives_only_in_the_tree() -> None:
    moved = {"surfaces": [{"areas": [{"customizationType": "ImagePrinting", "svgImage": "x.svg"}]}]}
    assert ("text", "Name", "Mia") in list(
        choices_in({"customizationInfo": {"version3.0": moved}, "customizationData": TREE})
    )


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=20), inner, max_size=3),
    max_leaves=15,
)


@given(_JSON)
def test_any_json_is_survived(data: Any) -> None:
    assert all(value for _, _, value in choices_in({"customizationData": data, "version3.0": data}))


def test_deep_json_is_cut_off() -> None:
    data: Any = {"type": "TextCustomization", "label": "Deep", "inputValue": "x"}
    for _ in range(order_customizations.DEEPEST + 5):
        data = {"children": [data]}
    assert list(choices_in({"customizationData": data})) == []


def zipped(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_zip_and_plain_file(tmp_path: Path) -> None:
    raw = order_json(customizationData=TREE)
    inside = zipped(tmp_path / f"{ORDER}_{ITEM}.zip", picture__jpg=b"x", **{f"{ITEM}__json": raw})
    plain = tmp_path / f"{ITEM}.json"
    plain.write_bytes(b"\xef\xbb\xbf" + raw)
    assert read_order_file(inside) == read_order_file(plain) == json.loads(raw)


def bomb(path: Path) -> None:
    zipped(path, a__json=b" " * (3 * 2**20) + b"{}")


def large(path: Path) -> None:
    path.write_bytes(b" " * (order_customizations.JSON_LIMIT + 2))


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("a.zip", bomb, "too large"),
        ("a.json", large, "too large"),
        ("a.zip", lambda p: p.write_bytes(b"PK\3\4 broken"), "damaged"),
        ("a.zip", lambda p: zipped(p, picture__jpg=b"x"), "no JSON"),
        ("a.json", lambda p: p.write_bytes(b"{"), "not valid"),
        ("a.json", lambda p: p.write_bytes(b"[" * 5000 + b"]" * 5000), "not valid"),
        ("a.json", lambda p: None, "damaged"),
    ],
)
def test_guards(tmp_path: Path, name: str, make: Any, why: str) -> None:
    make(tmp_path / name)
    with pytest.raises(UnreadableError) as raised:
        read_order_file(tmp_path / name)
    assert why in raised.value.reason.en


def report_beside(tmp_path: Path, data: bytes, status: str = "Unshipped") -> Path:
    (tmp_path / f"{ORDER}_{ITEM}.json").write_bytes(data)
    (tmp_path / "unrelated.json").write_bytes(b"{")
    report = tmp_path / "orders.txt"
    report.write_text(
        "order-id\torder-item-id\tpurchase-date\torder-status\tsku\tproduct-name\tcustomized-url\n"
        f"{ORDER}\t{ITEM}\t2026-05-30T08:00:00+00:00\t{status}\tMUG-1\tCustom Mug\thttps://caps.example/t/1\n"
    )
    return report


def findings(report: Path) -> dict[str, list[tuple[str, str]]]:
    rules = [rule for rule in all_rules() if rule.family == "OR"]
    result = audit(load_feed(report), settings_from({"today": "2026-06-01"}), rules=rules)
    assert not result.crashed, result.problems
    found: dict[str, list[tuple[str, str]]] = {}
    for code, field, message in result.table("en")[["code", "field", "message"]].itertuples(index=False):
        found.setdefault(code, []).append((field, message))
    return found


def test_rules_judge_the_files_beside_a_report(tmp_path: Path) -> None:
    tree = {
        "type": "PageContainerCustomization",
        "children": [
            {"type": "OptionCustomization", "label": "Gift box", "displayValue": "Yes"},
            {"type": "OptionCustomization", "label": "Extras", "optionSelection": {"label": "Keychain"}},
            {"type": "TextCustomization", "label": "Text", "inputValue": "Harry Potter"},
            {"type": "TextCustomization", "label": "Notes", "inputValue": "No, call (212) 736-5000"},
        ],
    }
    found = findings(report_beside(tmp_path, order_json(customizationData=tree)))
    assert found["OR805"] == [
        (
            "sku",
            "Buyers of MUG-1 could choose 'Gift box = Yes' (a yes/no value); 'Extras = Keychain' (another product).",
        )
    ]
    assert [field for field, _ in found["OR803"]] == ["customized_url"]
    assert [field for field, _ in found["OR804"]] == ["customized_url"]
    assert set(found) == {"OR803", "OR804", "OR805"}


def test_buyers_words_are_masked_in_reports(tmp_path: Path) -> None:
    tree = {"type": "TextCustomization", "label": "Text", "inputValue": "Harry Potter"}
    feed = load_feed(report_beside(tmp_path, order_json(customizationData=tree)))
    result = audit(feed, settings_from({"today": "2026-06-01"}))
    shown = [
        t
        for _, table in result.findings.chunks("en", veil_of(feed))
        for t in zip(*table.values(), strict=True)
    ]
    assert any("OR803" in row for row in shown)
    assert "Potter" not in str(shown)
    assert "Potter" not in str(feed.notes)


def test_a_damaged_file_becomes_a_note(tmp_path: Path) -> None:
    feed = load_feed(report_beside(tmp_path, b"{"))
    assert feed.choices == ()
    assert [note.en for note in feed.notes if "111-0000001" in note.en] == [
        f"Order file {ORDER}_{ITEM}.json was not read: its JSON is not valid."
    ]


def test_closed_orders_are_not_checked_for_rights(tmp_path: Path) -> None:
    tree = {"type": "TextCustomization", "label": "Text", "inputValue": "Harry Potter"}
    found = findings(report_beside(tmp_path, order_json(customizationData=tree), status="Shipped"))
    assert set(found) == {"OR801"}


def test_typed_answers_are_no_options(tmp_path: Path) -> None:
    tree = {"type": "TextCustomization", "label": "Notes", "inputValue": "No"}
    assert findings(report_beside(tmp_path, order_json(customizationData=tree))) == {}
