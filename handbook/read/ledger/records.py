"""What the files of a ledger may hold: its settings, its units, and a class for each kind of entry.

As everywhere in ``read``: the words as typed, not yet held against each other.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Field

from handbook.read.fields import (
    MOST,
    SLUG,
    Day,
    Name,
    Names,
    Number,
    Passage,
    Slug,
    TaskIds,
    Text,
    Texts,
)
from handbook.read.fields import UnitKind as KindOfUnit
from handbook.read.records import Record
from handbook.words.follow import Asked, Ends, Fault, Kind, Measured, Outcome, Rename, When, Wish

EntryId = Annotated[str, Field(pattern=SLUG, max_length=120)]
Slugs = Annotated[tuple[Slug, ...], Field(strict=False, max_length=MOST)]


class ColourRecord(Record):
    """A colour, and when a part has it."""

    name: Annotated[Text, Field(max_length=4)]
    when: Annotated[tuple[When, ...], Field(strict=False, min_length=1, max_length=8)]


class SettingsRecord(Record):
    """``ledger.yaml``: the day that all is judged by, how many days before a day are near, and
    the colours of what an office presses for."""

    as_of: Day | None = None
    near_days: Annotated[int, Field(ge=0, le=366)] | None = None
    colours: Annotated[
        tuple[ColourRecord, ...], Field(strict=False, min_length=1, max_length=7)
    ] = ()


class ChangeRecord(Record):
    """A unit is renamed, merged or dissolved from a day on."""

    day: Day
    what: Rename
    source: Text
    name: Name | None = None
    into: Slug | None = None


class PartyRecord(Record):
    """A unit of the follow-up."""

    id: Slug
    name: Name
    kind: KindOfUnit
    local: bool = False
    aliases: Names = ()
    changes: Annotated[tuple[ChangeRecord, ...], Field(strict=False, max_length=MOST)] = ()


class FigureRecord(Record):
    """A figure reached."""

    name: Text
    value: Number
    unit: Text
    until: Day | None = None


class GoalRecord(Record):
    """A figure to reach."""

    name: Text
    value: Number
    unit: Text
    due: Day
    of: Slug | None = None
    measured: Measured = "sum"
    start: Day | None = None


class MilestoneRecord(Record):
    """A stage and its day."""

    day: Day
    text: Text


class PurgedRecord(Record):
    """When and why something was taken out of an entry."""

    day: Day
    reason: Text


class EntryRecord(Record):
    """What every entry holds; ``kind`` says what else."""

    id: EntryId
    kind: Kind
    matter: Slug
    day: Day
    received: Day
    by: Text | None = None
    source: Text | None = None
    public: bool = False
    corrects: EntryId | None = None
    why: Text | None = None
    purged: PurgedRecord | None = None

    KINDS: ClassVar[dict[str, type[EntryRecord]]] = {}

    @classmethod
    def pick(cls, value: Any) -> type[Self]:
        """The class of its kind; of one that is none nothing else is said."""
        kind = value.get("kind") if isinstance(value, dict) else None
        found = cls.KINDS.get(kind, NoKindRecord) if isinstance(kind, str) else NoKindRecord
        assert issubclass(found, cls)
        return found


class NoKindRecord(EntryRecord):
    """An entry of a kind that is none: what else it holds cannot be judged."""

    model_config = ConfigDict(extra="ignore")


class TermsRecord(EntryRecord):
    """What a matter asks of whom."""

    lead: Slug | None = None
    supports: Slugs | None = None
    reporters: Slugs | None = None
    checker: Slug | None = None
    due: Day | None = None
    milestones: (
        Annotated[tuple[MilestoneRecord, ...], Field(strict=False, max_length=MOST)] | None
    ) = None
    asked: Asked | None = None
    answer_on: Annotated[int, Field(ge=1, le=31)] | None = None
    closes_when: Passage | None = None
    evidence: Passage | None = None
    goals: Annotated[tuple[GoalRecord, ...], Field(strict=False, max_length=MOST)] | None = None


class OpeningRecord(TermsRecord):
    """立项."""

    by: Text
    number: Text
    title: Annotated[Text, Field(max_length=60)]
    handbook: Slug | None = None
    tasks: TaskIds = ()
    words: Passage | None = None


class DecisionRecord(TermsRecord):
    """交办."""

    by: Text
    source: Text
    number: Text | None = None
    answers: EntryId | None = None
    granted: bool | None = None
    ends: Ends | None = None
    into: Slug | None = None


class CheckRecord(EntryRecord):
    """核查."""

    checker: Slug
    of: Annotated[tuple[EntryId, ...], Field(strict=False, min_length=1, max_length=MOST)]
    outcome: Outcome
    units: Slugs = ()
    fault: Fault | None = None
    text: Passage | None = None
    on_site: bool = False
    answer_by: Day | None = None


class UnitEntryRecord(EntryRecord):
    """What a unit says for itself."""

    unit: Slug
    signed_by: Text | None = None
    signed_on: Day | None = None


class ReceiptRecord(UnitEntryRecord):
    """签收."""


class ReportRecord(UnitEntryRecord):
    """填报."""

    unchanged: bool = False
    done: Passage | None = None
    figures: Annotated[tuple[FigureRecord, ...], Field(strict=False, max_length=MOST)] = ()
    evidence: Texts = ()
    next: Passage | None = None
    obstacle: Passage | None = None
    asks: Passage | None = None
    joint: Slugs = ()


class RequestRecord(UnitEntryRecord):
    """申请."""

    wish: Wish
    reason: Passage
    due: Day | None = None
    to: Slug | None = None
    figure: Text | None = None


class ReplyRecord(UnitEntryRecord):
    """说明."""

    to: EntryId
    text: Passage


class VoidRecord(EntryRecord):
    """作废."""

    corrects: EntryId
    why: Text


EntryRecord.KINDS = {
    "open": OpeningRecord, "decide": DecisionRecord, "check": CheckRecord,
    "receive": ReceiptRecord, "report": ReportRecord, "request": RequestRecord,
    "reply": ReplyRecord, "void": VoidRecord,
}  # fmt: skip
