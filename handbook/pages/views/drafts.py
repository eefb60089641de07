"""What was drafted and nobody has gone through yet."""

from __future__ import annotations

from itertools import groupby

from handbook.model import Handbook
from handbook.pages.page import Context

UNSURE = 0.75
"""Drafts of rules that are right less often stand out."""


def drafts(hb: Handbook) -> Context | None:
    """``groups``: by section of the second level, its title and its drafts; ``unsure`` below."""
    if not hb.drafts:
        return None
    by_branch = groupby(hb.drafts, lambda draft: hb.branch(draft.section).id)
    groups = [(hb.sections[key], [*rows]) for key, rows in by_branch]
    return {"groups": groups, "unsure": UNSURE}
