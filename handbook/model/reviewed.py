"""How a draft reads in the cells in which a person goes through it."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.model.drafts import Drafted, DraftedUnit
from handbook.words.review import BREAK, Sets
from handbook.words.vocabulary import KIND_NAMES, ROLE_NAMES

ETC = "等"


def cells_of(draft: Drafted) -> dict[str, str]:
    """By the key of its column what a draft says; an empty text where it says nothing."""
    if draft.sets == "context":
        return {"reason": draft.reason or "", "title": "", "units": ""}
    if draft.sets != "task":
        return {"title": draft.title}
    return {
        "title": draft.title,
        "units": BREAK.join(map(unit_words, draft.units)),
        "times": BREAK.join(draft.times),
        "targets": BREAK.join(figure.text for figure in draft.targets),
        "extents": BREAK.join(figure.text for figure in draft.extents),
        "commitment": draft.commitment or "",
        "red_lines": BREAK.join(draft.red_lines),
        "outcomes": BREAK.join(draft.outcomes),
        "measures": BREAK.join(draft.measures),
        "kind": KIND_NAMES[draft.kind],
    }


def unit_words(unit: DraftedUnit) -> str:
    """A unit with its role, if that is not the usual one; 等 where the words leave others open."""
    role = "" if unit.role == "responsible" else f"（{ROLE_NAMES[unit.role]}）"
    return f"{unit.name}{ETC if unit.open else ''}{role}"


def counted(drafts: Iterable[Drafted]) -> dict[Sets, int]:
    """How many drafts there are of each kind, by the word of the data."""
    found: dict[Sets, int] = {}
    for draft in drafts:
        found[draft.sets] = found.get(draft.sets, 0) + 1
    return found
