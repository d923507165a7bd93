"""The sentence of the terms that keeps the general listing guidelines in force."""

from __future__ import annotations

from auditor.model import Text
from auditor.rules.declare import NO_CHINESE

SUPPLEMENT = Text(
    "These terms supplement your seller agreement and apply to your use of features Amazon makes available "
    "to enable the "
    "listing, sale, and fulfillment of customizable products.",
    NO_CHINESE,
)
