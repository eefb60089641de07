"""Open to all: WCAG 2.2 AA by axe-core, and everything within reach of the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_pages import KINDS

PAGES = [path for path, _ in KINDS]
STANDARD = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
MOST_STOPS = 40

STOP = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const {left, right, width, height} = element.getBoundingClientRect();
    const {outlineStyle, outlineWidth} = getComputedStyle(element);
    const marked = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    const inside = width > 0 && height > 0 && right > 0 && left < innerWidth;
    return {name: element.outerHTML.slice(0, 160), marked, inside,
            exempt: element.matches("input.md-option, .md-search__input")};
}"""


ALIKE = "tr:nth-child(n+21), li:nth-child(n+21), .reading > p:nth-of-type(n+21)"
"""Rows, items and paragraphs that the same template made as the twenty before them."""


def violations(page: Page, rules: dict[str, Any], whole: bool = False) -> list[str]:
    """What axe finds on the page; but for ``whole``, without the rest of long lists.

    Contrast is measured place by place, which takes seconds on a page of all tasks.
    """
    if not whole:
        page.evaluate("alike => document.querySelectorAll(alike).forEach(e => e.remove())", ALIKE)
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    assert page.viewport_size
    assert violations(page, STANDARD, whole=page.viewport_size["width"] > 600) == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_the_dark_page_easy_to_read(page: Page, address: str, path: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/{path}")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert violations(page, COLOURS) == []


@pytest.mark.parametrize("path", PAGES)
def test_each_stop_of_the_tab_key_is_seen(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    hidden, stops = [], 0
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops += 1
        if not (stop["inside"] and stop["marked"]) and not stop["exempt"]:
            hidden.append(stop["name"])
    assert stops > 5
    assert hidden == []


def test_the_first_stop_skips_to_the_text(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks/2.1.1-01.html")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#top")


def test_the_finder_is_used_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks.html")
    page.locator(".finder").get_by_label("字词").focus()
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
    icon = page.locator("label.md-header__button[for=__search]")
    if icon.is_visible():
        icon.focus()
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("f")
    page.locator("[data-md-component=search-query]").press_sequentially("58")
    expect(page.locator(".md-search-result__item").first).to_contain_text("58科创")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/*.html*")


def test_the_menu_of_a_phone_opens_and_closes_by_key(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/index.html")
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
