"""Two hundred tasks narrowed to mine, the view kept in the address."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_SCREEN

VIEWS = [
    # address, what a task must satisfy
    ("unit=shi-zhujianju", lambda t: any(a.unit.id == "shi-zhujianju" for a in t.assignments)),
    ("role=lead", lambda t: any(a.role == "lead" for a in t.assignments)),
    (
        "unit=shizhengfu-duchashi&role=supervise",
        lambda t: any(
            (a.unit.id, a.role) == ("shizhengfu-duchashi", "supervise") for a in t.assignments
        ),
    ),
    ("section=2.3", lambda t: t.section.startswith("2.3.") or t.section == "2.3"),
    ("time=2022-09", lambda t: any(str(d.date).startswith("2022-09") for d in t.deadlines)),
    ("time=unsettled", lambda t: any(d.unsettled for d in t.deadlines)),
    ("time=none", lambda t: not t.deadlines),
    ("figure=masked", lambda t: any(x.masked for x in t.targets)),
    ("commitment=必保", lambda t: t.commitment == "必保"),
    ("kind=requirement", lambda t: t.kind == "requirement"),
    ("commitment=力争&figure=yes", lambda t: t.commitment == "力争" and bool(t.targets)),
]


def shown(page: Page) -> list[str]:
    cells = page.locator(".tasks-table tbody tr:not([hidden]) td:first-child")
    return [text.strip() for text in cells.all_text_contents()]


@ON_A_SCREEN
@pytest.mark.parametrize(("query", "rule"), VIEWS)
def test_a_view_that_was_sent_shows_the_right_tasks(
    page: Page, address: str, real: Handbook, query: str, rule: object
) -> None:
    assert callable(rule)
    page.goto(f"{address}/tasks.html?{query}")
    expected = [task.id for task in real.tasks.values() if rule(task)]
    assert expected
    expect(page.get_by_role("status").filter(has_text="共")).to_have_text(f"共{len(expected)}条")
    assert shown(page) == expected


def test_three_clicks_narrow_the_table_and_the_address_says_so(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/tasks.html")
    assert len(shown(page)) == len(real.tasks)
    page.locator("#finder").get_by_label("单位", exact=True).select_option("ge-kaifaqu")
    page.locator("#finder").get_by_label("时限", exact=True).select_option("none")
    ids = shown(page)
    assert 0 < len(ids) < 20
    assert "unit=ge-kaifaqu&time=none" in page.url
    option = (
        page.locator("#finder").get_by_label("单位", exact=True).locator("option[value=ge-kaifaqu]")
    )
    expect(option).to_have_text(f"各开发区（{len(ids)}）")
    page.reload()
    assert shown(page) == ids
    page.get_by_label("字词").fill("招商")
    assert all("2.1.4" in key for key in shown(page))
    page.get_by_role("button", name="全部显示").click()
    assert len(shown(page)) == len(real.tasks)
    assert page.url.endswith("tasks.html")


@ON_A_SCREEN
def test_no_date_is_judged_by_the_readers_clock(page: Page, address: str, real: Handbook) -> None:
    page.clock.set_fixed_time("2031-07-20T08:00:00")
    page.goto(f"{address}/tasks.html")
    assert shown(page) == list(real.tasks)
    expect(page.locator("main")).not_to_contain_text("日期已过")


@ON_A_SCREEN
def test_a_printed_view_states_what_it_shows(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks.html?unit=shi-zhujianju&words=供热")
    page.emulate_media(media="print")
    ids = shown(page)
    expect(page.locator(".finder-printed")).to_be_visible()
    expect(page.locator(".finder-printed")).to_have_text(
        f"筛选条件：字词：供热；单位：市住建局。共{len(ids)}条。"
    )
    assert ids
    expect(page.locator("#finder")).to_be_hidden()


def by_day(hb: Handbook) -> list[str]:
    """The tasks with a day, those with the first day first."""
    days = {t.id: [d.date for d in t.deadlines if d.date] for t in hb.tasks.values()}
    return sorted((key for key in days if days[key]), key=lambda key: min(days[key]))


def test_cards_can_be_sorted_too(page: Page, address: str, real: Handbook) -> None:
    page.goto(f"{address}/tasks.html")
    page.get_by_label("排序").select_option(label="完成时限，从前到后")
    assert shown(page)[:2] == by_day(real)[:2]
    assert "sort=3-up" in page.url


@ON_A_SCREEN
def test_nothing_left_is_said_plainly(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks.html?words=天外飞仙")
    expect(page.locator(".finder-status")).to_have_text("没有符合条件的任务，请减少一个条件。")


def test_columns_sort_both_ways(browser: Browser, address: str, real: Handbook) -> None:
    page = browser.new_page()
    page.goto(f"{address}/tasks.html")
    head = page.get_by_role("button", name="完成时限")
    head.click()
    assert shown(page)[:2] == by_day(real)[:2]
    head.click()
    assert shown(page)[-1:] == by_day(real)[:1]
    assert "sort=3-down" in page.url
    page.close()


def test_what_is_shown_goes_to_excel(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{address}/tasks.html?commitment=必保")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出").click()
    path = tmp_path / "tasks.csv"
    download.value.save_as(path)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0][:2] == ["编号", "任务"]
    assert [row[0] for row in rows[1:]] == shown(page)
    page.close()


def test_without_javascript_the_table_is_complete(
    browser: Browser, address: str, real: Handbook
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/tasks.html")
    assert page.locator(".tasks-table tbody tr").count() == len(real.tasks)
    expect(page.locator("#finder")).to_be_hidden()
    context.close()
