"""What a template states, in a few sentences for ``auditor inspect``."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow.compute as pc

from auditor.feed.table import Feed
from auditor.feed.template.model import State, Template
from auditor.model import Text

SHOWN = 6
"""Product types named."""


def described(feed: Feed) -> tuple[Text, ...]:
    """The sentences; empty where the workbook states nothing about its cells."""
    template = feed.template
    if template is None:
        return ()
    return tuple(one for one in (_law(template), _types(feed, template), _formats(feed, template)) if one)


def _law(template: Template) -> Text:
    laws = template.columns.values()
    words = Counter(law.definition.requirement for law in laws if law.definition)
    closed = sum(any(one.closed for one in law.lists) for law in laws)
    suggested = sum(bool(law.lists) and not any(one.closed for one in law.lists) for law in laws)
    counts = {
        "columns": len(laws),
        "required": words["required"],
        "conditional": words["conditional"],
        "preferred": words["preferred"],
        "closed": closed,
        "suggested": suggested,
        "limits": sum(bool(law.limits) for law in laws),
        "units": sum(law.unit_of >= 0 for law in laws),
    }
    return Text(
        "The template states rules for {columns} columns: {required} required, {conditional} required under "
        "conditions, {preferred} recommended; {closed} with a closed list, {suggested} with suggested values, "
        "{limits} with limits, {units} units of measure",
        "模板对 {columns} 列有规定：必填 {required} 列，有条件必填 {conditional} 列，建议填写 {preferred} 列；"
        "限定取值 {closed} 列，建议取值 {suggested} 列，有长度或数值限制 {limits} 列，计量单位 {units} 列",
    ).format(**{key: f"{count:,}" for key, count in counts.items()})


def _types(feed: Feed, template: Template) -> Text | None:
    known = sorted(template.product_types)
    if not known:
        return None
    made_for = Text("made for {types}", "适用于 {types}").format(types=_some(known))
    if template.product_type_column < 0 or not len(feed.cells):
        return Text("Product types: {made}", "商品类型：{made}").format(made=made_for)
    texts = pc.utf8_trim_whitespace(pc.utf8_lower(feed.array(template.product_type_column)))
    counts = Counter({one["values"]: one["counts"] for one in pc.value_counts(texts).to_pylist()})
    in_rows = [f"{name or '–'} × {count:,}" for name, count in counts.most_common()]
    return Text("Product types: {made}; in the rows: {rows}", "商品类型：{made}；数据行中：{rows}").format(
        made=made_for, rows=_some(in_rows)
    )


def _formats(feed: Feed, template: Template) -> Text:
    if template.damaged:
        return Text(
            "Conditional formats: damaged, so the definitions are used instead. {why}",
            "条件格式：已损坏，改用数据定义。{why}",
        ).format(why=template.damaged)
    if template.states is None:
        return Text("Conditional formats: none that state requirements", "条件格式：没有填写规定")
    if not len(feed.cells):
        return Text(
            "Conditional formats: state requirements; there are no rows to work them out for",
            "条件格式：包含填写规定；尚无数据行可供计算",
        )
    counts = np.zeros(len(State), np.int64)
    for column in feed.columns:
        counts += np.bincount(template.states.column(column.position), minlength=len(State))
    told = {
        "missing": counts[State.REQUIRED_MISSING],
        "empty": counts[State.MUST_BE_EMPTY] + counts[State.NOT_APPLICABLE],
        "unknown": sum(template.states.unknown.values()),
    }
    return Text(
        "Conditional formats: {missing} required cells are blank, {empty} cells are to be left empty; {unknown} rules "
        "could not be worked out",
        "条件格式：{missing} 个必填单元格为空，{empty} 个单元格应留空；{unknown} 条规则无法计算",
    ).format(**{key: f"{count:,}" for key, count in told.items()})


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" … ({len(names)})" if len(names) > SHOWN else "")
