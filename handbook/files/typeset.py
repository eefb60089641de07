"""Set a Typst template with JSON data as one archival, tagged PDF, or say why it cannot be.

Content reaches a template only as JSON, so that markup in it stays text. Only the two fonts
of the package ``pylopdf-fonts-zh-cn`` are used, never those of the machine.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pylopdf_fonts_zh_cn
import segno
import typst
from fontTools.ttLib import TTFont

from handbook.words.findings import Fault

TYPST = Path(__file__).parent / "typst"
FONTS = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
LACKING = "〓"
"""What printers set for a character that they do not have."""
AROUND = 8
"""How many characters either side of a missing one a message shows."""


class TypesetError(Fault):
    """A PDF cannot be made; the message says what is wrong and where."""


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF that ``template`` (a file in ``handbook/files/typst/``) makes of ``data``.

    ``data["meta"]`` holds ``year`` and, where known, ``day`` ([year, month, day]): the date
    of the document. A record with a key ``where`` names the place that messages give.
    Raises ``TypesetError`` where the fonts lack a character or the template fails.
    """
    return _repack(_compile(template, data, pdf_standards=STANDARDS), data["meta"])


def picture(template: str, data: Mapping[str, Any]) -> bytes:
    """The PNG that ``template`` makes of ``data``, a pixel for each point of its one page.

    Raises ``TypesetError`` as ``typeset`` does.
    """
    return _compile(template, data, format="png", ppi=72)


def _compile(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    check_glyphs(data)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made, warnings = _compiler().compile_with_warnings(
            input=str(TYPST / template), sys_inputs=inputs, **options
        )
    except typst.TypstError as error:
        raise TypesetError(f"{template} 排版失败：{error.diagnostic or error.message}") from error
    if warnings:
        raise TypesetError(f"{template} 排版有警告：{warnings[0].diagnostic}")
    assert isinstance(made, bytes)
    return made


def check_glyphs(data: Mapping[str, Any]) -> None:
    """Raise ``TypesetError`` that names every character which a font lacks, and its place."""
    known = _glyphs()
    missing = [
        f"{where}：“{_around(text, at)}”中的“{char}”（U+{ord(char):04X}）"
        for where, text in _texts(data, "")
        for at, char in enumerate(text)
        if ord(char) not in known
    ]
    if missing:
        places = "\n".join(dict.fromkeys(missing))
        raise TypesetError(f"字体里没有下列字，印不出来，请改用别的字或更换字体：\n{places}")


def printable(text: str) -> str:
    """The text with ``LACKING`` for every character which a font lacks."""
    known = _glyphs()
    return "".join(char if ord(char) in known else LACKING for char in text)


def qr_code(address: str) -> str:
    """The QR code of ``address`` as SVG, black on white with its quiet zone."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, dark="#000")
    return out.getvalue().decode()


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """All strings below ``value``, each with the place that the nearest record names."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        inside = value.get("where", where)
        for part in value.values():
            yield from _texts(part, inside)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, where)


def _around(text: str, at: int) -> str:
    return text[max(0, at - AROUND) : at + AROUND + 1].replace("\n", " ")


@cache
def _glyphs() -> frozenset[int]:
    """The characters that both fonts have."""
    maps = [TTFont(path, lazy=True).getBestCmap() for path in FONTS]
    return frozenset.intersection(*(frozenset(found) for found in maps)) | {ord("\n")}


@cache
def _compiler() -> typst.Compiler:
    """One compiler for all documents of a run: it keeps fonts and what it has parsed."""
    folders: list[Path] = sorted({path.parent for path in FONTS})
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    return typst.Compiler(root=TYPST, font_paths=fonts)


def _repack(raw: bytes, meta: Mapping[str, Any]) -> bytes:
    """The same PDF with objects packed together, dated no more exactly than the data is."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        if not meta.get("day"):
            _date_by_year(pdf, meta["year"])
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return out.getvalue()


def _date_by_year(pdf: pikepdf.Pdf, year: int) -> None:
    """Both places of the document's date say the year alone, as PDF and XMP allow.

    The history of events goes: it repeats a day that nobody knows.
    """
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in ("xmp:CreateDate", "xmp:ModifyDate"):
            if key in xmp:
                xmp[key] = str(year)
        if "xmpMM:History" in xmp:
            del xmp["xmpMM:History"]
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            pdf.docinfo[key] = f"D:{year}"
