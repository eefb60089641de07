"""Show the handbook on this machine, and make its pages anew when somebody changes the data."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, watch

from handbook.site.build import ENVIRONMENT, mkdocs
from handbook.site.folder import Folder

GLANCE = 500
"""Milliseconds after which we look whether MkDocs is still there."""


def serve(folder: Folder, port: int, rebuild: Callable[[], object]) -> None:
    """Serve ``docs/`` at ``port`` of this machine until interrupted; ``rebuild`` after a change.

    ``rebuild`` says itself what is wrong with the data: the pages then stay as they are.
    """
    command = mkdocs("serve", "--no-strict", "--dev-addr", f"127.0.0.1:{port}")
    server = subprocess.Popen(command, cwd=folder.root, env=os.environ | ENVIRONMENT)
    try:
        places = [path for path in (folder.data, folder.templates, folder.docs) if path.is_dir()]
        changes = watch(
            *places, watch_filter=_wanted(folder), rust_timeout=GLANCE, yield_on_timeout=True
        )
        for found in changes:
            if server.poll() is not None:
                return
            if found:
                rebuild()
    finally:
        server.terminate()
        server.wait()


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
