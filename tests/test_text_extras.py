"""Addresses, telephone numbers, contact fields and extras."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from auditor.text.addresses import find_emails, find_phones, find_urls
from auditor.text.contact import judge_field
from auditor.text.extras import addons, belongs_to, free_gift, is_addon_label, is_dimension, joined
from auditor.text.matcher import Matcher

MATCHERS = {lang: Matcher((lang, "en")) for lang in ("en", "zh", "de", "fr", "es", "it", "ja")}
ENGLISH = MATCHERS["en"]
FIRST = np.array([0], np.int32)

URLS = [
    ("www.shop.com", True),
    ("visit shop.com today", True),
    ("https://x.co/abc.", True),
    ("St.John medal", False),
    ("node.js mug", False),
    ("file logo.png", False),
    ("A.com", False),
    ("Model X.io 2", False),
    ("5.5in", False),
    ("Mr.Right", False),
    ("e.g.this", False),
    ("Hello.It is nice", False),
    ("etc.in the", False),
    ("Yes.No", False),
    ("art@shop.com", False),
    ("shop.com/custom", True),
    ("Size:10.5x12.In stock", False),
    ("Made in U.S.A.", False),
    ("Home.Is where", False),
    ("ASP.NET mug", False),
    ("Amazon.com gift", True),
    ("I love you.me too", False),
    ("Love.It", False),
    ("booking.com style", True),
    ("custom sign.For home", False),
    ("vitamin.D.in", False),
    ("www.我的店.com", True),
    ("淘宝网址 taobao.com", True),
    ("我的店：shop.cn", True),
    ("BABY.CO", False),
    ("12.30.info", False),
    ("Follow us: instagram.com/abc", True),
    ("myshop.co.uk", True),
    ("t.me/abc", True),
    ("bit.ly/abc", True),
    ("Dr.Me", False),
    ("bolts.com", True),
    ("M.At home", False),
    ("great gift.Be happy", False),
    ("Be.Happy.At.Work", False),
]
EMAILS = [
    ("art@shop.com", True),
    ("@handle", False),
    ("3 @ 5.50", False),
    ("email me at joe @ gmail.com", True),
    ("joe (at) gmail.com", False),
    ("＠shop", False),
    ("联系abc@qq.com谢谢", True),
    ("6@1.com", False),
]
PHONES = [
    ("US", "Call 555-123-4567", True),
    ("US", "Call (212) 555-0123", True),
    ("US", "+1 212 736 5000", True),
    ("US", "212-736-5000", True),
    ("US", "10-20-30 cm", False),
    ("US", "2024-05-06", False),
    ("US", "06/15/2026", False),
    ("US", "4006381333931", False),
    ("US", "123-4567890-1234567", False),
    ("US", "100 - 200 - 3000", False),
    ("US", "SKU 212-736-5000A", False),
    ("US", "fits 2010-2015 2016-2020", False),
    ("US", "联系电话13812345678", True),
    ("CN", "微信 13812345678", True),
    ("CN", "13812345678", True),
    ("DE", "Tel: 030 1234567", True),
    ("US", "+49 30 12345678", True),
    ("UK", "07911 123456", True),
    ("UK", "020 7946 0958", True),
    ("US", "WhatsApp +44 7911 123456", True),
    ("US", "8.85910E+11", False),
    ("US", "885909950805", False),
    ("US", "1.5 x 2.5 x 3.5 in 100 200", False),
    ("US", "Part 1234567890", False),
    ("US", "0123456789", False),
    ("US", "ISBN 978-0-13-468599-1", False),
    ("US", "lat 40.712776 -74.005974", False),
    ("US", "$1,234,567.00", False),
    ("US", "12345-6789", False),
    ("US", "555 555 5555", False),
    ("US", "call us 2127365000", True),
    ("US", "110-120-240 V", False),
    ("US", "1920 x 1080 200 300", False),
    ("US", "XS-S-M 34-36-38-40", False),
    ("DE", "90 60 90 100 110", False),
    ("FR", "Tél. 01 42 68 53 00", True),
    ("FR", "01 42 68 53 00", True),
    ("FR", "20 30 40 50 60 cm", False),
    ("US", "B08N5WRWNW 2023 4567", False),
    ("ES", "600 123 456", False),
    ("ES", "Tel 600 123 456", True),
]
FIELDS = [
    ("en", "Phone number", "Custom Dog Tag", False),
    ("en", "Your email for proof", "Business card", True),
    ("en", "Phone model", "Custom Phone Case", False),
    ("en", "Email address", "Custom Mug", True),
    ("en", "Name & phone number", "Personalized Luggage Tag", False),
    ("en", "Instagram handle", "Custom Mug", True),
    ("en", "Address", "House Sign", False),
    ("en", "Home address", "Address Stamp", False),
    ("en", "Enter your name", "Mug", False),
    ("en", "Which phone do you have", "Case", False),
    ("en", "Phone (in case we have questions)", "Pet tag", True),
    ("en", "Contact us if you need help", "Mug", False),
    ("en", "Line 1", "Mug", False),
    ("en", "Shipping address", "Custom Mug", True),
    ("en", "We will contact you with a proof", "Mug", False),
    ("en", "Email", "Mug", True),
    ("en", "Tel", "Keychain", False),
    ("zh", "手机号码（方便快递联系）", "定制钥匙扣", True),
    ("zh", "手机型号", "定制手机壳", False),
    ("zh", "电话号码", "挪车牌", False),
    ("zh", "微信号", "定制杯", True),
    ("de", "E-Mail für den Korrekturabzug", "Visitenkarten", True),
    ("de", "Handymodell", "Handyhülle", False),
    ("de", "Telefonnummer", "Hundemarke", False),
    ("fr", "Adresse e-mail", "Mug", True),
    ("fr", "Modèle de téléphone", "Coque", False),
    ("es", "Móvil", "Taza", True),
    ("es", "Modelo de móvil", "Funda", False),
    ("it", "Indirizzo email", "Tazza", True),
    ("ja", "メールアドレス", "マグカップ", True),
    ("ja", "電話番号", "迷子札", False),
]


@pytest.mark.parametrize(("text", "is_one"), URLS)
def test_urls(text: str, is_one: bool) -> None:
    assert (len(find_urls(pa.array([text]), FIRST)) > 0) == is_one


@pytest.mark.parametrize(("text", "is_one"), EMAILS)
def test_emails(text: str, is_one: bool) -> None:
    assert (len(find_emails(pa.array([text]), FIRST)) > 0) == is_one


@pytest.mark.parametrize(("region", "text", "is_one"), PHONES)
def test_phones(region: str, text: str, is_one: bool) -> None:
    assert (len(find_phones(pa.array([text]), FIRST, region)) > 0) == is_one


def test_spans_name_text_and_place() -> None:
    texts = pa.array(["nothing", "see www.shop.com. Or a@b.com"], pa.large_string())
    ids = np.array([0, 1], np.int32)
    urls = find_urls(texts, ids)
    assert urls.texts.tolist() == [1]
    assert (urls.starts.tolist(), urls.ends.tolist(), list(urls.terms)) == ([4], [16], ["www.shop.com"])
    assert len(find_emails(texts, ids[:1])) == 0
    assert len(find_phones(texts, np.empty(0, np.int32), "US")) == 0


@pytest.mark.parametrize(("language", "text", "base", "asks"), FIELDS)
def test_contact_fields(language: str, text: str, base: str, asks: bool) -> None:
    verdict = judge_field(text, base, MATCHERS[language])
    assert (verdict is not None) == asks
    if verdict:
        assert text[verdict.start : verdict.end] == verdict.term


def test_without_a_title_a_contact_field_only_warns() -> None:
    verdict = judge_field("Phone number", "", ENGLISH)
    assert verdict is not None
    assert verdict.sure == "warning"


@pytest.mark.parametrize(
    ("value", "nouns"),
    [
        ("Blue + keychain", ["keychain"]),
        ("2 mugs", ["mugs"]),
        ("Wine red", []),
        ("Birth flower", []),
        ("Batteries included", []),
    ],
)
def test_second_items(value: str, nouns: list[str]) -> None:
    assert [addon.noun for addon in addons(value, ENGLISH)] == nouns


def test_joins_are_not_prices() -> None:
    assert joined("Blue + keychain")
    assert joined("红色加钥匙扣")
    assert not joined("Blue (+$5.00)")


def test_labels() -> None:
    assert is_addon_label("Optional extras", ENGLISH)
    assert is_dimension("Thread color", ENGLISH)
    assert not is_addon_label("Color", ENGLISH)


@pytest.mark.parametrize(
    ("value", "label", "free"),
    [
        ("Free keychain", "Design", True),
        ("Free gift", "Design", True),
        ("Free Spirit", "Quote", False),
        ("Lead-free", "Metal", False),
        ("BPA free", "Choose", False),
        ("Buy 2 get 1 free", "Choose", True),
        ("Free engraving", "Choose", False),
    ],
)
def test_free_items(value: str, label: str, free: bool) -> None:
    assert (free_gift(value, label, ENGLISH) is not None) == free


def test_parts_belong_to_their_product() -> None:
    assert belongs_to("Chain", "Gold Necklace", {}, ENGLISH)
    assert belongs_to("key rings", "Custom Keychain", {}, ENGLISH)
    assert belongs_to("mugs", "Custom Mug", {}, ENGLISH)
    assert belongs_to("Deckel", "Kaffeebecher", {}, MATCHERS["de"])
    assert belongs_to("杯盖", "定制马克杯", {}, MATCHERS["zh"])
    assert belongs_to("stand", "Trophy", {"trophy": ["stand"]}, ENGLISH)
    assert not belongs_to("pen", "Open House Sign", {}, ENGLISH)
    assert not belongs_to("keychain", "Custom Mug", {}, ENGLISH)
    assert not belongs_to("keychain", "", {}, ENGLISH)
