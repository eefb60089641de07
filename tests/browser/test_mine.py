"""The home page opens with the reader's own unit, once it is chosen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_SCREEN


def choose(page: Page, name: str) -> None:
    page.get_by_label("我的单位").select_option(label=name)


def test_a_unit_is_chosen_once(page: Page, address: str, real: Handbook) -> None:
    page.goto(f"{address}/index.html")
    mine = page.locator("#mine")
    expect(mine).to_contain_text("只记在这个浏览器里")
    choose(page, "市住建局")
    unit = real.units["shi-zhujianju"]
    tasks = [t for t in real.tasks.values() if unit in t.units]
    page.goto(f"{address}/tasks.html")
    page.goto(f"{address}/index.html")
    for task in tasks:
        expect(mine.get_by_role("link", name=task.title, exact=True).last).to_be_visible()
        for target in task.targets:
            expect(mine).to_contain_text(f"{target.name}：{target.text}")
    mine.get_by_role("link", name=f"筛选这{len(tasks)}条任务").click()
    expect(page.locator(".finder-status")).to_have_text(f"共{len(tasks)}条")
    page.goto(f"{address}/index.html")
    choose(page, "请选择")
    page.reload()
    expect(mine).to_contain_text("只记在这个浏览器里")


@ON_A_SCREEN
def test_dates_stand_as_they_are_whatever_the_readers_day(
    page: Page, address: str, real: Handbook
) -> None:
    page.clock.set_fixed_time("2031-07-20T23:30:00")
    page.goto(f"{address}/index.html")
    task = next(
        t
        for t in real.tasks.values()
        if any(str(d.date) == "2022-09-30" for d in t.deadlines) and t.units
    )
    choose(page, task.units[0].name)
    item = page.locator("#mine li").filter(has_text="2022年9月30日").first
    expect(item).to_have_text(f"2022年9月30日（9月底前） {task.title}")
    item.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(task.title)


@ON_A_SCREEN
def test_the_choice_holds_from_a_folder(page: Page, real_site: Path) -> None:
    page.goto(f"file://{real_site}/index.html")
    choose(page, "市财政局")
    page.reload()
    expect(page.locator("#mine").get_by_role("link", name="市财政局", exact=True)).to_be_visible()
