"""The page of a unit, and that of a kind of unit for those that the text does not name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from handbook.model import Handbook, Sentence, Task, Unit, UnitKind, downloads
from handbook.model.counts import count
from handbook.model.duties import Binding, Passage, duties, first_day, own, passages, waiting
from handbook.pages.page import Context


def unit_pages(hb: Handbook) -> Iterator[tuple[Unit, Context]]:
    """Each unit with what binds it, and the other ``places`` that name it.

    ``files``: its own, path and name. ``proposed``: how many of its tasks only the editor gives it.
    ``followed``: the units of the follow-up that it is.
    ``members``: the units in the handbook that it takes in, if it is a collective.
    ``spared``: tasks of all of its kind that do not bind it, by what collective.
    """
    members, files = _members(hb), downloads.of_each(hb)
    followed, spared = followed_as(hb), _spared(hb)
    for unit in hb.units.values():
        shown = _bound(hb, unit)
        yield (
            unit,
            {
                "unit": unit,
                **shown,
                "files": files[unit.ref],
                "followed": followed.get(unit.id, []),
                "proposed": len(hb.proposed_to(unit)),
                "members": members.get(unit.id, []),
                "spared": spared.get(unit.id, []),
                "places": _other_places(hb, unit, shown["groups"]),
            },
        )


def kind_pages(hb: Handbook) -> Iterator[tuple[UnitKind, Context]]:
    """Each kind of unit that is bound as a whole, with what binds all of it, its ``files``, and how
    many tasks are nobody's."""
    files, unnamed = downloads.of_each(hb), count(hb).unnamed
    for kind in hb.bound_kinds:
        shown = {"files": files[kind.ref], "unnamed": unnamed}
        yield kind, {"kind": kind, **_bound(hb, kind), **shown}


def _bound(hb: Handbook, who: Unit | UnitKind) -> Context:
    """``groups``: passages with duties by how they bind; ``parts``: how many by role.

    ``counts``: how many duties bind so; ``first``: the first day on which one is due that binds
    it by itself (``own``), or all of its kind (``shared``).
    ``waiting``: the times of its tasks that end some day, the words do not say which.
    ``collectives`` take it in, and of ``open`` the words do not say whether they do.
    """
    found = duties(hb, who)
    mine = own(found)
    return {
        "groups": {binding: passages(found.get(binding, ())) for binding in get_args(Binding)},
        "counts": {binding: len(found.get(binding, ())) for binding in get_args(Binding)},
        "parts": Counter(part.role for duty in mine for part in duty.parts),
        "first": {"own": first_day(mine), "shared": first_day(found.get("shared", ()))},
        "waiting": waiting(duty for rows in found.values() for duty in rows),
        "collectives": list(
            dict.fromkeys(part.unit for duty in found.get("shared", ()) for part in duty.parts)
        ),
        "open": hb.open_collectives_of(who),
    }


def _other_places(
    hb: Handbook, unit: Unit, groups: Mapping[Binding, list[Passage]]
) -> list[Sentence]:
    """The sentences that name a unit but those that its page shows, with all their tasks."""
    shown = [passage for rows in groups.values() for passage in rows]
    said = {number for passage in shown for number in passage.sentences}
    tasks = {duty.task.id for passage in shown for duty in passage.duties}
    return [
        hb.sentence(number)
        for number in hb.places_of.get(unit.ref, ())
        if number not in said or not tasks.issuperset(hb.uses[number].tasks)
    ]


def followed_as(hb: Handbook) -> dict[str, list[str]]:
    """The units of the follow-up with matters, by the unit of the text that they are."""
    if not hb.ledger:
        return {}
    from handbook.model.ledger.against import same

    held = {part.unit for matter in hb.ledger.matters.values() for part in matter.parts}
    found: dict[str, list[str]] = {}
    for unit in hb.units.values():
        for key, party in hb.ledger.parties.items():
            if key in held and same(unit, party):
                found.setdefault(unit.id, []).append(key)
    return found


def _spared(hb: Handbook) -> dict[str, list[tuple[Task, Unit]]]:
    """The tasks of collectives that do not bind a unit which they take in, by its id."""
    found: dict[str, list[tuple[Task, Unit]]] = {}
    for task in hb.tasks.values():
        for part in task.assignments:
            for key in part.but:
                found.setdefault(key, []).append((task, part.unit))
    return found


def _members(hb: Handbook) -> dict[str, list[Unit]]:
    """The units that each collective takes in, by its id."""
    found: dict[str, list[Unit]] = {}
    for unit in hb.units.values():
        for collective in hb.collectives_of(unit):
            found.setdefault(collective.id, []).append(unit)
    return found
