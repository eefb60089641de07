"""From ``data/`` to ``docs/``: all pages, the settings, and the files to take away."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from handbook import __version__
from handbook.model import Handbook, downloads
from handbook.model.ledger.issues import FOLDER as ISSUES
from handbook.pages.catalog import DOWNLOADS, nav, unlisted
from handbook.pages.make import assets, make_downloads_page, make_pages
from handbook.pages.pages import Pages
from handbook.pages.records import PATH as RECORDS
from handbook.pages.review import review_files
from handbook.pages.spelling import PATH as READINGS
from handbook.pages.spelling import Speller
from handbook.parallel import FEW, Later
from handbook.publish.publish import Content, Published, clean, listed, publish, up_to_date
from handbook.read.fields import Remedy, web_address
from handbook.read.load import load
from handbook.site.folder import Folder, own_pages
from handbook.site.settings import IGNORE, PATH, ignored, settings
from handbook.site.stamp import MADE_OF, made_of, unchanged
from handbook.words.findings import Fault
from handbook.words.follow import LEDGER

ICON = "assets/favicon.svg"


def read(folder: Folder) -> Handbook:
    """The handbook; a host that knows the site's address says it in ``SITE_URL``.

    Raises ``DataError`` with every finding, ``Fault`` where the host's address is none.
    """
    handbook = load(
        folder.data, folder.shown_data, ledger=folder.ledger, internal=folder.internal,
        as_of=folder.as_of,
        since=folder.since,
    )  # fmt: skip
    address = os.environ.get("SITE_URL")
    if not address:
        return handbook
    try:
        return replace(handbook, info=replace(handbook.info, site_url=web_address(address)))
    except Remedy as remedy:
        raise Fault(f"环境变量 SITE_URL 写的“{address}”{remedy.message()}") from None


def write_pages(
    hb: Handbook,
    folder: Folder,
    ingredients: str,
    *,
    with_downloads: bool,
    speller: Speller | None = None,
) -> Published:
    """Make ``docs/`` hold all pages, styles, scripts and settings, but for the downloads.

    ``ingredients`` is the digest of what ``hb`` was read from (``stamp.ingredients``), taken
    before that: what changes meanwhile is seen the next time. A ``speller`` may have begun.

    Files that were made before and are still what these data give count as downloads, too;
    others go, lest they say what the pages no longer say.
    """
    if whole := unchanged(folder, ingredients):
        return Published(0, whole, 0)
    with_downloads = with_downloads or has_downloads(hb, folder)
    if not with_downloads:
        clean(folder.docs / downloads.FOLDER)
    with Later(partial(_exports, hb), begin=len(hb.tasks) >= FEW) as exports:
        pages = make_pages(hb, folder.templates, with_downloads=with_downloads, speller=speller)
        rest: dict[str, Content] = {**assets(), **review_files(hb)}
        names = [*pages, *rest, RECORDS, READINGS, *downloads.exports(hb)]
        own = own_pages(folder.docs, {*names, *listed(folder.docs)})
        entries = nav(hb, {*pages, *([DOWNLOADS.path] if with_downloads else ())})
        rest[PATH] = settings(hb, entries, unlisted(hb), own)
        rest[IGNORE] = ignored(names)
        files = _files(pages, exports, rest)
        return publish(folder.docs, files, made_of(ingredients, folder, own))


def _files(
    pages: Pages, exports: Later[Mapping[str, str]], rest: Mapping[str, Content]
) -> Iterator[tuple[str, Content]]:
    """All files below ``docs/`` as they are made."""
    yield from pages.made()
    yield from pages.records()
    yield from rest.items()
    yield from exports.get().items()


def _exports(hb: Handbook) -> Mapping[str, str]:
    # these take their time to load
    from handbook.files.public import make_exports
    from handbook.files.take_away import take_away

    made = {**make_exports(hb), downloads.TAKE_AWAY: take_away(hb)}
    if downloads.PAST in downloads.exports(hb):
        from handbook.files.feeds import feeds
        from handbook.files.past import past

        made |= {downloads.PAST: past(hb), **feeds(hb)}
    return made


def write_downloads(hb: Handbook, folder: Folder, ingredients: str) -> Published:
    """Make ``docs/downloads/`` hold all files to take away, and the page that lists them."""
    place = folder.docs / downloads.FOLDER
    if whole := up_to_date(place, ingredients):
        return Published(0, whole, 0)
    # these load typesetters and office formats, which the pages can do without
    from handbook.files.card import make_pictures
    from handbook.files.make import make_files

    files = make_files(hb) | _issued(hb, folder)
    made: Mapping[str, Content] = {
        **files,
        **make_pictures(hb, assets()[ICON].decode()),
        "index.md": make_downloads_page(hb, files, folder.templates),
        MADE_OF: _digest(hb),
    }
    return publish(place, made, made_of=ingredients)


def _issued(hb: Handbook, folder: Folder) -> dict[str, bytes]:
    """What was handed up, as it was frozen; nothing of it in the public edition."""
    place = (folder.ledger or folder.data / LEDGER) / ISSUES
    found = downloads.issued(hb).items()
    return {path: (place / month / name).read_bytes() for path, (month, name) in found}


def has_downloads(hb: Handbook, folder: Folder) -> bool:
    """Whether all files that pages lead to are there, made of just this handbook."""
    place = folder.docs / downloads.FOLDER
    late = (downloads.OFFLINE, downloads.SUMS)  # these are made with the site
    wanted = {DOWNLOADS.path.removeprefix(f"{downloads.FOLDER}/"), *downloads.paths(hb)} - {*late}
    return all((place / path).is_file() for path in wanted) and (
        (place / MADE_OF).is_file() and (place / MADE_OF).read_text("utf-8") == _digest(hb)
    )


def _digest(hb: Handbook) -> str:
    return hashlib.sha256(f"{__version__} {hb!r}".encode()).hexdigest() + "\n"
