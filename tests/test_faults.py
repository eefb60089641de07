"""The power goes, the disk is full, two builds meet: no page is torn, no line of a hand lost.

Builds run in children that are forked from a server with all modules loaded, so that several
hundred can be killed in the time that starting a few would take.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions

from handbook import cli
from handbook.model import downloads
from handbook.publish.lock import alone
from handbook.publish.publish import MANIFEST, publish
from handbook.publish.stage import STAGE
from handbook.site import build
from handbook.site import docs as steps
from handbook.site.folder import Folder
from handbook.site.stamp import ingredients
from handbook.words.findings import Fault
from tests.conftest import ROOT, TINY, Spoil, lay_out
from tests.test_publish import tree

Tree = Mapping[str, str | bytes | None]
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [__name__, "handbook.files.make", "handbook.files.card", "handbook.site.offline"]
)
OWN = {"own.md": "手写", "b/own.md": "手写"}
"""Written by hand, one of them in a folder of generated pages."""


def version(number: int, pages: int, size: int) -> dict[str, str]:
    """Pages of one state of the data: other words, and other pages, in each."""
    rng = random.Random(number)
    return {
        f"{'abcd'[n % 4]}/{n}.md": f"{number} {n}\n" * rng.randrange(1, size)
        for n in range(pages)
        if n % 7 != number
    }


def start(docs: Path, files: Mapping[str, str]) -> None:
    """A folder with pages written by hand and ``files`` published."""
    for name, text in OWN.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    publish(docs, files)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: what a kill leaves does not hang on the disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def undisturbed(folder: Path, files: Mapping[str, str]) -> Tree:
    start(folder, files)
    return tree(folder)


def child(ready: Connection, target: Callable[..., object], *arguments: object) -> None:
    """Say that work begins, work, say how it went."""
    ready.send("")
    try:
        target(*arguments)
    except Fault as error:
        ready.send(str(error))
    else:
        ready.send("")


def killed(when: Callable[[], bool], target: Callable[..., object], *arguments: object) -> bool:
    """Run a child and kill it as soon as ``when`` says so; was it still alive?"""
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=child, args=(there, target, *arguments))
    process.start()
    there.close()
    here.recv()
    while process.is_alive() and not when():
        time.sleep(0.0002)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def after(seconds: float) -> Callable[[], bool]:
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def replaced(path: Path) -> Callable[[], bool]:
    """Another file stands in the place of this one, or one where there was none."""

    def number() -> int | None:
        try:
            return path.stat().st_ino
        except FileNotFoundError:
            return None

    old = number()
    return lambda: number() not in (None, old)


def never() -> bool:
    return False


def said(target: Callable[..., object], *arguments: object) -> str:
    """What a child that runs to its end complains of."""
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=child, args=(there, target, *arguments))
    process.start()
    there.close()
    here.recv()
    words = str(here.recv())
    process.join()
    return words


def length(target: Callable[..., object], *arguments: object) -> float:
    """Seconds that a child takes undisturbed, once the server of children is up."""
    said(target, *arguments)
    started = time.perf_counter()
    assert said(target, *arguments) == ""
    return time.perf_counter() - started


def check_whole(docs: Path, versions: list[Tree]) -> None:
    """Each file is that of one version, none is torn, none is missing, none without an owner."""
    found = {n: raw for n, raw in tree(docs).items() if raw is not None and STAGE not in n}
    listed = json.loads((docs / MANIFEST).read_bytes())["files"] if MANIFEST in found else {}
    for name, raw in found.items():
        if name in OWN:
            assert raw == OWN[name].encode()
        elif name != MANIFEST:
            assert raw in [files.get(name) for files in versions], name
            assert name in listed
    files_only = [{n for n, raw in files.items() if raw is not None} for files in versions]
    assert set.intersection(*files_only) <= found.keys()


def landing(docs: Path, before: Tree) -> str:
    """In what phase a kill struck: before any write, beside the pages, or among them."""
    after = tree(docs)
    if {n: raw for n, raw in after.items() if STAGE not in n} != {
        n: raw for n, raw in before.items() if STAGE not in n
    }:
        return "among"
    return "beside" if STAGE in after else "before"


@pytest.mark.heavy
def test_killed_at_random_more_than_two_hundred_times(work: Path) -> None:
    versions = [version(number, pages=60, size=3000) for number in range(3)]
    trees = [undisturbed(work / str(n), files) for n, files in enumerate(versions)]
    docs, rng, landed = work / "docs", random.Random(6), Counter[str]()
    start(docs, versions[0])
    seconds = length(publish, docs, versions[1])
    for attempt in range(1000):
        before, chosen = tree(docs), rng.randrange(3)
        # one half at any time, one half once pages take their places, which is over so soon
        when = after(rng.uniform(0, seconds)) if attempt % 2 else replaced(docs / MANIFEST)
        alive = killed(when, publish, docs, versions[chosen])
        landed[landing(docs, before) if alive else "after"] += 1
        check_whole(docs, trees)
        if attempt % 4 == 3:  # some kills come upon what others left
            publish(docs, versions[chosen])
            assert tree(docs) == trees[chosen]
        if landed.total() - landed["after"] >= 200 and min(landed["beside"], landed["among"]) >= 20:
            break
    print(f"kill -9: {dict(landed)}")
    assert landed.total() - landed["after"] >= 200
    assert min(landed["beside"], landed["among"]) >= 20


def killed_before(event: int, docs: Path, files: Mapping[str, str]) -> None:
    """Publish, but die right before the file operation that is number ``event``."""
    left = event

    def count(name: str, _: object) -> None:
        nonlocal left
        if name in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir"):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    publish(docs, files)


def test_killed_before_each_single_file_operation(work: Path) -> None:
    old, new = version(0, pages=9, size=3), version(1, pages=9, size=3)
    trees = [undisturbed(work / n, files) for n, files in (("old", old), ("new", new))]
    event, landed = 0, Counter[str]()
    while True:
        docs = work / f"docs{event}"
        start(docs, old)
        if not killed(never, killed_before, event, docs, new):
            break
        landed[landing(docs, trees[0])] += 1
        check_whole(docs, trees)
        publish(docs, (new, old)[event % 2])
        assert tree(docs) == (trees[1], trees[0])[event % 2]
        event += 1
    print(f"kill -9: {dict(landed)}")
    assert tree(docs) == trees[1]
    assert landed["before"] and min(landed["beside"], landed["among"]) >= 10


def test_words_written_into_a_half_written_folder_stay(work: Path) -> None:
    """After a kill the pages of both states are ours, but not what somebody made of them."""
    old, new = version(0, pages=9, size=3), version(1, pages=9, size=3)
    start(work, old)
    assert killed(never, killed_before, 30, work, new)
    (work / "c/2.md").write_text("手写", encoding="utf-8")
    assert "被人改过：c/2.md。" in said(publish, work, new)
    assert (work / "c/2.md").read_text(encoding="utf-8") == "手写"
    (work / "c/2.md").unlink()
    publish(work, new)
    assert tree(work) == undisturbed(work / "again", new)


# -- whole commands ------------------------------------------------------------------------------


def run(step: Callable[[Path], object], folder: Path) -> None:
    """A step of the build upon ``folder``, in silence."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        step(folder)


def pages(docs: Path, data: Path = TINY) -> None:
    assert cli.main_pages(["--data", str(data), "--docs", str(docs)]) == 0


def files(docs: Path) -> None:
    place = replace(Folder.at(docs), data=TINY, docs=docs)
    steps.write_downloads(steps.read(place), place, ingredients(place))


def packed(site: Path) -> None:
    place = replace(Folder.at(site), data=TINY, site=site)
    build.pack(steps.read(place), site)


def nothing(folder: Path) -> None:
    """A step that needs nothing to be there."""


def bare_site(site: Path) -> None:
    """A site as it is before the offline copy is packed."""
    pages = {
        "index.html": "首页",
        "404.html": "没有",
        "downloads/index.html": f"离线版 {downloads.SIZE}",
        "downloads/handbook.pdf": "书" * 50_000,
    }
    for name, text in pages.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


# fmt: off
STEPS: list[tuple[Callable[[Path], object], Callable[[Path], None], str, int]] = [
    # step, what is there before, what changes as soon as it writes, kills
    (pages, nothing, MANIFEST, 16),
    (files, nothing, f"{downloads.FOLDER}/{STAGE}", 4),
    (packed, bare_site, STAGE, 16),
]
# fmt: on


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("step", "prepare", "sign", "kills"), STEPS, ids=[case[0].__name__ for case in STEPS]
)
def test_whole_steps_killed_at_random_converge(
    work: Path,
    step: Callable[[Path], object],
    prepare: Callable[[Path], None],
    sign: str,
    kills: int,
) -> None:
    prepare(work / "undisturbed")
    seconds = length(run, step, work / "undisturbed")
    wanted, rng, landed = tree(work / "undisturbed"), random.Random(6), Counter[str]()
    for attempt in range(kills):
        target = work / str(attempt // 4)  # four kills, one upon the other
        if attempt % 4 == 0:
            prepare(target)
        there = tree(target)
        when = after(rng.uniform(0, seconds)) if attempt % 2 else replaced(target / sign)
        alive = killed(when, run, step, target)
        landed[landing(target, there) if alive else "after"] += 1
        for path, raw in tree(target).items():
            if STAGE not in path and not path.endswith(MANIFEST):
                assert raw in (there.get(path), wanted[path]), path
        if attempt % 4 == 3:
            assert said(run, step, target) == ""
            assert tree(target) == wanted
    print(f"kill -9 {step.__name__}: {dict(landed)}")
    assert landed["after"] < kills


@pytest.mark.heavy
def test_the_real_build_killed_as_a_process(work: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_pages.py"), "--docs"]
    subprocess.run([*command, str(work / "undisturbed")], check=True, stdout=subprocess.DEVNULL)
    wanted = tree(work / "undisturbed")
    for _ in range(2):
        process = subprocess.Popen([*command, str(work / "docs")], stdout=subprocess.DEVNULL)
        done = replaced(work / "docs" / MANIFEST)
        while process.poll() is None and not done():
            time.sleep(0.0005)
        process.kill()
        process.wait()
        found = {n: raw for n, raw in tree(work / "docs").items() if STAGE not in n}
        found.pop(MANIFEST, None)
        assert all(raw == wanted[n] for n, raw in found.items())
    subprocess.run([*command, str(work / "docs")], check=True, stdout=subprocess.DEVNULL)
    assert tree(work / "docs") == wanted


def test_packing_twice_changes_nothing(work: Path) -> None:
    bare_site(work)
    for _ in range(2):
        assert said(run, packed, work) == ""
    once = tree(work)
    assert said(run, packed, work) == ""
    assert tree(work) == once


# -- full and read-only disks --------------------------------------------------------------------


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own, ``size`` as mount(8) takes it."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"only root may mount: {made.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_pages_whole(tmp_path: Path) -> None:
    old, new = version(0, pages=20, size=2000), version(1, pages=20, size=2000)
    wanted = undisturbed(tmp_path / "undisturbed", new)
    full = 0
    with disk(tmp_path / "disk", "1m") as place:
        docs = place / "docs"
        for left in range(0, 200, 8):  # from nothing left to enough, in KiB
            start(docs, old)
            before = tree(docs)
            free = os.statvfs(place)
            (place / "ballast").write_bytes(b"x" * (free.f_bavail * free.f_frsize - left * 1024))
            complaint = said(publish, docs, new)
            if complaint:
                full += 1
                assert "磁盘已满" in complaint
                assert tree(docs) == before
            (place / "ballast").unlink()
            publish(docs, new)
            assert tree(docs) == wanted
    print(f"disk full: {full} times")
    assert 10 <= full < 25


def limited(size: int, docs: Path, files: Mapping[str, str]) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    publish(docs, files)


@pytest.mark.parametrize("size", [0, 100, 4000])
def test_a_write_that_fails_anywhere_leaves_the_old_pages_whole(tmp_path: Path, size: int) -> None:
    """The same without a disk of its own: the system refuses what goes beyond ``size`` bytes."""
    old, new = version(0, pages=9, size=2000), version(1, pages=9, size=2000)
    start(tmp_path, old)
    before = tree(tmp_path)
    assert "超过了允许的大小" in said(limited, size, tmp_path, new)
    assert tree(tmp_path) == before
    publish(tmp_path, new)
    assert tree(tmp_path) == undisturbed(tmp_path / "again", new)


def test_the_command_says_that_the_disk_is_full(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "64k") as place:
        command = [sys.executable, str(ROOT / "scripts" / "build_pages.py"), "--data", str(TINY)]
        made = subprocess.run(
            [*command, "--docs", str(place / "docs")], capture_output=True, text=True
        )
        assert made.returncode == 1
        assert "磁盘已满" in made.stderr
        assert len(made.stderr.splitlines()) == 1
        assert tree(place / "docs") == {}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """``folder`` refuses to be written, to root too."""
    if os.getuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    made = subprocess.run(["mount", "--bind", "-o", "ro", str(folder), str(folder)])
    if made.returncode:
        pytest.skip("root may not mount here, and modes do not bind root")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_folder_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    docs, old, new = tmp_path / "docs", version(0, 9, 3), version(1, 9, 3)
    start(docs, old)
    before = tree(docs)
    with read_only(docs):
        assert publish(docs, old).unchanged == len(old)
        assert "写不进" in (complaint := said(publish, docs, new))
        assert "只读" in complaint or "没有权限" in complaint
        assert tree(docs) == before
    publish(docs, new)
    assert tree(docs) == undisturbed(tmp_path / "undisturbed", new)


# -- two at once ---------------------------------------------------------------------------------


def test_a_second_build_says_so_waits_and_then_builds(work: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_pages.py"), "--data", str(TINY)]
    with alone(work / "docs"):
        second = subprocess.Popen(
            [*command, "--docs", str(work / "docs")],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert second.stderr
        assert second.stderr.readline() == "另一个生成正在进行（docs），等它结束再继续。\n"
        assert not (work / "docs").exists()
    assert second.wait() == 0
    assert (work / "docs" / "index.md").exists()


def test_a_build_broken_off_at_the_keyboard_says_so(work: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_pages.py"), "--data", str(TINY)]
    with alone(work / "docs"):
        build = subprocess.Popen(
            [*command, "--docs", str(work / "docs")], stderr=subprocess.PIPE, text=True
        )
        assert build.stderr
        build.stderr.readline()
        build.send_signal(signal.SIGINT)
        assert build.wait() == 130
    assert build.stderr.read() == "已中断，每个文件不是旧的就是新的；重新执行就会补齐。\n"


def hold(docs: Path) -> None:
    with alone(docs):
        (docs / "held").touch()
        time.sleep(600)


def test_a_killed_build_leaves_no_lock(work: Path) -> None:
    (work / "docs").mkdir()
    assert killed((work / "docs" / "held").exists, hold, work / "docs")
    with alone(work / "docs"):  # would wait without end
        pass


def test_builds_at_once_end_in_the_whole_of_one(work: Path, spoil: Spoil, tiny_data: Path) -> None:
    spoil("handbook.yaml", "title: ", "title: 另一本")
    states = []
    for data in (TINY, tiny_data):
        assert said(run, partial(pages, data=data), work / data.name) == ""
        states.append(tree(work / data.name))
    assert states[0] != states[1]
    many = [
        FORKS.Process(target=run, args=(partial(pages, data=data), work / "docs"))
        for data in (TINY, tiny_data) * 3
    ]
    for process in many:
        process.start()
    for process in many:
        process.join()
    assert [process.exitcode for process in many] == [0] * len(many)
    assert tree(work / "docs") in states


def test_whole_builds_at_once_end_in_the_whole_of_one(work: Path, tiny_site: Path) -> None:
    folder = lay_out(TINY, work / "folder")
    command = [sys.executable, "-m", "handbook", "build", "--quiet", str(folder)]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert tree(folder / "site") == tree(tiny_site)


# -- clocks and leftovers ------------------------------------------------------------------------


@pytest.mark.parametrize("stamp", [0, 4102444800], ids=["1970", "2100"])
def test_files_are_compared_by_content_never_by_time(work: Path, stamp: int) -> None:
    old, new = version(0, pages=9, size=3), version(1, pages=9, size=3)
    new["a/8.md"] = old["a/8.md"]
    start(work, old)
    for path in work.rglob("*"):
        os.utime(path, (stamp, stamp))
    publish(work, new)
    assert (work / "a/8.md").stat().st_mtime == stamp
    assert tree(work) == undisturbed(work / "again", new)


def test_what_a_kill_leaves_is_never_published(work: Path) -> None:
    """Neither by the builder of the site nor in the offline copy, and the next build clears it."""
    assert said(run, pages, work / "docs") == ""
    wanted = tree(work / "docs")
    for folder in (work / "docs", work / "site"):
        (folder / STAGE).mkdir(parents=True)
        (folder / STAGE / "0").write_text("半", encoding="utf-8")
        (folder / STAGE / "1.md").write_text("半", encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", work)
    config = load_config(str(work / "mkdocs.yml"))
    files = get_files(config)
    set_exclusions(files, config)
    seen = {file.src_uri for file in files if file.inclusion is not InclusionLevel.EXCLUDED}
    assert "index.md" in seen
    assert not [name for name in seen if "/." in f"/{name}"]
    bare_site(work / "site")
    assert said(run, packed, work / "site") == ""
    with zipfile.ZipFile(work / "site" / downloads.FOLDER / downloads.OFFLINE) as archive:
        assert not [name for name in archive.namelist() if "/." in name]
    assert not (work / "site" / STAGE).exists()
    assert said(run, pages, work / "docs") == ""
    assert tree(work / "docs") == wanted
