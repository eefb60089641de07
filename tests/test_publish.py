"""What publishing may and may not touch."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.cli import main_pages
from handbook.publish.publish import MANIFEST, Published, PublishError, clean, publish
from tests.conftest import TINY


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def tree(folder: Path) -> dict[str, str | bytes | None]:
    """All that is below ``folder``: a file's bytes, where a link leads, ``None`` for a folder."""
    found: dict[str, str | bytes | None] = {}
    for root, folders, files in os.walk(folder):
        for path in (Path(root) / name for name in folders + files):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                found[name] = str(path.readlink())
            else:
                found[name] = None if path.is_dir() else path.read_bytes()
    return found


def remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


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


@pytest.mark.parametrize("raw", ["", "[]", '{"files": 3}', "{", '{"files": {"a.md": 3}}', "\xff"])
def test_a_broken_manifest_stops_the_build_until_it_is_removed(tmp_path: Path, raw: str) -> None:
    publish(tmp_path, {"a.md": "甲", "b.md": "乙"})
    (tmp_path / MANIFEST).write_text(raw, encoding="latin-1")
    for command in (
        lambda: publish(tmp_path, {"a.md": "甲", "b.md": "丙"}),
        lambda: clean(tmp_path),
    ):
        with pytest.raises(PublishError, match=r"损坏.*请删去它再重新执行"):
            command()
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == "乙"
    (tmp_path / MANIFEST).unlink()
    assert publish(tmp_path, {"a.md": "甲", "b.md": "乙"}) == Published(0, 2, 0)
    assert publish(tmp_path, {"a.md": "甲", "b.md": "丙"}) == Published(1, 1, 0)


def test_without_a_manifest_nothing_that_differs_is_taken_for_ours(tmp_path: Path) -> None:
    publish(tmp_path, {f"{n:02}.md": "旧" for n in range(12)})
    (tmp_path / MANIFEST).unlink()
    with pytest.raises(PublishError, match=r"手写文件：00\.md、.*、09\.md 等 12 个。"):
        publish(tmp_path, {f"{n:02}.md": "新" for n in range(12)})


def test_a_manifest_of_version_0_1_is_understood(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("旧", encoding="utf-8")
    (tmp_path / MANIFEST).write_text('{"files": ["a.md", "gone.md"]}', encoding="utf-8")
    assert publish(tmp_path, {"a.md": "新"}) == Published(1, 0, 0)
    assert list(json.loads((tmp_path / MANIFEST).read_bytes())["files"]) == ["a.md"]


@pytest.mark.parametrize(
    "path", ["../a.md", "/etc/a", "b/../../a.md", "C:a.md", "b\\a.md", "b//a", ""]
)
def test_no_path_leads_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError, match="不在"):
        publish(tmp_path / "docs", {"a.md": "甲", path: "乙"})
    assert not names(tmp_path)


def test_a_manifest_cannot_reach_outside(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "own.md").write_text("手写", encoding="utf-8")
    (docs / ".manifest.json").write_text('{"files": ["../own.md", "/etc/x"]}', encoding="utf-8")
    publish(docs, {"a.md": "甲"})
    assert (tmp_path / "own.md").exists()


OLD = {"a.md": "甲", "b/c.md": "乙", "gone.md": "丁"}
NEW = {"a.md": "新甲", "b/c.md": "新乙", "new.md": "戊"}


def edit(name: str) -> Callable[[Path, Path], None]:
    def write(docs: Path, outside: Path) -> None:
        (docs / name).write_text("手写", encoding="utf-8")

    return write


def link(name: str, target: str) -> Callable[[Path, Path], None]:
    """Put a link to ``target`` outside in the place of ``name``."""

    def place(docs: Path, outside: Path) -> None:
        remove(docs / name)
        (docs / name).symlink_to(outside / target)

    return place


def move_out(docs: Path, outside: Path) -> None:
    """A folder moved to another disk, say, with a link left in its place."""
    (docs / "b").rename(outside / "moved")
    (docs / "b").symlink_to(outside / "moved")


def file_for_folder(docs: Path, outside: Path) -> None:
    remove(docs / "b")
    (docs / "b").write_text("手写", encoding="utf-8")


def folder_for_file(docs: Path, outside: Path) -> None:
    remove(docs / "a.md")
    (docs / "a.md").mkdir()
    (docs / "a.md" / "own.md").write_text("手写", encoding="utf-8")


# fmt: off
IN_THE_WAY: list[tuple[str, Callable[[Path, Path], None], str, str]] = [
    # what somebody did, where, what the build says
    ("edits a page", edit("a.md"), "a.md", "被人改过：a.md。要留的内容请写进 data/"),
    ("edits a page to be removed", edit("gone.md"), "gone.md", "被人改过：gone.md。"),
    ("writes where a page is to come", edit("new.md"), "new.md", "手写文件：new.md。请给"),
    ("links to a file outside", link("new.md", "own.md"), "new.md", "手写文件：new.md。"),
    ("links to nothing", link("new.md", "nothing"), "new.md", "手写文件：new.md。"),
    ("links a page to a file outside", link("a.md", "own.md"), "a.md", "被人改过：a.md。"),
    ("links a page to the same bytes", link("a.md", "same.md"), "a.md", "被人改过：a.md。"),
    ("links a page to be removed", link("gone.md", "own.md"), "gone.md", "被人改过：gone.md。"),
    ("links a folder to one outside", link("b", "folder"), "b", "占着：b。请把它移走"),
    ("links a folder to nothing", link("b", "nothing"), "b", "占着：b。"),
    ("moves a folder out and links it", move_out, "b", "占着：b。"),
    ("puts a file where a folder is to be", file_for_folder, "b", "占着：b。"),
    ("puts a folder where a page is to be", folder_for_file, "a.md", "被人改过：a.md。"),
]
# fmt: on


@pytest.mark.parametrize(("deed", "place", "message"), [case[1:] for case in IN_THE_WAY],
                         ids=[case[0] for case in IN_THE_WAY])  # fmt: skip
def test_what_somebody_put_in_the_way_stops_the_build_and_stays(
    tmp_path: Path, deed: Callable[[Path, Path], None], place: str, message: str
) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    (outside / "own.md").write_text("手写", encoding="utf-8")
    (outside / "same.md").write_text("甲", encoding="utf-8")
    publish(docs, OLD)
    deed(docs, outside)
    before = tree(tmp_path)
    for _ in range(2):
        with pytest.raises(PublishError) as caught:
            publish(docs, NEW)
        assert message in str(caught.value)
        assert "什么都没有写" in str(caught.value)
        assert tree(tmp_path) == before
    remove(docs / place)
    publish(docs, NEW)
    publish(tmp_path / "undisturbed", NEW)
    assert tree(docs) == tree(tmp_path / "undisturbed")
    assert {k: v for k, v in tree(tmp_path).items() if k.startswith("outside/")} == {
        k: v for k, v in before.items() if k.startswith("outside/")
    }


def test_cleaning_keeps_what_somebody_edited(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    (tmp_path / "a.md").write_text("手写", encoding="utf-8")
    with pytest.raises(PublishError, match=r"被人改过：a\.md"):
        clean(tmp_path)
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "手写"
    assert (tmp_path / "b" / "c.md").exists()


def test_same_input_same_bytes(tmp_path: Path) -> None:
    """Another place, another hash seed, another time zone: the same pages."""
    for name, seed in (("one", "1"), ("two/deep", "77")):
        environment = {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        old = {key: os.environ.get(key) for key in environment}
        os.environ.update(environment)
        try:
            assert main_pages(["--data", str(TINY), "--docs", str(tmp_path / name)]) == 0
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
    assert main_pages([*places, "--check"]) == 0
    assert not (tmp_path / "docs").exists()
    assert main_pages(places) == 0
    assert "章节 6，任务 3，单位 3；写出 " in capsys.readouterr().out
    assert main_pages(places) == 0
    assert "写出 0，" in capsys.readouterr().out
    assert main_pages([*places, "--clean"]) == 0
    assert not names(tmp_path / "docs")
    with pytest.raises(SystemExit, match="0"):
        main_pages(["--help"])
    assert "只核对数据" in capsys.readouterr().out


def test_modes_are_ordinary(tmp_path: Path) -> None:
    publish(tmp_path, {"a.md": "甲"})
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) & 0o600 == 0o600
