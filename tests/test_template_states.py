import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from formula_case import book_of, feed_of, typed_sheet

from auditor.feed.read import open_source
from auditor.feed.recognise import recognise
from auditor.feed.template.areas import areas
from auditor.feed.template.book import Book
from auditor.feed.template.formulas import calculate
from auditor.feed.template.meanings import meaning
from auditor.feed.template.model import Place, State
from auditor.feed.template.paints import Paint
from auditor.feed.template.parts import Parts, read_parts
from auditor.feed.template.parts_xml import Name, Rule
from auditor.feed.template.settings import aliases, settings
from auditor.feed.template.states import COPIED, load_states

REAL = Path(__file__).resolve().parents[2] / "shared" / "real_feeds"
GREY, BLACK, RED = Paint(fill="808080"), Paint(fill="000000", font="FFFFFF"), Paint(border="FF0000")
GREEN, LIGHT, PINK = Paint(border="008000"), Paint(border="D4D4D4"), Paint(fill="FFC7CE")
MAIN = typed_sheet(
    "Template",
    {
        3: ["sku", "type", "parentage", "size"],
        4: ["s1", "CUP", "parent", "L"],
        5: ["s2", "CUP", "child", None],
        6: ["s3", "HAT", None, "M"],
        9: ["s4", "", "child", None],
    },
)
LIST = typed_sheet("Conditions List", {1: ["x"], 2: ["child"]})
NAMES = {"LIST_0": "'Conditions List'!$A$2", "PTList0": 'Template!$B1="CUP"', "lost": "AND(Template!#REF!,1)"}


def rule(where, formula, paint, priority=1, stops=True, kind="expression", operator=""):
    formulas = (formula,) if isinstance(formula, str) else formula
    return Rule(
        areas=areas(where),
        kind=kind,
        formulas=formulas,
        priority=priority,
        stops=stops,
        operator=operator,
        paint=paint,
    )


def loaded(*rules, names=None, aliases=None, main=MAIN):
    listed = NAMES if names is None else names
    book = book_of(main, LIST, names=listed)
    parts = Parts(sheet="Template", names=tuple(Name(name=k, text=v) for k, v in listed.items()), rules=rules)
    return load_states(parts, book, book.feed, aliases), book


def states(column, *rules, **more):
    (found, damaged, _), _ = loaded(*rules, **more)
    assert damaged is None
    return [State(code).name for code in found.column(column).tolist()[1:]]


def test_first_true_rule_by_priority_counts():
    rules = (
        rule("D4:D99", "IF(LEN(D4)>0,1,0)", GREEN, 3),
        rule("D4:D99", 'AND(LEN($B4)>0,NOT($B4="CUP"))', BLACK, 1),
        rule("D4:D99", "AND(PTList0,NOT(COUNTIF(LIST_0,Template!$C4)>0))", GREY, 2),
        rule("D4:D99", "PTList0", RED, 4),
    )
    assert states(3, *rules) == ["MUST_BE_EMPTY", "REQUIRED_MISSING", "NOT_APPLICABLE", "SILENT"]
    assert states(0, *rules) == ["SILENT"] * 4


def test_a_rule_that_stops_without_a_word_silences():
    loud = rule("D4:D9", "TRUE", RED, 2)
    assert states(3, rule("D4:D9", '$A4="s2"', PINK, 1), loud)[1] == "SILENT"
    assert states(3, rule("D4:D9", '$A4="s2"', PINK, 1, stops=False), loud)[1] == "REQUIRED_MISSING"


def test_red_on_filled_cells_asks_for_nothing():
    assert states(3, rule("D4:D9", "1", RED)) == ["FILLED", "REQUIRED_MISSING", "FILLED", "REQUIRED_MISSING"]


def test_rules_apply_to_their_rows_and_move_with_them():
    moved = rule("D5:D6 D9", '$A5="s2"', RED)
    assert states(3, moved) == ["SILENT", "REQUIRED_MISSING", "SILENT", "SILENT"]
    wide = rule("B4:D9", "LEN(B4)=0", GREY)
    assert states(2, wide) == ["SILENT", "SILENT", "MUST_BE_EMPTY", "SILENT"]
    assert states(3, wide)[1] == "MUST_BE_EMPTY"


def test_what_is_not_known_is_never_a_finding():
    lost = rule("D4:D9", 'IF($A4="s2",lost,0)', GREY, 1)
    assert states(3, lost, rule("D4:D9", "1", LIGHT, 2)) == ["OPTIONAL", "UNKNOWN", "OPTIONAL", "OPTIONAL"]
    assert states(3, lost, rule("D4:D9", "1", GREY, 2)) == ["MUST_BE_EMPTY"] * 4
    assert states(3, rule("D4:D9", "1", LIGHT, 1), lost) == ["OPTIONAL"] * 4
    (found, _, _), _ = loaded(lost, rule("D4:D9", "TODAY()>1", RED, 9), rule("B4:B9", "TODAY()>2", RED, 9))
    assert found.unknown == {}
    found.column(1)
    found.column(3)
    assert found.unknown == {"function TODAY": 2, "#REF!": 1}


def test_other_kinds_of_rules():
    between = rule("D4:D9", ('"K"', '"LZ"'), GREY, kind="cellIs", operator="between")
    assert states(3, between) == ["MUST_BE_EMPTY", "SILENT", "SILENT", "SILENT"]
    assert states(3, rule("D4:D9", '"M"', GREY, kind="cellIs", operator="equal"))[2] == "MUST_BE_EMPTY"
    assert states(3, rule("D4:D9", (), GREY, kind="top10")) == ["UNKNOWN"] * 4
    assert states(3, rule("D4:D9", "LEN(TRIM(D4))=0", GREY, kind="containsBlanks"))[1] == "MUST_BE_EMPTY"


def test_rules_pasted_from_another_column_are_not_known():
    names = {"requiredAttributePTDMap": "'Conditions List'!$A$1:$B$2"}
    formula = 'IF(VLOOKUP($C$3,requiredAttributePTDMap,1,FALSE)="",0,1)'
    (found, _, _), _ = loaded(rule("C4:D9", formula, RED), names=names)
    assert set(found.column(3)[1:].tolist()) == {State.UNKNOWN}
    assert State.UNKNOWN not in found.column(2)[1:].tolist()
    assert found.unknown == {COPIED: 1}


def test_both_spellings_of_a_value():
    grey = rule("D4:D9", '$C4<>"Eltern"', GREY)
    assert states(3, grey)[:2] == ["MUST_BE_EMPTY", "MUST_BE_EMPTY"]
    assert states(3, grey, aliases={2: {"Eltern": "parent"}})[:2] == ["SILENT", "MUST_BE_EMPTY"]


def test_place_and_sheets_needed():
    (found, _, _), book = loaded(rule("D4:D9 D12:D20", "COUNTIF(LIST_0,C4)>0", GREY))
    assert found.place(3) == Place("Template", "D4:D20")
    assert found.place(0) == Place("Template", "A:A")
    assert list(book._sheets) == ["Conditions List"]
    book._opened = None
    assert found.column(3)[2] == State.MUST_BE_EMPTY


def test_nothing_stated_is_no_states():
    assert loaded()[0] == (None, None, None)
    assert loaded(rule("A4:D9", "1", PINK))[0] == (None, None, None)


def test_lost_and_cut_rules_are_told():
    wide = typed_sheet("Template", {1: [f"f{k}" for k in range(30)], 2: ["x"] * 30})
    names = {"requiredAttributePTDMap": "Map!$A$1:$B$9", "PTList0": 'Template!$A1<>""'}
    flat = [rule("A2:AD9", "AND(AND((0)),1=1)", GREY), rule("A2:AD2", "LEN(A2)>0", GREEN)]
    (found, damaged, place), _ = loaded(*flat, names=names, main=wide)
    assert found is None
    assert "0 of 30" in damaged.en
    assert "30 列中只有 0 列" in damaged.zh
    assert place == Place("Template", "A2:AD9")
    assert loaded(names=names, main=wide)[0][2] == Place("Template")
    assert loaded(*flat, rule("A2:T9", "IF(PTList0,1,0)", RED), names=names, main=wide)[0][1] is None
    cut = [rule("A2:A9", "lost", GREY), rule("B2:B9", "#REF!=1", RED), rule("C2:C9", "1", LIGHT)]
    (found, damaged, place), _ = loaded(*cut)
    assert found is None
    assert "2 of 3" in damaged.en
    assert place == Place("Template", "A2:B9")


def test_meanings():
    assert meaning(Paint(fill="808080", border="FF0000")) is State.MUST_BE_EMPTY
    assert meaning(Paint(fill="FFFFFF", border="FF0000")) is State.REQUIRED_MISSING
    assert meaning(Paint(border="FFA500")) is State.PREFERRED
    assert meaning(Paint(fill="F2F2F2")) is meaning(Paint(font="FF0000")) is State.SILENT


def test_feed_of_many_rows_keeps_its_order():
    feed = feed_of(MAIN)
    assert feed.row_numbers.tolist() == [3, 4, 5, 6, 9]


def real(path):
    file = REAL / path
    if not file.exists():
        pytest.skip("the real templates are not here")
    with open_source(file) as opened:
        feed = recognise(opened, None, lenient=True)
        parts = read_parts(opened, feed.sheet)
        book = Book(opened, feed, parts.names)
        spelled = aliases(settings(feed))
        by_position = {c.position: spelled[c.name] for c in feed.columns if c.name in spelled}
        return feed, load_states(parts, book, feed, by_position)


def counted(path, state, filled=False):
    feed, (found, damaged, _) = real(path)
    assert damaged is None
    out = Counter()
    for column in feed.columns:
        hit = found.column(column.position) == state
        if filled:
            hit &= feed.filled(column)
        if hit.any():
            out[column.name] += int(hit.sum())
    return dict(out), found


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("wams/Al_Basma_Flat.File.Home.ae.xlsm", {}),
        ("wams/Al_Saqr_Flat.File.AutoAccessory.ae_v2.xlsm", {}),
        ("wams/Al_Saqr_Flat.File.Home.ae_v2.xlsm", {}),
        ("wams/Hava_Gents_Flat.File.Beauty.ae_v3_cat_changed.xlsm", {}),
        (
            "wams/WAMS_MAIN_FILE_BULK_UPLOAD1.xlsm",
            {"standard_price": 43, "quantity": 43, "main_image_url": 43, "recommended_browse_nodes": 2},
        ),
    ],
)
def test_required_by_the_map_minus_grey(path, missing):
    assert counted(path, State.REQUIRED_MISSING)[0] == missing


def test_offer_template_of_a_failed_upload():
    """Grey although filled: the channel code is blank in every row (the marketplace asked for the code instead)."""
    found, all_states = counted("adsmonitor/PriceAndQuantity.xlsm", State.MUST_BE_EMPTY, filled=True)
    assert found == {
        "fulfillment_availability#1.quantity": 8181,
        "fulfillment_availability#1.lead_time_to_ship_max_days": 8181,
    }
    assert all_states.unknown == {}
    localised = "adsmonitor/PriceAndQuantity_Ofertas_Signes_DE.xlsm"
    assert counted(localised, State.MUST_BE_EMPTY, filled=True)[0] == {}


def test_ornament_of_two_rows():
    missing, _ = counted("nt204/GlassOrnament_TEST_01SKU.xlsm", State.REQUIRED_MISSING)
    assert {name.partition("[")[0]: count for name, count in missing.items()} == {
        "fabric_type": 2,
        "material": 1,
    }
    grey, found = counted("nt204/GlassOrnament_TEST_01SKU.xlsm", State.MUST_BE_EMPTY, filled=True)
    assert sum(grey.values()) == 7
    assert found.unknown == {}


@pytest.mark.parametrize("name", ["PRIVATE ADDRESS REV1.xlsm", "NO COLD CALLING  FLATFILE REV1.xlsm"])
def test_rules_lost_in_an_online_spreadsheet(name):
    _, (found, damaged, place) = real(f"nbne/{name}")
    assert found is None
    assert "lost" in damaged.en
    assert place.sheet == "Template"


def test_every_real_template_answers_for_every_column():
    if not REAL.exists():
        pytest.skip("the real templates are not here")
    for file in sorted(REAL.glob("*/*.xlsm")):
        feed, (found, damaged, _) = real(file.relative_to(REAL))
        if found is None:
            assert (damaged is not None) == ("nbne" in str(file))
            continue
        for column in feed.columns:
            assert np.asarray(found.column(column.position)).shape == (len(feed.cells),)
        assert set(found.unknown) <= {"#REF!", COPIED}


def test_a_workbook_of_endless_rules_is_bounded(monkeypatch):
    monkeypatch.setattr(calculate, "WORK_LIMIT", 100_000)
    many = [rule("A4:XFD9", f"LEN(A4)>{k}", GREY, k, stops=False) for k in range(2_000)]
    (found, damaged, _), _ = loaded(*many)
    assert damaged is None
    began = time.process_time()
    last = [State(code).name for code in found.column(3).tolist()]
    assert last[1:] == ["MUST_BE_EMPTY", "UNKNOWN", "MUST_BE_EMPTY", "UNKNOWN"]
    assert set(found.unknown) == {calculate.TOO_MUCH}
    for column in range(300, 400):
        assert set(found.column(column)[1:].tolist()) == {State.UNKNOWN}
    assert time.process_time() - began < 60, "it ends; how fast is measured in bench"
