"""A command line whose help and whose complaints are Chinese."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=_Formatter)
        self.places = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line and end with 2."""
        for pattern, words in _SLIPS:
            message = re.sub(pattern, words, message)
        self.exit(2, f"命令写得不对：{message}。用法见 {self.prog} --help\n")


_SLIPS = (
    (r"argument [^:]*: invalid choice: '(.*?)'.*", r"没有“\1”"),
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"多出 \1"),
    (r"argument (\S+): expected .*", r"\1 后面缺少内容"),
    (r"argument (\S+): invalid .* value: '(.*)'", r"\1 不能是“\2”"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 和 \2 不能同时用"),
)
"""What the library says of a command line, and the same in Chinese."""
