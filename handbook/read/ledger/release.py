"""What of a ledger may go out: entries marked public, and of these the fields that are released.

What is withheld is taken out here, before any template, index, file or feed sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from handbook.model.ledger.entries import (
    Check,
    Decision,
    Entry,
    Opening,
    Party,
    Reply,
    Report,
    Terms,
)
from handbook.model.ledger.ledger import Ledger
from handbook.read.ledger.checks import units_in

_KEPT = {"id", "matter", "day", "received", "public", "corrects"}
"""What every entry that goes out has: nothing of it says anything by itself."""
_BY_FIELD = {
    "unit": {"lead", "reporters", "unit", "units"},
    "role": {"supports"},
    "day": {"due"},
    "closed": set(),
    "title": {"title"},
    "source": {"number", "source", "words", "by"},
    "standard": {"closes_when", "evidence", "milestones"},
    "figures": {"goals", "figures"},
    "report": {"unchanged", "done", "next", "obstacle", "asks", "text", "joint", "to"},
    "check": {"checker", "fault", "text", "on_site"},
}
_BLANK: dict[str, Any] = {
    "number": "",
    "title": "",
    "checker": "",
    "unit": "",
    "text": "",
    "to": "",
}
"""What stands in for fields that an entry must have."""


def released(ledger: Ledger, allowed: Collection[str]) -> Ledger:
    """The ledger as the public edition knows it."""
    out = [entry for entry in ledger.entries if entry.public and _goes_out(entry, allowed)]
    opened = {entry.matter for entry in out if isinstance(entry, Opening)}
    ids = {entry.id for entry in out}
    entries = tuple(
        _stripped(entry, allowed, ids, opened) for entry in out if entry.matter in opened
    )
    last = max((entry.received for entry in entries), default=None)
    units = set(_with_successors(ledger, entries))
    return Ledger(
        {k: _named(p, last, allowed) for k, p in ledger.parties.items() if k in units},
        entries,
        last,
        ledger.near,
    )


def _goes_out(entry: Entry, allowed: Collection[str]) -> bool:
    if isinstance(entry, Check):
        return "check" in allowed or (
            "closed" in allowed and entry.outcome in ("closed", "reopened")
        )
    if isinstance(entry, Report | Reply):
        return "report" in allowed
    return isinstance(entry, Opening | Decision) or entry.kind == "void"


def _stripped(
    entry: Entry, allowed: Collection[str], ids: Collection[str], opened: Collection[str]
) -> Entry:
    """The entry with what is not allowed set back to what it is without, and no word of those
    that stay inside."""
    kept = _KEPT | {"tasks", "ends", "into", "outcome", "of", "handbook"}
    for field in allowed:
        kept |= _BY_FIELD[field]
    if isinstance(entry, Check) and "check" not in allowed:
        kept.discard("by")  # who went to look, not who decided
    new: dict[str, Any] = {
        field.name: _BLANK.get(field.name, field.default)
        for field in fields(entry)
        if field.name not in kept
    }
    new["corrects"] = entry.corrects if entry.corrects in ids else None
    new |= {name: value for name, value in _unnamed(entry, allowed).items() if name in kept}
    if isinstance(entry, Reply) and entry.to not in ids:
        new["to"] = ""
    if isinstance(entry, Decision) and entry.into not in opened:
        new["into"] = None
    if isinstance(entry, Check):
        new["of"] = tuple(key for key in entry.of if key in ids)
    return replace(entry, **new)


def _unnamed(entry: Entry, allowed: Collection[str]) -> dict[str, Any]:
    """What names units or days in other fields, without these where they do not go out."""
    units, days = "unit" in allowed, "day" in allowed
    new: dict[str, Any] = {}
    if isinstance(entry, Terms):
        # a goal or a stage is one for its day, and where it is one unit's for that
        told = [goal for goal in entry.goals or () if days and (units or not goal.of)]
        new["goals"] = None if entry.goals is None else tuple(told)
        new["milestones"] = entry.milestones if days else None
        new["supports"] = entry.supports if units else None
    if isinstance(entry, Report):
        new["figures"] = tuple(f if days else replace(f, until=None) for f in entry.figures)
        new["joint"] = entry.joint if units else ()
    return new


def _named(party: Party, last: date | None, allowed: Collection[str]) -> Party:
    """A unit with what has become of it by the last day that is known outside."""
    changes = tuple(
        change if "source" in allowed else replace(change, source="")
        for change in party.changes
        if last and change.day <= last
    )
    return replace(party, aliases=(), changes=changes)


def _with_successors(ledger: Ledger, entries: Collection[Entry]) -> Iterator[str]:
    for entry in entries:
        for _, unit in units_in(entry):
            party = ledger.parties.get(unit)
            while party:
                yield party.id
                following = [change.into for change in party.changes if change.into]
                party = ledger.parties.get(following[0]) if following else None
