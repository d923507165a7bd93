"""What a person stated beats every guess; inspection and drafts say how a file was read."""

import json
import tomllib

import pytest
from feeds import make_feed
from sheet_files import OpenedSheets, make_sheet, text_file

from auditor.feed.hint import FeedHint
from auditor.feed.inspect import draft_toml, inspection
from auditor.feed.load import load_feed
from auditor.feed.recognise import recognise
from auditor.model import FeedError


def keys(feed):
    return [column.key if column.field else "" for column in feed.columns]


FILE = ("exported yesterday", "Code\tWhat\tSKU", "A1\tMug\tnot the number", "A2\tCup\tx")


def test_statements_override_everything():
    hint = FeedHint(
        layout="inventory_loader",
        header_row=2,
        data_row=4,
        marketplace="fr",
        language="FR",
        columns={"code": "sku", "B": "title", "SKU": "", "option_value_1_2": "brand"},
    )
    feed = recognise(text_file(*FILE), hint)
    assert (feed.layout, feed.marketplace, feed.language) == ("inventory_loader", "FR", "fr")
    assert keys(feed) == ["sku", "title", ""]
    assert {column.sure for column in feed.columns} == {"stated"}
    assert feed.row_numbers.tolist() == [4]
    assert any("option_value_1_2" in note.en for note in feed.notes)


def test_a_stated_layout_keeps_a_found_header():
    feed = recognise(text_file("SKU\tTitle\tPrice", "A\tT\t1"), FeedHint(layout="customization_sheet"))
    assert (feed.layout, keys(feed)) == ("customization_sheet", ["sku", "title", "price"])


def test_a_stated_sheet():
    data = [["SKU", "Title", "Price"], ["A1", "Mug", "1"]]
    opened = OpenedSheets(make_sheet(data, "One"), make_sheet(data, "Two", "hidden"))
    assert recognise(opened, FeedHint(sheet="Two")).sheet == "Two"
    with pytest.raises(FeedError, match=r"no sheet named “Three”. The sheets are: One, Two"):
        recognise(opened, FeedHint(sheet="Three"))


@pytest.mark.parametrize(
    ("hint", "word"),
    [
        (FeedHint(layout="nonsense"), "no layout “nonsense”"),
        (FeedHint(header_row=2, columns={"Code": "colour_of_sky"}), "no known field"),
        (FeedHint(header_row=2, columns={"Code": "title_7"}), "no known field"),
    ],
)
def test_statements_that_cannot_be_kept(hint, word):
    with pytest.raises(FeedError, match=word):
        recognise(text_file(*FILE), hint)


def test_a_refused_report_can_be_read_all_the_same():
    lines = ("settlement-id\tdeposit-date\ttotal-amount\tsku\ttitle", "1\t2\t3\tA\tT")
    assert recognise(text_file(*lines), FeedHint(layout="generic_table")).layout == "generic_table"


def test_inspection_is_json_and_text():
    feed = recognise(text_file("SKU\tTitle\tHelper\tOption", "A1\tMug\t\tRed|Blue"))
    seen = inspection(feed)
    plain = json.loads(json.dumps(seen.as_json()))
    assert (plain["layout"], plain["rows"], plain["header_rows"]) == ("generic_table", 1, [1])
    assert [column["letter"] for column in plain["columns"]] == ["A", "B", "C", "D"]
    assert plain["columns"][3]["sure"] == "guessed"
    assert [column.header for column in seen.not_understood] == ["Helper"]
    english, chinese = seen.lines("en"), seen.lines("zh")
    assert "C\tHelper\tnot understood" in english
    assert "C\tHelper\t未识别" in chinese
    assert len(english) == len(chinese)


def nasty_feed():
    return recognise(
        text_file('SKU\tTitle\tTwo "words"\tB\\C\tTitle\t\t颜色\tPrice (€)', "A1\tMug\t1\t2\t3\t4\t红\t5"),
    ).replaced(path='/somewhere/fe"ed.csv')


def test_the_draft_is_valid_and_reads_the_file_the_same_way():
    feed = nasty_feed()
    (entry,) = tomllib.loads(draft_toml(feed))["feeds"]
    assert (entry["match"], entry["layout"], entry["header_row"], entry["data_row"]) == (
        'fe"ed.csv',
        "generic_table",
        1,
        2,
    )
    assert entry["columns"]["SKU"] == "sku"
    assert '# "Two \\"words\\"" = ""' in draft_toml(feed)
    hint = FeedHint(**{key: value for key, value in entry.items() if key != "match"})
    again = recognise(
        text_file('SKU\tTitle\tTwo "words"\tB\\C\tTitle\t\t颜色\tPrice (€)', "A1\tMug\t1\t2\t3\t4\t红\t5"),
        hint,
    )
    assert keys(again) == keys(feed)


@pytest.mark.parametrize(
    "header", ["a\nb", "tab\there", 'quote"', "back\\slash", "\x07bell", "=1+1", "#", "", "ключ"]
)
def test_drafts_of_odd_headers_are_valid(header):
    feed = make_feed({"sku": ["A"], f"?{header}": ["x"], "title": ["T"]})
    assert tomllib.loads(draft_toml(feed))["feeds"][0]["columns"]["sku"] == "sku"


def test_drafts_are_settings_the_project_accepts():
    from auditor.config import Settings

    settings = Settings.model_validate(tomllib.loads(draft_toml(nasty_feed())))
    assert settings.feed_hint('x/fe"ed.csv').columns["SKU"] == "sku"


def test_load_feed_reads_a_file(tmp_path):
    path = tmp_path / "feed.csv"
    path.write_bytes(
        "Référence;Désignation;Option;Valeurs\r\nA1;Tasse gravée;Couleur;Rouge|Bleu\r\n".encode("cp1252")
    )
    feed = load_feed(path)
    assert (feed.layout, feed.source.encoding, feed.language) == ("generic_table", "cp1252", "fr")
    assert keys(feed) == ["sku", "title", "custom_label_1", "option_value_1"]
    stated = load_feed(path, hint=FeedHint(encoding="latin-1", columns={"Option": "style"}))
    assert keys(stated)[2] == "style"
