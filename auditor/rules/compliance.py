"""Columns of proof that are blank although the product calls for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import titles_with
from auditor.evidence.records import Action, actions, parents
from auditor.feed.table import BoolArray, Column
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import QUALITY
from auditor.rules.declare import rule

EUROPE = frozenset(("DE", "FR", "IT", "ES", "NL", "BE", "SE", "PL", "IE", "AT"))
"""Marketplaces under the EU's product safety regulation."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What calls for a column. group: word group in the title ("" for every product); columns: how it is named."""

    name: Text
    group: str
    columns: re.Pattern[str]


CHILDREN = Trigger(
    Text("a product for children", "儿童用品"),
    "regulated.child",
    re.compile(
        r"cpsia|cautionary.?statement|age.?warning|toy.?safety|warnhinweis|儿童安全|年龄警告", re.IGNORECASE
    ),
)
BATTERIES = Trigger(
    Text("an electric or battery product", "带电或含电池商品"),
    "regulated.battery",
    re.compile(
        r"batteries?.?required|are.?batteries|battery.?(?:required|included)|batterien.?(?:erforderlich|ben)"
        r"|piles.?requises|pilas.?(?:necesarias|requeridas)|batterie.?(?:necessarie|richieste)|需要电池|是否需要电池|電池(?:は)?(?:必要|使用)",
        re.IGNORECASE,
    ),
)
HAZARDOUS = Trigger(
    Text("a candle, an aerosol or the like", "蜡烛、喷雾等商品"),
    "regulated.hazmat",
    re.compile(
        r"supplier.?declared.?dg.?hz|dangerous.?goods|hazmat|gefahrgut|marchandises dangereuses"
        r"|mercanc[íi]as peligrosas|merci pericolose|危险品|危険物",
        re.IGNORECASE,
    ),
)
RESPONSIBLE = Trigger(
    Text("a product for the European Union", "面向欧盟的商品"),
    "",
    re.compile(
        r"gpsr.?manufacturer|dsa.?responsible|gpsr.?responsible|responsible.?person|verantwortliche person"
        r"|gpsr_\w*manufact|personne responsable|persona responsable|persona responsabile|欧盟负责人",
        re.IGNORECASE,
    ),
)
SEGMENT_END = re.compile(
    r"[|,;(–，；（｜]|\s-\s|\b(?:ideal|suitable|perfect|geeignet|idéal|ideale?)\b", re.IGNORECASE
)
SHORTEST = 8
"""Characters from which a first segment can name a product (a brand before a dash cannot)."""
TRIGGERS = (CHILDREN, BATTERIES, HAZARDOUS)
JEWELLERY = Text("jewellery for children (lead, cadmium)", "儿童首饰（铅、镉）")


@rule(
    "CP034",
    Severity.INFO,
    tier=1,
    clause=QUALITY,
    title=Text("Compliance column is blank", "缺少合规信息"),
    message=Text("This is {kind}; the column '{column}' is blank.", "此为{kind}；“{column}”列为空。"),
    variants={
        "europe": Text(
            "The file is for {marketplace}; the column '{column}' is blank in {count} rows.",
            "文件面向 {marketplace}；“{column}”列有 {count} 行为空。",
        )
    },
    advice=Text(
        "Fill the column, or name the documents under compliance_docs in auditor.toml (by SKU or product type).",
        "请补全该列，或在 auditor.toml 的 compliance_docs 中按 SKU 或商品类型登记文件。",
    ),
    needs=("title",),
    custom_only=True,
    reads={trigger.group: ("title",) for trigger in TRIGGERS} | {"regulated.jewelry": ("title",)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "title": ["Custom Baby Teether", "Custom LED Lamp"],
                "?cpsia_cautionary_statement1": ["", ""],
                "?batteries_required": ["", ""],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "title": ["Custom Baby Teether", "Custom Mug for Dad", "Custom Baby Blue Mug"],
                "?cpsia_cautionary_statement1": ["no_warning_applicable", "", ""],
            },
            cells=((0, "?cpsia_cautionary_statement1"), (1, "?batteries_required")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "title": ["定制 香薰蜡烛"],
                "?supplier_declared_dg_hz_regulation1": [""],
            },
            good={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "title": ["定制 烛台"],
                "?supplier_declared_dg_hz_regulation1": [""],
            },
            cells=((0, "?supplier_declared_dg_hz_regulation1"),),
            language="zh",
        ),
    ),
)
def compliance_blank(evidence: Evidence) -> Iterator[Hits]:
    """Products for children, electric ones and burning ones carry proof in columns of their own.

    A note only: the documents live outside the sheet. Judged by the first segment of the title, where the file has the
    column, once per kind of column (several columns of one kind count as filled when any is), never on parents or
    deletions. For the European Union one note per column for the whole file.
    """
    idle = evidence.once(parents) | (evidence.once(actions) != Action.FULL) | _documented(evidence)
    usable = evidence.scope.custom & ~idle
    jewels = titles_with(evidence, "regulated.jewelry")
    for trigger in TRIGGERS:
        columns = _columns(evidence, trigger)
        if not columns:
            continue
        rows = np.flatnonzero(usable & _named(evidence, trigger.group) & ~_filled(evidence, columns))
        for_children = trigger is CHILDREN
        for mine, kind in (
            (jewels[rows] & for_children, JEWELLERY),
            (~(jewels[rows] & for_children), trigger.name),
        ):
            yield Hits(
                rows=rows[mine].astype(np.int32),
                columns=columns[0].position,
                arguments={"kind": kind, "column": columns[0].header or columns[0].name},
            )
    yield from _european(evidence, usable)


def _named(evidence: Evidence, group: str) -> BoolArray:
    """Rows whose title says so in its first segment, where it names the product and not its uses."""
    found = evidence.matches(group, "title")
    known: dict[str, int] = {}
    for title in set(found.values.tolist()):
        known[title] = next(
            (m.start() for m in SEGMENT_END.finditer(title) if m.start() >= SHORTEST), len(title)
        )
    ends = np.fromiter((known[title] for title in found.values.tolist()), np.int64, len(found))
    mask = np.zeros(len(evidence.feed.cells), dtype=bool)
    mask[found.rows[found.starts < ends]] = True
    return mask


def _european(evidence: Evidence, usable: BoolArray) -> Iterator[Hits]:
    columns = _columns(evidence, RESPONSIBLE)
    if evidence.feed.marketplace not in EUROPE or not columns:
        return
    blank = usable & ~_filled(evidence, columns)
    if blank.any():
        yield Hits(
            rows=np.array([-1], np.int32),
            columns=-1,
            arguments={
                "marketplace": evidence.feed.marketplace,
                "column": columns[0].header or columns[0].name,
                "count": int(blank.sum()),
            },
            variant="europe",
        )


def _columns(evidence: Evidence, trigger: Trigger) -> list[Column]:
    """Columns that the layout leaves unnamed and whose machine name or header says what the trigger asks for."""
    return [
        column
        for column in evidence.feed.columns
        if trigger.columns.search(column.name) or trigger.columns.search(column.header)
    ]


def _filled(evidence: Evidence, columns: list[Column]) -> BoolArray:
    mask = np.zeros(len(evidence.feed.cells), dtype=bool)
    for column in columns:
        mask |= evidence.feed.filled(column)
    return mask


def _documented(evidence: Evidence) -> BoolArray:
    """Rows whose SKU or product type has documents elsewhere, as the settings say."""
    named = np.array(sorted(evidence.settings.compliance_docs), dtype=str)
    mask = np.zeros(len(evidence.feed.cells), dtype=bool)
    if len(named):
        for column in evidence.feed.find("sku", "product_type"):
            mask |= np.isin(evidence.texts_of(column).astype(str), named)
    return mask
