"""The second half of the terms: misuse of product customization."""

from __future__ import annotations

from auditor.model import Text
from auditor.rules.clause import Clause, codes
from auditor.rules.declare import NO_CHINESE

MISUSE: tuple[Clause, ...] = (
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
        codes("CP010-012 CP014 CP015 OR808"),
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
        codes("CP013"),
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
        codes("CP020-022 OP250 TX305 OR807"),
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
        codes("OP222-224 OP240 OP241 OP251 OP253 TX306 TX310"),
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
        codes("OP224 OP252 OP254 TX301-304 TX309"),
    ),
    Clause(
        "S19",
        Text("… or misrepresents customized products is prohibited.", NO_CHINESE),
        Text(
            "A text that says one thing and a flag, component or column that says another.",
            "文案与定制标记、组件或属性列不一致。",
        ),
        codes("CP023 CP032"),
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
        codes("OP210 OP211 LI610"),
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
        codes("OP220-223"),
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
        codes("ID110-114 ID116-118"),
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
        codes("ID101-106 ID111 ID115 ID124 ID125"),
        Text("Whether the number is certified.", "编码是否经过认证。"),
    ),
    Clause(
        "S24",
        Text("… or you can apply for a GTIN Exemption.", "……也可以申请全球贸易项目代码豁免。"),
        Text(
            "Neither number nor exemption, both, or an exemption nobody recorded or for another's brand.",
            "既无编码也无豁免、两者并存、豁免未登记或用于他人品牌。",
        ),
        codes("ID120-123"),
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
        codes("OP230 OP231"),
    ),
    Clause(
        "S26",
        Text("Your base product must have an element of customization.", "您的基本商品必须包含定制元素。"),
        Text(
            "Products all of whose choices only add something to the order.",
            "全部选项都只是附加内容的商品。",
        ),
        codes("CP024"),
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
        codes("OP201-205 OR805"),
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
        codes("CP040"),
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
        codes("FF701-713 FF715 TP901-910"),
        Text("Limits Amazon changed after the template was made.", "模板生成之后亚马逊更改的限制。"),
    ),
)
