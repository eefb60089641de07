"""Put files into their places: whole files, all of them on the disk before the first is moved."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

STAGE = ".unfinished-build"
"""Where files are written before they take their place; builders of sites skip dot names."""
WRITERS = 16
"""How many files are on their way to the disk at once, which takes them as one."""
Step = tuple[str, "Path | None"]
"""A path and the file that is to take its place, ``None`` to remove it."""


class Stage:
    """Files on their way to ``root``: beside their places until all of them are on the disk.

    A full disk changes nothing, and what was not replaced is gone with the block. May raise
    ``OSError``.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._stage = root, root / STAGE
        self._pool = ThreadPoolExecutor(WRITERS)
        self._coming: deque[Future[None]] = deque()
        self._count = 0

    def __enter__(self) -> Stage:
        if self._stage.exists():
            shutil.rmtree(self._stage)  # a run before this one was killed
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        if self._stage.exists():
            shutil.rmtree(self._stage, ignore_errors=True)
            with suppress(OSError):
                self._root.rmdir()  # there is nothing in it where nothing came of it

    def write(self, raw: bytes) -> Path:
        """Where ``raw`` will be once all are written; few are held at a time."""
        if not self._count:
            self._stage.mkdir(parents=True)
        path = self._stage / str(self._count)
        self._count += 1
        self._coming.append(self._pool.submit(_to_disk, path, raw))
        if len(self._coming) > 2 * WRITERS:
            self._coming.popleft().result()
        return path

    def replace(self, steps: Iterable[Step]) -> None:
        """Take the steps in order, each file whole old or whole new whenever the power goes."""
        for writing in self._coming:
            writing.result()
        for name, path in steps:
            if path is None:
                _remove(self._root, name)
            else:
                (self._root / name).parent.mkdir(parents=True, exist_ok=True)
                path.replace(self._root / name)


def replace_files(root: Path, files: Iterable[tuple[str, bytes | None]]) -> None:
    """Give ``files`` below ``root`` their content, or remove them, in this order.

    Raises ``OSError``; while it is the content that cannot be written, nothing is changed.
    """
    with Stage(root) as stage:
        stage.replace([(name, None if raw is None else stage.write(raw)) for name, raw in files])


def _to_disk(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _remove(docs: Path, path: str) -> None:
    """Remove a page that data no longer calls for, and its folder once that is empty."""
    (docs / path).unlink(missing_ok=True)
    parent = (docs / path).parent
    while parent != docs and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
