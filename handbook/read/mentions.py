"""Find where the speech names units, documents, projects, campaigns and terms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handbook.model import Mention


def find_mentions(text: str, names: Mapping[str, str]) -> tuple[Mention, ...]:
    """All places of ``names`` (name → ref) in order, never overlapping; the longest wins."""
    if not names:
        return ()
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return tuple(
        Mention(match.start(), match.end(), names[match.group()])
        for match in pattern.finditer(text)
    )
