"""The division of tasks (重点任务分工表) as a Word document to paste into a paper of one's own.

All looks come from named styles (``lettering``), so that a reader can change them in one place.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Twips
from docx.table import _Cell, _Row

from handbook.files.cells import Row, responsible, units_with
from handbook.files.lettering import LOOKS, dress
from handbook.files.notes import notes
from handbook.files.office import (
    dated_words,
    document_day,
    field_of_work,
    figure_words,
    heading,
    plain,
    unit_words,
)
from handbook.files.word import (
    describe,
    field_opens,
    field_part,
    mark_row,
    measure,
    repack,
    set_page,
)
from handbook.model import Handbook, Section, Task
from handbook.words.vocabulary import MASKED, OPEN

TITLE, CONTENTS, JOINT = "重点任务分工表", "目录", "共同责任"
FIELD = r'TOC \o "1-2" \n \h \z \u'
"""The contents: headings of two levels as links, without pages, which depend on the fonts."""

Texts = Iterable[tuple[str, str]]
"""The paragraphs of a cell: style and text."""
Numbered = Row[Task]
COLUMNS: tuple[tuple[str, Length, Callable[[Numbered], Texts]], ...] = (
    ("序号", Mm(13), lambda r: [("序号", str(r.number))]),
    ("任务", Mm(97), lambda r: _task(r.thing)),
    ("牵头单位", Mm(24), lambda r: [("表文", str(units_with("lead")(r)))]),
    ("责任单位", Mm(31), lambda r: [("表文", str(responsible(r)))]),
    ("完成时限", Mm(28), lambda r: [("表文", _times(r.thing))]),
    ("备注", Mm(32), lambda r: [("表文", text) for text in _remarks(r.thing)]),
)
"""Header, width and paragraphs; the widths fill the 225 mm that the margins leave."""
WHOLE = Twips(sum(width.twips for _, width, _ in COLUMNS))
"""How wide a table is: just what its columns are in the unit of the file."""


@dataclass(frozen=True)
class Head:
    """A heading of the document; ``number`` makes its bookmark."""

    number: int
    level: int
    text: str

    @property
    def mark(self) -> str:
        """The bookmark to which the contents lead."""
        return f"_Toc{self.number:08}"


def assignments(hb: Handbook) -> bytes:
    """The table of all tasks, grouped by section, as docx. Same data, same bytes."""
    document = docx.Document()
    dress(document, LOOKS)
    _set_up(document, hb)
    document.add_paragraph(_title(hb), "Title")
    document.add_paragraph(f"（{plain(hb.info.notice)}）", "说明")
    for (remark,) in notes("assignments", open=OPEN, masked=MASKED, joint=JOINT):
        document.add_paragraph(remark, "附注")
    chapters = list(_chapters(hb))
    _contents(document, [head for heads, _ in chapters for head in heads])
    for heads, rows in chapters:
        for head in heads:
            _heading(document, head)
        _table(document, hb, rows)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _title(hb: Handbook) -> str:
    return f"《{plain(hb.info.speech_title)}》{TITLE}"


def _chapters(hb: Handbook) -> Iterator[tuple[list[Head], list[Numbered]]]:
    """The fields of work with the headings that open each, and their tasks."""
    heads, numbers = count(1), count(1)
    rows = (Row(hb, next(numbers), task) for task in hb.tasks.values())
    for part, inside in groupby(rows, lambda row: hb.path_to(row.thing.section)[0]):
        opening = [Head(next(heads), 1, heading(part))]
        for field, found in groupby(inside, lambda row: field_of_work(hb, row.thing.section)):
            if field is not part:
                opening.append(Head(next(heads), 2, heading(field)))
            yield opening, list(found)
            opening = []


# -- cells ------------------------------------------------------------------------------------


def _task(task: Task) -> Texts:
    yield "任务", task.title
    for quote in task.quotes:
        yield "引文", quote.exact


def _times(task: Task) -> str:
    return "；".join(dated_words(d) for d in task.deadlines) or OPEN


def _remarks(task: Task) -> Iterator[str]:
    """What has no column: number, strength, who else has a part, figures, what is noted."""
    yield "，".join(filter(None, (task.id, task.commitment, JOINT if task.joint else None)))
    others = [a for a in task.assignments if a.role not in ("lead", "responsible")]
    if others:
        yield "、".join(map(unit_words, others))
    if task.targets:
        yield "；".join(map(figure_words, task.targets))
    if task.note:
        yield task.note


# -- the tables -------------------------------------------------------------------------------


def _table(document: Document, hb: Handbook, rows: list[Numbered]) -> None:
    """Tasks of one field of work; a row that spans the table opens each section of it."""
    entries = list(_entries(hb, rows))
    table = document.add_table(rows=1 + len(entries), cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    measure(table, WHOLE)
    for column, (_, width, _) in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    header, *lines = table.rows
    _fill(header, [[("表头", name)] for name, _, _ in COLUMNS])
    mark_row(header, "w:tblHeader")
    for line, entry in zip(lines, entries, strict=True):
        if isinstance(entry, Section):
            _group_row(line, entry)
        else:
            _fill(line, [texts(entry) for _, _, texts in COLUMNS])


def _entries(hb: Handbook, rows: Iterable[Numbered]) -> Iterator[Section | Numbered]:
    """The tasks, each run of them after the section of the third level in which it lies."""
    for section, found in groupby(rows, lambda row: _inner(hb, row.thing)):
        if section:
            yield section
        yield from found


def _inner(hb: Handbook, task: Task) -> Section | None:
    """The section of the third level, if a task lies that deep."""
    chain = [section for section in hb.path_to(task.section) if not section.lead_in]
    return chain[2] if len(chain) > 2 else None


def _group_row(row: _Row, section: Section) -> None:
    first, *_, last = row.cells
    first.merge(last)
    mark_row(row, "w:cantSplit")
    row.cells[0].width = WHOLE
    _write(row.cells[0], [("分组", heading(section))])


def _fill(row: _Row, cells: Iterable[Texts]) -> None:
    mark_row(row, "w:cantSplit")
    for cell, texts, (_, width, _) in zip(row.cells, cells, COLUMNS, strict=True):
        cell.width = width
        _write(cell, texts)


def _write(cell: _Cell, texts: Texts) -> None:
    """Text in a cell, a paragraph for each of its lines."""
    lines = [(style, line) for style, text in texts for line in plain(text).split("\n")]
    for number, (style, line) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph._p.style = style  # by its id: looking up names takes most of the time
        paragraph.add_run(line)


# -- headings, contents, pages ----------------------------------------------------------------


def _contents(document: Document, heads: Sequence[Head]) -> None:
    """The contents, filled in: a field that need not be brought up to date to be read."""
    document.add_paragraph(CONTENTS, "目录标题")
    last = len(heads) - 1
    for at, head in enumerate(heads):
        paragraph = document.add_paragraph()
        paragraph._p.style = f"TOC{head.level}"
        if at == 0:
            field_opens(paragraph, FIELD)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), head.mark)
        link.set(qn("w:history"), "1")
        paragraph._p.append(link)
        link.append(paragraph.add_run(plain(head.text))._r)
        if at == last:
            field_part(paragraph, "end")


def _heading(document: Document, head: Head) -> None:
    paragraph = document.add_paragraph()
    paragraph._p.style = f"Heading{head.level}"
    for name, more in (("bookmarkStart", f' w:name="{head.mark}"'), ("bookmarkEnd", "")):
        raw = f'<w:{name} {nsdecls("w")} w:id="{head.number}"{more}/>'
        paragraph._p.append(parse_xml(raw))
    paragraph._p.insert(-1, paragraph.add_run(plain(head.text))._r)


def _set_up(document: Document, hb: Handbook) -> None:
    """A4 on its side, numbered, with the date of the data."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    set_page(document, Mm(297), Mm(210), top=Mm(28), right=Mm(35), bottom=Mm(26), left=Mm(37))
    describe(document, hb, _title(hb), document_day(hb))
