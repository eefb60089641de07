"""What was added to the ledger of late, and on which days something is to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from handbook.model.ledger.entries import Check, Entry, UnitEntry
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.matter import Matter

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Added:
    """An entry with its matter; ``late`` where it happened before what was asked about began."""

    matter: Matter
    entry: Entry
    late: bool

    @property
    def units(self) -> tuple[str, ...]:
        """Whose part it is about; all of a matter's where an office enters it."""
        if isinstance(self.entry, UnitEntry):
            return self.entry.told
        if isinstance(self.entry, Check) and self.entry.units:
            return self.entry.units
        return tuple(part.unit for part in self.matter.parts)


def added(ledger: Ledger, after: date) -> list[Added]:
    """What was received after a day, the latest first."""
    found = [
        Added(matter, entry, entry.day <= after)
        for matter in ledger.matters.values()
        for entry in matter.history
        if after < entry.received
    ]
    return sorted(found, key=lambda one: (one.entry.received, one.entry.id), reverse=True)


@dataclass(frozen=True)
class Coming:
    """A day in an open matter: its own, a milestone's, or one on which a unit's answer is due.

    ``moved_from``: the day that this one stands in place of.
    """

    matter: Matter
    day: date
    what: Literal["due", "milestone", "answer"]
    units: tuple[str, ...]
    text: str = ""
    moved_from: date | None = None


def coming(ledger: Ledger) -> Iterator[Coming]:
    """The days to come, and those that have passed and still count."""
    for matter in ledger.matters.values():
        if not matter.open:
            continue
        units = tuple(part.unit for part in matter.parts)
        if matter.dues:
            before = matter.dues[-2].day if len(matter.dues) > 1 else None
            yield Coming(matter, matter.dues[-1].day, "due", units, moved_from=before)
        for stone in matter.terms.milestones or ():
            yield Coming(matter, stone.day, "milestone", units, stone.text)
        for standing in matter.standings:
            for day in {standing.next_asked, standing.resubmit_by} - {None}:
                assert day
                yield Coming(matter, day, "answer", (standing.unit,))
