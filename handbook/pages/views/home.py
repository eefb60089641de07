"""The home page: the numbers, and the reader's own unit."""

from __future__ import annotations

from typing import Any

from handbook.model import Handbook, Unit
from handbook.model.downloads import carriers
from handbook.pages.page import Context
from handbook.pages.views.units import local_kinds


def home(hb: Handbook) -> Context:
    """``stats`` by name; ``mine``, what the page needs to open with the reader's own unit.

    ``local``: the kinds of unit on the page of counties.
    """
    mine = [_own(hb, unit) for unit in carriers(hb)]
    return {"stats": _stats(hb), "mine": mine, "local": local_kinds(hb)}


def _stats(hb: Handbook) -> dict[str, int]:
    tasks = hb.tasks.values()
    return {
        "tasks": sum(task.kind == "task" for task in tasks),
        "requirements": sum(task.kind == "requirement" for task in tasks),
        "units": sum(not hb.only_proposed(unit) for unit in carriers(hb)),
        "proposed": sum(hb.only_proposed(unit) for unit in carriers(hb)),
        "unnamed": sum(not task.named for task in tasks),
        "dated": sum(any(d.date for d in task.deadlines) for task in tasks),
        "targets": len(hb.targets),
        "masked": sum(target.masked for target in hb.targets),
        "firm": sum(task.commitment in hb.info.commitments[:1] for task in tasks),
        "sentences": sum(row.sentences for row in hb.coverage),
    }


def _own(hb: Handbook, unit: Unit) -> dict[str, Any]:
    """``{id, name, tasks}`` of a unit that carries tasks.

    A task is ``{id, title, role, deadlines, figures}``, once for each role: a deadline ``[words,
    day or null, unsettled]``, a figure ``[name, words, masked]``; one that tasks of the unit share
    stands in the first of them. It is ``proposed`` where only the editor gives it to the unit.
    """
    proposed = hb.proposed_to(unit)
    own = {task.id for task in hb.tasks_at(unit.ref)}
    tasks = [
        {
            "id": task.id,
            "title": task.title,
            "role": assignment.role,
            "deadlines": [
                (d.text, d.date.isoformat() if d.date else None, d.unsettled)
                for d in task.deadlines
            ],
            "figures": [
                (x.name, x.text, x.masked)
                for x in task.targets
                if task.id == next(key for key in x.tasks if key in own)
            ],
            **({"proposed": True} if task in proposed else {}),
        }
        for task in hb.tasks_at(unit.ref)
        for assignment in task.assignments
        if assignment.unit is unit
    ]
    return {"id": unit.id, "name": unit.name, "tasks": tasks}
