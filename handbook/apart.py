"""What comes from anybody is read in a process of its own: whatever it does to its reader, the
rest goes on.

What a file says of its sizes can be a lie, so its reader may take only so much time, and, where the
system can hold it to that (not on Windows), only so much memory. What fails there fails alone. It
is a command of its own: nothing of who calls it is run again.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Timer
from typing import Any, Generic, TypeVar

from handbook.words.findings import Fault

T = TypeVar("T")
SECONDS = 60
"""What a file of the permitted size takes a hundred times less than."""
BYTES = 2 * 1024**3


@dataclass
class Reader(Generic[T]):
    """A process that reads one file after the other; begun when it is needed, and anew when
    something has ended it.

    ``read_one`` is a function of a module: the process looks it up by its name. It may raise
    ``Fault`` and ``OSError``; ``expected`` is what messages say that the file should have been.
    """

    read_one: Callable[[Path], T]
    expected: str
    seconds: float = SECONDS
    process: Popen[bytes] | None = field(default=None, init=False)

    def read(self, path: Path) -> T:
        """What ``read_one`` makes of it. Raises ``Fault`` or ``OSError``."""
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
            pickle.dump((self.read_one, path), process.stdin)
            process.stdin.flush()
            answer: Any = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.close()
            slow = f"读了 {self.seconds:.0f} 秒还没有读完"
            why = slow if late.is_set() else "读它的程序停了，多半是要的内存太多"
            raise Fault(f"{why}，不像{self.expected}，没有收") from None
        except BaseException:  # what it would say now answers nothing any more
            self.close()
            raise
        finally:
            timer.cancel()
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the process, if there is one; the next file begins another."""
        if self.process:
            self.process.kill()
            with suppress(OSError):  # what was still to be written to it
                self.process.communicate()
        self.process = None


def _begin() -> Popen[bytes]:
    # what is said on its end is no news
    command = [sys.executable, "-P", "-m", __name__]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)


def _serve() -> None:
    """Read what is asked for until nobody asks any more."""
    _hold()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            read_one, path = pickle.load(sys.stdin.buffer)
            try:
                answer: object = read_one(path)
            except (Fault, OSError) as error:
                answer = error
            pickle.dump(answer, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _hold() -> None:
    """Take no more memory than a file of the permitted size needs."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # it is held tighter already
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, hard))


if __name__ == "__main__":
    _serve()
