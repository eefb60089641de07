"""What the search reads from a page's Markdown is what stands on the page."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
import yaml
from markdown import Markdown
from material.plugins.search.plugin import Parser

from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.pages.render import escape
from handbook.pages.wording import Reader
from handbook.site.settings import FIXED

Read = list[tuple[str, str, str]]
"""Sections: anchor, title, text."""

HEAD = '---\ntitle: "甲&lt;乙"\nsearch: {exclude: true}\n---\n\n'
TABLE = "| 编号 | 任务 |\n| :-- | --: |\n| [1](a.md) | [修路](a.md) <span>必保</span> |\n"
ASIDE = '<nav markdown="span" data-search-exclude="">[首页](index.md) › 修路</nav>\n\n'

CASES: list[tuple[str, str, Read]] = [
    # what, Markdown below the front matter, sections
    ("a title first", "# 修路 { #top }\n\n正文\n", [("", "修路", "正文")]),
    ("words before the title", "前言\n\n# 修路 { #top }\n\n正文\n",
     [("", "甲<乙", "前言"), ("top", "修路", "正文")]),
    ("crumbs before the title", f"{ASIDE}# 修路 {{ #top }}\n\n正文\n",
     [("", "甲<乙", ""), ("top", "修路", "正文")]),
    ("no title", "## 其一 { #a }\n\n正文\n", [("", "甲<乙", ""), ("a", "其一", "正文")]),
    ("headings without ids", "# 修路\n\n## 其一\n\n甲\n\n## 其二\n\n乙\n\n### Note 1\n\n丙\n",
     [("", "修路", ""), ("_2", "其一", "甲"), ("_3", "其二", "乙"), ("note-1", "Note 1", "丙")]),
    ("a table", f"# 修路\n\n{TABLE}", [("", "修路", "编号 任务 1 修路 必保")]),
    ("lists", "# 修路\n\n- 甲\n\n    - 乙\n\n1. 丙\n", [("", "修路", "甲 乙 丙")]),
    ("quotes", "# 修路\n\n> 甲\n> 乙\n\n> 丙\n", [("", "修路", "甲 乙 丙")]),
    ("emphasis", "# 修路\n\n**甲**乙*丙*，3 * 4，a_b_c\n", [("", "修路", "甲乙丙，3 * 4，a_b_c")]),
    ("links and pictures", '# 修路\n\n[甲](a.md "乙")![丙](b.svg)丁<https://a.cn/>\n',
     [("", "修路", "甲丁https://a.cn/")]),
    ("code", "# 修路\n\n甲`<b>[x](y)*`乙\n\n```text\n# 丙\n**丁** <b>\n```\n\n戊\n",
     [("", "修路", "甲 <b>[x](y)* 乙 # 丙 **丁** <b> 戊")]),
    ("data", f"# {escape('<甲>')}\n\n{escape('**乙** [丙](丁) `戊` &amp;')}\n",
     [("", "<甲>", "**乙** [丙](丁) `戊` &amp;")]),
    ("what no search looks into",
     '# 修路\n\n甲\n\n<div data-search-exclude="">\n<div>乙</div>\n丙\n</div>\n\n'
     "<script>丁</script>\n",
     [("", "修路", "甲")]),
    ("one that holds its like",
     '# 修路\n\n甲<span data-search-exclude=""><span>乙</span>丙</span>丁\n',
     [("", "修路", "甲丁")]),
    ("a heading in a box",
     '# 修路\n\n<div markdown="1">\n\n## 其一 { #a }\n\n甲\n\n</div>\n\n乙\n',
     [("", "修路", "乙"), ("a", "其一", "甲")]),
    ("attributes", '# 修路\n\n| 甲 |\n| -- |\n| 乙 { data-label="丙" } |\n',
     [("", "修路", "甲 乙")]),
]  # fmt: skip
LEAKS = {"what no search looks into", "one that holds its like"}
"""The theme looks into what follows its like in such an element; we do not."""


def read(page: str) -> Read:
    found = Reader().sections(page)
    return [(one.anchor, one.title, " ".join(one.lines)) for one in found]


def by_theme(page: str) -> Read:
    """The sections that the theme's own search finds in a page."""
    _, front, body = page.split("---\n", 2)
    settings: dict[str, Any] = yaml.safe_load(FIXED.read_text("utf-8"))
    options: dict[str, Any] = {}
    for extension in settings["markdown_extensions"]:
        options |= extension if isinstance(extension, dict) else {extension: {}}
    parser = Parser()
    parser.feed(Markdown(extensions=[*options], extension_configs=options).convert(body))
    parser.close()
    title = yaml.safe_load(front)["title"]
    return [
        (one.id or "", plain("".join(one.title) or title), plain("".join(one.text)))
        for one in parser.data
    ]


def plain(markup: str) -> str:
    """Text as the search worker takes it from the theme's index."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('"甲&lt;乙\\n丙"', "甲<乙 丙"),
        ("甲乙", "甲乙"),
        ("'甲乙'", "甲乙"),
        ('"甲\\x乙"', "甲\\x乙"),
        ("", ""),
    ],
)
def test_the_title_in_the_front_matter_is_read_however_it_is_quoted(line: str, title: str) -> None:
    assert read(f"---\ntitle: {line}\n---\n\n正文\n") == [("", title, "正文")]


@pytest.mark.parametrize(("what", "body", "sections"), CASES, ids=[case[0] for case in CASES])
def test_markdown_is_read_as_it_is_shown(what: str, body: str, sections: Read) -> None:
    assert read(HEAD + body) == sections
    assert (by_theme(HEAD + body) == sections) == (what not in LEAKS)


def test_pages_are_read_as_the_theme_reads_them(tiny: Handbook) -> None:
    pages = make_pages(tiny)
    assert len(pages) > 20
    for path, page in pages.items():
        if path != "speech.md":  # the margins hold spans in spans
            assert read(page) == by_theme(page), path


def test_what_is_known_of_a_line_holds_for_all_pages(tiny: Handbook) -> None:
    reader = Reader()
    for path, page in make_pages(tiny).items():
        found = reader.sections(page)
        assert [(one.anchor, one.title, " ".join(one.lines)) for one in found] == read(page), path
