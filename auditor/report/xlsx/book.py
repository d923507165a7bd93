"""A workbook on its way to the disk: opened, filled, closed; texts in it are never formulas, links or numbers."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from auditor import __version__
from auditor.collector import without_collector
from auditor.model import Language, Text
from auditor.report.sink import Sink
from auditor.report.xlsx.styles import FONTS


@contextmanager
def opened(
    path: Path,
    title: Text,
    language: Language,
    created: dt.datetime,
    *,
    streamed: bool = False,
    version: str = __version__,
) -> Iterator[Any]:
    """A new workbook at ``path``, closed when the context ends. Raises OSError.

    streamed: rows go to disk as they are written, so each sheet is to be written from top to bottom. created: aware.
    """
    folder = tempfile.TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True)
    with without_collector(), folder, Sink(path) as sink:
        name, size = FONTS[language]
        book = xlsxwriter.Workbook(
            sink,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "constant_memory": streamed,
                "tmpdir": folder.name,
                "default_format_properties": {"font_name": name, "font_size": size},
            },
        )
        if streamed:
            book.use_zip64()
        book.set_properties(
            {
                "title": title(language),
                "created": created.replace(tzinfo=None),
                "comments": f"bulk-feed-auditor {version}",
            }
        )
        try:
            yield book
            book.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
        finally:
            book.fileclosed = True


def paper(sheet: Any) -> None:
    """A4 across, all columns on one page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
