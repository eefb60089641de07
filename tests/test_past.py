"""A past day shows what was known that day: looking back is the same as having looked."""

from __future__ import annotations

from datetime import timedelta

from handbook.model.ledger.past import stretches, told
from handbook.read.load import load
from tests.marked import EXAMPLE


def test_looking_back_is_the_same_as_having_looked() -> None:
    ledger = load(EXAMPLE / "data", internal=True).ledger
    assert ledger.as_of
    past = {key: [*stretches(ledger, key)] for key in ledger.by_matter}
    day = min(entry.received for entry in ledger.entries)
    assert (ledger.as_of - day).days > 60
    while day <= ledger.as_of:
        then = ledger.at(day)
        for key, found in past.items():
            known = [matter for since, matter in found if since <= day]
            assert bool(known) is (key in then), (key, day)
            assert not known or told(known[-1]) == told(then[key]), (key, day)
        day += timedelta(days=1)
    assert sum(map(len, past.values())) < 10 * len(past)
