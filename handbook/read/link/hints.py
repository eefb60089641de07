"""Hints: what may have been overlooked. Never a reason to fail; a line that says why answers one.

In: the tasks and the answers typed. Out: each phrase that says how and that no field holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from handbook.model import Hint, Task
from handbook.read.link.desk import Desk
from handbook.read.parse import Located
from handbook.read.records import HintRecord, TaskRecord

_HOW = re.compile("(?:重点围绕|围绕|结合|通过|依托)[^，。；、]*[^。；，]*")
"""What a measure most often begins with, up to the end of its clause."""


def link_hints(
    desk: Desk,
    typed: Sequence[Located[TaskRecord]],
    tasks: Mapping[str, Task],
    answers: Sequence[Located[HintRecord]],
) -> tuple[Hint, ...]:
    """The hints in the order in which the tasks are typed; answers to none are reported."""
    said = {(item.record.task, item.record.text): item.record.reason for item in answers}
    hints = [
        Hint(task.id, text, str(item.place("quotes", i)), said.get((task.id, text)))
        for item in typed
        if (task := tasks.get(item.record.id))
        for i, text in _unheld(task, item.record)
    ]
    known = {(hint.task, hint.text) for hint in hints}
    for item in answers:
        if (item.record.task, item.record.text) not in known:
            message = "没有这一条提示，请核对 task 和 text，或者删去"
            desk.report(item.place("text"), "引用", message)
    return tuple(hints)


def _unheld(task: Task, record: TaskRecord) -> Iterator[tuple[int, str]]:
    """The phrases in a task's quotes that none of its fields holds, with the quote's number."""
    held = [measure.text for measure in task.measures]
    held += [figure.text for figure in (*task.targets, *task.extents)]
    held += [effect.text for effect in (*task.red_lines, *task.outcomes)]
    for i, quote in enumerate(record.quotes):
        for phrase in _HOW.findall(quote.exact):
            if not any(phrase in words or words in phrase for words in (*held, task.title)):
                yield i, phrase
