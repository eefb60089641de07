"""What the rules drafted and what a model did, as one: what both have is there once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from handbook.draft.drafts import Drafts, TaskDraft


def merge(made: Drafts, asked: Sequence[TaskDraft]) -> Drafts:
    """``made`` with those of ``asked`` that rest on words of their own, in the order of the text.

    How often a rule is right was counted on texts; that a model agrees was not, and adds nothing.
    A sentence that a model finds a task in is no longer drafted as one that sets none: of the two
    a person can take only one.
    """
    more = new(made.tasks, asked)
    if not more:
        return made
    units = chain(made.units, *(task.units for task in more))
    figures = chain(made.figures, *(task.figures for task in more))
    days = chain(made.days, *(task.days for task in more))
    asking = {task.sentence for task in more}
    return replace(
        made,
        tasks=tuple(sorted((*made.tasks, *more), key=lambda task: (task.sentence, task.start))),
        context=tuple(one for one in made.context if one.sentence not in asking),
        units=tuple({(unit.start, unit.role): unit for unit in units}.values()),
        figures=tuple({figure.at: figure for figure in figures}.values()),
        days=tuple({day.start: day for day in days}.values()),
    )


def new(made: Sequence[TaskDraft], asked: Sequence[TaskDraft]) -> tuple[TaskDraft, ...]:
    """Those of ``asked`` whose words no draft of ``made`` rests on."""
    known = defaultdict(list)
    for task in made:
        known[task.sentence].append(task)
    return tuple(t for t in asked if not any(_same(t, other) for other in known[t.sentence]))


def _same(task: TaskDraft, known: TaskDraft) -> bool:
    """Whether a task lies in the words of a known one, or shares most of the shorter's own."""
    if any(start <= task.start and task.end <= end for start, end in known.quotes):
        return True
    shared = min(task.end, known.end) - max(task.start, known.start)
    return 2 * shared > min(task.end - task.start, known.end - known.start)
