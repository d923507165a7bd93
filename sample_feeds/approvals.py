"""Two folders audited as a whole: an agency whose client has no approval yet, and one approved for Germany only."""

from __future__ import annotations

from .choices import COLUMNS, product
from .sample import Row, Sample

ACCOUNTS = Sample(
    "agency/accounts.csv",
    ("account", "marketplace", "program", "status"),
    [
        Row({"account": "Lumihua", "marketplace": "US", "program": "Custom", "status": "Applied"}),
    ],
    settings="agency/auditor.toml",
)
"""How the client's account stands; such a list is read beside the other files and has no findings of its own."""

AGENCY = Sample(
    "agency/signs.csv",
    COLUMNS,
    [Row(product(81)), Row(product(82))],
    whole={"": "CP001"},
    settings="agency/auditor.toml",
)
GERMANY = Sample(
    "germany_only/plaques.csv",
    COLUMNS,
    [Row(product(91)), Row(product(92))],
    whole={"": "CP002"},
    settings="germany_only/auditor.toml",
)
"""The approval covers Germany; the prices are in US dollars."""

FOLDERS = [ACCOUNTS, AGENCY, GERMANY]
