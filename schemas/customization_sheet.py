"""The customization sheet (docs/customization-sheet.md): one row per SKU, numbered customization columns."""

from __future__ import annotations

import re

from . import checks
from .common import GTIN_TYPES, custom_columns, image_columns, meanings_of, offer_columns, sku_column
from .layout import Found, Grid, Layout, column, schema

CUSTOM_TYPES = (
    "option", "options", "option list", "option dropdown", "dropdown", "drop-down", "drop down", "list", "select",
    "choice", "radio", "swatch", "image option", "product option",
    "text", "text input", "text line", "text box", "text field", "single line text", "multi line text", "textarea",
    "engraving text", "free text", "data", "date",
    "number", "number input", "numeric", "integer",
    "image", "image upload", "photo", "photo upload", "picture", "file", "file upload", "upload", "logo",
    "font", "font choice", "color", "colour", "color choice", "colour choice", "surface",
    "auswahl", "auswahlliste", "optionen", "textfeld", "freitext", "zahl", "bild", "bild-upload", "schriftart", "farbe",
    "datum", "liste", "texte", "champ texte", "nombre", "choix", "liste déroulante", "police", "couleur",
    "opción", "opciones", "lista", "texto", "número", "imagen", "fuente", "foto",
    "opzione", "opzioni", "testo", "numero", "immagine", "carattere", "colore", "elenco",
    "选项", "单选", "下拉", "下拉选项", "选项下拉列表", "选项列表", "列表", "文本", "文本输入", "文字", "文字输入",
    "单行文本", "多行文本", "数字", "数字输入", "图片", "图片上传", "照片", "字体", "颜色", "日期", "上传图片",
    "オプション", "選択", "選択肢", "ドロップダウン", "リスト", "テキスト", "テキスト入力", "文字入力",
    "数字入力", "数値", "画像", "画像アップロード", "写真", "フォント", "色", "カラー", "日付",
)  # fmt: skip

_NUMBERED = re.compile(r"(?:customi[sz]ation|personali[sz]ation)[ _-]?(?:option[ _-]?)?[0-9]+", re.IGNORECASE)


def recognise(grid: Grid) -> Found | None:
    """A SKU column beside numbered customization columns (``customization1_label`` …) with a label or an option."""
    for number, cells in grid.rows:
        if not any(_NUMBERED.match(cell.strip()) for cell in cells):
            continue
        found = {meaning.field for meaning in meanings_of(cells)}
        if "sku" in found and found & {"custom_label", "option_value"}:
            return Found(
                score=86,
                label_row=number,
                data_row=number + 1,
                english=f"row {number} holds a SKU and numbered customization columns",
                chinese=f"第 {number} 行含有 SKU 和带编号的定制列",
            )
    return None


LAYOUT = Layout(
    name="customization_sheet",
    title_en="Customization sheet",
    title_zh="定制商品表",
    recognise=recognise,
    schema=schema(
        "customization_sheet",
        {
            "sku": sku_column(),
            "gtin_type": column(checks.allowed((*GTIN_TYPES, "1", "2", "3", "4"))),
            "^custom_type_[0-9]+$": column(checks.allowed(CUSTOM_TYPES)),
            "^font_url(_[0-9]+)*$": column(checks.url(), checks.extension((".ttf", ".woff", ".otf"))),
            **offer_columns(),
            **image_columns(),
            **{key: one for key, one in custom_columns().items() if "font_url" not in key},
            "^(option_thumbnail|preview_image_url)(_[0-9]+)*$": column(checks.url()),
        },
    ),
)
