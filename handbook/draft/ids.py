"""Ids that follow from the sound of a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from handbook.read.records import UnitRecord
from handbook.words.pinyin import Read, reader

MOST = 40
"""Letters of an id at most, but for the number that tells it from others."""


class Ids:
    """Makes ids. ``names`` are those that will most likely be asked for: read at once, they cost
    little."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {*names}
        self._read: Read | None = None

    def free(self, name: str, taken: Collection[str], otherwise: str) -> str:
        """An id that is not ``taken``; ``otherwise`` begins it where nothing in the name sounds."""
        stem = ""
        for sound in self._sounds(name):
            if len(stem) + len(sound) > MOST:
                break
            stem += sound
        stem = stem or otherwise
        tries = (stem if n < 2 else f"{stem}-{n}" for n in range(1, len(taken) + 9))
        return next(key for key in tries if key not in taken and _may_be(key))

    def _sounds(self, name: str) -> list[str]:
        """The syllables of a name, and what of it is Latin; all else is silent."""
        if self._read is None or name not in self._names:
            self._names.add(name)
            self._read = reader(self._names)
        return self._read(name, errors=_latin)


def _latin(chars: str) -> str:
    return "".join(c for c in chars.lower() if c.isascii() and c.isalnum())


def _may_be(key: str) -> bool:
    try:
        UnitRecord(id=key, name="单位", kind="other")
    except ValueError:
        return False
    return True
