"""The workflow of an inbox, step by step as a host runs it: in a repository, with `gh` told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.files.forms import unit_form
from handbook.read.load import load
from tests.conftest import ROOT, TINY, lay_out
from tests.ledgers import write_ledger
from tests.test_intake import answer, filled

FLOW = ROOT / "handbook/starter/files/dot-github/workflows/inbox.yml"
PRIVATE = "!github.event.repository.private"
TOLD = "gh.txt"


@pytest.fixture(scope="module")
def steps() -> list[dict[str, Any]]:
    """The steps of its one job."""
    (job,) = yaml.safe_load(FLOW.read_text("utf-8"))["jobs"].values()
    return list(job["steps"])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A private repository with a handbook, where somebody uploaded a form and something else."""
    folder = lay_out(TINY, tmp_path / "手册")
    write_ledger(folder / "data/ledger")
    (folder / ".gitignore").write_text("/data/ledger/*\n/internal/\n", "utf-8")
    form = unit_form(load(folder / "data", internal=True), "jiaotong")
    (folder / "inbox").mkdir()
    filled(form, folder / "inbox/交通局.xlsx", answer(变化情况="无变化"))
    (folder / "inbox/坏.xlsx").write_bytes(b"x")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "origin.git")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "remote", "add", "origin", "../origin.git")
    git(folder, "add", "--force", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "begin")
    git(folder, "push", "-q", "origin", "main")
    return folder


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def run(
    folder: Path, step: dict[str, Any], programs: Path, **more: str
) -> subprocess.CompletedProcess[str]:
    """What a step's commands do; the programs that the host has are ``shouce`` and ``gh``."""
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(programs), "BRANCH": "inbox-7",
        "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **more,
    }  # fmt: skip
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    place = tmp_path / "bin"
    place.mkdir()
    # on the ledger's own day, whatever the day is here
    shouce = f'exec {sys.executable} -m handbook "$@" --received ${{DAY:-2031-09-30}}\n'
    told = f'printf "%s\\n" "$@" > {tmp_path / TOLD}; cat body.md >> {tmp_path / TOLD}\n'
    for name, text in (("shouce", shouce), ("gh", told)):
        (place / name).write_text(f"#!/bin/sh\n{text}", "utf-8")
        (place / name).chmod(0o755)
    return place


def test_a_public_repository_takes_nothing_and_says_why(
    steps: list[dict[str, Any]], repository: Path, programs: Path
) -> None:
    first = steps[0]
    assert PRIVATE in first["if"]
    done = run(repository, first, programs)
    assert done.returncode == 1
    assert "::error::这个仓库是公开的" in done.stdout
    assert git(repository, "status", "--short") == ""


def test_what_is_uploaded_becomes_a_pull_request(
    steps: list[dict[str, Any]], repository: Path, programs: Path
) -> None:
    for step in (step for step in steps[1:] if "run" in step and "pip install" not in step["run"]):
        done = run(repository, step, programs)
        assert done.returncode == 0, done.stdout + done.stderr
    told = (programs.parent / TOLD).read_text("utf-8")
    for words in ("pr\ncreate\n--head\ninbox-7", "交通局.xlsx", "坏.xlsx", "登记1条"):
        assert words in told, told
    shown = git(repository, "show", "--stat", "--format=%an", "origin/inbox-7")
    assert "github-actions[bot]" in shown
    assert "inbox/交通局.xlsx" in shown  # it was taken, and is gone
    assert "inbox/坏.xlsx" not in shown  # it stays for whoever must mend it
    entries = git(repository, "diff", "main", "origin/inbox-7", "--", "data/ledger/entries")
    assert entries.count("kind: ") == 1
    assert "kind: report" in entries
    assert "unchanged: true" in entries


def test_where_nothing_is_taken_somebody_is_told(
    steps: list[dict[str, Any]], repository: Path, programs: Path
) -> None:
    done = [
        run(repository, step, programs, DAY="2031-10-01")
        for step in steps[1:]
        if "run" in step and "pip install" not in step["run"]
    ]
    assert [one.returncode for one in done] == [0, 1]
    assert "登记日 2031-10-01 晚于台账的截至日 2031-09-30" in done[1].stdout
    assert "::error::什么都没有登记" in done[1].stdout
    assert git(repository, "status", "--short", "inbox") == ""
