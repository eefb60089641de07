"""What is drafted from a text: frozen, in the order of the text, each with its place and its rule.

Positions (``start``, ``end``) count characters of the text from 0, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

from handbook.words.vocabulary import Basis, DeadlineKind, Reason, Role, TaskKind


@dataclass(frozen=True)
class Draft:
    """Words of the text, the rule that found them, and how sure it is: 0 to 1.

    ``sure`` says how often the rule was right on the texts that it was tried on, roughly.
    """

    text: str
    start: int
    end: int
    rule: str
    sure: float


@dataclass(frozen=True)
class UnitDraft(Draft):
    """A unit with a part. ``key`` is the same for the short and the full name of one unit.

    ``open``: the words name others after it without saying which (…等部门).
    """

    key: str
    role: Role
    basis: Basis
    open: bool


@dataclass(frozen=True)
class DayDraft(Draft):
    """A time by which, how often or on what occasion; the day it settles is read elsewhere."""

    kind: DeadlineKind


@dataclass(frozen=True)
class FigureDraft(Draft):
    """A figure: ``use`` tells an end from an extent, a threshold and a part of a name.

    ``text`` are the words from the name to the unit; ``value`` is None where masked or in words
    that are no number (翻一番); ``at`` is where the number itself begins.
    """

    use: str
    name: str
    comparator: str | None
    value: float | None
    upper: float | None
    unit: str | None
    masked: bool
    at: int


@dataclass(frozen=True)
class ResultDraft(FigureDraft):
    """A figure that was reached; ``growth`` and ``rank`` are the words that say them."""

    growth: str | None
    rank: str | None


@dataclass(frozen=True)
class NamedDraft(Draft):
    """A thing that the text names: a document (``number``: 〔2021〕14号), or a term."""

    number: str | None = None


@dataclass(frozen=True)
class ContextDraft(Draft):
    """A sentence that sets no task, and why."""

    sentence: int
    reason: Reason


@dataclass(frozen=True)
class TaskDraft(Draft):
    """A thing to do: ``text`` is its own clause; ``quotes`` are the places that belong to it."""

    title: str
    kind: TaskKind
    section: str
    sentence: int
    commitment: str | None
    quotes: tuple[tuple[int, int], ...]
    units: tuple[UnitDraft, ...]
    days: tuple[DayDraft, ...]
    figures: tuple[FigureDraft, ...]
    red_lines: tuple[Draft, ...]
    outcomes: tuple[Draft, ...]
    measures: tuple[Draft, ...]


@dataclass(frozen=True)
class Drafts:
    """All that one text gives."""

    tasks: tuple[TaskDraft, ...]
    context: tuple[ContextDraft, ...]
    units: tuple[UnitDraft, ...]
    figures: tuple[FigureDraft, ...]
    days: tuple[DayDraft, ...]
    documents: tuple[NamedDraft, ...]
    terms: tuple[NamedDraft, ...]
    problems: tuple[Draft, ...]
    results: tuple[ResultDraft, ...]
