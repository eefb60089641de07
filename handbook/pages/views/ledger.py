"""The pages of the follow-up: all matters, each one, each unit, what is ready, what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from handbook.model import Handbook
from handbook.pages.page import Context

if TYPE_CHECKING:
    from handbook.model.ledger.asked import Question
    from handbook.model.ledger.entries import Party
    from handbook.model.ledger.matter import Matter


def ledger(hb: Handbook) -> Context:
    """``matters``, and how many stand how; without any the page says so.

    ``burden``: how many reports each unit is asked for this time.
    """
    matters = [*hb.ledger.matters.values()]
    burden: dict[str, int] = {}
    if hb.info.internal and matters:
        from handbook.model.ledger.asked import burden as asked

        burden = asked(hb.ledger)
    open_ones = [matter for matter in matters if matter.open]
    return {
        "matters": matters,
        "burden": burden,
        "open": len(open_ones),
        "late": sum(matter.clock == "late" for matter in open_ones),
        "owing": sum(any(part.owed for part in matter.standings) for matter in open_ones),
        "waiting": sum(bool(matter.requests) for matter in open_ones),
    }


def ready(hb: Handbook) -> Context | None:
    """The tasks of which no matter was opened, with what each lacks; for the office alone."""
    if not hb.info.internal:
        return None
    from handbook.model.ledger.against import LACKS, by_readiness

    left = [task for task in hb.tasks.values() if task.id not in hb.ledger.matters_of]
    return {"tasks": by_readiness(left), "names": LACKS}


def ledger_notes(hb: Handbook) -> Context | None:
    """What the office should look at; not where there is nothing."""
    if not (hb.info.internal and hb.ledger.notes):
        return None
    return {"notes": hb.ledger.notes}


def matter_pages(hb: Handbook) -> Iterator[tuple[Matter, Context]]:
    """Each matter with where it leads away from the words, and what is no longer in force."""
    if not hb.ledger:
        return
    from handbook.model.ledger.against import against
    from handbook.model.ledger.asked import answerable

    for matter in hb.ledger.matters.values():
        in_force = {entry.id for entry in matter.entries}
        yield (
            matter,
            {
                "matter": matter,
                "against": against(matter, hb.tasks, hb.ledger.parties),
                "form": _form(hb, matter, answerable(hb.ledger, matter)),
                "gone": {entry.id for entry in matter.history} - in_force,
            },
        )


def _form(hb: Handbook, matter: Matter, asked: list[Question]) -> dict[str, Any] | None:
    """What the form of a matter knows: who may fill it in, under which key, for which figures."""
    if not (hb.info.internal and asked):
        return None
    from handbook.model.ledger.asked import asked_goals

    goals = [
        {"key": goal.key, "name": goal.name, "unit": goal.unit, "of": goal.of}
        for goal in asked_goals(matter)
    ]
    units = [
        {"id": q.standing.unit, "name": hb.ledger.parties[q.standing.unit].name, "key": q.key}
        for q in asked
    ]
    first = {"matter": matter.id, "opened": str(matter.opening.day), "day": str(matter.as_of)}
    return {**first, "units": units, "goals": goals}


def party_pages(hb: Handbook) -> Iterator[tuple[Party, Context]]:
    """Each unit of the follow-up: the matters in which it has a part, those it owes for first."""
    rows: dict[str, list[tuple[Matter, str, Any]]] = {key: [] for key in hb.ledger.parties}
    for matter in hb.ledger.matters.values():
        standings = {standing.unit: standing for standing in matter.standings}
        for part in matter.parts:
            if part.unit in rows:
                rows[part.unit].append((matter, part.role, standings.get(part.unit)))
    for key, party in hb.ledger.parties.items():
        rows[key].sort(key=lambda row: not (row[2] and row[2].owed))
        yield party, {"party": party, "rows": rows[key], "unit": hb.units.get(key)}
