"""What MkDocs is told: our settings, and the nav of the pages that there are.

The folder's ``mkdocs.yml`` inherits the file, in which no path is absolute: an address in
Chinese would not survive a settings file read in the C locale.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

from handbook.model import Handbook, downloads
from handbook.publish.publish import MANIFEST
from handbook.publish.stage import STAGE

PATH = ".mkdocs.yml"
"""Below ``docs/``, where builders of sites skip dot names."""
IGNORE = ".gitignore"
MADE = "# Made by the generator; mkdocs.yml inherits it and may set anything anew.\n"
OWN = "补充材料"
"""The nav's group for pages that the folder's people wrote."""
FIXED = Path(__file__).with_name("settings.yml")

Nav = Sequence[tuple[str, Any]]
"""(title, page path or a ``Nav``)."""


def settings(hb: Handbook, nav: Nav, unlisted: Sequence[str], own: Sequence[str]) -> str:
    """The settings as YAML; ``unlisted`` are pages and folders of pages that stay out of the nav.

    MkDocs' templates print settings as they are: words of the data are escaped here.
    """
    fixed = yaml.safe_load(FIXED.read_text(encoding="utf-8"))
    info = hb.info
    entries = _entries(nav)
    if own:
        entries.append({OWN: list(own)})
    facts = {
        "site_name": escape(info.short_title),
        "site_description": escape(f"把{info.genre}整理成可以照着办的任务手册"),
        "site_url": info.site_url or "",
        "copyright": escape(info.notice),
        "extra": fixed["extra"]
        | {"genre": escape(info.genre), "picks": bool(downloads.carriers(hb))}
        | ({"internal": True} if info.internal else {}),
        "not_in_nav": "".join(f"/{path}\n" for path in unlisted),
        "nav": entries,
    }
    return MADE + yaml.safe_dump(fixed | facts, allow_unicode=True, sort_keys=False, width=1000)


def ignored(made: Sequence[str]) -> str:
    """What git is to leave alone below ``docs/``: all that we make, and nothing else."""
    names = [*made, PATH, IGNORE, MANIFEST, f"{STAGE}/", f"{downloads.FOLDER}/"]
    return "".join(f"/{name}\n" for name in sorted(names))


def _entries(nav: Nav) -> list[dict[str, Any]]:
    return [
        {escape(title): where if isinstance(where, str) else _entries(where)}
        for title, where in nav
    ]
