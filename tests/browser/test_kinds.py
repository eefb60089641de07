"""One page of each kind, opened once on a screen and once on a phone, and judged in all ways.

It reads well, asks no other host, keeps WCAG 2.2 AA (axe-core) in light and dark, and whatever the
keyboard reaches is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, expect

from tests.browser.looks import SCREEN

KINDS = [
    # page, words that must be seen on it
    ("index.html", "从哪里看起"),
    ("speech.html", "要勇于跳出**看**，站在全省、全国的高度谋划**发展"),
    ("sections.html", "抓好财税金融工作"),
    ("sections/2.html", "下半年重点任务"),
    ("sections/2.1.3.3.html", "9月底前"),
    ("tasks.html", "全部任务"),
    ("tasks/2.1.1-01.html", "原文"),
    ("tasks/2.1.6-05.html", "已经停用"),
    ("units.html", "市住建局"),
    ("units/shi-zhujianju.html", "同类单位都要办的"),
    ("matrix.html", "原文点名"),
    ("spread.html", "按日期的分布见完成时限"),
    ("dates.html", "2022年9月30日"),
    ("targets.html", "原文隐去"),
    ("red-lines.html", "决不能“爆雷”"),
    ("commitments.html", "必保（6条）"),
    ("gaps.html", "没有点名责任单位"),
    ("counties.html", "各县（市、区）"),
    ("citizens.html", "“12345”政务服务热线"),
    ("results.html", "项目建设取得了突破"),
    ("problems.html", "讲话列为问题的"),
    ("problems/p1.8.1.html", "针对它的任务"),
    ("mechanisms.html", "领导包保机制"),
    ("documents.html", "省十二次党代会"),
    ("terms.html", "讲话未作解释的"),
    ("terms/haimian-chengshi.html", "海绵城市"),
    ("coverage.html", "没有交代"),
    ("asked.html", "编者注"),
    ("method.html", "三道关口"),
    ("split.html", "一句拆成几条的实例"),
    ("readings.html", "怎样定"),
    ("downloads/index.html", "任务台账（Excel）"),
    ("correct.html", "登记讲话日期"),
    ("hosting.html", "Run workflow"),
    ("404.html", "没有这个页面"),
]
ALIKE = [
    # more pages of a kind, made by the same template
    ("sections/2.1.3.html", "抓好财税金融工作"),
    ("projects.html", "中车"),
    ("campaigns.html", "走遍**"),
]

STANDARD = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = "color-contrast"
MOST_STOPS = 40

THIN_OUT = """() => {
    const seen = new Map();
    for (const one of document.querySelectorAll("article tr, li, article > *, .reading > p")) {
        const list = one.parentElement.closest("[class]")?.className;
        const kinds = new Set([one, ...one.querySelectorAll("*")].map(
            (element) => `${list} ${element.localName} ${element.getAttribute("class")}`));
        for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if ([...kinds].every((kind) => seen.get(kind) > 3)) one.remove();
    }
}"""
"""Take out rows, items and paragraphs that hold nothing but what looks like three before them.

Contrast is measured place by place, which takes seconds on a page of all tasks. And what the words
could be at fault for, a link without any, is found on a screen, where nothing is taken out before.
"""

HOLD_STILL = """() => {
    const style = new CSSStyleSheet();
    style.replaceSync("* { transition: none !important; content-visibility: visible !important }");
    document.adoptedStyleSheets = [style];
}"""
"""No colour is on its way to another, and what is out of sight has its size."""

AXE = """async (options) => {
    const {violations} = await axe.run(document, {resultTypes: ["violations"], ...options});
    return violations.flatMap(({id, nodes}) =>
        nodes.map(({target, failureSummary}) => `${id}: ${target} ${failureSummary}`));
}"""

WATCH_STOPS = """() => {
    window.stops = [];
    addEventListener("focusin", ({target}) => {
        const {left, right, width, height} = target.getBoundingClientRect();
        const {outlineStyle, outlineWidth} = getComputedStyle(target);
        const marked = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
        const inside = width > 0 && height > 0 && right > 0 && left < innerWidth;
        const exempt = target.matches("input.md-option, .md-search__input");
        const name = target.outerHTML.slice(0, 160);
        window.stops.push({name, seen: exempt || (marked && inside)});
    });
}"""


@dataclass(frozen=True)
class Visit:
    """What was found out about a page."""

    text: str
    words: str
    overflow: int
    errors: list[str]
    hosts: set[str]
    stops: list[dict[str, Any]]
    light: list[str]
    dark: list[str]


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Where the Tab key, held down, stops on the thinned page, each with whether it is seen."""
    page.evaluate(WATCH_STOPS)
    for _ in range(MOST_STOPS):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    stops: list[dict[str, Any]] = page.evaluate("stops")
    return stops


def judged(page: Page) -> tuple[list[str], list[str]]:
    """What axe finds in the light and in the dark; contrast is measured in the thinned page."""
    page.evaluate(HOLD_STILL)
    page.evaluate(Axe().axe_script)
    light: list[str] = []
    first = page.viewport_size == {"width": SCREEN[0], "height": SCREEN[1]}
    if first:
        rules = {CONTRAST: {"enabled": False}}
        light = page.evaluate(AXE, {"runOnly": STANDARD, "rules": rules})
    page.evaluate(THIN_OUT)
    light += page.evaluate(AXE, {"runOnly": CONTRAST if first else STANDARD})
    page.get_by_title("切换到深色").dispatch_event("click")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    return light, page.evaluate(AXE, {"runOnly": CONTRAST})


@contextmanager
def watched(page: Page) -> Iterator[tuple[list[str], set[str]]]:
    """The errors that the page reports meanwhile, and the hosts that it asks."""
    errors: list[str] = []
    hosts: set[str] = set()

    def say(said: ConsoleMessage) -> None:
        if said.type == "error":
            errors.append(said.text)

    def fail(error: Error) -> None:
        errors.append(str(error))

    def ask(request: Request) -> None:
        hosts.add(urlsplit(request.url).netloc)

    page.on("console", say)
    page.on("pageerror", fail)
    page.on("request", ask)
    yield errors, hosts
    page.remove_listener("console", say)
    page.remove_listener("pageerror", fail)
    page.remove_listener("request", ask)


OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def sheet(window: BrowserContext) -> Iterator[Page]:
    """The page that visits all of them: to open one takes Chromium as long as to go to another."""
    page = window.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=KINDS, ids=[path for path, _ in KINDS])
def visit(request: pytest.FixtureRequest, sheet: Page, address: str) -> Visit:
    """A page of each kind, visited once for all the tests below."""
    path, words = request.param
    with watched(sheet) as (errors, hosts):
        sheet.goto(f"{address}/{path}")
        text = sheet.locator("main").text_content() or ""
        overflow = sheet.evaluate(OVERFLOW)
        light, dark = judged(sheet)
        stops = tab_through(sheet)
    sheet.evaluate("localStorage.clear()")
    return Visit(text, words, overflow, errors, hosts - {urlsplit(address).netloc, ""}, stops,
                 light, dark)  # fmt: skip


def test_a_page_shows_its_words_within_the_window(visit: Visit) -> None:
    assert visit.words in visit.text
    assert visit.overflow <= 0


def test_a_page_reports_no_error_and_asks_no_other_host(visit: Visit) -> None:
    assert visit.errors == []
    assert visit.hosts == set()


NUMBER = 'target-size: a[href$="#s'
"""The small number of a sentence: a click on the sentence itself offers the same (WCAG 2.5.8)."""


def test_axe_finds_nothing_in_the_light(visit: Visit) -> None:
    assert [fault for fault in visit.light if not fault.startswith(NUMBER)] == []


def test_axe_finds_the_dark_page_easy_to_read(visit: Visit) -> None:
    assert visit.dark == []


def test_each_stop_of_the_tab_key_is_seen(visit: Visit) -> None:
    assert len(visit.stops) > 5
    assert [stop["name"] for stop in visit.stops if not stop["seen"]] == []


@pytest.mark.parametrize(("path", "words"), ALIKE)
def test_more_pages_of_a_kind_read_well(page: Page, address: str, path: str, words: str) -> None:
    with watched(page) as (errors, hosts):
        page.goto(f"{address}/{path}")
        expect(page.locator("main")).to_contain_text(words)
        assert page.evaluate(OVERFLOW) <= 0
    assert errors == []
    assert hosts <= {urlsplit(address).netloc, ""}
