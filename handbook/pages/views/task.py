"""The page of a task."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model import Handbook, Quote, Retired, Sentence, Task
from handbook.pages.page import Context
from handbook.pages.views.neighbours import neighbours
from handbook.pages.views.related import relate


def task_pages(hb: Handbook) -> Iterator[tuple[Task, Context]]:
    """Each task with the ``sentences`` it quotes, what to mark in each, and all that it touches."""
    relations = relate(hb)
    for task, before, after in neighbours(list(hb.tasks.values())):
        answers = hb.answers_of(task.id)
        yield (
            task,
            {
                "task": task,
                "sentences": [hb.sentence(number) for number in task.sentences],
                "marks": {n: _marks(hb.sentence(n), task) for n in task.sentences},
                "entities": hb.entities_of(task.id),
                "results": [thing for thing in answers if thing.kind == "result"],
                "answers": [thing for thing in answers if thing.kind != "result"],
                "lists": hb.lists_of(task.id),
                "related": relations[task.id],
                "before": before,
                "after": after,
            },
        )


def _marks(sentence: Sentence, task: Task) -> tuple[Quote, ...]:
    """The quotes to mark in a sentence: none where they are all of it, but for how it ends."""
    said = {at for quote in task.quotes for at in range(quote.start, quote.end)}
    end = sentence.start + len(sentence.text.rstrip("。！？；：\n"))
    return () if said.issuperset(range(sentence.start, end)) else task.quotes


def retired_pages(hb: Handbook) -> Iterator[tuple[Retired, Context]]:
    """Each id that was given up, for those who still lead to it."""
    for gone in hb.retired.values():
        yield gone, {"retired": gone}
