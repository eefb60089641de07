"""Plain text with headings, from templates: the sentences of papers and messages.

A folder's own template of the same name takes the place of ours, or changes it block by block.
Plain text because one template serves Word and PDF and a message alike, and because an office can
read a change to it line by line. (With docxtpl the sentences would stand inside a Word file, for
Word alone, where no slip can be named by its line.)
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Literal

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handbook.words.findings import Fault
from handbook.words.template_slips import syntax, undefined

OURS = Path(__file__).parent / "templates"
SUFFIX = ".txt.j2"
PREFIX, SHOWN = "default", "templates"
"""Under the one our templates can be reached, the other is what a folder calls its own."""

Kind = Literal["title", "chapter", "section", "note", "sign", "left", "text", "row"]
_SIGNS: tuple[tuple[str, Kind], ...] = (
    ("### ", "section"), ("## ", "chapter"), ("# ", "title"), (">> ", "sign"), ("> ", "note"),
    ("< ", "left"), ("|", "row"),
)  # fmt: skip
"""With what a line begins that is more than a paragraph."""
_HIDDEN = {ord(sign): chr(0xE000 + ord(sign)) for sign in "#><|"}
"""Data enters as text of one line: no sign in it heads a line or parts a row."""
_SHOWN = {ord(hidden): chr(sign) for sign, hidden in _HIDDEN.items()}
_SPACE = " \t"
"""What is not shown at the ends of a line; a space as wide as a character is."""
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Block:
    """A paragraph, or a row of a table by its cells; of rows that follow each other the first is
    the head."""

    kind: Kind
    text: str = ""
    cells: tuple[str, ...] = ()


class Prose:
    """The templates that ``own``, the folder of a handbook's own ones, has or has not changed."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own if own and any(own.glob(f"*{SUFFIX}")) else None
        settings: dict[str, Any] = {
            "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True,
            "finalize": _as_text,
        }  # fmt: skip
        ours = FileSystemLoader(OURS)
        if self._own is None:
            self._env = Environment(loader=ours, **settings)
        else:  # what others wrote runs fenced in
            loaders: list[BaseLoader] = [
                PrefixLoader({PREFIX: ours}), FileSystemLoader(self._own), ours,
            ]  # fmt: skip
            self._env = ImmutableSandboxedEnvironment(loader=ChoiceLoader(loaders), **settings)

    def text(self, name: str, /, **context: Any) -> str:
        """What the template ``name`` makes of ``context``; ``nth()`` in it counts 一、二、三.

        Raises ``Fault`` with file and line where a template of the folder's own is wrong.
        """
        return self._made(name, context).translate(_SHOWN)

    def blocks(self, name: str, /, **context: Any) -> list[Block]:
        """The same paragraph by paragraph; empty lines are none."""
        lines = (line.strip(_SPACE) for line in self._made(name, context).splitlines())
        return [_block(line) for line in lines if line]

    def _made(self, name: str, context: dict[str, Any]) -> str:
        numbers = count(1)
        try:
            template = self._env.get_template(f"{name}{SUFFIX}")
            return template.render(context, nth=lambda: chinese(next(numbers)))
        except Exception as error:
            fault = self._fault(error, name)
            if fault is None:  # ours, and no reader's to mend
                raise
            raise fault from error

    def _fault(self, error: Exception, name: str) -> Fault | None:
        if self._own is None:
            return None
        line = self._line(error)
        if isinstance(error, UndefinedError):
            said = undefined(error)
        elif isinstance(error, TemplateSyntaxError):
            said = syntax(error)
        elif isinstance(error, TemplateNotFound):
            said = f"没有模板“{error.name}”"
        elif isinstance(error, UnicodeDecodeError):
            said = "不是 UTF-8 编码的文本，请另存为 UTF-8"
        else:
            said = f"生成不了：{type(error).__name__}: {error}"
        return Fault(f"{line or f'{SHOWN}/{name}{SUFFIX}'}: {said}。改好以后请重新执行")

    def _line(self, error: Exception) -> str | None:
        """Where in a template of the folder's own it went wrong."""
        frames = [(f.filename, f.lineno) for f in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, TemplateSyntaxError) and error.filename:
            frames.append((error.filename, error.lineno))
        for filename, line in reversed(frames):
            path = Path(filename)
            if self._own and path.is_relative_to(self._own) and path.is_file():
                return f"{SHOWN}/{path.relative_to(self._own).as_posix()}:{line}"
        return None


def chinese(number: int) -> str:
    """A number below 100 as it stands before a heading: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _as_text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).splitlines()).translate(_HIDDEN)


def _block(line: str) -> Block:
    kind: Kind = "text"
    for sign, found in _SIGNS:
        if line.startswith(sign):
            kind, line = found, line.removeprefix(sign)
            break
    if kind == "row":
        cells = line.removesuffix("|").split("|")
        return Block(kind, cells=tuple(cell.strip().translate(_SHOWN) for cell in cells))
    return Block(kind, line.strip(_SPACE).translate(_SHOWN))
