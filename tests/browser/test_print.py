"""A page printed from the browser: clean A4, whatever the reader's screen looks like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial

import pymupdf
import pytest
from playwright.sync_api import Browser

TALL, WIDE = (595, 842), (842, 595)
SMALLEST = 8.95
"""Points: nothing is below 9, but for what a reader of PDF rounds."""

CASES = [
    # page, words that ink must show, words that belong to the screen alone, points, head row
    ("index.html", "市政府半年工作会议讲话任务手册", "我是哪个单位", TALL, ""),
    ("tasks/2.1.1-02.html", "各地要充分发挥头部企业带动作用", "复制为纯文本", TALL, ""),
    ("tasks.html", "3.3.5-01", "清除条件", TALL, "要求程度"),
    ("speech.html", "以优异成绩迎接党的二十大胜利召开", "返回页面顶部", TALL, ""),
    ("sections/2.1.3.html", "抓好财税金融工作", "其他文件见", TALL, ""),
    ("units/shi-zhujianju.html", "市住建局", "返回页面顶部", TALL, ""),
    ("matrix.html", "合计", "返回页面顶部", WIDE, "单位"),
    ("downloads/index.html", "任务台账", "返回页面顶部", TALL, ""),
]


def squeezed(text: str) -> str:
    """Text without spaces; a font may map 月 to the radical that looks the same."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def printed(browser: Browser, address: str, path: str, before: str = "") -> pymupdf.Document:
    """The PDF of a page that a reader in the dark prints on that day."""
    page = browser.new_page(color_scheme="dark", locale="zh-CN")
    page.clock.set_fixed_time("2031-07-20T23:30:00")
    page.goto(f"{address}/{path}")
    if before:
        page.evaluate(before)
    raw = page.pdf(prefer_css_page_size=True)
    page.close()
    return pymupdf.open(stream=raw, filetype="pdf")


Paper = Callable[[str], pymupdf.Document]


@pytest.fixture(scope="module")
def paper(browser: Browser, address: str) -> Paper:
    """A page of the site as it is printed, once for all tests."""
    return cache(partial(printed, browser, address))


@pytest.mark.parametrize(("path", "words", "absent", "size", "head"), CASES)
def test_a_printed_page_holds_its_text_and_nothing_of_the_screen(
    paper: Paper,
    address: str,
    path: str,
    words: str,
    absent: str,
    size: tuple[int, int],
    head: str,
) -> None:
    sheets = paper(path)
    foot = f"{address}/{path}2031年7月20日打印"
    bodies = []
    for number, opened in enumerate(sheets, 1):
        sheet = squeezed(opened.get_text())
        assert (round(opened.rect.width), round(opened.rect.height)) == size
        assert foot in sheet
        assert f"{number}/{len(sheets)}" in sheet
        assert head in sheet, "the head of a table stands on every page"
        bodies.append(sheet.replace(foot, "").replace(f"{number}/{len(sheets)}", ""))
    text = "".join(bodies)
    assert squeezed(words) in text
    assert absent not in text
    # where a page ends is up to the fonts: the last may hold a word, and each before it is filled
    assert min(map(len, bodies[:-1]), default=100) >= 100, "no page is left all but empty"
    assert bodies[-1], "no page is left empty"


def test_what_is_folded_on_the_screen_is_open_on_paper(browser: Browser, address: str) -> None:
    fold = """document.querySelector("article").insertAdjacentHTML("beforeend",
        "<details><summary>更多</summary>收起的内容</details>")"""
    sheets = printed(browser, address, "index.html", fold)
    assert "收起的内容" in squeezed("".join(sheet.get_text() for sheet in sheets))


@pytest.mark.parametrize("path", [*(case[0] for case in CASES), "targets.html", "dates.html"])
def test_nothing_on_paper_is_too_small_to_read(paper: Paper, path: str) -> None:
    blocks = [block for sheet in paper(path) for block in sheet.get_text("dict")["blocks"]]
    spans = [s for block in blocks for line in block.get("lines", ()) for s in line["spans"]]
    assert {s["text"] for s in spans if s["text"].strip() and s["size"] < SMALLEST} == set()


def test_numbers_stand_beside_the_line_in_which_their_sentence_begins(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 680, "height": 900})
    page.goto(f"{address}/speech.html")
    page.emulate_media(media="print")
    found = page.locator(".reading .number").evaluate_all(
        """numbers => numbers.map((number) => {
            const at = number.getBoundingClientRect();
            const [words] = number.nextElementSibling.getClientRects();
            return [at.left, at.top, at.top - words.top, words.right];
        })"""
    )
    page.close()
    assert len(found) > 350
    line = 17 / 72 * 96
    assert [one for one in found if not -line / 2 < one[2] < line * 1.5] == []
    assert sum(abs(one[2]) < line / 2 for one in found) > len(found) * 0.95
    assert [one for one in found if one[0] < one[3]] == [], "in the margin"
    places = [(round(left), round(top)) for left, top, *_ in found]
    assert len({*places}) == len(places), "none upon another"


def test_paper_is_white_and_ink_black_in_dark_mode(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}/tasks/2.1.1-02.html")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        """() => ["body", "article p", "article a[href]", "article td", "blockquote"].map(
            (where) => [where, getComputedStyle(document.querySelector(where)).color])"""
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()
    assert [pair for pair in colours if pair[1] != "rgb(0, 0, 0)"] == []
    assert paper == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", ["tasks/2.1.1-02.html", "matrix.html"])
def test_the_dark_screen_leaves_no_dark_frame_on_paper(
    browser: Browser, address: str, path: str
) -> None:
    """With background graphics on, up to the edges and on each sheet."""
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}/{path}")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    raw = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    for sheet in pymupdf.open(stream=raw, filetype="pdf"):
        width, height = sheet.rect.br
        strips = [(0, 0, width, 40), (0, height - 15, width, height)]
        strips += [(0, 0, 40, height), (width - 40, 0, width, height - 60)]
        for strip in strips:
            assert {*grey(sheet, strip)} == {255}, strip
        whole = grey(sheet, sheet.rect)
        assert whole.count(255) > len(whole) / 2, "the paper is white"
        assert min(whole) < 64, "the ink is dark"


def grey(sheet: pymupdf.Page, part: tuple[float, ...] | pymupdf.Rect) -> bytes:
    """The pixels of a part of a sheet, 255 for white."""
    drawn = sheet.get_pixmap(clip=part, colorspace=pymupdf.csGRAY, dpi=100)
    return bytes(drawn.samples)
