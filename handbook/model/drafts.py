"""What the drafter made of a text and nobody has gone through yet, and what came of the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.model.speech import Quote
from handbook.model.tasks import Deadline
from handbook.model.things import Reached
from handbook.words.review import Decision, Sets
from handbook.words.vocabulary import Basis, Reason, Role, TaskKind


@dataclass(frozen=True)
class DraftedUnit:
    """A unit as the words call it; ``same`` is another name of it in the text, ``quote`` names it
    where the task's own words do not, ``open`` says that others follow unnamed."""

    name: str
    role: Role
    basis: Basis
    quote: Quote | None = None
    open: bool = False
    same: str | None = None


@dataclass(frozen=True)
class DraftedFigure:
    """A figure: ``text`` are its words, ``value`` to ``upper`` what they give, if they do."""

    name: str
    text: str
    comparator: str | None = None
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    masked: bool = False


@dataclass(frozen=True)
class Drafted:
    """A draft on the words ``text[start:end]`` of one sentence; ``sets`` says of what.

    ``rule`` made it, ``sure`` from 0 to 1 says how often that rule is right. ``reason`` is that of
    a sentence without a task; ``number`` that of a document. All else is a task's.
    """

    id: str
    sets: Sets
    title: str
    section: str
    sentence: int
    start: int
    end: int
    rule: str
    sure: float
    kind: TaskKind = "task"
    commitment: str | None = None
    quotes: tuple[Quote, ...] = ()
    units: tuple[DraftedUnit, ...] = ()
    times: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    """What the ``times`` settle, as far as they are read."""
    targets: tuple[DraftedFigure, ...] = ()
    extents: tuple[DraftedFigure, ...] = ()
    red_lines: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    figures: tuple[Reached, ...] = ()
    """Of a result."""
    reason: Reason | None = None
    number: str | None = None
    doubt: str = ""
    """What the gates would say of it."""


@dataclass(frozen=True)
class Decided:
    """What a person decided on a draft: ``was`` are its cells, ``said`` those that were changed,
    ``made`` the ids of the tasks, or of the other thing, that came of it."""

    draft: str
    sets: Sets
    words: str
    decision: Decision
    was: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    made: tuple[str, ...] = ()


def draft_id(sets: str, words: str, count: int) -> str:
    """The id of a draft: it follows from its words, and from how often they stood before."""
    return f"d{hashlib.sha256(f'{sets}|{words}|{count}'.encode()).hexdigest()[:8]}"
