"""Whether the recorded approval covers the marketplaces a file is for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.approvals import Program
from auditor.evidence.scope import CUSTOM_FIELDS
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import APPROVAL
from auditor.rules.declare import rule
from auditor.rules.program import HANDMADE, PROGRAM, WHOLE_FILE, handmade_rows

MARKETPLACE_OF_CURRENCY = {
    "USD": "US", "GBP": "UK", "JPY": "JP", "CAD": "CA", "MXN": "MX", "INR": "IN", "AUD": "AU", "SEK": "SE", "PLN": "PL",
    "TRY": "TR", "AED": "AE", "SAR": "SA", "EGP": "EG", "SGD": "SG", "BRL": "BR",
}  # fmt: skip
"""Currencies of one marketplace only; the euro has many."""
SAME = {"GB": "UK"}


@rule(
    "CP002",
    Severity.ERROR,
    tier=1,
    clause=APPROVAL,
    title=Text("Approval does not cover this marketplace", "批准范围不含本站点"),
    message=Text(
        "The file has {count} customizable rows for {marketplace}; the recorded approval for the {kind} covers only "
        "{allowed}.",
        "文件中有 {count} 行面向 {marketplace} 的定制商品；已登记的{kind}批准仅包含：{allowed}。",
    ),
    variants={
        "unknown": Text(
            "The file does not say which marketplace its {count} customizable rows are for; the recorded approval for "
            "the {kind} covers only {allowed}.",
            "文件未说明其 {count} 行定制商品面向哪个站点；已登记的{kind}批准仅包含：{allowed}。",
        )
    },
    advice=Text(
        "Apply for the program there, correct the approval in the settings, or state where the file goes (marketplaces "
        "in auditor.toml).",
        "请在该站点申请批准、更正设置中的批准信息，或在 auditor.toml 的 marketplaces 中注明文件面向的站点。",
    ),
    needs=(("sku", "title", *CUSTOM_FIELDS),),
    examples=(
        Example(
            bad={"sku": ["A1"], "is_customizable": ["Yes"], "title": ["Custom Mug"]},
            good={"sku": ["A1"], "is_customizable": ["No"], "title": ["Plain Mug"]},
            cells=((0, ""),),
            settings={"program_approval": {"status": "approved", "marketplaces": ["DE", "FR"]}},
        ),
        Example(
            bad={"sku": ["杯-1"], "is_customizable": ["是"], "title": ["定制马克杯"]},
            good={"sku": ["杯-1"], "is_customizable": ["否"], "title": ["马克杯"]},
            cells=((0, ""),),
            settings={"program_approval": {"status": "approved", "marketplaces": ["UK"]}},
            language="zh",
        ),
    ),
)
def approval_elsewhere(evidence: Evidence) -> Iterator[Hits]:
    """An approval is given per marketplace.

    A file may go to several: the one it is written for, those whose price columns are filled, and, where it names
    none, the one the settings or its currency stand for. Where nothing tells and the approval is limited, it is a
    question. Whether there is an approval at all is the subject of CP001.
    """
    custom, handmade = evidence.scope.certain, handmade_rows(evidence)
    settings = evidence.settings
    asked: tuple[tuple[BoolArray, Program, Text, tuple[str, ...]], ...] = (
        (custom & ~handmade, "custom", PROGRAM, settings.program_approval.marketplaces),
        (custom & handmade, "handmade", HANDMADE, settings.handmade_approval.marketplaces),
    )
    for rows, program, kind, covered in asked:
        if not rows.any():
            continue
        targets = _targets(evidence, rows)
        missing = [place for place in targets if evidence.approval(place, program).elsewhere]
        unknown = not targets and covered and evidence.approval("", program).state == "approved"
        if not missing and not unknown:
            continue
        yield Hits(
            rows=WHOLE_FILE,
            columns=-1,
            arguments={
                "count": int(rows.sum()),
                "kind": kind,
                "marketplace": ", ".join(missing),
                "allowed": ", ".join(covered) or _listed(evidence, program),
            },
            severity=Severity.ERROR if missing else Severity.INFO,
            variant="" if missing else "unknown",
        )


def _targets(evidence: Evidence, rows: BoolArray) -> list[str]:
    """Marketplaces the rows are for, as far as the file, the settings or the currency tell."""
    feed = evidence.feed
    named = [feed.marketplace] if feed.marketplace else []
    named += [c.marketplace for c in feed.columns if c.marketplace and (feed.filled(c) & rows).any()]
    named = named or list(evidence.settings.marketplaces) or _by_currency(evidence, rows)
    return list(dict.fromkeys(SAME.get(place, place) for place in named))


def _by_currency(evidence: Evidence, rows: BoolArray) -> list[str]:
    column = evidence.column("currency")
    if column is None:
        return []
    codes = np.unique(evidence.texts_of(column)[rows].astype(str))
    return [MARKETPLACE_OF_CURRENCY[code] for code in codes.tolist() if code in MARKETPLACE_OF_CURRENCY]


def _listed(evidence: Evidence, program: Program) -> str:
    """The marketplaces an accounts list of the run names as approved."""
    listed = [one for one in evidence.run.approvals if one.program == program and one.state == "approved"]
    return ", ".join(dict.fromkeys(place for one in listed for place in one.marketplaces))
