"""From what a person names (folders of clients, files, addresses, a manifest) to a :class:`Plan`.

A client is a folder of the first level below the folder that is named, if it holds an ``auditor.toml`` or feeds. Files
that lie in the named folder itself belong to a client with that folder's name.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from functools import lru_cache
from pathlib import Path, PurePosixPath

from auditor.catalogs.paths import FEED_SUFFIXES, report_stems
from auditor.catalogs.plan import MOST_BYTES, MOST_TOGETHER, Asked, LeftOut, Plan, PlannedFile, Unit
from auditor.catalogs.records import Status
from auditor.catalogs.walk import Met, order_files, walk_local, walk_url
from auditor.config import FILE_NAME, discover
from auditor.feed.places import is_url, joined
from auditor.model import FeedError, Text
from auditor.report.files import fitted

NO_FEED = Text(
    "It holds no feed; feeds end in {suffixes}, and reports of this program are none.",
    "其中没有可审核的文件；可审核的文件以 {suffixes} 结尾，本程序生成的报告除外。",
).format(suffixes=", ".join(sorted(FEED_SUFFIXES)))
ABSENT = Text("There is nothing of that name; check it.", "没有该名称的文件或文件夹；请检查。")


@dataclass(kw_only=True)
class Client:
    """The files of one client on the way to a plan. source: the folder named, to tell equal names apart."""

    name: str
    source: str = ""
    files: list[PlannedFile] = made(default_factory=list)
    left_out: list[LeftOut] = made(default_factory=list)
    stated: bool = False
    """It has settings of its own."""


def plan_of(
    places: Sequence[str],
    out: str,
    asked: Asked,
    *,
    arguments: str = "",
    clients: Iterable[Client] = (),
) -> Plan:
    """The plan for ``places`` (folders, files, addresses) and ``clients`` (of a manifest)."""
    _beside.cache_clear()
    found: list[Client] = list(clients)
    for place in places:
        found += clients_in(place, out, asked)
    return planned(found, out, asked, arguments=arguments, names=tuple(places))


def planned(
    found: Sequence[Client], out: str, asked: Asked, *, arguments: str = "", names: tuple[str, ...] = ()
) -> Plan:
    """Number clients and files; a path named twice is audited once."""
    units: list[Unit] = []
    left: list[LeftOut] = []
    number, seen = 0, set[str]()
    clients = _named_apart(_nameless_joined(found))
    for client, folder in zip(clients, _folders([one.name for one in clients]), strict=True):
        files = []
        for file in client.files:
            if file.path not in seen:
                seen.add(file.path)
                files.append(replace(file, number=number))
                number += 1
        for one in client.left_out:
            if one.path not in seen:
                seen.add(one.path)
                left.append(replace(one, number=number, client=client.name))
                number += 1
        units += _units(client.name, joined(out, folder) if folder else out, files, len(units))
    return Plan(out=out, asked=asked, units=units, left_out=left, arguments=arguments, names=names)


def _nameless_joined(found: Sequence[Client]) -> list[Client]:
    """Files named one by one are audited together."""
    nameless = [client for client in found if not client.name]
    whole = Client(
        name="",
        files=[file for client in nameless for file in client.files],
        left_out=[one for client in nameless for one in client.left_out],
    )
    return [*([whole] if nameless else []), *(client for client in found if client.name)]


def _units(name: str, folder: str, files: list[PlannedFile], first: int) -> Iterator[Unit]:
    """One unit per client; one per file where they are too many."""
    if not files:
        return
    stems = report_names([file.path for file in files])
    files = [replace(file, stem=stem) for file, stem in zip(files, stems, strict=True)]
    if len(files) <= MOST_TOGETHER and sum(file.size for file in files) <= MOST_BYTES:
        yield Unit(number=first, client=name, folder=folder, files=tuple(files))
        return
    for place, file in enumerate(files):
        yield Unit(number=first + place, client=name, folder=folder, files=(file,), alone=True)


def report_names(paths: Sequence[str]) -> list[str]:
    """Names of reports without ``.audit.*``, different from each other and fit for every file system."""
    keys = [
        Path(*PurePosixPath(path.split("://", 1)[1]).parts) if is_url(path) else Path(path) for path in paths
    ]
    chosen = report_stems(keys)
    return [_safe(chosen[key]) for key in keys]


def clients_in(place: str, out: str, asked: Asked) -> Iterator[Client]:
    """The clients of a folder (or address); a file is a client without a name."""
    if is_url(place):
        yield from _clients_behind(place, out, asked)
    elif os.path.isdir(place):
        base = _base(place, asked)
        yield from _grouped(place, walk_local(place, (out,) if not is_url(out) else ()), base, asked)
    else:
        yield Client(name="", source=place, files=[_file(place, asked)])


def _clients_behind(place: str, out: str, asked: Asked) -> Iterator[Client]:
    if os.path.splitext(place)[1].lower() in FEED_SUFFIXES:
        yield Client(name="", source=place, files=[_file(place, asked)])
        return
    try:
        yield from _grouped(place, list(walk_url(place, (out,) if is_url(out) else ())), (), asked)
    except FeedError as error:
        refused = LeftOut(number=0, path=place, client="", reason=error.problem, status="refused")
        yield Client(name="", source=place, left_out=[refused])


def _file(path: str, asked: Asked) -> PlannedFile:
    found = str(discover(Path(path)) or "") if not asked.config and not is_url(path) else asked.config
    local = not is_url(path) and os.path.isfile(path)
    return PlannedFile(
        number=0,
        path=path,
        stem="",
        layers=(found,) if found else (),
        size=os.path.getsize(path) if local else 0,
        beside=_beside(os.path.dirname(path)) if local else "",
    )


@lru_cache(maxsize=64)
def _beside(folder: str) -> str:
    return order_files(folder)


def _base(folder: str, asked: Asked) -> tuple[str, ...]:
    """Settings from above the folder, where it has none itself."""
    if asked.config or os.path.isfile(os.path.join(folder, FILE_NAME)):
        return ()
    found = discover(Path(folder).resolve().parent)
    return (str(found),) if found else ()


def _grouped(root: str, met: Iterable[Met], base: tuple[str, ...], asked: Asked) -> Iterator[Client]:
    """Things met, by the first folder level below ``root``."""
    above, top = _ends(root)
    clients: dict[str, Client] = {"": Client(name=top, source=above)}
    for one in met:
        inside = len(one.parts) > 1 or (one.kind == "refused" and one.parts)
        name = one.parts[0] if inside else ""
        client = clients.setdefault(name, Client(name=name, source=root))
        if one.kind == "settings":
            client.stated |= bool(inside)
        elif one.kind == "feed":
            layers = (asked.config,) if asked.config else (*base, *one.layers)
            client.files.append(
                PlannedFile(number=0, path=one.path, stem="", layers=layers, size=one.size, beside=one.beside)
            )
        else:
            status: Status = "refused" if one.kind == "refused" else "skipped"
            reason = one.reason or Text("", "")
            client.left_out.append(LeftOut(number=0, path=one.path, client="", reason=reason, status=status))
            client.stated |= one.kind == "refused"
    refused = any(one.status == "refused" for client in clients.values() for one in client.left_out)
    if not refused and not any(client.files for client in clients.values()):
        clients[""].left_out.append(LeftOut(number=0, path=root, client="", reason=NO_FEED, status="refused"))
    for client in clients.values():
        if client.files or client.stated:
            yield client
        elif client.left_out:
            yield replace(client, name="")


def _ends(root: str) -> tuple[str, str]:
    """What stands above a folder or address, and its own name."""
    if is_url(root):
        above, _, name = root.rstrip("/").rpartition("/")
        return above, name
    whole = Path(root).resolve()
    return str(whole.parent), whole.name


def _named_apart(clients: Sequence[Client]) -> list[Client]:
    """Clients of two folders that share a name carry the folder's name as well: ``eu/acme``, ``us/acme``."""
    often = Counter(client.name for client in clients if client.name)
    named: list[Client] = []
    for client in clients:
        name = client.name
        if name and often[name] > 1:
            name = f"{_ends(client.source)[1]}/{name}"
        named.append(replace(client, name=name))
    often = Counter(client.name for client in named if client.name)
    return [
        replace(one, name=f"{one.name} ({_mark(one.source)})") if often[one.name] > 1 else one
        for one in named
    ]


def _folders(named: Sequence[str]) -> list[str]:
    """A folder name per client: its name made fit for every file system, with a mark where two would meet."""
    folders = [fitted(_safe(name.replace("/", "."))) if name else "" for name in named]
    often = Counter(_same(folder) for folder in folders)
    return [
        f"{folder} ({_mark(name)})" if folder and often[_same(folder)] > 1 else folder
        for name, folder in zip(named, folders, strict=True)
    ]


def _same(name: str) -> str:
    """Equal for names that some file systems take for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _safe(name: str) -> str:
    """A name without the signs that some file systems refuse."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name).rstrip(" .") or "_"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:4]
