"""Images: addresses that open no picture, one picture twice, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.market import is_upload, listed, name_of, texts_at
from auditor.evidence.records import Action, actions
from auditor.feed.table import BoolArray, Column, Feed
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT

FLAT = "custom_flat_file"
PICTURE = "https://img.example.com/"
FIELDS = ("main_image_url", "image_url", "swatch_image_url")


@rule(
    "MP812",
    Severity.WARNING,
    tier=2,
    clause=SUPPLEMENT,
    title=Text("Image address opens no picture", "图片链接不是图片文件"),
    message=Text(
        "The address ends in '{term}'; images are {allowed}.",
        "链接以“{term}”结尾；图片格式应为 {allowed}。",
    ),
    variants={
        "page": Text(
            "The address opens a page of {term}, not the picture itself.",
            "该链接打开的是 {term} 的网页，而非图片文件。",
        )
    },
    advice=Text(
        "Enter the address of the file itself, one that anybody can open without a log-in.",
        "请填写图片文件本身的链接，且无需登录即可打开。",
    ),
    needs=(FIELDS,),
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "main_image_url": [PICTURE + "a.webp", "https://drive.google.com/file/d/1AbC/view"],
                "image_url_1": [PICTURE + "b.PDF?v=1", ""],
            },
            good={
                "sku": ["A1", "A2"],
                "main_image_url": [PICTURE + "a.JPG?v=2", PICTURE + "pictures/17"],
                "image_url_1": [PICTURE + "b.tiff", "mug.webp"],
            },
            cells=((0, "main_image_url"), (0, "image_url_1"), (1, "main_image_url")),
            layout=FLAT,
        ),
        Example(
            bad={"sku": ["杯-1"], "main_image_url": ["https://pan.baidu.com/s/1AbCdEf"]},
            good={"sku": ["杯-1"], "main_image_url": [PICTURE + "杯.png"]},
            cells=((0, "main_image_url"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def image_no_picture(evidence: Evidence) -> Iterator[Hits]:
    """Pictures are fetched by machine: a page around the picture, or another format, brings an empty listing.

    An address without ending may serve a picture and is left alone; one that is no address is another rule's business.
    """
    if not is_upload(evidence):
        return
    endings, pages = (listed(evidence, name) for name in ("image_wrong_endings", "image_pages"))
    fine = listed(evidence, "image_endings")
    wrong = re.compile(rf"^https?://[^?#]*[.]({'|'.join(endings)})(?:[?#].*)?$", re.IGNORECASE)
    page = re.compile(rf"^https?://(?:www[.])?({'|'.join(map(re.escape, pages))})", re.IGNORECASE)
    for column in evidence.feed.find(*FIELDS):
        rows = np.flatnonzero(_unusual(evidence.feed, column, fine))
        texts = texts_at(evidence.feed, column, rows)
        for variant, pattern in (("", wrong), ("page", page)):
            found = [pattern.match(text) for text in texts]
            mine = np.array([match is not None for match in found], dtype=bool)
            terms = [match[1].rstrip("/") for match in found if match]
            shown = {"term": terms, "allowed": ", ".join(fine)}
            yield Hits(rows=rows[mine], columns=column.position, variant=variant, arguments=shown)


def _unusual(feed: Feed, column: Column, fine: tuple[str, ...]) -> BoolArray:
    """Filled cells that do not simply end in an accepted ending: cheap, most cells do."""
    texts = feed.array(column)
    unusual: BoolArray = ~np.asarray(pc.ends_with(texts, ".jpg")) & np.asarray(
        pc.binary_length(texts)
    ).astype(bool)
    rows = pa.array(np.flatnonzero(unusual))
    endings = pa.array([("." + ending)[-4:] for ending in fine], texts.type)
    last = pc.ascii_lower(pc.utf8_slice_codeunits(texts.take(rows), -4))
    unusual[np.asarray(rows)] = ~np.asarray(pc.is_in(last, value_set=endings))
    return unusual


@rule(
    "MP813",
    Severity.WARNING,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("One image twice", "图片重复"),
    message=Text("The same image stands in '{column}' of this row.", "该行“{column}”已填写同一张图片。"),
    advice=Text("Show another view, or clear the cell.", "请换用其他角度的图片，或清空该单元格。"),
    needs=("image_url",),
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "main_image_url": [PICTURE + "a.jpg"],
                "image_url_1": [PICTURE + "b.jpg"],
                "image_url_2": [PICTURE + "a.jpg"],
                "image_url_3": [PICTURE + "b.jpg"],
            },
            good={
                "sku": ["A1"],
                "main_image_url": [PICTURE + "a.jpg"],
                "image_url_1": [PICTURE + "b.jpg"],
                "image_url_2": [""],
                "image_url_3": [""],
                "swatch_image_url": [PICTURE + "a.jpg"],
            },
            cells=((0, "image_url_2"), (0, "image_url_3")),
            layout=FLAT,
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "main_image_url": [PICTURE + "杯.jpg"],
                "image_url_1": [PICTURE + "杯.jpg"],
            },
            good={
                "sku": ["杯-1"],
                "main_image_url": [PICTURE + "杯.jpg"],
                "image_url_1": [PICTURE + "杯2.jpg"],
            },
            cells=((0, "image_url_1"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def image_twice(evidence: Evidence) -> Iterator[Hits]:
    """A picture shown twice wastes a place; the marketplace drops the second."""
    if not is_upload(evidence):
        return
    feed = evidence.feed
    columns = (*feed.find("main_image_url")[:1], *feed.find("image_url"))
    texts = {column.position: feed.array(column) for column in columns if feed.filled(column).any()}
    known = [column for column in columns if column.position in texts]
    for place, column in enumerate(known):
        told = np.zeros(len(feed.cells), bool)
        filled = feed.filled(column)
        for earlier in known[:place]:
            same = filled & np.asarray(pc.equal(texts[column.position], texts[earlier.position])) & ~told
            told |= same
            rows = np.flatnonzero(same)
            yield Hits(rows=rows, columns=column.position, arguments={"column": name_of(earlier)})


@rule(
    "MP814",
    Severity.INFO,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Gap among the images", "图片列有空缺"),
    message=Text("'{column}' is blank, but a later image is filled.", "“{column}”为空，但其后的图片已填写。"),
    variants={"main": Text("There are further images, but no main image.", "填写了其他图片，但没有主图。")},
    advice=Text("Move the images up, so that none is missing between them.", "请将图片依次前移，避免空缺。"),
    needs=("image_url",),
    absence=True,
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "main_image_url": [PICTURE + "a.jpg", ""],
                "image_url_1": ["", PICTURE + "c.jpg"],
                "image_url_2": [PICTURE + "b.jpg", ""],
            },
            good={
                "sku": ["A1", "A2"],
                "main_image_url": [PICTURE + "a.jpg", ""],
                "image_url_1": [PICTURE + "b.jpg", ""],
                "image_url_2": ["", ""],
            },
            cells=((0, "image_url_1"), (1, "main_image_url")),
            layout=FLAT,
        ),
        Example(
            bad={
                "sku": ["杯-1"],
                "main_image_url": [PICTURE + "a.jpg"],
                "image_url_1": [" "],
                "image_url_2": [PICTURE + "b.jpg"],
            },
            good={
                "sku": ["杯-1"],
                "main_image_url": [PICTURE + "a.jpg"],
                "image_url_1": [PICTURE + "b.jpg"],
                "image_url_2": [" "],
            },
            cells=((0, "image_url_1"),),
            layout=FLAT,
            language="zh",
        ),
    ),
)
def image_gap(evidence: Evidence) -> Iterator[Hits]:
    """Without a main image a listing is hidden from search; a gap further on is closed by the marketplace."""
    if not is_upload(evidence):
        return
    feed = evidence.feed
    others = sorted(feed.find("image_url"), key=lambda column: column.repeat)
    filled = [feed.filled(column) for column in others]
    changing = evidence.once(actions) != Action.DELETE
    later = np.zeros(len(feed.cells), bool)
    told = np.zeros(len(feed.cells), bool)
    for column, here in zip(reversed(others), reversed(filled), strict=True):
        gap = later & ~here & ~told & changing
        told |= gap
        later |= here
        rows = np.flatnonzero(gap)
        yield Hits(rows=rows, columns=column.position, arguments={"column": name_of(column)})
    for column in feed.find("main_image_url")[:1]:
        rows = np.flatnonzero(later & ~feed.filled(column) & changing)
        yield Hits(rows=rows, columns=column.position, variant="main", severity=Severity.WARNING)
