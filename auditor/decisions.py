"""Findings that a person looked at and accepted: ``auditor.decisions.toml``, written by ``auditor accept``.

An accepted finding stays in every report, with the reason and the date, and counts no longer.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from auditor.model import SettingsError

FILE_NAME = "auditor.decisions.toml"
_HEAD = "# Findings that were looked at and accepted. Written by `auditor accept`; entries may be edited or deleted.\n"


def _rule_code(text: str) -> str:
    code = text.strip().upper().replace("-", "")
    if not re.fullmatch(r"[A-Z]{2}(\d{3})?", code):
        raise ValueError("a rule code such as OP201, or a family such as OP")
    return code


RuleCode = Annotated[str, AfterValidator(_rule_code)]


def _keys(stated: Any) -> Any:
    """A line of fingerprints, as the file holds them: a list of hundreds of thousands would be slow to read."""
    return tuple(stated.split()) if isinstance(stated, str) else stated


Fingerprint = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]


class Acceptance(BaseModel):
    """One decision: all findings of ``rule`` on rows of ``sku``, or the findings with one of ``fingerprints``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: RuleCode
    sku: str = Field("", description="Empty: the rule's findings about the whole file.")
    fingerprints: Annotated[tuple[Fingerprint, ...], BeforeValidator(_keys)] = Field(
        (), description="Only these findings, whatever their SKU: written by `auditor accept --baseline`."
    )
    reason: str = ""
    date: dt.date | None = Field(None, description="When it was decided.")
    until: dt.date | None = Field(None, description="Last day the decision holds; none: for good.")

    def holds(self, today: dt.date) -> bool:
        """True as long as the decision has not run out."""
        return self.until is None or today <= self.until


def read_decisions(path: Path) -> list[dict[str, Any]]:
    """The entries of a decisions file, not validated yet; none where there is no file.

    Raises SettingsError for a file that cannot be read or is no TOML.
    """
    if not path.is_file():
        return []
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML ({error}).") from None
    entries = data.get("accepted", [])
    if set(data) - {"accepted"} or not isinstance(entries, list):
        raise SettingsError(f"{path}: holds [[accepted]] entries only; see: auditor accept --help.")
    return entries


def add_decision(path: Path, one: Acceptance) -> bool:
    """Write ``one`` into the file, in place of an earlier decision on the same rule and SKU; True where it was new.

    Decisions on fingerprints are left alone.

    The file is replaced in one step. Raises SettingsError where it cannot be read or written.
    """
    before = [Acceptance.model_validate(entry) for entry in read_decisions(path)]
    same = (one.rule, one.sku)
    others = [entry for entry in before if entry.fingerprints or (entry.rule, entry.sku) != same]
    _write(path, [*others, one])
    return len(others) == len(before)


def add_baseline(path: Path, entries: Iterable[Acceptance], today: dt.date) -> None:
    """Add decisions on fingerprints; earlier ones that have run out make room. Raises SettingsError as above."""
    before = [Acceptance.model_validate(entry) for entry in read_decisions(path)]
    kept = [entry for entry in before if not entry.fingerprints or entry.holds(today)]
    _write(path, [*kept, *entries])


def _write(path: Path, entries: Iterable[Acceptance]) -> None:
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(_as_toml(entries), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror}).") from None


def _as_toml(entries: Iterable[Acceptance]) -> str:
    parts = [_HEAD]
    for entry in entries:
        lines = ["", "[[accepted]]"]
        for name, value in entry.model_dump(exclude_none=True).items():
            if isinstance(value, tuple):
                value = " ".join(value)
                if not value:
                    continue
            lines.append(f"{name} = {value.isoformat() if isinstance(value, dt.date) else _string(value)}")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


def _string(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's, but for the one sign JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
