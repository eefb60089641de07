"""What the handbook is called, and what is known of its text as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handbook.words.vocabulary import DeadlineKind, Settles


@dataclass(frozen=True)
class Info:
    """The handbook's names, the year its text calls this year, and where readers turn."""

    title: str
    short_title: str
    speech_title: str
    year: int
    year_quote: str | None
    delivered_on: date | None
    accounted_parts: tuple[str, ...]
    site_url: str | None
    feedback: str


@dataclass(frozen=True)
class DeadlineRule:
    """How words of time settle; ``{year}`` and ``{month}`` in a word stand for digits."""

    words: tuple[str, ...]
    settles: Settles
    kind: DeadlineKind
    note: str
