"""The word lists of ``words.yaml``, and how a text is asked whether one begins here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Words:
    """A list of words; looked up by length, so that its size costs nothing."""

    words: frozenset[str]
    lengths: tuple[int, ...]

    def at(self, text: str, start: int, end: int | None = None) -> str:
        """The longest word that begins at ``start`` (and ends by ``end``), or nothing."""
        stop = len(text) if end is None else end
        for length in self.lengths:
            if start + length <= stop and text[start : start + length] in self.words:
                return text[start : start + length]
        return ""

    def before(self, text: str, end: int, start: int = 0) -> str:
        """The longest word that ends at ``end`` (and begins no earlier than ``start``)."""
        for length in self.lengths:
            if end - length >= start and text[end - length : end] in self.words:
                return text[end - length : end]
        return ""

    def __contains__(self, word: object) -> bool:
        return word in self.words


@cache
def words(name: str) -> Words:
    """One list of the package's ``words.yaml``."""
    found = frozenset(_all()[name].split())
    return Words(found, tuple(sorted({len(word) for word in found}, reverse=True)))


@cache
def _all() -> dict[str, str]:
    text = files(__package__).joinpath("words.yaml").read_text("utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return loaded


def either(name: str, before: str = "") -> str:
    """A pattern for one of a list, the longest first; ``{adverbs}`` stands for those."""
    longest = sorted(words(name).words, key=lambda word: (-len(word), word))
    pattern = "|".join(map(re.escape, longest))
    if "{adverbs}" in before:
        before = before.replace("{adverbs}", either("adverbs"))
    return f"{before}(?:{pattern})"
