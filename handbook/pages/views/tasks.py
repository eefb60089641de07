"""The table of all tasks, and what its finder needs: values to filter and group by, labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from handbook.model import Deadline, Handbook, Task, downloads
from handbook.pages.page import Context
from handbook.pages.views.finder import Labels, finder_data, section_options


@dataclass(frozen=True)
class Group:
    """Tasks that stand together in the text."""

    label: str
    tasks: tuple[Task, ...]


def tasks(hb: Handbook) -> Context:
    """``tasks`` in order and in ``groups``; ``named``, how many have a unit.

    ``finder`` makes its data of the template's ``Labels``.
    """
    every = list(hb.tasks.values())
    return {
        "tasks": every,
        "groups": _groups(hb),
        "named": sum(bool(task.assignments) for task in every),
        "dated": any(d.date for task in every for d in task.deadlines),
        "take_away": downloads.TAKE_AWAY,
        "finder": partial(finder_of, hb),
    }


def finder_of(hb: Handbook, labels: Labels) -> dict[str, Any]:
    """What the finder over all tasks knows of them."""
    rows = [_task(hb, task) for task in hb.tasks.values()]
    months = sorted({d[:7] for row in rows for d in row["time"] if d[:4].isdigit()})
    times = dict(labels["time"])
    options: dict[str, list[tuple[str, str]]] = {
        "unit": [*labels["unit"].items(), *((unit.id, unit.name) for unit in hb.units.values())],
        "section": section_options(hb),
        "time": [
            ("dated", times.pop("dated")), *((month, month) for month in months), *times.items()
        ],
        "commitment": [(word, word) for word in hb.info.commitments],
    }  # fmt: skip
    shared = [unit.id for unit in hb.units.values() if hb.shared_with(unit)]
    return finder_data(rows, labels, options) | {"shared": shared}


def _groups(hb: Handbook) -> list[Group]:
    """The tasks by the section of the second level, as they follow each other."""
    labels = dict(section_options(hb))
    runs = groupby(hb.tasks.values(), key=lambda task: hb.branch(task.section).id)
    return [Group(labels[key], tuple(run)) for key, run in runs]


def _task(hb: Handbook, task: Task) -> dict[str, Any]:
    told = [x for x in task.targets if x.masked or x.value is not None]
    figures = sorted({"masked" if x.masked else "number" for x in told})
    days = sorted({d.date.isoformat() for d in task.deadlines if d.date})
    times = dict.fromkeys(map(_time, task.deadlines))
    return {
        "id": task.id,
        "units": [(a.unit.id, a.role) for a in task.assignments],
        "section": [hb.branch(task.section).id],
        "time": [*(["dated"] if days else []), *times] or ["none"],
        "days": days,
        "figure": ["yes", *figures] if task.targets else ["no"],
        "ends": [target.text for target in task.targets],
        "commitment": [task.commitment] if task.commitment else [],
        "kind": [task.kind],
    }


def _time(deadline: Deadline) -> str:
    """The month in which a deadline falls, or of what kind it is."""
    if deadline.date:
        return deadline.date.isoformat()[:7]
    return "unsettled" if deadline.kind == "by" else deadline.kind
