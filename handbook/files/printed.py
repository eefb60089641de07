"""What print shows of the model, as plain records for the Typst templates.

Every record that has words names its place under ``where``; ``id`` is a label in the document
and ``to`` (or a list ``places``) points to one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from handbook.files.office import online, unit_name
from handbook.files.typeset import qr_code
from handbook.model import (
    Answered,
    Assignment,
    Deadline,
    Extent,
    Handbook,
    Quote,
    Task,
    Unit,
    UnitKind,
)
from handbook.model.duties import Duty, duties, passages
from handbook.words.vocabulary import (
    ANSWERED_NAMES,
    BASIS_NAMES,
    MASKED,
    NOTICE,
    OPEN,
    ROLE_NAMES,
    TIME_NAMES,
    UNLISTED,
)

Data = dict[str, Any]


def meta(hb: Handbook, title: str, page: str) -> Data:
    """What every document carries; ``page`` is the path of its page on the site."""
    address = online(hb, page) or ""
    info = hb.info
    return {
        "where": "data/handbook.yaml",
        "title": title,
        "short_title": info.short_title,
        "handbook": info.title,
        "speech_title": info.speech_title,
        "genre": info.genre,
        "delivery": info.delivery,
        "notice": info.notice,
        "mark": info.mark,
        "usual_notice": info.notice == NOTICE.format(genre=info.genre),
        "titles": dict(info.titles),
        "names": _names(hb),
        "year": info.year,
        "year_quote": info.year_quote or "",
        "day": day(info.delivered_on),
        "dated": day(info.day),
        "compiled": day(info.compiled_on),
        "address": address,
        "qr": qr_code(address) if address else "",
    }


def _names(hb: Handbook) -> Data:
    """What the values of the model's fields are called, by field, then by value."""
    return {
        "roles": dict(ROLE_NAMES),
        "bases": dict(BASIS_NAMES),
        "times": dict(TIME_NAMES),
        "answers": dict(ANSWERED_NAMES),
        "units": dict(hb.info.unit_kinds),
        "open": OPEN,
        "unlisted": UNLISTED,
        "masked": MASKED,
    }


def day(value: date | None) -> list[int] | None:
    """A day as [year, month, day]."""
    return [value.year, value.month, value.day] if value else None


def task_card(hb: Handbook, task: Task) -> Data:
    """Everything about a task but its quotes."""
    return {
        "where": f"任务 {task.id}",
        **task_name(task),
        "id": f"task-{task.id}",
        "units": [_assignment(a) for a in task.assignments],
        "times": times(task),
        "targets": [figure_words(x) for x in task.targets],
        **_how(task),
        "note": task.note or "",
        "answers": [
            {"title": x.title, "kind": x.kind, "to": f"{x.kind}-{x.id}"}
            for x in hb.answers_of(task.id)
            if x.kind != "result"
        ],
        "sentences": sentences(task.quotes),
    }


def task_name(task: Task) -> Data:
    """How other places name a task."""
    return {
        "code": task.id,
        "title": task.title,
        "kind": task.kind,
        "commitment": task.commitment or "",
        "to": f"task-{task.id}",
    }


def task_row(task: Task) -> Data:
    """A task in a table: who, when, how much."""
    return {
        "where": f"任务 {task.id}",
        **task_name(task),
        "units": [_assignment(a) for a in task.assignments],
        "times": times(task),
        "targets": [figure_words(x) for x in task.targets],
    }


def parts(hb: Handbook, unit: Unit) -> list[Data]:
    """A unit's own tasks by role, each with what the assignment rests on."""
    rows: dict[str, list[Data]] = {role: [] for role in ROLE_NAMES}
    for task in hb.tasks_at(unit.ref):
        for assignment in task.assignments:
            if assignment.unit is unit:
                rows[assignment.role].append(_part(task, assignment))
    return [{"role": role, "rows": found} for role, found in rows.items() if found]


def bindings(hb: Handbook, who: Unit | UnitKind) -> list[Data]:
    """All that binds a unit or a kind by how it does, each sentence once with its tasks.

    ``collectives``: of whom the words ask it where they do not name the unit.
    """
    return [
        {
            "binding": binding,
            "count": len(rows),
            "collectives": list(dict.fromkeys(part.unit.name for d in rows for part in d.parts)),
            "passages": [
                {
                    "words": [
                        {"text": hb.sentence(number).text.strip(), "sentence": number}
                        for number in passage.sentences
                    ],
                    "rows": [_bound(duty) for duty in passage.duties],
                }
                for passage in passages(rows)
            ],
        }
        for binding, rows in duties(hb, who).items()
    ]


def _bound(duty: Duty) -> Data:
    return {
        **task_row(duty.task),
        **_how(duty.task),
        "joint": any(part in duty.task.joint for part in duty.parts),
        "parts": [
            {
                **_assignment(part),
                "open": part.open,
                "named_in": part.quote.exact if part.quote else "",
            }
            for part in duty.parts
        ],
    }


def unit_facts(hb: Handbook, unit: Unit) -> Data:
    """What is known of a unit itself."""
    return {
        "where": f"单位“{unit.name}”",
        "named": True,
        "id": f"unit-{unit.id}",
        "name": unit.name,
        "kind": hb.info.unit_kinds[unit.kind],
        "full_name": unit.full_name or "",
        "aliases": list(unit.aliases),
        "note": unit.note or "",
    }


def kind_facts(kind: UnitKind) -> Data:
    """The same of the units of a kind that the text does not name."""
    return {
        "where": f"单位类别“{kind.name}”",
        "named": False,
        "name": kind.others,
        "kind": kind.name,
        "full_name": "",
        "aliases": [],
        "note": "",
    }


def times(task: Task) -> list[Data]:
    """The times set for a task."""
    return [time_words(deadline) for deadline in task.deadlines]


def time_words(deadline: Deadline) -> Data:
    """A time as spoken and the day it settles."""
    return {
        "text": deadline.text,
        "day": day(deadline.date),
        "unsettled": deadline.unsettled,
        "note": deadline.note,
    }


def figure_words(figure: Extent) -> Data:
    """An end or an extent as spoken."""
    return {"name": figure.name, "text": figure.text, "masked": figure.masked}


def quote_words(quotes: Iterable[Quote]) -> list[Data]:
    """Quotes and the sentences where they begin."""
    return [{"text": q.exact, "sentence": q.sentences[0]} for q in quotes]


def answered_words(hb: Handbook, thing: Answered) -> Data:
    """A problem, result, mechanism or way of thinking, with the tasks that take it up."""
    section = hb.sections[thing.section]
    return {
        "where": f"“{thing.title}”",
        "id": f"{thing.kind}-{thing.id}",
        "title": thing.title,
        "section": f"section-{section.parent if section.lead_in else section.id}",
        "quotes": quote_words(thing.quotes),
        "tasks": [task_name(hb.tasks[key]) for key in thing.tasks],
        "admitted": thing.admitted or "",
    }


def sentences(quotes: Iterable[Quote]) -> list[int]:
    """The sentences that quotes touch, each once."""
    return list(dict.fromkeys(n for quote in quotes for n in quote.sentences))


def _part(task: Task, assignment: Assignment) -> Data:
    return {
        **task_row(task),
        "basis": assignment.basis,
        "open": assignment.open,
        "deliverable": task.deliverable or "",
    }


def _how(task: Task) -> Data:
    """What a task covers, must not lose and is to bring, what is handed over, and how."""
    return {
        "extents": [figure_words(x) for x in task.extents],
        "red_lines": [x.text for x in task.red_lines],
        "outcomes": [x.text for x in task.outcomes],
        "deliverable": task.deliverable or "",
        "measures": [x.text for x in task.measures],
    }


def _assignment(assignment: Assignment) -> Data:
    return {
        "name": unit_name(assignment),
        "role": assignment.role,
        "basis": assignment.basis,
        "to": f"unit-{assignment.unit.id}",
    }
