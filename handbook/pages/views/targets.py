"""Figures by section."""

from __future__ import annotations

import re
from collections import defaultdict

from handbook.model import Handbook, Section, Target, Task
from handbook.model.counts import count
from handbook.model.tasks import Extent
from handbook.pages.page import Context

Figures = list[tuple[Task, Target]]


def targets(hb: Handbook) -> Context | None:
    """``groups`` by second-level section, ``extents`` with their tasks.

    ``figures``: the number of each that has one, by its id, as ``figure`` writes it;
    ``stats``: all counts.
    """
    groups: defaultdict[Section, Figures] = defaultdict(list)
    for target in hb.targets:
        task = hb.set_by(target)
        groups[hb.branch(task.section)].append((task, target))
    extents = [(task, extent) for task in hb.tasks.values() for extent in task.extents]
    things = [*hb.targets, *(extent for _, extent in extents)]
    figures = {thing.id: words for thing in things if (words := figure(thing))}
    context = {
        "groups": dict(groups), "extents": extents, "figures": figures, "stats": count(hb),
    }  # fmt: skip
    return context if groups or extents else None


def figure(thing: Extent) -> str | None:
    """The number alone with its unit, masked as the words mask it, and what it is held to.

    Of words that give several (分别增长7%和11%) each has its own; ``None`` where it has none.
    """
    unit = thing.unit or ""
    if thing.masked:
        hidden = re.search(rf"\*+{re.escape(unit)}", thing.text)
        number = hidden[0] if hidden else None
    elif thing.value is None:
        number = None
    else:
        number = f"{thing.value}{f'—{thing.upper}' if thing.upper else ''}{unit}"
    if number is None:
        return None
    held = thing.comparator or "" if isinstance(thing, Target) else ""
    return number + held if held and number + held in thing.text else held + number
