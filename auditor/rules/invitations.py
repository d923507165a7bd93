"""Texts that invite buyers to submit what is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import seek
from auditor.evidence.corpus import Matches
from auditor.evidence.marks import joined, mark_reads, named_marks, places_of
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.data_clauses import VERIFY
from auditor.rules.declare import rule
from auditor.text.invited import invited, picks
from auditor.text.marks import says_compatible
from auditor.text.sentences import denied, sentence_at, sentence_bounds

FORM = ("custom_label", "custom_instruction", "custom_placeholder")
LISTING = ("bullet", "description")
FIELDS = (*FORM, *LISTING)
ASKS = re.compile(
    r"upload|choos|select|\badd\b|\bsend|provid|submit|pick\b|\btype\b|enter\b|engrav|print|custom|personali[sz]|put\b|design"
    r"|hochlad|wähl|schick|send|druck|gravier|gestalt|personalisier|bedruck|télécharg|choisi|envoy|imprim|grav|ajout"
    r"|sub[ae]|elige|elija|escoge|env[ií]|imprim|a[ñn]ad|personaliz|carica|scegli|invia|stamp|aggiung|incid"
    r"|上传|选择|发送|提供|印|刻|定制|填写|アップロード|選|送|印刷|彫刻|プリント|入力",
    re.IGNORECASE,
)
"""In a listing text the words only invite where the sentence asks for something to be put on the product."""
MARKS = ("character", "fashion", "sport", "celebrity")
RIGHTFUL = re.compile(
    r"permission|licen[cs]e|\brights?\b|you own|authori[sz]|genehmigung"
    r"|erlaubnis|rechte|autoris|droits|permiso|derechos"
    r"|permesso|diritti|授权|版权|许可|権利|許可",
    re.IGNORECASE,
)


@rule(
    "IP410",
    Severity.WARNING,
    tier=1,
    clause=VERIFY,
    title=Text("Invites buyers to submit protected content", "诱导买家提交受保护内容"),
    message=Text(
        "'{term}' invites content the buyer probably has no rights to.",
        "“{term}”会诱导买家提交其可能无权使用的内容。",
    ),
    advice=Text("Ask for 'your own logo or image' instead.", "请改为“您自有的标志或图片”。"),
    needs=(FIELDS,),
    custom_only=True,
    reads={"invite.ip": FIELDS, **mark_reads(MARKS, *FORM), "": FORM},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Shirt", "Custom Flag"],
                "custom_instruction_1": ["Upload your favorite team or any character", ""],
                "bullet_1": ["", "Choose any cartoon character and we print it"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Shirt", "Custom Flag"],
                "custom_instruction_1": [
                    "Upload your company logo, no cartoon characters",
                    "Any characters, max 12",
                ],
                "bullet_1": [
                    "We cannot print any logo without permission",
                    "Cheer for your favorite team all season",
                ],
            },
            cells=((0, "custom_instruction_1"), (1, "bullet_1")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制T恤"], "custom_instruction_1": ["可上传卡通人物或明星照片"]},
            good={
                "sku": ["A1"],
                "title": ["定制T恤"],
                "custom_instruction_1": ["请上传您自有的标志,不接卡通人物"],
            },
            cells=((0, "custom_instruction_1"),),
            language="zh",
        ),
    ),
)
def invites_protected_content(evidence: Evidence) -> Iterator[Hits]:
    """Whoever asks for a favourite team or character asks for content that belongs to somebody else.

    Sentences that refuse such content, or ask for a right to it, are fine; in bullets and descriptions the sentence
    must ask for something to be put on the product. A buyer's own logo or school is the buyer's.
    """
    found = evidence.matches("invite.ip", *FIELDS)
    listed = found.where(_invites(evidence, found))
    read = seek(evidence.corpus, _asks_for, evidence.cells(*FORM))
    yield joined([listed, read, _marks_asked_for(evidence)]).once().hits()


def _asks_for(text: str) -> tuple[int, int] | None:
    return None if RIGHTFUL.search(text) else invited(text)


def _marks_asked_for(evidence: Evidence) -> Matches:
    """Marks that an instruction or label leaves to the buyer to pick (*your favourite Disney figure*)."""
    named = named_marks(evidence, MARKS, *FORM)

    def asked(text: str, start: int, end: int) -> bool:
        sentence = sentence_at(text, start)
        return picks(sentence) and not RIGHTFUL.search(sentence) and not says_compatible(text, start, end)

    return named.where(np.array(named.ask(asked), bool)).found


def _invites(evidence: Evidence, found: Matches) -> BoolArray:
    form = np.array([column.field in FORM for column in evidence.feed.columns], bool)[found.columns]
    answers = np.zeros(len(found), bool)
    for number, (text, start, end) in enumerate(places_of(found)):
        sentence = sentence_at(text, start)
        before = text[sentence_bounds(text, start)[0] : start]
        asked = bool(form[number]) or ASKS.search(f"{before[-50:]} {text[end : end + 30]}") is not None
        answers[number] = asked and not denied(before) and not RIGHTFUL.search(sentence)
    return answers
