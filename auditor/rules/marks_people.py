"""Names of people, teams and leagues on customized products."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.mark_choices import NAMES, list_labels, together
from auditor.evidence.marks import all_of, mark_reads, named_marks, without_rights
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import RIGHTS
from auditor.rules.declare import rule
from auditor.rules.mark_reports import DISGUISED, ENDED, LISTING, RECORD, milder, reported

FORM = ("option_value", "custom_label", "custom_placeholder", "custom_instruction")
FIELDS = (*LISTING, "keywords", *FORM)


def _people(evidence: Evidence, family: str) -> Iterator[Hits]:
    """Marks of ``family``: errors as choices and labels, warnings in texts."""
    named = named_marks(evidence, (family,), *FIELDS)
    field = named.fields_of(evidence)
    option = (field == "option_value").astype(bool)
    names: BoolArray = np.zeros(len(named), bool)
    labels = list_labels(evidence, named.found.where(option))
    names[option] = [NAMES.search(label) is not None for label in labels]
    named = named.where(~names)
    named = all_of(named, without_rights(evidence, together(evidence, family), family))
    offered = np.isin(named.fields_of(evidence).astype(str), ("option_value", "custom_label"))
    weights = np.where(offered, int(Severity.ERROR), int(Severity.WARNING)).astype(np.int8)
    yield from reported(named, milder(named, weights, evidence))


@rule(
    "IP406",
    Severity.WARNING,
    tier=1,
    clause=RIGHTS,
    title=Text("Celebrity or public figure", "名人或公众人物"),
    message=Text("'{term}' is a celebrity and no permission is recorded.", "“{term}”为名人，且未登记授权。"),
    variants={"disguised": DISGUISED, "ended": ENDED},
    advice=RECORD,
    needs=(FIELDS,),
    custom_only=True,
    reads={**mark_reads(("celebrity",), *FIELDS), "mark.celebrity.together": ("option_value",)},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Taylor Swift Mug", "Custom Shirt"],
                "custom_label_1": ["Text", "Player"],
                "option_value_1_1": ["", "Messi"],
                "custom_placeholder_1": ["e.g. Billie Eilish", ""],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": [
                    "Queen Bee Mug, Queen Size, Prince and Princess",
                    "Messy Bun Mom Shirt, Army Green, Pink",
                    "Swift Bird Print, Rolling Stone Gathers No Moss",
                ],
                "custom_label_1": ["Style", "Name", "Title"],
                "option_value_1_1": ["King", "Drake", "Prince"],
                "option_value_1_2": ["Queen", "Ronaldo", "Princess"],
            },
            cells=((0, "title"), (0, "custom_placeholder_1"), (1, "option_value_1_1")),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["图案"], "option_value_1": ["周杰伦|花朵"]},
            good={"sku": ["A1"], "custom_label_1": ["图案"], "option_value_1": ["女王|王子"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def celebrity(evidence: Evidence) -> Iterator[Hits]:
    """People own their names and likenesses; using them on products needs their permission.

    Full names count, single names (*Messi*, *Queen*) only beside words that make them the person, or among choices of
    singers or players. Lists of names to choose from are left alone.
    """
    yield from _people(evidence, "celebrity")


@rule(
    "IP407",
    Severity.WARNING,
    tier=1,
    clause=RIGHTS,
    title=Text("League, team or college name", "联赛、球队或院校名称"),
    message=Text(
        "'{term}' is a team, league or college mark and no licence is recorded.",
        "“{term}”为球队、联赛或院校商标，且未登记授权。",
    ),
    variants={"disguised": DISGUISED, "ended": ENDED},
    advice=RECORD,
    needs=(FIELDS,),
    custom_only=True,
    reads={
        **mark_reads(("sport",), *FIELDS),
        "mark.sport.together": ("option_value",),
        "mark.sport.also": ("option_value",),
    },
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Dallas Cowboys Mug", "Custom M-L-B Style Jersey"],
                "custom_label_1": ["Design", "Design"],
                "option_value_1_1": ["Packers", "Star"],
                "option_value_1_2": ["Cowboys", "Heart"],
                "option_value_1_3": ["Eagles", "Moon"],
            },
            good={
                "sku": ["A1", "A2", "A3"],
                "title": ["Football Mom Shirt, Go Tigers", "Chelsea Boots Gift Tag", "Bottle 500 mls"],
                "custom_label_1": ["Animal", "Initials", "Colour"],
                "option_value_1_1": ["Bears", "M L B", "Cardinals Red"],
                "option_value_1_2": ["Lions", "N B A", "Ravens Black"],
                "option_value_1_3": ["Eagles", "A B C", "Heat"],
            },
            cells=(
                (0, "title"),
                (1, "title"),
                (0, "option_value_1_1"),
                (0, "option_value_1_2"),
                (0, "option_value_1_3"),
            ),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制皇家马德里球衣"]},
            good={"sku": ["A1"], "title": ["定制足球妈妈T恤 老虎队"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def team_or_league(evidence: Evidence) -> Iterator[Hits]:
    """Teams, leagues and colleges license what carries their names, and look for what is not licensed.

    Full names count (place and name, or the league); a nickname alone only where a list of choices holds several, or
    its label asks for a team. Animals (*Bears, Lions, Eagles*) by themselves are animals.
    """
    yield from _people(evidence, "sport")
