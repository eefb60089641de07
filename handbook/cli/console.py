"""What the commands say: how far a build has got, and what is wrong, on any console."""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from handbook.publish.publish import explain
from handbook.words.findings import DataError, Fault

T = TypeVar("T")
INTERRUPTED = 130
"""The exit code of a command that the user broke off."""


class Steps:
    """Runs the steps of a build one after the other and says how each is getting on."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options

    def __call__(
        self, label: str, step: Callable[[], T], tell: Callable[[T], str] | None = None
    ) -> T:
        """What ``step`` gives back; ``tell`` puts it into words."""
        started = time.perf_counter()
        say(self.options, f"{label}……", end="")
        try:
            result = step()
        except BaseException:
            say(self.options, "没有通过")
            raise
        told = f"{tell(result)}，" if tell else ""
        say(self.options, f"{told}用时 {time.perf_counter() - started:.1f} 秒")
        return result


def say(options: argparse.Namespace, words: str, end: str = "\n") -> None:
    """Print ``words`` unless the user wants quiet."""
    if not options.quiet:
        print(words, end=end, flush=True)


def guarded(command: Callable[[], None]) -> int:
    """Run a command; faults are said without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a console that lacks a character shows its escape instead
            stream.reconfigure(errors="backslashreplace")
    return reported(command)


def reported(command: Callable[[], None]) -> int:
    """Run a command; the exit code, and in words what went wrong."""
    try:
        command()
    except DataError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        print(f"共{len(error.findings)}处需要改正，什么都没有写。", file=sys.stderr)
        return 1
    except Fault as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"读写文件出错：{explain(error)}。请排除以后重新执行。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断，每个文件不是旧的就是新的；重新执行就会补齐。", file=sys.stderr)
        return INTERRUPTED
    return 0
