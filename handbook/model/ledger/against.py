"""Where a decision goes against the words of the text, and what a task lacks before it is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook.model.ledger.entries import Party, names
from handbook.model.ledger.matter import Matter
from handbook.model.tasks import Task, Unit

Lack = Literal["unit", "day", "end", "evidence"]
LACKS: dict[Lack, str] = {"unit": "单位", "day": "时限", "end": "目标", "evidence": "凭据"}
"""What a task needs so that a third person can check it (可核验)."""


@dataclass(frozen=True)
class Against:
    """What was spoken and what was decided: another unit, or a later day."""

    what: Literal["unit", "day"]
    task: str
    spoken: tuple[Unit, ...] | date
    decided: Party | date


def against(
    matter: Matter, tasks: Mapping[str, Task], parties: Mapping[str, Party]
) -> list[Against]:
    """Where a matter leads away from the words of its tasks.

    A unit is another one where the words name units, none of them only a collective, and the
    lead is none of these; a day where it is later than the first day that the words settle.
    """
    found: list[Against] = []
    lead = parties.get(matter.terms.lead or "")
    for task in (tasks[key] for key in matter.opening.tasks if key in tasks):
        named = tuple(dict.fromkeys(part.unit for part in task.named))
        closed = named and all(unit.kind != "collective" for unit in named)
        if lead and closed and not any(same(unit, lead) for unit in named):
            found.append(Against("unit", task.id, named, lead))
        if task.day and matter.terms.due and matter.terms.due > task.day:
            found.append(Against("day", task.id, task.day, matter.terms.due))
    return found


def same(unit: Unit, party: Party) -> bool:
    """Whether a unit of the text is one of the follow-up: by its id, or by one of its names."""
    called = {unit.name, unit.full_name, *unit.aliases}
    return unit.id == party.id or not called.isdisjoint(names(party))


def lacks(task: Task) -> tuple[Lack, ...]:
    """What a task lacks to be opened as a matter: a unit that can sign for it, a day, an end,
    and something that shows it was reached."""
    have: dict[Lack, object] = {
        "unit": [p for p in task.named if p.unit.signs and p.unit.kind != "collective"],
        "day": task.day,
        "end": task.targets or task.outcomes or task.red_lines or task.deliverable,
        "evidence": task.deliverable or [t for t in task.targets if not t.masked],
    }
    return tuple(lack for lack, held in have.items() if not held)


def by_readiness(tasks: Iterable[Task]) -> list[tuple[Task, tuple[Lack, ...]]]:
    """Tasks with what they lack, those that lack least first."""
    return sorted(((task, lacks(task)) for task in tasks), key=lambda pair: len(pair[1]))
