"""Whether files are still what they were, told without reading them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

Sign = tuple[str, int, int, int]
"""Where a file lies, and its inode, size and time: another file has another sign."""


def sign(path: str | Path) -> Sign:
    """The sign of a file; raises ``OSError`` where there is none."""
    found = os.stat(path)  # noqa: PTH116 - thousands of files, at each change
    return (str(path), found.st_ino, found.st_size, found.st_mtime_ns)


def signs(folder: Path) -> dict[str, Sign]:
    """The signs of all files below ``folder`` by path, but for dot names."""
    found = {}
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (os.path.join(place, name) for name in names if not name.startswith(".")):  # noqa: PTH118
            try:
                found[path] = sign(path)
            except FileNotFoundError:
                continue  # it went while we looked, or is a link to nowhere
    return found


def different(old: Mapping[str, Sign], new: Mapping[str, Sign]) -> set[str]:
    """The paths that came, went or changed."""
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
