"""Make the files to take away, each from the same handbook."""

from __future__ import annotations

from handbook.files.assignments import assignments
from handbook.files.book import make_book
from handbook.files.calendars import calendar
from handbook.files.ledger import blank_ledger, ledger
from handbook.files.pack import pack
from handbook.files.sheets import make_kind_sheets, make_sheets
from handbook.files.tables import tasks_csv
from handbook.model import Handbook, downloads
from handbook.parallel import Helper, can_fork

_UNFIT = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
"""What Windows takes in no file name, and what looks like it."""


def make_files(hb: Handbook) -> dict[str, bytes]:
    """All files below ``downloads/`` but the offline copy and the sums, path to content.

    What is typeset is made here, and all else beside it where the machine has two processes.
    Raises ``TypesetError`` where a PDF cannot be set.
    """
    helper = Helper(lambda _: _for_an_office(hb)) if can_fork() else None
    try:
        if helper:
            helper.exchange(lambda pipe: pipe.send(None))
        files = _typeset(hb)
        made = helper.exchange(lambda pipe: pipe.recv()) if helper else None
        return files | (made or _for_an_office(hb))
    finally:
        if helper:
            helper.close()


def _typeset(hb: Handbook) -> dict[str, bytes]:
    kinds, kind_sheets = {kind.id: kind for kind in hb.bound_kinds}, make_kind_sheets(hb)
    sheets = [
        *((downloads.sheet(hb.units[k]), hb.units[k].name, x) for k, x in make_sheets(hb).items()),
        *((downloads.sheet(kinds[k]), kinds[k].others, x) for k, x in kind_sheets.items()),
    ]
    named = {f"{name.translate(_UNFIT)}.pdf": raw for _, name, raw in sheets}
    files = {downloads.BOOK: make_book(hb)} | {path: raw for path, _, raw in sheets}
    if downloads.SHEETS in downloads.paths(hb):
        files[downloads.SHEETS] = pack(named, hb)
    return files


def _for_an_office(hb: Handbook) -> dict[str, bytes]:
    """Excel, Word, CSV and calendars."""
    files = {
        downloads.LEDGER: ledger(hb),
        downloads.BLANK_LEDGER: blank_ledger(hb.info),
        downloads.ASSIGNMENTS: assignments(hb),
        downloads.TASKS: tasks_csv(hb),
        **{downloads.dates(who): calendar(hb, who) for who in downloads.dated(hb)},
    }
    if downloads.DATES in downloads.paths(hb):
        files[downloads.DATES] = calendar(hb)
    if downloads.MATTERS in downloads.paths(hb):
        from handbook.files.register import register

        files[downloads.MATTERS] = register(hb)
    return files
