"""One file, of whatever kind: its content says which, not its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from handbook.draft.source.docx import DOCUMENT, read_docx
from handbook.draft.source.html import read_html
from handbook.draft.source.lines import told
from handbook.draft.source.markdown import read_markdown
from handbook.draft.source.ofd import ENTRY, read_ofd
from handbook.draft.source.office import as_docx
from handbook.draft.source.source import Dropped, Paragraph, Source
from handbook.draft.source.text import read_text_file
from handbook.draft.source.tidy import as_source
from handbook.words.findings import Fault
from handbook.words.secrecy import REFUSED, secrecy_in_name, secrecy_mark

MOST_BYTES = 50 * 1024**2
"""A text with its pictures."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = ".docx、.doc、.wps、.pdf、.ofd、.txt、.md、.html"
_OTHER = {
    "xl/": "是表格，不是原文。督办的表用 shouce import 登记",
    "ppt/": "是演示文稿，不是原文",
}


def read_source(path: Path) -> Source:
    """The text of a file. Raises ``Fault`` with one message where there is none to take, and
    ``OSError``."""
    mark = secrecy_in_name(path.stem)
    if mark:
        raise Fault(f"文件名{REFUSED.format(mark=mark)}")
    raw, dropped = _bytes(path), Dropped()
    try:
        paragraphs, joined = _paragraphs(raw, path.suffix.lower(), dropped)
        source = as_source(paragraphs, dropped, told(joined))
    except (Fault, OSError, MemoryError):
        raise
    except Exception as error:  # whatever is in a file, it is the file that is at fault
        raise Fault(
            f"读不了（{type(error).__name__}），请用 WPS 或者 Word 打开，另存为 .docx 再用"
        ) from error
    mark = secrecy_mark(source.text) or secrecy_mark(dropped.words())
    if mark:
        raise Fault(f"文件里{REFUSED.format(mark=mark)}")
    return source


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise Fault("是文件夹，请写明里面的哪一个文件")
    if not path.exists():
        raise Fault("没有这个文件，请核对 --from 后面的文件名")
    if not path.is_file():
        raise Fault("不是普通文件，请换成原文的文件")
    size = path.stat().st_size
    if not size:
        raise Fault("文件是空的，请核对是不是这一份")
    if size > MOST_BYTES:
        raise Fault(f"文件有 {size / 1024**2:.0f} MB，超过 50 MB，请删去图片再用")
    return path.read_bytes()


def _paragraphs(raw: bytes, suffix: str, dropped: Dropped) -> tuple[list[Paragraph], list[str]]:
    if raw.startswith(b"%PDF") or b"%PDF-" in raw[:1024]:
        from handbook.draft.source.pdf import read_pdf  # a library of its own

        return read_pdf(raw, dropped)
    if raw.startswith(b"PK"):
        return _packed(raw, dropped)
    if raw.startswith(_OLE):
        _refuse_ole(raw)
        return read_docx(
            as_docx(raw, suffix if suffix in (".doc", ".wps") else ".doc"), dropped
        ), []
    if raw.startswith(b"{\\rtf"):
        return read_docx(as_docx(raw, ".rtf"), dropped), []
    if raw.startswith(_PICTURES):
        raise Fault("是图片，没有文字。请先用识别软件（OCR）转成文字，逐字校对以后再用")
    if suffix in (".docx", ".doc", ".wps", ".pdf", ".ofd"):
        if not raw.lstrip()[:1] == b"<":
            raise Fault(f"内容不是 {suffix}，只是用了这个扩展名，请打开核对，另存一份再用")
        suffix = ".html"  # a page that was saved as Word
    if suffix in (".html", ".htm"):
        return read_html(raw, dropped), []
    if suffix in (".md", ".markdown"):
        return read_markdown(raw, dropped)
    if suffix == ".txt":
        return read_text_file(raw)
    raise Fault(f"不收{suffix or '没有扩展名的文件'}，只收 {_KINDS}")


def _packed(raw: bytes, dropped: Dropped) -> tuple[list[Paragraph], list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Fault("文件坏了，打不开，请用 WPS 或者 Word 打开，另存一份再用") from error
    if DOCUMENT in names:
        return read_docx(raw, dropped), []
    if ENTRY in names:
        return read_ofd(raw, dropped)
    if "content.xml" in names and "mimetype" in names:
        return read_docx(as_docx(raw, ".odt"), dropped), []
    for folder, what in _OTHER.items():
        if any(name.startswith(folder) for name in names):
            raise Fault(f"{what}，请换成原文的文件")
    raise Fault(f"是压缩包，请先解开，再写明里面的哪一个文件（{_KINDS}）")


def _refuse_ole(raw: bytes) -> None:
    """What Word 97 and its like wrote is a file system; a password shows in two ways."""
    if "EncryptedPackage".encode("utf-16-le") in raw or (
        raw[512:514] == b"\xec\xa5" and raw[523] & 1
    ):
        raise Fault("文件有密码，打不开，请去掉密码再用")
    if "WordDocument".encode("utf-16-le") not in raw:
        raise Fault("不是文字文件，像是旧的表格或者演示文稿，请换成原文的文件")
