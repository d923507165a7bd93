"""What an upload does to the listings behind it: values wiped by blanks, files too large to be taken."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.families import skus_among
from auditor.evidence.market import INVENTORY, entry, is_upload
from auditor.evidence.records import Action, actions, parents
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

FLAT = "custom_flat_file"
WHOLE_FILE = np.array([-1], np.int32)
TEMPLATES = frozenset({"product_type_template", "custom_flat_file", "legacy_template"})
"""Layouts of whole listings, where a blank in a full update erases."""
CONTENT = ("title", "brand", "description", "bullet", "keywords", "main_image_url")
"""What every live listing has, or is worth having."""


@rule(
    "MP830",
    Severity.WARNING,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Full update wipes live values", "完整更新会清空已有内容"),
    message=Text(
        "{count} rows are full updates of SKUs that are live (first in row {row}) and leave listing cells blank: "
        "what stands there now is erased.",
        "{count} 行对已在售的 SKU 进行完整更新（首次在第 {row} 行），且部分商品信息为空：现有内容将被清空。",
    ),
    variants={
        "new": Text(
            "{count} rows are full updates without a title (first in row {row}). A new listing needs one; of a live "
            "one, whatever is blank here is erased.",
            "{count} 行为完整更新但没有标题（首次在第 {row} 行）。新商品必须有标题；若商品已存在，空白内容将被清空。",
        )
    },
    advice=Text(
        "Choose the partial update in the column for the action, or fill in the rest.",
        "请在操作列中选择部分更新，或补全其余内容。",
    ),
    needs=("sku", "title"),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Mug with name", "Cup with name"],
                "bullet_1": ["", "Holds 350 ml of coffee"],
                "record_action": ["Update", ""],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": ["", "Cup with name", "Mug"],
                "bullet_1": ["", "Holds 350 ml of coffee", ""],
                "record_action": ["PartialUpdate", "Update", ""],
            },
            cells=((-1, ""),),
            layout=FLAT,
            others=(("all_listings_report", {"sku": ["A1", "A2"]}),),
        ),
        Example(
            bad={"sku": ["杯-1"], "title": [""], "quantity": ["5"], "record_action": ["更新"]},
            good={"sku": ["杯-1"], "title": [""], "quantity": ["5"], "record_action": ["部分更新"]},
            cells=((-1, ""),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def full_update_wipes(evidence: Evidence) -> Iterator[Hits]:
    """A full update replaces the listing: cells left blank erase what stands there.

    Once for the file: a warning where an inventory report of the run shows that the SKUs are live, a note where rows
    without a title can only be meant for live ones. Parents are left out.
    """
    if evidence.feed.layout not in TEMPLATES or not evidence.has("record_action"):
        return
    full = (evidence.once(actions) == Action.FULL) & evidence.filled("sku") & ~evidence.once(parents)
    live = full & skus_among(evidence, INVENTORY)
    wiping = live & _blank_content(evidence)
    untitled = full & ~live & ~evidence.filled("title") & evidence.filled("price", "quantity", "bullet")
    for variant, mask, severity in (("", wiping, None), ("new", untitled, Severity.INFO)):
        if mask.any():
            first = evidence.feed.row_numbers[np.flatnonzero(mask)[0]]
            arguments = {"count": int(mask.sum()), "row": int(first)}
            yield Hits(rows=WHOLE_FILE, columns=-1, variant=variant, severity=severity, arguments=arguments)


def _blank_content(evidence: Evidence) -> BoolArray:
    """Rows that leave a listing field blank of which the file has a column."""
    blank = np.zeros(len(evidence.feed.cells), bool)
    for name in CONTENT:
        if evidence.has(name):
            blank |= ~evidence.filled(name)
    return blank


@rule(
    "MP831",
    Severity.WARNING,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("File too large for one upload", "文件过大，无法一次上传"),
    message=Text(
        "The file has {count} rows of data; uploads take {limit} at most.",
        "文件有 {count} 行数据；单次上传最多 {limit} 行。",
    ),
    variants={
        "size": Text(
            "The file has {count} MB; uploads take {limit} MB at most.",
            "文件大小为 {count} MB；单次上传最多 {limit} MB。",
        ),
        "advised": Text(
            "The file has {count} MB; up to {limit} MB are advised, larger ones take hours to be processed.",
            "文件大小为 {count} MB；建议不超过 {limit} MB，否则处理可能需要数小时。",
        ),
    },
    advice=Text(
        "Split the file; keep every family of variations in one part.",
        "请拆分文件，并让同一变体组留在同一部分。",
    ),
    needs=("sku",),
    examples=(
        Example(
            bad={"sku": [*map(str, range(50_001))]},
            good={"sku": ["A1"]},
            cells=((-1, ""),),
            layout=FLAT,
        ),
        Example(
            bad={"sku": ["杯-1"] * 50_001},
            good={"sku": ["杯-1"]},
            cells=((-1, ""),),
            layout="price_and_quantity",
            language="zh",
        ),
    ),
)
def file_too_large(evidence: Evidence) -> Iterator[Hits]:
    """Said before the upload instead of after it (errors 41001 and 41002); the help pages advise 10 MB."""
    if not is_upload(evidence):
        return
    size = evidence.feed.source.size / 1_000_000
    asked = (
        ("", "upload_records", float(len(evidence.feed.cells))),
        ("size", "upload_megabytes", size),
        ("advised", "upload_advised_megabytes", size),
    )
    for variant, name, count in asked:
        most = entry(evidence, name)
        if most is not None and isinstance(most.value, int) and count > most.value:
            arguments = {"count": round(count), "limit": most.value}
            severity = most.weight()
            yield Hits(rows=WHOLE_FILE, columns=-1, variant=variant, severity=severity, arguments=arguments)
            if variant == "size":
                return
