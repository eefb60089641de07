"""The tables for an office, each column once: its header, width and what it shows of a row.

The Excel ledger, its blank copy and the CSV all come from these columns; 任务一览 is for paper.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal

from handbook.files import cells
from handbook.files.cells import Cell, Duty, Figure, R, Row, Time
from handbook.files.office import field_of_work, figure_words, heading, plain, time_kind
from handbook.model import Answered, Handbook, Info, Task, Unit
from handbook.model.duties import duties
from handbook.words.vocabulary import OPEN, ROLE_NAMES

STATUSES = ("未启动", "推进中", "已完成", "暂缓")
"""What may be reported. Blank is 未登记; being late follows from the date and is no status."""
DONE = STATUSES[2]

# A cell that begins with one of these may be run as a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column; ``width`` counts digits, ``page`` is the path of the page a cell leads to.

    ``kind`` is what its cells hold (a ``key`` such as 2-01 must not turn into a day),
    ``choices`` are the words a clerk may enter, which depend on the handbook.
    """

    header: str
    width: float
    value: Callable[[Row[R]], Cell]
    choices: Callable[[Info], Iterable[str]] = lambda info: ()
    kind: Literal["text", "key", "number", "day"] = "text"
    page: Callable[[Row[R]], str] | None = None

    @property
    def by_hand(self) -> bool:
        """Whether the cells are left for a clerk to fill in."""
        return self.value is cells.blank


@dataclass(frozen=True)
class Table(Generic[R]):
    """A sheet: its name, its columns, how many of them stay in view, and its rows."""

    name: str
    columns: tuple[Column[R], ...]
    fixed: int
    things: Callable[[Handbook], Iterable[R]]

    def rows(self, hb: Handbook) -> list[Row[R]]:
        """The rows of one handbook."""
        return [Row(hb, number, thing) for number, thing in enumerate(self.things(hb), 1)]


def tasks_csv(hb: Handbook) -> bytes:
    """The columns of 任务清单 as CSV for Excel: UTF-8 with BOM, CRLF, every cell quoted.

    Days are ISO dates. Text that a spreadsheet could take for a formula gets an apostrophe
    in front. Opened by a double click, Excel may still read an id such as ``2-01`` as a day:
    the ledger is the file for Excel.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    # a mark heads a column of its own, lest the rows be taken for what they are not
    mark = [hb.info.mark] if hb.info.mark else []
    writer.writerow([*(column.header for column in TASKS.columns), *mark])
    for row in TASKS.rows(hb):
        writer.writerow(
            [*(csv_cell(column.value(row)) for column in TASKS.columns), *("" for _ in mark)]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def csv_cell(value: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        text = plain(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return "" if value is None else str(value)


def _duties(hb: Handbook) -> list[Duty]:
    """All that binds a unit, by unit in their order: its own parts, then those of all its kind."""
    return [
        Duty(unit, duty.task, part)
        for unit in hb.units.values()
        for rows in duties(hb, unit).values()
        for duty in rows
        for part in duty.parts
    ]


def _deadlines(hb: Handbook) -> list[Time]:
    """All times, settled ones first and by day."""
    times = [Time(task, deadline) for task in hb.tasks.values() for deadline in task.deadlines]
    return sorted(times, key=lambda time: time.deadline.date or date.max)


def _figures(hb: Handbook) -> list[Figure]:
    """The ends, each once, then what tasks cover."""
    ends = [Figure(hb.set_by(x), x, "量化指标") for x in hb.targets]
    return ends + [Figure(t, x, "规模") for t in hb.tasks.values() for x in t.extents]


def _key(task: Callable[[R], Task]) -> Column[R]:
    """The column by which a task is known everywhere."""
    return Column(
        "任务编号", 10, lambda row: task(row.thing).id, kind="key",
        page=lambda row: f"tasks/{task(row.thing).id}.html",
    )  # fmt: skip


# -- the tables -------------------------------------------------------------------------------

OVERVIEW: Table[Task] = Table(
    "任务一览",
    (
        _key(lambda task: task),
        Column("工作任务", 37, lambda r: r.thing.title),
        Column("要求程度", 6, lambda r: r.thing.commitment),
        Column("责任单位", 22, lambda r: cells.unit_list(r.thing)),
        Column("完成时限", 17, lambda r: cells.time_days(r.thing)),
        Column("量化指标", 30, lambda r: "；".join(figure_words(x) for x in r.thing.targets)),
    ),
    1,
    lambda hb: hb.tasks.values(),
)

DAY: Column[Task] = Column("完成日期", 10.5, lambda r: cells.first_day(r.thing), kind="day")
STATUS: Column[Task] = Column("办理状态", 6.5, cells.blank, choices=lambda info: STATUSES)
TASKS: Table[Task] = Table(
    "任务清单",
    (
        Column("序号", 4.5, cells.row_number, kind="number"),
        _key(lambda task: task),
        Column("板块", 8, lambda r: heading(field_of_work(r.hb, r.thing.section))),
        Column("工作任务", 13, lambda r: r.thing.title),
        Column("原文", 28, lambda r: cells.quoted(r.thing)),
        Column("要求程度", 5, lambda r: r.thing.commitment, choices=lambda info: info.commitments),
        Column("牵头单位", 7, cells.units_with("lead")),
        Column("责任单位", 9, cells.responsible),
        Column("配合单位", 7, cells.units_with("support", "involved")),
        Column("指导单位", 7, cells.units_with("guide")),
        Column("督办单位", 7, cells.units_with("supervise")),
        Column("责任依据", 11, cells.all_bases),
        Column("量化指标", 11, lambda r: "；".join(figure_words(x) for x in r.thing.targets)),
        Column("规模", 8, lambda r: "；".join(figure_words(x) for x in r.thing.extents)),
        Column("底线", 8, lambda r: "；".join(x.text for x in r.thing.red_lines)),
        Column("预期效果", 8, lambda r: "；".join(x.text for x in r.thing.outcomes)),
        Column("成果形式", 6.5, lambda r: r.thing.deliverable),
        Column("保障措施", 10, lambda r: "；".join(x.text for x in r.thing.measures) or OPEN),
        Column("完成时限（原文）", 8, lambda r: cells.time_list(r.thing)),
        DAY,
        Column("时限类型", 6, lambda r: cells.time_kinds(r.thing)),
        STATUS,
        Column("进展情况", 10, cells.blank),
        Column("存在问题", 8, cells.blank),
        Column("下一步措施", 8, cells.blank),
        Column("填报单位", 7, cells.blank),
        Column("填报日期", 10.5, cells.blank, kind="day"),
        Column("备注", 8, cells.remark),
    ),
    4,
    lambda hb: hb.tasks.values(),
)

CHOSEN: Table[Task] = Table(
    "所选任务",
    (
        _key(lambda task: task),
        Column("板块", 9.5, lambda r: heading(field_of_work(r.hb, r.thing.section))),
        Column("工作任务", 15, lambda r: r.thing.title),
        Column("原文", 31, lambda r: cells.quoted(r.thing)),
        Column("原文出处", 8, lambda r: cells.sentences(r.thing)),
        Column("要求程度", 5, lambda r: r.thing.commitment or OPEN),
        Column("责任单位", 20, lambda r: cells.unit_list(r.thing)),
        Column("责任依据", 13, lambda r: cells.all_bases(r) or OPEN),
        Column("完成时限（原文）", 9, lambda r: cells.time_list(r.thing)),
        Column("完成日期", 10.5, lambda r: cells.all_days(r.thing) or OPEN),
        Column("量化指标", 13, lambda r: "；".join(map(figure_words, r.thing.targets)) or OPEN),
        Column("规模", 9, lambda r: "；".join(map(figure_words, r.thing.extents)) or OPEN),
        Column("底线", 9, lambda r: "；".join(x.text for x in r.thing.red_lines) or OPEN),
        Column("保障措施", 11, lambda r: "；".join(x.text for x in r.thing.measures) or OPEN),
        Column("备注", 8.5, cells.remark),
    ),
    2,
    lambda hb: hb.tasks.values(),
)  # fmt: skip
"""What a reader takes away of tasks of their choice: it stands alone, and nothing is blank."""

DUTIES: Table[Duty] = Table(
    "责任清单",
    (
        Column("序号", 5, cells.row_number, kind="number"),
        Column(
            "单位", 20, lambda r: r.thing.unit.name,
            page=lambda r: f"units/{r.thing.unit.id}.html",
        ),
        Column(
            "责任", 7, lambda r: ROLE_NAMES[r.thing.assignment.role],
            choices=lambda info: ROLE_NAMES.values(),
        ),
        _key(lambda thing: thing.task),
        Column("工作任务", 24, lambda r: r.thing.task.title),
        Column("原文", 38, lambda r: cells.quoted(r.thing.task)),
        Column("责任依据", 22, lambda r: r.thing.rests_on),
        Column("完成时限（原文）", 14, lambda r: cells.time_list(r.thing.task)),
        Column("完成日期", 12, lambda r: cells.first_day(r.thing.task), kind="day"),
    ),
    3,
    _duties,
)  # fmt: skip

FIGURES: Table[Figure] = Table(
    "指标和规模",
    (
        Column("序号", 5, cells.row_number, kind="number"),
        _key(lambda thing: thing.task),
        Column("工作任务", 22, lambda r: r.thing.task.title),
        Column("类别", 8, lambda r: r.thing.kind),
        Column("名称", 18, lambda r: r.thing.figure.name),
        Column("原文用语", 22, lambda r: r.thing.figure.text),
        Column("比较用语", 8, lambda r: getattr(r.thing.figure, "comparator", None)),
        Column("数值", 8, cells.figure, kind="number"),
        Column("数值上限", 8, lambda r: r.thing.figure.upper, kind="number"),
        Column("计量单位", 8, lambda r: r.thing.figure.unit),
        Column("责任单位", 18, lambda r: cells.unit_list(r.thing.task)),
        Column("完成时限（原文）", 12, lambda r: cells.time_list(r.thing.task)),
        Column("完成日期", 11, lambda r: cells.first_day(r.thing.task), kind="day"),
        Column("完成值", 8, cells.blank, kind="number"),
    ),
    4,
    _figures,
)

TIMES: Table[Time] = Table(
    "时限",
    (
        Column("序号", 5, cells.row_number, kind="number"),
        _key(lambda thing: thing.task),
        Column("工作任务", 30, lambda r: r.thing.task.title),
        Column("时限（原文）", 16, lambda r: r.thing.deadline.text),
        Column("日期", 12, lambda r: r.thing.deadline.date, kind="day"),
        Column("时限类型", 16, lambda r: time_kind(r.thing.deadline)),
        Column("说明", 36, lambda r: r.thing.deadline.note),
        Column("责任单位", 26, lambda r: cells.unit_list(r.thing.task)),
    ),
    3,
    _deadlines,
)

PROBLEMS: Table[Answered] = Table(
    "问题清单",
    (
        Column("序号", 5, cells.row_number, kind="number"),
        Column("问题", 24, lambda r: r.thing.title, page=lambda r: f"problems/{r.thing.id}.html"),
        Column("原文", 38, lambda r: cells.quoted(r.thing)),
        Column("板块", 16, lambda r: heading(field_of_work(r.hb, r.thing.section))),
        Column("提法", 12, cells.admitted),
        Column(
            "针对它的任务", 32,
            lambda r: "\n".join(f"{key} {r.hb.tasks[key].title}" for key in r.thing.tasks),
        ),
        Column("整改情况", 18, cells.blank),
        Column("备注", 10, cells.blank),
    ),
    2,
    lambda hb: hb.problems.values(),
)  # fmt: skip

UNITS: Table[Unit] = Table(
    "单位",
    (
        Column("序号", 5, cells.row_number, kind="number"),
        Column("单位", 20, lambda r: r.thing.name, page=lambda r: f"units/{r.thing.id}.html"),
        Column("全称", 26, lambda r: r.thing.full_name),
        Column("别称", 20, lambda r: "、".join(r.thing.aliases)),
        Column(
            "类别", 12, lambda r: r.hb.info.unit_kinds[r.thing.kind],
            choices=lambda info: info.unit_kinds.values(),
        ),
        *(
            Column(name, 7, cells.parts_with(role), kind="number")
            for role, name in ROLE_NAMES.items()
        ),
        Column("任务数", 7, lambda r: len(r.hb.tasks_at(r.thing.ref)), kind="number"),
        Column("说明", 24, cells.unit_note),
    ),
    2,
    lambda hb: hb.units.values(),
)  # fmt: skip
