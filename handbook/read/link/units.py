"""Units, and which of them a task is given to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.model import Assignment, Unit
from handbook.read.link.desk import Desk
from handbook.read.parse import Located
from handbook.read.records import TaskRecord, UnitRecord
from handbook.read.yaml_lines import Steps


def link_units(typed: Sequence[Located[UnitRecord]]) -> dict[str, Unit]:
    """The units by id, in the order in which they are typed."""
    return {item.record.id: _unit(item.record) for item in typed}


def link_assignments(
    desk: Desk, item: Located[TaskRecord], units: Mapping[str, Unit]
) -> tuple[Assignment, ...]:
    """The assignments of a task whose units are known; the others are reported."""
    assignments = []
    for i, record in enumerate(item.record.assignments):
        steps = ("assignments", i)
        quote = desk.quote(item, record.quote, *steps, "quote") if record.quote else None
        _report_unknown(desk, item, units, (*steps, "unit"), record.unit)
        for j, key in enumerate(record.but):
            _report_unknown(desk, item, units, (*steps, "but", j), key)
        unit = units.get(record.unit)
        if unit:
            part = Assignment(unit, record.role, record.basis, quote, record.open, record.but)
            assignments.append(part)
    return tuple(assignments)


def _report_unknown(
    desk: Desk, item: Located[TaskRecord], units: Mapping[str, Unit], at: Steps, key: str
) -> None:
    parser = desk.parser
    if not (key in units or UnitRecord in parser.nameless or key in parser.ids[UnitRecord]):
        message = f"单位表里没有“{key}”，请核对 units.yaml 里的 id"
        desk.report(item.place(*at), "引用", message + _meant(desk, key, units))


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
        record.context_only, record.local, record.note, record.signs, record.covers,
        record.may_cover,
    )  # fmt: skip
