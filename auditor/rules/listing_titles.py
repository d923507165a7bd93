"""Titles: length and characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, TextCells
from auditor.evidence.asking import whole, words
from auditor.evidence.listing import characters, listing_cells, matching, measured, those
from auditor.evidence.market import announced, limit
from auditor.evidence.records import distinct_words
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.listing import SUPPLEMENT
from auditor.text.titles import TITLE_CHARACTERS, BadCharacters, bad_characters

MEDIA = re.compile(
    r"book|music|dvd|vhs|video_?game|movie|software|magazine|vinyl|audio_?cd|abis|sheet_?music", re.IGNORECASE
)
NOTEBOOK = re.compile(
    r"blank_?book|book_?(?:mark|end|case|shelf|cover|light)|note_?book|photo_?book", re.IGNORECASE
)
WHOLE_FILE = np.array([-1], np.int32)


def _without_media(evidence: Evidence) -> TextCells:
    """Titles of all products but books, music, films and software."""
    cells = listing_cells(evidence, "title")
    media = np.zeros(len(evidence.feed.cells), dtype=bool)
    for column in evidence.feed.find("product_type"):
        kinds, places = distinct_words(evidence.feed, column)
        said = [bool(MEDIA.search(kind)) and not NOTEBOOK.search(kind) for kind in kinds]
        media |= np.array(said, dtype=bool)[places]
    return cells.where(~media[cells.rows])


@rule(
    "LI601",
    Severity.ERROR,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Title too long", "标题过长"),
    message=Text(
        "Title has {count} characters; the limit is {limit}.", "标题 {count} 个字符，上限 {limit}。"
    ),
    variants={
        "soon": Text(
            "{count} titles have more than {limit} characters, the limit announced from {date} on.",
            "{count} 个标题超过 {limit} 个字符（已公布的新上限，{date} 起实施）。",
        ),
        "now": Text(
            "{count} titles have more than {limit} characters, the limit announced for {date}; check "
            "whether it "
            "applies to you.",
            "{count} 个标题超过 {limit} 个字符（已公布自 {date} 起的上限）；请确认是否适用于您的站点。",
        ),
    },
    advice=Text(
        "Shorten it; details belong into highlights and bullet points. Your marketplace's limit goes into "
        "title_limit "
        "in auditor.toml.",
        "请缩短标题，细节写入商品亮点或五点描述。站点上限可写入 auditor.toml 的 title_limit。",
    ),
    needs=("title",),
    reads={"": ("title",)},
    examples=(
        Example(
            bad={"sku": ["A1"], "title": ["Mug " * 50 + "x"]},
            good={
                "sku": ["A1", "A2"],
                "title": [" Mug with a picture ", "Mug " * 50 + "x"],
                "product_type": ["DRINKING_CUP", "ABIS_BOOK"],
            },
            cells=((0, "title"),),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定" * 81]},
            good={"sku": ["A1"], "title": ["定" * 80]},
            cells=((0, "title"),),
            settings={"title_limit": {"US": 80}},
            language="zh",
        ),
    ),
)
def title_too_long(evidence: Evidence) -> Iterator[Hits]:
    """Titles over the limit are suppressed from search.

    Characters with blanks, brand included, by the marketplace's limit on the day of the audit where title_limit says
    nothing else; media titles are exempt. The announced limit for titles with an Item Highlight is one note for the
    file, until title_limit states it.
    """
    stated = {key.upper(): number for key, number in evidence.settings.title_limit.items()}
    marketplace = evidence.feed.marketplace
    most = stated.get(marketplace, stated.get("DEFAULT", limit(evidence, "title_characters") or 0))
    cells = _without_media(evidence)
    lengths = measured(evidence, cells, characters)
    long = lengths > most
    yield whole(evidence.corpus, cells.where(long)).hits(count=lengths[long], limit=most)
    coming = announced(evidence, "title_short_characters")
    if coming is None or not isinstance(coming.value, int) or marketplace in stated:
        return
    many = int(np.count_nonzero((lengths > coming.value) & ~long))
    if many and most > coming.value and coming.valid_from:
        yield Hits(
            rows=WHOLE_FILE,
            columns=-1,
            severity=coming.weight(),
            variant="now" if coming.on(evidence.today) else "soon",
            arguments={"count": many, "limit": coming.value, "date": coming.valid_from.isoformat()},
        )


@rule(
    "LI602",
    Severity.ERROR,
    tier=3,
    clause=SUPPLEMENT,
    title=Text("Forbidden character in title", "标题含禁用字符"),
    message=Text("Not allowed in titles: {value}", "标题不允许使用：{value}"),
    variants={
        "lost": Text(
            "'?' is not allowed in titles; here it seems to stand for a letter that got lost in saving.",
            "标题不允许使用“？”；此处疑似保存时丢失的字符。",
        ),
        "context": Text(
            "Allowed in titles only in numbers and measures: {value}", "标题中仅可用于编号或尺寸：{value}"
        ),
    },
    advice=Text(
        "Remove it, unless it is part of the brand's name (then name the brand in its column or in "
        "own_brands).",
        "请删除；若属于品牌名称，请填写品牌列或写入 own_brands。",
    ),
    needs=("title",),
    reads={"": ("title",)},
    fix="unsafe",
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "title": ["Best Mom Ever! Mug", "Caf?s of Paris Print"]},
            good={
                "sku": ["A1", "A2", "A3"],
                "brand": ["Yahoo!", "Acme", ""],
                "title": ["Yahoo! Mug", "#1 Dad Mug, < 10 lb, 10*15 cm", "Mug ~350 ml"],
            },
            cells=((0, "title"), (1, "title")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制马克杯_陶瓷"]},
            good={"sku": ["A1"], "title": ["定制马克杯 陶瓷"]},
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def title_character(evidence: Evidence) -> Iterator[Hits]:
    """Titles with ``! $ ? _ { } ^ ¬ ¦`` are refused unless the brand is written so.

    ``~ # < > *`` may stand in numbers and measures; elsewhere they are a warning.
    """
    cells = those(evidence, listing_cells(evidence, "title"), matching(TITLE_CHARACTERS))
    values = whole(evidence.corpus, cells).values.tolist()
    brands = evidence.values("brand").to_numpy(dtype=object)[cells.rows].tolist()
    own = evidence.settings.own_brands
    known: dict[tuple[str, str], BadCharacters | None] = {}
    for pair in zip(values, brands, strict=True):
        if pair not in known:
            known[pair] = bad_characters(pair[0], (pair[1], *own))
    faults = [known[pair] for pair in zip(values, brands, strict=True)]
    for kind, severity in (("forbidden", None), ("lost", None), ("context", Severity.WARNING)):
        mine = [(place, fault) for place, fault in enumerate(faults) if fault and fault.kind == kind]
        some = cells.where(np.array([place for place, _ in mine], np.int64))
        starts = np.array([fault.start for _, fault in mine], np.int32)
        found = words(evidence.corpus, some, starts, (starts + 1).astype(np.int32))
        yield Hits(
            rows=found.rows,
            columns=found.columns,
            starts=found.starts,
            ends=found.ends,
            terms=list(found.terms),
            arguments={"value": [fault.characters for _, fault in mine]},
            fixes=[fault.fix for _, fault in mine],
            variant="" if kind == "forbidden" else kind,
            severity=severity,
        )
