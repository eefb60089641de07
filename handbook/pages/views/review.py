"""Where drafts are gone through in the browser; what it shows is a script's (``pages.review``)."""

from __future__ import annotations

from handbook.model import Handbook
from handbook.pages.page import Context
from handbook.pages.review import is_reviewed


def review(hb: Handbook) -> Context | None:
    """Nothing but that there is such a page."""
    return {} if is_reviewed(hb) else None
