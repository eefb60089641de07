"""How a matter stands follows from its entries, by rules: a table of lives and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.model.ledger.asking import days_asked, unanswered
from handbook.model.ledger.entries import (
    Change,
    Check,
    Decision,
    Entry,
    Figure,
    Goal,
    Opening,
    Party,
    Receipt,
    Report,
    Request,
    Void,
)
from handbook.model.ledger.ledger import Ledger
from handbook.model.ledger.matter import Matter

PARTIES = {
    key: Party(key, name, "department")
    for key, name in {"a": "甲局", "b": "乙局", "c": "丙局", "d": "丁局", "o": "督查室"}.items()
}


def on(text: str) -> date:
    """``8-05`` of 2022."""
    month, day = text.split("-")
    return date(2022, int(month), int(day))


def said(kind: type[Entry], day: str, key: str = "", **more: Any) -> Any:
    """An entry of the one matter there is, entered on its day unless said otherwise."""
    received = on(more.pop("received", day))
    name = key or f"{kind.kind}-{day}-{more.get('unit', '')}"
    return kind(**{"id": name, "matter": "m", "day": on(day), "received": received, **more})


def opened(**terms: Any) -> Any:
    given = {"lead": "a", "due": on("10-15"), "asked": "month", "answer_on": 25}
    facts = {"number": "1号", "title": "事项", "tasks": ("2.1-01",), "closes_when": "验收"}
    return said(Opening, "7-25", "open", **{**given, **facts, **terms})


def stood(day: str, *entries: Entry, parties: dict[str, Party] | None = None) -> Matter:
    return Ledger(parties or PARTIES, entries).at(on(day))["m"]


# -- one unit ----------------------------------------------------------------------------------

REPORT = said(Report, "8-20", "r1", unit="a", done="开工")
FALSE = said(Check, "8-30", "c1", checker="o", of=("r1",), outcome="returned", fault="figures",
             text="数字与台账不符", answer_by=on("9-05"))  # fmt: skip
TRUE = replace(FALSE, outcome="confirmed", fault=None, answer_by=None)
CLOSED = said(Check, "9-10", "c2", checker="o", of=("r2",), outcome="closed")
DONE = said(Report, "9-08", "r2", unit="a", done="完工")
REOPENED = said(Check, "9-20", "c3", checker="o", of=("r2",), outcome="reopened")

LIFE = [
    # (on the day, after these entries) filed, checked, clock, owed
    ("7-26", (), "none", "none", "running", []),
    ("8-25", (), "none", "none", "running", ["8-25"]),
    ("8-26", (said(Receipt, "7-28", unit="a"),), "received", "none", "running", ["8-25"]),
    ("9-26", (), "none", "none", "running", ["8-25", "9-25"]),
    ("8-26", (REPORT,), "reported", "waiting", "running", []),
    ("8-31", (REPORT, TRUE), "reported", "confirmed", "running", []),
    ("8-31", (REPORT, FALSE), "reported", "returned", "running", []),
    ("9-06", (REPORT, FALSE), "reported", "returned", "running", ["9-05"]),
    # what is told again answers no day to come
    ("9-26", (REPORT, FALSE, replace(DONE, day=on("9-04"))),
     "reported", "waiting", "running", ["9-25"]),
    ("8-31", (REPORT, FALSE, said(Report, "8-31", unit="a", unchanged=True)),
     "unchanged", "returned", "running", []),
    ("9-08", (REPORT, FALSE, DONE), "reported", "waiting", "running", []),
    ("9-30", (REPORT, DONE, CLOSED), "reported", "closed", "in-time", []),
    ("9-30", (REPORT, DONE, CLOSED, REOPENED), "reported", "reopened", "running", ["9-25"]),
    # that it is found to be true once more leaves it closed
    ("9-30", (REPORT, DONE, CLOSED, replace(CLOSED, id="c4", day=on("9-20"), outcome="confirmed")),
     "reported", "closed", "in-time", []),
    ("10-05", (REPORT,), "reported", "waiting", "near", ["9-25"]),
    ("10-15", (REPORT,), "reported", "waiting", "near", ["9-25"]),
    ("10-16", (REPORT,), "reported", "waiting", "late", ["9-25"]),
    # a check of an earlier report says nothing of the last one
    ("9-10", (REPORT, DONE, replace(FALSE, day=on("9-09"), received=on("9-09"))),
     "reported", "waiting", "running", []),
    # what was entered later was not known
    ("8-26", (replace(REPORT, received=on("8-27")),), "none", "none", "running", ["8-25"]),
    # taken back, and set right
    ("8-26", (REPORT, said(Void, "8-26", "v", corrects="r1", why="报错事项")),
     "none", "none", "running", ["8-25"]),
    ("8-31", (REPORT, said(Report, "8-20", "r1b", received="8-29", unit="a", unchanged=True,
                           corrects="r1"), TRUE), "unchanged", "confirmed", "running", []),
    # of one day what was entered first was first, whatever it is called
    ("9-30", (REPORT, DONE, CLOSED, replace(REOPENED, id="c0", day=on("9-10"))),
     "reported", "reopened", "running", ["9-25"]),
    # opened again and then reported on one day; sent back and told again
    ("9-30", (REPORT, DONE, CLOSED, REOPENED, said(Report, "9-20", "r3", unit="a", done="补完")),
     "reported", "waiting", "running", []),
    ("9-26", (REPORT, FALSE, replace(DONE, day=on("8-30"), received=on("8-30"))),
     "reported", "waiting", "running", ["9-25"]),
    # told, found wanting and sent back on one day
    ("8-31", (REPORT, replace(FALSE, day=on("8-20"), received=on("8-20"))),
     "reported", "returned", "running", []),
    # a decision ends it
    ("9-30", (said(Decision, "8-01", by="办公室", source="会议", ends="ended"),),
     "none", "none", "ended", []),
]  # fmt: skip


@pytest.mark.parametrize(("day", "entries", "filed", "checked", "clock", "owed"), LIFE)
def test_how_a_part_stands(
    day: str, entries: tuple[Entry, ...], filed: str, checked: str, clock: str, owed: list[str]
) -> None:
    (part,) = stood(day, opened(), *entries).standings
    assert (part.filed, part.checked, part.clock) == (filed, checked, clock)
    assert part.owed == tuple(map(on, owed))
    assert part.silent_days == ((on(day) - on(owed[0])).days if owed else 0)


@pytest.mark.parametrize(
    ("reported", "due", "clock"),
    [
        ("9-08", "9-08", "in-time"),  # the check may come after the day: the report counts
        ("9-08", "9-07", "closed-late"),
        ("9-08", None, "in-time"),
    ],
)
def test_a_closed_part_is_judged_by_the_day_of_its_report(
    reported: str, due: str | None, clock: str
) -> None:
    report = said(Report, reported, "r2", unit="a", done="完工")
    matter = stood("9-30", opened(due=on(due) if due else None), report, CLOSED)
    assert matter.standings[0].clock == matter.clock == clock
    assert matter.done
    assert not matter.open


# -- requests and days --------------------------------------------------------------------------

EXTEND = said(Request, "10-10", "q1", unit="a", wish="extend", reason="雨季", due=on("11-30"))
GRANTED = said(Decision, "10-18", "d1", by="办公室", source="批示", answers="q1", granted=True,
               due=on("11-30"))  # fmt: skip
REFUSED = replace(GRANTED, granted=False, due=None)


@pytest.mark.parametrize(
    ("day", "entries", "waiting", "dues", "clock"),
    [
        ("10-16", (EXTEND,), 1, ["10-15"], "late"),  # until answered the old day stands
        ("10-18", (EXTEND, GRANTED), 0, ["10-15", "11-30"], "running"),
        ("10-18", (EXTEND, REFUSED), 0, ["10-15"], "late"),
        ("10-17", (EXTEND, GRANTED), 1, ["10-15"], "late"),
    ],
)
def test_a_request_waits_until_a_decision_answers_it(
    day: str, entries: tuple[Entry, ...], waiting: int, dues: list[str], clock: str
) -> None:
    matter = stood(day, opened(asked=None), *entries)
    assert len(matter.requests) == waiting
    assert [due.day for due in matter.dues] == [on(due) for due in dues]
    assert matter.clock == clock


def test_a_request_to_be_closed_is_answered_by_the_check() -> None:
    wish = said(Request, "9-08", "q2", unit="a", wish="close", reason="已完工")
    assert stood("9-09", opened(), DONE, wish).requests == (wish,)
    assert stood("9-10", opened(), DONE, wish, CLOSED).requests == ()


SOON = replace(EXTEND, day=on("9-09"), received=on("9-09"))
ENDED = said(Decision, "9-20", "e", by="办公室", source="会议", ends="merged", into="n")
AGAIN = replace(SOON, id="q3", day=on("9-22"))
AT_ONCE = replace(GRANTED, day=on("9-09"), received=on("9-09"))
CLOSE = said(Request, "9-09", "q2", unit="a", wish="close", reason="已完工")


@pytest.mark.parametrize(
    ("day", "entries", "waiting", "lapsed"),
    [
        ("9-09", (DONE, SOON, CLOSED), ["q1"], []),
        ("9-10", (DONE, SOON, CLOSED), [], ["q1"]),
        ("9-19", (DONE, SOON, ENDED), ["q1"], []),
        ("9-20", (DONE, SOON, ENDED), [], ["q1"]),
        # to be closed is granted by the closing, and falls with the end
        ("9-10", (DONE, CLOSE, CLOSED), [], []),
        ("9-10", (DONE, CLOSE, replace(CLOSED, outcome="returned")), [], []),
        ("9-20", (DONE, CLOSE, ENDED), [], ["q2"]),
        # to be sent back leaves it to be decided; what fell does not come back
        ("9-10", (DONE, SOON, replace(CLOSED, outcome="returned")), ["q1"], []),
        ("9-21", (DONE, SOON, CLOSED, REOPENED), [], ["q1"]),
        ("9-25", (DONE, SOON, CLOSED, REOPENED, AGAIN),
         ["q3"], ["q1"]),
        # what was answered does not fall; an answer that came later counts
        ("9-10", (DONE, SOON, AT_ONCE, CLOSED), [], []),
        ("10-18", (DONE, SOON, CLOSED, REFUSED), [], []),
        # that of a support falls when all who report are closed
        ("9-10", (DONE, replace(SOON, unit="b"), CLOSED), [], ["q1"]),
    ],
)  # fmt: skip
def test_a_request_falls_with_the_closing_or_the_end(
    day: str, entries: tuple[Entry, ...], waiting: list[str], lapsed: list[str]
) -> None:
    matter = stood(day, opened(supports=("b",)), *entries)
    assert [request.id for request in matter.requests] == waiting
    assert [lapse.request.id for lapse in matter.lapsed] == lapsed


def test_a_request_falls_with_the_part_of_who_asked_alone() -> None:
    three = opened(reporters=("a", "b"))
    wishes = [replace(SOON, id=f"q-{unit}", unit=unit) for unit in "ab"]
    matter = stood("9-10", three, DONE, *wishes, CLOSED)
    assert [request.id for request in matter.requests] == ["q-b"]
    assert [lapse.request.id for lapse in matter.lapsed] == ["q-a"]


# -- several units ------------------------------------------------------------------------------


def test_three_report_each_for_himself() -> None:
    three = opened(lead="a", reporters=("a", "b", "c"))
    reports = [said(Report, "8-20", f"r-{u}", unit=u, done="完工") for u in "abc"]
    checks = [said(Check, "9-01", f"c-{u}", checker="o", of=(f"r-{u}",), outcome="closed")
              for u in "ab"]  # fmt: skip
    matter = stood("9-02", three, *reports, *checks)
    assert (matter.closed, len(matter.standings), matter.done) == (2, 3, False)
    assert [s.checked for s in matter.standings] == ["closed", "closed", "waiting"]


def test_a_support_reports_through_the_lead() -> None:
    matter = stood("8-26", opened(supports=("b",)), said(Report, "8-20", unit="b", done="配合"))
    assert [s.unit for s in matter.standings] == ["a"]
    assert matter.standings[0].filed == "none"
    told = replace(REPORT, joint=("b",))
    each = stood("8-26", opened(reporters=("a", "b")), told)
    assert [s.filed for s in each.standings] == ["reported", "reported"]


def test_after_a_transfer_the_next_unit_owes_from_then_on() -> None:
    transfer = said(Decision, "9-01", "d", by="办公室", source="批示", lead="b")
    matter = stood("9-26", opened(), transfer)
    assert [part.unit for part in matter.parts] == ["b"]
    (part,) = matter.standings
    assert (part.unit, part.since, part.owed) == ("b", on("9-01"), (on("9-25"),))


def test_a_reporter_hands_on_its_own_part_alone() -> None:
    wish = said(Request, "8-20", "q", unit="b", wish="transfer", reason="不归我管", to="d")
    grant = said(Decision, "9-01", "g", by="办公室", source="批示", answers="q", granted=True,
                 reporters=("a", "d"))  # fmt: skip
    matter = stood("9-26", opened(reporters=("a", "b")), REPORT, wish, grant)
    assert (matter.terms.lead, matter.requests) == ("a", ())
    assert [(s.unit, s.filed, s.since) for s in matter.standings] == [
        ("a", "reported", on("7-25")),
        ("d", "none", on("9-01")),
    ]


def test_a_unit_that_is_merged_hands_on_its_part() -> None:
    merged = Party("a", "甲局", "department",
                   changes=(Change(on("9-01"), "merged", "机构改革方案", into="d"),))  # fmt: skip
    renamed = Party("d", "丁局", "department",
                    changes=(Change(on("9-15"), "renamed", "通知", name="戊局"),))  # fmt: skip
    parties = {**PARTIES, "a": merged, "d": renamed}
    before = stood("8-31", opened(), REPORT, parties=parties)
    after = stood("9-02", opened(), REPORT, parties=parties)
    assert (before.standings[0].unit, after.standings[0].unit) == ("a", "d")
    assert after.standings[0].filing == REPORT
    assert [renamed.name_on(on(day)) for day in ("9-14", "9-15")] == ["丁局", "戊局"]


GONE_IN = {
    **PARTIES,
    "a": Party("a", "甲局", "department",
               changes=(Change(on("9-01"), "merged", "机构改革方案", into="d"),)),
}  # fmt: skip
OF_A = said(Report, "8-20", "ra", unit="a", done="完工")
OF_D = said(Report, "8-21", "rd", unit="d", done="完工")
LATER = said(Report, "9-05", "rd2", unit="d", done="都完工")


def closes(day: str, *reports: str, **more: Any) -> Any:
    return said(Check, day, f"c-{day}", checker="o", of=reports, outcome="closed", **more)


@pytest.mark.parametrize(
    ("terms", "entries", "checked"),
    [
        # both report, a goes into d on 1 September: what d answers for is closed when both are
        (("d", ("a", "d"), ()), (OF_A, closes("8-30", "ra")), "confirmed"),
        (("d", ("a", "d"), ()), (OF_A, OF_D, closes("8-30", "ra")), "waiting"),
        (("d", ("a", "d"), ()), (OF_A, OF_D, closes("9-10", "ra")), "waiting"),
        (("d", ("a", "d"), ()), (OF_A, OF_D, closes("8-30", "ra"), closes("9-10", "rd")), "closed"),
        (("d", ("a", "d"), ()), (OF_A, LATER, closes("9-10", "rd2")), "closed"),
        (("d", ("a", "d"), ()), (OF_A, OF_D, closes("9-10", "ra", "rd", units=("a",))), "waiting"),
        # a only supports d
        (("d", (), ("a",)), (OF_A, closes("8-30", "ra")), "none"),
        (("d", (), ("a",)), (OF_A, closes("9-10", "ra")), "none"),
        # d only supports a, whose part it takes over
        (("a", (), ("d",)), (OF_A, OF_D, closes("9-10", "rd")), "waiting"),
        (("a", (), ("d",)), (OF_A, OF_D, closes("9-10", "ra")), "closed"),
        (("a", (), ()), (OF_A, closes("9-10", "ra"),
                         said(Decision, "9-15", by="办公室", source="通知", lead="d")), "closed"),
    ],
)  # fmt: skip
def test_closing_one_part_closes_no_other_that_the_unit_has_taken_over(
    terms: tuple[str, tuple[str, ...], tuple[str, ...]], entries: tuple[Entry, ...], checked: str
) -> None:
    lead, reporters, supports = terms
    matter = opened(lead=lead, reporters=reporters or None, supports=supports)
    (part,) = stood("9-20", matter, *entries, parties=GONE_IN).standings
    assert (part.unit, part.checked) == ("d", checked)


# -- a whole life ---------------------------------------------------------------------------------

RENAMED = {
    **PARTIES,
    "d": Party("d", "丁局", "department",
               changes=(Change(on("9-20"), "renamed", "通知", name="戊局"),)),
}  # fmt: skip
STEPS: list[tuple[str, Entry | None, str]] = [
    # on a day this is entered; then: who reports (filed, checked, answers owed), the day, the clock
    ("7-25", said(Opening, "7-25", "open", number="1号", title="事项", tasks=("2.1-01",), lead="a",
                  reporters=("a", "b", "c"), due=on("9-30"), asked="month", answer_on=25,
                  closes_when="验收"),
     "a none none 0, b none none 0, c none none 0 | 9-30 running"),
    ("7-26", said(Receipt, "7-26", "g", unit="a"),
     "a received none 0, b none none 0, c none none 0 | 9-30 running"),
    ("8-26", None, "a received none 1, b none none 1, c none none 1 | 9-30 running"),
    ("8-27", said(Report, "8-27", "ra", unit="a", done="开工"),
     "a reported waiting 0, b none none 1, c none none 1 | 9-30 running"),
    ("8-28", said(Report, "8-28", "rb", unit="b", done="开工", joint=("c",)),
     "a reported waiting 0, b reported waiting 0, c reported waiting 0 | 9-30 running"),
    ("8-30", said(Check, "8-30", "ka", checker="o", of=("ra",), outcome="returned", fault="facts",
                  text="没有开工", answer_by=on("9-05")),
     "a reported returned 0, b reported waiting 0, c reported waiting 0 | 9-30 running"),
    ("9-06", None,
     "a reported returned 1, b reported waiting 0, c reported waiting 0 | 9-30 running"),
    ("9-07", said(Report, "9-07", "ra2", unit="a", done="已开工"),
     "a reported waiting 0, b reported waiting 0, c reported waiting 0 | 9-30 running"),
    ("9-10", said(Request, "9-10", "q", unit="a", wish="extend", reason="雨季", due=on("10-31")),
     "a reported waiting 0, b reported waiting 0, c reported waiting 0 | 9-30 running 申请待批"),
    ("9-15", said(Decision, "9-15", "d1", by="办公室", source="批示", answers="q", granted=True,
                  due=on("10-31")),
     "a reported waiting 0, b reported waiting 0, c reported waiting 0 | 10-31 running"),
    ("9-18", said(Decision, "9-18", "d2", by="办公室", source="批示", lead="d"),
     "d none none 0, b reported waiting 0, c reported waiting 0 | 10-31 running"),
    ("9-26", None, "d none none 1, b reported waiting 1, c reported waiting 1 | 10-31 running"),
    ("9-27", said(Report, "9-27", "rd", unit="d", done="三家都完工", joint=("b", "c")),
     "d reported waiting 0, b reported waiting 0, c reported waiting 0 | 10-31 running"),
    ("9-28", said(Check, "9-28", "kd", checker="o", of=("rd",), outcome="confirmed"),
     "d reported confirmed 0, b reported confirmed 0, c reported confirmed 0 | 10-31 running"),
    ("10-10", said(Check, "10-10", "z", checker="o", of=("rd",), outcome="closed"),
     "d reported closed 0, b reported closed 0, c reported closed 0 | 10-31 in-time"),
    ("10-12", said(Check, "10-12", "zz", checker="o", of=("rd",), outcome="reopened", units=("d",)),
     "d reported reopened 0, b reported closed 0, c reported closed 0 | 10-31 running"),
    ("11-02", None, "d reported reopened 1, b reported closed 0, c reported closed 0 | 10-31 late"),
    ("11-03", said(Report, "11-03", "rd2", unit="d", done="整改完"),
     "d reported waiting 0, b reported closed 0, c reported closed 0 | 10-31 late"),
    ("11-05", said(Check, "11-05", "z2", checker="o", of=("rd2",), outcome="closed"),
     "d reported closed 0, b reported closed 0, c reported closed 0 | 10-31 closed-late"),
]  # fmt: skip


@pytest.mark.parametrize("step", range(len(STEPS)), ids=[step[0] for step in STEPS])
def test_the_whole_life_of_a_matter(step: int) -> None:
    """Three units and one lead; silence, a return, a delay, a transfer, a new name, the end."""
    entries = [entry for _, entry, _ in STEPS if entry]  # those to come change nothing
    day, _, wanted = STEPS[step]
    matter = stood(day, *entries, parties=RENAMED)
    parts = (f"{s.unit} {s.filed} {s.checked} {len(s.owed)}" for s in matter.standings)
    waiting = " 申请待批" if matter.requests else ""
    due = matter.terms.due
    assert due
    told = f"{', '.join(parts)} | {due.month}-{due.day} {matter.clock}{waiting}"
    assert told == wanted
    assert RENAMED["d"].name_on(matter.as_of) == ("戊局" if on(day) >= on("9-20") else "丁局")


# -- when an answer is due ----------------------------------------------------------------------


def test_an_answer_due_on_the_day_of_a_decision_stays_due() -> None:
    decided = said(Decision, "8-25", "d", by="办公室", source="批示", due=on("11-30"))
    assert stood("8-26", opened(), decided).standings[0].owed == (on("8-25"),)


@pytest.mark.parametrize(
    ("asked", "answer_on", "days"),
    [
        ("month", 25, ["7-25", "8-25", "9-25"]),
        ("month", 31, ["7-31", "8-31", "9-30"]),
        ("quarter", 20, ["9-20"]),
        ("once", None, ["9-28"]),
        (None, None, []),
    ],
)
def test_days_on_which_an_answer_is_due(asked: Any, answer_on: int | None, days: list[str]) -> None:
    terms = opened(asked=asked, answer_on=answer_on, due=on("9-28"))
    assert [*days_asked(terms, on("7-20"), on("9-30"))] == [on(day) for day in days]


def test_a_week_is_asked_about_on_its_day() -> None:
    days = [*days_asked(opened(asked="week", answer_on=1), on("8-01"), on("8-22"))]
    assert days == [on("8-08"), on("8-15"), on("8-22")]  # Mondays; 1 August was one


@pytest.mark.parametrize(
    ("reports", "left"),
    [
        ([], ["8-25", "9-25"]),
        (["8-20"], ["9-25"]),
        (["8-25"], ["9-25"]),
        (["8-27"], ["9-25"]),  # late for August: September is still to be answered
        (["8-20", "8-27"], []),
        (["9-26"], []),
    ],
)
def test_a_report_answers_what_has_passed_or_else_the_next(
    reports: list[str], left: list[str]
) -> None:
    asked = [on("8-25"), on("9-25")]
    told = [(on(day), True) for day in reports]
    assert unanswered(asked, told) == [on(day) for day in left]


# -- figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measured", "value", "until", "as_of", "verdict"),
    [
        ("sum", 60, "8-31", "8-31", "behind"),  # 60 % reached, 243 of 365 days gone
        ("sum", 67, "8-31", "8-31", "on-course"),
        ("sum", 100, "8-31", "8-31", "reached"),
        ("growth", 60, "8-31", "8-31", "behind"),
        ("growth", 100, "8-31", "8-31", "reached"),
        ("yearly", 60, "8-31", "8-31", "aside"),
    ],
)
def test_a_figure_is_held_against_the_time_gone(
    measured: Any, value: float, until: str, as_of: str, verdict: str
) -> None:
    goal = Goal("改造面积", 100, "万平方米", date(2022, 12, 31), measured=measured)
    figure = Figure("改造面积", value, "万平方米", on(until))
    report = said(Report, "8-31", unit="a", figures=(figure,))
    (progress,) = stood(as_of, opened(goals=(goal,)), report).progress
    assert progress.verdict == verdict
    assert not progress.confirmed


@pytest.mark.parametrize(
    ("measured", "figures", "verdict", "shown"),
    [
        # value and day of the figures told; the goal is 100 by 31 August, the day is 30 September
        ("sum", [(60, "8-31")], "missed", 60),
        ("sum", [(100, "8-31")], "reached", 100),
        # only what was reached before: what was reached on the day nobody has told
        ("sum", [(60, "8-20")], "unreported", 60),
        ("sum", [(100, "8-20")], "reached", 100),
        ("growth", [(100, "8-20")], "unreported", 100),
        ("yearly", [(60, "8-20")], "unreported", 60),
        ("yearly", [(100, "8-20")], "reached", 100),
        # what adds up and falls short later fell short on the day
        ("sum", [(60, "8-20"), (90, "9-15"), (95, "9-20")], "missed", 90),
        ("sum", [(90, "9-15")], "missed", 90),
        ("sum", [(60, "8-20"), (110, "9-15")], "unreported", 60),
        ("growth", [(60, "8-20"), (90, "9-15")], "unreported", 60),
        ("sum", [(100, "8-31"), (90, "9-15")], "reached", 100),
        ("sum", [(110, "9-15")], "none", None),
    ],
)
def test_once_its_day_has_passed_a_goal_is_judged_by_the_figure_of_the_day(
    measured: Any, figures: list[tuple[int, str]], verdict: str, shown: int | None
) -> None:
    goal = Goal("改造面积", 100, "万平方米", on("8-31"), measured=measured)
    told = [Figure(goal.name, value, goal.unit, on(day)) for value, day in figures]
    reports = [said(Report, "9-25", f"r{f.until}", unit="a", figures=(f,)) for f in told]
    (progress,) = stood("9-30", opened(goals=(goal,)), *reports).progress
    assert progress.verdict == verdict
    assert (progress.figure.value if progress.figure else None) == shown


def test_no_figure_is_nothing_on_record() -> None:
    goal = Goal("改造面积", 100, "万平方米", date(2022, 12, 31))
    (progress,) = stood("8-31", opened(goals=(goal,))).progress
    assert (progress.verdict, progress.figure) == ("none", None)


# -- whatever the order ---------------------------------------------------------------------------

DAYS = st.dates(date(2022, 7, 25), date(2022, 12, 1))


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Lives of one matter: reports, checks of them, requests, decisions, corrections."""
    entries: list[Entry] = [opened(reporters=("a", "b"), supports=("c",))]
    for n in range(draw(st.integers(0, 9))):
        day = draw(DAYS)
        received = max(day, draw(DAYS))
        base: dict[str, Any] = {"id": f"e{n}", "matter": "m", "day": day, "received": received}
        reports = [e for e in entries if isinstance(e, Report)]
        kind = draw(st.sampled_from(["report", "check", "request", "decide", "void", "right"]))
        unit = draw(st.sampled_from("ab"))
        if kind == "check" and reports:
            of = draw(st.sampled_from(reports))
            found: Any = draw(st.sampled_from(["confirmed", "returned", "closed", "reopened"]))
            day = max(day, of.day)
            base |= {"day": day, "received": max(day, received, of.received)}
            entries.append(Check(**base, checker="o", of=(of.id,), outcome=found))
        elif kind == "request":
            wish: Any = draw(st.sampled_from(["extend", "close"]))
            entries.append(Request(**base, unit=unit, wish=wish, reason="雨季", due=day))
        elif kind == "decide":
            terms: Any = draw(st.sampled_from([{"lead": "a"}, {"lead": "d"}, {"ends": "ended"}]))
            entries.append(Decision(**base, by="办公室", source="批示", **terms))
        elif kind in ("void", "right") and reports:
            old = draw(st.sampled_from(reports))
            base["received"] = max(received, old.received)
            if kind == "void":
                entries.append(Void(**base, corrects=old.id, why="报错"))
            else:
                entries.append(replace(old, **base, unchanged=True, done=None, corrects=old.id))
        else:
            entries.append(Report(**base, unit=unit, done="推进"))
    return entries


@settings(max_examples=1000, deadline=None)
@given(histories(), st.randoms(use_true_random=False), DAYS, DAYS)
def test_order_changes_nothing_and_what_was_known_stays(
    entries: list[Entry], random: Any, day: date, later: date
) -> None:
    shuffled = [*entries]
    random.shuffle(shuffled)
    before = Ledger(GONE_IN, tuple(entries)).at(day)
    assert Ledger(GONE_IN, tuple(shuffled)).at(day) == before
    # what is received after a day changes nothing of what was known on it
    known = tuple(entry for entry in entries if entry.received <= day)
    assert Ledger(GONE_IN, known).at(day) == before
    for matter in Ledger(GONE_IN, tuple(entries)).at(max(day, later)).values():
        fallen = {lapse.request.id for lapse in matter.lapsed}
        assert fallen.isdisjoint(request.id for request in matter.requests)
        for standing in matter.standings:
            check = standing.check
            if check and standing.checked == check.outcome and isinstance(standing.filing, Report):
                assert check.day >= min(r.day for r in matter.history if isinstance(r, Report))
            assert all(asked <= matter.as_of for asked in standing.owed)
