"""A file that takes everything and tells at the end what it could not take."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self


class Sink:
    """A binary file opened for writing; a context manager.

    The first failure (disk full …) is kept, later writes go nowhere, and leaving the context raises it. A zip archive
    that failed in the middle would otherwise try again when it is collected, and print what nobody can catch.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError when the file cannot be created."""
        self._file = path.open("wb", buffering=0)
        self._place = 0
        self._failure: OSError | None = None

    def __enter__(self) -> Self:
        """The sink itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; raise the first failure unless something else is being raised."""
        self._file.close()
        if self._failure is not None and error is None:
            raise self._failure

    def write(self, data: bytes) -> int:
        """As of a file; always takes all of ``data``."""
        view = memoryview(data)
        size = view.nbytes
        while self._failure is None and view.nbytes:
            try:
                view = view[self._file.write(view) or 0 :]
            except OSError as failure:
                self._failure = failure
        self._place += size
        return size

    def seek(self, place: int, whence: int = 0) -> int:
        """As of a file, for absolute places."""
        self._place = self._file.seek(place, whence)
        return self._place

    def tell(self) -> int:
        """Where the next byte would go, had everything been taken."""
        return self._place

    def flush(self) -> None:
        """Nothing is held back."""
