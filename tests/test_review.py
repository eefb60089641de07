"""Drafts gone through in a workbook and taken home: what was decided, once, or what is wrong."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from handbook.cli import main
from handbook.files.review import review_book
from handbook.intake.apart import reader
from handbook.model import Handbook
from handbook.read.load import load

TEXT = """\
某县县长在工作会议上的讲话
（2026年7月20日）
各位同事：
一、主要情况
上半年修好了三座桥，完成投资5亿元，增长10%，居全省第三位。主要问题：一是有的村路灯还不亮。
二、重点工作
（一）修路。县交通局要在10月底前修通柳树沟公路，新修公路12公里以上。县住建局、县财政局要尽快修好各村路灯，力争年内亮灯率达到90%。
（二）办学。请县教育局牵头，抓紧编制“两免”方案，修订《学校布局规划》。各学校要加强校车管理，做好食堂检查，坚决防止发生事故，让群众满意。
（三）作风。去年群众反映过这些事。县住房和城乡建设局要开展路灯巡查。
谢谢大家。
"""
ROAD, LENGTH, LAMPS = "修通柳树沟公路", "新修公路12公里以上", "尽快修好各村路灯"
PLAN, REVISE, BUS, FOOD = (
    "抓紧编制“两免”方案",
    "修订《学校布局规划》",
    "加强校车管理",
    "做好食堂检查",
)
PATROL, BIG = "开展路灯巡查", "去年群众反映过这些事。"
SHEETS = {"任务": "任务名", "不立任务的句子": "原文", "名词文件问题成绩": "名称"}
Row = Mapping[str, Any]


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    """No process is left behind for tests that count them."""
    with closing(reader()):
        yield


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that a text has become, with its drafts and the workbook to go through them."""
    place = tmp_path_factory.mktemp("review")
    (place / "讲话.txt").write_text(TEXT, "utf-8")
    folder = place / "手册"
    assert main(["new", "-q", str(folder), "--from", str(place / "讲话.txt")]) == 0
    assert main(["draft", "-q", str(folder)]) == 0
    assert main(["review", "-q", str(folder)]) == 0
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "手册"))


def fill(folder: Path, rows: Mapping[str, Row] | None = None, *, rest: str | None = "采用",
         name: str = "甲", added: Sequence[Row] = (), units: Mapping[str, Row] | None = None,
         source: str = "review.xlsx") -> Path:  # fmt: skip
    """The workbook with ``rows`` filled in by what they are called, the ``rest`` alike."""
    book = openpyxl.load_workbook(folder / source)
    left = dict(rows or {})
    for title, by in SHEETS.items():
        if title in book.sheetnames:
            sheet = book[title]
            for cells in _rows(sheet):
                said = left.pop(str(cells[by].value), None)
                for header, value in (said or ({"决定": rest} if rest else {})).items():
                    cells[header].value = value
    for title, by, extra in (("另立的任务", "", added), ("单位", "原文的叫法", [])):
        if title in book.sheetnames:
            for number, row in enumerate(extra, 2):
                for header, value in row.items():
                    _cell(book[title], number, header).value = value
            for cells in _rows(book[title]) if by else ():
                for header, value in (units or {}).get(str(cells[by].value), {}).items():
                    cells[header].value = value
    assert not left, f"没有这些草稿：{[*left]}"
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path


def _rows(sheet: Any) -> Iterator[dict[str, Any]]:
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if any(cell.value for cell in row):
            yield dict(zip(heads, row, strict=True))


def _cell(sheet: Any, number: int, header: str) -> Any:
    return sheet.cell(number, [cell.value for cell in sheet[1]].index(header) + 1)


def take(folder: Path, *paths: Path, options: tuple[str, ...] = ("--write",)) -> int:
    return main(["import", *map(str, paths), "--folder", str(folder), *options])


def read(folder: Path) -> Handbook:
    return load(folder / "data", internal=True)


def tasks(folder: Path) -> dict[str, dict[str, Any]]:
    """The tasks as typed, by title."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((folder / "data/tasks").glob("*.yaml")):
        found |= {task["title"]: task for task in yaml.safe_load(path.read_text("utf-8"))}
    return found


def files(folder: Path) -> dict[str, bytes]:
    data = folder / "data"
    return {p.relative_to(data).as_posix(): p.read_bytes() for p in data.rglob("*") if p.is_file()}


# -- what is decided ------------------------------------------------------------------------------


def test_all_taken_as_drafted_is_a_handbook_that_may_go_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(folder, fill(folder)) == 0
    assert 'accounted_parts: ["2"]' in capsys.readouterr().out
    info = folder / "data/handbook.yaml"
    info.write_text(info.read_text("utf-8").replace("parts: []", 'parts: ["2"]'), "utf-8")
    hb = read(folder)
    assert [task.title for task in hb.tasks.values()] == [
        ROAD, LENGTH, LAMPS, PLAN, REVISE, BUS, FOOD, PATROL,
    ]  # fmt: skip
    assert [*hb.tasks] == ["2.1-01", "2.1-02", "2.1-03", "2.2-01", "2.2-02", "2.2-03", "2.2-04",
                           "2.3-01"]  # fmt: skip
    lamps = hb.tasks["2.1-03"]
    assert [a.unit.name for a in lamps.assignments] == ["县住建局", "县财政局"]
    assert lamps.quotes[0].exact == "县住建局、县财政局要尽快修好各村路灯，力争年内亮灯率达到90%"
    assert [(t.name, t.value, t.unit) for t in lamps.targets] == [("亮灯率", 90, "%")]
    assert lamps.commitment == "力争"
    assert [a.role for a in hb.tasks["2.2-01"].assignments] == ["lead"]
    assert hb.uses[17].context == "表态"
    assert [e.name for e in hb.entities["document"].values()] == ["《学校布局规划》"]
    (reached,) = hb.results.values()
    assert reached.title == "完成投资5亿元，增长10%，居全省第三位"
    assert [(f.name, f.value, f.unit, f.growth, f.rank) for f in reached.figures] == [
        ("投资", 5, "亿元", "增长10%", "居全省第三位"),
    ]
    assert hb.drafts == ()
    assert main(["build", "-q", "--no-downloads", str(folder)]) == 0


CHANGES: list[tuple[str, Row, Mapping[str, Any]]] = [
    ("任务名", {"任务名": "修通公路"}, {"title": "修通公路"}),
    ("时限删去", {"时限": None}, {"deadline": None}),
    ("类别", {"类别": "作风要求"}, {"kind": "requirement"}),
    ("角色", {"单位": "县交通局（牵头）"}, {"assignments": [("lead", "stated")]}),
    ("加一个点名的", {"单位": "县交通局；县财政局（配合）"},
     {"assignments": [("responsible", "stated"), ("support", "inherited")]}),
    ("用顿号", {"单位": "县交通局、县财政局（配合）"},
     {"assignments": [("responsible", "stated"), ("support", "inherited")]}),
    ("没有单位", {"单位": None}, {"assignments": None}),
    ("指标", {"指标": "新修公路12公里以上"},
     {"targets": [{"name": "新修公路", "text": "新修公路12公里以上", "comparator": "以上",
                   "value": 12, "unit": "公里"}]}),
    ("规模", {"规模": "12公里"},
     {"extents": [{"name": "12公里", "text": "12公里", "value": 12, "unit": "公里"}]}),
    ("别处的措施", {"措施": "抓紧编制“两免”方案"},
     {"measures": [{"text": "抓紧编制“两免”方案", "quote": "抓紧编制“两免”方案"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cells", "told"), CHANGES, ids=[c[0] for c in CHANGES])
def test_what_was_corrected_is_what_stands(
    folder: Path, name: str, cells: Row, told: Mapping[str, Any]
) -> None:
    assert take(folder, fill(folder, {ROAD: {"决定": "修改", **cells}})) == 0
    task = tasks(folder)[cells.get("任务名", ROAD)]
    for key, value in told.items():
        found = task.get(key)
        if key == "assignments" and found:
            found = [(one["role"], one["basis"]) for one in found]
        assert found == value


def test_one_draft_is_joined_to_another(folder: Path) -> None:
    key = _key(folder, ROAD)
    path = fill(folder, {LENGTH: {"决定": "合并到", "合并到哪一条": key}})
    assert take(folder, path) == 0
    task = tasks(folder)[ROAD]
    assert LENGTH not in tasks(folder)
    assert task["quotes"] == ["县交通局要在10月底前修通柳树沟公路，新修公路12公里以上"]
    assert [t["value"] for t in task["targets"]] == [12]
    assert [one.made for one in read(folder).decided if one.words.endswith((ROAD, LENGTH))] == [
        ("2.1-01",), ("2.1-01",),
    ]  # fmt: skip


def test_one_draft_is_parted(folder: Path) -> None:
    parts = "做好食堂检查\n坚决防止发生事故"
    assert take(folder, fill(folder, {FOOD: {"决定": "拆分", "拆成哪几段": parts}})) == 0
    found = tasks(folder)
    assert found["做好食堂检查"].get("red_lines") is None
    assert found["坚决防止发生事故"]["red_lines"] == [{"text": "坚决防止发生事故"}]
    assert [a["unit"] for a in found["坚决防止发生事故"]["assignments"]] == ["gexuexiao"]


def test_a_sentence_all_of_whose_drafts_are_refused_says_why(folder: Path) -> None:
    path = fill(folder, {PATROL: {"决定": "不立任务", "不立的理由": "举例"}})
    assert take(folder, path) == 0
    hb = read(folder)
    assert hb.uses[16].context == "举例"
    assert PATROL not in tasks(folder)


def test_a_refused_draft_of_a_sentence_with_a_task_needs_no_word_more(folder: Path) -> None:
    assert take(folder, fill(folder, {BUS: {"决定": "不立任务", "不立的理由": "口号"}})) == 0
    assert read(folder).uses[13].context is None


def test_a_draft_whose_words_another_task_holds_gives_no_reason_to_its_sentence(
    folder: Path,
) -> None:
    path = fill(folder, {PATROL: {"决定": "不立任务", "不立的理由": "已在别的任务里"}})
    assert take(folder, path) == 0
    assert read(folder).uses[16].context is None
    assert read(folder).decided[-2].said == {"reason": "已在别的任务里"}


def test_a_sentence_that_nobody_drafted_becomes_a_task(folder: Path) -> None:
    rows = {BIG: {"决定": "立任务", "任务名": "反映过这些事", "单位": "县交通局；县教育局"}}
    added = [{"句": 9, "原话": "新修公路12公里以上", "任务名": "新修公路", "指标": "12公里以上"}]
    path = fill(folder, {**rows, LENGTH: {"决定": "不立任务", "不立的理由": "说明"}}, added=added)
    assert take(folder, path) == 0
    found = tasks(folder)
    assert [a["basis"] for a in found["反映过这些事"]["assignments"]] == ["inherited", "inherited"]
    assert found["新修公路"]["targets"][0]["value"] == 12


def test_two_names_of_one_unit_become_one(folder: Path) -> None:
    path = fill(folder, units={"县住建局": {"类别": "部门", "全称": "县住房和城乡建设局"},
                               "各学校": {"类别": "统称"}})  # fmt: skip
    assert take(folder, path) == 0
    (office,) = [u for u in read(folder).units.values() if u.name == "县住建局"]
    assert (office.kind, office.full_name, office.aliases) == (
        "department", "县住房和城乡建设局", ("县住房和城乡建设局",),
    )  # fmt: skip


def test_two_units_that_only_look_alike_stay_two(folder: Path) -> None:
    path = fill(folder, units={"县住房和城乡建设局": {"就是哪个单位": None}})
    assert take(folder, path) == 0
    assert {"县住建局", "县住房和城乡建设局"} <= {u.name for u in read(folder).units.values()}


# -- what is wrong --------------------------------------------------------------------------------

WRONG: list[tuple[str, str, Row, str]] = [
    ("没有决定就改", ROAD, {"任务名": "修通公路"}, r"任务!E2：这一行改了，还没有决定"),
    ("不认识的决定", ROAD, {"决定": "同意"}, r"任务!D2：“同意”不在可选的里"),
    ("任务名空着", ROAD, {"决定": "修改", "任务名": None}, r"任务!E2：任务名空着"),
    ("任务名不是原话", ROAD, {"决定": "修改", "任务名": "打通道路"}, r"任务!E2：.*打通”不在引语里"),
    ("任务名里的数", ROAD, {"决定": "修改", "任务名": "在11月修通公路"}, r"任务!E2：.*11 不在"),
    ("任务名太长", ROAD, {"决定": "修改", "任务名": "在" * 41 + "公路"}, r"任务!E2：.*最多 40 个"),
    ("不在原文的单位", ROAD, {"决定": "修改", "单位": "县水利局"}, r"任务!F2：原文没有“县水利局”"),
    ("没有这种责任", ROAD, {"决定": "修改", "单位": "县交通局（主办）"}, r"任务!F2：没有“主办”"),
    ("时限不在原文", ROAD, {"决定": "修改", "时限": "11月底前"}, r"任务!G2：原文没有“11月底前”"),
    ("读不懂的时限", ROAD, {"决定": "修改", "时限": "这些事"}, r"任务!G2：.*没有“这些事”这类"),
    ("指标不在原文", ROAD, {"决定": "修改", "指标": "20公里"}, r"任务!I2：原文没有“20公里”"),
    ("要求程度没有说", ROAD, {"决定": "修改", "要求程度": "确保"}, r"任务!K2：.*没有“确保”"),
    ("不认识的程度", ROAD, {"决定": "修改", "要求程度": "保证"}, r"任务!K2："),
    ("底线不在原文", ROAD, {"决定": "修改", "底线": "不出事"}, r"任务!L2：原文没有“不出事”"),
    ("合并到哪里", ROAD, {"决定": "合并到"}, r"任务!P2：没有写合并到哪一条"),
    ("合并到没有的", ROAD, {"决定": "合并到", "合并到哪一条": "d0"}, r"任务!P2：“d0”没有采用"),
    ("拆成一段", FOOD, {"决定": "拆分", "拆成哪几段": FOOD}, r"任务!Q8：拆分要写两段"),
    ("拆成别的", FOOD, {"决定": "拆分", "拆成哪几段": f"{FOOD}\n查食堂"}, r"任务!Q8：.*“查食堂”"),
    ("没有理由", ROAD, {"决定": "不立任务"}, r"任务!R2：没有写不立任务的理由"),
    ("理由不在名单里", ROAD, {"决定": "不立任务", "不立的理由": "不想"}, r"任务!R2：“不想”不在"),
    ("草稿编号改了", ROAD, {"决定": "采用", "草稿编号": "d1"}, r"任务!V2：认不出是哪一条草稿"),
    ("立任务没有名", BIG, {"决定": "立任务"}, r"不立任务的句子!F6：立任务要写任务名"),
    ("名称不在原文", "“两免”", {"决定": "修改", "名称": "“三免”"}, r"名词文件问题成绩!F3：.*三免"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "which", "cells", "said"), WRONG, ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_named_by_its_cell(
    folder: Path, name: str, which: str, cells: Row, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    assert take(folder, fill(folder, {which: cells})) == 1
    told = capsys.readouterr().err
    assert re.search(said, told), told
    assert "Traceback" not in told
    assert files(folder) == before


def test_names_that_point_at_each_other_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = {"县住建局": {"就是哪个单位": "县住房和城乡建设局"}}
    assert take(folder, fill(folder, units=units)) == 1
    assert "单位!D" in capsys.readouterr().err


def test_a_sentence_out_of_range_or_words_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"句": 99, "原话": "修路", "任务名": "修路"},
        {"句": 9, "原话": "办学", "任务名": "办学"},
        {"句": 9, "原话": "修通"},
    ]
    assert take(folder, fill(folder, added=rows)) == 1
    told = capsys.readouterr().err
    assert "另立的任务!A2：没有第99句" in told
    assert "另立的任务!B3：第9句里没有“办学”" in told
    assert "另立的任务!C4：“任务名”没有填" in told


# -- again, later, by another ---------------------------------------------------------------------


def test_nothing_is_written_before_it_is_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    assert take(folder, fill(folder), options=()) == 0
    assert "还没有写" in capsys.readouterr().out
    assert files(folder) == before


def test_the_same_workbook_again_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = _key(folder, ROAD)
    path = fill(folder, {LENGTH: {"决定": "合并到", "合并到哪一条": key},
                         LAMPS: {"决定": "修改", "任务名": "修好各村路灯"}})  # fmt: skip
    assert take(folder, path) == 0
    before = files(folder)
    capsys.readouterr()
    assert take(folder, path) == 0
    assert "没有新的，以前定过的17条" in capsys.readouterr().out
    assert files(folder) == before
    assert main(["draft", "-q", str(folder)]) == 0
    assert files(folder) == before


def test_a_part_today_and_the_rest_tomorrow_is_the_whole(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "另一本"))
    assert (
        take(folder, fill(folder, {ROAD: {"决定": "采用"}, PATROL: {"决定": "采用"}}, rest=None))
        == 0
    )
    assert len(read(folder).drafts) == 15
    assert main(["draft", "-q", str(folder)]) == 0
    assert len(read(folder).drafts) == 15
    (folder / "review.xlsx").unlink()
    assert main(["review", "-q", str(folder)]) == 0
    assert take(folder, fill(folder, name="乙")) == 0
    assert take(other, fill(other)) == 0
    assert {t.title for t in read(folder).tasks.values()} == {
        t.title for t in read(other).tasks.values()
    }


def test_two_people_who_differ_are_shown_side_by_side_until_one_settles_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    mine = fill(folder)
    theirs = fill(folder, {BUS: {"决定": "不立任务", "不立的理由": "口号"}}, name="乙")
    assert take(folder, mine, theirs) == 1
    told = capsys.readouterr().err
    assert f"第13句“{BUS}”：甲.xlsx：采用；乙.xlsx：不立任务，不立的理由：口号" in told
    assert files(folder) == before
    settle = folder / "裁定.xlsx"
    assert take(folder, mine, theirs, options=("--write", "--settle", str(settle))) == 1
    assert files(folder) == before
    ruled = fill(folder, source="裁定.xlsx", rest="采用", name="裁定好")
    assert [r["任务名"].value for r in _rows(openpyxl.load_workbook(ruled)["任务"])] == [BUS]
    assert take(folder, mine, theirs, ruled) == 0
    assert BUS in tasks(folder)


def test_two_people_whose_files_are_called_alike_are_told_apart(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for who, cells in (("甲", {}), ("乙", {BUS: {"决定": "不立任务", "不立的理由": "口号"}})):
        (tmp_path / who).mkdir()
        paths.append(fill(folder, cells, name="校对").rename(tmp_path / who / "校对.xlsx"))
    assert take(folder, *paths) == 1
    assert "甲/校对.xlsx：采用；乙/校对.xlsx：不立任务" in capsys.readouterr().err


def test_two_people_who_agree_are_one(folder: Path) -> None:
    assert take(folder, fill(folder), fill(folder, name="乙")) == 0
    assert len(tasks(folder)) == 8


def test_who_comes_later_and_differs_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = fill(folder, {BUS: {"决定": "不立任务", "不立的理由": "口号"}}, name="乙")
    assert take(folder, fill(folder)) == 0
    before = files(folder)
    assert take(folder, theirs) == 1
    assert "已经写进 data/ 的：采用（2.2-03）；乙.xlsx：不立任务" in capsys.readouterr().err
    assert files(folder) == before


def test_what_the_page_saves_is_taken_as_the_workbook_is(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "另一本"))
    book = fill(folder, {LAMPS: {"决定": "修改", "任务名": "修好各村路灯"}})
    saved = {
        name: [{h: c.value for h, c in row.items() if c.value is not None} for row in _rows(sheet)]
        for name in ("任务", "不立任务的句子", "名词文件问题成绩", "单位")
        for sheet in [openpyxl.load_workbook(book)[name]]
    }
    page = other / "校对.json"
    page.write_text(json.dumps({"unit": "校对", "sheets": saved}), "utf-8")
    assert take(folder, book) == take(other, page) == 0
    assert files(folder) == files(other)


@pytest.mark.parametrize("done", [1, 2, 4, 7])
def test_an_import_that_is_broken_off_is_done_again_whole(
    folder: Path, tmp_path: Path, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "另一本"))
    path, moved = fill(folder), 0
    move = os.replace

    def stopped(source: str, target: str) -> None:
        nonlocal moved
        moved += 1
        if moved > done:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", stopped)
        assert take(folder, path) != 0
    assert take(folder, path) == 0
    assert take(other, fill(other)) == 0
    assert files(folder) == files(other)


def test_a_corrected_text_keeps_what_was_decided_and_names_what_no_longer_stands(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(folder, fill(folder, {LAMPS: {"决定": "不立任务", "不立的理由": "背景"}})) == 0
    text = folder / "data/speech.txt"
    corrected = text.read_text("utf-8").replace("柳树沟", "杨树沟")
    text.write_text(
        corrected.replace("路灯巡查。", "路灯巡查。县民政局要修建两所养老院。"), "utf-8"
    )
    assert main(["check", str(folder)]) == 1
    assert "柳树沟" in capsys.readouterr().err
    done = folder / "data/tasks/2.1.yaml"
    done.write_text(done.read_text("utf-8").replace("柳树沟", "杨树沟"), "utf-8")
    assert main(["draft", "-q", str(folder)]) == 0
    assert [d.title for d in read(folder).drafts if d.sets == "task"] == ["修建两所养老院"]


def test_a_workbook_that_is_there_is_not_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(folder)]) == 1
    assert "已经有了，没有写" in capsys.readouterr().err
    assert main(["review", "-q", str(folder), "--out", str(folder / "乙.xlsx")]) == 0


def test_a_form_of_another_kind_is_taken_apart(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    assert take(folder, fill(folder), other) == 1
    assert "不是校对表，请与校对表分开导入" in capsys.readouterr().err


def test_the_workbook_shows_the_words_in_bold_and_what_is_unsure(begun: Path) -> None:
    hb = read(begun)
    drafts = [replace(d, sure=0.5 if d.title == ROAD else 0.9) for d in hb.drafts]
    book = openpyxl.load_workbook(io.BytesIO(review_book(hb, drafts)), rich_text=True)
    rows = {row["任务名"].value: row for row in _rows(book["任务"])}
    bold = [
        str(part)
        for part in rows[PLAN]["原文"].value
        if getattr(part, "font", None) and part.font.b
    ]
    assert bold == [PLAN]
    assert rows[ROAD]["落到哪天"].value == "2026-10-31"
    colours = [rows[title]["任务名"].fill.fgColor.rgb for title in (ROAD, PLAN)]
    assert colours == ["FFFCEFD5", "00000000"]
    assert not book["任务"].protection.sheet
    assert book["怎样填"].protection.sheet


def _key(folder: Path, title: str) -> str:
    return next(d.id for d in read(folder).drafts if d.title == title)
