"""How a matter stood on past days: from when to when nothing about it changed.

A matter changes on few days: when something is entered or happens, when a day comes near, comes or
has passed, when an answer is due. It is judged anew on these alone, however long it runs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handbook.model.ledger.asking import days_asked
from handbook.model.ledger.entries import Check, Decision, Entry, Opening, Terms
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.matter import Matter, stand

DAY = timedelta(days=1)


def stretches(ledger: Ledger, key: str) -> Iterator[tuple[date, Matter]]:
    """From which day on a matter stood how, by what had been received by then; in order.

    The matter of a day is that of the last stretch that begins by it, but for counts of days.
    """
    last: tuple[Any, ...] | None = None
    entries = ledger.by_matter[key]
    received = sorted(entry.received for entry in entries)
    known, timeline = 0, None
    for day in sorted(_days(ledger, entries)):
        if known != (known := bisect_right(received, day)):  # between two receipts it is the same
            timeline = ledger.timeline(entries, day)
        if timeline:
            matter = stand(timeline, day, ledger.near)
            if (seen := told(matter)) != last:
                last = seen
                yield day, matter


def told(matter: Matter) -> tuple[Any, ...]:
    """What is shown of a matter on a day, but for what counts up by itself."""
    return (
        matter.terms.due, matter.parts, matter.requests, matter.ended, matter.clock,
        tuple(
            (s.unit, s.filed, s.filing and s.filing.day, s.checked, s.check, s.clock, s.owed)
            for s in matter.standings
        ),
    )  # fmt: skip


def _days(ledger: Ledger, entries: Sequence[Entry]) -> set[date]:
    """The days on which a matter may begin to stand otherwise."""
    assert ledger.as_of
    first, last = min(entry.received for entry in entries), ledger.as_of
    terms = [entry for entry in entries if isinstance(entry, Opening | Decision)]
    dues = {entry.due for entry in terms if entry.due}
    found = {day for entry in entries for day in (entry.received, entry.day)}
    found |= {due + step for due in dues for step in (-ledger.near * DAY, DAY)}
    found |= {check.answer_by for check in entries if isinstance(check, Check) and check.answer_by}
    found |= {change.day for party in ledger.parties.values() for change in party.changes}
    found |= dues
    for asked, on in {(e.asked, on) for e in terms if e.asked for on in _ons(terms)}:
        found.update(days_asked(replace(Terms(), asked=asked, answer_on=on), first - DAY, last))
    return {day for day in found if first <= day <= last}


def _ons(terms: Sequence[Opening | Decision]) -> set[int | None]:
    """On which days answers were ever asked for; none of its own is a rhythm's usual one."""
    return {entry.answer_on for entry in terms} | {None}
