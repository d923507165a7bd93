"""What programs export: a Chinese ERP, an order report, a loader file, a French shop system."""

from __future__ import annotations

from .sample import Cell, Row, Sample, gtin

ERP = (
    "货号", "商品名称", "品牌", "商品编码", "价格", "库存", "定制选项1名称", "定制选项1值",
    "定制选项2名称", "定制选项2说明",
)  # fmt: skip


def erp(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean row of the ERP export."""
    cells: dict[str, Cell] = {
        "货号": f"光华-{number:03d}",
        "商品名称": "个性化定制马克杯 刻名字 陶瓷",
        "品牌": "Lumihua",
        "商品编码": gtin(2000 + number),
        "价格": "89.00",
        "库存": "120",
        "定制选项1名称": "杯子颜色",
        "定制选项1值": "白色|黑色|天蓝色",
        "定制选项2名称": "刻字内容",
        "定制选项2说明": "最多 12 个字",
    }
    return {**cells, **changed}


ERP_EXPORT = Sample(
    "定制商品导出.csv",
    ERP,
    [
        Row(erp(1)),
        Row(erp(2, 定制选项1名称="是否刻字", 定制选项1值="是|否"), {"定制选项1值": "OP201"}),
        Row(erp(3, 定制选项1名称="服务", 定制选项1值="普通|两年延长保修"), {"定制选项1值": "OP210"}),
        Row(erp(4, 定制选项1名称="配件", 定制选项1值="无|充电线|数据线"), {"定制选项1值": "OP220, OP220"}),
        Row(erp(5, 定制选项1名称="颜色", 定制选项1值="白色|免费赠送钥匙扣"), {"定制选项1值": "OP220, OP230"}),
        Row(erp(6, 定制选项2名称="请填写您的手机号,方便联系"), {"定制选项2名称": "TX306"}),
        Row(
            erp(7, 定制选项2说明="请发送图片至 sheji@lumihua-gifts.com"),
            {"定制选项2说明": "TX302, TX305 warning"},
        ),
        Row(erp(8, 商品名称="个性化刻字平板电脑 10英寸 128GB 全网通"), {"商品名称": "CP011"}),
        Row(erp(9, 商品名称="适用于iPad的定制保护壳 刻名字")),
        Row(erp(10, 商品编码="6979999020109"), {"商品编码": "ID102"}),
        Row(erp(11, 商品编码="6.98E+12"), {"商品编码": "ID104 warning"}),
        Row(erp(12, 商品名称="锟斤拷制马克杯"), {"商品名称": "FF703"}),
        Row(erp(13)),
    ],
    whole={"": "CP040 info"},
)

ORDER = (
    "order-id", "order-item-id", "purchase-date", "ship-date", "order-status", "buyer-name", "buyer-phone-number",
    "sku", "product-name", "quantity-purchased", "recipient-name", "ship-city", "ship-country", "customized-url",
    "customized-page", "customization-data", "newsletter",
)  # fmt: skip
PEOPLE = ("Ada Example", "Ben Sample", "Cleo Muster", "Dan Invented", "Eva Beispiel", "Finn Nobody")


def line(
    number: int, bought: str, sent: str, status: str, linked: bool = True, said: str = ""
) -> dict[str, Cell]:
    """One order line of an invented person."""
    person = PEOPLE[number % len(PEOPLE)]
    return {
        "order-id": f"111-{number:07d}-{number * 7:07d}",
        "order-item-id": f"{60000000000000 + number}",
        "purchase-date": f"{bought}T09:30:00+00:00",
        "ship-date": f"{sent}T15:00:00+00:00" if sent else "",
        "order-status": status,
        "buyer-name": person,
        "buyer-phone-number": f"+1 555-0100 ext. {number}",
        "sku": f"HT-MUG-{number:03d}",
        "product-name": f"{'Personalized ' if linked else ''}Coffee Mug, 11 oz",
        "quantity-purchased": "1",
        "recipient-name": person,
        "ship-city": "Springfield",
        "ship-country": "US",
        "customized-url": f"https://caps.example/t/{number:04d}/q/1" if linked else "",
        "customized-page": f"https://seller.example/custom/{number:04d}" if linked else "",
        "customization-data": said,
    }


LINKS = {"customized-url": "OR801", "customized-page": "OR801"}
MILD = {"customized-url": "OR801 warning", "customized-page": "OR801 warning"}
CONTACT = {
    "buyer-name": "OR802 warning",
    "buyer-phone-number": "OR802 warning",
    "recipient-name": "OR802 warning",
}
OLD = {**LINKS, **CONTACT}
"""What is wrong with an order that was sent long ago."""
ORDERS = Sample(
    "orders.txt",
    ORDER,
    [
        Row(line(1, "2026-03-02", "2026-03-05", "Shipped"), {**OLD, "newsletter": "OR806 warning"}),
        Row(line(2, "2026-03-10", "2026-03-12", "Shipped", linked=False), CONTACT),
        Row(
            line(3, "2026-04-01", "2026-04-06", "Shipped", said="Name: Dan"),
            {**OLD, "customization-data": "OR802"},
        ),
        Row(line(4, "2026-05-20", "2026-05-24", "Shipped"), MILD),
        Row(line(5, "2026-05-29", "", "Unshipped", said="Name: Finn")),
        Row(line(6, "2026-02-11", "", "Cancelled"), OLD),
        Row(line(7, "2026-05-30", "", "Pending")),
        Row(line(8, "2026-05-25", "", "Cancelled"), MILD),
        Row(
            line(9, "2026-05-30", "", "Unshipped", said="Gift box: Yes; Name: Darth Vader"),
            {"customization-data": "OR803 warning", "sku": "OR805"},
        ),
        Row(
            line(10, "2026-05-30", "", "Unshipped", said="Gift box: No; Notes: ada@example-mail.com")
            | {"sku": "HT-MUG-009"},
            {"customization-data": "OR804 warning"},
        ),
        Row(
            line(11, "2026-05-31", "", "Unshipped", linked=False) | {"sku": "HT-MUG-009"},
            {"sku": "OR807 info"},
        ),
        Row(
            line(12, "2026-05-31", "", "Unshipped")
            | {"product-name": "Personalized Nintendo Switch OLED Console"},
            {"product-name": "OR808"},
        ),
    ],
    whole={"": "CP040 info"},
)

LOADER = (
    "sku", "product-id", "product-id-type", "price", "item-condition", "quantity", "add-delete",
    "fulfillment-center-id",
)  # fmt: skip


def stock(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean line of the loader; ``product_id`` stands for ``product-id``."""
    cells: dict[str, Cell] = {
        "sku": f"LH-STOCK-{number:03d}",
        "product-id": gtin(3000 + number),
        "product-id-type": "4",
        "price": f"{9 + number % 5}.90",
        "item-condition": "11",
        "quantity": str(10 + number),
        "add-delete": "a",
    }
    return {**cells, **{name.replace("_", "-"): value for name, value in changed.items()}}


INVENTORY = Sample(
    "inventory_loader.txt",
    LOADER,
    [
        Row(stock(1), {"sku": "FF711"}),
        Row(stock(2, product_id="B0LHTEST02", product_id_type="1")),
        Row(stock(3, product_id="6979999030030"), {"product-id": "ID102"}),
        Row(stock(4, product_id="69799991"), {"product-id": "ID102"}),
        Row(stock(5, product_id="LH-STOCK-005"), {"product-id": "ID101"}),
        Row(stock(6, item_condition="12"), {"item-condition": "TP904"}),
        Row(stock(7, price="1.299,00"), {"price": "TP908"}),
        Row(stock(8, quantity="many"), {"quantity": "TP908"}),
        Row(stock(9, sku="LH-STOCK-001", price="19.90"), {"sku": "FF711"}),
        Row(
            stock(
                10,
                product_id="",
                product_id_type="",
                price="",
                item_condition="",
                quantity="",
                add_delete="x",
            )
        ),
        Row(stock(11, product_id=gtin(11, "9521234")), {"product-id": "ID103 warning"}),
        Row(stock(12)),
    ],
    whole={"": "CP040 info"},
)

FRENCH = ("Référence", "Désignation", "Marque", "EAN", "Prix", "Option", "Valeurs")


def french(number: int, **changed: Cell) -> dict[str, Cell]:
    """A clean row of the French export."""
    cells: dict[str, Cell] = {
        "Référence": f"TASSE-{number:02d}",
        "Désignation": "Tasse personnalisée avec prénom, céramique",
        "Marque": "Lumihua",
        "EAN": gtin(4000 + number),
        "Prix": "14,90",
        "Option": "Couleur",
        "Valeurs": "Blanc|Noir|Bleu nuit",
    }
    return {**cells, **changed}


FRENCH_EXPORT = Sample(
    "export_fr.csv",
    FRENCH,
    [
        Row(french(1)),
        Row(french(2, Option="Gravure", Valeurs="Oui|Non"), {"Valeurs": "OP201"}),
        Row(
            french(3, Option="Protection", Valeurs="Standard|Extension de garantie 2 ans"),
            {"Valeurs": "OP210"},
        ),
        Row(
            french(4, Option="Emballage", Valeurs="Bleu|Porte-clés offert"),
            {"Valeurs": "OP220, OP222 warning, OP230"},
        ),
        Row(
            french(5, Désignation="Ordinateur portable personnalisé 15,6 pouces gravé"),
            {"Désignation": "CP011"},
        ),
        Row(french(6, Désignation="Housse d'ordinateur portable personnalisée")),
        Row(french(7, EAN="6979999040076"), {"EAN": "ID102"}),
        Row(french(8, EAN="6,98E+12"), {"EAN": "ID104 warning"}),
        Row(french(9, Désignation="Tasse Ã\xa0 thÃ© personnalisÃ©e"), {"Désignation": "FF703"}),
        Row(french(10)),
    ],
    whole={"": "CP040 info"},
)

EXPORTS = [ERP_EXPORT, ORDERS, INVENTORY, FRENCH_EXPORT]
