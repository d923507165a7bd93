"""A report that cannot be finished: one failure, told once, nothing printed behind anybody's back."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path

from auditor.report.sink import Sink


def test_takes_what_a_zip_archive_writes(tmp_path: Path) -> None:
    with Sink(tmp_path / "a.zip") as sink, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.txt", "one" * 1000)
        archive.writestr("two.txt", b"")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.read("one.txt") == b"one" * 1000


class Full:
    """A disk with room for ``room`` bytes."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, data: memoryview) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = min(self.room, data.nbytes)
        self.room -= taken
        return taken

    def seek(self, place: int, whence: int = 0) -> int:
        return place

    def close(self) -> None:
        return


def test_first_failure_is_raised_at_the_end_and_the_archive_closes_in_peace(tmp_path: Path) -> None:
    sink = Sink(tmp_path / "a.zip")
    sink._file.close()
    sink._file = Full(100)  # type: ignore[assignment]
    caught: OSError | None = None
    try:
        with sink, zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("one.txt", "x" * 5000)
    except OSError as error:
        caught = error
    assert caught is not None
    assert caught.errno == errno.ENOSPC
    assert sink.tell() > 5000
