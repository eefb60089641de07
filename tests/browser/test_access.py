"""Open to all: everything within reach of the keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.looks import ON_A_PHONE, ON_A_SCREEN, settled


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
    page.get_by_role("button", name="全部显示").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("tasks.html")


def test_search_is_used_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    settled(page)
    icon = page.locator("label.md-header__button[for=__search]")
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
    page.wait_for_url("**/projects/*.html*")


@ON_A_PHONE
def test_the_menu_of_a_phone_opens_and_closes_by_key(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    settled(page)
    menu = page.locator("label.md-header__button[for=__drawer]")
    entry = page.locator(".md-sidebar--primary label.md-nav__link").filter(has_text="任务").first
    expect(entry).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    entry.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="全部任务")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(entry).to_be_hidden()
