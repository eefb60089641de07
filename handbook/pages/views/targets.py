"""Figures by section, and those that make a picture."""

from __future__ import annotations

from collections import defaultdict

from handbook.model import Handbook, Section, Target, Task
from handbook.pages.page import Context

ALIKE = 3
"""Figures of one unit of measure that are enough for a picture."""

Figures = list[tuple[Task, Target]]


def targets(hb: Handbook) -> Context | None:
    """``groups`` by second-level section, ``figures`` by unit of measure.

    ``labelled_figures`` are the latter as pictures label them; ``extents`` with their tasks.
    """
    groups: defaultdict[Section, Figures] = defaultdict(list)
    for target in hb.targets:
        task = hb.set_by(target)
        groups[hb.branch(task.section)].append((task, target))
    extents = [(task, extent) for task in hb.tasks.values() for extent in task.extents]
    figures = alike(hb)
    labelled = {
        unit: [(target.name, target.value) for _, target in rows] for unit, rows in figures.items()
    }
    context = {
        "groups": dict(groups), "figures": figures, "labelled_figures": labelled,
        "extents": extents,
    }  # fmt: skip
    return context if groups or extents else None


def alike(hb: Handbook) -> dict[str, Figures]:
    """Figures that are known, by unit of measure, where there are enough of one to compare."""
    groups: defaultdict[str, Figures] = defaultdict(list)
    for target in hb.targets:
        if target.value is not None and target.unit:
            groups[target.unit].append((hb.set_by(target), target))
    return {unit: group for unit, group in groups.items() if len(group) >= ALIKE}
