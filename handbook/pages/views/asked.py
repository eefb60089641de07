"""Words that people use and the text does not."""

from __future__ import annotations

from handbook.model import Handbook
from handbook.pages.page import Context


def asked(hb: Handbook) -> Context | None:
    """Nothing of its own: the template lists ``hb.asked``."""
    return {} if hb.asked else None
