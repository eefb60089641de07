"""The named things of one kind (``model.KINDS``): their index, and a page each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handbook.model import KINDS, Entity, Handbook, Kind
from handbook.model.addresses import has_page
from handbook.pages.page import Context


def entities(kind: Kind, hb: Handbook) -> Context | None:
    """``groups`` of things: by their label; of a kind that is explained, by who explains them.

    In the latter case the groups are ``spoken``, ``noted`` and ``bare``; what is bare has no page.
    ``names`` are those of all things in the order of the groups.
    """
    groups: defaultdict[str, list[Entity]] = defaultdict(list)
    if kind.explained:
        groups.update(spoken=[], noted=[], bare=[])
    for entity in hb.entities[kind.key].values():
        groups[_explained(entity) if kind.explained else entity.label].append(entity)
    found = {label: group for label, group in groups.items() if group}
    names = [entity.name for group in found.values() for entity in group]
    return {"kind": kind, "groups": found, "names": names} if found else None


def entity_pages(kind: Kind, hb: Handbook) -> Iterator[tuple[Entity, Context]]:
    """Each thing of a kind that has a page, with its ``tasks`` and ``places`` that name it."""
    for entity in filter(has_page, hb.entities[kind.key].values()):
        places = [hb.sentence(number) for number in hb.places_of.get(entity.ref, ())]
        tasks = hb.tasks_at(entity.ref)
        yield entity, {"entity": entity, "kind": kind, "tasks": tasks, "places": places}


def moved_pages(hb: Handbook) -> Iterator[tuple[Entity, Context]]:
    """Each thing that has no page: at the address of one, what leads to its place in the index."""
    for kind in KINDS:
        for entity in hb.entities[kind.key].values():
            if not has_page(entity):
                yield entity, {"entity": entity, "kind": kind}


def _explained(entity: Entity) -> str:
    if entity.explained_by:
        return "spoken"
    return "noted" if has_page(entity) else "bare"
