"""Files named in a list: a table of clients and paths, or the roll-up of an earlier run.

csv: columns ``client`` and ``path``, maybe ``marketplace`` (two letters) and ``settings`` (a settings file laid over
the others); commas, semicolons or tabs. Paths are relative to the list's folder; a folder stands for the feeds in it.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import orjson

from auditor.catalogs.discover import Client, clients_in
from auditor.catalogs.plan import Asked
from auditor.feed.guard import load
from auditor.feed.places import is_url, joined
from auditor.model import FeedError, SettingsError

COLUMNS = ("client", "path", "marketplace", "settings")


def clients_of_manifest(manifest: str, out: str, asked: Asked) -> list[Client]:
    """The clients that ``manifest`` (path or address) names, with their files.

    Raises SettingsError where it cannot be read or a line is wrong.
    """
    try:
        data = load(manifest)
    except FeedError as error:
        raise SettingsError(f"{manifest}: {error.problem.en}") from None
    rows = _rollup(data, manifest) if data.lstrip()[:1] in (b"{", b"[") else _table(data, manifest)
    clients: dict[str, Client] = {}
    for row in rows:
        client = clients.setdefault(row["client"], Client(name=row["client"], source=manifest))
        for found in clients_in(row["path"], out, asked):
            client.left_out += found.left_out
            client.files += [
                replace(
                    file,
                    marketplace=row.get("marketplace", ""),
                    layers=(*file.layers, row["settings"]) if row.get("settings") else file.layers,
                )
                for file in found.files
            ]
    return list(clients.values())


def _table(data: bytes, manifest: str) -> Iterator[dict[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{manifest}: not UTF-8 text; save it as CSV UTF-8.") from None
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = {(name or "").strip().lower(): name for name in lines.fieldnames or ()}
    missing = [name for name in COLUMNS[:2] if name not in names]
    if missing:
        raise SettingsError(
            f"{manifest}: the first line has no column {' and no column '.join(missing)}; expected: client,path and "
            "maybe marketplace,settings."
        )
    for line in lines:
        row = {name: (line.get(names[name]) or "").strip() for name in COLUMNS if name in names}
        if any(row.values()):
            yield _checked(row, manifest, lines.line_num)


def _checked(row: dict[str, str], manifest: str, line: int) -> dict[str, str]:
    for name in COLUMNS[:2]:
        if not row[name]:
            raise SettingsError(f"{manifest}, line {line}: {name} is empty.")
    market = row.get("marketplace", "").upper()
    if market and not re.fullmatch("[A-Z]{2}", market):
        raise SettingsError(
            f"{manifest}, line {line}: marketplace is two letters such as US or DE; found {market!r}."
        )
    folder = manifest.rsplit("/", 1)[0] if is_url(manifest) else os.path.dirname(manifest)
    row["marketplace"] = market
    row["path"] = _placed(folder, row["path"])
    if row.get("settings"):
        row["settings"] = _placed(folder, row["settings"])
    return row


def _placed(folder: str, path: str) -> str:
    if is_url(path) or os.path.isabs(path) or not folder:
        return path
    return joined(folder, path)


def _rollup(data: bytes, manifest: str) -> Iterator[dict[str, str]]:
    """Files of an earlier run: every record with a client and a path, but for those that are no feeds."""
    try:
        stored = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise SettingsError(f"{manifest}: not valid JSON ({error}).") from None
    found = [row for row in _records(stored) if row.get("status") != "skipped"]
    if not found:
        raise SettingsError(f"{manifest}: names no files; expected the rollup.json of an earlier run.")
    for row in found:
        yield {"client": str(row["client"]), "path": str(row["path"])}


def _records(stored: Any) -> Iterable[Mapping[str, Any]]:
    lists: list[Any] = [stored] if isinstance(stored, list) else []
    if isinstance(stored, dict):
        lists = [stored[name] for name in ("feeds", "files") if isinstance(stored.get(name), list)]
    for one in lists:
        for row in one:
            if isinstance(row, dict) and {"client", "path"} <= set(row):
                yield row
