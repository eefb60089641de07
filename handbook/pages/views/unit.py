"""The page of a unit."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model import Assignment, Handbook, Task, Unit
from handbook.model.downloads import has_dates
from handbook.pages.page import Context
from handbook.words.vocabulary import ROLE_NAMES


def unit_pages(hb: Handbook) -> Iterator[tuple[Unit, Context]]:
    """Each unit with its parts (``groups`` by role), and the ``places`` that name it.

    ``dated``: it has a calendar. ``proposed``: how many of its tasks only the editor gives it.
    """
    for unit in hb.units.values():
        groups: dict[str, list[tuple[Task, Assignment]]] = {role: [] for role in ROLE_NAMES}
        for task in hb.tasks_at(unit.ref):
            for assignment in task.assignments:
                if assignment.unit is unit:
                    groups[assignment.role].append((task, assignment))
        yield (
            unit,
            {
                "unit": unit,
                "groups": {role: rows for role, rows in groups.items() if rows},
                "dated": has_dates(hb, unit),
                "proposed": len(hb.proposed_to(unit)),
                "places": [hb.sentence(number) for number in hb.places_of.get(unit.ref, ())],
            },
        )
