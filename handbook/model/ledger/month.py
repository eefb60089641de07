"""What there is to tell of a month: each figure is the matters that it counts, never a number.

How things stand is judged on the day ``as_of`` by what had been received by then; what happened
belongs to the month in which its day lies, whenever it was entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from handbook.model.ledger.entries import (
    Check,
    Decision,
    Entry,
    Reply,
    Report,
    Void,
)
from handbook.model.ledger.issues import Issue, before, last_day
from handbook.model.ledger.matter import Due, Matter, Progress
from handbook.model.ledger.timeline import Timeline
from handbook.words.follow import Outcome

if TYPE_CHECKING:
    from handbook.model.ledger.ledger import Ledger

Matters = tuple[Matter, ...]
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Return:
    """A report that was sent back: whose part, the unit's own words to it, what was found since."""

    matter: Matter
    check: Check
    units: tuple[str, ...]
    replies: tuple[Reply, ...]
    since: Check | None


@dataclass(frozen=True)
class Overdue:
    """A matter past its day: whose parts are still open, which day that was and who set it;
    what was ever sent back of it."""

    matter: Matter
    units: tuple[str, ...]
    due: Due
    days: int
    returns: tuple[Return, ...]


@dataclass(frozen=True)
class Practice:
    """What a unit says it did, and the check by which it was closed."""

    matter: Matter
    report: Report
    check: Check


@dataclass(frozen=True)
class End:
    """A figure to reach and how far it got; ``verified`` where somebody else found it to be so,
    ``found`` what the last check of the report said that tells it."""

    matter: Matter
    progress: Progress
    verified: bool
    found: Outcome | None


@dataclass(frozen=True)
class Month:
    """A month of the follow-up: how matters stand at its end, and what moved in it."""

    first: date
    last: date
    as_of: date
    all: Matters
    open: Matters
    done: Matters
    stopped: Matters
    """No longer followed up, by a decision."""
    late: Matters
    near: Matters
    owing: Matters
    waiting: Matters
    """A request waits for the office."""
    unchecked: Matters
    """A unit's last report was not checked."""
    behind: Matters
    opened: Matters
    reported: Matters
    checked: Matters
    closed: Matters
    closed_late: Matters
    closed_in_part: Matters
    reopened: Matters
    ended: Matters
    redated: Matters
    """Another day was set."""
    returned: Matters
    overdue: tuple[Overdue, ...]
    returns: tuple[Return, ...]
    answered: tuple[Return, ...]
    """Sent back before, and answered only in this month."""
    practices: tuple[Practice, ...]
    """Closed in the month within their day, never sent back and never opened again."""
    ends: tuple[End, ...]
    belated: tuple[tuple[Matter, Entry], ...]
    """补报: of a day before the month, and not known to any earlier issue."""
    corrected: tuple[tuple[Matter, Entry], ...]
    """更正: replaces or takes back what an earlier issue knew."""


def month_of(ledger: Ledger, first: date, as_of: date, issues: Iterable[Issue]) -> Month:
    """The month that begins on ``first``, as it was known on ``as_of``; ``issues`` are all issues.

    Without an earlier issue known is what had been received before the month.
    """
    return _Reading(ledger, first, as_of, before(issues, first)).month()


class _Reading:
    """One pass over the ledger."""

    def __init__(self, ledger: Ledger, first: date, as_of: date, earlier: Sequence[Issue]) -> None:
        self.first, self.last, self.as_of = first, last_day(first), as_of
        self.ledger = ledger
        self.matters = tuple(ledger.at(as_of).values())
        self.known = {entry.id for entry in ledger.entries if entry.received < first}
        if earlier:
            self.known = {key for issue in earlier for key in issue.entries}

    def month(self) -> Month:
        """Figure by figure."""
        whole, ended = self.matters, self.with_entry(Decision, lambda d: bool(d.ends))
        running = self.which(lambda m: m.open)
        done = self.which(lambda m: m.done and not m.ended)
        closed = tuple(m for m in done if self.within(_closing(m)))
        returns = tuple(self.returns())
        return Month(
            self.first, self.last, self.as_of, whole, running, done,
            stopped=self.which(lambda m: m.ended is not None),
            late=tuple(m for m in running if m.clock == "late"),
            near=tuple(m for m in running if m.clock == "near"),
            owing=tuple(m for m in running if m.owed),
            waiting=tuple(m for m in running if m.requests),
            unchecked=tuple(
                m for m in running if any(s.checked == "waiting" for s in m.standings)
            ),
            behind=tuple(m for m in running if any(p.verdict == "behind" for p in m.progress)),
            opened=self.which(lambda m: self.within(m.opening)),
            reported=self.with_entry(Report), checked=self.with_entry(Check), closed=closed,
            closed_late=tuple(m for m in closed if m.clock == "closed-late"),
            closed_in_part=tuple(
                m
                for m in running
                if any(s.closed and self.within(s.check) for s in m.standings)
            ),
            reopened=self.with_entry(Check, lambda check: check.outcome == "reopened"),
            ended=ended, redated=self.which(self.redated),
            returned=_each_once(r.matter for r in returns if self.within(r.check)),
            overdue=tuple(_overdue(m, returns) for m in running if m.clock == "late"),
            returns=tuple(r for r in returns if self.within(r.check)),
            answered=tuple(
                r
                for r in returns
                if r.check.day < self.first and any(map(self.within, r.replies))
            ),
            practices=tuple(self.practices(closed)), ends=tuple(self.ends()),
            belated=tuple(self.belated()), corrected=tuple(self.corrected()),
        )  # fmt: skip

    def within(self, entry: Entry | None) -> bool:
        """Whether something happened in the month."""
        return entry is not None and self.first <= entry.day <= self.last

    def which(self, test: Callable[[Matter], bool]) -> Matters:
        """The matters of which this holds."""
        return tuple(matter for matter in self.matters if test(matter))

    def with_entry(self, kind: type[E], test: Callable[[E], bool] = lambda entry: True) -> Matters:
        """The matters with such an entry of the month."""
        return self.which(
            lambda m: any(isinstance(e, kind) and self.within(e) and test(e) for e in m.entries)
        )

    def redated(self, matter: Matter) -> bool:
        """Whether a day took the place of another one."""
        return len(matter.dues) > 1 and self.within(matter.dues[-1].entry)

    def timeline(self, matter: Matter) -> Timeline:
        """The entries of a matter that were known."""
        found = self.ledger.timeline(self.ledger.by_matter[matter.id], self.as_of)
        assert found
        return found

    def returns(self) -> Iterator[Return]:
        """All that was sent back, in whatever month."""
        for matter in self.matters:
            timeline = self.timeline(matter)
            checks = timeline.of(Check)
            for at, check in enumerate(checks, 1):
                if check.outcome == "returned":
                    units = timeline.checked(check)
                    later = [c for c in checks[at:] if {*timeline.checked(c)} & {*units}]
                    told = tuple(r for r in timeline.of(Reply) if timeline.entry(r.to) is check)
                    yield Return(matter, check, units, told, later[-1] if later else None)

    def practices(self, closed: Matters) -> Iterator[Practice]:
        """What was closed without more ado, in the words of the report that was checked."""
        for matter in closed:
            check, timeline = _closing(matter), self.timeline(matter)
            bad = any(c.outcome in ("returned", "reopened") for c in timeline.of(Check))
            if check and matter.clock == "in-time" and not bad:
                told = [r for r in timeline.reports_of(check) if r.done and not r.purged]
                yield from (Practice(matter, report, check) for report in told[-1:])

    def ends(self) -> Iterator[End]:
        """All goals but those of what was ended; a part that was closed has reached its own."""
        for matter in self.matters:
            if matter.ended:
                continue
            timeline = self.timeline(matter)
            closed = {standing.unit for standing in matter.standings if standing.closed}
            for progress in matter.progress:
                whose = progress.goal.of
                mine = timeline.unit_on(whose, self.as_of) in closed if whose else matter.done
                told = (c for c in timeline.of(Check) if progress.report in timeline.reports_of(c))
                found = [check.outcome for check in told]
                verified = progress.confirmed or (mine and progress.verdict == "reached")
                yield End(matter, progress, verified, found[-1] if found else None)

    def belated(self) -> Iterator[tuple[Matter, Entry]]:
        """What is in force, happened before the month and was not known."""
        for matter in self.matters:
            for entry in matter.entries:
                if entry.day < self.first and not self.known & {entry.id, entry.corrects}:
                    yield matter, entry

    def corrected(self) -> Iterator[tuple[Matter, Entry]]:
        """What sets right or takes back something that was known, and was not known itself."""
        for matter in self.matters:
            for entry in matter.history:
                standing = isinstance(entry, Void) or entry in matter.entries
                if standing and entry.corrects in self.known and entry.id not in self.known:
                    yield matter, entry


def _closing(matter: Matter) -> Check | None:
    """The check that closed the last part of a matter."""
    found = [e for e in matter.entries if isinstance(e, Check) and e.outcome == "closed"]
    return found[-1] if found else None


def _overdue(matter: Matter, returns: Iterable[Return]) -> Overdue:
    units = tuple(s.unit for s in matter.standings if s.clock == "late")
    of_it = tuple(r for r in returns if r.matter is matter)
    return Overdue(matter, units, matter.dues[-1], -(matter.days_left or 0), of_it)


def _each_once(matters: Iterable[Matter]) -> Matters:
    return tuple({matter.id: matter for matter in matters}.values())
