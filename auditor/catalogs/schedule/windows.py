"""A task for the Windows Task Scheduler (XML of MS-TSCH, Task Scheduler Schema 1.2)."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from xml.sax.saxutils import escape

from auditor.catalogs.schedule.job import Job
from auditor.model import FeedError, Text

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
ENCODING = "utf-16"
"""What schtasks reads, with its byte order mark."""
LONGEST_PATH = 260
"""Characters of a program's or folder's path (``pathType`` of the schema)."""
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_REPLACED = re.compile(r"%[^%]+%|\$\(")


def task(job: Job, today: dt.date) -> str:
    """The task as XML text, to be written in ENCODING; it counts from ``today``.

    Raises FeedError for text that the scheduler would replace by a variable.
    """
    command, arguments = job.command[0], subprocess.list2cmdline(job.command[1:])
    odd = next(
        (found for text in (command, arguments, str(job.folder)) if (found := _REPLACED.search(text))), None
    )
    if odd:
        raise FeedError(
            Text(
                f"The Task Scheduler would replace “{odd[0]}” by a variable; use a path without it.",
                f"任务计划程序会将“{odd[0]}”替换为变量；请使用不含该内容的路径。",
            )
        )
    if max(len(command), len(str(job.folder))) > LONGEST_PATH:
        raise FeedError(
            Text(
                "The Task Scheduler takes no path of more than 260 characters; run this from another folder.",
                "任务计划程序不支持超过 260 个字符的路径；请在其他文件夹中运行此命令。",
            )
        )
    when = "<ScheduleByDay>\n        <DaysInterval>1</DaysInterval>\n      </ScheduleByDay>"
    if not job.daily:
        days = "".join(f"<{_NAMES[day]} />" for day in job.days)
        when = (
            f"<ScheduleByWeek>\n        <DaysOfWeek>{days}</DaysOfWeek>\n"
            "        <WeeksInterval>1</WeeksInterval>\n      </ScheduleByWeek>"
        )
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{NAMESPACE}">
  <RegistrationInfo>
    <Description>Feed audit {escape(job.name)}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{today.isoformat()}T{job.at:%H:%M}:00</StartBoundary>
      {when}
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(command)}</Command>
      <Arguments>{escape(arguments)}</Arguments>
      <WorkingDirectory>{escape(str(job.folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
