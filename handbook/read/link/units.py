"""Units, and which of them a task is given to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.model import Assignment, Unit
from handbook.read.link.desk import Desk
from handbook.read.parse import Located
from handbook.read.records import TaskRecord, UnitRecord


def link_units(typed: Sequence[Located[UnitRecord]]) -> dict[str, Unit]:
    """The units by id, in the order in which they are typed."""
    return {item.record.id: _unit(item.record) for item in typed}


def link_assignments(
    desk: Desk, item: Located[TaskRecord], units: Mapping[str, Unit]
) -> tuple[Assignment, ...]:
    """The assignments of a task whose units are known; the others are reported."""
    assignments, parser = [], desk.parser
    for i, record in enumerate(item.record.assignments):
        steps = ("assignments", i, "quote")
        quote = desk.quote(item, record.quote, *steps) if record.quote else None
        unit = units.get(record.unit)
        if unit:
            assignments.append(Assignment(unit, record.role, record.basis, quote, record.open))
        elif not (UnitRecord in parser.nameless or record.unit in parser.ids[UnitRecord]):
            message = f"单位表里没有“{record.unit}”，请核对 units.yaml 里的 id"
            place = item.place("assignments", i, "unit")
            desk.report(place, "引用", message + _meant(desk, record.unit, units))
    return tuple(assignments)


def _meant(desk: Desk, typed: str, units: Mapping[str, Unit]) -> str:
    """The id that was meant: that of the unit with this name, or the closest one."""
    meant = desk.parser.meant(typed, desk.parser.ids[UnitRecord])
    for known in units.values():
        if typed in (known.name, known.full_name, *known.aliases):
            meant = f"（是不是“{known.id}”？）"
    return meant


def _unit(record: UnitRecord) -> Unit:
    return Unit(
        record.id, record.name, record.full_name, record.aliases, record.kind,
        record.context_only, record.local, record.note, record.signs,
    )  # fmt: skip
