"""What a reader does on the pages, on a screen and on a phone."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from handbook.model import Handbook
from handbook.model.addresses import has_page
from tests.browser.looks import ON_A_SCREEN


def test_a_reader_goes_from_unit_to_task_to_sentence_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/units.html")
    for group in page.locator("details.fold > summary").all():  # on a phone
        group.click()
    page.locator("main").get_by_role("link", name="市住建局", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("市住建局")
    page.locator("main a[href*='/tasks/']").first.click()
    assert "/tasks/" in page.url
    task = page.url
    page.locator("blockquote .source a").first.click()
    assert "/speech.html#s" in page.url
    sentence = page.locator(":target")
    expect(sentence).to_be_in_viewport()
    following = sentence.locator("xpath=following-sibling::span[1]")
    name = task.rpartition("/")[2].removesuffix(".html")
    if (count := following.locator(".count")).is_visible():
        count.click()
    following.get_by_role("link", name=name, exact=True).click()
    assert page.url == task


@ON_A_SCREEN
def test_a_term_explains_itself_where_it_stands(page: Page, address: str) -> None:
    page.goto(f"{address}/speech.html")
    hint = page.locator("main a[href^='terms/']").first.get_attribute("title")
    assert hint
    assert hint.startswith(("讲话原文：", "编者注：", "讲话未作解释"))


def test_a_hint_shows_to_pointer_and_keyboard_and_goes_on_escape(page: Page, address: str) -> None:
    page.goto(f"{address}/speech.html")
    term = page.locator("main a[href^='terms/']").first
    words = term.get_attribute("title")
    assert words
    hint = page.get_by_role("tooltip")
    term.hover()
    expect(hint).to_have_text(words)
    page.keyboard.press("Escape")
    expect(hint).to_be_hidden()
    page.keyboard.press("Tab")  # from here on focus is the keyboard's
    term.focus()
    expect(hint).to_have_text(words)
    expect(hint).to_be_in_viewport(ratio=1)
    expect(term).to_have_accessible_description(words)


@ON_A_SCREEN
def test_a_task_can_be_copied_as_plain_text(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks/2.1.1-01.html")
    expect(page.locator("pre code")).to_contain_text("任务编号：2.1.1-01")
    expect(page.locator("pre code")).to_contain_text("完成时限：")


@ON_A_SCREEN
def test_an_address_of_before_leads_to_the_entry(
    page: Page, address: str, real_site: Path, real: Handbook
) -> None:
    """A word of which nothing is said had a page once; what never was stays unknown."""
    word = next(one for one in real.entities["term"].values() if not has_page(one))
    lost = {"status": 404, "path": real_site / "404.html", "content_type": "text/html"}
    page.route("**/terms/*.html", lambda route: route.fulfill(**lost))
    page.goto(f"{address}/terms/{word.id}.html")
    page.wait_for_url(f"{address}/terms.html#{word.id}")
    expect(page.locator(":target")).to_have_text(word.name)
    page.goto(f"{address}/terms/never.html")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    page.locator("main").get_by_role("link", name="名词", exact=True).click()
    expect(page).to_have_url(re.compile("/terms.html$"))


@ON_A_SCREEN
def test_dark_mode_turns_the_page_dark(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/tasks.html")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


@ON_A_SCREEN
def test_the_colours_follow_the_system_until_somebody_chooses(page: Page, address: str) -> None:
    body = page.locator("body")
    page.goto(f"{address}/index.html")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/tasks.html")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_title("切换到浅色").click()
    page.goto(f"{address}/units.html")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
