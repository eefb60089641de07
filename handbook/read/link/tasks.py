"""Tasks: each passes the gates and is linked to its section, its units and its times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.model import DeadlineRule, Target, Task, Unit
from handbook.read import gates
from handbook.read.link.desk import Desk
from handbook.read.link.times import link_deadlines
from handbook.read.link.units import link_assignments
from handbook.read.parse import Located
from handbook.read.records import HandbookRecord, TaskRecord


def link_tasks(
    desk: Desk,
    typed: Sequence[Located[TaskRecord]],
    units: Mapping[str, Unit],
    rules: Sequence[DeadlineRule],
    info: HandbookRecord,
) -> dict[str, Task]:
    """The tasks by id, in the order of their ids; one without any true quote is none."""
    tasks = [task for item in typed if (task := _task(desk, item, units, rules, info))]
    tasks.sort(key=lambda task: _order(task.id))
    return {task.id: task for task in tasks}


def _task(
    desk: Desk,
    item: Located[TaskRecord],
    units: Mapping[str, Unit],
    rules: Sequence[DeadlineRule],
    info: HandbookRecord,
) -> Task | None:
    record = item.record
    quotes = desk.quotes(item, record.quotes)
    words = tuple(quote.exact for quote in record.quotes)
    for rule in gates.TASK_RULES:
        desk.complain(item, rule(record, words))
    desk.complain(item, gates.units_are_named(record, words, units))
    if not quotes:
        return None
    section = desk.section_of(quotes)
    _check_number(desk, item, section)
    return Task(
        id=record.id,
        title=record.title,
        kind=record.kind,
        section=section,
        commitment=record.commitment,
        quotes=quotes,
        assignments=link_assignments(desk, item, units),
        deadlines=link_deadlines(desk, item, rules, info.year, info.delivered_on),
        targets=_targets(record),
        deliverable=record.deliverable,
        measures=record.measures,
        note=record.note,
    )


def _check_number(desk: Desk, item: Located[TaskRecord], section: str) -> None:
    """The first part of a task's id is the section of its first quote, or encloses it."""
    prefix = item.record.id.rpartition("-")[0]
    if desk.cut and not f"{section}.".startswith(f"{prefix}."):
        found = desk.sections[section]
        form = f"（写成 {found.parent}-01 的样子）" if found.lead_in else ""
        where = desk.name_of(section)
        message = f"编号属于 {prefix}，但第一条引语在 {where}，请改编号{form}或改引语"
        desk.report(item.place("id"), "引用", message)


def _targets(record: TaskRecord) -> tuple[Target, ...]:
    return tuple(
        Target(
            f"{record.id}-t{number}", target.name, target.text, target.comparator,
            target.value, target.upper, target.unit, target.masked,
        )
        for number, target in enumerate(record.targets, 1)
    )  # fmt: skip


def _order(task_id: str) -> tuple[tuple[int, ...], int]:
    """Sort key that puts 2.10-01 after 2.9-01."""
    section, _, number = task_id.rpartition("-")
    return tuple(int(part) for part in section.split(".")), int(number)
