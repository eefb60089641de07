"""A workbook that came from anybody, as plain cells: nothing in it runs, no link is followed.

Excel and WPS (.xlsx, .xls, .et) and LibreOffice (.ods); the content counts, not the name.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import python_calamine as calamine

from handbook.words.findings import Fault, short
from handbook.words.secrecy import REFUSED, secrecy_in_name, secrecy_mark

MOST_BYTES = 20 * 1024**2
MOST_UNPACKED = 200 * 1024**2
MOST_CELLS = 1_000_000
"""Of all sheets, each from its first cell to its last: what a form has is a thousandth of it."""
MOST_REPEATED = 2_000
SUFFIXES = {".xlsx", ".xls", ".et", ".ods"}
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_CELL = re.compile(rb"[<\s]r\s*=\s*[\"']([A-Z]{1,4})([0-9]{1,8})[\"']")
_REPEATED = re.compile(rb'number-(?:columns|rows)-repeated="([0-9]+)"[^>]*value-type')
Cell = str | int | float | date | bool | None


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet, row by row from its first; ``rows[0][0]`` is A1."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_workbook(path: Path) -> dict[str, Sheet]:
    """The sheets by name. Raises ``Fault`` with one message where it cannot or must not be read."""
    raw = _bytes(path)
    if raw.startswith(b"PK"):
        _check_zip(raw)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            sheets = {sheet.name: sheet for sheet in _sheets(book)}
    except calamine.PasswordError:
        raise Fault("文件有密码，打不开，请去掉密码再发来") from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, ValueError) as error:
        raise Fault(
            f"文件坏了，打不开（{short(error)}），请用 WPS 或者 Excel 另存一份再发来"
        ) from None
    return sheets


def refuse_secrets(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Raise ``Fault`` where a file bears a mark of secrecy, in its name or in a cell."""
    mark = secrecy_in_name(path.stem)
    if mark:
        raise Fault(f"文件名{REFUSED.format(mark=mark)}")
    for sheet in sheets.values():
        for row in sheet.rows:
            for value in row:
                if isinstance(value, str) and (mark := secrecy_mark(value)):
                    raise Fault(f"“{short(sheet.name)}”里{REFUSED.format(mark=mark)}")


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        raise Fault(f"不是表格文件（{path.suffix or '没有扩展名'}），只收 .xlsx、.xls、.et、.ods")
    size = path.stat().st_size
    if not size:
        raise Fault("文件是空的")
    if size > MOST_BYTES:
        raise Fault(f"文件有 {size / 1024**2:.0f} MB，超过 20 MB，请删去图片和多余的表再发来")
    raw = path.read_bytes()
    if not raw.startswith(_SPREADSHEETS):
        raise Fault("内容不是表格，只是用了表格的扩展名，请用 WPS 或者 Excel 打开核对")
    return raw


def _check_zip(raw: bytes) -> None:
    """Raise ``Fault`` where a packed file unpacks to more than a form can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(info.file_size for info in packed.infolist()) > MOST_UNPACKED:
                raise Fault("文件解开以后太大，不像填好的表，没有打开")
            for info in packed.infolist():
                if info.filename.endswith("workbook.bin"):
                    raise Fault("不收二进制的表格（.xlsb），请另存为 .xlsx 再发来")
                if info.filename == "content.xml":
                    _check_repeats(packed, info.filename)
                else:  # a sheet may have any name
                    _check_extent(packed, info.filename)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Fault("文件坏了，打不开，请用 WPS 或者 Excel 另存一份再发来") from error


def _pieces(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """What an entry unpacks to, piece by piece, overlapping a little; no more than it may be."""
    kept, total = b"", 0
    with packed.open(name) as stream:
        while piece := stream.read(1 << 20):
            total += len(piece)
            if total > MOST_UNPACKED:
                raise Fault("文件解开以后太大，不像填好的表，没有打开")
            yield kept + piece
            kept = piece[-200:]


def _check_extent(packed: zipfile.ZipFile, name: str) -> None:
    """A cell far out makes the reader set up all cells before it."""
    across = down = 1
    for piece in _pieces(packed, name):
        for letters, number in _CELL.findall(piece):
            across, down = max(across, _column(letters)), max(down, int(number))
        if across * down > MOST_CELLS:
            raise Fault("表里有一格离开头太远，表太大，请把内容复制到原来的表里再发来")


def _check_repeats(packed: zipfile.ZipFile, name: str) -> None:
    for piece in _pieces(packed, name):
        if any(int(count) > MOST_REPEATED for count in _REPEATED.findall(piece)):
            raise Fault("表里同样的内容重复得太多，表太大，请把内容复制到原来的表里再发来")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(book: calamine.CalamineWorkbook) -> Iterator[Sheet]:
    cells = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            raise Fault(f"“{short(name)}”太大，请把内容复制到原来的表里再发来")
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        yield Sheet(name.strip(), tuple(tuple(map(_plain, row)) for row in rows))


def _plain(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str | int | float | date):
        return value
    return str(value) if value is not None else None
