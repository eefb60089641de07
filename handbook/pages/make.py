"""Make the pages, and what they use: all below ``docs/`` but files to take away and public data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from handbook.model import Handbook, downloads
from handbook.model.addresses import addresses
from handbook.model.ledger.issues import PAPERS
from handbook.pages.catalog import DOWNLOADS, index_addresses, index_pages, titled
from handbook.pages.links import Links
from handbook.pages.page import Page
from handbook.pages.pages import Pages
from handbook.pages.render import Renderer
from handbook.pages.spelling import Speller
from handbook.pages.things import thing_pages

ASSETS = Path(__file__).parent / "assets"


def make_pages(
    hb: Handbook,
    templates: Path | None = None,
    *,
    with_downloads: bool = True,
    speller: Speller | None = None,
) -> Pages:
    """All pages but that of the downloads.

    ``templates`` is the handbook's own folder of templates, if it has one; without downloads no
    page leads to any. Raises ``TemplateError`` where a template is at fault, if need be when a
    page is asked for.
    """
    indexes = index_pages(hb)
    renderer = _renderer(hb, indexes, templates, with_downloads)
    pages = [*indexes, *thing_pages(hb, renderer.links)]
    return Pages(pages, partial(_text, renderer, recorded=True), speller, hb.asked)


def make_downloads_page(
    hb: Handbook, files: Mapping[str, bytes], templates: Path | None = None
) -> str:
    """The page that lists ``files``, path below ``downloads/`` to content."""
    context: dict[str, Any] = {
        "sizes": {path: downloads.size_words(len(raw)) for path, raw in files.items()},
        "carriers": downloads.carriers(hb),
        "whose": _whose(hb, files),
        "offline_size": downloads.SIZE,
        "exports": downloads.PUBLIC,
        "papers": PAPERS,
    }
    title = titled(hb, DOWNLOADS.title)
    page = Page(DOWNLOADS.path, DOWNLOADS.template, title, context)
    return _text(_renderer(hb, index_pages(hb), templates), page)


def _whose(
    hb: Handbook, files: Mapping[str, bytes]
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The ref, the name and the files of each who has any."""
    names = {who.ref: who.name for who in hb.units.values()}
    names |= {kind.ref: kind.others for kind in hb.bound_kinds}
    own = {
        ref: [(path, called) for path, called in its if path in files]
        for ref, its in downloads.of_each(hb).items()
    }
    return [(ref, names[ref], its) for ref, its in own.items() if its]


def assets() -> dict[str, bytes]:
    """Styles, scripts and pictures that pages use, path below ``docs/`` to content."""
    return {
        f"{ASSETS.name}/{path.relative_to(ASSETS).as_posix()}": path.read_bytes()
        for path in sorted(ASSETS.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _renderer(
    hb: Handbook, indexes: Iterable[Page], templates: Path | None, with_downloads: bool = True
) -> Renderer:
    """A renderer that knows where everything lives and which index pages there are."""
    indexes = list(indexes)
    links = Links({**addresses(hb), **index_addresses(hb, indexes)})
    names = {page.name for page in indexes} | ({DOWNLOADS.name} if with_downloads else set())
    return Renderer(hb, links, names, templates)


def _text(renderer: Renderer, page: Page, *, recorded: bool = False) -> str:
    return renderer.render(
        page.template, page.path, recorded=recorded, title=page.title, **page.context
    )
