"""What sellers say of buyers' content, of checks, reviews and other ways, read by the roles of the words."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from auditor.text.addresses import find_emails, find_urls
from auditor.text.contact import judge_field
from auditor.text.matcher import Matcher
from auditor.text.reuse import reuse_claims
from auditor.text.reviews import asks_for_review
from auditor.text.sending import sent_elsewhere
from auditor.text.waivers import waives_checks

REUSES = [
    "We may feature your portrait photo on our Instagram page",
    "Your artwork is archived with us for two years so that you can reorder",
    "Designs sent in by customers can be added to our product range",
    "You grant us the right to publish your pictures",
    "Uploaded logos become the property of the shop",
    "Ihre Fotos dürfen auf unserer Facebook-Seite erscheinen",
    "Wir heben Ihre Druckdaten auf, sie werden für Nachbestellungen gespeichert",
    "Kundenmotive bieten wir auch anderen Kunden an",
    "Vos photos pourront être publiées sur notre site",
    "Nous conservons votre visuel pour une prochaine commande",
    "Podremos mostrar tu foto en nuestras redes",
    "Guardamos tu imagen para que puedas repetir el pedido en el futuro",
    "Potremo mostrare la tua foto sul nostro profilo",
    "Conserviamo la tua grafica per i prossimi acquisti",
    "我们会把您的照片发布到朋友圈",
    "您的设计稿将存入图库,方便返单",
    "客户设计可能会上架出售",
    "お客様の写真を当店のインスタで紹介することがあります",
    "デザインデータは再注文のために保管します",
    "いただいたデザインを商品化する場合があります",
]
KEEPS_TO_THE_ORDER = [
    "We will never publish your photo",
    "Your picture stays sharp for many years",
    "You authorise us to print your picture for this order",
    "Keep your photos safe in this album",
    "Photos are saved in your cart and can be changed later",
    "Ihr Bild wird nicht veröffentlicht und nicht gespeichert",
    "Ihre Daten verwenden wir nur zur Herstellung Ihrer Bestellung",
    "Votre image n'est jamais publiée sur notre site",
    "Tu foto no se guarda para futuros pedidos",
    "La tua foto non viene mai usata per pubblicità",
    "您的照片不会用于宣传,也不会保存",
    "照片打印清晰,长期保存不褪色",
    "お写真を広告に使用することはありません",
]
WAIVES = [
    "Nobody here checks the images you send",
    "We'll stitch any brand logo, no licence needed",
    "Whether you own the copyright does not matter to us",
    "No picture will be refused, whoever owns it",
    "Copyright is not our concern, all images are printed",
    "Wir sehen uns Ihre Bilder nicht an, Rechte werden nicht geprüft",
    "Auch geschützte Figuren drucken wir ohne Genehmigung",
    "Uns ist egal, wem das Logo gehört",
    "Nous ne regardons pas les droits de vos photos",
    "On imprime tout, même les marques",
    "No nos importa si la imagen tiene derechos, la grabamos",
    "Grabamos todo, también personajes famosos",
    "Nessuno controlla i file che carichi",
    "Stampiamo tutto, anche personaggi e marchi",
    "图片版权我们不管,发来就印",
    "什么品牌都能印,不需要授权",
    "本店不审图",
    "著作権は確認しません、そのまま印刷します",
    "キャラクターでも何でもプリントします",
]
CHECKS = [
    "Please check your spelling, we do not correct mistakes",
    "We check every image for copyright before printing",
    "Only upload pictures you own the rights to",
    "Copyrighted logos cannot be printed",
    "By uploading you confirm that you hold the rights",
    "Any colour and any name is possible",
    "Bitte nur Bilder hochladen, an denen Sie die Rechte besitzen",
    "Geschützte Logos drucken wir nicht",
    "Nous n'imprimons pas les images protégées",
    "No imprimimos logos protegidos",
    "Non stampiamo marchi protetti",
    "请勿上传侵权图片",
    "我们会审核图片版权",
    "著作権のある画像は印刷できません",
]
REVIEWS = [
    "A five-star review would help our family business",
    "Write a review and get a free pen",
    "Please message us before leaving a negative review",
    "Wenn Sie zufrieden sind, freuen wir uns über eine Bewertung",
    "Ein Gutschein für Ihre Rezension",
    "Laissez-nous un avis si vous êtes content",
    "Si te gusta, déjanos una reseña",
    "Se sei soddisfatto, lasciaci una recensione",
    "满意请给五星好评",
    "晒图评价送优惠券",
    "レビューを書いて次回10%OFFクーポン",
    "気に入ったら高評価をお願いします",
]
NO_REVIEWS = [
    "Reviewed and loved by thousands of parents",
    "Over 300 five-star reviews",
    "We review your design before printing",
    "Please review your text in the preview",
    "A cushion with five stars",
    "Kissen mit fünf Sternen bestickt",
    "À notre avis le plus doux des coussins",
    "Más de 300 reseñas de cinco estrellas",
    "顾客好评如潮",
    "星柄のクッション",
]
SENT = [
    "Email your photo to our design team",
    "Please send the logo through Amazon messages",
    "Share the names with us by e-mail",
    "Das Foto schicken Sie uns bitte per Mail",
    "Envoyez la photo au vendeur par message",
    "Envía el texto por mensaje al vendedor",
    "Manda il testo al venditore via email",
    "照片请发到客服邮箱",
    "画像はメールでお送りください",
]
IN_THE_FORM = [
    "Upload your photo here",
    "Type the names into the text field",
    "Add a message for the card",
    "Include the date in the message",
    "Laden Sie Ihr Foto hoch",
    "Écrivez le prénom dans le champ",
    "Escribe el nombre en el campo",
    "Scrivi il nome nel campo",
    "请上传照片",
    "写真をアップロードしてください",
]
MATCHERS = {lang: Matcher((lang, "en")) for lang in ("en", "zh", "de", "fr", "es", "it", "ja")}
FIRST = np.array([0], np.int32)
FIELDS = [
    ("en", "Phone number to be engraved on the collar", "Mug", False),
    ("en", "Phone number (back)", "Mug", False),
    ("en", "How can we reach you?", "Mug", True),
    ("en", "Where should we ship it?", "Mug", True),
    ("en", "Your e-mail", "Wooden Sign", True),
    ("en", "Your e-mail", "Business Card Holder", False),
    ("en", "Follow our Instagram", "Mug", False),
    ("en", "Please do not enter phone numbers", "Mug", False),
    ("en", "WhatsApp: +1 415 736 2211", "Mug", False),
    ("zh", "要刻在牌上的手机号", "定制杯", False),
    ("zh", "您的邮箱", "定制木牌", True),
    ("zh", "买家手机", "定制杯", True),
    ("zh", "请勿填写电话", "定制杯", False),
    ("de", "Telefonnummer für die Hundemarke", "Tasse", False),
    ("de", "Wie erreichen wir Sie?", "Tasse", True),
    ("fr", "Téléphone à graver au dos", "Mug", False),
    ("fr", "Comment vous joindre ?", "Mug", True),
    ("es", "Teléfono para grabar", "Taza", False),
    ("es", "Móvil del comprador", "Cartel", True),
    ("it", "Telefono da incidere", "Tazza", False),
    ("it", "Telefono del destinatario", "Tazza", True),
    ("ja", "首輪に刻印する電話番号", "マグカップ", False),
    ("ja", "受取人の電話番号", "マグカップ", True),
]
SHOPS = [
    ("See more on bluebarnprints.co", True),
    ("Visit bluebarnprints.info for fonts", True),
    ("Made with love.co-workers enjoy it", False),
    ("Great for personalization.it is easy", False),
    ("See bluebarnprints.in", True),
    ("Cut in one.to order add to cart", False),
]
HANDLES = [
    ("Follow Instagram @blue.barn", False),
    ("Instagram @bluebarn.com", False),
    ("Write to info @bluebarn.com", True),
    ("Write to info@bluebarn.com", True),
]


def verdicts() -> list[tuple[str, str, bool]]:
    """(question, text, whether it objects)."""
    pairs = {
        "reuse": (REUSES, KEEPS_TO_THE_ORDER),
        "waive": (WAIVES, CHECKS),
        "review": (REVIEWS, NO_REVIEWS),
        "send": (SENT, IN_THE_FORM),
    }
    return [
        (name, text, bad)
        for name, lists in pairs.items()
        for bad, texts in zip((True, False), lists, strict=True)
        for text in texts
    ]


@pytest.mark.parametrize(("question", "text", "bad"), verdicts())
def test_sentences(question: str, text: str, bad: bool) -> None:
    answers = {
        "reuse": lambda: next(reuse_claims(text), None),
        "waive": lambda: next(waives_checks(text), None),
        "review": lambda: asks_for_review(text),
        "send": lambda: next(sent_elsewhere(text), None),
    }
    assert (answers[question]() is not None) == bad


@pytest.mark.parametrize("texts", [REUSES, WAIVES, REVIEWS, SENT])
def test_the_place_is_the_sentence(texts: list[str]) -> None:
    ask = {id(REUSES): reuse_claims, id(WAIVES): waives_checks, id(SENT): sent_elsewhere}.get(id(texts))
    for text in texts:
        long = f"Nice gift. {text}. Ships fast."
        span = next(ask(long), None) if ask else asks_for_review(long)
        assert span is not None
        assert 11 <= span[0] < span[1] <= 12 + len(text)


@pytest.mark.parametrize(("language", "text", "base", "asks"), FIELDS)
def test_contact_fields_by_what_they_are_for(language: str, text: str, base: str, asks: bool) -> None:
    assert (judge_field(text, base, MATCHERS[language]) is not None) == asks


@pytest.mark.parametrize(("text", "is_one"), SHOPS)
def test_shops_with_endings_that_are_words(text: str, is_one: bool) -> None:
    assert (len(find_urls(pa.array([text]), FIRST)) > 0) == is_one


@pytest.mark.parametrize(("text", "is_one"), HANDLES)
def test_accounts_are_no_mail_addresses(text: str, is_one: bool) -> None:
    assert (len(find_emails(pa.array([text]), FIRST)) > 0) == is_one
