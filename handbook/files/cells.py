"""What the cells of the tables show of a task, a unit, a time or a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from handbook.files.office import dated_words, time_kind, time_words, unit_name, unit_words
from handbook.model import Answered, Assignment, Deadline, Extent, Handbook, Task, Unit
from handbook.words.vocabulary import (
    ADMITTED_NAMES,
    BASIS_NAMES,
    MASKED,
    OPEN,
    ROLE_NAMES,
    UNLISTED,
    Role,
)

Cell = str | int | float | date | None
R = TypeVar("R")


@dataclass(frozen=True)
class Row(Generic[R]):
    """The ``number``-th row of a table, from 1, and the thing it shows."""

    hb: Handbook
    number: int
    thing: R


@dataclass(frozen=True)
class Duty:
    """A unit's part in a task, its own or that of a collective that takes it in."""

    unit: Unit
    task: Task
    assignment: Assignment

    @property
    def rests_on(self) -> str:
        """What that rests on, and whether the words name more units after it."""
        if self.unit is not self.assignment.unit:
            return f"编者注：包括在“{self.assignment.unit.name}”内"
        return basis_words(self.assignment) + (f"，{UNLISTED}" if self.assignment.open else "")


@dataclass(frozen=True)
class Figure:
    """An end that a task is to reach, or an extent of what it covers: ``kind`` says which."""

    task: Task
    figure: Extent
    kind: str


@dataclass(frozen=True)
class Time:
    """A time set for a task."""

    task: Task
    deadline: Deadline


def blank(row: Row[Any]) -> Cell:
    """A cell to be filled in by hand."""
    return None


def row_number(row: Row[Any]) -> Cell:
    """The number of the row, from 1."""
    return row.number


def units_with(*roles: Role) -> Callable[[Row[Task]], Cell]:
    """The units with one of these roles; a role that the header does not say is added."""

    def names(row: Row[Task]) -> Cell:
        return "、".join(
            unit_words(a, unsaid=roles[0]) for a in row.thing.assignments if a.role in roles
        )

    return names


def responsible(row: Row[Task]) -> Cell:
    """The units without a role of their own; says so where nobody leads or answers for it."""
    led = any(a.role == "lead" for a in row.thing.assignments)
    return units_with("responsible")(row) or ("" if led else OPEN)


def all_bases(row: Row[Task]) -> Cell:
    """What the assignments rest on, each basis with its units and their roles."""
    bases: dict[str, list[str]] = defaultdict(list)
    for a in row.thing.assignments:
        bases[basis_words(a)].append(f"{unit_name(a)}（{ROLE_NAMES[a.role]}）")
    return "；".join(f"{basis}：{'、'.join(units)}" for basis, units in bases.items())


def basis_words(assignment: Assignment) -> str:
    """What an assignment rests on, and the words that name the unit where they are others."""
    words = f"“{assignment.quote.exact}”" if assignment.quote else ""
    return BASIS_NAMES[assignment.basis] + words


def quoted(thing: Task | Answered) -> Cell:
    """The words of the speech, a line for each quote."""
    return "\n".join(quote.exact for quote in thing.quotes)


def sentences(task: Task) -> Cell:
    """Where its words stand."""
    return f"第{'、'.join(map(str, task.sentences))}句"


def unit_list(task: Task) -> Cell:
    """All units of a task with their roles."""
    return "、".join(unit_words(a) for a in task.assignments) or OPEN


def time_list(task: Task) -> Cell:
    """All times of a task, as spoken."""
    return "；".join(time_words(d) for d in task.deadlines) or OPEN


def time_days(task: Task) -> Cell:
    """All times of a task, as spoken and with the days they settle."""
    return "；".join(dated_words(d) for d in task.deadlines) or OPEN


def first_day(task: Task) -> Cell:
    """The first day that the words settle; all of them stand in 时限."""
    return task.day


def all_days(task: Task) -> Cell:
    """All days that the words settle, each once."""
    return "；".join(sorted({d.date.isoformat() for d in task.deadlines if d.date}))


def time_kinds(task: Task) -> Cell:
    """Of what kinds the times of a task are."""
    return "；".join(dict.fromkeys(time_kind(d) for d in task.deadlines))


def remark(row: Row[Task]) -> Cell:
    """That a task is of the other kind, and what the editor notes on it."""
    task = row.thing
    kind = row.hb.info.titles["requirement"] if task.kind == "requirement" else ""
    return "；".join(part for part in (kind, task.note) if part)


def admitted(row: Row[Answered]) -> Cell:
    """How the text admits a problem."""
    how = row.thing.admitted
    if how is None:
        return None
    return (row.hb.info.genre if how == "named" else "") + ADMITTED_NAMES[how]


def figure(row: Row[Figure]) -> Cell:
    """The number itself; where the source hides it, so says the cell."""
    return MASKED if row.thing.figure.masked else row.thing.figure.value


def unit_note(row: Row[Unit]) -> Cell:
    """What the editor notes on a unit, and how many of its tasks only the editor gives it."""
    count = len(row.hb.proposed_to(row.thing))
    proposed = f"任务中{BASIS_NAMES['proposed']}{count}条" if count else ""
    return "；".join(part for part in (row.thing.note, proposed) if part)


def parts_with(role: Role) -> Callable[[Row[Unit]], Cell]:
    """How many parts with this role a unit has."""

    def count(row: Row[Unit]) -> Cell:
        tasks = row.hb.tasks_at(row.thing.ref)
        parts = [a for task in tasks for a in task.assignments if a.unit is row.thing]
        return sum(part.role == role for part in parts) or None

    return count
