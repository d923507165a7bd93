"""Yes/no choices, and how a cell is read as a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.lists import split_values
from auditor.text.matcher import Matcher
from auditor.text.yes_no import judge_list, polar_label

MATCHERS = {lang: Matcher((lang, "en")) for lang in ("en", "zh", "de", "fr", "es", "it", "ja")}

# p: pair, b: bare, a: affirming phrase, t: toggle; nothing: a real choice
LISTS = [
    ("en", "Gift box?", ["Yes please", "No"], "p"),
    ("en", "Add text", ["1) Yes", "2) No"], "p"),
    ("en", "Engrave", ["✓ Yes", "✗ No"], "p"),
    ("en", "Engraving", ["YES (+$3.00)", "NO (+$0.00)"], "p"),
    ("en", "Personalize?", ["Yes - add name", "No - leave blank"], "a"),
    ("en", "Add name", ["Yes"], "b"),
    ("en", "Country", ["US", "UK", "NO", "SE"], ""),
    (
        "en",
        "Letter",
        [
            "A",
            "B",
            "C",
            "D",
            "E",
            "F",
            "G",
            "H",
            "I",
            "J",
            "K",
            "L",
            "M",
            "N",
            "O",
            "P",
            "Q",
            "R",
            "S",
            "T",
            "U",
            "V",
            "W",
            "X",
            "Y",
            "Z",
        ],
        "",
    ),
    ("en", "Text", ["No. 1 Dad", "No. 1 Mom"], ""),
    ("en", "Frame", ["Black", "White", "None"], ""),
    ("en", "Frame", ["None", "Oak"], "t"),
    ("en", "Hook", ["With hook", "Without hook"], "t"),
    ("en", "Lid", ["Lid", "No lid"], "t"),
    ("en", "Size", ["S", "M", "L", "N"], ""),
    ("en", "Light", ["On", "Off"], "t"),
    ("en", "Include stand", ["Include", "Exclude"], "t"),
    ("en", "Sides", ["Single sided", "Double sided"], ""),
    ("en", "Personalized", ["True", "False"], "p"),
    ("en", "Color", ["No Color", "Red", "Blue"], ""),
    ("en", "Initials", ["Y", "N"], "p"),
    ("en", "Design", ["Oh Yes", "Hell No"], ""),
    ("en", "Phrase", ["Say Yes", "Just Say No"], ""),
    ("en", "Quote", ["No Pain No Gain", "Yes You Can"], ""),
    ("en", "Number", ["No. 1", "No. 2", "No. 3"], ""),
    ("en", "Add-on", ["Yes, include gift wrap"], "a"),
    ("en", "Would you like a chain?", ["Gold chain", "Silver chain"], ""),
    ("en", "Design", ["N", "S", "E", "W"], ""),
    ("en", "Chemical", ["Y", "B", "Yb"], ""),
    ("en", "Do you want gift wrap?", ["Yes", "No", "Maybe"], "p"),
    ("en", "Style", ["Ja", "Nein"], ""),
    ("de", "Gravur", ["Ja (+3,00 €)", "Nein"], "p"),
    ("de", "Gravur", ["Ja, bitte", "Nein, danke"], "p"),
    ("de", "Deckel", ["mit Deckel", "ohne Deckel"], "t"),
    ("de", "Ort", ["Norden", "Süden", "N", "S"], ""),
    ("de", "Motiv", ["Ohne", "Herz", "Stern"], ""),
    ("fr", "Gravure ?", ["Oui (+5€)", "Non"], "p"),
    ("fr", "Prénom", ["Non", "Oui merci"], "p"),
    ("fr", "Taille", ["S", "M", "O"], ""),
    ("es", "Grabado", ["Si", "No"], "p"),
    ("es", "¿Con caja?", ["Sí, con caja", "No, sin caja"], "p"),
    ("it", "Incisione", ["SI", "NO"], "p"),
    ("zh", "是否需要礼盒", ["需要", "不需要"], "p"),
    ("zh", "刻字", ["要", "不要"], "p"),
    ("zh", "刻字服务", ["刻字", "不刻字"], "t"),
    ("zh", "颜色", ["无", "红", "蓝"], ""),
    ("zh", "材质", ["不锈钢", "铜"], ""),
    ("zh", "刻字", ["是（+10元）", "否"], "p"),
    ("zh", "Engraving", ["Yes", "No"], "p"),
    ("zh", "款式", ["有框", "无框"], ""),
    ("zh", "边框", ["带框", "不带框"], "t"),
    ("ja", "ラッピング", ["希望する", "希望しない"], "p"),
    ("ja", "名入れ", ["する", "しない"], "p"),
    ("ja", "名入れ", ["あり（+500円）", "なし"], "p"),
    ("ja", "袖", ["半袖", "長袖", "袖なし"], ""),
    ("ja", "柄", ["花柄", "柄なし"], ""),
    ("de", "Stickerei", ["aktiviert", "deaktiviert"], "t"),
    ("it", "Contorno", ["Attiva", "Disattiva"], "t"),
    ("zh", "夜光效果", ["打开", "关掉"], "t"),
    ("en", "Grommets", ["✔", "✘"], "p"),
    ("en", "Lacquer", ["1 - Yes", "2 - No"], "p"),
    ("zh", "配重", ["有", "无"], "p"),
    ("en", "Apron text", ["Yes, Chef!", "Kiss the cook", "Grill master"], ""),
    ("fr", "Phrase", ["Oui !", "Non !", "Peut-être"], ""),
    ("en", "Embossing", ["Yes please!", "No, skip it"], "p"),
    ("ja", "名入れ", ["はい", "いいえ"], "p"),
    ("en", "Yes/No", ["Red", "Blue"], ""),
    ("en", "Extra charge?", ["Ok", "No"], "p"),
    ("en", "Hanging hardware", ["Sawtooth", "None"], "t"),
    ("en", "Gift note", ["I want a note", "No note"], "t"),
]
LABELS = [
    ("en", "Add gift box? (Y/N)", True),
    ("en", "Engraving Y/N", True),
    ("en", "Yes or No", True),
    ("en", "Your name", False),
    ("en", "What is your name?", False),
    ("en", "Do you want engraving?", True),
    ("en", "Add date (optional)", False),
    ("en", "Which side?", False),
    ("en", "Is this a gift?", True),
    ("en", "A/B/Y/N", False),
    ("de", "Gravur gewünscht? (Ja/Nein)", True),
    ("de", "Soll der Name graviert werden?", True),
    ("de", "Welche Farbe?", False),
    ("fr", "Souhaitez-vous une gravure ?", True),
    ("es", "¿Quieres grabado?", True),
    ("es", "¿Qué nombre?", False),
    ("it", "Vuoi l'incisione?", True),
    ("zh", "是否需要刻字", True),
    ("zh", "要刻字吗？", True),
    ("zh", "请填写名字", False),
    ("zh", "刻什么字？", False),
    ("ja", "名入れしますか？", True),
    ("ja", "お名前は何ですか？", False),
    ("ja", "名入れの有無", True),
    ("en", "Can you provide the text?", True),
]
CELLS = [
    ("Yes, No", 2),
    ("Red, Blue, Green", 3),
    ("Rot,Blau", 2),
    ("Yes, add name", 1),
    ("No,Using Different Design for Right Side", 1),
    ("10,5 cm", 1),
    ("Large (+$1,200)", 1),
    ("Oak, walnut stained finish with brass", 1),
    ("Ja/Nein", 2),
    ("是/否", 2),
    ("Black/White", 1),
    ("红色、蓝色", 2),
    ("S;M;L", 3),
    ("Red|Blue", 2),
    ("A\nB", 2),
    ("Arial, Script", 2),
    ("", 0),
    ("  ", 0),
    ("8x10, 11x14, 16x20", 3),
    ("8 x 10 in, 11 x 14 in", 2),
    ("Dear Mom, I love you, always", 1),
    ("Yes,No", 2),
    ("Gold, Silver, Rose Gold", 3),
    ("Mr, Mrs", 2),
    ("Black, with handle", 1),
    ("“Red”, “Blue”, “Green”", 3),
    ("$5,000", 1),
    ("1,000 pcs, 2,000 pcs, 3,000 pcs", 3),
    ("Paris, France", 2),
]


@pytest.mark.parametrize(("language", "label", "values", "expected"), LISTS)
def test_lists(language: str, label: str, values: list[str], expected: str) -> None:
    verdict = judge_list(label, values, MATCHERS[language])
    parts = zip("pbat", (verdict.pair, verdict.bare, verdict.affirm, verdict.toggle), strict=True)
    assert "".join(letter for letter, places in parts if places) == expected


def test_the_values_concerned_are_named() -> None:
    verdict = judge_list("Add name?", ["Yes", "Maybe", "No"], MATCHERS["en"])
    assert verdict.pair == (0, 2)
    assert verdict.asked


@pytest.mark.parametrize(("language", "label", "asks"), LABELS)
def test_labels(language: str, label: str, asks: bool) -> None:
    found = polar_label(label, MATCHERS[language])
    assert (found is not None) == asks


@pytest.mark.parametrize(("cell", "count"), CELLS)
def test_values_of_a_cell(cell: str, count: int) -> None:
    assert len(split_values(cell, one_expected=False)) == count


def test_numbered_columns_hold_one_value() -> None:
    assert split_values("Yes, No; maybe", one_expected=True) == [(0, 14)]
    assert split_values("A|B", one_expected=True) == [(0, 1), (2, 3)]


@given(st.text(alphabet='ab 1,;|/、\n-•"（是', max_size=30), st.booleans())
def test_values_are_ordered_trimmed_and_inside(cell: str, one: bool) -> None:
    spans = split_values(cell, one_expected=one)
    reached = 0
    for start, end in spans:
        assert reached <= start < end <= len(cell)
        assert cell[start:end] == cell[start:end].strip()
        reached = end


@pytest.mark.parametrize(
    ("languages", "values"),
    [
        (("zh", "en"), ["Yes 是", "No 否"]),
        (("zh", "en"), ["YES(是)", "NO(否)"]),
        (("zh", "en"), ["打孔:是", "打孔:否"]),
        (("en",), ["Hole: yes", "Hole: no"]),
    ],
)
def test_answers_in_two_scripts_or_under_a_shared_head(languages: tuple[str, ...], values: list[str]) -> None:
    assert judge_list("", values, Matcher(languages)).pair == (0, 1)


@pytest.mark.parametrize(
    ("language", "values", "toggles"),
    [
        ("zh", ["有边框", "无边框"], True),
        ("zh", ["无边框", "黑框"], False),
        ("de", ["Mit Rahmen", "Ohne Rahmen"], True),
        ("zh", ["Red 红色", "Blue 蓝色"], False),
        ("zh", ["颜色:红", "颜色:蓝"], False),
    ],
)
def test_a_thing_with_and_without(language: str, values: list[str], toggles: bool) -> None:
    label = "边框" if language == "zh" else "Rahmen"
    assert bool(judge_list(label, values, Matcher((language, "en"))).toggle) is toggles


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ('Please type "yes" or "no" to tell us about the paw print', True),
        ("Enter Y if you want a date, N if not", True),
        ("需要下划线填Y,不需要填N", True),
        ("Enter your name in capitals, no emojis", False),
        ("Write your text, no limit for lines", False),
    ],
)
def test_answers_in_quotes_and_letters_with_conditions(text: str, asked: bool) -> None:
    assert (polar_label(text, Matcher(("zh", "en"))) is not None) is asked


def test_a_surcharge_in_words_is_no_part_of_the_answer() -> None:
    verdict = judge_list("加爱心图案?", ["是(+2美元)", "否"], Matcher(("zh", "en")))
    assert verdict.pair == (0, 1)
