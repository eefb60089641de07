"""Markdown, as notes and language models write it: the text without its signs.

Only signs that stand where Markdown has them are taken off: ``**`` in pairs around words (a
speech has runs of ``*`` for figures it masks), ``#`` and ``>`` before a line, ``-`` and ``*``
before an item. A parser would give HTML, in which what was written is no longer to be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handbook.draft.source.decode import decoded
from handbook.draft.source.lines import join_lines
from handbook.draft.source.source import PLAIN, Dropped, Paragraph

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^*\n]*?[^\s*_])\1(?!\*)")
_ITEM = re.compile(r"\s{0,8}(?:[-*+]|>)[ \t]+(?=\S)")
_RULE = re.compile(
    r"\s{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]+){2,}\*|(?:_[ \t]*){3,}|`{3,}.*|~{3,}.*)$"
)
_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\([^)\s]*(?: \"[^\"]*\")?\)")
_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_UNDER = re.compile(r"[\s|:-]+$")


def read_markdown(raw: bytes, dropped: Dropped) -> tuple[list[Paragraph], list[str]]:
    """Its paragraphs, and where lines were put together."""
    lines = decoded(raw).split("\n")
    if lines[:1] == ["---"] and "---" in lines[1:]:
        end = lines.index("---", 1)
        dropped.add("文件头", [" ".join(lines[1:end])])
        lines = lines[end + 1 :]
    joined_lines, joined = join_lines(lines)
    return [p for line in joined_lines for p in _paragraph(line, dropped)], joined


def _paragraph(line: str, dropped: Dropped) -> list[Paragraph]:
    if not line.strip():
        return []
    if _RULE.match(line):
        dropped.add("Markdown 的横线和围栏", [""])
        return []
    row = _ROW.match(line)
    if row:
        if _UNDER.match(line):
            return []
        line = "\u3000".join(cell.strip() for cell in row[1].split("|") if cell.strip())
    heading = _HEADING.match(line)
    level = len(heading[1]) if heading else PLAIN
    words = _LINK.sub(_linked(dropped), heading[2] if heading else _ITEM.sub("", line, count=1))
    strong = _STRONG.match(words)
    plain = _STRONG.sub(r"\2", words)
    return [Paragraph(plain, level, len(strong[2]) if strong and not level else 0)]


def _linked(dropped: Dropped) -> Callable[[re.Match[str]], str]:
    def replace(found: re.Match[str]) -> str:
        if found[1]:
            dropped.add("图片", [found[2]])
            return ""
        return found[2]

    return replace
