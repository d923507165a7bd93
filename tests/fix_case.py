"""Feeds to repair, and how the tests repair them."""

from __future__ import annotations

from pathlib import Path

from auditor.config import Settings, settings_from
from auditor.fix.mend import Repair, Request, repaired

APPROVED = settings_from({"program_approval": {"status": "approved", "marketplaces": ["US"]}})
HEAD = ["sku", "item_name", "brand", "product_id", "product_id_type", "generic_keywords"]


def mend(path: Path, *, settings: Settings = APPROVED, **more: object) -> Repair:
    return repaired(Request(path=path, settings=settings, **more))  # type: ignore[arg-type]


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def listing(rows: list[list[str]], delimiter: str = "\t", end: str = "\r\n") -> str:
    """A small upload: SKU, title, brand, id, its type, search terms."""
    return end.join(delimiter.join(row) for row in [HEAD, *rows]) + end


def changes(repair: Repair) -> list[tuple[int, int, str, str]]:
    return [(c.row, c.column, c.code, c.after) for c in repair.mended.done]
