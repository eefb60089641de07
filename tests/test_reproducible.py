"""Here and in a clone, at another path, on another day, in other surroundings: the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_publish import tree

ORDER = """
import os

listdir, scandir = os.listdir, os.scandir
backwards = os.environ["ORDER"] == "backwards"


class Sorted:
    def __init__(self, *path):
        with scandir(*path) as entries:
            self.entries = iter(sorted(entries, key=lambda e: e.name, reverse=backwards))

    def __iter__(self):
        return self.entries

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass


os.listdir = lambda *path: sorted(listdir(*path), reverse=backwards)
os.scandir = Sorted
"""
"""A sitecustomize.py: the order in which folders list their files, which no standard sets."""

HERE = {
    "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1",
    "ORDER": "forwards", "USER": "one",
}  # fmt: skip
THERE = {
    "TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "de_DE.ISO-8859-1",
    "PYTHONHASHSEED": "4711", "ORDER": "backwards", "USER": "two",
    "SOURCE_DATE_EPOCH": "1700000000", "COLUMNS": "40",
    "FAKETIME": "+400d", "DONT_FAKE_MONOTONIC": "1",
}  # fmt: skip


def surroundings(changes: dict[str, str], order: Path) -> dict[str, str]:
    """The environment of a build; what `make test` itself has set is left out."""
    own = {"SOURCE_DATE_EPOCH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "LD_PRELOAD"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    made = kept | changes | {"PYTHONPATH": str(order)}
    if "FAKETIME" in changes:
        library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
        assert library, "no libfaketime: run scripts/install_for_tests.sh"
        made["LD_PRELOAD"] = str(library)
    return made


def clone(folder: Path, stamp: int) -> Path:
    """The files that git knows or would take, dated ``stamp``, with the virtual environment."""
    ready = Path(sys.prefix) / "ready"
    assert ready.exists(), "tests run in the virtual environment that make has set up"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
        shutil.copymode(ROOT / name, folder / name)
        os.utime(folder / name, (stamp, stamp))
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture
def order(tmp_path: Path) -> Path:
    """A folder for PYTHONPATH that makes folders list their files in the order of ``ORDER``."""
    (tmp_path / "order").mkdir()
    (tmp_path / "order" / "sitecustomize.py").write_text(ORDER, encoding="utf-8")
    return tmp_path / "order"


def test_the_surroundings_differ_in_all_that_the_test_is_about(order: Path) -> None:
    """Or the test beneath would show nothing."""
    program = (
        "import datetime, os, time; print(datetime.date.today().year, time.tzname[0], hash('a'),"
        f" os.listdir({str(ROOT)!r})[0], next(os.scandir({str(ROOT)!r})).name,"
        " os.environ['LC_ALL'], os.environ.get('SOURCE_DATE_EPOCH'), sep='\\n')"
    )
    one, two = (
        subprocess.run(
            [sys.executable, "-c", program],
            env=surroundings(changes, order), check=True, capture_output=True, text=True,
        ).stdout.splitlines()
        for changes in (HERE, THERE)
    )  # fmt: skip
    assert len(one) == len(two) == 7
    assert not [pair for pair in zip(one, two, strict=True) if pair[0] == pair[1]]


def test_a_clone_elsewhere_gives_the_same_bytes(
    real_site: Path, tmp_path: Path, order: Path
) -> None:
    """The site that other tests look at was built here and today."""
    there = clone(tmp_path / "第 二份" / "deeper" / "two", stamp=1_000_000_000)
    for own in ("bench.md", ".gitkeep"):  # what this repository has beside its data
        (there / "docs" / own).unlink()
    done = subprocess.run(
        ["make", "site"], cwd=there, env=surroundings(THERE, order), umask=0o077,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode(errors="replace")
    for made in ("docs", "site"):
        one, two = tree(real_site.parent / made), tree(there / made)
        assert one.keys() == two.keys()
        assert [name for name, content in one.items() if two[name] != content] == []
    kinds = {Path(name).suffix for name in tree(there / "site")}
    assert {".html", ".gz", ".zip", ".pdf", ".xlsx", ".docx", ".ics", ".csv", ".png"} <= kinds
