"""Which requests wait for an answer, and which have fallen: there was nothing left to ask for."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.model.ledger.entries import Check, Decision, Request
from handbook.model.ledger.timeline import Timeline


@dataclass(frozen=True)
class Lapse:
    """A request that nobody answered, and what ended that about which it was made."""

    request: Request
    by: Check | Decision


def waiting(timeline: Timeline) -> tuple[tuple[Request, ...], tuple[Lapse, ...]]:
    """The requests that wait, and those that have fallen (失效): the parts of who asked are all
    closed, for a unit without a part of its own those of all, or the matter is ended.

    To be closed is answered by a check that closes or sends back. What has fallen stays so when a
    part is opened again.
    """
    answered = {
        found.id
        for decision in timeline.of(Decision)
        if decision.answers and (found := timeline.entry(decision.answers))
    }
    left: dict[str, Request] = {}
    fallen: list[Lapse] = []
    closed: set[str] = set()
    for entry in timeline.entries:
        if isinstance(entry, Request) and entry.id not in answered:
            left[entry.id] = entry
        elif isinstance(entry, Decision) and entry.ends:
            fallen += [Lapse(request, entry) for request in left.values()]
            left = {}
        elif isinstance(entry, Check) and entry.outcome != "confirmed":
            touched = timeline.touched(entry, timeline.named)
            closed = closed | touched if entry.outcome == "closed" else closed - touched
            for request in [*left.values()]:
                own = {*(timeline.parts(entry.day, request.unit) or timeline.parts(entry.day))}
                settled = request.wish == "close" and entry.outcome != "reopened" and own & touched
                if settled or (own and own <= closed):
                    del left[request.id]
                    fallen += [] if settled else [Lapse(request, entry)]
    return tuple(left.values()), tuple(fallen)
