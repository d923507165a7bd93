"""Cell formats of the workbook: the orange-and-red language sellers know from processing reports, made readable."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from auditor.model import Language, Severity

FILLS: dict[Severity, str] = {
    Severity.ERROR: "#FFC7BA",
    Severity.WARNING: "#FFE2A8",
    Severity.INFO: "#D6E8F7",
}
"""Light fills behind black text; the marketplace's FF3300 and FFA500, lightened."""

STRONG: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: ("#D92B00", "#FFFFFF"),
    Severity.WARNING: ("#FFA500", "#000000"),
    Severity.INFO: ("#9CC6EA", "#000000"),
}
"""Fill and text of status cells."""

VERDICTS: dict[str, tuple[str, str]] = {
    "stop": ("#D92B00", "#FFFFFF"),
    "look": ("#FFA500", "#000000"),
    "go": ("#1E7B34", "#FFFFFF"),
}
HEAD = "#232F3E"
BAND = "#E7E9EC"
GREY = "#5F6B7A"
LINE = "#C9CED6"
FONTS: dict[Language, tuple[str, int]] = {"en": ("Calibri", 11), "zh": ("Microsoft YaHei", 10)}


class Styles:
    """Formats by what they are for; each is made once."""

    def __init__(self, book: Any, language: Language) -> None:
        self._book = book
        self._font = FONTS[language]

    def _made(self, **properties: Any) -> Any:
        name, size = self._font
        return self._book.add_format({"font_name": name, "font_size": size, "valign": "top", **properties})

    @cached_property
    def plain(self) -> Any:
        """Ordinary text."""
        return self._made()

    @cached_property
    def wrap(self) -> Any:
        """Text over several lines."""
        return self._made(text_wrap=True)

    @cached_property
    def clipped(self) -> Any:
        """Text longer than its column: cut at the edge instead of running over the neighbours (alignment 'fill'
        would repeat a text that fits twice, so it is for long ones only).
        """
        return self._made(align="fill")

    @cached_property
    def line_wrap(self) -> Any:
        """Text of a list whose rows are told apart by thin lines."""
        return self._made(text_wrap=True, bottom=1, bottom_color=LINE)

    @cached_property
    def line_clipped(self) -> Any:
        """The same, cut at the edge."""
        return self._made(align="fill", bottom=1, bottom_color=LINE)

    @cached_property
    def line_centred(self) -> Any:
        """The same for row numbers and letters."""
        return self._made(align="center", bottom=1, bottom_color=LINE)

    @cached_property
    def line_link(self) -> Any:
        """The same for links."""
        return self._made(font_color="#0B5CAD", underline=1, align="center", bottom=1, bottom_color=LINE)

    @cached_property
    def line_link_left(self) -> Any:
        """The same for names that lead somewhere."""
        return self._made(font_color="#0B5CAD", underline=1, bottom=1, bottom_color=LINE, text_wrap=True)

    @cached_property
    def line_number(self) -> Any:
        """The same for whole numbers with thousands marks."""
        return self._made(num_format="#,##0", align="center", bottom=1, bottom_color=LINE)

    @cached_property
    def line_decimal(self) -> Any:
        """The same for numbers with one decimal."""
        return self._made(num_format="#,##0.0", align="center", bottom=1, bottom_color=LINE)

    @cached_property
    def number(self) -> Any:
        """Whole numbers with thousands marks."""
        return self._made(num_format="#,##0", align="center")

    @cached_property
    def title(self) -> Any:
        """The name of the report."""
        return self._made(font_size=11, bold=True, font_color=GREY)

    @cached_property
    def section(self) -> Any:
        """A heading over a table."""
        return self._made(
            bold=True, font_size=13, font_color=HEAD, valign="vcenter", bottom=2, bottom_color=HEAD
        )

    @cached_property
    def head(self) -> Any:
        """Column heads."""
        return self._made(
            bold=True,
            font_color="#FFFFFF",
            bg_color=HEAD,
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=LINE,
        )

    @cached_property
    def head_of_numbers(self) -> Any:
        """Column heads over centred numbers."""
        return self._made(
            bold=True,
            font_color="#FFFFFF",
            bg_color=HEAD,
            text_wrap=True,
            valign="vcenter",
            align="center",
            border=1,
            border_color=LINE,
        )

    @cached_property
    def centred(self) -> Any:
        """Short texts under such a head."""
        return self._made(align="center")

    @cached_property
    def centred_link(self) -> Any:
        """Links under such a head."""
        return self._made(font_color="#0B5CAD", underline=1, align="center")

    @cached_property
    def label(self) -> Any:
        """Left side of label and value."""
        return self._made(font_color=GREY)

    @cached_property
    def total(self) -> Any:
        """A line that sums up."""
        return self._made(bold=True, num_format="#,##0", align="center", top=1, top_color=HEAD)

    @cached_property
    def total_label(self) -> Any:
        """Its first cell."""
        return self._made(bold=True, top=1, top_color=HEAD)

    @cached_property
    def muted(self) -> Any:
        """Side remarks."""
        return self._made(font_color=GREY, text_wrap=True)

    @cached_property
    def advice(self) -> Any:
        """The next step under the verdict."""
        return self._made(font_size=12, valign="vcenter", text_wrap=True)

    @cached_property
    def edge(self) -> Any:
        """Row numbers and column letters of the audited file, looking like a spreadsheet's own."""
        return self._made(
            font_color=GREY, bg_color=BAND, align="center", valign="vcenter", border=1, border_color=LINE
        )

    @cached_property
    def corner(self) -> Any:
        """Where row numbers and column letters meet."""
        return self._made(
            font_color=GREY, bg_color=BAND, bold=True, valign="vcenter", border=1, border_color=LINE
        )

    @cached_property
    def other_header(self) -> Any:
        """Header rows that do not hold the labels."""
        return self._made(font_color=GREY, bg_color="#F4F5F7", border=1, border_color=LINE)

    @cached_property
    def other_header_clipped(self) -> Any:
        """The same for texts longer than their column."""
        return self._made(font_color=GREY, bg_color="#F4F5F7", border=1, border_color=LINE, align="fill")

    @cached_property
    def head_clipped(self) -> Any:
        """Column heads longer than two lines."""
        return self._made(
            bold=True,
            font_color="#FFFFFF",
            bg_color=HEAD,
            valign="vcenter",
            border=1,
            border_color=LINE,
            align="fill",
        )

    @cached_property
    def sample(self) -> Any:
        """Sample rows of a template, which are not audited."""
        return self._made(font_color="#8A94A3", italic=True)

    @cached_property
    def marked(self) -> Any:
        """Offending words inside a cell (a font)."""
        return self._made(bold=True, font_color="#B00000")

    @cached_property
    def _fills(self) -> dict[Severity, tuple[Any, Any]]:
        return self._pairs({"text_wrap": True})

    def filled(self, severity: Severity) -> tuple[Any, Any]:
        """A violating cell: its format, and the one for a cell that is offending as a whole."""
        return self._fills[severity]

    @cached_property
    def _clipped_fills(self) -> dict[Severity, tuple[Any, Any]]:
        return self._pairs({"align": "fill"})

    def _pairs(self, layout: dict[str, Any]) -> dict[Severity, tuple[Any, Any]]:
        line = {"border": 1, "border_color": LINE, **layout}
        return {
            severity: (
                self._made(bg_color=fill, **line),
                self._made(bg_color=fill, bold=True, font_color="#B00000", **line),
            )
            for severity, fill in FILLS.items()
        }

    def filled_clipped(self, severity: Severity) -> tuple[Any, Any]:
        """The same for a text too long to be shown whole."""
        return self._clipped_fills[severity]

    @cached_property
    def _statuses(self) -> dict[Severity, Any]:
        return {
            severity: self._made(bold=True, bg_color=fill, font_color=ink, border=1, border_color=LINE)
            for severity, (fill, ink) in STRONG.items()
        }

    def status(self, severity: Severity) -> Any:
        """A cell that says a severity."""
        return self._statuses[severity]

    @cached_property
    def _header_fills(self) -> dict[Severity, Any]:
        line = {"border": 1, "border_color": LINE, "text_wrap": True}
        return {severity: self._made(bold=True, bg_color=fill, **line) for severity, fill in FILLS.items()}

    def header_with(self, severity: Severity) -> Any:
        """A header cell that has a finding itself."""
        return self._header_fills[severity]

    @cached_property
    def _states(self) -> dict[str, Any]:
        return {
            state: self._made(bold=True, bg_color=fill, font_color=ink, border=1, border_color=LINE)
            for state, (fill, ink) in VERDICTS.items()
        }

    def state(self, state: str) -> Any:
        """A cell that says a verdict's state; plain where there was none."""
        return self._states.get(state, self.line_wrap)

    def verdict(self, state: str) -> Any:
        """The band with the verdict."""
        fill, ink = VERDICTS[state]
        return self._made(
            bold=True, font_size=18, bg_color=fill, font_color=ink, valign="vcenter", indent=1, text_wrap=True
        )
