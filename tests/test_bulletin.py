"""What is handed up each month: the figures of the bulletin, its papers, and what is frozen.

The table of September 2022 was read off the example's entries by hand before anything was made.
"""

from __future__ import annotations

from datetime import date

import pytest

from handbook.model import Handbook
from handbook.model.ledger.month import Month, month_of
from handbook.read.load import load
from tests.conftest import ROOT

DATA = ROOT / "examples/pinghe/data"


@pytest.fixture(scope="module")
def example() -> Handbook:
    return load(DATA, internal=True)


@pytest.fixture(scope="module")
def september(example: Handbook) -> Month:
    return month_of(example.ledger, date(2022, 9, 1), date(2022, 9, 30), ())


def numbers(text: str) -> list[str]:
    """``"3 9-11"`` as the ids of matters."""
    spans = [part.split("-") for part in text.split()]
    return [f"du-{n:02}" for span in spans for n in range(int(span[0]), int(span[-1]) + 1)]


FIGURES = {
    # how many, and which, on 30 September 2022 with what was received by then
    "all": (40, "1-40"),
    "open": (29, "1-4 6-11 13-18 20 22 24 26 28-30 33 34 36 38-40"),
    "done": (9, "5 12 19 21 23 25 27 35 37"),
    "stopped": (2, "31 32"),
    "late": (3, "3 4 36"),
    "near": (3, "7 38 39"),  # 15 days here; 39 is due on 10 October
    "owing": (4, "3 22 30 36"),
    "waiting": (1, "7"),
    "unchecked": (2, "30 38"),  # three townships of 30 reported on the last two days
    "behind": (8, "1 7 8 10 16 17 20 30"),
    "opened": (1, "40"),
    "reported": (34, "1-21 23-30 33 34 38-40"),
    "checked": (35, "1-14 16-21 23-30 33-35 37-40"),
    "closed": (9, "5 12 19 21 23 25 27 35 37"),
    "closed_late": (2, "19 25"),  # told as done on 5 and 2 September, due on 31 August
    "closed_in_part": (1, "3"),  # 麦塬乡; 禾湾镇 has told nothing
    "reopened": (1, "21"),
    "ended": (1, "32"),  # 31 went into another in August
    "redated": (2, "2 21"),  # the first day of 40 was set, none moved
    "returned": (5, "1 4 17 25 30"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_september(september: Month, name: str) -> None:
    count, which = FIGURES[name]
    matters = getattr(september, name)
    assert [matter.id for matter in matters] == numbers(which)
    assert len(matters) == count


LATE = [
    # matter, who, day it was due, days past it
    ("du-03", ("hewan",), date(2022, 9, 15), 15),
    ("du-04", ("fagaiju",), date(2022, 8, 31), 30),
    ("du-36", ("fagaiju",), date(2022, 9, 15), 15),
]
OWING = [
    ("du-03", "hewan", date(2022, 8, 25)),
    ("du-22", "minzhengju", date(2022, 8, 25)),
    ("du-22", "liuhe", date(2022, 9, 30)),
    ("du-22", "xingpo", date(2022, 9, 30)),
    ("du-30", "yunhe", date(2022, 8, 31)),
    ("du-36", "fagaiju", date(2022, 9, 25)),
]
RETURNS = [
    # the check, whose part, what the unit says to it, what was found since
    ("du-01.hecha.0928", ("zhujianju",), ["du-01.shuoming.0929"], None),
    ("du-04.hecha.0927", ("fagaiju", "ziranju", "zhujianju"), ["du-04.shuoming.0929"], None),
    ("du-17.hecha.0929", ("shangwuju",), [], None),
    ("du-25.hecha.0901", ("zhujianju", "shichangju"), ["du-25.shuoming.0902"],
     "du-25.xiaohao.0907"),
    ("du-30.hecha.0908", ("xingpo",), ["du-30.shuoming.0909"], "du-30.hecha.0916"),
]  # fmt: skip
ANSWERED = [
    # sent back in August, answered in September
    ("du-03.hecha.0830", ["du-03.shuoming.0902"]),
    ("du-11.hecha.0830", ["du-11.shuoming.0901"]),
]
PRACTICES = [
    # closed in September within their day, never sent back nor opened again: 21 was
    ("du-05.tianbao.0921", "du-05.xiaohao.0927"),
    ("du-12.tianbao.0915", "du-12.xiaohao.0921"),
    ("du-23.tianbao.0920", "du-23.xiaohao.0923"),
    ("du-27.tianbao.0921", "du-27.xiaohao.0927"),
    ("du-35.tianbao.0829", "du-35.xiaohao.0902"),
    ("du-37.tianbao.0829", "du-37.xiaohao.0902"),
]
ENDS = {
    # verdict: how many goals of which matters (one that has several stands there as often)
    "reached": (13, "3 3 5 12 23 25 27 30 30 30 30 30 38"),
    "on-course": (10, "1 2 9 10 11 14 18 26 29 39"),
    "behind": (9, "1 7 8 10 16 17 20 30 30"),
    "missed": (3, "4 30 36"),
    "aside": (1, "13"),
    "none": (4, "3 22 30 30"),
}


def test_what_is_late_and_against_what(september: Month) -> None:
    found = [(late.matter.id, late.units, late.due.day, late.days) for late in september.overdue]
    assert found == LATE


def test_who_owes_an_answer_since_when(september: Month) -> None:
    found = [(m.id, s.unit, s.owed[0]) for m in september.owing for s in m.standings if s.owed]
    assert found == OWING


def test_what_was_sent_back_with_what_the_unit_says(september: Month) -> None:
    assert [
        (r.check.id, r.units, [x.id for x in r.replies], r.since and r.since.id)
        for r in september.returns
    ] == RETURNS
    assert [(r.check.id, [x.id for x in r.replies]) for r in september.answered] == ANSWERED


def test_good_practice_comes_from_what_was_closed(september: Month) -> None:
    assert [(p.report.id, p.check.id) for p in september.practices] == PRACTICES


@pytest.mark.parametrize("verdict", ENDS)
def test_ends_reached_against_ends_set(september: Month, verdict: str) -> None:
    count, which = ENDS[verdict]
    ends = [end for end in september.ends if end.progress.verdict == verdict]
    assert [end.matter.id for end in ends] == [m for n in which.split() for m in numbers(n)]
    assert len(ends) == count


def test_a_figure_that_nobody_checked_says_so(september: Month) -> None:
    """Of the thirteen reached: what 30's townships told at the end of September, and 38."""
    told = [e.matter.id for e in september.ends if e.progress.verdict == "reached" and e.verified]
    assert told == numbers("3") * 2 + numbers("5 12 23 25 27") + numbers("30") * 2
    assert len(september.ends) == 40


def test_what_came_late_is_told(september: Month) -> None:
    assert [e.id for _, e in september.belated] == [
        "du-26.tianbao.0824",
        "du-30.tianbao.hewan.0831",
    ]
    assert september.corrected == ()
