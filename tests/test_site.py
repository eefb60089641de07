"""The built site, crawled: links and anchors resolve, one h1, nothing asked of other hosts."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

MAX_TASK_PAGE = 30 * 1024


class Parsed(HTMLParser):
    """What the crawl needs of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.headings: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.lang: str | None = None
        self.description = ""
        self._silent = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "html":
            self.lang = named.get("lang")
        if tag == "meta" and named.get("name") == "description":
            self.description = str(named["content"])
        if tag in ("script", "style"):
            self._silent += 1
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag == "a" and named.get("href"):
            self.links.append(str(named["href"]))
        if tag in ("link", "script", "img", "source", "iframe"):
            self.sources += [str(named[key]) for key in ("src", "href") if named.get(key)]
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((tag, named.get("id")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def text_of(path: Path) -> str:
    return "".join(Parsed(path).text)


@pytest.fixture(scope="module", params=["real_site", "tiny_site"])
def site(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Parsed]:
    return {p.relative_to(site).as_posix(): Parsed(p) for p in sorted(site.rglob("*.html"))}


def test_every_link_and_anchor_resolves(site: Path, pages: dict[str, Parsed]) -> None:
    broken = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or name == "404.html":
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            target = name if not parts.path else path
            if target == ".":
                target = "index.html"
            if target in pages:
                known = parts.fragment in ("", "__skip") or parts.fragment in pages[target].ids
            else:
                known = (site / target).is_file()
            if not known:
                broken.append((name, link))
    assert not broken


def test_every_page_has_one_h1_and_headings_with_ids_of_their_own(
    pages: dict[str, Parsed],
) -> None:
    for name, page in pages.items():
        tags = [tag for tag, _ in page.headings]
        assert tags.count("h1") == 1, name
        assert page.lang in ("zh", "zh-CN"), name
        if name != "404.html":
            assert all(key and not key.startswith("_") for _, key in page.headings), name
        doubled = {key for key in page.ids if page.ids.count(key) > 1}
        assert not doubled, name


def test_what_the_theme_makes_once_for_many_pages_names_each_and_marks_it_alone(
    site: Path,
) -> None:
    def listed(tree: html.HtmlElement, name: str) -> list[str]:
        """The pages that the map at the foot of the page ``name`` leads to."""
        links = tree.xpath("//nav[starts-with(@class, 'map ')]//a/@href")
        return [posixpath.normpath(posixpath.join(posixpath.dirname(name), at)) for at in links]

    nav = listed(html.parse(site / "index.html").getroot(), "index.html")
    assert len(nav) > 5
    for path in site.rglob("*.html"):
        name, tree = path.relative_to(site).as_posix(), html.parse(path).getroot()
        if name != "404.html":
            assert listed(tree, name) == nav, name
            places = tree.xpath("//nav[starts-with(@class, 'group-nav')]/ul//a[@aria-current]")
            assert len(places) <= 1, name


def test_no_page_asks_another_host(pages: dict[str, Parsed]) -> None:
    for name, page in pages.items():
        hosts = {urlsplit(url).netloc for url in page.sources + page.links}
        assert hosts == {""}, (name, hosts)


def test_no_heading_stands_over_nothing(pages: dict[str, Parsed]) -> None:
    """No placeholder, no unrendered markup, no Python value in the text."""
    for name, page in pages.items():
        text = "".join(page.text)
        for sign in ("{{", "{%", "{ #", "None", "Undefined", "&#", "]("):
            assert sign not in text, (name, sign)


def test_each_page_describes_itself_in_plain_text(pages: dict[str, Parsed]) -> None:
    told = {name: page.description for name, page in pages.items() if name != "404.html"}
    assert len(set(told.values())) == len(told)
    for name, text in told.items():
        assert 10 <= len(text) <= 120, name
        assert not any(sign in text for sign in ("&", "<", "{", "\\", "](")), name


def test_task_pages_are_small(site: Path) -> None:
    sizes = {p.name: p.stat().st_size for p in (site / "tasks").glob("*.html")}
    assert sizes
    assert max(sizes.values()) <= MAX_TASK_PAGE, max(sizes, key=lambda name: sizes[name])


def test_nothing_of_the_real_city_shows_in_another_speech(tiny_site: Path) -> None:
    for path in tiny_site.rglob("*.html"):
        text = text_of(path)
        for word in ("市长", "查干湖", "海绵城市", "督查室", "2022年", "走遍"):
            assert word not in text.replace("写成 2022-07-20", ""), (path.name, word)


def test_masked_words_read_as_in_the_source(tiny_site: Path) -> None:
    assert "跳出**看**，站在全省的高度办学" in text_of(tiny_site / "speech.html")
    assert "达到**%" in text_of(tiny_site / "tasks" / "2.1-02.html")
