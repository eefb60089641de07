"""The tools of the benchmarks: big handbooks are valid, the page says what was measured."""

from __future__ import annotations

import json
from pathlib import Path

from bench import page
from bench.handbooks import PARTS, write
from bench.timing import HERE, Cell, Goal, Table, alternate, run
from handbook.model import Handbook
from handbook.pages.make import make_pages
from handbook.read.load import load

COPIES = 2


def _sizes(hb: Handbook) -> dict[str, int]:
    """How many there are of each thing."""
    made = make_pages(hb)
    groups = {
        "sections": hb.sections, "units": hb.units, "problems": hb.problems,
        "results": hb.results, "mechanisms": hb.mechanisms, "lists": hb.lists,
        "sentences": hb.speech.sentences, "mentions": hb.mentions, "pages": made,
        "targets": hb.targets, "red lines": hb.red_lines, "retired": hb.retired,
        "shared": [tasks for tasks in _shared(hb) if len(tasks) > 1],
        **hb.entities,
    }  # fmt: skip
    return {name: len(group) for name, group in groups.items()}


def test_a_big_handbook_is_valid_and_as_dense_as_its_source(real: Handbook, tmp_path: Path) -> None:
    made = write(tmp_path, COPIES * len(real.tasks) - 1)
    big = load(tmp_path / "data")
    assert made == len(big.tasks) == COPIES * len(real.tasks)
    once, twice = _sizes(real), _sizes(big)
    for name, size in once.items():
        assert COPIES * size * 0.9 <= twice[name] <= COPIES * size * 1.1, name


def _shared(hb: Handbook) -> list[tuple[str, ...]]:
    """The tasks of each end and of each red line."""
    return [x.tasks for x in hb.targets] + [x.tasks for x in hb.red_lines]


def test_what_several_tasks_share_stays_in_its_copy(real: Handbook, tmp_path: Path) -> None:
    write(tmp_path, COPIES * len(real.tasks))
    big = load(tmp_path / "data")
    shared = _shared(big) + [(gone.id, *gone.into) for gone in big.retired.values()]
    copies = [{(int(task.partition(".")[0].partition("-")[0]) - 1) // PARTS for task in tasks}
              for tasks in shared]  # fmt: skip
    assert all(len(copy) == 1 for copy in copies)
    assert {0} in copies
    assert {1} in copies


def test_a_big_handbook_is_the_same_every_time(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "other"):
        write(tmp_path / name, 500)
        paths = sorted((tmp_path / name).rglob("*.*"))
        texts.append([(p.relative_to(tmp_path / name), p.read_bytes()) for p in paths])
    assert texts[0] == texts[1]


def _results() -> dict[str, dict[str, object]]:
    """What a run leaves behind: one benchmark with one goal met and one missed."""
    goals = [Goal("用时之比", 0.5, 0.57), Goal("最低分", 90.0, 95, at_least=True)]
    rows: list[list[Cell]] = [["本版，252条", 1234.5678, 0.012345], ["旧版，252条", None, 2]]
    table = Table("用时", ["做法", "毫秒", "MB"], rows, goals, "说明*一*句", chart=1)
    about = {"command": "python -m bench.pages", "commit": "abc1234", "day": "2026-01-02"}
    machine = {"处理器": "某处理器", "Python": "3.11.5"}
    return {"pages": {**about, "minutes": 3, "machine": machine, "tables": [table.as_json()]}}


def test_the_page_says_what_was_measured_and_which_goals_are_met() -> None:
    text = page.text(json.loads(json.dumps(_results())))
    for words in (
        "定了目标的有2项，达到1项",
        "- [生成页面](#pages)：最低分不低于95：实测90，没有达到",
        "- 用时之比不超过0.57：实测0.5，达到",
        "| 本版，252条 | 1,230 | 0.0123 |",
        "| 旧版，252条 | – | 2 |",
        "说明\\*一\\*句",
        'aria-label="用时：毫秒"',
        "命令 `python -m bench.pages`，提交 abc1234，2026-01-02，用了3分钟",
        "| 处理器 | 某处理器 |",
    ):
        assert words in text
    assert "<script" not in text


def test_a_wide_table_comes_in_parts_that_fit_on_a_phone() -> None:
    rows: list[list[Cell]] = [[2016, "改一条", 1, 2, 3, 4]]
    wide = Table("预览", ["条数", "改动", "甲", "乙", "丙", "丁"], rows, chart=2)
    results = {"preview": {**_results()["pages"], "tables": [wide.as_json()]}}
    text = page.text(results)
    assert (
        "| 条数、改动 | 甲 | 乙 | 丙 |\n| :-- | --: | --: | --: |\n| 2,016，改一条 | 1 | 2 | 3 |"
        in text
    )
    assert "| 条数、改动 | 丁 |\n| :-- | --: |\n| 2,016，改一条 | 4 |" in text


def test_the_page_is_what_the_committed_results_give() -> None:
    results = json.loads((HERE / "results.json").read_text("utf-8"))
    assert page.text(results) == page.PAGE.read_text("utf-8")


def test_a_process_is_measured_whole_and_alone(tmp_path: Path) -> None:
    big = bytearray(200_000_000)  # ours, not the other process's
    sleep = ["python3", "-S", "-c", "import time; time.sleep(0.2)"]
    one = alternate({"sleep": lambda: run(sleep, tmp_path)}, 1)["sleep"]
    assert one.seconds >= 0.2
    assert one.peak < len(big) / 1_000_000
