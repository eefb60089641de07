"""From ``docs/`` to ``site/``: made beside the old one, whole, and put in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

from handbook.model import Handbook, downloads
from handbook.publish.stage import replace_files
from handbook.site import mkdocs
from handbook.site.folder import Folder
from handbook.site.offline import pack_offline
from handbook.site.own import check_settings

SIGNS = ("Content-Security-Policy", "assets/search.js")
"""What our theme puts into every page."""


def write_site(hb: Handbook, folder: Folder) -> str:
    """Make the site and its offline copy; what MkDocs said of it.

    The old site stays as it is until the new one is whole. Raises ``Fault`` where the folder's
    own settings, pages or theme are wrong.
    """
    check_settings(folder)
    new, old = (folder.site.with_name(f".{folder.site.name}.{word}") for word in ("new", "old"))
    _put_back(old, folder.site)
    try:
        said = mkdocs.run(folder, new)
        check_theme(new)
        if (new / downloads.FOLDER / "index.html").is_file():
            pack(hb, new)
        _exchange(new, folder.site, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return said


def pack(hb: Handbook, site: Path) -> None:
    """Pack ``site`` as the offline copy, and write the sums of all downloads."""
    replace_files(site, pack_offline(hb, site).items())


def _exchange(new: Path, site: Path, old: Path) -> None:
    """``new`` takes the place of ``site``, or all stays as it was."""
    if site.exists():
        site.replace(old)
    try:
        new.replace(site)
    finally:
        _put_back(old, site)


def _put_back(old: Path, site: Path) -> None:
    """What a broken exchange left takes its place again; what a whole one left goes."""
    if old.exists() and not site.exists():
        old.replace(site)
    shutil.rmtree(old, ignore_errors=True)


def check_theme(site: Path) -> None:
    """Raise ``SiteError`` where a theme of the folder's own has thrown ours out."""
    text = (site / "index.html").read_text(encoding="utf-8")
    if not all(sign in text for sign in SIGNS):
        raise mkdocs.SiteError(
            "自己的主题没有带上手册的安全设置和搜索，网站没有生成，原来的没有动。"
            'main.html 的第一行请写 {% extends "handbook.html" %}，改动原有的块时用 {{ super() }}'
        )
