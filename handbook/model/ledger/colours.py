"""三色督办: which colour a unit's part has on a day; names and conditions are the office's own.

A colour is told together with its reasons in words, never by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.words.follow import When

if TYPE_CHECKING:
    from handbook.model.ledger.entries import Reply
    from handbook.model.ledger.ledger import Ledger
    from handbook.model.ledger.matter import Matter, Progress, Standing


@dataclass(frozen=True)
class Colour:
    """A colour, and when a part has it."""

    name: str
    when: tuple[When, ...]


USUAL = (
    Colour("红", ("late",)), Colour("黄", ("missed", "unreported", "near", "behind")),
    Colour("绿", ("other",)),
)  # fmt: skip
"""Where an office says nothing else; the first colour of which a condition holds counts."""

SHORT = ("missed", "unreported", "behind")
"""What a figure may say against a unit."""


@dataclass(frozen=True)
class Coloured:
    """A unit's part in a matter, its colour and all reasons; ``ends`` are the goals of this
    unit that it falls short of, ``said`` its own last word to what was sent back."""

    matter: Matter
    standing: Standing
    colour: Colour
    reasons: tuple[When, ...]
    ends: tuple[Progress, ...]
    said: Reply | None


def coloured(ledger: Ledger) -> Mapping[str, tuple[Coloured, ...]]:
    """What each unit must look at, by its id: open parts for whose colour there is a reason, in the
    order of the colours."""
    found: defaultdict[str, list[Coloured]] = defaultdict(list)
    for matter in ledger.matters.values():
        for standing in matter.standings:
            if matter.open and not standing.closed and (one := _coloured(ledger, matter, standing)):
                found[standing.unit].append(one)
    place = ledger.colours.index
    return {
        unit: tuple(sorted(found[unit], key=lambda one: place(one.colour)))
        for unit in ledger.parties
        if unit in found
    }


def _coloured(ledger: Ledger, matter: Matter, standing: Standing) -> Coloured | None:
    ends = tuple(p for p in _own(ledger, matter, standing) if p.verdict in SHORT)
    reasons = tuple(_reasons(standing, ends))
    for colour in ledger.colours:
        if {*colour.when} & {*reasons}:
            return Coloured(matter, standing, colour, reasons, ends, _said(matter, standing))
    return None


def _said(matter: Matter, standing: Standing) -> Reply | None:
    from handbook.model.ledger.entries import Reply  # every handbook knows the colours

    found = [
        entry
        for entry in matter.entries
        if isinstance(entry, Reply) and standing.check and entry.to == standing.check.id
    ]
    return found[-1] if found else None


def _reasons(standing: Standing, ends: tuple[Progress, ...]) -> Iterator[When]:
    if standing.clock == "late":
        yield "late"
    verdicts = {end.verdict for end in ends}
    if "missed" in verdicts:
        yield "missed"
    if "unreported" in verdicts:
        yield "unreported"
    if standing.clock == "near":
        yield "near"
    if "behind" in verdicts:
        yield "behind"
    if standing.checked in ("returned", "reopened"):
        yield "returned"
    if standing.owed:
        yield "owing"


def _own(ledger: Ledger, matter: Matter, standing: Standing) -> Iterator[Progress]:
    """The goals of a unit: those set for it, and those set for nobody if it leads or alone does."""
    units = {other.unit for other in matter.standings}
    leads = next((part.unit for part in matter.parts if part.role == "lead"), None)
    for progress in matter.progress:
        whose = progress.goal.of
        if whose is None:
            mine = standing.unit == leads or leads not in units
        else:
            mine = ledger.unit_on(whose, matter.as_of) == standing.unit
        if mine:
            yield progress
