"""All steps from ``data/`` to the finished site, in their order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handbook.files.public import make_exports
from handbook.model import Handbook, downloads
from handbook.pages.catalog import DOWNLOADS, nav, unlisted
from handbook.pages.make import assets, make_downloads_page, make_pages
from handbook.publish.publish import Published, clean, publish, replace_files
from handbook.read.load import load
from handbook.site.folder import Folder, own_pages, shown
from handbook.site.offline import pack_offline
from handbook.site.settings import IGNORE, PATH, ignored, settings
from handbook.words.findings import Fault

ICON = "assets/favicon.svg"
ENVIRONMENT = {
    # the theme's notice about its own future is no warning about our pages
    "NO_MKDOCS_2_WARNING": "1",
    # dates that tools put into files of their own accord: the first a zip archive knows
    "SOURCE_DATE_EPOCH": "315532800",
    # whatever the console is, files and their names are UTF-8, and so is what we are told
    "PYTHONUTF8": "1",
    "PYTHONIOENCODING": "utf-8",
}


class SiteError(Fault):
    """MkDocs did not make the site; the message holds what it said."""


def read(folder: Folder) -> Handbook:
    """The handbook; a host that knows the site's address says it in ``SITE_URL``.

    Raises ``DataError`` with every finding.
    """
    handbook = load(folder.data, folder.shown_data)
    address = os.environ.get("SITE_URL") or handbook.info.site_url
    return replace(handbook, info=replace(handbook.info, site_url=address))


def has_downloads(hb: Handbook, folder: Folder) -> bool:
    """Whether every file that pages would lead to is there (the packed copy comes last)."""
    late = (downloads.OFFLINE, downloads.SUMS)
    place = folder.docs / downloads.FOLDER
    return all((place / path).exists() for path in downloads.paths(hb) if path not in late)


def write_pages(hb: Handbook, folder: Folder, *, with_downloads: bool) -> Published:
    """Make ``docs/`` hold all pages, styles, scripts and settings, but for the downloads."""
    if not with_downloads:
        with_downloads = has_downloads(hb, folder)
        if not with_downloads:
            clean(folder.docs / downloads.FOLDER)
    pages = make_pages(hb, _templates(folder), with_downloads=with_downloads)
    made: dict[str, str | bytes] = {**pages.files, **make_exports(hb)}
    own = own_pages(folder.docs, made)
    listed = nav(hb, {*made, *([DOWNLOADS.path] if with_downloads else ())})
    made[PATH] = settings(hb, listed, unlisted(), own)
    made[IGNORE] = ignored([*made])
    return publish(folder.docs, made)


def _templates(folder: Folder) -> Path | None:
    return folder.templates if folder.templates.is_dir() else None


def write_downloads(hb: Handbook, folder: Folder) -> Published:
    """Make ``docs/downloads/`` hold all files to take away, and the page that lists them."""
    # these load typesetters and office formats, which the pages can do without
    from handbook.files.card import make_pictures
    from handbook.files.make import make_files

    files = make_files(hb)
    icon = assets()[ICON].decode()
    made: Mapping[str, str | bytes] = {
        **files,
        **make_pictures(hb, icon),
        "index.md": make_downloads_page(hb, files, _templates(folder)),
    }
    return publish(folder.docs / downloads.FOLDER, made)


def write_site(folder: Folder, *, verbose: bool = False) -> None:
    """Have MkDocs make ``site/`` of ``docs/``; what it warns of is an error.

    Raises ``SiteError`` with all that it said.
    """
    if not (folder.root / "mkdocs.yml").is_file():
        raise SiteError(
            f"{shown(folder.root)} 里没有 mkdocs.yml，请新建一个，"
            f"内容一行：INHERIT: {folder.docs.name}/{PATH}"
        )
    done = subprocess.run(
        mkdocs("build", "--strict"), cwd=folder.root, env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise SiteError(f"MkDocs 没有生成网站，它说：\n{done.stdout.strip()}")
    if verbose:
        print(done.stdout)


def mkdocs(*arguments: str) -> list[str]:
    """The command line of MkDocs; -P keeps what lies in the folder from being imported."""
    return [sys.executable, "-P", "-m", "mkdocs", *arguments]


def pack(hb: Handbook, folder: Folder) -> None:
    """Pack ``site/`` as the offline copy, and write the sums of all downloads."""
    replace_files(folder.site, list(pack_offline(hb, folder.site).items()))
