"""Unchanged data are not made into pages anew; whatever could change a page is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import handbook
from handbook.cli import main, main_pages
from handbook.publish.publish import MANIFEST
from handbook.site import build, stamp
from tests.conftest import TINY

UNCHANGED = "数据、模板和程序都没有变"
Deed = Callable[[Path, pytest.MonkeyPatch], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "data")
    shutil.copytree(Path(handbook.__file__).parent, tmp_path / "generator")
    return tmp_path


def write(path: str, text: str) -> Deed:
    def deed(folder: Path, _: pytest.MonkeyPatch) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")

    return deed


def change(path: str, old: str, new: str) -> Deed:
    def deed(folder: Path, _: pytest.MonkeyPatch) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")

    return deed


def remove(path: str) -> Deed:
    return lambda folder, _: (folder / path).unlink()


def address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.com/shouce/")


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "packages/jinja2-9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(folder / "packages")


# fmt: off
CHANGES: list[tuple[str, Deed, str]] = [
    # what changes, and what the next run says
    ("a word of the data", change("data/handbook.yaml", "short_title: ", "short_title: 新"), "写"),
    ("a template of the folder's own", write("templates/index.md.j2", "首页"), "写出 2，"),
    ("a page written by hand", write("docs/own.md", "# 自己的"), "写出 1，"),
    ("a generated file is gone", remove("docs/tasks.md"), "写出 1，"),
    ("a picture is gone", remove("docs/assets/favicon.svg"), "写出 1，"),
    ("a broken run left its files", write("docs/.unfinished-build/1", "半"), "未变"),
    ("the site's address", address, "写出"),
    ("the generator", change("generator/words/vocabulary.py", "原文未明确", "未明确"), "未变"),
    ("a template of the generator", write("generator/pages/templates/new.md.j2", ""), "未变"),
    ("another version of a package", installed, "未变"),
    ("files to take away", write("docs/downloads/.made-of", "别的"), "未变"),
]
# fmt: on


@pytest.mark.parametrize(("deed", "says"), [case[1:] for case in CHANGES],
                         ids=[case[0] for case in CHANGES])  # fmt: skip
def test_what_changes_a_page_is_seen(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    deed: Deed,
    says: str,
) -> None:
    monkeypatch.setattr(stamp, "PACKAGE", folder / "generator")
    assert main_pages([], folder) == 0
    capsys.readouterr()
    assert main_pages([], folder) == 0
    assert UNCHANGED in capsys.readouterr().out
    deed(folder, monkeypatch)
    assert main_pages([], folder) == 0
    said = capsys.readouterr().out
    assert UNCHANGED not in said and says in said


def test_a_generated_file_that_somebody_edited_is_not_passed_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main_pages([], folder) == 0
    with (folder / "docs/tasks.md").open("a", encoding="utf-8") as page:
        page.write("手写")
    # nothing is to be written, so nothing is in its way but the words that would be lost
    assert main_pages([], folder) == 1
    assert "生成的文件被人改过：tasks.md。" in capsys.readouterr().err


def test_files_to_take_away_are_made_anew_only_where_something_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "write_site", lambda *_: "")
    said = []
    template = folder / "templates" / "downloads.md.j2"
    template.parent.mkdir()
    for text in ("甲", "甲", "乙"):
        template.write_text(text, encoding="utf-8")
        assert main(["build", str(folder)]) == 0
        said.append(re.findall(r"写出 (\d+)，", capsys.readouterr().out))
    assert "0" not in said[0]
    assert said[1] == ["0", "0"]
    assert said[2][0] == "1", "the page that lists them is made by it"
    with (folder / "docs/downloads/tasks.csv").open("ab") as table:
        table.write(b"1")
    assert main(["build", str(folder)]) == 1
    assert "被人改过：tasks.csv。" in capsys.readouterr().err


def test_the_stamp_knows_no_path_and_no_time(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "another folder"
    shutil.copytree(folder / "data", again / "data")
    manifests = []
    for place in (folder, again):
        assert main_pages([], place) == 0
        manifests.append((place / "docs" / MANIFEST).read_bytes())
    assert manifests[0] == manifests[1]
    assert len(json.loads(manifests[0])["made_of"]) == 64
