"""Files of a text as people have them, made of a few lines: Word, PDF, OFD, and what is wrong."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence

import docx
import typst
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from handbook.files.typeset import FONTS

SPEECH = """\
同志们：
今天的会议，主要是安排下半年的工作。
一、上半年情况
上半年，各项工作有序推进。
二、下半年任务
（一）改善居住条件。县住建局要在年底前完成老旧小区改造20个，确保群众温暖过冬。
（二）提升服务水平。县民政局要在9月底前建成社区食堂5个。
同志们，让我们抓紧干起来，全力完成全年任务！
"""


def packed(parts: dict[str, str | bytes], *, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A packed file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(text: str = SPEECH, change: Callable[[Document], object] | None = None) -> bytes:
    """A file of Word, a paragraph for each line, changed as is asked."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    if change:
        change(document)
    return saved(document)


def xml(text: str) -> object:
    """A piece of WordprocessingML."""
    return parse_xml(re.sub(r"^<[\w:]+", lambda tag: f"{tag[0]} {nsdecls('w')}", text))


def numbered(
    document: Document, levels: Sequence[tuple[str, str]], lines: Iterable[tuple[int, str]]
) -> None:
    """Add ``lines`` (level, words) to a list whose levels print ``(format, text)``."""
    numbering = document.part.numbering_part.element
    described = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(levels)
    )
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="77">{described}</w:abstractNum>'))
    numbering.append(xml('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, words in lines:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )


def revised(document: Document) -> None:
    """Two revisions that nobody has accepted or refused."""
    paragraph = document.paragraphs[3]._p
    paragraph.append(xml('<w:ins w:id="1" w:author="某"><w:r><w:t>新增</w:t></w:r></w:ins>'))
    paragraph.append(
        xml('<w:del w:id="2" w:author="某"><w:r><w:delText>旧</w:delText></w:r></w:del>')
    )


def hidden(document: Document) -> None:
    """A run that Word does not show."""
    run = document.paragraphs[3].add_run("内部掌握")
    run.font.hidden = True


def headed(document: Document) -> None:
    """A running head, and a foot with a number."""
    document.sections[0].header.paragraphs[0].text = "会议材料"
    document.sections[0].footer.paragraphs[0].text = "第1页"


def commented(document: Document) -> None:
    """A comment of somebody on the first paragraph."""
    document.add_comment(document.paragraphs[1].runs, text="这里再核实", author="某")


def with_table(document: Document) -> None:
    """A table of two rows, a cell of which goes down."""
    table = document.add_table(3, 3)
    for row, cells in zip(table.rows, [("序号", "任务", "单位"), ("1", "改造小区", "县住建局"),
                                       ("2", "建成食堂", "县民政局")], strict=True):  # fmt: skip
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def footnoted(raw: bytes) -> bytes:
    """The same with a footnote."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    body = parts["word/document.xml"]
    assert isinstance(body, bytes)
    mark = b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    parts["word/document.xml"] = body.replace(b"</w:p>", mark, 1)
    parts["word/footnotes.xml"] = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>见统计公报</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    return packed(parts)


def bold(document: Document) -> None:
    """A paragraph whose first words are bold, and one that is a heading."""
    document.add_heading("三、保障措施", level=1)
    for lead, rest in (
        ("加强领导。", "各级要高度重视这件事。"),
        ("严格考核。", "考核结果要通报。"),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(lead).font.bold = True
        paragraph.add_run(rest)


def faced(document: Document) -> None:
    """A lead in another face."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run("压实责任。")
    run._r.get_or_add_rPr().append(xml('<w:rFonts w:eastAsia="楷体_GB2312"/>'))
    paragraph.add_run("谁主管谁负责。")
    assert run._r.find(qn("w:rPr")) is not None


def pdf(text: str = SPEECH, *, indented: bool = True) -> bytes:
    """A PDF in narrow pages, with a running head and page numbers."""
    lines = "\n\n".join(f"#par[#{_string(line)}]" for line in text.splitlines())
    indent = "par(first-line-indent: (amount: 2em, all: true))" if indented else "par()"
    source = (
        '#set page(width: 110mm, height: 90mm, header: [会议材料], numbering: "— 1 —")\n'
        f"#set text(size: 12pt)\n#set {indent}\n{lines}"
    ).replace("#set par()\n", "")
    return typeset(source)


def typeset(source: str) -> bytes:
    """A PDF of a source for Typst."""
    face = '#set text(font: "Noto Serif SC", lang: "zh")\n'
    made = typst.Compiler(font_paths=[str(path) for path in FONTS]).compile(
        (face + source).encode()
    )
    assert isinstance(made, bytes)
    return made


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def ofd(lines: Sequence[str]) -> bytes:
    """An OFD of one page: a text object for each line, 4 mm wide characters, 20 a line."""
    objects: list[str] = []
    top = 20.0
    for line in lines:
        for i in range(0, len(line), 20):
            part = line[i : i + 20]
            steps = f"g {len(part) - 1} 4" if len(part) > 1 else "4"
            left = 28 if i == 0 else 20
            objects.append(
                f'<ofd:TextObject ID="{len(objects) + 9}" Boundary="{left} {top} 90 5" Size="4">'
                f'<ofd:TextCode X="0" Y="4" DeltaX="{steps}">{part}</ofd:TextCode></ofd:TextObject>'
            )
            top += 6
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return packed({
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
                   "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" '
                              'BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>"
                                          f"{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>",
    })  # fmt: skip


_SAID = "".join(f"<p>\u3000\u3000{line}</p>" for line in SPEECH.splitlines())
PAGE = f"""\
<!doctype html><html><head><meta charset="{{}}"><title>某县政府</title>
<script>var 菜单 = 1</script></head>
<body><div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<div class="path">当前位置：首页 &gt; 政务公开</div><h1>在全县工作会议上的讲话</h1>
<div class="wrap"><div class="article">{_SAID}
<p style="display:none">统计代码说明。</p></div>
<div class="side"><a href="/a">相关链接一</a><a href="/b">相关链接二</a></div></div>
<div class="footer">主办：某县人民政府</div></body></html>
"""
