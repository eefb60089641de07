"""The files to take away: which there are. ``files`` makes them, ``site`` the offline copy."""

from __future__ import annotations

from handbook.model.duties import bound, duties, first_day
from handbook.model.handbook import Handbook
from handbook.model.ledger.issues import PAPERS
from handbook.model.tasks import Unit, UnitKind

FOLDER = "downloads"
BOOK = "handbook.pdf"
SHEETS = "units.zip"
LEDGER = "ledger.xlsx"
BLANK_LEDGER = "ledger-blank.xlsx"
ASSIGNMENTS = "assignments.docx"
DATES = "dates.ics"
TASKS = "tasks.csv"
MATTERS = "matters.xlsx"
"""The follow-up as it stands, for the office alone."""
OFFLINE = "offline.zip"
SUMS = "SHA256SUMS"
DATA, SCHEMA = PUBLIC = "data/handbook.json", "data/handbook.schema.json"
"""The public data and its schema, below ``docs/``."""
TAKE_AWAY = "data/take-away.js"
"""What the table of all tasks makes files of, below ``docs/``."""
FEEDS = "feeds"
"""The folder of what a program of the reader's own looks at again and again, below ``docs/``."""
PAST = "data/ledger-past.js"
"""How each matter stood on past days, below ``docs/`` of the office's edition."""
SIZE = "（打包时填写大小）"
"""Where the page of downloads gives the size of the zip, known only once it is packed."""


def exports(hb: Handbook) -> list[str]:
    """The data beside the pages, below ``docs/``."""
    feeds = [path for both in feed_paths(hb).values() for path in both]
    return [*PUBLIC, TAKE_AWAY, *([PAST] if feeds else []), *feeds]


def feed_paths(hb: Handbook) -> dict[str | None, tuple[str, str]]:
    """The feed and the calendar of each unit of the follow-up with a matter, and of the whole."""
    if not (hb.info.internal and hb.ledger):
        return {}
    held = {part.unit for matter in hb.ledger.matters.values() for part in matter.parts}
    whose = [None, *(unit for unit in hb.ledger.parties if unit in held)]
    return {
        unit: (f"{FEEDS}/{unit or 'all'}.atom", f"{FEEDS}/{unit or 'all'}.ics") for unit in whose
    }


def sheet(who: Unit | UnitKind) -> str:
    """The path of a task sheet below the folder: of a unit, or of those that are not named."""
    return f"{_folder(who)}/{who.id}.pdf"


def dates(who: Unit | UnitKind) -> str:
    """The path of a calendar below the folder, of the same."""
    return f"{_folder(who)}/{who.id}.ics"


def _folder(who: Unit | UnitKind) -> str:
    return "units" if isinstance(who, Unit) else "kinds"


def _everyone(hb: Handbook) -> list[Unit | UnitKind]:
    """Each unit, and each kind of unit for those that the text does not name."""
    return [*hb.units.values(), *hb.bound_kinds]


def carriers(hb: Handbook) -> list[Unit]:
    """The units that carry tasks."""
    return [unit for unit in hb.units.values() if hb.tasks_of.get(unit.ref)]


def signers(hb: Handbook) -> list[Unit]:
    """The units that have a task sheet: something binds them, and somebody can sign for it."""
    return [unit for unit in bound(hb) if unit.signs]


def unnamed(hb: Handbook) -> list[UnitKind]:
    """The kinds of unit that have a sheet for those which the text does not name."""
    return [kind for kind in hb.bound_kinds if hb.shared_with(kind)]


def dated(hb: Handbook) -> list[Unit | UnitKind]:
    """Who has a calendar; one without any day would break its standard."""
    found = ((who, duties(hb, who)) for who in _everyone(hb))
    return [who for who, groups in found if any(first_day(rows) for rows in groups.values())]


def issued(hb: Handbook) -> dict[str, tuple[str, str]]:
    """What was handed up, by its path below the folder: the issue's folder and the file's name.

    In the public edition a ledger has no issues.
    """
    return {
        f"issues/{issue.name}/{name}": (issue.name, name)
        for issue in hb.ledger.issues
        for name in PAPERS
    }


def of_each(hb: Handbook) -> dict[str, list[tuple[str, str]]]:
    """The files of each unit, and of each kind for those which the text does not name, by its ref:
    paths, and what readers call them."""
    sheets, days = {*signers(hb), *unnamed(hb)}, {*dated(hb)}
    return {
        who.ref: [
            *([(sheet(who), "任务单（PDF）")] if who in sheets else ()),
            *([(dates(who), "日历")] if who in days else ()),
        ]
        for who in _everyone(hb)
    }


def paths(hb: Handbook) -> list[str]:
    """All files below the folder, in the order of their page."""
    handed_out: list[Unit | UnitKind] = [*signers(hb), *unnamed(hb)]
    sheets = [SHEETS] if handed_out else []
    days = [DATES] if any(d.date for task in hb.tasks.values() for d in task.deadlines) else []
    return [
        *(BOOK, *sheets, LEDGER, BLANK_LEDGER, ASSIGNMENTS, TASKS, *days, OFFLINE, SUMS),
        *map(sheet, handed_out),
        *map(dates, dated(hb)),
        *([MATTERS] if hb.info.internal and hb.ledger else ()),
        *issued(hb),
    ]


def size_words(size: int) -> str:
    """A size in bytes as a reader takes it in."""
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{max(1, round(size / 1024))} KB"
