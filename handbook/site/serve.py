"""Show the handbook on this machine, and make its pages anew when somebody changes the data."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, watch

from handbook.site.folder import Folder
from handbook.site.mkdocs import ENVIRONMENT, SiteError, command

GLANCE = 500
"""Milliseconds after which we look whether MkDocs is still there."""


def serve(folder: Folder, port: int, rebuild: Callable[[], object]) -> None:
    """Serve ``docs/`` at ``port`` of this machine until interrupted; ``rebuild`` after a change.

    ``rebuild`` says itself what is wrong with the data: the pages then stay as they are. Raises
    ``SiteError`` where MkDocs gives up.
    """
    serving = command("serve", "--no-strict", "--dev-addr", f"127.0.0.1:{port}")
    # what MkDocs says goes to the console as it is
    console = {"PYTHONIOENCODING": f"{sys.stdout.encoding}:backslashreplace"}
    server = subprocess.Popen(serving, cwd=folder.root, env=os.environ | ENVIRONMENT | console)
    try:
        places = [path for path in (folder.data, folder.templates, folder.docs) if path.is_dir()]
        for found in watch(
            *places, watch_filter=_wanted(folder), rust_timeout=GLANCE, yield_on_timeout=True,
            raise_interrupt=False,
        ):  # fmt: skip
            if server.poll() is not None:
                raise SiteError("预览停了，MkDocs 说明了原因（见上）。请改好以后重新执行")
            if found:
                rebuild()
    finally:
        server.terminate()
        server.wait()


def check_free(port: int) -> None:
    """Raise ``SiteError`` where a port of this machine is taken."""
    with socket.socket() as place:
        # as MkDocs will: a port that was closed a moment ago is free
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            place.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise SiteError(
                f"端口 {port} 用不了，可能被别的程序占着。请换一个，如 shouce serve --port 8123"
            ) from None


def _wanted(folder: Folder) -> Callable[[Change, str], bool]:
    """Whatever changes in the data and templates; in ``docs/`` a page that comes or goes."""

    def wanted(change: Change, name: str) -> bool:
        path = Path(name)
        if any(part.startswith(".") for part in path.parts[-2:]):
            return False
        if folder.docs.resolve() in path.resolve().parents:
            return path.suffix == ".md" and change is not Change.modified
        return True

    return wanted
