"""How tasks spread over sections and units."""

from __future__ import annotations

from collections import Counter

from handbook.model import Handbook, Section, Unit
from handbook.pages.page import Context


def spread(hb: Handbook) -> Context | None:
    """Tasks by ``sections`` and ``units``; how many are ``unnamed``, with no unit.

    ``proposed``: how many of a unit's tasks only the editor gives it.
    """
    if not hb.tasks:
        return None
    units = by_unit(hb)
    return {
        "sections": by_section(hb),
        "units": units,
        "unnamed": sum(not task.assignments for task in hb.tasks.values()),
        "proposed": {unit: len(hb.proposed_to(unit)) for unit in units},
    }


def by_section(hb: Handbook) -> dict[Section, int]:
    """Tasks of each second-level section, in the order of the speech."""
    return dict(Counter(hb.branch(task.section) for task in hb.tasks.values()))


def by_unit(hb: Handbook) -> dict[Unit, int]:
    """Tasks of each unit that has any, most first; of equals in the order of their first task."""
    counts = Counter(unit for task in hb.tasks.values() for unit in task.units)
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
