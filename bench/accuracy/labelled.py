"""Labelled cells: what a careful reader of the terms says of a title, a list of options, a label, an instruction.

A file is YAML: ``lang``, ``base`` (the title where a cell needs one), ``may`` (for all), ``groups``; a group has
``kind``, ``expect`` (codes that must be found, empty for a clean look-alike), ``may`` (codes that are right as well),
``why``, ``base`` and ``cells``, one cell a line. Notation of a line by kind:

- ``options``, ``hardware``: ``Label = one | two ;; Label = …  @@ title of the product``
- ``row``: ``column=text ;; column=text``
- every other kind: the text itself; ``(blank)`` for an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

COLUMN_OF_KIND: Mapping[str, str] = {
    "title": "title",
    "label": "custom_label_1",
    "instruction": "custom_instruction_1",
    "placeholder": "custom_placeholder_1",
    "bullet": "bullet_1",
    "description": "description",
    "keywords": "keywords_1",
    "font": "font_name_1_1",
    "gtin": "gtin",
}
"""Kinds that are one cell, and the column it stands in."""


BLANK = "(blank)"
KINDS = (*COLUMN_OF_KIND, "options", "hardware", "row")


@dataclass(frozen=True, slots=True)
class Cell:
    """One labelled cell (or row, or list): the columns it fills, which of them are judged, and the verdict."""

    lang: str
    kind: str
    text: str
    columns: Mapping[str, str]
    judged: frozenset[str]
    expect: frozenset[str]
    may: frozenset[str]
    why: str

    @property
    def clean(self) -> bool:
        """True for a look-alike in which nothing is to be found."""
        return not self.expect

    def __str__(self) -> str:
        return f"[{self.lang} {self.kind}] {self.text}"


def read(path: Path) -> list[Cell]:
    """The cells of one labelled file; raises ValueError naming the group that is not as described above."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    cells: list[Cell] = []
    for group in content["groups"]:
        if group["kind"] not in KINDS or not group.get("why"):
            raise ValueError(f"{path.name}: a group needs a kind of {', '.join(KINDS)}, and a why: {group}")
        lines = (line.strip() for line in group["cells"].splitlines())
        cells += [_cell(line, group, content) for line in lines if line]
    return cells


def read_all(folder: Path) -> list[Cell]:
    """The cells of every file of a folder, in order of file name."""
    return [cell for path in sorted(folder.glob("*.yaml")) for cell in read(path)]


def _cell(line: str, group: Mapping[str, Any], content: Mapping[str, Any]) -> Cell:
    kind = group["kind"]
    body, _, own_title = line.partition("@@")
    title = own_title.strip() or group.get("base") or content["base"]
    filled = _filled(kind, body.strip())
    return Cell(
        lang=content["lang"],
        kind=kind,
        text=line,
        columns={"title": title, **filled},
        judged=frozenset(filled),
        expect=frozenset(group["expect"]),
        may=frozenset((*group.get("may", ()), *content.get("may", ()))),
        why=group["why"],
    )


def _filled(kind: str, body: str) -> dict[str, str]:
    """Column key → text of the judged cells."""
    if kind in ("options", "hardware"):
        return dict(_option_columns(body.split(";;")))
    if kind == "row":
        pairs = (part.partition("=") for part in body.split(";;"))
        return {key.strip(): value.strip() for key, _, value in pairs}
    return {COLUMN_OF_KIND[kind]: "" if body == BLANK else body}


def _option_columns(fields: Iterable[str]) -> Iterable[tuple[str, str]]:
    for number, one in enumerate(fields, 1):
        label, _, options = one.partition("=")
        yield f"custom_label_{number}", label.strip()
        for place, option in enumerate(options.split("|"), 1):
            yield f"option_value_{number}_{place}", option.strip()
