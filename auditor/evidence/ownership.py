"""Which product numbers the settings declare as the seller's own."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from auditor.config import Settings
from auditor.evidence.identifiers import Digits
from auditor.feed.table import BoolArray


def owned(digits: Digits, settings: Settings) -> BoolArray:
    """Distinct identifiers under one of the seller's prefixes (with or without a UPC's zero) or licensed singly."""
    singles = Digits.of(pa.array(settings.own_single_gtins, pa.large_string())).number
    answer: BoolArray = np.isin(digits.number, singles) & (digits.number >= 0)
    for prefix in settings.own_gs1_prefixes:
        for form in (prefix, "0" + prefix):
            low = int(form) * 10 ** (13 - len(form)) if len(form) <= 13 else 0
            high = low + 10 ** (13 - len(form)) if len(form) <= 13 else 0
            answer |= (digits.length > 8) & (digits.thirteen >= low) & (digits.thirteen < high)
    return answer


def ownership_stated(settings: Settings) -> bool:
    """True where the settings say anything about own numbers."""
    return bool(settings.own_gs1_prefixes or settings.own_single_gtins)
