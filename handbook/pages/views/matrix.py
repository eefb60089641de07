"""Who carries what: units by sections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from handbook.model import Handbook, Section, Unit
from handbook.pages.page import Context
from handbook.words.vocabulary import Basis

STEPS = (1, 2, 4, 6)
"""The least number of tasks of each tint."""


@dataclass(frozen=True)
class Cell:
    """How many tasks, by what the unit's part in them rests on."""

    bases: Mapping[Basis, int]

    @property
    def count(self) -> int:
        """How many in all."""
        return sum(self.bases.values())

    @property
    def tint(self) -> int:
        """Which of the ``STEPS`` that is, from 1."""
        return sum(self.count >= step for step in STEPS)


@dataclass(frozen=True)
class Matrix:
    """Units by second-level sections, and the tasks of each section that name no unit.

    ``columns``: each section with the part that it stands in, and whether it is the first there.
    """

    columns: Mapping[Section, tuple[Section, bool]]
    unnamed: Mapping[Section, int]
    rows: Mapping[Unit, Mapping[Section, Cell]]


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
    unnamed: Counter[Section] = Counter()
    cells: defaultdict[Unit, defaultdict[Section, dict[str, Basis]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for task in hb.tasks.values():
        section = hb.branch(task.section)
        for assignment in task.assignments:
            # a task counts once for a unit, by the first ground the data gives
            cells[assignment.unit][section].setdefault(task.id, assignment.basis)
        if not task.assignments:
            unnamed[section] += 1
    used = unnamed.keys() | {section for row in cells.values() for section in row}
    rows = {
        unit: {section: Cell(Counter(tasks.values())) for section, tasks in cells[unit].items()}
        for unit in hb.units.values()
        if unit in cells
    }
    return Matrix(_columns(hb, used), unnamed, rows)


def _columns(hb: Handbook, used: Set[Section]) -> dict[Section, tuple[Section, bool]]:
    """The sections used, in order, each with its part and whether it is the first of that."""
    parts = {s: hb.path_to(s.id)[0] for s in hb.sections.values() if s in used}
    firsts: dict[Section, Section] = {}
    for section, part in parts.items():
        firsts.setdefault(part, section)
    return {section: (part, firsts[part] is section) for section, part in parts.items()}
