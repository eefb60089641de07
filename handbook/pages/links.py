"""Name things by id; one place turns an id into a relative link and records the link."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass


class UnknownRef(LookupError):
    """A page named an id that nobody has."""


@dataclass(frozen=True)
class Destination:
    """Where a thing lives: page path below ``docs/``, anchor on it or ``""``, link text."""

    path: str
    anchor: str
    title: str


class Links:
    """Refs like ``task:2.1.3-04`` or ``page:dates`` and the pages they lead to."""

    def __init__(self) -> None:
        self._destinations: dict[str, Destination] = {}
        self.found_on: defaultdict[str, set[str]] = defaultdict(set)
        """For each ref the paths of the pages that link to it."""

    def add(self, ref: str, path: str, title: str, anchor: str = "") -> None:
        """Register where ``ref`` lives."""
        self._destinations[ref] = Destination(path, anchor, title)

    def destination(self, ref: str) -> Destination:
        """Where ``ref`` lives. Raises ``UnknownRef``."""
        try:
            return self._destinations[ref]
        except KeyError:
            raise UnknownRef(ref) from None

    def href(self, source: str, ref: str) -> str:
        """The link from page ``source`` to ``ref``, relative, and the record of it."""
        destination = self.destination(ref)
        self.found_on[ref].add(source)
        fragment = f"#{destination.anchor}" if destination.anchor else ""
        if destination.path == source and fragment:
            return fragment
        return _relative(source, destination.path) + fragment


def _relative(source: str, target: str) -> str:
    """``target`` as seen from page ``source``; both are paths below ``docs/``."""
    folder = source.rpartition("/")[0]
    if target.rpartition("/")[0] == folder:
        return target.rpartition("/")[2]
    return "../" * source.count("/") + target
