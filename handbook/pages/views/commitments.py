"""Tasks by how firmly they are promised."""

from __future__ import annotations

from handbook.model import Handbook, Task
from handbook.pages.page import Context


def commitments(hb: Handbook) -> Context | None:
    """``groups`` of tasks by the word, the strongest first."""
    groups: dict[str, list[Task]] = {word: [] for word in hb.info.commitments}
    for task in hb.tasks.values():
        if task.commitment:
            groups[task.commitment].append(task)
    found = {word: tasks for word, tasks in groups.items() if tasks}
    return {"groups": found} if found else None
