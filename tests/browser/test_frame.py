"""The frame of the pages: it stays where it is and says where the reader is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import ON_A_PHONE, ON_A_SCREEN, PHONE, SCREEN, opened_search

PLACES = [
    # page, the group lit in the head, the entry lit in the group
    ("index.html", None, None),
    ("speech.html", "讲话", "讲话全文"),
    ("sections/2.1.html", "讲话", "章节"),
    ("problems.html", "讲话", "问题与整改"),
    ("problems/p3.2.4.html", "讲话", "问题与整改"),
    ("tasks.html", "任务", "全部任务"),
    ("tasks/2.1.1-01.html", "任务", "全部任务"),
    ("targets.html", "任务", "量化指标"),
    ("matrix.html", "单位", "责任矩阵"),
    ("units/shi-zhujianju.html", "单位", "责任单位"),
    ("terms.html", "名词和事项", "名词"),
    ("downloads/index.html", "下载", None),
    ("method.html", "说明", "编制说明"),
]


def test_the_frame_never_jumps(page: Page, address: str) -> None:
    """Everything of a page begins at one edge, and nothing stands beside it."""
    edges, widths = set(), set()
    for path, _, _ in PLACES:
        page.goto(f"{address}/{path}")
        for first in (page.locator(".site-name"), page.locator("h1")):
            edges.add(first.evaluate("element => element.getBoundingClientRect().x"))
        widths.add(page.locator("article").evaluate("article => article.clientWidth"))
    assert len(edges) == 1
    assert len(widths) == 1
    assert max(widths) == 1120 or page.viewport_size == {"width": 390, "height": 844}


@ON_A_PHONE
def test_a_window_that_grows_holds_the_page_at_once(page: Page, address: str) -> None:
    for path in ("index", "targets"):
        page.goto(f"{address}/{path}.html")
        for width in (SCREEN[0], PHONE[0], 1000, 720):
            page.set_viewport_size({"width": width, "height": SCREEN[1]})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@ON_A_SCREEN
@pytest.mark.parametrize(("path", "group", "entry"), PLACES, ids=[place[0] for place in PLACES])
def test_a_page_says_where_it_is(
    page: Page, address: str, path: str, group: str | None, entry: str | None
) -> None:
    """By one line of place, and by the list that it is in."""
    page.goto(f"{address}/{path}")
    lit = "header [aria-current=true], .group-nav > ul [aria-current]"
    assert page.locator(lit).all_inner_texts() == [name for name in (group, entry) if name]
    assert page.locator(".crumbs, .md-path").count() == int("/" in path and "downloads" not in path)
    if path.startswith("problems/"):
        expect(page.locator(".crumbs")).not_to_contain_text("p3.2.4")


LISTS = [
    # page, its height in windows once folded, and a card's height on average
    ("targets.html", 3, 96),
    ("commitments.html", 3, 96),
    ("counties.html", 3, 96),
    ("gaps.html", 4, 96),
    ("units.html", 4, 96),
    ("terms.html", 3, 96),
    ("dates.html", 4, 96),
    ("problems.html", 4, 108),
    ("red-lines.html", 4, 96),
]


@ON_A_PHONE
@pytest.mark.parametrize(("path", "windows", "card"), LISTS, ids=[x[0] for x in LISTS])
def test_a_list_on_a_phone_is_cards_by_group(
    page: Page, address: str, path: str, windows: int, card: int
) -> None:
    page.goto(f"{address}/{path}")
    height = "document.documentElement.scrollHeight / innerHeight"
    assert page.evaluate(height) <= windows
    for head in page.locator("details.fold > summary").all():
        head.click()
    rows = page.locator("details.fold").locator("tbody tr, li")
    heights = rows.evaluate_all("rows => rows.map((row) => row.offsetHeight)")
    assert 0 < sum(heights) / len(heights) <= card
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_way_back_to_the_top_is_a_button(page: Page, address: str) -> None:
    page.goto(f"{address}/speech.html")
    page.mouse.wheel(0, 4000)
    page.wait_for_function("scrollY > 2000")
    page.mouse.wheel(0, -600)
    top = page.get_by_role("button", name="回到页面顶部")
    expect(top).to_be_visible()
    box = top.bounding_box()
    assert box
    assert box["height"] < 60


def test_the_open_search_stays_within_the_frame(front: Page, address: str) -> None:
    front.goto(f"{address}/index.html")
    opened_search(front)
    for part in (".md-search__form", ".md-search__output"):
        box = front.locator(part).bounding_box()
        assert box
        assert box["x"] >= 80
        assert box["x"] + box["width"] == 80 + 1120


ROWS = "article :is(tbody tr, .rows li)"


@ON_A_SCREEN
@pytest.mark.parametrize(
    ("path", "high"), [("commitments.html", 64), ("gaps.html", 34), ("dates.html", 34)]
)
def test_a_list_on_a_screen_is_rows_with_one_link(
    page: Page, address: str, path: str, high: int
) -> None:
    """Between hairlines, in one set of columns; three rows of four are at most ``high``."""
    page.goto(f"{address}/{path}")
    rows = page.locator(ROWS)
    assert set(
        rows.evaluate_all("rows => rows.map((row) => row.querySelectorAll('a').length)")
    ) == {1}
    heights = sorted(rows.evaluate_all("rows => rows.map((row) => row.offsetHeight)"))
    assert heights[0] >= 32
    assert heights[len(heights) * 3 // 4] <= high
    sides = "cells => cells.map((cell) => parseFloat(getComputedStyle(cell).borderInlineWidth))"
    assert set(page.locator("article :is(table, td, th)").evaluate_all(sides)) <= {0}
    edges = "heads => heads.map((head) => [head.innerText, head.offsetLeft].join())"
    columns = page.locator("article table:not(.undated-ones table) th").evaluate_all(edges)
    assert len(set(columns)) == len({column.partition(",")[0] for column in columns})


@ON_A_PHONE
def test_what_a_phone_folds_is_no_box_on_paper(page: Page, address: str) -> None:
    page.goto(f"{address}/commitments.html")
    page.emulate_media(media="print")
    for part in ("details.fold", "details.fold > summary"):
        border = page.locator(part).first.evaluate("one => getComputedStyle(one).borderWidth")
        assert set(border.split()) == {"0px"}
    sign = "one => getComputedStyle(one, '::before').display"
    assert page.locator("details.fold > summary").first.evaluate(sign) == "none"


@ON_A_PHONE
def test_a_link_into_a_folded_group_opens_it(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks/2.1.1-14.html")
    page.locator("main a[href*='targets.html#t-']").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
