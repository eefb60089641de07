"""What the drafter made of a text and nobody has gone through yet: it is no task."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.words.vocabulary import Role, TaskKind


@dataclass(frozen=True)
class Drafted:
    """A task as drafted, on the words ``text[start:end]`` of one sentence.

    ``units`` by name and role, ``times`` and ``figures`` are words of the text; ``rule`` made it,
    ``sure`` from 0 to 1 says how often that rule is right.
    """

    id: str
    title: str
    kind: TaskKind
    section: str
    sentence: int
    start: int
    end: int
    rule: str
    sure: float
    commitment: str | None = None
    units: tuple[tuple[str, Role], ...] = ()
    times: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
