"""PDF that holds text.

``pypdf`` (pure Python) gives a line's quotation marks before or behind the line where they come
from another face, as LibreOffice sets them. ``pdfplumber`` reads them rightly, in 1.4 s where
PDFium takes 0.1 s, and brings seven packages (60 MB). PyMuPDF is under the AGPL. ``pypdfium2``
(BSD and Apache, one wheel of 4 MB for each system, nothing else) says where each character lies.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdfium

from handbook.draft.source.layout import Glyph, by_page, paragraphs_of
from handbook.draft.source.source import Dropped, Paragraph
from handbook.words.findings import Fault

MOST_PAGES = 2_000


def read_pdf(raw: bytes, dropped: Dropped) -> tuple[list[Paragraph], list[str]]:
    """Its paragraphs, and where lines were put together. Raises ``Fault``."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if raw_pdfium.FPDF_GetLastError() == raw_pdfium.FPDF_ERR_PASSWORD:
            raise Fault("文件有密码，打不开，请去掉密码再用") from error
        raise Fault("文件坏了，打不开，请用 WPS 或者浏览器打开，另存一份 PDF 再用") from error
    try:
        if len(document) > MOST_PAGES:
            raise Fault(f"有{len(document):,}页，不像一篇原文，没有读")
        pages = by_page(_glyphs(document))
        if not pages:
            raise Fault(
                f"{len(document)}页都是图片，没有文字，像是扫描件。"
                "请先用识别软件（OCR）转成文字，逐字校对以后存成 Word 再用"
            )
    finally:
        document.close()
    return paragraphs_of(pages, dropped)


def _glyphs(document: pdfium.PdfDocument) -> Iterator[tuple[int, Glyph]]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw_pdfium.FS_RECTF()
    for number in range(len(document)):
        page = document[number]
        text, height = page.get_textpage(), page.get_height()
        for i in range(text.count_chars()):
            if raw_pdfium.FPDFText_IsGenerated(text, i):
                continue
            char = chr(raw_pdfium.FPDFText_GetUnicode(text, i))
            if char in "\r\n\0":
                continue
            raw_pdfium.FPDFText_GetCharOrigin(text, i, x, y)
            size = raw_pdfium.FPDFText_GetFontSize(text, i)
            raw_pdfium.FPDFText_GetLooseCharBox(text, i, box)
            yield number, Glyph(char, x.value, height - y.value, size, box.right)
        text.close()
        page.close()
