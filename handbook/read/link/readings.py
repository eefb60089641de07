"""The readings of ``data/readings/``: what two people wrote, each alone, and how it was settled.

They lie there as they were written. Out: how far they agree; None where there are no readings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handbook.model import Agreement, Draw, ReadTask, Settled, Unit, compare
from handbook.model.readings import FIELDS
from handbook.read.link.desk import Desk
from handbook.read.parse import Located
from handbook.read.records import EffectRecord, SettledRecord, TargetRecord, TaskRecord, UnitRecord
from handbook.read.typed import TypedDraw, TypedReading
from handbook.words.vocabulary import BASIS_NAMES, ROLE_NAMES


def link_readings(
    desk: Desk,
    typed: Sequence[TypedReading],
    settled: Sequence[Located[SettledRecord]],
    units: Iterable[Unit],
) -> Agreement | None:
    """Compare the two readings; what is wrong with what they quote or settle is reported.

    A unit that ``units`` know by another name is the same to both.
    """
    first, second = (_tasks(desk, reading, _names(units)) for reading in typed)
    if not (first and second):
        if settled and not desk.parser.findings:  # else a reading may be there, but not legible
            message = (
                "没有两遍阅读，谈不上不同，请补上 readings/first/ 和 readings/second/，或者删去"
            )
            desk.report(settled[0].place(), "引用", message)
        return None
    how = {_key(item.record): _how(item.record) for item in settled}
    agreement = replace(compare(first, second), settled=how)
    known = {difference.key for difference in agreement.differences}
    for item in settled:
        if _key(item.record) not in known:
            message = "两遍没有这一处不同，请核对 field、first、second、value，或者删去"
            desk.report(item.place("value"), "引用", message)
    return agreement


def link_draws(desk: Desk, typed: Sequence[TypedDraw], units: Iterable[Unit]) -> tuple[Draw, ...]:
    """How far the readers of each draw agree on the sentences drawn."""
    names = _names(units)
    draws = []
    for item in typed:
        record = item.draw.record
        drawn = set(record.sentences)
        first, second = (
            [task for task in _tasks(desk, reading, names) if task.quotes[0].sentences[0] in drawn]
            for reading in item.readings
        )
        read = any(reading.tasks for reading in item.readings)
        if read:
            agreement = compare(first, second)
        else:
            both = {x.field: x.both for x in record.agreed}
            agreement = Agreement(both, {x.field: x.either for x in record.agreed}, ())
        _check_draw(desk, item, read=read)
        draws.append(Draw(record.commit, record.sentences, agreement))
    return tuple(draws)


def _check_draw(desk: Desk, item: TypedDraw, *, read: bool) -> None:
    """A draw has what both readers wrote, or how far they agreed and where that was read."""
    draw, record = item.draw, item.draw.record
    fields = [x.field for x in record.agreed]
    if read and record.agreed:
        message = "两个人各自写的还在，请删去 agreed，或者删去 first/ 和 second/"
        desk.report(draw.place("agreed"), "引用", message)
    elif not read and not desk.parser.findings and fields != list(FIELDS):
        message = f"没有两个人各自写的，agreed 要依次写明各项：{'、'.join(FIELDS)}"
        desk.report(draw.place("agreed"), "引用", message)
    elif not read and not record.read_in:
        desk.report(draw.place(), "引用", "没有两个人各自写的，请在 read_in 里写明它们在哪次提交里")
    for i, x in enumerate(record.agreed):
        if x.both > x.either:
            message = f"两个人都有的 {x.both} 比至少一人有的 {x.either} 多，请核对"
            desk.report(draw.place("agreed", i, "both"), "数字", message)


def _names(units: Iterable[Unit]) -> dict[str, str]:
    """Units by whatever they are called."""
    return {name: unit.name for unit in units for name in (unit.name, *unit.aliases)}


def _tasks(desk: Desk, reading: TypedReading, names: Mapping[str, str]) -> list[ReadTask]:
    """One reader's tasks in the order of the text; units by the name that ``names`` have."""
    units = {item.record.id: _known(item.record, names) for item in reading.units}
    shared = _shared(item.record for item in reading.tasks)
    tasks = []
    for item in reading.tasks:
        quotes = desk.quotes(item, item.record.quotes)
        if quotes:
            task = item.record
            values = {key: tuple(found) for key, found in _values(task, units).items()}
            for key, text in shared[task.id]:
                values[key] = (*values.get(key, ()), text)
            tasks.append(ReadTask(task.id, task.title, quotes, values))
    return sorted(tasks, key=lambda task: task.quotes[0].start)


_OURS = re.compile("（[^（）]*）$")
"""What an editor adds to a name to say which one it is."""


def _known(unit: UnitRecord, names: Mapping[str, str]) -> str:
    named = next((names[x] for x in (unit.name, *unit.aliases) if x in names), unit.name)
    return _OURS.sub("", named)


def _values(task: TaskRecord, units: dict[str, str]) -> dict[str, list[str]]:
    """What a task says, by the field of the comparison."""
    named = [(units.get(a.unit, a.unit), a) for a in task.assignments]
    times = [*([task.deadline] if task.deadline else []), *task.more_deadlines]
    return {
        "责任单位": [name for name, _ in named],
        "责任": [f"{name}（{ROLE_NAMES[a.role]}）" for name, a in named],
        "依据": [f"{name}（{BASIS_NAMES[a.basis]}）" for name, a in named],
        "完成时限": [time.text for time in times],
        "要求程度": [task.commitment] if task.commitment else [],
        "规模": [x.text for x in task.extents],
        "保障措施": list(_clauses(measure.text for measure in task.measures)),
        "成果形式": [task.deliverable] if task.deliverable else [],
    } | {key: list(_clauses(x.text for x in group)) for key, group in _results(task).items()}


def _results(task: TaskRecord) -> dict[str, tuple[TargetRecord | EffectRecord, ...]]:
    """What may be shared with other tasks, by the field of the comparison."""
    return {"量化指标": task.targets, "底线": task.red_lines, "预期效果": task.outcomes}


def _shared(tasks: Iterable[TaskRecord]) -> defaultdict[str, list[tuple[str, str]]]:
    """By the id of a task the results that stand with another one, by field."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for task in tasks:
        for key, group in _results(task).items():
            for result in group:
                for other in result.also:
                    found[other] += [(key, text) for text in _clauses([result.text])]
    return found


def _clauses(texts: Iterable[str]) -> Iterator[str]:
    """One value for each clause, however the reader joined them."""
    for text in texts:
        yield from text.split("，")


def _key(record: SettledRecord) -> tuple[str, str, str, str]:
    return record.field, record.first or "", record.second or "", record.value


def _how(record: SettledRecord) -> Settled:
    return Settled(record.verdict, record.rule, record.reason)
