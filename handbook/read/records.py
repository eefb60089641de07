"""What the YAML may hold: one class per kind of record, unknown keys refused.

These are the words as typed. ``load`` checks them against the speech and turns them into
the linked, frozen things of ``model``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from handbook.words.vocabulary import (
    Admitted,
    Basis,
    Commitment,
    DeadlineKind,
    Reason,
    Role,
    Settles,
    TaskKind,
    UnitKind,
)

MOST = 500
"""Items in a list; a longer one is a slip."""
_SLUG = "^[a-z0-9]+([.-][a-z0-9]+)*$"
_SECTION_ID = "^(0|[1-9][0-9]*)([.][1-9][0-9]*)*$"
_TASK_ID = "^[1-9][0-9]*([.][1-9][0-9]*){0,2}-([0-9]{2}|[1-9][0-9]{2})$"
FORMATS = {
    _SLUG: "编号只用小写字母、数字和连字符，应当像 shi-zhujianju 这样",
    _SECTION_ID: "章节编号应当像 2.1.3 这样",
    _TASK_ID: "任务编号应当像 2.1.3-04 这样",
}
"""What the patterns of ids ask for, in words."""
# devices that Windows sees in a file name, whatever its extension
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE | re.ASCII)
_PAGE_NAMES = {"index", "top", "lists", "mechanisms", "mindsets"}


class Remedy(PydanticCustomError):
    """A fault that says itself, in Chinese, what to do."""

    def __new__(cls, message: str) -> Remedy:
        """Braces in ``message`` stay as they are."""
        return super().__new__(cls, "remedy", "{said}", {"said": message})


def _trimmed(text: str) -> str:
    if not text.strip():
        raise Remedy("这里只有空白，请补上内容或删去这一项")
    if text != text.strip():
        raise Remedy("首尾有空格或换行，请删去（用 | 或 > 写的，改成 |- 或 >-）")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise Remedy("这里有换行，请写成一行")
    return text


def _free_id(text: str) -> str:
    if _DEVICE.fullmatch(text):
        raise Remedy(f"“{text}”在 Windows 上不能作文件名，请换一个编号")
    if text in _PAGE_NAMES or re.fullmatch(r"g[0-9]+|list-.*", text):
        raise Remedy(f"“{text}”是网页自己要用的名字，请换一个编号")
    return text


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or re.search(r"[\s\\\"<>@?#]", text):
        raise Remedy("不是网站的地址，请写成 https://example.cn/shouce/ 的样子，没有网站就留空")
    return text


Slug = Annotated[str, Field(pattern=_SLUG, max_length=60), AfterValidator(_free_id)]
SectionId = Annotated[str, Field(pattern=_SECTION_ID, max_length=20)]
TaskId = Annotated[str, Field(pattern=_TASK_ID, max_length=24)]
Passage = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_trimmed)]
"""Words of the speech, which may have line breaks in between."""
Text = Annotated[Passage, AfterValidator(_one_line)]
Name = Annotated[Text, Field(min_length=2, max_length=60)]
Year = Annotated[int, Field(ge=1949, le=2100)]
"""A zip archive knows no later date than 2107."""
Number = int | float


def _day(value: Any) -> Any:
    """A day typed as 2022-07-20; anything else is left for the type check to refuse."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _quote(value: Any) -> Any:
    return {"exact": value} if isinstance(value, str) else value


class Record(BaseModel):
    """Base of all records: no unknown keys, no silent conversion, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class QuoteRecord(Record):
    """A W3C TextQuoteSelector; plain text is short for ``{exact: …}``."""

    exact: Passage
    prefix: Annotated[str, Field(max_length=200)] = ""
    suffix: Annotated[str, Field(max_length=200)] = ""


Quoted = Annotated[QuoteRecord, BeforeValidator(_quote)]
Quotes = Annotated[tuple[Quoted, ...], Field(min_length=1, strict=False, max_length=MOST)]
Texts = Annotated[tuple[Text, ...], Field(strict=False, max_length=MOST)]
Names = Annotated[tuple[Name, ...], Field(strict=False, max_length=MOST)]
TaskIds = Annotated[tuple[TaskId, ...], Field(strict=False, max_length=MOST)]


class HandbookRecord(Record):
    """``data/handbook.yaml``: what the handbook is called and when the speech was given."""

    title: Text
    short_title: Text
    speech_title: Text
    year: Year
    year_quote: Quoted | None = None
    delivered_on: Annotated[date | None, BeforeValidator(_day)] = None
    accounted_parts: Texts = ()
    site_url: Annotated[Text, AfterValidator(_web_address)] | None = None
    feedback: Text


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


class AssignmentRecord(Record):
    """A unit's part in a task, and what that rests on."""

    unit: Text
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
    comparator: Text | None = None
    value: Number | None = None
    upper: Number | None = None
    unit: Text | None = None
    masked: bool = False


class TaskRecord(Record):
    """One thing to do, as typed in ``data/tasks/``."""

    id: TaskId
    title: Annotated[Text, Field(max_length=24)]
    kind: TaskKind = "task"
    commitment: Commitment | None = None
    quotes: Quotes
    assignments: Annotated[tuple[AssignmentRecord, ...], Field(strict=False, max_length=MOST)] = ()
    deadline: DeadlineRecord | None = None
    more_deadlines: Annotated[tuple[DeadlineRecord, ...], Field(strict=False, max_length=MOST)] = ()
    targets: Annotated[tuple[TargetRecord, ...], Field(strict=False, max_length=MOST)] = ()
    deliverable: Text | None = None
    measures: Texts = ()
    note: Text | None = None


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

    admitted: Admitted


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
