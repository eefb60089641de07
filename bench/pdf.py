"""Compare Typst with WeasyPrint and Chromium's print on the book's content, in one run.

    .venv/bin/python bench/pdf.py [--times 1 10] [--only typst weasyprint chromium]

Prints a table: seconds, pages, size, tagged or not, bookmarks. WeasyPrint is in the extra
``bench``; Chromium is the system's. Only WeasyPrint and Typst give page numbers of references.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from handbook.files.book import book_data  # noqa: E402
from handbook.files.printed import Data  # noqa: E402
from handbook.files.typeset import FONTS, typeset  # noqa: E402
from handbook.read.load import load  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LABELS = ("id", "to", "main", "section", "places")
NUMBERS = ("number", "sentence", "sentences")


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--only", nargs="+", choices=MAKERS, default=list(MAKERS))
    options = parser.parse_args()
    data = book_data(load(ROOT / "data"))
    print("| 倍数 | 排版 | 秒 | 页 | KB | 有标签 | 书签 |")
    print("| --: | :-- | --: | --: | --: | :-- | --: |")
    for times in options.times:
        content = multiplied(data, times)
        for name in options.only:
            started = time.perf_counter()
            raw = MAKERS[name](content)
            seconds = time.perf_counter() - started
            print(f"| {times} | {name} | {seconds:.1f} | {_facts(raw)} |", flush=True)


def multiplied(data: Data, times: int) -> Data:
    """The content ``times`` over, each copy with labels and sentence numbers of its own."""
    copies = [_renamed(data, "", copy, data["stats"]["sentences"]) for copy in range(times)]
    return {
        key: [entry for copy in copies for entry in copy[key]] if isinstance(value, list) else value
        for key, value in data.items()
    }


def _renamed(value: Any, key: str, copy: int, sentences: int) -> Any:
    if isinstance(value, dict):
        return {k: _renamed(v, k, copy, sentences) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, key, copy, sentences) for v in value]
    if key in NUMBERS and isinstance(value, int):
        return value + copy * sentences
    if key in LABELS and isinstance(value, str):
        kind, _, number = value.partition("-")
        return f"s-{int(number) + copy * sentences}" if kind == "s" else f"{value}-x{copy}"
    return value


def with_typst(data: Data) -> bytes:
    """The book as `make site` makes it."""
    return typeset("book.typ", data)


def with_weasyprint(data: Data) -> bytes:
    """The same content as tagged PDF/UA."""
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
    "typst": with_typst,
    "weasyprint": with_weasyprint,
    "chromium": with_chromium,
}


def _html(data: Data) -> str:
    folder = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    environment = Environment(loader=folder, autoescape=True)
    serif, sans = (Path(path).as_uri() for path in FONTS)
    return environment.get_template("book.html.j2").render(serif=serif, sans=sans, **data)


def _facts(raw: bytes) -> str:
    """Pages, size, tagged, bookmarks, as cells."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    root: Any = reader.trailer["/Root"]
    tagged = "是" if "/StructTreeRoot" in root else "否"
    return f"{len(reader.pages)} | {len(raw) // 1000} | {tagged} | {_count(reader.outline)}"


def _count(marks: list[Any]) -> int:
    return sum(_count(mark) if isinstance(mark, list) else 1 for mark in marks)


if __name__ == "__main__":
    main()
