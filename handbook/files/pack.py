"""Put files into one zip, the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from handbook.files.office import document_day
from handbook.model import Handbook


def pack(files: Mapping[str, bytes], hb: Handbook) -> bytes:
    """A zip of ``files``, path to content, dated as the handbook is; the same each time."""
    day = document_day(hb)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, raw in sorted(files.items()):
            entry = zipfile.ZipInfo(path, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()
