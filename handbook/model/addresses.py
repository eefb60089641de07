"""Where every thing of a handbook lives: on which page, at which anchor, under what title.

In: the handbook. Out: by ref, an address below ``docs/``. What ``pages`` writes and ``files``
and the public data lead to is the same because both read it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.model import downloads, kinds
from handbook.model.duties import bound
from handbook.model.handbook import Handbook
from handbook.model.tasks import Deadline
from handbook.model.things import Entity

if TYPE_CHECKING:
    from handbook.model.ledger.matter import Matter

SPEECH, RESULTS, MECHANISMS = "speech.md", "results.md", "mechanisms.md"
COMMITMENTS, TARGETS, DATES = "commitments.md", "targets.md", "dates.md"
RED_LINES = "red-lines.md"
"""The pages that hold many things, each at an anchor of its own."""

FOLLOWED = ("matter", "party", "issue")
"""The kinds of thing that only a ledger has."""

Addressed = Iterator[tuple[str, "Address"]]


@dataclass(frozen=True)
class Address:
    """A path below ``docs/``, the title of what is there, its anchor on the page or ``""``."""

    path: str
    title: str
    anchor: str = ""

    @property
    def url(self) -> str:
        """The same on the site, relative to its root."""
        page = self.path.removesuffix(".md") + ".html" if self.path.endswith(".md") else self.path
        return f"{page}#{self.anchor}" if self.anchor else page


def addresses(hb: Handbook) -> dict[str, Address]:
    """The address of every thing, by its ref. Index pages are the catalog's to tell."""
    parts = (_own_pages, _sentences, _lead_ins, _collected, _tasks_parts, _files)
    return {ref: address for part in parts for ref, address in part(hb)}


def folders() -> dict[str, str]:
    """The folders of things that have a page each, by what their refs begin with."""
    named = {kind.key: kind.plural for kind in kinds.KINDS}
    own = {"section": "sections", "task": "tasks", "unit": "units", "kind": "kinds"}
    return (
        own
        | {"problem": "problems", "matter": "matters", "party": "parties", "issue": "since"}
        | named
    )


def has_page(entity: Entity) -> bool:
    """Whether a thing has a page: not a word of which nothing can be said but where it stands."""
    kind = next(kind for kind in kinds.KINDS if kind.key == entity.kind)
    said = entity.explained_by or entity.editor_note or entity.note
    return bool(said) or not kind.explained


def matter_title(hb: Handbook, matter: Matter) -> str:
    """What a matter is called: where its title does not go out, as its tasks are."""
    tasks = (hb.tasks[key].title for key in matter.opening.tasks)
    return matter.opening.title or "、".join(tasks) or f"督办事项 {matter.id}"


def day_key(deadline: Deadline) -> str:
    """The anchor under which a deadline stands on the page of dates; its ref is ``day:`` that."""
    if deadline.date:
        return f"d{deadline.date.isoformat()}"
    return "unsettled" if deadline.kind == "by" else deadline.kind


def _own_pages(hb: Handbook) -> Addressed:
    """Things with a page each."""
    folder = folders() | {"retired": folders()["task"]}
    titled: Iterable[tuple[str, str, str]] = (
        *(("section", s.id, s.heading) for s in hb.sections.values() if not s.lead_in),
        *(("task", task.id, task.title) for task in hb.tasks.values()),
        *(("retired", gone.id, f"{gone.id} 已经停用") for gone in hb.retired.values()),
        *(("unit", unit.id, unit.name) for unit in hb.units.values()),
        *(("kind", kind.id, kind.others) for kind in hb.bound_kinds),
        *(("problem", problem.id, problem.title) for problem in hb.problems.values()),
        *(("matter", m.id, matter_title(hb, m)) for m in hb.ledger.matters.values()),
        *(
            ("issue", x.name, f"{x.month.year}年{x.month.month}月以来的变动")
            for x in hb.ledger.compared
        ),
        *(("party", key, hb.ledger.name(key)) for key in hb.ledger.parties),
        *(
            (entity.kind, entity.id, entity.name)
            for entity in hb.all_entities()
            if has_page(entity)
        ),
    )
    for kind, key, title in titled:
        yield f"{kind}:{key}", Address(f"{folder[kind]}/{key}.md", title)


def _sentences(hb: Handbook) -> Addressed:
    for sentence in hb.speech.sentences:
        title = f"第{sentence.id}句"
        yield f"sentence:{sentence.id}", Address(SPEECH, title, f"s{sentence.id}")


def _lead_ins(hb: Handbook) -> Addressed:
    """What a section says before those below it stands on its own page."""
    for section in hb.sections.values():
        if section.lead_in and section.parent:
            parent = hb.sections[section.parent]
            path = f"{folders()['section']}/{parent.id}.md"
            yield f"section:{section.id}", Address(path, parent.heading, "words")


def _collected(hb: Handbook) -> Addressed:
    """Things that share a page with others of their kind."""
    for unit in bound(hb):
        if hb.shared_with(unit):
            yield (
                f"shared:{unit.id}",
                Address(f"{folders()['unit']}/{unit.id}.md", unit.name, "shared"),
            )
    for result in hb.results.values():
        yield result.ref, Address(RESULTS, result.title, result.id)
    for thing in (*hb.mechanisms.values(), *hb.mindsets.values()):
        yield thing.ref, Address(MECHANISMS, thing.title, thing.id)
    for called in hb.lists:
        yield called.ref, Address(MECHANISMS, called.title, f"list-{called.id}")
    for entity in hb.all_entities():
        if not has_page(entity):
            yield entity.ref, Address(f"{folders()[entity.kind]}.md", entity.name, entity.id)
    for number, word in enumerate(hb.info.commitments, 1):
        yield f"commitment:{word}", Address(COMMITMENTS, word, f"c{number}")


def _tasks_parts(hb: Handbook) -> Addressed:
    """The figures and times of tasks."""
    for target in hb.targets:
        yield f"target:{target.id}", Address(TARGETS, target.text, f"t-{target.id}")
    for line in hb.red_lines:
        yield f"redline:{line.id}", Address(RED_LINES, line.text, f"r-{line.id}")
    for task in hb.tasks.values():
        for extent in task.extents:
            yield f"extent:{extent.id}", Address(TARGETS, extent.text, f"x-{extent.id}")
        for deadline in task.deadlines:
            key = day_key(deadline)
            yield f"day:{key}", Address(DATES, deadline.text, key)


def _files(hb: Handbook) -> Addressed:
    """The files to take away, the sections inside the book, the public data."""
    for path in downloads.paths(hb):
        yield f"download:{path}", Address(f"{downloads.FOLDER}/{path}", path)
    for section in hb.sections.values():
        book = f"{downloads.FOLDER}/{downloads.BOOK}"
        yield f"book:{section.id}", Address(book, section.title, f"section-{section.id}")
    for path in downloads.exports(hb):
        yield f"data:{path}", Address(path, path)
