"""The nouns every room shares: severity, bilingual text, rule, hits, example, findings columns.

A leaf: it imports nothing of the project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np

Language = Literal["en", "zh"]
"""A language a report can be written in."""

FixSafety = Literal["none", "safe", "unsafe"]

FINDINGS_COLUMNS: tuple[str, ...] = (
    "file",
    "sheet",
    "row",
    "column",
    "field",
    "header",
    "value",
    "code",
    "severity",
    "clause",
    "message",
    "advice",
    "term",
    "start",
    "end",
    "fix",
    "fingerprint",
)
"""The findings contract: ``row`` and ``column`` (letter) are the spreadsheet's own, null for a file-level finding;
``start``/``end`` are 0-based character offsets in ``value``, null where the whole cell is meant."""


class FeedError(Exception):
    """A file that cannot be audited: what is wrong and what to do, in both languages (exit code 3)."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


class SettingsError(Exception):
    """Settings that cannot be used; the message names the key and what it accepts (exit code 2)."""


class Severity(IntEnum):
    """How much a finding weighs; ordered, so that ``max`` and ``>=`` mean what they say."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The lower-case English word used in machine formats and on the command line."""
        return self.name.lower()

    def lowered(self, steps: int = 1) -> Severity:
        """The severity ``steps`` below this one, never below INFO."""
        return Severity(max(int(self) - steps, int(Severity.INFO)))


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both report languages; a missing translation is a type error."""

    en: str
    zh: str

    def __call__(self, language: Language) -> str:
        """The sentence in ``language``."""
        return self.zh if language == "zh" else self.en

    def format(self, **arguments: object) -> Text:
        """Both languages filled with ``arguments``; an argument that is a Text is taken in its own language."""
        return Text(
            *(
                self(language).format(
                    **{k: v(language) if isinstance(v, Text) else v for k, v in arguments.items()}
                )
                for language in LANGUAGES
            )
        )


LANGUAGES: tuple[Language, ...] = ("en", "zh")

SEVERITY_NAMES: Mapping[Severity, Text] = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "警告"),
    Severity.INFO: Text("info", "提示"),
}


@dataclass(frozen=True, kw_only=True)
class Example:
    """A small feed that breaks a rule and one that keeps it.

    ``bad`` and ``good`` map column keys (``title``, ``bullet_2``, ``option_value_1_3``: field, repeat, option) to
    one text per row. ``cells`` names the violating cells of ``bad`` as (row index from 0, column key); an empty key
    means the whole file. ``settings`` are auditor.toml keys, ``layout`` the layout the columns are read as,
    ``others`` further feeds of the same run (layout, columns).
    """

    bad: Mapping[str, Sequence[str]]
    good: Mapping[str, Sequence[str]]
    cells: tuple[tuple[int, str], ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    layout: str = "customization_sheet"
    language: str = "en"
    others: tuple[tuple[str, Mapping[str, Sequence[str]]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hits:
    """Violating cells a rule found, as parallel arrays of length n (scalars are shared by all).

    rows: int array, positions in ``feed.cells`` (not spreadsheet rows); -1 for the whole file.
    columns: int array or int, physical column positions; -1 where no column exists.
    arguments: placeholders of the message → one value for all, or a sequence of n (str, int, float or Text).
    starts, ends: int arrays, character offsets of the evidence inside the cell; -1 for the whole cell.
    terms: the words that gave it away. fixes: proposed new cell texts (None where there is none).
    severity: overrides the rule's own (already accounting for nothing else). variant: key of ``Rule.variants``.
    """

    rows: np.ndarray[Any, Any]
    columns: np.ndarray[Any, Any] | int
    arguments: Mapping[str, Any] = field(default_factory=dict)
    starts: np.ndarray[Any, Any] | None = None
    ends: np.ndarray[Any, Any] | None = None
    terms: Sequence[str] | str | None = None
    fixes: Sequence[str | None] | None = None
    severity: Severity | None = None
    variant: str = ""


Check = Callable[[Any], Iterable[Hits]]
"""A rule's question: Evidence in, hits out. (Evidence lives above this leaf, hence Any.)"""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the other rules found, as parallel arrays of length n, for a rule that sums it up.

    rules: every rule of the run. numbers: int array, index into ``rules``. rows: int array, positions in
    ``feed.cells`` (-1: the whole file). severities: int array of Severity numbers. Findings that a person accepted are
    not among them.
    """

    rules: tuple[Rule, ...]
    numbers: np.ndarray[Any, Any]
    rows: np.ndarray[Any, Any]
    severities: np.ndarray[Any, Any]


Summary = Callable[[Any, Told], Iterable[Hits]]
"""The question of a rule that sums up: Evidence and what the others found in, hits out."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, whole: what it forbids, why, how it says so, how it is found, and an example of each side."""

    code: str
    name: str
    severity: Severity
    tier: int
    clause: Text
    title: Text
    message: Text
    advice: Text
    why: str
    needs: tuple[str | tuple[str, ...], ...] = ()
    """Fields that must be present; a nested tuple is satisfied by any one of its fields."""
    custom_only: bool = False
    """True: judged on rows in the customization scope only, one step milder on rows that may be."""
    absence: bool = False
    """True: finds what is missing, which is no fault in rows of a partial update."""
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Word-list group → fields it is matched in; the engine plans one scan per distinct text from these."""
    shapes: tuple[str, ...] = ()
    """Names of Pandera checks whose failures this rule owns."""
    variants: Mapping[str, Text] = field(default_factory=dict)
    """Other messages of the same rule, chosen by ``Hits.variant``."""
    replaces: tuple[str, ...] = ()
    """Codes whose finding on the same cell is dropped, because this rule says the same more exactly."""
    fix: FixSafety = "none"
    since: str = "0.1.0"
    examples: tuple[Example, ...] = ()
    check: Check | None = None
    summary: Summary | None = None
    """Asked after all others instead of ``check``."""

    @property
    def family(self) -> str:
        """The letters of the code."""
        return re.match(r"[A-Z]+", self.code).group()  # type: ignore[union-attr]


@dataclass(frozen=True, kw_only=True)
class RuleStatus:
    """What became of one rule in one run: ran, skipped why, crashed why."""

    code: str
    state: Literal["ran", "skipped", "ignored", "crashed"]
    reason: Text = field(default_factory=lambda: Text("", ""))
    count: int = 0
    seconds: float = 0.0
