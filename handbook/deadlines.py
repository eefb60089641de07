"""Settle words of time to a day, by the one table of ``data/deadlines.yaml``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from handbook.model import Deadline
from handbook.records import DeadlineRuleRecord

_PLACEHOLDER = {"{year}": r"(?P<year>(?:19|20|21)\d\d)", "{month}": r"(?P<month>1[0-2]|[1-9])"}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}


def settle(
    text: str, rules: Sequence[DeadlineRuleRecord], year: int, delivered_on: date | None
) -> Deadline | None:
    """The deadline that ``text`` sets, or ``None`` where no rule knows its words.

    The longest word of the table that stands in ``text`` decides; ``year`` is the year the
    speech calls this year. ``delivered_on`` settles 本月底.
    """
    best: tuple[int, DeadlineRuleRecord, re.Match[str]] | None = None
    for rule in rules:
        for word in rule.words:
            match = re.search(_pattern(word), text)
            if match and (best is None or len(match.group()) > best[0]):
                best = (len(match.group()), rule, match)
    if best is None:
        return None
    _, rule, match = best
    day = _day(rule.settles, match, year, delivered_on)
    return Deadline(text, day, rule.kind, "" if day else rule.note)


def _pattern(word: str) -> str:
    """A word of the table as a pattern; a month is not cut out of a longer number."""
    pattern = re.escape(word)
    for name, digits in _PLACEHOLDER.items():
        pattern = pattern.replace(re.escape(name), r"(?<!\d)" + digits)
    return pattern


def _day(settles: str, match: re.Match[str], year: int, delivered_on: date | None) -> date | None:
    named = match.groupdict()
    if settles == "year-end":
        return date(int(named.get("year") or year), 12, 31)
    if settles == "quarter-end":
        return _month_end(year, _QUARTERS[match.group()[0]])
    if settles == "month-end":
        return _month_end(year, int(named["month"]))
    if settles == "delivered-month-end" and delivered_on:
        return _month_end(delivered_on.year, delivered_on.month)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
