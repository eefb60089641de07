"""Put files into their places: whole files, all of them on the disk before the first is moved."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

STAGE = ".unfinished-build"
"""Where files are written before they take their place; builders of sites skip dot names."""
Step = tuple[str, "str | None"]
"""A path and the file that is to take its place, ``None`` to remove it."""


class Stage:
    """Files on their way to ``root``: beside their places until all of them are on the disk.

    A full disk changes nothing, and what was not replaced is gone with the block. May raise
    ``OSError``.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._stage = root, root / STAGE
        self._written: list[str] = []

    def __enter__(self) -> Stage:
        if self._stage.exists():
            shutil.rmtree(self._stage)  # a run before this one was killed
        return self

    def __exit__(self, *error: object) -> None:
        if self._stage.exists():
            shutil.rmtree(self._stage, ignore_errors=True)
            with suppress(OSError):
                self._root.rmdir()  # there is nothing in it where nothing came of it

    def write(self, raw: bytes) -> str:
        """Where ``raw`` is now, on its way to the disk."""
        if not self._written:
            self._stage.mkdir(parents=True)
        path = f"{self._stage}/{len(self._written)}"
        with open(path, "wb") as file:
            file.write(raw)
        self._written.append(path)
        return path

    def replace(self, steps: Iterable[Step]) -> None:
        """Take the steps in order, each file whole old or whole new whenever the power goes."""
        if self._written:
            _to_disk(self._stage, self._written)
        made = {""}
        for name, path in steps:
            if path is None:
                _remove(self._root, name)
                continue
            folder = name.rpartition("/")[0]
            if folder not in made:
                (self._root / folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            os.replace(path, f"{self._root}/{name}")


def replace_files(root: Path, files: Iterable[tuple[str, bytes | None]]) -> None:
    """Give ``files`` below ``root`` their content, or remove them, in this order.

    Raises ``OSError``; while it is the content that cannot be written, nothing is changed.
    """
    with Stage(root) as stage:
        stage.replace([(name, None if raw is None else stage.write(raw)) for name, raw in files])


def _to_disk(folder: Path, written: Iterable[str]) -> None:
    """Return when what was written to ``folder`` is on the disk."""
    if sys.platform == "linux":
        # file by file it takes ten times as long; syncfs(2) knows of failures as fsync(2) does
        libc = ctypes.CDLL(None, use_errno=True)
        place = os.open(folder, os.O_RDONLY)
        try:
            if libc.syncfs(place):
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), str(folder))
        finally:
            os.close(place)
        return
    for path in written:
        with open(path, "rb+") as file:
            os.fsync(file.fileno())


def _remove(docs: Path, path: str) -> None:
    """Remove a page that data no longer calls for, and its folder once that is empty."""
    (docs / path).unlink(missing_ok=True)
    parent = (docs / path).parent
    while parent != docs and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
