"""Deadlines by day, and those that settle none."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from handbook.model import Deadline, Handbook, Task
from handbook.model.addresses import day_key
from handbook.pages.page import Context

Due = list[tuple[Task, Deadline]]


def dates(hb: Handbook) -> Context:
    """``days`` in order and ``others`` by why they have none (``addresses.day_key``).

    ``by_day`` counts the deadlines of each day, for the picture.
    """
    days: defaultdict[date, Due] = defaultdict(list)
    others: defaultdict[str, Due] = defaultdict(list)
    for task in hb.tasks.values():
        for deadline in task.deadlines:
            group = days[deadline.date] if deadline.date else others[day_key(deadline)]
            group.append((task, deadline))
    ordered = dict(sorted(days.items()))
    by_day = {day: len(due) for day, due in ordered.items()}
    return {"days": ordered, "others": dict(others), "by_day": by_day}
