"""The pages of the follow-up as a whole: all matters, what is ready, what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.model import Handbook, Task
from handbook.pages.page import Context
from handbook.pages.views.finder import Labels, finder_data, section_options

if TYPE_CHECKING:
    from handbook.model.ledger.matter import Matter


@dataclass(frozen=True)
class Whole:
    """How many matters stand how; ``open`` are those still followed up, and the rest but
    ``closed`` and ``ended`` are counted among these."""

    matters: int
    open: int
    late: int
    near: int
    owing: int
    returned: int
    waiting: int
    closed: int
    ended: int


def whole(hb: Handbook) -> Whole:
    """How the whole stands on its day."""
    matters = [*hb.ledger.matters.values()]
    live = [matter for matter in matters if matter.open]
    return Whole(
        len(matters), len(live),
        late=sum(matter.clock == "late" for matter in live),
        near=sum(matter.clock == "near" for matter in live),
        owing=sum("owed" in filing(matter) for matter in live),
        returned=sum("returned" in checking(matter) for matter in live),
        waiting=sum(bool(matter.requests) for matter in live),
        closed=sum(matter.done and not matter.ended for matter in matters),
        ended=sum(bool(matter.ended) for matter in matters),
    )  # fmt: skip


def filing(matter: Matter) -> list[str]:
    """How those who report of a matter have filed; ``owed`` where an answer is due."""
    owed = ["owed"] if matter.open and matter.owed else []
    return [*dict.fromkeys(s.filed for s in matter.standings), *owed]


def checking(matter: Matter) -> list[str]:
    """What was found of those who report of a matter."""
    return [*dict.fromkeys(standing.checked for standing in matter.standings)]


def ledger(hb: Handbook) -> Context:
    """``matters``, and how the ``whole`` stands; without any the page says so.

    ``finder`` makes its data of the template's ``Labels``. ``marks_of``: the strength
    and the red line of a matter's tasks.
    ``first``: the day since which there is something to look back on.
    """
    matters = [*hb.ledger.matters.values()]
    return {
        "matters": matters,
        "whole": whole(hb),
        "finder": partial(finder_of, hb),
        "marks_of": partial(marks_of, hb),
        "first": min((matter.opening.received for matter in matters), default=None),
    }


def marks_of(hb: Handbook, matter: Matter) -> list[str]:
    """How firmly the tasks of a matter were promised, the strongest word; and the red line."""
    tasks = _tasks(hb, matter)
    said = {task.commitment for task in tasks}
    words = [word for word in hb.info.commitments if word in said][:1]
    return words + (["redline"] if any(task.red_lines for task in tasks) else [])


def _tasks(hb: Handbook, matter: Matter) -> list[Task]:
    """The tasks that a matter was opened on, as far as there are any."""
    return [hb.tasks[key] for key in matter.opening.tasks if key in hb.tasks]


def finder_of(hb: Handbook, labels: Labels) -> dict[str, Any]:
    """What the finder over all matters knows of them; ``thing`` and ``measure`` name a row."""
    rows = [_row(hb, matter) for matter in hb.ledger.matters.values()]
    months = sorted({month for row in rows for month in row["time"] if month[:4].isdigit()})
    options = {
        "unit": [(key, hb.ledger.name(key)) for key in hb.ledger.parties],
        "section": [*section_options(hb), *labels["section"].items()],
        "time": [*((month, month) for month in months), *labels["time"].items()],
        "commitment": [
            *((word, word) for word in hb.info.commitments), *labels["commitment"].items()
        ],
    }  # fmt: skip
    named = {key: labels[key] for key in ("thing", "measure", "grouped")}
    return {**finder_data(rows, labels, options), **named}


def _row(hb: Handbook, matter: Matter) -> dict[str, Any]:
    due = matter.terms.due
    sections = [*dict.fromkeys(hb.branch(task.section).id for task in _tasks(hb, matter))]
    return {
        "id": matter.id,
        "units": [(part.unit, part.role) for part in matter.parts],
        "section": sections or ["none"],
        "state": ["ended" if matter.ended else "closed" if matter.done else "open"],
        "clock": [matter.clock],
        "filing": filing(matter),
        "check": checking(matter),
        "wish": [*dict.fromkeys(wish for r in matter.requests for wish in ("any", r.wish))],
        "time": [due.isoformat()[:7] if due else "none"],
        "days": [due.isoformat()] if due else [],
        "commitment": marks_of(hb, matter),
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
