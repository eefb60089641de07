"""From the parts of a time to its days, or to the reason why it has none.

前: 6月底前, 6月30日前 are by that day and take it in, as the field reads them: an annual report is
due within 1月1日至6月30日 (企业信息公示暂行条例第八条), and 市场监管部门 ask for it “6月30日前”.
Before a festival is the day before it, since the day itself is no working day. Before a stretch
(6月前、2025年前、三季度前) may be before it begins or before it ends, and stays open.

内: counted from the day of the text, which does not count itself (民法典第二百零一条), to the day
of the same number (第二百零二条). A last day that is a holiday is not moved: 第二百零三条 is of
periods in law, and what is asked for by a day may well be done before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handbook.words.times.calendars import festival, month_end, months_later, working_days_later
from handbook.words.times.parts import How, Part, Unit
from handbook.words.times.pieces import NO_SUCH_DAY, NO_YEAR, WAITS
from handbook.words.times.said import Said
from handbook.words.vocabulary import DeadlineKind

GONE_BY = "没有写明是哪一年，按原文所说的年份已经过去。"
BEFORE = "“前”是在它开始以前还是结束以前，原文没有说明。"
NOT_THAT_WEEKDAY = "这一天不是原文写的星期几，请核对原文。"
VAGUE = "只说了大概的时候，没有给出日期。"
BEGINS = "只说从什么时候开始，没有终止日期。"
PAST = "说的是现在或者过去，没有说到哪一天为止。"
LENGTH = "只写了多久，没有说从哪一天算起。"
LOOSE = "是那个月以内，还是几个月以内，原文没有说明。"
HOURS = "按小时计算，不落到日期。"
WHICH_YEAR = "是哪一年的节日，要看原文的日期，原文没有写明日期。"
UNKNOWN_FESTIVAL = "那一年的节日在哪一天，还不知道。"
UNKNOWN_WORKDAYS = "那一年的放假安排还不知道，工作日算不到哪一天。"


@dataclass(frozen=True)
class Span:
    """The first and the last day of a time; ``assumed``: its words do not name the year."""

    first: date
    last: date
    assumed: bool = False


@dataclass(frozen=True)
class Open:
    """Why a time settles no day; ``waits``: the day of the text would settle it.

    ``since``: the day from which on, where it says one.
    """

    reason: str
    kind: DeadlineKind = "by"
    waits: bool = False
    since: date | None = None


Settled = Span | Open


def settle(part: Part, hows: Sequence[How], said: Said, base: date | None) -> Settled:
    """The days of a part as its relations take them; ``base``: from when so many are counted."""
    counted = part.days and part.levels == (3, 3) and part.days[0] == part.days[1]
    if counted and part.days and list(hows[:1]) == ["within"]:
        part = Part(count=(part.days[0], "day", 0))
    if part.count:
        return _counted(part.count, hows, base or said.day)
    if part.loose and part.levels == (2, 2) and "within" in hows:
        return Open(LOOSE)
    found = _span(part, said)
    for i, how in enumerate(hows):
        if isinstance(found, Span):
            found = _related(found, how, bool(part.festival) or "midnight" in hows[:i])
    return found


def gone_by(day: date, said: Said) -> bool:
    """Whether a day lies before the text."""
    return said.day is not None and day < said.day


def _related(span: Span, how: How, shut_out: bool) -> Settled:
    """``shut_out``: before it is the day before, not by it."""
    if how in ("whole", "within", "hour", "midnight"):
        return span
    if how == "end":
        return replace(span, first=span.last)
    if how == "before":
        if span.first != span.last:
            return Open(BEFORE)
        day = span.last - timedelta(days=shut_out)
        return replace(span, first=day, last=day)
    if how in ("after", "since"):
        return Open(BEGINS, "standing", since=span.last if how == "after" else span.first)
    return Open(PAST if how == "so far" else VAGUE)


def _span(part: Part, said: Said) -> Settled:
    if part.open:
        return Open(part.open, waits=part.open in (WAITS, NO_YEAR))
    if part.dates:
        return Span(*part.dates)
    if part.festival:
        return _festival(part, said)
    if part.days and not part.months:
        if said.day is None:
            return Open(WAITS, waits=True)
        part = replace(part, months=(said.day.month,) * 2)
    year = said.this_year
    years = part.years or (year and (year, year))
    if not years:
        return Open(NO_YEAR, waits=True)
    months = part.months or (1, 12)
    first, last = month_end(years[0], months[0]), month_end(years[1], months[1])
    span = Span(first.replace(day=1), last, not part.years)
    if part.days:
        start, end = part.days[0], part.days[1] or last.day
        if months[0] != months[1] or not 1 <= start <= end <= last.day:
            return Open(NO_SUCH_DAY)
        span = replace(span, first=last.replace(day=start), last=last.replace(day=end))
        if part.weekday not in (None, span.last.weekday()):
            return Open(NOT_THAT_WEEKDAY)
    return span


def _festival(part: Part, said: Said) -> Settled:
    """The festival of the year that is named, else the next one after the text."""
    name = part.festival
    if part.years:
        day = festival(name, part.years[1])
        return Span(day, day) if day else Open(UNKNOWN_FESTIVAL)
    year = said.this_year
    if year is None:
        return Open(NO_YEAR, waits=True)
    this, following = festival(name, year), festival(name, year + 1)
    if this is None or following is None:
        return Open(UNKNOWN_FESTIVAL)
    if said.day is None and name not in ("元旦", "国庆", "十一"):
        return Open(WHICH_YEAR, waits=True)
    since = said.day or date(year, 1, 1)
    day = this if this > since else following
    return Span(day, day)


def _counted(
    count: tuple[int | None, Unit, int], hows: Sequence[How], since: date | None
) -> Settled:
    n, unit, days = count
    how = hows[0] if hows else ""
    if how in ("before", "so far"):
        return Open(PAST)
    if how == "after":
        return Open(BEGINS, "standing")
    if n is None or "about" in hows:
        return Open(VAGUE)
    if how != "within":
        return Open(LENGTH)
    if unit == "hour":
        return Open(HOURS)
    if since is None:
        return Open(WAITS, waits=True)
    if unit == "working day":
        day = working_days_later(since, n)
        return Span(since, day) if day else Open(UNKNOWN_WORKDAYS)
    months = {"year": 12, "quarter": 3, "month": 1}.get(unit, 0) * n
    days += {"week": 7, "day": 1}.get(unit, 0) * n
    return Span(since, months_later(since, months) + timedelta(days=days))
