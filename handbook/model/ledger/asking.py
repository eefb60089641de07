"""On which days an answer is due, and which of them are still without one."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from handbook.model.ledger.entries import Terms
from handbook.words.follow import Asked

_MONTHS = {"month": 1, "quarter": 3}
_LAST = 31
"""In ``answer_on`` of a month or quarter: its last day, as in months that have fewer."""


def days_asked(terms: Terms, begin: date, end: date) -> Iterator[date]:
    """The days on which an answer is due after ``begin``, up to and with ``end``."""
    if terms.asked == "once":
        if terms.due and begin < terms.due <= end:
            yield terms.due
    elif terms.asked == "week":
        on = terms.answer_on if terms.answer_on and terms.answer_on <= 7 else 5
        first = begin + timedelta(days=(on - begin.isoweekday()) % 7 or 7)
        yield from (first + timedelta(days=n) for n in range(0, (end - first).days + 1, 7))
    elif terms.asked:
        yield from _monthly(terms.asked, terms.answer_on or _LAST, begin, end)


def _monthly(asked: Asked, on: int, begin: date, end: date) -> Iterator[date]:
    year, month = begin.year, begin.month
    while (year, month) <= (end.year, end.month):
        if month % _MONTHS[asked] == 0:
            day = date(year, month, min(on, calendar.monthrange(year, month)[1]))
            if begin < day <= end:
                yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def unanswered(asked: Sequence[date], reports: Iterable[tuple[date, bool]]) -> list[date]:
    """Of the days on which an answer was due those that no report answers, in order.

    A report answers every day that has passed without one, or else the next one to come; one that
    only tells again what was sent back (``False``) answers none to come.
    """
    left = sorted(asked)
    for day, ahead in sorted(reports):
        passed = [due for due in left if due < day]
        answered = passed or (left[:1] if ahead or day in left else [])
        left = [due for due in left if due not in answered]
    return left
