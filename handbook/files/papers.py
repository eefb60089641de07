"""A paper of plain text with headings, as Word and as PDF: the same words in the same order.

Laid out by the habits of GB/T 9704—2012; no red head, no seal, no number that nobody gave.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from unicodedata import east_asian_width

import docx
from docx.document import Document
from docx.shared import Mm, Twips

from handbook.files.lettering import PAPER, dress
from handbook.files.office import plain
from handbook.files.printed import Data, meta
from handbook.files.typeset import LACKING, printable, typeset
from handbook.files.word import describe, mark_row, measure, repack, set_page
from handbook.model import Handbook
from handbook.words.prose import Block, Kind

STYLES: Mapping[Kind, str] = {
    "title": "Title", "chapter": "Heading1", "section": "Heading2", "note": "居中",
    "sign": "署名", "left": "顶格", "text": "Normal",
}  # fmt: skip
DRAFT = "草稿"
LACKED = f"{LACKING}处的字，排版的字体里没有，原字见同名的 Word 文件。"
WIDE = 156
"""Millimetres between the margins."""
WHOLE = 42
"""About as many characters of a table stand side by side in that."""
NARROW, SHORT = 7.3, 12
"""Up to so many characters a column is as wide as its text; longer texts than the other fill
lines, and a column need not grow with them in full."""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """What is to be printed, and the day that dates the file; a draft says so on every page."""

    title: str
    day: date
    blocks: tuple[Block, ...]
    draft: bool = True

    def mark(self, hb: Handbook) -> str:
        """What stands on every page."""
        return "，".join(filter(None, [hb.info.mark, DRAFT if self.draft else ""]))


def parts(paper: Paper) -> Iterator[tuple[Block | list[Row], bool]]:
    """Paragraphs, and tables by their rows, each with whether a table follows, from which no page
    may part it."""
    found = [*_parts(paper)]
    for part, following in zip(found, [*found[1:], None], strict=True):
        yield part, isinstance(following, list)


def _parts(paper: Paper) -> Iterator[Block | list[Row]]:
    """A short row is filled up."""
    for in_table, found in groupby(paper.blocks, lambda block: block.kind == "row"):
        if in_table:
            rows = [block.cells for block in found]
            most = max(map(len, rows))
            yield [(*row, *[""] * (most - len(row))) for row in rows]
        else:
            yield from found


def widths(rows: Sequence[Row]) -> list[float]:
    """The shares of the columns of a table, by the longest text in each."""
    longest = [max(map(_size, column)) for column in zip(*rows, strict=True)]
    sizes = [size if size <= SHORT else SHORT + (size - SHORT) ** 0.6 for size in longest]
    narrow = sum(size for size in sizes if size <= NARROW)
    rest = sum(sizes) - narrow
    if rest and narrow < WHOLE / 2:  # what is left is shared by those that want more
        sizes = [x if x <= NARROW else x * (WHOLE - narrow) / rest for x in sizes]
    return [size / sum(sizes) for size in sizes]


def _size(text: str) -> float:
    """How wide a text is, in characters, with room at its sides and between figures and words."""
    wide = [east_asian_width(char) in "WFA" for char in text]
    changes = sum(one is not other for one, other in pairwise(wide))
    return 1.1 + sum(1 if one else 0.55 for one in wide) + 0.25 * changes


def pdf(hb: Handbook, paper: Paper) -> bytes:
    """The paper as PDF. What units type must not stop it: for characters that the fonts lack a sign
    stands, and the end says so. Raises ``TypesetError`` where it cannot be set."""
    said = {"day": [*paper.day.timetuple()[:3]], "mark": paper.mark(hb)}
    content = [_content(part) | {"leads": leads} for part, leads in parts(paper)]
    lacking = any(LACKING in text for part in content for text in _texts(part))
    note = [_content(Block("left", LACKED)) | {"leads": False}] if lacking else []
    data = {"meta": meta(hb, paper.title, "") | said, "parts": [*content, *note]}
    return typeset("paper.typ", data | {"where": paper.title})


def _content(part: Block | list[Row]) -> Data:
    if isinstance(part, Block):
        return {"kind": part.kind, "text": printable(plain(part.text))}
    rows = [[printable(plain(cell)) for cell in row] for row in part]
    return {"kind": "table", "rows": rows, "widths": widths(part)}


def _texts(part: Data) -> Iterator[str]:
    yield part.get("text", "")
    for row in part.get("rows", ()):
        yield from row


def word(hb: Handbook, paper: Paper) -> bytes:
    """The paper as docx. Same data, same bytes."""
    document = docx.Document()
    dress(document, PAPER)
    set_page(document, Mm(210), Mm(297), top=Mm(37), right=Mm(26), bottom=Mm(35), left=Mm(28))
    page = document.sections[0]
    for header in (page.header, page.even_page_header):
        header.paragraphs[0]._p.style = "页眉"
        header.paragraphs[0].add_run(plain(paper.mark(hb)))
    describe(document, hb, paper.title, paper.day)
    for part, leads in parts(paper):
        if isinstance(part, Block):
            paragraph = document.add_paragraph()
            paragraph._p.style = STYLES[part.kind]
            if leads:
                paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run(plain(part.text))
        else:
            _table(document, part)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _table(document: Document, rows: Sequence[Row]) -> None:
    """A ruled table whose head stands on every page, and whose rows do not break."""
    shares = [Twips(round(Mm(WIDE).twips * share)) for share in widths(rows)]
    table = document.add_table(rows=len(rows), cols=len(shares), style="Table Grid")
    measure(table, Twips(sum(width.twips for width in shares)))
    for column, width in zip(table.columns, shares, strict=True):
        column.width = width
    for at, (line, texts) in enumerate(zip(table.rows, rows, strict=True)):
        mark_row(line, "w:cantSplit")
        if at == 0:
            mark_row(line, "w:tblHeader")
        for cell, text, width in zip(line.cells, texts, shares, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph._p.style = "表文" if at else "表头"
            paragraph.add_run(plain(text))
