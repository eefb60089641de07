"""Data enters a page as text: whatever it holds, the reader sees exactly its characters."""

from __future__ import annotations

import html
import re
from pathlib import Path

import markdown
import pytest

from handbook.model import Address, Handbook
from handbook.pages.links import Links
from handbook.pages.own import TemplateError
from handbook.pages.render import Renderer, escape

HOSTILE = [
    "跳出**看**，站在全省",
    "<script>alert(1)</script>",
    "[链接](javascript:alert(1))",
    "`代码` _斜_ ~~删~~",
    "1. 列表",
    "- 列表",
    "---",
    "# 标题",
    "> 引用",
    "a | b",
    "{{ 7 * 7 }} {% raw %}",
    "{: .x } { #y }",
    "&lt; &#42; &amp;",
    "![图](x.png)",
    "https://example.org",
    "a@example.org",
    ":smile: $x^2$ ==亮==",
    "末尾反斜杠\\",
    "\"引号\" 和 '单引号'",
]
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]


def shown(text: str) -> str:
    """What a reader sees of a Markdown text."""
    rendered = markdown.markdown(text, extensions=EXTENSIONS)
    return html.unescape(re.sub(r"<[^>]+>", "", rendered)).strip()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "# {} {{ #top }}", "> {}", "- {}", "**x** {}"])
def test_text_stays_text(text: str, around: str) -> None:
    page = around.format(escape(text))
    assert shown(page).removeprefix("x ") == text
    rendered = markdown.markdown(page, extensions=EXTENSIONS)
    assert not re.search(r"<(script|a|img|em|code|del|ol|hr)\b", rendered)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_in_a_table(text: str) -> None:
    page = f"| a | b |\n| - | - |\n| {escape(text)} | 末 |"
    assert text in shown(page)
    assert markdown.markdown(page, extensions=EXTENSIONS).count("<td>") == 2


def test_a_link_nobody_has_stops_the_build_with_template_and_line(
    tiny: Handbook, tmp_path: Path
) -> None:
    (tmp_path / "_x.md.j2").write_text('# 题\n{{ link("unit:nobody") }}\n', encoding="utf-8")
    renderer = Renderer(tiny, Links({}), set(), tmp_path)
    with pytest.raises(
        TemplateError, match=r"templates/_x\.md\.j2:2: 页面 x\.md 链接到不存在的“unit:nobody”"
    ):
        renderer.render("_x.md.j2", "x.md")


LINKS = [
    # from, to, anchor, link
    ("index.md", "units/a.md", "", "units/a.md"),
    ("tasks/1-01.md", "units/a.md", "", "../units/a.md"),
    ("tasks/1-01.md", "speech.md", "s3", "../speech.md#s3"),
    ("speech.md", "speech.md", "s3", "#s3"),
    ("units/a.md", "units/b.md", "", "b.md"),
]


@pytest.mark.parametrize(("source", "target", "anchor", "href"), LINKS)
def test_links_are_relative(source: str, target: str, anchor: str, href: str) -> None:
    links = Links({"x:1": Address(target, "名", anchor)})
    assert links.href(source, "x:1") == href
