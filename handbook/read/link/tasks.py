"""Tasks: each passes the gates and is linked to its section, its units and its times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from handbook.model import DeadlineRule, Effect, Extent, Measure, Retired, Target, Task, Unit
from handbook.read import gates
from handbook.read.link.answered import known_tasks
from handbook.read.link.desk import Desk
from handbook.read.link.times import link_deadlines
from handbook.read.link.units import link_assignments
from handbook.read.parse import Located
from handbook.read.records import EffectRecord, HandbookRecord, RetiredRecord, TaskRecord

R = TypeVar("R", Target, Effect)


def link_tasks(
    desk: Desk,
    typed: Sequence[Located[TaskRecord]],
    units: Mapping[str, Unit],
    rules: Sequence[DeadlineRule],
    info: HandbookRecord,
) -> dict[str, Task]:
    """The tasks by id, in the order of their words; one without any true quote is none."""
    tasks = [task for item in typed if (task := _task(desk, item, units, rules, info))]
    tasks.sort(key=lambda task: (task.quotes[0].start, task.quotes[0].end, _order(task.id)))
    targets, red_lines, outcomes = (
        _shared(result for task in tasks for result in getattr(task, key))
        for key in ("targets", "red_lines", "outcomes")
    )
    linked = {
        task.id: replace(
            task,
            targets=task.targets + targets[task.id],
            red_lines=task.red_lines + red_lines[task.id],
            outcomes=task.outcomes + outcomes[task.id],
        )
        for task in tasks
    }
    for item in typed:
        if item.record.id in linked:
            for rule in gates.LINKED_RULES:
                desk.complain(item, rule(linked[item.record.id]))
    return linked


def link_retired(desk: Desk, typed: Sequence[Located[RetiredRecord]]) -> dict[str, Retired]:
    """The ids that were given up, and the tasks that took over; unknown ones are reported."""
    return {
        item.record.id: Retired(
            item.record.id, item.record.reason, known_tasks(desk, item, item.record.into, "into")
        )
        for item in typed
    }


def _shared(results: Iterable[R]) -> defaultdict[str, tuple[R, ...]]:
    """By the id of a task what other tasks' words set for it, too."""
    found: defaultdict[str, tuple[R, ...]] = defaultdict(tuple)
    for result in results:
        for task in result.tasks[1:]:
            found[task] += (result,)
    return found


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
    said = record.title_quote
    return Task(
        id=record.id,
        title=record.title,
        title_quote=desk.quote(item, said, "title_quote") if said else None,
        kind=record.kind,
        section=section,
        commitment=record.commitment,
        quotes=quotes,
        assignments=link_assignments(desk, item, units),
        deadlines=link_deadlines(desk, item, rules, info.year, info.delivered_on, quotes),
        targets=_targets(desk, item),
        extents=_extents(record),
        red_lines=_effects(desk, item, "red_lines"),
        outcomes=_effects(desk, item, "outcomes"),
        deliverable=record.deliverable,
        measures=tuple(_measures(desk, item)),
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


def _targets(desk: Desk, item: Located[TaskRecord]) -> tuple[Target, ...]:
    task = item.record
    return tuple(
        Target(
            f"{task.id}-t{number}", x.name, x.text, x.value, x.upper, x.unit, x.masked,
            x.comparator, _closed(desk, item, "targets", number - 1, x.also),
        )
        for number, x in enumerate(task.targets, 1)
    )  # fmt: skip


def _extents(task: TaskRecord) -> tuple[Extent, ...]:
    return tuple(
        Extent(f"{task.id}-x{number}", x.name, x.text, x.value, x.upper, x.unit, x.masked)
        for number, x in enumerate(task.extents, 1)
    )


def _effects(
    desk: Desk, item: Located[TaskRecord], key: Literal["red_lines", "outcomes"]
) -> tuple[Effect, ...]:
    records: tuple[EffectRecord, ...] = getattr(item.record, key)
    return tuple(
        Effect(
            f"{item.record.id}-{key[0]}{number}", x.text,
            _closed(desk, item, key, number - 1, x.also),
        )
        for number, x in enumerate(records, 1)
    )  # fmt: skip


def _closed(
    desk: Desk, item: Located[TaskRecord], key: str, number: int, also: tuple[str, ...]
) -> tuple[str, ...]:
    """The task itself and the others that a result of its words closes."""
    own = item.record.id
    if own in also:
        message = "also 只写别的任务，请删去本任务的编号"
        desk.report(item.place(key, number, "also", also.index(own)), "引用", message)
    others = known_tasks(desk, item, also, key, number, "also")
    return (own, *(other for other in others if other != own))


def _measures(desk: Desk, item: Located[TaskRecord]) -> Iterator[Measure]:
    for i, record in enumerate(item.record.measures):
        said = record.quote
        quote = desk.quote(item, said, "measures", i, "quote") if said else None
        yield Measure(record.text, quote)


def _order(task_id: str) -> tuple[tuple[int, ...], int]:
    """Sort key that puts 2.10-01 after 2.9-01."""
    section, _, number = task_id.rpartition("-")
    return tuple(int(part) for part in section.split(".")), int(number)
