"""The ledger at 200 and 2,000 matters: reading it, how all stand, a hundred workbooks taken in,
its pages; and at 2,000 what the page of the ledger weighs and how long its filters take.

    .venv/bin/python -m bench.ledger [--rounds 5]

Ten entries a matter, a hundred units; the workbooks are the forms of these units, each row filled
in. Taking them in is held against only reading the same workbooks, and all of it by the matter
against a tenth of the size: what grows no faster than the work has 1.
"""

from __future__ import annotations

import gzip
import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import sync_playwright

from bench.timing import ROOT, ROUNDS, Cell, Goal, Table, Tables, call, parser, show
from handbook.files.forms import unit_form
from handbook.files.past import past
from handbook.intake.take import Intake
from handbook.intake.workbook import read_workbook
from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.read.as_yaml import as_yaml
from handbook.read.load import load
from tests.browser.conftest import FLAGS

TINY = ROOT / "tests/fixtures/tiny/data"
SIZES = (200, 2000)
UNITS = 100
OPENED, AS_OF = date(2031, 5, 6), date(2031, 9, 30)
Row = dict[str, Any]


def main() -> None:
    """Print the tables."""
    show(call(measure, vars(parser("台账：读、推算、登记收回的表。").parse_args())))


def measure(rounds: int | None = None) -> Tables:
    """Medians of ``rounds``, both sizes in turn."""
    with tempfile.TemporaryDirectory() as place:
        folders = {size: laid_out(Path(place) / str(size), size) for size in SIZES}
        books = {size: filled(folders[size], Path(place) / f"forms-{size}") for size in SIZES}
        took: dict[tuple[str, int], list[float]] = {}
        for _ in range(rounds or ROUNDS):
            for size in SIZES:
                for name, step in steps(folders[size], books[size]).items():
                    took.setdefault((name, size), []).append(timed(step))
        looked_at = page_table(folders[SIZES[-1]])
    return [table({k: statistics.median(times) for k, times in took.items()}), looked_at]


def steps(data: Path, books: list[Path]) -> dict[str, Callable[[], object]]:
    """What is timed."""
    hb = load(data, internal=True)

    def take() -> None:
        intake = Intake(hb, AS_OF)
        taken = [intake.take(path) for path in books]
        assert all(one.added and not one.slips for one in taken)

    return {
        "读台账并核对": lambda: load(data, internal=True),
        "推算全部事项": lambda: hb.ledger.at(AS_OF),
        "生成全部页面": lambda: deque(make_pages(hb, with_downloads=False).values(), maxlen=0),
        "推算以前每一天": lambda: past(hb),
        "只读一百份表": lambda: [read_workbook(path) for path in books],
        "登记一百份表": take,
    }


def table(took: dict[tuple[str, int], float]) -> Table:
    """Seconds of each size, and by the matter how the large one compares with the small."""
    small, large = SIZES
    names = list(dict.fromkeys(name for name, _ in took))
    by_matter = {n: took[n, large] / took[n, small] / (large / small) for n in names}
    rows: list[list[Cell]] = [
        [name, took[name, small], took[name, large], by_matter[name]] for name in names
    ]
    reading = took["登记一百份表", large] / took["只读一百份表", large]
    goals = [
        *(Goal(f"{name}，按事项，2,000 ÷ 200", by_matter[name], 1.2) for name in names),
        Goal("登记 ÷ 只读同样的表，2,000 件", reading, 10),
    ]
    columns = ["做什么", f"{small} 件，秒", f"{large:,} 件，秒", "按事项，÷"]
    return Table("台账", columns, rows, goals, note="每件事项十条登记，一百个单位。")


def page_table(data: Path) -> Table:
    """What the page of all matters weighs, and what a reader waits for when he filters it."""
    folder = data.parent
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [sys.executable, "-m", "handbook", "build", "-q", "--no-downloads", "--edition",
               "internal", str(folder)]  # fmt: skip
    subprocess.run(command, check=True, cwd=ROOT)
    page = folder / "internal/site/ledger.html"
    raw = page.read_bytes()
    packed = len(gzip.compress(raw)) / 1024
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        shown = browser.new_page()
        shown.goto(page.as_uri())
        took: list[float] = sorted(shown.evaluate(FILTER))
        browser.close()
    slow = took[int(len(took) * 0.95)]
    rows: list[list[Cell]] = [
        ["台账一页，KB", len(raw) / 1024], ["台账一页，压缩后，KB", packed],
        [f"换一个筛选条件（{len(took)} 次），中位数，毫秒", statistics.median(took)],
        ["换一个筛选条件，95% 在这以内，毫秒", slow],
    ]  # fmt: skip
    goals = [Goal("台账一页，压缩后，KB", packed, 400), Goal("筛选，p95，毫秒", slow, 100)]
    return Table(f"台账一页，{SIZES[-1]:,} 件", ["项目", "实测"], rows, goals)


FILTER = """async () => {
  const took = [];
  for (const select of document.querySelectorAll(".finder-fields select")) {
    if (["group", "sort"].includes(select.name)) continue;
    for (const { value } of [...select.options].slice(0, 12)) {
      const begun = performance.now();
      select.value = value;
      select.dispatchEvent(new Event("change"));
      document.body.offsetHeight; // laid out anew
      took.push(performance.now() - begun);
      await new Promise(requestAnimationFrame);
    }
    select.value = "";
    select.dispatchEvent(new Event("change"));
  }
  return took;
}"""
"""Each value of each condition, a dozen at most, until the page is laid out anew."""


def timed(step: Callable[[], object]) -> float:
    """Seconds that a step takes."""
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def laid_out(folder: Path, matters: int) -> Path:
    """The tiny data with a ledger of that many matters."""
    data = Path(shutil.copytree(TINY, folder / "data"))
    ledger = data / "ledger"
    (ledger / "entries").mkdir(parents=True)
    units = [{"id": f"u{n}", "name": f"第{n}局", "kind": "department"} for n in range(UNITS)]
    checker = {"id": "checker", "name": "督查室", "kind": "department"}
    (ledger / "units.yaml").write_text(as_yaml([*units, checker]), "utf-8")
    (ledger / "ledger.yaml").write_text(f"as_of: {AS_OF}\n", "utf-8")
    for first in range(0, matters, 100):
        rows = [row for n in range(first, first + 100) for row in life(n)]
        (ledger / "entries" / f"{first}.yaml").write_text(as_yaml(rows), "utf-8")
    return data


def life(n: int) -> list[Row]:
    """Ten entries of a matter: opened, signed for, four reports, each checked."""
    matter, unit = f"m{n}", f"u{n % UNITS}"

    def entry(kind: str, name: str, day: date, **more: Any) -> Row:
        return {"id": f"{matter}.{name}", "kind": kind, "matter": matter, "day": day,
                "received": day, **more}  # fmt: skip

    rows = [
        entry("open", "open", OPENED, by="办公室", number=f"{n}号", title=f"第{n}件",
              tasks=["2.1-01"], lead=unit, due=date(2031, 12, 31), asked="month", answer_on=25,
              closes_when="验收",
              goals=[{"name": "里程", "value": 100, "unit": "公里", "due": date(2031, 12, 31)}]),
        entry("receive", "got", OPENED, unit=unit, signed_by="某"),
    ]  # fmt: skip
    for month in range(4):
        day = date(2031, 5 + month, 20)
        figures = [{"name": "里程", "value": 10 * month + 5, "unit": "公里"}]
        rows.append(entry("report", f"r{month}", day, unit=unit, done=f"推进到第{month}步",
                          figures=figures, signed_by="某"))  # fmt: skip
        rows.append(entry("check", f"c{month}", day + timedelta(days=3), checker="checker",
                          of=[f"{matter}.r{month}"], outcome="confirmed"))  # fmt: skip
    return rows


def filled(data: Path, place: Path) -> list[Path]:
    """The forms of all units, each row filled in."""
    hb: Handbook = load(data, internal=True)
    place.mkdir()
    paths = []
    for n in range(UNITS):
        book = openpyxl.load_workbook(io.BytesIO(unit_form(hb, f"u{n}")))
        sheet = book["填报"]
        column = next(cell.column for cell in sheet[1] if cell.value == "完成情况")
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column).value = "九月又推进一步"
        paths.append(place / f"{n}.xlsx")
        book.save(paths[-1])
    return paths


if __name__ == "__main__":
    main()
