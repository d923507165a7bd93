"""Real files, where they are at hand: an edit that changes nothing keeps every byte, a repair every untouched part."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from auditor.fix.files import Input
from auditor.fix.textfile import TextEditor
from auditor.fix.workbook import WorkbookEditor
from auditor.model import FeedError
from tests.fix_case import APPROVED

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "real_feeds"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.stat().st_size < 1_200_000)
TEXTS = [path for path in FILES if path.suffix.lower() in {".csv", ".tsv", ".txt"}]
BOOKS = [
    path for path in FILES if path.suffix.lower() in {".xlsx", ".xlsm"} and path.stat().st_size < 300_000
]

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real feeds are not at hand")


def opened(path: Path) -> Input:
    try:
        return Input(path, APPROVED)
    except FeedError as refusal:
        pytest.skip(str(refusal))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_texts_written_over_themselves(path: Path) -> None:
    source = opened(path)
    feed = source.feed
    editor = TextEditor(feed, source.data, source.encoding)
    edits = {
        (int(row), column.position): text
        for column in feed.columns[:: max(len(feed.columns) // 7, 1)]
        for row, text in zip(feed.row_numbers[::5], feed.array(column).to_pylist()[::5], strict=True)
    }
    refused = editor.refused(edits)
    assert editor.changed({cell: text for cell, text in edits.items() if cell not in refused}) == source.data
    assert len(refused) < len(edits) / 2
    assert editor.kept(feed.row_numbers.tolist()) == source.data


def packed(path: Path) -> dict[str, tuple[int, int, int]]:
    """Part → checksum, size and compressed size."""
    with zipfile.ZipFile(path) as package:
        return {one.filename: (one.CRC, one.file_size, one.compress_size) for one in package.infolist()}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_one_cell_of_a_workbook(path: Path, tmp_path: Path) -> None:
    source = opened(path)
    feed = source.feed
    row, column = int(feed.row_numbers[-1]), feed.columns[0].position
    copy = tmp_path / path.name
    copy.write_bytes(WorkbookEditor(feed, source.data).changed({(row, column): "Changed text"}))
    old, new = packed(path), packed(copy)
    assert list(old) == list(new)
    assert len([name for name in old if old[name] != new[name]]) == 1
    again = source.read(copy.read_bytes())
    assert again.array(column)[-1].as_py() == "Changed text"
    assert (
        again.array(column)
        .slice(0, len(again.row_numbers) - 1)
        .equals(feed.array(column).slice(0, len(feed.row_numbers) - 1))
    )
