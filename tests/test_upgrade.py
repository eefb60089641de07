"""Data of an older format become data of this one, and nothing else in them changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.read.load import load
from handbook.read.upgrade import FORMAT, upgraded
from handbook.site import upgrade
from handbook.site.folder import Folder
from handbook.starter.new import GUIDES, new
from handbook.words.findings import DataError
from tests.conftest import ROOT, TINY

BOM = "\ufeff"
BEFORE_AND_AFTER = [
    # handbook.yaml of format 1, and of format 2
    ("title: 手册\nyear: 2031\n", "format: 2\ntitle: 手册\nyear: 2031\n"),
    ("# 说明\n\ntitle: 手册 \n", "# 说明\n\nformat: 2\ntitle: 手册 \n"),
    ("title: 手册", "format: 2\ntitle: 手册"),
    ("title: 手册\r\nyear: 2031\r\n", "format: 2\r\ntitle: 手册\r\nyear: 2031\r\n"),
    ("# 说明\r\ntitle: 手册\r\n", "# 说明\r\nformat: 2\r\ntitle: 手册\r\n"),
    (f"{BOM}title: 手册\n", f"{BOM}format: 2\ntitle: 手册\n"),
    (f"{BOM}# 说明\r\ntitle: 手册\r\n", f"{BOM}# 说明\r\nformat: 2\r\ntitle: 手册\r\n"),
    ("---\ntitle: 手册\n", "---\nformat: 2\ntitle: 手册\n"),
    ("  title: 手册\n  year: 2031\n", "  format: 2\n  title: 手册\n  year: 2031\n"),
    ("{title: 手册, year: 2031}\n", "{format: 2, title: 手册, year: 2031}\n"),
    ("# 说明\n{\n  title: 手册}\n", "# 说明\n{format: 2, \n  title: 手册}\n"),
    ("{}\n", "{format: 2, }\n"),
    ("format: 1\ntitle: 手册\n", "format: 2\ntitle: 手册\n"),
    ("title: 手册\nformat: 1 # 旧\n", "title: 手册\nformat: 2 # 旧\n"),
]


@pytest.mark.parametrize(("before", "after"), BEFORE_AND_AFTER)
def test_format_is_said_above_the_first_key(before: str, after: str) -> None:
    texts = {"handbook.yaml": before, "units.yaml": "- id: a\r\n", "speech.txt": "一。"}
    assert upgraded(texts) == {"handbook.yaml": after}
    assert upgraded(texts | {"handbook.yaml": after}) == {}


@pytest.mark.parametrize("root", [TINY, ROOT / "data"])
def test_upgraded_data_load(tmp_path: Path, root: Path) -> None:
    texts = {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in root.rglob("*")
        if path.is_file()
    }
    assert upgraded(texts) == {}
    older = texts | {"handbook.yaml": texts["handbook.yaml"].replace("format: 2\n", "", 1)}
    for name, text in (older | upgraded(older)).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    assert load(tmp_path) == load(root)


NOT_UPGRADED = [
    ({}, "data/handbook.yaml:1:1: 【格式】看不出数据是第几版格式"),
    ({"handbook.yaml": "- a\n"}, "data/handbook.yaml:1:1: 【格式】看不出数据是第几版格式"),
    ({"handbook.yaml": "format: 一\n"}, "data/handbook.yaml:1:9: 【格式】看不出数据是第几版格式"),
    ({"handbook.yaml": "title: [\n"}, "data/handbook.yaml:1:8: 【格式】"),
    (
        {"handbook.yaml": f"format: {FORMAT + 1}\n"},
        "data/handbook.yaml:1:9: 【格式】数据是第 3 版格式，这个程序只认得第 2 版，请升级程序",
    ),
]


@pytest.mark.parametrize(("texts", "said"), NOT_UPGRADED)
def test_what_cannot_be_upgraded_is_named(texts: dict[str, str], said: str) -> None:
    with pytest.raises(DataError) as caught:
        upgraded(texts)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_is_kept_in_step_unless_it_is_somebodys_own(tmp_path: Path, guide: str) -> None:
    new(tmp_path / "own")
    folder, path = Folder.at(tmp_path / "own"), tmp_path / "own" / guide
    text = path.read_text("utf-8")
    assert upgrade.changes(folder) == []
    for older, changed in ((text + "旧\n", [guide]), ("# 我们的说明\n", [])):
        path.write_text(older, "utf-8")
        assert [change.path for change in upgrade.changes(folder)] == changed
    path.unlink()
    assert upgrade.changes(folder) == []
