"""What a unit is asked this time: what is due, what was sent back, what has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook.model.ledger.entries import Check, Decision, Goal, Receipt, Report, Request
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.matter import Matter, Standing


@dataclass(frozen=True)
class Question:
    """What one unit is asked of one matter, for which day, and why.

    ``key`` is the id of the report that answers it: asked twice, it is answered once.
    """

    matter: Matter
    standing: Standing
    day: date
    why: str
    key: str


def questions(ledger: Ledger, unit: str | None = None) -> Iterator[Question]:
    """The matters that a unit, or each, is asked about, none of them twice."""
    for matter in ledger.matters.values():
        for standing in matter.standings:
            if unit in (None, standing.unit) and matter.open and not standing.closed:
                question = _question(ledger, matter, standing)
                if question:
                    yield question


def answerable(ledger: Ledger, matter: Matter) -> list[Question]:
    """Who may report of a matter now, asked or not: the question of each, or one of today."""
    if not matter.open:
        return []
    return [
        _question(ledger, matter, standing)
        or _asked(ledger, matter, standing, matter.as_of, "随时填报")
        for standing in matter.standings
        if not standing.closed
    ]


def _asked(ledger: Ledger, matter: Matter, standing: Standing, day: date, why: str) -> Question:
    return Question(matter, standing, day, why, ledger.free(f"{matter.id}.{standing.unit}.{day}"))


def _question(ledger: Ledger, matter: Matter, standing: Standing) -> Question | None:
    if standing.owed:
        return _asked(ledger, matter, standing, standing.owed[-1], "应答未答")
    if standing.checked in ("returned", "reopened") and standing.check:
        day = standing.resubmit_by or standing.check.day
        return _asked(ledger, matter, standing, day, "退回重报")
    ahead = standing.next_asked
    told = isinstance(standing.filing, Report) and standing.filing.day
    if ahead and (ahead - matter.as_of).days <= ledger.near:
        return _asked(ledger, matter, standing, ahead, "即将到期")
    changed = [e.day for e in matter.entries if isinstance(e, Decision)]
    if told and changed and changed[-1] > told:
        return _asked(ledger, matter, standing, changed[-1], "要求有变")
    return None


def asked_goals(matter: Matter) -> list[Goal]:
    """The goals to ask a figure for: of those set month by month only the next one to come."""
    found: dict[tuple[str, str, str | None], Goal] = {}
    for goal in sorted(matter.terms.goals or (), key=lambda goal: goal.due):
        which = (goal.name, goal.unit, goal.of)
        if which not in found or found[which].due < matter.as_of:
            found[which] = goal
    return [*found.values()]


def to_receive(ledger: Ledger, unit: str) -> list[Matter]:
    """The open matters that a unit has a part in and never signed for."""
    found = []
    for matter in ledger.matters.values():
        holds = any(part.unit == unit for part in matter.parts)
        signed = any(isinstance(e, Receipt) and e.unit == unit for e in matter.entries)
        if matter.open and holds and not signed:
            found.append(matter)
    return found


def to_answer(ledger: Ledger, unit: str) -> list[tuple[Matter, Check]]:
    """The returns to which a unit may have something to say."""
    return [
        (matter, standing.check)
        for matter in ledger.matters.values()
        for standing in matter.standings
        if standing.unit == unit and standing.check and standing.check.outcome == "returned"
    ]


def to_decide(ledger: Ledger) -> list[tuple[Matter, Request]]:
    """The requests that wait for the office."""
    return [(m, r) for m in ledger.matters.values() for r in m.requests if r.wish != "close"]


@dataclass(frozen=True)
class Checkable:
    """A report that somebody may check now; ``earlier`` are those before it, of the same unit, that
    nobody has checked either."""

    matter: Matter
    report: Report
    state: Literal["waiting", "wishes", "closed"]
    """Unchecked; its unit asks to be closed; closed already, to be opened again at most."""
    earlier: tuple[Report, ...] = ()


def to_check(ledger: Ledger) -> list[Checkable]:
    """The reports that nobody has checked, those on which a unit asks to be closed, and those of
    parts that are closed, in this order; a joint one once."""
    found: dict[str, Checkable] = {}
    for matter in ledger.matters.values():
        for standing in matter.standings:
            report = standing.filing
            wishes = any(r.wish == "close" for r in standing.requests)
            if not isinstance(report, Report) or (matter.ended and standing.closed):
                continue
            if standing.closed:
                found.setdefault(report.id, Checkable(matter, report, "closed"))
            elif standing.checked == "waiting" or wishes:
                state: Literal["waiting", "wishes"] = "wishes" if wishes else "waiting"
                found[report.id] = Checkable(matter, report, state, _unchecked(matter, report))
    return sorted(found.values(), key=lambda one: one.state == "closed")


def _unchecked(matter: Matter, last: Report) -> tuple[Report, ...]:
    """The reports of a unit before its last one that no check names."""
    checked = {key for check in matter.entries if isinstance(check, Check) for key in check.of}
    return tuple(
        entry
        for entry in matter.entries[: matter.entries.index(last)]
        if isinstance(entry, Report) and entry.unit == last.unit and entry.id not in checked
    )


def burden(ledger: Ledger) -> dict[str, int]:
    """How many questions each unit is asked this time (填报负担)."""
    counts = Counter(question.standing.unit for question in questions(ledger))
    return {unit: counts[unit] for unit in ledger.parties if unit in counts}
