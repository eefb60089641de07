"""What the program asked the editor to look at again, and the answers."""

from __future__ import annotations

from handbook.model import Handbook
from handbook.pages.page import Context


def hints(hb: Handbook) -> Context | None:
    """``hints``, those without an answer first."""
    ordered = sorted(hb.hints, key=lambda hint: hint.answer is not None)
    return {"hints": ordered} if ordered else None
