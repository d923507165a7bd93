"""Many catalogs: wall time of the pool against one process, memory of the parent, and SIGKILL at random moments.

    python -m bench.many make FOLDER [--clients 400] [--files 1000] [--rows 20000]
    python -m bench.many speed FOLDER OUT [--format xlsx]
    python -m bench.many kill FOLDER OUT [--times 10] [--executor pool]

Files: tab-delimited text, csv and xlsx of 100 to ``--rows`` rows (most are small), 40 columns, 2 % of the cells
violating; 5 % of the files are broken. Deterministic.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from bench.generate import COLUMNS, rows

BROKEN = 0.05
LEAST = 100
SKEW = 4
"""Most feeds are small, a few are large: half of them have fewer than 140 rows, one in ten more than 3,000."""
VOLATILE = ("seconds", "peak_mib", "cached")
"""What two runs over the same files may say differently."""
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Template" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


class Lines:
    """The same rows rendered for every format once; a file of n rows takes the first n."""

    def __init__(self, most: int) -> None:
        table = [list(COLUMNS), *rows(most)]
        self.tab = ["\t".join(row) + "\r\n" for row in table]
        self.csv = [_csv(row) for row in table]
        self.xml = [_xml(number, row) for number, row in enumerate(table, 1)]

    def write(self, path: Path, count: int) -> None:
        """A feed of ``count`` rows in the format of the name."""
        if path.suffix == ".xlsx":
            _write_workbook(path, self.xml[: count + 1])
        else:
            lines = self.csv if path.suffix == ".csv" else self.tab
            path.write_text("".join(lines[: count + 1]), encoding="utf-8", newline="")


def _csv(row: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(row)
    return line.getvalue()


def _xml(number: int, row: list[str]) -> str:
    cells = "".join(
        f'<c r="{_letter(place)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        for place, text in enumerate(row)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


def _letter(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _write_workbook(path: Path, lines: list[str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr("_rels/.rels", _RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        book.writestr("xl/workbook.xml", _BOOK)
        target = _RELS.format(kind="worksheet", target="worksheets/sheet1.xml")
        book.writestr("xl/_rels/workbook.xml.rels", target)
        sheet = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        book.writestr("xl/worksheets/sheet1.xml", sheet)


def make(folder: Path, clients: int, files: int, most: int, seed: int = 11) -> None:
    """``files`` feeds spread over ``clients`` folders, every client at least one."""
    chance = random.Random(seed)
    lines = Lines(most)
    owners = [*range(clients), *(chance.randrange(clients) for _ in range(files - clients))]
    broken = set(chance.sample(range(files), round(files * BROKEN)))
    for number, owner in enumerate(owners):
        suffix = (".txt", ".csv", ".xlsx")[number % 3]
        path = folder / f"client_{owner:03d}" / f"feed_{number:04d}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        count = round(LEAST * math.exp(chance.random() ** SKEW * math.log(most / LEAST)))
        if number in broken:
            _break(path, number)
        else:
            lines.write(path, count)
    (folder / "auditor.toml").write_text('marketplaces = ["US"]\n', encoding="utf-8")
    (folder / "client_000" / "notes.pdf").write_bytes(b"%PDF-1.4")


def _break(path: Path, number: int) -> None:
    contents = (b"", b"%PDF-1.7 not a feed", b"PK\x03\x04 torn", b"nothing,of,this\n1,2,3\n")
    path.write_bytes(contents[number % 4])


def audited(folder: Path, out: Path, *options: str) -> list[str]:
    """The command line of a run."""
    return [
        sys.executable,
        "-m",
        "auditor",
        "audit",
        str(folder),
        "--out",
        str(out),
        "--fail-on",
        "never",
        *options,
    ]


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    """The run with this checkout's program, silent."""
    home = str(Path(__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": home}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def timed(command: list[str]) -> dict[str, float]:
    """Wall seconds, CPU seconds of all processes, and peak MiB of the parent alone."""
    before = os.times()
    began = time.perf_counter()
    process = _started(command)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _peak(process.pid))
        time.sleep(0.05)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"wall": time.perf_counter() - began, "cpu": cpu, "parent_mib": peak}


def _peak(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def speed(folder: Path, out: Path, name: str) -> dict[str, Any]:
    """One process, then the pool, then the pool again with nothing changed."""
    found: dict[str, Any] = {}
    for title, options in (
        ("serial", ("--executor", "here", "--no-cache")),
        ("pool", ("--executor", "pool", "--no-cache")),
        ("unchanged", ("--executor", "pool")),
    ):
        target = out / ("serial" if title == "serial" else "pool")
        found[title] = timed(audited(folder, target, "--format", name, *options))
        print(title, {key: round(value, 1) for key, value in found[title].items()}, flush=True)
    found["ratio"] = found["pool"]["wall"] / found["serial"]["wall"]
    found["same"] = records(out / "serial") == records(out / "pool")
    found["statuses"] = Counter(one["status"] for one in records(out / "pool").values())
    return found


def records(out: Path) -> dict[str, Any]:
    """Path → what the newest run says of it, without what may differ; paths of outputs relative to ``out``."""
    newest = max((out / ".auditor" / "runs").glob("*.jsonl"))
    found: dict[str, Any] = {}
    for line in newest.read_text().splitlines():
        entry = json.loads(line)
        if "file" in entry:
            record = entry["file"]["record"]
            kept = {key: value for key, value in record.items() if key not in VOLATILE}
            text = json.dumps(kept, sort_keys=True).replace(str(out), "OUT")
            assert record["path"] not in found, f"{record['path']} twice"
            found[record["path"]] = json.loads(text)
    return found


def rollup(out: Path) -> Any:
    """The roll-up of the newest run without what may differ; None where none was written."""
    path = out / "rollup.json"
    if not path.exists():
        return None
    stored = json.loads(path.read_text(encoding="utf-8").replace(str(out), "OUT"))
    for name in ("created", "run"):
        stored.pop(name, None)
    return _without(stored, {*VOLATILE})


def _without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(one, names) for key, one in value.items() if key not in names}
    return [_without(one, names) for one in value] if isinstance(value, list) else value


def killed(folder: Path, out: Path, times: int, executor: str, seed: int | None = None) -> int:
    """Kill runs ``times`` times at random moments, let them go on to the end, compare; the number of runs that took."""
    whole, torn = out / "whole", out / "torn"
    options = ("--format", "json", "--executor", executor, "-q")
    length = timed(audited(folder, whole, *options))["wall"]
    chance, met, ended = random.Random(seed), 0, 0
    while met < times:
        process = _started(audited(folder, torn, *options))
        try:
            process.wait(chance.uniform(0.05, 1.0) * length * 0.6)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            met += 1
        else:
            _compared(whole, torn)
            shutil.rmtree(torn)
            ended += 1
    code = _started(audited(folder, torn, *options)).wait()
    assert code in (0, 3), code
    _compared(whole, torn)
    return ended + 1


def _compared(whole: Path, torn: Path) -> None:
    """Records and roll-up are those of the run that nobody killed, and nothing half-written is left."""
    assert records(whole) == records(torn), "the resumed run differs"
    assert rollup(whole) == rollup(torn), "the roll-up of the resumed run differs"
    drafts = list(torn.rglob(".*.tmp"))
    assert not drafts, drafts


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("make", "speed", "kill"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=Path("many_out"))
    parser.add_argument("--clients", type=int, default=400)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--format", default="xlsx")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--executor", default="pool")
    given = parser.parse_args()
    if given.what == "make":
        make(given.folder, given.clients, given.files, given.rows)
    elif given.what == "speed":
        shutil.rmtree(given.out, ignore_errors=True)
        print(json.dumps(speed(given.folder, given.out, given.format), indent=2))
    else:
        shutil.rmtree(given.out, ignore_errors=True)
        ended = killed(given.folder, given.out, given.times, given.executor)
        print(f"{given.times} kills over {ended} runs, same records and roll-up as without")


if __name__ == "__main__":
    main()
