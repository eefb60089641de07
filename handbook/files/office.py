"""What the files for an office (Excel, Word, CSV, calendar) share: words, dates, clean text."""

from __future__ import annotations

import re
from datetime import date

from handbook.model import Assignment, Deadline, Extent, Handbook, Section
from handbook.words.days import in_full
from handbook.words.vocabulary import BASIS_NAMES, MASKED, ROLE_NAMES, TIME_NAMES, Role

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
# What XML 1.0 cannot hold; iCalendar and CSV are no better off with it.
_UNFIT = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """``text`` with every line end as ``\\n`` and ``U+FFFD`` for control characters."""
    return _UNFIT.sub("\ufffd", _LINE_END.sub("\n", text))


def document_day(hb: Handbook) -> date:
    """The day that dates a document."""
    return hb.info.day


def online(hb: Handbook, page: str) -> str | None:
    """The address of a page (``tasks/2.1-01.html``) where the site's address is set."""
    site = hb.info.site_url or ""
    return f"{site.rstrip('/')}/{page}" if site.startswith(("https://", "http://")) else None


def field_of_work(hb: Handbook, section: str) -> Section:
    """The section of the second level in which ``section`` lies, or the part itself."""
    chain = [s for s in hb.path_to(section) if not s.lead_in]
    return chain[min(1, len(chain) - 1)]


def heading(section: Section) -> str:
    """A section's number and title."""
    return section.number + section.title


def time_words(deadline: Deadline) -> str:
    """A time as spoken, marked where the words leave the day open."""
    return deadline.text + ("（日期未定）" if deadline.unsettled else "")


def dated_words(deadline: Deadline) -> str:
    """A time as spoken and the day it settles."""
    day = deadline.date
    return f"{deadline.text}（{in_full(day)}）" if day else time_words(deadline)


def time_kind(deadline: Deadline) -> str:
    """Of what kind a time is."""
    return TIME_NAMES[deadline.kind] + ("（日期未定）" if deadline.unsettled else "")


def figure_words(figure: Extent) -> str:
    """An end or an extent as spoken, with its name where the words do not say it."""
    name = "" if figure.name in figure.text else f"{figure.name}："
    return name + figure.text + (f"（{MASKED}）" if figure.masked else "")


def unit_words(assignment: Assignment, unsaid: Role = "responsible") -> str:
    """A unit, its role unless that goes without saying, and whether it is the editor's proposal."""
    role = assignment.role
    said = [ROLE_NAMES[role]] if role != unsaid else []
    said += [BASIS_NAMES["proposed"]] if assignment.proposed else []
    return unit_name(assignment) + (f"（{'，'.join(said)}）" if said else "")


def unit_name(assignment: Assignment) -> str:
    """A unit as named; where the words name more without saying which, that is said."""
    return assignment.unit.name + ("等" if assignment.open else "")
