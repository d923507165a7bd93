"""The decorator that makes a rule of a function, and the one vocabulary of message arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from auditor.evidence import Evidence
from auditor.model import Example, FixSafety, Hits, Rule, Severity, Summary, Text

ARGUMENTS = frozenset(
    {
        "value",  # the cell's (or the list value's) text
        "term",  # the words that gave it away
        "label",  # label of the custom field concerned
        "first",  # one of two values that belong together
        "second",  # the other
        "other",  # another SKU, row or column
        "column",  # a column's header
        "row",  # a spreadsheet row number
        "count",  # how many
        "limit",  # the most allowed
        "least",  # the least allowed
        "allowed",  # what is accepted
        "kind",  # kind of thing (a Text)
        "reason",  # why (a Text)
        "base",  # the base product
        "digit",  # a check digit found
        "expected",  # what should stand there
        "prefix",  # a GS1 prefix
        "marketplace",
        "date",
        "suggestion",
        "sku",
        "stated",  # where the template says so, in brackets (a Text), or nothing
    }
)

NO_CHINESE = ""
"""``clause`` in Chinese where the Chinese copy of the terms has no such sentence."""

CheckFunction = Callable[[Evidence], Iterable[Hits]]


def rule(
    code: str,
    severity: Severity,
    *,
    tier: int,
    clause: Text,
    title: Text,
    message: Text,
    advice: Text,
    needs: tuple[str | tuple[str, ...], ...] = (),
    custom_only: bool = False,
    absence: bool = False,
    reads: Mapping[str, tuple[str, ...]] | None = None,
    variants: Mapping[str, Text] | None = None,
    replaces: tuple[str, ...] = (),
    fix: FixSafety = "none",
    since: str = "0.1.0",
    examples: tuple[Example, ...] = (),
) -> Callable[[CheckFunction], Rule]:
    """Make a Rule of a check; the function's name is the rule's name, its docstring says why."""

    def made(check: CheckFunction) -> Rule:
        return Rule(
            code=code,
            name=check.__name__,
            severity=severity,
            tier=tier,
            clause=clause,
            title=title,
            message=message,
            advice=advice,
            why=inspect.cleandoc(check.__doc__ or ""),
            needs=needs,
            custom_only=custom_only,
            absence=absence,
            reads=dict(reads or {}),
            variants=dict(variants or {}),
            replaces=replaces,
            fix=fix,
            since=since,
            examples=examples,
            check=check,
        )

    return made


def shape_rule(
    code: str, severity: Severity, *, name: str, why: str, shapes: tuple[str, ...], **declared: Any
) -> Rule:
    """A rule without a function: it owns the failures of the Pandera checks named in ``shapes``."""
    return Rule(code=code, severity=severity, name=name, why=inspect.cleandoc(why), shapes=shapes, **declared)


def summary_rule(code: str, severity: Severity, **declared: Any) -> Callable[[Summary], Rule]:
    """Make a Rule of a function that sums up what the other rules found; asked after all of them."""

    def made(summary: Summary) -> Rule:
        function: Any = summary
        why = inspect.cleandoc(function.__doc__ or "")
        name = str(function.__name__)
        return Rule(code=code, severity=severity, name=name, why=why, summary=summary, **declared)

    return made
