"""What a person stated about a file: it beats every guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class FeedHint:
    """Statements of one ``[[feeds]]`` entry of auditor.toml (or of the command line); empty = not stated.

    columns: header text or column letter → column key (``title``, ``option_value_1_2``; ``""`` = ignore column).
    Rows are spreadsheet row numbers (1-based).
    """

    layout: str = ""
    sheet: str = ""
    encoding: str = ""
    header_row: int = 0
    data_row: int = 0
    marketplace: str = ""
    language: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
