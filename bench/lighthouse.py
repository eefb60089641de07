"""Lighthouse on one page of each kind of the built site, as a phone and as a desk computer.

    make site && npm ci --prefix bench
    .venv/bin/python -m bench.lighthouse [--rounds 3]

Tables of the four scores (0 to 100) and of the figures behind the first one, each of the run of
median performance; names the audits that keep a score from its target. The site is served with
gzip on 127.0.0.1; Chromium is the system's. Nothing is asked of any other host.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import timing
from bench.serve import served
from bench.timing import HERE, ROOT, Cell, Goal, Table

MODULES = HERE / "node_modules"
COMMAND = [str(MODULES / ".bin" / "node"), str(MODULES / "lighthouse" / "cli" / "index.js")]
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
PAGES = ("index.html", "tasks/2.1.3-04.html", "tasks.html", "speech.html")
PRESETS = {"手机": [], "桌面": ["--preset=desktop"]}
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
NAMES = dict(zip(TARGETS, ("性能", "无障碍", "最佳实践", "SEO"), strict=True))
FIGURES = {
    "first-contentful-paint": "FCP 毫秒",
    "largest-contentful-paint": "LCP 毫秒",
    "total-blocking-time": "TBT 毫秒",
    "cumulative-layout-shift": "CLS",
}
Report = dict[str, Any]


def measure(rounds: int = 3, site: Path = ROOT / "site") -> list[Table]:
    """The tables of scores and of figures of a built site."""
    if not site.is_dir() or not MODULES.is_dir():
        sys.exit("请先执行 make site 和 npm ci --prefix bench")
    with served(site) as host:
        medians = {
            f"{page}，{name}": median([report(f"{host.address}/{page}", preset)
                                       for _ in range(rounds)])
            for page in PAGES
            for name, preset in PRESETS.items()
        }  # fmt: skip
    missed = [f"{name}：{why}" for name, run in medians.items() for why in shortfalls(run)]
    goals = [
        Goal(f"{NAMES[key]}最低分", min(score(run, key) for run in medians.values()), limit, True)
        for key, limit in TARGETS.items()
    ]
    scores = _table("Lighthouse 评分", medians, NAMES, score)
    figures = _table("Lighthouse 的用时", medians, FIGURES, figure)
    return [
        Table(scores.title, scores.columns, scores.rows, goals, "；".join(missed)),
        figures,
    ]


def compared(
    sites: Mapping[str, Path], titles: Mapping[str, str], rounds: int, categories: Iterable[str]
) -> dict[tuple[str, str], Report]:
    """A phone's visits to the pages ``titles`` of several sites, in turn: the medians."""
    only = [f"--only-categories={','.join(categories)}"]
    runs: dict[tuple[str, str], list[Report]] = {}
    with ExitStack() as stack:
        hosts = {name: stack.enter_context(served(site)) for name, site in sites.items()}
        for at in range(rounds):
            order = [*hosts.items()][:: -1 if at % 2 else 1]  # nobody goes first each time
            for page in titles:
                for name, host in order:
                    runs.setdefault((page, name), []).append(report(f"{host.address}/{page}", only))
    return {key: median(found) for key, found in runs.items()}


def median(runs: list[Report]) -> Report:
    """The run of median performance."""
    return sorted(runs, key=lambda run: score(run, "performance"))[len(runs) // 2]


def _table(
    title: str, runs: dict[str, Report], names: dict[str, str], value: Callable[[Report, str], Cell]
) -> Table:
    rows = [[name, *(value(run, key) for key in names)] for name, run in runs.items()]
    return Table(title, ["页面", *names.values()], rows)


def report(address: str, told: list[str]) -> Report:
    """One run of Lighthouse on one page; a second where the browser did not answer in time.

    Raises ``CalledProcessError`` where that fails, too.
    """
    chosen = [f"--only-categories={','.join(TARGETS)}", f"--chrome-flags={FLAGS}", *told]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    command = [*COMMAND, address, "--quiet", "--output=json", *chosen]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    parsed: Report = json.loads(done.stdout)
    return parsed


def score(run: Report, category: str) -> int:
    """The score of a category, 0 to 100."""
    share: float = run["categories"][category]["score"]
    return round(100 * share)


def figure(run: Report, audit: str) -> float:
    """What an audit measured, in its own unit."""
    value: float = run["audits"][audit]["numericValue"]
    return value


def shortfalls(run: Report) -> Iterator[str]:
    """The audits that cost points in the categories that miss their target."""
    for category, target in TARGETS.items():
        if score(run, category) >= target:
            continue
        for entry in run["categories"][category]["auditRefs"]:
            audit = run["audits"][entry["id"]]
            if entry["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{audit['id']} {audit['score']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    timing.main(measure, __doc__)
