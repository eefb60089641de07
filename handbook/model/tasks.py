"""Tasks: who does what, by when, to what figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from handbook.model.speech import Quote
from handbook.words.vocabulary import Basis, DeadlineKind, Role, TaskKind


@dataclass(frozen=True)
class Unit:
    """Who acts, named as the speech names it."""

    id: str
    name: str
    full_name: str | None
    aliases: tuple[str, ...]
    kind: str
    context_only: bool
    local: bool
    note: str | None
    signs: bool
    """Whether somebody can sign for it; nobody can for 各级干部."""
    covers: tuple[str, ...] = ()
    """Whom a collective takes in, by the editor's reading: kinds of unit, and ids of units."""
    may_cover: tuple[str, ...] = ()
    """Whom it may take in; the words do not say."""

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"unit:{self.id}"

    @property
    def groups(self) -> tuple[str, ...]:
        """By what collectives take it in: its kind, and its id."""
        return (self.kind, self.id)


@dataclass(frozen=True)
class UnitKind:
    """A kind of unit, for those that the text does not name: what binds all of it binds them."""

    id: str
    name: str

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"kind:{self.id}"

    @property
    def others(self) -> str:
        """How those of it are called that the text does not name."""
        return f"没有点名的{self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """By what collectives take it in."""
        return (self.id,)


@dataclass(frozen=True)
class Assignment:
    """A unit's part in a task, and what that rests on; ``quote`` where not a task quote.

    ``open``: the words name others after it without saying which (…等部门); ``but``: ids of units
    that a collective takes in, and this does not bind.
    """

    unit: Unit
    role: Role
    basis: Basis
    quote: Quote | None
    open: bool
    but: tuple[str, ...] = ()

    @property
    def proposed(self) -> bool:
        """The editor says so, not the text; wherever it is shown, that is marked."""
        return self.basis == "proposed"


@dataclass(frozen=True)
class Deadline:
    """``text`` as spoken, the day it settles, or ``None`` with the reason in ``note``.

    ``waits``: only the day of the text itself is lacking.
    """

    text: str
    date: date | None
    kind: DeadlineKind
    note: str
    waits: bool = False

    @property
    def unsettled(self) -> bool:
        """A time that ends some day, but the words do not say which."""
        return self.date is None and self.kind == "by"


@dataclass(frozen=True)
class Time:
    """A day and the words that settle it, or all words that settle none."""

    day: date | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Extent:
    """How much a task covers; ``value`` is None where masked or not a number."""

    id: str
    name: str
    text: str
    value: int | float | None
    upper: int | float | None
    unit: str | None
    masked: bool


@dataclass(frozen=True)
class Target(Extent):
    """An end: a third person can tell from a record whether it is reached.

    ``tasks``: those that it closes, first the one whose words set it.
    """

    comparator: str | None
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """A red line, or an outcome that no figure measures; ``tasks`` as in ``Target``."""

    id: str
    text: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """How: words of the task's quotes, or those of ``quote``, said once for several tasks."""

    text: str
    quote: Quote | None


@dataclass(frozen=True)
class Task:
    """One thing that somebody must do and that can be ticked off.

    What several tasks share (a target, red line or outcome) is one record, held by each of them.
    """

    id: str
    title: str
    title_quote: Quote | None
    kind: TaskKind
    section: str
    commitment: str | None
    quotes: tuple[Quote, ...]
    assignments: tuple[Assignment, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    extents: tuple[Extent, ...]
    red_lines: tuple[Effect, ...]
    outcomes: tuple[Effect, ...]
    deliverable: str | None
    measures: tuple[Measure, ...]
    note: str | None

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"task:{self.id}"

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that the quotes touch, in order."""
        return tuple(sorted({number for quote in self.quotes for number in quote.sentences}))

    @property
    def deadline(self) -> Deadline | None:
        """The first time the words set."""
        return self.deadlines[0] if self.deadlines else None

    @property
    def day(self) -> date | None:
        """The first day that the words settle."""
        return min((d.date for d in self.deadlines if d.date), default=None)

    @property
    def times(self) -> tuple[Time, ...]:
        """Each day once, with all words that settle it, then all words that settle none."""
        days: dict[date | None, list[str]] = {}
        for deadline in self.deadlines:
            days.setdefault(deadline.date, []).append(deadline.text)
        ordered = sorted(days.items(), key=lambda item: item[0] or date.max)
        return tuple(Time(day, tuple(words)) for day, words in ordered)

    @property
    def named(self) -> tuple[Assignment, ...]:
        """The parts that the text gives; any other is the editor's proposal."""
        return tuple(a for a in self.assignments if not a.proposed)

    @property
    def joint(self) -> tuple[Assignment, ...]:
        """The parts of those who are responsible together: the words name several and no leader."""
        parts = tuple(a for a in self.named if a.role == "responsible")
        led = any(a.role == "lead" for a in self.named)
        shared = len(parts) > 1 or any(a.open for a in parts)
        return parts if shared and not led else ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units with a part in this task, each once, in order."""
        return tuple(dict.fromkeys(a.unit for a in self.assignments))


@dataclass(frozen=True)
class Retired:
    """A task id that was given up, why, and the tasks ``into`` which what it said went."""

    id: str
    reason: str
    into: tuple[str, ...]

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"retired:{self.id}"


@dataclass(frozen=True)
class Hint:
    """Words of a task that no field holds, where they were typed, and why if that is answered."""

    task: str
    text: str
    place: str
    answer: str | None
