"""The home page: the numbers, and the reader's own unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from handbook.model import Handbook, Unit, UnitKind, downloads
from handbook.model.counts import count
from handbook.model.duties import Duty, bound, duties, first_day, own, waiting
from handbook.pages.page import Context
from handbook.pages.views.ledger import whole
from handbook.pages.views.lists import Owing, owings
from handbook.pages.views.unit import followed_as
from handbook.pages.views.units import local_kinds

AT_HAND = 16
"""So many names are read at a glance; more are looked for in the picker."""


def home(hb: Handbook) -> Context:
    """``stats``; ``mine``, what the page needs to open with the reader's own unit.

    ``at_hand``: the units chosen by a click on their name. ``local``: the kinds of unit on the page
    of counties. ``followed``: how the follow-up stands.
    """
    followed = whole(hb) if hb.info.internal and hb.ledger else None
    return {
        "stats": count(hb), "mine": [*_choices(hb)], "at_hand": _at_hand(hb),
        "local": local_kinds(hb), "followed": followed,
    }  # fmt: skip


def _at_hand(hb: Handbook) -> list[Unit]:
    """The units that the text gives tasks by name, one of each kind that it has words for all of;
    none where they are too many."""
    kinds = {kind.id for kind in hb.bound_kinds}
    named = [unit for unit in downloads.carriers(hb) if unit.kind in kinds]
    return named if len(named) <= AT_HAND else []


def _choices(hb: Handbook) -> Iterator[dict[str, Any]]:
    """What the picker knows of each unit and kind of unit that something binds.

    ``{id, name, names, own, shared, files}``: of the tasks that are its own and of those of all of
    its kind the ``count``, the first ``day`` on which one is due, and how many are ``waiting`` for
    one; ``kind`` in place of ``id`` for a kind.
    For the office ``matters`` [{id, name, held, asked}], and units that only the follow-up has.
    """
    files, followed = downloads.of_each(hb), followed_as(hb)
    matters = {owing.unit: _matters(hb, owing) for owing in owings(hb)}
    for unit in bound(hb):
        also = [name for name in (unit.full_name, *unit.aliases) if name]
        held = [matters.pop(key) for key in followed.get(unit.id, ()) if key in matters]
        yield {
            "id": unit.id, "names": also, **_counted(hb, unit), "files": files[unit.ref],
            **({"matters": held} if held else {}),
        }  # fmt: skip
    for key, of_party in matters.items():
        party = hb.ledger.parties[key]
        yield {
            "id": f"party-{key}", "name": of_party["name"], "names": [party.name, *party.aliases],
            "own": _told([]), "shared": _told([]), "matters": [of_party],
        }  # fmt: skip
    for kind in hb.bound_kinds:
        yield {"kind": kind.id, **_counted(hb, kind), "files": files[kind.ref]}


def _matters(hb: Handbook, owing: Owing) -> dict[str, Any]:
    name = hb.ledger.name(owing.unit)
    return {"id": owing.unit, "name": name, "held": owing.matters, "asked": owing.asked}


def _counted(hb: Handbook, who: Unit | UnitKind) -> dict[str, Any]:
    found = duties(hb, who)
    return {"name": who.name, "own": _told(own(found)), "shared": _told(found.get("shared", []))}


def _told(held: Sequence[Duty]) -> dict[str, Any]:
    day = first_day(held)
    open_ended = len(waiting(held))
    return {"count": len(held), "day": day.isoformat() if day else None, "waiting": open_ended}
