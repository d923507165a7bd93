"""The case put before the rules: one feed, its settings, the other feeds of the run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from auditor.config import Settings
from auditor.evidence.approvals import ListedApproval, Program, Standing, standing
from auditor.evidence.corpus import Corpus, Matches
from auditor.evidence.option_lists import OptionLists, option_lists
from auditor.evidence.scope import CUSTOM_FIELDS, Ground, Scope, scope_of
from auditor.evidence.text_cells import TextCells
from auditor.feed.table import BoolArray, Column, Feed
from auditor.text.matcher import Matcher

T = TypeVar("T")

BASE_FIELDS = frozenset({"sku", "title", *CUSTOM_FIELDS})
"""Fields every case encodes: scope and option lists need them."""


@dataclass(frozen=True)
class Run:
    """All feeds audited together; the audited one among them."""

    feeds: tuple[Feed, ...]
    approvals: tuple[ListedApproval, ...] = ()
    """What an accounts list of the run says about the accounts' programs."""
    _known: dict[tuple[int, int, Callable[..., Any]], tuple[Settings, Any]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def recall(self, feed: Feed, settings: Settings, question: Callable[[Evidence], T]) -> T:
        """What ``question`` finds in a feed of the run, asked once however many feeds and rules want to know.

        The answer is kept, the evidence it came from is not: answers are to be small.
        """
        key = (id(feed), id(settings), question)
        if key not in self._known:
            self._known[key] = (settings, question(Evidence(feed, settings, run=self)))
        answer: T = self._known[key][1]
        return answer

    def others(self, feed: Feed) -> tuple[Feed, ...]:
        """The feeds beside ``feed``."""
        return tuple(other for other in self.feeds if other is not feed)

    def customized_skus(self, feed: Feed) -> frozenset[str]:
        """SKUs that another file of the run customizes, or that were ordered with customization."""
        skus: set[str] = set()
        for other in self.others(feed):
            keys = other.find("sku")
            form = CUSTOM_FIELDS if other.find("custom_label", "option_value") else ()
            columns = other.find(*form, "customized_url", "customized_page")
            if keys and (columns or other.choices):
                filled = np.zeros(len(other.cells), dtype=bool)
                for column in columns:
                    filled |= other.filled(column)
                filled[[choice.row for choice in other.choices]] = True
                skus.update(
                    pc.utf8_trim_whitespace(other.array(keys[0])).filter(pa.array(filled)).to_pylist()
                )
        return frozenset(skus - {""})


class Evidence:
    """What a rule may look at. Nothing here is to be changed by a rule."""

    def __init__(
        self,
        feed: Feed,
        settings: Settings,
        *,
        reads: Mapping[str, frozenset[str]] | None = None,
        run: Run | None = None,
    ) -> None:
        """``reads``: word-list group → fields it will be asked in, over all rules of the run.

        The group ``""`` stands for no word list: texts of its fields are kept for questions of another kind.
        """
        self.feed = feed
        self.settings = settings
        self.run = run or Run((feed,))
        self.reads = dict(reads or {})
        self._scanned = False
        self._answers: dict[Callable[[Evidence], Any], Any] = {}

    def once(self, question: Callable[[Evidence], T]) -> T:
        """The answer to ``question``, worked out once however many rules put it."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: T = self._answers[question]
        return answer

    def approval(self, marketplace: str, program: Program = "custom") -> Standing:
        """How the account stands in a program on a marketplace: by the settings, else by an accounts list."""
        return standing(self.settings, self.run.approvals, self.feed.path, marketplace, program)

    def of(self, feed: Feed, question: Callable[[Evidence], T]) -> T:
        """The answer to ``question`` for any feed of the run, asked once for each of them."""
        return self.once(question) if feed is self.feed else self.run.recall(feed, self.settings, question)

    @property
    def today(self) -> dt.date:
        """The day the audit is made for."""
        return self.settings.today or dt.date.today()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages whose word lists apply: the feed's own, English, and Chinese where the feed has Chinese text."""
        chosen = [self.feed.language] if self.feed.language else []
        chosen.append("en")
        if self.feed.language != "ja" and self._has_chinese():
            chosen.append("zh")
        return tuple(dict.fromkeys(chosen))

    def _has_chinese(self) -> bool:
        headers = " ".join(text for _, texts in self.feed.headers for text in texts)
        if any("\u4e00" <= character <= "\u9fff" for character in headers):
            return True
        texts = self.corpus.texts
        texts = texts.filter(pc.invert(pc.string_is_ascii(texts)))
        return bool(pc.any(pc.match_substring_regex(texts, "[\u4e00-\u9fff]")).as_py())

    @cached_property
    def corpus(self) -> Corpus:
        """Distinct texts of every field some rule reads."""
        fields = BASE_FIELDS.union(*self.reads.values()) if self.reads else BASE_FIELDS
        return Corpus.of(self.feed, frozenset(fields))

    @cached_property
    def matcher(self) -> Matcher:
        """The word lists of the languages in play, compiled."""
        return Matcher(self.languages, extra=self._extra_terms())

    def _extra_terms(self) -> dict[str, tuple[str, ...]]:
        settings = self.settings
        return {
            "safe.head": settings.safe_heads,
            "addon.noun": settings.extra_addons,
            "contact.printable": settings.printable_products,
            "brand.own": settings.own_brands,
        }

    def matches(self, group: str, *fields: str) -> Matches:
        """Where a word-list group matches in ``fields`` (exclusions of the group already taken out)."""
        self._scan()
        return self.corpus.matches(group, *fields)

    def _scan(self) -> None:
        """Scan every distinct text once for all groups that any rule reads there."""
        if self._scanned:
            return
        ids = {fields: self.corpus.ids_of(*fields) for fields in set(self._asked.values())}
        plan = {group: ids[fields] for group, fields in self._asked.items() if group}
        for group, spans in self.matcher.scan(self.corpus.texts, plan).items():
            self.corpus.learn(group, spans)
        self._scanned = True

    def cells(self, *fields: str) -> TextCells:
        """Filled texts of ``fields``; list cells value by value."""
        return self.corpus.cells(*fields)

    @cached_property
    def option_lists(self) -> OptionLists:
        """What buyers are offered, list by list."""
        return option_lists(self.feed, self.corpus)

    @cached_property
    def scope(self) -> Scope:
        """Which rows are customizable."""
        if "custom.word" not in self._asked:
            return self._scope_without_titles
        title_word = np.zeros(len(self.feed.cells), dtype=bool)
        found = self.matches("custom.word", "title")
        title_word[found.rows[~self._in_brand(found)]] = True
        return scope_of(self.feed, self.settings, title_word, self.run.customized_skus(self.feed))

    @cached_property
    def _scope_without_titles(self) -> Scope:
        nothing = np.zeros(len(self.feed.cells), dtype=bool)
        return scope_of(self.feed, self.settings, nothing, self.run.customized_skus(self.feed))

    @cached_property
    def _asked(self) -> dict[str, frozenset[str]]:
        """Word-list group → fields; titles are asked for *custom* only where nothing else decides the scope."""
        if (self._scope_without_titles.evidence != Ground.NOTHING).all():
            return self.reads
        return {**self.reads, "custom.word": self.reads.get("custom.word", frozenset()) | {"title"}}

    def _in_brand(self, found: Matches) -> BoolArray:
        """One bool per match in a title: the word is part of the brand's name (*Custom Ink*) and says nothing."""
        inside = np.zeros(len(found), dtype=bool)
        column = self.column("brand")
        if column is None or not len(found):
            return inside
        brands = self.texts_of(column)[found.rows]
        pairs = list(zip(brands.tolist(), found.terms.tolist(), strict=True))
        naming = {pair for pair in set(pairs) if pair[1].lower() in pair[0].lower()}
        if not naming:
            return inside
        named = np.fromiter((pair in naming for pair in pairs), bool, len(found))
        lowered = [brand.lower() for brand in brands.tolist()]
        for place in np.flatnonzero(named).tolist():
            start = str(found.values[place]).lower().find(lowered[place])
            inside[place] = start >= 0 and start <= found.starts[place] < start + len(lowered[place])
        return inside

    def has(self, *fields: str) -> bool:
        """True when any of ``fields`` has a column."""
        return bool(self.feed.find(*fields))

    def column(self, field: str) -> Column | None:
        """The first column of ``field``."""
        found = self.feed.find(field)
        return found[0] if found else None

    def values(self, field: str) -> pd.Series:
        """Row-aligned texts (blanks at the edges trimmed) of the first column of ``field``; ``""`` if absent.

        A string Series of length n with a RangeIndex of positions.
        """
        column = self.column(field)
        if column is None:
            return pd.Series([""] * len(self.feed.cells), dtype="str")
        return pd.Series(self.texts_of(column), dtype="str")

    def texts_of(self, column: Column) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
        """Trimmed texts of one column as an object array of str."""
        trimmed = pc.utf8_trim_whitespace(self.feed.array(column))
        return np.asarray(trimmed.to_numpy(zero_copy_only=False), dtype=object)

    def filled(self, *fields: str) -> BoolArray:
        """Rows in which any column of ``fields`` is filled."""
        mask = np.zeros(len(self.feed.cells), dtype=bool)
        for column in self.feed.find(*fields):
            mask |= self.feed.filled(column)
        return mask
