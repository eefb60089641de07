"""The public data: one JSON file for programs, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from handbook.files.shape import (
    HandbookBase,
    PublicAnswered,
    PublicAssignment,
    PublicDay,
    PublicDeadline,
    PublicEffect,
    PublicExtent,
    PublicList,
    PublicMeasure,
    PublicQuote,
    PublicReached,
    PublicSection,
    PublicSentence,
    PublicSpeech,
    PublicTarget,
    PublicThing,
    TaskBase,
    shape,
)  # fmt: skip
from handbook.model import KINDS, Answered, Deadline, Entity, Handbook, Quote, Task
from handbook.model.addresses import addresses
from handbook.model.downloads import DATA, SCHEMA


def make_exports(hb: Handbook) -> dict[str, str]:
    """The public files, path below ``docs/`` to text."""
    public = _Public(hb).handbook()
    schema = type(public).model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return {
        DATA: public.model_dump_json(indent=1) + "\n",
        SCHEMA: json.dumps(schema, ensure_ascii=False, indent=1) + "\n",
    }


class _Public:
    """Turns the model into public records."""

    def __init__(self, hb: Handbook) -> None:
        self.hb, self.shape = hb, shape(hb.info)
        self.addresses = addresses(hb)

    def handbook(self) -> HandbookBase:
        hb = self.hb
        return self.shape.handbook(
            notice=hb.info.notice,
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
                self.shape.unit(
                    id=u.id, name=u.name, full_name=u.full_name, aliases=list(u.aliases),
                    kind=u.kind, covers=list(u.covers), may_cover=list(u.may_cover),
                    tasks=self._tasks(u.ref),
                    shared_tasks=[task.id for task, _ in hb.shared_with(u)], url=self._url(u.ref),
                )
                for u in hb.units.values()
            ],
            **{kind.plural: self._things(hb.entities[kind.key].values()) for kind in KINDS},
            problems=self._answered(hb.problems.values()),
            mechanisms=self._answered(hb.mechanisms.values()),
            mindsets=self._answered(hb.mindsets.values()),
            results=self._answered(hb.results.values()),
            lists=[
                PublicList(
                    id=x.id, title=x.title, quotes=_quotes(x.quotes), items=list(x.items),
                    tasks=list(x.tasks), url=self._url(x.ref),
                )
                for x in hb.lists
            ],
            deadlines=self._deadlines(),
        )  # fmt: skip

    def _url(self, ref: str) -> str:
        """The page of a thing, relative to the site's root."""
        return self.addresses[ref].url

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

    def _task(self, task: Task) -> TaskBase:
        things = self.hb.entities_of(task.id)
        named = {kind.plural: [x.id for x in things if x.kind == kind.key] for kind in KINDS}
        return self.shape.task(
            id=task.id, title=task.title,
            title_quote=_quote(task.title_quote) if task.title_quote else None,
            section=task.section, quotes=_quotes(task.quotes),
            assignments=[
                PublicAssignment(
                    unit=a.unit.id, role=a.role, basis=a.basis,
                    quote=_quote(a.quote) if a.quote else None, open=a.open,
                )
                for a in task.assignments
            ],
            deadline=_deadline(task.deadline) if task.deadline else None,
            more_deadlines=[_deadline(d) for d in task.deadlines[1:]],
            targets=[PublicTarget(**vars(target)) for target in task.targets],
            extents=[PublicExtent(**vars(extent)) for extent in task.extents],
            red_lines=[PublicEffect(**vars(line)) for line in task.red_lines],
            outcomes=[PublicEffect(**vars(outcome)) for outcome in task.outcomes],
            kind=task.kind, commitment=task.commitment, deliverable=task.deliverable,
            measures=[
                PublicMeasure(text=x.text, quote=_quote(x.quote) if x.quote else None)
                for x in task.measures
            ],
            note=task.note, **named, url=self._url(task.ref),
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
                tasks=list(x.tasks), admitted=x.admitted,
                figures=[PublicReached(**asdict(figure)) for figure in x.figures],
                url=self._url(x.ref),
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
    day = deadline.date.isoformat() if deadline.date else None
    return PublicDeadline(text=deadline.text, date=day, kind=deadline.kind, note=deadline.note)
