"""Do many small jobs in two processes where the machine has two, in whichever order they end."""

from __future__ import annotations

import multiprocessing
import os
import select
import sys
from collections import deque
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Work = Callable[[int], T]

FEW = 200
"""Jobs that one process has done before a second one has begun."""
CHUNK = 8
"""Jobs that the helper is given at once."""
AHEAD = 3
"""Chunks that it has waiting, lest it wait for us."""


def parallel(work: Work[T], count: int) -> Generator[tuple[int, T], None, None]:
    """Each number below ``count`` with what ``work`` makes of it; the first ones by the helper.

    The helper is a fork: ``work`` knows what it knows here, and what it keeps is lost. Where it
    fails or dies, its jobs are done here, so that an error is raised where it is understood.
    """
    if count < FEW or not can_fork():
        yield from ((number, work(number)) for number in range(count))
        return
    helper = Helper(lambda chunk: [work(number) for number in chunk])
    waiting = deque(range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK))
    given: deque[range] = deque()
    answers = select.poll()  # asked before each job of ours: the pipe's own poll takes its time
    answers.register(helper.pipe, select.POLLIN)
    try:
        while waiting or given:
            try:
                while waiting and len(given) < AHEAD:
                    helper.pipe.send(waiting[0])
                    given.append(waiting.popleft())
                done = helper.pipe.recv() if given and (answers.poll(0) or not waiting) else None
            except (EOFError, OSError):
                break
            if done is not None:
                yield from zip(given.popleft(), done, strict=True)
            if waiting:
                number = waiting[-1][-1]
                waiting[-1] = waiting[-1][:-1]
                if not waiting[-1]:
                    waiting.pop()
                yield number, work(number)
        for chunk in (*given, *waiting):
            yield from ((number, work(number)) for number in chunk)
    finally:
        helper.close()


def can_fork() -> bool:
    """Whether a second process has a core of its own and is begun without loading all anew."""
    if sys.platform != "linux":  # elsewhere forks are missing or not safe
        return False
    return len(os.sched_getaffinity(0)) > 1 and not multiprocessing.current_process().daemon


class Later(Generic[T]):
    """What ``make`` gives, made by a fork meanwhile where that has a core; it gives no None."""

    def __init__(self, make: Callable[[], T], *, begin: bool = True) -> None:
        self._make = make
        self._helper = Helper(lambda _: make()) if begin and can_fork() else None
        if self._helper:
            self._helper.exchange(lambda pipe: pipe.send(None))

    def __enter__(self) -> Later[T]:
        return self

    def __exit__(self, *error: object) -> None:
        if self._helper:
            self._helper.close()

    def get(self) -> T:
        """Wait for it; to be called once."""
        made: T | None = None
        if self._helper:
            made = self._helper.exchange(lambda pipe: pipe.recv())
        return self._make() if made is None else made


class Helper:
    """A fork that answers whatever comes by ``pipe`` with what ``work`` makes of it.

    It does ``first`` before. Where it fails or dies, the pipe ends.
    """

    def __init__(self, work: Callable[[Any], object], first: Callable[[], object] = bool) -> None:
        forks = multiprocessing.get_context("fork")
        self.pipe, there = forks.Pipe()
        self._process = forks.Process(target=self._answer, args=(there, work, first), daemon=True)
        self._process.start()
        there.close()

    def exchange(self, act: Callable[[Connection], Any]) -> Any:
        """What comes of speaking with it; ``None`` where it has died, and its work is ours."""
        try:
            return act(self.pipe)
        except (EOFError, OSError):
            return None

    def close(self) -> None:
        """Let go of it."""
        self.pipe.close()
        self._process.kill()
        self._process.join()

    def _answer(
        self, there: Connection, work: Callable[[Any], object], first: Callable[[], object]
    ) -> None:
        self.pipe.close()
        try:
            first()
            while True:
                there.send(work(there.recv()))
        except BaseException:
            there.close()  # the other side sees it, and says what is wrong
