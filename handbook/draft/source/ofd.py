"""OFD (GB/T 33190—2016): pages of text objects in a packed file.

``easyofd`` was looked at: it draws pages, and brings 19 packages for it (360 MB, PyMuPDF and ONNX
among them). Where text lies is in the XML: a boundary (mm), lines in it, and the steps from
character to character.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from posixpath import dirname, join, normpath

from lxml import etree

from handbook.draft.source.layout import Glyph, by_page, paragraphs_of
from handbook.draft.source.packed import Packed
from handbook.draft.source.source import Dropped, Paragraph
from handbook.words.findings import Fault

ENTRY = "OFD.xml"
_POINTS = 72 / 25.4


def read_ofd(raw: bytes, dropped: Dropped) -> tuple[list[Paragraph], list[str]]:
    """Its paragraphs, and where lines were put together. Raises ``Fault``."""
    packed = Packed(raw)
    entry = packed.part(ENTRY)
    roots = [node.text or "" for node in entry.iter("{*}DocRoot")] if entry is not None else []
    pages = [*_pages(packed, [normpath(root.lstrip("/")) for root in roots])]
    found = by_page((n, glyph) for n, page in enumerate(pages) for glyph in _glyphs(page))
    if not found:
        raise Fault(
            f"{len(pages)}页都没有文字，像是扫描件。"
            "请先用识别软件（OCR）转成文字，逐字校对以后存成 Word 再用"
        )
    return paragraphs_of(found, dropped)


def _pages(packed: Packed, roots: list[str]) -> Iterator[etree._Element]:
    for root in roots:
        document = packed.part(root)
        for node in document.iter("{*}Page") if document is not None else ():
            at = normpath(join(dirname(root), node.get("BaseLoc", "").lstrip("/")))
            page = packed.part(at)
            if page is not None:
                yield page


def _glyphs(page: etree._Element) -> Iterator[Glyph]:
    """Characters; a page's template (its paper, its head) is not among them."""
    for node in page.iter("{*}TextObject"):
        left, top, *_ = _numbers(node.get("Boundary", "0 0"))
        size = float(node.get("Size", "4"))
        a, b, c, d, e, f = (_numbers(node.get("CTM", "")) or [1, 0, 0, 1, 0, 0])[:6]
        x = y = 0.0
        for code in node.iter("{*}TextCode"):
            x, y = float(code.get("X", x)), float(code.get("Y", y))
            text = (code.text or "").strip("\r\n")
            across = [x, *accumulate(_steps(code.get("DeltaX"), len(text), size), initial=x)][1:]
            down = [y, *accumulate(_steps(code.get("DeltaY"), len(text), 0), initial=y)][1:]
            for char, at, below in zip(text, across, down, strict=False):
                begin = (left + a * at + c * below + e) * _POINTS
                wide = size * (0.5 if char.isascii() else 1)
                yield Glyph(
                    char, begin, (top + b * at + d * below + f) * _POINTS,
                    size * abs(d) * _POINTS, begin + wide * abs(a) * _POINTS,
                )  # fmt: skip


def _steps(told: str | None, count: int, usual: float) -> list[float]:
    """From each character to the next: ``3 4.2`` says twice, ``g 2 3`` two steps of 3."""
    steps: list[float] = []
    words = (told or "").split()
    while words and len(steps) < count:
        word = words.pop(0)
        if word == "g" and len(words) > 1:
            times, step = int(words.pop(0)), float(words.pop(0))
            steps += [step] * min(times, count)
        else:
            steps.append(float(word))
    return steps + [steps[-1] if steps else usual] * (count - len(steps))


def _numbers(text: str) -> list[float]:
    return [*map(float, text.split())]
