"""The worked example: what its ledger shows at least once, and how six of its matters stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

import pytest

from handbook.model import Handbook
from handbook.model.ledger.entries import (
    Change,
    Check,
    Decision,
    Entry,
    Figure,
    Goal,
    Milestone,
    Opening,
    Party,
    Purged,
    Receipt,
    Reply,
    Report,
    Request,
    Void,
)
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.matter import Matter, Standing
from handbook.read.load import load
from handbook.words.follow import ENTRY_NAMES
from tests.conftest import ROOT

DATA = ROOT / "examples" / "pinghe" / "data"


@pytest.fixture(scope="module")
def example() -> Handbook:
    """The example as the office knows it; loading it fails where anything is wrong with it."""
    return load(DATA, internal=True)


@pytest.fixture(scope="module")
def ledger(example: Handbook) -> Ledger:
    return example.ledger


def test_it_says_that_it_is_an_example(example: Handbook) -> None:
    info = example.info
    for text in (info.title, info.short_title, info.speech_title, info.notice):
        assert "示例数据" in text


def test_as_many_as_said(ledger: Ledger) -> None:
    assert len(ledger.matters) == 40
    assert 250 <= len(ledger.entries) <= 350
    assert sum(not matter.opening.tasks for matter in ledger.matters.values()) == 3
    assert {entry.kind for entry in ledger.entries} == {*ENTRY_NAMES}
    assert all(date(2022, 7, 20) <= entry.day <= date(2022, 9, 30) for entry in ledger.entries)


# -- every field ----------------------------------------------------------------------------------

PARTS = (Change, Party, Figure, Goal, Milestone, Purged)
KINDS = (Opening, Decision, Check, Receipt, Report, Request, Reply, Void)
NOT_OF_ALL = {"by", "source", "public", "corrects", "why", "purged"}
"""Fields that any entry may have; one entry of some kind has each of them."""


def things(ledger: Ledger, kind: type[Any]) -> list[Any]:
    """Everything of a kind in the ledger: entries, units, and what these hold."""
    entries: tuple[Any, ...] = ledger.entries
    held: Iterator[Any] = (
        part
        for thing in (*entries, *ledger.parties.values())
        for field in fields(thing)
        if (value := getattr(thing, field.name))
        for part in (value if isinstance(value, tuple) else (value,))
    )
    return [x for x in (*entries, *ledger.parties.values(), *held) if type(x) is kind]


FIELDS = [
    *((kind, field.name) for kind in PARTS for field in fields(kind)),
    *((kind, f.name) for kind in KINDS for f in fields(kind) if f.name not in NOT_OF_ALL),
]


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda x: getattr(x, "__name__", x))
def test_every_field_is_filled_in_somewhere(ledger: Ledger, kind: type[Any], field: str) -> None:
    without = next(f.default for f in fields(kind) if f.name == field)
    told = [getattr(thing, field) for thing in things(ledger, kind)]
    assert any(value != without for value in told) if without is not MISSING else told


@pytest.mark.parametrize("field", sorted(NOT_OF_ALL))
def test_every_field_of_all_kinds_is_filled_in_somewhere(ledger: Ledger, field: str) -> None:
    assert any(getattr(entry, field) for entry in ledger.entries)


# -- what happens ---------------------------------------------------------------------------------

Happening = Callable[[Ledger], object]


def some(test: Callable[[Matter], object]) -> Happening:
    """Some matter of which this holds as it stands on the last day."""
    return lambda ledger: [m.id for m in ledger.matters.values() if test(m)]


def part(test: Callable[[Standing], object]) -> Happening:
    """Some unit's part."""
    return some(lambda matter: any(test(standing) for standing in matter.standings))


def entered(kind: type[Entry], **wanted: Any) -> Happening:
    """Some entry of a kind with these values."""
    return lambda ledger: [
        entry.id
        for entry in ledger.entries
        if isinstance(entry, kind) and all(getattr(entry, k) == v for k, v in wanted.items())
    ]


def answered(wish: str, granted: bool | None) -> Happening:
    """Some request that was granted, refused, or waits."""

    def test(matter: Matter) -> object:
        requests = {e.id for e in matter.entries if isinstance(e, Request) and e.wish == wish}
        if granted is None:
            return requests & {request.id for request in matter.requests}
        decisions = [e for e in matter.entries if isinstance(e, Decision) and e.answers]
        return any(d.answers in requests and d.granted is granted for d in decisions)

    return some(test)


def outcomes(*wanted: str) -> Happening:
    """Some matter whose checks have these outcomes, one after the other."""

    def test(matter: Matter) -> bool:
        found = iter(e.outcome for e in matter.entries if isinstance(e, Check))
        return all(any(outcome == wish for outcome in found) for wish in wanted)

    return some(test)


def replied_to_a_return(matter: Matter) -> bool:
    returned = {e.id for e in matter.entries if isinstance(e, Check) and e.outcome == "returned"}
    return any(isinstance(e, Reply) and e.to in returned for e in matter.entries)


def corrected(kind: type[Entry]) -> Happening:
    return lambda ledger: [e.id for e in ledger.entries if type(e) is kind and e.corrects]


def judged(verdict: str, measured: str = "sum") -> Happening:
    return some(
        lambda m: any(p.verdict == verdict and p.goal.measured == measured for p in m.progress)
    )


def changed(what: str, successor: bool) -> Happening:
    return lambda ledger: [
        party.id
        for party in ledger.parties.values()
        for change in party.changes
        if change.what == what and bool(change.into) is successor
    ]


def taken_over(matter: Matter) -> bool:
    """A unit reports in the place of one that was merged into it, and both have reported."""
    told = {e.unit for e in matter.entries if isinstance(e, Report)}
    return any(unit not in {p.unit for p in matter.parts} for unit in told) and len(told) > 1


def checked_on_site_each_month(matter: Matter) -> bool:
    days = [e.day for e in matter.entries if isinstance(e, Check) and e.on_site]
    return {day.month for day in days} >= {8, 9}


def monthly_goals(matter: Matter) -> bool:
    goals = matter.terms.goals or ()
    return len({(goal.of, goal.due.month) for goal in goals if goal.of}) > len(matter.standings) > 1


def split_up(matter: Matter) -> bool:
    """Rests on tasks of a collective, and units report each for itself."""
    return any(task.startswith("2.2.4") for task in matter.opening.tasks) and (
        len(matter.standings) > 1
    )


def received_late(days: int) -> Happening:
    return lambda ledger: [e.id for e in ledger.entries if (e.received - e.day).days >= days]


def public(kind: type[Entry]) -> Happening:
    return lambda ledger: [e.id for e in ledger.entries if e.public and isinstance(e, kind)]


HAPPENINGS: dict[str, Happening] = {
    "opened to one unit": some(lambda m: len(m.parts) == 1),
    "to three units, each reporting": some(lambda m: len(m.standings) == 3),
    "one lead with supports": some(lambda m: len(m.standings) == 1 and len(m.parts) == 3),
    "reported for all (合并填报)": some(
        lambda m: any(isinstance(e, Report) and e.joint for e in m.entries)
    ),
    "words of somebody's note (批示)": some(lambda m: "批示" in (m.opening.source or "")),
    "words of a meeting (议定事项)": some(lambda m: "会议纪要" in (m.opening.source or "")),
    "a collective split into those who report": some(split_up),
    "signed for": part(lambda s: s.filed == "received"),
    "silent": part(lambda s: len(s.owed) > 1 and s.silent_days > 31),
    "reported": part(lambda s: s.filed == "reported"),
    "unchanged": part(lambda s: s.filed == "unchanged"),
    "returned for its words": entered(Check, outcome="returned", fault="text"),
    "returned for its figures": entered(Check, outcome="returned", fault="figures"),
    "returned for its facts": entered(Check, outcome="returned", fault="facts"),
    "a unit's words to a return": some(replied_to_a_return),
    "returned, not yet told anew": part(lambda s: s.resubmit_by),
    "returned, told anew, confirmed": outcomes("returned", "confirmed"),
    "another day granted": answered("extend", True),
    "another day refused": answered("extend", False),
    "another day waits (申请待批)": answered("extend", None),
    "another unit granted": answered("transfer", True),
    "another unit leads from then on": some(
        lambda m: (
            m.terms.lead != m.opening.lead and any(s.since > m.opening.day for s in m.standings)
        )
    ),
    "another figure granted": answered("figure", True),
    "closed in time": part(lambda s: s.clock == "in-time"),
    "closed late": part(lambda s: s.clock == "closed-late"),
    "asked to be closed": entered(Request, wish="close"),
    "opened again and closed again": outcomes("closed", "reopened", "closed"),
    "looked at after it was closed": outcomes("closed", "confirmed"),
    "ended": some(lambda m: m.ended and m.ended.ends == "ended"),
    "merged into another": some(lambda m: m.ended and m.ended.ends == "merged" and m.ended.into),
    "a report set right": corrected(Report),
    "a decision set right": corrected(Decision),
    "taken back": entered(Void),
    "purged": entered(Report, done="已清除"),
    "a day later than spoken": lambda ledger: [n for n in ledger.notes if "原文时限" in n.text],
    "a lead that was not named": lambda ledger: [n for n in ledger.notes if "原文点名" in n.text],
    "the office itself, checked by another": some(
        lambda m: m.terms.lead == "duchashi" and m.terms.checker == "shenjiju"
    ),
    "looked at on site each month": some(checked_on_site_each_month),
    "stages": some(lambda m: len(m.terms.milestones or ()) > 1),
    "figures by unit and month": some(monthly_goals),
    "a figure behind": judged("behind"),
    "a figure on course": judged("on-course"),
    "a figure reached": judged("reached"),
    "a figure missed": judged("missed"),
    "growth below its goal": judged("behind", "growth"),
    "a yearly figure set aside": judged("aside", "yearly"),
    "asked each week": some(lambda m: m.terms.asked == "week"),
    "asked each month": some(lambda m: m.terms.asked == "month"),
    "asked each quarter": some(lambda m: m.terms.asked == "quarter"),
    "asked once": some(lambda m: m.terms.asked == "once"),
    "closed against what closes it": some(lambda m: m.done and m.terms.closes_when),
    "near its day": part(lambda s: s.clock == "near"),
    "past its day": part(lambda s: s.clock == "late"),
    "without a day": part(lambda s: s.clock == "none"),
    "entered some days late": received_late(2),
    "entered over a month late": received_late(32),
    "a unit renamed": changed("renamed", successor=False),
    "a unit merged": changed("merged", successor=True),
    "a unit dissolved, with a successor": changed("dissolved", successor=True),
    "the successor reports": some(taken_over),
    "an opening goes out": public(Opening),
    "a decision goes out": public(Decision),
    "a closing goes out": public(Check),
}


@pytest.mark.parametrize("name", HAPPENINGS)
def test_it_happens(ledger: Ledger, name: str) -> None:
    assert HAPPENINGS[name](ledger)


# -- how it stands --------------------------------------------------------------------------------

STANDINGS = {
    # read off the entries by hand: unit, filed, checked, clock, days without an answer
    "du-03": [
        ("liuhe", "reported", "closed", "in-time", ""),
        ("hewan", "received", "none", "late", "08-25 09-25"),  # signed for, nothing since
        ("maiyuan", "reported", "closed", "in-time", ""),  # the report after the return counts
    ],
    # more time was refused; what was told in September was sent back
    "du-04": [("fagaiju", "reported", "returned", "late", "")],
    # finished four days after its day
    "du-19": [("jiaoyuju", "reported", "closed", "closed-late", "")],
    # closed, opened again with a new day, and closed again by that
    "du-21": [("minzhengju", "reported", "closed", "in-time", "")],
    # two months of silence; from 26 September on three units, each week
    "du-22": [
        ("minzhengju", "received", "none", "running", "08-25 09-25 09-30"),
        ("liuhe", "received", "none", "running", "09-30"),
        ("xingpo", "none", "none", "running", "09-30"),
    ],
    # August was found to be true; September was not answered, and its day is past
    "du-36": [("fagaiju", "reported", "confirmed", "late", "09-25")],
}


@pytest.mark.parametrize("matter", STANDINGS)
def test_how_it_stands_at_the_end(ledger: Ledger, matter: str) -> None:
    found = [
        (s.unit, s.filed, s.checked, s.clock, " ".join(f"{day:%m-%d}" for day in s.owed))
        for s in ledger.matters[matter].standings
    ]
    assert found == STANDINGS[matter]


def test_what_an_office_is_told_to_look_at(ledger: Ledger) -> None:
    assert [note.matter for note in ledger.notes] == ["du-02", "du-03", "du-15", "du-26"]


def test_of_the_ledger_goes_out_what_is_marked() -> None:
    out = load(DATA).ledger
    assert len(out.matters) == 8
    assert {entry.kind for entry in out.entries} == {"open", "decide", "check"}
    assert {entry.by for entry in out.entries} == {"县政府办公室", None}
