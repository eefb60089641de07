"""Workbooks are read in a process of their own: whatever one does to its reader, the rest is read.

What a file says of its sizes can be a lie, so its reader may take only so much time, and, where the
system can hold it to that (not on Windows), only so much memory. What fails there fails alone.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from handbook.intake.workbook import Sheet, read_workbook
from handbook.words.findings import Fault

SECONDS = 60
"""What a workbook of the permitted size takes a hundred times less than."""
BYTES = 2 * 1024**3


@dataclass
class Reader:
    """A process that reads one workbook after the other; begun when it is needed, and anew when
    a file has ended it."""

    seconds: float = SECONDS
    _begun: tuple[SpawnProcess, Connection] | None = field(default=None, init=False)

    def read(self, path: Path) -> dict[str, Sheet]:
        """The sheets by name. Raises ``Fault`` or ``OSError`` where it cannot be read."""
        if self._begun and not self._begun[0].is_alive():
            self.close()
        _, pipe = self._begun = self._begun or _begin()
        try:
            pipe.send(path)
            if not pipe.poll(self.seconds):
                raise Fault(f"读了 {self.seconds:.0f} 秒还没有读完，不像填好的表，没有收")
            answer = pipe.recv()
        except (EOFError, ConnectionError):
            self.close()
            raise Fault("读的时候要的内存太多，不像填好的表，没有收") from None
        except BaseException:  # what it would say now answers nothing any more
            self.close()
            raise
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, dict)
        return answer

    def close(self) -> None:
        """End the process, if there is one; the next file begins another."""
        if self._begun:
            process, pipe = self._begun
            process.kill()
            process.join()
            pipe.close()
        self._begun = None


@cache
def reader() -> Reader:
    """The one that a command has; who has read all closes it."""
    return Reader()


def _begin() -> tuple[SpawnProcess, Connection]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _serve(pipe: Connection) -> None:
    """Read what is asked for until nobody asks any more; what it would say on ending is no news."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _hold()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path = pipe.recv()
            try:
                answer: object = read_workbook(path)
            except (Fault, OSError) as error:
                answer = error
            pipe.send(answer)


def _hold() -> None:
    """Take no more memory than a workbook of the permitted size needs."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # it is held tighter already
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, hard))
