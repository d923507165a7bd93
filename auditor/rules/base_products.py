"""Products that may not be in the program: computers, laptops, towers, game consoles, tablets."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import graded, objects, titles_of, words
from auditor.evidence.products import CODE_FIELDS, TITLES, ask_title, banned_titles, coded_cells
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule
from auditor.text.base_product import CATEGORIES
from auditor.text.product_codes import accessory_type

BANNED = Text(
    "You are not allowed to list the following products under the Customization Program - personal computers, "
    "laptops, computer towers, video game consoles, or tablets.",
    NO_CHINESE,
)


@rule(
    "CP010",
    Severity.ERROR,
    tier=1,
    clause=BANNED,
    title=Text("Banned base product, by its code", "禁止定制的基础商品（按编码判定）"),
    message=Text(
        "'{value}' files this product as a {kind}; such products may not be in the Customization Program.",
        "“{value}”表明该商品属于{kind}，此类商品不得加入定制计划。",
    ),
    advice=Text(
        "Take the SKU out of the program. If the product is something else, correct the code in this cell.",
        "将该 SKU 移出定制计划；若商品实为其他品类，请更正此单元格中的编码。",
    ),
    needs=(CODE_FIELDS,),
    custom_only=True,
    reads={"": CODE_FIELDS},
    examples=(
        Example(
            bad={"sku": ["A1"], "is_customizable": ["Yes"], "product_type": ["NOTEBOOK_COMPUTER"]},
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["Yes", "Yes"],
                "product_type": ["PORTABLE_ELECTRONIC_DEVICE_COVER", "WEARABLE_COMPUTER"],
            },
            cells=((0, "product_type"),),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "category_path": ["电子产品 > 电脑 > 平板电脑"]},
            good={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "category_path": ["电子产品 > 电脑 > 平板电脑支架"],
            },
            cells=((0, "category_path"),),
            language="zh",
        ),
    ),
)
def banned_product_code(evidence: Evidence) -> Iterator[Hits]:
    """The marketplace reads the product type and the browse node first: a computer code alone can cost the program.

    Whole codes are compared (WEARABLE_COMPUTER is allowed), category paths by their last element under a parent that
    deals in computers or games, nodes in their own marketplace only. Codes not yet seen in a template only warn.
    """
    coded = evidence.once(coded_cells)
    yield from graded(coded.found, coded.severities, kind=coded.kinds, value=coded.found.terms)


@rule(
    "CP011",
    Severity.ERROR,
    tier=1,
    clause=BANNED,
    title=Text("Banned base product, by its title", "禁止定制的基础商品（按标题判定）"),
    message=Text(
        "The title names a {kind} ('{term}') as the product itself, not an accessory for one.",
        "标题的中心商品是{kind}（“{term}”），而不是其配件。",
    ),
    variants={
        "perhaps": Text(
            "The title can be read as a {kind} ('{term}'); computers, consoles and tablets may not be customized.",
            "标题可被理解为{kind}（“{term}”）；电脑、游戏主机和平板电脑不得定制。",
        )
    },
    advice=Text(
        "Take the SKU out of customization. If it is an accessory, name the accessory as the product, for example "
        "'sleeve for {term}'.",
        "取消该 SKU 的定制；若是配件，请让配件名成为标题中心词，例如“适用于 {term} 的保护套”。",
    ),
    needs=("title",),
    custom_only=True,
    reads={**TITLES, "": ("product_type",)},
    examples=(
        Example(
            bad={"sku": ["A1"], "is_customizable": ["Yes"], "title": ["Custom Nintendo Switch OLED Console"]},
            good={
                "sku": ["A1", "A2", "A3"],
                "is_customizable": ["Yes", "Yes", "Yes"],
                "title": [
                    "Personalized Laptop Sleeve for MacBook Pro 14",
                    "Farmhouse Console Table Custom Size",
                    "Dollhouse Laptop Personalized, Maple",
                ],
            },
            cells=((0, "title"),),
        ),
        Example(
            bad={"sku": ["A1"], "is_customizable": ["是"], "title": ["定制彩绘 PS5 游戏机"]},
            good={
                "sku": ["A1", "A2"],
                "is_customizable": ["是", "是"],
                "title": ["Switch游戏机贴纸 来图定制", "定制皮质笔记本 A5记事本 刻名字"],
            },
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def banned_product_title(evidence: Evidence) -> Iterator[Hits]:
    """A title whose main noun is a computer, console or tablet sells that device, whatever is printed on it.

    The main noun decides, not the mere word: sleeves, stands and stickers for such devices are welcome. Words with
    other meanings (notebook, console, tower) need technical data beside them: two make an error, one a warning. A
    product type that is known to be an accessory speaks against the title and lowers it one step.
    """
    verdicts = evidence.once(banned_titles)
    cells = evidence.cells("title")
    cells = cells.where(np.isin(cells.ids, np.array(list(verdicts), np.int32)))
    mine = [verdicts[i] for i in cells.ids.tolist()]
    starts, ends = (np.array([getattr(v, edge) for v in mine], np.int32) for edge in ("start", "end"))
    found = words(evidence.corpus, cells, starts, ends)
    types = evidence.cells("product_type")
    doubted = np.isin(found.rows, types.rows[evidence.corpus.ask(accessory_type, types)])
    sure = np.array([v.outcome == "base" for v in mine], dtype=bool)
    kinds = objects([CATEGORIES[v.category] for v in mine])
    for mask, variant in ((sure, ""), (~sure, "perhaps")):
        severities = np.where(mask & sure, int(Severity.ERROR), int(Severity.WARNING)) - doubted
        yield from graded(found.where(mask), severities[mask], variant=variant, kind=kinds[mask])


@rule(
    "CP015",
    Severity.ERROR,
    tier=1,
    clause=BANNED,
    title=Text("Accessory filed as a banned product", "配件误用禁售商品的编码"),
    message=Text(
        "The title sells an accessory ('{term}'), but '{value}' files it as a {kind}; it will be treated as one.",
        "标题所售为配件（“{term}”），但“{value}”将其归为{kind}，会被当作禁售基础商品处理。",
    ),
    advice=Text(
        "Use the code of the accessory, for example PORTABLE_ELECTRONIC_DEVICE_COVER, CARRYING_CASE_OR_BAG or "
        "VIDEO_GAME_ACCESSORIES.",
        "改用配件的编码，例如 PORTABLE_ELECTRONIC_DEVICE_COVER、CARRYING_CASE_OR_BAG 或 VIDEO_GAME_ACCESSORIES。",
    ),
    needs=("title", CODE_FIELDS),
    custom_only=True,
    reads={"": (*CODE_FIELDS, "title")},
    replaces=("CP010",),
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "title": ["Personalized Laptop Sleeve"],
                "product_type": ["NOTEBOOK_COMPUTER"],
            },
            good={
                "sku": ["A1"],
                "is_customizable": ["Yes"],
                "title": ["Personalized Laptop Sleeve"],
                "product_type": ["CARRYING_CASE_OR_BAG"],
            },
            cells=((0, "product_type"),),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "title": ["定制 平板电脑 保护壳"],
                "product_type": ["TABLET_COMPUTER"],
            },
            good={
                "sku": ["A1"],
                "is_customizable": ["是"],
                "title": ["定制 平板电脑"],
                "product_type": ["TABLET_COMPUTER"],
            },
            cells=((0, "product_type"),),
            language="zh",
        ),
    ),
)
def accessory_under_banned_code(evidence: Evidence) -> Iterator[Hits]:
    """A sleeve filed as a laptop is judged as a laptop: the cure is another code, not another product."""
    coded = evidence.once(coded_cells)
    titles = titles_of(evidence, coded.found.rows)
    heads = {title: ask_title(evidence, title) for title in set(titles.tolist()) if title}
    safe = objects([heads[t].safe_head if t and heads[t].outcome == "clean" else "" for t in titles.tolist()])
    mine = (safe != "").astype(bool)
    found = coded.found.where(mine)
    yield from graded(
        found, coded.severities[mine], kind=coded.kinds[mine], value=found.terms, term=safe[mine]
    )
