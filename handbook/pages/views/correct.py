"""How to have a mistake mended, with ids that this handbook has."""

from __future__ import annotations

from handbook.model import Handbook
from handbook.pages.page import Context


def correct(hb: Handbook) -> Context:
    """``example``: the first task, or ``None`` where there is none.

    ``waiting``: words of time that only the day of the text would settle.
    """
    waiting = dict.fromkeys(d.text for t in hb.tasks.values() for d in t.deadlines if d.waits)
    return {"example": next(iter(hb.tasks.values()), None), "waiting": list(waiting)}
