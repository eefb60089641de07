"""All that was entered, and how each matter stands for a day: by what was received by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from handbook.model.ledger.colours import USUAL, Colour

if TYPE_CHECKING:
    from handbook.model.ledger.entries import Entry, Party
    from handbook.model.ledger.issues import Issue
    from handbook.model.ledger.matter import Matter
    from handbook.model.ledger.timeline import Timeline

NEAR = 10
"""Days before a day from which it counts as near, unless the ledger says otherwise."""


@dataclass(frozen=True)
class Note:
    """提示: what an office should look at, in a matter or an entry of it, and where that stands."""

    matter: str
    text: str
    place: str


@dataclass(frozen=True)
class Ledger:
    """Entries, each once, by id; ``as_of`` is the day that everything is judged by.

    The order in which entries were typed, and in how many files, makes no difference.
    """

    parties: Mapping[str, Party] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    as_of: date | None = None
    near: int = NEAR
    until: date | None = None
    """Its own day, where it gives one: nothing may be entered after it."""
    notes: tuple[Note, ...] = ()
    issues: tuple[Issue, ...] = ()
    """What was handed up, in the order of the months."""
    since: Issue | None = None
    """What was handed up elsewhere, to be compared with."""
    colours: tuple[Colour, ...] = USUAL
    elsewhere: tuple[Entry, ...] = ()
    """What was entered of matters of other handbooks, which the same ledger serves."""

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def matters(self) -> Mapping[str, Matter]:
        """How each matter stands for ``as_of``, by its id."""
        return self.at(self.as_of) if self.as_of and self.entries else {}

    def name(self, unit: str) -> str:
        """What a unit is called on ``as_of``."""
        party = self.parties[unit]
        return party.name_on(self.as_of) if self.as_of else party.name

    @cached_property
    def whole(self) -> Ledger:
        """All that it holds, whichever handbook it is of: a unit is asked once of everything."""
        entries = sorted((*self.entries, *self.elsewhere), key=lambda entry: entry.id)
        return replace(self, entries=tuple(entries), elsewhere=()) if self.elsewhere else self

    @property
    def compared(self) -> tuple[Issue, ...]:
        """The issues that the present is held against, one for each month."""
        months = {issue.name for issue in self.issues}
        more = self.since and self.since.name not in months
        return (*self.issues, *((self.since,) if self.since and more else ()))

    def at(self, day: date) -> dict[str, Matter]:
        """How each matter stood on a day, judged by what had been received by then."""
        from handbook.model.ledger.matter import stand

        found = {}
        for key, entries in sorted(self.by_matter.items()):
            timeline = self.timeline(entries, day)
            if timeline:
                found[key] = stand(timeline, day, self.near)
        return found

    def timeline(self, entries: Sequence[Entry], day: date) -> Timeline | None:
        """The entries of one matter that were known on a day; ``None`` before it was opened."""
        from handbook.model.ledger.timeline import timeline

        return timeline([entry for entry in entries if entry.received <= day], self.parties)

    def unit_on(self, unit: str, day: date) -> str:
        """The unit that stands for this one on a day: itself, or what it was merged into."""
        from handbook.model.ledger.timeline import unit_on

        return unit_on(self.parties, unit, day)

    def said_by(self, matter: Matter, unit: str) -> list[Entry]:
        """What a unit entered of a matter, as it was known then, and the checks of that."""
        timeline = self.timeline(self.by_matter[matter.id], matter.as_of)
        if not timeline:
            return []
        parts = timeline.parts(matter.as_of, unit)
        return [entry for entry in timeline.entries if timeline.touched(entry, parts)]

    def free(self, key: str) -> str:
        """An id that no entry has: this one, or with a number behind it."""
        tries = (f"{key}.n{number}" if number > 1 else key for number in count(1))
        return next(found for found in tries if found not in self._ids)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(entry.id for entry in (*self.entries, *self.elsewhere))

    @cached_property
    def by_matter(self) -> Mapping[str, list[Entry]]:
        """Entries by the matter that they name."""
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.matter].append(entry)
        return dict(found)

    @cached_property
    def matters_of(self) -> Mapping[str, tuple[Matter, ...]]:
        """Matters by the task that they were opened on; every other task is not opened."""
        found: defaultdict[str, list[Matter]] = defaultdict(list)
        for matter in self.matters.values():
            for task in matter.opening.tasks:
                found[task].append(matter)
        return {key: tuple(matters) for key, matters in found.items()}
