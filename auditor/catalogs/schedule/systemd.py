"""A service and a timer for systemd (systemd.service(5), systemd.timer(5), quoting: systemd.syntax(7))."""

from __future__ import annotations

from auditor.catalogs.schedule.job import DAYS, Job
from auditor.model import FeedError, Text


def service(job: Job) -> str:
    """The ``.service`` unit. Raises FeedError for a folder whose name systemd would change."""
    folder = str(job.folder)
    if folder != folder.strip() or folder.endswith("\\"):
        raise FeedError(
            Text(
                f"systemd cannot work in “{folder}”: a folder's name may not end with a blank or a backslash there.",
                f"systemd 无法使用文件夹“{folder}”：其名称不能以空格或反斜杠结尾。",
            )
        )
    return (
        f"[Unit]\nDescription=Feed audit {job.name}\n\n"
        "[Service]\nType=oneshot\n"
        f"WorkingDirectory={folder.replace('%', '%%')}\n"
        "Environment=PYTHONUTF8=1\n"
        f"ExecStart={_program(job.command[0])} {' '.join(map(_quoted, job.command[1:]))}\n"
        "# Findings are an answer, not a failure of the unit.\n"
        "SuccessExitStatus=1\n"
    )


def timer(job: Job) -> str:
    """The ``.timer`` unit; a time that was missed (machine off) is made up for."""
    days = "" if job.daily else ",".join(DAYS[day].capitalize() for day in job.days) + " "
    return (
        f"[Unit]\nDescription=When feed audit {job.name} runs\n\n"
        f"[Timer]\nOnCalendar={days}*-*-* {job.at:%H:%M}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _program(path: str) -> str:
    """The program; variables are not replaced there, specifiers are."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def _quoted(argument: str) -> str:
    """An argument that neither specifiers (%) nor variables ($) nor quotes can change."""
    return _program(argument).replace("$", "$$")
