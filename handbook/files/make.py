"""Make the files to take away, each from the same handbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from handbook.files.assignments import assignments
from handbook.files.book import make_book
from handbook.files.calendars import calendar
from handbook.files.ledger import blank_ledger, ledger
from handbook.files.office import document_day
from handbook.files.sheets import make_sheets
from handbook.files.tables import tasks_csv
from handbook.model import Handbook, downloads

_UNFIT = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
"""What Windows takes in no file name, and what looks like it."""


def make_files(hb: Handbook) -> dict[str, bytes]:
    """All files below ``downloads/`` but the offline copy and the sums, path to content.

    Raises ``TypesetError`` where a PDF cannot be set.
    """
    sheets = make_sheets(hb)
    named = {f"{hb.units[key].name.translate(_UNFIT)}.pdf": raw for key, raw in sheets.items()}
    files = {
        downloads.BOOK: make_book(hb),
        downloads.LEDGER: ledger(hb),
        downloads.BLANK_LEDGER: blank_ledger(hb.info),
        downloads.ASSIGNMENTS: assignments(hb),
        downloads.TASKS: tasks_csv(hb),
        **{downloads.sheet(hb.units[key]): raw for key, raw in sheets.items()},
        **{downloads.dates(unit): calendar(hb, unit) for unit in downloads.dated(hb)},
    }
    offered = downloads.paths(hb)
    if downloads.SHEETS in offered:
        files[downloads.SHEETS] = pack(named, hb)
    if downloads.DATES in offered:
        files[downloads.DATES] = calendar(hb)
    return files


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
