"""The whole at a glance: who carries what, and how tasks spread over sections, units, months."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handbook.model import Handbook, Section, Target, Task, Unit
from handbook.words.vocabulary import Basis

ALIKE = 3
"""Figures of one unit of measure that are enough for a picture."""


@dataclass(frozen=True)
class Matrix:
    """Units by second-level sections; a cell counts tasks by what the unit's part rests on."""

    columns: tuple[Section, ...]
    rows: Mapping[Unit, Mapping[Section, Mapping[Basis, int]]]


def branch(hb: Handbook, task: Task) -> Section:
    """The second-level section a task belongs to, by which the finder narrows."""
    chain = hb.path_to(task.section)
    return chain[min(1, len(chain) - 1)]


def matrix(hb: Handbook) -> Matrix:
    """Who carries how many tasks of which section; units and sections without any left out."""
    cells: defaultdict[Unit, defaultdict[Section, dict[str, Basis]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for task in hb.tasks.values():
        for assignment in task.assignments:
            # a task counts once for a unit, by the first ground the data gives
            cells[assignment.unit][branch(hb, task)].setdefault(task.id, assignment.basis)
    used = {section for row in cells.values() for section in row}
    rows = {
        unit: {section: Counter(tasks.values()) for section, tasks in cells[unit].items()}
        for unit in hb.units.values()
        if unit in cells
    }
    return Matrix(tuple(s for s in hb.sections.values() if s in used), rows)


def by_section(hb: Handbook) -> dict[Section, int]:
    """Tasks of each second-level section, in the order of the speech."""
    return dict(Counter(branch(hb, task) for task in hb.tasks.values()))


def by_unit(hb: Handbook) -> dict[Unit, int]:
    """Tasks of each unit that has any, most first; of equals in the order of the data."""
    counts = Counter(unit for task in hb.tasks.values() for unit in task.units)
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def by_month(hb: Handbook) -> dict[str, int]:
    """Tasks by the month (``2022-09``) of a day that is settled; a task counts once a month."""
    months = Counter(
        month
        for task in hb.tasks.values()
        for month in {d.date.isoformat()[:7] for d in task.deadlines if d.date}
    )
    return dict(sorted(months.items()))


def by_day(hb: Handbook) -> dict[date, int]:
    """Deadlines by their day, in order; those without a day left out."""
    days = Counter(d.date for task in hb.tasks.values() for d in task.deadlines if d.date)
    return dict(sorted(days.items()))


def figures(hb: Handbook) -> dict[str, list[tuple[Task, Target]]]:
    """Figures that are known, by unit of measure, where there are enough of one to compare."""
    groups: defaultdict[str, list[tuple[Task, Target]]] = defaultdict(list)
    for task in hb.tasks.values():
        for target in task.targets:
            if target.value is not None and target.unit:
                groups[target.unit].append((task, target))
    return {unit: group for unit, group in groups.items() if len(group) >= ALIKE}
