"""Which sheets the formulas of a workbook lead to, so that they are read while the file is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditor.feed.template.book import Book
from auditor.feed.template.parts_xml import Name, Rule

_WORD = re.compile(r"[^\W\d][\w.?\\]*")


def names_used(formulas: Iterable[str], book: Book) -> dict[str, str]:
    """Defined name (lower case) → its text, for every name the formulas lead to."""
    found: dict[str, str] = {}
    waiting = set(formulas)
    while waiting:
        words = {word.casefold() for text in waiting for word in _WORD.findall(text)} - found.keys()
        waiting = set()
        for word in words:
            text = book.text_of(word)
            if text is not None:
                found[word] = text
                waiting.add(text)
    return found


def needed_sheets(rules: Sequence[Rule], names: Sequence[Name], book: Book) -> list[str]:
    """The sheets besides the main one that the rules name, or may reach through INDIRECT."""
    formulas = {formula for rule in rules for formula in rule.formulas}
    texts = [*formulas, *names_used(formulas, book).values()]
    if any("INDIRECT" in text.upper() for text in texts):
        texts += [name.text for name in names]
    whole = "\n".join(set(texts)).casefold()
    out = []
    for name in book.sheet_names:
        own = name.casefold()
        quoted = own.replace("'", "''")
        if own != book.feed.sheet.casefold() and (f"{own}!" in whole or f"{quoted}'!" in whole):
            out.append(name)
    return out
