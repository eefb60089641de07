"""Two processes make what one would make, whatever becomes of the second."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import islice

import pytest

from handbook import parallel as module
from handbook.files import make
from handbook.files.ledger import ledger
from handbook.model import Handbook
from handbook.pages import spelling
from handbook.pages.spelling import Speller
from handbook.parallel import FEW, Later, parallel

HERE = os.getpid()
JOBS = 2 * FEW


def fine(number: int) -> int:
    return number * number


def helper_fails(number: int) -> int:
    if os.getpid() != HERE and number == 11:
        raise OSError("only there")
    return number * number


def helper_is_killed(number: int) -> int:
    if os.getpid() != HERE and number == 11:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def helper_sends_what_cannot_be_sent(number: int) -> object:
    return (lambda: number) if os.getpid() != HERE else number * number


WORK: list[Callable[[int], object]] = [
    fine, helper_fails, helper_is_killed, helper_sends_what_cannot_be_sent,
]  # fmt: skip


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (module, spelling):
        monkeypatch.setattr(place, "can_fork", lambda: hasattr(os, "fork"))


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("begin", [True, False])
def test_what_comes_later_comes(work: Callable[[int], object], begin: bool) -> None:
    with Later(lambda: work(11), begin=begin) as later:
        assert later.get() == 121


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, JOBS, JOBS + 3])
def test_each_job_is_done_once(work: Callable[[int], object], count: int) -> None:
    done = list(parallel(work, count))
    assert len(done) == count
    assert dict(done) == {number: number * number for number in range(count)}


@pytest.mark.parametrize("wrong", [0, 17, JOBS - 1])
def test_an_error_is_raised_here_whoever_met_it(wrong: int) -> None:
    def work(number: int) -> int:
        if number == wrong:
            raise ValueError(f"job {number}")
        return number

    with pytest.raises(ValueError, match=f"^job {wrong}$"):
        list(parallel(work, JOBS))


def test_both_have_worked() -> None:
    hands = {process for _, process in parallel(lambda number: os.getpid(), JOBS)}
    assert len(hands) == 2 and HERE in hands


def test_few_jobs_begin_no_process() -> None:
    assert {process for _, process in parallel(lambda number: os.getpid(), FEW - 1)} == {HERE}


def test_who_stops_asking_leaves_no_process_behind() -> None:
    asked = parallel(fine, JOBS)
    assert len(list(islice(asked, 3))) == 3
    asked.close()
    assert multiprocessing.active_children() == []


SPELLED = [
    # a title, how it is read
    (
        "重庆的重点",
        (("重", "chong"), ("庆", "qing"), ("的", "de"), ("重", "zhong"), ("点", "dian")),
    ),
    ("58科创GDP", (("科", "ke"), ("创", "chuang"))),
    ("ABC", ()),
]


@pytest.mark.parametrize("end", ["", "killed"])
@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("times", [1, FEW])
def test_titles_are_spelled_whoever_does_it(times: int, at_once: bool, end: str) -> None:
    speller = Speller(at_once=at_once)
    speller.ask([title for title, _ in SPELLED] * times)
    if end:
        for process in multiprocessing.active_children():
            process.kill()
    assert speller.answer() == [spelled for _, spelled in SPELLED] * times
    assert multiprocessing.active_children() == []


def excel_fails_there(hb: Handbook) -> bytes:
    if os.getpid() != HERE:
        raise OSError("only there")
    return ledger(hb)


def excel_dies_there(hb: Handbook) -> bytes:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return ledger(hb)


@pytest.mark.parametrize("excel", [None, ledger, excel_fails_there, excel_dies_there])
def test_the_files_to_take_away_are_the_same(
    tiny: Handbook, monkeypatch: pytest.MonkeyPatch, excel: Callable[[Handbook], bytes] | None
) -> None:
    """``excel`` makes the ledger in a helper, if there is one."""
    monkeypatch.setattr(make, "can_fork", lambda: False)
    alone = make.make_files(tiny)
    monkeypatch.setattr(make, "can_fork", lambda: excel is not None)
    monkeypatch.setattr(make, "ledger", excel or ledger)
    assert make.make_files(tiny) == alone
