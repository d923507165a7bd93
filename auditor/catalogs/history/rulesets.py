"""The state of all rules that a run was made with, so that a comparison can say which rules changed in between."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Mapping, Sequence
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from auditor.catalogs.history.tables import rule_versions, rulesets
from auditor.model import Rule
from auditor.rules import all_rules


@lru_cache(maxsize=1)
def current_rules() -> Mapping[str, tuple[int, str]]:
    """Code → (severity, digest of its declaration and its check) of the rules of this program."""
    return versions_of(all_rules())


def versions_of(rules: Sequence[Rule]) -> dict[str, tuple[int, str]]:
    """Code → (severity, 16 hexadecimal digits that change with what the rule says or how it asks)."""
    return {rule.code: (int(rule.severity), _digest(rule)) for rule in rules}


def _digest(rule: Rule) -> str:
    said = (
        rule.severity,
        rule.message,
        dict(rule.variants),
        rule.needs,
        rule.custom_only,
        rule.absence,
        dict(rule.reads),
        rule.shapes,
        rule.replaces,
    )
    asks = rule.check or rule.summary
    return hashlib.blake2b((repr(said) + _source(asks)).encode(), digest_size=8).hexdigest()


def _source(asks: object) -> str:
    try:
        return inspect.getsource(asks) if asks is not None else ""  # type: ignore[arg-type]
    except (OSError, TypeError):
        return getattr(asks, "__qualname__", "")


def ruleset_id(connection: Connection, versions: Mapping[str, tuple[int, str]]) -> int:
    """The number of this state of the rules, entered where it is new; the caller holds the writers' lock."""
    digest = hashlib.sha256(repr(sorted(versions.items())).encode()).hexdigest()
    known = connection.execute(sa.select(rulesets.c.id).where(rulesets.c.digest == digest)).scalar()
    if known is not None:
        return int(known)
    made = connection.execute(sa.insert(rulesets).values(digest=digest).returning(rulesets.c.id)).scalar_one()
    entries = [
        {"ruleset_id": made, "code": code, "severity": severity, "digest": own}
        for code, (severity, own) in versions.items()
    ]
    if entries:
        connection.execute(sa.insert(rule_versions), entries)
    return int(made)


def changed_rules(connection: Connection, older: int, newer: int) -> tuple[str, ...]:
    """Codes whose rule is another one, or is there only once, between two states."""
    if older == newer:
        return ()
    table = rule_versions
    rows = connection.execute(
        sa.select(table.c.code, table.c.digest, table.c.severity).where(
            table.c.ruleset_id.in_((older, newer))
        )
    )
    seen: dict[str, list[tuple[str, int]]] = {}
    for code, digest, severity in rows:
        seen.setdefault(code, []).append((digest, severity))
    return tuple(sorted(code for code, both in seen.items() if len(both) != 2 or both[0] != both[1]))
