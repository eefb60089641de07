"""How fast MkDocs makes the site, and how large it is: ours, the earlier version, two peers.

    .venv/bin/python -m bench.site [--rounds 5] [--sizes 252 4032] [--base FOLDER]

Needs the history back to ``bench.base.COMMIT``. Zensical is among what the tests need.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from bench import folders, timing
from bench.folders import Folder
from bench.serve import COMPRESSED
from bench.timing import ROUNDS, Cell, Goal, Run, Table, alternate, run
from handbook.site.settings import PATH
from tests.test_way_out import CONFIG

SIZES = (252, 4032)
NAIVE_ROUNDS = 1
"""Every page carries all others: nobody waits for that five times."""
OURS, EARLIER, ZENSICAL = "本版", "旧版", "Zensical，它自己的主题"
STOCK, NAIVE = "Material，导航同本版", "Material，全部进导航"


def measure(
    rounds: int = ROUNDS, sizes: Sequence[int] = SIZES, base: Path | None = None
) -> list[Table]:
    """The table of the smallest size with all others, and that of our own sizes."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        small, *more = sizes
        compared, each = _compared(work / "compared", small, rounds, base)
        grown = {small: each} | {n: _own(work / str(n), n, rounds) for n in more}
    return [compared, _grown(grown)]


def _compared(
    work: Path, size: int, rounds: int, base: Path | None
) -> tuple[Table, tuple[int, Run]]:
    ours = folders.ours(work / "ours", size)
    old = folders.earlier(work / "earlier", size, base)
    for folder in (ours, old):
        folder.write_pages()
    stock = folders.stock(ours, work / "stock")
    naive = folders.stock(ours, work / "naive", nav=False)
    other = work / "zensical"
    runs = alternate(
        {
            OURS: ours.write_site, EARLIER: old.write_site, STOCK: stock.write_site,
            ZENSICAL: lambda: _with_zensical(ours, other),
        },
        rounds,
    ) | alternate({NAIVE: naive.write_site}, min(rounds, NAIVE_ROUNDS))  # fmt: skip
    sites = {
        OURS: ours.site, EARLIER: old.site, STOCK: stock.site, ZENSICAL: other / "site",
        NAIVE: naive.site,
    }  # fmt: skip
    bytes_of = {name: sent(site) / 1_000_000 for name, site in sites.items()}
    pages = {name: _pages(site) for name, site in sites.items()}
    each = {name: 1000 * one.seconds / pages[name] for name, one in runs.items()}
    rows: list[list[Cell]] = [
        [name, pages[name], one.seconds, each[name], one.peak, bytes_of[name]]
        for name, one in runs.items()
    ]
    a_page = pages[EARLIER] / pages[OURS]
    size_ratio = bytes_of[OURS] / bytes_of[EARLIER] * a_page
    goals = [
        Goal("每页用时与旧版之比", runs[OURS].over(runs[EARLIER]) * a_page, 0.45),
        Goal("每页压缩后的字节数与旧版之比", size_ratio, 1),
    ]
    note = (
        "不含供下载的文件；旧版的数据少些，按页相比。网站大小是各文件分别用 gzip 压缩后的总和。"
        "Material 是不加改动的主题。"
    )
    columns = ["做法", "页数", "秒", "毫秒/页", "峰值 MB", "网站 MB"]
    return Table(f"网站，{size:,}条", columns, rows, goals, note, chart=3), (
        pages[OURS],
        runs[OURS],
    )


def _with_zensical(folder: Folder, place: Path) -> Run:
    """The same pages by Zensical, with no more settings than it needs."""
    if not place.exists():
        place.mkdir()
        shutil.copytree(folder.docs, place / "docs")
        nav = yaml.safe_load((folder.docs / PATH).read_text("utf-8"))["nav"]
        config = yaml.safe_dump(CONFIG | {"nav": nav}, allow_unicode=True)
        (place / "mkdocs.yml").write_text(config, "utf-8")
    return run([str(Path(sys.executable).with_name("zensical")), "build", "--clean"], place)


def _own(work: Path, size: int, rounds: int) -> tuple[int, Run]:
    folder = folders.ours(work, size)
    folder.write_pages()
    one = alternate({OURS: folder.write_site}, rounds)[OURS]
    return _pages(folder.site), one


def _grown(runs: dict[int, tuple[int, Run]]) -> Table:
    rows: list[list[Cell]] = [
        [f"{size:,}条，{pages:,}页", one.seconds, 1000 * one.seconds / pages, one.peak]
        for size, (pages, one) in runs.items()
    ]
    (first, small), *_, (last, large) = list(runs.values()) * 2 if len(runs) == 1 else runs.values()
    goals = []
    if last > first:
        ratio = (large.seconds / last) / (small.seconds / first)
        goals.append(Goal(f"每页用时，{last:,}页与{first:,}页之比", ratio, 1.1))
    columns = ["任务条数和页数", "秒", "毫秒/页", "峰值 MB"]
    return Table("网站变大以后", columns, rows, goals, chart=2)


def _pages(site: Path) -> int:
    """How many pages there are, without that for addresses that lead nowhere."""
    return sum(path.name != "404.html" for path in site.rglob("*.html"))


def sent(site: Path) -> int:
    """Bytes of all files of a site as a host sends them, with gzip where it would."""
    return sum(len(_squeezed(path)) for path in _files(site))


def _files(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*") if path.is_file())


def _squeezed(path: Path) -> bytes:
    raw = path.read_bytes()
    return gzip.compress(raw) if path.suffix in COMPRESSED else raw


if __name__ == "__main__":
    timing.main(measure, __doc__)
