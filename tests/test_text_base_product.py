"""Which product a title names."""

from __future__ import annotations

import pytest

from auditor.text.base_product import BASE_GROUPS, CATEGORIES, judge_title
from auditor.text.matcher import Matcher

MATCHERS = {lang: Matcher((lang, "en")) for lang in ("en", "zh", "de", "fr", "es", "it", "ja")}

DEVICES = [
    (
        "en",
        "Custom Gaming Laptop Dragon Edition 15.6 inch FHD Display Intel i7 16GB RAM 1TB SSD RGB Keyboard",
    ),
    ("en", "Personalized Nintendo Switch Lite with Engraved Name"),
    ("en", "Custom Painted Xbox Series X Console"),
    ("en", "Custom Steam Deck OLED 512GB Laser Engraved"),
    ("en", "Engraved Chromebook for Students"),
    ("en", "Desktop Computer Custom Built RTX 4060 i5-12400F 16GB DDR4 1TB NVMe"),
    ("en", "Custom Wood PC Case Gaming Tower PC i9 RTX 4090"),
    ("en", "Kids Tablet Personalized with Name, 7 inch Android 13"),
    ("en", "Personalised MacBook Air M2 256GB Engraved Lid"),
    ("en", "Custom iMac 24-inch M3"),
    ("en", "Retro Handheld Game Console Custom Engraved"),
    ("en", "Custom Mini PC Wooden Enclosure Intel N100 16GB 512GB"),
    ("en", "Personalized Laptop"),
    ("en", "Custom Laptop, Engraved Name"),
    ("en", "Gift for Dad Custom Engraved iPad 10.2"),
    ("en", "Amazon Fire HD 8 Tablet with Custom Name Engraving"),
    ("en", "Custom PlayStation 5 Slim Console Hydro Dipped"),
    ("en", "Custom Xbox 360 Jasper Console"),
    ("en", "Microsoft Surface Pro 9 Engraved 256GB i5"),
    ("en", "Custom Game Boy Color Backlit IPS"),
    ("de", "Custom PlayStation 5 Konsole mit Wunschdesign"),
    ("de", "Gaming Laptop 17 Zoll i7 RTX 4070 personalisiert"),
    ("de", "iPad 10,9 Zoll mit Gravur"),
    ("de", "Kindertablet mit Namen personalisiert 8 Zoll"),
    ("fr", "MacBook Air gravé personnalisé"),
    ("fr", "Console PS5 personnalisée"),
    ("fr", "PC portable gamer personnalisé 16 Go RAM"),
    ("es", "Consola Nintendo Switch personalizada"),
    ("es", "Portátil gaming personalizado i7 16GB RAM"),
    ("es", "iPad grabado con nombre"),
    ("it", "Notebook personalizzato 15 pollici i5"),
    ("it", "Nintendo Switch personalizzata"),
    ("zh", "定制笔记本电脑 激光刻字"),
    ("zh", "个性定制Switch游戏机 彩绘"),
    ("zh", "iPad Pro 11寸 定制刻字"),
    ("zh", "定制台式电脑主机 i5 16G"),
    ("ja", "名入れ ニンテンドースイッチ 本体 カスタム"),
    ("ja", "MacBook Air 刻印 名入れ"),
    ("ja", "タブレット 子供用 名入れ 7インチ"),
    ("en", "Personalized Toddler Tablet with Kids Name and Case"),
    ("en", "Custom Airbrushed PS5 Console Disc Edition"),
    ("en", "Nintendo Switch OLED Custom Shell Swap Console"),
    ("en", "Engraved Apple iPad (10th Generation) 64GB Silver"),
    ("en", "Custom Logo Android Tablet 10.1 Inch Bulk Order"),
    ("en", "Customized Notebook Computer, Wooden Lid"),
    ("en", "Personalised HP Laptop 14 inch"),
    ("en", "Laser Engraved MacBook Pro"),
    ("en", "Hand Painted Xbox Series S"),
    ("en", "Custom Graphic Gaming Laptop"),
    ("en", "Retro Video Game Console with 620 Games, Custom Name"),
    ("en", 'Personalized Chromebook 11.6" for Kids'),
    ("en", "Design Your Own Gaming PC"),
    ("en", "Custom Photo Tablet Computer"),
    ("en", "Monogram Laptop Computer Pink"),
    ("de", "Individuell gravierter Laptop 15 Zoll"),
    ("de", "Gaming PC mit Wunschgravur Ryzen 7 RTX 4060"),
    ("de", "Nintendo Switch Konsole handbemalt"),
    ("de", "Tower-PC im Wunschdesign"),
    ("de", "Tablet für Kinder mit Namen"),
    ("fr", "Ordinateur gamer personnalisé Ryzen 5 RTX 4060"),
    ("fr", "Tablette enfant personnalisée prénom"),
    ("fr", "Tour PC gamer sur mesure"),
    ("es", "Ordenador gaming a medida RTX 4060"),
    ("es", "Consola retro portátil con nombre"),
    ("es", "Tableta grabada con nombre"),
    ("it", "Computer gaming personalizzato RTX 4060"),
    ("it", "Tablet bambini con nome"),
    ("it", "Console retro personalizzata"),
    ("zh", "定制学习平板电脑 儿童 刻名字"),
    ("zh", "个性化定制游戏主机 PS5 彩绘"),
    ("zh", "来图定制 Switch OLED 主机 喷绘"),
    ("zh", "定制联想笔记本电脑 公司logo"),
    ("ja", "オリジナル デザイン ノートPC 刻印"),
    ("ja", "名入れ ゲーム機 PS5 本体"),
]
ACCESSORIES = [
    ("en", "Personalized Laptop Stand for Desk"),
    ("en", "Custom Gamer Tag Sign PS5 Style"),
    ("en", "Personalized Tablet Pillow Stand"),
    ("en", "Custom Computer Desk Nameplate"),
    ("en", "Nintendo Switch Grip Custom Color"),
    ("en", "Custom Xbox Controller with Name"),
    ("en", "Video Game Console Cake Topper Personalized"),
    ("en", "Custom iPad Sleeve Felt"),
    ("en", "Personalized Tower Cake Stand"),
    ("en", "Gaming Console Stickers Personalized"),
    ("en", "Engraved Laptop Riser Walnut"),
    ("en", "Custom PC Fan Grill"),
    ("en", "Personalized Gaming PC Ornament"),
    ("en", "Personalised Game Boy Style Phone Case"),
    ("en", "Custom MacBook Decal Vinyl Name"),
    ("en", "Lightweight Travel Case for Steam Deck with Custom Name"),
    ("en", "Personalized Kids Activity Tablet Holder Car Seat"),
    ("en", "Computer Geek T-Shirt Personalized"),
    ("en", "Custom Engraved USB Drive for Computer"),
    ("en", "PS5 Controller Charging Station Personalized"),
    ("en", "Mousepad custom gaming desk pad XXL"),
    ("en", "Custom Name Notebook"),
    ("en", "Personalized Tablet Keyboard Case"),
    ("en", "Retro Console Nightlight Custom"),
    ("de", "Tablet Hülle personalisiert"),
    ("de", "Laptop Sleeve mit Initialen"),
    ("de", "Aufkleber für Spielkonsole"),
    ("de", "Holztablett Gravur"),
    ("de", "Notebook Hülle Filz"),
    ("de", "Tablettenbox personalisiert"),
    ("fr", "Étui tablette personnalisé prénom"),
    ("fr", "Sticker console Switch personnalisé"),
    ("fr", "Planche apéro tablette bois"),
    ("fr", "Housse pour MacBook Air"),
    ("fr", "Porte-clés console rétro"),
    ("es", "Funda tablet personalizada"),
    ("es", "Vinilo para portátil personalizado"),
    ("es", "Bolsa de portátil con nombre"),
    ("es", "Soporte para consola Switch"),
    ("es", "Camiseta programador ordenador"),
    ("it", "Borsa per notebook con nome"),
    ("it", "Adesivi PS5 personalizzati"),
    ("it", "Cuscino porta tablet"),
    ("it", "Maglietta programmatore computer"),
    ("zh", "笔记本电脑支架 定制logo"),
    ("zh", "定制鼠标垫 电脑桌垫"),
    ("zh", "Switch收纳包 定制刻字"),
    ("zh", "适用于PS5手柄的定制硅胶套"),
    ("zh", "定制平板保护套 iPad Air"),
    ("zh", "定制手机支架 平板通用"),
    ("zh", "复古游戏机造型摆件 定制"),
    ("zh", "定制笔记本 A6 皮面"),
    ("zh", "电脑防蓝光眼镜 刻字"),
    ("ja", "ノートPCケース 名入れ"),
    ("ja", "タブレットスタンド 名入れ"),
    ("ja", "Switch Joy-Con グリップ 名入れ"),
    ("ja", "パソコンクリーナー 名入れ"),
    ("ja", "ゲーミングマウスパッド オリジナル"),
    ("ja", "iPad対応 ペンケース"),
    ("en", "Custom Laptop Cooling Pad"),
    ("en", "Personalized Laptop Bag for Women"),
    ("en", "Custom Computer Chair with Logo"),
    ("en", "Custom iPad Pencil Grip"),
    ("en", "Gaming PC Decal Set for Tower"),
    ("en", "Personalized Gamer Gift PlayStation Birthday Invitation"),
    ("en", "Custom Tablet Cover with Pen Holder"),
    ("en", "Personalised Computer Mouse Mat"),
    ("en", "Custom Steam Deck Carrying Case"),
    ("en", "Computer Science Graduation Stole"),
    ("en", "Personalized Pill Organizer for Tablets"),
    ("en", "Wooden Nintendo Switch Dock Custom Engraved"),
    ("en", "Custom Xbox Gift Card Holder"),
    ("en", "Console Table Runner Personalized"),
    ("en", "PS5 Custom Thumbsticks"),
    ("en", "Custom Apple Watch Band"),
    ("en", "Personalized Kindle Paperwhite Sleeve"),
    ("en", "Laptop Sticker Pack Custom Vinyl"),
    ("en", "Notebook with Custom Logo Hardcover A5"),
    ("en", "Personalized Tower of Pisa Ornament"),
    ("en", "Custom Phone Stand for iPad, iPhone, Kindle and Tablet"),
    ("en", "MacBook Charger Cover Personalized"),
    ("en", "Nintendo Switch Cartridge Case Personalized"),
    ("en", "Custom Name Sign Gamer Room Decor Game Console LED"),
    ("en", "Personalized Laptop Tray Lap Desk"),
    ("en", "iPad Kiosk Enclosure with Logo"),
    ("en", "Custom MacBook Skin"),
    ("en", "Custom ring box for Dad's old Game Boy"),
    ("en", "Custom engraved stone tablet house number"),
    ("en", "Personalized Drawing Tablet Glove"),
    ("en", "PlayStation Party Banner Custom"),
    ("de", "Laptopständer aus Holz personalisiert"),
    ("de", "Rucksack mit Laptopfach und Namen"),
    ("de", "Computer Lautsprecher mit Logo"),
    ("de", "Tasse Computer Nerd personalisiert"),
    ("de", "Brotdose Konsole Gamer personalisiert"),
    ("de", "Serviertablett mit Gravur"),
    ("de", "PS5 Controller mit Name"),
    ("de", "Konsolentisch Holz nach Maß"),
    ("fr", "Sac à dos pour ordinateur personnalisé"),
    ("fr", "Tapis de souris ordinateur personnalisé"),
    ("fr", "Haut-parleur ordinateur personnalisé"),
    ("fr", "Plaque de porte tour Eiffel"),
    ("fr", "Tablette murale bois gravée"),
    ("fr", "Manette Xbox personnalisée"),
    ("fr", "Trousse tablette personnalisée"),
    ("es", "Mochila portátil personalizada"),
    ("es", "Soporte universal para smartphone y tablet"),
    ("es", "Alfombrilla ordenador personalizada"),
    ("es", "Llavero consola retro personalizado"),
    ("es", "Mando PS5 personalizado"),
    ("it", "Zaino porta PC personalizzato"),
    ("it", "Tappetino mouse computer personalizzato"),
    ("it", "Portachiavi console retro"),
    ("it", "Tazza computer programmatore"),
    ("it", "Supporto tablet in legno inciso"),
    ("zh", "电脑音箱定制logo"),
    ("zh", "平板电脑键盘保护套 定制"),
    ("zh", "定制笔记本本子 刻字"),
    ("zh", "游戏机造型钥匙扣 定制"),
    ("zh", "笔记本电脑贴纸 来图定制"),
    ("zh", "适用MacBook保护壳 定制图案"),
    ("zh", "ipad保护套定制照片"),
    ("zh", "平板支架 定制logo"),
    ("zh", "PS5手柄套 定制"),
    ("zh", "电脑椅 定制刺绣"),
    ("zh", "笔记本定制logo 商务礼品"),
    ("zh", "定制U盘 电脑优盘 刻字"),
    ("ja", "パソコンスピーカー 名入れ"),
    ("ja", "ノートパソコン用スタンド 木製"),
    ("ja", "Switchケース 名入れ"),
    ("ja", "ゲーム機型キーホルダー"),
    ("ja", "iPad ケース 名入れ"),
    ("ja", "パソコンケース オリジナル"),
    ("ja", "名入れ ノート B5"),
]


@pytest.mark.parametrize(("language", "title"), DEVICES)
def test_devices(language: str, title: str) -> None:
    verdict = judge_title(title, MATCHERS[language], language)
    assert verdict.outcome == "base"
    assert verdict.category in CATEGORIES
    assert title[verdict.start : verdict.end] == verdict.term != ""


@pytest.mark.parametrize(("language", "title"), ACCESSORIES)
def test_accessories_and_things_of_the_same_name(language: str, title: str) -> None:
    assert judge_title(title, MATCHERS[language], language).outcome == "clean"


def test_safe_head_is_named() -> None:
    assert judge_title("Personalized Laptop Sleeve", MATCHERS["en"], "en").safe_head == "Sleeve"
    assert judge_title("Sleeve for iPad", MATCHERS["en"], "en").safe_head == "Sleeve"
    assert judge_title("Housse ordinateur portable", MATCHERS["fr"], "fr").safe_head == "Housse"


def test_technical_values_decide_about_words_with_other_meanings() -> None:
    for title, outcome in (
        ("Custom Notebook", "clean"),
        ("Custom Notebook 512GB SSD", "ambiguous"),
        ("Custom Notebook i7 512GB SSD", "base"),
        ("Custom Tower 12 inch", "clean"),
    ):
        assert judge_title(title, MATCHERS["en"], "en").outcome == outcome


def test_an_accessory_before_a_device_without_preposition_is_doubtful() -> None:
    assert judge_title("Desk Mat Gaming PC", MATCHERS["en"], "en").outcome == "ambiguous"


def test_script_decides_in_mixed_feeds() -> None:
    matcher = Matcher(("en", "zh"))
    assert judge_title("定制笔记本电脑包", matcher, "en").outcome == "clean"
    assert judge_title("定制平板电脑 刻字", matcher, "en").outcome == "base"
    assert judge_title("Custom Laptop Bag", matcher, "zh").outcome == "clean"
    assert judge_title("Custom Gaming Laptop", matcher, "zh").outcome == "base"


def test_offsets_are_those_of_the_title_as_written() -> None:
    title = "Custom\u200b  ｌａｐｔｏｐ, engraved"
    verdict = judge_title(title, MATCHERS["en"], "en")
    assert title[verdict.start : verdict.end] == "ｌａｐｔｏｐ"


def test_groups_that_make_a_title_worth_judging_exist() -> None:
    assert set(BASE_GROUPS) <= set(MATCHERS["en"].groups)
    assert judge_title("", MATCHERS["en"], "").outcome == "clean"
