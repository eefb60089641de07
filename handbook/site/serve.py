"""Show the handbook on this machine, and bring it up to date when somebody changes anything."""

from __future__ import annotations

import gc
import logging
import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs import livereload
from watchfiles import watch

from handbook.site.mkdocs import SiteError
from handbook.site.preview import Preview

GLANCE = 500
"""Milliseconds after which we look at the settings, which are not watched."""
QUIET = 30
"""Milliseconds without a further change after which a change is taken for whole."""
PATIENCE = 500
"""Milliseconds after which it is taken for whole in any case."""

Refresh = Callable[[bool], bool]
"""Bring the preview up to date, the pages made from the data first or not; whether to go on."""


def serve(preview: Preview, port: int, refresh: Refresh) -> None:
    """Show ``preview`` at ``port`` of this machine until interrupted, ``refresh`` after a change.

    ``refresh`` says itself what is wrong with the data: the pages then stay as they are.
    """
    _tidy(anew=False)
    with _server(preview, port) as server:
        for with_data in _changes(preview):
            shown, version = preview.root, preview.version
            gc.disable()  # until the pages are shown
            going_on = refresh(with_data)
            if preview.version != version:
                server.show(preview.root)
            _tidy(anew=preview.root != shown)
            if not going_on:
                break


def check_free(port: int) -> None:
    """Raise ``SiteError`` where a port of this machine is taken."""
    with socket.socket() as place:
        # as the server will: a port that was closed a moment ago is free
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            place.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise SiteError(
                f"端口 {port} 用不了，可能被别的程序占着。请换一个，如 shouce serve --port 8123"
            ) from None


# -- what changed -------------------------------------------------------------------------------


def _changes(preview: Preview) -> Iterator[bool]:
    """Yield when the preview is out of date: whether the pages must be made from the data first."""
    places: list[Path] | None = None
    while True:
        missed = places is not None  # what changed while nobody watched
        places = _places(preview)
        for found in watch(
            *places, watch_filter=_wanted, debounce=PATIENCE, step=QUIET, rust_timeout=GLANCE,
            yield_on_timeout=True, raise_interrupt=False,
        ):  # fmt: skip
            with_data = missed or _with_data(preview, [Path(name) for _, name in found])
            missed = False
            if with_data is not None:
                yield with_data
            if places != _places(preview):
                yield True
                break
        else:
            return


def _with_data(preview: Preview, paths: Iterable[Path]) -> bool | None:
    """Whether the pages must be made anew because of ``paths``; ``None`` if nothing must."""
    docs, theme = preview.folder.docs.resolve(), preview.theme and preview.theme.resolve()
    if any(not path.is_relative_to(docs) and not _below(path, theme) for path in paths):
        return True
    # what we wrote to docs/ ourselves is shown already
    strayed = preview.strayed() if paths else set()
    if any(name.endswith(".md") and preview.knows(name) != Path(name).exists() for name in strayed):
        return True  # the nav is made with the pages
    return False if strayed or preview.resettled() else None


def _below(path: Path, folder: Path | None) -> bool:
    return folder is not None and path.is_relative_to(folder)


def _places(preview: Preview) -> list[Path]:
    folder = preview.folder
    places = (folder.data, folder.templates, folder.docs, preview.theme)
    return [path.resolve() for path in places if path and path.is_dir()]


def _wanted(change: object, name: str) -> bool:
    return not any(part.startswith(".") for part in Path(name).parts[-2:])


def _tidy(*, anew: bool) -> None:
    """Let go of what is left over; the site itself is not gone through at each change."""
    gc.enable()
    if anew:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


# -- what the browser gets ----------------------------------------------------------------------


class Server(livereload.LiveReloadServer):
    """MkDocs' server, which tells the pages open in a browser to load anew.

    It puts its script into the page, where our pages' policy forbids it to run: here the script
    is a file. It builds nothing.
    """

    def __init__(self, root: Path, port: int, mount: str) -> None:
        super().__init__(lambda: None, "127.0.0.1", port, str(root), mount)
        self._watched_paths = {str(root): 1}  # else pages are not told
        self.error_handler = self._error_page

    def start(self) -> None:
        """Answer from now on, in a thread."""
        self.server_bind()
        self.server_activate()
        self.serve_thread.daemon = True
        self.serve_thread.start()

    def show(self, root: Path) -> None:
        """Show the site in ``root``, and have the open pages load anew."""
        with self._epoch_cond:
            self.root = str(root)
            self._wanted_epoch = self._visible_epoch = livereload._timestamp()
            self._epoch_cond.notify_all()

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self.root, f"{code}.html")
        return page.read_bytes() if page.is_file() else None

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        start, end, rest = content.rpartition(b"</body>")
        script = b'<script src="/livereload/%d.js"></script>' % epoch
        return b"".join((start, script, end, rest) if end else (content, script))

    def _serve_request(self, environ, start_response):  # type: ignore[no-untyped-def]
        script = re.fullmatch(r"/livereload/([0-9]+)\.js", environ["PATH_INFO"])
        if not script:
            return super()._serve_request(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/javascript")])
        source = livereload._SCRIPT_TEMPLATE.substitute(
            epoch=script[1], request_id=livereload._timestamp()
        )
        return [source.encode()]


@contextmanager
def _server(preview: Preview, port: int) -> Iterator[Server]:
    for name in (livereload.__name__, "watchfiles"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they say is in English
    server = Server(preview.root, port, urlsplit(preview.address).path or "/")
    server.start()
    try:
        yield server
    finally:
        server.shutdown()
