"""Whatever stands on a page finds the page, best first, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.pages.wording import Reader
from tests.browser.asking import ASK, QUERIES, fold, folded_texts, holds
from tests.browser.looks import ON_A_SCREEN, PHONE, SCREEN, opened_search, settled


@pytest.fixture(scope="module")
def texts(real_site: Path) -> dict[str, str]:
    return folded_texts(real_site)


@pytest.fixture(scope="module")
def answers(browser: Browser, address: str) -> Iterator[dict[str, Any]]:
    page = browser.new_page()
    page.goto(f"{address}/tasks/2.1.1-01.html")
    queries = QUERIES + [query for query, _ in OTHER_NAMES] + [*IN_OTHER_WORDS, "2.2.3-04"]
    yield page.evaluate(ASK, {"queries": queries})["answers"]
    page.close()


def test_there_are_queries_enough() -> None:
    assert len(set(QUERIES)) >= 120


@pytest.mark.parametrize("query", QUERIES)
def test_all_pages_with_the_words_are_found_and_no_other(
    query: str, answers: dict[str, Any], texts: dict[str, str]
) -> None:
    expected = {path for path, text in texts.items() if holds(text, query)}
    found = [item[0]["location"] for item in answers[query]["items"]]
    assert expected, "the query stands nowhere"
    assert set(found) == expected
    assert len(found) == len(set(found))
    assert holds(texts[found[0]], query)


def test_what_the_search_has_read_is_what_stands_on_the_pages(
    real_site: Path, texts: dict[str, str]
) -> None:
    reader, docs = Reader(), real_site.with_name("docs")
    for path, text in texts.items():
        sections = reader.sections((docs / path).with_suffix(".md").read_text("utf-8"))
        if not path.startswith("downloads/"):  # sizes and sums come in last
            # what comes before the heading bears a title that is not on the page
            shown = sections[1:] if sections[1:] and sections[1].anchor == "top" else sections
            words = "".join("".join([one.title, *one.lines]) for one in shown)
            assert sorted(fold(words)) == sorted(text), path


BEST = [
    # query, the page that is the thing
    ("市住建局", "units/shi-zhujianju.html"),
    ("海绵城市", "terms/haimian-chengshi.html"),
    ("四上企业", "terms/sishang.html"),
    ("清四乱", "terms/qing-siluan.html"),
    ("市政府督查室", "units/shizhengfu-duchashi.html"),
    ("地趴粮", "tasks/2.1.5-09.html"),  # a word without a page: first what is to be done
    ("秸秆禁烧", "tasks/2.1.5-12.html"),
    ("爱琴海购物公园", "projects/aiqinhai.html"),
]


OTHER_NAMES = [
    # query that stands on no page, a page it finds
    ("haimian", "terms/haimian-chengshi.html"),
    ("hmcs", "terms/haimian-chengshi.html"),
    ("zjtx", "terms/zhuanjing-texin.html"),
    ("szjj", "units/shi-zhujianju.html"),
    ("住房和城乡建设局", "units/shi-zhujianju.html"),
    ("住房和城乡建设局", "tasks/2.3.1-05.html"),
    ("zjzx", "sections/3.3.5.html"),
]


@pytest.mark.parametrize(("query", "path"), BEST)
def test_the_page_that_is_the_thing_comes_first(
    query: str, path: str, answers: dict[str, Any]
) -> None:
    assert answers[query]["items"][0][0]["location"] == path


@pytest.mark.parametrize(("query", "path"), OTHER_NAMES)
def test_pinyin_initials_and_full_names_find_the_thing(
    query: str, path: str, answers: dict[str, Any]
) -> None:
    found = [item[0]["location"] for item in answers[query]["items"]]
    assert path in found[:12]


IN_OTHER_WORDS = {
    # words that people use, those of the text
    "热费": "供热",
    "暖气": "供热",
    "河长": "湖长制",
    "小升规": "入规、入统",
}


@pytest.mark.parametrize(("query", "said"), IN_OTHER_WORDS.items())
def test_words_that_people_use_find_what_the_text_calls_it(
    query: str, said: str, answers: dict[str, Any], texts: dict[str, str]
) -> None:
    items = answers[query]["items"]
    found = [item[0]["location"] for item in items]
    words = said.split("、")
    assert set(found) == {
        path for path, text in texts.items() if any(word in text for word in [query, *words])
    }
    quoted = "、".join(f"“{word}”" for word in words)
    assert f"讲话没有提“{query}”，相近的说法是{quoted}（编者注）" in items[0][-1]["text"]
    sentences = [entry for item in items for entry in item if "#s" in entry["location"]]
    assert sentences
    shown = [re.sub("<[^>]*>", "", entry["text"]) for entry in sentences]
    assert all(any(word in text for word in words) for text in shown)


def test_a_task_is_found_by_its_number(answers: dict[str, Any]) -> None:
    first = answers["2.2.3-04"]["items"][0][0]
    assert first["location"] == "tasks/2.2.3-04.html"
    assert "任务 · 市住建局、市发改委、市财政局" in first["text"]


@ON_A_SCREEN
def test_what_one_must_know_stands_above_the_results(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=暖气")
    rows = page.locator(".md-search-result__list > li")
    expect(rows.first).to_have_text("讲话没有提“暖气”，相近的说法是“供热”（编者注）")
    expect(page.locator(".md-search-result")).not_to_contain_text("另有")


IN_GROUPS = [
    # a query, the groups in their order: units that only quote the words come after these
    ("暖气", "任务 讲话原文 单位"),
    ("住建", "任务 单位"),
]


@ON_A_SCREEN
@pytest.mark.parametrize(("query", "names"), IN_GROUPS)
def test_results_stand_in_groups(page: Page, address: str, query: str, names: str) -> None:
    page.goto(f"{address}/index.html?q={query}")
    groups = page.locator("li.found-group")
    for at, name in enumerate(names.split()):
        expect(groups.nth(at)).to_have_text(re.compile(rf"{name} \d+[条句]"))


def test_a_reader_searches_and_sees_the_words_marked(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=首违不罚")
    result = page.locator(".md-search-result__item").first
    expect(result).to_contain_text("首违不罚")
    expect(result.locator("mark").first).to_contain_text("首违不罚")
    result.locator("a").first.click()
    page.wait_for_url(re.compile(r"terms/shouwei-bufa\.html"))


@ON_A_SCREEN
@pytest.mark.parametrize("query", ["河长", "小升规", "市住建局", "海绵城市", "海绵城市 天外飞仙"])
def test_enter_opens_what_stands_first(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/index.html?q={query}")
    first = page.locator(".md-search-result__item a").first
    expect(first).to_be_visible()
    place = f"{first.get_attribute('href')}".partition("?")[0]
    page.locator(".md-search__input").press("Enter")
    page.wait_for_url(lambda url: url.partition("?")[0].endswith(place.removeprefix(address)))


@pytest.mark.parametrize("path", ["index.html", "tasks.html?time=dated"])
def test_who_comes_back_from_a_result_finds_the_others_again(
    front: Page, address: str, path: str
) -> None:
    front.goto(f"{address}/{path}")
    opened_search(front).fill("信用城市")
    front.locator(".md-search-result__item a").first.click()
    front.wait_for_url("**/2.1.10-*")
    front.go_back()
    expect(front.locator(".md-search__input")).to_have_value("信用城市")
    expect(front.locator(".md-search-result__item a").first).to_be_visible()
    front.keyboard.press("Escape")
    front.wait_for_url(f"{address}/{path}")


@ON_A_SCREEN
def test_nothing_found_is_said_and_the_nearest_offered(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=海绵城市 天外飞仙")
    first, second = (page.locator(".md-search-result__item").nth(at) for at in (0, 1))
    expect(first).to_contain_text("没有找到“海绵城市 天外飞仙”")
    assert first.locator("a").get_attribute("href").partition("?")[0].endswith("speech.html")  # type: ignore[union-attr]
    expect(second).to_contain_text("海绵城市")
    expect(second.locator("del").first).to_contain_text("天外飞仙")
    expect(page.locator(".md-search-result__meta")).to_have_text("没有找到")


@ON_A_SCREEN
def test_a_unit_that_is_not_named_is_told_where_to_look(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=市教育局")
    first = page.locator(".md-search-result__item").first
    expect(first).to_contain_text("讲话没有点名的单位，在首页选“没有我的单位”。")
    expect(page.locator(".md-search-result del")).to_have_count(0)


@ON_A_SCREEN
def test_a_page_found_by_pinyin_lacks_nothing_and_shows_its_words(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=hmcs")
    result = page.locator(".md-search-result__item").first
    expect(result).to_contain_text("自然积存")
    expect(page.locator(".md-search-result del")).to_have_count(0)


@ON_A_SCREEN
def test_what_is_like_nothing_leads_to_the_full_text(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=<b>囍</b>囍")
    items = page.locator(".md-search-result__item")
    expect(items).to_have_count(1)
    expect(items).to_contain_text("没有找到“<b>囍</b>囍”")


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["1280", "390"])
def test_a_title_is_suggested_while_typing(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    """In a window of its own: what has the focus in another is no concern of it."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    page.goto(f"{address}/index.html")
    query = opened_search(page)
    query.press_sequentially("58")
    expect(page.locator("[data-md-component=search-suggest]")).to_have_text("58科创")
    page.keyboard.press("ArrowRight")
    expect(query).to_have_value("58科创")
    page.close()


@ON_A_SCREEN
def test_search_works_from_a_folder(page: Page, real_site: Path) -> None:
    page.goto(f"file://{real_site}/index.html?q=清四乱")
    result = page.locator(".md-search-result__item").first
    expect(result).to_contain_text("“清四乱”")
    result.locator("a").first.click()
    page.wait_for_url(re.compile(r"^file://.*terms/qing-siluan\.html"))


# -- what is asked for, and when ----------------------------------------------------------------

RECORDS = "search-records.js"


def test_the_records_are_asked_for_once_and_only_by_who_searches(front: Page, address: str) -> None:
    asked: list[str] = []
    front.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    front.goto(f"{address}/index.html")
    query = opened_search(front)
    assert "search_index.json" in asked
    assert RECORDS not in asked
    for words in ("清四乱", "海绵城市"):
        query.fill(words)
        expect(front.locator(".md-search-result__item").first).to_contain_text(words)
    assert asked.count(RECORDS) == 1


def test_records_that_do_not_come_are_asked_for_again(front: Page, address: str) -> None:
    front.context.route(f"**/{RECORDS}", lambda route: route.abort(), times=1)
    front.goto(f"{address}/index.html")
    query = opened_search(front)
    first = front.locator(".md-search-result__item").first
    query.fill("清四")
    expect(first).to_contain_text("搜索没有准备好")
    query.fill("清四乱")
    expect(first).to_contain_text("“清四乱”")


@ON_A_SCREEN
def test_pages_that_people_wrote_are_found_in_their_place(page: Page, address: str) -> None:
    paths = ["notes.html", f"{quote('值班')}.html"]
    sections = (("", "值班安排", "<p>见讲话&lt;一&gt;</p>"), ("#a", "夜间", "梧桐岗"))
    docs = [
        {"location": f"{path}{anchor}", "title": title, "text": text}
        for path in paths
        for anchor, title, text in sections
    ]
    page.route("**/search_index.json", lambda route: route.fulfill(json={"docs": docs}))
    page.goto(f"{address}/index.html")
    answers = page.evaluate(ASK, {"queries": ["讲话一 梧桐岗", "讲话"]})["answers"]
    own, _ = answers["讲话一 梧桐岗"]["items"]
    assert [entry["title"] for entry in own] == ["值班安排"], "each page once"
    assert "&lt;" in own[0]["text"]
    alike = {*paths, "dates.html", "hosting.html"}
    found = [item[0]["location"] for item in answers["讲话"]["items"]]
    found = [location for location in found if location in alike]
    assert found == sorted(alike, key=unquote), "as the site's builder walks them"


# -- words that come without a key ----------------------------------------------------------------

LISTEN = """
  const post = Worker.prototype.postMessage;
  window.asked = [];
  Worker.prototype.postMessage = function (message, ...more) {
    if (message.type === 2) asked.push(message.data);
    return post.call(this, message, ...more);
  };
"""


def paste(page: Page) -> None:
    page.keyboard.insert_text("海绵城市")


def write(page: Page) -> None:
    page.keyboard.type("58")


def compose(page: Page) -> None:
    """As an input method does: letters first, then the characters they stand for."""
    session = page.context.new_cdp_session(page)
    for letters in ("hai", "haimian"):
        end = len(letters)
        session.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": end, "selectionEnd": end},
        )
    session.send("Input.insertText", {"text": "海绵"})


@pytest.mark.parametrize(
    ("enter", "asked", "found"),
    [
        (paste, ["海绵城市"], "海绵城市"),
        (compose, ["海绵"], "海绵城市"),
        (write, ["5", "58"], "58科创"),
    ],
)
def test_words_are_searched_for_once_however_they_come(
    front: Page, address: str, enter: Callable[[Page], None], asked: list[str], found: str
) -> None:
    front.add_init_script(LISTEN)
    front.goto(f"{address}/index.html")
    opened_search(front)
    enter(front)
    expect(front.locator(".md-search-result__item").first).to_contain_text(found)
    settled(front)
    assert [words for words in front.evaluate("asked") if words] == asked
