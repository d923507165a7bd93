"""What buyers chose and wrote, from the files that belong to customized orders.

The marketplace offers a zip per order item (``<orderId>_<orderItemId>.zip``) that holds ``<orderItemId>.json`` beside
pictures. Where such files lie beside an order report they are read with it. The JSON says everything twice: a tree of
``*Customization`` nodes (``customizationData``) that mirrors the form, and a flat list of areas, which occurs in two
nestings (``customizationInfo["version3.0"].surfaces`` and ``["version3.0"].customizationInfo.surfaces``). The tree
comes first, because the flat list loses typed text when the buyer moved it. Personal data: nothing is logged.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from auditor.feed.table import BuyerChoice, ChoiceKind, Feed
from auditor.model import Text

JSON_LIMIT = 4 * 2**20
"""Bytes of one order's JSON; real ones have a few kilobytes."""
RATIO_LIMIT = 200
MOST_ENTRIES = 2_000
MOST_FILES = 50_000
MOST_NODES = 20_000
DEEPEST = 60


class UnreadableError(Exception):
    """A file of an order that cannot be read; the reason is a Text."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def with_customizations(feed: Feed) -> Feed:
    """The feed with the choices found in files beside it; files that cannot be read become notes."""
    items = _places(feed)
    choices: list[BuyerChoice] = []
    notes: list[Text] = []
    for path, row in _files_beside(Path(feed.path), items):
        try:
            data = read_order_file(path)
        except UnreadableError as problem:
            notes.append(
                Text("Order file {name} was not read: {why}.", "未读取订单文件 {name}:{why}。").format(
                    name=path.name, why=problem.reason
                )
            )
            continue
        choices += [BuyerChoice(row, kind, label, value) for kind, label, value in choices_in(data)]
    if not choices and not notes:
        return feed
    return feed.replaced(choices=tuple(dict.fromkeys(choices)), notes=(*feed.notes, *notes))


def _places(feed: Feed) -> dict[str, int]:
    """Order item number, and order number where there is no item number, → row."""
    places: dict[str, int] = {}
    for name in ("order_id", "order_item_id"):
        for column in feed.find(name)[:1]:
            texts = feed.array(column).to_pylist()
            for row in range(len(texts) - 1, -1, -1):
                if texts[row].strip():
                    places[texts[row].strip()] = row
    return places


def _files_beside(report: Path, items: Mapping[str, int]) -> Iterator[tuple[Path, int]]:
    """Files in the report's folder whose name carries a number of the report, in the order of their names."""
    try:
        names = sorted(path for path in report.parent.iterdir() if path.suffix.lower() in (".zip", ".json"))
    except OSError:
        return
    for path in names[:MOST_FILES]:
        order, _, item = path.stem.rpartition("_")
        row = items.get(item, items.get(order, -1) if order else -1)
        if row >= 0 and path.is_file():
            yield path, row


def read_order_file(path: Path) -> Any:
    """The JSON of one order item, from the file itself or from the zip around it. Raises UnreadableError."""
    try:
        raw = _from_zip(path) if path.suffix.lower() == ".zip" else _from_file(path)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise UnreadableError(Text("it is damaged or protected", "文件损坏或受保护")) from None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise UnreadableError(Text("its JSON is not valid", "JSON 格式无效")) from None


def _from_file(path: Path) -> bytes:
    with path.open("rb") as file:
        raw = file.read(JSON_LIMIT + 1)
    return _limited(raw)


def _limited(raw: bytes) -> bytes:
    if len(raw) > JSON_LIMIT:
        raise UnreadableError(Text("its JSON is too large", "JSON 过大"))
    return raw.removeprefix(b"\xef\xbb\xbf")


def _from_zip(path: Path) -> bytes:
    """The JSON entry of a zip; sizes and ratio are checked before anything is unpacked."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise UnreadableError(Text("it holds too many files", "包含的文件过多"))
        found = [entry for entry in entries if entry.filename.lower().endswith(".json")]
        if not found:
            raise UnreadableError(Text("it holds no JSON", "其中没有 JSON 文件"))
        entry = found[0]
        if entry.file_size > JSON_LIMIT or entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1):
            raise UnreadableError(Text("its JSON is too large", "JSON 过大"))
        with archive.open(entry) as file:
            return _limited(file.read(JSON_LIMIT + 1))


def choices_in(data: Any) -> Iterator[tuple[ChoiceKind, str, str]]:
    """(kind, label, value) of everything the buyer chose or wrote, each once, in the order of the form."""
    seen: set[tuple[ChoiceKind, str, str]] = set()
    for node in _nodes(data):
        kind = str(node.get("type") or node.get("customizationType") or "")
        found = _tree_choice(kind, node) or _flat_choice(kind, node)
        if found and found[2] and found not in seen:
            seen.add(found)
            yield found


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of the tree, then those of the flat lists; depth and number are limited."""
    if not isinstance(data, dict):
        return
    rest = {key: value for key, value in data.items() if key != "customizationData"}
    stack: list[tuple[Any, int]] = [(rest, 0), (data.get("customizationData"), 0)]
    count = 0
    while stack and count < MOST_NODES:
        node, depth = stack.pop()
        count += 1
        if isinstance(node, dict):
            yield node
            inner = list(node.values())
        elif isinstance(node, list):
            inner = node
        else:
            continue
        if depth < DEEPEST:
            stack += [(one, depth + 1) for one in reversed(inner) if isinstance(one, dict | list)]


def _tree_choice(kind: str, node: dict[str, Any]) -> tuple[ChoiceKind, str, str] | None:
    label = _text(node, "label", "name")
    if kind in ("TextCustomization", "NumberCustomization", "DataCustomization"):
        return "text", label, _text(node, "inputValue")
    if kind == "OptionCustomization":
        chosen = node.get("optionSelection")
        value = _text(node, "displayValue") or (
            _text(chosen, "label", "name") if isinstance(chosen, dict) else ""
        )
        return "option", label, value
    if kind == "ImageCustomization":
        image = node.get("image")
        return "image", label, _text(image, "buyerFilename", "imageName") if isinstance(image, dict) else ""
    return None


def _flat_choice(kind: str, node: dict[str, Any]) -> tuple[ChoiceKind, str, str] | None:
    label = _text(node, "label", "name")
    if kind == "TextPrinting":
        return "text", label, _text(node, "text")
    if kind == "Options":
        return "option", label, _text(node, "optionValue")
    return None


def _text(node: dict[str, Any], *names: str) -> str:
    for name in names:
        value = node.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""
