"""What the colours of conditional formats mean, and how sure that is.

Counted in 21 templates of 2019–2026 from twelve marketplaces' countries (Amazon's category workbooks of both
generations, its offer and vendor workbooks; Temu). dxf indices change from file to file, the colours do not.

==========================  =====================  ====================================================================
paint                       state                  seen with, and certainty
==========================  =====================  ====================================================================
fill black 000000           not applicable         2025+: ``ApplicablePTList…`` (type filled and not among those that
                                                   have the field). Certain.
fill grey 808080            must be empty          all of 2019–2026: form rules, and "in no map" of the type-by-field
                                                   map. Certain.
fill silver C0C0C0          must be empty          Temu: "disabled" for the category, or its parent field is blank or
                                                   has a value without a child. Certain for Temu.
border red FF0000           required and missing   all; Temu's has no rule for filled cells, so it counts where the
                                                   cell is blank. Certain.
border green 008000         filled                 all: ``LEN(cell)>0``. Certain.
border orange FFA500        preferred              2019–2025: ``preferredAttributePTDMap``. Certain.
border blue 0000FF          optional               2019 and 2025 vendor: ``optionalAttributePTDMap``; in the vendor
                                                   workbook simply "blank". Certain that it demands nothing.
border B8B8B8               optional               2023–2025: ``optionalAttributePTDMap``. Certain.
border D4D4D4               optional               2025+: switches a later red rule off. Certainly no demand.
border FF9900               optional               Temu: "condition_require", whose condition the rule does not state.
anything else               nothing                F2F2F2 (Walmart: "not required", also where it does not apply),
                                                   FFC7CE (Excel's mark for doubles).
==========================  =====================  ====================================================================
"""

from __future__ import annotations

from auditor.feed.template.model import State
from auditor.feed.template.paints import Paint

_FILLS = {
    "000000": State.NOT_APPLICABLE,
    "808080": State.MUST_BE_EMPTY,
    "C0C0C0": State.MUST_BE_EMPTY,
}
_BORDERS = {
    "FF0000": State.REQUIRED_MISSING,
    "008000": State.FILLED,
    "FFA500": State.PREFERRED,
    "0000FF": State.OPTIONAL,
    "B8B8B8": State.OPTIONAL,
    "D4D4D4": State.OPTIONAL,
    "FF9900": State.OPTIONAL,
}


def meaning(paint: Paint) -> State:
    """SILENT where a paint states nothing. A fill that means something goes before the border."""
    return _FILLS.get(paint.fill) or _BORDERS.get(paint.border) or State.SILENT
