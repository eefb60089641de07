"""Lighthouse on one page of each kind of the built site, as a phone and as a desk computer.

    make site && npm ci --prefix bench
    .venv/bin/python bench/lighthouse.py [--runs 3] [--only index.html ...]

Prints a table of the four scores (0 to 100) with the figures behind the first one, each the run
of median performance, and names the audits that keep a score from its target. The site is served
with gzip on 127.0.0.1; Chromium is the system's. Nothing is asked of any other host.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.serve import served  # noqa: E402

MODULES = ROOT / "bench" / "node_modules"
COMMAND = [str(MODULES / ".bin" / "node"), str(MODULES / "lighthouse" / "cli" / "index.js")]
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
PAGES = ("index.html", "tasks/2.1.3-04.html", "tasks.html", "speech.html")
PRESETS = {"手机": [], "桌面": ["--preset=desktop"]}
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FIGURES = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
Report = dict[str, Any]


def main() -> None:
    """Run Lighthouse and print its table; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=PAGES, metavar="PAGE")
    options = parser.parse_args()
    site = ROOT / "site"
    if not site.is_dir() or not MODULES.is_dir():
        sys.exit("请先执行 make site 和 npm ci --prefix bench")
    print("| 页面 | 预设 | 性能 | 无障碍 | 最佳实践 | SEO | FCP | LCP | TBT | CLS |")
    print("| :-- | :-- | --: | --: | --: | --: | --: | --: | --: | --: |")
    missed: list[str] = []
    with served(site) as host:
        for page in options.only:
            for name, preset in PRESETS.items():
                runs = [report(f"{host.address}/{page}", preset) for _ in range(options.runs)]
                median = sorted(runs, key=lambda run: score(run, "performance"))[len(runs) // 2]
                scores = " | ".join(str(score(median, category)) for category in TARGETS)
                figures = " | ".join(median["audits"][key]["displayValue"] for key in FIGURES)
                print(f"| {page} | {name} | {scores} | {figures} |", flush=True)
                missed += [f"{page}（{name}）：{why}" for why in shortfalls(median)]
    if missed:
        sys.exit("\n没有达到目标：\n" + "\n".join(missed))


def report(address: str, preset: list[str]) -> Report:
    """One run of Lighthouse on one page. Raises ``CalledProcessError`` where it fails."""
    chosen = [f"--only-categories={','.join(TARGETS)}", f"--chrome-flags={FLAGS}", *preset]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    command = [*COMMAND, address, "--quiet", "--output=json", *chosen]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    parsed: Report = json.loads(done.stdout)
    return parsed


def score(run: Report, category: str) -> int:
    """The score of a category, 0 to 100."""
    share: float = run["categories"][category]["score"]
    return round(100 * share)


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
    main()
