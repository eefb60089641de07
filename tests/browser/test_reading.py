"""The full text as a reading page: sentences and their tasks side by side."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_SCREEN


def lit(page: Page) -> set[str]:
    """Numbers of the sentences and ids of the tasks that are lit."""
    sentences = page.locator(".sentence.lit").evaluate_all("all => all.map(one => one.id)")
    return {*sentences, *page.locator(".task.lit a").all_text_contents()}


def point_at_words(page: Page, selector: str) -> None:
    """Point at the first line of what may run over several."""
    x, y = page.locator(selector).evaluate(
        """element => {
            element.scrollIntoView({block: "center"});
            const {x, y, height} = element.getClientRects()[0];
            return [x + 5, y + height / 2];
        }"""
    )
    page.mouse.move(x, y)


def test_a_sentence_lights_its_tasks_and_a_task_its_sentences(
    page: Page, address: str, real: Handbook
) -> None:
    task = next(t for t in real.tasks.values() if len(t.quotes) > 1)
    numbers = list(dict.fromkeys(n for quote in task.quotes for n in quote.sentences))
    sentences = {f"s{number}" for number in numbers}
    assert len(sentences) > 1
    page.goto(f"{address}/speech.html")
    point_at_words(page, f"#s{numbers[0]}")
    assert lit(page) == {f"s{numbers[0]}", *real.uses[numbers[0]].tasks}
    page.locator(".from").get_by_role("link", name=task.id, exact=True).first.hover()
    assert lit(page) == {task.id, *sentences}


def test_the_keyboard_lights_as_the_pointer_does(page: Page, address: str, real: Handbook) -> None:
    number = next(n for n, use in real.uses.items() if use.tasks)
    page.goto(f"{address}/speech.html")
    page.locator(".number a").get_by_text(str(number), exact=True).focus()
    assert lit(page) == {f"s{number}", *real.uses[number].tasks}


def test_tasks_stand_in_the_margin_where_there_is_one(page: Page, address: str) -> None:
    page.goto(f"{address}/speech.html")
    task = page.locator(".reading .from .task").first
    words = task.locator("xpath=ancestor::p").bounding_box()
    box = task.bounding_box()
    assert words
    assert box
    wide = page.viewport_size is not None and page.viewport_size["width"] > 1000
    assert (box["x"] >= words["x"] + words["width"]) == wide
    assert task.locator(".title").is_visible() == wide


def test_a_sentence_number_copies_its_address(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/speech.html")
    page.locator(".number a").get_by_text("117", exact=True).click()
    expect(page.locator(".reading-status")).to_have_text("已复制第117句的网址")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/speech.html#s117"
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(page.locator(":target")).to_be_in_viewport()
    context.close()


@ON_A_SCREEN
def test_without_the_clipboard_the_address_bar_has_the_sentence(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{address}/speech.html")
    page.locator(".number a").get_by_text("117", exact=True).click()
    expect(page.locator(".reading-status")).to_contain_text("地址栏")
    assert page.url == f"{address}/speech.html#s117"
