"""Fields that ask for sensitive data, and upload fields that do not say what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence
from auditor.evidence.asking import beside, graded, objects, titles_of, whole
from auditor.evidence.custom_fields import type_says
from auditor.evidence.sentence_words import in_sentences
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import PURPOSE
from auditor.rules.data_clauses import VERIFY
from auditor.rules.declare import rule
from auditor.text.sentences import denied

FORM = ("custom_label", "custom_instruction", "custom_placeholder")
MEDICAL = re.compile(
    r"medic|allerg|diabet|alert|health|notfall|médic|urgence|salute|sanitar|医疗|病|急救|医療|救急",
    re.IGNORECASE,
)
NETWORK = re.compile(r"wi-?fi|wlan|network|guest|无线|ネット|qr", re.IGNORECASE)
BUSINESS = re.compile(
    r"business|company|stamp|letterhead|invoice|receipt|card\b|visitenkarte|stempel|briefpapier|rechnung|firmen|tampon"
    r"|carte de visite|en-t[êe]te|facture|sello|tarjeta|membrete|factura|timbro|biglietti? da visita|intestata|fattura"
    r"|名片|印章|公章|发票|收据|抬头|名刺|ゴム印|スタンプ|請求書|領収",
    re.IGNORECASE,
)
ACCOUNTS = re.compile(
    r"account|iban|tax|routing|konto|steuer|bankverbindung|compte|rib\b|fiscal|cuenta|conto|fiscale|coordinate|账号|账户|税|口座",
    re.IGNORECASE,
)
"""What a business prints on its stationery."""
SECRET = re.compile(r"pass|code|contrase|mot de|密码|パスワード|暗証|pin", re.IGNORECASE)


@rule(
    "TX310",
    Severity.ERROR,
    tier=1,
    clause=PURPOSE,
    title=Text("Field asks for sensitive personal data", "字段索取敏感个人信息"),
    message=Text("'{term}' asks for sensitive personal data.", "“{term}”索取敏感个人信息。"),
    advice=Text("Delete the field.", "请删除该字段。"),
    needs=(FORM,),
    custom_only=True,
    reads={"data.sensitive": FORM},
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom Wallet"],
                "custom_label_1": ["Passport number", "Name"],
                "custom_instruction_1": ["", "Enter your credit card number"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Wi-Fi Sign", "Custom Lock"],
                "custom_label_1": ["Password", "Colour"],
                "custom_instruction_1": [
                    "WiFi password",
                    "Password lock with 3 digits. Never enter your password",
                ],
            },
            cells=((0, "custom_label_1"), (1, "custom_instruction_1")),
        ),
        Example(
            bad={"sku": ["A1"], "title": ["定制钱包"], "custom_label_1": ["身份证号码"]},
            good={"sku": ["A1"], "title": ["定制WiFi立牌"], "custom_label_1": ["密码"]},
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def sensitive_data(evidence: Evidence) -> Iterator[Hits]:
    """No product needs a passport number; such data has no place in an order.

    A medical bracelet prints medical conditions, business stationery an account or a tax number: there it is a note.
    The password of a Wi-Fi sign is what gets printed, and clean. A sentence that warns against entering such data is
    clean.
    """
    found = evidence.matches("data.sensitive", *FORM)
    found = found.where(in_sentences(found, lambda sentence, before, term: not denied(before))).once()
    titles = titles_of(evidence, found.rows).tolist()
    terms = found.terms.tolist()
    wireless = [
        bool(NETWORK.search(title) and SECRET.search(term)) for title, term in zip(titles, terms, strict=True)
    ]
    medical = [
        bool(MEDICAL.search(title) and MEDICAL.search(term))
        for title, term in zip(titles, terms, strict=True)
    ]
    billed = [
        bool(BUSINESS.search(title) and ACCOUNTS.search(term))
        for title, term in zip(titles, terms, strict=True)
    ]
    printed = np.array(billed, bool) | np.array(medical, bool)
    severities = np.where(printed, int(Severity.INFO), int(Severity.ERROR))
    meant = ~np.array(wireless, bool)
    yield from graded(found.where(meant), severities[meant])


UPLOAD = re.compile(
    r"image|upload|photo|picture|logo|file|bild|foto|datei|imagen|immagin|图片|上传|照片|画像|写真|アップロード",
    re.IGNORECASE,
)
RULES = re.compile(
    r"\bown(?:ed)?\b|\brights?\b|permission|copyright|licen[cs]|trademark|infring|offensive|protected|eigen|recht|urheber"
    r"|erlaub|marke|droit|propri|autoris|marque|derecho|propi|permis|marca|diritt|propri|autorizz|版权|侵权|自有|有权|授权"
    r"|权利|商标|违规|著作権|権利|許可|肖像|商標",
    re.IGNORECASE,
)


@rule(
    "TX312",
    Severity.INFO,
    tier=1,
    clause=VERIFY,
    title=Text("Upload field without content rules", "上传字段缺少内容规则"),
    message=Text(
        "Upload field '{label}' does not tell buyers which content is refused.",
        "上传字段“{label}”未说明哪些内容会被拒绝。",
    ),
    advice=Text(
        "Say in its instructions that only images may be uploaded which the buyer owns or may use.",
        "请在说明中补充：“仅可上传您拥有或有权使用的图片。”",
    ),
    needs=("custom_type",),
    custom_only=True,
    reads={"": ("custom_type",)},
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "custom_label_1": ["Your photo"],
                "custom_type_1": ["Image upload"],
                "custom_instruction_1": ["300 dpi or more"],
            },
            good={
                "sku": ["A1"],
                "custom_label_1": ["Your photo"],
                "custom_type_1": ["Image upload"],
                "custom_instruction_1": ["Only images you own or may use"],
                "custom_type_2": ["Text"],
            },
            cells=((0, "custom_type_1"),),
        ),
        Example(
            bad={"sku": ["A1"], "custom_label_1": ["照片"], "custom_type_1": ["图片上传"]},
            good={
                "sku": ["A1"],
                "custom_label_1": ["照片"],
                "custom_type_1": ["图片上传"],
                "custom_instruction_1": ["请勿上传侵权图片"],
            },
            cells=((0, "custom_type_1"),),
            language="zh",
        ),
    ),
)
def upload_without_rules(evidence: Evidence) -> Iterator[Hits]:
    """Buyers who are told which pictures are refused submit fewer that must be refused.

    Looked for in the field's own label, instructions and placeholder; ``upload_notice_required = false`` in
    auditor.toml ends it.
    """
    if not evidence.settings.upload_notice_required:
        return
    cells = evidence.cells("custom_type")
    cells = cells.where(type_says(evidence, cells, UPLOAD))
    texts = [beside(evidence, field, cells.rows, cells.columns).tolist() for field in FORM]
    silent = [not any(RULES.search(text) for text in one) for one in zip(*texts, strict=True)]
    found = whole(evidence.corpus, cells.where(np.array(silent, bool)))
    labels = [label for label, bare in zip(texts[0], silent, strict=True) if bare]
    named = [label or value for label, value in zip(labels, found.values.tolist(), strict=True)]
    yield found.hits(label=objects(named))
