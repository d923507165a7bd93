"""How much a customization holds: surfaces, customizations, choices in a list."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.components import Components, components
from auditor.evidence.keys import distinct
from auditor.feed.table import BoolArray, IntArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import NO_CHINESE, rule

GUIDE = Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE)
SURFACES = Text("surfaces of this product", "该商品的定制面")
CUSTOMIZATIONS = Text("customizations of this product", "该商品的定制项")
OPTIONS = Text("choices in this list", "该列表中的选项")


@rule(
    "FF709",
    Severity.ERROR,
    tier=3,
    clause=GUIDE,
    title=Text("Too many components", "组件数量超限"),
    message=Text("{count} {kind}; the limit is {limit}.", "{kind}有 {count} 个，上限 {limit}。"),
    advice=Text(
        "Reduce them. If your template allows more, say so under component_limits in auditor.toml.",
        "请减少数量；若您的模板允许更多，请在 auditor.toml 的 component_limits 中注明。",
    ),
    needs=(("custom_label", "option_value", "custom_surface"),),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "product_type": ["DRINKING_CUP", "GUILD_HOME"],
                "custom_label_1": ["Color", "Color"],
                "option_value_1": [
                    "|".join(f"Tone {n}" for n in range(101)),
                    "|".join(f"Tone {n}" for n in range(21)),
                ],
            },
            good={
                "sku": ["A1"],
                "custom_label_1": ["Color"],
                "option_value_1": ["|".join(f"Tone {n}" for n in range(100))],
            },
            cells=((0, "option_value_1"), (1, "option_value_1")),
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "product_type": ["GUILD_HOME"],
                **{f"custom_label_{n}": [f"文字{n}"] for n in range(1, 12)},
            },
            good={"sku": ["杯-1"], **{f"custom_label_{n}": [f"文字{n}"] for n in range(1, 12)}},
            cells=((0, "custom_label_11"),),
            language="zh",
        ),
    ),
)
def too_many_components(evidence: Evidence) -> Iterator[Hits]:
    """The template refuses more surfaces, customizations or choices than it has places for.

    The highest limits known (5 surfaces, 15 customizations on each, 100 choices; Handmade 10 and 20); the marketplace
    changes them, so settings may, too.
    """
    limits = evidence.settings.component_limits
    handmade = _handmade(evidence)
    owned = evidence.once(components)
    options = evidence.option_lists
    places = np.bincount(options.group_of)[options.group_of] if len(options.cells) else np.empty(0, np.int64)
    most = np.where(handmade[options.cells.rows], limits.handmade_options, limits.options)
    over = (places > most) & (options.index_of == most)
    yield _hits(options.cells.rows[over], options.cells.columns[over], places[over], most[over], OPTIONS)
    surfaces = _surfaces(evidence, owned)
    fewest = np.where(surfaces > 0, surfaces, limits.surfaces) * limits.per_surface
    allowed = np.where(handmade, limits.handmade_customizations, fewest)
    yield from _beyond(owned, allowed)
    crowded = np.flatnonzero(surfaces > limits.surfaces)
    column = evidence.feed.find("custom_surface")
    if column and len(crowded):
        yield _hits(crowded, column[0].position, surfaces[crowded], limits.surfaces, SURFACES)


def _hits(
    rows: IntArray, columns: IntArray | int, count: IntArray, limit: IntArray | int, kind: Text
) -> Hits:
    return Hits(rows=rows, columns=columns, arguments={"count": count, "limit": limit, "kind": kind})


def _handmade(evidence: Evidence) -> BoolArray:
    mask = np.zeros(len(evidence.feed.cells), dtype=bool)
    for column in evidence.feed.find("product_type"):
        words = pc.utf8_lower(pc.utf8_trim_whitespace(evidence.feed.array(column)))
        mask |= np.asarray(pc.or_(pc.starts_with(words, "guild"), pc.starts_with(words, "handmade-")))
    return mask


def _surfaces(evidence: Evidence, owned: Components) -> IntArray:
    """int64 per row: distinct surface names of the product that begins there (0 where none are named)."""
    counts = np.zeros(len(evidence.feed.cells), np.int64)
    pairs = []
    known: dict[str, int] = {"": 0}
    for column in evidence.feed.find("custom_surface"):
        encoded = pc.dictionary_encode(pc.utf8_trim_whitespace(evidence.feed.array(column)))
        names = np.array(
            [known.setdefault(name, len(known)) for name in encoded.dictionary.to_pylist()], np.int64
        )
        named = names[encoded.indices.to_numpy(zero_copy_only=False)]
        filled = np.flatnonzero(named)
        pairs.append(np.stack([owned.owner_of_row[filled], named[filled]]))
    if pairs:
        together = np.concatenate(pairs, axis=1)
        first, _, _ = distinct(*together)
        np.add.at(counts, together[0][first], 1)
    return counts


def _beyond(owned: Components, allowed: IntArray) -> Iterator[Hits]:
    """The first component over the limit of each product."""
    order = np.lexsort((owned.columns, owned.rows, owned.owners))
    owners = owned.owners[order]
    starts = np.concatenate([[True], owners[1:] != owners[:-1]]) if len(owners) else np.empty(0, bool)
    heads = np.flatnonzero(starts)
    sizes = np.diff(np.append(heads, len(owners)))
    many = sizes > allowed[owners[heads]]
    at = order[(heads + np.minimum(allowed[owners[heads]], sizes - 1))[many]]
    limit = allowed[owners[heads][many]]
    yield _hits(owned.rows[at], owned.columns[at], sizes[many], limit, CUSTOMIZATIONS)
