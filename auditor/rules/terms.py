"""Sentences of the program's terms that several modules of rules refer to, as the terms put them."""

from __future__ import annotations

from auditor.model import Text
from auditor.rules.declare import NO_CHINESE

APPROVAL = Text("Approval is required to participate in the Customization Program.", NO_CHINESE)
QUALITY = Text(
    "All customizable products must be: (i) free of defects and match all associated listing information, and (ii) "
    "compliant with all applicable laws, regulations, safety, and quality standards.",
    "所有可定制商品均必须:(i) 没有瑕疵且与所有相关商品信息相符,并 (ii) 符合所有适用法律法规以及安全和质量标准。",
)
BANNED = Text(
    "You are not allowed to list the following products under the Customization Program - personal computers, "
    "laptops, computer towers, video game consoles, or tablets.",
    NO_CHINESE,
)
MADE_ON_DEMAND = Text(
    "When customers shop for customizable products on Amazon, they expect these products to be made-on-demand using "
    "the personal choices entered during the purchase process.",
    NO_CHINESE,
)
PURPOSE = Text(
    "Each custom field (for example, text input, image upload, or configuration option) the customer encounters when "
    "creating a customized product must serve the purpose of furthering the customization of the customer desired "
    "product.",
    NO_CHINESE,
)
CIRCUMVENTS = Text(
    "Any attempt to manipulate custom functionality in a manner which circumvents existing Amazon policies, or "
    "misrepresents customized products is prohibited.",
    NO_CHINESE,
)
BUNDLING = Text(
    "You are not allowed to offer add-on products that do not further customize the item. For example, if you are "
    "offering a custom phone case, you cannot offer additional charging cords or other off-the-shelf accessories.",
    "您不得提供不是用于进一步定制商品的附加商品。例如,如果您提供定制手机壳,则不能提供额外的充电线或其他现成配件。",
)
ELEMENT = Text(
    "Your base product must have an element of customization.",
    "您的基本商品必须包含定制元素。",
)
LOSS = Text(
    "Violations and misuse of the custom feature set might result in loss of the custom feature set with the "
    "inability to reinstate.",
    NO_CHINESE,
)
