"""The pages of each matter and each unit of the follow-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from handbook.model import Handbook, downloads
from handbook.pages.page import Context

if TYPE_CHECKING:
    from handbook.model.ledger.asked import Question
    from handbook.model.ledger.entries import Party
    from handbook.model.ledger.matter import Matter, Standing


def matter_pages(hb: Handbook) -> Iterator[tuple[Matter, Context]]:
    """Each matter with where it leads away from the words, and what is no longer in force.

    ``known``: of each entry of its history the day on which it happened, and was entered.
    """
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
                "known": [(str(entry.day), str(entry.received)) for entry in matter.history],
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
        {"id": q.standing.unit, "name": hb.ledger.name(q.standing.unit), "key": q.key}
        for q in asked
    ]
    first = {"matter": matter.id, "opened": str(matter.opening.day), "day": str(matter.as_of)}
    return {**first, "units": units, "goals": goals}


def party_pages(hb: Handbook) -> Iterator[tuple[Party, Context]]:
    """Each unit of the follow-up: the matters in which it has a part, those it owes for first.

    ``asked``: what it is to report this time; ``returned``: matters with its standing where a
    report was sent back; ``waiting``: matters with its requests; ``late``: how many are past
    their day; ``feeds``: where its feed and its calendar are.
    """
    if not hb.ledger.parties:
        return
    from handbook.model.ledger.asked import questions

    rows: defaultdict[str, list[tuple[Matter, Standing | None]]] = defaultdict(list)
    for matter in hb.ledger.matters.values():
        standings = {standing.unit: standing for standing in matter.standings}
        for part in matter.parts:
            rows[part.unit].append((matter, standings.get(part.unit)))
    asked: defaultdict[str, list[Question]] = defaultdict(list)
    for question in questions(hb.ledger):
        asked[question.standing.unit].append(question)
    feeds = downloads.feed_paths(hb)
    for key, party in hb.ledger.parties.items():
        own = sorted(rows[key], key=lambda row: not (row[1] and row[1].owed))
        live = [(matter, s) for matter, s in own if s and matter.open]
        yield (
            party,
            {
                "party": party,
                "rows": own,
                "unit": hb.units.get(key),
                "feeds": feeds.get(key),
                "asked": asked[key],
                "returned": [(m, s) for m, s in live if s.checked == "returned"],
                "waiting": [(m, r) for m, s in live for r in s.requests],
                "late": sum(s.clock == "late" for _, s in live),
            },
        )
