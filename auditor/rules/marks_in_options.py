"""Other people's marks as choices, labels and names of designs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.mark_choices import NAMES, list_labels, marks_in_files, together
from auditor.evidence.marks import Named, all_of, mark_reads, named_marks, without_rights
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import RIGHTS
from auditor.rules.declare import rule
from auditor.rules.mark_reports import BRANDS, DISGUISED, ENDED, reported
from auditor.text.marks import says_compatible

FORM = ("option_value", "custom_label")
THUMBNAIL = "option_thumbnail"
PICTURES = ("character", "fashion", "sport", "celebrity")
"""Families looked for in the file names of thumbnails."""
PICTURED = re.compile(
    r"design|pattern|theme|logo|emblem|badge|crest|stemma|escudo|écusson|wappen|icon|symbol|picture|image|artwork|charact|print\b|motiv|thème|dessin|diseño|disegno|tema"
    r"|设计|图案|图样|主题|标志|车标|徽|デザイン|柄|ロゴ|エンブレム",
    re.IGNORECASE,
)
"""A label whose choices are pictures: there *Jeep* is a logo, elsewhere what the product fits."""


@rule(
    "IP402",
    Severity.ERROR,
    tier=1,
    clause=RIGHTS,
    title=Text("Third-party mark as an option, label or design name", "以他人商标作为选项、标签或图案名"),
    message=Text("'{value}' needs rights you have not recorded.", "“{value}”需要您尚未登记的授权。"),
    variants={"disguised": DISGUISED, "ended": ENDED},
    advice=Text(
        "Delete it, or record the licence under licensed_brands in auditor.toml.",
        "请删除；如已获授权，请在 auditor.toml 的 licensed_brands 中登记。",
    ),
    needs=((*FORM, THUMBNAIL),),
    custom_only=True,
    reads={
        **mark_reads(BRANDS, *FORM),
        **{f"mark.{family}.together": ("option_value",) for family in BRANDS},
        "": (THUMBNAIL,),
    },
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "custom_label_1": ["Design", "Theme"],
                "option_value_1_1": ["Mickey Mouse", "Frozen"],
                "option_value_1_2": ["Flower", "Stitch"],
                "option_thumbnail_1_1": ["https://img.example.org/darth_vader.png", ""],
            },
            good={
                "sku": ["A1", "A2", "A3", "A4"],
                "custom_label_1": ["Phone model", "Berries", "Drink", "Stitching"],
                "option_value_1_1": ["iPhone 15", "Frozen", "Orange", "Cross Stitch"],
                "option_value_1_2": ["Samsung Galaxy S24", "Fresh", "Apple", "Back Stitch"],
                "option_thumbnail_1_1": ["https://disney-free.example.org/flower.png", "", "", ""],
            },
            cells=(
                (0, "option_value_1_1"),
                (0, "option_thumbnail_1_1"),
                (1, "option_value_1_1"),
                (1, "option_value_1_2"),
            ),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["图案"], "option_value_1": ["小猪佩奇|花朵"]},
            good={"sku": ["A1"], "custom_label_1": ["颜色"], "option_value_1": ["橙色|粉色"]},
            cells=((0, "option_value_1"),),
            language="zh",
        ),
    ),
)
def mark_as_option(evidence: Evidence) -> Iterator[Hits]:
    """A design that is somebody else's is made available by the seller, who must hold the rights to it.

    Ordinary words (*Frozen*, *Stitch*) count where a list offers several of them or its label speaks of characters.
    Goods that accessories fit (*iPhone 15*, *Jeep*) count only where the label asks for a picture. In lists of people's
    names nothing counts. Of the address of a thumbnail only the file name is read. Teams and people have rules of their
    own.
    """
    named = named_marks(evidence, BRANDS, *FORM, brand_too=True)
    named = named.where(_meant(evidence, named))
    several = [without_rights(evidence, together(evidence, family), family) for family in BRANDS]
    files = marks_in_files(evidence, PICTURES, THUMBNAIL)
    everything = all_of(named, *several, files)
    yield from reported(everything, np.full(len(everything), int(Severity.ERROR), np.int8))


def _meant(evidence: Evidence, named: Named) -> BoolArray:
    """One bool per mark: a design or its name is meant, not what the product fits, a person, a host."""
    field = named.fields_of(evidence)
    option = (field == "option_value").astype(bool)
    labels = np.full(len(named), "", dtype=object)
    labels[option] = list_labels(evidence, named.found.where(option))
    labelled = (field == "custom_label").astype(bool)
    labels[labelled] = named.found.values[labelled]
    goods = (named.families == "goods").astype(bool)
    pictured = np.fromiter((PICTURED.search(label) is not None for label in labels), bool, len(named))
    person = np.fromiter((NAMES.search(label) is not None for label in labels), bool, len(named))
    compatible = np.array(named.ask(says_compatible), bool)
    answers: BoolArray = ~person & ~(goods & ~pictured) & ~compatible
    return answers
