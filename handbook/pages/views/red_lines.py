"""What must not happen or be lost, by section."""

from __future__ import annotations

from collections import defaultdict

from handbook.model import Effect, Handbook, Section, Task
from handbook.pages.page import Context


def red_lines(hb: Handbook) -> Context | None:
    """``groups`` of red lines with their first task by second-level section, ``ways`` apart."""
    groups: defaultdict[Section, list[tuple[Task, Effect]]] = defaultdict(list)
    ways: list[tuple[Task, Effect]] = []
    for line in hb.red_lines:
        task = hb.tasks[line.tasks[0]]
        group = groups[hb.branch(task.section)] if task.kind == "task" else ways
        group.append((task, line))
    return {"groups": dict(groups), "ways": ways} if hb.red_lines else None
