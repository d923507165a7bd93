"""Product identifiers: form, check digit, range."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from auditor.evidence import Evidence
from auditor.evidence.identifiers import identifiers
from auditor.evidence.records import distinct_words
from auditor.feed.table import BoolArray
from auditor.model import Example, Hits, Severity, Text
from auditor.rules.declare import rule
from auditor.rules.gtin import OWN_GTIN, banned_prefixes, prefix_of


@rule(
    "ID101",
    Severity.ERROR,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Product ID is malformed", zh="商品编码格式错误"),
    message=Text(
        en="'{value}' is not a GTIN (8, 12, 13 or 14 digits).",
        zh="“{value}”不是有效的 GTIN（应为 8、12、13 或 14 位数字）。",
    ),
    variants={
        "length": Text(
            en="'{value}' has {count} digits; a GTIN has 8, 12, 13 or 14.",
            zh="“{value}”有 {count} 位数字；GTIN 应为 8、12、13 或 14 位。",
        ),
        "asin": Text(
            en="'{value}' is an ASIN, but the product ID type says it is a GTIN.",
            zh="“{value}”是 ASIN，但商品编码类型填写的是 GTIN。",
        ),
    },
    advice=Text(
        en="Enter the GTIN from your GS1 certificate, or correct the product ID type.",
        zh="请填写 GS1 证书上的编码，或更正商品编码类型。",
    ),
    needs=("gtin",),
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "gtin": ["12345", "4006381333931"]},
            good={"sku": ["A1", "A2"], "gtin": ["４００６３８１３３３９３１", '="0614141000012"']},
            cells=((0, "gtin"),),
        ),
        Example(
            bad={
                "sku": ["杯-1", "杯-2"],
                "gtin": ["HM-MUG-01", "4006381333931"],
                "gtin_type": ["EAN", "EAN"],
            },
            good={
                "sku": ["杯-1", "杯-2"],
                "gtin": ["B0ABCD1234", "4006381333931"],
                "gtin_type": ["asin", "4"],
            },
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def malformed_identifier(evidence: Evidence) -> Iterator[Hits]:
    """Marketplaces refuse a product ID that is no GTIN; blanks, hyphens and full-width digits are overlooked."""
    for one in evidence.once(identifiers):
        digits = one.digits
        asin = np.asarray(pc.match_substring_regex(digits.cleaned, "^[Bb]0[0-9A-Za-z]{8}$"))
        numeric = digits.length > 0
        for variant, mask in (("length", numeric), ("asin", asin), ("", ~numeric & ~asin)):
            rows = one.rows_where(mask & ~digits.formed)
            yield Hits(
                rows=rows,
                columns=one.column.position,
                variant=variant,
                arguments={"value": one.values(rows), "count": digits.length[one.ids[rows]]},
            )


@rule(
    "ID102",
    Severity.ERROR,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Check digit is wrong", zh="校验位错误"),
    message=Text(
        en="The check digit of {value} is {digit}; for these digits it would be {expected}.",
        zh="{value} 的校验位为 {digit}，按前面的数字计算应为 {expected}。",
    ),
    advice=Text(
        en="Compare the number with your GS1 certificate and type it again; any of its digits may be wrong.",
        zh="请与 GS1 证书核对后重新填写；任何一位都可能填错。",
    ),
    needs=("gtin",),
    examples=(
        Example(
            bad={"sku": ["A1", "A2"], "gtin": ["4006381333932", "885909950805"]},
            good={"sku": ["A1", "A2"], "gtin": ["4006381333931", "885909950805"]},
            cells=((0, "gtin"),),
        ),
        Example(
            bad={"sku": ["马克杯-1", "马克杯-2"], "gtin": ["6901234567891", "6901234567892"]},
            good={"sku": ["马克杯-1", "马克杯-2"], "gtin": ["6901234567892", ""]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def wrong_check_digit(evidence: Evidence) -> Iterator[Hits]:
    """The last digit of a GTIN is computed from the others: a wrong one means a typing error somewhere."""
    for one in evidence.once(identifiers):
        digits = one.digits
        short_upc = (digits.length == 8) & (digits.number < 10**7)
        rows = one.rows_where(digits.formed & ~digits.valid & ~short_upc)
        ids = one.ids[rows]
        yield Hits(
            rows=rows,
            columns=one.column.position,
            arguments={
                "value": one.values(rows),
                "digit": digits.found[ids],
                "expected": digits.expected[ids],
            },
        )


@rule(
    "ID103",
    Severity.ERROR,
    tier=1,
    clause=OWN_GTIN,
    title=Text(en="Prefix not usable for a product", zh="前缀不可用于零售商品"),
    message=Text(
        en="{value} has the GS1 prefix {prefix}: {reason}.", zh="{value} 的 GS1 前缀为 {prefix}：{reason}。"
    ),
    advice=Text(
        en="Use a number from your own GS1 licence, or apply for a GTIN exemption.",
        zh="请使用自有 GS1 许可中的编码，或申请 GTIN 豁免。",
    ),
    needs=("gtin",),
    examples=(
        Example(
            bad={"sku": ["A1"], "gtin": ["412345678903"], "custom_label_1": ["Your name"]},
            good={"sku": ["A1"], "gtin": ["885909950805"], "custom_label_1": ["Your name"]},
            cells=((0, "gtin"),),
        ),
        Example(
            bad={"sku": ["杯-1"], "gtin": ["9780134685991"], "custom_label_1": ["刻字"]},
            good={"sku": ["杯-1"], "gtin": ["6901234567892"], "custom_label_1": ["刻字"]},
            cells=((0, "gtin"),),
            language="zh",
        ),
    ),
)
def unusable_prefix(evidence: Evidence) -> Iterator[Hits]:
    """Some ranges are for shops, coupons, magazines or books; no seller owns them as a product number."""
    certain = evidence.scope.certain
    books = _book_rows(evidence)
    for one in evidence.once(identifiers):
        for banned in banned_prefixes(one.digits):
            rows = one.rows_where(banned.mask)
            mild = books[rows] | ~certain[rows] if banned.book else np.zeros(len(rows), bool)
            for severity, mask in (
                (Severity.ERROR, certain[rows] & ~mild),
                (Severity.WARNING, ~certain[rows] & ~mild),
                (Severity.INFO, mild),
            ):
                chosen = rows[mask]
                yield Hits(
                    rows=chosen,
                    columns=one.column.position,
                    severity=severity,
                    arguments={
                        "value": one.values(chosen),
                        "prefix": prefix_of(one.digits, one.ids[chosen]),
                        "reason": banned.reason,
                    },
                )


def _book_rows(evidence: Evidence) -> BoolArray:
    """Rows whose product type is a book: their number is an ISBN by right."""
    column = evidence.column("product_type")
    if column is None:
        return np.zeros(len(evidence.feed.cells), bool)
    words, places = distinct_words(evidence.feed, column)
    return np.array([word in ("abis_book", "book", "books") for word in words], bool)[places]
