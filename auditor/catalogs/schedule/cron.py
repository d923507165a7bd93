"""A line for cron (crontab(5) of Debian's cron and of cronie)."""

from __future__ import annotations

import shlex

from auditor.catalogs.schedule.job import Job
from auditor.model import FeedError, Text

LONGEST = 998
"""Characters of a crontab line: Debian's crontab refuses longer ones (crontab(5), LIMITATIONS)."""


def crontab(job: Job) -> str:
    """The crontab lines of ``job``. Raises FeedError where the command is too long for cron."""
    days = "*" if job.daily else ",".join(str((day + 1) % 7) for day in job.days)
    run = f"cd {shlex.quote(str(job.folder))} && PYTHONUTF8=1 {shlex.join(job.command)}"
    line = f"{job.at.minute} {job.at.hour} * * {days} {_escaped(run)}"
    if len(line.encode()) > LONGEST:
        raise FeedError(
            Text(
                "The command is too long for cron (998 characters); use --for systemd, shorter paths, or a manifest.",
                "命令超出 cron 的长度限制（998 个字符）；请使用 --for systemd、更短的路径或清单文件。",
            )
        )
    return f"# auditor: {job.name}\n{line}\n"


def _escaped(command: str) -> str:
    """A percent sign ends a crontab's command unless a backslash stands before it, which cron takes away."""
    return command.replace("%", "\\%")
