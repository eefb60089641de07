"""What the pages are made of, as one digest: of unchanged data nothing is made anew.

It knows of contents and of names inside the folders, of no path on this machine and of no time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from handbook.model import downloads
from handbook.publish.publish import listed, up_to_date
from handbook.site.folder import Folder, own_pages

PACKAGE = Path(__file__).resolve().parent.parent
MADE_OF = ".made-of"
"""Beside the files to take away: what they were made of, as a digest."""


def unchanged(folder: Folder, ingredients: str) -> int:
    """How many generated files there are, if all are what ``ingredients`` give; or else 0."""
    own = own_pages(folder.docs, listed(folder.docs))
    return up_to_date(folder.docs, made_of(ingredients, folder, own))


def ingredients(folder: Folder) -> str:
    """Data, own templates, the site's address as its host says it, and the generator."""
    places = {"data": folder.data, "templates": folder.templates, "generator": PACKAGE}
    places |= {"ledger": folder.ledger} if folder.ledger else {}
    edition = f"{folder.internal} {folder.as_of}"
    if folder.since and folder.since.is_file():
        edition += hashlib.sha256(folder.since.read_bytes()).hexdigest()
    parts = [os.environ.get("SITE_URL", ""), edition, sys.version, *sorted(_installed())]
    for name, place in places.items():
        parts += [f"{name}/{path}" for path in _contents(place)]
    return _digest(parts)


def made_of(ingredients: str, folder: Folder, own: Iterable[str]) -> str:
    """The digest that a build leaves behind, of what went in and of what lay there already.

    ``own`` are the pages that somebody wrote by hand: the nav names them. The files to take away
    count, too: pages lead to them where they are.
    """
    place = folder.docs / downloads.FOLDER
    note = place / MADE_OF
    made = note.read_text("utf-8") if note.is_file() else ""
    return _digest([ingredients, *own, made, *_entries(place)])


def _contents(folder: Path) -> Iterator[str]:
    """All that is below a folder, files with the digest of their content."""
    for path in _entries(folder):
        place, content = f"{folder}/{path}", b""
        kind = "link" if os.path.islink(place) else "file" if os.path.isfile(place) else "other"
        if kind == "file":
            with suppress(OSError), open(place, "rb") as file:
                content = file.read()  # whoever needs the file says what is wrong with it
        yield f"{path} {kind} {hashlib.sha256(content).hexdigest()}"


def _entries(folder: Path) -> list[str]:
    """All below a folder that need not be there, but for what Python keeps for itself."""
    found: list[str] = []
    for root, folders, files in os.walk(folder):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        here = root[len(f"{folder}/") :].replace(os.sep, "/")
        found += [f"{here}/{name}" if here else name for name in (*folders, *files)]
    return sorted(found, key=lambda path: path.split("/"))


def _installed() -> set[str]:
    """The packages that are installed, with their versions: some of them make what we write."""
    places = (Path(place) for place in sys.path if place)
    return {path.name for place in places for path in place.glob("*.dist-info")}


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()
