"""Compare the handbook's search with the theme's own (jieba) and with Pagefind, in one run.

    .venv/bin/pip install --target bench/.peers -r bench/peers.txt
    .venv/bin/python -m bench.search [--tasks 4032] [--rounds 3] [--only ours theme pagefind]

Not into .venv: where jieba can be imported, the theme cuts every site's index with it. Without
peers ``--only ours`` works alone.

All three answer the queries of ``tests/queries.txt`` in a real Chromium about the same pages, and
are judged by each page's own words, as the tests are: first of this handbook, then of one of
``--tasks`` tasks (``bench/handbooks.py``), whose site takes its minutes to build. Both are built
with the line left out that keeps pages from the theme's own index.

A first table of each compares what the search holds with that index, as it was before the records
(but for names and pinyin); in the second, recall and precision are means over the queries, the
time of a query is the median of ``--rounds`` rounds, each with an empty cache and once loaded.
Pagefind's time is that of its first five results, as its own page shows them. Bytes are all that
is sent, with gzip, from nothing to the first answer, without the page itself.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench import handbooks
from bench.serve import Served, served
from tests.browser.asking import ASK, QUERIES, folded_texts, holds
from tests.browser.conftest import FLAGS

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / ".peers"
INDEX = "search/search_index.json"
THEME_INDEX = "search/theme_index.json"
OURS = ("assets/search.js", "assets/search-pages.js", "assets/search-records.js", INDEX)
LEFT_OUT = "search: {exclude: true}\n"
"""The line that keeps a page from the theme's own index."""
# what is no page's own words (tests/browser/asking.py) is kept from Pagefind, too
PAGEFIND = [
    str(PEERS / "pagefind_bin_extended" / "pagefind_extended"),
    "--root-selector=article",
    "--exclude-selectors=nav, script, [data-search-exclude]",
    "--quiet",
]
EMPTY_PAGE = '<!doctype html><html lang="zh-CN"><title>search</title></html>'
ASK_PAGEFIND = """async ({queries}) => {
  const begun = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const answers = {};
  let first;
  for (const query of queries) {
    const asked = performance.now();
    const {results} = await pagefind.search(query);
    await Promise.all(results.slice(0, 5).map((result) => result.data()));
    answers[query] = {results, ms: performance.now() - asked};
    first ??= performance.now() - begun;
  }
  for (const answer of Object.values(answers)) {
    const pages = await Promise.all(answer.results.map((result) => result.data()));
    answer.items = pages.map(({url}) => [{location: url.slice(1)}]);
    delete answer.results;
  }
  return {answers, first};
}"""


@dataclass(frozen=True)
class Round:
    """One round of all queries: ms to the first answer, paths found best first and ms, by query."""

    first: float
    found: dict[str, list[str]]
    times: dict[str, float]


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=4032)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=("ours", "theme", "pagefind"))
    options = parser.parse_args()
    if options.only != ["ours"] and not PEERS.is_dir():
        sys.exit("请先按本文件开头安装 bench/peers.txt，或者只用 --only ours")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for tasks in (1, options.tasks):
            with tempfile.TemporaryDirectory() as folder:
                handbooks.write(Path(folder), tasks)
                site = built(Path(folder))
                weigh(site)
                compare(browser, site, options)
        browser.close()


def built(folder: Path) -> Path:
    """The site of the data in ``folder``, with our index and the theme's, cut by jieba."""
    script = [sys.executable, str(ROOT / "scripts/build_pages.py")]
    places = ["--data", str(folder / "data"), "--docs", str(folder / "docs")]
    subprocess.run([*script, *places], check=True, stdout=subprocess.DEVNULL)
    for page in (folder / "docs").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace(LEFT_OUT, "", 1), "utf-8")
    paths = os.pathsep.join([str(ROOT), str(PEERS)])
    environment = os.environ | {"PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"}
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(build, cwd=folder, env=environment, check=True)
    site = folder / "site"
    index = json.loads((site / INDEX).read_bytes())
    (site / INDEX).rename(site / THEME_INDEX)
    (site / INDEX).write_text(json.dumps(index | {"docs": []}), "utf-8")  # nobody wrote a page
    return site


def weigh(site: Path) -> None:
    """Print how many bytes the search holds, and how many the theme's index, uncut."""
    index = json.loads((site / THEME_INDEX).read_bytes())
    uncut = json.dumps(index, separators=(",", ":")).replace("\\u200b", "").encode()
    ours = [(site / name).read_bytes() for name in OURS]
    before, after = [(len(raw), len(gzip.compress(raw))) for raw in (uncut, b"".join(ours))]
    print("\n| 索引 | 字节 | gzip 后 |\n| :-- | --: | --: |")
    print(f"| 主题的 | {before[0]:,} | {before[1]:,} |")
    print(f"| ours | {after[0]:,} | {after[1]:,} |")
    print(f"| 占比 | {after[0] / before[0]:.0%} | {after[1] / before[1]:.0%} |")


def compare(browser: Browser, site: Path, options: argparse.Namespace) -> None:
    """Ask all searches about one site and print the table."""
    chosen = options.only or ["ours", "theme", "pagefind"]
    if "pagefind" in chosen:
        subprocess.run([*PAGEFIND, f"--site={site}"], check=True)
    texts = folded_texts(site)
    tasks = sum(path.startswith("tasks/") for path in texts)
    print(f"\n{tasks}条任务，{len(texts)}页，{len(QUERIES)}个问题\n")
    print("| 搜索 | 查全 % | 查全的问题 | 查准 % | 首条含原词 % | p50 ms | p95 ms |", end="")
    print(" 首次作答 KB | 首次作答 ms |\n| :-- | --: | --: | --: | --: | --: | --: | --: | --: |")
    with served(site) as host:
        for name, (script, settings) in contenders(site).items():
            if name not in chosen:
                continue
            queries = [QUERIES[0], *QUERIES]  # the time of the second one is that of a key
            rounds = [ask(browser, host, script, settings, queries) for _ in range(options.rounds)]
            sent = host.sent()
            ask(browser, host, script, settings, QUERIES[:1])
            cells = [
                *judged(rounds[0], texts),
                *timed(rounds),
                f"{(host.sent() - sent) / 1000:.0f}",
            ]
            first = statistics.median(one.first for one in rounds)
            print(f"| {name} | {' | '.join(cells)} | {first:.0f} |", flush=True)


def contenders(site: Path) -> dict[str, tuple[str, dict[str, str]]]:
    """The searches by name: script to ask them with and what the script needs."""
    (worker,) = (site / "assets/javascripts/workers").glob("search.*.js")
    return {
        "ours": (ASK, {"worker": "/assets/search.js", "index": f"/{INDEX}"}),
        "theme": (
            ASK,
            {"worker": f"/{worker.relative_to(site)}", "index": f"/{THEME_INDEX}"},
        ),
        "pagefind": (ASK_PAGEFIND, {}),
    }


def ask(
    browser: Browser, host: Served, script: str, settings: dict[str, str], queries: list[str]
) -> Round:
    """Put the queries to one search, from an empty cache and a page that loads nothing."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.route(
        "**/empty.html", lambda route: route.fulfill(body=EMPTY_PAGE, content_type="text/html")
    )
    page.goto(f"{host.address}/empty.html")
    reply = page.evaluate(script, settings | {"queries": queries})
    context.close()
    answers = reply["answers"]
    return Round(
        first=reply["first"],
        found={query: list(_paths(answer["items"])) for query, answer in answers.items()},
        times={query: answer["ms"] for query, answer in answers.items()},
    )


def _paths(items: list[list[dict[str, Any]]]) -> Iterator[str]:
    """The pages found, each once."""
    yield from dict.fromkeys(item[0]["location"].partition("#")[0] for item in items)


def judged(one: Round, texts: dict[str, str]) -> Iterator[str]:
    """Cells: recall, queries with full recall, precision, top hits that hold the words."""
    recall, precision, tops = [], [], 0
    for query, found in one.found.items():
        right = {path for path, text in texts.items() if holds(text, query)}
        recall.append(len(right & set(found)) / len(right))
        if found:
            precision.append(len(right & set(found)) / len(found))
            tops += holds(texts.get(found[0], ""), query)
    yield f"{100 * statistics.mean(recall):.1f}"
    yield f"{sum(share == 1 for share in recall)}"
    yield f"{100 * statistics.mean(precision):.1f}"
    yield f"{100 * tops / len(recall):.1f}"


def timed(rounds: list[Round]) -> Iterator[str]:
    """Cells: p50 and p95 of the queries' times in ms."""
    times = [statistics.median(one.times[query] for one in rounds) for query in rounds[0].times]
    points = statistics.quantiles(times, n=100)
    yield f"{points[49]:.1f}"
    yield f"{points[94]:.1f}"


if __name__ == "__main__":
    main()
