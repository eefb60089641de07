"""The table of all tasks, and what its finder needs: values to filter and group by, labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from handbook.model import Deadline, Handbook, Task, downloads
from handbook.pages.page import Context

Labels = Mapping[str, Any]
"""What the template calls things: ``facets`` by key, the values of each facet, and ``chips``."""


@dataclass(frozen=True)
class Time:
    """A day and the words that settle it, or all words that settle none."""

    day: date | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Tasks that stand together in the text."""

    label: str
    tasks: tuple[Task, ...]


def tasks(hb: Handbook) -> Context:
    """``tasks`` in order and in ``groups``; ``named``, how many have a unit.

    ``finder`` makes its data of the template's ``Labels``; ``times_of`` a task gives each day once.
    """
    every = list(hb.tasks.values())
    return {
        "tasks": every,
        "groups": _groups(hb),
        "named": sum(bool(task.assignments) for task in every),
        "dated": any(d.date for task in every for d in task.deadlines),
        "times_of": times_of,
        "take_away": downloads.TAKE_AWAY,
        "finder": partial(finder_data, hb),
    }


def times_of(task: Task) -> list[Time]:
    """The times of a task: each day once, with all words that settle it, then the other words."""
    days: dict[date | None, list[str]] = {}
    for deadline in task.deadlines:
        days.setdefault(deadline.date, []).append(deadline.text)
    ordered = sorted(days.items(), key=lambda item: item[0] or date.max)
    return [Time(day, tuple(words)) for day, words in ordered]


def finder_data(hb: Handbook, labels: Labels) -> dict[str, Any]:
    """``facets`` [{key, label, options [[value, label]]}], ``chips`` and ``tasks`` in order."""
    tasks = [_task(hb, task) for task in hb.tasks.values()]
    months = sorted({d[:7] for task in tasks for d in task["time"] if d[:4].isdigit()})
    times = dict(labels["time"])
    options: dict[str, list[tuple[str, str]]] = {
        "unit": [*labels["unit"].items(), *((unit.id, unit.name) for unit in hb.units.values())],
        "section": _sections(hb),
        "time": [
            ("dated", times.pop("dated")), *((month, month) for month in months), *times.items()
        ],
        "commitment": [(word, word) for word in hb.info.commitments],
        **{key: list(labels[key].items()) for key in ("role", "figure", "kind")},
    }  # fmt: skip
    used = _used(tasks)
    return {
        "facets": [
            {"key": key, "label": label, "options": [o for o in options[key] if o[0] in used[key]]}
            for key, label in labels["facets"].items()
        ],
        "chips": [
            {"key": key, "value": value, "label": label, "count": used[key][value]}
            for key, value, label in labels["chips"]
            if value in used[key]
        ],
        "tasks": tasks,
    }


def _groups(hb: Handbook) -> list[Group]:
    """The tasks by the section of the second level, as they follow each other."""
    labels = dict(_sections(hb))
    runs = groupby(hb.tasks.values(), key=lambda task: hb.branch(task.section).id)
    return [Group(labels[key], tuple(run)) for key, run in runs]


def _task(hb: Handbook, task: Task) -> dict[str, Any]:
    masked = any(target.masked for target in task.targets)
    days = sorted({d.date.isoformat() for d in task.deadlines if d.date})
    times = dict.fromkeys(map(_time, task.deadlines))
    return {
        "id": task.id,
        "units": [(a.unit.id, a.role) for a in task.assignments],
        "section": [hb.branch(task.section).id],
        "time": [*(["dated"] if days else []), *times] or ["none"],
        "days": days,
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


def _used(tasks: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """How many tasks have each value of each facet."""
    counts: dict[str, dict[str, int]] = {}
    for task in tasks:
        units = {unit for unit, _ in task["units"]} or {"none"}
        facets = {**task, "unit": units, "role": {role for _, role in task["units"]}}
        for key in ("unit", "role", "section", "time", "figure", "commitment", "kind"):
            of_key = counts.setdefault(key, {})
            for value in facets[key]:
                of_key[value] = of_key.get(value, 0) + 1
    return counts
