"""How fast pages are made, and with how much memory: ours, the earlier version, two peers, a copy.

    .venv/bin/python -m bench.pages [--rounds 5] [--sizes 252 1008 4032] [--base FOLDER]

Needs the history back to ``bench.base.COMMIT`` and what ``make bench`` installs.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import folders, timing
from bench.folders import Folder
from bench.timing import PEERS, ROUNDS, SIZES, Goal, Run, Table, alternate, run
from handbook.site.mkdocs import command

COMPARED = 1008
"""The most tasks that are asked of the earlier version."""
COLD, AGAIN, COPY = "重新生成", "没有改动", "只复制文件"
MACROS, GEN_FILES, PLAIN = "macros 插件", "gen-files 插件", "只做网站"
HEAD = re.compile(r"\A---\n.*?\n---\n", re.S)
MACROS_MODULE = """
import re
from pathlib import Path
from handbook.pages.make import make_pages
from handbook.read.load import load

def define_env(env):
    made = make_pages(load(Path({data!r})), with_downloads=False)

    @env.macro
    def made_page(path):
        return re.sub({head!r}, "", made[path], flags=re.S)
"""
GEN_FILES_SCRIPT = """
from pathlib import Path
import mkdocs_gen_files
from handbook.pages.make import assets, make_pages
from handbook.read.load import load

made = make_pages(load(Path({data!r})), with_downloads=False)
for path in made:
    with mkdocs_gen_files.open(path, "w") as file:
        file.write(made[path])
for path, content in assets().items():
    with mkdocs_gen_files.open(path, "wb") as file:
        file.write(content)
"""


@dataclass(frozen=True)
class Size:
    """One size: what each way took, and how many tasks there were; whole copies make them."""

    runs: dict[str, Run]
    tasks: int
    earlier: int

    def each(self, name: str) -> float:
        """Seconds a task."""
        return self.runs[name].seconds / self._count(name)

    def ratio(self, name: str, other: str) -> float:
        """Time a task, as a multiple of another's."""
        quotient = self._count(other) / self._count(name)
        return self.runs[name].over(self.runs[other]) * quotient

    def _count(self, name: str) -> int:
        return self.earlier if name.startswith("旧版") else self.tasks


def measure(
    rounds: int = ROUNDS, sizes: Sequence[int] = SIZES, base: Path | None = None
) -> list[Table]:
    """The table of ``scripts/build_pages.py``, and that of other ways to the same pages."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        made = {size: _measured(work / str(size), size, rounds, base) for size in sizes}
        peers = _peers(work / "peers", min(sizes), rounds)
    return [_table(made), peers]


def _measured(work: Path, size: int, rounds: int, base: Path | None) -> Size:
    """One size: ours and the earlier version on the same data, and a copy of the same files."""
    ours = folders.ours(work / "ours", size)
    contenders: dict[str, Callable[[], Run]] = {COLD: ours.write_pages_anew}
    earlier = 0
    if size <= COMPARED:
        old = folders.earlier(work / "earlier", size, base)
        earlier = old.tasks
        contenders[f"旧版，{COLD}"] = old.write_pages_anew
        contenders[f"旧版，{AGAIN}"] = old.write_pages
    contenders[AGAIN] = ours.write_pages
    contenders[COPY] = lambda: _copy(ours, work / "copy")
    return Size(alternate(contenders, rounds), ours.tasks, earlier)


def _copy(folder: Folder, target: Path) -> Run:
    folders.clear(target)
    return run(["cp", "-r", str(folder.docs), str(target)])


def _table(made: dict[int, Size]) -> Table:
    rows: list[list[timing.Cell]] = [
        [f"{name}，{size:,}条", one.seconds, 1000 * made[size].each(name), one.peak]
        for size in made
        for name, one in made[size].runs.items()
    ]
    counts = "、".join(f"{size:,}条的本版{one.tasks:,}条" for size, one in made.items())
    note = (
        f"手册由整份数据拼成，至少这么多条：{counts}；旧版的数据每份252条。"
        "每条毫秒数和峰值内存都是整个进程的，包括启动和核对数据。只复制文件是快慢的极限。"
    )
    columns = ["做法和任务条数", "秒", "毫秒/条", "峰值 MB"]
    return Table("用时和内存", columns, rows, list(_goals(made)), note, chart=2)


def _goals(made: dict[int, Size]) -> list[Goal]:
    small, *_, large = made if len(made) > 1 else (*made, *made)
    goals = []
    for size in (size for size in made if made[size].earlier):
        ratio = made[size].ratio(COLD, f"旧版，{COLD}")
        goals.append(Goal(f"{size:,}条时，每条用时与旧版之比", ratio, 0.57))
    for size, one in made.items():
        ratio = one.ratio(AGAIN, COLD)
        goals.append(Goal(f"{size:,}条时，没有改动与重新生成的用时之比", ratio, 0.3))
    if large > COMPARED and COMPARED in made:
        text = f"每条用时，{large:,}条与{COMPARED:,}条之比"
        ratio = made[large].each(COLD) / made[COMPARED].each(COLD)
        goals.append(Goal(text, ratio, 1.2))
    if large > small:
        more = 1000 * (made[large].runs[COLD].peak - made[small].runs[COLD].peak)
        each = more / (made[large].tasks - made[small].tasks)
        goals.append(Goal(f"{large:,}条时，比{small:,}条每多一条多用的内存（KB）", each, 60))
    return goals


def _peers(work: Path, size: int, rounds: int) -> Table:
    """The same pages made by plugins while MkDocs runs, and beforehand as ours are."""
    ours = folders.ours(work / "ours", size)
    ours.write_pages()
    for name in ("plain", "macros", "gen-files"):
        (work / name).mkdir(parents=True)
    folders.bare(ours, work / "plain")
    _lay_out_macros(ours, work / "macros")
    _lay_out_gen_files(ours, work / "gen-files")
    runs = alternate(
        {
            "ours": ours.write_pages_anew,
            PLAIN: lambda: _bare_site(work / "plain"),
            MACROS: lambda: _bare_site(work / "macros"),
            GEN_FILES: lambda: _bare_site(work / "gen-files"),
        },
        rounds,
    )
    plain, own = runs[PLAIN].seconds, runs["ours"].seconds
    rows: list[list[timing.Cell]] = [
        ["本版，先生成再做网站", own, plain + own, max(runs["ours"].peak, runs[PLAIN].peak)]
    ]
    for name in (MACROS, GEN_FILES):
        rows.append([name, runs[name].seconds - plain, runs[name].seconds, runs[name].peak])
    note = (
        "同样的页面，由 MkDocs 的插件 mkdocs-macros、mkdocs-gen-files 在做网站时生成；"
        "网站只有正文，不套主题。"
        "生成的秒数是全部用时减去用现成页面做同一网站的用时；插件不写公开数据和搜索用的数据。"
    )
    columns = ["做法", "生成的秒数", "全部用时（秒）", "峰值 MB"]
    return Table(f"同别的生成办法相比，{size:,}条", columns, rows, note=note, chart=2)


def _bare_site(place: Path) -> Run:
    return folders.mkdocs(place, place / "site", tuple(command()), timing.ROOT, PEERS)


def _lay_out_macros(ours: Folder, place: Path) -> None:
    """Each page is its head and a call that gives its text."""
    stubs = Folder(place, ours.python, place, ours.mkdocs)
    for page in ours.docs.rglob("*.md"):
        path = page.relative_to(ours.docs).as_posix()
        head = HEAD.match(page.read_text("utf-8"))
        stub = stubs.docs / path
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(f"{head.group() if head else ''}{{{{ made_page({path!r}) }}}}\n", "utf-8")
    shutil.copytree(ours.docs / "assets", stubs.docs / "assets")
    module = MACROS_MODULE.format(data=str(ours.place / "data"), head=HEAD.pattern)
    (place / "made.py").write_text(module, "utf-8")
    folders.bare(stubs, place, macros={"module_name": "made"})


def _lay_out_gen_files(ours: Folder, place: Path) -> None:
    """No page at all but those that a script writes."""
    empty = Folder(place, ours.python, place, ours.mkdocs)
    empty.docs.mkdir()
    script = place / "write.py"
    script.write_text(GEN_FILES_SCRIPT.format(data=str(ours.place / "data")), "utf-8")
    options = {"scripts": [str(script)]}
    folders.bare(empty, place, **{"gen-files": options})


if __name__ == "__main__":
    timing.main(measure, __doc__)
