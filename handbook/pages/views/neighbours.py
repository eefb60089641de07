"""Things in order, each beside those before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


def neighbours(things: Sequence[T]) -> Iterator[tuple[T, T | None, T | None]]:
    """Each thing with the one before and the one after."""
    padded: list[T | None] = [None, *things, None]
    for (before, thing), (_, after) in pairwise(pairwise(padded)):
        assert thing is not None
        yield thing, before, after
