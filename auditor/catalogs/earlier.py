"""What earlier runs in the same folder said of the files of a plan."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from pathlib import Path

from auditor.catalogs.journal import answer_at, answers_in
from auditor.catalogs.plan import Unit
from auditor.catalogs.work import Answer


class Earlier:
    """Path of a file → its newest answer, found in journals and read from them when asked for.

    Kept per file: a hash of the path and a place, some 100 bytes.
    """

    def __init__(self, journals: Iterable[Path]) -> None:
        """``journals``: newest first; the newest answer for a path counts."""
        self._paths = tuple(journals)
        self._journals = array("H")
        self._places = array("Q")
        self._known: dict[int, int] = {}
        for number, path in enumerate(self._paths):
            mine: dict[int, int] = {}
            for place, answer in answers_in(path):
                mine[_key(answer.record.path, answer.record.client)] = place
            for key, place in mine.items():
                if key not in self._known:
                    self._known[key] = len(self._places)
                    self._places.append(place)
                    self._journals.append(number)

    def of_unit(self, unit: Unit) -> dict[int, Answer]:
        """Planned file → what was said of it, under its number in the plan of today."""
        found: dict[int, Answer] = {}
        for file in unit.files:
            known = self.find(file.path, unit.client)
            if known:
                answer = known[0]
                found[file.number] = Answer(number=file.number, record=answer.record, key=answer.key)
        return found

    def find(self, path: str, client: str) -> tuple[Answer, Path, int] | None:
        """The newest answer for a file with its journal and place, or None."""
        at = self._known.get(_key(path, client))
        if at is None:
            return None
        journal, place = self._paths[self._journals[at]], self._places[at]
        return answer_at(journal, place), journal, place


def _key(path: str, client: str) -> int:
    text = f"{client}\x1f{path}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")
