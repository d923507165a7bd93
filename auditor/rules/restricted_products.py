"""Words that fall under the marketplace's policies for restricted and offensive products, subject by subject.

Judged on customizable rows: the terms bind customization to these policies. The word lists are review aids, no law.
"""

from __future__ import annotations

from auditor.model import Severity, Text
from auditor.rules.restricted import restricted
from auditor.text.restricted import Subject

ERROR, WARNING = Severity.ERROR, Severity.WARNING

weapons = restricted(
    "RP501",
    ERROR,
    Subject("rp.weapon"),
    Text("Weapons", "武器"),
    "Weapons may not be offered; knives for kitchen and pocket are not in the list. A toy, decal, mug or "
    "costume of one is "
    "no weapon.",
    bad=["Personalized Brass Knuckles Engraved", "Custom Taser for Women"],
    good=["Custom Throwing Star Cookie Cutter", "Engraved Pocket Knife", "Dog Tag Silencer", "Taser Decal"],
    zh=("定制防狼喷雾 刻字", "定制手里剑贴纸"),
)
drugs = restricted(
    "RP502",
    ERROR,
    Subject("rp.drug"),
    Text("Drugs and paraphernalia", "毒品及器具"),
    "Drugs, and what is made to use them, may not be offered. Weed barriers, bongo drums, hemp fabric and "
    "pictures of leaves "
    "are none.",
    bad=["Custom Weed Grinder with Name", "Personalized Glass Bong"],
    good=["Weed Barrier Fabric", "Engraved Bongo Drum", "Hemp Fabric Tote", "Cannabis Leaf Sticker"],
    zh=("定制大麻研磨器", "定制大麻叶图案T恤"),
)
tobacco = restricted(
    "RP503",
    ERROR,
    Subject("rp.tobacco", counted=True),
    Text("Tobacco, nicotine, e-cigarettes", "烟草、尼古丁与电子烟"),
    "Tobacco and e-cigarettes, their parts included, may not be offered. Ashtrays, cigar cutters, humidors, "
    "lighters, cigarette "
    "cases and no-smoking signs may.",
    bad=["Custom Vape Pen Skin", "Personalized E-Cigarette"],
    good=[
        "Engraved Cigarette Case",
        "Custom Ashtray",
        "No Smoking No Vaping Vinyl",
        "Cigarette Lighter Engraved",
    ],
    zh=("定制电子烟 刻名字", "定制香烟盒 刻字"),
)
alcohol = restricted(
    "RP504",
    WARNING,
    Subject("rp.drink", pictures=False, drink=True),
    Text("Alcohol", "酒类"),
    "Drinks need an approval. A drink's name beside a glass, flask, label or opener only says what the "
    "thing is for, so a bottle "
    "or a measure must say that the drink itself is sold.",
    bad=["Personalized Bottle of Champagne", "Custom Engraved Vodka 750ml"],
    good=["Whiskey Glass 300 ml", "Wine Bottle Label", "Beer Mug 500ml Stein", "Silk Ribbon Champagne"],
    zh=("定制白酒 500毫升 刻字", "定制红酒杯 500毫升"),
)
medical = restricted(
    "RP505",
    ERROR,
    Subject("rp.medical", pictures=False, disease=True),
    Text("Disease or medical claims", "疾病或医疗宣称"),
    "No product may claim to heal or prevent a disease. A disease alone is no claim (zodiac, awareness, "
    "medical ID), nor is "
    "care (Italian *cura dei dettagli*).",
    bad=["Custom Bracelet That Cures Arthritis", "Magnetic Ring Pain Relief Custom"],
    good=[
        "Cancer Zodiac Necklace",
        "Breast Cancer Awareness Mug",
        "Diabetes Medical Alert Bracelet",
        "Dog Treats Jar",
    ],
    zh=("定制手环 治疗失眠", "治愈系定制抱枕"),
)
pesticide = restricted(
    "RP506",
    WARNING,
    Subject("rp.pesticide", pictures=False),
    Text("Pesticide and antimicrobial claims", "杀菌、防霉与驱虫宣称"),
    "What claims to kill or repel germs or insects counts as a pesticide and needs a registration, whatever "
    "the product is.",
    bad=["Custom Antibacterial Mask", "Personalized Mug Kills Germs"],
    good=["Bacteria Plush Mug", "Hand Sanitizer Holder", "Pesticide-Free Tea Tin"],
    zh=("定制抗菌毛巾", "定制毛巾 可高温消毒"),
)
hazardous = restricted(
    "RP507",
    ERROR,
    Subject("rp.hazmat"),
    Text("Explosives and hazardous goods", "爆炸物与危险品"),
    "Explosives, fuel and poisons may not be shipped so. Pictures of fireworks, mercury glass and slogans "
    "are none.",
    bad=["Personalized Firecracker Pack", "Custom Sky Lantern with Names"],
    good=["Firework Design Shirt", "Mercury Glass Votive", "Sparkler Tags Wedding", "Asbestos-Free Board"],
    zh=("定制孔明灯 婚礼", "烟花图案定制T恤"),
)
hate = restricted(
    "RP508",
    ERROR,
    Subject("rp.hate", pictures=False, milder="rp.hate.context"),
    Text("Hate and extremism", "仇恨与极端主义"),
    "Symbols and words of hatred are offensive on any product. Near words of history or religion it is a "
    "warning: somebody "
    "should look.",
    bad=["Custom White Power Flag", "Grammar Nazi Mug"],
    good=["Anti-Nazi Resistance Pin", "Power Bank White", "Custom Buddhist Symbol Pendant"],
    zh=("定制纳粹徽章", "定制佛教挂件"),
)
adult = restricted(
    "RP509",
    WARNING,
    Subject("rp.adult", pictures=False),
    Text("Adult or profane content", "成人或粗俗内容"),
    "Adult goods and vulgar words are kept out of ordinary listings. Words are matched whole, so that "
    "*Scunthorpe* or *XXX-Large* "
    "is nothing; colours such as nude are left alone.",
    bad=["Custom Fuck Off Mug", "Personalized Dildo"],
    good=["Scunthorpe United Mug", "Shirt XXX-Large", "Nude Pink Satin Robe", "Pussy Willow Wreath"],
    zh=("定制情趣用品", "定制弹性女性个性T恤"),
)
recalled = restricted(
    "RP510",
    ERROR,
    Subject("rp.recall", pictures=False),
    Text("Recalled product", "召回商品"),
    "A recalled product may not be sold, customized or not. A film title or the power of recall is none.",
    bad=["Custom Crib Product Recall Unit"],
    good=["Total Recall Movie Poster", "Memory Recall Ability Cards"],
    zh=("定制婴儿床 被召回", "定制记忆卡片"),
)
documents = restricted(
    "RP511",
    ERROR,
    Subject("rp.documents", toy="rp.documents.toy", only_with=("rp.document", "rp.fake")),
    Text("Fake documents, badges, currency", "假证件、警徽与假币"),
    "Imitations of papers, police badges and money may not be offered. Name badges, parking signs and plate "
    "frames are fine, play "
    "money is a note.",
    bad=["Custom Fake ID with Photo", "Personalized Police Badge", "Prop Money Custom Face"],
    good=["Name Badge", "Novelty Parking Sign", "License Plate Frame", "Police Badge Holder"],
    zh=("定制假毕业证", "定制姓名胸牌"),
)
surveillance = restricted(
    "RP512",
    WARNING,
    Subject("rp.spy"),
    Text("Surveillance and lock-picking", "监控与开锁"),
    "Devices to watch people in secret or to open others' locks are restricted. A joke printed on a mug is "
    "none.",
    bad=["Custom Logo Spy Camera", "Lock Pick Set Engraved"],
    good=["Smile Hidden Camera Prank Mug", "Hidden Camera Detector", "Smile Spy Camera Sign"],
    zh=("定制针孔摄像机 刻字", "禁止偷拍 标识牌 定制"),
)
animal = restricted(
    "RP513",
    WARNING,
    Subject("rp.animal", pictures=False),
    Text("Animal and endangered materials", "动物与濒危物种材料"),
    "Ivory, tortoiseshell and the like are banned. The colour ivory, a tortoiseshell pattern and imitations "
    "are fine, so only "
    "words that say it is the material count.",
    bad=["Genuine Ivory Pendant Custom", "Real Tortoiseshell Comb"],
    good=["Ivory Satin Ribbon", "Tortoiseshell Pattern Glasses", "Faux Ivory Piano Keys"],
    zh=("定制天然象牙吊坠", "象牙白定制相框"),
)
gambling = restricted(
    "RP514",
    WARNING,
    Subject("rp.gambling"),
    Text("Gambling and lottery", "赌博与彩票"),
    "Lottery tickets and gambling machines may not be offered. Scratch-off cards made as announcements are "
    "fine.",
    bad=["Personalized Powerball Ticket", "Custom Slot Machine"],
    good=["Scratch-Off Card Pregnancy Announcement", "Lottery Ticket Holder", "Slot Machine Bank Toy"],
    zh=("定制老虎机", "定制刮刮卡 求婚"),
)
tragedy = restricted(
    "RP515",
    WARNING,
    Subject("rp.tragedy", pictures=False, only_with=("rp.event", "rp.mockery")),
    Text("Tragedy and shocking content", "灾难与血腥内容"),
    "Products that make something of a tragedy are offensive. Memorials for private persons are not.",
    bad=["School Shooting Joke Mug", "Custom Crime Scene Photo"],
    good=["In Loving Memory Plaque", "Crime Scene Tape Party Banner"],
    zh=("定制凶案现场照片", "定制纪念牌"),
)
