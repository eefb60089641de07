"""What our Word documents share: the page, its number, fields, tables, stable bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from handbook.files.office import plain
from handbook.model import Handbook

PROPERTY_LENGTH = 255
"""How long a property of a Word document may be."""
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""What dates the parts inside the file: the first moment a zip archive knows."""


def set_page(
    document: Document, width: Length, height: Length, top: Length, right: Length, bottom: Length,
    left: Length,
) -> None:  # fmt: skip
    """The size and the margins of the page, its number at the outer edge."""
    page = document.sections[0]
    page.page_width, page.page_height = width, height
    page.left_margin, page.right_margin = left, right
    page.top_margin, page.bottom_margin = top, bottom
    page.footer_distance = Mm(14)
    for footer, style in ((page.footer, "单页页码"), (page.even_page_footer, "双页页码")):
        number = footer.paragraphs[0]
        number._p.style = style
        number.add_run("— ")
        field_opens(number, "PAGE")
        number.add_run("1")
        field_part(number, "end")
        number.add_run(" —")


def describe(document: Document, hb: Handbook, title: str, day: date) -> None:
    """The properties of the file, dated by the data."""
    properties = document.core_properties
    properties.title = title[:PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = ""
    properties.comments = plain(hb.info.notice)
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime.combine(day, time())


def field_opens(paragraph: Paragraph, code: str) -> None:
    """A field up to what it shows; the reader's program may fill it in anew."""
    field_part(paragraph, "begin")
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {code} "
    paragraph.add_run()._r.append(words)
    field_part(paragraph, "separate")


def field_part(paragraph: Paragraph, kind: str) -> None:
    """Where a field begins, where what it shows begins, or where it ends."""
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(part)


def mark_row(row: _Row, name: str) -> None:
    """A property of a row that is there or is not."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def measure(table: Table, whole: Length) -> None:
    """Say how wide a table is: WPS fits one that does not say so to its text."""
    table.autofit = False
    width: Any = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(whole.twips))


def repack(raw: bytes) -> bytes:
    """The same document with every part dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            new.writestr(part, old.read(name))
    return out.getvalue()
