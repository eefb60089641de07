"""Open to all: everything within reach of the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import ON_A_PHONE, ON_A_SCREEN, search_icon, settled


def test_the_first_stop_skips_to_the_text(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks/2.1.1-01.html")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#top")


@ON_A_SCREEN
def test_the_finder_is_used_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks.html")
    page.get_by_role("button", name="更多条件").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".finder").get_by_label("字词")).to_be_focused()
    page.keyboard.type("GDP")
    page.keyboard.press("Tab")
    expect(page.locator(".finder").get_by_label("单位", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    assert "words=GDP" in page.url
    page.get_by_role("button", name="清除条件").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("tasks.html")


def test_search_is_used_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    settled(page)
    icon = search_icon(page)
    if icon.is_visible():
        icon.focus()
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("f")
    page.locator("[data-md-component=search-query]").press_sequentially("58")
    first = page.locator(".md-search-result__item").first
    expect(first).to_contain_text("58科创")
    # the answer to "5" begins with it as well, and is replaced: a key now would go to what goes
    expect(first.locator("mark").first).to_have_text("58")
    page.keyboard.press("ArrowDown")
    expect(first.locator("a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/*.html*")


@ON_A_SCREEN
def test_who_passes_the_search_by_key_does_not_open_it(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    settled(page)
    query = page.locator("[data-md-component=search-query]")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(query).to_be_focused()
    settled(page)
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
    page.keyboard.type("供热")
    expect(page.locator("[data-md-toggle=search]")).to_be_checked()
    expect(page.locator(".md-search-result__item").first).to_contain_text("供热")


@ON_A_SCREEN
@pytest.mark.parametrize(("skip", "stops"), [(False, 5), (True, 2)], ids=["plainly", "skipping"])
def test_the_picker_of_units_is_near(page: Page, address: str, skip: bool, stops: int) -> None:
    """Not behind each link of the head: these are one stop, and over all leads the first."""
    page.goto(f"{address}/index.html")
    for stop in range(stops):
        page.keyboard.press("Tab")
        if skip and stop == 0:
            page.keyboard.press("Enter")
    expect(page.get_by_label("我是哪个单位")).to_be_focused()


@ON_A_SCREEN
def test_arrows_lead_to_each_link_of_a_row(page: Page, address: str) -> None:
    """Entered where the reader is, and the row says how; on both ends it goes round."""
    page.goto(f"{address}/units/shi-zhujianju.html")
    for row in (page.locator(".head-nav"), page.locator(".group-nav > ul")):
        links = row.get_by_role("link")
        expect(row.locator(".by-arrows")).to_be_hidden()
        while not row.locator(":focus").count():
            page.keyboard.press("Tab")
        expect(row.locator("[aria-current]")).to_be_focused()
        expect(row.locator(":focus")).to_have_accessible_description("用左右方向键移动")
        expect(row.locator(".by-arrows")).to_be_visible()
        page.keyboard.press("End")
        for link in (links.last, *links.all()):
            expect(link).to_be_focused()
            page.keyboard.press("ArrowRight")
        expect(links.first).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(links.last).to_be_focused()
        page.keyboard.press("Tab")
        assert not row.locator(":focus").count()


@ON_A_PHONE
def test_a_bar_leads_where_a_menu_would(page: Page, address: str) -> None:
    page.goto(f"{address}/units/shi-zhujianju.html")
    bar = page.get_by_role("navigation", name="常用")
    ways = bar.locator("a, label")
    assert ways.all_inner_texts() == ["首页", "搜索", "我的单位", "任务", "讲话"]
    for way in ways.all():
        box = way.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44
    bar.get_by_role("link", name="任务").click()
    expect(page).to_have_url(f"{address}/tasks.html")
    expect(bar.get_by_role("link", name="任务")).to_have_attribute("aria-current", "page")
    settled(page)
    bar.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-md-component=search-query]")).to_be_in_viewport()


@ON_A_PHONE
def test_the_pages_of_a_group_open_by_key(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks/2.1.1-01.html")
    group = page.get_by_role("navigation", name="任务")
    expect(group.get_by_role("link", name="完成时限")).to_be_hidden()
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    group.get_by_role("link", name="完成时限").click()
    expect(page).to_have_url(f"{address}/dates.html")
