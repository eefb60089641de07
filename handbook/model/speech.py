"""The text itself: sentences, sections, quotes.

Positions (``start``, ``end``) count characters of the speech from 0, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``text`` keeps its line break, so that joined sentences are the speech."""

    id: int
    section: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Section:
    """A node of the outline. A derived lead-in (``2.1.0``) holds what a parent says itself."""

    id: str
    number: str
    title: str
    parent: str | None
    start: int
    end: int
    children: tuple[str, ...] = ()
    lead_in: bool = False

    @property
    def heading(self) -> str:
        """Number and title, as the speech prints them."""
        return self.number + self.title


@dataclass(frozen=True)
class Speech:
    """The source: its text, the SHA-256 of that in UTF-8, and its sentences."""

    title: str
    text: str
    sha256: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Quote:
    """An exact piece of the speech and the ids of the sentences it touches."""

    exact: str
    start: int
    end: int
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Mention:
    """``text[start:end]`` of the speech names the thing ``ref`` (``unit:shi-zhujianju``)."""

    start: int
    end: int
    ref: str


def within(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions that touch ``text[start:end]``; ``mentions`` are in order."""
    first = bisect_left(mentions, start, key=lambda mention: mention.end - 1)
    last = bisect_left(mentions, end, key=lambda mention: mention.start)
    return mentions[first:last]
