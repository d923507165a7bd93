"""Files for the machine's own scheduler: cron, systemd, Windows Task Scheduler. Nothing is installed by itself."""

from __future__ import annotations

import datetime as dt
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from auditor.catalogs.schedule.cron import crontab
from auditor.catalogs.schedule.job import DAYS, Job, days_of, time_of
from auditor.catalogs.schedule.systemd import service, timer
from auditor.catalogs.schedule.windows import ENCODING, task
from auditor.model import Text
from auditor.report.files import write_file

KINDS = ("cron", "systemd", "windows")

__all__ = ["DAYS", "KINDS", "Job", "days_of", "how_to_install", "kind_here", "time_of", "write_job"]


def kind_here() -> str:
    """The scheduler of this machine: Windows' own, systemd where it is, else cron."""
    if sys.platform == "win32":
        return "windows"
    return "systemd" if sys.platform.startswith("linux") and shutil.which("systemctl") else "cron"


def write_job(job: Job, kind: str, folder: Path, today: dt.date | None = None) -> list[Path]:
    """Write what ``kind`` needs into ``folder``; the files. Raises FeedError, ReportError."""
    if kind == "cron":
        contents = {f"{job.name}.cron": crontab(job).encode()}
    elif kind == "systemd":
        contents = {f"{job.name}.service": service(job).encode(), f"{job.name}.timer": timer(job).encode()}
    else:
        contents = {f"{job.name}.xml": task(job, today or dt.date.today()).encode(ENCODING)}

    def fill(content: bytes, path: Path) -> None:
        path.touch(mode=0o600)
        path.write_bytes(content)

    what = Text("The file for the scheduler", "计划任务文件")
    return [
        write_file(folder / name, lambda path, content=content: fill(content, path), what)  # type: ignore[misc]
        for name, content in contents.items()
    ]


def how_to_install(job: Job, kind: str, files: Sequence[Path]) -> list[str]:
    """What a person types to hand the files to the scheduler, a line each."""
    if kind == "cron":
        return [f"(crontab -l; cat {shlex.quote(str(files[0]))}) | crontab -"]
    if kind == "systemd":
        names = shlex.join(str(file) for file in files)
        return [
            f"install -D -m 600 -t ~/.config/systemd/user {names}",
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {job.name}.timer",
            "loginctl enable-linger    # to run also while nobody is logged in",
        ]
    return [f'schtasks /Create /TN "{job.name}" /XML "{files[0]}"']
