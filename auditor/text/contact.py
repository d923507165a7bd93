"""Custom fields that ask for contact data: clean where the product prints it, wrong where it serves to reach buyers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from auditor.model import Text
from auditor.text.matcher import Matcher

CONTACT_FIELD = Text("contact data", "联系信息")
CONTACT_PURPOSE = Text("a way to reach the buyer", "用于联系买家")

ADDRESS = re.compile(
    r"^(?!.*mail).*(?:ad+ress|anschrift|direcci|domicilio|indirizzo|street|stra[sß]s?e|地址|住址|住所)",
    re.IGNORECASE,
)
"""Words for an address, which a house sign or a door plate bears; a telephone number it does not."""
ADDRESSED = re.compile(
    r"address|shipping|envelope|adress|etikett|umschlag|enveloppe|sobre|direcci|busta|indirizz|地址|信封|快递|住所|封筒",
    re.IGNORECASE,
)
"""Products that are addressed to somebody."""


@dataclass(frozen=True, slots=True)
class ContactVerdict:
    """The words that ask (offsets as written), what they ask for, and how sure it is."""

    start: int
    end: int
    term: str
    kind: Text
    sure: Literal["error", "warning"]


def judge_field(text: str, base_title: str, matcher: Matcher) -> ContactVerdict | None:
    """Judge a custom field's label, instruction or placeholder; None when it asks for nothing of the kind."""
    fields = matcher.find("contact.field", text)
    purposes = matcher.find("contact.purpose", text)
    printed = matcher.found("contact.printable", base_title)
    if purposes and fields and not (printed and ADDRESSED.search(base_title)):
        return _verdict(text, fields[0], CONTACT_PURPOSE, "error")
    if not fields or printed:
        return None
    term = text[slice(*fields[0])]
    if matcher.found("contact.plate", base_title):
        return None if ADDRESS.search(term) else _verdict(text, fields[0], CONTACT_FIELD, "warning")
    return _verdict(text, fields[0], CONTACT_FIELD, "warning" if not base_title else "error")


def _verdict(
    text: str, span: tuple[int, int], kind: Text, sure: Literal["error", "warning"]
) -> ContactVerdict:
    return ContactVerdict(*span, text[span[0] : span[1]], kind, sure)
