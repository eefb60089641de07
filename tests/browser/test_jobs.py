"""What readers come for, each done from the home page in as many clicks as it may take."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_PHONE, ON_A_SCREEN, search_icon, settled


class Clicks:
    """A reader at the home page, and how often he has clicked."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.count = page, 0
        page.goto(f"{address}/index.html")

    def __call__(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def link(self, name: str | re.Pattern[str], place: str = "main") -> None:
        self(self.page.locator(place).get_by_role("link", name=name).first)


@pytest.fixture
def click(page: Page, address: str) -> Clicks:
    return Clicks(page, address)


def test_what_is_mine_and_my_sheet(click: Clicks, real: Handbook) -> None:
    click(click.page.get_by_label("我是哪个单位"))
    click.page.keyboard.type("市住建局")
    click.page.keyboard.press("Enter")
    unit = real.units["shi-zhujianju"]
    mine = click.page.locator("#mine")
    expect(mine).to_contain_text(f"点名{len(real.tasks_at(unit.ref))}条")
    expect(mine).to_contain_text(f"同类单位都要办的{len(real.shared_with(unit))}条")
    expect(mine).to_contain_text("12月31日")
    with click.page.expect_download() as sheet:
        click.page.evaluate("document.querySelectorAll('#mine a').forEach(a => a.download = '')")
        click.link("任务单（PDF）", "#mine")
    assert sheet.value.url.endswith("downloads/units/shi-zhujianju.pdf")
    assert click.count == 2


def test_what_is_mine_by_my_name(click: Clicks) -> None:
    mine = click.page.locator("#mine")
    click(mine.get_by_role("button", name="市住建局"))
    expect(mine.get_by_role("link", name="查看任务")).to_be_focused()
    with click.page.expect_download() as sheet:
        click.page.evaluate("document.querySelectorAll('#mine a').forEach(a => a.download = '')")
        click.link("任务单（PDF）", "#mine")
    assert sheet.value.url.endswith("downloads/units/shi-zhujianju.pdf")
    assert click.count == 2


def test_what_is_due_by_the_end_of_september(click: Clicks, real: Handbook) -> None:
    click.link("完成时限")
    due = [t for t in real.tasks.values() if any(str(d.date) == "2022-09-30" for d in t.deadlines)]
    near = [t for t in real.tasks.values() if any(d.unsettled for d in t.deadlines)]
    for task in (*due, *near):
        link = click.page.locator("main a", has_text=task.title).first  # on a phone in a fold
        expect(link).to_be_attached()
    assert click.count == 1


def test_what_of_a_section_has_nobody(click: Clicks, real: Handbook) -> None:
    click.link(re.compile("生态环保方面"))
    click.link(re.compile("条没有点名责任单位"))
    nobody = [t for t in real.tasks_at("section:2.4") if not t.assignments]
    expect(click.page.locator(".finder-status")).to_contain_text(f"{len(nobody)}条")
    assert click.count == 2


@ON_A_SCREEN
def test_what_has_nobody_is_told_by_chapter(click: Clicks, real: Handbook) -> None:
    nobody = [t for t in real.tasks_at("section:2.4") if not t.assignments]
    click.link(re.compile("条没有点名单位"))
    click.link(f"2.4 生态环保方面{len(nobody)}条")
    expect(click.page.locator(".finder-status")).to_contain_text(f"{len(nobody)}条")
    assert click.count == 2


def test_a_sentence_is_sent(click: Clicks) -> None:
    click.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    click.page.goto(click.page.url.replace("index", "tasks/2.1.10-01"))
    click(click.page.get_by_role("button", name="复制原文和网址"))
    expect(click.page.locator(".actions [role=status]")).to_have_text("已复制")
    copied = click.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("加快信用城市创建工作进度（2.1.10-01）\n“这项工作到了攻坚拔寨")
    assert "示范城市授牌。”（《市长在市政府半年工作会议上的讲话》第199句）" in copied, "to its end"
    assert copied.endswith("/tasks/2.1.10-01.html")


@ON_A_PHONE
def test_a_word_is_typed_after_one_tap(click: Clicks) -> None:
    click.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    settled(click.page)
    click(search_icon(click.page))
    click.page.keyboard.type("信用城市")
    click(click.page.locator(".md-search-result a", has_text="讲话全文").first)
    expect(click.page.locator("#s198")).to_be_in_viewport()
    assert click.page.url.endswith("/speech.html#s198")
    click(click.page.get_by_role("button", name="复制原文和网址"))
    expect(click.page.locator(".reading-status")).to_contain_text("已复制第198句的原文和网址")
    copied = click.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "一要抓好信用城市创建。（《市长在市政府半年工作会议上的讲话》第198句）"
    )
    assert click.count == 3


@ON_A_SCREEN
def test_a_choice_is_taken_away(click: Clicks, real: Handbook) -> None:
    click.link(re.compile("条“必保”"))
    click(click.page.get_by_role("button", name=re.compile("^有指标")))
    with click.page.expect_download() as table:
        click(click.page.get_by_role("button", name="下载表格"))
    lines = table.value.path().read_text("utf-8-sig").splitlines()
    chosen = [t for t in real.tasks.values() if t.commitment == "必保" and t.targets]
    assert [t.id for t in chosen if not any(t.id in line for line in lines)] == []
    expect(click.page.get_by_role("button", name="复制链接")).to_be_visible()
    assert click.count == 3


def test_how_a_citizen_reports(click: Clicks, real: Handbook) -> None:
    click.link(real.info.titles["citizens"])
    for channel in real.channels:
        expect(click.page.locator("main")).to_contain_text(channel.name)
    line = click.page.get_by_role("link", name="“12345”政务服务热线", exact=True)
    expect(line).to_have_attribute("href", "tel:12345")
    assert click.count == 1
