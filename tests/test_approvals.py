"""Accounts lists: read in seven languages, applied to the feeds of the run, never audited themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.config import settings_from
from auditor.engine import audit
from auditor.evidence import Run
from auditor.evidence.approvals import ListedApproval, listed_approvals, standing
from auditor.feed.load import load_feed
from auditor.rules import all_rules
from auditor.text.program_status import ProgramState, marketplaces_of, program_of, state_of
from tests.feeds import make_feed

WORDS: dict[ProgramState, str] = {
    "approved": "Approved|enrolled|Yes|已批准|审核通过|genehmigt|freigeschaltet"
    "|approuvé|oui|aprobado|sí|approvato|承認済み",
    "pending": "Pending|applied 2026-03-01|not yet approved|under review|审核中|已申请|in Prüfung|beantragt|en attente"
    "|en attente d'approbation|pendiente|in attesa di approvazione|審査中|承認待ち",
    "refused": "Refused|rejected|not approved|被拒绝|未通过|abgelehnt|nicht genehmigt|refusé|rechazado|no aprobado"
    "|rifiutato|non approvato|却下",
    "not_enrolled": "not enrolled|No|none|inactive|未加入|未申请|否|nicht angemeldet|nein|inaktiv|non inscrit"
    "|no inscrito|non iscritto|未登録|いいえ",
}
PAIRS = [(state, word) for state, words in WORDS.items() for word in words.split("|")]


@pytest.mark.parametrize(("state", "word"), PAIRS)
def test_states_in_seven_languages(state: ProgramState, word: str) -> None:
    assert state_of(word) == state_of(f"  {word.upper()} ") == state


@pytest.mark.parametrize("word", ["", "  ", "see mail", "42"])
def test_what_says_nothing(word: str) -> None:
    assert state_of(word) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("US", ("US",)),
        ("amazon.com", ("US",)),
        ("amazon.com.mx", ("MX",)),
        ("amazon.co.uk, amazon.de", ("UK", "DE")),
        ("美国、德国", ("US", "DE")),
        ("Allemagne", ("DE",)),
        ("all", ()),
    ],
)
def test_marketplaces(text: str, places: tuple[str, ...]) -> None:
    assert marketplaces_of(text) == places


def test_programs() -> None:
    assert program_of("Amazon Handmade") == program_of("手工艺品计划") == "handmade"
    assert program_of("Custom") == program_of("") == "custom"


HEADERS = {
    "en": "Client,Marketplace,Custom status",
    "zh": "店铺,站点,定制计划状态",
    "de": "Kunde,Marktplatz,Genehmigung",
    "fr": "Client,Place de marché,Statut",
    "es": "Cliente,Mercado,Estado",
    "it": "Cliente,Mercato,Stato",
    "ja": "出品者,マーケットプレイス,承認状況",
}


@pytest.mark.parametrize("language", HEADERS)
def test_lists_are_recognised(tmp_path: Path, language: str) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(f"{HEADERS[language]}\nShop One,DE,Approved\nShop Two,DE,?\n", encoding="utf-8")
    feed = load_feed(path)
    assert feed.layout == "accounts_list"
    [one] = listed_approvals(feed)
    assert (one.account, one.marketplaces, one.state, one.row) == ("Shop One", ("DE",), "approved", 2)


@pytest.mark.parametrize(
    "header",
    ["sku,title,status,marketplace", "order-id,order-item-id,sku,status", "Client,Title,Status,Price"],
)
def test_tables_of_products_are_none(tmp_path: Path, header: str) -> None:
    path = tmp_path / "feed.csv"
    path.write_text(f"{header}\n{','.join('abcd')}\n")
    assert load_feed(path, lenient=True).layout != "accounts_list"


def listed(account: str, state: ProgramState, *marketplaces: str) -> ListedApproval:
    return ListedApproval(
        account=account, marketplaces=marketplaces, program="custom", state=state, path="accounts.csv", row=2
    )


TWO = [listed("Shop One", "approved", "US"), listed("Shop Two", "refused", "US")]


@pytest.mark.parametrize(
    ("rows", "path", "marketplace", "state"),
    [
        (TWO[:1], "feed.csv", "US", "approved"),
        (TWO, "in/shop_two/feed.csv", "US", "refused"),
        (TWO, "in/ShopOne-2026.csv", "US", "approved"),
        (TWO, "feed.csv", "US", "unknown"),
        (TWO[:1], "feed.csv", "", "approved"),
        ([listed("A1", "approved"), listed("A1", "pending")], "feed.csv", "US", "unknown"),
        ([], "feed.csv", "US", "unknown"),
    ],
)
def test_which_account_a_feed_belongs_to(
    rows: list[ListedApproval], path: str, marketplace: str, state: str
) -> None:
    assert standing(settings_from({}), rows, path, marketplace).state == state


def test_settings_speak_first() -> None:
    stated = settings_from({"program_approval": {"status": "applied"}})
    assert standing(stated, TWO[:1], "feed.csv", "US").state == "pending"
    elsewhere = standing(settings_from({}), TWO[:1], "feed.csv", "DE")
    assert (elsewhere.state, elsewhere.elsewhere) == ("approved", True)


@pytest.mark.parametrize(
    ("state", "severity", "words"),
    [
        ("approved", None, ""),
        ("pending", "error", "still waiting"),
        ("refused", "error", "refused"),
        ("not_enrolled", "error", "not enrolled"),
    ],
)
def test_the_rule_tells_them_apart(state: ProgramState, severity: str | None, words: str) -> None:
    feed = make_feed({"sku": ["A1"], "is_customizable": ["yes"], "title": ["Custom Mug"]})
    rules = [rule for rule in all_rules() if rule.code == "CP001"]
    table = audit(feed, run=Run((feed,), (listed("Shop", state, "US"),)), rules=rules).table("en")
    assert list(table["severity"]) == ([severity] if severity else [])
    assert all(words in message and "accounts.csv:2" in message for message in table["message"])


def test_a_list_in_the_run_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("Account,Marketplace,Custom status\nShop,US,refused\n")
    (tmp_path / "feed.csv").write_text("sku,title,is_customizable\nA1,Custom Mug,yes\n")
    run = CliRunner().invoke
    together = run(app, ["audit", str(tmp_path), "--out", str(tmp_path / "r"), "--select", "CP001"])
    assert together.exit_code == 1
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["feed.audit.xlsx"]
    alone = run(app, ["audit", str(tmp_path / "accounts.csv"), "--out", str(tmp_path / "r")])
    assert alone.exit_code == 3
    assert "accounts list" in alone.output
