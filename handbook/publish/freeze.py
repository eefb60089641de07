"""A folder that appears whole or not at all, and once there is not written again."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from handbook.publish.stage import replace_files


def freeze(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Make ``folder`` hold ``files``; all of them are on the disk before it has its name.

    Whatever happens before that leaves nothing but a folder whose name begins with a dot, which
    the next run removes. Raises ``FileExistsError`` where ``folder`` is there. One caller at a
    time (see ``lock.alone``).
    """
    if folder.exists():
        raise FileExistsError(folder)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        replace_files(unfinished, files)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
