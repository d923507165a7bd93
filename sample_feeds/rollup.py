"""What a run over the sample folders comes to: ``python -m sample_feeds.rollup`` writes ``expected/rollup.json``.

Four clients; one of them sent a processing report in place of a feed, which is refused. Times, hashes and places are
left out: they differ from machine to machine.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
CLIENTS = ("agency", "germany_only", "marketplace", "processing")
EXPECTED = FOLDER / "expected" / "rollup.json"
STABLE = ("verdict", "sentences", "totals", "clients", "rules", "skipped")
OF_FEEDS = ("client", "status", "layout", "marketplace", "rows", "counts", "codes", "links")


def rolled_up(out: Path) -> dict[str, Any]:
    """The lasting part of the ``rollup.json`` of a run over the sample clients, which is made in ``out``."""
    from auditor.catalogs.discover import plan_of
    from auditor.catalogs.executors import Here
    from auditor.catalogs.plan import Asked
    from auditor.catalogs.run import run_plan
    from auditor.report.rollup import write_rollup

    asked = Asked(formats=("json",), language="en")
    run = run_plan(plan_of([str(FOLDER / name) for name in CLIENTS], str(out), asked), Here())
    for _ in run:
        continue
    write_rollup(run.record, (), out, "en")
    stored = json.loads((out / "rollup.json").read_text(encoding="utf-8"))
    stored["totals"].pop("seconds")
    feeds = [
        {"file": Path(one["path"]).name, **{key: one[key] for key in OF_FEEDS if key in one}}
        for one in stored["feeds"]
    ]
    return {**{key: stored[key] for key in STABLE}, "feeds": feeds}


def main() -> None:
    """Write the expectation."""
    with tempfile.TemporaryDirectory() as out:
        text = json.dumps(rolled_up(Path(out)), indent=2, ensure_ascii=False)
    EXPECTED.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
