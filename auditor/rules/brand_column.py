"""The brand column: whose brand it names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import objects, whole
from auditor.evidence.brands import NOBODY, folded
from auditor.evidence.marks import answered, standing
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import RIGHTS
from auditor.rules.declare import rule
from auditor.text.marks import family_of_brand


@rule(
    "IP405",
    Severity.ERROR,
    tier=2,
    clause=RIGHTS,
    title=Text("Brand field names a third party", "品牌列为第三方"),
    message=Text("The brand '{value}' is not yours.", "品牌“{value}”并非您的自有品牌。"),
    variants={
        "maker": Text(
            "'{value}' made the base product; no right to decorate it is recorded.",
            "基础商品由“{value}”制造，但未登记相关权利。",
        ),
        "unknown": Text(
            "The brand '{value}' is not among your own brands.", "品牌“{value}”不在您登记的自有品牌中。"
        ),
        "spelling": Text(
            "Your brand is spelled '{expected}', not '{value}'.",
            "您的品牌应写作“{expected}”，而非“{value}”。",
        ),
    },
    advice=Text(
        "Use your own brand or Generic; record authentic goods that you decorate under authentic_base_brands in "
        "auditor.toml.",
        "请使用自有品牌或 Generic；若为您加工的正品，请登记于 auditor.toml 的 authentic_base_brands。",
    ),
    needs=(("brand", "manufacturer"),),
    custom_only=True,
    fix="safe",
    reads={"": ("brand", "manufacturer")},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "title": ["Mug", "Mug", "Mug"],
                "brand": ["Nike", "ACME GIFTS", "Other Maker"],
            },
            good={
                "sku": ["A1", "A2", "A3", "A4"],
                "is_customizable": ["Yes"] * 4,
                "title": ["Mug", "Mug", "Mug", "Tumbler"],
                "brand": ["Acme Gifts", "Generic", "", "Yeti"],
            },
            cells=((0, "brand"), (1, "brand"), (2, "brand")),
            settings={"own_brands": ["Acme Gifts"], "authentic_base_brands": ["YETI"]},
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制杯"], "brand": ["星巴克"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制杯"], "brand": ["无品牌"]},
            cells=((0, "brand"),),
            language="zh",
        ),
    ),
)
def foreign_brand(evidence: Evidence) -> Iterator[Hits]:
    """A customized product carries the brand of whoever customizes it.

    A well-known mark is an error as the brand, a warning as the maker of the base product. Where ``own_brands`` is
    stated, any other brand is a note, and a different spelling of an own brand is one with the right spelling.
    """
    settings, today = evidence.settings, evidence.today
    spelled = {folded(brand): brand for brand in settings.own_brands}
    for field in ("brand", "manufacturer"):
        found = whole(evidence.corpus, evidence.cells(field))
        allowed = _asked(
            found, lambda name: standing(name, settings, today) is None or folded(name) in NOBODY
        )
        known = _asked(found, lambda name: family_of_brand(name) != "")
        foreign = found.where(known & ~allowed)
        if field == "manufacturer":
            yield foreign.hits(variant="maker", severity=Severity.WARNING)
            continue
        yield foreign.hits()
        if spelled:
            yield found.where(~known & ~allowed).hits(variant="unknown", severity=Severity.INFO)
            wrong = found.where(_asked(found, lambda name: spelled.get(folded(name), name) != name.strip()))
            right = [spelled[folded(name)] for name in wrong.values.tolist()]
            hits = wrong.hits(variant="spelling", severity=Severity.INFO, expected=objects(right))
            yield Hits(
                **{**{name: getattr(hits, name) for name in hits.__dataclass_fields__}, "fixes": right}
            )


def _asked(found: Matches, question: object) -> BoolArray:
    return np.asarray(answered(found.values, question), dtype=bool)  # type: ignore[arg-type]
