"""Amazon Custom bulk template: row 1 component ids, row 2 attributes, row 3 labels (required ones end in ``*``).

The column set is generated from the components a seller configured, so there is no fixed header: the template is
told by its three rows, and every run of columns with one component id is one customization, surface, font list …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import checks
from .common import custom_columns
from .fields import FIELDS
from .fold import squash
from .labels import match
from .layout import Found, Grid, Layout, column, schema
from .meaning import Meaning

LONGEST_TEXT = 99
"""Most characters of a text field in the bulk template (its error 1009)."""

ATTRIBUTES: dict[str, str] = {
    name: field
    for field, names in {
        "custom_label": "label customizationlabel buyerlabel displaylabel",
        "custom_surface": "surfacename surfacelabel surface",
        "custom_instruction": "instructions instruction buyerinstructions helptext",
        "custom_placeholder": "placeholder placeholdertext",
        "custom_required": "isrequired required",
        "custom_min_chars": "minlength mincharacters minchars minimumcharacters minimumlength charactermin",
        "custom_max_chars": "maxlength maxcharacters maxchars maximumcharacters maximumlength charactermax",
        "custom_max_lines": "maxlines numberoflines maximumlines lines",
        "option_price": "price additionalcost pricedelta amount additionalprice optionprice optionadditionalcost",
        "option_value": "optionlabel optionname optionvalue option options value choicelabel",
        "option_thumbnail": "thumbnail thumbnailimage thumbnailimageurl optionimage optionthumbnail thumbnailurl",
        "font_name": "font fontname fontfamily",
        "font_url": "fonturl fontfile fontfileurl",
        "color_option": "color colour colorname colourname coloroption",
        "color_hex": "colorvalue colourvalue colorhex hex hexcode colorcode hexvalue",
        "preview_image_url": "previewimage previewimageurl baseimage baseimageurl image imageurl",
        "area_x": "x xposition xcoordinate positionx",
        "area_y": "y yposition ycoordinate positiony",
        "area_width": "width",
        "area_height": "height",
    }.items()
    for name in names.split()
}
"""Squashed attribute or label (numbers taken out) → field."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|Component|^[A-Za-z]*[-_]?[0-9]{3,}$", re.IGNORECASE)
_ATTACHED = frozenset({"font_name", "font_url", "color_option", "color_hex", "area_x", "area_y", "area_width",
                       "area_height", "option_price"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """One column: its component's number and what its attribute says."""

    component: int
    field: str
    number: int
    required: bool


def _attribute(attribute: str, label: str) -> tuple[str, int]:
    """(field, own number) of a column from its attribute, else its label."""
    for text in (attribute, label):
        key = squash(text)
        numbers = re.findall(r"[0-9]+", key)
        field = ATTRIBUTES.get(re.sub(r"[0-9]+", "", key))
        if field:
            return field, int(numbers[-1]) if numbers else 0
    return "", 0


def recognise(grid: Grid) -> Found | None:
    """Three rows in a row: ids, attributes of customization components, labels some of which end in ``*``."""
    for number, ids in grid.rows[:4]:
        attributes, labels = grid.row(number + 1), grid.row(number + 2)
        if not labels or not any(label.strip().endswith("*") for label in labels):
            continue
        known = sum(1 for at, text in enumerate(attributes) if text.strip() and _attribute(text, "")[0])
        identified = sum(1 for text in ids if _ID.search(text.strip()))
        repeated = len([text for text in ids if text.strip()]) - len({text for text in ids if text.strip()})
        if known >= 2 and (identified >= 1 or repeated >= 1):
            return Found(
                score=90,
                label_row=number + 2,
                name_row=number + 1,
                data_row=number + 3,
                english=f"rows {number} to {number + 2} hold component ids, their attributes and labels",
                chinese=f"第 {number} 至 {number + 2} 行是组件编号、属性和标签",
            )
    return None


def _parts(ids: Sequence[str], names: Sequence[str], labels: Sequence[str]) -> list[_Part]:
    parts: list[_Part] = []
    component, last = 0, None
    for at, label in enumerate(labels):
        own = ids[at].strip() if at < len(ids) else ""
        if own and own != last:
            component, last = component + 1, own
        name = names[at] if at < len(names) else ""
        field, number = _attribute(name, label.strip().rstrip("*"))
        if not field:
            found = match(label.strip().rstrip("*")) or match(name)
            field = found.field if found and found.field in ("sku", "asin", "title", "parent_sku") else ""
        parts.append(_Part(component, field, number, label.strip().endswith("*")))
    return parts


def _numbers(parts: Sequence[_Part]) -> tuple[dict[int, int], dict[int, int]]:
    """Component → customization number, component → surface number."""
    fields: dict[int, set[str]] = {}
    for part in parts:
        fields.setdefault(part.component, set()).add(part.field)
    surfaces: dict[int, int] = {}
    customizations: dict[int, int] = {}
    for component, found in fields.items():
        if found & {"preview_image_url", "custom_surface"}:
            surfaces[component] = len(surfaces) + 1
        elif found & {"custom_label", "option_value", "custom_instruction"}:
            customizations[component] = len(customizations) + 1
    for component, found in fields.items():
        if component not in surfaces and component not in customizations and found & _ATTACHED:
            later = [
                other for other in customizations if other > component and fields[other] & {"custom_label"}
            ]
            earlier = [other for other in customizations if other < component]
            near = min(later, default=0) or max(earlier, default=0)
            customizations[component] = customizations.get(near, 1)
    return customizations, surfaces


def columns(grid: Grid, found: Found) -> list[Meaning]:
    """The meaning of every column, numbered by its component."""
    labels = list(grid.row(found.label_row))
    parts = _parts(grid.row(found.label_row - 2), grid.row(found.name_row), labels)
    customizations, surfaces = _numbers(parts)
    taken: set[str] = set()
    result: list[Meaning] = []
    for part in parts:
        meaning = _placed(part, customizations, surfaces, taken)
        taken.add(meaning.key)
        result.append(replace(meaning, required=part.required))
    return result


def _placed(
    part: _Part, customizations: dict[int, int], surfaces: dict[int, int], taken: set[str]
) -> Meaning:
    if not part.field:
        return Meaning()
    field, repeat = part.field, customizations.get(part.component, 0)
    if part.component in surfaces:
        repeat = surfaces[part.component]
        field = "custom_surface" if field == "custom_label" else field
        if field not in ("custom_surface", "preview_image_url"):
            return Meaning()
    repeats = FIELDS[field].repeats
    if not repeats:
        return Meaning(field) if field not in taken else Meaning()
    meaning = Meaning(field, repeat or 1, part.number if repeats == 2 else 0)
    while meaning.key in taken and repeats == 2:
        meaning = replace(meaning, option=meaning.option + 1)
    return meaning if meaning.key not in taken else Meaning()


LAYOUT = Layout(
    name="amazon_custom_template",
    title_en="Amazon Custom bulk template",
    title_zh="亚马逊定制批量模板",
    recognise=recognise,
    group=columns,
    marks_bind=False,
    schema=schema(
        "amazon_custom_template",
        {
            "sku": column(checks.required(), checks.length(40), present=True),
            "^custom_(label|instruction|placeholder)_[0-9]+$": column(checks.length(LONGEST_TEXT)),
            "^option_value(_[0-9]+)*$": column(checks.length(LONGEST_TEXT)),
            **{
                key: one
                for key, one in custom_columns().items()
                if not any(word in key for word in ("font_url", "preview"))
            },
            "^font_url(_[0-9]+)*$": column(checks.url(), checks.extension((".ttf", ".woff"))),
            "^(preview_image_url|option_thumbnail)(_[0-9]+)*$": column(
                checks.url(), checks.extension((".jpg", ".jpeg", ".png"))
            ),
        },
    ),
)
