"""What the YAML may hold: one class per kind of record, unknown keys refused.

These are the words as typed. ``load`` checks them against the speech and turns them into
the linked, frozen things of ``model``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Commitment = Literal["必保", "确保", "力争", "争取"]
Role = Literal["lead", "responsible", "support", "guide", "supervise"]
Basis = Literal["stated", "inherited", "proposed"]
TaskKind = Literal["task", "requirement"]
UnitKind = Literal["department", "county", "zone", "taskforce", "office", "collective", "other"]
DeadlineKind = Literal["by", "recurring", "standing"]
Settles = Literal["year-end", "quarter-end", "month-end", "delivered-month-end", "never"]
Reason = Literal[
    "标题", "导语", "背景", "意义", "形势", "成绩", "表扬", "举例", "说明", "口号", "引语", "表态"
]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)]
SectionId = Annotated[str, Field(pattern=r"^(0|[1-9]\d*)(\.[1-9]\d*)*$", max_length=20)]
TaskId = Annotated[str, Field(pattern=r"^[1-9]\d*(\.[1-9]\d*){0,2}-\d{2,3}$", max_length=24)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


def _day(value: Any) -> Any:
    """A day typed as 2022-07-20; anything else is left for the type check to refuse."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _quote(value: Any) -> Any:
    return {"exact": value} if isinstance(value, str) else value


class Record(BaseModel):
    """Base of all records: no unknown keys, no silent conversion, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class QuoteRecord(Record):
    """A W3C TextQuoteSelector; plain text is short for ``{exact: …}``."""

    exact: Text
    prefix: str = ""
    suffix: str = ""


Quoted = Annotated[QuoteRecord, BeforeValidator(_quote)]
Quotes = Annotated[tuple[Quoted, ...], Field(min_length=1, strict=False)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]
TaskIds = Annotated[tuple[TaskId, ...], Field(strict=False)]


class HandbookRecord(Record):
    """``data/handbook.yaml``: what the handbook is called and when the speech was given."""

    title: Text
    short_title: Text
    speech_title: Text
    year: Annotated[int, Field(ge=1949, le=2200)]
    year_quote: Quoted | None = None
    delivered_on: Annotated[date | None, BeforeValidator(_day)] = None
    accounted_parts: Texts = ()
    site_url: str | None = None
    feedback: Text


class SectionRecord(Record):
    """One line of ``data/outline.yaml``."""

    id: SectionId
    number: str = ""
    title: Text
    start: str | None = None


class UnitRecord(Record):
    """A unit, named as the speech names it."""

    id: Slug
    name: Text
    full_name: str | None = None
    aliases: Texts = ()
    kind: UnitKind
    context_only: bool = False
    local: bool = False
    note: str | None = None


class AssignmentRecord(Record):
    """A unit's part in a task, and what that rests on."""

    unit: Slug
    role: Role
    basis: Basis
    quote: Quoted | None = None


class DeadlineRecord(Record):
    """The words that set a time."""

    text: Text
    quote: Quoted | None = None


class TargetRecord(Record):
    """A figure or measurable end, as the words give it."""

    name: Text
    text: Text
    comparator: str | None = None
    value: int | float | None = None
    upper: int | float | None = None
    unit: str | None = None
    masked: bool = False


class TaskRecord(Record):
    """One thing to do, as typed in ``data/tasks/``."""

    id: TaskId
    title: Annotated[str, Field(min_length=1, max_length=24)]
    kind: TaskKind = "task"
    commitment: Commitment | None = None
    quotes: Quotes
    assignments: Annotated[tuple[AssignmentRecord, ...], Field(strict=False)] = ()
    deadline: DeadlineRecord | None = None
    more_deadlines: Annotated[tuple[DeadlineRecord, ...], Field(strict=False)] = ()
    targets: Annotated[tuple[TargetRecord, ...], Field(strict=False)] = ()
    deliverable: str | None = None
    measures: Texts = ()
    note: str | None = None


class RetiredRecord(Record):
    """A task id that was given up; ids are never reused."""

    id: TaskId
    reason: Text


class ContextRecord(Record):
    """Sentences that set no task, and why they are there."""

    reason: Reason
    quotes: Quotes


class AnsweredRecord(Record):
    """Something the speech says, and the tasks that answer it or carry it on."""

    id: Slug
    title: Text
    quotes: Quotes
    tasks: TaskIds = ()


class ProblemRecord(AnsweredRecord):
    """A shortcoming: named as one by the speech, or admitted in passing."""

    admitted: Literal["named", "passing"]


class ResultRecord(AnsweredRecord):
    """Something that has been achieved."""


class MechanismRecord(AnsweredRecord):
    """A mechanism or way of thinking, with the section that sets it out."""

    section: SectionId


class ListRecord(Record):
    """A list the speech calls for; ``items`` stays empty where it does not spell them out."""

    id: Slug
    title: Text
    quotes: Quotes
    items: Texts = ()


class ChannelRecord(Record):
    """A way for citizens to reach the government."""

    id: Slug
    name: Text
    quote: Quoted


class SumRecord(Record):
    """Figures that the text itself adds up."""

    total: int | float
    parts: Annotated[tuple[int | float, ...], Field(min_length=2, strict=False)]
    unit: Text
    quote: Quoted


class NamedRecord(Record):
    """A document, project or campaign: found in the speech by its name and aliases."""

    id: Slug
    name: Annotated[str, Field(min_length=2, max_length=120)]
    aliases: Texts = ()
    kind: Text
    note: str | None = None


class SourceRecord(Record):
    """A public document, named so that a reader can find it."""

    title: Text
    issuer: Text
    year: Annotated[int, Field(ge=1949, le=2200)]


class EditorNoteRecord(Record):
    """An explanation that is not the speech's, with the public document it is taken from."""

    text: Text
    source: SourceRecord


class TermRecord(Record):
    """A word that an outsider must look up."""

    id: Slug
    name: Annotated[str, Field(min_length=2, max_length=60)]
    aliases: Texts = ()
    explained_by: Annotated[tuple[Quoted, ...], Field(strict=False)] = ()
    editor_note: EditorNoteRecord | None = None


class DeadlineRuleRecord(Record):
    """How words of time settle. ``{year}`` and ``{month}`` in a word stand for digits."""

    words: Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]
    settles: Settles
    kind: DeadlineKind
    note: Text
