"""The division of tasks (重点任务分工表) as a Word document to paste into a paper of one's own.

All looks come from named styles, so that a reader can change them in one place.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from itertools import groupby
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from handbook.files.office import (
    dated_words,
    document_day,
    field_of_work,
    figure_words,
    heading,
    plain,
    unit_words,
)
from handbook.model import Handbook, Section, Task
from handbook.words.vocabulary import OPEN

TITLE = "重点任务分工表"
REMARK = (
    "责任单位后面不加括号的，原文没有说谁牵头；“原文未明确”是原文没有点名单位或者没有写明时限；"
    "“日期未定”是原文没有写明哪一天；“原文隐去”是原文没有印出数字。"
)
SONG, FANGSONG, HEI = "宋体", "仿宋", "黑体"
LATIN = "Times New Roman"
PROPERTY_LENGTH = 255
"""How long a property of a Word document may be."""
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""What dates the parts inside the file: the first moment a zip archive knows."""

COLUMNS: tuple[tuple[str, Length, Callable[[Task], str]], ...] = (
    ("任务编号", Cm(2.1), lambda t: t.id),
    ("工作任务", Cm(4.0), lambda t: t.title),
    ("原文", Cm(7.6), lambda t: "\n".join(quote.exact for quote in t.quotes)),
    ("责任单位", Cm(3.7), lambda t: "、".join(unit_words(a) for a in t.assignments) or OPEN),
    ("量化指标", Cm(3.4), lambda t: "；".join(figure_words(x) for x in t.targets)),
    ("完成时限", Cm(3.0), lambda t: "；".join(dated_words(d) for d in t.deadlines) or OPEN),
)
"""Header, width and text; the widths fill A4 on its side, less margins of 2.7 and 3.2 cm."""


def assignments(hb: Handbook) -> bytes:
    """The table of all tasks, grouped by section, as docx. Same data, same bytes."""
    document = docx.Document()
    _set_up(document, hb)
    _add_styles(document)
    document.add_paragraph(_title(hb), "Title")
    document.add_paragraph(f"（{plain(hb.info.notice)}）", "说明")
    for part, tasks in groupby(hb.tasks.values(), lambda task: hb.path_to(task.section)[0]):
        document.add_paragraph(plain(heading(part)), "Heading 1")
        for field, found in groupby(tasks, lambda task: field_of_work(hb, task.section)):
            if field is not part:
                document.add_paragraph(plain(heading(field)), "Heading 2")
            _table(document, hb, list(found))
    document.add_paragraph(REMARK, "附注")
    out = io.BytesIO()
    document.save(out)
    return _repack(out.getvalue())


def _title(hb: Handbook) -> str:
    return f"《{plain(hb.info.speech_title)}》{TITLE}"


# -- the tables -------------------------------------------------------------------------------


def _table(document: Document, hb: Handbook, tasks: list[Task]) -> None:
    """Tasks of one field of work; a row that spans the table opens each section of it."""
    entries = list(_entries(hb, tasks))
    table = document.add_table(rows=1 + len(entries), cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, (_, width, _) in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    header, *rows = table.rows
    _fill(header, "表头", [name for name, _, _ in COLUMNS])
    _mark(header, "w:tblHeader")
    for row, entry in zip(rows, entries, strict=True):
        if isinstance(entry, Section):
            _group_row(row, entry)
        else:
            _fill(row, "表文", [text(entry) for _, _, text in COLUMNS])


def _entries(hb: Handbook, tasks: Iterable[Task]) -> Iterator[Section | Task]:
    """The tasks, each run of them after the section of the third level in which it lies."""
    for section, found in groupby(tasks, lambda task: _inner(hb, task)):
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
    _mark(row, "w:cantSplit")
    _write(row.cells[0], "分组", heading(section))


def _fill(row: _Row, style: str, texts: Iterable[str]) -> None:
    _mark(row, "w:cantSplit")
    for cell, text, (_, width, _) in zip(row.cells, texts, COLUMNS, strict=True):
        cell.width = width
        _write(cell, style, text)


def _write(cell: _Cell, style: str, text: str) -> None:
    """Text in a cell, a paragraph for each of its lines."""
    for number, line in enumerate(plain(text).split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph._p.style = style  # by its id: looking up names takes most of the time
        paragraph.add_run(line)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


# -- page, styles, properties -----------------------------------------------------------------


def _set_up(document: Document, hb: Handbook) -> None:
    """A4 on its side, page numbers at the foot, properties with the date of the data."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    page.left_margin, page.right_margin = Cm(3.2), Cm(2.7)
    page.top_margin, page.bottom_margin = Cm(2.8), Cm(2.6)
    footer = page.footer.paragraphs[0]
    footer.add_run("— ")
    _field(footer, "PAGE")
    footer.add_run(" —")
    day = datetime.combine(document_day(hb), time())
    properties = document.core_properties
    properties.title = _title(hb)[:PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = ""
    properties.comments = plain(hb.info.notice)
    properties.language = "zh-CN"
    properties.created = properties.modified = day
    package = document.part.package
    for key, link in list(package.rels.items()):
        if link.reltype.endswith("/thumbnail"):  # a picture of python-docx's own template
            del package.rels[key]


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that the reader's program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)


def _add_styles(document: Document) -> None:
    """All looks of the document."""
    _style(document, "Normal", FANGSONG, 12)
    title = _style(document, "Title", SONG, 22, align=WD_ALIGN_PARAGRAPH.CENTER, after=6)
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    _style(document, "Heading 1", HEI, 16, before=12, after=6, keep=True)
    _style(document, "Heading 2", HEI, 14, before=12, after=6, keep=True)
    _style(document, "说明", FANGSONG, 12, align=WD_ALIGN_PARAGRAPH.CENTER, after=6)
    _style(document, "附注", FANGSONG, 10.5, before=6)
    _style(document, "表头", HEI, 10.5, align=WD_ALIGN_PARAGRAPH.CENTER, keep=True)
    _style(document, "分组", HEI, 10.5, keep=True)
    _style(document, "表文", FANGSONG, 10.5)
    _style(document, "Footer", SONG, 14, align=WD_ALIGN_PARAGRAPH.CENTER)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _style(
    document: Document, name: str, face: str, size: float, *,
    align: WD_ALIGN_PARAGRAPH | None = None, before: float = 0, after: float = 0,
    keep: bool = False,
) -> Any:  # fmt: skip
    """A paragraph style, made where the template lacks it; ``face`` is its Chinese typeface."""
    known = name in document.styles
    style: Any = (
        document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    assert isinstance(style, ParagraphStyle)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), LATIN)
    fonts.set(qn("w:eastAsia"), face)
    style.font.size, style.font.bold = Pt(size), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.alignment = align
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.keep_with_next = keep
    style.paragraph_format.line_spacing = 1.0
    return style


def _repack(raw: bytes) -> bytes:
    """The same document with every part dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            new.writestr(part, old.read(name))
    return out.getvalue()
