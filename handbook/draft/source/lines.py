"""Lines that were broken for their width are put together again.

A line goes on in the next where it ends without end punctuation and is as wide as its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from handbook.words.findings import short

NEAR = 8
"""Lines on either side that a line is held against."""
LEAST = 24
"""Columns; a shorter line was not broken for its width. A Han character has two."""
PLAY = 4
"""Columns by which lines of one width differ: punctuation does not begin a line."""
_ENDS = re.compile(r"[。！？；：!?;:…][”’》）」』]*$|[”」]$")
_BEGINS = re.compile(
    r"[ \u3000]{2}|\u3000|[#>*+-] |——|附件"
    r"|[（(〔]?[一二三四五六七八九十百\d]+[）)、．.]|[①-⑳]|第[一二三四五六七八九十百\d]+[，、章节条部]"
    r"|[一二三四五六七八九十]+[是要][^，]"
)


def width(text: str) -> int:
    """Columns that a text takes on a page of even width."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def join_lines(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The paragraphs, and where lines were put together: the words on either side."""
    widths = [width(line.rstrip()) for line in lines]
    paragraphs: list[list[str]] = []
    joined: list[str] = []
    goes_on = False
    for i, line in enumerate(lines):
        if goes_on:
            before = paragraphs[-1][-1]
            paragraphs[-1].append(seam(before, line) + line.strip())
            joined.append(f"“{before[-6:]}”和“{line.strip()[:6]}”")
        else:
            paragraphs.append([line.rstrip()])
        following = lines[i + 1] if i + 1 < len(lines) else ""
        goes_on = bool(following.strip()) and _goes_on(line, following, widths, i)
    return ["".join(parts) for parts in paragraphs], joined


def seam(before: str, after: str) -> str:
    """What stands between two parts of a paragraph: a space, between letters of the alphabet."""
    last, first = before.rstrip()[-1:], after.lstrip()[:1]
    return " " if (last + first).isascii() and last.isalpha() and first.isalpha() else ""


def begins(line: str) -> bool:
    """Whether a line says by its first characters that it begins a paragraph."""
    return bool(_BEGINS.match(line))


def ends(line: str) -> bool:
    """Whether a line ends as a paragraph does."""
    return bool(_ENDS.search(line.rstrip()))


def _goes_on(line: str, following: str, widths: Sequence[int], at: int) -> bool:
    mine = widths[at]
    if mine < LEAST or ends(line) or begins(following):
        return False
    first = max(0, at - NEAR)
    near = [w for i, w in enumerate(widths[first : at + NEAR + 1], start=first) if i != at]
    return any(abs(w - mine) <= PLAY for w in near) and max(near) <= mine + PLAY


def told(joined: Sequence[str]) -> list[str]:
    """What is said of lines that were put together."""
    if not joined:
        return []
    some = "、".join(short(place) for place in joined[:3])
    return [f"段中的换行{len(joined)}处：{some}{'等' if len(joined) > 3 else ''}"]
