"""Hostile data on every page: nothing runs, nothing is asked, all of it is read as text.

The policy of the pages is switched off here, so that the escaping has to hold by itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Request, expect

from handbook.model import Handbook
from tests.browser.looks import PHONE, SCREEN
from tests.conftest import TINY, shared_site

ATTACKS = {
    # name: (words for titles, which are short, words for all other fields)
    "html": (
        "<svg/onload=boom()>",
        "<script>boom()</script><img src=//evil.example/x onerror=boom()>\"'--></title><!--<b>",
    ),
    "markdown": (
        "[点](javascript:boom())",
        "[点](javascript:boom()) ![](//evil.example/x) {{ 7*7 }} {% raw %} **粗** _斜_ `码` "
        "~~~ | 表 | # $x$ { #top onclick=boom() } <https://evil.example> [x]: //evil.example",
    ),
    "others": (
        "&lt;b&gt;{{7*7}}",
        '=HYPERLINK("//evil.example") @SUM(1) #eval("1") BEGIN:VEVENT \\n ${7*7} &#60;b&#62; '
        "&copy; %3Cb%3E",
    ),
}
SPOKEN = "柳树沟公路"
"""A name in the tiny speech, its quotes and its titles; the attack takes its place everywhere."""
FREE = {
    "full_name", "note", "feedback", "speech_title", "short_title", "name", "label", "issuer",
}  # fmt: skip
"""Fields that need not stand in the speech."""

BOOBY_TRAP = "window.boom = () => { window.ran = (window.ran ?? 0) + 1; }"
TRACES = """() => {
  const all = [...document.querySelectorAll("*")];
  const handlers = all.flatMap((e) => [...e.attributes]).filter((a) => /^on/i.test(a.name));
  const links = all.flatMap((e) => [e.getAttribute("href"), e.getAttribute("src")])
    .filter((url) => /^\\s*(javascript|data|vbscript):|evil/i.test(url ?? ""))
    .filter((url) => url !== "javascript:void(0)"); // the theme's own button
  const scripts = [...document.scripts]
    .filter((script) => !script.src && script.type !== "application/json");
  return {ran: window.ran ?? 0, handlers: handlers.map((a) => a.name), links,
          scripts: scripts.map((script) => script.text.slice(0, 80))};
}"""
CLEAN = {"ran": 0, "handlers": [], "links": [], "scripts": []}


def poisoned(value: Any, attack: tuple[str, str], key: str = "") -> Any:
    """A record with the attack in every field that can hold it."""
    short, long = attack
    if isinstance(value, dict):
        return {k: poisoned(v, attack, k) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v, attack, key) for v in value]
    if not isinstance(value, str):
        return value
    if key == "title" and SPOKEN in value:
        return short
    spoken = value.replace(SPOKEN, long)
    return f"{spoken} {long}" if key in FREE and value not in NAMED else spoken


NAMED = ("县交通局", "县教育局", "各村", "“两免”")


def poison(data: Path, attack: tuple[str, str]) -> None:
    """Write the tiny data with the attack in its speech, its names and all free fields."""
    shutil.copytree(TINY, data)
    speech = data / "speech.txt"
    words = speech.read_text("utf-8").replace(SPOKEN, attack[1])
    speech.write_text(words.replace("今天布置", f"今天{attack[0]}布置"), "utf-8")
    for path in data.rglob("*.yaml"):
        records = poisoned(yaml.safe_load(path.read_text("utf-8")), attack)
        if path.name == "units.yaml":
            records[0] |= {"full_name": attack[1], "note": attack[1], "aliases": [attack[0]]}
        if path.parent.name == "tasks":
            for record in records:
                record["note"] = attack[1]
            if path.name == "2.1.yaml":
                records[0] |= {key: [{"text": attack[1]}] for key in ("red_lines", "outcomes")}
                records[0] |= {"measures": [attack[1]]}
                records[0] |= {"title_quote": {"exact": attack[0], "prefix": "今天"}}
        if path.name == "terms.yaml":
            source = {"title": attack[1], "issuer": attack[1], "year": 2020}
            records[0]["editor_note"] = {"text": attack[1], "source": source}
        path.write_text(yaml.safe_dump(records, allow_unicode=True), "utf-8")
    gone = [{"id": "2.1-09", "reason": attack[1], "into": ["2.1-01"]}]
    (data / "retired.yaml").write_text(yaml.safe_dump(gone, allow_unicode=True), "utf-8")


@pytest.fixture(scope="module", params=ATTACKS)
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> tuple[tuple[str, str], Path]:
    """An attack and the site that is built of data full of it."""
    attack = ATTACKS[request.param]
    data = tmp_path_factory.mktemp("data") / "data"
    poison(data, attack)
    name = f"attacked-{request.param}"
    return attack, shared_site(name, data, tmp_path_factory, worker_id)


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[BrowserContext]:
    """A window in which the policy of the pages does not hold."""
    width, height = SCREEN
    context = browser.new_context(
        bypass_csp=True, locale="zh-CN", viewport={"width": width, "height": height}
    )
    context.add_init_script(BOOBY_TRAP)
    yield context
    context.close()


@pytest.fixture(scope="module")
def sheet(bare: BrowserContext) -> Page:
    """The page of that window: to open one takes Chromium as long as to go to another."""
    return bare.new_page()


@pytest.fixture
def victim(sheet: Page) -> Iterator[Page]:
    asked: list[str] = []

    def ask(request: Request) -> None:
        if urlsplit(request.url).netloc:
            asked.append(request.url)

    def tell(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    sheet.on("request", ask)
    sheet.on("dialog", tell)
    yield sheet
    sheet.evaluate("localStorage.clear(); sessionStorage.clear()")
    turn_to(sheet, SCREEN)
    sheet.mouse.move(0, 0)
    sheet.goto("about:blank")
    sheet.remove_listener("request", ask)
    sheet.remove_listener("dialog", tell)
    assert not asked


def test_nothing_runs_on_any_page_and_no_page_breaks(
    victim: Page, attacked: tuple[tuple[str, str], Path]
) -> None:
    _, site = attacked
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 30
    for path in pages:
        turn_to(victim, SCREEN)
        victim.goto(path.as_uri())
        assert victim.evaluate("document.documentElement.scrollWidth") <= SCREEN[0], path.name
        turn_to(victim, PHONE)
        assert victim.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path.name
        assert victim.evaluate(TRACES) == CLEAN, path.name


def turn_to(page: Page, window: tuple[int, int]) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})


@pytest.mark.parametrize(
    ("page", "which"),
    [
        ("speech.html", 1),
        ("tasks/2.1-01.html", 0),
        ("tasks/2.1-01.html", 1),
        ("tasks.html", 0),
        ("targets.html", 1),
        ("red-lines.html", 1),
        ("tasks/2.1-09.html", 1),
        ("units/jiaotong.html", 1),
        ("terms/liang-mian.html", 1),
        ("method.html", 1),
    ],
)
def test_the_words_are_read_as_they_were_typed(
    victim: Page, attacked: tuple[tuple[str, str], Path], page: str, which: int
) -> None:
    attack, site = attacked
    victim.goto((site / page).as_uri())
    shown = victim.locator("article").evaluate("article => article.textContent")
    assert "".join(attack[which].split()) in "".join(shown.split())


def test_search_shows_hostile_words_as_text(
    victim: Page, attacked: tuple[tuple[str, str], Path]
) -> None:
    attack, site = attacked
    victim.goto(f"{(site / 'index.html').as_uri()}?q={quote(attack[0])}")
    results = victim.locator(".md-search-result__item")
    expect(results.first).to_contain_text(attack[0])
    results.first.locator("a").first.click()
    expect(victim.locator("h1")).to_contain_text(attack[0])
    assert victim.evaluate(TRACES) == CLEAN


def test_hints_and_own_unit_show_hostile_words_as_text(
    victim: Page, attacked: tuple[tuple[str, str], Path]
) -> None:
    attack, site = attacked
    victim.goto((site / "index.html").as_uri())
    victim.get_by_label("我是哪个单位").fill(attack[0])  # another name of the unit
    victim.get_by_role("option").first.click()
    expect(victim.locator("#mine")).to_contain_text("点名")
    victim.goto((site / "speech.html").as_uri())
    victim.locator("main a[href^='terms/']").first.hover()
    victim.wait_for_timeout(300)
    assert victim.evaluate(TRACES) == CLEAN


def test_an_address_cannot_bring_markup_along(
    victim: Page, real_site: Path, real: Handbook
) -> None:
    attack = quote("<img src=x onerror=boom()>")
    query = "&".join(f"{key}={attack}" for key in ("words", "unit", "section", "sort"))
    errors: list[str] = []

    def fail(error: Error) -> None:
        errors.append(str(error))

    victim.on("pageerror", fail)
    for page in ("tasks.html", "index.html", "speech.html"):
        victim.goto(f"{(real_site / page).as_uri()}?{query}&q={attack}&h={attack}#{attack}")
        victim.wait_for_timeout(300)
        assert victim.evaluate(TRACES) == CLEAN
    assert not errors
    victim.goto((real_site / "tasks.html").as_uri() + "?sort=99-up")
    expect(victim.locator(".finder-status")).to_have_text(f"共{len(real.tasks)}条")
    victim.remove_listener("pageerror", fail)
    assert not errors


def test_the_policy_of_the_pages_lets_no_script_of_the_page_run(
    browser: Browser, address: str
) -> None:
    """Were some text to get through the escaping, the browser would still not run it."""
    page = browser.new_page()
    page.goto(f"{address}/tasks.html")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.text = "window.ran = 1";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='ran = 1'>");
            }"""
        )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    page.close()


def test_every_page_has_the_policy_and_sends_no_referrer(real_site: Path) -> None:
    policy = (
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; "
        "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )
    for path in real_site.rglob("*.html"):
        text = path.read_text("utf-8")
        head = text.partition("<script")[0]  # a policy binds what comes after it
        assert policy in head, path
        assert '<meta name="referrer" content="no-referrer">' in text, path
