"""The site that a preview shows: brought up to date where that is possible, else built anew."""

from __future__ import annotations

import logging
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

from handbook.site.build import check_theme
from handbook.site.folder import Folder
from handbook.site.incremental import Heard, Site, Stale, Updated
from handbook.site.mkdocs import SiteError, in_words, translated
from handbook.site.own import check_settings, own_theme
from handbook.site.settings import PATH
from handbook.site.signs import Sign, different, sign, signs


class Preview:
    """The site of a folder's ``docs/``, in ``place`` and not in the folder's ``site/``."""

    def __init__(self, folder: Folder, place: Path) -> None:
        self.folder = folder
        self._place = place
        self._heard = Heard()
        self._site: Site | None = None
        self._broken = False
        self._left: Path | None = None
        self.version = 0
        """How many times the pages were brought up to date."""
        self.theme: Path | None = None
        """The folder's own theme, if it has one."""
        self._docs: dict[str, Sign] = {}
        self._settings: dict[str, Sign] = {}

    @property
    def root(self) -> Path:
        """Where the pages lie that are to be shown."""
        return self._shown.target

    @property
    def address(self) -> str:
        """The address that the site is made for; empty if none."""
        return self._shown.config.site_url or ""

    def strayed(self) -> set[str]:
        """The files of ``docs/`` that came, went or changed since the last refresh."""
        return different(self._docs, signs(self.folder.docs))

    def knows(self, name: str) -> bool:
        """Whether ``docs/`` had this file at the last refresh."""
        return name in self._docs

    def resettled(self) -> bool:
        """Whether settings or the folder's own theme changed since the last refresh."""
        return self._settings != self._all_settings()

    def refresh(self) -> Updated:
        """Have the site show ``docs/`` as it is now; what came of it, in Chinese.

        Raises ``Fault`` where it cannot: the pages are then as they were.
        """
        self.theme = own_theme(self.folder)
        before, self._settings = self._settings, self._all_settings()
        self._docs = signs(self.folder.docs)
        done = None
        if self._site and not self._broken and before == self._settings:
            done = self._update(self._site)
        done = done or self._anew()
        self.version += 1
        return Updated(done.rendered, [*map(translated, done.said)])

    @property
    def _shown(self) -> Site:
        assert self._site, "nothing was ever made"
        return self._site

    def _update(self, site: Site) -> Updated | None:
        self._broken = True  # until it is done
        try:
            with self._by_mkdocs():
                done = site.update()
        except Stale:
            return None
        self._broken = False
        return done

    def _anew(self) -> Updated:
        """Build the site from nothing, and let go of the old one."""
        self._broken = True  # until it is done
        check_settings(self.folder)
        target = Path(tempfile.mkdtemp(dir=self._place))
        try:
            with self._by_mkdocs():
                site = Site(Path.cwd(), target, self._heard)
            check_theme(target)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        if self._left:
            shutil.rmtree(self._left, ignore_errors=True)
        # what is shown right now stays until others are shown
        self._left = self._site.target if self._site else None
        self._site, self._broken = site, False
        return site.first

    @contextmanager
    def _by_mkdocs(self) -> Iterator[None]:
        """Run a step of MkDocs where ``build`` runs it, in the folder; its failures are faults."""
        log = logging.getLogger("mkdocs")
        log.addHandler(self._heard)
        self._heard.take()
        try:
            with chdir(self.folder.root):
                yield
        except (Exception, SystemExit) as error:
            system = isinstance(error, OSError) and not isinstance(error, TemplateError)
            if isinstance(error, Stale) or system:
                raise
            said = [f"ERROR    -  {line}" for line in self._heard.take()]
            if not isinstance(error, MkDocsException):
                said.append(traceback.format_exc())
            raise SiteError(in_words("\n".join(said) or str(error), self.folder)) from error
        finally:
            log.removeHandler(self._heard)

    def _all_settings(self) -> dict[str, Sign]:
        files = (self.folder.root / "mkdocs.yml", self.folder.docs / PATH)
        found = {str(path): sign(path) for path in files if path.is_file()}
        return found | (signs(self.theme) if self.theme else {})
