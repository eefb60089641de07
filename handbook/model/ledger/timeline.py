"""One matter's entries in the order in which they happened, and who held what part when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from handbook.model.ledger.entries import (
    FIELDS,
    Check,
    Decision,
    Entry,
    Opening,
    Party,
    Report,
    Terms,
    UnitEntry,
    Void,
)
from handbook.words.follow import ENTRY_NAMES

E = TypeVar("E", bound=Entry)
_RANK = {kind: place for place, kind in enumerate(ENTRY_NAMES)}


def in_order(entries: Sequence[E]) -> list[E]:
    """Entries by the day on which they happened, then by that on which they were entered.

    Of what was entered together decisions come first and checks last; but what sends a part back
    or opens it again comes before the reports of that day, which answer it, unless it names one.
    """
    when = {entry.id: (entry.day, entry.received) for entry in entries}

    def rank(entry: Entry) -> float:
        if isinstance(entry, Check) and entry.outcome in ("returned", "reopened"):
            names_one = when[entry.id] in {when.get(key) for key in entry.of}
            return _RANK["check"] if names_one else _RANK["report"] - 0.5
        return _RANK[entry.kind]

    return sorted(entries, key=lambda e: (e.day, e.received, rank(e), e.id))


def timeline(known: Sequence[Entry], parties: Mapping[str, Party]) -> Timeline | None:
    """The entries of one matter; ``None`` where none of them opens it."""
    standing = in_force(known)
    opening = next((entry for entry in standing if isinstance(entry, Opening)), None)
    return Timeline(opening, standing, known, parties) if opening else None


def unit_on(parties: Mapping[str, Party], unit: str, day: date) -> str:
    """The unit that stands for this one on a day: itself, or what it was merged into."""
    seen = {unit}
    while (party := parties.get(unit)) and (into := party.successor_on(day)):
        if into in seen:
            break
        seen.add(into)
        unit = into
    return unit


def in_force(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that neither a correction has replaced nor a 作废 has taken back.

    A correction that was taken back itself replaces nothing any more.
    """
    entries = [*entries]
    void = {entry.corrects for entry in entries if isinstance(entry, Void)}
    standing = [entry for entry in entries if not isinstance(entry, Void) and entry.id not in void]
    replaced = {entry.corrects for entry in standing if entry.corrects}
    # what replaced something goes on doing so when it is replaced itself
    return [entry for entry in standing if entry.id not in replaced]


class Timeline:
    """One matter's entries: ``entries`` are in force, ``known`` holds those replaced, too."""

    def __init__(
        self, opening: Opening, entries: Sequence[Entry], known: Sequence[Entry],
        parties: Mapping[str, Party],
    ) -> None:  # fmt: skip
        self.opening = opening
        self.entries = in_order(entries)
        self.known = in_order(known)
        self.parties = parties

    def of(self, kind: type[E]) -> list[E]:
        """The entries in force of one kind, in order."""
        return [entry for entry in self.entries if isinstance(entry, kind)]

    def entry(self, key: str) -> Entry | None:
        """The entry in force with an id, or with the one that it was corrected from."""
        return self._by_id.get(key)

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        found = {entry.id: entry for entry in self.entries}
        # who checks or answers an entry that is corrected later has spoken to the correction, too
        for entry in reversed([e for e in self.known if e.corrects]):
            if entry.id in found and entry.corrects:
                found.setdefault(entry.corrects, found[entry.id])
        return found

    # -- terms --------------------------------------------------------------------------------

    @cached_property
    def periods(self) -> list[tuple[date, Terms, Entry]]:
        """From which day which terms were in force, and by which entry."""
        current = Terms(**{name: getattr(self.opening, name) for name in FIELDS})
        found: list[tuple[date, Terms, Entry]] = [(self.opening.day, current, self.opening)]
        for decision in self.of(Decision):
            new: dict[str, Any] = {k: v for k in FIELDS if (v := getattr(decision, k)) is not None}
            if "lead" in new and "reporters" not in new and current.reporters:
                new["reporters"] = _exchanged(current, new["lead"])
            if "asked" in new:  # another rhythm has days of its own
                new.setdefault("answer_on", None)
            if new:
                current = replace(current, **new)
                found.append((decision.day, current, decision))
        return found

    def terms_on(self, day: date) -> Terms:
        """What was in force at the end of a day; before the opening what that set."""
        at = bisect_right([start for start, _, _ in self.periods], day)
        return self.periods[max(at - 1, 0)][1]

    # -- units --------------------------------------------------------------------------------

    def unit_on(self, unit: str, day: date) -> str:
        """The unit that stands for this one on a day: itself, or what it was merged into."""
        return unit_on(self.parties, unit, day)

    def same(self, unit: str, other: str, day: date) -> bool:
        """Whether two units are one by that day."""
        return self.unit_on(unit, day) == self.unit_on(other, day)

    def reporters(self, terms: Terms, day: date) -> tuple[str, ...]:
        """Who reports under these terms, as the units stand on a day."""
        named = terms.reporters or ((terms.lead,) if terms.lead else ())
        return tuple(dict.fromkeys(self.unit_on(unit, day) for unit in named))

    @cached_property
    def named(self) -> set[str]:
        """Every unit that was ever given a part."""
        named = (
            (terms.lead, *(terms.supports or ()), *(terms.reporters or ()))
            for _, terms, _ in self.periods
        )
        return {unit for units in named for unit in units if unit}

    def holders(self, day: date) -> set[str]:
        """The units with a part on a day; on that of a transfer the former and the next have it."""
        found = set()
        for terms in (self.terms_on(day - timedelta(days=1)), self.terms_on(day)):
            named = {terms.lead, *(terms.supports or ()), *(terms.reporters or ())} - {None}
            for unit in named:
                assert unit
                found |= {unit, self.unit_on(unit, day)}
        return found

    def since(self, unit: str, day: date) -> date:
        """From when a unit that reports on ``day`` has done so without a break."""
        start = self.opening.day
        held = False
        for begin, terms, _ in self.periods:
            holds = unit in self.reporters(terms, day)
            if holds and not held:
                start = begin
            held = holds
        return start

    def parts(self, day: date, unit: str | None = None) -> list[str]:
        """Those who report on a day, or for whose part one unit does then, by the names under
        which they were given it: naming who has taken one in since gives no new part."""
        held: list[str] = []
        for begin, terms, _ in self.periods:
            if held and begin > day:
                break
            new: list[str] = []
            for named in terms.reporters or ((terms.lead,) if terms.lead else ()):
                before = [part for part in held if self.same(part, named, begin)]
                new += [named] if named in held else before or [named]
            held = [*dict.fromkeys(new)]
        return [part for part in held if unit is None or self.same(part, unit, day)]

    def touched(self, entry: Entry, parts: Iterable[str]) -> set[str]:
        """Of some parts those that an entry speaks of: told or checked for whose they were then,
        not for who has come to answer for them since."""
        told = [(unit, entry.day) for unit in entry.told] if isinstance(entry, UnitEntry) else []
        if isinstance(entry, Check):
            told = self._about(entry)
        return {part for part in parts if any(self.same(unit, part, day) for unit, day in told)}

    def reports_of(self, check: Check) -> list[Report]:
        """The reports that a check names and is about, as far as they are known."""
        found = [report for key in check.of if isinstance(report := self.entry(key), Report)]
        return [r for r in found if not check.units or {*r.told} & {*check.units}]

    def checked(self, check: Check) -> tuple[str, ...]:
        """Whose part a check is about: of all who report where it names reports not shown."""
        return tuple(unit for unit, _ in self._about(check))

    def _about(self, check: Check) -> list[tuple[str, date]]:
        """The units whose part a check is about, each with the day on which it told of it."""
        told = [(unit, r.day) for r in self.reports_of(check) for unit in r.told]
        if check.units:
            known = {unit for unit, _ in told}
            told = [pair for pair in told if pair[0] in check.units]
            told += [(unit, check.day) for unit in check.units if unit not in known]
        reporters = () if told else self.reporters(self.terms_on(check.day), check.day)
        return told or [(unit, check.day) for unit in reporters]


def _exchanged(terms: Terms, lead: str) -> tuple[str, ...]:
    """The reporters once another unit leads: it takes the former one's place."""
    named = terms.reporters or ()
    return tuple(dict.fromkeys(lead if unit == terms.lead else unit for unit in named))
