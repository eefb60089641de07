"""Drafts as the file that a handbook keeps them in until somebody has gone through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from handbook.draft.drafts import TaskDraft
from handbook.draft.rules.make import draft
from handbook.model import Handbook

HEAD = """\
# 程序按规则从原文起草的任务，还没有人看过，不是任务。每次起草都重写这个文件，不要在这里改。
# 看过、要用的，照 README.md 的“任务”一节写进 tasks/；用到的句子，再起草时不再列出。
"""


def drafted(hb: Handbook) -> str:
    """``data/drafts.yaml``: drafts of the sentences that nobody has dealt with, in their order.

    What a person decided is never drafted again: a sentence that a task, a problem or a mechanism
    quotes, or that has a reason for setting none, is left out.
    """
    made = draft(hb.speech.text, hb.sections, hb.speech.sentences)
    rows = [*_rows(hb, [task for task in made.tasks if not _decided(hb, task)])]
    return HEAD + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=10**9)


def _decided(hb: Handbook, task: TaskDraft) -> bool:
    use = hb.uses[task.sentence]
    return bool(use.tasks or use.problems or use.mechanisms or use.context)


def _rows(hb: Handbook, tasks: list[TaskDraft]) -> Iterator[dict[str, Any]]:
    """One for each; what would not stand in its sentence is left out, for the gates refuse it."""
    for number, task in enumerate(tasks, 1):
        sentence = hb.sentence(task.sentence)
        units = {(unit.text, unit.role): None for unit in task.units}
        yield {
            "id": f"d{number:04}",
            "sentence": task.sentence,
            "words": task.text.strip(),
            "title": task.title,
            "kind": task.kind,
            **({"commitment": task.commitment} if task.commitment else {}),
            "units": [{"name": name, "role": role} for name, role in units],
            "times": _in(sentence.text, (day.text for day in task.days)),
            "figures": _in(sentence.text, (figure.text for figure in task.figures)),
            "rule": task.rule,
            "sure": round(task.sure, 2),
        }


def _in(text: str, words: Iterator[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word in text]
