"""A site that is built whole once, and then only where something changed.

MkDocs builds all or, with ``--dirty``, wrongly. The steps here are its own (``mkdocs.commands.
build``, whose version is pinned), but each page is remembered with what it was made of, which
files its links looked for, what was wrong with it and what of it the search knows. An update
renders the pages for which one of these may have changed; the bytes are those of a build from
nothing. What shows on every page it does not mend: it raises ``Stale``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands.build import (
    _build_extra_template,
    _build_page,
    _build_theme_template,
    _populate_page,
)
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from handbook.site.signs import Sign, sign

THEME = "shouce"
SEARCH = "material/search"
KNOWN = {SEARCH, "material/offline"}
"""Plugins that make a page of nothing but that page."""
READERS = {"pymdownx.b64", "pymdownx.snippets"}
"""Extensions that make a page of other files, too."""
ELSEWHERE = re.compile(r"\b(nav|pages|next_page|previous_page|parent|ancestors)\b")
"""What a template names that shows other pages than its own."""
SHOWN = ("icon", "status", "subtitle")
"""What the theme's nav shows of a page beside its title."""


class Stale(Exception):
    """What changed shows on every page: the site must be built from nothing."""


@dataclass(frozen=True)
class Updated:
    """The pages rendered, and what MkDocs has to say against any page."""

    rendered: list[str]
    said: list[str]


@dataclass
class _Made:
    """A file of the site and, if it is a page, what came of it."""

    file: File
    sign: Sign | None
    asked: set[str] = field(default_factory=set)
    """The files that its links looked for, found or not."""
    said: list[str] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    """What of it the search knows."""


class _Files(Files):
    """Files that note which of them are looked for."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        self.asked.add(path)
        return super().get_file_from_path(path)


class Heard(logging.Handler):
    """What MkDocs complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note a complaint."""
        self.lines.append(record.getMessage())

    def take(self) -> list[str]:
        """What was heard since this was last asked."""
        lines, self.lines = self.lines, []
        return lines


class Site:
    """The site of the ``mkdocs.yml`` in ``root``, built whole in ``target``."""

    def __init__(self, root: Path, target: Path, heard: Heard) -> None:
        self.target = target
        self._heard = heard
        self._made: dict[str, _Made] = {}
        config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(target))
        config.plugins.on_startup(command="build", dirty=False)
        self.config = config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        self._env = config.theme.get_env()
        self._env.auto_reload = False  # another theme makes another site
        self._theme = Files([])
        self._theme.add_files_from_theme(self._env, config)
        set_exclusions(self._theme, config)
        files = config.plugins.on_files(self._found(), config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        self._nav = config.plugins.on_nav(nav, config=config, files=files)
        self._said = heard.take()
        self.first = self._render(files, whole=True)
        self._separate = _separate(config)

    def update(self) -> Updated:
        """Make the site that of ``docs/`` as it is now.

        Raises ``Stale`` where a change shows on every page. Whatever it raises, the site then is
        neither the old one nor the new.
        """
        if not self._separate:
            raise Stale
        return self._render(self._found(), whole=False)

    def _render(self, files: Files, *, whole: bool) -> Updated:
        """Render what ``files`` make different from what was made."""
        before, now = self._made, self._compared(files)
        moved = before.keys() ^ now.keys()
        if not whole:
            self._check_nav(files, moved)
        changed = [made for path, made in now.items() if made is not before.get(path)]
        pages = [made for made in changed if made.file.is_documentation_page()]
        conflicts = self._heard.take()
        self._read(pages, files, whole=whole)
        if whole:
            self._env = self.config.plugins.on_env(self._env, config=self.config, files=files)
        for path in _destinations(before) - _destinations(now):
            _remove(Path(path), self.target)
        for made in changed:
            if not made.file.is_documentation_page():
                made.file.copy_file()
        if whole or any(path.endswith(".md") for path in moved):
            for name in self.config.theme.static_templates:
                _build_theme_template(name, self._env, files, self.config, self._nav)
        for name in self.config.extra_templates:
            _build_extra_template(name, files, self.config, self._nav)
        self._build(pages, files)
        self._made = now
        self._index(before, whole=whole)
        rendered = [made.file.src_uri for made in pages]
        return Updated(rendered, [*conflicts, *self._wrong(files)])

    # -- what changed ---------------------------------------------------------------------------

    def _found(self) -> _Files:
        """All files in MkDocs' own order; those that were there before are the same objects."""
        found = [self._known(file) for file in get_files(self.config)]
        names = {file.src_uri for file in found}
        return _Files([*found, *(file for file in self._theme if file.src_uri not in names)])

    def _known(self, file: File) -> File:
        made = self._made.get(file.src_uri)
        return made.file if made and made.file.abs_src_path == file.abs_src_path else file

    def _compared(self, files: Files) -> dict[str, _Made]:
        """All files by path: as they were made, where that is still right, or to be made."""
        seen = [file for file in files if _served(file)]
        moved = self._made.keys() ^ {file.src_uri for file in seen}
        now = {}
        for file in seen:
            made = self._made.get(file.src_uri)
            new = _Made(file, sign(file.abs_src_path) if file.abs_src_path else None)
            same = made and made.sign == new.sign and made.asked.isdisjoint(moved)
            now[file.src_uri] = made if made and same else new
        return now

    def _check_nav(self, files: Files, moved: Collection[str]) -> None:
        """Raise ``Stale`` where a page came or went that the nav shows or misses."""
        listed = set(_leaves(self.config.nav))
        for path in moved:
            file = files.src_uris[path] if path in files else self._made[path].file
            if path in listed or (file.is_documentation_page() and not _out_of_nav(file)):
                raise Stale

    # -- making ---------------------------------------------------------------------------------

    def _read(self, pages: list[_Made], files: Files, *, whole: bool) -> None:
        """Turn the pages' Markdown into HTML; raise ``Stale`` where the nav shows the change."""
        before = [_face(page) for page in self._nav.pages]
        for made in pages:
            made.asked = set()
            if isinstance(files, _Files):
                files.asked = made.asked
            _populate_page(made.file.page or Page(None, made.file, self.config), self.config, files)
            made.said = self._heard.take()
        if not whole and before != [_face(page) for page in self._nav.pages]:
            raise Stale

    def _build(self, pages: list[_Made], files: Files) -> None:
        """Put the pages into the theme, and on the disk."""
        listed = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        search = self._search()
        for made in pages:
            page = made.file.page
            assert page
            if search:
                search.entries = made.records = []
            _build_page(
                page, self.config, listed, self._nav, self._env,
                excluded=made.file.inclusion is InclusionLevel.DRAFT,
            )  # fmt: skip
            page.markdown = page.content = ""  # not needed again, and most of what it takes

    def _index(self, before: Mapping[str, _Made], *, whole: bool) -> None:
        """Write what the search knows of all pages, in their order, where it changed."""
        records, old = (
            [record for made in all_made.values() for record in made.records]
            for all_made in (self._made, before)
        )
        if whole or records != old:
            if search := self._search():
                search.entries = records
            self.config.plugins.on_post_build(config=self.config)

    def _search(self) -> Any:
        return getattr(self.config.plugins.get(SEARCH), "search_index", None)

    def _wrong(self, files: Files) -> list[str]:
        """What is wrong with any page, whether rendered now or before."""
        said = [*self._said, *(line for made in self._made.values() for line in made.said)]
        for made in self._made.values():
            if made.file.page:
                level = self.config.validation.links.anchors
                made.file.page.validate_anchor_links(files=files, log_level=level)
        return [*said, *self._heard.take()]


def _separate(config: MkDocsConfig) -> bool:
    """Whether each page is made of nothing but itself, the settings and the theme."""
    own = Path(config.theme.custom_dir).rglob("*.html") if config.theme.custom_dir else []
    return (
        config.theme.name == THEME
        and config.plugins.keys() <= KNOWN
        and not config.hooks
        and READERS.isdisjoint(config.markdown_extensions)
        and not any(ELSEWHERE.search(path.read_text("utf-8")) for path in own)
    )


def _served(file: File) -> bool:
    return file.inclusion is not InclusionLevel.EXCLUDED


def _out_of_nav(file: File) -> bool:
    return file.inclusion in (InclusionLevel.NOT_IN_NAV, InclusionLevel.DRAFT)


def _leaves(nav: Any) -> Iterator[str]:
    """The paths that the nav of the settings names."""
    if isinstance(nav, str):
        yield nav
    elif nav:
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from _leaves(part)


def _face(page: Page) -> tuple[Any, ...]:
    return (page.title, *(page.meta.get(name) for name in SHOWN))


def _destinations(made: Mapping[str, _Made]) -> set[str]:
    return {one.file.abs_dest_path for one in made.values()}


def _remove(path: Path, root: Path) -> None:
    """Remove a file, and the folders that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or any(folder.iterdir()):
            break
        folder.rmdir()
