"""What the four elements lack."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model import Handbook, Task
from handbook.pages.page import Context

GAPS = ("unit", "collective", "no-time", "no-day", "measure")


def gaps(hb: Handbook) -> Context:
    """``gaps``: tasks by what they lack, in the order of ``GAPS``."""
    groups: dict[str, list[Task]] = {gap: [] for gap in GAPS}
    for task in hb.tasks.values():
        for gap in _lacking(task):
            groups[gap].append(task)
    return {"gaps": {gap: tasks for gap, tasks in groups.items() if tasks}}


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
