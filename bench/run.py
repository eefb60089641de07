"""Run the benchmarks, print their tables, keep their figures and make the page of them.

    .venv/bin/python -m bench.run [--only pages site] [--rounds 5]

``make bench`` installs what they need and does this. ``bench/results.json`` holds, for each
benchmark, its tables, its command and the machine; those that do not run keep theirs.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from bench import page
from bench.timing import HERE, ROOT, call, machine, parser, show

NAMES = {
    name: title
    for name, title in page.NAMES.items()
    if (module := HERE / f"{name}.py").is_file() and "def measure(" in module.read_text("utf-8")
}
RESULTS = HERE / "results.json"


def main() -> None:
    """Run those asked for and write what came of it."""
    options = parser("跑各项测量，写 bench/results.json 和 docs/bench.md。")
    options.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES), metavar="名称",
                         help=f"只跑哪几项：{' '.join(NAMES)}")  # fmt: skip
    chosen = options.parse_args()
    known: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    for name in chosen.only:
        print(f"\n== {name}", flush=True)
        known[name] = measured(name, vars(chosen))
        ordered = {key: known[key] for key in page.NAMES if key in known}
        RESULTS.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")
        page.write(ordered)


def measured(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """One benchmark's part of the results."""
    begun = time.perf_counter()
    tables = call(import_module(f"bench.{name}").measure, options)
    show(tables)
    return {
        "command": " ".join([f"python -m bench.{name}", *told(options)]),
        "commit": commit(),
        "day": time.strftime("%Y-%m-%d"),
        "minutes": round((time.perf_counter() - begun) / 60),
        "machine": machine(),
        "tables": [table.as_json() for table in tables],
    }


def told(options: Mapping[str, Any]) -> Iterator[str]:
    """The options that make a difference to the figures, as they were typed."""
    if options["rounds"]:
        yield f"--rounds {options['rounds']}"
    if options["sizes"]:
        yield f"--sizes {' '.join(map(str, options['sizes']))}"


def commit() -> str:
    """The commit that is measured, with a plus where files have changed since."""
    asked = ["git", "describe", "--always", "--abbrev=7", "--exclude=*", "--dirty=+"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip() or "未知"


if __name__ == "__main__":
    main()
