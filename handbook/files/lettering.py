"""How a Word document looks: named styles alone, by the habits of GB/T 9704—2012.

Fonts are named, not shipped. The template of python-docx names Latin fonts by theme in every
style, and WPS obeys these: its styles and its theme are taken out of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as LINK
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

XIAOBIAOSONG, SONG, FANGSONG = "方正小标宋简体", "宋体", "仿宋"
HEI, KAI, LATIN = "黑体", "楷体", "Times New Roman"
FANGSONG_GB, KAI_GB = "仿宋_GB2312", "楷体_GB2312"
"""As the standard's own text names them; the sheets to paste from go by what Windows has."""
INSTEAD = {
    XIAOBIAOSONG: "小标宋体", FANGSONG: FANGSONG_GB, KAI: KAI_GB,
    FANGSONG_GB: FANGSONG, KAI_GB: KAI,
}  # fmt: skip
"""By what other name a font may be installed."""
KEPT = ("DefaultParagraphFont", "TableNormal", "NoList", "TableGrid")
"""The styles of the template that stay: they name no font."""
DROPPED = ("/theme", "/stylesWithEffects", "/customXml", "/webSettings", "/numbering", "/fontTable")
FONT_TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"


@dataclass(frozen=True)
class Look:
    """A paragraph style; sizes in points. Lines are of one height whatever font stands in."""

    name: str
    face: str
    size: float
    line: float
    align: str = "left"
    before: float = 0
    after: float = 0
    indent: float = 0
    first: int = 0
    """By how many characters the first line stands back."""
    keep: bool = False
    level: int | None = None
    """The level of the outline, from 0, for a heading."""

    def xml(self) -> str:
        """The style as WordprocessingML."""
        default = ' w:default="1"' if self.name == "Normal" else ""
        outline = f'<w:outlineLvl w:val="{self.level}"/>' if self.level is not None else ""
        first = (
            f' w:firstLineChars="{self.first * 100}" w:firstLine="{_twips(self.first * self.size)}"'
            if self.first
            else ""
        )
        return (
            f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{self.name}">'
            f'<w:name w:val="{NAMES.get(self.name, self.name)}"/><w:qFormat/><w:pPr>'
            f'{"<w:keepNext/>" if self.keep else ""}<w:widowControl w:val="0"/>'
            f'<w:snapToGrid w:val="0"/><w:spacing w:before="{_twips(self.before)}"'
            f' w:after="{_twips(self.after)}" w:line="{_twips(self.line)}" w:lineRule="exact"/>'
            f'<w:ind w:left="{_twips(self.indent)}" w:right="{_twips(self.indent)}"{first}/>'
            f'<w:jc w:val="{self.align}"/>{outline}</w:pPr><w:rPr>{_fonts(self.face)}'
            f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'
            f"</w:rPr></w:style>"
        )


NAMES = {"Heading1": "heading 1", "Heading2": "heading 2", "TOC1": "toc 1", "TOC2": "toc 2"}
"""By what names Word knows styles of its own."""
LOOKS = (
    Look("Normal", FANGSONG, 12, 20),
    Look("Title", XIAOBIAOSONG, 22, 34, "center", after=6),
    Look("Heading1", HEI, 16, 28, before=12, after=6, keep=True, level=0),
    Look("Heading2", KAI, 16, 28, before=12, after=6, keep=True, level=1),
    Look("TOC1", HEI, 12, 20),
    Look("TOC2", FANGSONG, 12, 20, indent=24),
    Look("说明", FANGSONG, 12, 20, "center", after=6),
    Look("目录标题", HEI, 14, 28, "center", before=6, keep=True),
    Look("附注", FANGSONG, 10.5, 16),
    Look("表头", HEI, 10.5, 16, "center", keep=True),
    Look("分组", HEI, 10.5, 16, keep=True),
    Look("序号", FANGSONG, 10.5, 16, "center"),
    Look("任务", HEI, 10.5, 16),
    Look("表文", FANGSONG, 10.5, 16),
    Look("引文", KAI, 10.5, 16),
    Look("单页页码", SONG, 14, 20, "right", indent=14),
    Look("双页页码", SONG, 14, 20, "left", indent=14),
)
"""For tables to paste from, on paper that lies on its side."""
PAPER = (
    Look("Normal", FANGSONG_GB, 16, 28, "both", first=2),
    Look("Title", XIAOBIAOSONG, 22, 34, "center", after=14),
    Look("Heading1", HEI, 16, 28, "both", first=2, keep=True, level=0),
    Look("Heading2", KAI_GB, 16, 28, "both", first=2, keep=True, level=1),
    Look("居中", FANGSONG_GB, 16, 28, "center"),
    Look("顶格", FANGSONG_GB, 16, 28),
    Look("署名", FANGSONG_GB, 16, 28, "right", indent=32, keep=True),
    Look("表头", HEI, 10.5, 16, "center", keep=True),
    Look("表文", FANGSONG_GB, 10.5, 16),
    Look("页眉", FANGSONG_GB, 10.5, 16, "center"),
    Look("单页页码", SONG, 14, 20, "right", indent=14),
    Look("双页页码", SONG, 14, 20, "left", indent=14),
)
"""For papers of their own: 三号 on exact lines of 28 points, 22 lines to a page of 225 mm."""


def dress(document: Document, looks: Sequence[Look]) -> None:
    """Give an empty document our styles in place of those of the template."""
    _drop_parts(document, {look.face for look in looks})
    _set_up(document)
    styles: Any = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in KEPT:
            styles.remove(style)
    for look in looks:
        styles.append(parse_xml(look.xml()))
    for run in styles.iter(qn("w:rPrDefault")):
        run.clear()
        run.append(parse_xml(
            f'<w:rPr {nsdecls("w")}>{_fonts(FANGSONG)}<w:sz w:val="24"/><w:szCs w:val="24"/>'
            '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr>'
        ))  # fmt: skip
    for paragraph in styles.iter(qn("w:pPrDefault")):
        paragraph.clear()


def _drop_parts(document: Document, faces: set[str]) -> None:
    """Leave out what python-docx's own template brings beside the text, its picture too."""
    package = document.part.package
    for holder in (document.part, package):
        for key, link in list(holder.rels.items()):
            if link.reltype.endswith((*DROPPED, "/thumbnail")):
                del holder.rels[key]
    fonts = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{INSTEAD[name]}"/>' if name in INSTEAD else "")
        + '<w:charset w:val="86"/></w:font>'
        for name in sorted(faces)
    )
    raw = f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()
    part = Part(PackURI("/word/fontTable.xml"), FONT_TABLE, raw, package)
    document.part.relate_to(part, LINK.FONT_TABLE)


def _set_up(document: Document) -> None:
    """Settings without the template's: pages differ by side, and no font of mathematics."""
    settings: Any = document.settings.element
    for child in list(settings):
        if child.tag.rpartition("}")[2] in ("mathPr", "themeFontLang", "clrSchemeMapping", "rsids"):
            settings.remove(child)
    document.settings.odd_and_even_pages_header_footer = True


def _fonts(face: str) -> str:
    return (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{face}" w:cs="{LATIN}"'
        ' w:hint="eastAsia"/>'
    )


def _twips(points: float) -> int:
    return round(points * 20)
