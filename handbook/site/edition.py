"""The edition for the office: made in a folder of its own, so that none of it is ever published.

``internal/`` mirrors what the handbook's people wrote themselves: settings, pages, theme.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from handbook.publish.publish import listed
from handbook.site.folder import Folder, own_files
from handbook.site.own import own_theme
from handbook.words.findings import Fault

SETTINGS = "mkdocs.yml"


def mirror(folder: Folder, office: Folder) -> None:
    """Give the office's folder what the handbook's people wrote, as it is now.

    Raises ``Fault`` where the theme of their own lies outside of their folder.
    """
    office.docs.mkdir(parents=True, exist_ok=True)
    if (folder.root / SETTINGS).is_file():
        shutil.copyfile(folder.root / SETTINGS, office.root / SETTINGS)
    theme = own_theme(folder)
    if theme:
        _copy_theme(folder, theme, office)
    ours = _own(folder.docs)
    for path in _own(office.docs) - ours:
        (office.docs / path).unlink()
    for path in sorted(ours):
        (office.docs / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder.docs / path, office.docs / path)


def _copy_theme(folder: Folder, theme: Path, office: Folder) -> None:
    root = folder.root.resolve()
    if not theme.resolve().is_relative_to(root):
        raise Fault(f"自己的主题 {theme} 不在手册文件夹里，内部版用不上，请移进来")
    place = office.root / theme.resolve().relative_to(root)
    shutil.rmtree(place, ignore_errors=True)
    if theme.is_dir():
        shutil.copytree(theme, place)


def _own(docs: Path) -> set[Path]:
    """The files below ``docs`` that we did not make, relative to it."""
    return {path for path in own_files(docs, listed(docs)) if (docs / path).is_file()}
