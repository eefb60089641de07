"""The files for an office, each opened with a reader that did not write it."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pymupdf
import pytest
import vobject
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from handbook.files.assignments import FIELD, assignments
from handbook.files.calendars import calendar, due_days
from handbook.files.ledger import BLANK_ROWS, CUT, LIMIT, blank_ledger, ledger
from handbook.files.tables import STATUSES, tasks_csv
from handbook.model import Effect, Extent, Handbook, Measure, Quote, Task
from tests.conftest import ROOT, TINY

TABLES = ["任务清单", "责任清单", "指标和规模", "时限", "问题清单", "单位"]
SHEETS = ["任务一览", *TABLES, "说明"]
TASK_HEADERS = [
    *(
        "序号",
        "任务编号",
        "板块",
        "工作任务",
        "原文",
        "要求程度",
        "牵头单位",
        "责任单位",
        "配合单位",
    ),
    *(
        "指导单位",
        "督办单位",
        "责任依据",
        "量化指标",
        "规模",
        "底线",
        "预期效果",
        "成果形式",
        "保障措施",
    ),
    *("完成时限（原文）", "完成日期"),
    *("时限类型", "办理状态", "进展情况", "存在问题", "下一步措施", "填报单位", "填报日期", "备注"),
]
BY_HAND = ["办理状态", "进展情况", "存在问题", "下一步措施", "填报单位", "填报日期"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def book_of(raw: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(raw))


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet below its header, each by header."""
    headers, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(map(str, headers), row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def raw_ledger(real: Handbook) -> bytes:
    return ledger(real)


@pytest.fixture(scope="module")
def book(raw_ledger: bytes) -> Workbook:
    return book_of(raw_ledger)


# -- Excel: what stands in it -----------------------------------------------------------------


def test_workbook_has_the_sheets_and_the_columns_of_a_ledger(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert [cell.value for cell in book["任务清单"][1]] == TASK_HEADERS
    assert [cell.value for cell in book["任务一览"][1]] == [
        *("任务编号", "工作任务", "要求程度", "责任单位", "完成时限", "量化指标"),
    ]


COUNTS: list[tuple[str, Callable[[Handbook], int]]] = [
    ("任务一览", lambda hb: len(hb.tasks)),
    ("任务清单", lambda hb: len(hb.tasks)),
    (
        "责任清单",
        lambda hb: (
            sum(len(t.assignments) for t in hb.tasks.values())
            + sum(len(hb.shared_with(u)) for u in hb.units.values())
        ),
    ),
    ("指标和规模", lambda hb: len(hb.targets) + sum(len(t.extents) for t in hb.tasks.values())),
    ("时限", lambda hb: sum(len(t.deadlines) for t in hb.tasks.values())),
    ("问题清单", lambda hb: len(hb.problems)),
    ("单位", lambda hb: len(hb.units)),
]


@pytest.mark.parametrize(("sheet", "count"), COUNTS)
def test_each_sheet_has_a_row_for_each_thing(
    book: Workbook, real: Handbook, sheet: str, count: Callable[[Handbook], int]
) -> None:
    rows = rows_of(book[sheet])
    assert len(rows) == count(real) > 0
    assert [row.get("序号", at) for at, row in enumerate(rows, 1)] == [*range(1, len(rows) + 1)]


def test_each_task_is_told_in_full(book: Workbook, real: Handbook) -> None:
    for row, task in zip(rows_of(book["任务清单"]), real.tasks.values(), strict=True):
        units = "".join(
            str(row[f"{role}单位"] or "") for role in ("牵头", "责任", "配合", "指导", "督办")
        )
        assert (row["任务编号"], row["工作任务"]) == (task.id, task.title)
        assert row["要求程度"] == task.commitment
        assert row["原文"].split("\n") == [quote.exact for quote in task.quotes]
        assert [u.name for u in task.units if u.name not in units] == []
        assert [x.text for x in task.targets if x.text not in row["量化指标"]] == []
        assert [x.text for x in task.extents if x.text not in row["规模"]] == []
        assert (row["底线"] or "") == "；".join(x.text for x in task.red_lines)
        assert (row["预期效果"] or "") == "；".join(x.text for x in task.outcomes)
        assert row["成果形式"] == task.deliverable
        assert row["保障措施"] == ("；".join(x.text for x in task.measures) or "原文未明确")
        assert [row[header] for header in BY_HAND] == [None] * len(BY_HAND)


CELLS = [
    # sheet, a row by header and value, a cell of it
    ("任务清单", ("任务编号", "2.2.3-08"), ("牵头单位", "**副市长")),
    ("任务清单", ("任务编号", "2.2.3-04"), ("责任单位", "市住建局、市发改委、市财政局等")),
    ("任务清单", ("任务编号", "2.4.1-01"), ("指导单位", "市生态环境局")),
    ("任务清单", ("任务编号", "2.4.1-01"), ("配合单位", None)),
    ("任务清单", ("任务编号", "3.2.2-04"), ("督办单位", "市政府督查室")),
    ("任务清单", ("任务编号", "3.2.2-04"), ("责任单位", "原文未明确")),
    ("任务清单", ("任务编号", "2.2.3-08"), ("责任单位", None)),
    ("任务一览", ("任务编号", "2.2.3-08"), ("责任单位", "**副市长（牵头）")),
    ("任务一览", ("任务编号", "2.2.3-04"), ("责任单位", "市住建局、市发改委、市财政局等")),
    ("任务一览", ("任务编号", "2.3.4-03"), ("完成时限", "2023年底（2023年12月31日）")),
    ("任务清单", ("任务编号", "2.1.1-01"), ("责任单位", "原文未明确")),
    ("任务清单", ("任务编号", "2.1.1-01"), ("完成时限（原文）", "原文未明确")),
    ("任务清单", ("任务编号", "2.1.1-01"), ("板块", "（一）经济发展方面")),
    ("任务清单", ("任务编号", "2.1.5-10"), ("量化指标", "新增耕地**万亩（原文隐去）")),
    ("任务清单", ("任务编号", "2.5.2-12"), ("时限类型", "到期（日期未定）")),
    ("任务清单", ("任务编号", "2.3.4-03"), ("完成日期", datetime(2023, 12, 31))),
    ("任务清单", ("任务编号", "3.1.1-01"), ("备注", "作风要求")),
    ("任务清单", ("任务编号", "2.1.4-12"), ("规模", "重点打造的产业链：1—2个产业链")),
    ("任务清单", ("任务编号", "2.1.4-12"), ("量化指标", None)),
    ("任务清单", ("任务编号", "2.5.1-02"), ("底线", "决不能发生区域性系统性金融风险")),
    ("任务清单", ("任务编号", "2.2.2-04"), ("预期效果", "不断增强城市文化底蕴；提升市民文明素质")),
    ("指标和规模", ("原文用语", "1—2个产业链"), ("类别", "规模")),
    ("指标和规模", ("原文用语", "1—2个产业链"), ("数值", 1)),
    ("指标和规模", ("原文用语", "1—2个产业链"), ("数值上限", 2)),
    ("指标和规模", ("原文用语", "新增耕地**万亩"), ("类别", "量化指标")),
    ("指标和规模", ("原文用语", "新增耕地**万亩"), ("数值", "原文隐去")),
    ("时限", ("时限（原文）", "入冬前"), ("日期", None)),
    ("时限", ("时限（原文）", "9月底前"), ("日期", datetime(2022, 9, 30))),
    ("单位", ("单位", "市政府督查室"), ("督办", 6)),
    ("单位", ("单位", "市住建局"), ("全称", "市住房和城乡建设局")),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "key", "cell"), CELLS)
def test_cells(book: Workbook, sheet: str, key: tuple[str, str], cell: tuple[str, Any]) -> None:
    row = next(row for row in rows_of(book[sheet]) if row[key[0]] == key[1])
    assert row[cell[0]] == cell[1]


def test_days_are_days_and_figures_are_numbers(book: Workbook, real: Handbook) -> None:
    tasks = real.tasks.values()
    dated = [row["日期"] for row in rows_of(book["时限"]) if row["日期"] is not None]
    days = sorted(d.date for task in tasks for d in task.deadlines if d.date)
    assert dated == [datetime(day.year, day.month, day.day) for day in days]
    figures = [row["数值"] for row in rows_of(book["指标和规模"])]
    typed = [*real.targets, *(x for task in tasks for x in task.extents)]
    values = [None if x.masked else x.value for x in typed]
    assert [value if value != "原文隐去" else None for value in figures] == values
    assert figures.count("原文隐去") == sum(x.masked for x in typed)


def test_duties_name_each_unit_with_role_and_basis(book: Workbook, real: Handbook) -> None:
    roles = {"lead": "牵头", "responsible": "责任", "support": "配合", "guide": "指导",
             "supervise": "督办", "involved": "涉及"}  # fmt: skip
    rows = {(r["任务编号"], r["单位"], r["责任"]): r["责任依据"] for r in rows_of(book["责任清单"])}
    for task in real.tasks.values():
        for a in task.assignments:
            basis = rows.pop((task.id, a.unit.name, roles[a.role]))
            assert basis.startswith("原文点名" if a.basis == "stated" else "承上文")
            assert a.quote is None or a.quote.exact in basis
    for unit in real.units.values():
        for task, a in real.shared_with(unit):
            basis = rows.pop((task.id, unit.name, roles[a.role]))
            assert basis == f"编者注：包括在“{a.unit.name}”内"
    assert rows == {}


def test_problems_lead_to_their_tasks(book: Workbook, real: Handbook) -> None:
    for row, problem in zip(rows_of(book["问题清单"]), real.problems.values(), strict=True):
        assert row["问题"] == problem.title
        assert row["原文"] == "\n".join(quote.exact for quote in problem.quotes)
        assert re.findall(r"^\S+", row["针对它的任务"] or "", re.M) == list(problem.tasks)


# -- Excel: how it works ----------------------------------------------------------------------


PAPERS = {9: 11.69, 8: 16.54}
"""How wide A4 and A3 lie, in inches, by Excel's numbers."""
SMALLEST = {"任务一览": 10, "任务清单": 7.5}
"""The least size of print in points, where it is not 8."""


def set_in(sheet: Worksheet) -> float:
    """The size, in points, in which text of 11 points comes out on paper as wide as the sheet."""
    margins = sheet.page_margins
    room = (PAPERS[int(sheet.page_setup.paperSize or 0)] - margins.left - margins.right) * 96
    columns: Any = sheet.column_dimensions.values()
    across = sum(x.width * (x.max - x.min + 1) for x in columns)
    return float(11 * min(1, room / (8 * across)))


def test_only_the_table_with_all_columns_needs_large_paper(book: Workbook) -> None:
    assert [sheet.title for sheet in book if sheet.page_setup.paperSize == 8] == ["任务清单"]


def test_no_cell_is_set_in_a_font_of_the_theme(raw_ledger: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw_ledger)) as parts:
        styles = parts.read("xl/styles.xml").decode()
    assert set(re.findall('<name val="(.*?)"', styles)) == {"宋体", "黑体"}
    assert 'scheme val="m' not in styles


def test_a_sheet_explains_the_others(book: Workbook) -> None:
    rows: Any = book["说明"].iter_rows(max_col=2)
    labels = {label.value: said.value for label, said in rows}
    assert {*SHEETS[:-1], "责任单位", "原文未明确", "日期未定", "原文隐去", "逾期"} <= labels.keys()
    assert "A3" in labels["任务清单"] and "A4" in labels["任务一览"]
    assert labels["截至日"] is None


def test_what_is_late_is_marked_by_the_day_in_the_sheet_alone(book: Workbook) -> None:
    """Nothing is late until somebody enters that day; the reader's clock is not asked."""
    assert book.defined_names["截至日"].value == "说明!$B$3"
    (rules,) = [sheet.conditional_formatting for sheet in book if sheet.conditional_formatting]
    ((place, rule),) = [(str(found.sqref), x) for found in rules for x in found.rules]
    head: Any = book["任务清单"][1]
    headers = {cell.value: cell.column_letter for cell in head}
    day, status = headers["完成日期"], headers["办理状态"]
    assert place.startswith(f"{day}2:{day}")
    (formula,) = rule.formula
    assert formula == (
        f'AND(ISNUMBER(截至日),ISNUMBER(${day}2),${day}2<截至日,${status}2<>"已完成")'
    )


@pytest.mark.parametrize("name", SHEETS[:-1])
def test_sheet_filters_stays_in_view_and_prints(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.freeze_panes and sheet.freeze_panes.endswith("2")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert set_in(sheet) >= SMALLEST.get(name, 8)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    footer: Any = sheet.oddFooter
    assert "&P" in footer.center.text
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_long_text_has_room_and_rows_may_still_grow(book: Workbook, raw_ledger: bytes) -> None:
    """A fixed height would hide what a clerk adds later."""
    sheet = book["任务清单"]
    for at, row in enumerate(rows_of(sheet), 2):
        lines = len(row["原文"]) / (sheet.column_dimensions["E"].width / 2)
        assert sheet.row_dimensions[at].height >= lines * 13
    with zipfile.ZipFile(io.BytesIO(raw_ledger)) as parts:
        assert b"customHeight" not in parts.read("xl/worksheets/sheet2.xml")


def choices(sheet: Worksheet) -> dict[str, tuple[list[str], str]]:
    """The words to choose from and the cells where, by column header."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            column = next(iter(rule.sqref.ranges)).min_col
            words = str(rule.formula1).strip('"').split(",")
            found[str(sheet.cell(1, column).value)] = (words, str(rule.sqref))
    return found


def test_status_is_chosen_from_a_list_that_knows_no_lateness(
    book: Workbook, real: Handbook
) -> None:
    words, cells = choices(book["任务清单"])["办理状态"]
    assert words == list(STATUSES)
    assert "逾期" not in words
    assert cells == f"V2:V{len(real.tasks) + 1}"
    assert [row["办理状态"] for row in rows_of(book["任务清单"]) if row["办理状态"]] == []


def test_ids_lead_to_the_page_online_only_where_there_is_one(tiny: Handbook) -> None:
    site = replace(tiny.info, site_url="https://handbook.example/sub")
    cell = book_of(ledger(replace(tiny, info=site)))["任务清单"]["B2"]
    assert cell.value == "2.1-01"
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == "https://handbook.example/sub/tasks/2.1-01.html"
    bad = replace(tiny.info, site_url="javascript:alert(1)")
    for hb in (tiny, replace(tiny, info=bad)):
        assert book_of(ledger(hb))["任务清单"]["B2"].hyperlink is None


def test_blank_copy_has_the_same_layout_and_no_data(book: Workbook, real: Handbook) -> None:
    blank = book_of(blank_ledger(real.info))
    assert blank.sheetnames == SHEETS[1:]
    for name in TABLES:
        headers, *rows = [[cell.value for cell in row] for row in blank[name].iter_rows()]
        assert headers == [cell.value for cell in book[name][1]]
        assert len(rows) == BLANK_ROWS
        assert {value for row in rows for value in row} == {None}
        assert blank[name].freeze_panes == book[name].freeze_panes
    assert choices(blank["任务清单"])["办理状态"] == (list(STATUSES), f"V2:V{BLANK_ROWS + 1}")
    assert blank["任务清单"]["B2"].number_format == "@"  # 2-01 typed in stays 2-01


# -- CSV --------------------------------------------------------------------------------------


def csv_rows(hb: Handbook) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tasks_csv(hb).decode("utf-8-sig"), newline="")))


def test_csv_says_what_the_ledger_says(book: Workbook, real: Handbook) -> None:
    def text(value: Any) -> str:
        return str(value.date()) if isinstance(value, datetime) else str(value or "")

    sheet = [[text(cell.value) for cell in row] for row in book["任务清单"].iter_rows()]
    assert csv_rows(real) == sheet


def test_csv_opens_in_excel(real: Handbook) -> None:
    raw = tasks_csv(real)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == len(real.tasks) + 1
    assert raw.endswith(b"\r\n")


# -- Word -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """A document as LibreOffice prints it: size in points, and text without white space."""

    size: tuple[int, int]
    pages: list[str]

    @classmethod
    def read(cls, pdf: Path) -> Printed:
        with pymupdf.open(pdf) as pages:
            size = (round(pages[0].rect.width), round(pages[0].rect.height))
            return cls(size, [squeeze(page.get_text()) for page in pages])


def printed(folder: Path, documents: Mapping[str, bytes]) -> dict[str, Printed]:
    """Raw docx by name, all opened and printed by one LibreOffice with a fresh profile."""
    assert shutil.which("soffice"), "LibreOffice is missing: run scripts/install_for_tests.sh"
    for name, raw in documents.items():
        (folder / f"{name}.docx").write_bytes(raw)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {name: Printed.read(folder / f"{name}.pdf") for name in documents}


@pytest.fixture(scope="module")
def papers(
    real: Handbook, tiny: Handbook, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Printed]:
    """On paper: the table of the real handbook, and a small one full of each hostile text."""
    hostile = {str(at): assignments(spoilt(tiny, text)) for at, text in enumerate(PRINTABLE)}
    return printed(tmp_path_factory.mktemp("word"), {"real": assignments(real), **hostile})


@pytest.fixture(scope="module")
def paper(papers: dict[str, Printed]) -> Printed:
    return papers["real"]


def body_of(raw: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return ElementTree.fromstring(parts.read("word/document.xml"))


def test_word_table_prints_every_task_whole_on_one_page(paper: Printed, real: Handbook) -> None:
    assert paper.size == (842, 595)
    for task in real.tasks.values():
        wanted = [task.id, task.title, *(quote.exact for quote in task.quotes)]
        wanted += [unit.name for unit in task.units] + [d.text for d in task.deadlines]
        wanted += [target.text for target in task.targets]
        pages = [p for p in paper.pages if all(squeeze(part) in p for part in wanted)]
        assert pages, task.id


def test_header_row_is_on_every_page_and_pages_are_numbered(paper: Printed) -> None:
    header = "序号任务牵头单位责任单位完成时限备注"
    bare = [n for n, page in enumerate(paper.pages, 1) if header not in page]
    assert bare in ([], [1])  # what stands under the title may fill the first page
    assert [n for n, page in enumerate(paper.pages, 1) if f"—{n}—" not in page] == []


def test_sections_head_their_tasks(paper: Printed, real: Handbook) -> None:
    text = "".join(paper.pages)
    at = text.index("三、加强作风建设")  # in the contents
    for words in ("二、下半年重点任务", "（一）经济发展方面", "一是继续抓好项目建设", "2.1.1-01",
                  "二是抓好经济运行工作", "2.1.2-01", "（二）城乡建管方面", "2.2.1-01",
                  "三、加强作风建设", "（一）强化五种思维", "3.1.1-01"):  # fmt: skip
        at = text.index(words, at)
    assert text.startswith(f"《{real.info.speech_title}》重点任务分工表")
    assert "依据讲话原文整理，非正式公文" in paper.pages[0]


def test_day_settled_and_day_open_are_told_apart(paper: Printed) -> None:
    text = "".join(paper.pages)
    assert "9月底前（2022年9月30日）" in text
    assert "入冬前（日期未定）" in text


@pytest.fixture(scope="module")
def word(real: Handbook) -> dict[str, ElementTree.Element]:
    """The parts of the document, by their path."""
    with zipfile.ZipFile(io.BytesIO(assignments(real))) as parts:
        return {name: ElementTree.fromstring(parts.read(name)) for name in parts.namelist()}


FACES = [
    # style, typeface and size in half points, by the habits of GB/T 9704—2012
    ("Title", "方正小标宋简体", 44),
    ("Heading1", "黑体", 32),
    ("Heading2", "楷体", 32),
    ("表头", "黑体", 21),
    ("表文", "仿宋", 21),
    ("引文", "楷体", 21),
    ("单页页码", "宋体", 28),
    ("双页页码", "宋体", 28),
]


@pytest.mark.parametrize(("name", "face", "size"), FACES)
def test_styles_follow_the_habits_of_official_papers(
    word: dict[str, ElementTree.Element], name: str, face: str, size: int
) -> None:
    used = {s.get(f"{W}val") for part in word.values() for s in part.iter(f"{W}pStyle")}
    assert name in used
    styles = word["word/styles.xml"].iter(f"{W}style")
    look = next(style for style in styles if style.get(f"{W}styleId") == name)
    (fonts,), (height,) = look.iter(f"{W}rFonts"), look.iter(f"{W}sz")
    assert (fonts.get(f"{W}eastAsia"), height.get(f"{W}val")) == (face, str(size))


def test_all_looks_come_from_styles(word: dict[str, ElementTree.Element]) -> None:
    body = word["word/document.xml"]
    known = {x.get(f"{W}styleId") for x in word["word/styles.xml"].iter(f"{W}style")}
    assert {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")} <= known
    assert len(list(body.iter(f"{W}pStyle"))) == len(list(body.iter(f"{W}p")))
    assert list(body.iter(f"{W}rPr")) == []


def test_no_part_names_a_font_by_theme(word: dict[str, ElementTree.Element]) -> None:
    """WPS obeys the template's Calibri and Cambria, and lines move."""
    assert [name for name in word if "theme" in name or "Effects" in name] == []
    words = "".join(ElementTree.tostring(part, "unicode") for part in word.values())
    assert not re.search("Calibri|Cambria|[tT]heme(?:=|Font)", words)


def test_columns_are_as_wide_in_the_grid_as_in_the_cells(
    word: dict[str, ElementTree.Element],
) -> None:
    for table in word["word/document.xml"].iter(f"{W}tbl"):
        grid = [int(str(x.get(f"{W}w"))) for x in table.iter(f"{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            cells = [int(str(x.get(f"{W}w"))) for x in row.iter(f"{W}tcW")]
            assert cells in (grid, [sum(grid)])
        widths = [x.attrib for x in table.iter(f"{W}tblW")]
        assert widths == [{f"{W}type": "dxa", f"{W}w": str(sum(grid))}]


def test_contents_are_filled_in_and_lead_to_the_headings(
    word: dict[str, ElementTree.Element], real: Handbook
) -> None:
    body = word["word/document.xml"]
    assert [x.text for x in body.iter(f"{W}instrText")] == [r' TOC \o "1-2" \n \h \z \u ']
    contents = {"".join(x.itertext()): x.get(f"{W}anchor") for x in body.iter(f"{W}hyperlink")}
    headings = {
        "".join(x.itertext()): mark.get(f"{W}name")
        for x in body.iter(f"{W}p")
        for mark in x.iter(f"{W}bookmarkStart")
    }
    assert list(headings)[:2] == ["二、下半年重点任务", "（一）经济发展方面"]
    assert contents == headings


def test_what_words_mean_stands_before_the_first_task(paper: Printed) -> None:
    assert 0 < paper.pages[0].index("“日期未定”是") < paper.pages[0].index("目录")


ROWS = [
    # task, its cells after the title and the quotes
    ("2.2.3-04", ["", "市住建局、市发改委、市财政局等", "原文未明确", "2.2.3-04，共同责任"]),
    ("2.2.3-08", ["**副市长", "", "提前（日期未定）", "2.2.3-08"]),
    ("3.2.2-04", ["", "原文未明确", "如期（日期未定）；按照序时进度（日期未定）",
                  "3.2.2-04，确保\n市政府督查室（督办）\n交办的工作：如期完成工作任务"]),
    ("2.4.1-02", ["", "相关部门、各县（市、区）", "原文未明确",
                  "2.4.1-02，共同责任\n市生态环境局（指导）"]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "cells"), ROWS)
def test_row_of_a_task(
    word: dict[str, ElementTree.Element], real: Handbook, key: str, cells: list[str]
) -> None:
    rows = {}
    for row in word["word/document.xml"].iter(f"{W}tr"):
        number, *rest = (
            "\n".join("".join(line.itertext()) for line in cell.iter(f"{W}p"))
            for cell in row.iter(f"{W}tc")
        )
        rows[number] = rest
    task, *others = rows[str(list(real.tasks).index(key) + 1)]
    assert task.startswith(real.tasks[key].title + "\n" + real.tasks[key].quotes[0].exact)
    assert others == cells


# -- calendar ---------------------------------------------------------------------------------


def events(raw: bytes) -> list[Any]:
    made: Any = vobject.readOne(raw.decode())
    return list(made.contents.get("vevent", []))


def test_calendar_has_an_event_for_each_settled_day_of_a_task(real: Handbook) -> None:
    wanted = {
        (task.id, deadline.date)
        for task in real.tasks.values()
        for deadline in task.deadlines
        if deadline.date
    }
    found = events(calendar(real))
    assert len(found) == len(wanted) > 10
    assert {(e.uid.value.split("-20")[0], e.dtstart.value) for e in found} == wanted
    assert len({e.uid.value for e in found}) == len(found)


def test_event_is_a_whole_day_with_words_unit_quote_and_alarm(tiny: Handbook) -> None:
    first = events(calendar(tiny))[0]
    assert first.summary.value == "修通柳树沟公路"
    assert (first.dtstart.value, first.dtend.value) == (date(2031, 10, 31), date(2031, 11, 1))
    for words in ("10月底前", "县交通局", "“县交通局要在10月底前修通柳树沟公路，全长12.5公里”"):
        assert words in first.description.value
    assert first.valarm.trigger.value == timedelta(days=-7)
    assert first.dtstamp.value == datetime(2031, 1, 1, tzinfo=UTC)
    assert first.uid.value.startswith("2.1-01-20311031-")


def test_id_of_an_event_survives_corrections(tiny: Handbook) -> None:
    task = replace(tiny.tasks["2.1-01"], title="修路", note="改过")
    mended = replace(tiny, tasks={**tiny.tasks, task.id: task})
    ids = [[e.uid.value for e in events(calendar(hb))] for hb in (tiny, mended)]
    assert ids[0] == ids[1]


def test_unsettled_times_are_left_out_and_named(real: Handbook) -> None:
    made: Any = vobject.readOne(calendar(real).decode())
    says = made.contents["x-wr-caldesc"][0].value
    times = [(t.id, d) for t in real.tasks.values() for d in t.deadlines]
    for label, left_out in (
        ("日期未定的", [(key, d) for key, d in times if d.unsettled]),
        ("周期性、常设性的", [(key, d) for key, d in times if not d.date and not d.unsettled]),
    ):
        assert f"{label}时限{len(left_out)}个没有收入" in says
        assert [key for key, d in left_out if f"{key}“{d.text}”" not in says] == []


def test_calendar_of_a_unit_holds_its_own_dates(real: Handbook) -> None:
    for unit in real.units.values():
        own = [*real.tasks_at(unit.ref), *(task for task, _ in real.shared_with(unit))]
        wanted = sum(len({d.date for d in task.deadlines if d.date}) for task in own)
        assert len(due_days(real, unit)) == wanted
        titles = {e.summary.value for e in events(calendar(real, unit))}
        assert titles <= {task.title for task in own}
        assert bool(titles) == bool(wanted)
    assert len(events(calendar(real, real.units["gedi-gebumen"]))) == 2


def test_lines_of_the_calendar_are_folded_as_the_standard_asks(real: Handbook) -> None:
    raw = calendar(real)
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert "\ufffd" not in "".join(line.decode() for line in raw.split(b"\r\n"))


# -- hostile data -----------------------------------------------------------------------------

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=cmd|"/c calc"!A0',
    '=HYPERLINK("https://evil.example","点")',
    "#emph[强调] $x$ *粗* _斜_",
    "<script>alert(1)</script> & &amp; ]]>",
    "甲,乙;丙\\丁:戊\"己'庚",
    "END:VEVENT BEGIN:VALARM;X=1",
    "_x0041_ {=1} &P &[Page] %s {{ 7*7 }}",
    "مرحبا \u202e反过来\u202c 完",
    "https://evil.example/" + "长" * 3000,
    "零宽\u200b连\u2060接 😀𠮷",
]
# what is typed, what a reader sees
CLEANED = [
    ("第一行\n=第二行", "第一行\n=第二行"),
    ("第一行\r\n=第二行", "第一行\n=第二行"),
    ("第一行\u2028BEGIN:VEVENT", "第一行\nBEGIN:VEVENT"),
    ("响铃\x07退格\x08空\x00符", "响铃\ufffd退格\ufffd空\ufffd符"),
    ("残缺\ud800字\ufffe", "残缺\ufffd字\ufffd"),
    ("\t=1+1", "\t=1+1"),
    ("\r=1+1", "\n=1+1"),
]
CASES = [(text, text) for text in HOSTILE] + CLEANED
PRINTABLE = [x for x in HOSTILE if len(x) < 100 and not set("\u202e😀") & set(x)]
"""What fits a row and can be read back from paper: neither turned around nor beyond the fonts."""
NAMES = [ascii(text)[:24] for text, _ in CASES]


def spoilt(hb: Handbook, text: str) -> Handbook:
    """The handbook with ``text`` in every kind of field that the files show."""
    task = hb.tasks["2.1-01"]
    unit = replace(task.assignments[0].unit, name=text, full_name=text, aliases=(text,), note=text)
    quote: Quote = replace(task.quotes[0], exact=text)
    bad: Task = replace(
        task, title=text, title_quote=quote, quotes=(quote,), deliverable=text, note=text,
        measures=(Measure(text, quote),),
        assignments=(replace(task.assignments[0], unit=unit, quote=quote),),
        deadlines=(replace(task.deadlines[0], text=text, note=text),),
        targets=(replace(task.targets[0], name=text, text=text, unit=text, comparator=text),),
        extents=(Extent("x", text, text, None, None, text, False),),
        red_lines=(Effect("r", text, (task.id,)),), outcomes=(Effect("o", text, (task.id,)),),
    )  # fmt: skip
    return replace(
        hb,
        info=replace(hb.info, title=text, short_title=text, speech_title=text),
        sections={**hb.sections, "2.1": replace(hb.sections["2.1"], title=text)},
        units={**hb.units, unit.id: unit},
        tasks={**hb.tasks, task.id: bad},
        problems={"p1": replace(hb.problems["p1"], title=text, quotes=(quote,))},
    )


@pytest.mark.parametrize(("text", "seen"), CASES, ids=NAMES)
def test_excel_shows_hostile_text_as_text(tiny: Handbook, text: str, seen: str) -> None:
    made = book_of(ledger(spoilt(tiny, text)))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type in "fe"] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    row = rows_of(made["任务清单"])[0]
    for header in (
        "工作任务",
        "原文",
        "责任单位",
        "底线",
        "预期效果",
        "成果形式",
        "保障措施",
        "完成时限（原文）",
        "备注",
    ):
        assert row[header] == seen, header
    assert rows_of(made["单位"])[0]["别称"] == seen
    assert rows_of(made["问题清单"])[0]["问题"] == seen


@pytest.mark.parametrize(("text", "seen"), CASES, ids=NAMES)
def test_csv_shows_hostile_text_as_text(tiny: Handbook, text: str, seen: str) -> None:
    headers, first, *rest = csv_rows(spoilt(tiny, text))
    assert len(rest) == len(tiny.tasks) - 1
    assert len(first) == len(headers)
    assert [cell for cell in first if cell.startswith(tuple("=+-@\t\r\n"))] == []
    title = first[headers.index("工作任务")]
    assert title.removeprefix("'") == seen
    assert title.startswith("'") == seen.startswith(tuple("=+-@\t\n"))


@pytest.mark.parametrize("sign", "＝＋－＠")
def test_full_width_signs_are_defused_too(tiny: Handbook, sign: str) -> None:
    headers, first, *_ = csv_rows(spoilt(tiny, f"{sign}1+1"))
    assert first[headers.index("工作任务")] == f"'{sign}1+1"


@pytest.mark.parametrize(("text", "seen"), CASES, ids=NAMES)
def test_word_holds_hostile_text_as_text(tiny: Handbook, text: str, seen: str) -> None:
    body = body_of(assignments(spoilt(tiny, text)))
    cells = [
        "\n".join(
            "".join((part.text or "") if part.tag == f"{W}t" else "\t" for part in line.iter()
                    if part.tag in (f"{W}t", f"{W}tab"))
            for line in cell.iter(f"{W}p")
        )
        for cell in body.iter(f"{W}tc")
    ]  # fmt: skip
    assert cells.count(f"{seen}\n{seen}") == 1  # title and quote
    assert cells.count(seen) == 1  # unit
    assert list(body.iter(f"{W}fldSimple")) == []
    assert [field.text for field in body.iter(f"{W}instrText")] == [f" {FIELD} "]


@pytest.mark.parametrize("at", range(len(PRINTABLE)), ids=[ascii(x)[:24] for x in PRINTABLE])
def test_word_prints_hostile_text_as_text(papers: dict[str, Printed], at: int) -> None:
    """A text stands whole in each row that shows it: rows are not parted, and none fills a page."""
    text = "".join(papers[str(at)].pages)
    assert text.count(squeeze(PRINTABLE[at])) >= 4  # section, title, quote and unit


@pytest.mark.parametrize(("text", "seen"), CASES, ids=NAMES)
def test_calendar_shows_hostile_text_as_text(tiny: Handbook, text: str, seen: str) -> None:
    bad = spoilt(tiny, text)
    raw = calendar(bad)
    assert len(events(raw)) == len(events(calendar(tiny)))
    first = events(raw)[0]
    assert first.summary.value == seen
    assert f"“{seen}”" in first.description.value
    assert f"责任单位：{seen}" in first.description.value
    assert first.valarm.description.value == seen
    unit = bad.units["jiaotong"]
    made: Any = vobject.readOne(calendar(bad, unit).decode())
    assert seen in made.contents["x-wr-calname"][0].value


def test_text_too_long_for_a_cell_says_that_it_was_cut(tiny: Handbook) -> None:
    row = rows_of(book_of(ledger(spoilt(tiny, "𠮷" * LIMIT)))["任务清单"])[0]
    assert row["备注"].endswith("𠮷" + CUT)
    assert LIMIT - 2 < len(row["备注"].encode("utf-16-le")) // 2 <= LIMIT


def test_long_title_fits_the_head_of_the_page(tiny: Handbook) -> None:
    sheet = book_of(ledger(spoilt(tiny, "&P" * 1000)))["任务清单"]
    header: Any = sheet.oddHeader
    assert header.left.text.startswith("&&P&&P")
    assert len(str(header)) <= 255


# -- same bytes -------------------------------------------------------------------------------

MAKERS: dict[str, Callable[[Handbook], bytes]] = {
    "ledger": ledger,
    "blank": lambda hb: blank_ledger(hb.info),
    "csv": tasks_csv,
    "word": assignments,
    "calendar": calendar,
}


@pytest.mark.parametrize("name", MAKERS)
def test_same_bytes_twice(real: Handbook, name: str) -> None:
    assert MAKERS[name](real) == MAKERS[name](real)


def test_same_bytes_in_another_process_zone_and_hash_seed(tiny: Handbook) -> None:
    code = (
        "import hashlib, sys\n"
        "from pathlib import Path\n"
        "from handbook.read.load import load\n"
        "from tests.test_office import MAKERS\n"
        "hb = load(Path(sys.argv[1]))\n"
        "print(*(hashlib.sha256(make(hb)).hexdigest() for make in MAKERS.values()))\n"
    )
    strange = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    there = subprocess.run(
        [sys.executable, "-c", code, str(TINY)],
        env=strange, cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert there == [hashlib.sha256(make(tiny)).hexdigest() for make in MAKERS.values()]


@pytest.mark.parametrize("name", ["ledger", "word"])
@pytest.mark.parametrize(
    ("delivered", "day"), [(None, "2031-01-01"), (date(2031, 7, 20), "2031-07-20")]
)
def test_files_are_dated_by_the_data(
    tiny: Handbook, name: str, delivered: date | None, day: str
) -> None:
    hb = replace(tiny, info=replace(tiny.info, delivered_on=delivered))
    with zipfile.ZipFile(io.BytesIO(MAKERS[name](hb))) as parts:
        core = parts.read("docProps/core.xml").decode()
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r">(\d{4}-\d\d-\d\d)T00:00:00Z<", core)) == {day}
    assert core.count("T00:00:00Z") == 2
