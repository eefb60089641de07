"""One page of each kind as a reader sees it, on a screen and on a phone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

KINDS = [
    # page, words that must be seen on it
    ("index.html", "从哪里看起"),
    ("speech.html", "要勇于跳出**看**，站在全省、全国的高度谋划**发展"),
    ("sections.html", "抓好财税金融工作"),
    ("sections/2.html", "下半年重点任务"),
    ("sections/2.1.3.html", "抓好财税金融工作"),
    ("sections/2.1.3.3.html", "9月底前"),
    ("tasks.html", "全部任务"),
    ("tasks/2.1.1-01.html", "原文"),
    ("units.html", "市住建局"),
    ("units/shi-zhujianju.html", "原文点名"),
    ("matrix.html", "原文点名"),
    ("spread.html", "按章节"),
    ("dates.html", "2022年9月30日"),
    ("targets.html", "原文隐去"),
    ("commitments.html", "必保（6条）"),
    ("gaps.html", "没有点名责任单位"),
    ("counties.html", "各县（市、区）"),
    ("citizens.html", "“12345”政务服务热线"),
    ("results.html", "项目建设取得了突破"),
    ("problems.html", "讲话列为问题的"),
    ("problems/p1.8.1.html", "针对它的任务"),
    ("mechanisms.html", "领导包保机制"),
    ("documents.html", "省十二次党代会"),
    ("projects.html", "中车"),
    ("campaigns.html", "走遍**"),
    ("terms.html", "讲话未作解释的"),
    ("coverage.html", "没有交代"),
    ("method.html", "三道关口"),
    ("split.html", "一句拆成几条的实例"),
    ("downloads/index.html", "任务台账（Excel）"),
    ("correct.html", "登记讲话日期"),
    ("hosting.html", "Run workflow"),
    ("404.html", "没有这个页面"),
]


@pytest.mark.parametrize(("path", "words"), KINDS)
def test_page_reads_well(page: Page, address: str, path: str, words: str) -> None:
    errors: list[str] = []
    asked: set[str] = set()
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.goto(f"{address}/{path}")
    expect(page.locator("main")).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert asked <= {urlsplit(address).netloc, ""}
    assert not errors


def test_a_reader_goes_from_unit_to_task_to_sentence_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/units.html")
    page.locator("main").get_by_role("link", name="市住建局", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("市住建局")
    page.locator("main table").nth(1).get_by_role("link").first.click()
    assert "/tasks/" in page.url
    task = page.url
    page.locator("blockquote .source a").first.click()
    assert "/speech.html#s" in page.url
    sentence = page.locator(":target")
    expect(sentence).to_be_in_viewport()
    following = sentence.locator("xpath=following-sibling::span[1]")
    name = task.rpartition("/")[2].removesuffix(".html")
    following.get_by_role("link", name=name, exact=True).click()
    assert page.url == task


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


def test_a_task_can_be_copied_as_plain_text(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks/2.1.1-01.html")
    expect(page.locator("pre code")).to_contain_text("任务编号：2.1.1-01")
    expect(page.locator("pre code")).to_contain_text("完成时限：")


def test_dark_mode_turns_the_page_dark(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/tasks.html")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
