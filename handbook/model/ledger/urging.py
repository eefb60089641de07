"""催办: which units owe an answer on a day, since when, and what to write to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handbook.model.ledger.entries import Party
from handbook.model.ledger.matter import Matter, Standing
from handbook.model.ledger.telling import Telling

if TYPE_CHECKING:
    from handbook.model.handbook import Handbook
    from handbook.model.ledger.ledger import Ledger
    from handbook.words.prose import Prose


@dataclass(frozen=True)
class Contact:
    """Who answers for a unit. No page and no file of any edition knows of it."""

    unit: str
    name: str
    phone: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Owed:
    """A matter of which a unit owes an answer, since the first day on which none came."""

    matter: Matter
    standing: Standing
    since: date
    days: int


@dataclass(frozen=True)
class Urge:
    """A unit with all that it owes, what it owes longest first."""

    party: Party
    owed: tuple[Owed, ...]

    @property
    def since(self) -> date:
        """The first day on which an answer was due and none came."""
        return self.owed[0].since

    @property
    def days(self) -> int:
        """Days since then."""
        return self.owed[0].days


def urging(ledger: Ledger) -> tuple[Urge, ...]:
    """The units that owe an answer on the ledger's day, those first that owe it longest."""
    found: dict[str, list[Owed]] = {}
    for matter in ledger.matters.values():
        for standing in matter.standings:
            if matter.open and standing.owed:
                owed = Owed(matter, standing, standing.owed[0], standing.silent_days)
                found.setdefault(standing.unit, []).append(owed)
    urges = (
        Urge(party, tuple(sorted(found[unit], key=lambda owed: owed.since)))
        for unit, party in ledger.parties.items()
        if unit in found
    )
    return tuple(sorted(urges, key=lambda urge: urge.since))


def message(hb: Handbook, urge: Urge, prose: Prose) -> str:
    """What to paste into a chat with the unit; the sentences are those of ``urge.txt.j2``.

    Raises ``Fault`` where an office's own template of that name is wrong.
    """
    as_of = hb.ledger.as_of
    return prose.text("urge", **Telling(hb).names, urge=urge, as_of=as_of).strip()
