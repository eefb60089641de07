"""What a time says, as far as its words go: the parts that the grammar puts together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from handbook.words.times.said import Word

Range = tuple[int, int]
Unit = Literal["year", "quarter", "month", "week", "day", "working day", "hour"]
How = Literal[
    "whole", "end", "start", "middle", "within", "before", "after", "since", "so far", "about",
    "hour", "midnight",
]  # fmt: skip
Edge = Literal["", "year", "quarter", "month", "week"]


@dataclass(frozen=True)
class Part:
    """What a time says, from the year down, each by a first and a last.

    ``months`` beyond 12 are those of the next year; of ``days`` the last is 0 for the end of the
    month. ``next_year``: 次年. ``dates``: days by themselves (今天、下周). ``count``: how many
    (``None``: about how many) of what, and how many days beside (一个半月). ``open``: why it
    settles no day. ``past``: its words say that it is over (去年). ``loose``: a month that may be
    a number of months (三月内). ``weekday``: 0 for Monday, which the day has to be.
    """

    years: Range | None = None
    next_year: bool = False
    months: Range | None = None
    festival: str = ""
    days: Range | None = None
    dates: tuple[date, date] | None = None
    count: tuple[int | None, Unit, int] | None = None
    open: str = ""
    past: bool = False
    loose: bool = False
    weekday: int | None = None

    @property
    def levels(self) -> Range:
        """How coarse the coarsest and the finest are: year 1, month 2, day 3, all of it 4."""
        said = [
            level
            for level, value in (
                (1, self.years or self.next_year), (2, self.months), (3, self.days),
                (3, self.festival), (4, self.dates), (4, self.count), (4, self.open),
            )
            if value
        ]  # fmt: skip
        return min(said, default=0), max(said, default=0)

    def narrowed(self, finer: Part) -> Part | None:
        """Both in one, where ``finer`` says within this when: 今年 and 6月, 6月 and 30日."""
        if self.levels[1] >= finer.levels[0] or finer.levels[0] == 4:
            return None
        return replace(
            self, months=self.months or finer.months, days=finer.days, festival=finer.festival,
            loose=False, weekday=finer.weekday,
        )  # fmt: skip


@dataclass(frozen=True)
class Relation:
    """How a day lies to a time; ``edge``: it says itself to what, as 年底 does, and 月底."""

    how: How
    edge: Edge = ""


@dataclass(frozen=True)
class Glue:
    """``to`` between the ends of a range, ``and`` between two times, ``frame`` before one."""

    how: Literal["to", "and", "frame"]


Meaning = Part | Relation | Word | Glue


@dataclass(frozen=True)
class Piece:
    """Text from ``start`` to ``end`` and what it means; ``None`` where no rule knows it."""

    start: int
    end: int
    means: Meaning | None
