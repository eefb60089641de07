"""Where drafts are gone through in the browser: what it begins with; the rest is a script's."""

from __future__ import annotations

from handbook.model import Handbook
from handbook.model.reviewed import counted
from handbook.pages.page import Context
from handbook.pages.review import is_reviewed
from handbook.words.review import SETS_NAMES, UNSURE


def review(hb: Handbook) -> Context | None:
    """``counts``: how many drafts of each kind; ``unsure``: below what they are to be seen first;
    ``names`` of the kinds."""
    if not is_reviewed(hb):
        return None
    return {"counts": counted(hb.drafts), "unsure": UNSURE, "names": SETS_NAMES}
