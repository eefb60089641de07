"""The home page: the numbers, and the reader's own unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.model import Handbook, Unit, UnitKind, downloads
from handbook.model.counts import count
from handbook.model.duties import bound, duties, first_day
from handbook.pages.page import Context
from handbook.pages.views.ledger import whole
from handbook.pages.views.units import local_kinds


def home(hb: Handbook) -> Context:
    """``stats``; ``mine``, what the page needs to open with the reader's own unit.

    ``local``: the kinds of unit on the page of counties. ``followed``: how the follow-up stands.
    """
    followed = whole(hb) if hb.info.internal and hb.ledger else None
    return {
        "stats": count(hb), "mine": [*_choices(hb)], "local": local_kinds(hb), "followed": followed
    }  # fmt: skip


def _choices(hb: Handbook) -> Iterator[dict[str, Any]]:
    """What the picker knows of each unit and kind of unit that something binds.

    ``{id, name, names, own, shared, day, files}``: how many tasks are its own and how many those
    of all of its kind, the first day on which one is due; ``kind`` in place of ``id`` for a kind.
    """
    files = downloads.of_units(hb)
    for unit in bound(hb):
        also = [name for name in (unit.full_name, *unit.aliases) if name]
        yield {"id": unit.id, "names": also, **_counted(hb, unit), "files": files[unit.id]}
    for kind in hb.bound_kinds:
        yield {"kind": kind.id, **_counted(hb, kind)}


def _counted(hb: Handbook, who: Unit | UnitKind) -> dict[str, Any]:
    found = duties(hb, who)
    shared = found.pop("shared", [])
    own = [duty for rows in found.values() for duty in rows]
    day = first_day([*own, *shared])
    counts = {"own": len(own), "shared": len(shared)}
    return {"name": who.name, **counts, "day": day.isoformat() if day else None}
