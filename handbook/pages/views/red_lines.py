"""What must not happen or be lost, by section."""

from __future__ import annotations

from collections import defaultdict

from handbook.model import Effect, Handbook, Section, Task
from handbook.pages.page import Context


def red_lines(hb: Handbook) -> Context | None:
    """``groups`` of red lines with their first task by second-level section.

    Those of the parts on how to work, ``ways``, are counted apart.
    """
    how = {hb.path_to(x.section)[0] for x in hb.tasks.values() if x.kind == "requirement"}
    groups: defaultdict[Section, list[tuple[Task, Effect]]] = defaultdict(list)
    ways: list[tuple[Task, Effect]] = []
    for line in hb.red_lines:
        task = hb.set_by(line)
        group = ways if hb.path_to(task.section)[0] in how else groups[hb.branch(task.section)]
        group.append((task, line))
    return {"groups": dict(groups), "ways": ways} if hb.red_lines else None
