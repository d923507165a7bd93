"""Words of children's products beside parts that need warnings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import titles_with
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule

COMPLIANT = Text(
    "All customizable products must be: (ii) compliant with all applicable laws, regulations, safety, and quality "
    "standards.",
    "所有可定制商品均必须:(ii) 符合所有适用法律法规以及安全和质量标准。",
)
TEXTS = ("title", "bullet", "option_value")
WARNINGS = ("title", "bullet", "description")


@rule(
    "RP516",
    Severity.INFO,
    tier=2,
    clause=COMPLIANT,
    title=Text("Child product safety words", "儿童用品安全"),
    message=Text(
        "A child's product with '{term}' needs warnings and certificates.",
        "儿童商品含“{term}”：需警示与认证。",
    ),
    advice=Text(
        "Fill the warning attributes and keep the certificates at hand (compliance_docs in auditor.toml).",
        "请补充警示属性并备好认证文件（可登记于 auditor.toml 的 compliance_docs）。",
    ),
    needs=("title",),
    custom_only=True,
    reads={"child.product": ("title",), "child.part": TEXTS, "child.warned": WARNINGS},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "title": ["Personalized Baby Rattle"],
                "bullet_1": ["Soft bell and small beads inside"],
            },
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": ["Mom Necklace with Baby's Birthstone Beads", "Personalized Baby Rattle"],
                "bullet_1": ["", "Beads inside. Choking hazard: not for children under 3"],
            },
            cells=((0, "bullet_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制婴儿摇铃 磁铁款"]},
            good={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制宝宝生日石项链 串珠"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def child_product_part(evidence: Evidence) -> Iterator[Hits]:
    """Magnets, beads, button cells and cords in children's products need warnings and certificates by law.

    The title must name a child's product; jewellery that mentions a baby is none. A row that warns already, or whose
    papers the settings record, is left alone.
    """
    child = titles_with(evidence, "child.product") & ~_recorded(evidence)
    child[evidence.matches("child.warned", *WARNINGS).rows] = False
    found = evidence.matches("child.part", *TEXTS)
    yield found.where(child[found.rows]).once().hits()


def _recorded(evidence: Evidence) -> BoolArray:
    """Rows whose SKU or product type stands under compliance_docs."""
    known = {name.strip().casefold() for name in evidence.settings.compliance_docs}
    mask = np.zeros(len(evidence.feed.cells), dtype=bool)
    if known:
        for field in ("sku", "product_type"):
            mask |= evidence.values(field).str.casefold().isin(known).to_numpy(dtype=bool)
    return mask
