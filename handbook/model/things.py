"""What the text names or reports besides tasks, and how its sentences are used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handbook.model.speech import Quote
from handbook.words.vocabulary import Admitted, Reason

AnsweredKind = Literal["problem", "result", "mechanism", "mindset"]


@dataclass(frozen=True)
class Reached:
    """A figure that was reached, so that another year's can be held against it; its number is None
    where masked or none. ``growth`` and ``rank`` are the words that say them."""

    name: str
    text: str
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    masked: bool = False
    growth: str | None = None
    rank: str | None = None


@dataclass(frozen=True)
class Answered:
    """A problem, result, mechanism or way of thinking, with the tasks that take it up."""

    id: str
    kind: AnsweredKind
    title: str
    section: str
    quotes: tuple[Quote, ...]
    tasks: tuple[str, ...]
    admitted: Admitted | None = None
    figures: tuple[Reached, ...] = ()
    """Of a result."""

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class CalledList:
    """A list the speech calls for; ``tasks`` are those whose quotes overlap its own."""

    id: str
    title: str
    quotes: tuple[Quote, ...]
    items: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def ref(self) -> str:
        """The id under which links and indexes know it."""
        return f"list:{self.id}"


@dataclass(frozen=True)
class Channel:
    """A way for citizens to reach the government, named exactly as spoken."""

    id: str
    name: str
    quote: Quote

    @property
    def number(self) -> str:
        """What is dialled, where its name says that it is a line and gives it; or nothing."""
        found = re.search(r"\d{3,}", self.name) if re.search("热线|电话", self.name) else None
        return found[0] if found else ""


@dataclass(frozen=True)
class Asked:
    """Words that people use and the text does not, and those of the text: the editor's reading."""

    asked: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A public document, named so that a reader can find it."""

    title: str
    issuer: str
    year: int


@dataclass(frozen=True)
class EditorNote:
    """An explanation that is not the speech's, and its public source."""

    text: str
    source: Source


@dataclass(frozen=True)
class Entity:
    """Something the speech names: a document, project, campaign or term (``kinds.KINDS``)."""

    id: str
    kind: str
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
