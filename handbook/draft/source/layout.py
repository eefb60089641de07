"""Characters that lie on pages, as the paragraphs they were set from.

What a line says is where its characters lie, from left to right. Left out are page numbers and
what stands at the head or foot of many pages. A line goes on in the next where it ends without end
punctuation and reaches as far as its neighbours, or where only first lines are set in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from handbook.draft.source.lines import begins, ends, seam
from handbook.draft.source.source import Dropped, Paragraph

_PAGE = re.compile(
    r"[-—–―－·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／共，,]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–―－·\s]*"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2}")
_SPACE = 0.2
"""Of the size: a plain space between two Han characters (张 三) leaves a quarter and more."""
_EDGE = 2
"""Lines at the head and at the foot of a page that may belong to the page."""
_LEAST_PAGES = 2


@dataclass(frozen=True)
class Glyph:
    """A character: where its base line begins (points, y from the top), the size of its face, and
    where the next character would begin."""

    text: str
    x: float
    y: float
    size: float
    right: float


@dataclass(frozen=True)
class Line:
    """A line of a page, from ``left`` to ``right``, with the size that most of it has."""

    text: str
    left: float
    right: float
    y: float
    size: float


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page from top to bottom: characters on one base line, or nearly."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.y, g.x)):
        if found and abs(glyph.y - found[-1][0].y) <= 0.4 * max(glyph.size, found[-1][0].size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [line for line in map(_line, found) if line.text.strip()]


def _line(glyphs: list[Glyph]) -> Line:
    glyphs.sort(key=lambda g: g.x)
    size = median(glyph.size for glyph in glyphs)
    text = ""
    for piece, gap in _pieces(glyphs, 0.9 * size):
        if text and not text.endswith((" ", "\u3000")):
            text += "\u3000" if gap > 2.5 * size else " "
        text += _spaced(piece, size)
    shown = [glyph for glyph in glyphs if glyph.text.strip()] or glyphs
    right = max(glyph.right for glyph in shown)
    return Line(_closed(text.strip()), shown[0].x, right, glyphs[0].y, size)


def _pieces(glyphs: Sequence[Glyph], least: float) -> Iterator[tuple[list[Glyph], float]]:
    """What stands together in a line, with the gap in front of it."""
    piece, reach, before = [glyphs[0]], glyphs[0].right, 0.0
    for glyph in glyphs[1:]:
        gap = glyph.x - reach
        if gap > least:
            yield piece, before
            piece, before = [], gap
        piece.append(glyph)
        reach = max(reach, glyph.right)
    yield piece, before


def _spaced(piece: Sequence[Glyph], size: float) -> str:
    """The words of a piece, with the plain spaces between Han characters (张 三, 第一章 总则)
    that leave more than what the line leaves between all of them."""
    gaps = [b.x - a.right if _HAN.match(a.text + b.text) else None for a, b in pairwise(piece)]
    known = [gap for gap in gaps if gap is not None]
    usual = max(0.0, median(known)) if len(known) > 2 else 0.0
    text = piece[0].text
    for glyph, gap in zip(piece[1:], gaps, strict=True):
        text += " " if gap is not None and gap > usual + _SPACE * size else ""
        text += glyph.text
    return text


def _closed(text: str) -> str:
    """Without the space that a layout puts between Han characters and Arabic figures."""
    text = re.sub(r"(?<=[^\x00-\x7f]) (?=[\x21-\x7e])", "", text)
    return re.sub(r"(?<=[\x21-\x7e]) (?=[^\x00-\x7f])", "", text)


def paragraphs_of(
    pages: Sequence[Sequence[Line]], dropped: Dropped
) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs of all pages, and where lines were put together."""
    kept = [*_without_edges(pages, dropped)]
    lines = [line for page in kept for line in page]
    if not lines:
        return [], []
    margin = _usual([line.left for line in lines])
    reach = _usual([line.right for line in lines], last=True)
    indented = _indented(lines, margin)
    paragraphs: list[list[str]] = []
    joined: list[str] = []
    before: Line | None = None
    for line in lines:
        if before and _goes_on(before, line, margin, reach, indented):
            last = paragraphs[-1][-1]
            paragraphs[-1].append(seam(last, line.text) + line.text)
            joined.append(f"“{last[-6:]}”和“{line.text[:6]}”")
        else:
            paragraphs.append([line.text])
        before = line
    return [Paragraph("".join(parts)) for parts in paragraphs], joined


def _goes_on(before: Line, line: Line, margin: float, reach: float, indented: bool) -> bool:
    size = before.size
    if line.left > margin + 0.8 * size or abs(line.size - size) > 0.15 * size:
        return False
    full = before.right > reach - 2.2 * size
    if indented:  # where first lines are set in, all others go on
        return full or not ends(before.text)
    return full and not ends(before.text) and not begins(line.text)


def _indented(lines: Sequence[Line], margin: float) -> bool:
    """Whether paragraphs begin two characters in from the margin."""
    set_in = sum(1 for x in lines if 1.2 * x.size < x.left - margin < 2.8 * x.size)
    return set_in >= max(2, len(lines) // 20)


def _usual(edges: Sequence[float], *, last: bool = False) -> float:
    """The edge that most lines share; of those that many share the outermost."""
    counted = Counter(round(edge / 4) for edge in edges)
    least = max(counted.values()) * 0.3
    pick = max if last else min
    near = pick(key for key, times in counted.items() if times >= least)
    return median(edge for edge in edges if round(edge / 4) == near)


def _without_edges(pages: Sequence[Sequence[Line]], dropped: Dropped) -> Iterator[list[Line]]:
    seen = Counter(key for page in pages for key in {_key(line) for line in _at_edges(page)})
    enough = max(_LEAST_PAGES, len(pages) // 3)
    for page in pages:
        kept, edges = [], {id(line) for line in _at_edges(page)}
        for line in page:
            if id(line) in edges and _PAGE.fullmatch(line.text):
                dropped.add("页码", [line.text])
            elif id(line) in edges and seen[_key(line)] >= enough:
                dropped.add("页眉页脚", [line.text])
            else:
                kept.append(line)
        yield kept


def _at_edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _key(line: Line) -> tuple[str, int]:
    """Running heads differ in their figures only, and stand at one height."""
    return re.sub(r"\d+", "0", line.text), round(line.y / 12)


def by_page(glyphs: Iterable[tuple[int, Glyph]]) -> list[list[Line]]:
    """The lines of each page; ``glyphs`` come with their page, page after page."""
    return [lines_of(g for _, g in page) for _, page in groupby(glyphs, key=lambda pair: pair[0])]
