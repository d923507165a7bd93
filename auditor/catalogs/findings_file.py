"""The findings of one audit at rest: an Arrow file with the columns of ``records.FINDINGS_SCHEMA``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from auditor.catalogs.records import FINDINGS_SCHEMA
from auditor.engine import Audit
from auditor.findings import Findings
from auditor.report.files import write_file
from auditor.report.masking import veil_of
from auditor.report.pipeline import skus
from auditor.wording import Veil


def write_findings(audit: Audit, target: Path, *, unmask: bool = False) -> Path:
    """Write the findings of ``audit``; personal data masked unless ``unmask``. Raises ReportError."""
    veil = veil_of(audit.feed, unmask=unmask)

    def fill(path: Path) -> None:
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with (
            pa.OSFile(str(path), "wb") as sink,
            pa.ipc.new_file(sink, FINDINGS_SCHEMA, options=options) as out,
        ):
            for batch in _batches(audit.findings, veil):
                out.write_batch(batch)

    return write_file(target, fill)


def read_findings(path: Path) -> pa.Table:
    """The findings that ``write_findings`` wrote. Raises OSError or pyarrow.ArrowInvalid for another file."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _batches(findings: Findings, veil: Veil) -> Iterator[pa.RecordBatch]:
    chinese = (table["message"] for _, table in findings.chunks("zh", veil))
    for (part, table), message_zh in zip(findings.chunks("en", veil), chinese, strict=True):
        columns = {
            "fingerprint": table["fingerprint"],
            "code": table["code"],
            "severity": part.severities.astype(np.int8),
            "accepted": ~part.open,
            "sheet": table["sheet"],
            "row": table["row"],
            "column": table["column"],
            "field": table["field"],
            "sku": skus(part),
            "value": table["value"],
            "message_en": table["message"],
            "message_zh": message_zh,
        }
        yield pa.record_batch(
            [_array(columns[name.name], name.type) for name in FINDINGS_SCHEMA], schema=FINDINGS_SCHEMA
        )


def _array(values: object, kind: pa.DataType) -> pa.Array:
    """Values as an Arrow array; lone surrogates (names of files that are not valid UTF-8) are replaced."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        assert isinstance(values, list)
        texts = [None if one is None else one.encode("utf-8", "replace").decode() for one in values]
        return pa.array(texts, kind)
