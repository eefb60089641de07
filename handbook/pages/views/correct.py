"""How to have a mistake mended, with ids that this handbook has."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model import Handbook
from handbook.pages.page import Context


def correct(hb: Handbook) -> Context:
    """``example``: the first task, or ``None`` where there is none.

    ``waiting``: words of time that only the day of the text would settle.
    """
    return {"example": next(iter(hb.tasks.values()), None), "waiting": list(_waiting(hb))}


def _waiting(hb: Handbook) -> Iterator[str]:
    open_words = [d.text for t in hb.tasks.values() for d in t.deadlines if d.unsettled]
    for rule in hb.deadline_rules:
        if rule.settles == "delivered-month-end":
            yield from (word for word in rule.words if any(word in text for text in open_words))
