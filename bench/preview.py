"""How soon a change of the data is to be seen: ours and the earlier version's preview.

    .venv/bin/python -m bench.preview [--rounds 5] [--sizes 252 2016] [--base FOLDER]

Needs the history back to ``bench.base.COMMIT``. Both previews run all the while, on copies of the
data, and take turns; the one whose turn it is not is stopped. Three changes follow each other: a
task gets another title, a task comes, and goes. The time runs from when its file is saved to when
a client that asks again and again has seen the task's page and the list of all tasks as they are
now (the page that went: that it is gone).
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import base, handbooks, timing
from bench.timing import ROOT, ROUNDS, Cell, Goal, Table, clean

SIZES = (252, 2016)
COMPARED = 252
"""The most tasks that the earlier version is asked for."""
SHARE = 0.25
LARGER = 8
"""Of what the earlier version takes: for as much data, and for eight times as much."""
OURS, EARLIER = "本版", "旧版"
EDITED, ADDED, REMOVED = "改一条任务", "加一条任务", "减一条任务"
TITLE, OTHER = "把项目建设摆在", "把项目建设这件事摆在"
TASK, NEW = "tasks/2.1.1-01.html", "tasks/2.1.1-99.html"
LIST = "tasks.html"
RECORD = """
- id: 2.1.1-99
  title: 树立头等大事的思想
  quotes:
    - 牢固树立“招商引资是头等大事、项目落地是评价标准”思想
"""
LIMIT = 600
"""Seconds after which it will not come any more."""
IDLE = 0.2
"""Seconds of computing in one second in which a preview is at rest: the earlier one polls."""


@dataclass
class Preview:
    """A preview that runs: its processes' group, its address, and the file to change."""

    group: int
    address: str
    data: Path

    def changes(self) -> Iterator[tuple[str, float]]:
        """Make each change in turn; what it was, and the seconds until it was to be seen."""
        text = self.data.read_text("utf-8")
        edited = text.replace(f"title: {TITLE}", f"title: {OTHER}")
        yield EDITED, self._took(edited, lambda: self._both(TASK, OTHER))
        yield ADDED, self._took(text + RECORD, lambda: self._both(NEW, "头等大事的思想"))
        gone = f'"{NEW}'
        yield (
            REMOVED,
            self._took(text, lambda: not self.page(NEW) and gone not in (self.page(LIST) or gone)),
        )

    def page(self, path: str) -> str:
        """A page as it is shown now; empty where there is none."""
        try:
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=LIMIT) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def rest(self) -> None:
        """Wait until it has nothing more to do."""
        while True:
            before = self._computed()
            time.sleep(1)
            if self._computed() - before < IDLE:
                return

    def _both(self, path: str, words: str) -> bool:
        return words in self.page(path) and words in self.page(LIST)

    def _took(self, text: str, seen: Callable[[], bool]) -> float:
        self.rest()
        begun = time.perf_counter()
        self.data.write_text(text, "utf-8")
        wait(seen)
        return time.perf_counter() - begun

    def _computed(self) -> float:
        """Seconds that all its processes have computed."""
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                parts = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if int(parts[2]) == self.group:
                ticks += int(parts[11]) + int(parts[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def measure(
    rounds: int = ROUNDS, sizes: Sequence[int] = SIZES, base: Path | None = None
) -> list[Table]:
    """The table of all changes at all sizes, with the earlier version's at the first."""
    found = {size: _measured(size, rounds, base) for size in sizes}
    rows: list[list[Cell]] = []
    goals: list[Goal] = []
    for size, runs in found.items():
        for change in (EDITED, ADDED, REMOVED):
            ours, old = (statistics.median(runs[name][change]) if name in runs else None
                         for name in (OURS, EARLIER))  # fmt: skip
            assert ours
            rows.append([size, change, ours, old, ours / old if old else None])
            if old:
                limit = SHARE * old
                goals.append(Goal(f"{size}条任务时{change}到看见，秒数", ours, limit))
                goals += [
                    Goal(f"{n}条任务时{change}到看见，秒数",
                         statistics.median(larger[OURS][change]), LARGER * limit)
                    for n, larger in found.items() if n == LARGER * size
                ]  # fmt: skip
    columns = ["任务数", "改动", f"{OURS}（秒）", f"{EARLIER}（秒）", "之比"]
    return [Table("改了数据到在浏览器里看见", columns, rows, goals, chart=2)]


def _measured(size: int, rounds: int, at: Path | None) -> dict[str, dict[str, list[float]]]:
    """Seconds by version and change."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        running: dict[str, Preview] = {OURS: stack.enter_context(_ours(Path(name) / "ours", size))}
        if size <= COMPARED:
            running[EARLIER] = stack.enter_context(_earlier(Path(name) / "earlier", size, at))
        found: dict[str, dict[str, list[float]]] = {name: {} for name in running}
        for _ in range(rounds):
            for name, preview in running.items():
                with _alone(preview, running):
                    for change, seconds in preview.changes():
                        found[name].setdefault(change, []).append(seconds)
    return found


@contextmanager
def _alone(preview: Preview, running: Mapping[str, Preview]) -> Iterator[None]:
    """Stop all other previews while the block runs."""
    others = [other for other in running.values() if other is not preview]
    for other in others:
        os.killpg(other.group, signal.SIGSTOP)
    try:
        yield
    finally:
        for other in others:
            os.killpg(other.group, signal.SIGCONT)


def _ours(place: Path, size: int) -> AbstractContextManager[Preview]:
    handbooks.write(place, size)
    port = free_port()
    command = [sys.executable, "-m", "handbook", "serve", "--port", str(port), str(place)]
    return _running(command, ROOT, place / "data", port, PYTHONPATH=str(ROOT))


def _earlier(place: Path, size: int, at: Path | None) -> AbstractContextManager[Preview]:
    """A copy of the earlier version, which keeps the data beside its program; made by its make."""
    root = (at or base.lay_out()).resolve()
    left = shutil.ignore_patterns(".venv", ".git", "site", "data")
    shutil.copytree(root, place, ignore=left)
    (place / ".venv").symlink_to(root / ".venv")
    handbooks.write(place / "made", size, root / "data")
    (place / "made" / "data").rename(place / "data")
    port, make = free_port(), place / "Makefile"
    words, told = "/mkdocs serve", f"/mkdocs serve --dev-addr 127.0.0.1:{port}"
    assert words in make.read_text("utf-8")
    make.write_text(make.read_text("utf-8").replace(words, told), "utf-8")
    return _running(["make", "--old-file", ".venv/ready", "serve"], place, place / "data", port)


@contextmanager
def _running(
    command: Sequence[str], cwd: Path, data: Path, port: int, **environment: str
) -> Iterator[Preview]:
    """Run a preview of ``data`` at ``port``, from when it shows its pages."""
    (file,) = (
        path for path in (data / "tasks").iterdir() if f"title: {TITLE}" in path.read_text("utf-8")
    )
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(
            command, cwd=cwd, env=clean() | environment, stdout=said, stderr=said,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            preview = Preview(server.pid, f"http://127.0.0.1:{port}", file)

            def up() -> bool:
                if server.poll() is not None:
                    said.seek(0)
                    raise timing.Failed(command, said.read().decode(errors="replace"))
                return TITLE in preview.page(TASK)

            wait(up)
            yield preview
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            os.killpg(server.pid, signal.SIGCONT)
            server.wait()


def wait(condition: Callable[[], bool]) -> None:
    """Ask until it holds."""
    begun = time.perf_counter()
    while not condition():
        if time.perf_counter() - begun > LIMIT:
            sys.exit("等了太久，没有看到改动")
        time.sleep(0.02)


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("中断了"))  # the previews end, too
    timing.main(measure, __doc__)
