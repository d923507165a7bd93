"""Streaming collectors for the small elements of a workbook, with bounds; see :mod:`auditor.feed.template.parts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.feed.template.areas import Area, areas
from auditor.feed.template.paints import Paint, colour

COUNT_LIMIT = 100_000
"""Names, validations, rules or paints of one workbook; real templates have at most 3,000."""
TEXT_LIMIT = 16 << 20
"""Characters of all their formulas together."""
AREAS_LIMIT = 500_000
"""Ranges of all rules and validations; real sheets have at most 10,000."""
FORMULA_LIMIT = 32_768
"""Characters kept of one formula; spreadsheet programs stop at 8,192."""

_TRUE = ("1", "true", "on")


class TooMuchError(Exception):
    """More elements than any real template has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A defined name. text: what it stands for, without ``=``. scope: sheet name, "" for the whole workbook."""

    name: str
    text: str
    scope: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """A data validation. kind: ``list``, ``whole``, ``decimal``, ``date``, ``time``, ``textLength``, ``custom`` or
    ``none``. formulas: without ``=``, as stated (a literal list has its quotes). shows_error, style
    (``stop``/``warning``/``information``): whether other entries are refused (shown and stop), or only remarked on.
    """

    areas: tuple[Area, ...]
    kind: str = "none"
    operator: str = "between"
    formula1: str = ""
    formula2: str = ""
    shows_error: bool = False
    style: str = "stop"
    allows_blank: bool = False
    error: str = ""
    prompt_title: str = ""
    prompt: str = ""

    @property
    def closed(self) -> bool:
        """True: the spreadsheet refuses other entries."""
        return self.shows_error and self.style == "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A conditional format rule. kind: ``expression``, ``cellIs``, ``duplicateValues`` and others."""

    areas: tuple[Area, ...]
    kind: str
    formulas: tuple[str, ...]
    priority: int
    stops: bool = False
    operator: str = ""
    paint: Paint = field(default_factory=Paint)


class _Collector:
    """Keeps the local names of the open elements and the text of those asked for."""

    wanted: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.path: list[str] = []
        self.text = ""
        self._open = False
        self._total = self._count = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self.path.append(name)
        if name in self.wanted:
            self._open, self.text = True, ""
        self.opened(name, attributes)

    def end(self, _: str) -> None:
        name = self.path.pop()
        if name in self.wanted:
            self._open = False
            self._total += len(self.text)
            if self._total > TEXT_LIMIT:
                raise TooMuchError
        self.closed(name)

    def data(self, text: str) -> None:
        if self._open and len(self.text) < FORMULA_LIMIT:
            self.text = (self.text + text)[:FORMULA_LIMIT]

    def close(self) -> None:
        """Nothing is left to do."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ended; ``text`` is its own where it is wanted."""

    def counted(self) -> None:
        """One more element; TooMuchError beyond the limit."""
        self._count += 1
        if self._count > COUNT_LIMIT:
            raise TooMuchError


class NameTarget(_Collector):
    """Defined names of workbook.xml."""

    wanted = frozenset({"definedName"})

    def __init__(self) -> None:
        super().__init__()
        self._sheets: list[str] = []
        self._found: list[tuple[str, str, str, bool]] = []
        self._now: Mapping[str, str] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """See :class:`_Collector`."""
        if name == "sheet":
            self._sheets.append(attributes.get("name", ""))
        elif name == "definedName":
            self.counted()
            self._now = dict(attributes)

    def closed(self, name: str) -> None:
        """See :class:`_Collector`."""
        if name == "definedName":
            get = self._now.get
            self._found.append(
                (get("name", ""), self.text, get("localSheetId", ""), get("hidden", "") in _TRUE)
            )

    def names(self) -> tuple[Name, ...]:
        """What was found; a name of a sheet that does not exist is left out."""
        out = []
        for name, text, scope, hidden in self._found:
            number = _whole(scope, -1)
            if not name or (scope and not 0 <= number < len(self._sheets)):
                continue
            out.append(
                Name(name=name, text=text.strip(), scope=self._sheets[number] if scope else "", hidden=hidden)
            )
        return tuple(out)


class PaintTarget(_Collector):
    """``dxf`` elements, of styles.xml or inside an x14 rule."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Paint] = []
        self._colours: dict[str, str] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """See :class:`_Collector`."""
        if name == "dxf":
            self.counted()
            self._colours = {}
        elif name in ("color", "bgColor", "fgColor"):
            where = self.path[-2] if len(self.path) > 1 else ""
            key = {"bgColor": "fill", "fgColor": "pattern"}.get(name, "font" if where == "font" else "border")
            self._colours.setdefault(key, colour(attributes))
        elif name == "patternFill":
            self._colours["kind"] = attributes.get("patternType", "")

    def closed(self, name: str) -> None:
        """See :class:`_Collector`."""
        if name == "dxf" and len(self.path) == 2:
            self.found.append(self.paint())

    def paint(self) -> Paint:
        """The dxf just read. In a dxf the background is the fill; ``none`` paints nothing."""
        got = self._colours.get
        fill = "" if got("kind", "") == "none" else got("fill", "")
        return Paint(fill=fill, font=got("font", ""), border=got("border", ""))


class SheetTarget(PaintTarget):
    """Validations and conditional formats, of the sheet itself and of its extension list."""

    wanted = frozenset({"formula", "formula1", "formula2", "f", "sqref"})

    def __init__(self, paints: list[Paint]) -> None:
        super().__init__()
        self.validations: list[Validation] = []
        self.rules: list[Rule] = []
        self._paints = paints
        self._texts: dict[str, list[str]] = {}
        self._validation: dict[str, str] | None = None
        self._formats: dict[str, str] | None = None
        self._rule: dict[str, str] | None = None
        self._pending: list[dict[str, Any]] = []
        self._inline: Paint | None = None
        self._areas = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """See :class:`_Collector`."""
        super().opened(name, attributes)
        if name == "dataValidation":
            self.counted()
            self._validation, self._texts = dict(attributes), {}
        elif name == "conditionalFormatting":
            self._formats, self._texts, self._pending = dict(attributes), {}, []
        elif name == "cfRule" and self._formats is not None:
            self.counted()
            self._rule, self._texts, self._inline = dict(attributes), {}, None

    def closed(self, name: str) -> None:
        """See :class:`_Collector`."""
        if name in self.wanted:
            # x14 puts a formula into <xm:f> within <x14:formula1>, or directly as <xm:f> of a rule
            parent = self.path[-1] if self.path else ""
            key = parent if name == "f" and parent in ("formula1", "formula2") else name
            self._texts.setdefault(key, []).append(self.text.strip())
        elif name == "dxf":
            self._inline = self.paint()
        elif name == "dataValidation" and self._validation is not None:
            self._add_validation(self._validation)
            self._validation = None
        elif name == "cfRule" and self._rule is not None:
            self._pending.append(self._rule_of(self._rule))
            self._rule = None
        elif name == "conditionalFormatting" and self._formats is not None:
            where = self._where(self._formats)
            if where:
                self.rules += [Rule(areas=where, **one) for one in self._pending]
            self._formats, self._pending = None, []

    def _where(self, stated: Mapping[str, str]) -> tuple[Area, ...]:
        found = areas(stated.get("sqref", "") or _first(self._texts, "sqref"))
        self._areas += len(found) * max(len(self._pending), 1)
        if self._areas > AREAS_LIMIT:
            raise TooMuchError
        return found

    def _add_validation(self, stated: Mapping[str, str]) -> None:
        where = self._where(stated)
        if not where:
            return
        self.validations.append(
            Validation(
                areas=where,
                kind=stated.get("type", "none"),
                operator=stated.get("operator", "between"),
                formula1=_first(self._texts, "formula1"),
                formula2=_first(self._texts, "formula2"),
                shows_error=stated.get("showErrorMessage", "") in _TRUE,
                style=stated.get("errorStyle", "stop"),
                allows_blank=stated.get("allowBlank", "") in _TRUE,
                error=stated.get("error", ""),
                prompt_title=stated.get("promptTitle", ""),
                prompt=stated.get("prompt", ""),
            )
        )

    def _rule_of(self, stated: Mapping[str, str]) -> dict[str, Any]:
        number = _whole(stated.get("dxfId", ""), -1)
        known = self._paints[number] if 0 <= number < len(self._paints) else Paint()
        return {
            "kind": stated.get("type", "expression"),
            "formulas": tuple(self._texts.get("formula", []) or self._texts.get("f", [])),
            "priority": _whole(stated.get("priority", ""), 1 << 30),
            "stops": stated.get("stopIfTrue", "") in _TRUE,
            "operator": stated.get("operator", ""),
            "paint": known if self._inline is None else self._inline,
        }


def _first(texts: Mapping[str, list[str]], key: str) -> str:
    return next(iter(texts.get(key, ())), "")


def _whole(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
