"""What goes in and what comes out: what a text says of its own time, words, and a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handbook.words.vocabulary import DeadlineKind

Use = Literal["deadline", "fact", "name", "unclear"]
"""deadline: the words say by when, or how often (底前、内、每月、尽快). fact: they date what is or
was (去年、年初以来、截至). name: they stand in a name (“打赢三季度”). unclear: the grammar allows
both (下半年、8月); what is said of the time must tell."""


@dataclass(frozen=True)
class Said:
    """``year``: the year that the text calls this year; ``day``: its own day; where known."""

    year: int | None
    day: date | None = None

    @property
    def this_year(self) -> int | None:
        """That year, or that of the day."""
        return self.year or (self.day.year if self.day else None)


@dataclass(frozen=True)
class Word:
    """Words of time that settle no day, and why.

    ``governs``: no day that stands beside them settles either (每月25日前). ``past``: they date a
    fact.
    """

    text: str
    kind: DeadlineKind
    note: str
    governs: bool = False
    past: bool = False


@dataclass(frozen=True)
class Time:
    """A time read as a whole: the last day of it, or ``None`` and why in ``reason``.

    ``waits``: only the day of the text is lacking. ``unread``: words in it that no rule explains;
    with such no day is settled.
    """

    text: str
    day: date | None
    kind: DeadlineKind
    reason: str
    use: Use = "unclear"
    waits: bool = False
    unread: str = ""
