"""The table of all tasks, and what its finder needs: values to filter and sort by, labels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from handbook.model import Deadline, Handbook, Task
from handbook.pages.page import Context

Labels = Mapping[str, Mapping[str, str]]
"""What the template calls things: ``facets`` by key, and the values of each facet."""


def tasks(hb: Handbook) -> Context:
    """``tasks`` in order; ``finder``, which makes its data of the template's ``Labels``."""
    return {"tasks": list(hb.tasks.values()), "finder": partial(finder_data, hb)}


def finder_data(hb: Handbook, labels: Labels) -> dict[str, Any]:
    """``facets`` [{key, label, options [[value, label]]}] and ``tasks`` in the table's order."""
    tasks = [_task(hb, task) for task in hb.tasks.values()]
    months = sorted({d[:7] for task in tasks for d in task["time"] if d[:4].isdigit()})
    options: dict[str, list[tuple[str, str]]] = {
        "unit": [(unit.id, unit.name) for unit in hb.units.values()],
        "section": _sections(hb),
        "time": [(month, month) for month in months] + list(labels["time"].items()),
        "commitment": [(word, word) for word in hb.info.commitments],
        **{key: list(labels[key].items()) for key in ("role", "figure", "kind")},
    }
    used = {value for task in tasks for values in task.values() for value in _flat(values)}
    return {
        "facets": [
            {"key": key, "label": label, "options": [o for o in options[key] if o[0] in used]}
            for key, label in labels["facets"].items()
        ],
        "tasks": tasks,
    }


def _task(hb: Handbook, task: Task) -> dict[str, Any]:
    masked = any(target.masked for target in task.targets)
    days = [d.date.isoformat() for d in task.deadlines if d.date]
    return {
        "units": [(a.unit.id, a.role) for a in task.assignments],
        "section": [hb.branch(task.section).id],
        "time": [_time(d) for d in task.deadlines] or ["none"],
        "days": sorted(days),
        "figure": (["yes", "masked"] if masked else ["yes"]) if task.targets else ["no"],
        "commitment": [task.commitment] if task.commitment else [],
        "kind": [task.kind],
    }


def _time(deadline: Deadline) -> str:
    """The month in which a deadline falls, or of what kind it is."""
    if deadline.date:
        return deadline.date.isoformat()[:7]
    return "unsettled" if deadline.kind == "by" else deadline.kind


def _sections(hb: Handbook) -> list[tuple[str, str]]:
    return [
        (s.id, f"{s.id} {s.title}" if not s.lead_in else f"{s.parent} {s.title}")
        for s in hb.sections.values()
    ]


def _flat(values: Any) -> list[Any]:
    """The single values in a list of values or of pairs."""
    if isinstance(values, str):
        return []
    return [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
