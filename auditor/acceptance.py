"""Decisions applied to findings: accepted ones are marked, confirmed ones weigh what their rule says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.changes import Keys, keys_of
from auditor.config import Settings
from auditor.decisions import Acceptance
from auditor.feed.table import BoolArray, IntArray
from auditor.findings import Findings


def decided(findings: Findings, settings: Settings, today: dt.date) -> Findings:
    """``findings`` with the decisions of ``settings`` applied; those that have run out are left aside.

    accepted: a decision's place in ``acceptances`` per finding. A finding that a person confirmed ("denied") has at
    least the severity of its rule, unless the settings give the rule another one.
    """
    acceptances = tuple(one for one in _acceptances(settings) if one.holds(today))
    denied = [
        (code, sku)
        for sku, answers in settings.decisions.items()
        for code, answer in answers.items()
        if answer == "denied"
    ]
    if not len(findings) or not (acceptances or denied):
        return findings
    accepted = findings.accepted.copy()
    keys = _keys(findings) if any(one.fingerprints for one in acceptances) else None
    for number, one in enumerate(acceptances):
        if one.fingerprints and keys is not None:
            wanted = np.array([int(text, 16) for text in one.fingerprints], np.uint64)
            accepted[_of_rule(findings, one.rule) & np.isin(keys, wanted.view(np.int64))] = number
        else:
            accepted[_where(findings, one.rule, one.sku)] = number
    severities = findings.severities.copy()
    for code, sku in denied:
        for place in _where(findings, code, sku).tolist():
            rule = findings.rules[findings.codes[place]]
            least = settings.severity_of(rule.code, rule.severity)
            severities[place] = max(severities[place], int(least))
    return replace(findings, accepted=accepted, acceptances=acceptances, severities=severities, _tables={})


def _acceptances(settings: Settings) -> Iterator[Acceptance]:
    for sku, answers in settings.decisions.items():
        for code, answer in answers.items():
            if answer == "allowed":
                yield Acceptance(rule=code, sku=sku)
    yield from settings.accepted


def _keys(findings: Findings) -> Keys:
    """What each finding is known by, the second of equal ones apart from the first."""
    return keys_of(pa.array(findings.fingerprints(findings.values()), pa.string()))


def _of_rule(findings: Findings, code: str) -> BoolArray:
    """True per finding of the rule, or of the family."""
    codes = [n for n, rule in enumerate(findings.rules) if code in (rule.code, rule.family)]
    return np.isin(findings.codes, codes)


def _where(findings: Findings, code: str, sku: str) -> IntArray:
    """Positions of the findings of a rule (or family) on rows of a SKU; an empty SKU: about the whole file."""
    chosen = np.flatnonzero(_of_rule(findings, code))
    if not sku:
        return chosen[findings.rows[chosen] < 0]
    chosen = chosen[findings.rows[chosen] >= 0]
    column = findings.feed.find("sku")
    if not column or not len(chosen):
        return chosen[:0]
    skus = pc.utf8_trim_whitespace(findings.feed.array(column[0]).take(pa.array(findings.rows[chosen])))
    mine: IntArray = chosen[np.asarray(pc.equal(skus, sku.strip()), dtype=bool)]
    return mine
