"""Compare the handbook's search with the theme's own (jieba) and with Pagefind, in one run.

    .venv/bin/pip install --target bench/.peers -r bench/peers.txt
    .venv/bin/python -m bench.search [--sizes 252 4032] [--rounds 3] [--only ours theme pagefind]

Not into .venv: where jieba can be imported, the theme cuts every site's index with it. Without
peers ours is measured alone, as it is at 4,032 tasks: the theme's takes all memory there.

All three answer the queries of ``tests/queries.txt`` in a real Chromium about the same pages, and
are judged by each page's own words, as the tests are. A site of 4,032 tasks
(``bench/handbooks.py``) takes its minutes to build. Sites are built with the line left out that
keeps pages from the theme's own index.

A first table of each compares what the search holds with that index, as it was before the records
(but for names and pinyin); in the second, recall and precision are means over the queries, the
time of a query is the median of ``--rounds`` rounds, each with an empty cache and once loaded.
Pagefind's time is that of its first five results, as its own page shows them. Bytes are all that
is sent, with gzip, from nothing to the first answer, without the page itself.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench import handbooks
from bench.folders import let_the_theme_search
from bench.serve import Served, served
from bench.timing import PEERS, ROOT, Cell, Goal, Table, call, parser, show
from tests.browser.asking import ASK, QUERIES, folded_texts, holds
from tests.browser.conftest import FLAGS

INDEX = "search/search_index.json"
THEME_INDEX = "search/theme_index.json"
OURS = ("assets/search.js", "assets/search-pages.js", "assets/search-records.js", INDEX)
SHOWN = {"ours": "本版", "theme": "Material 自带的", "pagefind": "Pagefind"}
LARGE = 4032
"""The tasks of a handbook that the goals of speed and bytes are set for."""
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

ONLY_PLACES = """async (given) => {
  const reply = await (%s)(given);
  for (const answer of Object.values(reply.answers))
    answer.items = answer.items.map(([{location}]) => [{location}]);
  return reply;
}"""
"""Of what was found only where it is: all words of 10,000 pages are too much for the wire."""


@dataclass(frozen=True)
class Round:
    """One round of all queries: ms to the first answer, paths found best first and ms, by query."""

    first: float
    found: dict[str, list[str]]
    times: dict[str, float]


def measure(
    rounds: int = 3, sizes: Sequence[int] = (252, LARGE), searches: Sequence[str] = ()
) -> list[Table]:
    """Two tables for each size: bytes held, and the searches compared."""
    chosen = searches or (["ours", "theme", "pagefind"] if PEERS.is_dir() else ["ours"])
    tables = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                handbooks.write(Path(folder), size)
                site = built(Path(folder))
                asked = chosen if size < LARGE else ["ours"]
                tables += [weighed(site, size), compared(browser, site, size, asked, rounds)]
        browser.close()
    return tables


def built(folder: Path) -> Path:
    """The site of the data in ``folder``, with our index and the theme's, cut by jieba."""
    script = [sys.executable, str(ROOT / "scripts/build_pages.py")]
    places = ["--data", str(folder / "data"), "--docs", str(folder / "docs")]
    subprocess.run([*script, *places], check=True, stdout=subprocess.DEVNULL)
    let_the_theme_search(folder / "docs")
    paths = os.pathsep.join([str(ROOT), str(PEERS)])
    environment = os.environ | {"PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"}
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(build, cwd=folder, env=environment, check=True)
    site = folder / "site"
    index = json.loads((site / INDEX).read_bytes())
    (site / INDEX).rename(site / THEME_INDEX)
    (site / INDEX).write_text(json.dumps(index | {"docs": []}), "utf-8")  # nobody wrote a page
    return site


def weighed(site: Path, size: int) -> Table:
    """How many bytes the search holds, and how many the theme's index, uncut."""
    index = json.loads((site / THEME_INDEX).read_bytes())
    uncut = json.dumps(index, separators=(",", ":")).replace("\\u200b", "").encode()
    ours = b"".join((site / name).read_bytes() for name in OURS)
    before, after = [(len(raw), len(gzip.compress(raw))) for raw in (uncut, ours)]
    goals = [
        Goal("占主题索引字节的%", 100 * after[0] / before[0], 40),
        Goal("gzip 后占的%", 100 * after[1] / before[1], 60),
    ]
    rows = [(SHOWN["theme"], *before), (SHOWN["ours"], *after)]
    return Table(f"搜索的内容，{size:,}条任务", ("索引", "字节", "gzip 后"), rows, goals)


COLUMNS = (
    "搜索", "查全 %", "查全的问题", "查准 %", "首条含原词 %", "p50 ms", "p95 ms", "首次作答 KB",
    "首次作答 ms",
)  # fmt: skip


def compared(browser: Browser, site: Path, size: int, chosen: Sequence[str], rounds: int) -> Table:
    """All searches asked about one site."""
    if "pagefind" in chosen:
        subprocess.run([*PAGEFIND, f"--site={site}"], check=True)
    texts = folded_texts(site)
    rows: dict[str, list[Cell]] = {}
    with served(site) as host:
        for name, (script, settings) in contenders(site).items():
            if name not in chosen:
                continue
            queries = [QUERIES[0], *QUERIES]  # the time of the second one is that of a key
            asked = [ask(browser, host, script, settings, queries) for _ in range(rounds)]
            sent = host.sent()
            ask(browser, host, script, settings, QUERIES[:1])
            kilobytes = (host.sent() - sent) / 1000
            first = statistics.median(one.first for one in asked)
            rows[name] = [SHOWN[name], *judged(asked[0], texts), *timed(asked), kilobytes, first]
    return Table(
        f"搜索，{size:,}条任务，{len(texts):,}页，{len(QUERIES)}个问题", COLUMNS, [*rows.values()],
        goals(rows["ours"], size) if "ours" in rows else (),
    )  # fmt: skip


def goals(ours: Sequence[Cell], size: int) -> list[Goal]:
    """What is asked of our search."""
    figures = {name: float(cell or 0) for name, cell in zip(COLUMNS[1:], ours[1:], strict=True)}
    asked = [Goal("查全%", figures["查全 %"], 100, at_least=True)]
    if size == LARGE:
        asked.append(Goal("按一个键的 p95 毫秒", figures["p95 ms"], 150))
        asked.append(Goal("首次作答 KB", figures["首次作答 KB"], 1500))
    return asked


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
    reply = page.evaluate(ONLY_PLACES % script, settings | {"queries": queries})
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


def judged(one: Round, texts: dict[str, str]) -> Iterator[float]:
    """Cells: recall, queries with full recall, precision, top hits that hold the words."""
    recall, precision, tops = [], [], 0
    for query, found in one.found.items():
        right = {path for path, text in texts.items() if holds(text, query)}
        recall.append(len(right & set(found)) / len(right))
        if found:
            precision.append(len(right & set(found)) / len(found))
            tops += holds(texts.get(found[0], ""), query)
    yield 100 * statistics.mean(recall)
    yield sum(share == 1 for share in recall)
    yield 100 * statistics.mean(precision)
    yield 100 * tops / len(recall)


def timed(rounds: list[Round]) -> Iterator[float]:
    """Cells: p50 and p95 of the queries' times in ms."""
    times = [statistics.median(one.times[query] for one in rounds) for query in rounds[0].times]
    points = statistics.quantiles(times, n=100)
    yield points[49]
    yield points[94]


if __name__ == "__main__":
    options = parser("搜索：本手册的、主题自带的、Pagefind。")
    options.add_argument(
        "--only", dest="searches", nargs="+", choices=("ours", "theme", "pagefind")
    )
    show(call(measure, vars(options.parse_args())))
