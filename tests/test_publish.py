"""What publishing may and may not touch."""

import os
import stat
from pathlib import Path

import pytest

from handbook.cli import main
from handbook.publish import Published, PublishError, clean, publish
from tests.conftest import TINY


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    files = {"a.md": "甲", "b/c.md": "乙"}
    assert publish(tmp_path, files) == Published(2, 0, 0)
    stamps = {name: (tmp_path / name).stat().st_mtime_ns for name in names(tmp_path)}
    assert publish(tmp_path, files) == Published(0, 2, 0)
    assert stamps == {name: (tmp_path / name).stat().st_mtime_ns for name in names(tmp_path)}


def test_pages_no_longer_called_for_are_removed_with_their_folder(tmp_path: Path) -> None:
    publish(tmp_path, {"a.md": "甲", "b/c.md": "乙"})
    (tmp_path / "own.md").write_text("手写", encoding="utf-8")
    assert publish(tmp_path, {"a.md": "丙"}) == Published(1, 0, 1)
    assert names(tmp_path) == {"a.md", "own.md", ".manifest.json"}
    assert not (tmp_path / "b").exists()


def test_a_hand_written_page_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("手写", encoding="utf-8")
    with pytest.raises(PublishError, match=r"手写文件：a\.md"):
        publish(tmp_path, {"a.md": "生成", "b.md": "生成"})
    assert names(tmp_path) == {"a.md"}
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "手写"


def test_clean_removes_only_what_was_generated(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("手写", encoding="utf-8")
    publish(tmp_path, {"a.md": "甲", "b/c.md": "乙"})
    assert clean(tmp_path) == 2
    assert names(tmp_path) == {"own.md"}


@pytest.mark.parametrize("raw", ["", "[]", '{"files": 3}', "{"])
def test_a_broken_manifest_stops_the_build(tmp_path: Path, raw: str) -> None:
    (tmp_path / ".manifest.json").write_text(raw, encoding="utf-8")
    with pytest.raises(PublishError, match="损坏"):
        publish(tmp_path, {"a.md": "甲"})
    assert names(tmp_path) == {".manifest.json"}


def test_a_manifest_cannot_reach_outside(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "own.md").write_text("手写", encoding="utf-8")
    (docs / ".manifest.json").write_text('{"files": ["../own.md", "/etc/x"]}', encoding="utf-8")
    publish(docs, {"a.md": "甲"})
    assert (tmp_path / "own.md").exists()


def test_a_folder_in_the_way_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("手写", encoding="utf-8")
    with pytest.raises(PublishError, match="写不进"):
        publish(tmp_path, {"b/c.md": "乙"})
    assert (tmp_path / "b").read_text(encoding="utf-8") == "手写"


def test_same_input_same_bytes(tmp_path: Path) -> None:
    """Another place, another hash seed, another time zone: the same pages."""
    for name, seed in (("one", "1"), ("two/deep", "77")):
        environment = {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        old = {key: os.environ.get(key) for key in environment}
        os.environ.update(environment)
        try:
            assert main(["--data", str(TINY), "--docs", str(tmp_path / name)]) == 0
        finally:
            for key, value in old.items():
                os.environ.pop(key) if value is None else os.environ.__setitem__(key, value)
    one, two = tmp_path / "one", tmp_path / "two" / "deep"
    assert names(one) == names(two)
    assert all((one / n).read_bytes() == (two / n).read_bytes() for n in names(one))


def test_the_command_checks_builds_cleans_and_explains_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--data", str(TINY), "--docs", str(tmp_path / "docs")]
    assert main([*places, "--check"]) == 0
    assert not (tmp_path / "docs").exists()
    assert main(places) == 0
    assert "章节 6，任务 3，单位 3；写出 " in capsys.readouterr().out
    assert main(places) == 0
    assert "写出 0，" in capsys.readouterr().out
    assert main([*places, "--clean"]) == 0
    assert not names(tmp_path / "docs")
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "只核对数据" in capsys.readouterr().out


def test_modes_are_ordinary(tmp_path: Path) -> None:
    publish(tmp_path, {"a.md": "甲"})
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) & 0o600 == 0o600
