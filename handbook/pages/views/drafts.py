"""What was drafted and nobody has gone through yet."""

from __future__ import annotations

from itertools import groupby

from handbook.model import Handbook
from handbook.model.reviewed import counted, unit_words
from handbook.pages.page import Context
from handbook.words.review import SETS_NAMES, UNSURE


def drafts(hb: Handbook) -> Context | None:
    """``groups``: by section of the second level, its title and its drafts of tasks; ``others``:
    how many drafts there are of what else, by its name; ``unsure`` below."""
    if not hb.drafts:
        return None
    tasks = [draft for draft in hb.drafts if draft.sets == "task"]
    by_branch = groupby(tasks, lambda draft: hb.branch(draft.section).id)
    groups = [(hb.sections[key], [*rows]) for key, rows in by_branch]
    others = {SETS_NAMES[key]: n for key, n in counted(hb.drafts).items() if key != "task"}
    return {
        "groups": groups, "tasks": tasks, "others": others, "unsure": UNSURE,
        "unit_words": unit_words,
    }  # fmt: skip
