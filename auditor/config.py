"""auditor.toml → validated settings.

Every key is optional; an unknown key or a wrong value is refused with a message that names the key and what it
accepts. Discovery walks from the feed's folder upwards to the first ``auditor.toml``.
"""

from __future__ import annotations

import datetime as dt
import fnmatch
import hashlib
import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from auditor.decisions import FILE_NAME as DECISIONS_NAME
from auditor.decisions import Acceptance, RuleCode, read_decisions
from auditor.feed.hint import FeedHint
from auditor.model import Language, SettingsError, Severity

FILE_NAME = "auditor.toml"

SeverityWord = Literal["error", "warning", "info"]
Marketplace = Annotated[
    str, Field(pattern=r"^[A-Z]{2}$", description="Two capital letters: US, UK, DE, FR, IT, ES, JP …")
]


def _prefix(text: str) -> str:
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{4,12}", digits):
        raise ValueError("4 to 12 digits, as on the GS1 certificate, e.g. 0614141")
    return digits


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Approval(_Strict):
    """A program approval as the account holds it."""

    status: Literal["approved", "applied", "none"] = "none"
    marketplaces: tuple[Marketplace, ...] = ()
    date: dt.date | None = None


class LicensedMark(_Strict):
    """A mark somebody licensed to the seller."""

    mark: str
    until: dt.date | None = None
    proof: str = ""


class Exemption(_Strict):
    """A GTIN exemption, granted per brand and category."""

    brand: str
    category: str = ""
    marketplace: str = ""
    date: dt.date | None = None


class FeedEntry(_Strict):
    """What is stated about files whose name matches."""

    match: str = Field(
        description="File name pattern, e.g. 'stock_*.csv'; with a slash, of the end of the path: 'acme/*.csv'"
    )
    layout: str = ""
    sheet: str = ""
    encoding: str = ""
    header_row: int = Field(0, ge=0)
    data_row: int = Field(0, ge=0)
    marketplace: str = ""
    language: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, Any] = Field(
        default_factory=dict, description="Settings for these files only; they win over the others."
    )

    def hint(self) -> FeedHint:
        """The statements as the reader takes them."""
        return FeedHint(**self.model_dump(exclude={"match", "settings"}))

    def fits(self, path: str) -> bool:
        """True where the pattern matches the file's name, or the end of its path where it has a slash."""
        whole = path.replace("\\", "/").casefold()
        pattern = self.match.casefold()
        if "/" in pattern:
            return fnmatch.fnmatchcase("/" + whole, "*/" + pattern.lstrip("/"))
        return fnmatch.fnmatchcase(whole.rsplit("/", 1)[-1], pattern)


class PriceRules(_Strict):
    """When surcharges of options stop being surcharges."""

    max_delta_ratio: float = Field(
        1.0, gt=0, description="Highest surcharge of one option, as a multiple of the base price."
    )
    min_base: float = Field(
        1.0, ge=0, description="A base price up to this, beside surcharges, is no real price."
    )


class ComponentLimits(_Strict):
    """How much a customization may hold; the marketplace's limits differ by template and change."""

    surfaces: int = Field(5, ge=1, description="Surfaces of a product.")
    per_surface: int = Field(15, ge=1, description="Customizations on one surface.")
    options: int = Field(100, ge=1, description="Choices in one list.")
    handmade_customizations: int = Field(10, ge=1, description="Customizations of a Handmade product.")
    handmade_options: int = Field(20, ge=1, description="Choices in one list of a Handmade product.")


class ReportSettings(_Strict):
    """Limits of the Excel report."""

    full_feed_cells: int = Field(
        1_000_000, ge=0, description="Above this many cells, Feed shows only rows with findings."
    )
    notes_per_sheet: int = Field(
        5_000, ge=0, description="Cell notes per sheet; more make a workbook slow to open."
    )
    pipeline_findings: int = Field(
        25_000, ge=0, description="Findings in sarif and junit, worst first (GitHub takes no more); 0: all."
    )


class Settings(_Strict):
    """All settings, with their defaults (RULES §9)."""

    language: Language | None = Field(None, description="Language of the reports: en or zh.")
    marketplaces: tuple[Marketplace, ...] = Field(
        (), description="Where the feeds go, if the files do not say so."
    )
    program_approval: Approval = Approval()
    handmade_approval: Approval = Approval()
    own_brands: tuple[str, ...] = Field((), description="Your brands in their exact approved spelling.")
    authentic_base_brands: tuple[str, ...] = Field((), description="Brands of authentic goods you decorate.")
    licensed_brands: tuple[LicensedMark, ...] = ()
    licensed_fonts: tuple[str, ...] = Field((), description="Commercial fonts you hold a web licence for.")
    upload_notice_required: bool = Field(
        True, description="Expect upload fields to say which content is refused."
    )
    own_gs1_prefixes: tuple[Annotated[str, AfterValidator(_prefix)], ...] = Field(
        (), description="Your GS1 company prefixes, with or without the UPC's leading zero."
    )
    own_single_gtins: tuple[str, ...] = Field((), description="GTINs licensed one by one.")
    gtin_exemptions: tuple[Exemption, ...] = ()
    own_asins: tuple[str, ...] = ()
    category_approvals: tuple[str, ...] = Field(
        (),
        description="Restricted subjects you are approved for: rule code or subject, e.g. RP504 or alcohol.",
    )
    rp_overrides: dict[str, Literal["allow"]] = Field(
        default_factory=dict,
        description="Word of a restricted subject that is fine in your listings → 'allow'.",
    )
    component_limits: ComponentLimits = ComponentLimits()
    printable_products: tuple[str, ...] = Field((), description="Products of yours that print contact data.")
    safe_heads: tuple[str, ...] = Field(
        (), description="Accessory nouns of yours that may follow a computer."
    )
    component_map: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Base product → parts that belong to it, e.g. necklace = ['chain']."
    )
    extra_addons: tuple[str, ...] = Field((), description="Further ready-made goods you must not offer.")
    gift_packaging_policy: Literal["error", "warning", "allow"] = Field(
        "warning", description="How gift packaging and cards among the choices are judged."
    )
    price_rules: PriceRules = PriceRules()
    field_purposes: dict[str, str] = Field(
        default_factory=dict, description="Label of a custom field → what it changes on the product."
    )
    allow_stock_words: tuple[str, ...] = Field(
        (), description="Words of yours that sound ready-made but are not, e.g. 'ready to ship'."
    )
    compliance_docs: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="SKU or product type → compliance documents kept outside the sheet."
    )
    custom_template_present: bool | None = Field(
        None,
        description="Whether the files of this run hold the customizations of every customizable SKU "
        "(default: judged from the files).",
    )
    retention_days_after_ship: int = Field(30, ge=0, le=365)
    title_limit: dict[str, int] = Field(default_factory=lambda: {"default": 200})
    assume_custom: Literal["ask", "yes", "no"] = Field(
        "ask", description="Rows without any mark: are they customizable?"
    )
    toggle_severity: Literal["warning", "info"] = "warning"
    open_cases: tuple[str, ...] = Field(
        (), description="Orders whose data is still needed (returns, remakes)."
    )
    severity_overrides: dict[RuleCode, SeverityWord] = Field(default_factory=dict)
    ignore: dict[RuleCode, str] = Field(
        default_factory=dict, description="Rule code or family → why it is ignored (shown in the report)."
    )
    select: tuple[RuleCode, ...] = Field((), description="Only these rules or families.")
    decisions: dict[str, dict[RuleCode, Literal["allowed", "denied"]]] = Field(
        default_factory=dict, description="SKU → rule → 'allowed' or 'denied', as decided by a person."
    )
    accepted: tuple[Acceptance, ...] = Field(
        (),
        description="Findings looked at and accepted; `auditor accept` keeps them in auditor.decisions.toml.",
    )
    today: dt.date | None = Field(None, description="Audit as of this day (default: the real date).")
    history: str = Field(
        "", exclude=True, description="Where runs are kept: a file, postgresql://…, or none."
    )
    report: ReportSettings = ReportSettings()
    notify: tuple[str, ...] = Field(
        (), exclude=True, repr=False, description="Where notices go: see auditor audit --help, --notify."
    )
    feeds: tuple[FeedEntry, ...] = ()

    def feed_hint(self, path: str) -> FeedHint:
        """The statements of the first ``[[feeds]]`` entry whose pattern matches the file."""
        entry = self.feed_entry(path)
        return entry.hint() if entry else FeedHint()

    def feed_entry(self, path: str) -> FeedEntry | None:
        """The first ``[[feeds]]`` entry whose pattern matches the file."""
        return next((entry for entry in self.feeds if entry.fits(path)), None)

    def severity_of(self, code: str, severity: Severity) -> Severity:
        """The severity after overrides by code, then by family."""
        word = self.severity_overrides.get(code) or self.severity_overrides.get(code[:2])
        return Severity[word.upper()] if word else severity

    def ignored(self, code: str) -> str | None:
        """Why a rule is ignored, or None."""
        return self.ignore.get(code, self.ignore.get(code[:2]))

    def selected(self, code: str) -> bool:
        """True when the rule is to run."""
        return not self.select or code in self.select or code[:2] in self.select

    def fingerprint(self) -> str:
        """SHA-256 of the settings, hexadecimal."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def settings_from(data: dict[str, Any], origin: str = FILE_NAME) -> Settings:
    """Validated settings; raises SettingsError naming the first wrong key and what it accepts."""
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise SettingsError(_explain(error, origin)) from None


def _explain(error: ValidationError, origin: str) -> str:
    lines = []
    for problem in error.errors(include_url=False):
        key = ".".join(str(part) for part in problem["loc"] if part != "[key]")
        if problem["type"] == "extra_forbidden":
            near = ", ".join(get_close_matches(key, Settings.model_fields))
            keys = f" like it: {near}" if near else ": " + ", ".join(sorted(Settings.model_fields))
            lines.append(f"{origin}: unknown key '{key}'. Known keys{keys}.")
        else:
            accepted = problem["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
            lines.append(f"{origin}: '{key}' accepts {accepted}; found {problem['input']!r}.")
    return "\n".join(lines)


def load_settings(path: Path) -> Settings:
    """Settings of one file and of the decisions beside it; ``path`` may be the decisions file itself.

    Raises SettingsError for a missing, unreadable or invalid file.
    """
    try:
        text = "" if path.name == DECISIONS_NAME else path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML ({error}).") from None
    stated = settings_from(data, str(path))
    decisions = path.with_name(DECISIONS_NAME)
    entries = read_decisions(decisions)
    if not entries:
        return stated
    found = settings_from({"accepted": entries}, str(decisions))
    return stated.model_copy(update={"accepted": (*stated.accepted, *found.accepted)})


def discover(feed_path: Path) -> Path | None:
    """The nearest auditor.toml from the feed's folder upwards, or None; a decisions file alone counts too."""
    folder = whole if (whole := feed_path.resolve()).is_dir() else whole.parent
    for name in (FILE_NAME, DECISIONS_NAME):
        for place in (folder, *folder.parents):
            if (place / name).is_file():
                return place / name
    return None
