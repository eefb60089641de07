"""One build at a time: a second one says so and waits for the first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder`` (which need not exist), a file beside it.

    The operating system holds the lock, not the file: it ends with the process, however that
    ends. Raises ``OSError`` where the file cannot be made.
    """
    place = folder.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.with_name(f".{place.name}.lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        print(f"另一个生成正在进行（{folder.name}），等它结束再继续。", file=sys.stderr, flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
