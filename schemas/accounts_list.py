"""Accounts list: one row per account and marketplace with the status of a program, as agencies keep them.

It is not audited; it says how accounts stand while the other files of the run are.
"""

from __future__ import annotations

from collections.abc import Mapping

from .common import labels_to_keys, report
from .layout import Layout, schema

_LABELS: Mapping[str, str] = {
    "account": "account | account name | account id | client | client name | customer | customer account | seller"
    " | seller name | seller account | seller id | merchant | merchant id | store | store name | shop | shop name"
    " | 账户 | 账号 | 账户名称 | 账号名称 | 客户 | 客户名称 | 店铺 | 店铺名称 | 卖家 | 卖家名称 | 卖家账户"
    " | 卖家编号 | 帐号"
    " | konto | kontoname | kunde | kundenname | verkäufer | verkäuferkonto | händler | shopname"
    " | compte | nom du compte | client | nom du client | vendeur | compte vendeur | boutique"
    " | cuenta | nombre de la cuenta | cliente | nombre del cliente | vendedor | cuenta de vendedor | tienda"
    " | conto | nome account | cliente | nome cliente | venditore | account venditore | negozio"
    " | アカウント | アカウント名 | 顧客 | 顧客名 | クライアント | 出品者 | 出品者名 | ストア | ストア名 | 店舗",
    "country": "marketplace | marketplaces | market | country | site | region | 站点 | 市场 | 国家"
    " | 国家/地区 | 平台站点"
    " | marktplatz | marktplätze | land | place de marché | marché | pays | mercado | marketplace amazon | país"
    " | mercato | paese | マーケットプレイス | 国 | 販売国",
    "program": "program | programme | program name | 计划 | 项目 | 计划名称 | programm | programme amazon | programa"
    " | programma | プログラム | プログラム名",
    "program_status": "status | program status | programme status | approval | approval status | custom status"
    " | custom approval | amazon custom | amazon custom status | customization program | customization program status"
    " | custom program | enrollment | enrollment status | enrolment status | state"
    " | 状态 | 计划状态 | 审批状态 | 批准状态 | 定制计划 | 定制计划状态 | 定制状态 | 亚马逊定制 | 审核状态"
    " | genehmigung | genehmigungsstatus | freischaltung | freischaltungsstatus | programmstatus | zulassung"
    " | statut | état | approbation | statut du programme | statut d'approbation"
    " | estado | aprobación | estado del programa | estado de aprobación"
    " | stato | approvazione | stato del programma | stato approvazione"
    " | ステータス | 状態 | 承認 | 承認状況 | 承認ステータス | 申請状況 | プログラム状況",
}
_OWN = labels_to_keys(
    "\n".join(f"{label.strip()}={key}" for key, labels in _LABELS.items() for label in labels.split(" | "))
)
_OTHER = frozenset({"sku", "title", "asin", "gtin", "order_id", "price", "quantity", "parent_sku", "handle"})
"""Fields of products and orders: a table that has one of them is no accounts list."""


def _lists_accounts(found: set[str], texts: frozenset[str]) -> bool:
    says = bool(found & {"country", "program"}) or any("custom" in text or "定制" in text for text in texts)
    return says and not found & _OTHER


LAYOUT = Layout(
    name="accounts_list",
    title_en="Accounts list",
    title_zh="账户列表",
    recognise=report(
        ["account", "program_status"],
        score=62,
        english="row {row} names accounts, marketplaces and the status of a program",
        chinese="第 {row} 行含有账户、站点和计划状态",
        own=_OWN,
        also=_lists_accounts,
    ),
    schema=schema("accounts_list", {}),
    own=_OWN,
)
