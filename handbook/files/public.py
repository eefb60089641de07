"""The public data: one JSON file for programs, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from handbook.model import KINDS, Answered, Deadline, Entity, Handbook, Quote, Target, Task
from handbook.pages.links import Links
from handbook.words.vocabulary import Basis, DeadlineKind, Role, TaskKind

DATA_PATH = "data/handbook.json"
SCHEMA_PATH = "data/handbook.schema.json"


class Public(BaseModel):
    """Base of the public records: no further fields than those declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PublicSpeech(Public):
    """The source."""

    title: str
    sha256: str = Field(description="SHA-256 of the speech in UTF-8")
    characters: int


class PublicSection(Public):
    """A node of the outline; ``2.1.0`` is what 2.1 says before 2.1.1."""

    id: str
    number: str = Field(description="the speech's own number, empty where it gives none")
    title: str
    parent: str | None
    url: str


class PublicSentence(Public):
    """Joined in order, the ``text`` of all sentences is the speech."""

    id: int
    section: str
    text: str
    tasks: list[str]
    problems: list[str]
    mechanisms: list[str]
    results: list[str]
    context: str | None = Field(description="why the sentence sets no task")
    url: str


class PublicQuote(Public):
    """An exact piece of the speech."""

    exact: str
    sentence: int = Field(description="id of the sentence where the quote begins")


class PublicAssignment(Public):
    """A unit's part in a task."""

    unit: str
    role: Role
    basis: Basis
    quote: PublicQuote | None = Field(
        description="the words that name the unit, where not a task quote"
    )


class PublicDeadline(Public):
    """Words that set a time and the day they settle."""

    text: str
    date: str | None = Field(description="YYYY-MM-DD, null where the words settle no day")
    kind: DeadlineKind
    note: str = Field(description="why there is no date")


class PublicTarget(Public):
    """A figure or measurable end."""

    name: str
    text: str
    comparator: str | None
    value: int | float | None
    upper: int | float | None = Field(description="upper end where the words give a range")
    unit: str | None
    masked: bool = Field(description="the source prints * instead of the figure")


class PublicTask(Public):
    """One thing that somebody must do."""

    id: str
    title: str
    section: str
    quotes: list[PublicQuote]
    assignments: list[PublicAssignment]
    deadline: PublicDeadline | None
    more_deadlines: list[PublicDeadline]
    targets: list[PublicTarget]
    kind: TaskKind
    commitment: str | None
    deliverable: str | None
    measures: list[str]
    note: str | None
    documents: list[str]
    projects: list[str]
    campaigns: list[str]
    terms: list[str]
    url: str


class PublicUnit(Public):
    """Who acts."""

    id: str
    name: str
    full_name: str | None
    aliases: list[str]
    kind: str
    tasks: list[str]
    url: str


class PublicThing(Public):
    """A document, project, campaign or term."""

    id: str
    title: str
    name: str
    aliases: list[str]
    label: str
    sentences: list[int]
    tasks: list[str]
    url: str


class PublicAnswered(Public):
    """A problem, result, mechanism or way of thinking."""

    id: str
    title: str
    section: str
    quotes: list[PublicQuote]
    tasks: list[str]
    admitted: Literal["named", "passing"] | None
    url: str


class PublicList(Public):
    """A list the speech calls for; no items where it does not spell them out."""

    id: str
    title: str
    quotes: list[PublicQuote]
    items: list[str]
    tasks: list[str]
    url: str


class PublicDay(Public):
    """A deadline and the task it belongs to."""

    task: str
    text: str
    date: str | None
    kind: DeadlineKind


class PublicHandbook(Public):
    """A work speech as tasks. Every fact stands beside a quote."""

    speech: PublicSpeech
    sections: list[PublicSection]
    sentences: list[PublicSentence]
    tasks: list[PublicTask]
    units: list[PublicUnit]
    documents: list[PublicThing]
    projects: list[PublicThing]
    campaigns: list[PublicThing]
    terms: list[PublicThing]
    problems: list[PublicAnswered]
    mechanisms: list[PublicAnswered]
    mindsets: list[PublicAnswered]
    results: list[PublicAnswered]
    lists: list[PublicList]
    deadlines: list[PublicDay] = Field(description="all deadlines of tasks, dated ones first")


def make_exports(hb: Handbook, links: Links) -> dict[str, str]:
    """The public files, path below ``docs/`` to text."""
    public = _Public(hb, links).handbook()
    data = public.model_dump_json(indent=1) + "\n"
    schema = PublicHandbook.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return {DATA_PATH: data, SCHEMA_PATH: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"}


class _Public:
    """Turns the model into public records."""

    def __init__(self, hb: Handbook, links: Links) -> None:
        self.hb, self.links = hb, links

    def handbook(self) -> PublicHandbook:
        hb = self.hb
        return PublicHandbook(
            speech=PublicSpeech(
                title=hb.speech.title, sha256=hb.speech.sha256, characters=len(hb.speech.text)
            ),
            sections=[
                PublicSection(
                    id=s.id, number=s.number, title=s.title, parent=s.parent,
                    url=self._url(f"section:{s.id}"),
                )
                for s in hb.sections.values()
            ],
            sentences=self._sentences(),
            tasks=[self._task(task) for task in hb.tasks.values()],
            units=[
                PublicUnit(
                    id=u.id, name=u.name, full_name=u.full_name, aliases=list(u.aliases),
                    kind=u.kind, tasks=self._tasks(f"unit:{u.id}"), url=self._url(f"unit:{u.id}"),
                )
                for u in hb.units.values()
            ],
            documents=self._things(hb.entities["document"].values()),
            projects=self._things(hb.entities["project"].values()),
            campaigns=self._things(hb.entities["campaign"].values()),
            terms=self._things(hb.entities["term"].values()),
            problems=self._answered(hb.problems.values()),
            mechanisms=self._answered(hb.mechanisms.values()),
            mindsets=self._answered(hb.mindsets.values()),
            results=self._answered(hb.results.values()),
            lists=[
                PublicList(
                    id=x.id, title=x.title, quotes=_quotes(x.quotes), items=list(x.items),
                    tasks=list(x.tasks), url=self._url(f"list:{x.id}"),
                )
                for x in hb.lists
            ],
            deadlines=self._deadlines(),
        )  # fmt: skip

    def _url(self, ref: str) -> str:
        """The page of a thing, relative to the site's root."""
        destination = self.links.destination(ref)
        page = destination.path.removesuffix(".md") + ".html"
        return f"{page}#{destination.anchor}" if destination.anchor else page

    def _tasks(self, ref: str) -> list[str]:
        return list(self.hb.tasks_of.get(ref, ()))

    def _sentences(self) -> list[PublicSentence]:
        rows = []
        for s in self.hb.speech.sentences:
            use = self.hb.uses[s.id]
            rows.append(
                PublicSentence(
                    id=s.id, section=s.section, text=s.text, tasks=list(use.tasks),
                    problems=list(use.problems), mechanisms=list(use.mechanisms),
                    results=list(use.results), context=use.context,
                    url=self._url(f"sentence:{s.id}"),
                )
            )  # fmt: skip
        return rows

    def _task(self, task: Task) -> PublicTask:
        named: dict[str, list[str]] = {kind.key: [] for kind in KINDS}
        for entity in self.hb.entities_of(task.id):
            named[entity.kind].append(entity.id)
        return PublicTask(
            id=task.id, title=task.title, section=task.section, quotes=_quotes(task.quotes),
            assignments=[
                PublicAssignment(
                    unit=a.unit.id, role=a.role, basis=a.basis,
                    quote=_quote(a.quote) if a.quote else None,
                )
                for a in task.assignments
            ],
            deadline=_deadline(task.deadline) if task.deadline else None,
            more_deadlines=[_deadline(d) for d in task.deadlines[1:]],
            targets=[_target(target) for target in task.targets],
            kind=task.kind, commitment=task.commitment, deliverable=task.deliverable,
            measures=list(task.measures), note=task.note, documents=named["document"],
            projects=named["project"], campaigns=named["campaign"], terms=named["term"],
            url=self._url(f"task:{task.id}"),
        )  # fmt: skip

    def _things(self, entities: Iterable[Entity]) -> list[PublicThing]:
        return [
            PublicThing(
                id=e.id, title=e.name, name=e.name, aliases=list(e.aliases), label=e.label,
                sentences=list(self.hb.places_of.get(e.ref, ())), tasks=self._tasks(e.ref),
                url=self._url(e.ref),
            )
            for e in entities
        ]  # fmt: skip

    def _answered(self, things: Iterable[Answered]) -> list[PublicAnswered]:
        return [
            PublicAnswered(
                id=x.id, title=x.title, section=x.section, quotes=_quotes(x.quotes),
                tasks=list(x.tasks), admitted=x.admitted, url=self._url(f"{x.kind}:{x.id}"),
            )
            for x in things
        ]  # fmt: skip

    def _deadlines(self) -> list[PublicDay]:
        rows = [
            PublicDay(task=task.id, text=d.text, date=d.date.isoformat() if d.date else None,
                      kind=d.kind)
            for task in self.hb.tasks.values()
            for d in task.deadlines
        ]  # fmt: skip
        return sorted(rows, key=lambda row: row.date or "9999")


def _quote(quote: Quote) -> PublicQuote:
    return PublicQuote(exact=quote.exact, sentence=quote.sentences[0])


def _quotes(quotes: Iterable[Quote]) -> list[PublicQuote]:
    return [_quote(quote) for quote in quotes]


def _deadline(deadline: Deadline) -> PublicDeadline:
    day: Any = deadline.date.isoformat() if deadline.date else None
    return PublicDeadline(text=deadline.text, date=day, kind=deadline.kind, note=deadline.note)


def _target(target: Target) -> PublicTarget:
    return PublicTarget(
        name=target.name, text=target.text, comparator=target.comparator, value=target.value,
        upper=target.upper, unit=target.unit, masked=target.masked,
    )  # fmt: skip
