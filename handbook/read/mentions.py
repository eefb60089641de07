"""Find where the speech names units, documents, projects, campaigns and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from handbook.model import Mention


def find_mentions(text: str, names: Mapping[str, str]) -> tuple[Mention, ...]:
    """All places of ``names`` (name → ref) in order, never overlapping; the longest wins."""
    return tuple(_mentions(text, names))


def _mentions(text: str, names: Mapping[str, str]) -> Iterator[Mention]:
    # one pattern of all names would try each of them at each place of its first character
    begun_by: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        begun_by[name[:1]].append(name)
    end = 0
    for at, character in enumerate(text):
        if at < end or character not in begun_by:
            continue
        for name in begun_by[character]:
            if text.startswith(name, at):
                end = at + len(name)
                yield Mention(at, end, names[name])
                break
