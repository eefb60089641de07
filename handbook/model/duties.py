"""What a unit must do, as its page, sheet and calendar say it: by whom it binds, then by sentence.

In: the handbook and a unit, or a kind of unit for those that the text does not name. Out: each
sentence once, with the tasks that rest on it, those that are due first before the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook.model.handbook import Handbook
from handbook.model.tasks import Assignment, Task, Unit, UnitKind

SEEING_TO_IT = ("guide", "supervise")
"""The roles of those who have others do it."""
Binding = Literal["named", "joint", "shared"]
"""Named; named with others who carry it, too; not named, and in a collective that is."""


@dataclass(frozen=True)
class Duty:
    """A task and the parts in it that bind: a unit's own, or that of a collective."""

    task: Task
    parts: tuple[Assignment, ...]

    @property
    def others(self) -> tuple[Assignment, ...]:
        """The parts of other units in it."""
        mine = self.parts[0].unit
        return tuple(part for part in self.task.assignments if part.unit is not mine)

    @property
    def partners(self) -> tuple[Assignment, ...]:
        """The parts of those who carry it together with this unit; not of those who see to it."""
        doing = not all(part.role in SEEING_TO_IT for part in self.parts)
        return tuple(part for part in self.others if doing and part.role not in SEEING_TO_IT)


@dataclass(frozen=True)
class Passage:
    """Sentences by number, and the duties that rest on them."""

    sentences: tuple[int, ...]
    duties: tuple[Duty, ...]

    @property
    def day(self) -> date | None:
        """The first day on which something is due."""
        return first_day(self.duties)


def first_day(rows: Iterable[Duty]) -> date | None:
    """The first day on which one of the duties is due."""
    return min((duty.task.day for duty in rows if duty.task.day), default=None)


def waiting(rows: Iterable[Duty]) -> list[str]:
    """The times that end some day, the words do not say which, task by task: it may be sooner."""
    found = [[d.text for d in duty.task.deadlines if d.unsettled] for duty in rows]
    return ["、".join(times) for times in found if times]


def bound(hb: Handbook) -> list[Unit]:
    """The units that carry tasks, of their own or with all of their kind."""
    return [u for u in hb.units.values() if hb.tasks_of.get(u.ref) or hb.shared_with(u)]


def duties(hb: Handbook, who: Unit | UnitKind) -> dict[Binding, list[Duty]]:
    """All that binds a unit or a kind of unit; what binds nobody so is left out."""
    found: dict[Binding, list[Duty]] = {"named": [], "joint": [], "shared": []}
    for task in hb.tasks_at(who.ref):
        duty = Duty(task, tuple(a for a in task.assignments if a.unit is who))
        found["joint" if duty.partners else "named"].append(duty)
    found["shared"] = [Duty(task, (part,)) for task, part in hb.shared_with(who)]
    return {binding: rows for binding, rows in found.items() if rows}


def own(found: Mapping[Binding, Iterable[Duty]]) -> list[Duty]:
    """Of what ``duties`` found, what binds the unit itself and not just all of its kind."""
    return [duty for binding, rows in found.items() if binding != "shared" for duty in rows]


def passages(rows: Iterable[Duty]) -> list[Passage]:
    """Each sentence once with the duties that quote it; what is due first comes first."""
    found: dict[int, Passage] = {}
    for duty in rows:
        touched = {id(found[n]): found[n] for n in duty.task.sentences if n in found}
        sentences = {*duty.task.sentences}.union(*(p.sentences for p in touched.values()))
        held = [*(one for passage in touched.values() for one in passage.duties), duty]
        passage = Passage(tuple(sorted(sentences)), tuple(held))
        found |= dict.fromkeys(sentences, passage)
    each = {id(passage): passage for passage in found.values()}.values()
    return sorted(each, key=lambda passage: (passage.day or date.max, passage.sentences))
