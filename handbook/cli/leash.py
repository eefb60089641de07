"""A command run in an interpreter of its own, as MkDocs wants it, that ends with this one.

There files and names are UTF-8 whatever the machine's habit, and nothing that lies in the folder
is imported. The child reads from us for as long as we are there, and so learns of our end, too,
where we are killed or the system knows no signals.
"""

from __future__ import annotations

import _thread
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from handbook.site.mkdocs import ENVIRONMENT, SiteError

HELD = "SHOUCE_HELD"
"""The child's environment has it."""


def held() -> bool:
    """Whether this is such a child."""
    return HELD in os.environ


def run(arguments: Sequence[str]) -> None:
    """Run our command with ``arguments`` in a child until it ends, or we are interrupted.

    What it says goes to the console as it is. Raises ``SystemExit`` with its exit code where it
    failed, ``SiteError`` where it was ended.
    """
    command = [sys.executable, "-P", "-m", "handbook", *arguments]
    console = {"PYTHONIOENCODING": f"{sys.stdout.encoding}:backslashreplace", HELD: "1"}
    with subprocess.Popen(
        command, env=os.environ | ENVIRONMENT | console, stdin=subprocess.PIPE
    ) as child:
        with suppress(KeyboardInterrupt):
            child.wait()
        assert child.stdin
        child.stdin.close()  # let go
        while child.poll() is None:
            with suppress(KeyboardInterrupt):
                child.wait()
    if child.returncode < 0:
        raise SiteError("预览停了，被别的程序结束了。请重新执行")
    if child.returncode:
        sys.exit(child.returncode)


@contextmanager
def followed() -> Iterator[None]:
    """Run the block until it ends, or the parent is gone or lets go.

    Ctrl+C in a console reaches both: the parent answers it.
    """
    os.environ.pop(HELD, None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_follow, daemon=True).start()
    with suppress(KeyboardInterrupt):
        yield


def _follow() -> None:
    while os.read(0, 1):
        pass
    _thread.interrupt_main(signal.SIGTERM)


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
    raise KeyboardInterrupt
