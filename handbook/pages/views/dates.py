"""Deadlines by day, and those that settle none."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from handbook.model import Deadline, Handbook, Task
from handbook.model.addresses import day_key
from handbook.model.counts import count
from handbook.pages.page import Context

Due = dict[Task, list[Deadline]]
"""Tasks with the times that they have of one kind: the same day may be said twice."""


def dates(hb: Handbook) -> Context:
    """``days`` in order and ``others`` by why they have none (``addresses.day_key``).

    ``dated``, ``unsaid``: how many tasks have a day, and how many no time at all; ``near``: of the
    times without a day those that a day of the text would settle; ``seasons``: of those that stand
    those whose words are no other task's, such as a holiday.
    """
    days: defaultdict[date, Due] = defaultdict(lambda: defaultdict(list))
    others: defaultdict[str, Due] = defaultdict(lambda: defaultdict(list))
    for task in hb.tasks.values():
        for deadline in task.deadlines:
            group = days[deadline.date] if deadline.date else others[day_key(deadline)]
            group[task].append(deadline)
    counts = count(hb)
    standing = {t: [d.text for d in found] for t, found in others.get("standing", {}).items()}
    said = Counter(text for texts in standing.values() for text in texts)
    return {
        "days": dict(sorted(days.items())),
        "others": dict(others),
        "dated": counts.dated,
        "unsaid": counts.unsaid,
        "seasons": {t: texts for t, texts in standing.items() if any(said[x] == 1 for x in texts)},
        "near": [
            (task, deadline)
            for task, found in others["unsettled"].items()
            for deadline in found
            if deadline.waits
        ] if "unsettled" in others else [],
    }  # fmt: skip
