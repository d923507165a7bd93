"""The terms, sentence by sentence: what a sheet can show of each, and which rules watch it.

The terms are the Customization Program Terms for Sellers. Their Chinese copy holds only some of the sentences; where it
has none, ``quote.zh`` is empty and the English sentence is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Rule
from auditor.rules.clause import Clause
from auditor.rules.clauses_general import GENERAL
from auditor.rules.clauses_misuse import MISUSE

CLAUSES: tuple[Clause, ...] = (*GENERAL, *MISUSE)
"""Every sentence of the terms, in their order."""

BY_ID = {clause.id: clause for clause in CLAUSES}


def clauses_of(code: str) -> tuple[Clause, ...]:
    """The sentences a rule watches, in the order of the terms."""
    return tuple(clause for clause in CLAUSES if code in clause.codes)


def unbuilt(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Codes the table names for which there is no rule yet, each once, in the order of the table."""
    built = {rule.code for rule in rules}
    return tuple(dict.fromkeys(code for clause in CLAUSES for code in clause.codes if code not in built))
