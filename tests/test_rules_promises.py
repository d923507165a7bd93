"""Traps of the rules on text against flag, the element of customization, defects, compliance; the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from auditor.engine import audit
from auditor.model import Hits, Rule, Severity, Text, Told
from auditor.rules.declare import summary_rule
from tests.demand_case import audited, custom_text, found
from tests.feeds import make_feed


class TestTextAndFlag:
    @pytest.mark.parametrize(
        ("field", "text", "severities"),
        [
            ("title", "Mug, not customizable", ["error"]),
            ("bullet_1", "Please note: this item cannot be personalized.", ["error"]),
            ("bullet_1", "The size is not customizable.", []),
            ("bullet_1", "If left blank it comes without personalization.", []),
            ("bullet_1", "The back cannot be personalized.", []),
            ("bullet_1", "Choose your font", ["info"]),
            ("bullet_1", "Upload your photo", ["info"]),
        ],
    )
    def test_texts(self, field: str, text: str, severities: list[str]) -> None:
        assert found(custom_text(field, text), "CP023") == severities

    def test_colours_may_be_variations(self) -> None:
        columns = {**custom_text("bullet_1", "Choose your color"), "color": ["Red"]}
        assert found(columns, "CP023") == []

    def test_promise_kept(self) -> None:
        columns = {**custom_text("bullet_1", "Upload your photo"), "custom_type_1": ["Image upload"]}
        assert found(columns, "CP023") == []

    @pytest.mark.parametrize(
        ("title", "severities"),
        [
            ("Personalized Mug", ["warning"]),
            ("Custom fit seat cover", []),
            ("Mug", []),
        ],
    )
    def test_flag_says_no(self, title: str, severities: list[str]) -> None:
        columns = {"sku": ["A1"], "title": [title], "is_customizable": ["No"]}
        assert found(columns, "CP023") == severities


class TestElement:
    @pytest.mark.parametrize(
        ("label", "values", "title", "severities"),
        [
            ("Gift wrap", "Yes|No", "Car Stereo", ["error"]),
            ("Add-on", "Air freshener|Phone stand", "Car Stereo", ["error"]),
            ("Warranty", "1 year warranty|2 year warranty", "Watch", ["error"]),
            ("Engraving", "Yes|No", "Watch", []),
            ("Accessory", "Chain|Pendant", "Custom Necklace", []),
            ("Phone number", "", "Car Stereo", ["error"]),
            ("Phone number", "", "Custom Pet Tag", []),
            ("Text", "", "Car Stereo", []),
        ],
    )
    def test_one_component(self, label: str, values: str, title: str, severities: list[str]) -> None:
        columns = {"sku": ["A1"], "title": [title], "custom_label_1": [label], "option_value_1": [values]}
        assert found(columns, "CP024") == severities

    def test_one_real_field_clears_the_product(self) -> None:
        columns = {
            "sku": ["A1"],
            "title": ["Car Stereo"],
            "custom_label_1": ["Gift wrap"],
            "option_value_1": ["Yes|No"],
            "custom_label_2": ["Your text"],
        }
        assert found(columns, "CP024") == []


class TestDefects:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Perfectly imperfect", "en"),
            ("Damage resistant case", "en"),
            ("Distressed vintage look", "en"),
            ("If it arrives damaged, contact us", "en"),
            ("Packed so that it is not damaged", "en"),
            ("Schützt vor Kratzern", "de"),
            ("Falls beschädigt, ersetzen wir sie", "de"),
            ("Tasse au motif rayé", "fr"),
            ("Cuaderno rayado", "es"),
            ("如有破损包赔", "zh"),
            ("加厚防破损包装", "zh"),
            ("傷防止加工", "ja"),
        ],
    )
    def test_clean(self, text: str, language: str) -> None:
        assert found(custom_text("bullet_1", text), "CP030", language=language) == []

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Factory second, sold as is", "en"),
            ("Slightly damaged item", "en"),
            ("B-Ware", "de"),
            ("Second choix", "fr"),
            ("Artículo con taras", "es"),
            ("Seconda scelta", "it"),
            ("訳あり品", "ja"),
            ("微瑕处理", "zh"),
        ],
    )
    def test_found(self, text: str, language: str) -> None:
        assert found(custom_text("bullet_1", text), "CP030", language=language) == ["warning"]

    def test_designs_and_sayings(self) -> None:
        columns = {
            **custom_text("custom_label_1", "Quote"),
            "option_value_1": ["Slightly damaged item|Happy"],
        }
        assert found(columns, "CP030") == []


class TestCompliance:
    COLUMNS: Mapping[str, Sequence[str]] = {"?cpsia_warning": [""], "?batteries_required": [""]}

    @pytest.mark.parametrize(
        ("title", "count"),
        [
            ("Custom Baby Blanket", 1),
            ("Custom Mug for Dad from Kids", 0),
            ("Custom Pan | suitable for electric hobs, child lock", 0),
            ("Custom LED Lamp", 1),
            ("Custom Dog Toy", 0),
        ],
    )
    def test_titles(self, title: str, count: int) -> None:
        assert found({**custom_text("title", title), **self.COLUMNS}, "CP034") == ["info"] * count

    def test_filled_or_documented(self) -> None:
        columns = {**custom_text("title", "Custom Baby Blanket"), "?cpsia_warning": ["no_warning_applicable"]}
        assert found(columns, "CP034") == []
        columns = {**columns, "?cpsia_warning": [""]}
        assert found(columns, "CP034", compliance_docs={"A1": ["CPC.pdf"]}) == []

    def test_europe_once_for_the_file(self) -> None:
        columns = {"sku": ["A1", "A2"], "is_customizable": ["Yes"] * 2, "title": ["Mug"] * 2}
        columns |= {"?dsa_responsible_party_address": ["", ""]}
        assert found(columns, "CP034", marketplace="DE") == ["info"]
        assert found(columns, "CP034", marketplace="US") == []


class TestSummary:
    def test_counts_skus_not_findings(self) -> None:
        columns = {
            "sku": ["A1", "A2", "A2"],
            "is_customizable": ["Yes"] * 3,
            "fulfillment_channel": ["AMAZON_NA"] * 3,
            "title": ["Mug, not customizable"] * 3,
            "custom_label_1": ["Text"] * 3,
        }
        table = audited(columns)
        message = table.loc[table["code"] == "CP040", "message"].iloc[0]
        assert message.startswith("SKUs that do what the terms prohibit: 2 (")
        assert "Customizable SKU fulfilled by Amazon: 2" in message
        assert table["code"].iloc[0] == "CP040", "it is shown first"

    def test_accepted_errors_do_not_count(self) -> None:
        columns = custom_text("fulfillment_channel", "AMAZON_NA")
        assert found(columns, "CP040") == ["info"]
        assert found(columns, "CP040", decisions={"A1": {"CP022": "allowed"}}) == []

    def test_crash_of_a_summary_is_told(self) -> None:
        @summary_rule(
            "CP099",
            Severity.INFO,
            tier=1,
            **dict.fromkeys(("clause", "title", "message", "advice"), Text("a", "b")),
        )
        def broken(evidence: object, told: Told) -> list[Hits]:
            """Fails."""
            raise ValueError("no")

        rule: Rule = broken
        result = audit(make_feed({"sku": ["A1"]}), rules=[rule])
        assert result.crashed
        assert [status.state for status in result.statuses] == ["crashed"]
