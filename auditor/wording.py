"""Message arguments as a person reads them: in the language, on one line, not endless, and veiled where personal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from auditor.model import Language, Text

IntArray = np.ndarray[Any, np.dtype[np.integer[Any]]]

LONGEST_ARGUMENT = 160
"""Characters of a cell quoted inside a message; the whole value stands in its own column."""

QUOTED = frozenset({"value", "term", "first", "second", "other", "expected", "suggestion", "prefix"})
"""Message arguments that may quote what a cell says; hidden where the cell holds personal data."""


@dataclass(frozen=True, kw_only=True)
class Veil:
    """What must not be shown: ``columns`` (positions whose texts are personal) and how such a text is masked."""

    columns: frozenset[int] = frozenset()
    mask: Callable[[str], str] = str


OPEN = Veil()
"""Nothing is hidden."""


def filled(template: str, arguments: Mapping[str, Any], places: IntArray, language: Language) -> list[str]:
    """``template`` filled for each place; a template without placeholders is rendered once."""
    if "{" not in template:
        return [template] * len(places)
    shared = {k: _shown(v, language) for k, v in arguments.items() if not _is_sequence(v)}
    varying = {k: v for k, v in arguments.items() if _is_sequence(v)}
    if not varying:
        return [template.format(**shared)] * len(places)
    names = list(varying)
    columns = [[_shown(varying[name][i], language) for i in places] for name in names]
    return [
        template.format(**shared, **dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)
    ]


def _is_sequence(value: object) -> bool:
    return isinstance(value, np.ndarray | list | tuple | pd.Series | dict)


def _shown(value: object, language: Language) -> object:
    """An argument as a person reads it: in the language, on one line, not endless."""
    if isinstance(value, Text):
        return value(language)
    if isinstance(value, str):
        line = " ".join(value.split()) if len(value) > 40 or "\n" in value else value
        return line if len(line) <= LONGEST_ARGUMENT else line[:LONGEST_ARGUMENT] + "…"
    return value


def veiled(arguments: Mapping[str, Any], places: IntArray, mask: Callable[[str], str]) -> dict[str, Any]:
    """Arguments with every quotation masked (only the ``places`` asked for, the others left out)."""
    veiled: dict[str, Any] = dict(arguments)
    for name in QUOTED & arguments.keys():
        value = arguments[name]
        if isinstance(value, str):
            veiled[name] = mask(value)
        elif _is_sequence(value):
            veiled[name] = {i: mask(v) if isinstance(v := value[i], str) else v for i in places}
    return veiled
