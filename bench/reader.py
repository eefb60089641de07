"""What a reader waits for and pays for: bytes of a first and a later visit, and Lighthouse.

    npm ci --prefix bench
    .venv/bin/python -m bench.reader [--rounds 5] [--sizes 252 4032]

A phone, 390 px wide, with a slow processor and a slow line, opens pages of our site and of the
theme as it comes with the same pages and nav. A first visit has an empty cache; a later one has
been to another page before. Bytes are those of all bodies that Chromium asked for, with gzip.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import folders, lighthouse, timing
from bench.serve import Served, served
from bench.timing import ROUNDS, Cell, Goal, Table
from tests.browser.conftest import FLAGS
from tests.browser.looks import PHONE

SIZES = (252, 4032)
MOST_ROUNDS = 3
SLOW_LINE = {
    "offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750,
}  # fmt: skip
"""Bytes a second and ms of a slow 4G line, as Lighthouse has them."""
SLOWER = 4
"""How many times slower than this machine the phone is."""
QUIET = 3000
"""Ms without a request after which no more will come."""
PAGES = dict(zip(lighthouse.PAGES, ("首页", "一条任务", "全部任务", "讲话全文"), strict=True))
OURS, STOCK = "本版", "Material"
Visit = tuple[int, float]
"""Bytes, and ms until the first text is seen."""


def measure(rounds: int = ROUNDS, sizes: Sequence[int] = SIZES) -> list[Table]:
    """Two tables for each size: bytes of visits, and what Lighthouse says of them."""
    rounds = min(rounds, MOST_ROUNDS)
    tables = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in sizes:
            sites = _sites(Path(name) / str(size), size)
            times = rounds if size == sizes[0] else 1  # a visit to 4,000 tasks takes its minute
            scores = lighthouse.NAMES if size == sizes[0] else ["performance"]
            tables.append(_visits(browser, sites, size, times))
            tables.append(_judged(sites, size, times, scores))
        browser.close()
    return tables


def _sites(work: Path, size: int) -> dict[str, Path]:
    ours = folders.ours(work, size)
    ours.write_pages()
    stock = folders.stock(ours, work / "stock")
    for folder in (ours, stock):
        folder.write_site()
    return {OURS: ours.site, STOCK: stock.site}


def _visits(browser: Browser, sites: dict[str, Path], size: int, rounds: int) -> Table:
    found = {name: _medians(browser, site, rounds) for name, site in sites.items()}
    rows: list[list[Cell]] = [
        [f"{title}，{name}", *found[name][path]] for path, title in PAGES.items() for name in sites
    ]
    columns = ["页面和网站", "第一次 KB", "再次 KB", "看到文字（毫秒）"]
    goals = [
        Goal(
            f"{title}，{visit}的字节数与 {STOCK} 之比",
            found[OURS][path][at] / found[STOCK][path][at],
            1,
        )
        for path, title in PAGES.items()
        for at, visit in enumerate(("第一次", "再次"))
    ]
    note = (
        "Material 是不加改动的主题，页面和导航相同，搜索用它自己的。"
        "宽390像素的手机，处理器慢到四分之一，慢速 4G。"
        "第一次是没有缓存；再次是先看过别的页面。看到文字的时刻是第一次打开的。"
    )
    return Table(f"网页，{size:,}条", columns, rows, goals, note, chart=1)


def _judged(sites: dict[str, Path], size: int, rounds: int, categories: Iterable[str]) -> Table:
    """Lighthouse's scores and figures; of each the mean of all pages is set against the other's.

    All ``categories`` only of a small site: what they look for does not grow with it, and their
    audits of 4,000 rows end in Chromium's patience.
    """
    found = lighthouse.compared(sites, PAGES, rounds, categories)
    scores = {key: partial(lighthouse.score, category=key) for key in categories}
    figures = {key: partial(lighthouse.figure, audit=key) for key in lighthouse.FIGURES}
    values = {key: [float(value(run)) for value in (scores | figures).values()]
              for key, run in found.items()}  # fmt: skip
    names = {**lighthouse.NAMES, **lighthouse.FIGURES}
    columns = [names[key] for key in (*scores, *figures)]
    rows: list[list[Cell]] = [
        [f"{PAGES[path]}，{name}", *cells] for (path, name), cells in values.items()
    ]
    goals = []
    for at, column in enumerate(columns):
        ours, stock = (statistics.mean(values[path, name][at] for path in PAGES) for name in sites)
        goals.append(Goal(f"{column}，各页平均，与 {STOCK} 比", ours, stock, at < len(scores)))
    note = "评分最高100。手机、慢速线路，各页轮流打开。"
    return Table(f"Lighthouse，{size:,}条", ["页面和网站", *columns], rows, goals, note)


def _medians(browser: Browser, site: Path, rounds: int) -> dict[str, tuple[float, float, float]]:
    """KB of a first and of a later visit and ms until text is seen, by page.

    Each page is opened on a phone that has seen nothing, and another one after it.
    """
    first: dict[str, list[Visit]] = {path: [] for path in PAGES}
    later: dict[str, list[Visit]] = {path: [] for path in PAGES}
    paths = list(PAGES)
    with served(site) as host:
        for _ in range(rounds):
            for path, other in zip(paths, paths[1:] + paths[:1], strict=True):
                context = _phone(browser)
                first[path].append(_visit(context, host, path))
                later[other].append(_visit(context, host, other))
                context.close()
    return {
        path: (
            statistics.median(size for size, _ in first[path]) / 1000,
            statistics.median(size for size, _ in later[path]) / 1000,
            statistics.median(ms for _, ms in first[path]),
        )
        for path in paths
    }


def _phone(browser: Browser) -> BrowserContext:
    width, height = PHONE
    return browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", is_mobile=True
    )


def _visit(context: BrowserContext, host: Served, path: str) -> Visit:
    """Open a page in a tab of its own, until all is quiet."""
    page = context.new_page()
    page.set_default_timeout(300_000)
    _slow_down(context, page)
    before = host.sent()
    page.goto(f"{host.address}/{path}", wait_until="networkidle")
    answers = -1
    while answers < len(host.answers):  # a worker's requests are not the page's
        answers = len(host.answers)
        page.wait_for_timeout(QUIET)
    seen = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
    )
    page.close()
    return host.sent() - before, float(seen)


def _slow_down(context: BrowserContext, page: Page) -> None:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


if __name__ == "__main__":
    timing.main(measure, __doc__)
