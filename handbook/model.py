"""The frozen handbook: everything that pages and exports may know, fully cross-linked.

Positions (``start``, ``end``) count characters of the speech from 0, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from handbook.records import (
    Basis,
    Commitment,
    DeadlineKind,
    DeadlineRuleRecord,
    HandbookRecord,
    Reason,
    Role,
    SourceRecord,
    TaskKind,
    UnitKind,
)


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``text`` keeps its line break, so that joined sentences are the speech."""

    id: int
    section: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Section:
    """A node of the outline. A derived lead-in (``2.1.0``) holds what a parent says itself."""

    id: str
    number: str
    title: str
    parent: str | None
    start: int
    end: int
    children: tuple[str, ...] = ()
    lead_in: bool = False


@dataclass(frozen=True)
class Speech:
    """The source: its text, the SHA-256 of that in UTF-8, and its sentences."""

    title: str
    text: str
    sha256: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Quote:
    """An exact piece of the speech and the ids of the sentences it touches."""

    exact: str
    start: int
    end: int
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Unit:
    """Who acts, named as the speech names it."""

    id: str
    name: str
    full_name: str | None
    aliases: tuple[str, ...]
    kind: UnitKind
    context_only: bool
    local: bool
    note: str | None


@dataclass(frozen=True)
class Assignment:
    """A unit's part in a task, and what that rests on; ``quote`` where not a task quote."""

    unit: Unit
    role: Role
    basis: Basis
    quote: Quote | None


@dataclass(frozen=True)
class Deadline:
    """``text`` as spoken, the day it settles, or ``None`` with the reason in ``note``."""

    text: str
    date: date | None
    kind: DeadlineKind
    note: str

    @property
    def unsettled(self) -> bool:
        """A time that ends some day, but the words do not say which."""
        return self.date is None and self.kind == "by"


@dataclass(frozen=True)
class Target:
    """A figure or measurable end; ``value`` is None where masked or not a number."""

    id: str
    name: str
    text: str
    comparator: str | None
    value: int | float | None
    upper: int | float | None
    unit: str | None
    masked: bool


@dataclass(frozen=True)
class Task:
    """One thing that somebody must do and that can be ticked off."""

    id: str
    title: str
    kind: TaskKind
    section: str
    commitment: Commitment | None
    quotes: tuple[Quote, ...]
    assignments: tuple[Assignment, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    deliverable: str | None
    measures: tuple[str, ...]
    note: str | None

    @property
    def deadline(self) -> Deadline | None:
        """The first time the words set."""
        return self.deadlines[0] if self.deadlines else None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units with a part in this task, each once, in order."""
        return tuple(dict.fromkeys(a.unit for a in self.assignments))


AnsweredKind = Literal["problem", "result", "mechanism", "mindset"]


@dataclass(frozen=True)
class Answered:
    """A problem, result, mechanism or way of thinking, with the tasks that take it up."""

    id: str
    kind: AnsweredKind
    title: str
    section: str
    quotes: tuple[Quote, ...]
    tasks: tuple[str, ...]
    admitted: Literal["named", "passing"] | None = None


@dataclass(frozen=True)
class CalledList:
    """A list the speech calls for; ``tasks`` are those whose quotes overlap its own."""

    id: str
    title: str
    quotes: tuple[Quote, ...]
    items: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Channel:
    """A way for citizens to reach the government, named exactly as spoken."""

    id: str
    name: str
    quote: Quote


@dataclass(frozen=True)
class EditorNote:
    """An explanation that is not the speech's, and its public source."""

    text: str
    source: SourceRecord


EntityKind = Literal["unit", "document", "project", "campaign", "term"]


@dataclass(frozen=True)
class Entity:
    """Something the speech names: a document, project, campaign or term."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    label: str
    note: str | None = None
    explained_by: tuple[Quote, ...] = ()
    editor_note: EditorNote | None = None

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Mention:
    """``text[start:end]`` of the speech names the thing ``ref`` (``unit:shi-zhujianju``)."""

    start: int
    end: int
    ref: str


@dataclass(frozen=True)
class SentenceUse:
    """What a sentence gave rise to; ``context`` is the reason where it gave rise to nothing."""

    tasks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    context: Reason | None = None


@dataclass(frozen=True)
class Coverage:
    """How the sentences of one accounted part are used; the counts add up to ``sentences``."""

    part: str
    sentences: int
    by_task: int
    by_other: int
    by_context: int
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class Handbook:
    """Everything, in the order of the speech. Built once by ``load``, never changed."""

    info: HandbookRecord
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
    documents: Mapping[str, Entity]
    projects: Mapping[str, Entity]
    campaigns: Mapping[str, Entity]
    terms: Mapping[str, Entity]
    deadline_rules: tuple[DeadlineRuleRecord, ...]
    mentions: tuple[Mention, ...]
    uses: Mapping[int, SentenceUse]
    coverage: tuple[Coverage, ...]
    tasks_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Task ids by the ref of what they touch: unit:…, term:…, section:…, problem:… and so on."""
    places_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Ids of the sentences that name a thing, by its ref."""

    def sentence(self, number: int) -> Sentence:
        """The sentence with this id."""
        return self.speech.sentences[number - 1]

    def path_to(self, section: str) -> tuple[Section, ...]:
        """The section and its ancestors, outermost first."""
        chain: list[Section] = []
        current: str | None = section
        while current is not None:
            chain.append(self.sections[current])
            current = chain[-1].parent
        return tuple(reversed(chain))
