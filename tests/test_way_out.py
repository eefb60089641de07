"""A way out: another builder renders docs/ as it is, with the same pages, headings and links."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from lxml import html

CONFIG = {
    "site_name": "任务手册",
    "use_directory_urls": False,
    "theme": {"language": "zh", "font": False},
    "markdown_extensions": [
        "attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences",
    ],
}  # fmt: skip
"""Nothing but what plain Markdown with tables and attributes needs."""


@pytest.fixture(scope="module")
def other_site(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same docs/ as Zensical renders it."""
    work = tmp_path_factory.mktemp("zensical")
    shutil.copytree(real_site.parent / "docs", work / "docs")
    (work / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG, allow_unicode=True), encoding="utf-8")
    builder = str(Path(sys.executable).with_name("zensical"))
    done = subprocess.run(
        [builder, "build", "--strict"], cwd=work, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return work / "site"


def pages(site: Path) -> set[str]:
    return {p.relative_to(site).as_posix() for p in site.rglob("*.html")}


def told(site: Path, name: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """The headings and links of a page's text, in order; links by where they lead."""
    (article,) = html.parse(site / name, html.HTMLParser(encoding="utf-8")).xpath("//article")
    headings = [
        (h.tag, str(h.get("id")), "".join(h.itertext()))
        for h in article.xpath(".//h1 | .//h2 | .//h3 | .//h4")
    ]
    links = [
        (urljoin(name, str(a.get("href"))), str(a.text_content()).strip())
        for a in article.xpath(".//a[@href]")
    ]
    return headings, links


def test_the_other_builder_makes_the_same_pages(real_site: Path, other_site: Path) -> None:
    assert pages(other_site) == pages(real_site)


def test_headings_and_links_are_the_same_on_every_page(real_site: Path, other_site: Path) -> None:
    names = pages(real_site) - {"404.html"}
    assert len(names) > 600
    assert [name for name in names if told(real_site, name) != told(other_site, name)] == []
