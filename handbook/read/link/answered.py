"""Problems, results, mechanisms and ways of thinking, and the tasks that take them up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from handbook.model import Answered, AnsweredKind, Quote, Reached
from handbook.read import gates
from handbook.read.link.desk import Desk, R
from handbook.read.parse import Located
from handbook.read.records import AnsweredRecord, ReachedRecord, TaskRecord
from handbook.read.yaml_lines import Step

A = TypeVar("A", bound=AnsweredRecord)


def link_answered(
    desk: Desk, group: Sequence[Located[A]], kind: AnsweredKind
) -> dict[str, Answered]:
    """The things of one kind by id, in the order of the speech."""
    things = [thing for item in group if (thing := _thing(desk, item, kind))]
    things.sort(key=lambda thing: thing.quotes[0].start)
    return {thing.id: thing for thing in things}


def _thing(desk: Desk, item: Located[A], kind: AnsweredKind) -> Answered | None:
    record = item.record
    quotes = desk.quotes(item, record.quotes)
    tasks = known_tasks(desk, item, record.tasks, "tasks")
    section: str | None = getattr(record, "section", None)
    if section is not None:
        _check_section(desk, item, section, quotes)
    if not quotes:
        return None
    section = section or desk.section_of(quotes)
    admitted = getattr(record, "admitted", None)
    figures = getattr(record, "figures", ())
    words = tuple(quote.exact for quote in record.quotes)
    for rule in gates.REACHED_RULES:
        desk.complain(item, rule(figures, words))
    return Answered(
        record.id, kind, record.title, section, quotes, tasks, admitted,
        tuple(reached(figure) for figure in figures),
    )  # fmt: skip


def reached(record: ReachedRecord) -> Reached:
    """A figure of a result."""
    return Reached(
        record.name, record.text, record.value, record.upper, record.unit, record.masked,
        record.growth, record.rank,
    )  # fmt: skip


def known_tasks(
    desk: Desk, item: Located[R], ids: tuple[str, ...], *steps: Step
) -> tuple[str, ...]:
    """Of the tasks named at ``steps`` those that there are, or were typed but not to be read."""
    known = desk.parser.ids[TaskRecord]
    sure = TaskRecord not in desk.parser.nameless
    for i, task in enumerate(ids):
        if task in ids[:i]:
            message = f"{task} 写了两次，请删去一处"
            desk.report(item.place(*steps, i), "引用", message)
        elif task not in known and sure:
            message = f"没有编号为 {task} 的任务，请核对{desk.parser.meant(task, known)}"
            desk.report(item.place(*steps, i), "引用", message)
    return tuple(task for task in ids if task in known)


def _check_section(desk: Desk, item: Located[A], section: str, quotes: Sequence[Quote]) -> None:
    """A section that is named exists and holds the first quote."""
    if not desk.cut:
        return
    if section not in desk.sections:
        meant = desk.parser.meant(section, desk.sections)
        desk.report(item.place("section"), "引用", f"提纲里没有 {section}，请核对{meant}")
    elif quotes:
        found = desk.section_of(quotes)
        if not f"{found}.".startswith(f"{section}."):
            where = desk.name_of(found)
            message = f"第一条引语在 {where}，不在 {section}，请改 section 或改引语"
            desk.report(item.place("section"), "引用", message)
