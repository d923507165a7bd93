"""The findings of an audit as the history takes them, from the Arrow file a record names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.catalogs.records import FINDINGS_SCHEMA
from auditor.changes import Keys, keys_of

CHUNK = 50_000
SCHEMA = pa.schema(
    [
        ("fingerprint", pa.int64()),
        ("severity", pa.int16()),
        ("accepted", pa.bool_()),
        ("code", pa.string()),
        ("field", pa.string()),
        ("sku", pa.string()),
        ("row", pa.int32()),
        ("letter", pa.string()),
    ]
)
NEEDED = ("fingerprint", "code", "severity", "accepted", "row", "column", "field", "sku")


@dataclass(frozen=True)
class Found:
    """Findings of one audit, SCHEMA, one row each, every ``fingerprint`` (the counted key) once."""

    table: pa.Table

    @property
    def keys(self) -> Keys:
        """int64 keys."""
        return cast(Keys, self.table["fingerprint"].to_numpy())

    def digest(self) -> str:
        """Says whether two audits found the same at the same places; 32 hexadecimal digits."""
        keys = self.keys
        order = np.argsort(keys, kind="stable")
        made = hashlib.blake2b(digest_size=16)
        made.update(keys[order].tobytes())
        for name in ("severity", "accepted", "row"):
            column = pc.fill_null(self.table[name].cast(pa.int32()), -1).to_numpy()
            made.update(np.ascontiguousarray(column[order]).tobytes())
        letters = self.table["letter"].fill_null("").to_numpy()[order]
        made.update("\x1f".join(letters).encode())
        return made.hexdigest()

    def batches(self) -> Iterator[pa.RecordBatch]:
        """CHUNK rows at a time."""
        return iter(self.table.to_batches(max_chunksize=CHUNK))


def found_in(table: pa.Table) -> Found:
    """Findings at rest (FINDINGS_SCHEMA, or the columns NEEDED of it) as the history takes them."""
    text = pa.string()

    def words(name: str) -> Any:
        """Without the sign that PostgreSQL cannot keep."""
        return pc.replace_substring(table[name].cast(text).fill_null(""), "\x00", "")

    columns = [
        pa.array(keys_of(table["fingerprint"])),
        table["severity"].cast(pa.int16()),
        table["accepted"].cast(pa.bool_()),
        table["code"].cast(text),
        words("field"),
        words("sku"),
        table["row"].cast(pa.int32()),
        table["column"].cast(text),
    ]
    return Found(pa.table(columns, schema=SCHEMA))


def read_findings(path: str) -> pa.Table:
    """The Arrow file (IPC) at ``path``, a local one or an fsspec URL; raises OSError where it cannot be read."""
    if "://" in path:
        import fsspec

        with fsspec.open(path, "rb") as file, pa.ipc.open_file(file) as reader:
            return reader.read_all().select(NEEDED)
    with pa.memory_map(path) as source, pa.ipc.open_file(source) as reader:
        return reader.read_all().select(NEEDED)


def no_findings() -> pa.Table:
    """An empty table of findings at rest."""
    return FINDINGS_SCHEMA.empty_table()
