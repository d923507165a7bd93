"""What sellers and agencies write about a program's approval, in seven languages: approved, pending, refused, none."""

from __future__ import annotations

import re
from typing import Literal

ProgramState = Literal["approved", "pending", "refused", "not_enrolled"]

_STATES: tuple[tuple[ProgramState, str], ...] = (
    (
        "not_enrolled",
        r"\bin-?acti[vf]|inaktiv|inattiv|非活动|停用|無効"
        r"|\bnot (?:enrolled|applied|registered|in (?:the )?program|joined|yet applied|requested|started)|never applied"
        r"|^(?:no|none|n/a|-|–|not? enrolled|unenrolled)$"
        r"|未(?:加入|注册|申请|报名|参加|开通)|没有(?:加入|注册|申请|报名|开通)|尚未(?:加入|注册|申请|报名|开通)|^(?:无|否|没有)$"
        r"|nicht (?:angemeldet|registriert|teilgenommen|beantragt)|^(?:nein|keine?)$"
        r"|non (?:inscrit|enregistré|demandé)e?|pas (?:inscrit|demandé)e?|^(?:non|aucune?)$"
        r"|no (?:inscrit[oa]|registrad[oa]|solicitad[oa])|sin (?:inscripción|solicitar)|^ningun[oa]?$"
        r"|non (?:iscritt[oa]|registrat[oa]|richiest[oa])|^nessun[oa]?$"
        r"|未(?:登録|申請|加入|参加)|登録なし|^(?:なし|いいえ)$",
    ),
    (
        "pending",
        r"\bnot yet\b|noch nicht|pas encore|aún no|todavía no|non ancora|尚未(?:批准|通过|获批)|まだ",
    ),
    (
        "refused",
        r"\b(?:refused|rejected|denied|declined|disapproved|not approved|unapproved|revoked|removed|suspended)\b"
        r"|\bterminated\b"
        r"|拒绝|被拒|驳回|未通过|不通过|未批准|未获批|审核失败|撤销|取消资格|移除|暂停"
        r"|abgelehnt|verweigert|nicht (?:genehmigt|freigeschaltet|freigegeben|zugelassen)|gesperrt|entzogen"
        r"|refusée?|rejetée?|non approuvée?|pas approuvée?|suspendue?"
        r"|rechazad[oa]|denegad[oa]|no aprobad[oa]|suspendid[oa]"
        r"|rifiutat[oa]|respint[oa]|negat[oa]|non approvat[oa]|sospes[oa]"
        r"|却下|拒否|不承認|未承認|否認|停止",
    ),
    (
        "pending",
        r"\b(?:pending|applied|submitted|in review|under review|in progress|requested|waiting|awaiting|processing)\b"
        r"|申请中|审核中|待审核|审批中|待批准|等待|处理中|已申请|已提交|待定"
        r"|beantragt|in (?:prüfung|bearbeitung)|ausstehend|wartet|offen|angefragt|eingereicht"
        r"|en (?:attente|cours|examen)|demandée?|soumise?"
        r"|pendiente|en (?:revisión|curso|proceso|trámite)|solicitad[oa]|enviad[oa]"
        r"|in (?:attesa|corso|revisione|lavorazione)|richiest[oa]|inviat[oa]"
        r"|申請中|審査中|保留|承認待ち|申請済",
    ),
    (
        "approved",
        r"\b(?:approved|active|enrolled|registered|accepted|granted|live|enabled|member)\b|^(?:yes|ok|y|✓|✔|x)$"
        r"|已批准|获批|已通过|通过|已加入|已注册|已开通|批准|^(?:是|有|可)$"
        r"|genehmigt|freigeschaltet|freigegeben|zugelassen|bewilligt|aktiv|angemeldet|registriert|^ja$"
        r"|approuvée?|acceptée?|validée?|inscrite?|active?|^oui$"
        r"|aprobad[oa]|aceptad[oa]|inscrit[oa]|registrad[oa]|activ[oa]|^s[íi]$"
        r"|approvat[oa]|accettat[oa]|iscritt[oa]|registrat[oa]|attiv[oa]|^s[ìi]$"
        r"|承認|登録済|許可|有効|^はい$",
    ),
)
"""Tried in this order: a denial holds the word it denies."""
_COMPILED = tuple((state, re.compile(pattern, re.IGNORECASE)) for state, pattern in _STATES)

_HANDMADE = re.compile(
    r"hand-?made|handgemacht|fait main|hecho a mano|fatto a mano|手工|ハンドメイド", re.IGNORECASE
)

_MARKETPLACES: tuple[tuple[str, str], ...] = (
    (
        "US",
        r"\bus\b|\busa\b|united states|u\.s\.|amazon\.com(?!\.)|美国|美國|vereinigte staaten"
        r"|états-unis|etats-unis|estados unidos|stati uniti|アメリカ|米国",
    ),
    ("CA", r"\bca\b|canada|amazon\.ca\b|加拿大|kanada|canadá|カナダ"),
    ("MX", r"\bmx\b|mexico|méxico|amazon\.com\.mx|墨西哥|mexiko|mexique|messico|メキシコ"),
    (
        "UK",
        r"\buk\b|\bgb\b|united kingdom|great britain|amazon\.co\.uk|英国|英國"
        r"|großbritannien|royaume-uni|reino unido|regno unito|イギリス|英国",
    ),
    (
        "DE",
        r"\bde\b|germany|deutschland|amazon\.de\b|德国|德國"
        r"|allemagne|alemania|germania|ドイツ",
    ),
    ("FR", r"\bfr\b|france|amazon\.fr\b|法国|法國|frankreich|francia|フランス"),
    ("ES", r"\bes\b|spain|españa|amazon\.es\b|西班牙|spanien|espagne|spagna|スペイン"),
    ("IT", r"\bit\b|italy|italia|amazon\.it\b|意大利|italien|italie|イタリア"),
    ("NL", r"\bnl\b|netherlands|amazon\.nl\b|荷兰|niederlande|pays-bas|países bajos|paesi bassi|オランダ"),
    ("SE", r"\bse\b|sweden|amazon\.se\b|瑞典|schweden|suède|suecia|svezia|スウェーデン"),
    ("PL", r"\bpl\b|poland|amazon\.pl\b|波兰|polen|pologne|polonia|ポーランド"),
    ("JP", r"\bjp\b|japan|amazon\.co\.jp|日本|japon|japón|giappone"),
    ("AU", r"\bau\b|australia|amazon\.com\.au|澳大利亚|澳洲|australien|australie|オーストラリア"),
)
"""Marketplaces by letters, name or domain."""
_PLACES = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _MARKETPLACES)


def state_of(text: str) -> ProgramState | None:
    """What a status cell says; None where it says nothing that can be read."""
    word = " ".join(text.split())
    return next((state for state, pattern in _COMPILED if word and pattern.search(word)), None)


def program_of(text: str) -> Literal["custom", "handmade"]:
    """Which program a cell names; the Customization Program where it names none."""
    return "handmade" if _HANDMADE.search(text) else "custom"


def marketplaces_of(text: str) -> tuple[str, ...]:
    """The marketplaces a cell names (two letters each), in the order of the list above."""
    return tuple(code for code, pattern in _PLACES if pattern.search(text))
