"""Compare the handbook's search with the theme's own (jieba) and with Pagefind, in one run.

    make site && .venv/bin/pip install --target bench/.peers -r bench/peers.txt
    .venv/bin/python bench/search.py [--tasks 5000] [--rounds 3] [--only ours theme pagefind]

Not into .venv: where jieba can be imported, the theme cuts every site's index with it.

All three answer the queries of ``tests/queries.txt`` in a real Chromium about the same pages, and
are judged by each page's own words, as the tests are. A first table is of the handbook in site/,
a second of a synthetic one of ``--tasks`` tasks: after the build the pages of the tasks and their
records in both indexes are multiplied, each copy under an id and a title of its own.

Recall and precision are means over the queries; the time of a query is the median of ``--rounds``
rounds, each with an empty cache. Pagefind's time is that of its first five results, as its own
page shows them. Bytes are all that is sent, with gzip, from nothing to the first answer, without
the page itself; set-up is the time from nothing to ready.
"""

from __future__ import annotations

import argparse
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

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.serve import Served, served  # noqa: E402
from tests.browser.asking import ASK, QUERIES, folded_texts, holds  # noqa: E402
from tests.browser.conftest import FLAGS  # noqa: E402

PEERS = ROOT / "bench" / ".peers"
INDEX = "search/search_index.json"
THEME_INDEX = "search/theme_index.json"
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
  const setup = performance.now() - begun;
  const answers = {};
  for (const query of queries) {
    const asked = performance.now();
    const {results} = await pagefind.search(query);
    await Promise.all(results.slice(0, 5).map((result) => result.data()));
    answers[query] = {results, ms: performance.now() - asked};
  }
  for (const answer of Object.values(answers)) {
    const pages = await Promise.all(answer.results.map((result) => result.data()));
    answer.items = pages.map(({url}) => [{location: url.slice(1)}]);
    delete answer.results;
  }
  return {answers, setup};
}"""


@dataclass(frozen=True)
class Round:
    """One round of all queries: set-up in ms, paths found best first and ms, by query."""

    setup: float
    found: dict[str, list[str]]
    times: dict[str, float]


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=("ours", "theme", "pagefind"))
    options = parser.parse_args()
    if not (ROOT / "site").is_dir() or not PEERS.is_dir():
        sys.exit("请先执行 make site，并按本文件开头安装 bench/peers.txt")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        site = with_theme_index(Path(folder))
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        compare(browser, site, options)
        multiply(site, options.tasks)
        compare(browser, site, options)
        browser.close()


def with_theme_index(folder: Path) -> Path:
    """A copy of the site that also has the theme's own index of the same pages, cut by jieba."""
    stock, site = folder / "stock", folder / "site"
    environment = os.environ | {"PYTHONPATH": str(PEERS), "NO_MKDOCS_2_WARNING": "1"}
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(stock)]
    subprocess.run(build, cwd=ROOT, env=environment, check=True)
    shutil.copytree(ROOT / "site", site, ignore=shutil.ignore_patterns("offline.zip", "*.pdf"))
    shutil.copy(stock / INDEX, site / THEME_INDEX)
    return site


def multiply(site: Path, number: int) -> None:
    """Copy task pages and their records until there are ``number`` tasks."""
    originals = sorted((site / "tasks").glob("*.html"))
    indexes = {name: json.loads((site / name).read_bytes()) for name in (INDEX, THEME_INDEX)}
    records = {name: _by_page(index["docs"]) for name, index in indexes.items()}
    for at in range(len(originals), number):
        page, copy = originals[at % len(originals)], at // len(originals) + 1
        old, new, mark = page.stem, f"{page.stem}x{copy}", f"第{copy}册 "
        head, start, rest = page.read_text("utf-8").partition("<h1 id=top>")
        assert start, f"no title in {page}"
        text = f"{head}{start}{mark}{rest}".replace(old, new)
        page.with_name(f"{new}.html").write_text(text, "utf-8")
        for name, index in indexes.items():
            for record in records[name][f"tasks/{page.name}"]:
                titled = mark if record["location"].partition("#")[2] in ("", "top") else ""
                varied = {key: record[key].replace(old, new) for key in ("location", "text")}
                index["docs"].append(record | varied | {"title": titled + record["title"]})
    for name, index in indexes.items():
        (site / name).write_text(json.dumps(index), "utf-8")


def _by_page(records: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    pages: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        pages.setdefault(record["location"].partition("#")[0], []).append(record)
    return pages


def compare(browser: Browser, site: Path, options: argparse.Namespace) -> None:
    """Ask all searches about one site and print the table."""
    subprocess.run([*PAGEFIND, f"--site={site}"], check=True)
    texts = folded_texts(site)
    tasks = sum(path.startswith("tasks/") for path in texts)
    print(f"\n{tasks}条任务，{len(texts)}页，{len(QUERIES)}个问题\n")
    print("| 搜索 | 查全 % | 查全的问题 | 查准 % | 首条含原词 % | p50 ms | p95 ms |", end="")
    print(" 首次作答前 KB | 准备 ms |\n| :-- | --: | --: | --: | --: | --: | --: | --: | --: |")
    with served(site) as host:
        for name, (script, settings) in contenders(site).items():
            if options.only and name not in options.only:
                continue
            rounds = [ask(browser, host, script, settings, QUERIES) for _ in range(options.rounds)]
            sent = host.sent()
            ask(browser, host, script, settings, QUERIES[:1])
            cells = [
                *judged(rounds[0], texts),
                *timed(rounds),
                f"{(host.sent() - sent) / 1000:.0f}",
            ]
            setup = statistics.median(one.setup for one in rounds)
            print(f"| {name} | {' | '.join(cells)} | {setup:.0f} |", flush=True)


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
        setup=reply["setup"],
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
