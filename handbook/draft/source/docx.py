"""Word, and what WPS saves as .docx: ECMA-376, read part by part.

``python-docx`` gives neither numbers of lists nor what is deleted, inserted or hidden, and
``docx2python`` puts notes and comments into the text, so the parts are walked here. Taken: the
body, tables row by row, the numbers of lists. Left out: headers and footers, notes (they would
stand in the middle of a sentence), comments, hidden text, text boxes, tables of contents, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from handbook.draft.source.numbering import Numbers, W, numberings
from handbook.draft.source.packed import Packed
from handbook.draft.source.source import PLAIN, Dropped, Paragraph
from handbook.words.findings import Fault

CELL = "\u3000"
"""Between the cells of a row: no sign that the text does not have."""
DOCUMENT = "word/document.xml"
_REVISED = ("ins", "del", "moveFrom", "moveTo")
_APART = {
    "黑体",
    "楷体",
    "楷体_GB2312",
    "SimHei",
    "KaiTi",
    "KaiTi_GB2312",
    "方正黑体_GBK",
    "方正楷体_GBK",
}
"""Faces of leads and headings: the body of a paper is set in 仿宋 (GB/T 9704—2012, 7.3.3)."""
_ON = (None, "1", "true", "on")
_OTHER = {f"{W}{name}" for name in ("instrText", "delText", "txbxContent", "pict", "object", "rt")}
_OUTSIDE = re.compile(r"word/(header|footer)\d*\.xml")
_NOTES = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}


@dataclass(frozen=True)
class _Style:
    level: int = PLAIN
    numbering: tuple[str | None, int | None] | None = None
    hidden: bool = False
    bold: bool = False
    contents: bool = False


def read_docx(raw: bytes, dropped: Dropped) -> list[Paragraph]:
    """The paragraphs of a file of Word. Raises ``Fault`` where it cannot or must not be read."""
    packed = Packed(raw)
    document = packed.part(DOCUMENT)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise Fault("压缩包里没有 Word 的正文，请用 WPS 或者 Word 打开，另存为 .docx 再用")
    revised = sum(1 for name in _REVISED for _ in body.iter(f"{W}{name}"))
    if revised:
        raise Fault(
            f"有{revised}处修订没有接受也没有拒绝，不知道哪一种是原文。"
            "请在 Word 或者 WPS 的“审阅”里逐处接受或者拒绝，保存以后再用"
        )
    _leave_out(packed, dropped)
    numbers = Numbers.of(packed.part("word/numbering.xml"))
    return [*_Walk(_styles(packed.part("word/styles.xml")), numbers, dropped).blocks(body)]


def _leave_out(packed: Packed, dropped: Dropped) -> None:
    for name in sorted(packed.names):
        found = _OUTSIDE.fullmatch(name)
        part = packed.part(name) if found else None
        if found and part is not None:
            words = ["".join(p.itertext(f"{W}t")) for p in part.iter(f"{W}p")]
            kind = "页眉" if found[1] == "header" else "页脚"
            dropped.add(kind, filter(str.strip, words))
    for name, kind in _NOTES.items():
        part = packed.part(f"word/{name}.xml")
        for note in part if part is not None else ():
            said = "".join(note.itertext(f"{W}t"))
            dropped.add(kind, filter(str.strip, [said]))


def _styles(part: etree._Element | None) -> dict[str, _Style]:
    """Styles by id, each with what it has from those that it is based on."""
    nodes = {s.get(f"{W}styleId"): s for s in part.iter(f"{W}style")} if part is not None else {}
    made: dict[str, _Style] = {}
    for key, node in nodes.items():
        chain, at = [node], node
        while len(chain) < 20:
            based = at.find(f"{W}basedOn")
            at = nodes.get(based.get(f"{W}val")) if based is not None else None
            if at is None:
                break
            chain.append(at)
        made[key] = _style(chain)
    return made


def _style(chain: list[etree._Element]) -> _Style:
    level, numbering, hidden, bold = PLAIN, None, False, False
    for node in reversed(chain):
        properties, run = node.find(f"{W}pPr"), node.find(f"{W}rPr")
        level = _level(properties, level)
        for found in numberings(properties):
            numbering = found
        hidden, bold = _is(run, "vanish", hidden), _is(run, "b", bold)
    name = chain[0].find(f"{W}name")
    called = (name.get(f"{W}val") or "").lower() if name is not None else ""
    return _Style(level, numbering, hidden, bold, bool(re.fullmatch(r"toc \d", called)))


def _level(properties: etree._Element | None, usual: int) -> int:
    node = properties.find(f"{W}outlineLvl") if properties is not None else None
    if node is None:
        return usual
    value = int(node.get(f"{W}val") or 9)
    return value + 1 if value < 9 else PLAIN


def _is(run: etree._Element | None, name: str, usual: bool) -> bool:
    """Whether run properties say so; a style or a run above may have said it."""
    node = run.find(f"{W}{name}") if run is not None else None
    return usual if node is None else node.get(f"{W}val") in _ON


@dataclass
class _Walk:
    styles: dict[str, _Style]
    numbers: Numbers
    dropped: Dropped

    def blocks(self, parent: etree._Element) -> Iterator[Paragraph]:
        """Paragraphs and rows in order, those of content controls among them."""
        for node in parent:
            if node.tag == f"{W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{W}tbl":
                yield from self._rows(node)
            elif node.tag == f"{W}sdt":
                gallery = node.find(f".//{W}docPartGallery")
                content = node.find(f"{W}sdtContent")
                if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
                    self.dropped.add("目录", ["".join(node.itertext(f"{W}t"))])
                elif content is not None:
                    yield from self.blocks(content)
            elif node.tag in (f"{W}customXml", f"{W}smartTag"):
                yield from self.blocks(node)

    def _rows(self, table: etree._Element) -> Iterator[Paragraph]:
        """A row is a paragraph: what its cells say, from left to right."""
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue  # of a table in a cell, which is said with the cell
            cells = [
                CELL.join(p.text.strip() for p in self.blocks(cell))
                for cell in row.iterfind(f"{W}tc")
            ]
            yield Paragraph(CELL.join(filter(None, cells)))

    def _paragraph(self, node: etree._Element) -> Iterator[Paragraph]:
        properties = node.find(f"{W}pPr")
        style = self._style_of(properties)
        pieces = [*self._runs(node, style)]
        words = "".join(text for text, _ in pieces)
        number = self._number(properties, style)
        if style.contents:
            self.dropped.add("目录", [words])
            return
        if not words.strip():
            return
        lead = 0
        for text, apart in pieces:
            if not apart:
                break
            lead += len(text)
        lead = lead if any(text.strip() for text, _ in pieces[:1]) and lead else 0
        level = _level(properties, style.level)
        first, *more = f"{number}{words}".split("\n")
        yield Paragraph(first, level, min(len(first), lead + len(number)) if lead else 0)
        yield from map(Paragraph, more)

    def _style_of(self, properties: etree._Element | None) -> _Style:
        node = properties.find(f"{W}pStyle") if properties is not None else None
        return self.styles.get(node.get(f"{W}val"), _Style()) if node is not None else _Style()

    def _number(self, properties: etree._Element | None, style: _Style) -> str:
        """What Word prints before the paragraph; a bullet is left out."""
        key, level = style.numbering or (None, None)
        for own, at in numberings(properties):
            key, level = own or key, at if at is not None else level
        if not key or key == "0":
            return ""
        number = self.numbers.next((key, level or 0))
        if number is None:
            self.dropped.add("项目符号", [""])
        return number or ""

    def _runs(self, node: etree._Element, style: _Style) -> Iterator[tuple[str, bool]]:
        """Each piece of text, and whether it is set apart from what follows."""
        for run in node.iter(f"{W}r", "{*}oMath"):
            if _inside(run, node):
                continue
            if run.tag.endswith("}oMath"):
                yield "".join(run.itertext("{*}t")), False
                continue
            properties = run.find(f"{W}rPr")
            text = "".join(_text(run))
            if _is(properties, "vanish", self._char(properties).hidden or style.hidden):
                self.dropped.add("隐藏的文字", filter(None, [text]))
            elif text:
                bold = _is(properties, "b", self._char(properties).bold or style.bold)
                yield text, bold or _face(properties) in _APART
        for box in node.iter(f"{W}txbxContent"):
            if next(box.iterancestors("{*}Fallback"), None) is None:
                self.dropped.add("文本框", filter(None, ["".join(box.itertext(f"{W}t"))]))

    def _char(self, properties: etree._Element | None) -> _Style:
        node = properties.find(f"{W}rStyle") if properties is not None else None
        return self.styles.get(node.get(f"{W}val"), _Style()) if node is not None else _Style()


def _inside(run: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a run belongs to something in the paragraph that is no part of its line."""
    for above in run.iterancestors():
        if above is paragraph:
            return False
        if above.tag in _OTHER:
            return True
    return False


def _face(properties: etree._Element | None) -> str:
    node = properties.find(f"{W}rFonts") if properties is not None else None
    return node.get(f"{W}eastAsia") or "" if node is not None else ""


def _text(run: etree._Element) -> Iterator[str]:
    for node in run:
        match etree.QName(node).localname if isinstance(node.tag, str) else "":
            case "t":
                yield node.text or ""
            case "tab" | "ptab":
                yield " "
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "-"
            case "ruby":
                yield "".join(node.find(f"{W}rubyBase").itertext(f"{W}t"))
