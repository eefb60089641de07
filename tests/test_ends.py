"""What a task must reach, what it covers and what must not be lost, on pages and in files.

The tiny text is given three bridges to mend: two tasks share an end, a red line and an outcome, and
the list of who is to do it is left open. A part on how to work follows, with red lines of its own.
"""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from handbook.files import card
from handbook.files.book import book_data, make_book
from handbook.files.ledger import ledger
from handbook.files.public import make_exports
from handbook.files.sheets import make_sheets
from handbook.files.tables import tasks_csv
from handbook.model import Handbook
from handbook.model.downloads import DATA, SCHEMA
from handbook.pages.catalog import nav
from handbook.pages.make import make_pages
from handbook.read.load import load
from tests.conftest import TINY
from tests.test_any_text import words

LAMPS = "要尽快修好各村路灯，力争年内亮灯率达到**%。"
BRIDGES = (
    "各乡镇、县交通局等部门要逐座排查、加固3座旧桥，"
    "年底前全部通车，决不能发生塌桥事故，让群众放心。"
)
WAYS = "三、改进作风\n干工作决不能虎头蛇尾。每个月通报一次进展，不能漏报。\n谢谢大家。"
TASKS = """\
- id: 2.1-04
  title: 逐座排查3座旧桥
  title_quote: 3座旧桥
  quotes: [各乡镇、县交通局等部门要逐座排查]
  assignments:
    - {unit: xiangzhen, role: support, basis: stated}
    - {unit: jiaotong, role: responsible, basis: stated, open: true}
- id: 2.1-03
  title: 加固3座旧桥
  quotes: [加固3座旧桥，年底前全部通车，决不能发生塌桥事故，让群众放心]
  assignments:
    - unit: jiaotong
      role: responsible
      basis: inherited
      quote: 各乡镇、县交通局等部门要
      open: true
  deadline: {text: 年底前}
  targets:
    - {name: 旧桥通车, text: 全部通车, comparator: 全部, also: [2.1-04]}
  extents:
    - {name: 旧桥, text: 3座旧桥, value: 3, unit: 座}
  red_lines:
    - {text: 决不能发生塌桥事故, also: [2.1-04]}
  outcomes:
    - {text: 让群众放心, also: [2.1-04]}
  measures:
    - {text: 逐座排查, quote: 各乡镇、县交通局等部门要逐座排查}
"""
WAYS_TASKS = """\
- id: 3-01
  title: 干工作决不能虎头蛇尾
  kind: requirement
  quotes: [干工作决不能虎头蛇尾]
  red_lines: [{text: 决不能虎头蛇尾}]
- id: 3-02
  title: 每个月通报一次进展
  quotes: [每个月通报一次进展，不能漏报]
  deadline: {text: 每个月}
  red_lines: [{text: 不能漏报}]
"""
RETIRED = """\
- {id: 2.1-09, reason: 分成两条, into: [2.1-04, 2.1-03]}
- {id: 2.2-08, reason: 只是背景}
"""
LAST = '- {id: "3", title: 结束语, start: 谢谢大家。}'
LAST_TWO = '- {id: "3", number: 三、, title: 改进作风}\n' + LAST.replace("3", "4")
CHANGES = [
    # file, words in it, what they become
    ("speech.txt", LAMPS, LAMPS + BRIDGES),
    ("speech.txt", "谢谢大家。", WAYS),
    ("outline.yaml", LAST, LAST_TWO),
    ("handbook.yaml", '["2"]', '["2", "3"]'),
    ("units.yaml", "- {id: ge-cun", "- {id: xiangzhen, name: 各乡镇, kind: other}\n- {id: ge-cun"),
    ("context/2.yaml", "二、重点工作,", "二、重点工作, 三、改进作风,"),
]
FILES = {"tasks/2.1.yaml": TASKS, "tasks/3.yaml": WAYS_TASKS, "retired.yaml": RETIRED}


def bridged(folder: Path) -> Handbook:
    """The tiny handbook with the bridges and the part on how to work."""
    data = Path(shutil.copytree(TINY, folder / "data"))
    for name, old, new in CHANGES:
        text = (data / name).read_text("utf-8")
        assert old in text
        (data / name).write_text(text.replace(old, new, 1), "utf-8")
    for name, added in FILES.items():
        with (data / name).open("a", encoding="utf-8") as file:
            file.write(added)
    return load(data)


@pytest.fixture(scope="module")
def hb(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return bridged(tmp_path_factory.mktemp("bridges"))


@pytest.fixture(scope="module")
def pages(hb: Handbook) -> dict[str, str]:
    return dict(make_pages(hb))


@pytest.fixture(scope="module")
def sheets(hb: Handbook) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet of the ledger, each by header."""
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(ledger(hb))):
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


@pytest.fixture(scope="module")
def public(hb: Handbook) -> dict[str, Any]:
    """The tasks of the public data by id."""
    files = {path: json.loads(text) for path, text in make_exports(hb).items()}
    jsonschema.validate(files[DATA], files[SCHEMA])
    return {task["id"]: task for task in files[DATA]["tasks"]}


def test_tasks_stand_in_the_order_of_the_text_whatever_their_ids(hb: Handbook) -> None:
    assert list(hb.tasks) == ["2.1-01", "2.1-02", "2.1-04", "2.1-03", "2.2-01", "3-01", "3-02"]


# -- what several tasks share -----------------------------------------------------------------

SHARED = ["targets", "red_lines", "outcomes"]


@pytest.mark.parametrize("field", SHARED)
def test_what_tasks_share_is_one_thing_that_each_of_them_holds(hb: Handbook, field: str) -> None:
    (first,), (second,) = (getattr(hb.tasks[key], field) for key in ("2.1-03", "2.1-04"))
    assert first is second
    assert first.tasks == ("2.1-03", "2.1-04")


def test_what_tasks_share_is_counted_once(hb: Handbook) -> None:
    assert [x.id for x in hb.targets] == ["2.1-01-t1", "2.1-02-t1", "2.1-03-t1"]
    assert [x.id for x in hb.red_lines] == ["2.1-03-r1", "3-01-r1", "3-02-r1"]


BOTH = "<small>2.1-03</small> [加固3座旧桥](tasks/2.1-03.md)<br><small>2.1-04</small> [逐座"
PAGES = [
    # page, what stands there, how often
    ("targets.md", '<span id="t-2.1-03-t1" class="figure">全部通车</span>', 1),
    ("targets.md", "旧桥通车", 1),
    ("targets.md", BOTH, 1),
    ("targets.md", "（一）修路（3项）", 1),
    ("red-lines.md", '<span id="r-2.1-03-r1">决不能发生塌桥事故</span>', 1),
    ("red-lines.md", "塌桥", 1),
    ("red-lines.md", BOTH, 1),
    ("tasks/2.1-03.md", "全部通车](../targets.md#t-2.1-03-t1)（与[2.1-04](2.1-04.md)共有）", 1),
    ("tasks/2.1-04.md", "全部通车](../targets.md#t-2.1-03-t1)（与[2.1-03](2.1-03.md)共有）", 1),
    ("tasks/2.1-04.md", "事故](../red-lines.md#r-2.1-03-r1)（与[2.1-03](2.1-03.md)共有）", 1),
    ("tasks/2.1-04.md", "| 预期效果 | 让群众放心（与[2.1-03](2.1-03.md)共有） |", 1),
    ("index.md", "[3项指标](targets.md)（1项有数字，1项的数字原文隐去）", 1),
]


@pytest.mark.parametrize(("page", "said", "times"), PAGES)
def test_a_page_shows_once_what_tasks_share(
    pages: dict[str, str], page: str, said: str, times: int
) -> None:
    assert pages[page].count(said) == times


ROWS = [
    # sheet, header, what a cell below it holds, in how many rows
    ("指标和规模", "原文用语", "全部通车", 1),
    ("任务清单", "量化指标", "旧桥通车：全部通车", 2),
    ("任务清单", "底线", "决不能发生塌桥事故", 2),
    ("任务清单", "预期效果", "让群众放心", 2),
]


@pytest.mark.parametrize(("sheet", "header", "cell", "times"), ROWS)
def test_the_ledger_has_a_row_for_an_end_and_names_it_with_each_task(
    sheets: dict[str, list[dict[str, Any]]], sheet: str, header: str, cell: str, times: int
) -> None:
    assert [row[header] for row in sheets[sheet]].count(cell) == times


@pytest.mark.parametrize("field", SHARED)
def test_the_public_data_name_it_with_each_task_by_one_id(
    public: dict[str, Any], field: str
) -> None:
    first, second = (public[key][field] for key in ("2.1-03", "2.1-04"))
    assert first == second
    assert [thing["tasks"] for thing in first] == [["2.1-03", "2.1-04"]]


def test_the_book_has_it_once(hb: Handbook) -> None:
    data = book_data(hb)
    assert data["stats"]["targets"] == 3
    rows = [row for group in data["targets"] for row in group["rows"]]
    assert [row["target"]["text"] for row in rows].count("全部通车") == 1
    assert [row["text"] for row in data["red_lines"]].count("决不能发生塌桥事故") == 1


# -- red lines --------------------------------------------------------------------------------


def test_red_lines_of_the_part_on_how_to_work_stand_apart(pages: dict[str, str]) -> None:
    """Those of a task in that part, too."""
    _, of_work, of_ways = pages["red-lines.md"].split("\n## ")
    assert of_work.startswith("二、（一）修路（1项） { #g1 }")
    assert of_ways.startswith("作风要求（2项） { #ways }")
    assert [of_ways.count(word) for word in (">决不能虎头蛇尾<", ">不能漏报<", "塌桥")] == [1, 1, 0]


def test_each_red_line_of_the_real_text_is_listed_once(real: Handbook) -> None:
    page = make_pages(real)["red-lines.md"]
    assert len(real.red_lines) > 20
    assert [x.id for x in real.red_lines if page.count(f'<span id="r-{x.id}">') != 1] == []
    assert page.count('<span id="r-') == len(real.red_lines)
    of_work, of_ways = page.split("## 作风要求")
    for line in real.red_lines:
        there = of_ways if line.tasks[0].startswith("3") else of_work
        assert f'"r-{line.id}"' in there, line


MARKED = ["sections/2.1.md", "units/jiaotong.md", "dates.md"]


@pytest.mark.parametrize("page", MARKED)
def test_a_task_with_a_red_line_is_marked_wherever_it_is_listed(
    pages: dict[str, str], page: str
) -> None:
    up = "../" if "/" in page else ""
    linked = f"[底线]({up}red-lines.md#r-2.1-03-r1)"
    mark = f'<span class="badge badge-redline">{"底线" if page == "dates.md" else linked}</span>'
    rows = [line for line in pages[page].splitlines() if line.startswith(("|", "- "))]
    lines = [row for row in rows if f"({up}tasks/2.1-03.md)" in row]
    assert lines
    assert [line for line in lines if mark not in line] == []


def test_of_all_tasks_those_with_a_red_line_are_marked(pages: dict[str, str]) -> None:
    lines = [line for line in pages["tasks.md"].splitlines() if "(tasks/2.1-03.md)" in line]
    assert len(lines) == 1
    assert '<span class="badge badge-redline">底线</span>' in lines[0]


def test_a_text_without_red_lines_has_no_page_of_them(tiny: Handbook) -> None:
    assert "red-lines.md" not in make_pages(tiny)


# -- ids that were given up -------------------------------------------------------------------

RETIRED_PAGES = [
    # page, what stands there
    ("tasks/2.1-09.md", "编号 2.1-09 已经停用：分成两条。"),
    ("tasks/2.1-09.md", "- [2.1-04](2.1-04.md) [逐座排查3座旧桥](2.1-04.md)"),
    ("tasks/2.1-09.md", "- [2.1-03](2.1-03.md) [加固3座旧桥](2.1-03.md)"),
    ("tasks/2.2-08.md", "编号 2.2-08 已经停用：只是背景。"),
]


@pytest.mark.parametrize(("page", "said"), RETIRED_PAGES)
def test_a_retired_id_keeps_a_page_that_leads_to_where_it_went(
    pages: dict[str, str], page: str, said: str
) -> None:
    assert said in pages[page]
    assert ("现在见" in pages[page]) == (page == "tasks/2.1-09.md")


def test_a_retired_id_is_nowhere_listed_as_a_task(hb: Handbook, pages: dict[str, str]) -> None:
    assert [path for path, text in pages.items() if "tasks/2.1-09.md" in text] == []
    assert "tasks/2.1-09.md" not in str(nav(hb, pages))
    assert not {"2.1-09", "2.2-08"} & set(hb.tasks)


def test_every_id_given_up_in_the_real_data_has_its_page(real: Handbook) -> None:
    made = make_pages(real)
    assert real.retired
    for gone in real.retired.values():
        page = made[f"tasks/{gone.id}.md"]
        assert all(f"- [{key}]({key}.md) [" in page for key in gone.into)


# -- lists that are left open -----------------------------------------------------------------

OPEN = [
    # page, what stands there
    ("tasks.md", "各乡镇（配合）、县交通局等 |"),
    ("tasks/2.1-04.md", "[县交通局](../units/jiaotong.md)等，依据见"),
    ("tasks/2.1-04.md", "| [县交通局](../units/jiaotong.md)等（名单未列完） | 责任 |"),
    ("tasks/2.1-04.md", "各乡镇（配合，原文点名）、县交通局等（责任，原文点名）"),
    ("tasks/2.1-03.md", "| [县交通局](../units/jiaotong.md)等（名单未列完） | 责任 |"),
    ("units/jiaotong.md", "2.1-04 · 责任等（名单未列完）"),
    ("units/jiaotong.md", "2.1-03 · 责任（承上文）等（名单未列完）"),
]


@pytest.mark.parametrize(("page", "said"), OPEN)
def test_a_page_says_that_a_list_is_open(pages: dict[str, str], page: str, said: str) -> None:
    assert said in pages[page]


CLOSED = [
    # page, what does not stand there
    ("tasks/2.1-01.md", "名单未列完"),
    ("tasks/2.1-04.md", "[各乡镇](../units/xiangzhen.md)等"),
    ("units/xiangzhen.md", "名单未列完"),
]


@pytest.mark.parametrize(("page", "said"), CLOSED)
def test_no_other_unit_is_called_open(pages: dict[str, str], page: str, said: str) -> None:
    assert said not in pages[page]


OPEN_CELLS = [
    # header, what the cell of the task holds
    ("责任单位", "县交通局等"),
    ("配合单位", "各乡镇"),
    ("责任依据", "原文点名：各乡镇（配合）、县交通局等（责任）"),
]


@pytest.mark.parametrize(("header", "cell"), OPEN_CELLS)
def test_the_ledger_says_that_a_list_is_open(
    sheets: dict[str, list[dict[str, Any]]], header: str, cell: str
) -> None:
    (row,) = [row for row in sheets["任务清单"] if row["任务编号"] == "2.1-04"]
    assert row[header] == cell


def test_the_list_of_duties_says_that_a_list_is_open(
    sheets: dict[str, list[dict[str, Any]]],
) -> None:
    rows = [row for row in sheets["责任清单"] if row["任务编号"] == "2.1-04"]
    assert [(row["单位"], row["责任依据"]) for row in rows] == [
        ("县交通局", "原文点名，名单未列完"),
        ("各乡镇", "原文点名"),
    ]


def test_the_public_data_say_that_a_list_is_open(public: dict[str, Any]) -> None:
    assert [(a["unit"], a["open"]) for a in public["2.1-04"]["assignments"]] == [
        ("xiangzhen", False),
        ("jiaotong", True),
    ]
    assert [a["open"] for a in public["2.1-01"]["assignments"]] == [False]


def test_files_to_print_say_that_a_list_is_open(hb: Handbook) -> None:
    assert "县交通局等" in "\n".join(words(tasks_csv(hb)))
    assert "县交通局等" in "\n".join(words(make_book(hb)))
    assert "其他单位：县交通局等（责任）" in "\n".join(words(make_sheets(hb)["xiangzhen"]))


# -- what a task covers -----------------------------------------------------------------------

COVERED = [
    # page, what stands there
    ("tasks/2.1-03.md", "| 规模 | [3座旧桥](../targets.md#x-2.1-03-x1) |"),
    ("tasks/2.1-03.md", "量化指标：旧桥通车：全部通车\n"),
    ("targets.md", "## 规模（1项） { #extents }"),
    (
        "targets.md",
        '<span id="x-2.1-03-x1" class="figure">**3座**</span> <span class="words">3座旧桥 ',
    ),
]


@pytest.mark.parametrize(("page", "said"), COVERED)
def test_a_page_tells_an_extent_from_an_end(pages: dict[str, str], page: str, said: str) -> None:
    assert said in pages[page]


ELSEWHERE = ["index.md", "tasks.md", "dates.md", "units/jiaotong.md", "sections/2.1.md"]


@pytest.mark.parametrize("page", ELSEWHERE)
def test_no_column_of_ends_shows_an_extent(pages: dict[str, str], page: str) -> None:
    assert "旧桥：" not in pages[page]
    assert "#x-2.1-03-x1" not in pages[page]


def test_the_card_counts_ends_alone(hb: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(card, "picture", lambda name, data: given.update({name: data}) or b"")
    card.make_pictures(hb, "<svg/>")
    assert given["card.typ"]["numbers"] == [
        ("7", "条任务"), ("3", "个责任单位和统称"), ("3", "项指标"),
    ]  # fmt: skip


def test_the_ledger_tells_an_extent_from_an_end(sheets: dict[str, list[dict[str, Any]]]) -> None:
    shown = [(row["类别"], row["名称"], row["数值"]) for row in sheets["指标和规模"]]
    assert shown == [
        ("量化指标", "柳树沟公路全长", 12.5),
        ("量化指标", "亮灯率", "原文隐去"),
        ("量化指标", "旧桥通车", None),
        ("规模", "旧桥", 3),
    ]
    (row,) = [row for row in sheets["任务清单"] if row["任务编号"] == "2.1-03"]
    assert (row["量化指标"], row["规模"]) == ("旧桥通车：全部通车", "3座旧桥")


def test_the_public_data_tell_an_extent_from_an_end(public: dict[str, Any]) -> None:
    task = public["2.1-03"]
    assert [x["text"] for x in task["targets"]] == ["全部通车"]
    assert [(x["id"], x["text"], x["value"]) for x in task["extents"]] == [
        ("2.1-03-x1", "3座旧桥", 3)
    ]
    assert "comparator" not in task["extents"][0]


# -- words said elsewhere ---------------------------------------------------------------------

SAID = [
    # page, what stands there
    ("tasks/2.1-04.md", "任务名里的对象见前文：“3座旧桥” [第10句](../speech.md#s10)"),
    ("tasks/2.1-03.md", "| 保障措施 | 逐座排查（承上文，[第10句](../speech.md#s10)） |"),
]


@pytest.mark.parametrize(("page", "said"), SAID)
def test_a_page_quotes_where_else_it_was_said(pages: dict[str, str], page: str, said: str) -> None:
    assert said in pages[page]


def test_the_public_data_quote_where_else_it_was_said(public: dict[str, Any]) -> None:
    assert public["2.1-04"]["title_quote"]["exact"] == "3座旧桥"
    assert public["2.1-03"]["title_quote"] is None
    (measure,) = public["2.1-03"]["measures"]
    assert measure["quote"]["exact"] == "各乡镇、县交通局等部门要逐座排查"


ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'


@pytest.mark.parametrize("length", [8, 28, 46, 112, 300])
def test_the_card_has_room_for_any_title(hb: Handbook, length: int) -> None:
    info = replace(hb.info, title="长" * length, notice="注" * 60)
    made = card.make_pictures(replace(hb, info=info), ICON)
    assert made[card.CARD].startswith(b"\x89PNG")
