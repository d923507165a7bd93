"""Addresses and numbers that are an example of what gets printed, told from those buyers are sent to."""

from __future__ import annotations

import re

SAMPLE_DOMAIN = re.compile(
    r"@(?:example|sample|test|domain|your-?domain|company|your-?company|e?mail|your-?e?mail|beispiel"
    r"|muster)\.",
    re.IGNORECASE,
)
SAMPLE_ADDRESS = re.compile(
    r"(?:^|[./@-])(?:your|my|our)-?(?:name|shop|store|web|site|company|business|brand|page|link|domain"
    r"|handle)"
    r"|(?:^|[./])(?:example|sample|beispiel|ejemplo|esempio|exemple)\.",
    re.IGNORECASE,
)
SAMPLE_NUMBER = re.compile(r"555[\s.-]?01\d\d$|123[\s.-]?456[\s.-]?7890$|^(?:\D*(\d))(?:\D*\1)+\D*$")
"""Numbers reserved for fiction, and numbers nobody has."""

CALLED_THERE = re.compile(
    r"(?:\b(?:call|phone|ring|text|dial|visit|browse|shop|find (?:us|more)|see more)\b|\brufen\b|\bbesuch\w*"
    r"|\bappelez\b|\bvisitez\b|\bll[aá]m\w+|\bvisita\w*|\bchiama\w*"
    r"|致电|拨打|访问|お電話)[^.!?:]{0,45}$",
    re.IGNORECASE,
)
"""Right before an address or a number: buyers are to go there, so even an invented one is meant."""
FOR_EXAMPLE = re.compile(
    r"\be\.? ?g\b|example|sample|such as|\blike\b|beispiel|z\. ?b\.|par exemple|ejemplo|esempio|例|如"
    r"|[\"'“”「]",
    re.IGNORECASE,
)

SENT_THERE = re.compile(
    r"\b(?:send|e-?mail|forward|mail|call|text|contact)\b.*\b(?:to|us|at)\b|\b(?:senden|schicken|mailen"
    r"|sende|schick\w*|rufen)\b"
    r"|\b(?:envoyez|envoie|transmettez|adressez|appelez|contactez)\b|\b(?:env[ií][ae]\w*|m[aá]nd[ae]\w*"
    r"|ll[aá]m\w+|contact\w+)\b"
    r"|\b(?:invi[ai]\w*|mand[ai]\w*|chiama\w*|contatt\w+)\b|发送|发[到至给]|寄[到至]|联系|致电|拨打|お?電話(?:ください|下さい|にて|で)|送り"
    r"|送信|送付|ご?連絡",
    re.IGNORECASE,
)
"""A sentence that sends buyers to an address: it is no sample of what gets printed."""


def sends_there(sentence: str) -> bool:
    """Whether a sentence has buyers write to, call or visit what it names."""
    return SENT_THERE.search(sentence) is not None


def is_example(term: str, sample: re.Pattern[str], before: str, sentence: str) -> bool:
    """Whether ``term`` is a sample by its form, and not one that buyers are told to go to right ``before`` it."""
    if sample.search(term) is None:
        return False
    return FOR_EXAMPLE.search(sentence) is not None or CALLED_THERE.search(before) is None
