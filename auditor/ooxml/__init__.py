"""xlsx and xlsm packages edited in place: what is not touched keeps its compressed bytes.

``Book`` opens the bytes of a workbook; ``Book.edit`` takes the cell edits of a sheet, ``Book.splice`` the edits of a
small part, ``Book.write`` makes the new file. Nothing here knows what the edits are for.
"""

from __future__ import annotations

from auditor.ooxml.book import Book
from auditor.ooxml.cells import CellEdit, SheetEdits
from auditor.ooxml.markup import Splice
from auditor.ooxml.parts import Journal, Relation, SheetPart
from auditor.ooxml.styles import Styles

__all__ = ["Book", "CellEdit", "Journal", "Relation", "SheetEdits", "SheetPart", "Splice", "Styles"]
