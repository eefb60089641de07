"""Forms out, filled in as people do, and home: exactly what was said, once, or what is wrong."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from handbook.apart import Reader
from handbook.cli import main
from handbook.files.forms import forms, office_form, unit_form
from handbook.intake.apart import reader
from handbook.intake.cells import Known, value_of
from handbook.intake.take import Intake, Taken, files_in
from handbook.intake.workbook import read_workbook
from handbook.intake.write import add, purge, receipts
from handbook.model import Handbook
from handbook.model.ledger.asked import questions
from handbook.model.ledger.entries import Check, Decision, Opening, Report
from handbook.read.load import load
from handbook.words.findings import Fault
from handbook.words.forms import Field
from tests.conftest import ROOT
from tests.ledgers import ENTRIES, Row, changed, write_ledger

DAY = date(2031, 9, 30)
Fill = Callable[[openpyxl.Workbook], Any]


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    """No process is left behind for tests that count them."""
    with contextlib.closing(reader()):
        yield


@pytest.fixture
def data(tiny_data: Path) -> Path:
    """The tiny data with a ledger in which 县交通局 owes an answer."""
    write_ledger(tiny_data / "ledger")
    return tiny_data


def read(data: Path) -> Handbook:
    return load(data, internal=True)


def column(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def put(sheet: Worksheet, row: int, **values: Any) -> None:
    for header, value in values.items():
        sheet.cell(row, column(sheet, header)).value = value


def filled(raw: bytes, path: Path, *steps: Fill) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    for step in steps:
        step(book)
    book.save(path)
    return path


def answer(**values: Any) -> Fill:
    return lambda book: put(book["填报"], 2, **values)


def figure(value: Any) -> Fill:
    return lambda book: put(book["指标"], 2, 本次数=value)


def keyed(row: int) -> Fill:
    return lambda book: put(book["填报"], row, 登记键="road.x", 事项编号="road", 完成情况="好")


def without(name: str) -> Fill:
    return lambda book: book.remove(book[name])


def wish(row: int, reason: str) -> Fill:
    return lambda book: put(book["申请"], row, 事项编号="road", 申请种类="销号", 理由=reason)


def take(data: Path, *paths: Path, office: bool = False, received: date = DAY) -> list[Taken]:
    intake = Intake(read(data), received, "office" if office else None)
    return [intake.take(path) for path in paths]


# -- what a unit fills in -------------------------------------------------------------------------


def test_a_form_asks_only_what_is_due(data: Path) -> None:
    made = forms(read(data))
    assert {*made} == {"office", "jiaotong", "caizheng"}  # what 县教育局 had is closed
    book = openpyxl.load_workbook(io.BytesIO(made["jiaotong"]))
    rows = [[cell.value for cell in row] for row in book["填报"].iter_rows(min_row=2)]
    assert len(rows) == 1
    assert rows[0][:3] == ["road.jiaotong.2031-09-25", "road", "修通柳树沟公路"]
    assert "实地只有3公里" in str(rows[0][7])
    assert [cell.value for cell in book["指标"][2]][3:6] == ["通车里程", 12.5, "公里"]
    shown, blank = book["填报"]["C2"], book["填报"].cell(2, column(book["填报"], "完成情况"))
    assert (shown.protection.locked, blank.protection.locked) == (True, False)
    assert book["填报"].protection.sheet
    assert book["签报单"].page_setup.paperSize == 9


def test_the_same_data_give_the_same_forms(data: Path) -> None:
    assert forms(read(data)) == forms(read(data))


def test_what_comes_home_is_what_was_said(data: Path, tmp_path: Path) -> None:
    hb = read(data)
    path = filled(
        unit_form(hb, "jiaotong"), tmp_path / "交通.xlsx",
        answer(完成情况="路面铺油9公里", 佐证="照片1.jpg、验收单.pdf", 填报日期="9月28日", 审签人="张某"),
        figure("9公里"),
        lambda book: put(book["申请"], 2, 事项编号="road", 申请种类="延期", 理由="汛期", 延到哪一天="2031.12.20", 申请日期="2031/9/28"),
        lambda book: put(book["说明"], 2, 说明内容="已经补铺", 说明日期=datetime(2031, 9, 28)),
    )  # fmt: skip
    (taken,) = take(data, path)
    assert taken.slips == ()
    assert [entry.kind for entry in taken.added] == ["report", "request", "reply"]
    add(data / "ledger", [taken], DAY)
    report = next(e for e in read(data).ledger.entries if e.id == "road.jiaotong.2031-09-25")
    assert isinstance(report, Report)
    assert (report.done, report.evidence) == ("路面铺油9公里", ("照片1.jpg", "验收单.pdf"))
    assert (report.day, report.received, report.signed_by) == (date(2031, 9, 28), DAY, "张某")
    assert [(f.name, f.value, f.unit) for f in report.figures] == [("通车里程", 9, "公里")]
    standing = read(data).ledger.matters["road"].standings[0]
    assert (standing.checked, standing.owed) == ("waiting", ())
    # once more, and a day later, adds nothing
    (again,) = take(data, path)
    assert (again.added, again.known, again.slips) == ((), 3, ())


def test_a_row_that_was_changed_corrects_what_it_said(data: Path, tmp_path: Path) -> None:
    raw = unit_form(read(data), "jiaotong")
    for n, words in enumerate(("铺油9公里", "铺油8公里", "铺油8公里")):
        path = filled(raw, tmp_path / f"{n}.xlsx", answer(完成情况=words, 填报日期="9月28日"))
        (taken,) = take(data, path)
        assert taken.slips == ()
        add(data / "ledger", [taken], DAY)
        assert len(taken.added) == (0 if n == 2 else 1)
    matter = read(data).ledger.matters["road"]
    reports = [e for e in matter.entries if isinstance(e, Report)]
    assert [r.done for r in reports] == ["路基完成", "铺油8公里"]
    assert reports[-1].corrects == "road.jiaotong.2031-09-25"


def test_a_figure_and_nothing_else_is_a_report(data: Path, tmp_path: Path) -> None:
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx", figure("１２．５"))
    (taken,) = take(data, path)
    assert isinstance(taken.added[0], Report)
    assert taken.added[0].figures[0].value == 12.5


def _shuffled(book: openpyxl.Workbook) -> None:
    """Columns moved and hidden, rows inserted and deleted, cells merged, texts changed."""
    sheet = book["填报"]
    sheet.protection.sheet = False
    sheet.move_range(f"I1:I{sheet.max_row}", cols=20)
    sheet.column_dimensions["A"].hidden = True
    sheet.insert_rows(2, 2)
    sheet.merge_cells("A3:C3")
    sheet.cell(4, column(sheet, "事项")).value = "改过的事项名"
    sheet.cell(4, column(sheet, "时限")).value = "=TODAY()"
    put(sheet, 4, 完成情况="  铺油9公里\u200b \n", 填报日期="２０３１年９月２８日")


def test_what_is_moved_hidden_merged_or_inserted_changes_nothing(
    data: Path, tmp_path: Path
) -> None:
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx", _shuffled)
    (taken,) = take(data, path)
    assert taken.slips == ()
    (report,) = taken.added
    assert isinstance(report, Report)
    assert (report.done, report.day) == ("铺油9公里", date(2031, 9, 28))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2031-09-28", 28), ("2031.9.28", 28), ("2031/9/28", 28), ("2031年9月28日", 28),
        ("9月28日", 28), ("9.28", 28), ("20310928", 28), (datetime(2031, 9, 28), 28),
        ("２０３１．９．２８", 28), (" 2031-9-28 ", 28), (None, 30),
    ],
)  # fmt: skip
def test_days_as_people_type_them(data: Path, tmp_path: Path, typed: Any, day: int) -> None:
    path = filled(
        unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx",
        answer(变化情况="无变化", 填报日期=typed),
    )  # fmt: skip
    (taken,) = take(data, path)
    assert [entry.day for entry in taken.added] == [date(2031, 9, day)]


def test_what_a_cell_says_is_text_everywhere(data: Path, tmp_path: Path) -> None:
    words = '=HYPERLINK("http://x")<script>alert(1)</script> {{ hb }} **x** # y: z'
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx",
                  answer(完成情况="'" + words))  # fmt: skip
    (taken,) = take(data, path)
    add(data / "ledger", [taken], DAY)
    report = read(data).ledger.matters["road"].standings[0].filing
    assert isinstance(report, Report)
    assert report.done == "'" + words


# -- what the office fills in ---------------------------------------------------------------------


def test_the_office_opens_sets_answers_and_checks(data: Path, tmp_path: Path) -> None:
    unit = filled(
        unit_form(read(data), "jiaotong"), tmp_path / "u.xlsx",
        answer(完成情况="铺油9公里", 填报日期="9月28日"),
        lambda book: put(book["申请"], 2, 事项编号="road", 申请种类="延期", 理由="汛期", 延到哪一天="2031-12-20", 申请日期="9月28日"),
    )  # fmt: skip
    add(data / "ledger", take(data, unit), DAY)

    def decide(book: openpyxl.Workbook) -> None:
        sheet = book["立项与交办"]
        row = next(r for r in range(2, 9) if sheet.cell(r, 1).value == "2.1-02")
        put(sheet, row, 督办编号="lamp", 立项文号="3号", 事项名称="修好路灯", 牵头单位="县财政局",
            时限="2031-12-31", 多久一报="每月", 答复日=25, 办结标准="亮灯", 决定人="办公室")  # fmt: skip
        put(
            book["指标任务"],
            2,
            督办编号="lamp",
            指标="亮灯率",
            目标数="95%",
            单位="%",
            到哪一天="2031-12-31",
            怎样算="按年",
        )
        put(book["申请待批"], 2, 批复="同意", 新的时限="2031-12-20", 决定人="办公室", 依据="批示")
        put(book["核查"], 2, 核查结果="属实", 核查单位="县政府督查室", 到现场="是")

    path = filled(office_form(read(data)), tmp_path / "o.xlsx", decide)
    (refused,) = take(data, path)
    assert "只有办公室自己能登记" in str(refused.slips[0])
    (taken,) = take(data, path, office=True)
    assert taken.slips == ()
    add(data / "ledger", [taken], DAY)
    matters = read(data).ledger.matters
    assert matters["road"].standings[0].checked == "confirmed"
    assert (matters["road"].terms.due, matters["road"].requests) == (date(2031, 12, 20), ())
    opening = matters["lamp"].opening
    assert isinstance(opening, Opening)
    assert (opening.tasks, opening.lead, opening.asked) == (("2.1-02",), "caizheng", "month")
    assert [(g.value, g.measured) for g in matters["lamp"].terms.goals or ()] == [(95, "yearly")]
    (again,) = take(data, path, office=True)
    assert (again.added, again.slips) == ((), ())


@pytest.mark.parametrize("role", ["reporters", "supports"])
def test_the_office_lets_a_unit_hand_on_its_own_part(data: Path, tmp_path: Path, role: str) -> None:
    asks = {"unit": "caizheng", "wish": "transfer", "due": None, "to": "jiaoyu"}
    before = changed(
        ENTRIES,
        {"road.open": {role: ["jiaotong", "caizheng"]}, "road.q9": asks, "road.d9": None},
    )
    write_ledger(data / "ledger", before)
    decided = {
        "批复": "同意",
        "新的填报或者配合单位": "县教育局",
        "决定人": "办公室",
        "依据": "批示",
    }
    path = filled(
        office_form(read(data)),
        tmp_path / "o.xlsx",
        lambda book: put(book["申请待批"], 2, **decided),
    )
    (taken,) = take(data, path, office=True)
    assert taken.slips == ()
    add(data / "ledger", [taken], DAY)
    terms = read(data).ledger.matters["road"].terms
    assert (terms.lead, getattr(terms, role)) == ("jiaotong", ("jiaotong", "jiaoyu"))
    (again,) = take(data, path, office=True)
    assert (again.added, again.slips, again.known) == ((), (), 1)


def office(data: Path, path: Path, *steps: Fill) -> Taken:
    """What comes of the office's form of now, filled in; it is entered, and adds nothing again."""
    (taken,) = take(data, filled(office_form(read(data)), path, *steps), office=True)
    add(data / "ledger", [taken], DAY)
    (again,) = take(data, path, office=True)
    assert (again.added, again.slips) == ((), taken.slips)
    return taken


def row_of(sheet: Worksheet, key: str) -> int:
    """The row whose key begins with this."""
    return next(
        r for r in range(2, sheet.max_row + 1) if str(sheet.cell(r, 1).value).startswith(key)
    )


def test_the_office_opens_a_closed_part_again(data: Path, tmp_path: Path) -> None:
    def decide(book: openpyxl.Workbook) -> None:
        sheet = book["核查"]
        row = row_of(sheet, "plan.r8.")
        assert sheet.cell(row, column(sheet, "现在")).value == "已销号"
        put(sheet, row, 核查结果="重新办理", 查到什么="没有印发", 核查单位="县政府督查室")

    taken = office(data, tmp_path / "o.xlsx", decide)
    assert taken.slips == ()
    assert [s.checked for s in read(data).ledger.matters["plan"].standings] == ["reopened"]
    # and a form of the same day has another key for what is found next
    done = changed([next(row for row in ENTRIES if row["id"] == "plan.r8")])[0]
    more = done | {"id": "plan.r9", "day": "2031-09-30", "received": "2031-09-30"}
    write_ledger(data / "ledger", [*ENTRIES, more])
    close = {"核查结果": "销号", "核查单位": "县政府督查室"}
    taken = office(
        data,
        tmp_path / "p.xlsx",
        lambda book: put(book["核查"], row_of(book["核查"], "plan.r9."), **close),
    )
    assert taken.slips == ()
    assert read(data).ledger.matters["plan"].done


def test_the_office_checks_all_that_a_unit_reported_at_once(data: Path, tmp_path: Path) -> None:
    two = [
        {"id": f"road.r{n}", "kind": "report", "matter": "road", "unit": "jiaotong", "done": f"第{n}段",
         "day": f"2031-09-{n}", "received": f"2031-09-{n}"}
        for n in (18, 20, 24)
    ]  # fmt: skip
    write_ledger(data / "ledger", [*ENTRIES, *two])

    def decide(book: openpyxl.Workbook) -> None:
        sheet = book["核查"]
        row = row_of(sheet, "road.r24.")
        assert sheet.cell(row, column(sheet, "以前没有核查的")).value == "2031-09-18、2031-09-20"
        put(sheet, row, 核查结果="属实", 连同以前的="是", 核查单位="县政府督查室")

    (check,) = office(data, tmp_path / "o.xlsx", decide).added
    assert isinstance(check, Check)
    assert check.of == ("road.r24", "road.r18", "road.r20")


def test_the_office_says_whose_part_of_a_joint_report_it_has_found_closed(
    data: Path, tmp_path: Path
) -> None:
    joint = {"id": "road.r20", "kind": "report", "matter": "road", "unit": "jiaotong", "done": "都好了",
             "joint": ["caizheng"], "day": "2031-09-20", "received": "2031-09-20"}  # fmt: skip
    both = {"reporters": ["jiaotong", "caizheng"]}
    write_ledger(data / "ledger", changed(ENTRIES, {"road.open": both}, [joint]))
    found = {
        "核查结果": "销号",
        "核查单位": "县政府督查室",
        "是哪些单位的": "县财政局",
        "公开": "是",
    }
    taken = office(
        data,
        tmp_path / "o.xlsx",
        lambda book: put(book["核查"], row_of(book["核查"], "road.r20."), **found),
    )
    assert taken.slips == ()
    standings = read(data).ledger.matters["road"].standings
    assert [(s.unit, s.checked) for s in standings] == [
        ("jiaotong", "waiting"), ("caizheng", "closed"),
    ]  # fmt: skip


def decided(**values: Any) -> Fill:
    """A decision on the matter road."""
    values = {"决定人": "办公室", "依据": "会议", **values}
    return lambda book: put(
        book["立项与交办"], row_of(book["立项与交办"], "road.decide-"), **values
    )


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ({"终止或者并入": "终止"}, ("ended", None)),
        ({"终止或者并入": "并入", "并到哪一件": "plan"}, ("merged", "plan")),
    ],
)
def test_the_office_ends_a_matter_or_merges_it(
    data: Path, tmp_path: Path, values: dict[str, str], ends: tuple[str, str | None]
) -> None:
    taken = office(data, tmp_path / "o.xlsx", decided(**values))
    assert taken.slips == ()
    ended = read(data).ledger.matters["road"].ended
    assert ended
    assert (ended.ends, ended.into) == ends


def test_the_office_sets_stages(data: Path, tmp_path: Path) -> None:
    stages = [("路基完成", "10-10"), ("铺油完成", "10-20"), ("路基完成", "10-15")]
    for n, (text, day) in enumerate(stages):
        row = {"督办编号": "road", "到哪一天": f"2031-{day}", "做到什么": text}
        stage = lambda book, row=row: put(book["阶段目标"], 2, **row)  # noqa: E731
        step = decided(决定日期=f"2031-09-2{n}")
        assert office(data, tmp_path / f"{n}.xlsx", step, stage).slips == ()
    # the first form, come in once more, says nothing new
    (again,) = take(data, tmp_path / "0.xlsx", office=True)
    assert (again.added, again.slips) == ((), ())
    milestones = read(data).ledger.matters["road"].terms.milestones or ()
    assert [(m.text, str(m.day)) for m in milestones] == [
        ("铺油完成", "2031-10-20"), ("路基完成", "2031-10-15"),
    ]  # fmt: skip


@pytest.mark.parametrize("listed", [True, False])
def test_the_office_takes_an_entry_back(data: Path, tmp_path: Path, listed: bool) -> None:
    write_ledger(
        data / "ledger", changed(ENTRIES, {k: {"public": True} for k in ("road.open", "road.c8")})
    )

    def decide(book: openpyxl.Workbook) -> None:
        sheet = book["作废"]
        row = row_of(sheet, "road.c8") if listed else sheet.max_row
        put(sheet, row, 为什么作废="查错了路段", **({} if listed else {"登记编号": "road.c8"}))

    taken = office(data, tmp_path / "o.xlsx", decide)
    assert taken.slips == ()
    (void,) = taken.added
    assert (void.kind, void.corrects, void.why, void.public) == (
        "void",
        "road.c8",
        "查错了路段",
        True,
    )
    assert read(data).ledger.matters["road"].standings[0].checked == "waiting"


def into(sheet: str, row: int, **values: Any) -> Fill:
    return lambda book: put(book[sheet], row, **values)


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ((into("作废", 30, 登记编号="road.x", 为什么作废="错"),), "作废!H30：没有编号为“road.x”的登记"),
        ((into("作废", 2, 决定人="办公室"),), "作废!I2：“为什么作废”没有填"),
        ((into("阶段目标", 2, 督办编号="road", 到哪一天="2031-10-10", 做到什么="通车"),), "阶段目标!A2：“road”在“立项与交办”里没有这一次的决定"),
        ((decided(终止或者并入="并入"),), "并入要同时写 ends: merged 和 into"),
        ((into("立项与交办", 2, 终止或者并入="终止"),), "还没有立项，不能终止"),
        ((decided(终止或者并入="并入", 并到哪一件="rode"),), "没有编号为“rode”的事项"),
        ((into("核查", 2, 核查结果="退回", 哪里错="文字错", 查到什么="错", 核查单位="县政府督查室"),), "要先重新办理"),
    ],
)  # fmt: skip
def test_what_is_wrong_on_the_form_of_the_office_is_named_by_cell(
    data: Path, tmp_path: Path, steps: tuple[Fill, ...], message: str
) -> None:
    taken = office(data, tmp_path / "o.xlsx", *steps)
    assert taken.added == ()
    assert any(message in str(slip) for slip in taken.slips), [*map(str, taken.slips)]


def test_the_office_changes_a_matter_that_there_is(data: Path, tmp_path: Path) -> None:
    def decide(book: openpyxl.Workbook) -> None:
        sheet = book["立项与交办"]
        row = next(r for r in range(2, 9) if sheet.cell(r, 1).value == "road.decide-2031-09-30")
        put(sheet, row, 牵头单位="县财政局", 决定人="办公室", 依据="会议")

    (taken,) = take(data, filled(office_form(read(data)), tmp_path / "o.xlsx", decide), office=True)
    (decision,) = taken.added
    assert isinstance(decision, Decision)
    assert (decision.matter, decision.lead, decision.source) == ("road", "caizheng", "会议")


OTHER: dict[str, Row] = {
    "road.open": {"handbook": "xian-2031"},
    "plan.open": {"handbook": "xian-2030"},
}


@pytest.fixture
def shared(data: Path) -> Path:
    """A ledger that serves two handbooks: the matter plan is that of the other one."""
    info = data / "handbook.yaml"
    info.write_text(info.read_text("utf-8") + "id: xian-2031\n", "utf-8")
    write_ledger(data / "ledger", changed(ENTRIES, OTHER))
    return data


def test_what_another_handbook_has_entered_is_not_entered_again(
    shared: Path, tmp_path: Path
) -> None:
    def decide(book: openpyxl.Workbook) -> None:
        sheet = book["立项与交办"]
        put(
            sheet,
            row_of(sheet, "2.1-02"),
            督办编号="plan",
            立项文号="3号",
            事项名称="路灯",
            牵头单位="县财政局",
            决定人="办公室",
        )

    taken = office(shared, tmp_path / "o.xlsx", decide)
    assert [str(slip) for slip in taken.slips] == [
        "立项与交办!H2：编号“plan.open”在这份台账里已经是另一本手册的登记，请换一个督办编号"
    ]


def test_one_form_of_a_unit_serves_all_handbooks_of_the_ledger(
    shared: Path, tmp_path: Path
) -> None:
    before = {
        "lead": "jiaotong",
        "tasks": ["9.9-01"],
        "day": "2030-07-25",
        "received": "2030-07-25",
    }
    plan: Row = {"plan.c9": None, "plan.r8": None, "plan.open": OTHER["plan.open"] | before}
    write_ledger(shared / "ledger", changed(ENTRIES, OTHER | plan))
    hb = read(shared)
    assert [*hb.ledger.matters] == ["road"]

    def answer_both(book: openpyxl.Workbook) -> None:
        sheet = book["填报"]
        matters = [sheet.cell(row, 2).value for row in (2, 3)]
        assert matters == ["plan", "road"]
        put(sheet, 2, 完成情况="方案已印发", 填报日期="2030-12-20")
        put(sheet, 3, 完成情况="铺油9公里")

    path = filled(unit_form(hb, "jiaotong"), tmp_path / "a.xlsx", answer_both)
    (taken,) = take(shared, path)
    assert [str(slip) for slip in taken.slips] == []
    assert {entry.matter for entry in taken.added} == {"plan", "road"}
    add(shared / "ledger", [taken], DAY)
    assert read(shared).ledger.whole.matters["plan"].standings[0].filed == "reported"
    (again,) = take(shared, path)
    assert (again.added, again.slips, again.known) == ((), (), 2)


# -- what is wrong --------------------------------------------------------------------------------

# ruff: noqa: E501
WRONG: list[tuple[str, tuple[Fill, ...], str]] = [
    ("no day", (answer(完成情况="好", 填报日期="上周五"),), "填报!P2：“上周五”不是日期"),
    ("no day of the calendar", (answer(完成情况="好", 填报日期="9月31日"),), "填报!P2：“9月31日”不是日期"),
    ("a later day", (answer(完成情况="好", 填报日期="10月9日"),), "填报!P2：晚于登记日 2031-09-30"),
    ("before it was opened", (answer(完成情况="好", 填报日期="7月1日"),), "填报!P2：早于立项"),
    ("no number", (figure("九公里左右"),), "指标!I2：“九公里左右”不是一个数"),
    ("another unit behind the number", (figure("9000米"),), "指标!I2：“9000米”的单位不是表里的“公里”"),
    ("a figure under another name", (figure(9), lambda book: put(book["指标"], 2, 指标="投资")), "认不出是哪一个指标"),
    ("two numbers", (figure("8—9"),), "指标!I2：“8—9”不是一个数"),
    ("no such choice", (answer(变化情况="还行"),), "填报!I2：“还行”不在可选的里（有进展、无变化）"),
    ("unchanged and done", (answer(变化情况="无变化", 完成情况="好"),), "填报!I2：写了“无变化”，又写了完成情况"),
    ("progress of which nothing is told", (answer(变化情况="有进展"),), "没有写完成情况"),
    ("too long", (answer(完成情况="好" * 2001),), "有 2001 个字，最多 2000 个"),
    ("an unknown unit", (answer(完成情况="好", 合并填报的单位="财政"),), "填报!O2：督办单位表里没有“财政”"),
    ("a unit without a part", (answer(完成情况="好", 合并填报的单位="县审计局"),), "填报!O2：县审计局在"),
    ("another's key", (lambda book: put(book["填报"], 2, 登记键="plan.jiaotong.1", 事项编号="plan", 完成情况="好"),), "县交通局在 2031-09-30 没有承办"),
    ("a key of no matter", (lambda book: put(book["填报"], 2, 事项编号="roda", 完成情况="好"),), "登记键与事项编号、单位对不上"),
    ("a matter twice", (keyed(2), keyed(3)), "登记键与前面一行相同"),
    ("a request for nothing", (lambda book: put(book["申请"], 2, 事项编号="road", 申请种类="延期", 理由="忙"),), "没有写明改成什么（due）"),
    ("a request without a reason", (lambda book: put(book["申请"], 2, 事项编号="road", 申请种类="销号"),), "申请!D2：“理由”没有填"),
    ("a request for another matter", (lambda book: put(book["申请"], 2, 事项编号="plan", 申请种类="销号", 理由="好"),), "没有承办"),
    ("no head", (lambda book: book["填报"].delete_rows(1),), "填报：没有找到表头"),
    ("no sheet", (*map(without, ("填报", "指标", "签收", "申请", "说明")),), "没有“填报”这张表"),
    ("nobody's form", (lambda book: book.remove(book["怎样填"]),), "看不出是哪个单位的表"),
    ("a stranger's form", (lambda book: book["怎样填"].__setitem__("B1", "nobody"),), "督办单位表里没有“nobody”"),
    ("a mark of secrecy", (answer(完成情况="机密★三年"),), "有密级标志"),
    ("figures without a key", (lambda book: put(book["指标"], 2, 登记键="", 本次数=9),), "认不出是哪一个指标"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "message"), [x[1:] for x in WRONG], ids=[x[0] for x in WRONG])
def test_what_is_wrong_is_named_by_cell(
    data: Path, tmp_path: Path, steps: tuple[Fill, ...], message: str
) -> None:
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx", *steps)
    (taken,) = take(data, path)
    assert taken.added == ()
    assert any(message in str(slip) for slip in taken.slips), [*map(str, taken.slips)]


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in entries.items():
            packed.writestr(name, raw)
    return out.getvalue()


def _far_out() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("填报")
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "x")
    return out.getvalue()


REPEATED = (
    b'<office:document-content xmlns:office="o" xmlns:table="t"><table:table-row '
    b'table:number-rows-repeated="1048576"><table:table-cell '
    b'table:number-columns-repeated="16384" office:value-type="string"/>'
)
FILES: list[tuple[str, str, bytes | Callable[[], bytes], str]] = [
    ("empty", "a.xlsx", b"", "文件是空的"),
    ("no spreadsheet", "a.docx", b"PK\x03\x04", "不是表格文件（.docx）"),
    ("a picture by another name", "a.xlsx", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "内容不是表格"),
    ("a text by another name", "a.xls", "填报".encode(), "内容不是表格"),
    ("cut off", "a.xlsx", _zip({"xl/workbook.xml": b"x" * 999})[:300], "文件坏了"),
    ("a zip of something else", "a.xlsx", _zip({"x.txt": b"x"}), "文件坏了"),
    ("broken inside", "a.xlsx", _zip({"xl/workbook.xml": b"<x>", "[Content_Types].xml": b"<"}), "文件坏了"),
    ("an old file that is none", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "文件坏了"),
    ("a bomb", "a.xlsx", lambda: _zip({"xl/worksheets/sheet1.xml": b"0" * 210 * 1024**2}), "解开以后太大"),
    ("a cell far out", "a.xlsx", _far_out, "离开头太远"),
    ("repeated without end", "a.ods", _zip({"content.xml": REPEATED}), "重复得太多"),
    ("100 MB", "a.xlsx", lambda: b"PK\x03\x04" + b"0" * 100 * 1024**2, "超过 20 MB"),
    ("marked in its name", "【机密】填报.xlsx", b"PK\x03\x04", "文件"),
    ("no answer", "a.json", b"[1, 2]", "不是填报页存的文件"),
    ("no JSON", "a.json", b"{", "不是填报页存的文件"),
    ("too deep", "a.json", b"[" * 100_000, "不是填报页存的文件"),
]  # fmt: skip


def _bare_cells() -> bytes:
    """A workbook whose last row has a number and cells that have none: their reader counts them,
    and sets up all cells before them."""
    with zipfile.ZipFile(io.BytesIO(_far_out())) as packed:
        entries = {info.filename: packed.read(info) for info in packed.infolist()}
    rows = b'<row r="1"><c><v>1</v></c></row><row r="1048576">' + b"<c><v>1</v></c>" * 16_384
    sheet = "xl/worksheets/sheet1.xml"
    entries[sheet] = re.sub(rb"<row .*</row>", rows + b"</row>", entries[sheet], flags=re.DOTALL)
    return _zip(entries)


def test_a_file_that_ends_its_reader_keeps_no_other_out(data: Path, tmp_path: Path) -> None:
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx", answer(完成情况="好"))
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(_bare_cells())
    first, second, third = take(data, path, bomb, path)
    assert "内存太多" in str(second.slips[0])
    assert len(first.added) == 1
    assert (third.slips, third.known) == ((), 1)


def test_a_file_that_takes_too_long_is_given_up(data: Path, tmp_path: Path) -> None:
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx")
    slow = Reader(read_workbook, "填好的表", seconds=0)
    with pytest.raises(Fault, match="还没有读完"):
        slow.read(path)
    slow.seconds = 60
    with contextlib.closing(slow):
        assert "填报" in slow.read(path)
        assert slow.process
        slow.process.kill()  # whatever ended it meanwhile, it is not this file's fault
        slow.process.wait()
        assert "填报" in slow.read(path)


@pytest.mark.parametrize(
    ("name", "raw", "message"), [x[1:] for x in FILES], ids=[x[0] for x in FILES]
)
def test_files_that_are_no_form_are_refused(
    data: Path, tmp_path: Path, name: str, raw: bytes | Callable[[], bytes], message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw() if callable(raw) else raw)
    (taken,) = take(data, path)
    assert taken.added == ()
    assert message in str(taken.slips[0])


# -- many at once ---------------------------------------------------------------------------------


def test_a_wrong_file_keeps_no_other_out(data: Path, tmp_path: Path) -> None:
    raw = unit_form(read(data), "jiaotong")
    place = tmp_path / "inbox"
    place.mkdir()
    (place / "坏.xlsx").write_bytes(b"x")
    filled(raw, place / "好.xlsx", answer(变化情况="无变化"))
    filled(raw, place / "错.xlsx", answer(完成情况="好", 填报日期="上周"))
    (place / ".DS_Store").write_bytes(b"x")
    taken = take(data, *files_in([place]))
    assert {one.path.name: len(one.added) for one in taken} == {
        "坏.xlsx": 0,
        "好.xlsx": 1,
        "错.xlsx": 0,
    }
    told = receipts(read(data), taken, DAY)
    assert "登记1条" in told["2031-09-30-jiaotong.txt"]
    assert "填报!P2：“上周”不是日期" in told["2031-09-30-jiaotong.txt"]


def test_what_was_told_that_day_stays_when_more_comes_in(data: Path, tmp_path: Path) -> None:
    raw = unit_form(read(data), "jiaotong")
    for n in (2, 3, 4):
        path = filled(raw, tmp_path / f"{n}.xlsx", wish(n, f"第{n}行"))
        command = ["import", "--write", "-q", "--received", str(DAY), "--folder", str(tmp_path)]
        assert main([*command, str(path)]) == 0
    told = {p.name: p.read_text("utf-8") for p in (tmp_path / "internal/receipts").iterdir()}
    names = [f"2031-09-30-jiaotong{n}.txt" for n in ("", "-2", "-3")]
    assert sorted(told) == sorted(names)
    assert [f"{n}.xlsx" in told[name] for n, name in zip((2, 3, 4), names, strict=True)] == [
        True
    ] * 3


def test_what_the_page_saved_is_taken_like_a_workbook(data: Path, tmp_path: Path) -> None:
    rows = [{"登记键": "road.jiaotong.2031-09-25", "事项编号": "road", "完成情况": "铺油9公里"}]
    path = tmp_path / "填报.json"
    path.write_text(json.dumps({"unit": "jiaotong", "sheets": {"填报": rows}}), "utf-8")
    (taken,) = take(data, path)
    assert taken.slips == ()
    assert [entry.id for entry in taken.added] == ["road.jiaotong.2031-09-25"]


def test_ten_at_once_lose_nothing(data: Path, tmp_path: Path) -> None:
    folder = data.parent
    raw = unit_form(read(data), "jiaotong")
    commands = []
    for n in range(10):
        path = filled(raw, tmp_path / f"{n}.xlsx", wish(n + 2, f"第{n}次"))
        command = [sys.executable, "-m", "handbook", "import", "--write", "-q",
                   "--received", str(DAY), "--folder", str(folder), str(path)]  # fmt: skip
        commands.append(subprocess.Popen(command))
    assert [command.wait() for command in commands] == [0] * 10
    assert len(read(data).ledger.matters["road"].requests) == 10


def test_a_second_form_of_the_same_day_takes_nothing_back(data: Path, tmp_path: Path) -> None:
    """Each form that goes out after an import has keys of its own."""
    for n, values in enumerate(({"牵头单位": "县财政局"}, {"时限": "2031-12-20"})):

        def decide(book: openpyxl.Workbook, values: dict[str, str] = values) -> None:
            sheet = book["立项与交办"]
            rows = range(2, sheet.max_row + 1)
            row = next(r for r in rows if str(sheet.cell(r, 1).value).startswith("road.decide"))
            put(sheet, row, 决定人="办公室", 依据="会议", **values)

        path = filled(office_form(read(data)), tmp_path / f"{n}.xlsx", decide)
        (taken,) = take(data, path, office=True)
        assert taken.slips == ()
        add(data / "ledger", [taken], DAY)
    terms = read(data).ledger.matters["road"].terms
    assert (terms.lead, terms.due) == ("caizheng", date(2031, 12, 20))


def test_nothing_is_taken_that_the_ledger_would_refuse_by_its_day(data: Path) -> None:
    with pytest.raises(Fault, match="晚于台账的截至日 2031-09-30"):
        take(data, received=date(2031, 10, 8))


@pytest.mark.parametrize(
    ("typed", "key", "day"),
    [
        ("12月28日", "day", date(2030, 12, 28)),
        ("1月3日", "day", date(2031, 1, 3)),
        ("1月31日", "due", date(2031, 1, 31)),
        ("2031.12.28", "day", date(2031, 12, 28)),
    ],
)
def test_a_day_without_a_year_is_the_nearest(typed: str, key: str, day: date) -> None:
    known = Known({}, frozenset(), date(2031, 1, 5))
    assert value_of(typed, Field("日期", key, "day"), known) == day
    assert value_of("1月31日", Field("延到", "due", "day"), Known({}, frozenset(), DAY)) == date(
        2032, 1, 31
    )


def test_what_was_purged_does_not_come_back(data: Path, tmp_path: Path) -> None:
    path = filled(
        unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx", answer(完成情况="张某受伤")
    )
    add(data / "ledger", take(data, path), DAY)
    purge(data / "ledger", "road.jiaotong.2031-09-25", "本人要求", DAY)
    (again,) = take(data, path)
    assert (again.added, again.slips) == ((), ())
    assert "张某受伤" not in "".join(
        p.read_text("utf-8") for p in (data / "ledger").rglob("*.yaml")
    )


def test_what_is_purged_leaves_a_tombstone(data: Path) -> None:
    before = read(data).ledger.matters["road"].standings
    purge(data / "ledger", "road.r8", "本人要求", DAY)
    after = read(data).ledger
    report = next(e for e in after.entries if e.id == "road.r8")
    assert isinstance(report, Report)
    assert (report.done, report.signed_by) == ("已清除", "已清除")
    assert report.purged
    assert report.purged.reason == "本人要求"
    assert [(s.filed, s.checked, s.owed) for s in after.matters["road"].standings] == [
        (s.filed, s.checked, s.owed) for s in before
    ]


def test_entries_that_are_there_are_never_rewritten(data: Path, tmp_path: Path) -> None:
    entries = data / "ledger/entries/all.yaml"
    before = entries.read_bytes()
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx", answer(变化情况="无变化"))
    (written,) = add(data / "ledger", take(data, path), DAY)
    assert entries.read_bytes() == before
    assert written.name.startswith("2031-09-30-jiaotong-")
    write_ledger(data / "ledger", changed(ENTRIES))


@pytest.mark.heavy
def test_opened_and_saved_by_libreoffice_nothing_changes(data: Path, tmp_path: Path) -> None:
    assert shutil.which("soffice"), "LibreOffice is missing: run scripts/install_for_tests.sh"
    raw = unit_form(read(data), "jiaotong")
    fill = answer(完成情况="铺油9公里\n分两段", 填报日期="9月28日", 审签人="张某")
    path = filled(raw, tmp_path / "a.xlsx", fill, figure(9))
    (before,) = take(data, path)
    profile, out = (tmp_path / "profile").as_uri(), tmp_path / "out"
    for suffix in ("xlsx", "ods", "xls"):
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
                   suffix, "--outdir", str(out), str(path)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        (after,) = take(data, out / f"a.{suffix}")
        assert after.slips == ()
        assert after.added == before.added
    blank = tmp_path / "b.xlsx"
    blank.write_bytes(raw)
    assert take(data, blank)[0].added == ()


def test_killed_at_any_moment_it_leaves_whole_files(data: Path, tmp_path: Path) -> None:
    path = filled(unit_form(read(data), "jiaotong"), tmp_path / "a.xlsx", answer(变化情况="无变化"))
    command = [sys.executable, "-m", "handbook", "import", "--write", "-q", "--received", str(DAY),
               "--folder", str(data.parent), str(path)]  # fmt: skip
    for wait in (0.2, 0.4, 0.6, 0.8, 1.0):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(wait)
        process.kill()
        process.wait()
        assert len(read(data).ledger.entries) in (len(ENTRIES), len(ENTRIES) + 1)
    subprocess.run(command, check=True)
    assert len(read(data).ledger.entries) == len(ENTRIES) + 1


def test_what_ten_units_answer_is_exactly_what_is_entered(tmp_path: Path) -> None:
    """All at once: each row that each unit was asked, once."""
    data = Path(shutil.copytree(ROOT / "examples/pinghe/data", tmp_path / "data"))
    hb = read(data)
    asked = {unit: [*questions(hb.ledger, unit)] for unit in hb.ledger.parties}
    units = [unit for unit, rows in asked.items() if rows][:10]
    day = hb.ledger.as_of
    assert day
    for unit in units:
        steps = [
            (lambda book, row=row, unit=unit: put(book["填报"], row, 完成情况=f"{unit}第{row}行"))
            for row in range(2, len(asked[unit]) + 2)
        ]
        filled(unit_form(hb, unit), tmp_path / f"{unit}.xlsx", *steps)
    taken = take(data, *files_in([tmp_path]), received=day)
    assert [str(slip) for one in taken for slip in one.slips] == []
    add(data / "ledger", taken, day)
    known = {entry.id for entry in hb.ledger.entries}
    found = [e for e in read(data).ledger.entries if e.id not in known]
    assert {(e.id, e.done) for e in found if isinstance(e, Report)} == {
        (question.key, f"{unit}第{row}行")
        for unit in units
        for row, question in enumerate(asked[unit], 2)
    }
