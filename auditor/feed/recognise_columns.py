"""What the columns of a recognised sheet mean, and which marketplace and language the feed is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from auditor.feed.hint import FeedHint
from auditor.feed.table import Column, IntArray, Sheet, column_letter
from auditor.layouts import Found, Grid, Meaning, key_parts, label_languages, squash
from auditor.model import FeedError, Text

MANDATORY = frozenset(
    {
        "mandatory",
        "required",
        "pflichtfeld",
        "erforderlich",
        "obligatorio",
        "obbligatorio",
        "obligatoire",
        "必填",
        "必須",
    }
)
CURRENCIES: Mapping[str, str] = {
    "USD": "US", "GBP": "UK", "CAD": "CA", "MXN": "MX", "BRL": "BR", "JPY": "JP", "INR": "IN", "AED": "AE",
    "SAR": "SA", "AUD": "AU", "SGD": "SG", "SEK": "SE", "PLN": "PL", "TRY": "TR", "EGP": "EG", "ZAR": "ZA",
}  # fmt: skip
"""Currency → the one marketplace that uses it (the euro has several)."""

ELSEWHERE = frozenset(
    {
        "shopify_products", "etsy_listings", "google_merchant", "walmart_template", "temu_template", "noon_template",
        "flipkart_template",
    }
)  # fmt: skip
"""Layouts of other shops, where a currency says nothing about an Amazon marketplace."""

TEXT_FIELDS = ("title", "description", "bullet", "custom_label", "custom_instruction", "option_value")
SAMPLE = 200
CJK_SHARE = 0.3

_KANA = r"[\x{3040}-\x{30ff}]"
_HAN = r"[\x{4e00}-\x{9fff}]"


def columns_of(
    grid: Grid, found: Found, meanings: Sequence[Meaning], width: int, stated: Mapping[str, str]
) -> tuple[tuple[Column, ...], list[Text]]:
    """Every physical column, and notes on statements that fit none.

    Raises FeedError for a statement with an unknown field.
    """
    labels, names, needs = (
        grid.row(row) if row else () for row in (found.label_row, found.name_row, found.required_row)
    )
    blank = Meaning()
    columns = []
    for position in range(width):
        label, name, need = (
            cells[position] if position < len(cells) else "" for cells in (labels, names, needs)
        )
        meaning = meanings[position] if position < len(meanings) else blank
        columns.append(
            Column(
                position=position,
                letter=column_letter(position),
                header=label if label.strip() else name,
                name=name.strip(),
                field=meaning.field,
                repeat=meaning.repeat,
                option=meaning.option,
                sure=meaning.sure,
                marketplace=meaning.marketplace,
                required=meaning.required or squash(need) in MANDATORY,
            )
        )
    return _with_statements(columns, stated)


def _with_statements(
    columns: list[Column], stated: Mapping[str, str]
) -> tuple[tuple[Column, ...], list[Text]]:
    notes: list[Text] = []
    for header, key in stated.items():
        places = _places(columns, header)
        if not places:
            notes.append(
                Text(
                    f"auditor.toml maps a column “{header}” that this file does not have.",
                    f"auditor.toml 中设置了列“{header}”，但此文件中没有该列。",
                )
            )
        field, repeat, option = _parts(header, key)
        for place in places:
            old = columns[place]
            columns[place] = Column(
                position=old.position,
                letter=old.letter,
                header=old.header,
                name=old.name,
                field=field,
                repeat=repeat,
                option=option,
                sure="stated",
                marketplace=old.marketplace,
                required=old.required,
            )
    return tuple(columns), notes


def _places(columns: Sequence[Column], header: str) -> list[int]:
    """Columns a statement means: by header or machine name, else by letter."""
    wanted = header.strip().casefold()
    by_name = [c.position for c in columns if wanted in (c.header.strip().casefold(), c.name.casefold())]
    if by_name or not re.fullmatch(r"[A-Za-z]{1,3}", header.strip()):
        return by_name
    return [c.position for c in columns if c.letter == header.strip().upper()]


def _parts(header: str, key: str) -> tuple[str, int, int]:
    if not key:
        return "", 0, 0
    try:
        return key_parts(key)
    except KeyError:
        raise FeedError(
            Text(
                f"auditor.toml maps “{header}” to “{key}”, which is no known field; see docs/fields.md for the list.",
                f"auditor.toml 将“{header}”设为“{key}”，但没有这个字段；字段列表见 docs/fields.md。",
            )
        ) from None


def marketplace_of(
    sheet: Sheet, keep: IntArray, found: Found, columns: Sequence[Column], name: str, hint: FeedHint
) -> tuple[str, Text]:
    """(two letters or empty, why)."""
    if hint.marketplace:
        return hint.marketplace.upper(), Text("auditor.toml says so", "由 auditor.toml 指定")
    if found.settings.get("marketplace"):
        return found.settings["marketplace"], Text("the template's settings say so", "模板设置中写明")
    selected = Counter(column.marketplace for column in columns if column.marketplace)
    if len(selected) == 1:
        return next(iter(selected)), Text("the attribute paths select it", "属性路径中写明")
    if name not in ELSEWHERE:
        for column in columns:
            if column.field == "currency" and len(keep):
                values = pc.unique(
                    pc.utf8_upper(
                        pc.utf8_trim_whitespace(sheet.columns[column.position].take(pa.array(keep)))
                    )
                )
                found_in = {CURRENCIES.get(value, "?") for value in values.to_pylist() if value}
                if len(found_in) == 1 and "?" not in found_in:
                    return found_in.pop(), Text(
                        f"the currency in column {column.letter}", f"根据 {column.letter} 列的币种"
                    )
    return "", Text("the file does not say", "文件中没有说明")


def language_of(
    sheet: Sheet,
    keep: IntArray,
    found: Found,
    columns: Sequence[Column],
    name: str,
    hint: FeedHint,
) -> tuple[str, Text]:
    """(ISO 639-1 of the feed's texts or empty, why): stated, the template's, the texts' script, the labels'."""
    if hint.language:
        return hint.language.lower(), Text("auditor.toml says so", "由 auditor.toml 指定")
    if found.settings.get("language"):
        return found.settings["language"], Text("the template's settings say so", "模板设置中写明")
    script = _script(sheet, keep, columns)
    if script in ("zh", "ja"):
        return script, Text("the script of the texts", "根据文本所用的文字")
    known = [label_languages(column.header) for column in columns]
    counts = Counter(language for languages in known for language in languages)
    own = Counter(languages[0] for languages in known if len(languages) == 1)
    best = max(own, key=lambda language: (own[language], counts[language]), default="")
    clear = (
        best and own[best] >= 2 and own[best] > 1.5 * max((n for k, n in own.items() if k != best), default=0)
    )
    english_everywhere = best == "en" and (name in ELSEWHERE or name.endswith(("_report", "_inventory")))
    if clear and not english_everywhere and not (best in ("zh", "ja") and script == "other"):
        return best, Text("the language of the column labels", "根据列标题的语言")
    return "", Text("not known", "未知")


def _script(sheet: Sheet, keep: IntArray, columns: Sequence[Column]) -> str:
    """``ja`` or ``zh`` where a good part of the texts is written so, else ``other``; empty without texts."""
    texts: list[str] = []
    for column in columns:
        if column.field in TEXT_FIELDS and column.position < len(sheet.columns):
            some = sheet.columns[column.position].take(pa.array(keep[:SAMPLE]))
            texts += [text for text in some.to_pylist() if text.strip()]
    if not texts:
        return ""
    array = pa.array(texts)
    kana = pc.mean(pc.match_substring_regex(array, _KANA).cast(pa.float64())).as_py()
    han = pc.mean(pc.match_substring_regex(array, _HAN).cast(pa.float64())).as_py()
    if kana >= CJK_SHARE:
        return "ja"
    return "zh" if han >= CJK_SHARE else "other"
