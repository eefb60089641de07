"""What the editor proposes is marked wherever a unit is listed, and is never taken for the text's.

The tiny text names nobody for its street lamps (2.1-02); here the editor proposes the county's
treasury, which the text only greets, and its roads office, which has a task of its own.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from handbook.files.assignments import assignments
from handbook.files.book import book_data, make_book
from handbook.files.calendars import calendar
from handbook.files.ledger import ledger
from handbook.files.sheets import make_sheets
from handbook.files.tables import tasks_csv
from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.read.load import load
from tests.conftest import TINY
from tests.test_any_text import words

LAMPS = "    - 要尽快修好各村路灯，力争年内亮灯率达到**%\n"
PROPOSAL = """\
  assignments:
    - {unit: caizheng, role: responsible, basis: proposed}
    - {unit: jiaotong, role: lead, basis: proposed}
"""
UNIT = "- {id: caizheng, name: 县财政局, kind: department, local: true}\n"
CHANGES = [
    # file, words in it, what they become
    ("speech.txt", "谢谢大家。", "谢谢大家。县财政局的同志也到会了。"),
    ("units.yaml", "- {id: ge-cun", f"{UNIT}- {{id: ge-cun"),
    ("tasks/2.1.yaml", LAMPS, LAMPS + PROPOSAL),
]
BADGE = '<span class="badge badge-proposed">编者建议</span>'
ROW = f"县财政局 {BADGE}、县交通局（牵头） {BADGE}"
LISTED = (
    f"县财政局]({{}}units/caizheng.md) {BADGE}、[县交通局]({{}}units/jiaotong.md)（牵头） {BADGE}"
)


@pytest.fixture(scope="module")
def hb(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return proposing(tmp_path_factory.mktemp("proposed"))


def proposing(folder: Path) -> Handbook:
    """The tiny handbook with the editor's proposal."""
    data = Path(shutil.copytree(TINY, folder / "data"))
    for name, old, new in CHANGES:
        text = (data / name).read_text("utf-8")
        assert old in text
        (data / name).write_text(text.replace(old, new, 1), "utf-8")
    return load(data)


@pytest.fixture(scope="module")
def pages(hb: Handbook) -> dict[str, str]:
    return dict(make_pages(hb))


PAGES = [
    # page, what stands there
    ("tasks.md", ROW),
    ("dates.md", ROW),
    ("targets.md", ROW),
    ("commitments.md", ROW),
    ("counties.md", ROW),
    ("sections/2.md", ROW),
    ("sections/2.1.md", f"责任：[{LISTED.format('../', '../')}"),
    ("problems/p1.md", ROW),
    ("tasks/2.1-02.md", LISTED.format("../", "../")),
    ("tasks/2.1-02.md", "责任单位：县财政局（编者建议）、县交通局（编者建议）。完成时限"),
    ("tasks/2.1-02.md", "| 责任单位 | [县财政局]"),
    ("tasks/2.1-02.md", "责任单位：县财政局（责任，编者建议）、县交通局（牵头，编者建议）"),
    ("units/caizheng.md", "县财政局：责任1条，其中编者建议1条。"),
    ("units/caizheng.md", '责任1条，其中<span class="badge badge-proposed">编者建议1条</span>。'),
    ("units/caizheng.md", "2.1-02 · 责任（编者建议）"),
    ("units/jiaotong.md", "县交通局：牵头1条、责任1条，其中编者建议1条。"),
    ("units.md", '| 1 <span class="badge badge-proposed">编者建议1</span> |'),
    ("units.md", '| 2 <span class="badge badge-proposed">编者建议1</span> |'),
    (
        "spread.md",
        '县交通局 <span class="note"><span class="badge badge-proposed">编者建议1</span></span>',
    ),
    ("matrix.md", '<span class="basis">编者建议1</span>'),
    ("gaps.md", "（1条） { #unit }\n\n按章节、时限、指标[查看并筛选](tasks.md?unit=none)，"),
    (
        "gaps.md",
        '下载。\n{ .on-screen }\n\n<div class="rows" markdown="1">\n\n- <small>2.1-02</small> ',
    ),
    ("index.md", "点名[2个责任单位和统称](units.md)；[1个责任单位是编者建议](units.md)"),
    ("method.md", "编者的意见，可以不采用；页面上有标记。"),
]


@pytest.mark.parametrize(("page", "said"), PAGES)
def test_a_page_marks_the_proposal(pages: dict[str, str], page: str, said: str) -> None:
    assert said in pages[page]


def test_no_page_lists_the_proposed_unit_bare(pages: dict[str, str]) -> None:
    """In every table row and list item that leads to the task and to the unit."""
    bare = [
        (path, line)
        for path, text in pages.items()
        for line in text.splitlines()
        if "2.1-02" in line and "units/caizheng.md" in line and "编者建议" not in line
    ]
    assert bare == []


FILES = {
    "book": make_book,
    "sheet": lambda hb: make_sheets(hb)["caizheng"],
    "other sheet": lambda hb: make_sheets(hb)["jiaotong"],
    "word": assignments,
    "calendar": calendar,
    "unit's calendar": lambda hb: calendar(hb, hb.units["caizheng"]),
    "csv": tasks_csv,
}
SAID = [
    # file, what stands in it, how often at least
    ("book", "县财政局（编者建议）、县交通局（牵头，编者建议）", 3),  # 年内, 尽快, 亮灯率
    ("book", "归到2个单位名下（另有1个是编者建议），", 1),
    ("book", "编者建议是编者的意见，可以不采用", 1),
    ("sheet", "任务：责任1条（其中编者建议1条）", 1),
    ("sheet", "2.1-02责任，编者建议", 1),
    ("sheet", "其他单位：县交通局（牵头，编者建议）", 1),
    ("other sheet", "其他单位：县财政局（责任，编者建议）", 1),
    ("other sheet", "任务：牵头1条（其中编者建议1条）、责任1条", 1),
    ("word", "县交通局（编者建议）", 1),
    ("word", "县财政局（编者建议）", 1),
    ("calendar", "责任单位：县财政局（编者建议）、县交通局（牵头，编者建议）", 1),
    ("unit's calendar", "责任单位：县财政局（编者建议）", 1),
    ("csv", '"县交通局（编者建议）","县财政局（编者建议）"', 1),
    ("csv", "编者建议：县财政局（责任）、县交通局（牵头）", 1),
]


@pytest.mark.parametrize(("name", "said", "times"), SAID)
def test_a_file_marks_the_proposal(hb: Handbook, name: str, said: str, times: int) -> None:
    assert "\n".join(words(FILES[name](hb))).count(said) >= times


CELLS = [
    # sheet, header, what a cell below it holds
    ("任务清单", "牵头单位", "县交通局（编者建议）"),
    ("任务清单", "责任单位", "县财政局（编者建议）"),
    ("责任清单", "责任依据", "编者建议"),
    ("指标和规模", "责任单位", "县财政局（编者建议）、县交通局（牵头，编者建议）"),
    ("时限", "责任单位", "县财政局（编者建议）、县交通局（牵头，编者建议）"),
    ("单位", "说明", "任务中编者建议1条"),
]


@pytest.mark.parametrize(("sheet", "header", "cell"), CELLS)
def test_the_ledger_marks_the_proposal(hb: Handbook, sheet: str, header: str, cell: str) -> None:
    head, *rows = openpyxl.load_workbook(io.BytesIO(ledger(hb)))[sheet].iter_rows(values_only=True)
    assert cell in [row[head.index(header)] for row in rows]


def test_a_unit_that_only_the_editor_knows_is_not_counted_as_named(hb: Handbook) -> None:
    assert [unit.id for unit in hb.units.values() if hb.only_proposed(unit)] == ["caizheng"]
    assert [task.id for task in hb.proposed_to(hb.units["jiaotong"])] == ["2.1-02"]
    assert book_data(hb)["stats"]["units"] == 2


def test_who_has_a_part_of_its_own_is_not_only_proposed(tiny: Handbook) -> None:
    assert [unit for unit in tiny.units.values() if tiny.proposed_to(unit)] == []
