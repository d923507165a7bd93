"""Precision and recall of the rules, per rule and per language, on labelled examples.

``python -m bench.accuracy.measure [FILE.yaml …]`` audits each labelled example as a row of a small feed and compares
the codes found with the codes expected. Only codes that exist and that the labels of that kind speak of are compared.
An example labelled ``ambiguous`` expects CP011 at any severity, and one labelled ``base`` CP011 as an error.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from auditor.config import Settings
from auditor.engine import audit
from auditor.model import Rule
from auditor.rules import all_rules
from auditor.text.matcher import Matcher
from tests.feeds import make_feed

DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "rules" / "examples.yaml"

FIELD_OF_ROLE = {
    "label": "custom_label_1",
    "instruction": "custom_instruction_1",
    "placeholder": "custom_placeholder_1",
    "title": "title",
    "bullet": "bullet_1",
    "description": "description",
}

Row = dict[str, str]


@dataclass
class Score:
    """Counts of one rule or one language; ``missed`` and ``wrong`` are the examples behind them."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One line of the table."""
        found, expected = self.right + len(self.wrong), self.right + len(self.missed)
        precision = f"{self.right / found:6.1%}" if found else "     –"
        recall = f"{self.right / expected:6.1%}" if expected else "     –"
        return f"{name:<12}{expected:>9}{found:>7}{precision:>11}{recall:>9}"


def row_of(example: Mapping[str, Any]) -> Row:
    """The feed row an example becomes, by column key."""
    kind = example["kind"]
    row = {"is_customizable": "Yes", "title": str(example.get("base", ""))}
    if kind in ("title", "refurb"):
        row["title"] = example["text"]
    elif kind == "options":
        row |= _list_columns(1, example["label"], example["options"])
    elif kind == "hardware":
        for number, (label, options) in enumerate(example["fields"], 1):
            row |= _list_columns(number, label, options)
    elif kind == "field":
        row[FIELD_OF_ROLE[example.get("role", "label")]] = example["text"]
    elif kind == "gtin":
        row["gtin"] = str(example["text"])
    return row


def _list_columns(number: int, label: str, options: Sequence[str]) -> Row:
    values = {f"option_value_{number}_{place}": value for place, value in enumerate(options, 1)}
    return {f"custom_label_{number}": label, **values}


def expected_codes(example: Mapping[str, Any]) -> set[str]:
    """The codes an example's label stands for."""
    expect, kind = example["expect"], example["kind"]
    if kind == "title":
        return {"CP011"} if expect in ("base", "ambiguous") else set()
    if kind in ("refurb", "hardware"):
        code = {"refurb": "CP013", "hardware": "CP012"}[kind]
        return {code} if expect else set()
    return {code.replace("-", "") for code in expect}


def found_codes(
    examples: Sequence[Mapping[str, Any]], language: str, rules: Sequence[Rule]
) -> list[dict[str, str]]:
    """Code → severity per example; all examples of a kind and language are rows of one feed."""
    rows = [row_of(example) for example in examples]
    keys = dict.fromkeys(key for row in rows for key in row)
    columns = {key: [row.get(key, "") for row in rows] for key in sorted(keys, key=_column_order)}
    columns = {"sku": [f"S{number}" for number in range(len(rows))], **columns}
    result = audit(make_feed(columns, language=language), Settings(), rules=rules)
    found: list[dict[str, str]] = [{} for _ in rows]
    # a finding about the whole file has no row
    frame = result.findings.table("en").dropna(subset="row")
    for row, code, severity in zip(frame["row"], frame["code"], frame["severity"], strict=True):
        found[int(row) - 2][code] = str(severity)
    return found


def _column_order(key: str) -> tuple[int, ...]:
    return tuple(int(part) for part in key.split("_") if part.isdigit())


def show(example: Mapping[str, Any]) -> str:
    """An example on one line."""
    shown = {k: v for k, v in example.items() if k not in ("lang", "kind", "expect")}
    return f"[{example['lang']} {example['kind']}] " + " · ".join(f"{k}: {v}" for k, v in shown.items())


class Tally:
    """Scores per rule, per language and per kind."""

    def __init__(self) -> None:
        self.scores: dict[str, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))

    def add(self, example: Mapping[str, Any], expected: set[str], found: set[str]) -> None:
        """Count one example's codes."""
        for code in sorted(expected | found):
            keys = (("rule", code), ("language", example["lang"]), ("kind", example["kind"]))
            for table, key in keys:
                score = self.scores[table][key]
                if code in expected and code in found:
                    score.right += 1
                elif code in expected:
                    score.missed.append(f"{code} {show(example)}")
                else:
                    score.wrong.append(f"{code} {show(example)}")

    def print(self) -> None:
        """The tables, then every miss and false alarm."""
        for table, scores in self.scores.items():
            print(f"\n{table:<12}{'expected':>9}{'found':>7}{'precision':>11}{'recall':>9}")
            for key in sorted(scores):
                print(scores[key].line(key))
        for title, attribute in (("misses", "missed"), ("false alarms", "wrong")):
            print(f"\n{title}:")
            lines = [line for score in self.scores["rule"].values() for line in getattr(score, attribute)]
            print("\n".join(f"  {line}" for line in sorted(lines)) or "  none")


def measure(examples: Sequence[Mapping[str, Any]], rules: Sequence[Rule]) -> Tally:
    """Audit the examples and compare."""
    tally = Tally()
    codes = {rule.code for rule in rules}
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for example in examples:
        grouped[example["kind"], example["lang"]].append(example)
    for (kind, language), members in grouped.items():
        if kind == "group":
            _add_groups(tally, members, language)
            continue
        spoken = {code for e in examples if e["kind"] == kind for code in expected_codes(e)} & codes
        for example, found in zip(members, found_codes(members, language, rules), strict=True):
            wanted = expected_codes(example) & codes
            seen = set(found) & spoken
            if example["expect"] == "base" and found.get("CP011") != "error":
                seen -= {"CP011"}
            tally.add(example, wanted, seen)
    return tally


def _add_groups(tally: Tally, examples: Iterable[Mapping[str, Any]], language: str) -> None:
    """Word groups no rule of its own stands for: asked of the matcher."""
    matcher = Matcher((language, "en"))
    for example in examples:
        name = example["group"]
        if name in matcher.groups:
            expected = {name} if example["expect"] else set()
            tally.add(example, expected, {name} if matcher.found(name, example["text"]) else set())


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the files named, the usual one by default."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.measure", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[DEFAULT])
    files: list[Path] = parser.parse_args(arguments).files
    missing = [path for path in files if not path.is_file()]
    if missing:
        print(f"no labelled examples at {', '.join(map(str, missing))}: nothing to measure")
        return 0
    examples = [example for path in files for example in yaml.safe_load(path.read_text(encoding="utf-8"))]
    rules = all_rules()
    kinds = Counter(example["kind"] for example in examples)
    print(f"{len(rules)} rules; examples: " + ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())))
    measure(examples, rules).print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
