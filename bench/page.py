"""The page of the handbook that says how fast it is: ``docs/bench.md`` from ``bench/results.json``.

.venv/bin/python -m bench.page
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.timing import HERE, ROOT, Goal, Table, as_lines, judged, shown
from handbook.pages.views.charts import bars

PAGE = ROOT / "docs" / "bench.md"
TITLE = "生成速度和文件大小"
MOST_FIGURES = 3
"""Columns of figures that fit on a phone beside what they are about."""
NAMES = {
    "pages": "生成页面",
    "site": "生成网站",
    "preview": "预览",
    "downloads": "供下载的文件",
    "reader": "打开页面",
    "search": "搜索",
    "pdf": "排版 PDF",
    "ledger": "台账",
}
HEAD = f"""---
title: {TITLE}
description: 生成手册用多少时间和内存，读者打开页面要等多久，同别的做法相比怎样。
---

# {TITLE} {{ #top }}

生成手册用多少时间和内存，读者打开页面要等多久，同别的做法相比怎样，这里列出实测的数。\
条数是至少多少条任务：最少的就是本手册，更多的用本手册的数据换字、换编号，凑成整册。\
比较的各方轮流做，取中位数，比例先逐遍相除再取中位数；换一台电脑，秒数不同，比例大致相同。\
“旧版”是本程序较早的版本（提交 44a2ac5）。

在代码文件夹里执行 `make bench`，全部重测；`make bench ONLY="pages site"` 只测其中几项。
"""


def write(results: Mapping[str, Any], path: Path = PAGE) -> None:
    """Write the page of the results."""
    path.write_text(text(results), "utf-8")


def text(results: Mapping[str, Any]) -> str:
    """The page in Markdown; ``results`` as ``results.json`` holds them."""
    parts = [HEAD, *_goals(results)]
    for name, result in results.items():
        parts += [f"## {NAMES[name]} {{ #{name} }}", *_section(result)]
    parts += ["## 在什么电脑上测的 { #machine }", *_machines(results)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _goals(results: Mapping[str, Any]) -> Iterator[str]:
    """How many goals are met, and which are not."""
    goals = [
        (name, goal)
        for name, result in results.items()
        for table in result["tables"]
        for goal in table["goals"]
    ]
    missed = [f"- [{NAMES[name]}](#{name})：{_judged(goal)}" for name, goal in goals
              if not goal["met"]]  # fmt: skip
    if goals:
        yield f"定了目标的有{len(goals)}项，达到{len(goals) - len(missed)}项。"
    if missed:
        yield "没有达到的："
        yield "\n".join(missed)


def _section(result: Mapping[str, Any]) -> Iterator[str]:
    for found in result["tables"]:
        table = Table(**found)
        yield f"### {table.title}"
        yield from _picture(table)
        yield from ("\n".join(as_lines(part)) for part in _narrow(table))
        if table.note:
            yield _escaped(table.note)
        if table.goals:
            yield "\n".join(f"- {_judged(goal)}" for goal in found["goals"])
    yield (
        f"命令 `{result['command']}`，提交 {result['commit']}，"
        f"{result['day']}，用了{result['minutes']}分钟。"
    )


def _picture(table: Table) -> Iterator[str]:
    """Bars of the column that the table wants to be seen."""
    if table.chart is None:
        return
    at = table.chart
    rows = [
        ("，".join(map(shown, row[: _lead(table)])), float(shown(row[at]).replace(",", "")))
        for row in table.rows
        if isinstance(row[at], int | float)
    ]
    if rows:
        numbers = [(name, int(value) if value.is_integer() else value) for name, value in rows]
        title = f"{table.title}：{table.columns[at]}"
        yield f'<figure class="picture" data-search-exclude="">{bars(numbers, title)}</figure>'
        yield f"图：{table.columns[at]}，越短越好。"


def _narrow(table: Table) -> Iterator[Table]:
    """The table in parts that fit on a phone, each with what its rows are about."""
    lead = _lead(table)
    labels = ["，".join(map(shown, row[:lead])) for row in table.rows]
    for at in range(lead, len(table.columns), MOST_FIGURES):
        here = slice(at, at + MOST_FIGURES)
        rows = [[label, *row[here]] for label, row in zip(labels, table.rows, strict=True)]
        yield Table(table.title, ["、".join(table.columns[:lead]), *table.columns[here]], rows)


def _lead(table: Table) -> int:
    """How many columns say what a row is about: those up to the first of words."""
    first = table.rows[0] if table.rows else []
    return next((i for i, cell in enumerate(first, 1) if isinstance(cell, str)), 1)


def _judged(goal: Mapping[str, Any]) -> str:
    return judged(Goal(**{key: value for key, value in goal.items() if key != "met"}))


def _machines(results: Mapping[str, Any]) -> Iterator[str]:
    """Each machine once, with the names of what was measured on it."""
    machines: dict[str, tuple[Mapping[str, str], list[str]]] = {}
    for name, result in results.items():
        found = machines.setdefault(json.dumps(result["machine"]), (result["machine"], []))
        found[1].append(NAMES[name])
    yield "用来比较的程序的版本见 `bench/peers.txt` 和 `bench/package.json`。"
    for facts, names in machines.values():
        if len(machines) > 1:
            yield f"{'、'.join(names)}："
        yield "\n".join(["| 项目 | 内容 |", "| :-- | :-- |"]
                        + [f"| {key} | {value} |" for key, value in facts.items()])  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("_", "\\_").replace("*", "\\*").replace("<", "&lt;")


if __name__ == "__main__":
    write(json.loads((HERE / "results.json").read_text("utf-8")))
