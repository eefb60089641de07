"""How a draft reads in the cells in which a person goes through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from handbook.model.drafts import Drafted, DraftedUnit
from handbook.model.handbook import Handbook
from handbook.model.tasks import Deadline
from handbook.words.review import BREAK, Sets
from handbook.words.vocabulary import KIND_NAMES, ROLE_NAMES, TIME_NAMES

ETC = "等"
OPEN_DAY = "没有定"


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


def day_words(deadline: Deadline) -> str:
    """The day of a time, or that it has none."""
    if deadline.date:
        return str(deadline.date)
    return OPEN_DAY if deadline.unsettled else TIME_NAMES[deadline.kind]


def counted(drafts: Iterable[Drafted]) -> dict[Sets, int]:
    """How many drafts there are of each kind, by the word of the data."""
    found: dict[Sets, int] = {}
    for draft in drafts:
        found[draft.sets] = found.get(draft.sets, 0) + 1
    return found


@dataclass(frozen=True)
class NewUnit:
    """A unit that drafts name and the data lack; the first sentence that does, and where."""

    name: str
    count: int
    same: str
    sentence: int
    words: str
    start: int


def new_units(hb: Handbook, drafts: Iterable[Drafted]) -> list[NewUnit]:
    """Each unit that drafts name and the data lack, the most frequent first."""
    known = {n for u in hb.units.values() for n in (u.name, u.full_name, *u.aliases)}
    parts = [(draft, unit) for draft in drafts for unit in draft.units if unit.name not in known]
    first = {unit.name: (draft, unit) for draft, unit in reversed(parts)}
    found = []
    for name, count in Counter(unit.name for _, unit in parts).most_common():
        draft, unit = first[name]
        said = hb.sentence(draft.sentence).text.strip()
        at = said.find(name)
        found.append(NewUnit(name, count, unit.same or "", draft.sentence, said, at))
    return found
