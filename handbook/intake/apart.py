"""Workbooks are read in a process of their own: whatever one does to its reader, the rest is read.

What a file says of its sizes can be a lie, so its reader may take only so much time, and, where the
system can hold it to that (not on Windows), only so much memory. What fails there fails alone.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Timer

from handbook.intake.workbook import Sheet, read_workbook
from handbook.words.findings import Fault

SECONDS = 60
"""What a workbook of the permitted size takes a hundred times less than."""
BYTES = 2 * 1024**3


@dataclass
class Reader:
    """A process that reads one workbook after the other; begun when it is needed, and anew when
    something has ended it."""

    seconds: float = SECONDS
    process: Popen[bytes] | None = field(default=None, init=False)

    def read(self, path: Path) -> dict[str, Sheet]:
        """The sheets by name. Raises ``Fault`` or ``OSError`` where it cannot be read."""
        if self.process and self.process.poll() is not None:
            self.close()
        self.process = process = self.process or _begin()
        assert process.stdin
        assert process.stdout
        late = Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = Timer(self.seconds, give_up)
        timer.start()
        try:
            pickle.dump(path, process.stdin)
            process.stdin.flush()
            answer = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.close()
            slow = f"读了 {self.seconds:.0f} 秒还没有读完"
            why = slow if late.is_set() else "读它的程序停了，多半是要的内存太多"
            raise Fault(f"{why}，不像填好的表，没有收") from None
        except BaseException:  # what it would say now answers nothing any more
            self.close()
            raise
        finally:
            timer.cancel()
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, dict)
        return answer

    def close(self) -> None:
        """End the process, if there is one; the next file begins another."""
        if self.process:
            self.process.kill()
            with suppress(OSError):  # what was still to be written to it
                self.process.communicate()
        self.process = None


@cache
def reader() -> Reader:
    """The one that a command has; who has read all closes it."""
    return Reader()


def _begin() -> Popen[bytes]:
    # what is said on its end is no news
    command = [sys.executable, "-P", "-m", __name__]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)


def _serve() -> None:
    """Read what is asked for until nobody asks any more."""
    _hold()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path = pickle.load(sys.stdin.buffer)
            try:
                answer: object = read_workbook(path)
            except (Fault, OSError) as error:
                answer = error
            pickle.dump(answer, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _hold() -> None:
    """Take no more memory than a workbook of the permitted size needs."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # it is held tighter already
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, hard))


if __name__ == "__main__":
    _serve()
