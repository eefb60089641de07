"""The frozen handbook: everything that pages and files may know, fully cross-linked."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from handbook.model.drafts import Decided, Drafted
from handbook.model.info import DeadlineRule, Info
from handbook.model.kinds import KINDS
from handbook.model.ledger.ledger import Ledger
from handbook.model.readings import Agreement, Draw
from handbook.model.speech import Mention, Section, Sentence, Speech, within
from handbook.model.tasks import (
    Assignment,
    Effect,
    Hint,
    Retired,
    Target,
    Task,
    Unit,
    UnitKind,
)
from handbook.model.things import (
    Answered,
    Asked,
    CalledList,
    Channel,
    Coverage,
    Entity,
    SentenceUse,
)

Thing = Entity | Answered | CalledList
R = TypeVar("R", Target, Effect)


@dataclass(frozen=True)
class Handbook:
    """Everything, in the order of the speech. Built once by ``read``, never changed.

    A *ref* names a thing across kinds: ``unit:shi-zhujianju``, ``section:2.1``, ``term:…``,
    ``problem:…``, ``list:…``. Every relation can be followed both ways: ``tasks_of`` a ref, and
    ``refs_of`` a task.
    """

    info: Info
    speech: Speech
    sections: Mapping[str, Section]
    units: Mapping[str, Unit]
    tasks: Mapping[str, Task]
    problems: Mapping[str, Answered]
    results: Mapping[str, Answered]
    mechanisms: Mapping[str, Answered]
    mindsets: Mapping[str, Answered]
    lists: tuple[CalledList, ...]
    channels: tuple[Channel, ...]
    entities: Mapping[str, Mapping[str, Entity]]
    """By the key of their kind, then by id; each kind of ``kinds.KINDS`` is there."""
    retired: Mapping[str, Retired]
    hints: tuple[Hint, ...]
    deadline_rules: tuple[DeadlineRule, ...]
    mentions: tuple[Mention, ...]
    """In order, never overlapping."""
    uses: Mapping[int, SentenceUse]
    coverage: tuple[Coverage, ...]
    asked: tuple[Asked, ...] = ()
    drafts: tuple[Drafted, ...] = ()
    """What was drafted and nobody has gone through, in the order of the text."""
    decided: tuple[Decided, ...] = ()
    """What was decided on drafts, in the order in which it was."""
    tasks_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Task ids by the ref of what they touch."""
    agreement: Agreement | None = None
    """How far two readings of the text agree, where there are two."""
    draws: tuple[Draw, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    """What was entered after the speech; in the public edition only what may go out."""
    places_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Ids of the sentences that name a thing, by its ref."""

    # -- one thing --------------------------------------------------------------------------

    def sentence(self, number: int) -> Sentence:
        """The sentence with this id."""
        return self.speech.sentences[number - 1]

    def sentence_at(self, start: int) -> Sentence:
        """The sentence in which a place of the text stands."""
        sentences = self.speech.sentences
        return sentences[bisect_right(sentences, start, key=lambda one: one.start) - 1]

    def path_to(self, section: str) -> tuple[Section, ...]:
        """The section and its ancestors, outermost first."""
        chain: list[Section] = []
        current: str | None = section
        while current is not None:
            chain.append(self.sections[current])
            current = chain[-1].parent
        return tuple(reversed(chain))

    def branch(self, section: str) -> Section:
        """The second-level section (or lead-in) in which a section lies, or the part itself."""
        chain = self.path_to(section)
        return chain[min(1, len(chain) - 1)]

    # -- relations, from a thing ------------------------------------------------------------

    def tasks_at(self, ref: str) -> list[Task]:
        """The tasks that touch a thing, in order."""
        return [self.tasks[key] for key in self.tasks_of.get(ref, ())]

    def proposed_to(self, unit: Unit) -> list[Task]:
        """Of the tasks of a unit those that only the editor gives it."""
        return [
            task
            for task in self.tasks_at(unit.ref)
            if all(a.proposed for a in task.assignments if a.unit.id == unit.id)
        ]

    def only_proposed(self, unit: Unit) -> bool:
        """Whether the unit has tasks, and the text gives it none of them."""
        tasks = self.tasks_at(unit.ref)
        return bool(tasks) and len(self.proposed_to(unit)) == len(tasks)

    @cached_property
    def bound_kinds(self) -> tuple[UnitKind, ...]:
        """The kinds of unit that some collective with tasks takes in whole."""
        kinds = self.info.unit_kinds.items()
        return tuple(UnitKind(key, name) for key, name in kinds if key in self._taking_in)

    def collectives_of(self, who: Unit | UnitKind) -> tuple[Unit, ...]:
        """The collectives with tasks that take in a unit, by the editor's reading."""
        return _each(self._taking_in, who)

    def open_collectives_of(self, who: Unit | UnitKind) -> tuple[Unit, ...]:
        """The collectives with tasks of which the words do not say whether they take it in."""
        taken = self.collectives_of(who)
        return tuple(unit for unit in _each(self._maybe_taking_in, who) if unit not in taken)

    def shared_with(self, who: Unit | UnitKind) -> list[tuple[Task, Assignment]]:
        """What binds all of its kind, in order: tasks of its collectives that are not its own.

        Each once, with the part that the first of the collectives has in it.
        """
        own = self.tasks_of.get(who.ref, ())
        found = {
            task.id: (task, part)
            for collective in reversed(self.collectives_of(who))
            for task in self.tasks_at(collective.ref)
            for part in task.assignments
            if part.unit is collective and who.id not in part.but and task.id not in own
        }
        return [found[key] for key in sorted(found, key=self._place_of_task.__getitem__)]

    @cached_property
    def _taking_in(self) -> Mapping[str, list[Unit]]:
        """Collectives with tasks, by the groups that they take in."""
        return self._by_group(lambda unit: unit.covers)

    @cached_property
    def _maybe_taking_in(self) -> Mapping[str, list[Unit]]:
        return self._by_group(lambda unit: unit.may_cover)

    def _by_group(self, groups: Callable[[Unit], tuple[str, ...]]) -> Mapping[str, list[Unit]]:
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            if self.tasks_of.get(unit.ref):
                for group in groups(unit):
                    found[group].append(unit)
        return dict(found)

    @cached_property
    def _place_of_task(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.tasks)}

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that touch ``text[start:end]`` of the speech."""
        return within(self.mentions, start, end)

    @cached_property
    def sentences_of(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences of each section that has no sections below it, by its id."""
        found: defaultdict[str, list[Sentence]] = defaultdict(list)
        for sentence in self.speech.sentences:
            found[sentence.section].append(sentence)
        return {key: tuple(sentences) for key, sentences in found.items()}

    @cached_property
    def answered_in(self) -> Mapping[str, tuple[Answered, ...]]:
        """Problems, results, mechanisms and ways of thinking by the section that says them."""
        found: defaultdict[str, list[Answered]] = defaultdict(list)
        for thing in self.answered():
            found[thing.section].append(thing)
        return {key: tuple(things) for key, things in found.items()}

    # -- relations, from a task -------------------------------------------------------------

    @cached_property
    def refs_of(self) -> Mapping[str, tuple[str, ...]]:
        """The refs of all that a task touches, by its id: ``tasks_of`` turned round."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for ref, ids in self.tasks_of.items():
            for key in ids:
                found[key].append(ref)
        return {key: tuple(refs) for key, refs in found.items()}

    def entities_of(self, task: str) -> list[Entity]:
        """What a task's words name, in the order of the kinds and of the data."""
        return [thing for thing in self._touching(task) if isinstance(thing, Entity)]

    def answers_of(self, task: str) -> list[Answered]:
        """Problems, results, mechanisms and ways of thinking that a task takes up, in order."""
        return [thing for thing in self._touching(task) if isinstance(thing, Answered)]

    def lists_of(self, task: str) -> list[CalledList]:
        """The lists called for in a task's words."""
        return [thing for thing in self._touching(task) if isinstance(thing, CalledList)]

    def set_by(self, result: Target | Effect) -> Task:
        """The task whose words set what several may share."""
        return self.tasks[result.tasks[0]]

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The ends, each once, in the order of the tasks whose words set them."""
        return _each_once(self.tasks.values(), lambda task: task.targets)

    @cached_property
    def red_lines(self) -> tuple[Effect, ...]:
        """The red lines, each once."""
        return _each_once(self.tasks.values(), lambda task: task.red_lines)

    # -- all of a kind ----------------------------------------------------------------------

    def all_entities(self) -> Iterator[Entity]:
        """Whatever the speech names but units, kind by kind."""
        for kind in KINDS:
            yield from self.entities[kind.key].values()

    def answered(self) -> Iterator[Answered]:
        """Problems, results, mechanisms, ways of thinking."""
        for group in (self.problems, self.results, self.mechanisms, self.mindsets):
            yield from group.values()

    @cached_property
    def _ordered(self) -> Mapping[str, tuple[int, Thing]]:
        """Things by their ref, each with its place in the order in which pages list them."""
        things: list[Thing] = [*self.all_entities(), *self.answered(), *self.lists]
        return {thing.ref: (place, thing) for place, thing in enumerate(things)}

    def _touching(self, task: str) -> list[Thing]:
        refs = self.refs_of.get(task, ())
        found = [self._ordered[ref] for ref in refs if ref in self._ordered]
        return [thing for _, thing in sorted(found, key=lambda pair: pair[0])]


def _each_once(tasks: Iterable[Task], held: Callable[[Task], tuple[R, ...]]) -> tuple[R, ...]:
    """What the tasks hold, by the task that comes first in it."""
    return tuple(thing for task in tasks for thing in held(task) if thing.tasks[0] == task.id)


def _each(taking: Mapping[str, list[Unit]], who: Unit | UnitKind) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(unit for group in who.groups for unit in taking.get(group, ())))
