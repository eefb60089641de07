"""The ledger as an Excel workbook: sheets that filter, print and can be filled in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from handbook.files.cells import Cell, Row
from handbook.files.notes import notes
from handbook.files.office import document_day, online, plain
from handbook.files.tables import (
    DAY,
    DONE,
    DUTIES,
    FIGURES,
    OVERVIEW,
    PROBLEMS,
    STATUS,
    STATUSES,
    TASKS,
    TIMES,
    UNITS,
    Column,
    Table,
)
from handbook.model import Handbook, Info
from handbook.words.vocabulary import MASKED, OPEN

TO_FILL_IN: tuple[Table[Any], ...] = (TASKS, DUTIES, FIGURES, TIMES, PROBLEMS, UNITS)
TABLES: tuple[Table[Any], ...] = (OVERVIEW, *TO_FILL_IN)
BLANK_ROWS = 300
BLANK_TITLE = "工作任务台账（空白）"
BLANK_DAY = date(1980, 1, 1)
"""What dates the blank copy: the first day a zip archive knows."""

LIMIT = 32_767
"""How many UTF-16 units an Excel cell holds."""
CUT = "……（单元格已满，以下从略）"
HEADER_LENGTH = 60
"""How much of a text goes into the head of a printed page; Excel allows 255 with codes."""

BODY = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top", "border": 1,
        "border_color": "#9AA5B1"}  # fmt: skip
HEAD = {**BODY, "font_name": "黑体", "align": "center", "valign": "vcenter"}
FORMATS: dict[str, dict[str, Any]] = {
    "header": {**HEAD, "bg_color": "#DCE6F1"},
    "by hand": {**HEAD, "bg_color": "#FFF2CC"},
    "text": BODY,
    "key": {**BODY, "num_format": "@"},
    "number": {**BODY, "align": "center"},
    "day": {**BODY, "align": "center", "num_format": "yyyy-mm-dd"},
    "by hand day": {**BODY, "align": "left", "num_format": "yyyy-mm-dd", "bg_color": "#FFF2CC"},
    "late": {"font_color": "#B3261E", "bg_color": "#FBE4E2"},
    "title": {"font_name": "黑体", "font_size": 14},
    "label": {**HEAD, "align": "left", "valign": "top"},
    "plain": {"font_name": "宋体", "font_size": 11},
    "link": {**BODY, "num_format": "@", "font_color": "#0B57A4", "underline": 1},
}
NORMAL = {"font_name": "宋体", "font_size": 11, "font_scheme": "none"}
"""What columns are measured by and empty cells are set in; the theme's own fonts are Latin."""
OPTIONS = {
    "in_memory": True, "default_format_properties": NORMAL,
    "default_column_width": 72, "default_row_height": 18,
}  # fmt: skip
AS_OF = "截至日"
"""The name of the cell with the day by which lateness is judged; without a day nothing is late."""
EXPLAINED, WORDS = "说明", 76
"""The sheet that explains, and how wide its text is."""
DAY_RULE = {
    "validate": "date", "criteria": ">=", "value": date(1949, 10, 1),
    "error_message": "请填日期，如 2022-12-31。",
}  # fmt: skip
A4, A3, WIDEST = (9, "A4"), (8, "A3"), 170
"""Paper by Excel's number and name; tables wider than so many digits go on the larger."""
DIGIT, CHARACTER = 8, 15
"""Pixels across, of a digit and of a Chinese character in ``NORMAL``."""
LINE, PADDING, HIGHEST = 15.0, 3.0, 409.0
"""Heights in points: of a line of text, of the room around it, of the highest row in Excel."""


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose row heights are a proposal: Excel and WPS fit a row when it is filled in.

    Left without heights, a row shows one line only in programs that do not measure it on opening.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        if tag == "row":
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def ledger(hb: Handbook) -> bytes:
    """The ledger of a handbook; what a clerk reports is left blank. Same data, same bytes."""
    sheets = [(table, table.rows(hb)) for table in TABLES]
    return _workbook(hb.info, hb.info.title, document_day(hb), sheets, spare=0)


def blank_ledger(info: Info) -> bytes:
    """The same sheets without data, ruled for ``BLANK_ROWS`` rows, for any other text.

    The words to choose from are those of the handbook that ``info`` tells of.
    """
    sheets: list[tuple[Table[Any], list[Row[Any]]]] = [(table, []) for table in TO_FILL_IN]
    return _workbook(info, BLANK_TITLE, BLANK_DAY, sheets, BLANK_ROWS)


def sheet_alone(
    info: Info, title: str, day: date, table: Table[Any], rows: list[Row[Any]]
) -> bytes:
    """A workbook of one table, titled on each page of paper and dated ``day``."""
    return _workbook(info, title, day, [(table, rows)], 0, explained=False)


def _workbook(
    info: Info, title: str, day: date, sheets: Sequence[tuple[Table[Any], list[Row[Any]]]],
    spare: int, *, explained: bool = True,
) -> bytes:  # fmt: skip
    """A workbook with a sheet for each table, each with ``spare`` empty rows at its end."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        created = datetime(day.year, day.month, day.day)
        comments = plain(info.notice)
        book.set_properties({"title": plain(title), "comments": comments, "created": created})
        formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        for table, rows in sheets:
            _sheet(book, formats, info, title, table, rows, spare)
        if explained:
            _explain(book, formats, info, title, [table for table, _ in sheets])
    return out.getvalue()


def _sheet(
    book: Workbook, formats: dict[str, Format], info: Info, title: str, table: Table[Any],
    rows: list[Row[Any]], spare: int,
) -> None:  # fmt: skip
    sheet = book.add_worksheet(table.name, _Sheet)
    last = max(len(rows) + spare, 1)
    _lay_out(sheet, info, title, table, last)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        look = formats["by hand" if column.by_hand else "header"]
        sheet.write_string(0, at, column.header, look)
        _guide(sheet, at, column, tuple(column.choices(info)), last)
    if table is TASKS:
        _tint(sheet, formats["late"], last)
    for row in rows:
        _write_row(sheet, formats, table, row)
    for number in range(len(rows) + 1, last + 1):
        for at, column in enumerate(table.columns):
            sheet.write_blank(number, at, None, formats[column.kind])


def _tint(sheet: Worksheet, look: Format, last: int) -> None:
    """Mark the days before the day in the cell ``AS_OF``, unless their task is done."""
    headers = [column.header for column in TASKS.columns]
    at = headers.index(DAY.header)
    day, status = (f"${xl_col_to_name(headers.index(x.header))}2" for x in (DAY, STATUS))
    rule = f'=AND(ISNUMBER({AS_OF}),ISNUMBER({day}),{day}<{AS_OF},{status}<>"{DONE}")'
    sheet.conditional_format(1, at, last, at, {"type": "formula", "criteria": rule, "format": look})


def _explain(
    book: Workbook, formats: dict[str, Format], info: Info, title: str,
    tables: Sequence[Table[Any]],
) -> None:  # fmt: skip
    """The sheet that says what the others are for, with the cell for the day of judging."""
    sheet = book.add_worksheet(EXPLAINED, _Sheet)
    sheet.set_portrait()
    sheet.set_paper(A4[0])
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, WORDS)
    sheet.set_row(0, 2 * LINE)
    sheet.write_string(0, 0, _fit(title), formats["title"])
    notice = info.notice if title != BLANK_TITLE else info.mark
    if notice:
        sheet.write_string(1, 0, _fit(notice), formats["plain"])
    sheet.set_row(2, LINE + PADDING)
    sheet.write_string(2, 0, AS_OF, formats["by hand"])
    sheet.write_blank(2, 1, None, formats["by hand day"])
    sheet.data_validation(2, 1, 2, 1, DAY_RULE)
    book.define_name(AS_OF, f"={EXPLAINED}!$B$3")
    papers = [(table.name, _paper(table)[1]) for table in tables]
    said = notes("ledger", sheets=papers, genre=info.genre, open=OPEN, masked=MASKED, done=DONE)
    for at, (label, text) in enumerate(said, 3):
        sheet.write_string(at, 0, label, formats["label"])
        sheet.write_string(at, 1, text, formats["text"])
        sheet.set_row(at, _lines(text, WORDS) * LINE + PADDING)


def _paper(table: Table[Any]) -> tuple[int, str]:
    """The paper on which a table can be read."""
    return A3 if sum(column.width for column in table.columns) > WIDEST else A4


def _write_row(
    sheet: Worksheet, formats: dict[str, Format], table: Table[Any], row: Row[Any]
) -> None:
    told = []
    for at, column in enumerate(table.columns):
        value = column.value(row)
        page = online(row.hb, column.page(row)) if column.page else None
        if isinstance(value, str):
            value = _fit(value)
            told.append((value, column.width))
        if page and value:
            sheet.write_url(row.number, at, page, formats["link"], value)
        else:
            write_cell(sheet, row.number, at, value, formats[column.kind])
    sheet.set_row(row.number, row_height(told))


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row in points, by the texts of its cells and their widths in digits."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(lines * LINE + PADDING, HIGHEST)


def _lines(text: str, width: float) -> int:
    """How many lines text takes in a cell ``width`` digits wide; rather one too many."""
    across = max(int((width * DIGIT - 2) / CHARACTER), 1) * 2
    sizes = (
        sum(2 if east_asian_width(char) in "WFA" else 1.1 for char in line)
        for line in text.split("\n")
    )
    return sum(max(ceil(size / across), 1) for size in sizes)


def _lay_out(sheet: Worksheet, info: Info, title: str, table: Table[Any], last: int) -> None:
    """What stays in view, what can be filtered, and how the sheet is printed."""
    sheet.freeze_panes(1, table.fixed)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_paper(table)[0])
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, max(_lines(c.header, c.width) for c in table.columns) * LINE + PADDING)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    said = info.notice if title != BLANK_TITLE else info.mark
    notice = f"&R{_in_header(said)}" if said else ""
    sheet.set_header(f"&L{_in_header(title)}　{table.name}{notice}")
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _in_header(text: str) -> str:
    """Text for the head of a page, where ``&`` begins a code."""
    return plain(text)[:HEADER_LENGTH].replace("\n", " ").replace("&", "&&")


def write_cell(sheet: Worksheet, row: int, at: int, value: Cell, look: Format) -> None:
    """Each kind of value as its own kind of cell; text is never read as a formula."""
    if value is None or value == "":
        sheet.write_blank(row, at, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, at, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, look)
    else:
        sheet.write_number(row, at, value, look)


def _fit(text: str) -> str:
    """Text that a cell can hold; one that is too long says that it was cut."""
    text = plain(text)
    raw = text.encode("utf-16-le")
    if len(raw) // 2 <= LIMIT:
        return text
    return raw[: (LIMIT - len(CUT)) * 2].decode("utf-16-le", errors="ignore") + CUT


def _guide(
    sheet: Worksheet, at: int, column: Column[Any], choices: tuple[str, ...], last: int
) -> None:
    """Help with filling in: a list to choose from, or a check that a date is one."""
    if any("," in word for word in choices):
        return  # Excel would take it for two words
    if choices:
        rule: dict[str, Any] = {"validate": "list", "source": list(choices)}
        if choices == STATUSES:
            rule["input_title"] = column.header
            rule["input_message"] = "空白表示未登记。是否逾期由完成日期算出，不在这里登记。"
    elif column.kind == "day":
        rule = DAY_RULE
    else:
        return
    sheet.data_validation(1, at, last, at, rule)
