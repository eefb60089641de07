"""Compare Typst with WeasyPrint and Chromium's print on the book's content, in one run.

    .venv/bin/python -m bench.pdf [--sizes 252 2520]

Needs what ``make bench`` installs; Chromium is the system's. Only WeasyPrint and Typst give page
numbers of references.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdf
from jinja2 import Environment, FileSystemLoader

from bench import handbooks, timing
from bench.timing import PEERS, ROOT, Cell, Table
from handbook.files.book import book_data
from handbook.files.printed import Data
from handbook.files.typeset import FONTS, typeset
from handbook.read.load import load

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZES = (252, 2520)


def measure(sizes: Sequence[int] = SIZES) -> list[Table]:
    """The same book by each of the three, once: seconds and size, and what the PDF offers."""
    tables = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            handbooks.write(Path(folder), size)
            content = book_data(load(Path(folder) / "data"))
        rows: list[list[Cell]] = []
        for name, make in MAKERS.items():
            begun = time.perf_counter()
            raw = make(content)
            rows.append([name, time.perf_counter() - begun, len(raw) / 1_000_000, _facts(raw)])
        columns = ["排版", "秒", "MB", "页数、标签、书签"]
        tables.append(Table(f"整本 PDF 的几种做法，{size:,}条", columns, rows, chart=1))
    return tables


def with_typst(data: Data) -> bytes:
    """The book as `make site` makes it."""
    return typeset("book.typ", data)


def with_weasyprint(data: Data) -> bytes:
    """The same content as tagged PDF/UA."""
    sys.path.append(str(PEERS))
    import weasyprint

    document = weasyprint.HTML(string=_html(data), base_url=str(ROOT))
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def with_chromium(data: Data) -> bytes:
    """The same content printed by a browser, with tags and outline."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        path = Path(folder) / "book.html"
        path.write_text(_html(data), encoding="utf-8")
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(600_000)
        page.goto(path.as_uri())
        raw = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
        browser.close()
    return raw


MAKERS: dict[str, Callable[[Data], bytes]] = {
    "Typst（本版）": with_typst,
    "WeasyPrint": with_weasyprint,
    "Chromium": with_chromium,
}


def _html(data: Data) -> str:
    folder = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    environment = Environment(loader=folder, autoescape=True)
    serif, sans = (Path(path).as_uri() for path in FONTS)
    return environment.get_template("book.html.j2").render(serif=serif, sans=sans, **data)


def _facts(raw: bytes) -> str:
    """Pages, tagged or not, bookmarks."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    root: Any = reader.trailer["/Root"]
    tagged = "有" if "/StructTreeRoot" in root else "无"
    return f"{len(reader.pages):,}、{tagged}、{_count(reader.outline):,}"


def _count(marks: list[Any]) -> int:
    return sum(_count(mark) if isinstance(mark, list) else 1 for mark in marks)


if __name__ == "__main__":
    timing.main(measure, __doc__)
