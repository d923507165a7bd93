"""The marketplace's limits as a page: value, marketplaces, days, how sure, where from."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.packs import Certainty, Entry, load_pack

SURENESS: Mapping[Certainty, str] = {
    "measured": "seen in the marketplace's files",
    "official": "stated by the marketplace",
    "several": "told by several others",
    "single": "told by one source",
}
HEAD = ("limit", "value", "where", "from", "to", "severity", "how sure", "source")


def limits_page() -> list[str]:
    """Markdown lines: one table row per entry of the pack."""
    lines = [
        "# Limits of the marketplace",
        "",
        "What no template states, as `auditor/packs/amazon.yaml` holds it. Rules take what is in force for the feed's "
        "marketplace on the day of the audit (`today` in auditor.toml).",
        "",
        f"| {' | '.join(HEAD)} |",
        "|" + "---|" * len(HEAD),
    ]
    for name, entries in load_pack().limits.items():
        general = "everywhere else" if any(entry.marketplaces for entry in entries) else "everywhere"
        lines += [f"| {' | '.join((f'`{name}`', *_cells(entry, general)))} |" for entry in entries]
    return [*lines, ""]


def _cells(entry: Entry, general: str) -> tuple[str, ...]:
    value = f"{entry.value:,}" if isinstance(entry.value, int) else ", ".join(entry.value)
    where = ", ".join(entry.marketplaces) or general
    if entry.except_:
        where = f"all but {', '.join(entry.except_)}"
    return (
        value,
        where,
        entry.valid_from.isoformat() if entry.valid_from else "",
        entry.valid_to.isoformat() if entry.valid_to else "",
        entry.severity or "the rule's",
        SURENESS[entry.certainty],
        entry.source,
    )
