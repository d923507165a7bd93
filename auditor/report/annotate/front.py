"""A sheet put in front of a workbook's others: what in workbook.xml counts sheets is counted on."""

from __future__ import annotations

import re

from auditor.ooxml.markup import (
    Splice,
    attribute,
    child,
    children_named,
    escaped_attribute,
    outline,
    prefix_of,
    unusual,
    with_attribute,
)

LONGEST_NAME = 31


def declared_prefix(tag: bytes, namespace: str) -> bytes:
    """The prefix that a tag declares for ``namespace``; empty where it declares none."""
    found = re.search(rb"\sxmlns:([^\s=]+)\s*=\s*[\"']" + re.escape(namespace.encode()) + rb"[\"']", tag)
    return found[1] if found else b""


def free_sheet_name(wanted: str, names: set[str]) -> str:
    """``wanted``, or ``wanted 2`` … where a sheet has that name (names are compared without case)."""
    taken = {name.casefold() for name in names}
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[: LONGEST_NAME - 5]} {number}"
    return name


def front_sheet(data: bytes, name: str, identity: str, namespace: str) -> list[Splice]:
    """The edits of workbook.xml that put sheet ``name`` (relationship ``identity``) first.

    The sheet that was active stays active: two selected sheets would be edited together. ``namespace``: of ``r:id``.
    """
    root = outline(data, ("sheets", "bookViews", "definedNames"))
    sheets, views, defined = (child(root, one) for one in ("sheets", "bookViews", "definedNames"))
    if sheets is None or sheets.alone:
        raise unusual()
    prefix = prefix_of(root.tag)
    numbers = [int(attribute(one.tag, "sheetId") or 0) for one in sheets.children]
    related = declared_prefix(root.tag, namespace)
    spaces = b"" if related else b' xmlns:r="%b"' % namespace.encode()
    new = b'<%bsheet name="%b" sheetId="%d"%b %b:id="%b"/>' % (
        *(prefix, escaped_attribute(name), max(numbers, default=0) + 1, spaces),
        *(related or b"r", identity.encode()),
    )
    splices = [Splice(sheets.inner, sheets.inner, new)]
    if views is None:
        opened = b'<%bbookViews><%bworkbookView activeTab="1"/></%bbookViews>' % (prefix, prefix, prefix)
        splices.append(Splice(sheets.start, sheets.start, opened))
    for view in children_named(views, "workbookView") if views else ():
        active = int(attribute(view.tag, "activeTab") or 0)
        splices.append(Splice(view.start, view.inner, with_attribute(view.tag, "activeTab", str(active + 1))))
    for one in defined.children if defined else ():
        local = attribute(one.tag, "localSheetId")
        if local is not None and local.isdigit():
            tag = with_attribute(one.tag, "localSheetId", str(int(local) + 1))
            splices.append(Splice(one.start, one.inner, tag))
    return splices


def without_sheet(data: bytes, position: int) -> list[Splice]:
    """The edits of workbook.xml that take the sheet at ``position`` out, with the names that belong to it."""
    root = outline(data, ("sheets", "bookViews", "definedNames"))
    sheets, views, defined = (child(root, one) for one in ("sheets", "bookViews", "definedNames"))
    if sheets is None:
        raise unusual()
    gone = sheets.children[position]
    splices = [Splice(gone.start, gone.end, b"")]
    for view in children_named(views, "workbookView") if views else ():
        stated = attribute(view.tag, "activeTab") or ""
        if stated.isdigit() and int(stated) > position:
            tag = with_attribute(view.tag, "activeTab", str(int(stated) - 1))
            splices.append(Splice(view.start, view.inner, tag))
    local = [(one, attribute(one.tag, "localSheetId") or "") for one in defined.children] if defined else []
    kept = [one for one, number in local if number != str(position)]
    if defined and not kept:
        return [*splices, Splice(defined.start, defined.end, b"")]
    for one, number in local:
        if number == str(position):
            splices.append(Splice(one.start, one.end, b""))
        elif number.isdigit() and int(number) > position:
            tag = with_attribute(one.tag, "localSheetId", str(int(number) - 1))
            splices.append(Splice(one.start, one.inner, tag))
    return splices
