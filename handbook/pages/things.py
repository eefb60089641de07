"""The pages of things, a page each: what each kind's are made from. Where they lie says the model.

A kind of named thing (``model.KINDS``) is here by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from handbook.model import KINDS, Handbook, Kind, Task, Unit
from handbook.pages.links import Links
from handbook.pages.page import Page, Views
from handbook.pages.views.entities import entity_pages
from handbook.pages.views.matters import matter_pages, party_pages
from handbook.pages.views.problems import problem_pages
from handbook.pages.views.section import section_pages
from handbook.pages.views.since import issue_pages
from handbook.pages.views.task import retired_pages, task_pages
from handbook.pages.views.unit import kind_pages, unit_pages


def _no_names(thing: Any) -> tuple[str, ...]:
    return ()


def _unit_names(unit: Unit) -> tuple[str, ...]:
    return ((unit.full_name,) if unit.full_name else ()) + unit.aliases


def _no_labels(hb: Handbook, thing: Any) -> tuple[str, ...]:
    return ()


def _task_labels(hb: Handbook, task: Task) -> tuple[str, ...]:
    """Its units and its first day; the year only where it is another than the text's own."""
    day = task.day
    year = f"{day.year}年" if day and day.year != hb.info.year else ""
    units = "、".join(unit.name for unit in task.units)
    due = f"{year}{day.month}月{day.day}日" if day else ""
    return tuple(filter(None, (units, due)))


def _unit_labels(hb: Handbook, unit: Unit) -> tuple[str, ...]:
    return (hb.info.unit_kinds[unit.kind],)


def _task_names(task: Task) -> tuple[str, ...]:
    """A task is found by all that its units are called."""
    return tuple(name for unit in task.units for name in _unit_names(unit))


@dataclass(frozen=True)
class Things:
    """The pages of one kind of thing; ``kind`` begins their refs.

    ``rank`` orders what answers a search as well: a page that is the thing comes before pages
    that list or mention it. ``names`` are what else a search finds the page by, ``labels`` what
    it tells of it.
    """

    kind: str
    template: str
    rank: int
    views: Views
    names: Callable[[Any], tuple[str, ...]] = _no_names
    labels: Callable[[Handbook, Any], tuple[str, ...]] = _no_labels


def kinds() -> list[Things]:
    """All kinds of thing that have a page each."""
    return [
        Things("section", "section.md.j2", 4, section_pages),
        Things("task", "task.md.j2", 7, task_pages, _task_names, _task_labels),
        Things("retired", "retired.md.j2", 3, retired_pages),
        Things("unit", "unit.md.j2", 9, unit_pages, _unit_names, _unit_labels),
        Things("kind", "unit-kind.md.j2", 9, kind_pages),
        Things("problem", "problem.md.j2", 5, problem_pages),
        Things("matter", "matter.md.j2", 6, matter_pages),
        Things("issue", "issue.md.j2", 2, issue_pages),
        Things("party", "party.md.j2", 5, party_pages),
        *(_named(kind) for kind in KINDS),
    ]


def _named(kind: Kind) -> Things:
    return Things(
        kind.key, "entity.md.j2", 8 if kind.explained else 6, partial(entity_pages, kind),
        labels=lambda hb, thing: (kind.title,),
    )  # fmt: skip


def thing_pages(hb: Handbook, links: Links) -> Iterator[Page]:
    """The page of each thing, at its address."""
    for kind in kinds():
        for thing, context in kind.views(hb):
            address = links.address(f"{kind.kind}:{thing.id}")
            yield Page(
                address.path, kind.template, address.title, context,
                kind.names(thing), kind.labels(hb, thing), spelled=True, rank=kind.rank,
            )  # fmt: skip
