"""The first half of the terms: participation, product quality, customization data."""

from __future__ import annotations

from auditor.model import Text
from auditor.rules.clause import Clause, codes
from auditor.rules.declare import NO_CHINESE

GENERAL: tuple[Clause, ...] = (
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
        codes("CP003 LI601-612 FF714"),
    ),
    Clause(
        "S2",
        Text("Approval is required to participate in the Customization Program.", NO_CHINESE),
        Text(
            "Whether the settings or an accounts list record an approval, and for which marketplaces.",
            "设置或账户清单中是否登记了批准,以及批准适用的站点。",
        ),
        codes("CP001 CP002"),
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
        codes("CP030 CP031"),
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
        codes("CP032 CP033 FF711 TP911 LI612"),
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
        codes("CP034 RP501-516"),
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
        codes("IP402 IP408"),
    ),
    Clause(
        "S7",
        Text("… you may use that Customization Data solely to fulfill that order …", NO_CHINESE),
        Text(
            "Texts that claim another use; order data in lists made for marketing; contact data in buyers' "
            "texts.",
            "声称另作他用的文案;用于营销的订单数据;买家文本中的联系方式。",
        ),
        codes("TX308 OR804 OR806"),
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
        codes("OR801 OR802 TX308"),
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
        codes("TX307 TX312 OR803"),
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
        codes("IP401-411 OR803"),
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
        codes("RP501-515 OR803"),
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
        codes("IP402 IP408"),
        Text("The rights themselves.", "权利本身。"),
    ),
    Clause(
        "S13",
        Text("… you also authorize Amazon to enable customers to share images of products …", NO_CHINESE),
        Text("Texts that forbid customers to share pictures.", "禁止买家分享图片的文案。"),
        codes("TX311"),
    ),
)
