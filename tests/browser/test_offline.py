"""The offline copy on a stick: unpacked, opened from the folder, nothing asked of any host."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.looks import ON_A_SCREEN
from tests.browser.test_print import squeezed

PUBLIC = "https://shouce.example.cn/"


@pytest.fixture(scope="module")
def folder(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the unpacked copy; a path as an office names it."""
    target = tmp_path_factory.mktemp("stick") / "政府办 U盘#1"
    with zipfile.ZipFile(real_site / "downloads" / "offline.zip") as archive:
        archive.extractall(target)
    return (target / "任务手册").as_uri()


@pytest.fixture
def reader(page: Page) -> Iterator[Page]:
    """A page that may neither complain nor ask any host."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda r: wrong.append(r.url) if urlsplit(r.url).netloc else None)
    yield page
    assert not wrong


@ON_A_SCREEN
def test_navigation_leads_from_page_to_page(reader: Page, folder: str) -> None:
    reader.goto(f"{folder}/index.html")
    reader.locator("main").get_by_role("link", name=re.compile("个责任单位和统称")).click()
    reader.locator("main").get_by_role("link", name="市住建局", exact=True).first.click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("市住建局")
    pdf = reader.locator("main").get_by_role("link", name="任务单（PDF）")
    expect(pdf).to_have_attribute("href", "../downloads/units/shi-zhujianju.pdf")


@ON_A_SCREEN
def test_search_finds_and_leads_there(reader: Page, folder: str) -> None:
    reader.goto(f"{folder}/tasks/2.1.1-01.html?q=清四乱")
    result = reader.locator(".md-search-result__item").first
    expect(result).to_contain_text("“清四乱”")
    result.locator("a").first.click()
    reader.wait_for_url("**/terms/qing-siluan.html*")


@ON_A_SCREEN
def test_finder_narrows_and_keeps_its_state_in_the_address(reader: Page, folder: str) -> None:
    reader.goto(f"{folder}/tasks.html")
    reader.get_by_role("button", name="更多条件").click()
    reader.locator("#finder").get_by_label("单位", exact=True).select_option("shi-zhujianju")
    expect(reader.locator(".finder-status")).to_have_text("共5条另有同类单位都要办的")
    assert reader.url.endswith("tasks.html?unit=shi-zhujianju")
    reader.reload()
    expect(reader.locator(".finder-status")).to_have_text("共5条另有同类单位都要办的")


@ON_A_SCREEN
def test_pictures_and_styles_are_there(reader: Page, folder: str) -> None:
    reader.goto(f"{folder}/hosting.html")
    expect(reader.locator("main img").first).to_be_visible()
    assert reader.evaluate("document.querySelector('main img').naturalWidth") > 0
    assert reader.evaluate("getComputedStyle(document.querySelector('.md-header')).position") != (
        "static"
    )


@ON_A_SCREEN
def test_the_unit_chosen_on_the_home_page_is_remembered(reader: Page, folder: str) -> None:
    reader.goto(f"{folder}/index.html")
    reader.get_by_label("我是哪个单位").fill("市住建局")
    reader.get_by_role("option").first.click()
    expect(reader.locator("#mine")).to_contain_text("点名5条")
    reader.goto(f"{folder}/index.html")
    expect(reader.locator("#mine")).to_contain_text("点名5条")


@pytest.fixture(params=["", PUBLIC], ids=["no address", "public address"])
def public(request: pytest.FixtureRequest) -> str:
    """Where the handbook is on the web, as far as the copy knows."""
    return str(request.param)


@pytest.fixture
def leave(browser: Browser) -> Iterator[BrowserContext]:
    """Windows with leave to use the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


def opened(context: BrowserContext, folder: str, path: str, public: str) -> Page:
    """A page of the copy, which names its public address as a build with one does."""
    name = path
    if public:
        name = f"published-{path}"
        place = Path(url2pathname(urlsplit(folder).path))
        link = f'<link rel="canonical" href="{public}{path}">'
        text = (place / path).read_text("utf-8").replace("</head>", f"{link}</head>")
        (place / name).write_text(text, "utf-8")
    page = context.new_page()
    page.goto(f"{folder}/{name}")
    return page


def test_a_sentence_is_given_to_others_as_they_can_have_it(
    leave: BrowserContext, folder: str, public: str
) -> None:
    page = opened(leave, folder, "speech.html", public)
    page.locator(".number a").get_by_text("117", exact=True).click()
    said = page.locator(".reading-status")
    expect(said).to_contain_text("已复制第117句的原文" + ("和网址" if public else ""))
    copied = page.evaluate("navigator.clipboard.readText()")
    words = page.locator("#s117").inner_text()
    lines = copied.split("\n")
    assert lines[0].startswith(f"{words}（《")
    assert lines[0].endswith("》第117句）")
    assert lines[1:] == ([f"{PUBLIC}speech.html#s117"] if public else [])
    if not public:
        expect(said).to_contain_text("网址别人打不开")


def test_a_search_is_given_to_others_only_where_they_can_open_it(
    leave: BrowserContext, folder: str, public: str
) -> None:
    page = opened(leave, folder, "units.html", public)
    page.goto(f"{page.url}?q=清四乱")
    expect(page.locator(".md-search-result__item").first).to_contain_text("“清四乱”")
    share = page.locator("[data-md-component=search-share]")
    if public:
        share.click()
        expect(page.locator(".md-dialog")).to_contain_text("已复制")
        copied = urlsplit(page.evaluate("navigator.clipboard.readText()"))
        assert copied.geturl().startswith(f"{PUBLIC}units.html?")
        assert parse_qs(copied.query) == {"q": ["清四乱"]}
    else:
        expect(share).to_have_count(0)


def test_paper_names_no_place_on_a_reader_s_disk(
    leave: BrowserContext, folder: str, public: str
) -> None:
    page = opened(leave, folder, "units.html", public)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheet = squeezed(paper.pages[0].extract_text())
    assert "file:" not in sheet
    assert (f"{PUBLIC}units.html" if public else squeezed(page.title())) in sheet
