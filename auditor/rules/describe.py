"""A rule's declaration in machine-readable form."""

from __future__ import annotations

from typing import Any

from auditor.model import LANGUAGES, Rule


def rule_as_json(rule: Rule) -> dict[str, Any]:
    """A rule's declaration in machine-readable form, both languages."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "tier": rule.tier,
        "custom_only": rule.custom_only,
        "needs": [list(need) if isinstance(need, tuple) else need for need in rule.needs],
        "fix": rule.fix,
        "since": rule.since,
        **{
            part: {language: getattr(rule, part)(language) for language in LANGUAGES}
            for part in ("title", "clause", "message", "advice")
        },
        "why": rule.why,
    }
