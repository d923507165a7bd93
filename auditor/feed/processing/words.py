"""The words processing reports use for their counts, columns and severities.

English is known from text reports, workbooks and JSON, Spanish from an annotated workbook. The other languages'
severities are the plain words for error and warning; a report whose words are not known is still read by its shape
(codes, cell addresses, status columns).
"""

from __future__ import annotations

from collections.abc import Mapping

from auditor.layouts import squash
from auditor.model import Severity

COLUMNS: Mapping[str, str] = {
    "originalrecordnumber": "record",
    "recordnumber": "record",
    "record": "record",
    "sku": "sku",
    "sellersku": "sku",
    "errorcode": "code",
    "code": "code",
    "errortype": "severity",
    "type": "severity",
    "severity": "severity",
    "errormessage": "message",
    "message": "message",
    "attribute": "attribute",
    "attributename": "attribute",
    "attributenames": "attribute",
    "batchid": "batch",
    "errorcategory": "category",
}
"""Squashed column head of a text report → what it holds."""

_COUNTS: Mapping[str, tuple[str, ...]] = {
    "processed": ("number of records processed", "número de registros procesados", "registros procesados"),
    "successful": ("number of records successful",),
    "failed": ("number of records with errors",),
    "warned": ("number of records with warnings",),
}
COUNTS: Mapping[str, str] = {squash(word): key for key, words in _COUNTS.items() for word in words}
"""Squashed label of a count → its key in ``model.COUNT_NAMES``."""

SUMMARY_TITLES = ("feedprocessingsummary", squash("Resumen de procesamiento"))
"""Squashed titles of the summary."""

_SEVERITIES: Mapping[Severity, tuple[str, ...]] = {
    Severity.ERROR: (
        "error", "errors", "fatal", "fehler", "erreur", "erreurs", "errore", "errori", "errores", "错误", "致命错误",
        "エラー",
    ),
    Severity.WARNING: (
        "warning", "warnings", "warnung", "warnungen", "avertissement", "avertissements", "avviso", "avvisi",
        "advertencia", "advertencias", "警告",
    ),
    Severity.INFO: (
        "info", "information", "suggestion", "suggestions", "hinweis", "vorschlag", "sugerencia", "suggerimento",
        "提示", "建议", "提案",
    ),
}  # fmt: skip
SEVERITIES: Mapping[str, Severity] = {
    squash(word): severity for severity, words in _SEVERITIES.items() for word in words
}
"""Squashed word → severity. A fatal error stops the whole file; here it is an error."""


def severity_of(text: str, otherwise: Severity = Severity.ERROR) -> Severity:
    """The severity a word names; ``otherwise`` where it is not known: what is not understood must not look harmless."""
    return SEVERITIES.get(squash(text), otherwise)
