"""Dated rule packs: what a marketplace asks without any template saying so, and the words its templates use.

``amazon.yaml`` holds limits, each with the days and marketplaces it is in force for, how sure it is and where it was
read; ``words.yaml`` the drop-down words of every language. A mistake in either would be a silent mistake in every
audit, hence the strict schema.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.model import Severity

Market = Annotated[str, Field(pattern="^[A-Z]{2}$")]
Certainty = Literal["measured", "official", "several", "single"]
"""Seen in the marketplace's own files; stated by the marketplace; told by several others; told by one."""

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Entry(_Strict):
    """One value of a limit, with the days (both included) and marketplaces it holds for.

    Without ``marketplaces`` it holds everywhere but in ``except_`` and where an entry names the marketplace.
    """

    value: int | tuple[str, ...]
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    marketplaces: tuple[Market, ...] = ()
    except_: tuple[Market, ...] = Field((), alias="except")
    severity: Literal["error", "warning", "info"] | None = None
    """Where it differs from the rule's own."""
    certainty: Certainty
    source: str = Field(min_length=8)

    @model_validator(mode="after")
    def _in_order(self) -> Entry:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_to lies before valid_from")
        if self.marketplaces and self.except_:
            raise ValueError("name the marketplaces, or the exceptions, not both")
        return self

    def on(self, day: dt.date) -> bool:
        """True when it is in force on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def weight(self) -> Severity | None:
        """The severity it states, None for the rule's own."""
        return Severity[self.severity.upper()] if self.severity else None


class Pack(_Strict):
    """The limits of one marketplace company: name → entries."""

    limits: Mapping[str, tuple[Entry, ...]]

    def entry(self, name: str, marketplace: str, day: dt.date) -> Entry | None:
        """What is in force: the entry that names ``marketplace`` (two letters or empty), else the general one."""
        valid = [entry for entry in self.limits[name] if entry.on(day)]
        named = [entry for entry in valid if marketplace in entry.marketplaces]
        general = [entry for entry in valid if not entry.marketplaces and marketplace not in entry.except_]
        return next(iter(named or general), None)

    def number(self, name: str, marketplace: str, day: dt.date) -> int | None:
        """The number in force, or None where there is no limit (then)."""
        entry = self.entry(name, marketplace, day)
        return entry.value if entry and isinstance(entry.value, int) else None

    def words(self, name: str, marketplace: str, day: dt.date) -> tuple[str, ...]:
        """The list in force, empty where there is none."""
        entry = self.entry(name, marketplace, day)
        return entry.value if entry and not isinstance(entry.value, int) else ()


class Words(_Strict):
    """The words of the drop-downs: list → meaning → language → words in lower case."""

    lists: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]

    def meanings(self, name: str) -> dict[str, str]:
        """Word → meaning, over all languages."""
        return {
            word: meaning
            for meaning, languages in self.lists[name].items()
            for spoken in languages.values()
            for word in spoken
        }


@cache
def load_pack(name: str = "amazon") -> Pack:
    """The pack ``name``; ValidationError where the table is wrong."""
    return Pack.model_validate(_read(f"{name}.yaml"))


@cache
def load_words() -> Words:
    """``words.yaml``; ValidationError where the table is wrong."""
    return Words.model_validate(_read("words.yaml"))


def _read(name: str) -> Any:
    return yaml.load(files(__name__).joinpath(name).read_text(encoding="utf-8"), _Loader)
