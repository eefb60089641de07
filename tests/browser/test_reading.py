"""The full text as a reading page: sentences and their tasks side by side."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.model import Handbook
from tests.browser.looks import ON_A_PHONE, ON_A_SCREEN, PHONE, SCREEN


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
    count = page.locator(f"#s{numbers[0]} + .from .count")
    if count.is_visible():
        count.click()
    page.locator(".from").get_by_role("link", name=task.id, exact=True).first.hover()
    assert lit(page) == {task.id, *sentences}


def test_the_keyboard_lights_as_the_pointer_does(page: Page, address: str, real: Handbook) -> None:
    number = next(n for n, use in real.uses.items() if use.tasks)
    page.goto(f"{address}/speech.html")
    page.locator(".number a").get_by_text(str(number), exact=True).focus()
    assert lit(page) == {f"s{number}", *real.uses[number].tasks}


@pytest.mark.parametrize(
    ("window", "beside"), [(SCREEN, True), (PHONE, False)], indirect=["window"]
)
def test_numbers_and_tasks_stand_in_the_margins_where_there_are_any(
    page: Page, address: str, beside: bool
) -> None:
    page.goto(f"{address}/speech.html")
    words = page.locator("#s89").bounding_box()
    number = page.locator(".number", has=page.get_by_text("89", exact=True)).bounding_box()
    task = page.locator("#s88 + .from .task").first
    assert words
    assert number
    assert (number["x"] + number["width"] < words["x"]) == beside
    assert number["width"] > 1 or not beside, "nothing of the number is seen"
    expect(task).to_be_visible(visible=beside)
    count = page.locator("#s88 + .from .count")
    expect(count).to_be_visible(visible=not beside)
    if not beside:
        count.click()
        expect(task.locator(".title")).to_be_visible()
        count.click()
        expect(task).to_be_hidden()


def test_no_number_covers_another(page: Page, address: str) -> None:
    page.goto(f"{address}/speech.html")
    places = [(x, y) for x, y, width, _ in shown_numbers(page) if width > 1]
    for (left, above), (right, below) in itertools.pairwise(places):
        assert below - above > 9 or (below == above and right - left >= 24)


@pytest.mark.parametrize("window", [(1350, 940)], indirect=True)
def test_with_room_in_the_margin_each_number_can_be_hit(page: Page, address: str) -> None:
    page.goto(f"{address}/speech.html")
    numbers = shown_numbers(page)
    assert numbers
    assert [one for one in numbers if one[0] < 0 or min(one[2:]) < 24] == []


def shown_numbers(page: Page) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of the numbers of sentences."""
    boxes = page.locator(".number").evaluate_all(
        """all => all.map(one => one.getBoundingClientRect())
            .map(one => [one.left, one.top, one.width, one.height])"""
    )
    return [(left, top, width, height) for left, top, width, height in boxes]


@ON_A_SCREEN
def test_a_line_holds_some_34_characters_and_a_number_that_opens_a_point_is_bold(
    page: Page, address: str, real: Handbook
) -> None:
    page.goto(f"{address}/speech.html")
    look = """paragraph => [parseFloat(getComputedStyle(paragraph).fontSize),
        paragraph.getBoundingClientRect().width, getComputedStyle(paragraph).fontFamily]"""
    size, width, font = page.locator(".reading > p").nth(3).evaluate(look)
    assert (size, round(width / size)) == (18, 34)
    assert "Serif" in font
    assert page.locator(".reading b").all_text_contents() == [
        s.number
        for s in real.sections.values()
        if s.number and not s.lead_in and s.id.count(".") > 1
    ]


def test_a_sentence_is_copied_with_its_number_and_address(
    browser: Browser, address: str, real: Handbook
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/speech.html")
    page.locator(".number a").get_by_text("198", exact=True).click()
    expect(page.locator(".reading-status")).to_contain_text("已复制第198句的原文和网址")
    words = f"一要抓好信用城市创建。（《{real.info.speech_title}》第198句）"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n") == [words, f"{address}/speech.html#s198"]
    page.goto(copied.split("\n")[1])
    expect(page.locator(":target")).to_be_in_viewport()
    context.close()


@ON_A_PHONE
def test_a_tap_on_a_sentence_tells_its_number_and_copies_it(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/speech.html")
    page.locator("#s119").dispatch_event("click")
    bar = page.locator(".reading-status")
    expect(bar).to_contain_text("第119句")
    bar.get_by_role("button").click()
    expect(bar).to_contain_text("已复制第119句的原文和网址")
    assert page.evaluate("navigator.clipboard.readText()").startswith("抓国有资产管理。")


@ON_A_PHONE
def test_what_is_offered_lies_below_the_sentence_one_came_for(page: Page, address: str) -> None:
    page.goto(f"{address}/speech.html#s199")
    bar, sentence = page.locator(".reading-status"), page.locator("#s199")
    expect(bar).to_contain_text("第199句")
    page.wait_for_function(
        """() => document.getElementById("s199").getBoundingClientRect().bottom
            <= document.querySelector(".reading-status").getBoundingClientRect().top"""
    )
    mark = "one => getComputedStyle(one).backgroundColor"
    yellow = sentence.evaluate(mark)
    page.locator("#s197").dispatch_event("click")
    expect(bar).to_contain_text("第197句")
    assert page.locator("#s197").evaluate(mark) == yellow
    assert sentence.evaluate(mark) != yellow


@ON_A_SCREEN
@pytest.mark.parametrize("allowed", [True, False], ids=["old way", "no way"])
def test_without_the_clipboard_the_old_way_or_the_address_bar_has_the_sentence(
    page: Page, address: str, allowed: bool
) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    if not allowed:
        page.add_init_script("document.execCommand = () => false")
    page.goto(f"{address}/speech.html")
    page.locator(".number a").get_by_text("117", exact=True).click()
    said = "已复制第117句" if allowed else "地址栏"
    expect(page.locator(".reading-status")).to_contain_text(said)
    assert page.url == f"{address}/speech.html#s117"


@ON_A_SCREEN
def test_the_marked_sentence_is_read_in_the_dark_under_the_pointer(
    page: Page, address: str
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/speech.html#s199")
    point_at_words(page, "#s199")
    look = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    ink, ground = page.locator("#s199.lit").evaluate(look)
    assert contrast(ink, ground) >= 7


def contrast(ink: str, ground: str) -> float:
    """Between two colours as a browser writes them, by WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (x / 12.92 if x <= 0.04 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(ink), light(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)
