"""From a path to a Feed: open, recognise, derive what the template states, add what lies beside an order report."""

from __future__ import annotations

import os

from auditor.feed.hint import FeedHint
from auditor.feed.order_customizations import with_customizations
from auditor.feed.read import OpenSource, open_source
from auditor.feed.recognise import recognise
from auditor.feed.table import Feed
from auditor.feed.template.load import load_template
from auditor.feed.template.model import Template
from auditor.feed.template.origin import template_marketplace
from auditor.model import FeedError


def load_feed(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    hint: FeedHint | None = None,
    lenient: bool = False,
) -> Feed:
    """The Feed of a file. ``encoding`` (else the hint's) overrides the guess; ``hint`` beats every guess.

    lenient: a file whose layout is unknown, or that holds only headers, is returned as a general table all the same.
    Raises FeedError only: what is wrong with the file and what to do.
    """
    stated = encoding or (hint.encoding if hint else "") or None
    with open_source(path, stated) as opened:
        return feed_of(opened, hint, lenient=lenient)


def feed_of(opened: OpenSource, hint: FeedHint | None = None, *, lenient: bool = False) -> Feed:
    """The Feed of an opened file, as :func:`load_feed`."""
    feed = recognise(opened, hint, lenient=lenient)
    feed = _with_template(feed, load_template(opened, feed))
    return with_customizations(feed) if feed.find("order_id", "order_item_id") else feed


def load_to_inspect(
    path: str | os.PathLike[str], *, encoding: str | None = None, hint: FeedHint | None = None
) -> Feed:
    """As :func:`load_feed`; a template without products is returned too, for what it states about its columns."""
    try:
        return load_feed(path, encoding=encoding, hint=hint)
    except FeedError:
        feed = load_feed(path, encoding=encoding, hint=hint, lenient=True)
        if feed.template is None or len(feed.cells):
            raise
        return feed


def _with_template(feed: Feed, template: Template | None) -> Feed:
    """The feed with what its workbook states, and the marketplace that follows from it where nothing else says so."""
    if template is None:
        return feed
    feed = feed.replaced(template=template, notes=(*feed.notes, *template.notes))
    origin = template_marketplace(feed, template) if not feed.marketplace else None
    if origin is None:
        return feed
    marketplace, why = origin
    return feed.replaced(marketplace=marketplace, reasons={**feed.reasons, "marketplace": why})
