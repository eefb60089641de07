"""How Chinese titles are read, for a search by pinyin."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from handbook.model.addresses import folders
from handbook.parallel import FEW, Helper, can_fork
from handbook.words.pinyin import reader

PATH: Final = "assets/unit-readings.js"
Spelled = tuple[tuple[str, str], ...]
"""A title's Chinese characters, each with its pinyin without a tone."""


class Speller:
    """Is asked for the reading of titles, and gives it later.

    Where a process can be forked, one does it meanwhile. As the dictionary takes long to load,
    it may be begun at once, before there are any titles.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self._titles: Sequence[str] = ()
        self._helper: Helper | None = None
        if at_once:
            self._begin()

    def __enter__(self) -> Speller:
        return self

    def __exit__(self, *error: object) -> None:
        self._let_go()

    def ask(self, titles: Sequence[str]) -> None:
        """Have these titles spelled."""
        self._titles = titles
        if len(titles) >= FEW:
            self._begin()
        if self._helper:
            self._helper.exchange(lambda pipe: pipe.send(titles))

    def answer(self) -> list[Spelled]:
        """How the titles are read that it was asked for, in their order; then it is done."""
        answered: list[Spelled] | None = None
        if self._helper:
            answered = self._helper.exchange(lambda pipe: pipe.recv())
            self._let_go()
        return spell(self._titles) if answered is None else answered

    def _begin(self) -> None:
        if not self._helper and can_fork():
            self._helper = Helper(spell, first=partial(spell, ["的"]))

    def _let_go(self) -> None:
        if self._helper:
            self._helper.close()
            self._helper = None


def spell(titles: Sequence[str]) -> list[Spelled]:
    """How titles are read."""
    read_one = reader(titles)
    read = (zip(title, read_one(title, errors=_no_syllables), strict=True) for title in titles)
    return [tuple((char, syllable) for char, syllable in title if syllable) for title in read]


def _no_syllables(chars: str) -> list[str]:
    """What characters that are no Chinese are read as."""
    return [""] * len(chars)


def unit_readings(spelled: Mapping[str, Spelled]) -> bytes:
    """The script that tells the picker of units how their names are read: syllables by id."""
    folder = f"{folders()['unit']}/"
    readings = {
        path.removeprefix(folder).removesuffix(".md"): " ".join(syllable for _, syllable in title)
        for path, title in spelled.items()
        if path.startswith(folder)
    }
    text = json.dumps(readings, ensure_ascii=False, separators=(",", ":"))
    return f"self.unitReadings = {text};\n".encode()
