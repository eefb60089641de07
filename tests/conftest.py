"""Shared by all tests: the real handbook, a tiny different speech, and both as built sites."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from handbook.model import Handbook
from handbook.read.load import load

ROOT = Path(__file__).resolve().parent.parent
TINY = Path(__file__).parent / "fixtures" / "tiny" / "data"
HEAVY = {
    "browser", "real_site", "tiny_site", "site", "hosted", "attacked", "papers",
    "shown", "editions",
}  # fmt: skip
"""Fixtures that start a browser or LibreOffice, or build a site; `make check-fast` does without."""


# A job in the background is started deaf to Ctrl+C, and so would be what tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before those are chosen that have or lack the mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HEAVY.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("heavy")


@pytest.fixture(scope="session")
def real() -> Handbook:
    """The handbook of the real speech."""
    return load(ROOT / "data")


@pytest.fixture(scope="session")
def tiny() -> Handbook:
    """The handbook of the tiny fixture speech."""
    return load(TINY)


@pytest.fixture
def tiny_data(tmp_path: Path) -> Path:
    """A copy of the tiny data that a test may spoil."""
    return Path(shutil.copytree(TINY, tmp_path / "data"))


def lay_out(data: Path, folder: Path) -> Path:
    """Make ``folder`` a handbook's with a copy of ``data`` and our settings."""
    shutil.copytree(data, folder / "data")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def build_site(data: Path, folder: Path, site_url: str = "") -> Path:
    """Build ``data`` in a folder of its own just as `make site` does; warnings are errors."""
    lay_out(data, folder)
    command = [sys.executable, "-m", "handbook", "build", "--quiet", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"SITE_URL": site_url})
    return folder / "site"


def shared_site(name: str, data: Path, factory: pytest.TempPathFactory, worker: str) -> Path:
    """The site of ``data``, built by the first process that asks for it."""
    base = factory.getbasetemp()
    work = (base if worker == "master" else base.parent) / name
    with FileLock(f"{work}.lock"):
        return work / "site" if work.exists() else build_site(data, work)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    return shared_site("real", ROOT / "data", tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    return shared_site("tiny", TINY, tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the example with both editions built, by the first process that asks."""
    from tests.marked import built

    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "editions"
    with FileLock(f"{folder}.lock"):
        return folder if folder.exists() else built(folder)


Spoil = Callable[[str, str, str], None]


@pytest.fixture
def spoil(tiny_data: Path) -> Spoil:
    """Replace words in a file of the copied tiny data; the words must be there."""

    def replace(name: str, old: str, new: str) -> None:
        path = tiny_data / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
