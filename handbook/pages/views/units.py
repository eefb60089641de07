"""Units by kind with the number of their parts, and those of counties and zones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from handbook.model import Handbook, Unit
from handbook.pages.page import Context
from handbook.words.vocabulary import Role

NAMED = "named"
"""Where units stand that the text names and gives no task."""


@dataclass(frozen=True)
class Row:
    """A unit, its tasks, and how many parts of each role it has in them.

    ``proposed`` of the tasks are its own only by the editor's proposal.
    """

    unit: Unit
    tasks: int
    proposed: int
    parts: Counter[Role]


def units(hb: Handbook) -> Context:
    """``kinds``: rows by the kind of unit in the handbook's order, those only named last."""
    groups: dict[str, list[Row]] = {kind: [] for kind in (*hb.info.unit_kinds, NAMED)}
    for unit in hb.units.values():
        row = _row(hb, unit)
        groups[unit.kind if row.tasks else NAMED].append(row)
    return {"kinds": {kind: rows for kind, rows in groups.items() if rows}}


def counties(hb: Handbook) -> Context | None:
    """``units`` that lie below the city and have tasks, and ``kinds``, what they are.

    ``collective`` is the shortest of the names that take in several of them, or empty.
    """
    found = _local(hb)
    collective = [unit.name for unit in found if unit.kind == "collective"]
    shortest = min(collective, key=len, default="")
    context = {"units": found, "kinds": local_kinds(hb), "collective": shortest}
    return context if found else None


def local_kinds(hb: Handbook) -> list[str]:
    """What kinds of single unit lie below the city and have tasks, by name."""
    used = {unit.kind for unit in _local(hb)} - {"collective"}
    return [name for kind, name in hb.info.unit_kinds.items() if kind in used]


def _local(hb: Handbook) -> list[Unit]:
    return [unit for unit in hb.units.values() if unit.local and hb.tasks_of.get(unit.ref)]


def _row(hb: Handbook, unit: Unit) -> Row:
    tasks = hb.tasks_at(unit.ref)
    parts = Counter(a.role for t in tasks for a in t.assignments if a.unit is unit)
    return Row(unit, len(tasks), len(hb.proposed_to(unit)), parts)
