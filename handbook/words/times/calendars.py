"""Days by the calendar: ends of months, festivals, working days.

Festivals by the moon from borax (MIT, pure Python, to 2100), working days as the State Council
arranged them from chinesecalendar (MIT, pure Python, 2004 to the year that was announced last).
Both are imported where a text names such a day, which few do: 20 and 8 ms.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

FIXED = {
    "元旦": (1, 1), "妇女节": (3, 8), "植树节": (3, 12), "五一": (5, 1), "劳动节": (5, 1),
    "青年节": (5, 4), "儿童节": (6, 1), "六一": (6, 1), "七一": (7, 1), "建党节": (7, 1),
    "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10), "十一": (10, 1), "国庆": (10, 1),
}  # fmt: skip
"""Festivals by month and day."""
BY_THE_MOON = {
    "春节": (1, 1), "新春": (1, 1), "元宵": (1, 15), "端午": (5, 5), "中秋": (8, 15),
    "重阳": (9, 9),
}  # fmt: skip
"""Festivals by month and day of the old calendar."""
FESTIVALS = (*FIXED, *BY_THE_MOON)


def month_end(year: int, month: int) -> date:
    """The last day of a month; months beyond December are those of the next years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """The day of the same number, or the last of its month (民法典第二百零二条)."""
    end = month_end(day.year, day.month + months)
    return end.replace(day=min(day.day, end.day))


def festival(name: str, year: int) -> date | None:
    """The day of a festival in a year, ``None`` beyond what is known."""
    if name in FIXED:
        return date(year, *FIXED[name])
    from borax.calendars.lunardate import LunarDate

    try:
        day: date = LunarDate(year, *BY_THE_MOON[name]).to_solar_date()
    except ValueError:
        return None
    return day


def working_days_later(day: date, days: int) -> date | None:
    """The last of so many working days after ``day``, ``None`` beyond what is announced."""
    from chinese_calendar import is_workday

    try:
        while days:
            day += timedelta(days=1)
            days -= is_workday(day)
    except NotImplementedError:
        return None
    return day
