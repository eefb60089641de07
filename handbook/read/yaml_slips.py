"""Say in plain Chinese what the YAML reader trips over."""

from __future__ import annotations

import re

from yaml import Mark, MarkedYAMLError

from handbook.read.text import line_and_column

_GENERAL = (
    "YAML 写法有误，请检查这里和上一行：缩进、冒号后的空格、引号和括号是否成对，"
    "以 * & @ [ 等符号开头的文字要加引号"
)
_HALF_QUOTED = "从这里开始的引号没有另一半，请补上"
_QUOTATION_MARK = re.compile(r'(?<!\\)"')
_AT_PROBLEM, _AT_CONTEXT = False, True
TOO_DEEP = "层次太深，请检查方括号、花括号是否成对，缩进是否对齐"
QUOTE_ALL = "请给整段文字加上英文双引号"
# what the reader says (part of it), which of its two marks leads to the slip, what to do
_SAYINGS: tuple[tuple[str, bool, str], ...] = (
    ("tab character", _AT_PROBLEM, "这里用了制表符（Tab），请改成空格"),
    ("scanning an alias", _AT_CONTEXT, f"文字不能以英文符号“*”开头，{QUOTE_ALL}"),
    ("scanning an anchor", _AT_CONTEXT, f"文字不能以英文符号“&”开头，{QUOTE_ALL}"),
    ("ing a tag", _AT_CONTEXT, f"文字不能以英文感叹号“!”开头，{QUOTE_ALL}"),
    ("scanning a directive", _AT_CONTEXT, f"文字不能以英文符号“%”开头，{QUOTE_ALL}"),
    ("cannot start any token", _AT_PROBLEM, f"文字不能以这个英文符号开头，{QUOTE_ALL}"),
    ("parsing a quoted scalar", _AT_PROBLEM,
     "英文双引号里的反斜杠“\\”有特别的含义，请写成“\\\\”，或者改用英文单引号"),
    ("scanning a quoted scalar", _AT_CONTEXT, _HALF_QUOTED),
    ("expected ',' or", _AT_PROBLEM, "第 {context} 行的括号没有另一半，或者各项之间不是英文逗号"),
    ("mapping values are not allowed", _AT_PROBLEM,
     "这里多了一个英文冒号，请检查这里和上一行：缩进是否对齐，键后面是不是英文冒号加空格，"
     "文字里有英文冒号的要加英文双引号"),
    ("expected ':'", _AT_CONTEXT, "这一行缺少英文冒号和空格，应当是“键: 值”的样子"),
    ("block sequence entries", _AT_PROBLEM, "列表的“- ”要另起一行，文字以它开头的要加英文双引号"),
    ("scanning a block scalar", _AT_PROBLEM, "“|”和“>”后面要换行，文字以它们开头的要加英文双引号"),
    ("node content", _AT_PROBLEM, "这里缺少内容，或者多了一个括号、逗号"),
    ("expected key", _AT_PROBLEM, "缩进与同级的行没有对齐，或者引号、括号后面还有别的字"),
    ("'-' indicator", _AT_PROBLEM, "缩进与同级的行没有对齐，或者漏了列表的“- ”"),
    ("<document start>", _AT_PROBLEM, "缩进与同级的行没有对齐，每个文件从最左边写起"),
)  # fmt: skip


def explain(error: MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Where to look in ``text`` (line and column from 1) and what to do there."""
    problem = error.problem_mark or error.context_mark
    context = error.context_mark or problem
    if problem and problem.index >= len(text.rstrip()):
        problem = context  # what is missing is missed only at the end of the file
    opened = _open_quotation(text, problem.line if problem else 0)
    if opened:
        return *opened, _HALF_QUOTED
    if problem and text[problem.index : problem.index + 1] == "\t":
        return *_position(problem, text), _SAYINGS[0][2]
    said = f"{error.context} {error.problem}"
    for part, at_context, message in _SAYINGS:
        if part in said:
            line = context.line + 1 if context else 1
            mark = context if at_context else problem
            return *_position(mark, text), message.format(context=line)
    return *_position(problem, text), _GENERAL


def _position(mark: Mark | None, text: str) -> tuple[int, int]:
    """Where the mark stands; the end of the text where it stands after it."""
    last = max(len(text.rstrip()) - 1, 0)
    return line_and_column(text, min(mark.index, last) if mark else 0)


def _open_quotation(text: str, last: int) -> tuple[int, int] | None:
    """The first line, up to the one counted ``last``, with a half pair of quotation marks.

    The reader goes on to the next mark, however far, and stumbles only there.
    """
    for number, line in enumerate(text.split("\n")[: last + 1], 1):
        marks = list(_QUOTATION_MARK.finditer(line))
        if len(marks) % 2 and not line.lstrip().startswith("#"):
            return number, marks[-1].start() + 1
    return None
