"""What the four elements lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook.model import Handbook, Task
from handbook.pages.page import Context
from handbook.pages.views.finder import section_options

GAPS = ("unit", "collective", "no-time", "no-day", "measure")


def gaps(hb: Handbook) -> Context:
    """``gaps``: tasks by what they lack, in the order of ``GAPS``; ``nobody``: of each chapter its
    id, its label and how many of its tasks have no unit."""
    groups: dict[str, list[Task]] = {gap: [] for gap in GAPS}
    for task in hb.tasks.values():
        for gap in _lacking(task):
            groups[gap].append(task)
    nobody = Counter(hb.branch(t.section).id for t in hb.tasks.values() if not t.assignments)
    return {
        "gaps": {gap: tasks for gap, tasks in groups.items() if tasks},
        "nobody": [(key, label, nobody[key]) for key, label in section_options(hb) if nobody[key]],
    }


def _lacking(task: Task) -> Iterator[str]:
    if not task.named:
        yield "unit"
    elif all(part.unit.kind == "collective" for part in task.named):
        yield "collective"
    if not task.deadlines:
        yield "no-time"
    elif any(deadline.unsettled for deadline in task.deadlines):
        yield "no-day"
    if not task.measures and task.kind == "task":  # how to work is said by the words themselves
        yield "measure"
