"""The jobs of those who follow up, in the example's edition for the office: each in so many clicks.

Written down before the pages were made: ten of a supervision officer, three of a bureau's clerk,
two of the mayor.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_kinds import judged

Step = Callable[[Page], Locator]
PAGES = ("ledger", "parties", "opened", "difficulties", "closed", "requests", "progress", "changes",
         "matters/du-03", "parties/fagaiju")  # fmt: skip


def link(name: str) -> Step:
    """A link in the page by how it begins; those in the frame are ``frame``'s."""
    begins = re.compile(f"^{re.escape(name)}")
    return lambda page: page.locator("article").get_by_role("link", name=begins).first


def figure(before: str) -> Step:
    """The figure behind some words of the sentence on how the whole stands."""
    path = f"//a[preceding-sibling::text()[1][contains(., '{before}')]]"
    return lambda page: page.locator("article").locator(f"xpath=.{path}").first


def frame(name: str) -> Step:
    """A place by way of the nav: on a phone it is folded, and at the foot of each page."""
    return lambda page: page.locator("footer").get_by_role("link", name=name, exact=True)


def chip(name: str) -> Step:
    return lambda page: page.locator(".finder.ready .chip", has_text=name).first


def option(name: str) -> Step:
    """A unit of the picker, which shows them once it is asked."""

    def step(page: Page) -> Locator:
        page.get_by_label("我是哪个单位").click()
        return page.get_by_role("option", name=name, exact=True)

    return step


@dataclass(frozen=True)
class Job:
    who: str
    asks: str
    steps: tuple[Step, ...]
    sees: str
    """What must be seen then."""
    rows: int | None = None
    """So many matters, and no more, in the ledger's table."""


JOBS = (
    Job("officer", "哪些过了时限", (figure("已过时限"),), "已批复项目开工", 3),
    Job("officer", "谁应答未答", (figure("应答未答"),), "应答未答2次", 4),
    Job("officer", "退回没有重报的，错在哪里", (figure("退回没有重报"),), "9月28日，数字错", 3),
    Job("officer", "什么申请等着批", (frame("申请待批"),), "240亩中的37亩要先调整规划"),
    Job("officer", "快到时限的", (frame("督办台账"), chip("临近时限")), "还有", 3),
    Job("officer", "一周里登记了什么", (frame("本周变化"),), "9月24日至9月30日登记41条"),
    Job("officer", "凭什么销的号", (frame("销号清单"),), "5公里清淤完成并通过验收"),
    Job("officer", "哪些慢于时间进度", (frame("指标进度"),), "慢于时间进度9项"),
    Job("officer", "单位有什么困难", (frame("问题清单"),), "禾湾镇3公里还没有交地"),
    Job("officer", "发改局各有几件什么", (frame("督办单位"), link("发改局")), "督办事项共3件"),
    Job("clerk", "我这次要报什么", (option("县发改局"), link("督办事项3件、要填报2件")),
        "这一次要填报的（2件）"),
    Job("clerk", "为什么退回，我们怎么说的",
        (frame("督办单位"), link("发改局")), "桩机因故障没有到场"),
    Job("clerk", "在哪里填", (frame("督办单位"), link("发改局"), link("已批复项目开工")),
        "保存成文件"),
    Job("mayor", "整体怎么样", (), "督办事项40件：在办29件"),
    Job("mayor", "这一件凭的是哪句话", (figure("已过时限"), link("已批复项目开工"), link("第36句")),
        "8月底前"),
)  # fmt: skip


@pytest.mark.parametrize("job", JOBS, ids=[f"{job.who}-{job.asks}" for job in JOBS])
def test_a_job_takes_so_many_clicks(page: Page, editions: Path, job: Job) -> None:
    page.goto((editions / "internal/site/index.html").as_uri())
    for step in job.steps:
        step(page).click()
        expect(page.locator("h1")).to_be_visible()
    expect(page.locator("article")).to_contain_text(job.sees)
    if job.rows is not None:
        rows = page.locator(".ledger-table tbody tr:not([hidden])")
        expect(rows).to_have_count(job.rows)
        expect(page.locator(".finder-status")).to_have_text(f"共{job.rows}件")


def test_every_figure_is_as_many_rows_as_it_says(front: Page, editions: Path) -> None:
    home = (editions / "internal/site/index.html").as_uri()
    front.goto(home)
    figures = front.locator("article a[href^='ledger.html']")
    said = [(a.inner_text(), a.get_attribute("href")) for a in figures.all()]
    assert len(said) == 9
    for text, href in said:
        front.goto(home.replace("index.html", href or ""))
        expect(front.locator(".ledger-table tbody tr:not([hidden])")).to_have_count(
            int(text.removesuffix("件"))
        )


PAST = [  # the day, matters opened by then, past their day, closed; a matter's cells then
    ("2022-08-09", 34, 0, 0, "du-03", "柳禾镇、禾湾镇、麦塬乡", "0/3家已填报"),
    ("2022-08-31", 39, 0, 1, "du-02", "10月31日", "属实"),
    ("2022-09-30", 40, 3, 9, "du-02", "11月15日", "未到期"),
]


@pytest.mark.parametrize(
    ("day", "matters", "late", "closed", "key", "one", "other"), PAST, ids=[row[0] for row in PAST]
)
def test_a_day_to_look_back_on(
    front: Page, editions: Path, day: str, matters: int, late: int, closed: int, key: str,
    one: str, other: str,
) -> None:  # fmt: skip
    front.goto((editions / "internal/site/ledger.html").as_uri())
    front.get_by_label("看某一天").fill(day)
    expect(front.locator(".past-shown")).to_contain_text(
        f"督办事项{matters}件，已过时限{late}件，已销号{closed}件"
    )
    rows = front.locator(".ledger-table tbody tr:not([hidden])")
    expect(rows).to_have_count(matters)
    row = rows.filter(has_text=key)
    expect(row).to_contain_text(one)
    expect(row).to_contain_text(other)
    expect(front.locator(".finder-chips")).to_be_hidden()
    assert front.url.endswith(f"?on={day}")
    front.get_by_role("link", name="回到截至日").click()
    expect(front.locator(".finder-status")).to_have_text("共40件")


def test_nothing_turns_red_by_itself(front: Page, editions: Path) -> None:
    ledger = (editions / "internal/site/ledger.html").as_uri()
    front.clock.set_fixed_time("2022-09-30T18:00:00")
    front.goto(ledger)
    red = front.locator(".ledger-table .clock-late")
    expect(red).to_have_count(3)
    expect(front.locator(".stale")).to_be_hidden()
    front.clock.set_fixed_time("2023-03-01T09:00:00")
    front.reload()
    expect(front.locator(".stale")).to_have_text("台账截至2022年9月30日，此后未更新。")
    expect(red).to_have_count(3)


def test_without_scripts_all_is_there(browser: object, editions: Path) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto((editions / "internal/site/ledger.html").as_uri())
    expect(page.locator(".ledger-table tbody tr")).to_have_count(40)
    expect(page.locator("article")).to_contain_text("截至2022年9月30日，督办事项40件")
    context.close()


def test_red_is_for_what_is_late_alone(front: Page, editions: Path) -> None:
    front.goto((editions / "internal/site/ledger.html").as_uri())
    firm = front.locator(".ledger-table .badge-ink, .ledger-table .badge-redline")
    assert firm.count() > 2
    ink = front.locator("h1").evaluate("it => getComputedStyle(it).color")
    colours = firm.evaluate_all("all => all.map(it => getComputedStyle(it).color)")
    assert {*colours} == {ink}


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_it(front: Page, editions: Path, name: str) -> None:
    front.goto((editions / f"internal/site/{name}.html").as_uri())
    assert judged(front) == ([], [])


def test_a_phone_scrolls_nothing_sideways(page: Page, editions: Path) -> None:
    for name in PAGES:
        page.goto((editions / f"internal/site/{name}.html").as_uri())
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, name
        assert re.search("内部资料", page.locator("footer").inner_text())


def test_a_matter_on_a_day_to_look_back_on(front: Page, editions: Path) -> None:
    front.goto(f"{(editions / 'internal/site/ledger.html').as_uri()}?on=2022-09-25")
    expect(front.locator(".past-shown")).to_contain_text("9月25日")
    front.get_by_role("link", name=re.compile("^老旧小区改造")).click()
    expect(front.locator(".past-shown")).to_contain_text("核查：属实 8月30日")
    rows = front.locator(".history tbody tr:not([hidden])")
    expect(rows).to_have_count(5)
    expect(rows.last).to_have_class("belated")
    expect(rows.last).to_contain_text("完工8个")
    front.get_by_role("link", name="回到截至日").click()
    expect(rows).to_have_count(7)


def test_what_changed_since_an_issue_has_an_address(front: Page, editions: Path) -> None:
    front.goto((editions / "internal/site/since.html").as_uri())
    front.get_by_role("link", name="2022年8月以来的变动").click()
    place = front.locator("#matter-du-02")
    expect(place).to_contain_text("农村公路建设")
    row = place.locator("xpath=following::tr[td[text()='时限']][1]")
    for words in ("2022年10月31日", "2022年11月15日", "县长办公会议纪要第7期"):
        expect(row).to_contain_text(words)


def test_the_ledger_on_paper(front: Page, editions: Path) -> None:
    front.goto((editions / "internal/site/ledger.html").as_uri())
    front.emulate_media(media="print")
    late = front.locator(".ledger-table .clock-late").first
    assert late.evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
    title = front.locator(".ledger-table tbody td:nth-child(2)").first.bounding_box()
    assert title
    assert title["width"] > 160
    expect(front.locator(".finder")).to_be_hidden()
