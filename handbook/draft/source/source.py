"""What is taken from a file: first paragraphs as the file has them, then one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from handbook.words.findings import short

PLAIN = 0
"""The level of a paragraph that the file does not set as a heading; 1 is the highest heading."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the file; its first ``lead`` characters are set apart (bold, another face)."""

    text: str
    level: int = PLAIN
    lead: int = 0


@dataclass(frozen=True)
class Mark:
    """``text[start:end]`` is set as a heading of ``level``, or, where that is 0, as a lead."""

    start: int
    end: int
    level: int


@dataclass(frozen=True)
class Source:
    """The text, each paragraph a line; what was dropped and what was joined, in words."""

    text: str
    dropped: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass
class Dropped:
    """What is left out, kind by kind, each with its words once."""

    _kinds: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, kind: str, words: Iterable[str]) -> None:
        """Leave out ``words``, which are of this kind, such as 页码."""
        for word in words:
            self._kinds.setdefault(kind, Counter())[word.strip()] += 1

    def words(self) -> str:
        """All that was left out, a line for each."""
        return "\n".join(words for kind in self._kinds.values() for words in kind)

    def told(self) -> tuple[str, ...]:
        """A line for each kind: how often, and the words."""
        return tuple(
            f"{kind}{words.total()}处{_listed(words)}" for kind, words in self._kinds.items()
        )


MOST_TOLD = 6


def _listed(words: Counter[str]) -> str:
    told = [f"“{short(word)}”" for word in words if word]
    if not told:
        return ""
    return f"：{'、'.join(told[:MOST_TOLD])}{'等' if len(told) > MOST_TOLD else ''}"
