"""Marketplace rules on files that sellers filled: every finding there has been read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from auditor.config import settings_from
from auditor.engine import audit
from auditor.feed.load import load_feed

REAL = Path(__file__).resolve().parents[2] / "shared" / "real_feeds"


@pytest.mark.skipif(not REAL.is_dir(), reason="real feeds are not here")
class TestRealFeeds:
    def counts(self, name: str) -> Counter[str]:
        feed = load_feed(REAL / name)
        result = audit(feed, settings_from({"select": ["MP"], "today": "2026-08-15"}))
        assert not result.crashed
        return Counter(result.findings.counts_by_code())

    def test_an_offer_file_that_was_refused(self) -> None:
        """Every row was refused for the missing channel and the missing dates of the sale.

        The template greys out quantity and handling time besides.
        """
        counts = self.counts("adsmonitor/PriceAndQuantity.xlsm")
        assert counts == {"MP801": 3 * 8181, "MP802": 2 * 8181, "MP808": 47}

    def test_an_offer_file_that_is_right(self) -> None:
        assert self.counts("adsmonitor/PriceAndQuantity_Ofertas_Signes_DE.xlsm") == {}

    def test_minimum_prices_of_half_the_price_are_fine(self) -> None:
        assert self.counts("adsmonitor/STOCK AMZ.txt") == {"MP808": 47}

    def test_families_of_a_filled_template(self) -> None:
        assert self.counts("pravin/2XU.txt") == {"MP803": 24, "MP822": 2}

    def test_filled_templates_without_fault(self) -> None:
        for path in sorted((REAL / "wams").glob("Al_*.xlsm")):
            assert self.counts(f"wams/{path.name}") == {}
