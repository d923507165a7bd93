"""Recognition: an opened file becomes a Feed. Which sheet, which layout, which rows, what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from auditor.feed.hint import FeedHint
from auditor.feed.recognise_columns import columns_of, language_of, marketplace_of
from auditor.feed.recognise_rows import cells_of, data_rows, header_rows, left_over, sample_rows
from auditor.feed.status_columns import without_status
from auditor.feed.table import Feed, Sheet, Source
from auditor.layouts import LAYOUTS, REFUSALS, Found, Grid, layout, squash
from auditor.model import FeedError, Text

if TYPE_CHECKING:
    from schemas.layout import Layout

HEAD_ROWS = 12
HIDDEN_COST = 15.0
EXAMPLE_COST = 40.0
SURE_TEMPLATE = 95.0
HEADERS_SHOWN = 8
LEAST_PLAUSIBLE = 40.0
PERFECT, FAR_BELOW = 100.0, 25.0
EXAMPLE_NAMES = ("example", "beispiel", "ejemplo", "esempio", "exemple", "示例", "示範", "例")
EXPLAINING_NAMES = (
    "instruction", "anleitung", "instruc", "istruzioni", "definition", "definic", "definizion", "validvalue",
    "gultigewerte", "valoresvalidos", "valorivalidi", "valeursvalides", "dropdown", "browsedata", "说明", "有效值",
)  # fmt: skip


class Opened(Protocol):
    """An opened file: sheet names with their visibility, quick looks, full reads."""

    @property
    def names(self) -> Sequence[tuple[str, str]]:
        """(sheet name, visible | hidden | veryhidden) in workbook order."""
        ...

    def head(self, name: str, rows: int = 12) -> Sheet:
        """The first existing rows of a sheet."""
        ...

    def read(self, name: str) -> Sheet:
        """A sheet, whole."""
        ...

    def source(self, *sheets: Sheet) -> Source:
        """The file as read, with these sheets."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sheet seen as one layout."""

    sheet: str
    grid: Grid
    layout: str
    found: Found
    score: float
    visible: bool = True


def recognise(opened: Opened, hint: FeedHint | None = None, *, lenient: bool = False) -> Feed:
    """The Feed of an opened file. ``hint`` beats every guess.

    lenient: a file that is not understood, or holds only headers, is returned as a general table all the same.
    Raises FeedError: unknown layout, known report without products, headers only, hint that fits nothing.
    """
    hint = hint or FeedHint()
    grids = _grids(opened, hint)
    candidates = _all_candidates(grids, hint)
    best = max(candidates, key=lambda one: one.score, default=None)
    if not lenient and not hint.layout and (best is None or best.score < SURE_TEMPLATE):
        _refuse_known(grids)
    if best is None or best.score <= 0:
        best = _unknown(grids, lenient)
    feed = _feed(opened, best, candidates, hint)
    if len(feed.cells) or lenient:
        return feed
    for other in sorted(candidates, key=lambda one: -one.score):
        if other.sheet != best.sheet and other.visible and other.score >= LEAST_PLAUSIBLE:
            feed = _feed(opened, other, candidates, hint)
            if len(feed.cells):
                return feed
    raise FeedError(_only_headers(best, best.found))


def _grids(opened: Opened, hint: FeedHint) -> list[tuple[str, str, Grid]]:
    names = [(name, state) for name, state in opened.names if not hint.sheet or name == hint.sheet]
    if not names:
        known = ", ".join(name for name, _ in opened.names)
        raise FeedError(
            Text(
                f"There is no sheet named “{hint.sheet}”. The sheets are: {known}.",
                f"没有名为“{hint.sheet}”的工作表。现有工作表：{known}。",
            )
        )
    grids = []
    failure: FeedError | None = None
    for name, state in names:
        try:
            sheet = opened.head(name, HEAD_ROWS)
        except FeedError as damaged:
            failure = failure or damaged
            continue
        grids.append((name, state, Grid(sheet.head(HEAD_ROWS), name)))
    if failure and not any(grid.rows for _, _, grid in grids):
        raise failure
    return grids


def _all_candidates(grids: Sequence[tuple[str, str, Grid]], hint: FeedHint) -> list[Candidate]:
    """In workbook order. Hidden and explaining sheets come last, and not where even a perfect fit is far below."""
    costs = [_cost(name, state) for name, state, _ in grids]
    found, best = dict[int, list[Candidate]](), 0.0
    for index in sorted(range(len(grids)), key=costs.__getitem__):
        if PERFECT - costs[index] >= best - FAR_BELOW:
            found[index] = _candidates(*grids[index], hint)
            best = max([best, *(one.score for one in found[index])])
    return [one for index in sorted(found) for one in found[index]]


def _cost(name: str, state: str) -> float:
    """What a sheet's visibility and name take from its score."""
    cost = 0.0 if state == "visible" else HIDDEN_COST
    seen = squash(name)
    if seen.startswith(EXAMPLE_NAMES) or any(word in seen for word in EXPLAINING_NAMES):
        cost += EXAMPLE_COST
    return cost


def _candidates(name: str, state: str, grid: Grid, hint: FeedHint) -> list[Candidate]:
    found = _stated(grid, hint) if hint.layout or hint.header_row else None
    if found:
        return [Candidate(name, grid, hint.layout or "generic_table", found, found.score)]
    layouts = (_layout(hint.layout), layout("generic_table")) if hint.layout else LAYOUTS
    cost = _cost(name, state)
    result = []
    for one in layouts:
        match = one.recognise(grid)
        if match:
            called = hint.layout or one.name
            result.append(Candidate(name, grid, called, match, match.score - cost, state == "visible"))
    return result


def _layout(name: str) -> Layout:
    try:
        return layout(name)
    except KeyError:
        known = ", ".join(one.name for one in LAYOUTS)
        raise FeedError(
            Text(
                f"There is no layout “{name}”. Layouts are: {known}.",
                f"没有名为“{name}”的布局。可用布局：{known}。",
            )
        ) from None


def _stated(grid: Grid, hint: FeedHint) -> Found | None:
    """The rows a person stated; None where no header row was stated."""
    if not hint.header_row:
        return None
    own = _layout(hint.layout).recognise(grid) if hint.layout else None
    if own and own.label_row == hint.header_row:
        return replace(own, score=100)
    return Found(
        score=100,
        label_row=hint.header_row,
        data_row=hint.data_row or hint.header_row + 1,
        english=f"auditor.toml says that the headers are in row {hint.header_row}",
        chinese=f"auditor.toml 指定列标题在第 {hint.header_row} 行",
    )


def _refuse_known(grids: Sequence[tuple[str, str, Grid]]) -> None:
    for _, _, grid in grids:
        for refusal in REFUSALS:
            if refusal.recognise(grid):
                raise FeedError(Text(refusal.english, refusal.chinese))


def _unknown(grids: Sequence[tuple[str, str, Grid]], lenient: bool) -> Candidate:
    """The file's first table as a general one (lenient), or the sentence that says what was seen."""
    for wanted in ("visible", "hidden", "veryhidden"):
        for name, state, grid in grids:
            row = _widest(grid) if state == wanted else None
            if not row:
                continue
            number, cells = row
            if lenient:
                found = Found(
                    score=1,
                    label_row=number,
                    data_row=number + 1,
                    english=f"row {number} is the first row with several filled cells; its labels are not known",
                    chinese=f"第 {number} 行是第一个有多个已填单元格的行;其列标题无法识别",
                )
                return Candidate(name, grid, "generic_table", found, 1)
            raise FeedError(_not_understood(name, number, cells))
    raise FeedError(
        Text("The file holds no table: there is nothing to audit.", "文件中没有表格，因此没有可审核的内容。")
    )


def _widest(grid: Grid) -> tuple[int, Sequence[str]] | None:
    """The first row that fills at least half as many cells as the fullest one."""
    counts = [(sum(1 for cell in cells if cell.strip()), number, cells) for number, cells in grid.rows]
    most = max((count for count, _, _ in counts), default=0)
    return next(((number, cells) for count, number, cells in counts if count and 2 * count >= most), None)


def _not_understood(name: str, number: int, cells: Sequence[str]) -> Text:
    headers = [cell.strip().replace("\n", " ")[:40] for cell in cells if cell.strip()]
    shown = ", ".join(headers[:HEADERS_SHOWN]) + (" …" if len(headers) > HEADERS_SHOWN else "")
    where = f" of sheet “{name}”" if name else ""
    return Text(
        f"The layout is not known. Row {number}{where} begins: {shown}. "
        "Run “auditor init FILE” and state in the draft which column is which.",
        f"无法识别文件布局。{f'工作表“{name}”' if name else ''}第 {number} 行开头为：{shown}。"
        "请运行“auditor init 文件名”，并在生成的草稿中注明各列的含义。",
    )


def _feed(opened: Opened, best: Candidate, candidates: Sequence[Candidate], hint: FeedHint) -> Feed:
    sheet = opened.read(best.sheet)
    found = replace(best.found, data_row=hint.data_row) if hint.data_row else best.found
    meanings = layout(best.layout).columns(best.grid, found)
    columns, ignored = columns_of(best.grid, found, meanings, len(sheet.columns), hint.columns)
    sheet, columns, status = without_status(sheet, columns)
    skipped, first = sample_rows(sheet, found, columns)
    keep = data_rows(sheet, first, columns)
    source = opened.source(left_over(sheet, skipped))
    marketplace, why_marketplace = marketplace_of(sheet, keep, found, columns, best.layout, hint)
    language, why_language = language_of(sheet, keep, found, columns, best.layout, hint)
    one = layout(best.layout)
    return Feed(
        path=source.path,
        sheet="" if source.kind == "text" else best.sheet,
        source=source,
        layout=best.layout,
        cells=cells_of(sheet, keep),
        columns=columns,
        headers=header_rows(best.grid, found),
        marketplace=marketplace,
        language=language,
        skipped_rows=skipped,
        notes=(*source.notes, *status, *_other_sheets(best, candidates), *ignored),
        reasons={
            "sheet": _why_sheet(best, opened, hint),
            "layout": Text(
                f"{one.title_en}: " + (best.found.english if not hint.layout else "auditor.toml says so"),
                f"{one.title_zh}:" + (best.found.chinese if not hint.layout else "由 auditor.toml 指定"),
            ),
            "header": Text(found.english, found.chinese),
            "marketplace": why_marketplace,
            "language": why_language,
        },
    )


def _only_headers(best: Candidate, found: Found) -> Text:
    where = f"Sheet “{best.sheet}”" if best.sheet else "The file"
    return Text(
        f"{where} holds headers but no product rows (data would begin in row {found.data_row}). "
        "Fill in at least one product and try again.",
        f"{f'工作表“{best.sheet}”' if best.sheet else '文件'}只有列标题，"
        f"没有商品数据（数据应从第 {found.data_row} 行开始）。"
        "请至少填写一个商品后重试。",
    )


def _why_sheet(best: Candidate, opened: Opened, hint: FeedHint) -> Text:
    if hint.sheet:
        return Text("auditor.toml names it", "由 auditor.toml 指定")
    if len(opened.names) == 1:
        return Text("the only sheet", "唯一的工作表")
    return Text(
        f"of {len(opened.names)} sheets the one that fits best: {best.found.english}",
        f"{len(opened.names)} 个工作表中最符合的一个：{best.found.chinese}",
    )


def _other_sheets(best: Candidate, candidates: Sequence[Candidate]) -> list[Text]:
    """Other sheets that look like product tables too."""
    plausible = max(best.score - FAR_BELOW, LEAST_PLAUSIBLE)
    names = {
        one.sheet for one in candidates if one.sheet != best.sheet and one.score >= plausible and one.visible
    }
    return [
        Text(
            f"Sheet “{name}” looks like a product table too and was not audited; name it in auditor.toml to audit it.",
            f"工作表“{name}”看起来也是商品表，但未审核；如需审核，请在 auditor.toml 中指定。",
        )
        for name in sorted(names)
    ]
