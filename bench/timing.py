"""What the benchmarks share: processes timed in turn, tables and their goals, the machine.

A benchmark is a module with ``measure``, which takes any of ``rounds`` (how often each thing is
done), ``sizes`` (numbers of tasks) and ``base`` (the earlier version's folder) and returns tables.
"""

from __future__ import annotations

import argparse
import inspect
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "bench"
PEERS = HERE / ".peers"
SIZES = (252, 1008, 4032)
ROUNDS = 5
LAUNCH = [sys.executable, "-I", "-S", str(HERE / "launch.py")]
PACKAGES = (
    "jinja2", "markdown", "mkdocs", "mkdocs-material", "pydantic", "pyyaml", "typst",
    "xlsxwriter", "python-docx", "zensical", "playwright",
)  # fmt: skip
Cell = str | int | float | None


@dataclass(frozen=True)
class Run:
    """What a process took: seconds, and MB of memory at its peak.

    Of several rounds, the medians; ``each`` holds the seconds of every one.
    """

    seconds: float
    peak: float
    each: tuple[float, ...] = ()

    def over(self, other: Run) -> float:
        """Its time as a multiple of another's of the same rounds: the median of the quotients.

        A machine that slows down for a while slows both down, and leaves a round's quotient.
        """
        return statistics.median(one / two for one, two in zip(self.each, other.each, strict=True))


@dataclass(frozen=True)
class Goal:
    """A figure that shall be at most ``limit`` (at least, where ``at_least``)."""

    text: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether it is."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


@dataclass(frozen=True)
class Table:
    """One table of results; ``chart`` is the column that a picture shows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    goals: Sequence[Goal] = ()
    note: str = ""
    chart: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The same for ``results.json``; figures to six digits, more than they hold."""
        goals = [
            asdict(goal) | {"met": goal.met, "value": rounded(goal.value)} for goal in self.goals
        ]
        rows = [[rounded(cell) for cell in row] for row in self.rows]
        return asdict(self) | {"columns": list(self.columns), "rows": rows, "goals": goals}


Tables = list[Table]
Measure = Callable[..., Tables]


@dataclass
class Failed(Exception):
    """A command that was to be timed did not succeed."""

    command: Sequence[str]
    said: str = field(repr=False)

    def __str__(self) -> str:
        return f"{' '.join(self.command)}\n{self.said}"


def run(command: Sequence[str], cwd: Path = ROOT, **environment: str) -> Run:
    """A process from start to end. Raises ``Failed`` with what it said where it fails."""
    with tempfile.NamedTemporaryFile("r", encoding="ascii") as report:
        done = subprocess.run(
            [*LAUNCH, report.name, *command], cwd=cwd, env=clean() | environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
        if done.returncode:
            raise Failed(command, done.stdout)
        seconds, peak = map(float, report.read().split())
    return Run(seconds, peak * 1024 / 1_000_000)


NOT_USUAL = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
"""Would bring in another version's modules; would have every module compiled at each start."""


def clean() -> dict[str, str]:
    """The environment as on a reader's machine."""
    return {key: value for key, value in os.environ.items() if key not in NOT_USUAL}


def alternate(contenders: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, Run]:
    """Each in turn, ``rounds`` times over: the medians by name."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            one = contender()
            print(f"{name} {one.seconds:.2f}", file=sys.stderr, flush=True)
            runs[name].append(one)
    return {
        name: Run(
            statistics.median(one.seconds for one in found),
            statistics.median(one.peak for one in found),
            tuple(one.seconds for one in found),
        )
        for name, found in runs.items()
    }


def rounded(value: Cell) -> Cell:
    """A figure to six digits."""
    return float(f"{value:.6g}") if isinstance(value, float) else value


def shown(value: Cell) -> str:
    """A cell as readers see it: three digits, thousands apart."""
    if value is None:
        return "–"
    if isinstance(value, float):
        value = float(f"{value:.3g}")
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else value


def judged(goal: Goal) -> str:
    """A goal, what came of it, and whether it is met."""
    bound = "不低于" if goal.at_least else "不超过"
    word = "达到" if goal.met else "没有达到"
    return f"{goal.text}{bound}{shown(goal.limit)}：实测{shown(goal.value)}，{word}"


def as_lines(table: Table) -> list[str]:
    """A table as Markdown, without its title and goals."""
    numbers = [
        not all(isinstance(row[i], str) for row in table.rows) for i in range(len(table.columns))
    ]
    rules = ["--:" if number else ":--" for number in numbers]
    rows = [[shown(cell) for cell in row] for row in table.rows]
    return [f"| {' | '.join(cells)} |" for cells in (table.columns, rules, *rows)]


def show(tables: Tables) -> None:
    """Print tables and goals."""
    for table in tables:
        print("\n".join(["", table.title, *as_lines(table), *map(judged, table.goals)]), flush=True)


def machine() -> dict[str, str]:
    """On what the figures were measured."""
    cpu = platform.processor() or platform.machine()
    info, memory = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    if info.is_file():
        lines = (line.partition(":") for line in info.read_text().splitlines())
        cpu = next((value.strip() for key, _, value in lines if key.strip() == "model name"), cpu)
    total = int(memory.read_text().split()[1]) // 1_000_000 if memory.is_file() else 0
    release = platform.freedesktop_os_release() if sys.platform == "linux" else {}
    return {
        "处理器": cpu,
        "核": str(os.cpu_count()),
        "内存": f"{total} GB",
        "系统": release.get("PRETTY_NAME", platform.platform()),
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def call(measure: Measure, options: Mapping[str, Any]) -> Tables:
    """``measure`` with those of the options that it takes and that were given."""
    taken = inspect.signature(measure).parameters
    return measure(**{key: value for key, value in options.items() if key in taken and value})


def parser(description: str) -> argparse.ArgumentParser:
    """A command line with what every benchmark may be told."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--rounds", type=int, metavar="遍数", help=f"各做几遍，取中位数（{ROUNDS}）")
    made.add_argument("--sizes", type=int, nargs="+", metavar="条数", help="几条任务")
    made.add_argument("--base", type=Path, metavar="文件夹", help="旧版的文件夹，已经装好的")
    return made


def main(measure: Measure, doc: str | None) -> None:
    """A benchmark as a command of its own: measure and print."""
    options = parser((doc or "").splitlines()[0]).parse_args()
    show(call(measure, vars(options)))
