"""How a matter stands for a day. It follows from entries by the rules below; nobody types it.

Three answers are kept apart: what the unit says (填报), what somebody else found (核查), where the
clock stands (时限). Where nothing is on record it says so, never that nothing was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from handbook.model.ledger.asking import days_asked, unanswered
from handbook.model.ledger.entries import (
    Check,
    Decision,
    Entry,
    Figure,
    Goal,
    Opening,
    Receipt,
    Report,
    Request,
    Terms,
)
from handbook.model.ledger.timeline import Timeline
from handbook.model.ledger.waiting import Lapse, waiting
from handbook.words.follow import Checked, Clock, Filed, Outcome, Verdict


@dataclass(frozen=True)
class Due:
    """A day that was set, when, and by which entry."""

    day: date
    set_on: date
    entry: Entry


@dataclass(frozen=True)
class Part:
    """A unit's part in a matter on a day."""

    unit: str
    role: Literal["lead", "support", "reporter"]


@dataclass(frozen=True)
class Progress:
    """A goal beside the last figure reported for it, by which report, and whether that was
    confirmed; ``share`` reached and share of the time ``gone`` where these are compared.

    ``verdict``: reached; so far enough for the time gone, or not; past its day and not reached;
    past its day and no figure of it; comes once a year and is set aside until its day; nothing on
    record.
    """

    goal: Goal
    verdict: Verdict
    figure: Figure | None = None
    report: Report | None = None
    confirmed: bool = False
    share: float | None = None
    gone: float | None = None


@dataclass(frozen=True)
class Standing:
    """How one unit's part stands; ``owed`` are the days on which an answer was due and none came.

    ``filing`` and ``check`` are the entries that ``filed`` and ``checked`` rest on.
    """

    unit: str
    since: date
    filed: Filed
    filing: Receipt | Report | None
    checked: Checked
    check: Check | None
    clock: Clock
    owed: tuple[date, ...]
    next_asked: date | None
    silent_days: int
    """Days since the first answer that was due and has not come."""
    resubmit_by: date | None
    requests: tuple[Request, ...]
    """Those that wait for an answer."""

    @property
    def closed(self) -> bool:
        """Whether its part is closed."""
        return self.checked == "closed"


@dataclass(frozen=True)
class Matter:
    """A matter on a day: what is in force, how each unit that reports stands, and its history."""

    id: str
    opening: Opening
    terms: Terms
    dues: tuple[Due, ...]
    """All days that were set, the last one in force."""
    parts: tuple[Part, ...]
    standings: tuple[Standing, ...]
    requests: tuple[Request, ...]
    """Those that wait for an answer."""
    lapsed: tuple[Lapse, ...]
    """Those that fell with a closing or the end."""
    progress: tuple[Progress, ...]
    ended: Decision | None
    clock: Clock
    as_of: date
    entries: tuple[Entry, ...]
    """In force, in order."""
    history: tuple[Entry, ...]
    """All that was known, those replaced and taken back, too."""

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"matter:{self.id}"

    @property
    def closed(self) -> int:
        """How many of those who report have closed their part."""
        return sum(standing.closed for standing in self.standings)

    @property
    def done(self) -> bool:
        """Whether all who report have closed their part."""
        return bool(self.standings) and self.closed == len(self.standings)

    @property
    def open(self) -> bool:
        """Whether it is still followed up."""
        return not (self.done or self.ended)

    @property
    def owed(self) -> tuple[date, ...]:
        """The days on which an answer of one of its units was due and none came, in order."""
        return tuple(sorted(day for standing in self.standings for day in standing.owed))

    @property
    def days_left(self) -> int | None:
        """Days to the day in force; below 0 where it is past."""
        return (self.terms.due - self.as_of).days if self.terms.due else None


def stand(timeline: Timeline, as_of: date, near: int) -> Matter:
    """How a matter stands at the end of ``as_of``; ``near`` days before its day it is near."""
    terms = timeline.terms_on(as_of)
    ended = next((d for d in timeline.of(Decision) if d.ends), None)
    asking, fallen = waiting(timeline)
    standings = tuple(
        _standing(timeline, unit, as_of, near, ended, asking)
        for unit in timeline.reporters(terms, as_of)
    )
    clocks = [standing.clock for standing in standings]
    return Matter(
        timeline.opening.matter, timeline.opening, terms, _dues(timeline),
        _parts(timeline, terms, as_of), standings, asking, fallen,
        tuple(_progress(timeline, goal, as_of) for goal in terms.goals or ()), ended,
        max(clocks, key=_WORST.index) if clocks else _clock(terms.due, as_of, near),
        as_of, tuple(timeline.entries), tuple(timeline.known),
    )  # fmt: skip


_WORST: tuple[Clock, ...] = (
    "ended", "closed", "in-time", "closed-late", "none", "running", "near", "late",
)  # fmt: skip
"""A matter's clock is the worst of those who report."""


def _standing(
    timeline: Timeline, unit: str, as_of: date, near: int, ended: Decision | None,
    asking: tuple[Request, ...],
) -> Standing:  # fmt: skip
    """Read what the unit entered and what was found of it, in order.

    Where it answers for the parts of several, one that went into it and its own, it is closed when
    all of them are; that one is closed finds the report of it true.
    """
    parts = timeline.parts(as_of, unit)
    left = {*parts}
    filing: Receipt | Report | None = None
    check: Check | None = None
    checked: Checked = "none"
    reports: list[tuple[date, bool]] = []
    shut: list[tuple[date, date]] = []
    closing: Check | None = None
    for entry in timeline.entries:
        touched = timeline.touched(entry, parts)
        if not touched:
            continue
        if isinstance(entry, Receipt):
            filing = filing or entry
        elif isinstance(entry, Report):
            filing = entry
            reports.append((entry.day, checked != "returned"))
            if not entry.unchanged:  # that nothing changed heals no return
                checked, check = "waiting", None
        elif isinstance(entry, Check):
            left = left - touched if entry.outcome == "closed" else left
            left = left | touched if entry.outcome == "reopened" else left
            outcome = "confirmed" if entry.outcome == "closed" and left else entry.outcome
            if not _speaks_to(timeline, entry, outcome, filing):
                continue
            if closing and outcome == "confirmed":
                continue  # looked at once more: it stays closed
            checked, check = outcome, entry
            if closing and outcome == "reopened":
                shut.append((closing.day, entry.day))
            closing = entry if outcome == "closed" else None
    if closing:
        shut.append((closing.day, as_of))
    end = ended.day - timedelta(days=1) if ended else as_of
    since = timeline.since(unit, as_of)
    asked = [day for day in _asked(timeline, unit, since, end) if not _within(day, shut)]
    # what was told before a part was opened again answers nothing that is asked after
    starts = [since, *(opened_again for _, opened_again in shut[: -1 if closing else None])]
    owed = _unanswered(asked, reports, starts)
    returned = check and check.outcome in ("returned", "reopened") and not closing
    again = check.answer_by if returned and check else None
    if again and since <= again <= end:
        owed = tuple(sorted({*owed, again}))
    return Standing(
        unit, since, _filed(filing), filing, checked, check,
        _unit_clock(timeline, unit, closing, ended, as_of, near), owed,
        None if closing or ended else _next_asked(timeline, as_of, asked, reports, starts),
        (as_of - owed[0]).days if owed else 0,
        again,
        tuple(r for r in asking if timeline.unit_on(r.unit, as_of) == unit),
    )  # fmt: skip


def _unanswered(
    asked: list[date], reports: list[tuple[date, bool]], starts: list[date]
) -> tuple[date, ...]:
    """The days without an answer, span by span."""
    found: list[date] = []
    for begin, end in zip(starts, [*starts[1:], date.max], strict=True):
        told = [report for report in reports if begin <= report[0] < end]
        found += unanswered([day for day in asked if begin <= day < end], told)
    return tuple(found)


def _speaks_to(
    timeline: Timeline, check: Check, outcome: Outcome, filing: Receipt | Report | None
) -> bool:
    """Whether a check is of the last report; one of an earlier report says nothing of this one,
    but to close a part, or to open it again, says it of the part."""
    if outcome in ("closed", "reopened"):
        return True
    if filing is not None and filing.received > check.received:
        return False  # it was corrected since
    return filing in timeline.reports_of(check)


def _filed(filing: Receipt | Report | None) -> Filed:
    if isinstance(filing, Report):
        return "unchanged" if filing.unchanged else "reported"
    return "received" if filing else "none"


def _asked(timeline: Timeline, unit: str, since: date, end: date) -> list[date]:
    """The days after ``since`` on which this unit was asked, under the terms of each time."""
    periods = timeline.periods
    found: set[date] = set()
    for (begin, terms, _), following in zip(periods, [*periods[1:], None], strict=True):
        last = min(end, following[0] - timedelta(days=1)) if following else end
        if last >= since and unit in timeline.reporters(terms, end):
            found |= {*days_asked(terms, max(begin - timedelta(days=1), since), last)}
    return sorted(found)


def _next_asked(
    timeline: Timeline, as_of: date, asked: list[date], reports: list[tuple[date, bool]],
    starts: list[date],
) -> date | None:  # fmt: skip
    """The first day to come on which an answer is due that no report has given ahead."""
    ahead = [*days_asked(timeline.terms_on(as_of), as_of, as_of + timedelta(days=400))][:2]
    left = _unanswered([*asked, *ahead], reports, starts)
    return next((day for day in ahead if day in left), None)


def _within(day: date, spans: list[tuple[date, date]]) -> bool:
    return any(begin <= day <= end for begin, end in spans)


def _unit_clock(
    timeline: Timeline,
    unit: str,
    closing: Check | None,
    ended: Decision | None,
    as_of: date,
    near: int,
) -> Clock:
    """Where the clock stands for a unit; a closed part is judged by the day of its report."""
    if closing:
        reports = timeline.reports_of(closing)
        if not reports:  # they do not go out
            return "closed"
        own = [r for r in reports if any(timeline.same(told, unit, as_of) for told in r.told)]
        done = max(report.day for report in own or reports)
        due = timeline.terms_on(done).due
        return "in-time" if due is None or done <= due else "closed-late"
    if ended:
        return "ended"
    return _clock(timeline.terms_on(as_of).due, as_of, near)


def _clock(due: date | None, as_of: date, near: int) -> Clock:
    if due is None:
        return "none"
    left = (due - as_of).days
    return "late" if left < 0 else "near" if left <= near else "running"


def _dues(timeline: Timeline) -> tuple[Due, ...]:
    """The days that were set, in order; setting the same day again is no change."""
    found: list[Due] = []
    for set_on, terms, entry in timeline.periods:
        if terms.due and (not found or found[-1].day != terms.due):
            found.append(Due(terms.due, set_on, entry))
    return tuple(found)


def _parts(timeline: Timeline, terms: Terms, day: date) -> tuple[Part, ...]:
    lead = timeline.unit_on(terms.lead, day) if terms.lead else None
    parts = {lead: Part(lead, "lead")} if lead else {}
    for unit in timeline.reporters(terms, day):
        parts.setdefault(unit, Part(unit, "reporter"))
    for named in terms.supports or ():
        unit = timeline.unit_on(named, day)
        parts.setdefault(unit, Part(unit, "support"))
    return tuple(parts.values())


# -- figures against the time gone ----------------------------------------------------------------


def _progress(timeline: Timeline, goal: Goal, as_of: date) -> Progress:
    """A goal and the last figure reported for it by its day.

    序时进度: the share reached, value ÷ goal, is held against the share of the time gone, days
    from the start (the first of January) to the day of the figure ÷ days from there to the
    goal's day. A rate of growth is held against the goal itself. Once the day has passed it takes
    the figure of that day to say that the goal was missed, or one of later that still falls short.
    """
    told = [
        (figure.until or report.day, report.day, report.id, figure, report)
        for report in timeline.of(Report)
        for figure in report.figures
        if (figure.name, figure.unit) == (goal.name, goal.unit)
        and (goal.of is None or timeline.same(report.unit, goal.of, as_of))
    ]
    last = max((row for row in told if row[0] <= goal.due), key=lambda row: row[:3], default=None)
    if goal.measured == "sum" and not (
        last and (last[0] == goal.due or last[3].value >= goal.value)
    ):
        # of what adds up that year, what falls short later did so on the day
        end = date(goal.due.year, 12, 31)
        short = (row for row in told if goal.due < row[0] <= end and row[3].value < goal.value)
        last = min(short, key=lambda row: row[:3], default=last)
    aside = goal.measured == "yearly" and as_of <= goal.due
    if not last:
        return Progress(goal, "aside" if aside else "none")
    until, _, _, figure, report = last
    found_of_it = [c.outcome for c in timeline.of(Check) if report in timeline.reports_of(c)]
    confirmed = found_of_it[-1:] in (["confirmed"], ["closed"])
    verdict, share, gone = _verdict(goal, figure.value, until, as_of)
    return Progress(goal, verdict, figure, report, confirmed, share, gone)


def _verdict(
    goal: Goal, value: float, until: date, as_of: date
) -> tuple[Verdict, float | None, float | None]:
    """What a figure reached by ``until`` says of a goal, with the two shares it was judged by.

    A rate may fall again: that it was reached before the day does not say that it was on the day.
    """
    reached, past = value >= goal.value, as_of > goal.due
    if past and until < goal.due and not (reached and goal.measured != "growth"):
        return "unreported", None, None
    if reached or past:
        return "reached" if reached else "missed", None, None
    if goal.measured != "sum" or not goal.value:
        return "aside" if goal.measured == "yearly" else "behind", None, None
    start = goal.start or date(goal.due.year, 1, 1)
    share = value / goal.value
    gone = ((until - start).days + 1) / max((goal.due - start).days + 1, 1)
    return "on-course" if share >= gone else "behind", share, gone
