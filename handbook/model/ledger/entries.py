"""What is entered after the speech, one frozen thing for each kind of entry.

An entry is never changed: a mistake is set right by one that ``corrects`` it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, Protocol

from handbook.words.follow import (
    Asked,
    Ends,
    Fault,
    Kind,
    Measured,
    Outcome,
    Rename,
    Wish,
)


@dataclass(frozen=True)
class Change:
    """A unit is renamed, or goes into another, from a day on; ``source`` says who decided it."""

    day: date
    what: Rename
    source: str
    name: str | None = None
    into: str | None = None


@dataclass(frozen=True)
class Party:
    """A unit of the follow-up, as the office calls it; its name need not stand in the speech."""

    id: str
    name: str
    kind: str
    local: bool = False
    aliases: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"party:{self.id}"

    def name_on(self, day: date) -> str:
        """What it is called on a day."""
        names = [c.name for c in self.changes if c.name and c.day <= day]
        return names[-1] if names else self.name

    def successor_on(self, day: date) -> str | None:
        """The id of the unit that has taken it in by that day."""
        return next((c.into for c in self.changes if c.into and c.day <= day), None)


class _Called(Protocol):
    """A unit as typed or as known."""

    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Iterable[str]: ...
    @property
    def changes(self) -> Iterable[Any]: ...


def names(party: _Called) -> tuple[str, ...]:
    """All that a unit is or was called."""
    renamed = (change.name for change in party.changes if change.name)
    return tuple(dict.fromkeys((party.name, *party.aliases, *renamed)))


@dataclass(frozen=True)
class Figure:
    """A figure that a unit reports, reached by the end of the day ``until``."""

    name: str
    value: int | float
    unit: str
    until: date | None = None


@dataclass(frozen=True)
class Goal:
    """A figure to reach by ``due``, set by a decision; ``of`` is the unit that it is set for.

    ``measured``: ``sum`` adds up from the first of January (or ``start``), ``growth`` is a rate
    that is held against the goal itself, ``yearly`` comes once a year.
    """

    name: str
    value: int | float
    unit: str
    due: date
    of: str | None = None
    measured: Measured = "sum"
    start: date | None = None

    @property
    def key(self) -> str:
        """By what a form knows it, whatever other goals there are by the time it comes back."""
        name = f"{self.name}|{self.unit}|{self.of}|{self.due}"
        return hashlib.sha256(name.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Milestone:
    """A stage of the work, and the day on which it should be reached."""

    day: date
    text: str


@dataclass(frozen=True)
class Purged:
    """The tombstone of what was taken out of an entry: when and why."""

    day: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry says: when it happened, when it was entered, by whom, resting on what."""

    kind: ClassVar[Kind]
    id: str
    matter: str
    day: date
    received: date
    by: str | None = None
    source: str | None = None
    public: bool = False
    corrects: str | None = None
    why: str | None = None
    purged: Purged | None = None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a matter asks of whom; ``None`` leaves a term as it was."""

    lead: str | None = None
    supports: tuple[str, ...] | None = None
    reporters: tuple[str, ...] | None = None
    """Who reports, each for himself; without any it is the lead, for all."""
    checker: str | None = None
    due: date | None = None
    milestones: tuple[Milestone, ...] | None = None
    asked: Asked | None = None
    """How often it is asked about, with ``answer_on``: a day of the month, or of the week."""
    answer_on: int | None = None
    closes_when: str | None = None
    evidence: str | None = None
    goals: tuple[Goal, ...] | None = None


FIELDS = tuple(field.name for field in fields(Terms))


@dataclass(frozen=True, kw_only=True)
class Opening(Terms, Entry):
    """立项: a numbered decision opens a matter on tasks, or on what another source asks."""

    kind: ClassVar[Kind] = "open"
    number: str
    title: str
    handbook: str | None = None
    tasks: tuple[str, ...] = ()
    words: str | None = None
    """The words of another source than the text of the handbook, which ``source`` names."""


@dataclass(frozen=True, kw_only=True)
class Decision(Terms, Entry):
    """交办: sets terms anew, answers a request, or ends a matter."""

    kind: ClassVar[Kind] = "decide"
    number: str | None = None
    answers: str | None = None
    granted: bool | None = None
    ends: Ends | None = None
    into: str | None = None
    """The matter into which this one is merged."""


@dataclass(frozen=True, kw_only=True)
class Check(Entry):
    """核查: what somebody else than who reports found of a report, named by its id."""

    kind: ClassVar[Kind] = "check"
    checker: str
    of: tuple[str, ...]
    outcome: Outcome
    units: tuple[str, ...] = ()
    """Whose part it is about; without any it is that of all who made the reports."""
    fault: Fault | None = None
    text: str | None = None
    on_site: bool = False
    answer_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class UnitEntry(Entry):
    """What a unit says for itself; ``signed_by`` and ``signed_on`` who let it out, and when."""

    unit: str
    signed_by: str | None = None
    signed_on: date | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """The units whose part it tells."""
        return (self.unit,)


@dataclass(frozen=True, kw_only=True)
class Receipt(UnitEntry):
    """签收."""

    kind: ClassVar[Kind] = "receive"


@dataclass(frozen=True, kw_only=True)
class Report(UnitEntry):
    """填报: what was done and reached, what is next, what is in the way, what is asked of whom."""

    kind: ClassVar[Kind] = "report"
    unchanged: bool = False
    done: str | None = None
    figures: tuple[Figure, ...] = ()
    evidence: tuple[str, ...] = ()
    next: str | None = None
    obstacle: str | None = None
    asks: str | None = None
    joint: tuple[str, ...] = ()
    """Units whose part this report tells, too (合并填报)."""

    @property
    def told(self) -> tuple[str, ...]:
        """The units whose part it tells, its own first."""
        return (self.unit, *self.joint)


@dataclass(frozen=True, kw_only=True)
class Request(UnitEntry):
    """申请: another day, another unit, another figure, or to be closed; until it is answered
    the old terms stand."""

    kind: ClassVar[Kind] = "request"
    wish: Wish
    reason: str
    due: date | None = None
    to: str | None = None
    figure: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reply(UnitEntry):
    """说明: the unit's own words to something that was entered."""

    kind: ClassVar[Kind] = "reply"
    to: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Void(Entry):
    """作废: the entry that it ``corrects`` is taken back, and nothing stands in its place."""

    kind: ClassVar[Kind] = "void"
