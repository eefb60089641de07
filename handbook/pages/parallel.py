"""Do many small jobs in two processes where the machine has two, in whichever order they end."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection
from typing import TypeVar

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
    forks = multiprocessing.get_context("fork")
    here, there = forks.Pipe()
    helper = forks.Process(target=_help, args=(work, there, here), daemon=True)
    helper.start()
    there.close()
    waiting = deque(range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK))
    given: deque[range] = deque()
    try:
        while waiting or given:
            try:
                while waiting and len(given) < AHEAD:
                    here.send(waiting[0])
                    given.append(waiting.popleft())
                done = here.recv() if given and (here.poll() or not waiting) else None
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
        here.close()
        helper.kill()
        helper.join()


def can_fork() -> bool:
    """Whether a second process has a core of its own and is begun without loading all anew."""
    if sys.platform != "linux":  # elsewhere forks are missing or not safe
        return False
    return len(os.sched_getaffinity(0)) > 1 and not multiprocessing.current_process().daemon


def _help(work: Work[T], there: Connection, here: Connection) -> None:
    """Do what is sent until nobody sends any more."""
    here.close()
    try:
        while True:
            there.send([work(number) for number in there.recv()])
    except BaseException:
        # the other side sees the end of the pipe, and says what is wrong
        there.close()
