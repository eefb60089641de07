"""How far two readers agree, and where they do not."""

from __future__ import annotations

from collections import Counter
from typing import Any

from handbook.model import Handbook
from handbook.pages.page import Context
from handbook.words.vocabulary import VERDICT_NAMES

UNSETTLED = "还没有定"


def readings(hb: Handbook) -> Context | None:
    """``groups`` of differences by field, each with how it was settled or None."""
    if hb.agreement is None:
        return None
    groups: dict[str, list[Any]] = {field: [] for field in hb.agreement.either}
    for difference in hb.agreement.differences:
        groups[difference.field].append((difference, hb.agreement.settled.get(difference.key)))
    found = {field: rows for field, rows in groups.items() if rows}
    return {"groups": found, "verdict_names": VERDICT_NAMES}


def verdicts(hb: Handbook) -> dict[str, int]:
    """How many differences were settled how, by the words for it."""
    if hb.agreement is None:
        return {}
    settled = [hb.agreement.settled.get(x.key) for x in hb.agreement.differences]
    return dict(Counter(VERDICT_NAMES[how.verdict] if how else UNSETTLED for how in settled))
