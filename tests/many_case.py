"""Small clients to audit, and what a run says of them."""

from __future__ import annotations

from pathlib import Path

from auditor.catalogs.discover import plan_of
from auditor.catalogs.executors import Executor, Here
from auditor.catalogs.plan import Asked, Plan
from auditor.catalogs.records import FeedRecord
from auditor.catalogs.run import PlanRun, run_plan
from auditor.catalogs.work import Work

SHEET = "sku,is_customizable,item_name,customization1_label,customization1_option1,customization1_option2\n"
BROKEN = SHEET + "A-1,true,Custom Mug,Add name?,Yes,No\n"
CLEAN = SHEET + "B-1,true,Personalized Mug,Colour,Red,Blue\n"
ASKED = Asked(formats=("json",), select=("OP",))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def clients(folder: Path) -> Path:
    """Three clients: five feeds, one of them broken, and three things that are no feeds."""
    root = folder / "clients"
    write(root / "auditor.toml", 'marketplaces = ["US"]\n')
    write(root / "acme" / "one.csv", BROKEN)
    write(root / "acme" / "two.csv", CLEAN)
    write(root / "acme" / "price list.pdf", "%PDF-1.4")
    write(root / "bolt" / "2026" / "one.csv", BROKEN.replace("A-1", "C-1"))
    write(root / "bolt" / "torn.xlsx", "PK\x03\x04")
    write(root / "cora" / "one.csv", CLEAN)
    write(root / "docs" / "readme", "nothing to audit")
    write(root / "acme" / "old.audit.csv", "a,b\n")
    return root


def plan(root: Path | str, out: Path | str, asked: Asked = ASKED) -> Plan:
    return plan_of([str(root)], str(out), asked)


def carried_out(
    made: Plan, executor: Executor | None = None, *, fresh: bool = False
) -> tuple[PlanRun, list[FeedRecord]]:
    run = run_plan(made, executor or Here(), fresh=fresh)
    return run, list(run)


def works(made: Plan) -> list[Work]:
    return [
        Work(unit=unit, asked=made.asked, state=str(Path(made.out) / ".auditor"), folder=str(Path.cwd()))
        for unit in made.units
    ]


def by_path(records: list[FeedRecord], root: Path) -> dict[str, FeedRecord]:
    found = {Path(record.path).relative_to(root).as_posix(): record for record in records}
    assert len(found) == len(records)
    return found
