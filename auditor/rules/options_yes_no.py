"""Choices that answer yes or no instead of customizing anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import beside, cells_of, graded
from auditor.evidence.custom_fields import (
    OPTION_TYPE,
    hits_at,
    is_text,
    type_says,
    with_options,
    yes_no_verdicts,
)
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule

YES_NO = Text(
    "If you chose to use text or product configurations as your customization, you are not allowed to offer a "
    'customization that is a value of "yes/no".',
    "如果您选择使用文本或商品配置作为您的定制选项,则不能提供“是/否”值定制选项。",
)
ADDS_NOTHING = Text(
    "This type of value does not add to the customization of an item.",
    "此类值不会添加到商品的定制中。",
)
READS = {"": ("option_value", "custom_label")}
ASKING = ("custom_label", "custom_instruction", "custom_placeholder")
OTHERS = ("survey", "free.trigger")
OPEN_QUESTION = re.compile(r"^[^/／]*(?:[?？]|[吗么])\s*$")
"""A question that does not name its answers."""


@rule(
    "OP201",
    Severity.ERROR,
    tier=1,
    clause=YES_NO,
    title=Text("Yes/no offered as customization", "以“是/否”作为定制选项"),
    message=Text(
        "'{label}' offers '{first}' and '{second}'; a yes/no value is not a customization.",
        "“{label}”提供“{first}”和“{second}”；是/否值不是定制内容。",
    ),
    variants={
        "label": Text(
            "'{label}' asks a yes/no question, so its choices can only be yes or no.",
            "“{label}”是一个是/否问题，其选项只能是“是”或“否”。",
        )
    },
    advice=Text(
        "Offer the real choices instead (for example 'Position: front / back / none'), or an optional text box.",
        "改为真实选项（例如“位置：正面/背面/不刻”），或使用可选文本框。",
    ),
    needs=(("option_value", "custom_label"),),
    custom_only=True,
    reads={**READS, "boolean.polar_label": ("custom_label",)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "custom_label_1": ["Add name?", "Engraving"],
                "option_value_1_1": ["Yes", "Yes (+$5.00)"],
                "option_value_1_2": ["No", "No thanks"],
            },
            good={
                "sku": ["A1", "A2"],
                "custom_label_1": ["Initial", "Position"],
                "option_value_1_1": ["N", "Front"],
                "option_value_1_2": ["S", "Back"],
                "option_value_1_3": ["Y", "No engraving"],
            },
            cells=(
                (0, "option_value_1_1"),
                (0, "option_value_1_2"),
                (1, "option_value_1_1"),
                (1, "option_value_1_2"),
            ),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["是否刻字"], "option_value_1": ["是|否"]},
            good={"sku": ["A1"], "custom_label_1": ["位置"], "option_value_1": ["正面|反面|不刻字"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def yes_no_pair(evidence: Evidence) -> Iterator[Hits]:
    """Yes and no say whether to customize, not how; the terms forbid such a choice in so many words.

    The whole list decides: prices, numbering and ticks around the words do not count, and single letters only count
    where the list holds nothing else (alphabets and sizes are no yes/no).
    """
    yield from hits_at(evidence, [v.pair for v in evidence.once(yes_no_verdicts)], together=True)
    asked = evidence.matches("boolean.polar_label", "custom_label").once()
    asked = asked.where(~with_options(evidence, asked) & type_says(evidence, asked, OPTION_TYPE))
    yield asked.hits(variant="label", label=asked.values)


@rule(
    "OP202",
    Severity.ERROR,
    tier=1,
    clause=YES_NO,
    title=Text("A bare yes or no among the options", "选项中含单独的“是”或“否”"),
    message=Text(
        "'{value}', a choice of '{label}', is a yes/no value.",
        "“{label}”中的选项“{value}”属于是/否值。",
    ),
    advice=Text(
        "Name what the buyer gets instead; for a choice that is left out write 'None'.",
        "请写明买家得到的具体款式；表示不需要时请写“无”。",
    ),
    needs=("option_value",),
    custom_only=True,
    reads=READS,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "custom_label_1": ["Engraving", "Piping"],
                "option_value_1": ["Yes|Both sides", "No|Cotton|Satin|Velvet"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "custom_label_1": ["Country", "Design", "Piping"],
                "option_value_1": ["DE|FR|NO|SE", "Yes Chef|No. 1 Dad|No. 7", "No piping|Cotton|Satin"],
            },
            cells=((0, "option_value_1"), (1, "option_value_1")),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["刻字"], "option_value_1": ["是|双面"]},
            good={"sku": ["A1"], "custom_label_1": ["刻字"], "option_value_1": ["单面|双面"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def bare_yes_or_no(evidence: Evidence) -> Iterator[Hits]:
    """A lone yes beside other choices is still a yes/no value, and tells the maker nothing.

    A lone "no" beside several real choices is a warning: "None" or "No border" would say what is left out. In lists of
    codes (countries, initials) it is one of them.
    """
    verdicts = evidence.once(yes_no_verdicts)
    yield from hits_at(evidence, [v.bare for v in verdicts])
    yield from hits_at(evidence, [v.lone for v in verdicts], severity=Severity.WARNING)


@rule(
    "OP203",
    Severity.WARNING,
    tier=1,
    clause=YES_NO,
    title=Text("Option worded as an answer ('Yes, …')", "以“是，…”表述的选项"),
    message=Text(
        "'{value}' answers a question instead of describing a choice of '{label}'.",
        "“{value}”是在回答问题，而不是描述“{label}”的款式。",
    ),
    advice=Text("Reword it as what the buyer gets.", "请改写为买家得到的款式名称。"),
    needs=("option_value",),
    custom_only=True,
    reads=READS,
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "custom_label_1": ["Engraving"],
                "option_value_1_1": ["Yes, add engraving"],
                "option_value_1_2": ["Leave blank"],
            },
            good={"sku": ["A1"], "custom_label_1": ["Design"], "option_value_1": ["Yes I Can|Yes Chef!"]},
            cells=((0, "option_value_1_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["刻字"], "option_value_1_1": ["是,加刻名字"]},
            good={"sku": ["A1"], "custom_label_1": ["刻字"], "option_value_1_1": ["刻名字"]},
            cells=((0, "option_value_1_1"),),
            language="zh",
        ),
    ),
)
def option_worded_as_answer(evidence: Evidence) -> Iterator[Hits]:
    """An option such as "Yes, add a name" is a yes/no value explained; mostly it hides a choice that could be named."""
    yield from hits_at(evidence, [v.affirm for v in evidence.once(yes_no_verdicts)])


@rule(
    "OP204",
    Severity.WARNING,
    tier=1,
    clause=ADDS_NOTHING,
    title=Text("Choice that only switches something on or off", "变相的“是/否”开关"),
    message=Text(
        "'{label}' only offers something or nothing ('{first}' / '{second}').",
        "“{label}”只是“有”或“无”的开关（“{first}”/“{second}”）。",
    ),
    advice=Text(
        "Offer the kinds there are, or make the text or upload field optional instead.",
        "请提供具体的款式，或把文字、图片字段设为可选。",
    ),
    needs=("option_value",),
    custom_only=True,
    reads=READS,
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "custom_label_1": ["Lid"],
                "option_value_1_1": ["With"],
                "option_value_1_2": ["Without"],
            },
            good={"sku": ["A1"], "custom_label_1": ["Frame"], "option_value_1": ["No frame|Oak|Black"]},
            cells=((0, "option_value_1_1"), (0, "option_value_1_2")),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["抛光"], "option_value_1": ["抛光|不抛光"]},
            good={"sku": ["A1"], "custom_label_1": ["款式"], "option_value_1": ["有袖|无袖"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def on_off_choice(evidence: Evidence) -> Iterator[Hits]:
    """With or without is yes or no in other words; the marketplace reads it as such.

    So is a word beside its denial ("engraved", "not engraved"), except under a label of models ("Style: framed,
    unframed"). Three or more choices of which one is "none" are an ordinary list. ``toggle_severity``
    sets how much it weighs.
    """
    places = [v.toggle for v in evidence.once(yes_no_verdicts)]
    severity = Severity[evidence.settings.toggle_severity.upper()]
    yield from hits_at(evidence, places, together=True, severity=severity)


@rule(
    "OP205",
    Severity.ERROR,
    tier=1,
    clause=YES_NO,
    title=Text("Text field asks for a yes/no answer", "文本框要求填写是/否"),
    message=Text(
        "The text field asks a yes/no question ('{term}').",
        "文本字段在问是/否问题（“{term}”）。",
    ),
    advice=Text(
        "Ask for the content itself, or drop the field: an optional text box already says whether it is wanted.",
        "请直接要求填写内容，或删除该字段：可选文本框本身已表明是否需要。",
    ),
    needs=(ASKING,),
    custom_only=True,
    reads={"boolean.polar_label": ASKING},
    examples=(
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["Add gift box? (Y/N)"], "custom_type_1": ["Text"]},
            good={
                "sku": ["A1"],
                "custom_label_1": ["Name (max 12 characters)"],
                "custom_type_1": ["Text"],
                "custom_instruction_1": ["Write NO TEXT to leave it empty"],
            },
            cells=((0, "custom_label_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["是否刻字"], "custom_type_1": ["文本"]},
            good={"sku": ["A1"], "custom_label_1": ["刻字内容"], "custom_type_1": ["文本"]},
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def text_field_asks_yes_no(evidence: Evidence) -> Iterator[Hits]:
    """A text box that is answered with Y or N is the forbidden yes/no choice with more typing.

    Sure when the words name both answers ("Y/N", "是否") or the box holds three characters at most; a plain question
    ("Would you like a ribbon?") or one in the instructions is a warning, for the answer may be a text after all.
    """
    found = evidence.matches("boolean.polar_label", *ASKING).once()
    found = found.where(is_text(evidence, found))
    others = _judged_by_others(evidence, found)
    limits = beside(evidence, "custom_max_chars", found.rows, found.columns)
    short = np.isin(limits.astype(str), ("1", "2", "3"))
    fields = np.array([column.field for column in evidence.feed.columns], dtype=object)[found.columns]
    open_question = np.fromiter((OPEN_QUESTION.search(t) is not None for t in found.terms), bool, len(found))
    sure = short | (~open_question & (fields != "custom_instruction"))
    severities = np.where(sure, int(Severity.ERROR), int(Severity.WARNING))
    mine = sure | ~others
    yield from graded(found.where(mine), severities[mine])


def _judged_by_others(evidence: Evidence, found: Matches) -> BoolArray:
    """Questions about the shop or a free item."""
    matcher = evidence.matcher
    return evidence.corpus.ask(lambda text: any(matcher.found(g, text) for g in OTHERS), cells_of(found))
