"""Make the files to take away, each from the same handbook."""

from __future__ import annotations

from handbook.files.assignments import assignments
from handbook.files.book import make_book
from handbook.files.calendars import calendar
from handbook.files.ledger import blank_ledger, ledger
from handbook.files.pack import pack
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
