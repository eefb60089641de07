"""The lists of the follow-up: what was opened, what is in the way, what was closed, what waits,
and what each unit owes. For the office alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from handbook.model import Handbook
from handbook.pages.page import Context

if TYPE_CHECKING:
    from handbook.model.ledger.entries import Decision, Request
    from handbook.model.ledger.matter import Matter, Standing


@dataclass(frozen=True)
class Owing:
    """A unit of the follow-up: in how many matters it has a part, and in how many of them it is
    asked now, owes an answer, was sent back, waits for the office, is past its day."""

    unit: str
    matters: int
    asked: int
    owed: int
    returned: int
    waiting: int
    late: int


def parties(hb: Handbook) -> Context | None:
    """``rows``: each unit with a part in a matter, in the order of their list; it ranks nobody."""
    rows = owings(hb)
    return {"rows": rows} if rows else None


def owings(hb: Handbook) -> list[Owing]:
    """What each unit with a part in a matter owes."""
    matters = _matters(hb)
    if not matters:
        return []
    from handbook.model.ledger.asked import burden

    asked = burden(hb.ledger)
    held = Counter(part.unit for matter in matters for part in matter.parts)
    live: dict[str, list[Standing]] = {}
    for _, standing in _live(matters):
        live.setdefault(standing.unit, []).append(standing)
    return [
        _owing(unit, held[unit], asked.get(unit, 0), live.get(unit, []))
        for unit in hb.ledger.parties
        if unit in held
    ]


def _owing(unit: str, matters: int, asked: int, live: list[Standing]) -> Owing:
    return Owing(
        unit, matters, asked,
        owed=sum(bool(standing.owed) for standing in live),
        returned=sum(standing.checked == "returned" for standing in live),
        waiting=sum(bool(standing.requests) for standing in live),
        late=sum(standing.clock == "late" for standing in live),
    )  # fmt: skip


def opened(hb: Handbook) -> Context | None:
    """``matters``, as they were opened."""
    matters = _matters(hb)
    return {"matters": matters} if matters else None


def difficulties(hb: Handbook) -> Context | None:
    """Parts still open, each with its matter: ``told``, where the last report tells of something
    in the way or asks somebody for something; ``returned``; ``late``."""
    live = [*_live(_matters(hb))]
    found = {
        "told": [(m, s) for m, s in live if getattr(s.filing, "obstacle", None)
                 or getattr(s.filing, "asks", None)],
        "returned": [(m, s) for m, s in live if s.checked == "returned"],
        "late": [(m, s) for m, s in live if s.clock == "late"],
    }  # fmt: skip
    return found if any(found.values()) else None


def closed(hb: Handbook) -> Context | None:
    """``parts`` that were closed, each with its matter, and the matters that were ``ended``."""
    matters = _matters(hb)
    parts = [(m, s) for m in matters if not m.ended for s in m.standings if s.closed]
    ended = [matter for matter in matters if matter.ended]
    return {"parts": parts, "ended": ended} if parts or ended else None


def urge(hb: Handbook) -> Context | None:
    """``urges``: the units that owe an answer; ``say`` makes of one and ``prose`` the words to
    paste into a chat."""
    if not _matters(hb):
        return None
    from handbook.model.ledger.urging import message, urging

    urges = urging(hb.ledger)
    return {"urges": urges, "say": partial(message, hb)} if urges else None


@dataclass(frozen=True)
class Asked:
    """A request with its matter and the decision that answers it, if one does."""

    matter: Matter
    request: Request
    answer: Decision | None


def requests(hb: Handbook) -> Context | None:
    """``waiting`` and ``answered`` requests, and those that ``lapsed``, each with its matter; one
    to be closed is answered by a check instead."""
    every = [asked for matter in _matters(hb) for asked in _requests(matter)]
    if not every:
        return None
    return {
        "waiting": [asked for asked in every if asked.request in asked.matter.requests],
        "answered": [asked for asked in every if asked.answer],
        "lapsed": [(matter, lapse) for matter in _matters(hb) for lapse in matter.lapsed],
    }


def _requests(matter: Matter) -> Iterator[Asked]:
    from handbook.model.ledger.entries import Decision, Request

    answers = {e.answers: e for e in matter.entries if isinstance(e, Decision) and e.answers}
    for entry in matter.entries:
        if isinstance(entry, Request):
            yield Asked(matter, entry, answers.get(entry.id) or answers.get(entry.corrects or ""))


def _matters(hb: Handbook) -> list[Matter]:
    return [*hb.ledger.matters.values()] if hb.info.internal else []


def _live(matters: list[Matter]) -> Iterator[tuple[Matter, Standing]]:
    """The parts that are still followed up."""
    for matter in matters:
        if matter.open:
            yield from ((matter, s) for s in matter.standings if not s.closed)
