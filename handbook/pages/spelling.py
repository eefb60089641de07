"""How Chinese titles are read, for a search by pinyin."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from handbook.pages.parallel import FEW, can_fork

Spelled = tuple[tuple[str, str], ...]
"""A title's Chinese characters, each with its pinyin without a tone."""


class Speller:
    """Is asked for the reading of titles, and gives it later.

    Where a process can be forked, one does it meanwhile. As the dictionary takes long to load,
    it may be begun at once, before there are any titles.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self._titles: Sequence[str] = ()
        self._there: Connection | None = None
        if at_once:
            self._begin()

    def ask(self, titles: Sequence[str]) -> None:
        """Have these titles spelled."""
        self._titles = titles
        if not self._there and len(titles) >= FEW:
            self._begin()
        self._exchange(lambda there: there.send(titles))

    def answer(self) -> list[Spelled]:
        """How the titles are read that it was asked for, in their order; then it is done."""
        answered: list[Spelled] | None = self._exchange(lambda there: there.recv())
        self.close()
        return spell(self._titles) if answered is None else answered

    def close(self) -> None:
        """Let go of the process."""
        if self._there:
            self._there.close()
            self._there = None
            self._process.kill()
            self._process.join()

    def _begin(self) -> None:
        if can_fork():
            forks = multiprocessing.get_context("fork")
            self._there, here = forks.Pipe()
            self._process = forks.Process(target=_answer, args=(here, self._there), daemon=True)
            self._process.start()
            here.close()

    def _exchange(self, act: Any) -> Any:
        """What comes of speaking with the process; if it has died, we do its work."""
        if self._there:
            try:
                return act(self._there)
            except (EOFError, OSError):
                self.close()
        return None


def spell(titles: Sequence[str]) -> list[Spelled]:
    """How titles are read."""
    from pypinyin import lazy_pinyin

    none: Any = lambda chars: [""] * len(chars)  # noqa: E731 - its type there forgets lists
    read = (zip(title, lazy_pinyin(title, errors=none), strict=True) for title in titles)
    return [tuple((char, syllable) for char, syllable in title if syllable) for title in read]


def _answer(here: Connection, there: Connection) -> None:
    there.close()
    try:
        spell(["的"])
        here.send(spell(here.recv()))
    except BaseException:
        here.close()  # the other side sees it
