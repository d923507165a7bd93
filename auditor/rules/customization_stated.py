"""What the listing says about customization against what it offers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from auditor.evidence import Evidence, Matches
from auditor.evidence.asking import objects
from auditor.evidence.components import Components, Kind, components, label_facts
from auditor.evidence.purposes import only_adding
from auditor.evidence.scope import REASONS, Ground
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.clauses import CIRCUMVENTS, ELEMENT
from auditor.rules.declare import rule
from auditor.text.sentences import sentence_at

PROSE = ("title", "highlights", "bullet", "description")
PROMISES = ("bullet", "description", "highlights")
SUBJECT = re.compile(
    r"\b(?:this|the)\s+(?:item|product|listing|mug|version|one)\b|本(?:品|产品|商品|款)|该商品|dieser? artikel"
    r"|dieses produkt|ce produit|cet article|este (?:producto|art[íi]culo)|questo (?:prodotto|articolo)"
    r"|(?:本|この|当)(?:商品|製品)",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of the whole product."""
OTHER_SUBJECT = re.compile(
    r"\b(?:other|another|also|separate|plain|back|lid|box|chain|strap|packag\w*|size|shape|colou?r|font|if|photos?|background"
    r"|picture|border|frame|base|inside|choose|select|leave|falls|wenn|andere|rückseite|farbe|größe|si|autre|couleur|taille"
    r"|otr[oa]|color|tamaño|altr[oa]|se|colore|misura)\b"
    r"|其他|另|如果|如需|若|背面|盒|颜色|尺寸|字体|链|場合|色|サイズ|他の",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of a part, a property or another case."""


@rule(
    "CP023",
    Severity.WARNING,
    tier=1,
    clause=CIRCUMVENTS,
    title=Text("Text and customization disagree", "文案与定制标记不一致"),
    message=Text(
        "The text says '{term}', but the row offers customization: {reason}.",
        "文案写有“{term}”，但该行提供定制：{reason}。",
    ),
    variants={
        "plain": Text(
            "The title says '{term}', but the row is marked as not customizable.",
            "标题写有“{term}”，但该行标记为不可定制。",
        ),
        "promise": Text(
            "The text promises '{term}', but no field lets the buyer do so.",
            "文案承诺“{term}”，但没有对应的定制项。",
        ),
    },
    advice=Text("Make the text and the custom fields agree.", "请使文案与定制项一致。"),
    needs=(PROSE,),
    reads={
        "custom.not": PROSE,
        "custom.word": ("title",),
        "promise.font": PROMISES,
        "promise.colour": PROMISES,
        "promise.photo": PROMISES,
    },
    examples=(
        Example(
            bad={
                "sku": ["A1", "A2", "A3"],
                "title": ["Mug, not customizable", "Personalized Mug with Name", "Custom Mug"],
                "bullet_1": ["", "", "Choose your font and make it yours"],
                "is_customizable": ["Yes", "No", "Yes"],
                "custom_label_1": ["Text", "", "Name"],
            },
            good={
                "sku": ["A1", "A2"],
                "title": ["Custom Mug", "Custom fit seat cover"],
                "bullet_1": ["The size is not customizable. Choose your font.", ""],
                "is_customizable": ["Yes", "No"],
                "custom_label_1": ["Name", ""],
                "font_name_1_1": ["Arial", ""],
            },
            cells=((0, "title"), (1, "title"), (2, "bullet_1")),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["马克杯 不支持定制"],
                "is_customizable": ["是"],
                "custom_label_1": ["刻字"],
            },
            good={
                "sku": ["A1"],
                "title": ["定制马克杯"],
                "bullet_1": ["背面不支持定制"],
                "is_customizable": ["是"],
                "custom_label_1": ["刻字"],
            },
            cells=((0, "title"),),
            language="zh",
        ),
    ),
)
def text_and_flag_disagree(evidence: Evidence) -> Iterator[Hits]:
    """A listing that misrepresents what can be customized misleads buyers.

    Three ways: the text denies customization that the row offers (an error in the title or when it speaks of the whole
    product; nothing when it speaks of a part or property); the title promises customization and the row is marked as
    not customizable; the text promises a choice (font, colour, photo) that no field offers (a note; colours may also
    be variations).
    """
    yield from _denied(evidence)
    scope = evidence.scope
    found = evidence.matches("custom.word", "title")
    found = found.where(scope.evidence[found.rows] == Ground.FLAG_SAYS_NO).once()
    yield found.hits(variant="plain")
    some = evidence.once(components)
    if not len(some):
        return
    offering = some.owned(np.ones(len(some), dtype=bool)) & scope.certain
    for name, kinds in (("font", (Kind.FONT,)), ("colour", (Kind.COLOUR,)), ("photo", (Kind.UPLOAD,))):
        kept = _offered(evidence, some, f"choice.{name}", kinds)
        if name == "colour":
            kept |= evidence.filled("color", "variation_value", "variation_theme")
        found = evidence.matches(f"promise.{name}", *PROMISES)
        found = found.where((offering & ~kept)[found.rows]).once()
        yield found.hits(variant="promise", severity=Severity.INFO)


def _denied(evidence: Evidence) -> Iterator[Hits]:
    """Where the text of a row that offers customization says that there is none."""
    found = evidence.matches("custom.not", *PROSE)
    found = found.where(evidence.scope.certain[found.rows])
    in_title = np.array([c.field == "title" for c in evidence.feed.columns], dtype=bool)[found.columns]
    grades = np.zeros(len(found), np.int8)
    for place, (value, start) in enumerate(zip(found.values.tolist(), found.starts.tolist(), strict=True)):
        sentence = sentence_at(value, start)
        if in_title[place] or SUBJECT.search(sentence):
            grades[place] = 0 if OTHER_SUBJECT.search(sentence) and not in_title[place] else Severity.ERROR
        elif not OTHER_SUBJECT.search(sentence):
            grades[place] = Severity.WARNING
    for severity in (Severity.ERROR, Severity.WARNING):
        yield _with_reason(evidence, found.where(grades == severity).once(), severity)


def _with_reason(evidence: Evidence, found: Matches, severity: Severity) -> Hits:
    grounds = evidence.scope.evidence[found.rows].tolist()
    return found.hits(severity=severity, reason=objects([REASONS[Ground(ground)] for ground in grounds]))


def _offered(evidence: Evidence, some: Components, group: str, kinds: tuple[Kind, ...]) -> BoolArray:
    """One bool per row: its product has a field for the choice."""
    named = label_facts(evidence, some, lambda label: evidence.matcher.found(group, label))
    return some.owned(named | np.isin(some.kinds, kinds))


@rule(
    "CP024",
    Severity.ERROR,
    tier=1,
    clause=ELEMENT,
    title=Text("No element of customization", "没有定制元素"),
    message=Text(
        "Nothing this SKU offers changes the product itself; it only adds things to the order (fields: {count}).",
        "该 SKU 的全部 {count} 个定制项只是附加内容，没有一个改变商品本身。",
    ),
    advice=Text(
        "Add a field that changes the product, or list it without customization.",
        "请增加能改变商品本身的定制项，或改为普通商品。",
    ),
    needs=(("custom_label", "option_value"),),
    custom_only=True,
    examples=(
        Example(
            bad={
                "sku": ["A1"],
                "title": ["Car Stereo"],
                "custom_label_1": ["Gift wrapping"],
                "option_value_1_1": ["Yes"],
                "option_value_1_2": ["No"],
                "custom_label_2": ["Rush production"],
                "option_value_2_1": ["Standard"],
                "option_value_2_2": ["Express production"],
            },
            good={
                "sku": ["A1"],
                "title": ["Car Stereo"],
                "custom_label_1": ["Gift wrapping"],
                "option_value_1_1": ["Yes"],
                "option_value_1_2": ["No"],
                "custom_label_2": ["Engraving text"],
                "option_value_2_1": [""],
                "option_value_2_2": [""],
            },
            cells=((0, "custom_label_1"),),
        ),
        Example(
            bad={
                "sku": ["A1"],
                "title": ["车载音响"],
                "custom_label_1": ["礼品包装"],
                "option_value_1": ["精美礼盒|普通"],
            },
            good={
                "sku": ["A1"],
                "title": ["车载音响"],
                "custom_label_1": ["颜色"],
                "option_value_1": ["红色|蓝色"],
            },
            cells=((0, "custom_label_1"),),
            language="zh",
        ),
    ),
)
def no_element_of_customization(evidence: Evidence) -> Iterator[Hits]:
    """Wrapping, speed, gifts, extras, warranties, contact data and yes/no change nothing about the product.

    One field that may change it clears the SKU; the others keep findings of their own. One finding per SKU, at its
    first field.
    """
    some = evidence.once(components)
    adding = evidence.once(only_adding)
    counts = np.bincount(some.owners, minlength=len(some.owner_of_row))
    extras = np.bincount(some.owners[adding], minlength=len(some.owner_of_row))
    bare = some.where((counts == extras)[some.owners] & adding) if len(some) else some
    owners, first = np.unique(bare.owners, return_index=True)
    yield Hits(
        rows=bare.rows[first], columns=bare.columns[first], arguments={"count": counts[owners].tolist()}
    )
