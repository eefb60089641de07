"""What the public data look like: its records, from which the JSON Schema is made."""

# Annotations are no strings: see ``read/records.py``.

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from handbook.model import KINDS, Info
from handbook.words.vocabulary import Basis, DeadlineKind, Role, TaskKind


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
    open: bool = Field(description="the words name more units after it without saying which")


class PublicDeadline(Public):
    """Words that set a time and the day they settle."""

    text: str
    date: str | None = Field(description="YYYY-MM-DD, null where the words settle no day")
    kind: DeadlineKind
    note: str = Field(description="why there is no date")


class PublicExtent(Public):
    """How much a task covers."""

    id: str
    name: str
    text: str
    value: int | float | None
    upper: int | float | None = Field(description="upper end where the words give a range")
    unit: str | None
    masked: bool = Field(description="the source prints * instead of the figure")


class PublicTarget(PublicExtent):
    """An end to be reached; one that several tasks share stands in each of them."""

    comparator: str | None
    tasks: list[str] = Field(description="first the task whose words set it")


class PublicEffect(Public):
    """A red line, or an outcome that no figure measures."""

    id: str
    text: str
    tasks: list[str] = Field(description="first the task whose words set it")


class PublicMeasure(Public):
    """How: a phrase of the speech."""

    text: str
    quote: PublicQuote | None = Field(description="the words said once for several tasks")


class TaskBase(Public):
    """The fields of ``PublicTask`` that every handbook has."""

    id: str
    title: str
    title_quote: PublicQuote | None = Field(description="words that name what the title is about")
    section: str
    quotes: list[PublicQuote]
    assignments: list[PublicAssignment]
    deadline: PublicDeadline | None
    more_deadlines: list[PublicDeadline]
    targets: list[PublicTarget]
    extents: list[PublicExtent]
    red_lines: list[PublicEffect]
    outcomes: list[PublicEffect]
    kind: TaskKind
    commitment: Any
    deliverable: str | None
    measures: list[PublicMeasure]
    note: str | None


class UnitBase(Public):
    """The fields of ``PublicUnit``."""

    id: str
    name: str
    full_name: str | None
    aliases: list[str]
    kind: Any
    covers: list[str] = Field(description="kinds and ids of units it takes in, as the editor reads")
    may_cover: list[str] = Field(description="kinds and ids of units it may take in")
    tasks: list[str]
    shared_tasks: list[str] = Field(description="tasks of the collectives that take it in")
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


class PublicReached(Public):
    """A figure that was reached, with the words for its growth and its rank."""

    name: str
    text: str
    value: float | None
    upper: float | None
    unit: str | None
    masked: bool
    growth: str | None
    rank: str | None


class PublicAnswered(Public):
    """A problem, result, mechanism or way of thinking."""

    id: str
    title: str
    section: str
    quotes: list[PublicQuote]
    tasks: list[str]
    admitted: Literal["named", "passing"] | None
    figures: list[PublicReached]
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


class HandbookBase(Public):
    """The fields of ``PublicHandbook`` before its tasks."""

    notice: str
    speech: PublicSpeech
    sections: list[PublicSection]
    sentences: list[PublicSentence]


ANSWERED = ("problems", "mechanisms", "mindsets", "results")
"""What tasks take up, in the order of the data."""


@dataclass(frozen=True)
class Shape:
    """The records whose fields follow from the handbook: its words, and the kinds of thing."""

    task: Callable[..., TaskBase]
    unit: Callable[..., UnitBase]
    handbook: Callable[..., HandbookBase]


def shape(info: Info) -> Shape:
    """The records for a handbook that has these words; a new kind of thing is in them by itself."""
    task = create_model(
        "PublicTask",
        __base__=TaskBase,
        __doc__="One thing that somebody must do.",
        commitment=(_one_of(info.commitments) | None, ...),
        **_fields({kind.plural: list[str] for kind in KINDS}),
        url=(str, ...),
    )
    unit = create_model(
        "PublicUnit", __base__=UnitBase, __doc__="Who acts.", kind=(_one_of(info.unit_kinds), ...)
    )
    deadlines = Field(description="all deadlines of tasks, dated ones first")
    handbook = create_model(
        "PublicHandbook",
        __base__=HandbookBase,
        __doc__="A work speech as tasks. Every fact stands beside a quote.",
        **_fields({"tasks": list[task], "units": list[unit]}),  # type: ignore[valid-type]
        **_fields({kind.plural: list[PublicThing] for kind in KINDS}),
        **_fields(dict.fromkeys(ANSWERED, list[PublicAnswered])),
        lists=(list[PublicList], ...),
        deadlines=(list[PublicDay], deadlines),
    )
    return Shape(task, unit, handbook)


def _one_of(words: Collection[str]) -> Any:
    """The type of what is one of these words."""
    choices: Any = Literal
    return choices[tuple(words)] if words else None


def _fields(types: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of these types that must be given."""
    return {name: (kind, ...) for name, kind in types.items()}
