"""Who carries what: units by sections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from handbook.model import Handbook, Section, Unit
from handbook.pages.page import Context
from handbook.words.vocabulary import Basis


@dataclass(frozen=True)
class Matrix:
    """Units by second-level sections; a cell counts tasks by what the unit's part rests on."""

    columns: tuple[Section, ...]
    rows: Mapping[Unit, Mapping[Section, Mapping[Basis, int]]]


def matrix(hb: Handbook) -> Context | None:
    """``matrix``, and ``bases``: what the parts of units rest on anywhere in it.

    ``shared``: how many tasks bind all of a unit's kind, by its id.
    """
    counted = count(hb)
    bases = {a.basis for task in hb.tasks.values() for a in task.assignments}
    shared = {unit.id: len(hb.shared_with(unit)) for unit in counted.rows}
    context = {"matrix": counted, "bases": bases, "shared": shared}
    return context if counted.rows else None


def count(hb: Handbook) -> Matrix:
    """Who carries how many tasks of which section; units and sections without any left out."""
    cells: defaultdict[Unit, defaultdict[Section, dict[str, Basis]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for task in hb.tasks.values():
        for assignment in task.assignments:
            # a task counts once for a unit, by the first ground the data gives
            cell = cells[assignment.unit][hb.branch(task.section)]
            cell.setdefault(task.id, assignment.basis)
    used = {section for row in cells.values() for section in row}
    rows = {
        unit: {section: Counter(tasks.values()) for section, tasks in cells[unit].items()}
        for unit in hb.units.values()
        if unit in cells
    }
    return Matrix(tuple(s for s in hb.sections.values() if s in used), rows)
