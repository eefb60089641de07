"""What the home page needs to open with the tasks of the reader's own unit."""

from __future__ import annotations

from typing import Any

from handbook.model import Handbook, Unit


def units_with_tasks(hb: Handbook) -> list[dict[str, Any]]:
    """``{id, name, tasks}`` of each unit with tasks, in the order of the data.

    A task is ``{id, title, role, deadlines, figures}``: a deadline ``[words, day or null,
    unsettled]``, a figure ``[name, words, masked]``.
    """
    units = [{"id": u.id, "name": u.name, "tasks": _tasks(hb, u)} for u in hb.units.values()]
    return [unit for unit in units if unit["tasks"]]


def _tasks(hb: Handbook, unit: Unit) -> list[dict[str, Any]]:
    return [
        {
            "id": task.id,
            "title": task.title,
            "role": assignment.role,
            "deadlines": [
                (d.text, d.date.isoformat() if d.date else None, d.unsettled)
                for d in task.deadlines
            ],
            "figures": [(x.name, x.text, x.masked) for x in task.targets],
        }
        for task in hb.tasks.values()
        for assignment in task.assignments
        if assignment.unit is unit
    ]
