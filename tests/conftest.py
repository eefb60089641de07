"""Shared by all tests: the real handbook, a tiny different speech, and both as built sites."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from filelock import FileLock
from mkdocs.utils.yaml import yaml_load

from handbook.model import Handbook
from handbook.read.load import load

ROOT = Path(__file__).resolve().parent.parent
TINY = Path(__file__).parent / "fixtures" / "tiny"
HEAVY = {"browser", "real_site", "tiny_site", "site", "hosted", "attacked", "papers"}
"""Fixtures that start a browser or LibreOffice, or build a site; `make check-fast` does without."""


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


def build_site(data: Path, work: Path, site_url: str = "") -> Path:
    """Build data into a site below ``work`` just as `make site` does; warnings are errors."""
    environment = os.environ | {"SITE_URL": site_url}
    docs, site = work / "docs", work / "site"
    docs.mkdir(parents=True)
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets")
    for page in ("correct.md", "hosting.md"):
        shutil.copy(ROOT / "docs" / page, docs)
    where = ["--data", str(data), "--docs", str(docs)]
    run_script("build_pages.py", *where, env=environment)
    run_script("build_downloads.py", *where, env=environment)
    config = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"docs_dir": str(docs), "site_dir": str(site), "site_url": site_url}
    config["theme"]["custom_dir"] = str(ROOT / "overrides")
    config["nav"] = list(_present(config["nav"], docs))
    path = work / "mkdocs.yml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(path)]
    subprocess.run(mkdocs, check=True)
    run_script("pack_offline.py", *where, "--site", str(site), env=environment)
    return site


def run_script(name: str, *arguments: str, env: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, str(ROOT / "scripts" / name), *arguments], check=True, env=env)


def _present(entries: list[dict[str, object]], docs: Path) -> Iterator[dict[str, object]]:
    """The nav entries whose pages this speech has."""
    for entry in entries:
        for title, value in entry.items():
            if isinstance(value, list):
                inner = list(_present(value, docs))
                if inner:
                    yield {title: inner}
            elif (docs / str(value)).exists():
                yield {title: value}


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
