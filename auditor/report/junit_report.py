"""The JUnit report, for pipelines that show test results: one suite per feed, written in pieces.

A finding is a test case that failed (errors, warnings), passed with a word (info) or was skipped (accepted); a rule
without findings is a case that passed, was skipped (it could not be asked) or had an error (it crashed). Names of cases
hold no row numbers, so that a pipeline knows an old finding again when rows move.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from auditor.engine import Audit
from auditor.findings import Findings
from auditor.model import FINDINGS_COLUMNS, Language, RuleStatus, Severity
from auditor.report.files import write_file
from auditor.report.masking import veil_of
from auditor.report.moment import moment
from auditor.report.pipeline import Numbered, left_out, relative_path, skus, worst
from auditor.report.tally import tally
from auditor.report.verdict import verdict
from auditor.report.xlsx.texts import clean


def write(
    audit: Audit,
    target: Path,
    language: Language,
    *,
    unmask: bool = False,
    created: dt.datetime | None = None,
) -> Path:
    """Write ``audit`` as JUnit XML; arguments, result and errors as in ``auditor.report.xlsx.write``."""
    findings, dropped = worst(audit)
    veil = veil_of(audit.feed, unmask=unmask)

    def fill(path: Path) -> None:
        cases = _Cases(relative_path(audit.feed.path))
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
            file.write(_opening(audit, findings, moment(created), cases.feed))
            for part, table in findings.chunks(language, veil):
                file.writelines(cases.of(part, table))
            file.writelines(cases.rule(audit, status, language) for status in _silent(audit, findings))
            said = [verdict(audit, tally(audit)).sentence(language)]
            said += [left_out(dropped)(language)] if dropped else []
            file.write(f"<system-out>{_text(' '.join(said))}</system-out>\n</testsuite>\n</testsuites>\n")

    return write_file(target, fill)


def _opening(audit: Audit, findings: Findings, created: dt.datetime, feed: str) -> str:
    """The suites' opening tags with all counts."""
    silent = _silent(audit, findings)
    failed = findings.open & (findings.severities >= int(Severity.WARNING))
    counts = {
        "tests": len(findings) + len(silent),
        "failures": int(failed.sum()),
        "errors": sum(1 for status in silent if status.state == "crashed"),
    }
    skipped = int((~findings.open).sum()) + sum(1 for s in silent if s.state in ("skipped", "ignored"))
    time = f"{audit.seconds:.3f}" if audit.seconds < 1000 else f"{audit.seconds:.0f}"
    numbers = " ".join(f'{name}="{count}"' for name, count in counts.items())
    stamp = created.strftime("%Y-%m-%dT%H:%M:%S")
    return (
        f'<testsuites name="auditor" {numbers}>\n'
        f'<testsuite name={_value(feed)} {numbers} skipped="{skipped}" time="{time}" timestamp="{stamp}">\n'
    )


def _silent(audit: Audit, findings: Findings) -> list[RuleStatus]:
    """The rules that have no finding among ``findings``."""
    told = findings.counts_by_code()
    return [status for status in audit.statuses if status.code not in told]


class _Cases:
    """Findings and rules as test cases of one feed."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self._alike = Numbered()

    def of(self, part: Findings, table: dict[str, list[Any]]) -> Iterator[str]:
        """One chunk: ``part`` and its rendered columns."""
        rows = zip(*(table[name] for name in FINDINGS_COLUMNS), strict=True)
        for values, accepted, sku in zip(rows, part.accepted.tolist(), skus(part), strict=True):
            finding = dict(zip(FINDINGS_COLUMNS, values, strict=True))
            reason = part.acceptances[accepted].reason if accepted >= 0 else None
            yield self._case(self._name(finding, sku), _outcome(finding, reason))

    def rule(self, audit: Audit, status: RuleStatus, language: Language) -> str:
        """A rule without findings."""
        name = f"{status.code} {audit.by_code[status.code].title(language)}"
        reason = _value(status.reason(language))
        if status.state == "crashed":
            return self._case(name, f'<error type="crashed" message={reason}/>')
        return self._case(name, "" if status.state == "ran" else f"<skipped message={reason}/>")

    def _name(self, finding: dict[str, Any], sku: str) -> str:
        name = " · ".join(
            part for part in (finding["code"], sku, finding["field"] or finding["header"]) if part
        )
        again = self._alike.next(name)
        return name if again == 1 else f"{name} ({again})"

    def _case(self, name: str, inner: str) -> str:
        opening = f"<testcase name={_value(name)} classname={_value(self.feed)}"
        return f"{opening}>{inner}</testcase>\n" if inner else f"{opening}/>\n"


def _outcome(finding: dict[str, Any], accepted: str | None) -> str:
    """What stands in the test case of a finding."""
    if accepted is not None:
        return f"<skipped message={_value(accepted)}/>"
    body = _text("\n".join(_lines(finding)))
    if finding["severity"] == Severity.INFO.word:
        return f"<system-out>{body}</system-out>"
    kind, said = finding["severity"], _value(finding["message"])
    return f'<failure type="{kind}" message={said}>{body}</failure>'


def _lines(finding: dict[str, Any]) -> Iterator[str]:
    cell = f"{finding['column'] or ''}{finding['row'] or ''}"
    place = " ".join(part for part in (finding["sheet"], cell, finding["header"]) if part)
    for part in (place, finding["value"], finding["message"], finding["advice"], finding["clause"]):
        if part:
            yield part


def _value(text: str) -> str:
    """An attribute's value with its quotes; line breaks kept as references."""
    return quoteattr(clean(text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _text(text: str) -> str:
    """Character data; carriage returns would be read as line breaks."""
    return escape(clean(text), {"\r": "&#13;"})
