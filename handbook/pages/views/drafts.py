"""What was drafted and nobody has gone through yet."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby

from handbook.model import Handbook
from handbook.model.reviewed import counted, unit_words
from handbook.pages.page import Context
from handbook.words.review import SETS_NAMES, UNSURE


def drafts(hb: Handbook) -> Context | None:
    """``groups``: by section of the second level, its title and its drafts of tasks; ``others``:
    how many drafts there are of what else, by its name; ``units``, ``days`` and ``figures`` that
    the drafts of tasks name, with how many do; ``unsure`` below."""
    if not hb.drafts:
        return None
    tasks = [draft for draft in hb.drafts if draft.sets == "task"]
    by_branch = groupby(tasks, lambda draft: hb.branch(draft.section).id)
    groups = [(hb.sections[key], [*rows]) for key, rows in by_branch]
    units = Counter(unit.same or unit.name for draft in tasks for unit in draft.units)
    days = Counter(deadline for draft in tasks for deadline in draft.deadlines)
    figures = [(draft, f) for draft in tasks for f in (*draft.targets, *draft.extents)]
    others = {SETS_NAMES[key]: n for key, n in counted(hb.drafts).items() if key != "task"}
    return {
        "groups": groups, "tasks": tasks, "others": others, "unsure": UNSURE,
        "unit_words": unit_words, "units": units.most_common(), "figures": figures,
        "days": sorted(days.items(), key=lambda pair: (pair[0].date or date.max, pair[0].text)),
    }  # fmt: skip
