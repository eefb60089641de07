"""How long the files to take away take, and how large they are.

    .venv/bin/python -m bench.downloads [--rounds 5] [--sizes 252 1008 4032]

Each is made in a process of its own, which says how long the making took without reading the data.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import handbooks, timing
from bench.timing import ROOT, ROUNDS, SIZES, Cell, Goal, Table, run
from handbook.files import make
from handbook.files.assignments import assignments
from handbook.files.book import make_book
from handbook.files.ledger import ledger
from handbook.files.sheets import make_sheets
from handbook.model import Handbook
from handbook.read.load import load

MOST_ROUNDS = 3
BOOK = "整本 PDF"
MAKERS: dict[str, Callable[[Handbook], int]] = {
    BOOK: lambda hb: len(make_book(hb)),
    "各单位 PDF": lambda hb: sum(map(len, make_sheets(hb).values())),
    "Excel 台账": lambda hb: len(ledger(hb)),
    "Word 分工表": lambda hb: len(assignments(hb)),
}
Answer = tuple[float, float, float]
"""Seconds, MB of memory at the peak, MB of what was made."""
TOGETHER = {"一个进程": False, "两个进程（本版）": True}


def measure(rounds: int = ROUNDS, sizes: Sequence[int] = SIZES) -> list[Table]:
    """The table of all files by size, and that of all files over one core and two."""
    rounds = min(rounds, MOST_ROUNDS)
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / str(size) for size in sizes}
        for size, folder in folders.items():
            handbooks.write(folder, size)
        made = {
            (kind, size): _asked(kind, folder, rounds)
            for kind in MAKERS
            for size, folder in folders.items()
        }
        together = _asked_in_turn(folders[sizes[0]], rounds)
    rows: list[list[Cell]] = [
        [f"{kind}，{size:,}条", *answer] for (kind, size), answer in made.items()
    ]
    first, last = sizes[0], sizes[-1]
    ratio = made[BOOK, last][0] / made[BOOK, first][0]
    goals = [Goal(f"{BOOK}的用时，{last:,}条与{first:,}条之比", ratio, 20)] * (last > first)
    columns = ["文件和任务条数", "秒", "峰值 MB", "文件 MB"]
    cores = Table(
        f"全部文件一起做，{first:,}条",
        ["做法", "秒"],
        [[name, seconds] for name, seconds in together.items()],
    )
    note = "用时不含核对数据。"
    return [Table("供下载的文件", columns, rows, goals, note, chart=1), cores]


def _asked_in_turn(folder: Path, rounds: int) -> dict[str, float]:
    runs: dict[str, list[float]] = {name: [] for name in TOGETHER}
    for _ in range(rounds):
        for name, found in runs.items():
            found.append(_answer(name, folder)[0])
    return {name: statistics.median(found) for name, found in runs.items()}


def _asked(kind: str, folder: Path, rounds: int) -> Answer:
    """Medians of the seconds and of the peaks."""
    seconds, peaks, weights = zip(*(_answer(kind, folder) for _ in range(rounds)), strict=True)
    return statistics.median(seconds), statistics.median(peaks), weights[0]


def _answer(kind: str, folder: Path) -> Answer:
    told = folder / "told.txt"
    command = [sys.executable, "-m", "bench.downloads", "--one", kind, str(folder), str(told)]
    one = run(command, PYTHONPATH=str(ROOT))
    seconds, weight = map(float, told.read_text("ascii").split())
    return seconds, one.peak, weight / 1_000_000


def _one(kind: str, folder: Path, told: Path) -> None:
    """Make one kind of file, or all at once, and say how long it took and what they weigh."""
    hb = load(folder / "data")
    begun = time.perf_counter()
    weight = _all(hb, TOGETHER[kind]) if kind in TOGETHER else MAKERS[kind](hb)
    told.write_text(f"{time.perf_counter() - begun} {weight}", "ascii")


def _all(hb: Handbook, two: bool) -> int:
    vars(make)["can_fork"] = lambda: two
    return sum(map(len, make.make_files(hb).values()))


def main(arguments: Sequence[str]) -> None:
    """Measure and print; with ``--one`` be the process that is measured."""
    if arguments[:1] == ["--one"]:
        _one(arguments[1], *map(Path, arguments[2:]))
    else:
        timing.main(measure, __doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
