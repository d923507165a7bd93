"""From what a person types to the files that are audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.model import FeedError, Text
from auditor.report.files import fitted

FEED_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".tab", ".txt"})
OWN_MARK = ".audit"
"""Our reports carry this before their suffix; they are never taken for feeds."""
COMPARE_MARK = ".compare"
"""So do comparisons with a processing report."""
ANNOTATED_MARK = ".annotated"
"""And marked copies of feeds."""
ROLLUP_NAMES = frozenset({"rollup.xlsx", "rollup.csv", "rollup.json"})
"""Roll-ups of runs over clients: an address to one may be a manifest, but it is no feed."""


def feed_files(path: Path) -> list[Path]:
    """The path itself, or the feed files below a folder in a stable order.

    Raises FeedError when the path does not exist or the folder holds no file that could be a feed.
    """
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if _could_be_feed(p))
        if not found:
            raise FeedError(
                Text(
                    f"{path} holds no feed: nothing in it ends in {', '.join(sorted(FEED_SUFFIXES))}.",
                    f"{path} 中没有可审核的文件：没有以 {'、'.join(sorted(FEED_SUFFIXES))} 结尾的文件。",
                )
            )
        return found
    if not path.exists():
        raise FeedError(
            Text(
                f"{path} does not exist; check the name and the folder.",
                f"{path} 不存在；请检查文件名和文件夹。",
            )
        )
    return [path]


def _could_be_feed(path: Path) -> bool:
    """A file by its suffix; hidden files, lock files of an open spreadsheet (~$) and our own reports are not."""
    return (
        path.suffix.lower() in FEED_SUFFIXES
        and not path.name.startswith((".", "~$"))
        and path.name not in ROLLUP_NAMES
        and not {OWN_MARK, COMPARE_MARK, ANNOTATED_MARK} & set(path.suffixes[-2:-1])
        and path.is_file()
    )


def report_stems(paths: Sequence[Path]) -> dict[Path, str]:
    """Report name (without ``.audit.*``) per feed: its stem, made longer where two would share it, cut if too long."""
    chosen: dict[Path, str] = {path: path.stem for path in paths}
    longer: Iterable[dict[Path, str]] = (
        {path: path.name for path in paths},
        {path: f"{path.resolve().parent.name}.{path.name}" for path in paths},
        {path: ".".join((*path.resolve().parts[1:-1], path.name)) for path in paths},
    )
    for names in longer:
        often = Counter(name.casefold() for name in chosen.values())
        for path, name in chosen.items():
            if often[name.casefold()] > 1:
                chosen[path] = names[path]
    return {path: fitted(name) for path, name in chosen.items()}
