"""The settled dates as a calendar file, for everybody or for one unit."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vText

from handbook.files.cells import sentences
from handbook.files.office import document_day, figure_words, online, plain, unit_words
from handbook.model import Deadline, Handbook, Task, Unit, UnitKind
from handbook.model.duties import duties
from handbook.words.vocabulary import OPEN

DOMAIN = "renwu-shouce"
AHEAD = timedelta(days=7)
Dated = tuple[Task, date, list[Deadline]]
"""A task, a day on which it is due, and the words that set that day."""


def calendar(hb: Handbook, who: Unit | UnitKind | None = None) -> bytes:
    """The dates of all tasks, or of those that bind a unit or a kind of unit, as iCalendar.

    Only days that the words settle are in it; its description counts and names the others.
    A calendar without any event breaks the standard: ask ``due_days`` first.
    """
    name = who.others if isinstance(who, UnitKind) else who and who.name
    made = _empty(hb, "·" + plain(name) if name else "")
    made.add("x-wr-caldesc", vText(_description(hb, _tasks(hb, who))))
    for dated in due_days(hb, who):
        made.add_component(_event(hb, *dated))
    raw: bytes = made.to_ical()
    return raw


def parts(hb: Handbook) -> tuple[str, dict[str, list[str]], str]:
    """What a calendar of some tasks is made of: its head, the events of each task, its foot."""
    head, end, foot = _empty(hb, "·所选任务").to_ical().decode().partition("END:VCALENDAR")
    events: dict[str, list[str]] = defaultdict(list)
    for dated in due_days(hb):
        events[dated[0].id].append(_event(hb, *dated).to_ical().decode())
    return head, dict(events), end + foot


def empty_calendar(name: str) -> Calendar:
    """A calendar without events."""
    made = Calendar()
    made.add("prodid", f"-//{DOMAIN}//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(name))
    return made


def _empty(hb: Handbook, of: str) -> Calendar:
    """The calendar of tasks without events; ``of`` whose it is."""
    return empty_calendar(plain(hb.info.short_title) + of + "：完成时限")


def due_days(hb: Handbook, who: Unit | UnitKind | None = None) -> list[Dated]:
    """The settled days of all tasks or of those that bind somebody, in the order of days."""
    found: list[Dated] = []
    for task in _tasks(hb, who):
        days: dict[date, list[Deadline]] = defaultdict(list)
        for deadline in task.deadlines:
            if deadline.date:
                days[deadline.date].append(deadline)
        found += [(task, day, deadlines) for day, deadlines in days.items()]
    return sorted(found, key=lambda dated: dated[1])


def _tasks(hb: Handbook, who: Unit | UnitKind | None) -> list[Task]:
    if who is None:
        return list(hb.tasks.values())
    return [duty.task for rows in duties(hb, who).values() for duty in rows]


def _description(hb: Handbook, tasks: Iterable[Task]) -> str:
    """What the calendar holds, and by name what it leaves out because no day is settled."""
    times = [(task, deadline) for task in tasks for deadline in task.deadlines]
    settled = sum(deadline.date is not None for _, deadline in times)
    words = [f"{hb.info.notice}。收入已落到日期的时限{settled}个。"]
    groups = (
        ("日期未定的", [(t, d) for t, d in times if d.unsettled]),
        ("周期性、常设性的", [(t, d) for t, d in times if not d.date and not d.unsettled]),
    )
    for label, left_out in groups:
        if left_out:
            names = "、".join(f"{task.id}“{deadline.text}”" for task, deadline in left_out)
            words.append(f"{label}时限{len(left_out)}个没有收入：{names}。")
    return plain("".join(words))


def _event(hb: Handbook, task: Task, day: date, deadlines: list[Deadline]) -> Event:
    """The day of a task; its id is that of the task and the day."""
    return day_event(
        hb, f"{task.id}-{day:%Y%m%d}", day, task.title, _details(hb, task, deadlines),
        f"tasks/{task.id}.html",
    )  # fmt: skip


def day_event(hb: Handbook, key: str, day: date, title: str, words: str, page: str) -> Event:
    """An all-day event with an alarm; ``key`` tells it from others of the same text."""
    event = Event()
    event.add("uid", _uid(hb, key))
    event.add("dtstamp", datetime.combine(document_day(hb), time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", plain(title))
    event.add("description", plain(words))
    event.add("transp", "TRANSPARENT")
    if address := online(hb, page):
        event.add("url", address)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plain(title))
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    return event


def _uid(hb: Handbook, key: str) -> str:
    """The same for the same thing and day of the same speech, whatever else is corrected."""
    name = f"{hb.info.year or ''} {plain(hb.info.speech_title)}"
    speech = hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"{key}-{speech}@{DOMAIN}"


def _details(hb: Handbook, task: Task, deadlines: list[Deadline]) -> str:
    units = "、".join(unit_words(assignment) for assignment in task.assignments)
    lines = [
        f"任务编号：{task.id}",
        f"完成时限（原文）：{'；'.join(deadline.text for deadline in deadlines)}",
        f"责任单位：{units or OPEN}",
        *(f"量化指标：{figure_words(target)}" for target in task.targets),
        *(f"原文：“{quote.exact}”" for quote in task.quotes),
        f"原文出处：{sentences(task)}",
        hb.info.notice,
    ]
    return "\n".join(lines)
