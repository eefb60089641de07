"""What the YAML may hold: one class per kind of record, unknown keys refused.

These are the words as typed. ``load`` checks them against the speech and turns them into
the linked, frozen things of ``model``.
"""

# Annotations are read while this is loaded: kept as strings, each would be compiled by itself.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from handbook.model.info import usual_titles
from handbook.read.fields import (
    MOST,
    Address,
    Commit,
    Commitment,
    Commitments,
    Count,
    Day,
    DraftId,
    Name,
    Names,
    Notice,
    Number,
    Passage,
    SectionId,
    Slug,
    TaskId,
    TaskIds,
    Text,
    Texts,
    Title,
    UnitKind,
    UnitKinds,
    Word,
    Year,
)
from handbook.words.follow import OPEN_FIELDS, Released
from handbook.words.review import Decision, Sets
from handbook.words.vocabulary import (
    COMMITMENTS,
    GENRE,
    UNIT_NAMES,
    Admitted,
    Basis,
    DeadlineKind,
    Reason,
    Role,
    Settles,
    TaskKind,
    Verdict,
)


class Record(BaseModel):
    """Base of all records: no unknown keys, no silent conversion, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @classmethod
    def pick(cls, value: Any) -> type[Self]:
        """The class that holds ``value``: this one, unless what it says makes it another."""
        return cls


def _short_for(key: str) -> BeforeValidator:
    """Plain text is short for a mapping of it at ``key``."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class QuoteRecord(Record):
    """A W3C TextQuoteSelector; plain text is short for ``{exact: …}``."""

    exact: Passage
    prefix: Annotated[str, Field(max_length=200)] = ""
    suffix: Annotated[str, Field(max_length=200)] = ""


Quoted = Annotated[QuoteRecord, _short_for("exact")]
Quotes = Annotated[tuple[Quoted, ...], Field(min_length=1, strict=False, max_length=MOST)]


if TYPE_CHECKING:
    TitlesRecord = Record
else:  # a field for each title there is, so that a new kind of thing brings its own
    TitlesRecord = create_model(
        "TitlesRecord",
        __base__=Record,
        **dict.fromkeys(usual_titles(), (Title | None, None)),
    )


class HandbookRecord(Record):
    """``data/handbook.yaml``: what the handbook and its parts are called, and its text's day."""

    format: Annotated[int, Field(ge=1)]
    id: Slug | None = None
    title: Text
    short_title: Text
    speech_title: Text
    genre: Word = GENRE
    notice: Notice | None = None
    mark: Word | None = None
    year: Year | None = None
    year_quote: Quoted | None = None
    delivered_on: Day | None = None
    compiled_on: Day | None = None
    accounted_parts: Texts = ()
    site_url: Address | None = None
    feedback: Text
    feedback_url: Address | None = None
    commitments: Commitments = COMMITMENTS
    unit_kinds: UnitKinds = UNIT_NAMES
    titles: TitlesRecord = TitlesRecord()
    ranked: bool = False
    released: Annotated[tuple[Released, ...], Field(strict=False)] = OPEN_FIELDS


class SectionRecord(Record):
    """One line of ``data/outline.yaml``."""

    id: SectionId
    number: Text = ""
    title: Text
    start: Passage | None = None


class UnitRecord(Record):
    """A unit, named as the speech names it."""

    id: Slug
    name: Name
    full_name: Text | None = None
    aliases: Names = ()
    kind: UnitKind
    context_only: bool = False
    local: bool = False
    note: Text | None = None
    signs: bool = True
    covers: Texts = ()
    may_cover: Texts = ()


class AssignmentRecord(Record):
    """A unit's part in a task, and what that rests on."""

    unit: Text
    role: Role
    basis: Basis
    quote: Quoted | None = None
    open: bool = False
    but: Texts = ()


class DeadlineRecord(Record):
    """The words that set a time."""

    text: Text
    quote: Quoted | None = None


class ExtentRecord(Record):
    """How much a task covers, as the words give it."""

    name: Text
    text: Text
    value: Number | None = None
    upper: Number | None = None
    unit: Text | None = None
    masked: bool = False


class TargetRecord(ExtentRecord):
    """An end that the words ask to be reached; ``also``: the other tasks that it closes."""

    comparator: Text | None = None
    also: TaskIds = ()


class EffectRecord(Record):
    """Words for what must not happen, or for a change that no figure measures."""

    text: Text
    also: TaskIds = ()


class MeasureRecord(Record):
    """How: words of the task's quotes, or of ``quote``; plain text is short for ``{text: …}``."""

    text: Text
    quote: Quoted | None = None


Measured = Annotated[MeasureRecord, _short_for("text")]


class TaskRecord(Record):
    """One thing to do, as typed in ``data/tasks/``."""

    id: TaskId
    title: Annotated[Text, Field(max_length=40)]
    title_quote: Quoted | None = None
    kind: TaskKind = "task"
    commitment: Commitment | None = None
    quotes: Quotes
    assignments: Annotated[tuple[AssignmentRecord, ...], Field(strict=False, max_length=MOST)] = ()
    deadline: DeadlineRecord | None = None
    more_deadlines: Annotated[tuple[DeadlineRecord, ...], Field(strict=False, max_length=MOST)] = ()
    targets: Annotated[tuple[TargetRecord, ...], Field(strict=False, max_length=MOST)] = ()
    extents: Annotated[tuple[ExtentRecord, ...], Field(strict=False, max_length=MOST)] = ()
    red_lines: Annotated[tuple[EffectRecord, ...], Field(strict=False, max_length=MOST)] = ()
    outcomes: Annotated[tuple[EffectRecord, ...], Field(strict=False, max_length=MOST)] = ()
    deliverable: Text | None = None
    measures: Annotated[tuple[Measured, ...], Field(strict=False, max_length=MOST)] = ()
    note: Text | None = None


class RetiredRecord(Record):
    """A task id that was given up; ids are never reused."""

    id: TaskId
    reason: Text
    into: TaskIds = ()


class SettledRecord(Record):
    """How one difference between two readings was settled, by which rule."""

    field: Text
    first: TaskId | None = None
    second: TaskId | None = None
    value: Text
    verdict: Verdict
    rule: Text
    reason: Text


class AgreedRecord(Record):
    """Of an earlier draw's values in one field, how many both readers have, and at least one."""

    field: Text
    both: Count
    either: Count


class DrawRecord(Record):
    """Sentences drawn by lot, seeded by the commit that holds the rules.

    Of an earlier draw ``agreed`` is all that the data keep; what was read is in ``read_in``.
    """

    commit: Commit
    sentences: Annotated[
        tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1, strict=False, max_length=MOST)
    ]
    read_in: Commit | None = None
    agreed: Annotated[tuple[AgreedRecord, ...], Field(strict=False, max_length=MOST)] = ()


class HintRecord(Record):
    """The answer to a hint: why no field of a task holds these words."""

    task: TaskId
    text: Text
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

    admitted: Admitted


class ReachedRecord(ExtentRecord):
    """A figure that was reached; ``growth`` and ``rank`` are the words that say them."""

    growth: Text | None = None
    rank: Text | None = None


Reached = Annotated[tuple[ReachedRecord, ...], Field(strict=False, max_length=MOST)]


class ResultRecord(AnsweredRecord):
    """Something that has been achieved."""

    figures: Reached = ()


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


class AskedRecord(Record):
    """Words that people use and the text does not, and those of the text."""

    asked: Annotated[Names, Field(min_length=1)]
    said: Annotated[Names, Field(min_length=1)]


class DraftUnitRecord(Record):
    """A unit of a draft, as the text calls it; ``same`` is what else it calls it."""

    name: Name
    role: Role = "responsible"
    basis: Basis = "stated"
    quote: Quoted | None = None
    open: bool = False
    same: Name | None = None


class DraftRecord(Record):
    """What was drafted on words of one sentence: a task, or what ``sets`` says."""

    id: DraftId
    sets: Sets = "task"
    sentence: Annotated[int, Field(ge=1)]
    words: Passage
    title: Text
    kind: TaskKind = "task"
    commitment: Word | None = None
    quotes: Annotated[tuple[Quoted, ...], Field(strict=False, max_length=MOST)] = ()
    units: Annotated[tuple[DraftUnitRecord, ...], Field(strict=False, max_length=MOST)] = ()
    times: Texts = ()
    targets: Annotated[tuple[TargetRecord, ...], Field(strict=False, max_length=MOST)] = ()
    extents: Annotated[tuple[ExtentRecord, ...], Field(strict=False, max_length=MOST)] = ()
    red_lines: Texts = ()
    outcomes: Texts = ()
    measures: Texts = ()
    figures: Reached = ()
    reason: Reason | None = None
    number: Text | None = None
    doubt: Text | None = None
    rule: Text
    sure: Annotated[float, Field(ge=0, le=1)]


class DecidedRecord(Record):
    """What a person decided on a draft, and what came of it."""

    draft: DraftId
    sets: Sets = "task"
    words: Passage
    decision: Decision
    was: Mapping[str, str] = {}
    said: Mapping[str, str] = {}
    made: Texts = ()


class SumRecord(Record):
    """Figures that the text itself adds up."""

    total: Number
    parts: Annotated[tuple[Number, ...], Field(min_length=2, strict=False, max_length=MOST)]
    unit: Text
    quote: Quoted


class NamedRecord(Record):
    """What the speech names: found there by its name and aliases."""

    id: Slug
    name: Annotated[Text, Field(min_length=2, max_length=120)]
    aliases: Names = ()


class LabelledRecord(NamedRecord):
    """A document, project or campaign, with a word for what it is."""

    kind: Text
    note: Text | None = None


class SourceRecord(Record):
    """A public document, named so that a reader can find it."""

    title: Text
    issuer: Text
    year: Year


class EditorNoteRecord(Record):
    """An explanation that is not the speech's, with the public document it is taken from."""

    text: Text
    source: SourceRecord


class TermRecord(NamedRecord):
    """A word that an outsider must look up."""

    name: Name
    explained_by: Annotated[tuple[Quoted, ...], Field(strict=False, max_length=MOST)] = ()
    editor_note: EditorNoteRecord | None = None


class DeadlineRuleRecord(Record):
    """How words of time settle. ``{year}`` and ``{month}`` in a word stand for digits."""

    words: Annotated[tuple[Text, ...], Field(min_length=1, strict=False, max_length=MOST)]
    settles: Settles
    kind: DeadlineKind
    note: Text
