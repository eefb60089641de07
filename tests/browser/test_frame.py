"""The frame of the pages: it stays where it is and says where the reader is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import ON_A_SCREEN

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
