"""The home page opens with the reader's own unit, once it is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_SCREEN


def choose(page: Page, asked: str) -> None:
    page.get_by_label("我是哪个单位").fill(asked)
    page.get_by_role("option").first.click()


FOUND = [  # what somebody types, the unit he finds
    ("市住建局", "市住建局"),
    ("住房和城乡", "市住建局"),
    ("szjj", "市住建局"),
    ("zhujian", "市住建局"),
    ("zj", "市住建局"),
    ("税务", "税务部门"),
]


@pytest.mark.parametrize(("asked", "unit"), FOUND, ids=[asked for asked, _ in FOUND])
def test_a_unit_is_found_by_name_or_pinyin(page: Page, address: str, asked: str, unit: str) -> None:
    page.goto(f"{address}/index.html")
    page.get_by_label("我是哪个单位").click()
    page.keyboard.type(asked)
    expect(page.get_by_role("option").first).to_have_text(unit)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#mine").get_by_role("link", name="任务单（PDF）")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/*.html")


def test_a_unit_is_chosen_once(page: Page, address: str, real: Handbook) -> None:
    page.goto(f"{address}/index.html")
    mine = page.locator("#mine")
    choose(page, "市住建局")
    unit = real.units["shi-zhujianju"]
    own, shared = len(real.tasks_at(unit.ref)), len(real.shared_with(unit))
    page.goto(f"{address}/tasks.html")
    page.goto(f"{address}/index.html")
    expect(mine).to_contain_text(
        f"点名{own}条（没有明确日期），同类单位都要办的{shared}条（明确日期最早12月31日）"
    )
    mine.get_by_role("link", name="查看任务").click()
    for task, _ in real.shared_with(unit):
        expect(page.get_by_role("link", name=task.title, exact=True).first).to_be_visible()


def test_whom_nobody_named_sees_what_binds_all(page: Page, address: str, real: Handbook) -> None:
    page.goto(f"{address}/index.html")
    choose(page, "市教育局")
    expect(page.get_by_label("我是哪个单位")).to_have_value("市教育局")
    expect(page.locator("#mine")).to_contain_text("没有找到“市教育局”")
    page.get_by_role("button", name="部门", exact=True).click()
    expect(page.locator("#mine")).to_contain_text("讲话没有点名贵单位")
    expect(page.locator("#mine").get_by_role("link", name="日历")).to_be_visible()
    expect(page.locator("#mine").get_by_role("link", name="查看任务")).to_be_focused()
    page.get_by_role("link", name="查看任务").click()
    kind = next(kind for kind in real.bound_kinds if kind.name == "部门")
    expect(page.locator(".duties li")).to_have_count(len(real.shared_with(kind)))


@ON_A_SCREEN
def test_who_is_not_named_is_known_the_next_time(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    choose(page, "前郭县")
    page.get_by_role("button", name="县（市、区）").click()
    page.reload()
    mine = page.locator("#mine")
    expect(page.get_by_label("我是哪个单位")).to_have_value("前郭县")
    expect(mine).to_contain_text("30条（明确日期最早12月31日，3条日期未定）")
    expect(mine.get_by_role("link", name="196条任务")).to_be_visible()
    mine.get_by_role("button", name="换一个单位").click()
    expect(page.get_by_label("我是哪个单位")).to_be_focused()
    expect(mine.get_by_role("button", name="市财政局")).to_be_visible()


@ON_A_SCREEN
def test_a_choice_is_taken_back(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.get_by_role("button", name="市财政局").click()
    page.get_by_label("我是哪个单位").fill("")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="没有我的单位")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="部门", exact=True)).to_be_focused()
    page.reload()
    expect(page.get_by_role("button", name="市财政局")).to_be_visible()


@ON_A_SCREEN
def test_no_answer_for_another_unit_stands_while_one_types(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    choose(page, "市住建局")
    page.get_by_label("我是哪个单位").fill("财政")
    expect(page.locator("#mine .mine-shown")).to_be_hidden()
    page.get_by_role("link", name="完成时限").first.focus()
    expect(page.get_by_label("我是哪个单位")).to_have_value("市住建局")
    expect(page.locator("#mine").get_by_role("link", name="任务单（PDF）")).to_be_visible()


@ON_A_SCREEN
def test_the_choice_holds_from_a_folder(page: Page, real_site: Path) -> None:
    page.goto(f"file://{real_site}/index.html")
    choose(page, "市财政局")
    page.reload()
    expect(page.get_by_label("我是哪个单位")).to_have_value("市财政局")
    expect(page.locator("#mine").get_by_role("link", name="任务单（PDF）")).to_be_visible()
