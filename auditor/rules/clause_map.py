"""The terms, sentence by sentence: what a sheet can show of each, and which rules watch it.

The terms are the Customization Program Terms for Sellers. Their Chinese copy holds only some of the sentences; where it
has none, ``quote.zh`` is empty and the English sentence is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.model import Rule, Text
from auditor.rules.declare import NO_CHINESE


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the terms, or the part of it that says one thing.

    shows: what of it a sheet can show. codes: the rules that watch it, in the order of the catalogue. unseen: what no
    sheet can show, so that nobody takes silence for consent; both texts empty where all of it can be seen.
    """

    id: str
    quote: Text
    shows: Text
    codes: tuple[str, ...]
    unseen: Text = field(default_factory=lambda: Text("", ""))


def _codes(text: str) -> tuple[str, ...]:
    """``"OP201-205 TX301"`` → every code named, ranges written out."""
    found: list[str] = []
    for part in text.split():
        first, _, last = part.partition("-")
        family, number = first[:2], int(first[2:])
        found += [f"{family}{n:03}" for n in range(number, int(last or number) + 1)]
    return tuple(found)


CLAUSES: tuple[Clause, ...] = (
    Clause(
        "S1",
        Text(
            "These terms supplement your seller agreement and apply to your use of features Amazon makes "
            "available to "
            "enable the listing, sale, and fulfillment of customizable products (the “Customization Program”).",
            NO_CHINESE,
        ),
        Text(
            "Which rows are customizable; and that the ordinary listing rules go on applying to them.",
            "哪些行属于可定制商品;普通商品信息规则对其同样适用。",
        ),
        _codes("CP003 LI601-612 FF714"),
    ),
    Clause(
        "S2",
        Text("Approval is required to participate in the Customization Program.", NO_CHINESE),
        Text(
            "Whether the settings or an accounts list record an approval, and for which marketplaces.",
            "设置或账户清单中是否登记了批准,以及批准适用的站点。",
        ),
        _codes("CP001 CP002"),
        Text("Whether Amazon really approved the account.", "亚马逊是否确实批准了该账户。"),
    ),
    Clause(
        "S3",
        Text(
            "All customizable products must be: (i) free of defects …", "所有可定制商品均必须:(i) 没有瑕疵……"
        ),
        Text(
            "Wording of seconds and damage; a condition other than New.",
            "次品、瑕疵类措辞;商品状况不是全新。",
        ),
        _codes("CP030 CP031"),
        Text("The quality of the goods themselves.", "商品的实际质量。"),
    ),
    Clause(
        "S4",
        Text("… and match all associated listing information …", "……且与所有相关商品信息相符……"),
        Text(
            "Titles, attributes and options that contradict each other; one SKU or key with two contents; "
            "texts in "
            "another language than the marketplace's.",
            "标题、属性与选项互相矛盾;同一 SKU 或编码内容不一致;文案语言与站点不符。",
        ),
        _codes("CP032 CP033 FF711 TP911 LI612"),
        Text("Whether the pictures and the goods match the listing.", "图片和实物是否与商品信息相符。"),
    ),
    Clause(
        "S5",
        Text(
            "… and (ii) compliant with all applicable laws, regulations, safety, and quality standards.",
            "……并 (ii) 符合所有适用法律法规以及安全和质量标准。",
        ),
        Text(
            "Words of restricted products and claims; blank compliance columns; words of products for "
            "children.",
            "受限商品及功效宣称用语;空白的合规列;儿童商品相关用语。",
        ),
        _codes("CP034 RP501-516"),
        Text(
            "Tests, certificates and the product itself; the words are hints, not a legal opinion.",
            "检测、证书及商品本身;词语只是线索,并非法律意见。",
        ),
    ),
    Clause(
        "S6",
        Text(
            "You, Amazon customers, or other third parties may make available images, illustrations, "
            "graphics, designs, "
            "fonts, text, or other content in connection with the Customization Program (“Customization "
            "Data”).",
            NO_CHINESE,
        ),
        Text(
            "Which cells hold such content: labels, options, thumbnails, fonts, previews, buyers' texts.",
            "哪些单元格属于此类内容:标签、选项、缩略图、字体、预览图、买家文本。",
        ),
        _codes("IP402 IP408"),
    ),
    Clause(
        "S7",
        Text("… you may use that Customization Data solely to fulfill that order …", NO_CHINESE),
        Text(
            "Texts that claim another use; order data in lists made for marketing; contact data in buyers' "
            "texts.",
            "声称另作他用的文案;用于营销的订单数据;买家文本中的联系方式。",
        ),
        _codes("TX308 OR804 OR806"),
        Text("What is done with the data outside the sheet.", "数据在表格之外的使用情况。"),
    ),
    Clause(
        "S8",
        Text("… and may not retain it after the order has been fulfilled.", NO_CHINESE),
        Text(
            "Customization links, texts and personal data on orders that are fulfilled; texts that announce "
            "keeping them.",
            "已履约订单上的定制链接、文本和个人信息;声称会保留内容的文案。",
        ),
        _codes("OR801 OR802 TX308"),
        Text("Copies kept elsewhere.", "保存在别处的副本。"),
    ),
    Clause(
        "S9",
        Text(
            "You agree to verify that any Customization Data complies with the Customization Program Terms and "
            "Conditions …",
            NO_CHINESE,
        ),
        Text(
            "Texts that waive checking, upload fields without rules for content, buyers' texts of open orders.",
            "声称不审核内容的文案、没有内容规则的上传字段、未完成订单的买家文本。",
        ),
        _codes("TX307 TX312 OR803"),
        Text("Whether anybody looks at what buyers send.", "是否有人实际审核买家提交的内容。"),
    ),
    Clause(
        "S10",
        Text(
            "… including that it does not infringe any third-party intellectual property rights …", NO_CHINESE
        ),
        Text(
            "Other people's marks, characters, teams and names in titles, options, fonts, search terms, "
            "brands and "
            "buyers' texts; invitations to send them.",
            "标题、选项、字体、搜索词、品牌及买家文本中的他人商标、角色、球队和姓名;邀请买家提交此类内容。",
        ),
        _codes("IP401-411 OR803"),
        Text(
            "What the pictures show, and whether a licence is genuine.",
            "图片的内容,以及授权是否真实。",
        ),
    ),
    Clause(
        "S11",
        Text(
            "… or any Amazon policies (including policies for Restricted Products and Offensive Products).",
            NO_CHINESE,
        ),
        Text("Words of restricted and offensive products.", "受限商品与冒犯性商品的用语。"),
        _codes("RP501-515 OR803"),
        Text("What the pictures show.", "图片的内容。"),
    ),
    Clause(
        "S12",
        Text(
            "You represent that you have all necessary rights to any Customization Data that you make "
            "available to us …",
            NO_CHINESE,
        ),
        Text(
            "Marks and protected fonts among the designs, options and fonts the seller supplies.",
            "卖家提供的图案、选项和字体中的商标及受保护字体。",
        ),
        _codes("IP402 IP408"),
        Text("The rights themselves.", "权利本身。"),
    ),
    Clause(
        "S13",
        Text("… you also authorize Amazon to enable customers to share images of products …", NO_CHINESE),
        Text("Texts that forbid customers to share pictures.", "禁止买家分享图片的文案。"),
        _codes("TX311"),
    ),
    Clause(
        "S14",
        Text(
            "You are not allowed to list the following products under the Customization Program - personal "
            "computers, "
            "laptops, computer towers, video game consoles, or tablets.",
            NO_CHINESE,
        ),
        Text(
            "Product types and browse nodes, what the title names as the product, hardware offered as "
            "options, orders.",
            "商品类型与浏览节点、标题所指的商品、作为选项的硬件配置、订单。",
        ),
        _codes("CP010-012 CP014 CP015 OR808"),
        Text(
            "What a picture shows while codes and texts are silent.",
            "编码和文案均未体现而仅图片展示的商品。",
        ),
    ),
    Clause(
        "S15",
        Text("This includes the refurbishing of the aforementioned base products.", NO_CHINESE),
        Text(
            "Refurbished, used or repaired computers, consoles and tablets.",
            "翻新、二手或维修的电脑、游戏机和平板。",
        ),
        _codes("CP013"),
    ),
    Clause(
        "S16",
        Text(
            "When customers shop for customizable products on Amazon, they expect these products to be "
            "made-on-demand "
            "using the personal choices entered during the purchase process.",
            NO_CHINESE,
        ),
        Text(
            "Nothing to choose or only one option; ready-made wording; stock at Amazon; content to be sent "
            "another way; "
            "orders without content.",
            "没有可选内容或只有一个选项;现货措辞;亚马逊配送;要求另行发送内容;没有定制内容的订单。",
        ),
        _codes("CP020-022 OP250 TX305 OR807"),
        Text("How the goods are made.", "商品的实际制作方式。"),
    ),
    Clause(
        "S17",
        Text(
            "Each custom field (for example, text input, image upload, or configuration option) … must serve "
            "the purpose "
            "of furthering the customization of the customer desired product.",
            NO_CHINESE,
        ),
        Text(
            "Fields and options for packaging, amounts, speed, contact data, surveys, sensitive data, other "
            "products.",
            "用于包装、数量、加急、联系方式、调查、敏感信息或其他商品的字段与选项。",
        ),
        _codes("OP222-224 OP240 OP241 OP251 OP253 TX306 TX310"),
    ),
    Clause(
        "S18",
        Text(
            "Any attempt to manipulate custom functionality in a manner which circumvents existing Amazon "
            "policies …",
            NO_CHINESE,
        ),
        Text(
            "The price moved into options, discounts, faster shipping, addresses and accounts outside "
            "Amazon, reviews.",
            "把价格放进选项、折扣、加急、站外网址与账号、索评。",
        ),
        _codes("OP224 OP252 OP254 TX301-304 TX309"),
    ),
    Clause(
        "S19",
        Text("… or misrepresents customized products is prohibited.", NO_CHINESE),
        Text(
            "A text that says one thing and a flag, component or column that says another.",
            "文案与定制标记、组件或属性列不一致。",
        ),
        _codes("CP023 CP032"),
        Text("Misleading pictures.", "误导性图片。"),
    ),
    Clause(
        "S20",
        Text(
            "Offering warranties: You are not allowed to offer any warranty (your own, third party, or a "
            "manufacture’s) as "
            "a customization option.",
            "提供保修: 您不得提供任何保修(您自己、第三方或制造商提供的保修)作为定制选项。",
        ),
        Text(
            "Warranties, insurance and protection plans in options, labels and instructions; promises "
            "elsewhere.",
            "选项、标签和说明中的保修、保险与保障服务;其他文案中的承诺。",
        ),
        _codes("OP210 OP211 LI610"),
    ),
    Clause(
        "S21",
        Text(
            "Bundling: You are not allowed to offer add-on products that do not further customize the item.",
            "捆绑商品: 您不得提供不是用于进一步定制商品的附加商品。",
        ),
        Text(
            "Other products, extras, packaging and second pieces among options and labels.",
            "选项与标签中的其他商品、附加品、包装和第二件商品。",
        ),
        _codes("OP220-223"),
    ),
    Clause(
        "S22",
        Text(
            "Listing with a manufacturer’s UPC: … you are not allowed to use a manufacturer’s UPC when "
            "creating an ASIN.",
            "使用制造商 UPC 发布商品: ……您在创建 ASIN 时不允许使用制造商 UPC。",
        ),
        Text(
            "One number on a custom and a standard product, somebody else's brand, shared company prefixes, "
            "offers joined "
            "to an existing ASIN.",
            "同一编码用于定制与普通商品、他人品牌、共用的厂商前缀、跟卖已有 ASIN。",
        ),
        _codes("ID110-114 ID116-118"),
        Text("To whom GS1 has really licensed a number.", "GS1 实际将该编码授予了谁。"),
    ),
    Clause(
        "S23",
        Text(
            "You can either enter your own unique GS1-certified UPC …",
            "您可以输入自己唯一的 GS1 认证的 UPC……",
        ),
        Text(
            "Whether a number is well-formed, of a usable range, within the recorded prefixes, and used once.",
            "编码是否有效、处于可用号段、属于已登记前缀且未重复使用。",
        ),
        _codes("ID101-106 ID111 ID115 ID124 ID125"),
        Text("Whether the number is certified.", "编码是否经过认证。"),
    ),
    Clause(
        "S24",
        Text("… or you can apply for a GTIN Exemption.", "……也可以申请全球贸易项目代码豁免。"),
        Text(
            "Neither number nor exemption, both, or an exemption nobody recorded or for another's brand.",
            "既无编码也无豁免、两者并存、豁免未登记或用于他人品牌。",
        ),
        _codes("ID120-123"),
        Text("Whether Amazon granted the exemption.", "亚马逊是否批准了豁免。"),
    ),
    Clause(
        "S25",
        Text(
            "Offering free promotions: You are not allowed to offer free items as a form of customization.",
            "提供免费促销: 您不得提供免费商品作为一种定制形式。",
        ),
        Text(
            "Free items and promotions in options, labels and instructions.",
            "选项、标签和说明中的赠品与促销。",
        ),
        _codes("OP230 OP231"),
    ),
    Clause(
        "S26",
        Text("Your base product must have an element of customization.", "您的基本商品必须包含定制元素。"),
        Text(
            "Products all of whose choices only add something to the order.",
            "全部选项都只是附加内容的商品。",
        ),
        _codes("CP024"),
    ),
    Clause(
        "S27",
        Text(
            "Offering “yes/no” as a customization: … you are not allowed to offer a customization that is a "
            "value of "
            '"yes/no". This type of value does not add to the customization of an item.',
            "将“是/否”作为定制选项: ……不能提供“是/否”值定制选项。此类值不会添加到商品的定制中。",
        ),
        Text(
            "Answers among the options, switches, text fields that ask for an answer, and the same seen in "
            "orders.",
            "选项中的是非回答、开关式选项、要求填写是或否的文本字段,以及订单中的同类内容。",
        ),
        _codes("OP201-205 OR805"),
    ),
    Clause(
        "S28",
        Text(
            "Violations and misuse of the custom feature set might result in loss of the custom feature set "
            "with the "
            "inability to reinstate.",
            NO_CHINESE,
        ),
        Text("How many products of the file put the feature at risk.", "文件中有多少商品会危及定制功能。"),
        _codes("CP040"),
        Text("What Amazon decides.", "亚马逊的处理决定。"),
    ),
    Clause(
        "S29",
        Text("For more context and guidelines, see the Amazon Custom Listing Guide.", NO_CHINESE),
        Text(
            "The form of templates: header rows, lengths, numbers of components, addresses, stated "
            "requirements.",
            "模板的形式:表头、长度、组件数量、链接与模板所列要求。",
        ),
        _codes("FF701-713 FF715 TP901 TP904 TP908"),
        Text("Limits Amazon changed after the template was made.", "模板生成之后亚马逊更改的限制。"),
    ),
)
"""Every sentence of the terms, in their order."""

BY_ID = {clause.id: clause for clause in CLAUSES}


def clauses_of(code: str) -> tuple[Clause, ...]:
    """The sentences a rule watches, in the order of the terms."""
    return tuple(clause for clause in CLAUSES if code in clause.codes)


def unbuilt(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Codes the table names for which there is no rule yet, each once, in the order of the table."""
    built = {rule.code for rule in rules}
    return tuple(dict.fromkeys(code for clause in CLAUSES for code in clause.codes if code not in built))
