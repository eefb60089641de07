"""How tasks spread over sections, units and months."""

from __future__ import annotations

from collections import Counter

from handbook.model import Handbook, Section, Unit
from handbook.pages.page import Context

MOST_DRAWN = 15
"""Units that a picture shows; its table has them all."""


def spread(hb: Handbook) -> Context | None:
    """Tasks by ``sections``, ``units`` and ``months``; ``labelled`` as pictures label them.

    ``proposed``: how many of a unit's tasks only the editor gives it.
    """
    if not hb.tasks:
        return None
    sections, units = by_section(hb), by_unit(hb)
    labelled = {
        "sections": [(section.heading, count) for section, count in sections.items()],
        "units": [(unit.name, count) for unit, count in units.items()][:MOST_DRAWN],
    }
    return {
        "sections": sections,
        "units": units,
        "proposed": {unit: len(hb.proposed_to(unit)) for unit in units},
        "months": by_month(hb),
        "labelled": labelled,
    }


def by_section(hb: Handbook) -> dict[Section, int]:
    """Tasks of each second-level section, in the order of the speech."""
    return dict(Counter(hb.branch(task.section) for task in hb.tasks.values()))


def by_unit(hb: Handbook) -> dict[Unit, int]:
    """Tasks of each unit that has any, most first; of equals in the order of their first task."""
    counts = Counter(unit for task in hb.tasks.values() for unit in task.units)
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def by_month(hb: Handbook) -> dict[str, int]:
    """Tasks by the month (``2022-09``) of a day that is settled; a task counts once a month."""
    months = Counter(
        month
        for task in hb.tasks.values()
        for month in {d.date.isoformat()[:7] for d in task.deadlines if d.date}
    )
    return dict(sorted(months.items()))
